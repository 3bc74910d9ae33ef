"""Columns fit, and no number is broken over two lines, however narrow the terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from services.cli.columns import column_widths, glued, longest_piece, unglued, widest_line
from services.cli.table import line, table

NUMBERS = (
    "35202-1234567-1",
    "+92 42 000 0105",
    "FIR:PB/LAHORE/ICHHRA/512/2024",
    "2024-01-01T05:00:00+05:00",
    "(042) 9920 1234",
    "s. 154",
    "1 000 000",
)
SIZES = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 80)), min_size=1, max_size=9)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.sampled_from(("word", "گرفتار شخص", "several words more", "")),
        st.sampled_from(NUMBERS),
    ),
    min_size=1,
    max_size=5,
)


@given(SIZES, st.integers(0, 400))
def test_widths_keep_their_bounds_and_the_room(sizes: list[tuple[int, int]], room: int) -> None:
    least = [low for low, _ in sizes]
    most = [low + more for low, more in sizes]
    widths = column_widths(least, most, room)
    if widths is None:
        assert sum(least) > room
        return
    assert all(low <= width <= high for low, width, high in zip(least, widths, most, strict=True))
    assert sum(widths) == min(room, sum(most))


@given(st.text("0123456789 ()+-./ab"))
def test_glue_takes_nothing_away(text: str) -> None:
    assert unglued(glued(text)) == text
    assert len(glued(text)) == len(text)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_one_piece(number: str) -> None:
    assert longest_piece([number, "a b"]) == cell_len(number)


def test_words_and_lists_of_numbers_may_be_parted() -> None:
    assert longest_piece(["aa bb", "512/2024, 513/2024"]) == len("512/2024,")
    assert widest_line(["one", "three\nfour5"]) == 5


@pytest.mark.parametrize("columns", [30, 60, 80, 132])
@given(rows=ROWS)
@example(rows=[("+92 42 000 0105", "several words more", "2024-01-01T05:00:00+05:00")])
def test_every_number_of_a_table_stands_whole_in_a_line(columns: int, rows: list[tuple[str, ...]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        out = printed(lambda: table("T", ("first", "words", "last"), rows))
    for row in rows:
        for number in (row[0], row[2]):
            assert any(number in each for each in out.splitlines()), (number, out)
    assert all(cell_len(each) <= columns or not re.search(r"\s\S+\s", each.strip()) for each in out.splitlines())


def printed(show: Callable[..., Any]) -> str:
    import contextlib
    import io

    held = io.StringIO()
    with contextlib.redirect_stdout(held):
        show()
    return held.getvalue()


def test_a_table_that_does_not_fit_is_a_line_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    rows = [("35202-1234567-1", "2024-01-01T05:00:00+05:00"), ("35202-1234567-2", "")]
    out = printed(lambda: table("People", ("number", "when"), rows)).splitlines()
    assert out == [
        "People",
        "",
        "number  35202-1234567-1",
        "when    2024-01-01T05:00:00+05:00",
        "",
        "number  35202-1234567-2",
        "",
    ]


def test_a_line_hangs_under_its_first_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    out = printed(lambda: line("About    PHONE +92 42 000 0105 as held", hang=9)).splitlines()
    assert out == ["About    PHONE", "         +92 42 000 0105", "         as held"]


def test_columns_are_followed_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("word " * 30, "x")]
    monkeypatch.delenv("COLUMNS", raising=False)
    wide = printed(lambda: table("T", ("a", "b"), rows)).splitlines()
    monkeypatch.setenv("COLUMNS", "60")
    narrow = printed(lambda: table("T", ("a", "b"), rows)).splitlines()
    assert 60 < max(map(cell_len, wide)) <= 160
    assert max(map(cell_len, narrow)) == 60
    monkeypatch.delenv("COLUMNS")
    assert max(map(cell_len, printed(lambda: table("T", ("a",), [("x" * 300,)])).splitlines())) == 304


def test_no_test_inherits_the_width_of_a_terminal() -> None:
    """Among parallel workers neither: what is checked here is as wide as it is in a pipe."""
    assert not {"COLUMNS", "LINES"} & os.environ.keys()
