"""A table page by page: every row stands on one page, in its order, whatever page is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.paging import ROWS, page_with, paged


@given(st.integers(0, 60), st.integers(1, 9))
def test_all_pages_together_are_the_table(rows: int, size: int) -> None:
    first = paged(range(rows), "1", size)
    pages = [paged(range(rows), str(number), size) for number in range(1, first.pages + 1)]
    assert [row for page in pages for row in page.rows] == list(range(rows))
    assert all(len(page.rows) <= size for page in pages)
    assert {(page.pages, page.of) for page in pages} == {(first.pages, rows)}
    assert [page.number for page in pages] == list(range(1, first.pages + 1))


@given(st.integers(0, 59), st.integers(1, 9))
def test_a_row_is_on_the_page_that_is_said(place: int, size: int) -> None:
    assert place in paged(range(60), page_with(place, size), size).rows


@pytest.mark.parametrize("asked", ["", "0", "-1", "1.5", "x", "٢", "1" * 7, " 2"])
def test_what_is_no_page_is_the_first(asked: str) -> None:
    assert paged(range(250), asked).number == 1


def test_past_the_end_is_the_last() -> None:
    last = paged(range(250), "999")
    assert (last.number, last.pages, last.rows) == (3, 3, tuple(range(200, 250)))
    assert paged((), "4") == paged((), "")
    assert ROWS == 100
