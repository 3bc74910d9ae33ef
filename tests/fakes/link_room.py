"""The link graph's use cases over a real class table, with questions, records and freshness that a test sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.access.caller import CaseFacts
from services.access.decision import RecordClass
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.linkage import wire
from services.linkage.app.answering import asked
from services.linkage.app.context import Context, Drawing, Found, Searching
from services.linkage.app.withheld import met, withheld
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass
from services.linkage.errors import GraphBehind, QuestionBusy
from services.linkage.ports import Graph
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.rights import Ask, Seen
from services.linkage.store.links import links_of
from services.values import network
from services.values.selecting import named_in
from services.vocabulary.access import CaseState
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.records_node import NOW_MS, caller

ASSIGNED = CaseFacts(CaseState.RESOLVED, True)


@dataclass(frozen=True)
class CitedCase:
    """What the records say of the cited case."""

    facts: CaseFacts = ASSIGNED
    numbers: tuple[str, ...] = ("FIR:PB/LAHORE/ICHHRA/512/2020",)
    main: tuple[str, ...] = ("FIR:PB/LAHORE/ICHHRA/512/2020",)
    accused: tuple[str, ...] = ()


@dataclass
class World:
    """Everything around the room. ``changing``: ids about to change, while the graph is ``behind``; ``reaches``: ids
    that every search reaches. ``unfed``: authorities whose rows the graph lacks; ``nodes``, ``edges``: what it holds.

    ``answer``: what every question finds, by its limit; ``asked``: rights, requests; ``gave``: numbers, and texts with records' names, that were given."""

    case: CitedCase = field(default_factory=CitedCase)
    behind: bool = False
    changing: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()
    unfed: frozenset[str] = frozenset()
    nodes: tuple[NodeRow, ...] = ()
    edges: tuple[EdgeRow, ...] = ()
    sessions: frozenset[str] = frozenset()
    touched: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    answers: list[network.QuestionResponse] = field(
        default_factory=lambda: [network.ExpandResponse(answer=network.Answer())]
    )
    asked: list[tuple[Rights, network.QuestionRequest | network.LinkRequest | network.FeedRequest]] = field(
        default_factory=list
    )
    fails: Exception | None = None
    picture: bytes | None = b"<svg/>"
    drawn: list[Drawing] = field(default_factory=list)
    gave: list[tuple[list[str], list[str]]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def cited(self, _inquiry: Inquiry, _break_glass: bool) -> CitedCase:
        return self.case

    async def given(self, _inquiry: Inquiry, numbers: Iterable[str], names: Iterable[str]) -> None:
        self.gave.append((list(numbers), list(names)))

    async def caught_up(self, _until_ms: int) -> None:
        if self.behind:
            raise GraphBehind

    async def pending(self, until_ms: int) -> frozenset[str]:
        if not self.changing:
            await self.caught_up(until_ms)
        return self.changing

    async def fed(self, authorities: Iterable[str], _until_ms: int) -> None:
        if self.unfed & set(authorities):
            raise GraphBehind

    async def usable(self, session_id: str, _agency: str, _officer: str, _now_ms: int) -> bool:
        return session_id in self.sessions

    async def touch(self, session_id: str, owners: Iterable[str], _now_ms: int) -> None:
        self.touched.append((session_id, frozenset(owners)))

    async def search(self, searching: Searching) -> Found:
        questions = dict.fromkeys((network.ExpandRequest, network.ShortestPathsRequest), self.question)
        answer = await asked(questions, size, AskedGraph((), ()), searching.rights, searching.request, UNBOUNDED)
        keys = met(named_in(searching.request), answer.answer)
        graph = AskedGraph(self.nodes, self.edges)
        reached = self.reaches if searching.told else frozenset()
        return Found(answer, False, await withheld(graph, searching.rights, keys), reached)

    async def question(
        self, _graph: Graph, rights: Rights, request: network.QuestionRequest, _budget: Budget
    ) -> network.QuestionResponse:
        self.asked.append((rights, request))
        if self.fails is not None:
            raise self.fails
        return self.answers[min(len(self.asked), len(self.answers)) - 1]

    async def link(self, _ask: Ask, _seen: Seen, request: network.LinkRequest) -> network.LinkResponse:
        self.asked.append((Rights(), request))
        return network.DecideLinkResponse(network.LinkDecision(id="d1"))

    async def feed(self, _ask: Ask, request: network.FeedRequest) -> network.FeedResponse:
        self.asked.append((Rights(), request))
        return network.RegisterAuthorityResponse(True)

    async def forget(self, records: Sequence[str]) -> int:
        self.forgotten += records
        return len(records)

    async def draw(self, drawing: Drawing) -> bytes:
        self.drawn.append(drawing)
        if self.picture is None:
            raise QuestionBusy
        return self.picture


class Sessions:
    """Break-glass sessions of the world."""

    def __init__(self, world: World) -> None:
        self.usable, self.touched = world.usable, world.touch


def size(value: network.QuestionResponse | network.GetAlertResponse | network.Picture) -> int:
    return len(wire.encode(value))


def open_room(path: Path, world: World) -> Context:
    """The room, with a class table of its own."""
    return Context(
        graph=AskedGraph(world.nodes, world.edges),
        classes=ClassTable(links_of(path / "linkage.db").classes),
        cases=world,
        glass=Sessions(world),
        freshness=world,
        search=world.search,
        link=world.link,
        feed=world.feed,
        draw=world.draw,
        forget=world.forget,
        forget_in_snapshots=world.forget,
        selector=lambda text: sha256(text.encode()).digest(),
        size=size,
    )


async def held(context: Context, *classes: RecordClass) -> list[int]:
    """Numbers of classes that the table now holds."""
    return [await context.classes.number(AtomicClass(klass)) for klass in classes]


def analyst(**more: Any) -> Inquiry:
    """An investigator's question of class NETWORK, with changes to who asks."""
    who = caller(**({"query_class": "NETWORK"} | more))
    return Inquiry(who, NOW_MS, ReferenceEngine(), Trail())
