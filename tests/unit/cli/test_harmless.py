"""Contributed text where people read it: nothing moves a cursor, turns a line around or runs in a spreadsheet."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cli.harmless import FORMULA, ISOLATES, POP, cell, harmless, json_text

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
SEEDED = st.lists(
    st.sampled_from(["a", "ب", "\x1b[31m", "\u202e", "\u2066", "\u2069", "=1", "\n", "\x9b", "\u2028", "\u200e", "‌"])
).map("".join)
ACTS = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029", "\ufeff"}


def depth(text: str) -> list[int]:
    """Open isolates after each character."""
    found, now = [], 0
    for character in text:
        now += (character in ISOLATES) - (character == POP)
        found.append(now)
    return found


@given(TEXT | SEEDED)
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = harmless(text)
    assert not any(unicodedata.category(character) == "Cc" or character in ACTS for character in shown)


@given(TEXT | SEEDED)
def test_isolates_are_balanced(text: str) -> None:
    found = depth(harmless(text))
    assert all(number >= 0 for number in found)
    assert not found or found[-1] == 0


@given(TEXT | SEEDED)
def test_done_twice_is_done_once(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)
    assert cell(harmless(text)) == cell(text)


@given(st.text(st.characters(categories=("L", "N", "Zs")), max_size=40))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
    assert cell(text) == text


@pytest.mark.parametrize(
    "text", ["محمد اشرف", "عبدالرحمٰن", "می‌خواهم", "\u2066512/2024\u2069 مقدمہ", "O'Neill", "3.5%", "a=b", "x-y"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+92", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(TEXT | SEEDED)
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not cell(text).startswith(FORMULA)


@given(st.recursive(TEXT | SEEDED | st.integers() | st.booleans() | st.none(), lambda one: st.lists(one, max_size=4)))
def test_json_loses_nothing_and_acts_on_no_terminal(value: object) -> None:
    written = json_text(value)
    assert json.loads(written) == value
    assert not any(character in ACTS or character in ISOLATES + POP for character in written)
    assert not any(0x7F <= ord(character) < 0xA0 or ord(character) < 0x20 for character in written)


def test_json_keeps_its_own_letters_and_its_form() -> None:
    assert json_text({"name": "محمد"}) == '{"name": "محمد"}'
    assert json_text({"a": [1]}, indent=2) == '{\n  "a": [\n    1\n  ]\n}'
