"""Tokens that write one word are alike, in either script; those that do not are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names.likeness import likeness

SAME = [
    ("yousaf", "yusuf"),
    ("yousaf", "یوسف"),
    ("muhammad", "mohammed"),
    ("hussain", "حسین"),
    ("zulfiqar", "ذوالفقار"),
    ("bhola", "بھولا"),
    ("abdul", "عبدال"),
    ("ullah", "اللہ"),
    ("shahbaz", "shehbaz"),
    ("qadir", "kadir"),
]
OTHERS = [
    ("younas", "yousaf"),
    ("hussain", "حسان"),
    ("hassan", "hussain"),
    ("muhammad", "ahmad"),
    ("akbar", "akram"),
    ("ashraf", "ashfaq"),
    ("smith", "jones"),
    ("نصیر", "ناصر"),
    ("یوسف", "یونس"),
]
TOKENS = st.one_of(st.text("abehiklmnorstuyz", max_size=8), st.text("ابحسینرمقکہ", max_size=6))


@pytest.mark.parametrize(("first", "second"), SAME)
def test_writings_of_one_word(first: str, second: str) -> None:
    assert likeness().of(first, second) > 0.6


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_two_words(first: str, second: str) -> None:
    assert likeness().of(first, second) < 0.15


@given(TOKENS, TOKENS)
def test_it_is_the_same_in_both_directions_and_within_bounds(first: str, second: str) -> None:
    found = likeness().of(first, second)
    assert 0 <= found <= 1
    assert likeness().of(second, first) == found


@given(TOKENS.filter(bool))
def test_a_token_is_wholly_like_itself(token: str) -> None:
    assert likeness().of(token, token) == 1.0


def test_nothing_is_like_nothing() -> None:
    assert likeness().of("", "") == likeness().of("", "ali") == 0.0


def test_unknown_names_are_compared_by_their_edits() -> None:
    assert likeness().of("wxqwzv", "wxqwz") > likeness().of("wxqwzv", "wxqrt") > 0
