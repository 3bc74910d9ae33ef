"""Letters are made equal where writers do not mean to tell them apart, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names.letters import Script, folded, script_of
from tests.rows import of_rows


@of_rows(
    ("first", "second"),
    [
        ("علي", "علی"),
        ("كريم", "کریم"),
        ("گے", "گی"),
        ("خاں", "خان"),
        ("آصف", "اصف"),
        ("رؤف", "روف"),
        ("ثناء", "ثنا"),
        ("YOUSAF", "yousaf"),
        ("José", "jose"),
        ("o'neil", "oneil"),
        ("عا\u200cلی", "عالی"),
        ("محمّد", "محمد"),
    ],
)
def test_writings_of_one_letter_are_equal(first: str, second: str) -> None:
    assert folded(first) == folded(second) != ""


@pytest.mark.parametrize(
    ("first", "second"), [("صابر", "سابر"), ("طاہر", "تاہر"), ("kadir", "qadir"), ("بھائی", "بہائی")]
)
def test_letters_that_sound_alike_stay_apart(first: str, second: str) -> None:
    assert folded(first) != folded(second)


def test_digits_and_marks_are_nothing() -> None:
    assert folded("۱۲۳") == folded("12-3.") == folded("") == ""


def test_scripts() -> None:
    assert script_of("ali") is Script.ROMAN
    assert script_of("علی") is Script.URDU
    assert script_of("aliعلی") is Script.URDU


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
