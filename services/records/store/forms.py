"""Statements that write, as parts of one that goes to the server once: rows are lists, one a column. Pure.

The parts of one statement see what was there before it, and no part may set a row that another sets. So a statement
waits with others only where it names no table that these write, and over rows of which no two are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from services.records.store.statement_files import load
from services.store.dialects import POSTGRESQL
from services.store.values import Parameter

_NAMED: Final = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)\b(?!\s*\()")
_WRITTEN: Final = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)")
_INSERT: Final = re.compile(r"(INSERT INTO \w+ \(([^)]*)\)) VALUES \(([^()]*)\)(.*)")
_CONFLICT: Final = re.compile(r" ON CONFLICT \(([a-z_, ]+)\) DO (UPDATE|NOTHING)")
_UPDATE: Final = re.compile(r"(UPDATE \w+ SET .*) WHERE (\w+ = \S+(?: AND \w+ = \S+)*)")
_NUMBER: Final = re.compile(r"\$(\d+)")
_ROWS: Final = "@rows"


class Form(NamedTuple):
    """``table``: written, empty for none; ``named``: every table in it. ``many``: its text over a list for each column,
    empty where it takes one row at a time; ``key``: places in a row by which two rows are the same, none where two may
    be alike.
    """

    text: str
    table: str
    named: frozenset[str]
    many: str = ""
    key: tuple[int, ...] = ()

    def over_lists(self, types: Sequence[str], first: int) -> str:
        """The text over lists, whose parameters begin at number ``first``."""
        lists = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(types, first))
        columns = ", ".join(f"c{number}" for number in range(1, len(types) + 1))
        return self.many.replace(_ROWS, f"unnest({lists}) AS j ({columns})")

    def over_one(self, first: int) -> str:
        """The text over one row, whose parameters begin at number ``first``."""
        return _NUMBER.sub(lambda found: f"${int(found[1]) + first - 1}", self.text)

    def takes(self, rows: Sequence[Sequence[Parameter]]) -> bool:
        """Whether lists serve for these rows."""
        return bool(self.many) and len(
            {tuple(row[at] for at in self.key) for row in rows} if self.key else rows
        ) == len(rows)


@cache
def forms() -> Mapping[str, Form]:
    """Of every statement by name."""
    return {name: form_of(text) for name, text in load(POSTGRESQL).items()}


def form_of(text: str) -> Form:
    """What a statement is to others."""
    flat = " ".join(text.split())
    written = _WRITTEN.match(flat)
    tables = written.groups() if written else ()
    known = Form(text, "".join(tables), frozenset({*tables, *_NAMED.findall(flat)}))
    if inserted := _INSERT.fullmatch(flat):
        return _inserting(known, *inserted.groups())
    if updated := _UPDATE.fullmatch(flat):
        return _updating(known, *updated.groups())
    return known


def joined(parts: Sequence[str]) -> str:
    """One statement of several that write."""
    *before, last = parts
    led = ", ".join(f"w{number} AS ({part})" for number, part in enumerate(before, 1))
    return f"WITH {led} {last}" if before else last


def _inserting(known: Form, into: str, columns: str, values: str, rest: str) -> Form:
    """No two rows may meet where one would take the other's place."""
    given = dict(zip(columns.strip().split(", "), values.split(", "), strict=True))
    key: tuple[int, ...] = ()
    if rest:
        conflict = _CONFLICT.match(rest)
        if conflict is None:
            return known
        asked = conflict[1].split(", ") if conflict[2] == "UPDATE" else []
        numbers = [_NUMBER.fullmatch(given[column]) for column in asked]
        key = tuple(int(number[1]) - 1 for number in numbers if number)
        if asked and not key:
            return known
    return known._replace(many=f"{into} SELECT {_columns(values)} FROM {_ROWS} WHERE TRUE{rest}", key=key)


def _updating(known: Form, setting: str, where: str) -> Form:
    """No two rows may find the same one."""
    key = tuple(int(number) - 1 for number in _NUMBER.findall(where))
    if not key:
        return known
    return known._replace(many=f"{_columns(setting)} FROM {_ROWS} WHERE {_columns(where)}", key=key)


def _columns(text: str) -> str:
    return _NUMBER.sub(r"j.c\1", text)
