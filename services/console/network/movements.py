"""Where somebody was, in order of time: stops of crossings, flights and cells, as a list and as a route. Pure.

No map and no boundary: to show an uncleared one is an offence (Surveying and Mapping (Amendment) Act 2020).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.console.network.shown import bare, spans_of
from services.console.times import Span
from services.draw.clean import clean
from services.draw.network.chart import Spot
from services.draw.network.figures import when
from services.draw.network.labels import heading
from services.values.network import Answer, Edge, Node, NodeKey

KINDS: Final = ("TRAVELLED", "CAMPED_AT")
"""Kinds of row that say where somebody or their phone was."""


@dataclass(frozen=True, slots=True)
class Stop:
    """``place`` and ``to``: where, and of a flight where to; ``how``: vehicle or flight; ``note``: such as a direction;
    ``who``: the person or phone; ``when``: in words; ``span``: as filters of days see it."""

    place: str
    to: str
    how: str
    note: str
    who: str
    when: str
    span: tuple[Span, ...]
    owner: str
    source: str
    authority: str


def stops(answer: Answer, language: str = "") -> tuple[Stop, ...]:
    """Dated first, oldest first; then those of which no time is known. Who is protected is under a code already."""
    nodes = {node.key: node for node in answer.nodes if node.key}
    rows = sorted(
        (row for row in answer.edges if row.kind in KINDS), key=lambda row: (not row.at_ms, row.at_ms, row.id)
    )
    return tuple(_stop(row, nodes, language) for row in rows)


def same_place(route: Iterable[Stop]) -> tuple[tuple[str, int], ...]:
    """Places in order with how often each follows itself: what a route shows as one stop."""
    found: list[tuple[str, int]] = []
    for stop in route:
        for place in (stop.place, stop.to):
            if place and found and found[-1][0] == place:
                found[-1] = (place, found[-1][1] + 1)
            elif place:
                found.append((place, 1))
    return tuple(found)


def _stop(row: Edge, nodes: dict[NodeKey, Node], language: str) -> Stop:
    place, to, how = _where(row.end, nodes, language)
    said = when(row.at_ms, row.until_ms)
    return Stop(
        place, to, how, _note(row.note), _called(row.start, nodes, language), said, spans_of((row,)), row.owner,
        row.source, row.authority,
    )  # fmt: skip


def _where(key: NodeKey | None, nodes: dict[NodeKey, Node], language: str) -> tuple[str, str, str]:
    """Place, the place it led to, and by what: of ``CROSSING:post:vehicle:day`` and ``FLIGHT:number:day:from-to``."""
    parts = key.id.split(":") if key else []
    if len(parts) >= 4 and parts[0] == "CROSSING":
        return clean(parts[1]), "", clean(parts[2])
    if len(parts) >= 4 and parts[0] == "FLIGHT":
        start, _, end = parts[3].partition("-")
        return clean(start), clean(end), clean(parts[1])
    return _called(key, nodes, language), "", ""


def _called(key: NodeKey | None, nodes: dict[NodeKey, Node], language: str) -> str:
    if key is None:
        return ""
    return bare(heading(Spot("", nodes.get(key) or Node(key=key)), language))


def _note(text: str) -> str:
    """Words as they stand; of a feed's own structure its values."""
    try:
        held = json.loads(text) if text.startswith("{") else None
    except ValueError:
        held = None
    if isinstance(held, dict):
        return clean(", ".join(str(value) for value in held.values()), 120)
    return clean(text, 120)
