"""Lists that operators, the bar and child protection keep, as the node is given them: ``lists.toml`` of its folder.

No feed brings them. Each row is a number with what it is listed as, from which day and until which; cells lie on roads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from services.errors import RabtaError
from services.linkage.filling.tokens import Tokens
from services.linkage.snapshot.columns import Mark
from services.tables.numbers import NumberError
from services.values.dates import today
from services.values.node_ids import canonical

FILE: Final = "lists.toml"
LISTED: Final = {
    mark.name: mark
    for mark in (
        Mark.AGENT, Mark.MERCHANT, Mark.CHARITY, Mark.CARER, Mark.LICENSED, Mark.COUNSEL, Mark.INSTITUTION,
        Mark.MINORS_WALLET,
    )
}  # fmt: skip
_COLUMNS: Final = {"as", "kind", "number", "from", "until"}
_EPOCH: Final = date(1970, 1, 1).toordinal()
Row = Mapping[str, object]


class ListsUnfit(RabtaError, ValueError):
    """The file does not hold what it should; the text names the row, never its number."""


@dataclass(frozen=True, slots=True)
class Lists:
    """``listed``: token, mark, first and last day, days since 1970. ``cells``: token, road and kilometre."""

    listed: tuple[tuple[int, Mark, int, int], ...] = ()
    cells: tuple[tuple[int, int, int], ...] = field(default=())

    def marks(self, now_ms: int) -> dict[int, Mark]:
        """By token, of what is on a list on that day."""
        found: dict[int, Mark] = {}
        for token, mark, first, last in self.listed:
            if first <= today(now_ms) <= last:
                found[token] = found.get(token, Mark(0)) | mark
        return found


def read_lists(path: Path, tokens: Tokens) -> Lists:
    """What the file says; nothing where there is none. Raises ListsUnfit, OSError."""
    try:
        told = tomllib.loads(path.read_text())
    except FileNotFoundError:
        return Lists()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ListsUnfit(f"{FILE} is no TOML") from None
    if told.keys() - {"listed", "cells"}:
        raise ListsUnfit(f"{FILE} has tables that are not known")
    listed = [_listed(tokens, place, row) for place, row in enumerate(_rows(told, "listed"))]
    cells = [_cell(tokens, place, row) for place, row in enumerate(_rows(told, "cells"))]
    return Lists(tuple(sorted(listed)), tuple(sorted(cells)))


def _rows(told: Mapping[str, object], table: str) -> list[Row]:
    rows = told.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ListsUnfit(f"{FILE}: {table} must be rows")
    return rows


def _listed(tokens: Tokens, place: int, row: Row) -> tuple[int, Mark, int, int]:
    """A row without a first day holds from ever."""
    try:
        kind, number, mark, last = str(row["kind"]), str(row["number"]), LISTED[str(row["as"])], row["until"]
        first = row.get("from", date.min)
        if not isinstance(first, date) or not isinstance(last, date) or row.keys() - _COLUMNS:
            raise KeyError
        days = (first.toordinal() - _EPOCH, last.toordinal() - _EPOCH)
        if days[0] > days[1]:
            raise KeyError
        return tokens.node(kind, canonical(kind, number)), mark, *days
    except (KeyError, NumberError):
        raise ListsUnfit(f"{FILE}: listed[{place}] needs as, kind, number and until, and may have from") from None


def _cell(tokens: Tokens, place: int, row: Row) -> tuple[int, int, int]:
    try:
        road, km = row["road"], row["km"]
        if not isinstance(road, int) or not isinstance(km, int):
            raise KeyError
        return tokens.node("PLACE", canonical("PLACE", str(row["cell"]))), road, km
    except (KeyError, NumberError):
        raise ListsUnfit(f"{FILE}: cells[{place}] needs cell, road and km") from None
