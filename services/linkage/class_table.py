"""Policy classes and authorities by number: never changed, so what was read once stays true."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import OPEN_CLASS
from services.linkage.classes import AtomicClass, joined, read_atomic
from services.linkage.kept import ClassRow, Known, Terms
from services.linkage.ports import ClassRows


class ClassTable:
    """Reads and allots classes; keeps in memory what it has read. Several processes may allot at once."""

    def __init__(self, rows: ClassRows) -> None:
        self._rows = rows
        self._known = Known()
        self._numbers: dict[AtomicClass, int] = {}
        self._joined: dict[frozenset[int], int] = {}
        self._last = self._last_authority = 0

    async def known(self) -> Known:
        """Everything that is committed now. Raises StorageUnavailable.

        Classes come before authorities: one that a class names was registered before it.
        """
        for row in await self._rows.after(self._last):
            self._add(row)
        for number, name, scope, until_ms in await self._rows.terms_after(self._last_authority):
            self._known.authorities[name] = Terms(name, frozenset(scope), until_ms)
            self._last_authority = max(number, self._last_authority)
        return self._known

    def _add(self, row: ClassRow) -> None:
        if row.parts:
            self._known.joins[row.number] = members = frozenset(map(int, row.parts.split()))
            self._joined[members] = row.number
        else:
            self._known.atomic[row.number] = atomic = read_atomic(row.attributes, row.authority, row.bound)
            self._numbers[atomic] = row.number
        self._last = max(row.number, self._last)

    async def number(self, atomic: AtomicClass) -> int:
        """Number of an atomic class, allotted and durable where it is new."""
        if atomic not in self._numbers:
            await self._rows.add(atomic.text(), atomic.authority, atomic.bound, "")
            await self.known()
        return self._numbers[atomic]

    async def join(self, numbers: Iterable[int]) -> int:
        """Number of the class that joins others: at least as hidden as each."""
        wanted = list(dict.fromkeys(numbers))
        if any(n > self._last for n in wanted):
            await self.known()
        parts = joined(self._known.parts(n) for n in wanted)
        if len(parts) < 2:
            return next(iter(parts), OPEN_CLASS)
        if parts not in self._joined:
            await self._rows.add("", "", "", " ".join(map(str, sorted(parts))))
            await self.known()
        return self._joined[parts]
