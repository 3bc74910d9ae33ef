"""Acts that repeat between the same two nodes are one tie: calls, transfers, crossings and the like. Pure.

A tie stands for rows that one owner holds under one authority, grade and handling, in one currency, so that what is
written beside it is true of each of them. Calls join two phones whichever rang; other acts have a direction. What a
source says of a person or a number is no act: each such row stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from graph.model import EDGE_KINDS
from graph.rows import EdgeLine, Row, TieLine
from services.linkage.questions.link import Link, Uid, link_of
from services.values.network.graph import BOTH_WAYS

ACTS: Final = frozenset({
    "TRAVELLED", "CO_LOCATED", "TRANSFERRED", "WITHDREW", "CALLED", "USED_DEVICE", "CAMPED_AT",
})  # fmt: skip
SINGLE: Final = [kind for kind in EDGE_KINDS if kind not in ACTS]
"""Kinds whose rows stand alone."""
COLUMNS: Final = len(EdgeLine._fields)
"""Of ``hop.cypher``; those of ``ties.cypher`` begin with them."""
Name = tuple[object, ...]


def rows_of(link: Link) -> int:
    """Rows that it stands for."""
    return link.edge.rows or 1


def tie_of(row: Row) -> Link:
    """From the columns of ``ties.cypher``."""
    link = link_of(row[:COLUMNS])
    tie = TieLine._make(row)
    if tie.rows < 2:
        return link
    first_ms, sum_minor = tie.first_ms or 0, tie.sum_minor or 0
    return replace(link, edge=replace(link.edge, rows=tie.rows, first_ms=first_ms, sum_minor=sum_minor, note=""))


def name_of(link: Link, shown: bool) -> Name:
    """What the rows of one tie share; ``shown``: whether its caller sees it, for one tie is never of both."""
    edge = link.edge
    if edge.kind not in ACTS:
        return link.uid
    one, other = link.start, link.end
    if other < one and edge.kind in BOTH_WAYS:
        one, other = other, one
    return edge.kind, one, other, edge.currency, edge.owner, edge.authority, edge.grade, edge.handling, shown


def tied(links: Iterable[Link], seen: Callable[[Link], bool]) -> dict[Name, Link]:
    """One link for each tie, the latest of its rows. ``links``: rows, each once or more, and ties already made."""
    found: dict[Name, Link] = {}
    groups: dict[Name, dict[Uid, Link]] = {}
    for link in links:
        name = name_of(link, seen(link))
        first = found.setdefault(name, link)
        if first is not link:
            groups.setdefault(name, {first.uid: first})[link.uid] = link
    found.update((name, merged(list(group.values()))) for name, group in groups.items())
    return found


def merged(links: list[Link]) -> Link:
    """What several links between the same two say as one: the latest of them, with their number, first and sum."""
    if len(links) == 1:
        return links[0]
    last = min(links, key=lambda link: link.latest)
    times = [at for link in links if (at := link.edge.first_ms or link.edge.at_ms)]
    edge = replace(
        last.edge,
        rows=sum(map(rows_of, links)),
        first_ms=min(times, default=0),
        sum_minor=sum(link.edge.sum_minor if link.edge.rows else link.edge.amount_minor for link in links),
        note="",
    )
    return replace(last, edge=edge)
