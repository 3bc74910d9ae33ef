"""A thousand made-up English records of some 250 persons: `fake_1000` of Splink's data sets. Nothing is labelled."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from tests.accuracy.figures import Figure
from tests.accuracy.sheet_figures import measured
from tests.accuracy.sheets import Sheet
from tests.shared import shared

COMPARED = {"first_name": "name", "surname": "name", "dob": "code", "city": "name", "email": "name"}
BEGINNINGS = {
    "fn2": ("first_name", 2),
    "sn2": ("surname", 2),
    "year": ("dob", 4),
    "month": ("dob", 7),
    "mail": ("email", 3),
}
"""First letters of a column, by which pairs are brought together."""
RULES = (("first_name",), ("surname",), ("dob",), ("email",), ("fn2",), ("sn2",), ("year",), ("mail",))
GOALS = {"best_f1": 0.881, "blocking_recall": 0.90}


def sheet() -> Sheet:
    """The records; an empty cell is None."""
    with shared("data", "er", "fake_1000.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    columns = {column: [row[column] or None for row in rows] for column in COMPARED}
    for name, (of, length) in BEGINNINGS.items():
        columns[name] = [cell[:length] if cell else None for cell in columns[of]]
    return Sheet(columns, [row["cluster"] for row in rows], COMPARED, RULES, apart=COMPARED)


def figures() -> Iterator[Figure]:
    """Ours, Splink's and Jaro-Winkler's."""
    yield from measured("fake_1000", sheet(), GOALS)
