"""The small workbook writer, read back by a library that others wrote."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.sheet import write_sheet

TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x6FF, exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
)
DATES = st.dates(date(1950, 1, 1), date(2090, 1, 1))
ROWS = st.lists(
    st.lists(st.one_of(TEXT, st.integers(-(10**14), 10**14), DATES), min_size=1, max_size=30), min_size=1, max_size=5
)


def back(path: Path) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    values = [[cell.value for cell in row] for row in book.active.iter_rows()]
    return [[value.date() if isinstance(value, datetime) else value for value in row] for row in values]


@given(ROWS)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]) -> None:
    path = tmp_path_factory.mktemp("sheet") / "x.xlsx"
    write_sheet(path, rows)
    read = back(path)
    for wanted, found in zip(rows, read, strict=True):
        assert [value for value in found if value is not None] == wanted


def test_empty_text_is_an_absent_cell(tmp_path: Path) -> None:
    write_sheet(tmp_path / "x.xlsx", [["a", "", "c"]])
    assert back(tmp_path / "x.xlsx") == [["a", None, "c"]]


def test_columns_past_z(tmp_path: Path) -> None:
    write_sheet(tmp_path / "x.xlsx", [[f"c{number}" for number in range(60)]])
    (row,) = back(tmp_path / "x.xlsx")
    assert row == [f"c{number}" for number in range(60)]


def test_markup_stays_text(tmp_path: Path) -> None:
    write_sheet(tmp_path / "x.xlsx", [["<b>&amp;</b>", '"quoted"']])
    assert back(tmp_path / "x.xlsx") == [["<b>&amp;</b>", '"quoted"']]


def test_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_sheet(tmp_path / name, [["x", 1, date(2024, 1, 1)]])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with zipfile.ZipFile(tmp_path / "a") as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}
