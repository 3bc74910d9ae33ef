"""Snapshots as whoever runs detectors over them takes them: by scope, with what stands behind each row.

A scope is one case of one agency under the authorities that serve it, or one operation; it reads what an officer of
that agency who works on the case would be shown in full, and nothing else. Numbers of rows and nodes, the digest and
every byte of a snapshot depend on nothing that the scope may not read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from services.linkage.classes import AtomicClass
from services.linkage.snapshot.columns import Ints, Snapshot, Table
from services.values.network import NodeKey

Tokens = NDArray[np.uint64]

EVIDENCE: Final = np.dtype([("row", "i8"), ("klass", "i4"), ("authority", "i4"), ("retain_until_ms", "i8")])
"""``klass``: place in ``Taken.classes``; ``authority``: place in ``Scope.authorities``, -1 of a record.
``retain_until_ms``: when the row goes, 0 where no date is set."""
REST: Final = np.dtype([("of", "i8"), ("row", "i8")])
"""``of``: a node or a row; ``row``: a row that it rests on."""


class Scope(NamedTuple):
    """``case``: ``TYPE:key``, an operation's ``OPERATION:key``; ``authorities``: names of those whose rows it may read,
    ascending; ``until_ms``: when its operation ends, 0 of a case. One scope is known by agency and case.
    """

    agency: str
    case: str
    authorities: tuple[str, ...] = ()
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot of one scope at one time. ``digest``: 32 bytes, SHA-256 of the scope and of all that is below.

    ``evidence``: EVIDENCE of each row, ascending by row. ``bearing``: REST, the rows that make a node what it is: who
    bears it, and what is known of it; people's decisions among them have no EVIDENCE. ``made``: REST, of rows that
    others complete, such as a call's handset and cell. Both ascend by ``of``.
    ``tokens``: of each node, ascending; a keyed digest of its number, the same in every snapshot of this node's.
    """

    scope: Scope
    snapshot: Snapshot
    digest: bytes
    evidence: Table
    classes: tuple[AtomicClass, ...]
    bearing: Table
    made: Table
    tokens: Tokens
    _columns: dict[str, Ints] = field(init=False, default_factory=dict, repr=False, compare=False)

    def rests_on(self, nodes: Iterable[int], rows: Iterable[int]) -> tuple[int, ...]:
        """Every row that a finding about these nodes and rows needs, ascending: where one is gone, so is the finding.

        Who bears a node counts as a node too.
        """
        asked = np.fromiter(nodes, dtype=np.int64)
        people = self.snapshot.persons(asked)
        asked = np.append(asked, people[people >= 0])
        told = np.fromiter(rows, dtype=np.int64)
        found = told, *self._resting("made", told), *self._resting("bearing", asked)
        return tuple(np.unique(np.concatenate(found)))

    def behind(self, rows: Iterable[int]) -> Table:
        """EVIDENCE of some rows, ascending."""
        asked = np.unique(np.fromiter(rows, dtype=np.int64))
        own = self._column("evidence", "row")
        place = np.searchsorted(own, asked)
        held = place < len(own)
        found: Table = self.evidence[place[held][own[place[held]] == asked[held]]]
        return found

    def _resting(self, table: str, of: Ints) -> Iterator[Ints]:
        """Rows of ``made`` or ``bearing`` on which each of these rests."""
        own, rows = self._column(table, "of"), self._column(table, "row")
        for start, end in zip(np.searchsorted(own, of), np.searchsorted(own, of, side="right"), strict=True):
            yield rows[start:end]

    def _column(self, table: str, name: str) -> Ints:
        """A column by itself, copied once: a search in one that lies among others copies it each time."""
        asked = f"{table} {name}"
        if asked not in self._columns:
            self._columns[asked] = np.ascontiguousarray(getattr(self, table)[name])
        return self._columns[asked]


class Source(NamedTuple):
    """What a row was made of. ``kind``: of an edge, ``SUBJECT``, or of a record; ``name``: the feed row's id, or the
    record version's resource name; ``start``, ``end``: numbers that it names, empty of a record.
    """

    row: int
    kind: str
    name: str
    owner: str
    authority: str = ""
    start: str = ""
    end: str = ""
    at_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0


class Guarded(NamedTuple):
    """``every``: tokens of everybody whom a record protects, and of every number that it gives them. ``by_owner``: of
    these, by agency, what its own records protect as it wrote them."""

    every: frozenset[int]
    by_owner: Mapping[str, frozenset[int]]


class Shielded(NamedTuple):
    """Nodes of one snapshot. ``every``: that any record protects; ``own``: of these, that records of the scope's agency
    protect as it wrote them."""

    every: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()


class Since(NamedTuple):
    """``guarded``: tokens of whom records protect, and of the numbers of theirs. ``ended``: names of records that were
    erased or taken back. ``by_owner``: of ``guarded``, by agency, what its own records protect as it wrote them."""

    guarded: frozenset[int] = frozenset()
    ended: frozenset[str] = frozenset()
    by_owner: Mapping[str, frozenset[int]] = MappingProxyType({})


class Recent(Protocol):
    """The records of the node as they are at this moment."""

    async def since(self, number: int) -> Since:
        """Of the records that changed after a number of theirs.

        Raises :class:`services.linkage.errors.StorageUnavailable`, also where there is more than is read at once.
        """
        ...


class Snapshots(Protocol):
    """All methods raise :class:`services.linkage.errors.StorageUnavailable`."""

    async def refresh(self) -> int:
        """Bring the files level with the stores; how many changes were taken. Damaged files are made anew."""
        ...

    async def scopes(self, now_ms: int) -> list[Scope]:
        """Every scope that may read something now, by agency and case."""
        ...

    async def take(self, scope: Scope, now_ms: int, *, of_others: bool = False) -> Taken:
        """What the scope may read of the files as they are. The same files, scope and rights give the same bytes.

        ``of_others``: of that, what agencies other than the scope's own gave, and no decision on who is one person.
        """
        ...

    async def gone(self, rows: Iterable[int], now_ms: int) -> frozenset[int]:
        """Of these rows, those that no file holds any more: expunged, past their date, or said otherwise since."""
        ...

    async def shielded(self, taken: Taken, nodes: Iterable[int]) -> Shielded:
        """Of these nodes, those that any record of the node protects, whether or not the scope may read it.

        It is asked when something is shown, and no part of the snapshot: what the scope may not read must not change
        it.
        """
        ...

    async def guarded(self, owners: Collection[str] = ()) -> Guarded:
        """Of the files, whom records protect; ``by_owner`` has these owners."""
        ...

    async def level(self) -> int:
        """Number of the last change of records that is in the files."""
        ...

    async def sources(self, rows: Iterable[int]) -> Mapping[int, Source]:
        """What these rows were made of, by row; nothing of one that is gone."""
        ...

    async def keys(self, taken: Taken, nodes: Iterable[int]) -> Mapping[int, NodeKey]:
        """Numbers of nodes as the graph knows them; of a person the first Subject that bears their number."""
        ...
