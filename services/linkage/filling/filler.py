"""Keeps the files level with feeds and records, by their numbers of changes; all anew where the files are damaged.

Pages of an authority's rows only grow, and go together at its date. Records lie in 256 parts by their tokens: a part is
written anew where one of its records changed.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from services.linkage.classes import AtomicClass, record_class
from services.linkage.facts import RecordFacts
from services.linkage.filling.columns import FED, SAID, Fed
from services.linkage.filling.fed import fed_rows
from services.linkage.filling.folder import Folder, Held, Page, PagesDamaged
from services.linkage.filling.said import numbers_of, said_rows
from services.linkage.filling.tokens import Tokens
from services.linkage.kept import FeedRow
from services.linkage.links import Links
from services.linkage.ports import RecordFeed
from services.linkage.seal import Seal
from services.linkage.snapshot.columns import Table
from services.vocabulary.records import RecordKind

RECORDS_AT_ONCE: Final = 5_000
ROWS_AT_ONCE: Final = 50_000
PAGE_ROWS: Final = 65_536
_TIMED: Final = (Fed.TRANSFER, Fed.CALL, Fed.DEVICE, Fed.CELL, Fed.CROSSING, Fed.FLIGHT)
logger = logging.getLogger(__name__)


class Window(NamedTuple):
    """Of an authority: the first and last second that its data may be of, and until when they may be kept, ms."""

    since: int
    until: int
    retain_until_ms: int


class Filler:
    """``clock``: epoch milliseconds. Methods raise StorageUnavailable, OSError."""

    def __init__(
        self, folder: Folder, feed: RecordFeed, links: Links, tokens: Tokens, seal: Seal, clock: Callable[[], int]
    ) -> None:
        self.folder, self.links, self.tokens, self.seal = folder, links, tokens, seal
        self._feed, self._clock = feed, clock
        self._checked = False

    async def refresh(self) -> int:
        """Take every change since; how many there were. What one step wrote stays, whatever ends the next."""
        async with self.folder.alone():
            held, taken = await self._sound(), 0
            while step := await self._records(held) + await self._rows(held):
                taken += step
                self.folder.keep(held)
            if await self._past(held):
                self.folder.keep(held)
            self.folder.sweep(held)
            return taken

    async def anew(self) -> None:
        """Forget the files, and fill them again."""
        async with self.folder.alone():
            self.folder.keep(Held())
        await self.refresh()

    async def forget(self, records: Iterable[str]) -> int:
        """Leave nothing of these records in any file, durably; how many were named."""
        named = list(records)
        if not self.folder.path.exists():
            return len(named)
        async with self.folder.alone():
            try:
                held = self.folder.held()
                self._let_go(held, {self.tokens.node("SUBJECT", record) for record in named})
            except PagesDamaged:
                held = Held()
            self.folder.keep(held)
        return len(named)

    async def _sound(self) -> Held:
        """The list, where all that it names is whole and the stores still hold what it knows; else nothing."""
        try:
            held = self.folder.held()
            if not self._checked:
                for group, pages in held.groups.items():
                    for name in pages:
                        self.folder.page(name, FED if group.startswith("f") else SAID)
        except PagesDamaged:
            logger.warning("snapshots are made anew: a file is damaged")
            held = Held()
        self._checked = True
        return held if held.records <= await self._feed.head() else Held()

    async def _past(self, held: Held) -> bool:
        """Drop the pages of every authority whose date is past; whether there were any."""
        known = await self.links.classes.known()
        over = {self.group(each.name) for each in known.authorities.values() if each.retain_until_ms <= self._clock()}
        gone = over & held.groups.keys()
        for group in gone:
            del held.groups[group]
        return bool(gone)

    async def _rows(self, held: Held) -> int:
        rows = await self.links.feeds.after(held.feeds, ROWS_AT_ONCE)
        by_authority: dict[str, list[FeedRow]] = {}
        for row in rows:
            by_authority.setdefault(row.authority, []).append(row)
        for name, theirs in by_authority.items():
            window = await self.window(name)
            if window.retain_until_ms > self._clock():
                self._append(held, self.group(name), _within(fed_rows(self.tokens, theirs), window))
        held.feeds = rows[-1].seq if rows else held.feeds
        return len(rows)

    async def window(self, name: str) -> Window:
        """Of an authority by name; of one that is not held, nothing may be kept."""
        held = await self.links.feeds.authority(name)
        if held is None:
            return Window(0, 0, 0)
        body = json.loads(held.body)
        return Window(body["data_from_ms"] // 1000, body["data_to_ms"] // 1000, held.retain_until_ms)

    def group(self, authority: str) -> str:
        """Name of the group of an authority's pages."""
        return f"f{self.tokens.node('AUTHORITY', authority):016x}"

    def _append(self, held: Held, group: str, rows: Table) -> None:
        pages = held.groups.setdefault(group, [])
        last = self.folder.page(pages[-1], FED).table if pages else rows[:0]
        if len(last) < PAGE_ROWS and pages:
            rows = np.concatenate((last, rows))
            pages.pop()
        pages += [self.folder.add(Page(rows[place : place + PAGE_ROWS])) for place in range(0, len(rows), PAGE_ROWS)]

    async def _records(self, held: Held) -> int:
        changes = await self._feed.changes(held.records, RECORDS_AT_ONCE)
        facts = [change.facts for change in changes]
        numbers = await self.links.classes.numbers([_class(each) for each in facts]) if facts else []
        parts: dict[str, list[tuple[RecordFacts, int]]] = {}
        for each, klass in zip(facts, numbers, strict=True):
            parts.setdefault(self._part(each), []).append((each, klass))
        for group, theirs in parts.items():
            self._replace(held, group, theirs)
        held.records = changes[-1].number if changes else held.records
        return len(changes)

    def _part(self, facts: RecordFacts) -> str:
        return _parts_of(self.tokens.node("SUBJECT", facts.record))[facts.kind == RecordKind.CASE_FILE]

    def _replace(self, held: Held, group: str, changed: Sequence[tuple[RecordFacts, int]]) -> None:
        records = [self.tokens.node("SUBJECT", facts.record) for facts, _ in changed]
        before = self._of(held, group)
        fresh = [said_rows(self.tokens, facts, klass) for facts, klass in changed]
        names = dict(before.names)
        for facts, _ in changed:
            names |= self._names(facts)
        kept = before.table[~np.isin(before.table["record"], np.array(records, dtype=np.uint64))]
        self._put(held, group, np.concatenate((kept, *fresh)), names)

    def _of(self, held: Held, group: str) -> Page:
        pages = held.groups.get(group, [])
        return self.folder.page(pages[0], SAID) if pages else Page(np.zeros(0, dtype=SAID))

    def _put(self, held: Held, group: str, table: Table, names: Mapping[int, str]) -> None:
        """In one order, with the names of what it holds alone."""
        table = table[np.lexsort((table["row"], table["record"]))]
        told = {int(token) for name in ("record", "node", "case") for token in np.unique(table[name])}
        kept = {token: text for token, text in names.items() if token in told}
        held.groups.pop(group, None)
        if len(table):
            held.groups[group] = [self.folder.add(Page(table, kept))]

    def _names(self, facts: RecordFacts) -> dict[int, str]:
        """Version, numbers and cases by token, sealed."""
        told = {self.tokens.node("SUBJECT", facts.record): f"{facts.kind} {facts.version}"}
        told |= {self.tokens.node(kind, number): f"{kind} {number}" for kind, number in numbers_of(facts)}
        told |= {self.tokens.node("CASE", case): f"CASE {case}" for case in facts.cases}
        return {token: self.seal.token(text) for token, text in told.items()}

    def _let_go(self, held: Held, records: set[int]) -> None:
        for token in sorted(records):
            for group in _parts_of(token):
                page = self._of(held, group)
                kept = page.table[page.table["record"] != token]
                if len(kept) < len(page.table):
                    self._put(held, group, kept, page.names)


def _class(facts: RecordFacts) -> AtomicClass:
    return record_class(facts.klass, facts.cases, facts.documents, facts.held_until_ms)


def _parts_of(token: int) -> tuple[str, str]:
    """Groups of a record that is no case file, and of one that is."""
    return f"r{token >> 56:02x}", f"c{token >> 56:02x}"


def _within(rows: Table, window: Window) -> Table:
    """What lies within the authority's dates; what has no time of its own does."""
    timed = np.isin(rows["what"], _TIMED)
    return rows[~timed | ((rows["at"] >= window.since) & (rows["at"] <= window.until))]
