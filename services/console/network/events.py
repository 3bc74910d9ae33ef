"""Dated rows of a chart by lane, paths with what their rows say, and when each node is there. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from services.console.network.content import Content
from services.console.network.grouping import Grouping
from services.console.network.shown import Event, ShownLink, ShownPath, bare
from services.console.times import Span
from services.draw.network.labels import row_label
from services.draw.network.words import edge_word
from services.values.network import Edge

LANES: Final = {
    "money": ("TRANSFERRED", "WITHDREW"),
    "calls": ("CALLED", "USED_DEVICE", "CO_LOCATED"),
    "travel": ("TRAVELLED", "CAMPED_AT"),
    "case": ("PARTY_TO", "CO_ARRESTED", "REFERS_TO"),
    "other": (),
}
"""Kinds of row by lane; what stands in none is in the last."""
EVENTS: Final = 1000
"""Most events that a page shows, the latest; a page says how many there are."""


def when_of(links: Sequence[ShownLink]) -> dict[str, tuple[Span, ...]]:
    """Spans of each node's lines by its code; of a node with an undated line none."""
    found: dict[str, list[Span]] = {}
    always = {end for link in links if not link.when for end in (link.source, link.target)}
    for link in links:
        for end in {link.source, link.target} - always:
            found.setdefault(end, []).extend(link.when)
    return {end: tuple(spans) for end, spans in found.items()}


def lanes_of(links: Sequence[ShownLink], language: str) -> tuple[tuple[tuple[str, tuple[Event, ...]], ...], int]:
    """The latest dated rows by lane, and how many there are."""
    lane_of = {kind: lane for lane, kinds in LANES.items() for kind in kinds}
    events = sorted(
        (
            Event(row, _said(row, language), *ends)
            for link in links
            for row in link.rows
            if row.at_ms
            for ends in ((link.source, link.target),)
        ),
        key=lambda event: (event.row.at_ms, event.row.id),
    )
    kept = events[-EVENTS:]
    lanes = ((lane, tuple(one for one in kept if lane_of.get(one.row.kind, "other") == lane)) for lane in LANES)
    return tuple((lane, held) for lane, held in lanes if held), len(events)


def paths_of(content: Content, shown: Grouping, codes: Mapping[str, str], language: str) -> tuple[ShownPath, ...]:
    """Each path with what its rows say."""
    rows = {row.id: row for row in content.answer.edges}
    return tuple(
        ShownPath(
            tuple(codes[spot] for spot in spots),
            tuple(_said(rows[edge], language) for edge in path.edges if edge in rows),
            bool(path.unordered),
            bool(path.loose),
        )
        for spots, path in zip(shown.chart.paths, content.paths, strict=True)
    )


def _said(row: Edge, language: str) -> str:
    """Kind, amount, duration and time in words."""
    return f"{edge_word(row.kind, language)} {bare(row_label(row, language))}".strip()
