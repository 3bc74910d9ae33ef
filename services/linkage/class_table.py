"""Policy classes, what binds them, and authorities by number: never changed, so what was read once stays true.

Classes and authorities are kept in memory. Bindings are as many as cases and persons: they stay in the store, and those
that a call's keys name are found by an index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from graph.model import CLASSES, OPEN_CLASS
from services.access.class_text import class_text, read_class
from services.linkage.classes import AtomicClass, joined
from services.linkage.kept import Binding, BindingRow, Bound, ClassRow, Known, Terms
from services.linkage.ports import ClassRows

REMEMBERED: Final = 64
_T = TypeVar("_T")


class ClassTable:
    """Reads and allots classes and bindings. Several processes may allot at once. All raise StorageUnavailable."""

    def __init__(self, rows: ClassRows) -> None:
        self._rows = rows
        self._known = Known()
        self._numbers: dict[AtomicClass, int] = {}
        self._joined: dict[frozenset[int], int] = {}
        self._last = self._last_authority = 0
        self._remembered: dict[Hashable, Any] = {}

    def remembered(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What was worked out of classes for ``key``, or it made anew; the oldest of REMEMBERED makes room."""
        if key not in self._remembered:
            if len(self._remembered) >= REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[key] = make()
        found: _T = self._remembered[key]
        return found

    async def known(self) -> Known:
        """Everything without a binding that is committed now.

        Classes are read before authorities: one that a class names was registered before it. Both are added together,
        as other calls of this process see them.
        """
        classes = await self._rows.after(self._last)
        terms = await self._rows.terms_after(self._last_authority)
        for row in classes:
            self._add(row)
        for number, name, scope, until_ms in terms:
            self._known.authorities[name] = Terms(name, frozenset(scope), until_ms)
            self._last_authority = max(number, self._last_authority)
        return self._known

    def _add(self, row: ClassRow) -> None:
        if row.parts:
            self._known.joins[row.number] = members = frozenset(map(int, row.parts.split()))
            self._joined[members] = row.number
        else:
            self._known.atomic[row.number] = atomic = AtomicClass(read_class(row.attributes), row.authority)
            self._numbers[atomic] = row.number
            if row.authority:
                self._known.fed[row.number] = atomic
        self._last = max(row.number, self._last)

    async def bound(self, keys: Iterable[str], now_ms: int) -> Bound:
        """What these keys bind, what is held back past ``now_ms``, and every join with one of them."""
        rows = await self._rows.bindings(keys, now_ms)
        atomic = {row.number: await self._atomic(row) for row in rows}
        joins = await self._rows.joins_of(atomic) if atomic else []
        return Bound(atomic, {row.number: row.members for row in joins})

    async def parts(self, number: int) -> list[AtomicClass]:
        """Atomic classes, each with its binding, of a number in the graph; none of the open class."""
        return [await self._part(part) for part in sorted(await self._members(number))]

    async def _part(self, number: int) -> AtomicClass:
        if number >= CLASSES:
            return await self._atomic(await self._rows.binding(number // CLASSES))
        return self._known.atomic[number]

    async def _members(self, number: int) -> frozenset[int]:
        if number >= CLASSES:
            return (await self._rows.binding(number // CLASSES)).members or frozenset({number})
        known = self._known if number <= self._last else await self.known()
        return known.parts(number)

    async def _atomic(self, row: BindingRow) -> AtomicClass:
        binding = row.binding
        known = self._known if binding.klass <= self._last else await self.known()
        return replace(known.atomic[binding.klass], bound=binding.keys, held_until_ms=binding.held_until_ms)

    async def number(self, atomic: AtomicClass) -> int:
        """Number of an atomic class with its binding, allotted and durable where it is new."""
        return (await self.numbers([atomic]))[0]

    async def numbers(self, atomics: Sequence[AtomicClass]) -> list[int]:
        """Numbers of atomic classes in their order, allotted together where some are new."""
        absent = dict.fromkeys(each.plain for each in atomics if each.plain not in self._numbers)
        if absent:
            await self._rows.add([(class_text(each.klass), each.authority, "") for each in absent])
            await self.known()
        bound = list(dict.fromkeys(each for each in atomics if each.binds))
        rows = await self._rows.bind(
            [Binding(self._numbers[each.plain], each.bound, each.held_until_ms, "") for each in bound]
        )
        numbers = {each: row.number for each, row in zip(bound, rows, strict=True)}
        return [numbers[each] if each.binds else self._numbers[each] for each in atomics]

    async def join(self, numbers: Iterable[int]) -> int:
        """Number of the class that joins others: at least as hidden as each."""
        parts = joined([await self._members(number) for number in dict.fromkeys(numbers)])
        if len(parts) < 2:
            return next(iter(parts), OPEN_CLASS)
        plain = await self._join(frozenset(part % CLASSES for part in parts))
        if max(parts) < CLASSES:
            return plain
        (row,) = await self._rows.bind([Binding(plain, "", 0, _text(parts))])
        return row.number

    async def _join(self, parts: frozenset[int]) -> int:
        if len(parts) == 1:
            return next(iter(parts))
        if parts not in self._joined:
            await self._rows.add([("", "", _text(parts))])
            await self.known()
        return self._joined[parts]


def _text(parts: Iterable[int]) -> str:
    return " ".join(map(str, sorted(parts)))
