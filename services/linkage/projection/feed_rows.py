"""A feed's kept rows as rows of the graph. Pure.

Of a person whom the authority does not name, a number stands in the graph and no name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from graph.model import EDGE_KINDS, SPANNED, EdgeRow, NodeRow
from services.access.class_text import class_text
from services.linkage.classes import AtomicClass
from services.linkage.kept import FeedRow
from services.tables.days import at_midnight, day_end

NAMING: Final = ("contact", "companion", "counterparty")
"""What readers tell of an act about others: a telephone, who went along, who holds the other account."""


def feed_edge(row: FeedRow) -> EdgeRow:
    """An edge; owner and authority are in its authority's name.

    A transfer at midnight without an end is one of its day alone: so readers wrote them before they told days apart.
    """
    dated = row.kind in SPANNED and not row.until_ms and at_midnight(row.at_ms)
    until_ms = day_end(row.at_ms) if dated else row.until_ms
    return EdgeRow(
        row.kind, row.id, row.start, row.finish, row.klass, row.at_ms, until_ms, row.known_ms, row.amount_minor,
        row.currency, row.duration_s, row.authority.partition("/")[0], row.id, authority=row.authority, note=_note(row),
    )  # fmt: skip


def _note(row: FeedRow) -> str:
    """The note without what would say who somebody is whom the authority does not name."""
    if not any(f'"{name}"' in row.note for name in NAMING):
        return row.note
    kept = {name: told for name, told in _said(row.note).items() if name not in NAMING}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else ""


def person_node(row: FeedRow, edges: Iterable[FeedRow], targets: frozenset[tuple[str, str]]) -> NodeRow:
    """The node of a person. ``edges``: of the person; ``targets``: (kind, id) that the authority names.

    ``row.start`` holds the reader's id.
    """
    numbers = sorted({number for edge in edges for number in _numbers(edge)})
    owner = row.authority.partition("/")[0]
    named = {("SUBJECT", row.id), ("SUBJECT", row.start), *numbers}
    if not named.isdisjoint(targets) or _stated(row.note) in {f"{kind} {number}" for kind, number in targets}:
        return NodeRow("SUBJECT", row.id, row.klass, row.label, row.label_ur, owner, row.id, note=row.note)
    number = numbers[0][1] if numbers else ""
    return NodeRow("SUBJECT", row.id, row.klass, number, owner=owner, source=row.id, target=False)


def mark_of(atomic: AtomicClass) -> str:
    """12 hex digits that stand for a feed's class in ids: its number would tell how many classes there are."""
    return sha256("\x1f".join((atomic.authority, class_text(atomic.klass))).encode()).hexdigest()[:12]


def kept_id(mark: str, told: str, naming: Callable[[str], str]) -> str:
    """Id of a person in the graph: one source's view, so one for each class.

    ``naming``: keyed, for the reader's own id is a plain digest of what a file says of a person: whoever saw it could
    try names until one fits.
    """
    return f"feeds/{mark}/{told.split('/')[1]}/{naming(f'{mark} {told}')}"


def _numbers(edge: FeedRow) -> list[tuple[str, str]]:
    kind = EDGE_KINDS[edge.kind]
    both: Sequence[tuple[str, str]] = ((kind.source, edge.start), (kind.target, edge.finish))
    return [(name, number) for name, number in both if name in ("ACCOUNT", "PHONE", "DOCUMENT")]


def _stated(note: str) -> str:
    return str(_said(note).get("target_key", ""))


def _said(note: str) -> Mapping[str, object]:
    """What a note says; nothing of one that is no object."""
    try:
        value: object = json.loads(note or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
