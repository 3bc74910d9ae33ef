"""The records room on a real store and a small real federation, without a socket: callers, pages, calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TypedDict, Unpack

from services.access.caller import Caller
from services.access.engine import PolicyEngine
from services.access.gates import Glass
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.records import wire
from services.records.app.context import Context
from services.records.app.history import get_history
from services.records.app.record import get_record, list_versions
from services.records.app.search import search
from services.records.app.submit import submit_page
from services.records.build import build_app
from services.records.ports import Store
from services.records.sealing import Keys
from services.records.store import Settings, open_store
from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, Page, build_page
from services.values.records import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetRecordRequest,
    GetRecordResponse,
    History,
    Identifier,
    ListVersionsRequest,
    ListVersionsResponse,
    PageLeaf,
    RecordVersion,
    SearchRequest,
    SearchResponse,
    Selector,
    SignedPageHeader,
    SubmitPageRequest,
    SubmitPageResponse,
)
from tests.fakes.record_maker import CNIC, OFFICER, POLICE, fir
from tests.fakes.stated import Standing
from tests.fakes.world.callers import officer as officer_of
from tests.fakes.world.federations import AGENCIES, small_federation
from tests.fakes.world.keys import key_of
from tests.fakes.world.registries import first_version

NOW_MS = 1_780_000_000_000
SECRET = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Federation:
    """The registry, and every agency's page key."""

    registry: Registry
    page_keys: dict[str, PrivateKey]


def federation(folder: Path, members: Sequence[AgencySpec] = AGENCIES) -> Federation:
    """Agencies with their keys in files below ``folder``."""
    files = small_federation(folder / "federation", NOW_MS, members=members)
    registry = first_version(files.folder)
    keys = {agency: key_of(files, agency, "page") for agency in files.agencies}
    return Federation(registry, keys)


def caller(agency: str = POLICE, officer: str = OFFICER, **more: Unpack[Standing]) -> Caller:
    """An investigator of the case that :func:`tests.fakes.record_maker.fir` names."""
    kinds = {"pk.fia": "FIA", "pk.customs": "BORDER", "pk.prisons": "PRISON", "pk.oversight": "OVERSIGHT"}
    ordinary: Standing = {"superiors": frozenset({"boss-1"}), "case_key": fir().key}
    stated: Standing = {**ordinary, **more}
    return officer_of(agency, stated.pop("agency_kind", kinds.get(agency, "POLICE")), officer, NOW_MS, **stated)


def keeper(agency: str) -> Caller:
    """A record officer, who submits for their agency."""
    return caller(
        agency,
        "keeper-1",
        roles=frozenset({"RECORD_OFFICER"}),
        purpose="RECORD_UPKEEP",
        legal_basis="DATA_OVERSIGHT",
        query_class="UPKEEP",
        case_type="RECORD",
        case_key="FEED",
    )


class Place(TypedDict, total=False):
    """Fields of a feed that a page may state otherwise than is so."""

    federation_id: bytes
    agency: str
    audience: str
    feed: str
    page_number: int
    previous_sha256: bytes


class Paged(TypedDict, total=False):
    """Fields of a request that asks for one page of an answer."""

    page_size: int
    page_token: str
    break_glass: str


class AsOf(TypedDict, total=False):
    """Fields of a request that asks how things stood."""

    as_of_recorded_ms: int
    break_glass: str


class HistoryAsOf(AsOf, total=False):
    """The same with the day that it was true."""

    as_of_valid: str


@dataclass(slots=True)
class FeedState:
    """Where an agency's feed stands on its own side."""

    number: int = 0
    previous: bytes = FIRST


