"""Direction marks leave no registry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.identity.clean import clean

MARKS = [chr(number) for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@given(st.text(max_size=30), st.lists(st.sampled_from(MARKS), max_size=6), st.integers(0, 30))
def test_no_mark_is_left_and_nothing_else_goes(text: str, marks: list[str], at: int) -> None:
    held = text[:at] + "".join(marks) + text[at:]
    assert clean(held) == "".join(letter for letter in text if letter not in MARKS)


def test_honest_joiners_stay() -> None:
    assert clean("می\u200cخواہم\u200f") == "می\u200cخواہم\u200f"
