"""One order of day and month a column, judged before a row is taken."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports import formats, of_row
from services.tables.contract.dates import orders_in, turned
from services.tables.contract.naming import heading_key
from services.tables.contract.stated import DAY_FIRST, MONTH_FIRST, UNSTATED, Stated
from tests.budget import budget
from tests.conformance.formats.sample import ORIGIN, Sample, samples
from tests.conformance.messy.made import book
from tests.rows import of_rows
from tests.unit.tables.contract.tables import AHMED, BANK, DRAWN, FIR, Read, register, statement, table

READERS: dict[str, tuple[Callable[..., Read], list[str], list[str], int]] = {
    "records": (register, FIR, AHMED, 4),
    "feeds": (statement, BANK, DRAWN, 2),
}
each = pytest.mark.parametrize("reader", READERS)


def dated(reader: str, *dates: str, folder: Path, stated: Stated = UNSTATED) -> Read:
    read, heading, row, place = READERS[reader]
    rows = [[f"{100 + n}/2024" if reader == "records" else row[0], *row[1:]] for n, _ in enumerate(dates)]
    for cells, at in zip(rows, dates, strict=True):
        cells[place] = at
    return read(folder, table(heading, *rows), stated)


@each
def test_one_row_that_only_month_first_explains_refuses_the_file(reader: str, tmp_path: Path) -> None:
    """Forty rows were read with day and month changed over, in silence."""
    refused = dated(reader, "05/06/2024", "07/08/2024", "05/13/2024", folder=tmp_path).refused
    assert "row 4" in refused
    assert "--dates month-first" in refused


@each
@pytest.mark.parametrize("sign", ["/", "-", ".", " "])
def test_the_importer_states_the_order(reader: str, sign: str, tmp_path: Path) -> None:
    written = [sign.join(each) for each in (("05", "06", "2024"), ("05", "13", "2024"))]
    found = dated(reader, *written, folder=tmp_path, stated=Stated(dates=MONTH_FIRST))
    assert found.taken == dated(reader, "06/05/2024", "13/05/2024", folder=tmp_path).taken
    assert len(found.taken) == 2


@each
@pytest.mark.parametrize("stated", ["", DAY_FIRST, MONTH_FIRST])
def test_a_column_of_both_orders_is_refused_whatever_is_stated(reader: str, stated: str, tmp_path: Path) -> None:
    refused = dated(reader, "05/13/2024", "14/05/2024", folder=tmp_path, stated=Stated(dates=stated)).refused
    assert "row 2" in refused
    assert "row 3" in refused
    assert "dates mixed" in refused


@each
def test_an_order_that_contradicts_the_stated_one_is_refused(reader: str, tmp_path: Path) -> None:
    assert "another is stated" in dated(reader, "14/05/2024", folder=tmp_path, stated=Stated(dates=MONTH_FIRST)).refused


@each
def test_a_year_before_day_and_month_is_refused(reader: str, tmp_path: Path) -> None:
    assert "year, day, month" in dated(reader, "2024-05-06", "2024-13-05", folder=tmp_path).refused


def test_days_that_a_spreadsheet_changed_over_are_refused(tmp_path: Path) -> None:
    rows = [[f"{n}/2024", *AHMED[1:4], at, *AHMED[5:]] for n, at in enumerate([datetime(2024, 6, 5), "13/05/2024"], 1)]
    refused = register(tmp_path, book(FIR, *rows), name="register.xlsx").refused
    assert "dates mixed" in refused
    assert "row 3" in refused
    sound = [[f"{n}/2024", *AHMED[1:4], datetime(2024, n, 5), *AHMED[5:]] for n in (1, 2)]
    assert not register(tmp_path, book(FIR, *sound), name="register.xlsx").refused


CELLS: list[tuple[str, set[str]]] = [
    ("05/06/2024", set()), ("13/05/2024", {DAY_FIRST}), ("05/13/2024", {MONTH_FIRST}), ("2024-05-13", set()),
    ("2024-02-05 21:14", set()), ("05/13/2024 21.14.09", {MONTH_FIRST}), ("13/05/2024; 05/13/2024", {DAY_FIRST, MONTH_FIRST}),
    ("۱۳/۰۵/۲۰۲۴", {DAY_FIRST}), ("13 May 2024", set()), ("45363", set()), ("31/31/2024", set()), ("31-02-2024", set()), ("02/30/2024", set()), ("00/13/2024", set()), ("13/00/2024", set()), ("1/2/0000", set()), ("05/13/24", {MONTH_FIRST}),
]  # fmt: skip


@of_rows(("cell", "orders"), CELLS)
def test_what_a_cell_tells_of_the_order(cell: str, orders: set[str]) -> None:
    assert orders_in(cell) == orders


def test_day_and_month_change_over_and_the_rest_stays() -> None:
    assert turned("05/13/2024 10:30; 1.2.2024") == "13/05/2024 10:30; 2.1.2024"
    assert turned("2024-05-13") == "2024-05-13"
    assert turned(datetime(2024, 5, 13)) == datetime(2024, 5, 13)


@given(st.lists(st.dates(date(1950, 1, 1), date(2024, 3, 1)), min_size=1, max_size=8))
@budget(40)
def test_no_date_is_read_as_another(days: Sequence[date]) -> None:
    """Written month-first, a file is refused, or each of its dates could be of either order and none is past 12."""
    with tempfile.TemporaryDirectory() as folder:
        stated = dated(
            "feeds", *(f"{at:%m/%d/%Y}" for at in days), folder=Path(folder), stated=Stated(dates=MONTH_FIRST)
        )
        assert not stated.refused
        unstated = dated("feeds", *(f"{at:%m/%d/%Y}" for at in days), folder=Path(folder))
    assert bool(unstated.refused) == any(at.day > 12 for at in days)


def good_row(sample: Sample) -> dict[str, str]:
    headings, rows = formats()[sample.format].headings(), sample.rows()
    names = [headings.get(heading_key(cell), "") for cell in rows[0]]
    for cells in rows[1:]:
        row = {name: cell for name, cell in zip(names, cells, strict=True) if name}
        if of_row(formats()[sample.format], row, ORIGIN).drafts:
            return row
    raise AssertionError(sample.format)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.format}/{sample.path.stem}")
def test_every_column_that_is_read_as_a_date_is_judged_as_one(sample: Sample) -> None:
    layout, row = formats()[sample.format], good_row(sample)
    for column in layout.columns:
        outcome = of_row(layout, row | {column.name: "31/31/2024"}, ORIGIN)
        if ("not-a-date", column.name) in {(reject.reason, reject.column) for reject in outcome.rejects}:
            assert column.date, column.name
