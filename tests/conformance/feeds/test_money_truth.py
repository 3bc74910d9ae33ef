"""What was read of a money file is what was meant, row by row; a change that the file contradicts is never taken."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import ACTS, FeedEdge, FileRefused
from tests.budget import share
from tests.conformance.feeds.money_made import STYLES, Made, Style, Truth, statement, text_of, written

Rows = list[list[str]]
ROUNDS = share(10_000)
_PAKISTAN = timezone(timedelta(hours=5))


def read(text: str) -> list[Truth]:
    items = readers()["bank-statements"].read(io.BytesIO(text.encode()), Options())
    return [meant(item) for item in items if isinstance(item, FeedEdge) and item.kind in ACTS]


def meant(edge: FeedEdge) -> Truth:
    day = datetime.fromtimestamp(edge.at_ms / 1000, UTC).astimezone(_PAKISTAN).day
    return Truth(edge.start, edge.end, edge.amount_minor, edge.currency, day)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("seed", range(12))
def test_every_row_is_read_as_it_was_meant(style: Style, seed: int) -> None:
    made = statement(style, seed)
    for summed in (True, False):
        assert Counter(read(written(made, summed=summed))) == Counter(made.truth)


def _amount(made: Made, rows: Rows, chance: random.Random) -> None:
    """One amount, in a row of the table, is another."""
    row, column = _booked(made, rows, chance)
    row[column] = str(int(row[column].replace(",", "").partition(".")[0]) + chance.randrange(1, 10**6))


def _mark(made: Made, rows: Rows, chance: random.Random) -> None:
    row, column = _booked(made, rows, chance)
    row[column] = chance.choice(["EUR {}", "{} AED", "£{}"]).format(row[column])


def _decimal_comma(made: Made, rows: Rows, chance: random.Random) -> None:
    row, column = _booked(made, rows, chance)
    row[column] = row[column].translate(str.maketrans(",.", ".,"))


def _swapped(made: Made, rows: Rows, chance: random.Random) -> None:
    row, _ = _booked(made, rows, chance)
    debit, credit = _column(made, "debit"), _column(made, "credit")
    row[debit], row[credit] = row[credit], row[debit]


def _headings(made: Made, rows: Rows, _: random.Random) -> None:
    heading = rows[bool(made.style.title)]
    debit, credit = _column(made, "debit"), _column(made, "credit")
    heading[debit], heading[credit] = heading[credit], heading[debit]


def _balance(made: Made, rows: Rows, chance: random.Random) -> None:
    row, _ = _booked(made, rows, chance)
    row[_column(made, "balance")] = str(chance.randrange(10**9))


def _lost(made: Made, rows: Rows, chance: random.Random) -> None:
    row, _ = _booked(made, rows, chance)
    rows.remove(row)


def _total(made: Made, rows: Rows, chance: random.Random) -> None:
    rows[-1][_column(made, chance.choice(["debit", "credit"]))] = str(chance.randrange(1, 10**9))


def _failed(made: Made, rows: Rows, chance: random.Random) -> None:
    row, _ = _booked(made, rows, chance)
    if made.style is STYLES[0]:
        row[_column(made, "status")] = chance.choice(["FAILED", "Reversed", "PENDING", "DECLINED"])


def _title(made: Made, rows: Rows, _: random.Random) -> None:
    if made.style is STYLES[2]:
        rows[0] = ["Currency: AED"]


def _column(made: Made, role: str) -> int:
    return [each for each, _ in made.style.columns].index(role)


def _booked(made: Made, rows: Rows, chance: random.Random) -> tuple[list[str], int]:
    """A row of a booking, and the column of its amount."""
    known = [row for row in rows if len(row) > 1]
    row = chance.choice([each for each in known if each[_column(made, "reference")][1:].isdigit()])
    return row, _column(made, "debit") if row[_column(made, "debit")] else _column(made, "credit")


CHANGES: dict[str, Callable[[Made, Rows, random.Random], None]] = {
    "amount": _amount, "mark": _mark, "decimal comma": _decimal_comma, "sides": _swapped, "headings": _headings,
    "balance": _balance, "lost row": _lost, "total": _total, "status": _failed, "title": _title,
}  # fmt: skip


@pytest.mark.budgeted
@pytest.mark.parametrize("name", CHANGES)
def test_what_the_file_contradicts_is_never_taken(name: str) -> None:
    """Of all changed files, nothing is taken that was not meant; a refusal of the file is an answer too."""
    wrong: list[tuple[int, Truth]] = []
    for seed in range(ROUNDS // len(CHANGES)):
        chance = random.Random(f"{name} {seed}")
        made = statement(chance.choice(STYLES), seed)
        rows = list(csv.reader(io.StringIO(written(made, summed=name == "total" or chance.random() < 0.3))))
        CHANGES[name](made, rows, chance)
        try:
            taken = read(text_of(rows))
        except FileRefused:
            continue
        wrong += [
            (seed, each)
            for each in (Counter(taken) - Counter(each for each in made.truth if each is not None)).elements()
        ]
    assert wrong == []
