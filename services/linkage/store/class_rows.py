"""Policy classes, their bindings, and terms of authorities."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.model import CLASSES
from services.linkage.kept import Binding, BindingRow, ClassRow, TermsRow
from services.store.database import Database, Transaction
from services.store.values import Row


class StoredClassRows:
    """See :class:`services.linkage.ports.ClassRows`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, number: int) -> list[ClassRow]:
        """See the port, as for all methods here."""
        return [ClassRow._make(row) for row in await self._database.rows("classes_after", number)]

    async def terms_after(self, number: int) -> list[TermsRow]:
        """See the port."""
        rows = await self._database.rows("authority_terms_after", number)
        return [TermsRow(given, name, tuple(json.loads(scope)), until_ms) for given, name, scope, until_ms in rows]

    async def add(self, classes: Sequence[tuple[str, str, str]]) -> None:
        """See the port."""
        await self._database.write(lambda tx: tx.each("class_insert", classes))

    async def bind(self, bindings: Sequence[Binding]) -> list[BindingRow]:
        """Writes only where one is new."""
        held = _by_binding(await self._database.many("binding_find", bindings))
        if not held.keys() >= set(bindings):
            held = await self._database.write(lambda tx: _bound(tx, bindings))
        return [held[each] for each in bindings]

    async def binding(self, number: int) -> BindingRow:
        """See the port."""
        return _row((await self._database.rows("binding_named", number))[0])

    async def bindings(self, keys: Iterable[str], now_ms: int) -> list[BindingRow]:
        """See the port."""
        return [_row(each) for each in await self._database.rows("bindings_by_keys", sorted(keys), now_ms)]

    async def joins_of(self, parts: Iterable[int]) -> list[BindingRow]:
        """See the port."""
        return [_row(each) for each in await self._database.rows("bindings_of_joins", sorted(parts))]


async def _bound(tx: Transaction, bindings: Sequence[Binding]) -> dict[Binding, BindingRow]:
    """Rows of all, after those that are new are kept, with their keys and parts indexed."""
    held = _by_binding(await tx.many("binding_find", bindings))
    last = (await tx.rows("binding_head"))[0][0]
    absent = [each for each in dict.fromkeys(bindings) if each not in held]
    new = [BindingRow(number, each) for number, each in enumerate(absent, last + 1)]
    await tx.each("binding_insert", [(row.id, *row.binding) for row in new])
    await tx.each("binding_key_insert", [(key, row.id) for row in new for key in row.binding.keys.split("\n") if key])
    parts = [(part, row.id) for row in new for part in row.members if part >= CLASSES]
    await tx.each("binding_part_insert", parts)
    return held | {row.binding: row for row in new}


def _by_binding(rows: Iterable[Row]) -> dict[Binding, BindingRow]:
    return {row.binding: row for row in map(_row, rows)}


def _row(row: Row) -> BindingRow:
    number, *rest = row
    return BindingRow(number, Binding._make(rest))
