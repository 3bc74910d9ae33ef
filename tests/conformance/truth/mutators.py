"""What can go wrong in a sound table, as small changes: what the file then contradicts, and what it does not.

A mutator takes a table and a source of chance, and gives the changed table, or None where it has nothing to change. Rows keep
the truth of the sound file, as a reader may still read them right; a row whose own words now state something else has that
for its truth.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from tests.conformance.truth.group import Group, written
from tests.conformance.truth.truth import MUST_REFUSE, Truth

UNKNOWN: Final = ("Zone B", "Col 7", "Misc.", "متفرق", "Flag", "Sub Head")
MONEY: Final = frozenset({"Debit", "Credit", "Amount (PKR)", "Surety Rs"})
CURRENCIES: Final = (("USD ", "usd"), ("$ ", "usd"), ("AED ", "aed"), ("€ ", "eur"))
STRICT: Final = (
    re.compile(r"\d{5}-\d{7}-\d"),
    re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{2,4}.*"),
    re.compile(r"PK\d{2}[A-Z]{4}\d{16}"),
    re.compile(r"0?3\d{9}|\+?923\d{9}"),
)
DAY_FIRST: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})(.*)")
SURE_DAY: Final = 12
"""A number above it is a day and no month."""


@dataclass(frozen=True)
class Sheet:
    """A table: lines above the heading, the heading, rows with their truth. ``cut``: characters off the end."""

    above: tuple[tuple[str, ...], ...]
    heading: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], Truth | None], ...]

    def column(self, place: int) -> list[str]:
        return [cells[place] for cells, _ in self.rows]

    def altered(self, row: int, place: int, text: str, truth: Truth | None = None) -> Sheet:
        """With another cell; ``truth``: what the row means now, where that is something else."""
        cells, before = self.rows[row]
        made = (*cells[:place], text, *cells[place + 1 :])
        return replace(self, rows=(*self.rows[:row], (made, truth or before), *self.rows[row + 1 :]))

    def lines(self) -> list[Sequence[str]]:
        return [*self.above, self.heading, *(cells for cells, _ in self.rows)]


Mutator = Callable[[Sheet, Random], Sheet | None]


def sheet_of(group: Group) -> Sheet:
    """A clean table: its rows follow the heading without a gap."""
    lines = list(csv.reader(io.StringIO(group.data.decode(), newline=""), delimiter=group.delimiter))
    first = min(group.truths) - 1
    rows = tuple((tuple(cells), group.truths[number]) for number, cells in enumerate(lines[first:], first + 1))
    return Sheet(tuple(map(tuple, lines[: first - 1])), tuple(lines[first - 1]), rows)


def group_of(sheet: Sheet, group: Group) -> Group:
    first = len(sheet.above) + 2
    truths = {number: truth for number, (_, truth) in enumerate(sheet.rows, first) if truth is not None}
    return replace(group, data=written(sheet.lines(), group.delimiter).encode(), truths=truths)


def heading_unknown(sheet: Sheet, chance: Random) -> Sheet | None:
    place = chance.randrange(len(sheet.heading))
    return replace(sheet, heading=(*sheet.heading[:place], chance.choice(UNKNOWN), *sheet.heading[place + 1 :]))


def heading_repeated(sheet: Sheet, chance: Random) -> Sheet | None:
    """Columns in another order from some row on, with a heading that says so."""
    order = list(range(len(sheet.heading)))
    one, two = chance.sample(order, 2)
    order[one], order[two] = order[two], order[one]
    if chance.random() < 1 / 3:
        chance.shuffle(order)
    place = chance.randrange(1, len(sheet.rows))
    turned = [(tuple(cells[at] for at in order), truth) for cells, truth in sheet.rows[place:]]
    again = (tuple(sheet.heading[at] for at in order), None)
    return replace(sheet, rows=(*sheet.rows[:place], again, *turned))


def columns_exchanged(sheet: Sheet, chance: Random) -> Sheet | None:
    """Two columns of another form, one of them strict, under a heading that does not change."""
    forms = [_form(sheet.column(place)) for place in range(len(sheet.heading))]
    full = [place for place in range(len(forms)) if all(sheet.column(place))]
    pairs = [(one, two) for one in full for two in full if forms[one] >= 0 and forms[two] != forms[one]]
    return _exchanged(sheet, *chance.choice(pairs)) if pairs else None


def _form(texts: Sequence[str]) -> int:
    return next((kind for kind, form in enumerate(STRICT) if all(form.fullmatch(text) for text in texts)), -1)


def _exchanged(sheet: Sheet, one: int, two: int) -> Sheet:
    rows = []
    for cells, truth in sheet.rows:
        made = list(cells)
        made[one], made[two] = made[two], made[one]
        rows.append((tuple(made), truth))
    return replace(sheet, rows=tuple(rows))


def date_order(sheet: Sheet, chance: Random) -> Sheet | None:
    """Month before day in some rows, one of which allows no other reading, where another row allows none but day first."""
    for place in range(len(sheet.heading)):
        parts = [DAY_FIRST.fullmatch(text) for text in sheet.column(place)]
        sure = [row for row, part in enumerate(parts) if part and int(part[1]) > SURE_DAY]
        if len(sure) < 2 or not all(parts):
            continue
        stays, turns = chance.sample(sure, 2)
        chosen = {turns, *(row for row in range(len(parts)) if row != stays and chance.random() < 1 / 2)}
        for row, part in enumerate(parts):
            if part and row in chosen:
                sheet = sheet.altered(row, place, f"{part[2]}/{part[1]}/{part[3]}{part[4]}")
        return sheet
    return None


def currency(sheet: Sheet, chance: Random) -> Sheet | None:
    """Another currency before one amount: it means that currency where the heading and the row state none."""
    cell = _amount(sheet, chance, range(len(sheet.rows)))
    if cell is None:
        return None
    row, place = cell
    cells, truth = sheet.rows[row]
    sign, code = chance.choice(CURRENCIES)
    if "CCY" in sheet.heading and cells[sheet.heading.index("CCY")].casefold() == code:
        return None
    stated = "CCY" in sheet.heading or sheet.heading[place] not in {"Debit", "Credit"}
    readings = () if stated or truth is None else truth.readings
    means = Truth(tuple(frozenset(fact.replace(" pkr from ", f" {code} from ") for fact in one) for one in readings))
    return sheet.altered(row, place, f"{sign}{cells[place]}", means or MUST_REFUSE)


def _amount(sheet: Sheet, chance: Random, rows: Sequence[int]) -> tuple[int, int] | None:
    places = [place for place, name in enumerate(sheet.heading) if name in MONEY]
    full = [(row, place) for row in rows for place in places if sheet.rows[row][0][place]]
    return chance.choice(full) if full else None


def _inner(sheet: Sheet) -> range:
    """Rows with a row above and one below, whose balances tell what they are."""
    has = "Balance" in sheet.heading and all(sheet.column(sheet.heading.index("Balance")))
    return range(1, len(sheet.rows) - 1) if has else range(0)


def amount_altered(sheet: Sheet, chance: Random) -> Sheet | None:
    cell = _amount(sheet, chance, _inner(sheet))
    return None if cell is None else sheet.altered(*cell, _other(sheet.rows[cell[0]][0][cell[1]], chance))


def balance_altered(sheet: Sheet, chance: Random) -> Sheet | None:
    if not (rows := _inner(sheet)):
        return None
    row, place = chance.choice(rows), sheet.heading.index("Balance")
    return sheet.altered(row, place, _other(sheet.rows[row][0][place], chance))


def sides_exchanged(sheet: Sheet, chance: Random) -> Sheet | None:
    if not (rows := _inner(sheet)):
        return None
    row, one, two = chance.choice(rows), sheet.heading.index("Debit"), sheet.heading.index("Credit")
    cells = sheet.rows[row][0]
    return sheet.altered(row, one, cells[two]).altered(row, two, cells[one])


def _other(text: str, chance: Random) -> str:
    """Another digit in one place, never a nought in front."""
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = chance.choice(places)
    digit = chance.choice([sign for sign in "123456789" if sign != text[place]])
    return f"{text[:place]}{digit}{text[place + 1 :]}"


def names_exchanged(sheet: Sheet, chance: Random) -> Sheet | None:
    """Two columns of names under a heading that does not change: nothing in the file contradicts it."""
    names = [
        place
        for place, name in enumerate(sheet.heading)
        if "Name" in name or name in {"Accused", "Complainant", "Prisoner"}
    ]
    full = [place for place in names if all(sheet.column(place))]
    return _exchanged(sheet, *chance.sample(full, 2)) if len(full) > 1 else None


def amount_unchecked(sheet: Sheet, chance: Random) -> Sheet | None:
    """Another amount where no balance says which it was."""
    if _inner(sheet):
        return None
    cell = _amount(sheet, chance, range(len(sheet.rows)))
    return None if cell is None else sheet.altered(*cell, _other(sheet.rows[cell[0]][0][cell[1]], chance))


def currency_stated(sheet: Sheet, chance: Random) -> Sheet | None:
    """Another currency in the column for it."""
    if "CCY" not in sheet.heading:
        return None
    return sheet.altered(chance.randrange(len(sheet.rows)), sheet.heading.index("CCY"), "SAR")


CONTRADICTED: Final[dict[str, Mutator]] = {
    "unknown heading": heading_unknown,
    "heading repeated in another order": heading_repeated,
    "columns exchanged": columns_exchanged,
    "order of day and month": date_order,
    "currency before an amount": currency,
    "amount against the balance": amount_altered,
    "balance altered": balance_altered,
    "debit and credit exchanged": sides_exchanged,
}
UNCONTRADICTED: Final[dict[str, Mutator]] = {
    "names exchanged": names_exchanged,
    "amount without a balance": amount_unchecked,
    "currency column altered": currency_stated,
}
