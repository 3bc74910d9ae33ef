"""Contributed text where people read it: nothing moves a cursor, turns a line around or runs in a spreadsheet."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.internal.charmap import CategoryName

from services.tables.rejects import REASONS, Reject, RejectFile, shape
from services.tables.showing import FORMULA, ISOLATES, POP, cell, harmless, json_text, neutral
from services.tables.text import UNSEEN
from tests.rows import of_rows

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SEEDED = st.lists(
    st.sampled_from(["a", "ب", "\x1b[31m", "\u202e", "\u2066", "\u2069", "=1", "\n", "\x9b", "\u2028", "\u200e", "‌"])
).map("".join)
CATEGORIES: tuple[CategoryName, ...] = ("Cc", "Cf", "Zl", "Zp", "Co", "Cs")
HIDDEN = st.characters(categories=CATEGORIES) | st.sampled_from("\u034f\u115f\u3164\uffa0\ufe0f\U000e0100\ufffe")
WIDE = "＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
"""What is =, +, - or @ by NFKC."""
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


def test_the_unseen_are_those_of_the_categories_and_no_letter_of_ours() -> None:
    """Each code point there is, against the Unicode database."""
    for number in range(0x110000):
        sign = chr(number)
        if unicodedata.category(sign) in CATEGORIES:
            assert UNSEEN.match(sign), hex(number)
    for number in (*range(0x20, 0x7F), *range(0x620, 0x6D4), *range(0x750, 0x780), *range(0xC0, 0x250)):
        assert not UNSEEN.match(chr(number)), hex(number)


def kept(text: str, place: int) -> bool:
    """Whether a joiner stands where Urdu has one: after and before a letter of an Arabic script."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return (
        text[place] in "\u200c\u200d"
        and len(around) == 2
        and all(unicodedata.bidirectional(c) in ("AL", "NSM") for c in around)
    )


@given(st.lists(st.sampled_from(["a", "ب", "م", "=", "1"]) | HIDDEN, max_size=12).map("".join))
def test_nothing_unseen_is_left_but_joiners_and_balanced_isolates(text: str) -> None:
    for shown, allowed in ((neutral(text), ""), (harmless(text), ISOLATES + POP), (cell(text), ISOLATES + POP)):
        for place, sign in enumerate(shown):
            assert not UNSEEN.match(sign) or sign in allowed or kept(shown, place), hex(ord(sign))


@given(HIDDEN, st.integers(0, 3))
def test_one_that_is_hidden_in_a_word_is_shown(hidden: str, at: int) -> None:
    word = "abc"
    assert neutral(word[:at] + hidden + word[at:]) == word[:at] + "\ufffd" + word[at:]


@of_rows("sign", WIDE)
@of_rows("before", ["", " ", "\u3000", "\u200b", "\ufeff", "\u2066", "\t"])
def test_a_formula_of_another_width_gets_an_apostrophe(sign: str, before: str) -> None:
    assert cell(f"{before}{sign}1+1").startswith("'")


@given(st.text(max_size=60))
def test_a_shape_runs_nowhere_and_hides_nothing(text: str) -> None:
    drawn = shape(text)
    assert drawn == cell(drawn)
    assert len(drawn) <= 40
    assert not UNSEEN.search(drawn)


def test_a_reject_file_runs_nowhere_whatever_a_column_is_called(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "rejects.csv") as file:
        file.write(Reject(1, "＝cmd|x\u202e", "9", next(iter(REASONS))))
    assert "'＝cmd|x\ufffd" in (tmp_path / "rejects.csv").read_text("utf-8")


@given(st.text(st.characters(categories=("L", "N", "Zs"), exclude_characters="\u115f\u1160\u3164\uffa0"), max_size=40))
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
