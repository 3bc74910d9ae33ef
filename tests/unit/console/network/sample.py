"""A case on a chart: an accused and a victim, their phones and accounts, and a phone that calls many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from services.console.network.veiling import Codes
from services.values.network import (
    Answer,
    Cut,
    Desk,
    Edge,
    ExpandRequest,
    ExpandResponse,
    Frame,
    KindCount,
    Node,
    NodeKey,
    Path,
    QuestionRequest,
    QuestionResponse,
    ShortestPathsRequest,
    ShortestPathsResponse,
    Stub,
)

T = 1_772_000_000_000
DAY = 86_400_000
CODES = Codes(b"\7" * 32)
ACCUSED = NodeKey("SUBJECT", "agencies/pk.fia/records/1")
VICTIM = NodeKey("SUBJECT", "agencies/pk.punjab-police/records/7")
SAME_VICTIM = NodeKey("SUBJECT", "agencies/pk.fia/records/8")
PHONE = NodeKey("PHONE", "+923001234567")
VICTIM_PHONE = NodeKey("PHONE", "+923331112223")
CNIC = NodeKey("DOCUMENT", "CNIC:3520212345671")
CALLED = tuple(NodeKey("PHONE", f"+9232100000{number:02d}") for number in range(6))
ACCOUNT = NodeKey("ACCOUNT", "IBAN:PK36HABB0000001123456702")
OTHER_ACCOUNT = NodeKey("ACCOUNT", "IBAN:PK36HABB0000001123456703")
NAMES = ("Ghulam Rasool", "غلام رسول", "Saima Bibi", "صائمہ بی بی", "Saima")
VICTIM_SAYS = ("Saima", "صائمہ", VICTIM_PHONE.id, CNIC.id, "3520212345671")


def row(name: str, kind: str, start: NodeKey, end: NodeKey, **more: object) -> Edge:
    held = Edge(id=name, kind=kind, start=start, end=end, owner="pk.fia", grade="B2", source=f"feeds/calls/{name}")
    return replace(held, **more)  # type: ignore[arg-type]  # each field by its name


PEOPLE = (
    Node(key=ACCUSED, label=NAMES[0], label_ur=NAMES[1], owner="pk.fia", role="ACCUSED", grade="B2", person=1),
    Node(key=VICTIM, label=NAMES[2], label_ur=NAMES[3], owner="pk.punjab-police", role="VICTIM", person=2),
    Node(key=SAME_VICTIM, label=NAMES[4], owner="pk.fia", person=2),
)
CALLS = tuple(
    row(f"c{number}", "CALLED", PHONE, phone, at_ms=T + number * DAY, duration_s=60)
    for number, phone in enumerate(CALLED)
)
PAID = (
    row("t1", "TRANSFERRED", ACCOUNT, OTHER_ACCOUNT, at_ms=T, amount_minor=5_000_000, currency="PKR", owner="pk.fmu"),
    row("t2", "TRANSFERRED", ACCOUNT, OTHER_ACCOUNT, at_ms=T + DAY, amount_minor=7_000_000, currency="PKR", grade="A1"),
)
STUB = Stub(before=ACCUSED, hidden=2, owner="pk.isi", owner_name="Another agency", desk=Desk("Desk", "051-1234567", ""))
AROUND = Answer(
    nodes=(*PEOPLE, *(Node(key=key, degree=1) for key in (PHONE, *CALLED))),
    edges=(
        row("u1", "PHONE_USED_BY", PHONE, ACCUSED, at_ms=T),
        row("u2", "PHONE_USED_BY", VICTIM_PHONE, SAME_VICTIM, note="stated by Saima"),
        row("d1", "IDENTIFIED_BY", VICTIM, CNIC, source="agencies/pk.punjab-police/records/7/versions/1"),
        *CALLS,
    ),
    stubs=(STUB,),
    cuts=(Cut("CALLED", 6, 1318), Cut("edges", 9, 1400, more=True)),
)
MONEY = Answer(
    nodes=(Node(key=ACCOUNT, degree=2), Node(key=OTHER_ACCOUNT, degree=2), PEOPLE[0]),
    edges=(row("h1", "ACCOUNT_HELD_BY", ACCOUNT, ACCUSED), *PAID),
    stubs=(STUB,),
)
EXPAND = ExpandRequest(Frame(limit=50), (ACCUSED,))
PATHS = ShortestPathsRequest(Frame(), ACCUSED, OTHER_ACCOUNT, avoid=(VICTIM,))
ANSWERS: Mapping[QuestionRequest, QuestionResponse] = {
    EXPAND: ExpandResponse((KindCount("CALLED", 1318, 6),), AROUND),
    PATHS: ShortestPathsResponse((Path((ACCUSED, ACCOUNT, OTHER_ACCOUNT), ("h1", "t1"), (0,)),), MONEY),
}


class Hub:
    """Answers these questions, without ``hidden`` nodes and what hangs on them, and remembers what it was asked."""

    def __init__(self, answers: Mapping[QuestionRequest, QuestionResponse] = ANSWERS, *hidden: NodeKey) -> None:
        self.asked: list[QuestionRequest] = []
        self._answers, self._hidden = answers, frozenset(hidden)

    async def __call__(self, question: QuestionRequest) -> QuestionResponse:
        self.asked.append(question)
        found = self._answers[question]
        assert found.answer
        nodes = tuple(node for node in found.answer.nodes if node.key not in self._hidden)
        edges = tuple(edge for edge in found.answer.edges if not {edge.start, edge.end} & self._hidden)
        named = {key for edge in edges for key in (edge.start, edge.end)}
        if not named & set(_asked(question)):
            nodes, edges = (), ()
        return replace(found, answer=replace(found.answer, nodes=nodes, edges=edges, stubs=(), cuts=()))


def _asked(question: QuestionRequest) -> tuple[NodeKey, ...]:
    if isinstance(question, ExpandRequest):
        return question.start
    assert isinstance(question, ShortestPathsRequest)
    assert question.start
    assert question.end
    return (question.start, question.end)
