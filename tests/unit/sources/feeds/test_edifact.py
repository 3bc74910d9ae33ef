"""Segments as ISO 9735 cuts them: service string advice, release characters, limits."""

from __future__ import annotations

import io

import pytest

from services.sources.feeds.edifact import BLOCK, MAX_ELEMENTS, MAX_SEGMENT, segments
from services.sources.feeds.row import FileRefused


def cut(text: str) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [(found.tag, found.elements) for found in segments(io.BytesIO(text.encode("latin-1")))]


def test_elements_and_components() -> None:
    assert cut("NAD+FL++A:B'\r\nUNT+2'") == [("NAD", (("FL",), ("",), ("A", "B"))), ("UNT", (("2",),))]


def test_a_release_character_takes_the_next_literally() -> None:
    assert cut("NAD+O?'A?+B?:C??D'") == [("NAD", (("O'A+B:C?D",),))]


def test_an_advice_sets_the_separators() -> None:
    assert cut("UNA/|.! ~NAD|A/B!|C~UNT|1'~") == [("NAD", (("A", "B|C"),)), ("UNT", (("1'",),))]


@pytest.mark.parametrize("advice", ["UNA::.? '", "UNA:+.? +", "UNAab.? c", "UNA:+.+ '", "UNA +.? '"])
def test_separators_that_cannot_work_are_refused(advice: str) -> None:
    with pytest.raises(FileRefused, match="edifact-advice"):
        cut(advice + "NAD'")


@pytest.mark.parametrize("text", ["NAD+A", "NAD+A?'", "NAD'UNT+1"])
def test_a_segment_that_does_not_end_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="edifact-end"):
        cut(text)


@pytest.mark.parametrize("text", ["na1+A'", "NADX+A'", "'", "NAD'\n\n+'", "ÄÖÜ+1'"])
def test_a_segment_begins_with_three_letters(text: str) -> None:
    with pytest.raises(FileRefused, match="edifact-tag"):
        cut(text)


def test_limits_hold() -> None:
    assert len(cut("NAD" + "+" * (MAX_ELEMENTS - 1) + "'")) == 1
    for text in (
        "NAD" + "+" * MAX_ELEMENTS + "'",
        "NAD+" + ":" * MAX_ELEMENTS + "'",
        "NAD+" + "A" * MAX_SEGMENT + "A'",
        "A" * (3 * BLOCK),
    ):
        with pytest.raises(FileRefused, match="edifact-length"):
            cut(text)


def test_control_characters_are_refused() -> None:
    with pytest.raises(FileRefused, match="edifact-character"):
        cut("NAD+A\x07'")


def test_blocks_make_no_difference() -> None:
    """Segments, and releases, across the border of two blocks."""
    for shift in range(6):
        text = "X" * 3 + "+" + "A" * shift + "'" + "NAD+O?'B'" * (2 * BLOCK // 9)
        found = cut(text)
        assert len(found) == 1 + 2 * BLOCK // 9
        assert {elements for tag, elements in found if tag == "NAD"} == {(("O'B",),)}


def test_segments_are_counted_and_absent_parts_are_empty() -> None:
    first, second = segments(io.BytesIO(b"BGM+745'DTM+1:2:3'"))
    assert (first.number, second.number) == (1, 2)
    assert second.get(0, 1) == "2"
    assert second.get(0, 9) == second.get(9) == ""
