"""The rows of an alert as a chart: what is drawn is what the caller is shown, row by row, and nothing besides. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from services.values.network import AlertEnd, AlertRow, Answer, Desk, Edge, Node, NodeKey, Stub

_LINES: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "transfers": (("payer", "payee", "TRANSFERRED"),),
    "calls": (("caller", "callee", "CALLED"), ("caller", "handset", "USED_DEVICE")),
    "crossings": (("person", "post", "TRAVELLED"),),
}
"""Of each table: from which column to which a line goes, and its kind. Of other tables the ends alone are drawn."""
PROTECTED: Final = ("a protected party", "زیرِ تحفظ فریق")
UNNAMED: Final = ("not named", "نام نہیں دیا گیا")


class Chart(NamedTuple):
    """As whoever draws takes it."""

    answer: Answer


def chart(rows: Sequence[AlertRow]) -> Chart:
    """Who is not named stands at each row apart, so that no two of them can be told to be one person."""
    nodes: dict[NodeKey, Node] = {}
    edges: list[Edge] = []
    for place, row in enumerate(rows):
        ends = {end.column: _node(end, f"{place} {end.column}") for end in row.ends}
        nodes |= {node.key: node for node in ends.values() if node.key}
        edges += _edges(row, ends)
    return Chart(Answer(nodes=tuple(nodes.values()), edges=tuple(edges), stubs=tuple(_stubs(rows))))


def _node(end: AlertEnd, name: str) -> Node:
    if end.key:
        return Node(key=end.key)
    label, label_ur = PROTECTED if end.protected_party else UNNAMED
    return Node(key=NodeKey("SUBJECT", f"row {name}"), label=label, label_ur=label_ur)


def _edges(row: AlertRow, ends: Mapping[str, Node]) -> Iterator[Edge]:
    for start, end, kind in _LINES.get(row.table, ()):
        if start in ends and end in ends:
            yield Edge(
                id=f"{row.source} {kind}", kind=kind, start=ends[start].key, end=ends[end].key, at_ms=row.at_ms,
                amount_minor=row.amount_minor, currency=row.currency, duration_s=row.duration_s, owner=row.owner,
                source=row.source, authority=row.authority,
            )  # fmt: skip


def _stubs(rows: Sequence[AlertRow]) -> Iterator[Stub]:
    """Rows of which only the owner is told, by owner."""
    hidden = Counter(row.owner for row in rows if not row.table)
    desks: dict[str, Desk | None] = {row.owner: row.desk for row in rows}
    yield from (Stub(hidden=number, owner=owner, desk=desks[owner]) for owner, number in sorted(hidden.items()))
