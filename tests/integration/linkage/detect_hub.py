"""A hub's stores of records, feeds and alerts, filled and detected as its detector process does, and asked as an edge asks.

Everything is as :mod:`services.node` puts it together; only the sockets are left out, and the graph, which no alert is
made of.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from graph.model import EDGE_KINDS
from services.access.caller import Approver, Caller, CaseFacts
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry
from services.linkage.alerting.build import AlertRoom, open_alerts
from services.linkage.alerting.item import Kept
from services.linkage.alerting.ports import Place
from services.linkage.alerting.running import Detection, Summary
from services.linkage.apart import Job, T, do
from services.linkage.app.context import PairScore, Weight
from services.linkage.build import Around, Linkage, build_linkage
from services.linkage.detectors.registry import detectors
from services.linkage.links import Links
from services.linkage.rights import Ask
from services.node.cases import RecordCases
from services.node.link_store import open_links
from services.node.network import naming
from services.node.record_feed import RecordFeed
from services.node.settings import NodeSettings
from services.node.snapshots import filler_of, kinds_in, recent_of, snapshots_of
from services.records.app.changes import Follow
from services.records.build import NoGlass
from services.records.wire import decode_held
from services.signing.derive import derive
from services.signing.keyfile import write_private
from services.sources.feeds.options import Options
from services.sources.feeds.reading import Reading
from services.sources.feeds.row import FeedEdge as RowOfFile
from services.values.network import (
    Authority,
    FeedEdge,
    FeedNode,
    ImportFeedPageRequest,
    ImportFeedPageResponse,
    NodeKey,
    RegisterAuthorityRequest,
)
from services.vocabulary.access import CaseState
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.record_maker import CHILD_PROTECTION, FIA, OVERSIGHT, POLICE, fir
from tests.fakes.records_node import NOW_MS, SECRET, Federation, caller, federation, open_node
from tests.unit.linkage.world import DAY, keeper

CASE = f"FIR:{fir().key}"
KINDS = {POLICE: "POLICE", FIA: "FIA", "pk.sindh-police": "POLICE", "pk.customs": "CUSTOMS"}


class _Glass(NoGlass):
    """No session is open."""

    touch = NoGlass.touched


async def _unscored(_one: str, _other: str) -> PairScore | None:
    """No model compares anybody here."""
    return None


async def _unweighed(_call: Inquiry, _one: str, _other: str, _sign: str) -> Weight:
    """Nobody's word counts for others here."""
    return Weight()


async def _forgets_nothing(records: Sequence[str]) -> int:
    """No order to erase comes."""
    return len(records)


def _quiet(_done: int, _of: int) -> None:
    """Nobody watches the run."""


class Known(NamedTuple):
    """A federation whose registry is in a folder."""

    federation: Federation
    registry: Path


def known_in(folder: Path) -> Known:
    """A small federation, made below a folder."""
    return Known(federation(folder), folder / "federation" / "hub" / "registry")


