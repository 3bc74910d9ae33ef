"""Snapshots out of the files; see :class:`services.linkage.snapshot_ports.Snapshots`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from graph.model import EDGE_KINDS
from services.linkage.errors import StorageUnavailable
from services.linkage.filling.columns import FED, SAID
from services.linkage.filling.composing import DECISION, compose
from services.linkage.filling.fed import contact_of
from services.linkage.filling.filler import Filler
from services.linkage.filling.folder import Page, PagesDamaged
from services.linkage.filling.lists import Lists
from services.linkage.filling.reading import Reading, among
from services.linkage.filling.recent import guarded_in, protects_as_written
from services.linkage.kept import FeedRow
from services.linkage.snapshot.columns import NOBODY, Ints, NodeKind, Table
from services.linkage.snapshot.lookup import borne_by
from services.linkage.snapshot_ports import Guarded, Scope, Shielded, Source, Taken
from services.values.network import NodeKey

_T = TypeVar("_T")


class StoredSnapshots:
    """``lists``: read anew for each snapshot. Methods raise ListsUnfit besides what the port says."""

    def __init__(self, filler: Filler, reading: Reading, lists: Callable[[], Lists]) -> None:
        self._filler, self._reading, self._lists = filler, reading, lists
        self._links = filler.links

    async def refresh(self) -> int:
        """See the port, as for all methods here."""
        try:
            return await self._filler.refresh()
        except OSError:
            raise StorageUnavailable from None

    async def scopes(self, now_ms: int) -> list[Scope]:
        """See the port."""
        return await self._alone(lambda: self._reading.scopes(now_ms))

    async def take(self, scope: Scope, now_ms: int, *, of_others: bool = False) -> Taken:
        """See the port."""
        read = await self._alone(lambda: self._reading.read(scope, now_ms, of_others=of_others))
        return compose(scope, read, self._lists(), self._filler.tokens, now_ms)

    async def gone(self, rows: Iterable[int], now_ms: int) -> frozenset[int]:
        """See the port."""
        asked = np.unique(np.fromiter(rows, dtype=np.int64))

        async def left() -> Ints:
            found = np.setdiff1d(asked, np.fromiter(await self._decisions(), dtype=np.int64))
            for _, page in await self._pages(now_ms):
                found = np.setdiff1d(found, page.table["row"])
            return found

        return frozenset((await self._alone(left)).tolist())

    async def shielded(self, taken: Taken, nodes: Iterable[int]) -> Shielded:
        """See the port."""
        tokens = {node: _tokens_of(taken, node) for node in nodes}
        agency = taken.scope.agency
        guarded = await self.guarded((agency,))
        every, own = guarded.every, guarded.by_owner[agency]
        return Shielded(
            frozenset(node for node, its in tokens.items() if not every.isdisjoint(its)),
            frozenset(node for node, its in tokens.items() if not own.isdisjoint(its)),
        )

    async def guarded(self, owners: Collection[str] = ()) -> Guarded:
        """See the port."""
        return await self._alone(lambda: self._guarded(owners))

    async def level(self) -> int:
        """See the port."""

        async def held() -> int:
            return self._filler.folder.held().records

        return await self._alone(held)

    async def sources(self, rows: Iterable[int]) -> Mapping[int, Source]:
        """See the port."""
        asked = np.unique(np.fromiter(rows, dtype=np.int64))
        return await self._alone(lambda: self._sources(asked))

    async def keys(self, taken: Taken, nodes: Iterable[int]) -> Mapping[int, NodeKey]:
        """See the port."""
        tokens = {int(taken.tokens[node]): node for node in nodes}
        found = await self._alone(lambda: self._keys(tokens.keys()))
        return {tokens[token]: key for token, key in sorted(found.items())}

    async def _alone(self, read: Callable[[], Awaitable[_T]]) -> _T:
        """Read while nobody writes; once more where the files had to be made anew."""
        try:
            try:
                async with self._filler.folder.alone():
                    return await read()
            except PagesDamaged:
                await self._filler.anew()
            async with self._filler.folder.alone():
                return await read()
        except (OSError, PagesDamaged):
            raise StorageUnavailable from None

    async def _pages(self, now_ms: int = 0) -> list[tuple[bool, Page]]:
        """Every page, and whether it is of a feed; none of an authority whose date is past at ``now_ms``."""
        known = await self._links.classes.known()
        over = {self._filler.group(each.name) for each in known.authorities.values() if each.retain_until_ms <= now_ms}
        groups = self._filler.folder.held().groups
        return [
            (group.startswith("f"), self._filler.folder.page(name, FED if group.startswith("f") else SAID))
            for group, names in sorted(groups.items())
            for name in names
            if group not in over
        ]

    async def _decisions(self) -> dict[int, str]:
        standing = await self._links.decisions.all_standing()
        return {self._filler.tokens.row(DECISION, each.id): each.id for each in standing}

    async def _guarded(self, owners: Collection[str]) -> Guarded:
        tables = [page.table for of_feed, page in await self._pages() if not of_feed]
        classes = await self._own_classes(tables, owners)
        own = {owner: _guarded_of(tables, numbers) for owner, numbers in classes.items()}
        return Guarded(frozenset[int]().union(*map(guarded_in, tables)), own)

    async def _own_classes(self, tables: Sequence[Table], owners: Collection[str]) -> dict[str, set[int]]:
        """By owner, of the classes of these rows those of its records that protect as it wrote them."""
        found: dict[str, set[int]] = {owner: set() for owner in owners}
        numbers = {number for rows in tables for number in np.unique(rows["klass"]).tolist()} if found else ()
        for number in sorted(numbers):
            for each in await self._links.classes.parts(number):
                if each.klass.owner in found and protects_as_written(each.klass):
                    found[each.klass.owner].add(number)
        return found

    async def _sources(self, asked: Ints) -> dict[int, Source]:
        decided = await self._decisions()
        found = {row: Source(row, "SAME_PERSON", decided[row], "") for row in asked.tolist() if row in decided}
        for of_feed, page in await self._pages():
            rows = page.table[np.isin(page.table["row"], asked)]
            for row in rows:
                source = await self._of_feed(row) if of_feed else self._of_record(page, row)
                found |= {int(row["row"]): source} if source else {}
        return found

    async def _of_feed(self, row: np.void) -> Source | None:
        held = await self._fed(int(row["seq"]))
        if held is None:
            return None
        owner = held.authority.partition("/")[0]
        said = (held.start, held.finish, held.at_ms, held.amount_minor, held.currency, held.duration_s)
        return Source(int(row["row"]), held.kind, held.id, owner, held.authority, *said)

    async def _fed(self, seq: int) -> FeedRow | None:
        return next((row for row in await self._links.feeds.after(seq - 1, 1) if row.seq == seq), None)

    def _of_record(self, page: Page, row: np.void) -> Source:
        kind, _, version = self._filler.seal.id(page.names[int(row["record"])]).partition(" ")
        return Source(int(row["row"]), kind, version, version.split("/")[1])

    async def _keys(self, wanted: Iterable[int]) -> dict[int, NodeKey]:
        left, found = set(wanted), dict[int, NodeKey]()
        for of_feed, page in await self._pages():
            told = await self._of_rows(page.table, left) if of_feed else self._of_names(page, left)
            found |= told
            left -= told.keys()
        return found

    def _of_names(self, page: Page, wanted: set[int]) -> dict[int, NodeKey]:
        found = {}
        for token in wanted & page.names.keys():
            kind, _, text = self._filler.seal.id(page.names[token]).partition(" ")
            record, version, _ = text.partition("/versions/")
            found[token] = NodeKey("SUBJECT", record) if version else NodeKey(kind, text)
        return found

    async def _of_rows(self, rows: Table, wanted: set[int]) -> dict[int, NodeKey]:
        """By the first row of a page that names each."""
        found: dict[int, NodeKey] = {}
        for token, place in first_naming(rows, wanted):
            held = await self._fed(int(rows["seq"][place]))
            for key in _named(held) if held else ():
                if self._filler.tokens.node(key.kind, key.id) == token:
                    found[token] = key
        return found


def first_naming(rows: Table, wanted: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Of these tokens, ascending, each that a row names, with the place of the first one that does."""
    asked = np.array(sorted(wanted), dtype=np.uint64)
    told = np.concatenate([rows[name] for name in ("start", "end", "place")])
    places = np.tile(np.arange(len(rows)), 3)[inside := among(told, asked)]
    order = np.lexsort((places, told[inside]))
    tokens, first = np.unique(told[inside][order], return_index=True)
    yield from zip(tokens.tolist(), places[order][first].tolist(), strict=True)


