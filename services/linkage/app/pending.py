"""Which ids of the graph are about to change: those of records whose last change it does not show yet.

A changed record changes its own node and the edges at it, and who is drawn as arrested together in its cases. So the
ids at which an answer can differ are the record, what it names now, what the graph has at it, who was decided to be one
person with it, and the parties of its cases. A district is one of them only where the graph has the record already,
since a record that is new takes nothing away there, and every record names one.

Each change is read once by a process, when a question comes while the graph is behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from graph.model import OPEN_CLASS
from graph.rows import MemberLine, SubjectEdge, read
from services.linkage.facts import RecordChange, RecordFacts
from services.linkage.kept import ends
from services.linkage.ports import Decisions, Graph, RecordFeed
from services.linkage.projection import project

MAX_PENDING: Final = 5_000
"""Changed records that are looked at one by one; past that a question waits for all."""
AT_ONCE: Final = 200


class _Change(NamedTuple):
    number: int
    ids: frozenset[str]


class Pending:
    """Of one process. Methods raise GraphUnavailable, StorageUnavailable."""

    def __init__(self, graph: Graph, feed: RecordFeed, decisions: Decisions) -> None:
        self._graph = graph
        self._feed = feed
        self._decisions = decisions
        self._read = 0
        self._changes: dict[str, _Change] = {}
        self._turn = asyncio.Lock()

    async def ids(self, shown: int) -> frozenset[str] | None:
        """Ids that changes after ``shown`` are about, up to the last there is; None where those are too many."""
        async with self._turn:
            self._read = max(self._read, shown)
            self._changes = {record: each for record, each in self._changes.items() if each.number > shown}
            while changes := await self._feed.changes(self._read, AT_ONCE):
                if len(self._changes) + len(changes) > MAX_PENDING:
                    return None
                await self._take(changes)
            return frozenset().union(*(each.ids for each in self._changes.values()))

    async def _take(self, changes: Sequence[RecordChange]) -> None:
        """A record that changes once more before it is shown keeps the ids that it had."""
        records = [change.facts.record for change in changes]
        at = await self._held(records)
        one_person = await self._decided(records)
        named = {
            each.facts.record: _named(each.facts, new=each.facts.record not in at).union(
                at.get(each.facts.record, ()), one_person.get(each.facts.record, ())
            )
            for each in changes
        }
        beside = await self._beside(set().union(*named.values()))
        for change in changes:
            record = change.facts.record
            held = self._changes.get(record)
            parties = (beside.get(each, frozenset()) for each in named[record])
            found = frozenset({record}).union(named[record], *parties, held.ids if held else ())
            self._changes[record] = _Change(change.number, found)
        self._read = changes[-1].number

    async def _held(self, records: Sequence[str]) -> dict[str, set[str]]:
        """What the graph has at the records that it has."""
        found: dict[str, set[str]] = {}
        for edge in read(SubjectEdge, await self._graph.run("subject_edges", ids=records)):
            found.setdefault(edge.subject, set()).update((edge.start, edge.finish))
        return found

    async def _decided(self, records: Sequence[str]) -> dict[str, set[str]]:
        """Of whom something stands that was decided about each record and them."""
        found: dict[str, set[str]] = {}
        for decision in await self._decisions.standing(records):
            for end in ends(decision):
                found.setdefault(end, set()).update(ends(decision))
        return found

    async def _beside(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Parties that the graph has, by case."""
        cases = sorted(each for each in ids if project.register(each) in project.REGISTERS)
        found: dict[str, set[str]] = {}
        for line in read(MemberLine, await self._graph.run("case_members", ids=cases)):
            found.setdefault(line.case_id, set()).add(line.subject)
        return {case: frozenset(them) for case, them in found.items()}


def _named(facts: RecordFacts, *, new: bool) -> set[str]:
    edges = project.subject_edges(facts, OPEN_CLASS) + project.case_edges(facts, OPEN_CLASS)
    return {end for edge in edges if not (new and edge.kind == "LIVES_AT") for end in (edge.start, edge.end)}
