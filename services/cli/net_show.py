"""Answers of the link graph as tables, JSON or CSV. What was cut, and what others hold, is always said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2 as pb
from rabta.linkage.v1 import question_pb2 as pq
from rabta.linkage.v1.question_pb2 import Answer

from services.cli.net_common import Common
from services.cli.node_names import typed
from services.cli.options import Output, say
from services.cli.pager import paged
from services.cli.plain import plain
from services.cli.show import Part, as_csv, as_heading, print_json, tabled, word
from services.cli.table import line, seen
from services.draw.network import figures
from services.draw.network.words import PARTS, edge_word, node_word, role_word
from services.draw.network.words import word as draw_word
from services.draw.table_words import text
from services.tables.times import shown, when
from services.values.network import TIME

NODES = ("kind", "id", "label", "role", "owner", "grade", "degree", "person")
EDGES = ("when", "kind", "from", "to", "amount", "seconds", "owner", "grade", "authority", "note", "id")
TIED = (*EDGES, "rows", "first", "sum")
STUBS = ("hidden", "between", "and", "held by", "desk", "phone")
SPANNED = (pb.EDGE_KIND_TRANSFERRED, pb.EDGE_KIND_WITHDREW)
"""Kinds of which a span says when they took place, and not how long they lasted."""
LTR, POP = "\u2066", "\u2069"


def name(key: pb.NodeKey) -> str:
    """A node as it can be typed again; numbers are isolated, so that Urdu beside them does not turn them around."""
    return f"{LTR}{typed(key)}{POP}" if key.id else "-"


def amount(currency: str, minor: int) -> str:
    """In major units with every digit that the currency has, never rounded; isolated, as :func:`name`."""
    return f"{LTR}{figures.amount(minor, currency)}{POP}" if minor else ""


def node_kind(kind: int, urdu: bool) -> str:
    """What a kind of node is called."""
    return node_word(pb.NodeKind.Name(kind).removeprefix("NODE_KIND_"), "ur") if urdu else word(pb.NodeKind, kind)


def edge_kind(kind: int, urdu: bool) -> str:
    """What a kind of edge is called."""
    return edge_word(pb.EdgeKind.Name(kind).removeprefix("EDGE_KIND_"), "ur") if urdu else word(pb.EdgeKind, kind)


def _role(role: str, urdu: bool) -> str:
    return role_word(role, "ur") if urdu and role else role


def node_rows(answer: Answer, urdu: bool) -> list[tuple[str, ...]]:
    """One row a node, labels in Urdu where they are wanted and there are any."""
    return [
        (
            node_kind(n.key.kind, urdu), name(n.key), (urdu and n.label_ur) or n.label, _role(n.role, urdu),
            n.owner, n.grade, degree(n, urdu), str(n.person or ""),
        )
        for n in answer.nodes
    ]  # fmt: skip


def degree(node: pb.Node, urdu: bool) -> str:
    """Edges, in brackets the nodes that they lead to where those are fewer, and whether that makes a hub."""
    fewer = f" ({node.neighbours})" if 0 < node.neighbours < node.degree else ""
    return f"{node.degree or ''}{fewer}{' ' + text('hub', urdu) if node.hub else ''}"


def edge_rows(answer: Answer, urdu: bool = False) -> list[tuple[str, ...]]:
    """One row an evidence row, or a tie of many by its latest, its number in place of a note."""
    return [
        (
            when(e.at_ms, e.until_ms) if e.kind in SPANNED else shown(e.at_ms),
            edge_kind(e.kind, urdu), name(e.start), name(e.end),
            amount(e.currency, e.amount_minor), str(e.duration_s or ""), e.owner,
            e.grade, e.authority, tie(e, urdu) or e.note, e.id,
        )
        for e in answer.edges
    ]  # fmt: skip


def since(edge: pb.Edge) -> str:
    """When the first row of a tie was: a day where its latest is told by the day."""
    first = edge.first_ms
    return when(first, first + edge.until_ms - edge.at_ms) if edge.kind in SPANNED else shown(first)


def tie(edge: pb.Edge, urdu: bool) -> str:
    """How many rows it stands for, since when and of what sum; nothing where it stands for itself."""
    if not edge.rows:
        return ""
    total = amount(edge.currency, edge.sum_minor)
    return text("tie.sum" if total else "tie", urdu, n=f"{edge.rows:,}", since=since(edge) or "-", total=total)


def tied_rows(answer: Answer) -> list[tuple[str, ...]]:
    """The same for machines, with number, first time and sum by themselves."""
    return [
        (
            *row[:9],
            e.note,
            e.id,
            str(e.rows or 1),
            since(e) if e.rows else row[0],
            amount(e.currency, e.sum_minor or e.amount_minor),
        )
        for row, e in zip(edge_rows(answer), answer.edges, strict=True)
    ]


def stub_rows(answer: Answer) -> list[tuple[str, ...]]:
    """What others hold, and whom to ask."""
    return [
        (str(s.hidden), name(s.before), name(s.after), s.owner_name or s.owner, s.desk.name, s.desk.phone)
        for s in answer.stubs
    ]


def answer_of(found: Message) -> Answer:
    """What the response of every question has besides its own."""
    answer: Answer = getattr(found, "answer")  # noqa: B009  (a message of any question)
    return answer


def printed(found: Message, common: Common, *parts: Part) -> bool:
    """JSON, or CSV of evidence rows: whether that was what is wanted. Pictures are files, and no part of either."""
    answer = answer_of(found)
    if common.output is Output.JSON:
        said = plain(found)
        said.get("answer", {}).pop("pictures", None)
        print_json(said, common.head)
    elif common.output is Output.CSV:
        hidden = Part("Hidden records", STUBS, stub_rows(answer))
        as_csv(common.head, Part("Evidence", TIED, tied_rows(answer)), *parts, hidden)
    else:
        if common.head:
            as_heading(common.head, common.urdu)
        return False
    cuts(answer, common.urdu)
    borne(answer, common.urdu)
    return True


def borne(answer: Answer, urdu: bool = False) -> None:
    """Whom numbers that were asked about stand for, on stderr: several persons are never one in silence."""
    for one in answer.borne:
        several = "borne.several" if len(one.persons) > 1 else "borne"
        people = ", ".join(typed(person) for person in one.persons)
        say(seen(text(several, urdu, number=typed(one.number), persons=len(one.persons), who=people)))


def _what(what: str, urdu: bool) -> str:
    """What was cut: parts of an answer, or edges of a kind."""
    if not urdu:
        return what
    return draw_word(what, "ur") if what in PARTS else edge_word(what, "ur")


def cuts(answer: Answer, urdu: bool = False) -> None:
    """N of M shown, on stderr; and that time was over, with how to ask for less."""
    for cut in answer.cuts:
        if cut.what == TIME:
            say(seen(text("cut.time", urdu)))
            continue
        what = _what(cut.what, urdu)
        say(seen(text("cut.more" if cut.more else "cut", urdu, what=what, shown=cut.shown, total=cut.total)))


def rest(answer: Answer, common: Common) -> None:
    """Nodes, evidence rows, stubs and cuts."""
    urdu = common.urdu
    tabled("Nodes", NODES, node_rows(answer, urdu), urdu)
    tabled("Evidence", EDGES, edge_rows(answer, urdu), urdu)
    if any(edge.rows for edge in answer.edges):
        line(text("ties", urdu))
    tabled("Links exist through hidden records: ask their desk", STUBS, stub_rows(answer), urdu)
    if not (answer.nodes or answer.edges or answer.stubs):
        line(text("nothing", urdu))
    cuts(answer, urdu)
    borne(answer, urdu)


@paged()
def rows(found: Message, common: Common) -> None:
    """An answer that has nothing of its own."""
    if not printed(found, common):
        rest(answer_of(found), common)


@paged()
def expand(found: pq.ExpandResponse, common: Common) -> None:
    """How many stand next to the node by kind of edge, then the answer."""
    if printed(found, common):
        return
    counts = [(edge_kind(c.kind, common.urdu), str(c.edges), str(c.nodes)) for c in found.counts]
    tabled("Next to it", ("kind", "edges", "nodes"), counts, common.urdu)
    rest(found.answer, common)


def walked(path: pq.Path, answer: Answer, urdu: bool = False) -> str:
    """A path in one line, hidden stretches where they stand."""
    kinds = {edge.id: edge_kind(edge.kind, urdu) for edge in answer.edges}
    steps = [name(key) for key in path.nodes]
    stubs = [answer.stubs[place] for place in path.stubs]
    hidden = [text("hidden", urdu, n=stub.hidden, owner=stub.owner) for stub in stubs]
    along = " ".join(kinds.get(edge, edge) for edge in path.edges)
    return " -> ".join(steps) + (f" [{along}]" if along else "") + (f" ({'; '.join(hidden)})" if hidden else "")


@paged()
def paths(title: str, walks: Sequence[pq.Path], found: Message, common: Common) -> None:
    """Numbered paths, then what they are made of."""
    if not printed(found, common):
        urdu = common.urdu
        answer = answer_of(found)
        lines = [(str(i), str(len(path.edges)), walked(path, answer, urdu)) for i, path in enumerate(walks, 1)]
        tabled(title, ("", "length", "path"), lines, urdu)
        rest(answer, common)


@paged()
def groups(
    title: str,
    header: Sequence[str],
    pairs: Iterable[tuple[pb.NodeKey, Iterable[pb.NodeKey]]],
    found: Message,
    common: Common,
) -> None:
    """A node with others beside it."""
    if not printed(found, common):
        rows = [(name(key), ", ".join(name(other) for other in others)) for key, others in pairs]
        tabled(title, header, rows, common.urdu)
        rest(answer_of(found), common)
