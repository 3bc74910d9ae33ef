"""Policy classes and authorities by number: never changed, so what was read once stays true."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from graph.model import OPEN_CLASS
from services.linkage.classes import AtomicClass, joined, read_atomic
from services.linkage.store.file import File


@dataclass(frozen=True, slots=True)
class Terms:
    """Of an authority, what each question asks: which cases it serves, until when. ``name``: ``agency/reference``."""

    name: str
    scope: frozenset[str]
    retain_until_ms: int


@dataclass(slots=True)
class Known:
    """Every class: ``atomic`` by number, ``joins``: number -> numbers of its parts; ``authorities`` by name."""

    atomic: dict[int, AtomicClass] = field(default_factory=dict)
    joins: dict[int, frozenset[int]] = field(default_factory=dict)
    authorities: dict[str, Terms] = field(default_factory=dict)

    def parts(self, number: int) -> frozenset[int]:
        """Atomic parts of a class, itself where it is one; none of the open class."""
        return self.joins[number] if number in self.joins else frozenset({number} - {OPEN_CLASS})


class ClassTable:
    """Reads and allots classes; keeps in memory what it has read. Several processes may allot at once."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._known = Known()
        self._numbers: dict[AtomicClass, int] = {}
        self._joined: dict[frozenset[int], int] = {}
        self._last = self._last_authority = 0

    async def known(self) -> Known:
        """Everything that is committed now. Raises StorageUnavailable."""
        for number, attributes, authority, bound, parts in self._file.all("classes_after", self._last):
            self._add(number, attributes, authority, bound, parts)
        for number, name, scope, until_ms in self._file.all("authority_terms_after", self._last_authority):
            self._known.authorities[name] = Terms(name, frozenset(json.loads(scope)), until_ms)
            self._last_authority = number
        return self._known

    def _add(self, number: int, attributes: str, authority: str, bound: str, parts: str) -> None:
        if parts:
            self._known.joins[number] = members = frozenset(map(int, parts.split()))
            self._joined[members] = number
        else:
            self._known.atomic[number] = atomic = read_atomic(attributes, authority, bound)
            self._numbers[atomic] = number
        self._last = number

    async def number(self, atomic: AtomicClass) -> int:
        """Number of an atomic class, allotted and durable where it is new."""
        if atomic not in self._numbers:
            await self._allot(
                partial(self._file.change, "class_insert", atomic.text(), atomic.authority, atomic.bound, "")
            )
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
            text = " ".join(map(str, sorted(parts)))
            await self._allot(partial(self._file.change, "class_insert", "", "", "", text))
        return self._joined[parts]

    async def _allot(self, insert: partial[int]) -> None:
        with self._file.transaction():
            insert()
        await self.known()
