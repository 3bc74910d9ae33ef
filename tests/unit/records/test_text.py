"""Text that is compared and text that is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables.showing import neutral
from services.tables.text import ascii_digits, comparable, one_alphabet, unsafe_at

WILD = ["\x1b[31m", "\x00", "\u202e", "\u2066", "\u2028", "\ufeff", "\u200b", "\x9b", "\U000e0041"]


@pytest.mark.parametrize("wild", WILD)
def test_what_harms_a_terminal_or_a_line_is_found_and_neutralised(wild: str) -> None:
    text = f"ab{wild}"
    assert unsafe_at(text) == 2
    assert unsafe_at(neutral(text)) == -1


@pytest.mark.parametrize("honest", ["Muhammad Aslam", "محمد اسلم", "می\u200cخواہم", "نام\u200f", "O'Neil (Jr.)", ""])
def test_honest_text_stays(honest: str) -> None:
    assert unsafe_at(honest) == -1
    assert neutral(honest) == honest.replace("\u200f", "\ufffd"), "a mark of direction is honest, and yet not shown"


@given(st.text(max_size=60))
def test_neutral_is_always_safe_and_idempotent(text: str) -> None:
    once = neutral(text)
    assert unsafe_at(once) == -1
    assert neutral(once) == once
    assert len(once) == len(text)


@given(st.text(max_size=60))
def test_comparable_is_idempotent(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@given(st.text(max_size=40))
def test_comparable_ignores_spacing_and_decomposition(text: str) -> None:
    assert comparable(f"  {text} ") == comparable(text)
    assert comparable(unicodedata.normalize("NFC", text)) == comparable(text)


def test_letters_and_digits() -> None:
    assert one_alphabet("علي كريم") == "علی کریم"
    assert ascii_digits("۱۲٣") == "123"
    assert comparable("آصف") == comparable("اصف")
    assert comparable("سیّد") == "سید"
