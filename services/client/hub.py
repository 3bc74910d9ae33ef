"""The hub, for a program without a loop: each method waits for its verified answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Self, TypeVar

from google.protobuf.message import Message

from services.client.asking import A, Approved
from services.client.async_hub import AsyncHub
from services.client.profile import Profile, load_profile
from services.client.reason import Reason
from services.client.results import Receipts, Submitted, Verified, Version, Versions
from services.values.network import QuestionRequest, QuestionResponse
from services.values.records import (
    GetPersonResponse,
    History,
    Identifier,
    PersonDescription,
    RecordVersion,
    Remains,
    SearchPersonResponse,
    SearchResponse,
)

T = TypeVar("T")
R = TypeVar("R", bound=QuestionResponse)


class Hub:
    """As :class:`services.client.async_hub.AsyncHub`, method for method. Use as a context manager, in one thread.

    Not inside a running loop, where it raises RuntimeError: AsyncHub is for that.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    @classmethod
    def from_profile(cls, path: Path | str) -> Self:
        """Raises ProfileError for a file that is unfit."""
        return cls(load_profile(Path(path)))

    def __enter__(self) -> Self:
        self._runner = asyncio.Runner()
        try:
            self._hub = self._run(_opened(self._profile))
        except BaseException:
            self._runner.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._run(self._hub.__aexit__())
        finally:
            self._runner.close()

    def history(
        self,
        identifier: Identifier,
        why: Reason,
        *,
        as_of: str = "",
        known_at_ms: int = 0,
        break_glass: str = "",
        approver: Profile | None = None,
    ) -> Verified[History]:
        """All that the officer may see of one person, over all agencies, oldest first."""
        return self._run(
            self._hub.history(
                identifier, why, as_of=as_of, known_at_ms=known_at_ms, break_glass=break_glass, approver=approver
            )
        )

    def search(
        self,
        identifier: Identifier,
        why: Reason,
        *,
        break_glass: str = "",
        page_token: str = "",
        approver: Profile | None = None,
    ) -> Verified[SearchResponse]:
        """Who is known under a number: persons that are disclosed, then owners whose desk is to be asked."""
        return self._run(
            self._hub.search(identifier, why, break_glass=break_glass, page_token=page_token, approver=approver)
        )

    def search_person(
        self,
        person: PersonDescription,
        why: Reason,
        *,
        break_glass: str = "",
        page_token: str = "",
        approver: Profile | None = None,
    ) -> Verified[SearchPersonResponse]:
        """Who is like a description, best first, with the reasons; then owners whose desk is to be asked."""
        return self._run(
            self._hub.search_person(person, why, break_glass=break_glass, page_token=page_token, approver=approver)
        )

    def person(
        self, record: str, why: Reason, *, break_glass: str = "", approver: Profile | None = None
    ) -> Verified[GetPersonResponse]:
        """The person of one record as every record describes them, and what joins these."""
        return self._run(self._hub.person(record, why, break_glass=break_glass, approver=approver))

    def record(
        self, name: str, why: Reason, *, known_at_ms: int = 0, break_glass: str = "", approver: Profile | None = None
    ) -> Verified[Version | Remains]:
        """The version in force of ``agencies/{agency}/records/{id}``, or what remains of it for its own agency."""
        return self._run(
            self._hub.record(name, why, known_at_ms=known_at_ms, break_glass=break_glass, approver=approver)
        )

    def versions(
        self, name: str, why: Reason, *, break_glass: str = "", page_token: str = "", approver: Profile | None = None
    ) -> Verified[Versions]:
        """Every version of one record, oldest first, at most a hundred at once."""
        return self._run(
            self._hub.versions(name, why, break_glass=break_glass, page_token=page_token, approver=approver)
        )

    def ask(
        self, question: QuestionRequest, kind: type[R], why: Reason, *, approver: Profile | None = None
    ) -> Verified[R]:
        """The link graph's answer, of the class ``kind``."""
        return self._run(self._hub.ask(question, kind, why, approver=approver))

    def call(
        self,
        request: Message,
        kind: type[A],
        why: Reason,
        query_class: str,
        *,
        approver: Profile | Approved | None = None,
    ) -> Verified[A]:
        """Any other question of the protocol, by its messages: ``kind`` is the class of its answer."""
        return self._run(self._hub.call(request, kind, why, query_class, approver=approver))

    def submit(self, records: Iterable[RecordVersion]) -> Submitted:
        """Hand in records of the own agency: what is new or changed goes out in signed pages."""
        return self._run(self._hub.submit(records))

    def receipts(self) -> Receipts:
        """Turn the promises of earlier answers into receipts of the log."""
        return self._run(self._hub.receipts())

    def evidence(self, answer: Verified[object]) -> bytes:
        """A bundle that a third party verifies offline (`rabta verify`)."""
        return self._run(self._hub.evidence(answer))

    def _run(self, work: Coroutine[object, None, T]) -> T:
        return self._runner.run(work)


async def _opened(profile: Profile) -> AsyncHub:
    return await AsyncHub(profile).__aenter__()
