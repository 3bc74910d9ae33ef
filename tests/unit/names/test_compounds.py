"""Compounds in their parts, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names.compounds import joined, parts
from tests.rows import of_rows


@of_rows(
    ("token", "found"),
    [
        ("abdulqadir", ("abdul", "qadir")),
        ("abdurrehman", ("abdul", "rehman")),
        ("abdussalam", ("abdul", "salam")),
        ("abdul", ("abdul",)),
        ("abdullah", ("abdullah",)),
        ("habibullah", ("habib", "ullah")),
        ("saifuddin", ("saif", "din")),
        ("nizamudin", ("nizam", "din")),
        ("عبدالقادر", ("عبدال", "قادر")),
        ("حبیباللہ", ("حبیب", "اللہ")),
        ("سیفالدین", ("سیف", "دین")),
        ("عبداللہ", ("عبداللہ",)),
    ],
)
def test_a_compound_has_two_parts(token: str, found: tuple[str, ...]) -> None:
    assert parts(token) == found


@pytest.mark.parametrize("token", ["abdali", "dulla", "din", "khuddi", "علی", "الہ", "دین", "rahim", "aladdin"])
def test_a_name_that_is_none_stays_whole(token: str) -> None:
    assert parts(token) == (token,)


def test_an_article_is_dropped_and_a_word_that_begins_like_one_is_not() -> None:
    assert joined(("نور", "العین")) == ("نور", "عین")
    assert joined(("محمد", "الیاس")) == ("محمد", "الیاس")
    assert joined(("الیاس",)) == ("الیاس",)
    assert joined(("العین",)) == ("العین",)


@given(st.lists(st.sampled_from(["abd", "ul", "rahman", "habib", "ullah", "din", "عبد", "الدین", "رحمان"]), max_size=5))
def test_parts_of_parts_are_the_same(tokens: list[str]) -> None:
    once = joined(tuple(tokens))
    assert joined(once) == once
