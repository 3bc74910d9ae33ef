"""Records as they are given to another node, by the count of their changes or by name, as their owners signed them.

What a version says is not read here: whether it may be given is decided by its record's class in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from services.access.decision import RecordClass
from services.records.app.context import ClassBook
from services.records.app.opening import proof_of
from services.records.body_keys import BodyKeys
from services.records.change_rows import ChangedHead
from services.records.errors import StorageUnavailable
from services.records.key_tree import KeyGone
from services.records.ports import Snapshot, Store
from services.records.rows import BodyRow, HeadRow
from services.records.sealing import SealBroken
from services.values.records import SignedPageHeader, SignedVersion
from services.vocabulary.protection import LIVE


class Standing(NamedTuple):
    """One record now. ``number``: of its last change, 0 where it was asked for by name; ``klass``: in force.

    ``own``: what the version says of itself; ``seq``: of the version in force;
    ``held_until_ms``: until when others see the role that protected before; ``ended``: withdrawn or expunged;
    ``givers``: agencies whose nodes give it here, none for what came from its owner.
    """

    number: int
    record: str
    version: int
    seq: int
    klass: RecordClass
    own: RecordClass
    held_until_ms: int
    ended: bool
    givers: frozenset[str]


class Slice(NamedTuple):
    """Changes after a number. ``head``: the last number there is; ``upto``: the last that was looked at."""

    head: int
    upto: int
    rows: tuple[Standing, ...]


class Bytes(NamedTuple):
    """Versions by seq, and the page headers of their proofs by digest."""

    versions: Mapping[int, SignedVersion]
    pages: Mapping[bytes, SignedPageHeader]


class Giving:
    """Reads a store for who gives. ``bodies``: what version bytes are sealed with. All raise StorageUnavailable."""

    def __init__(self, store: Store, bodies: BodyKeys) -> None:
        self._store, self._bodies = store, bodies
        self._classes = ClassBook()

    async def head(self) -> int:
        """Number of the last change."""
        async with self._store.snapshot() as view:
            return await view.change_head()

    async def changes(self, after: int, limit: int) -> Slice:
        """Records whose last change came after, in the order of their changes."""
        async with self._store.snapshot() as view:
            head, rows = await view.change_head(), await view.heads_changed(after, limit)
            classes = await self._classes.of(view, {each for row in rows for each in (row.own, row.klass)})
            givers = await _givers(view, [row.record for row in rows])
        upto = rows[-1].number if len(rows) == limit else head
        return Slice(head, upto, tuple(_standing(row, row.number, classes, givers) for row in rows))

    async def named(self, records: Iterable[tuple[str, str]]) -> list[Standing]:
        """Records by agency and id, those that are held."""
        wanted: dict[str, list[str]] = {}
        for agency, record_id in records:
            wanted.setdefault(agency, []).append(record_id)
        async with self._store.snapshot() as view:
            heads = [named.head for agency, ids in wanted.items() for named in await view.heads_named(agency, ids)]
            classes = await self._classes.of(view, {each for head in heads for each in (head.own, head.klass)})
            givers = await _givers(view, [head.record for head in heads])
        return [_standing(head, 0, classes, givers) for head in heads]

    async def opened(self, seqs: Sequence[int]) -> Bytes:
        """Versions with their proofs; one that was erased is left out."""
        if not seqs:
            return Bytes({}, {})
        async with self._store.snapshot() as view:
            rows = await view.bodies(seqs)
            headers = {each.page: each for each in await view.page_headers({row.page for row in rows})}
        versions = {}
        for row in rows:
            raw = self._open(row)
            if raw:
                versions[row.seq] = SignedVersion(raw, proof_of(row, headers[row.page]), row.recorded_ms)
        pages = {each.sha256: SignedPageHeader(each.header, each.signature) for each in headers.values()}
        return Bytes(versions, pages)

    async def numbered(self, agency: str, record_id: str, version: int) -> Bytes:
        """One version of a record, whether it is in force or not; nothing where it is not held, or was erased."""
        async with self._store.snapshot() as view:
            heads = await view.heads_named(agency, [record_id])
            found = [await view.versions_of_record(each.head.record, version - 1, 1) for each in heads]
        return await self.opened([seq for rows in found for seq, number in rows if number == version])

    async def page(self, agency: str, feed: str, page_number: int) -> list[SignedPageHeader]:
        """An owner's pages of this number, as they are held: one, or none."""
        async with self._store.snapshot() as view:
            known = await view.copied_pages(agency, feed, page_number)
            headers = await view.page_headers([each.page for each in known[:1]])
        return [SignedPageHeader(each.header, each.signature) for each in headers]

    async def mark(self, seq: int) -> bytes:
        """SHA-256 over a version's digest and when it was taken; empty where there is no version of that number."""
        async with self._store.snapshot() as view:
            rows = await _bodies(view, seq)
        return b"".join(sha256(row.sha256 + row.recorded_ms.to_bytes(8)).digest() for row in rows)

    def _open(self, row: BodyRow) -> bytes:
        """The version's bytes, empty where they are erased."""
        if not row.body:
            return b""
        try:
            return self._bodies.open(row.page, row.leaf, row.body, row.sha256)
        except KeyGone:
            return b""
        except SealBroken:
            raise StorageUnavailable from None


async def _bodies(view: Snapshot, seq: int) -> list[BodyRow]:
    return await view.bodies([seq]) if seq else []


async def _givers(view: Snapshot, records: Sequence[int]) -> dict[int, set[str]]:
    """Who gives these records here, of those that are copies."""
    found: dict[int, set[str]] = {}
    for row in await view.copies_of(records) if records else ():
        found.setdefault(row.record, set()).add(row.peer)
    return found


def _standing(
    row: ChangedHead | HeadRow, number: int, classes: Mapping[int, RecordClass], givers: Mapping[int, set[str]]
) -> Standing:
    return Standing(
        number,
        f"agencies/{row.agency}/records/{row.record_id}",
        row.version,
        row.seq,
        classes[row.klass],
        classes[row.own],
        max(-(row.until_ms or 0), 0),
        row.status not in LIVE,
        frozenset(givers.get(row.record, ())),
    )
