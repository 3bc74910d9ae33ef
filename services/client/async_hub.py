"""The hub, for programs that run a loop: questions in, verified values out. :mod:`services.client.hub` is its twin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar

from google.protobuf.message import Message
from rabta.records.v1 import records_service_pb2 as pb

from services.client import contribution
from services.client.asking import A, Answered, Approved, Asking, TokenSource, method_of
from services.client.channel import Channel
from services.client.contribute import RowRead, contribute
from services.client.drafts import Draft
from services.client.evidence import gather
from services.client.feed import Finding
from services.client.profile import Profile, load_profile
from services.client.reason import Reason, network_class, reading_class
from services.client.receipt import settle
from services.client.results import Receipts, Submitted, Verified, Version, Versions, read, read_version
from services.values.encoding import NETWORK, RECORDS
from services.values.network import QuestionRequest, QuestionResponse
from services.values.records import (
    CopyAge,
    GetPersonResponse,
    History,
    Identifier,
    PersonDescription,
    RecordVersion,
    Release,
    Remains,
    SearchPersonRequest,
    SearchPersonResponse,
    SearchResponse,
    Selector,
)
from services.values.records.exchange import GetHistoryRequest, SearchRequest

T = TypeVar("T")
R = TypeVar("R", bound=QuestionResponse)
VERSIONS_A_PAGE = 100


class AsyncHub:
    """One officer's hub under one profile. Use as an async context manager; one at a time under a profile.

    Every method raises Refusal (signed by the hub), Unproven (nothing that binds the hub, an owner or the log),
    Unreadable, TokenRefused and IssuerUnreachable (the own agency's issuer), BadReason; each is a RabtaError.
    What is not answered, or was busy, is tried again, three times at most; what took all its time (20 s) is not.
    ``approver``: profile of a second person who approves this very question.
    """

    def __init__(self, profile: Profile, channel: Channel | None = None, tokens: TokenSource | None = None) -> None:
        """``channel``: one that is open, and that others use too; ``tokens``: where the officer holds no key here."""
        self._channel = channel or Channel(profile)
        self._asking = Asking(self._channel, tokens)

    @classmethod
    def from_profile(cls, path: Path | str) -> Self:
        """Raises ProfileError for a file that is unfit, BadKey or UnsafeFile for what it names."""
        return cls(load_profile(Path(path)))

    async def __aenter__(self) -> Self:
        await self._channel.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._channel.__aexit__()

    async def history(
        self,
        identifier: Identifier,
        why: Reason,
        *,
        as_of: str = "",
        known_at_ms: int = 0,
        break_glass: str = "",
        approver: Profile | None = None,
    ) -> Verified[History]:
        """All that the officer may see of one person, over all agencies, oldest first.

        ``as_of``: true in the world then, ISO 8601; ``known_at_ms``: known to the hub then, epoch ms, 0 for now.
        """
        asked = RECORDS.to_message(GetHistoryRequest(Selector(identifier), as_of, known_at_ms, break_glass))
        answered = await self._read(why, asked, pb.GetHistoryResponse, approver)
        return _verified(answered, read(RECORDS, History, answered.message.history))

    async def search(
        self,
        identifier: Identifier,
        why: Reason,
        *,
        break_glass: str = "",
        page_token: str = "",
        approver: Profile | None = None,
    ) -> Verified[SearchResponse]:
        """Who is known under a number: persons that are disclosed, then owners whose desk is to be asked."""
        asked = RECORDS.to_message(SearchRequest(Selector(identifier), 0, page_token, break_glass))
        answered = await self._read(why, asked, pb.SearchResponse, approver)
        return _verified(answered, read(RECORDS, SearchResponse, answered.message))

    async def search_person(
        self,
        person: PersonDescription,
        why: Reason,
        *,
        break_glass: str = "",
        page_token: str = "",
        approver: Profile | None = None,
    ) -> Verified[SearchPersonResponse]:
        """Who is like a description, best first, with the reasons; then owners whose desk is to be asked."""
        asked = RECORDS.to_message(SearchPersonRequest(person, 0, page_token, break_glass))
        answered = await self._read(why, asked, pb.SearchPersonResponse, approver)
        return _verified(answered, read(RECORDS, SearchPersonResponse, answered.message))

    async def person(
        self, record: str, why: Reason, *, break_glass: str = "", approver: Profile | None = None
    ) -> Verified[GetPersonResponse]:
        """The person of ``agencies/{agency}/records/{id}`` as every record describes them, and what joins these."""
        asked = pb.GetPersonRequest(record=record, break_glass=break_glass)
        answered = await self._read(why, asked, pb.GetPersonResponse, approver)
        return _verified(answered, read(RECORDS, GetPersonResponse, answered.message))

    async def record(
        self, name: str, why: Reason, *, known_at_ms: int = 0, break_glass: str = "", approver: Profile | None = None
    ) -> Verified[Version | Remains]:
        """The version in force of ``agencies/{agency}/records/{id}``.

        Remains: of a record of the own agency that is expunged, or that a court sealed from it too.
        """
        asked = pb.GetRecordRequest(name=name, as_of_recorded_ms=known_at_ms, break_glass=break_glass)
        answered = await self._read(why, asked, pb.GetRecordResponse, approver)
        if answered.message.HasField("remains"):
            return _verified(answered, read(RECORDS, Remains, answered.message.remains))
        found = _verified(answered, read_version(answered.message.version))
        if answered.message.HasField("release"):
            return replace(found, releases=(read(RECORDS, Release, answered.message.release),))
        return found

    async def versions(
        self, name: str, why: Reason, *, break_glass: str = "", page_token: str = "", approver: Profile | None = None
    ) -> Verified[Versions]:
        """Every version of one record, oldest first, at most a hundred at once."""
        asked = pb.ListVersionsRequest(
            name=name, page_size=VERSIONS_A_PAGE, break_glass=break_glass, page_token=page_token
        )
        answered = await self._read(why, asked, pb.ListVersionsResponse, approver)
        found = tuple(read_version(one) for one in answered.message.versions)
        return _verified(answered, Versions(found, answered.message.next_page_token))

    async def ask(
        self, question: QuestionRequest, kind: type[R], why: Reason, *, approver: Profile | None = None
    ) -> Verified[R]:
        """The link graph's answer, of the class ``kind``: ``ask(ExpandRequest(...), ExpandResponse, why)``.

        Raises ValueError where ``kind`` is no answer to the question.
        """
        asked = NETWORK.to_message(question)
        method = method_of(asked)
        if kind.__name__ != f"{method.rpartition('/')[2]}Response":
            raise ValueError(f"{kind.__name__} does not answer {method}")
        details = why.details(network_class(method, why.second_basis, why.purpose))
        answered = await self._asking.ask(details, asked, NETWORK.message_class(kind), approver=approver)
        return _verified(answered, read(NETWORK, kind, answered.message))

    async def call(
        self,
        request: Message,
        kind: type[A],
        why: Reason,
        query_class: str,
        *,
        approver: Profile | Approved | None = None,
    ) -> Verified[A]:
        """Any other question of the protocol, by its messages: ``kind`` is the class of its answer.

        ``query_class``: the class of questions that it belongs to, such as ``NETWORK`` (docs/protocol.md).
        """
        answered = await self._asking.ask(why.details(query_class), request, kind, approver=approver)
        return _verified(answered, answered.message)

    async def submit(self, records: Iterable[RecordVersion]) -> Submitted:
        """Hand in records of the own agency: what is new or changed goes out in signed pages.

        ``records``: without version, previous digest and status, which follow from what the journal in the profile's
        state folder says the hub holds. Pages without an answer go out first at the next call. Raises ProfileError
        where the profile holds no page key; FeedFull, FeedBroken, JournalBusy, JournalBehind.
        """
        profile, found = self._channel.profile, list[Finding]()
        with await contribution.opened_feed(profile, self._channel, found.append) as feed:
            rows = (_row(number, record) for number, record in enumerate(records, 1))
            summary = await contribute(feed, rows, contribution.sender(self._channel, self._asking))
        return Submitted(summary, tuple(found))

    async def receipts(self) -> Receipts:
        """Turn the promises of earlier answers into receipts of the log, each under a quorum's checkpoint."""
        settled = await settle(self._channel)
        late = self._channel.promises.late(self._channel.clock())
        return Receipts(len(settled.receipts), len(settled.pending), len(late))

    async def evidence(self, answer: Verified[object]) -> bytes:
        """A bundle that a third party verifies offline (`rabta verify`). Waits some seconds for the log's receipt."""
        return await gather(self._channel, answer.exchange)

    async def _read(self, why: Reason, asked: Message, kind: type[A], approver: Profile | None) -> Answered[A]:
        details = why.details(reading_class(why.purpose))
        return await self._asking.ask(details, asked, kind, approver=approver)


def _verified(answered: Answered[A], value: T) -> Verified[T]:
    copies = tuple(read(RECORDS, CopyAge, each) for each in getattr(answered.message, "copies", ()))
    return Verified(value, answered.exchange, answered.unsigned, copies)


def _row(number: int, record: RecordVersion) -> RowRead:
    stated = replace(record, version=0, previous_sha256=b"", status="", status_note="")
    return RowRead(number, [Draft(record.record_id, RECORDS.encode(stated), number)])
