"""The whole graph as its sources say it, row by row and without the graph: what a check compares with.

Of members of cases it keeps a file, of decisions the ends; of everything else a page at a time.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import astuple
from itertools import groupby
from typing import Final

from graph.model import EdgeRow, NodeRow
from services.linkage.carrying import carrying
from services.linkage.facts import RecordFacts
from services.linkage.kept import ends
from services.linkage.links import Links
from services.linkage.ports import RecordFeed
from services.linkage.projection import project
from services.linkage.projection.decided import decision_edge
from services.linkage.projection.feed_batch import person_nodes, targets_of
from services.linkage.projection.feed_rows import feed_edge
from services.linkage.projection.project import Member
from services.linkage.projection.record_batch import arrests, class_of
from services.linkage.projection.sorted_lines import SortedLines
from services.values.network import LinkDecision
from services.vocabulary.protection import LIVE
from services.vocabulary.records import RecordKind

AT_ONCE: Final = 1000
LAST: Final = 2**63 - 1
Row = NodeRow | EdgeRow


async def rows_of(feed: RecordFeed, links: Links, now_ms: int) -> AsyncIterator[Row]:
    """Every row that the graph should hold at ``now_ms``: an edge once, a shared number once for each of its edges."""
    standing = carrying(await links.decisions.all_standing())
    classes: dict[str, int] = dict.fromkeys({end for decision in standing for end in ends(decision)}, -1)
    for some in (_records(feed, links), _feeds(links, now_ms)):
        async for row in some:
            if isinstance(row, NodeRow) and row.id in classes:
                classes[row.id] = row.klass
            yield row
            for bare in project.shared_ends([row]) if isinstance(row, EdgeRow) else ():
                yield bare
    async for edge in _decided(links, standing, classes):
        yield edge


async def _decided(
    links: Links, standing: Iterable[LinkDecision], classes: Mapping[str, int]
) -> AsyncIterator[EdgeRow]:
    """Decisions that carry for everybody and both of whose Subjects are there."""
    for decision in standing:
        both = [classes[end] for end in ends(decision)]
        if min(both) >= 0:
            yield decision_edge(decision, await links.classes.join(both))


async def _records(feed: RecordFeed, links: Links) -> AsyncIterator[Row]:
    members = SortedLines()
    async for facts in _all_facts(feed):
        if project.is_subject(facts):
            klass = await class_of(links.classes, facts)
            yield project.subject_node(facts, klass)
            for edge in project.subject_edges(facts, klass):
                yield edge
            for member in project.members_of(facts, klass):
                members.add(json.dumps(astuple(member)).encode())
        elif facts.kind == RecordKind.CASE_FILE and facts.status in LIVE:
            for edge in project.case_edges(facts, await class_of(links.classes, facts)):
                yield edge
    for of_case in _by_case(members):
        for edge in (await arrests(links.classes, of_case)).values():
            yield edge


def _by_case(lines: SortedLines) -> Iterator[list[Member]]:
    members = (Member(*json.loads(line)) for line in lines)
    for _, of_case in groupby(members, lambda member: member.case):
        yield list(of_case)


async def _all_facts(feed: RecordFeed) -> AsyncIterator[RecordFacts]:
    last = 0
    while changes := await feed.changes(last, AT_ONCE):
        for change in changes:
            yield change.facts
        last = changes[-1].number


async def _feeds(links: Links, now_ms: int) -> AsyncIterator[Row]:
    known = (await links.classes.known()).authorities
    last = 0
    while some := await links.feeds.after(last, AT_ONCE):
        rows = [row for row in some if known[row.authority].retain_until_ms > now_ms]
        people = [row for row in rows if row.kind == "SUBJECT"]
        theirs = await links.feeds.edges_of([row.id for row in people], LAST) if people else []
        for node in person_nodes(people, theirs, await targets_of(links, rows)):
            yield node
        for row in rows:
            if row.kind != "SUBJECT":
                yield feed_edge(row)
        last = some[-1].seq
