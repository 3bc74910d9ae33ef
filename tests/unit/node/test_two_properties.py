"""Each RPC stands in the two properties of AUTHORITY 6, or in the table with why it does not and which issue that leaves.

``two_properties.tsv`` has a row for each: ``moved`` is the property over pages of an agency without a part; ``told`` the
one over what is hidden, drawn over stores (``felt``), by pairs of people (``pairs``) and by two hubs (``walk``).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from services.edge.routes import methods
from services.node.services import DESCRIPTORS
from tests.e2e.attacks import test_told_pairs, two_laws
from tests.fakes import record_maker
from tests.integration.records import test_nothing_felt, whole_answers
from tests.shared import ROOT

TABLE: Final = Path(__file__).with_name("two_properties.tsv")
COLUMNS: Final = ("method", "moved", "told", "reason", "missing")
NEITHER: Final = "-"
NOTHING: Final = "nothing"
"""What is missing of a method that tells nothing of a case."""
ISSUE: Final = re.compile(r"27\.\d+: \S.+")
FILE: Final = re.compile(r"\b(?:test_\w+|whole_answers)\.py\b")
_RECORDS: Final = "records.v1.RecordsService/"


class Row(NamedTuple):
    """``method``: service and method without ``rabta.``; ``reason`` and ``missing`` are empty where both properties ask."""

    method: str
    moved: str
    told: str
    reason: str
    missing: str


def rows(text: str) -> list[Row]:
    """The table. Raises ValueError for other columns."""
    head, *lines = [tuple(line.split("\t")) for line in text.splitlines()]
    if head != COLUMNS or any(len(line) != len(COLUMNS) for line in lines):
        raise ValueError("the table has five cells in each row")
    return [Row(*line) for line in lines]


def every() -> set[str]:
    """All methods of all services, off the descriptors."""
    return {path.removeprefix("/rabta.") for path, _ in methods(iter(DESCRIPTORS))}


def moved() -> dict[str, str]:
    """What the property over pages of a stranger calls."""
    return {f"{_RECORDS}{name}": "property" for name in whole_answers.METHODS}


def told() -> dict[str, str]:
    """What each property over hidden facts calls, in the order felt, pairs, walk."""
    walk = {two_laws.path_of(*each) for each in two_laws.requests(record_maker.cnic(1))}
    asked = {
        "felt": {f"{_RECORDS}{name}" for name in test_nothing_felt.COVERED},
        "pairs": {row.path.removeprefix("/rabta.") for row in test_told_pairs.ROWS},
        "walk": {path.removeprefix("/rabta.") for path in walk},
    }
    return {each: names for each in every() if (names := " ".join(word for word in asked if each in asked[word]))}


def faults(table: list[Row], methods_of_node: set[str]) -> list[str]:
    """What is wrong of a table: methods without a row, rows without a method, and rows without reason or issue."""
    named = [row.method for row in table]
    found = [f"{each}: no row" for each in sorted(methods_of_node - set(named))]
    found += [f"{each}: no such method" for each in named if each not in methods_of_node]
    found += [f"{each}: two rows" for each in sorted({each for each in named if named.count(each) > 1})]
    for row in table:
        if NEITHER not in (row.moved, row.told):
            found += [f"{row.method}: a reason beside both properties"] if row.reason or row.missing else []
        elif not row.reason or not (row.missing == NOTHING or ISSUE.fullmatch(row.missing)):
            found.append(f"{row.method}: no reason, or no issue of what is missing")
    return found


def test_every_method_is_in_the_table() -> None:
    assert faults(rows(TABLE.read_text("utf-8")), every()) == []


def test_the_table_says_what_the_properties_ask() -> None:
    table = rows(TABLE.read_text("utf-8"))
    assert {row.method: row.moved for row in table if row.moved != NEITHER} == moved()
    assert {row.method: row.told for row in table if row.told != NEITHER} == told()


def test_the_reasons_name_files_that_there_are() -> None:
    named = {name for row in rows(TABLE.read_text("utf-8")) for name in FILE.findall(f"{row.reason} {row.missing}")}
    assert named - {path.name for path in (ROOT / "tests").rglob("*.py")} == set()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (Row("a/One", "property", "felt", "", ""), []),
        (Row("a/One", "-", "walk", "of a feed", "27.1: a feed"), []),
        (Row("a/One", "-", "-", "of nobody", "nothing"), []),
        (Row("a/One", "-", "-", "", "nothing"), ["a/One: no reason, or no issue of what is missing"]),
        (Row("a/One", "property", "-", "of a feed", ""), ["a/One: no reason, or no issue of what is missing"]),
        (Row("a/One", "-", "felt", "of a feed", "later"), ["a/One: no reason, or no issue of what is missing"]),
        (Row("a/One", "property", "felt", "of a feed", ""), ["a/One: a reason beside both properties"]),
    ],
)
def test_a_row_has_both_properties_or_a_reason_with_an_issue(row: Row, fault: list[str]) -> None:
    assert faults([row], {"a/One"}) == fault


def test_a_method_without_a_row_and_a_row_without_a_method_are_named() -> None:
    row = Row("a/One", "property", "felt", "", "")
    assert faults([row, row], {"a/New"}) == [
        "a/New: no row",
        "a/One: no such method",
        "a/One: no such method",
        "a/One: two rows",
    ]
    with pytest.raises(ValueError, match="five cells"):
        rows("method\tmoved\na\tb\n")
