"""Runs of text bear the language by whose letters they are written, where the page's is another."""

from __future__ import annotations

import time

import pytest

from services.console.render import number, spoken, text
from services.console.tongues import tongue


@pytest.mark.parametrize(
    ("said", "english", "urdu"),
    [
        ("Muhammad Yusuf", "", ' lang="en"'),
        ("محمد یوسف", ' lang="ur"', ""),
        ("12/2024", "", ""),
        ("SHO ٹھٹھہ", None, ""),
        ("\ufdf2", ' lang="ur"', ""),
    ],
)
def test_a_run_is_marked_where_the_page_is_in_another_language(said: str, english: str | None, urdu: str) -> None:
    assert text(said, "ur").startswith(f'<bdi dir="auto"{urdu}>')
    assert number(said, "ur").startswith(f'<bdi dir="ltr"{urdu}>')
    if english is not None:
        assert text(said, "en").startswith(f'<bdi dir="auto"{english}>')
        assert number(said, "en").startswith(f'<bdi dir="ltr"{english}>')


def test_urdu_words_of_an_english_sentence_are_marked_by_themselves() -> None:
    assert text("Who is like محمد یوسف?") == '<bdi dir="auto">Who is like <span lang="ur">محمد یوسف</span>?</bdi>'
    assert text("<b>یوسف & Sons, لاہور") == (
        '<bdi dir="auto">&lt;b&gt;<span lang="ur">یوسف</span> &amp; Sons, <span lang="ur">لاہور</span></bdi>'
    )


def test_a_choice_bears_language_and_direction_as_attributes() -> None:
    assert spoken("FIR", "ur") == ' lang="en" dir="ltr"'
    assert spoken("ایف آئی آر", "en") == ' lang="ur" dir="rtl"'
    assert spoken("FIR", "en") == spoken("ایف آئی آر", "ur") == spoken(7, "en") == ""


def test_a_language_is_told_by_letters() -> None:
    assert [tongue(said) for said in ("", "7-1", "a", "ا", "a ا")] == ["", "", "en", "ur", "ur"]


def test_what_a_stranger_wrote_takes_no_longer_than_its_length() -> None:
    """Letters, signs and digits in turns, where a pattern might try every split."""
    short, long = (_seconds("a" + "ا!؟" * of + "1" * of + "ا ") for of in (4_000, 64_000))
    assert long < max(short, 0.001) * 16 * 8


def _seconds(said: str) -> float:
    began = time.process_time()
    text(said)
    return time.process_time() - began