@dataclass
class DetectHub:
    """``records``: the room of records, by which pages of versions come. ``now_ms`` moves by hand."""

    folder: Path
    known: Known
    now_ms: int = NOW_MS

    def __post_init__(self) -> None:
        self.records = open_node(self.folder, self.known.federation)
        if not (self.folder / "secret.key").exists():
            write_private(self.folder / "secret.key", SECRET)
        self._graph = AskedGraph((), ())
        room = self.records.context
        self._feed = RecordFeed(Follow(room.store, room.keys.bodies, decode_held))
        self._links = open_links(NodeSettings(self.folder))
        self._linkage = self._build()
        self._alerts = open_alerts(self.folder, SECRET)
        self.room: AlertRoom = self._alerts.over(self._linkage.context, recent_of(self._feed, SECRET), self.clock)

    def clock(self) -> int:
        """Epoch milliseconds."""
        return self.now_ms

    def _build(self) -> Linkage:
        room = self.records.context
        around = Around(
            self._graph, self._feed, RecordCases(room), _Glass(), self.clock, room.keys.selectors.token,
            room.keys.page_token, naming(derive(SECRET, "feed-id")), self._apart, _unscored,
            _unweighed, _forgets_nothing,
        )  # fmt: skip
        return build_linkage(self._links, around)

    async def _apart(self, _agency: str, _until_ms: int, job: Job[T]) -> T:
        return await do(self._graph, job)

    async def copied(self, folder: Path) -> DetectHub:
        """Another hub that was told the same; this one is closed."""
        await self.close()
        shutil.copytree(self.folder, folder)
        other = DetectHub(folder, self.known, self.now_ms)
        other.records.feeds = {name: replace(each) for name, each in self.records.feeds.items()}
        other.records.sent = self.records.sent
        return other

    async def detect(self) -> Summary:
        """One run of all rules over the stores as they are."""
        settings, registry = NodeSettings(self.folder), self.known.federation.registry
        filler = filler_of(settings, self._feed, Links(self._links), self.clock)
        snapshots = snapshots_of(filler, ReferenceEngine(), kinds_in(lambda: registry), settings)
        names, seed = naming(derive(SECRET, "alerts", 3)), derive(SECRET, "alerts", 4)
        return await Detection(snapshots, self._alerts.alerts, detectors(), names, seed, self.clock).run(_quiet)

    async def kept(self) -> set[str]:
        """Ids of all that stands, of every scope."""
        return {each.item.id for each in await self._alerts.alerts.standing()}

    async def items(self, place: Place) -> Sequence[Kept]:
        """All of a scope, as it is kept."""
        return await self._alerts.alerts.of(place)

    async def order(self, reference: str, agency: str = POLICE, case: str = CASE, **more: Any) -> None:
        """An authority for a case, of the last three years."""
        told: dict[str, Any] = {
            "kind": "COURT_ORDER", "issuer": "Sessions Court Lahore", "issued": "2026-01-01", "court": "PB-LHR-DSJ",
            "scope": (case,), "data_from_ms": NOW_MS - 1000 * DAY, "data_to_ms": NOW_MS,
            "retain_until_ms": NOW_MS + 100 * DAY,
        }  # fmt: skip
        made = RegisterAuthorityRequest(Authority(reference, **(told | more)))
        await self._linkage.context.feed(self._asked(agency), made)

    async def import_file(self, reference: str, agency: str, kind: str, path: Path, options: Options) -> None:
        """A whole file, read as `rabta feed import` reads it; no row of it is bad, and every one is taken."""
        reading = Reading(kind, path, options)
        for page in reading.pages():
            nodes = [FeedNode(NodeKey(n.kind, n.id), n.label, n.label_ur, n.note) for n in page.nodes]
            await self.feed(reference, agency, reading.reader.feed, kind, nodes, [_travels(e) for e in page.edges])
        assert reading.summary.rejected == 0, dict(reading.summary.reasons)

    async def feed(
        self, reference: str, agency: str, feed: str, form: str, nodes: Sequence[FeedNode], edges: Sequence[FeedEdge]
    ) -> None:
        """A page of a file; every row is taken."""
        page = ImportFeedPageRequest(
            authority=reference, feed=feed, format=form, file_sha256=bytes(32), page_number=1, nodes=tuple(nodes),
            edges=tuple(edges),
        )  # fmt: skip
        done = await self._linkage.context.feed(self._asked(agency), page)
        assert isinstance(done, ImportFeedPageResponse)
        assert done.refused == (), done.refused

    def _asked(self, agency: str) -> Ask:
        inquiry = self.records.inquiry(replace(keeper(agency), agency_kind=KINDS[agency]))
        return Ask(inquiry, CaseFacts(CaseState.RESOLVED, True))

    async def close(self) -> None:
        """Let go of every store."""
        self._alerts.close()
        await self._linkage.close()
        await self.records.context.store.close()


def _travels(row: RowOfFile) -> FeedEdge:
    """As it travels."""
    ends = EDGE_KINDS[row.kind]
    told = {each.name: getattr(row, each.name) for each in fields(row)}
    return FeedEdge(**told | {"start": NodeKey(ends.source, row.start), "end": NodeKey(ends.target, row.end)})


def sha(raw: bytes) -> bytes:
    """Of a request's body."""
    return sha256(raw).digest()


def investigator(officer: str = "pp-7", **more: Any) -> Caller:
    """Of the police's case, under the warrant that brought its rows."""
    usual: dict[str, Any] = {"query_class": "COMMS_MONEY", "second_basis": "PECA_WARRANT"}
    return caller(POLICE, officer, **(usual | more))


def analyst(key: str) -> Caller:
    """Of an operation of the police, with a second person."""
    return caller(
        POLICE, "pp-7", purpose="ANALYSE_NETWORK", roles=frozenset({"ANALYST"}), query_class="NETWORK",
        legal_basis="TIP_SOM", case_type="OPERATION", case_key=key, approver=_beside("pp-9"),
    )  # fmt: skip


def overseer() -> Caller:
    """Who looks which rules run."""
    return caller(
        OVERSIGHT, "ov-1", purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT", roles=frozenset({"OVERSIGHT"}),
        query_class="AUDIT", case_type="REVIEW", case_key="R-1/2026",
    )  # fmt: skip


def protector() -> Caller:
    """Of the body that protects children in Punjab, with a second person."""
    return caller(
        CHILD_PROTECTION, "cp-1", agency_kind="CHILD_PROTECTION", roles=frozenset({"PROTECTION_OFFICER"}),
        purpose="PROTECT_VICTIM", legal_basis="VICTIM_WITNESS", query_class="PROTECTION", case_type="REFERRAL",
        case_key="CP/LAHORE/1/2024", approver=_beside("cp-2"),
    )  # fmt: skip


def _beside(officer: str) -> Approver:
    return Approver(officer, 3, frozenset({"boss-1"}), b"\3" * 32)
