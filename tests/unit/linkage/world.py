"""A link store, a graph in memory, records, and callers that import and decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Unpack

from services.access.caller import Caller, CaseFacts
from services.access.engine import PolicyEngine
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.linkage.app.authorities import register_authority
from services.linkage.app.context import PairScore, Weight
from services.linkage.app.imports import import_page
from services.linkage.links import Links
from services.linkage.projection.check import check
from services.linkage.projection.project import edge_id
from services.linkage.projection.projector import Projector
from services.linkage.rights import Ask, Seen, rights_of
from services.linkage.store.links import links_of
from services.membership.jurisdiction import Jurisdiction
from services.membership.rows import CourtRow
from services.values.network import (
    Authority,
    FeedEdge,
    FeedNode,
    ImportFeedPageRequest,
    ImportFeedPageResponse,
    NodeKey,
)
from services.vocabulary.access import CaseState
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_changes import CASE, POLICE, RecordChanges
from tests.fakes.stated import CallerFacts
from tests.fakes.world.registries import member_row
from tests.unit.access.table import call

COURTS = Jurisdiction(
    {
        "pk.courts": member_row(
            "pk.courts",
            "COURT",
            3,
            courts=(
                CourtRow(
                    "PB-LHR-DSJ", "Sessions Court Lahore", "SESSION", ("PB/LAHORE",), "PB-LHC", frozenset(), "", ""
                ),
                CourtRow(
                    "PB-LHR-JM1", "Judicial Magistrate", "MAGISTRATE", ("PB/LAHORE",), "PB-LHC", frozenset(), "", ""
                ),
                CourtRow("PB-LHC", "Lahore High Court", "HIGH", ("PB/LAHORE",), "", frozenset(), "", ""),
                CourtRow(
                    "PB-LHR-OLD", "An abolished court", "SESSION", ("PB/LAHORE",), "", frozenset(), "", "2020-01-01"
                ),
            ),
        )
    }
)
"""Courts of an invented registry: one of each tier but the highest, and one abolished."""
NOW = 1_780_000_000_000
DAY = 86_400_000
ENGINE = ReferenceEngine()


@dataclass
class World:
    """Everything of one node. ``now`` moves by hand."""

    folder: Path
    graph: Any = field(default_factory=MemoryGraph)
    feed: RecordChanges = field(default_factory=RecordChanges)
    engine: PolicyEngine = ENGINE
    now: int = NOW
    scored: PairScore | None = None
    """What the node's model says of every two Subjects."""
    weights: dict[str, Weight] = field(default_factory=dict)
    """By agency, what its word counts about every two Subjects."""

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.links = Links(links_of(self.folder / "linkage.db"))

    @property
    def projector(self) -> Projector:
        return Projector(self.graph, self.feed, self.links, lambda: self.now)

    def inquiry(self, who: Caller) -> Inquiry:
        self.trail = Trail()
        return Inquiry(who, self.now, self.engine, self.trail, COURTS)

    async def ask(self, who: Caller | None = None, **more: Any) -> tuple[Ask, Seen]:
        facts: dict[str, Any] = {"cited": frozenset({CASE}), "main": frozenset({CASE})}
        asked = Ask(self.inquiry(who or investigator()), CaseFacts(CaseState.RESOLVED, True), **(facts | more))
        return asked, await rights_of(self.links.classes, asked)

    async def score(self, _one: str, _other: str) -> PairScore | None:
        return self.scored

    async def weigh(self, call: Inquiry, _one: str, _other: str, _sign: str) -> Weight:
        return self.weights.get(call.caller.agency, Weight())

    async def register(self, who: Caller | None = None, **more: Any) -> bool:
        return await register_authority(self.links, self.inquiry(who or keeper()), authority(**more))

    async def page(self, who: Caller | None = None, home: str = "", **more: Any) -> ImportFeedPageResponse:
        return await import_page(self.links, self.inquiry(who or keeper()), request(**more), home, naming)

    async def differences(self) -> list[str]:
        return await check(self.graph, self.feed, self.links, self.now)


def naming(text: str) -> str:
    """Unkeyed: here nobody guesses."""
    return edge_id("naming", text)


def keeper(agency: str = POLICE, kind: str = "POLICE") -> Caller:
    return replace(call("POLICE RECORD_UPKEEP UPKEEP", "")[0], agency=agency, agency_kind=kind, officer="keeper-1")


def investigator(**more: Unpack[CallerFacts]) -> Caller:
    who = call("POLICE INVESTIGATE_CASE NETWORK", "")[0]
    usual: CallerFacts = {"agency": POLICE, "officer": "pp-7", "clearance": 2, "trained_until_ms": 2 * NOW}
    stated: CallerFacts = {**usual, **more}
    return replace(who, **stated)


def authority(**more: Any) -> Authority:
    found: dict[str, Any] = {
        "reference": "W/1",
        "kind": "COURT_ORDER",
        "issuer": "Sessions Court Lahore",
        "issued": "2026-01-01",
        "court": "PB-LHR-DSJ",
        "scope": (CASE,),
        "targets": (account("A"),),
        "data_from_ms": NOW - 100 * DAY,
        "data_to_ms": NOW,
        "retain_until_ms": NOW + 10 * DAY,
    }
    return Authority(**(found | more))


def person(name: str, form: str = "bank-csv", **more: Any) -> FeedNode:
    return FeedNode(NodeKey("SUBJECT", f"feeds/{form}/{edge_id(name)}"), name, **more)


def edge(kind: str, start: NodeKey | FeedNode, end: NodeKey | FeedNode, name: str = "", **more: Any) -> FeedEdge:
    one, other = (each.key or NodeKey() if isinstance(each, FeedNode) else each for each in (start, end))
    return FeedEdge(edge_id(kind, one.id, other.id, name), kind, one, other, **({"at_ms": NOW - DAY, "row": 1} | more))


def account(name: str) -> NodeKey:
    return NodeKey("ACCOUNT", f"IBAN:{iban(name)}")


def iban(name: str) -> str:
    """An account of a bank that there is not, with its check digits (ISO 13616)."""
    number = "TEST" + "".join(filter(str.isalnum, name.upper())).rjust(16, "0")[-16:]
    check = 98 - int("".join(str(int(c, 36)) for c in f"{number}PK00")) % 97
    return f"PK{check:02d}{number}"


def request(**more: Any) -> ImportFeedPageRequest:
    found: dict[str, Any] = {
        "authority": "W/1",
        "feed": "MONEY",
        "format": "bank-csv",
        "file_sha256": bytes(32),
        "page_number": 1,
    }
    return ImportFeedPageRequest(**(found | more))