def _named(row: FeedRow) -> list[NodeKey]:
    """Nodes that a row of a feed speaks of."""
    if row.kind == "SUBJECT":
        return [NodeKey("SUBJECT", row.id)]
    kind = EDGE_KINDS[row.kind]
    contact = contact_of(row)
    more = [contact] if contact else []
    return [NodeKey(kind.source, row.start), NodeKey(kind.target, row.finish), *_post(row.finish), *more]


def _post(journey: str) -> list[NodeKey]:
    form, _, rest = journey.partition(":")
    return [NodeKey("PLACE", f"POST:{rest.partition(':')[0]}")] if form == "CROSSING" else []


def _tokens_of(taken: Taken, node: int) -> set[int]:
    """Of a node itself, of who bears it, and of that person's documents."""
    nodes = taken.snapshot.nodes
    person = int(nodes["person"][node])
    own = np.array([node, person] if person != NOBODY else [node])
    borne = borne_by(taken.snapshot, person) if person != NOBODY else own[:0]
    papers = borne[nodes["kind"][borne] == NodeKind.DOCUMENT]
    return {int(token) for token in taken.tokens[np.append(own, papers)]}


def _guarded_of(tables: Iterable[Table], classes: Collection[int]) -> frozenset[int]:
    """Of rows of these classes alone."""
    numbers = np.array(sorted(classes), dtype=np.int64)
    return frozenset[int]().union(*(guarded_in(rows[np.isin(rows["klass"], numbers)]) for rows in tables))
