"""Where a table ends: totals that add up, footers, and a file that was cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from services.tables.contract.ends import is_footer, is_total
from tests.rows import of_rows
from tests.unit.tables.contract.tables import AHMED, BANK, DRAWN, FIR, Read, register, statement, table

READERS: dict[str, tuple[Callable[..., Read], list[str], list[str]]] = {
    "records": (register, FIR, AHMED),
    "feeds": (statement, BANK, DRAWN),
}
each = pytest.mark.parametrize(("read", "heading", "row"), READERS.values(), ids=READERS)


@each
@pytest.mark.parametrize("total", ["Total", "GRAND TOTAL:", "کل", "میزان", "Total Records"])
def test_a_total_that_counts_the_rows_is_no_row(
    read: Callable[..., Read], heading: list[str], row: list[str], total: str, tmp_path: Path
) -> None:
    again = [row[0].replace("1", "2", 1), *row[1:]]
    found = read(tmp_path, table(heading, row, again, [total, "2"]))
    assert (set(found.taken), found.rejected, found.refused) == ({2, 3}, {}, "")
    refused = read(tmp_path, table(heading, row, again, [total, "3"])).refused
    assert "row 4, column 2" in refused


@each
def test_a_total_without_a_figure_is_refused_by_its_row(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    found = read(tmp_path, table(heading, row, ["Total"]))
    assert (set(found.taken), found.rejected) == ({2}, {3: "total-row"})


def test_sums_of_money_add_up(tmp_path: Path) -> None:
    rows = [[*DRAWN[:3], "1,500.50", ""], [*DRAWN[:3], "Rs. 500/-", ""], [*DRAWN[:3], "", "70"]]
    found = statement(tmp_path, table(BANK, *rows, ["Total", "", "", "2,000.50", "70.00"]))
    assert (set(found.taken), found.rejected, found.refused) == ({2, 3, 4}, {}, "")
    refused = statement(tmp_path, table(BANK, *rows, ["Total", "", "", "2,000.50", "71.00"])).refused
    assert "row 5" in refused
    assert "total" in refused


def test_a_total_of_each_page_and_one_of_the_file(tmp_path: Path) -> None:
    one, two = [*DRAWN[:3], "100", ""], [*DRAWN[:3], "40", ""]
    rows = [one, ["Page Total", "", "", "100"], BANK, two, ["Sub-Total", "", "", "40"], ["Grand Total", "", "", "140"]]
    found = statement(tmp_path, table(BANK, *rows))
    assert (set(found.taken), found.rejected, found.refused) == ({2, 5}, {}, "")


def test_a_total_below_a_row_that_cannot_be_cut_is_not_checked(tmp_path: Path) -> None:
    found = statement(tmp_path, table(BANK, [*DRAWN, "x"], DRAWN, ["Total", "", "", "1000"]))
    assert (set(found.taken), found.rejected) == ({3}, {2: "too-many-cells", 4: "total-row"})


def test_a_person_of_that_name_is_a_row(tmp_path: Path) -> None:
    assert set(register(tmp_path, table(FIR, [*AHMED[:6], "Total", ""])).taken) == {2}


@each
@pytest.mark.parametrize(
    "footer",
    ["End of report", "*** end ***", "Page 1 of 3", "-- End of Statement --", "صفحہ ۲", "Printed on 12-03-2024"],
)
def test_a_footer_is_passed(
    read: Callable[..., Read], heading: list[str], row: list[str], footer: str, tmp_path: Path
) -> None:
    for end in ("\n", ""):
        found = read(tmp_path, table(heading, row, [footer], end=end))
        assert (set(found.taken), found.rejected, found.refused) == ({2}, {}, "")


@each
def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    last = [row[0].replace("1", "2", 1), *row[1:]]
    for cut in range(1, len(row)):
        assert "the file ends in the middle of row 3" in read(tmp_path, table(heading, row, last[:cut], end="")).refused
    assert set(read(tmp_path, table(heading, row, last, end="")).taken) == {2, 3}


@each
def test_a_file_that_ends_within_a_quote_is_refused(
    read: Callable[..., Read], heading: list[str], row: list[str], tmp_path: Path
) -> None:
    text = table(heading, row) + ",".join([f'"{cell or 5}"' for cell in row])[:-1]
    assert "the file ends in the middle of row 3" in read(tmp_path, text).refused


def test_an_object_that_breaks_off_refuses_the_file(tmp_path: Path) -> None:
    good = '{"FIR No": "1/2024", "Province": "PB", "District": "Lahore", "PS": "Ichhra", "FIR Date": "12-03-2024", "U/S": "302 PPC"}'
    assert "middle of row 2" in register(tmp_path, f"{good}\n{good[:40]}", name="register.jsonl").refused
    assert set(register(tmp_path, f"{good}\n{good[:40]}\n", name="register.jsonl").rejected) == {2}


@of_rows(("cells", "total"), [
    (["Total", "5"], True), (["", "Grand Total"], True), (["Total: 12"], True), (["کل میزان"], True), (["Totality"], False),
    (["Total Parco pump"], False), (["Totalizer", "1"], False), (["میزان بینک"], False), (["کلثوم"], False),
])  # fmt: skip
def test_totals(cells: list[str], total: bool) -> None:
    assert is_total(cells) == total


@of_rows(("cells", "footer"), [
    (["Page 3"], True), (["Page 3", "x"], False), (["Endorsed"], False), (["End Street"], False), ([""], False),
    (["This is a computer-generated statement and needs no signature."], True),
])  # fmt: skip
def test_footers(cells: list[str], footer: bool) -> None:
    assert is_footer(cells) == footer
