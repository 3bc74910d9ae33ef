"""Policy classes, their bindings, and terms of authorities in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.model import CLASSES
from services.linkage.kept import Binding, BindingRow, ClassRow, TermsRow
from services.linkage.store.file import Connection, File, Row


class SqliteClassRows:
    """Keeps classes in the file, as the port says: see :class:`services.linkage.ports.ClassRows`."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def after(self, number: int) -> list[ClassRow]:
        """As the port says."""
        return [ClassRow._make(row) for row in self._file.read.all("classes_after", number)]

    async def terms_after(self, number: int) -> list[TermsRow]:
        """As the port says."""
        rows = self._file.read.all("authority_terms_after", number)
        return [TermsRow(given, name, tuple(json.loads(scope)), until_ms) for given, name, scope, until_ms in rows]

    async def add(self, classes: Sequence[tuple[str, str, str]]) -> None:
        """As the port says."""

        def job(db: Connection) -> None:
            db.each("class_insert", classes)

        await self._file.write(job)

    async def bind(self, bindings: Sequence[Binding]) -> list[BindingRow]:
        """As the port says; writes only where one is new."""
        held = [_held(self._file.read, each) for each in bindings]
        if all(held):
            return _rows(held, bindings)
        return _rows(await self._file.write(lambda db: [_bound(db, each) for each in bindings]), bindings)

    async def binding(self, number: int) -> BindingRow:
        """As the port says."""
        return _read(self._file.read.all("binding_named", number))[0]

    async def bindings(self, keys: Iterable[str], now_ms: int) -> list[BindingRow]:
        """As the port says."""
        return _read(self._file.read.all("bindings_by_keys", json.dumps(sorted(keys)), now_ms))

    async def joins_of(self, parts: Iterable[int]) -> list[BindingRow]:
        """As the port says."""
        return _read(self._file.read.all("bindings_of_joins", json.dumps(sorted(parts))))


def _held(db: Connection, binding: Binding) -> int:
    """Its id, 0 where it is not held."""
    row = db.one("binding_find", *binding)
    return int(row[0]) if row else 0


def _bound(db: Connection, binding: Binding) -> int:
    """Its id, with its keys and parts indexed where it is new."""
    if held := _held(db, binding):
        return held
    number = db.number("binding_insert", *binding)
    db.each("binding_key_insert", [(key, number) for key in binding.keys.split("\n") if key])
    db.each("binding_part_insert", [(part, number) for part in map(int, binding.parts.split()) if part >= CLASSES])
    return number


def _rows(ids: Iterable[int], bindings: Iterable[Binding]) -> list[BindingRow]:
    return [BindingRow(*each) for each in zip(ids, bindings, strict=True)]


def _read(rows: Iterable[Row]) -> list[BindingRow]:
    return [BindingRow(row[0], Binding._make(row[1:])) for row in rows]
