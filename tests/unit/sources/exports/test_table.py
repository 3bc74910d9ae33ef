"""Rows under the layout's names: headings are found, what belongs to no column is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.sources.exports.layout import Column, Format, Row
from services.sources.exports.table import Table
from services.tables.contract.contract import TITLE_ROWS
from services.tables.contract.naming import heading_key
from services.tables.errors import UnreadableFile
from services.tables.rejects import BadCell, Reject

LAYOUT = Format(
    "two",
    "Two columns",
    (Column("fir_no", ("F.I.R. No.", "ایف آئی آر نمبر"), required=True), Column("age", ("Age of Accused",))),
    lambda row, origin: iter(()),
)


def read(tmp_path: Path, text: str, name: str = "t.csv") -> tuple[list[Row | Reject], set[str]]:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    table = Table(path, LAYOUT)
    return list(table), table.ignored


def cells(found: list[Row | Reject]) -> list[dict[str, object]]:
    return [dict(row.cells) for row in found if isinstance(row, Row)]


@pytest.mark.parametrize(
    "heading", ["fir_no", "FIR No", "F.I.R. No.", "fir  no", "FIR-NO", "ایف آئی آر نمبر", "ايف آئي آر نمبر"]
)
def test_headings_are_known_however_written(tmp_path: Path, heading: str) -> None:
    found, _ = read(tmp_path, f"{heading},Age of Accused\n12,30\n")
    assert cells(found) == [{"fir_no": "12", "age": "30"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    found, _ = read(tmp_path, f"fir_no{delimiter}age\n12{delimiter}30\n")
    assert cells(found) == [{"fir_no": "12", "age": "30"}]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "age,fir_no\n30,12\n")[0]) == [{"age": "30", "fir_no": "12"}]


def test_columns_that_are_not_read_are_told(tmp_path: Path) -> None:
    found, ignored = read(tmp_path, "S. No.,fir_no,\n1,12,\n")
    assert cells(found) == [{"fir_no": "12"}]
    assert ignored == {"S. No."}


def test_a_needed_column_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="fir_no"):
        read(tmp_path, "age,name\n30,x\n")


def test_a_heading_row_must_come_soon(tmp_path: Path) -> None:
    titles = "title\n" * (TITLE_ROWS - 1)
    assert cells(read(tmp_path, titles + "fir_no\n12\n")[0]) == [{"fir_no": "12"}]
    with pytest.raises(UnreadableFile):
        read(tmp_path, titles + "title\nfir_no\n12\n")


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="mean the same: fir_no"):
        read(tmp_path, "FIR No,F.I.R. No.\n1,2\n")


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "title\n\nfir_no,age\n12,\n\n13,\n")
    assert [row.number for row in found if isinstance(row, Row)] == [4, 6]


def test_repeated_headings_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "fir_no,age\n12,1\nfir_no,age\n , \n,,,,\n13,2\n")
    assert [row["fir_no"] for row in cells(found)] == ["12", "13"]


def test_short_rows_are_filled_and_long_ones_refused(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "fir_no,age\n12\n13,30,extra\n14,30,,\n")
    assert [type(row).__name__ for row in found] == ["Row", "Reject", "Row"]
    assert found[1] == Reject(3, "", "", "too-many-cells")


def test_broken_rows_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    found, _ = read(tmp_path, 'fir_no,age\n"12"x,1\n13,2\n')
    assert found[0] == Reject(2, "", "", "broken-quotes")
    assert cells(found) == [{"fir_no": "13", "age": "2"}]


def test_objects_use_the_same_headings(tmp_path: Path) -> None:
    found, ignored = read(
        tmp_path, '{"F.I.R. No.": 12, "Age of Accused": "30", "S. No.": "x"}\n{"age": 1}\n', "t.jsonl"
    )
    assert cells(found) == [{"fir_no": "12", "age": "30"}, {"age": "1"}]
    assert ignored == {"S. No."}


def test_objects_that_say_a_thing_twice_are_refused(tmp_path: Path) -> None:
    found, _ = read(tmp_path, '{"fir_no": "1", "FIR No": "2"}\n', "t.jsonl")
    assert found == [Reject(1, "", "", "not-an-object")]


def test_a_set_of_ones_own_can_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("fir_no,Sr No\n1,x\n")
    mine: set[str] = {"before"}
    list(Table(path, LAYOUT, mine))
    assert mine == {"before", "Sr No"}


def test_heading_keys() -> None:
    assert heading_key("F.I.R. No.") == heading_key(" fir\u00a0NO ") == "firno"


def test_a_row_notes_what_is_wrong_and_goes_on() -> None:
    def bad(raw: object) -> int:
        raise BadCell("not-a-number")

    row = Row(3, {"age": "x1"}, frozenset({"fir_no"}))
    assert row.read("age", bad, 7) == 7
    assert row.read("age", bad, 7) == 7
    assert row.text("fir_no") == ""
    assert row.bad == [Reject(3, "age", "A9", "not-a-number"), Reject(3, "fir_no", "", "missing")]


def test_a_rows_text_is_one_line() -> None:
    assert Row(1, {"a": "x\n y"}).text("a") == "x y"
