"""Cursors: where a page begins, which are refused, and where the next one goes on."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument
from services.identity.errors import CursorInvalid
from services.identity.feed import MAX_PAGE, Standing, page_of, size_of, start_of
from services.values.identity import Cursor

NOW = Standing("tokens/pk.fia", 3, 10)


def test_without_a_cursor_it_begins_at_the_start() -> None:
    assert start_of(None, NOW) == 0
    assert start_of(Cursor("tokens/pk.fia", 3, 10), NOW) == 10


@pytest.mark.parametrize(
    ("cursor", "rule"),
    [
        (Cursor("tokens/pk.punjab-police", 3, 4), "feed"), (Cursor("", 3, 4), "feed"),
        (Cursor("tokens/pk.fia", 2, 4), "epoch"), (Cursor("tokens/pk.fia", 4, 4), "epoch"),
        (Cursor("tokens/pk.fia", 3, 11), "sequence"),
    ],
)  # fmt: skip
def test_a_cursor_of_another_feed_epoch_or_time_is_refused(cursor: Cursor, rule: str) -> None:
    with pytest.raises(CursorInvalid) as refused:
        start_of(cursor, NOW)
    assert [one.rule for one in refused.value.violations] == [rule]


def test_the_next_page_goes_on_after_the_last() -> None:
    assert page_of([4, 5, 6], 3, NOW) == (Cursor("tokens/pk.fia", 3, 6), True)
    assert page_of([9, 10], 8, NOW) == (Cursor("tokens/pk.fia", 3, 10), False)
    assert page_of([], 10, NOW) == (Cursor("tokens/pk.fia", 3, 10), False)


def test_a_page_has_its_bounds() -> None:
    assert (size_of(0), size_of(1), size_of(MAX_PAGE)) == (100, 1, MAX_PAGE)
    with pytest.raises(InvalidArgument):
        size_of(MAX_PAGE + 1)
