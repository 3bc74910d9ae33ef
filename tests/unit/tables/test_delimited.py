"""Rows of CSV: nothing is swallowed by a quote, every line that it took is told where it stands."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables.delimited import CELLS, LINE_LENGTH, csv_rows, lines
from services.tables.errors import UnreadableFile

OPEN, INSIDE = "broken-quotes", "inside-quotes"


def rows_of(text: str, delimiter: str = ",") -> list[tuple[int, list[object], str]]:
    return [(row.number, list(row.cells), row.broken) for row in csv_rows(io.StringIO(text, newline=""), delimiter)]


def test_rows_are_cut() -> None:
    assert rows_of('a,b\r\n"x, y","1\n2"\r\n\r\nz\r\n') == [
        (1, ["a", "b"], ""),
        (2, ["x, y", "1\n2"], ""),
        (3, [], ""),
        (4, ["z"], ""),
    ]


def test_a_quote_that_never_ends_is_told_line_by_line() -> None:
    found = rows_of('a,b\n1,"2\n3,4\n5,6\n')
    assert found == [(1, ["a", "b"], ""), (2, [""], OPEN), (3, [""], INSIDE), (4, [""], INSIDE)]


def test_a_quote_in_the_wrong_place_costs_one_row() -> None:
    assert rows_of('1,"a"b\n2,c\n') == [(1, [""], OPEN), (2, ["2", "c"], "")]


def test_rows_below_keep_their_numbers() -> None:
    table = [f"{number},x,y,z" for number in range(1, 21)]
    table[4] = '5,"x,y,z'
    table[9] = '10,"x","y",z'
    found = rows_of("\n".join(table))
    assert [(number, broken) for number, _, broken in found if broken] == [
        (5, OPEN), (6, INSIDE), (7, INSIDE), (8, INSIDE), (9, INSIDE), (10, INSIDE),
    ]  # fmt: skip
    assert all(cells[0] == str(number) for number, cells, broken in found if not broken)


def test_whole_rows_inside_a_cell_are_no_cell() -> None:
    """A quote that opens in one row and happens to close in another gives a cell that looks sound."""
    text = 'a,b,c,d\n1,x,y,z\n2,"x,y,z\n3,x,y,z\n4,x,y",z\n5,x,y,z\n'
    assert [(number, broken) for number, _, broken in rows_of(text)] == [
        (1, ""), (2, ""), (3, OPEN), (4, INSIDE), (5, INSIDE), (6, ""),
    ]  # fmt: skip


def test_an_address_of_two_lines_is_a_cell() -> None:
    text = 'a,b,c,d\n1,"House 5, Street 2\nLahore, Punjab",y,z\n'
    assert rows_of(text)[1] == (2, ["1", "House 5, Street 2\nLahore, Punjab", "y", "z"], "")


@pytest.mark.parametrize("rows", [3000, 30_000])
def test_a_lone_quote_costs_each_line_below_and_says_so(rows: int) -> None:
    """Past any length of a cell too: no row is read again before the next quote, for it may lie inside one."""
    table = [f"{number},name of nobody,2024-01-01,text" for number in range(rows)]
    table[10] = '10,"name of nobody,2024-01-01,text'
    found = rows_of("\n".join(table))
    assert len(found) == rows
    assert [number for number, _, _ in found] == list(range(1, rows + 1))
    assert sum(bool(broken) for _, _, broken in found) == rows - 10


def test_after_the_next_quote_rows_are_read_again() -> None:
    table = [f"{number},name of nobody,2024-01-01,text" for number in range(9000)]
    table[10] = '10,"name of nobody,2024-01-01,text'
    table[8000] = '8000,"name","2024-01-01",text'
    found = rows_of("\n".join(table))
    assert len(found) == 9000
    assert [cells[0] for _, cells, broken in found if not broken][-1] == "8999"
    assert sum(bool(broken) for _, _, broken in found) == 8000 - 10 + 1


@given(
    st.lists(st.lists(st.text('ab" ,\n', max_size=4), min_size=4, max_size=4), min_size=1, max_size=12),
    st.integers(0, 60),
)
def test_every_line_of_a_damaged_table_is_accounted_for(table: list[list[str]], at: int) -> None:
    """Sound records count once, lost ones a line each: together they are the file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(table)
    text = out.getvalue()
    text = f'{text[:at]}"{text[at:]}' if at < len(text) else text
    found = rows_of(text)
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    spanned = sum(1 + sum(str(cell).count("\n") for cell in cells) if not broken else 1 for _, cells, broken in found)
    assert spanned == len(text.splitlines())


def test_too_many_cells() -> None:
    ((_, cells, broken),) = rows_of(",".join(["x"] * (CELLS + 1)))
    assert (len(cells), broken) == (CELLS, "too-many-cells")


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="mebibyte"):
        list(lines(io.StringIO("x" * (LINE_LENGTH + 1))))


def test_a_line_of_nul_bytes_is_called_so() -> None:
    with pytest.raises(UnreadableFile, match="NUL"):
        list(lines(io.StringIO("\x00" * (LINE_LENGTH + 1))))


def test_the_longest_line_is_read() -> None:
    assert len(list(lines(io.StringIO("x" * (LINE_LENGTH - 1) + "\n")))) == 1


def test_a_row_of_many_long_cells_is_bounded() -> None:
    """Cells below the parser's bound, together beyond a line's."""
    cell = '"' + ("x" * 1000 + "\n") * 100 + '",'
    found = rows_of("a,b,c,d\n" + cell * 12 + "y\nz,z,z,z\n")
    assert found[-1][1] == ["z", "z", "z", "z"] or found[-1][2] == INSIDE
    assert sum(bool(broken) for _, _, broken in found) > 1000
