"""Every heading is accounted for, and a heading below the first changes the columns or refuses the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from services.tables.contract.stated import Stated
from tests.unit.tables.contract.tables import AHMED, BANK, DRAWN, FIR, Read, register, statement, table

READERS: dict[str, tuple[Callable[..., Read], list[str], list[str]]] = {
    "records": (register, FIR, AHMED),
    "feeds": (statement, BANK, DRAWN),
}
each = pytest.mark.parametrize(("read", "heading", "row"), READERS.values(), ids=READERS)


@each
@pytest.mark.parametrize("unknown", ["Txn State", "Ledger Flag", "حیثیت دیگر", "Type 2"])
def test_a_heading_that_the_layout_does_not_know_refuses_the_file(
    read: Callable[..., Read], heading: list[str], row: list[str], unknown: str, tmp_path: Path
) -> None:
    refused = read(tmp_path, table(["A title"], [*heading, unknown], [*row, "FAILED"])).refused
    assert f"row 2, column {len(heading) + 1}" in refused
    assert f"'{unknown}'" in refused


@each
def test_a_heading_that_the_importer_ignores_is_not_read_and_is_told(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    plain = read(tmp_path, table(heading, row))
    found = read(tmp_path, table([*heading, "Ledger Flag"], [*row, "x"]), Stated(ignore=("ledger FLAG.",)))
    assert (found.taken, found.rejected) == (plain.taken, {})
    assert found.ignored == {"Ledger Flag"}


@each
def test_what_the_layout_reads_cannot_be_ignored(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    refused = read(tmp_path, table(heading, row), Stated(ignore=(heading[2],))).refused
    assert "cannot be ignored" in refused
    assert "row 1, column 3" in refused


@each
@pytest.mark.parametrize("serial", ["S. No.", "Sr #", "#", "Serial No", "نمبر شمار"])
def test_numbers_of_lines_are_known_and_not_read(
    read: Callable[..., Read], heading: list[str], row: list[str], serial: str, tmp_path: Path
) -> None:
    found = read(tmp_path, table([serial, *heading], ["1", *row]))
    assert found.taken == read(tmp_path, table(heading, row)).taken
    assert found.ignored == {serial}


def test_remarks_are_read_where_the_layout_does_and_else_not(tmp_path: Path) -> None:
    assert statement(tmp_path, table([*BANK, "Remarks"], [*DRAWN, "x"])).ignored == {"Remarks"}
    assert register(tmp_path, table([*FIR, "Remarks"], [*AHMED, "x"])).ignored == frozenset()


@each
def test_cells_under_no_heading_refuse_the_file(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    text = table([*heading[:2], "", *heading[2:]], [*row[:2], "", *row[2:]], [*row[:2], "x", *row[2:]])
    assert "row 3, column 3" in read(tmp_path, text).refused
    assert not read(tmp_path, text, Stated(ignore=("column 3",))).refused
    assert not read(tmp_path, table([*heading, ""], [*row, ""])).refused


@each
def test_a_heading_again_in_another_order_changes_the_columns(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    """Complainant and accused, debit and credit changed places in silence."""
    turned = [*heading[:-2], heading[-1], heading[-2]]
    cells = [*row[:-2], row[-1], row[-2]]
    other = [row[0].replace("1", "2", 1), *row[1:]]
    changed = [other[0], *cells[1:]]
    found = read(tmp_path, table(heading, row, turned, changed))
    assert found.taken == {**read(tmp_path, table(heading, row, heading, other)).taken}
    assert set(found.taken) == {2, 4}
    assert found.rejected == {}


@each
def test_a_heading_again_with_an_unknown_column_refuses_the_file(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    refused = read(tmp_path, table(heading, row, [*heading[::-1], "Ledger Flag"], row)).refused
    assert "row 3" in refused
    assert "Ledger Flag" in refused


@each
def test_a_second_table_that_lacks_a_required_column_refuses_the_file(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    refused = read(tmp_path, table(heading, row, [], heading[1:], row[1:])).refused
    assert "row 4" in refused
    assert "another table begins" in refused


def test_a_heading_of_another_layout_refuses_the_file(tmp_path: Path) -> None:
    warrants = ["Warrant No", "Kind of Process", "Issuing Court", "FIR No", "District", "Province", "PS"]
    warrants += ["Name of Accused", "Date of Issue"]
    refused = register(tmp_path, table(FIR, AHMED, warrants, ["x"] * 9)).refused
    assert "row 3" in refused
    assert "heading of warrants" in refused


@each
def test_a_row_of_data_above_the_heading_refuses_the_file(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    assert "row 2" in read(tmp_path, table(["Title"], row, heading, row)).refused
    assert not read(tmp_path, table(["From", "01-01-2024", "To"], heading, row)).refused


def test_an_object_with_a_key_that_nobody_knows_refuses_the_file(tmp_path: Path) -> None:
    good = '{"FIR No": "1/2024", "Province": "PB", "District": "Lahore", "PS": "Ichhra", "FIR Date": "12-03-2024", "U/S": "302 PPC"}'
    bad = good.replace("1/2024", "2/2024").replace("}", ', "Case Flag": "x"}')
    refused = register(tmp_path, f"{good}\n{bad}\n", name="register.jsonl").refused
    assert "row 2" in refused
    assert "Case Flag" in refused
    found = register(tmp_path, f"{good}\n{bad}\n", Stated(ignore=("Case Flag",)), "register.jsonl")
    assert set(found.taken) == {1, 2}
    assert found.ignored == {"Case Flag"}