@dataclass(slots=True)
class Node:
    """The room with its callers. ``now_ms`` moves by hand; ``trail`` is that of the last call."""

    context: Context
    federation: Federation
    engine: PolicyEngine
    now_ms: int = NOW_MS
    feeds: dict[str, FeedState] = field(default_factory=dict)
    trail: Trail = field(default_factory=Trail)
    sent: int = 0

    def inquiry(self, who: Caller) -> Inquiry:
        """A fresh call; its trail is kept for the test to look at."""
        self.trail = Trail()
        return Inquiry(who, self.now_ms, self.engine, self.trail, self.federation.registry.jurisdiction)

    def page(self, agency: str, versions: Sequence[RecordVersion | bytes], /, **changes: Unpack[Place]) -> Page:
        """The next page of an agency's feed, signed with its page key; ``changes`` to its place in the feed."""
        state = self.feeds.setdefault(agency, FeedState())
        registry = self.federation.registry
        feed = Feed(registry.federation_id, agency, registry.hub, "records", state.number + 1, state.previous)
        raw = [each if isinstance(each, bytes) else wire.encode(each) for each in versions]
        salts = [sha256(b"salt" + each).digest()[:16] for each in raw]
        return build_page(self.federation.page_keys[agency], replace(feed, **changes), raw, self.now_ms, salts)

    async def send(
        self, page: Page, agency: str, request_id: str = "", who: Caller | None = None
    ) -> SubmitPageResponse:
        """Submit a page as it is."""
        self.sent += 1
        leaves = tuple(PageLeaf(salt, raw) for salt, raw in page.leaves)
        header = SignedPageHeader(page.header, page.signature)
        request = SubmitPageRequest(header, leaves, request_id or f"request-{self.sent:06d}")
        body = sha256(wire.encode(request)).digest()
        raw = await submit_page(
            self.context, self.inquiry(who or keeper(agency)), request, body, self.federation.registry
        )
        answer = wire.decode(SubmitPageResponse, raw)
        state = self.feeds.setdefault(agency, FeedState())
        if answer.page_number > state.number:
            state.number, state.previous = answer.page_number, answer.chain_sha256
        return answer

    async def search(self, who: Caller, number: str = CNIC, **more: Unpack[Paged]) -> SearchResponse:
        """Search by CNIC, one page."""
        request = SearchRequest(Selector(Identifier("CNIC", number)), **more)
        return await search(self.context, self.inquiry(who), request, self.federation.registry)

    async def history(self, who: Caller, number: str = CNIC, **more: Unpack[HistoryAsOf]) -> History:
        """The history of whom a CNIC names."""
        answer = wire.decode(GetHistoryResponse, await self.raw_history(who, number, **more))
        assert answer.history is not None
        return answer.history

    async def raw_history(self, who: Caller, number: str = CNIC, **more: Unpack[HistoryAsOf]) -> bytes:
        """History by CNIC, as it travels."""
        request = GetHistoryRequest(Selector(Identifier("CNIC", number)), **more)
        return (await get_history(self.context, self.inquiry(who), request, self.federation.registry)).answer

    async def record(self, who: Caller, name: str, **more: Unpack[AsOf]) -> GetRecordResponse:
        """One record by its name."""
        return await get_record(self.context, self.inquiry(who), GetRecordRequest(name, **more))

    async def versions(self, who: Caller, name: str, **more: Unpack[Paged]) -> ListVersionsResponse:
        """Its versions, one page."""
        request = ListVersionsRequest(name, **more)
        return await list_versions(self.context, self.inquiry(who), request, self.federation.registry)

    async def put(self, *versions: RecordVersion) -> list[SubmitPageResponse]:
        """Submit versions, a page for each run of one agency; every one must go in."""
        answers = []
        while versions:
            agency = versions[0].agency
            run = next((i for i, v in enumerate(versions) if v.agency != agency), len(versions))
            answer = await self.send(self.page(agency, versions[:run]), agency)
            assert not answer.refused, answer.refused
            answers.append(answer)
            versions = versions[run:]
        return answers


def open_node(
    folder: Path,
    known: Federation,
    engine: PolicyEngine | None = None,
    settings: Settings | None = None,
    glass: Glass | None = None,
    patience_s: float = 0.05,
    store: Store | None = None,
) -> Node:
    """A node whose store is ``folder/records.db`` unless one is given; ``patience_s``: how long an early page waits."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    held = store or open_store(folder / "records.db", settings)
    keys = Keys.from_secret(SECRET, folder)
    keys.bodies.make()
    context = replace(build_app(held, keys, glass), patience_s=patience_s)
    return Node(context, known, engine or ReferenceEngine())
