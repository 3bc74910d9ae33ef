"""What is found wrong with a row before anything is sent: rules of the hub, and records that two rows state otherwise."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.client.contribute import RowRead
from services.listing.imports.rows import rows_of
from services.sources.exports import Outcome, formats, of_row
from services.tables.rejects import RejectFile
from tests.budget import budget
from tests.unit.sources.exports.rows import FIR, ORIGIN


def read(folder: Path, *changes: dict[str, str]) -> tuple[list[RowRead], list[tuple[str, str, str]]]:
    """Rows of an FIR register, and row, column, reason of the reject file."""
    path = folder / "rejects.csv"
    outcomes: list[Outcome] = [
        of_row(formats()["fir_register"], {**FIR, **change}, ORIGIN, number) for number, change in enumerate(changes, 2)
    ]
    with RejectFile(path) as rejected:
        rows = list(rows_of(outcomes, rejected))
    if not path.exists():
        return rows, []
    return rows, [(row[0], row[1], row[3]) for row in list(csv.reader(path.open(encoding="utf-8")))[1:]]


def test_a_row_that_breaks_a_rule_of_the_hub_is_rejected_before_it_is_sent(tmp_path: Path) -> None:
    """The act ends before it begins: every record of the row stays at home, the next row goes."""
    rows, rejects = read(tmp_path, {"occurred": "2024-03-12", "occurred_to": "2024-03-01"}, {"fir_no": "513"})
    assert [(row.rejected, bool(row.drafts)) for row in rows] == [(True, False), (False, True)]
    assert len(rejects) == 1
    assert rejects[0][0] == "2"
    assert "act" in rejects[0][1]


def test_the_same_row_again_is_taken_and_another_of_its_key_is_not(tmp_path: Path) -> None:
    rows, rejects = read(tmp_path, {}, {}, {"sections": "380 PPC"}, {"fir_no": "513"})
    assert [row.rejected for row in rows] == [False, False, True, False]
    assert rejects == [("4", "", "key-twice")]


@budget(30)
@given(numbers=st.lists(st.tuples(st.sampled_from(["7", "8"]), st.sampled_from(["Ali", "Bilal"])), max_size=8))
def test_never_two_words_about_one_record(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[tuple[str, str]]
) -> None:
    """Whoever comes first stands: no later row of the file says otherwise of the same record."""
    folder = tmp_path_factory.mktemp("rows")
    rows, rejects = read(folder, *({"fir_no": number, "accused": name} for number, name in numbers))
    assert len(rows) == len(numbers)
    stated: dict[str, bytes] = {}
    for row in rows:
        for draft in row.drafts:
            assert stated.setdefault(draft.record_id, draft.content) == draft.content
    assert sum(row.rejected for row in rows) == len(rejects)
