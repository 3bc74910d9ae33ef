"""Urdu joined and numbers in order: glyphs compared with what HarfBuzz alone says of each piece."""

from __future__ import annotations

import pymupdf_fonts
import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from services.draw.direction import PDI, isolated, numbers_isolated, runs
from services.draw.shaping import fitted, outline, shaped, wide, wrapped
from tests.rows import of_rows

URDU = "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئؤۂآ"
FONT = uharfbuzz.Font(uharfbuzz.Face(pymupdf_fonts.fontbuffers["figo"]()))


def alone(text: str, direction: str, script: str) -> list[int]:
    """Glyphs by HarfBuzz itself, from left to right."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = direction, script, "ur"
    uharfbuzz.shape(FONT, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def drawn(text: str, rtl: bool | None = None) -> list[int]:
    return [placed.glyph for placed in shaped(text, "regular", rtl).glyphs]


@of_rows("letter", URDU + "۰۱۲۳۴۵۶۷۸۹،۔؟")
def test_the_font_has_every_letter_and_digit_of_urdu(letter: str) -> None:
    assert FONT.get_nominal_glyph(ord(letter))
    assert 0 not in drawn(letter)
    assert outline(drawn(letter)[0], "regular")[0][0] == "M"


@pytest.mark.parametrize("word", ["محمد", "لاہور", "غلام", "کھاتہ", "پولیس"])
def test_letters_join(word: str) -> None:
    assert drawn(word) == alone(word, "rtl", "arab")
    isolated_forms = [alone(letter, "rtl", "arab")[0] for letter in reversed(word)]
    assert drawn(word) != isolated_forms


NUMBERS = [
    "0300-1234567",
    "+923001234567",
    "35202-1234567-1",
    "12/24",
    "1,250,000.00",
    "2026-11-24",
    "14:30",
    "۱۲/۲۴",
    "FIR:PB/12/24",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_inside_urdu_keeps_its_order(number: str) -> None:
    glyphs = drawn(f"محمد {number} لاہور")
    script = "latn" if number[-1].isascii() else "arab"
    inside = alone(number, "ltr", script)
    places = [place for place in range(len(glyphs)) if glyphs[place : place + len(inside)] == inside]
    assert len(places) == 1
    last, first = alone("لاہور", "rtl", "arab"), alone("محمد", "rtl", "arab")
    assert glyphs[: len(last)] == last, "the line's last word stands leftmost"
    assert glyphs[-len(first) :] == first, "its first word stands rightmost"
    assert len(last) <= places[0] <= len(glyphs) - len(first) - len(inside)


def test_brackets_are_mirrored_around_urdu() -> None:
    assert drawn("(محمد)", True) == [
        *alone(")", "rtl", "arab"),
        *alone("محمد", "rtl", "arab"),
        *alone("(", "rtl", "arab"),
    ]
    assert [run.text for run in runs("(محمد)", True)] != []


def test_a_name_in_latin_holds_an_urdu_word_in_place() -> None:
    assert [run.text for run in runs(numbers_isolated("Ali محمد 12/24"))] == ["Ali ", "محمد", " ", "12/24"]


def test_an_island_is_not_torn() -> None:
    assert [run.text for run in runs(f"رقم {isolated('PKR 1,250.00 · 2026-01-02')}")] == [
        "PKR 1,250.00 · 2026-01-02",
        "رقم ",
    ]


@pytest.mark.parametrize("text", ["", PDI, "\u2066", "\u2066\u2066a", f"a{PDI}{PDI}b", "\u2066\u2069"])
def test_odd_islands_do_no_harm(text: str) -> None:
    shaped(text)


@given(st.text(st.sampled_from(URDU + " 0123456789۰۱۲۳-/.:,()Ab"), max_size=40))
def test_no_sign_is_lost_or_doubled(text: str) -> None:
    assert sorted("".join(run.text for run in runs(text))) == sorted(text)


@given(st.text(max_size=40), st.booleans())
def test_any_text_is_ordered(text: str, rtl: bool) -> None:
    runs(numbers_isolated(text), rtl)


@given(st.from_regex(r"\A[0-9]{1,4}[-/.:][0-9]{1,7}\Z"))
def test_any_number_is_one_run(number: str) -> None:
    assert number in [run.text for run in runs(numbers_isolated(f"مقدمہ {number} ہے"))]


def test_what_is_too_wide_is_cut() -> None:
    assert fitted("abc", 12, 500) == "abc"
    cut = fitted("PK36SCBL0000001123456702" * 3, 12, 120, middle=True)
    assert cut.startswith("PK36SCBL")
    assert cut.endswith("702")
    assert "…" in cut
    assert shaped(cut).width * 12 / 1000 <= 120
    assert fitted("محمد اسلم ولد اللہ دتہ", 14, 60).endswith("…")
    assert fitted("abc", 12, 0) == "…"


WORDS = st.lists(st.text(st.sampled_from(URDU + "abc123-"), min_size=1, max_size=12), max_size=12)


@given(WORDS, st.integers(60, 400))
def test_lines_hold_every_word_in_order_and_are_not_wider_than_their_room(words: list[str], room: int) -> None:
    lines = wrapped(" ".join(words), 10, room)
    assert all(wide(line, 10) <= room for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == " ".join(words).split()


def test_an_island_is_not_broken_by_the_end_of_a_line() -> None:
    text = f"افسر: {isolated('Inspector Sana Malik')} وقت: {isolated('2026-04-08 03:13')}"
    lines = wrapped(text, 10, wide(f"افسر: {isolated('Inspector Sana Malik')}", 10) + 1)
    assert len(lines) == 2
    assert all(line.count("\u2066") == line.count(PDI) for line in lines)


def test_a_word_that_no_line_holds_is_cut() -> None:
    (line,) = wrapped("x" * 400, 10, 100)
    assert line.endswith("…")
    assert wrapped("", 10, 100) == []
