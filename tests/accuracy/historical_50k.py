"""50,578 records of 5,156 persons of history, with errors put in: `historical_figures_with_errors_50k` of Splink's data.

A tenth of the persons, by SHA-256 of their name in the data, is labelled: weights are refitted to what is told of them,
and no pair with one of their records is measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import pyarrow.parquet

from tests.accuracy.figures import Figure
from tests.accuracy.sheet_figures import measured
from tests.accuracy.sheets import Sheet
from tests.shared import shared

COMPARED = {
    "full_name": "names",
    "dob": "dates",
    "birth_place": "name",
    "postcode_fake": "code",
    "gender": "word",
    "occupation": "word",
}
APART = {"first_name": "name", "surname": "name", **{c: "code" if k == "dates" else k for c, k in COMPARED.items()}}
del APART["full_name"]
BEGINNINGS = {
    "fn1": ("first_name", 1),
    "fn3": ("first_name", 3),
    "sn2": ("surname", 2),
    "sn4": ("surname", 4),
    "pc3": ("postcode_fake", 3),
    "year": ("dob", 4),
}
"""First letters of a column, by which pairs are brought together too."""
RULES = tuple(
    tuple(rule.split())
    for rule in [
        "fn3 sn4",
        "surname dob",
        "first_name dob",
        "postcode_fake first_name",
        "postcode_fake surname",
        "dob birth_place",
        "pc3 dob",
        "pc3 first_name surname",
        "sn4 postcode_fake",
        "fn1 sn4",
        "sn4 year",
        "fn3 year birth_place",
        "sn2 fn3 pc3",
        "postcode_fake fn1",
        "postcode_fake sn2",
        "first_name birth_place occupation",
        "dob fn1",
        "dob sn2",
        "surname",
        "postcode_fake",
    ]
)
GOALS = {"best_f1": 0.85, "recall_at_p99": 0.72, "cluster_f1": 0.92}


def is_labelled(person: str) -> bool:
    """Whether what is told of a person may be learnt from."""
    return hashlib.sha256(person.encode()).digest()[0] % 10 == 0


def sheet() -> Sheet:
    """The records; an empty cell is None."""
    table = pyarrow.parquet.read_table(shared("data", "er", "historical_figures_with_errors_50k.parquet"))

    def column(name: str) -> list[str | None]:
        return [cell or None for cell in table.column(name).to_pylist()]

    columns: dict[str, Sequence[str | None]] = {name: column(name) for name in {**COMPARED, **APART}}
    for name, (of, length) in BEGINNINGS.items():
        columns[name] = [cell[:length] if cell else None for cell in columns[of]]
    whose = table.column("cluster").to_pylist()
    labelled = frozenset(filter(is_labelled, whose))
    return Sheet(columns, whose, COMPARED, RULES, APART, "full_name", labelled)


def figures() -> Iterator[Figure]:
    """Ours, Splink's and Jaro-Winkler's."""
    yield from measured("historical_50k", sheet(), GOALS)
