"""Amounts in minor units, times in Asia/Karachi, and text made fit."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EDGE_KINDS, NODE_KINDS
from services.draw.clean import clean, escaped
from services.draw.direction import is_rtl
from services.draw.markup import number
from services.draw.network.anx import ICONS
from services.draw.network.boxes import COLOURS, OTHER
from services.draw.network.figures import amount, iso, moment, span
from services.draw.network.words import edge_word, node_word, word
from services.vocabulary.readings import is_urdu
from tests.rows import of_rows


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (125_000_000, "PKR", "PKR 1,250,000.00"),
        (5, "PKR", "PKR 0.05"),
        (-105, "PKR", "PKR -1.05"),
        (1_234, "JPY", "JPY 1,234"),
        (1_234_567, "KWD", "KWD 1,234.567"),
        (100, "", "1.00"),
        (0, "AED", "AED 0.00"),
    ],
)
def test_amounts(minor: int, currency: str, shown: str) -> None:
    assert amount(minor, currency) == shown


def test_times_are_of_karachi() -> None:
    assert moment(1_772_000_000_000) == "2026-02-25 11:13"
    assert iso(1_772_000_000_000) == "2026-02-25T11:13:20+05:00"
    assert moment(0) == iso(0) == "" == moment(2**62) == iso(-(2**62))


@given(st.datetimes(datetime(2010, 1, 1), datetime(2060, 1, 1)))
def test_times_agree_with_the_zone_database(at: datetime) -> None:
    aware = at.replace(tzinfo=UTC, microsecond=0)
    assert iso(int(aware.timestamp()) * 1_000) == aware.astimezone(ZoneInfo("Asia/Karachi")).isoformat()


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65, "1:05"), (3_723, "1:02:03"), (-4, "0:00")])
def test_spans(seconds: int, shown: str) -> None:
    assert span(seconds) == shown


@pytest.mark.parametrize("kind", sorted(NODE_KINDS))
def test_every_node_kind_has_a_word_in_both_languages(kind: str) -> None:
    assert node_word(kind, "en") != kind
    assert is_rtl(node_word(kind, "ur"))


def test_every_node_kind_has_a_colour_and_an_icon_of_its_own() -> None:
    assert COLOURS.keys() == NODE_KINDS.keys()
    assert len(set(COLOURS.values()) - {OTHER}) == len(NODE_KINDS)
    assert ICONS.keys() == NODE_KINDS.keys() | {"STUB"}
    assert len(set(ICONS.values())) == len(ICONS)


@of_rows("kind", sorted(EDGE_KINDS))
def test_every_edge_kind_has_a_word_in_both_languages(kind: str) -> None:
    assert edge_word(kind, "en").islower()
    assert is_rtl(edge_word(kind, "ur"))


def test_unknown_words_are_themselves() -> None:
    assert edge_word("SOME_KIND", "ur") == "some kind"
    assert word("no such", "") == "no such"
    assert is_urdu("ur-PK")
    assert not is_urdu("")
    assert not is_urdu("urx")


@given(st.text())
def test_clean_text_is_one_line_that_xml_may_hold(text: str) -> None:
    line = clean(text, 50)
    assert len(line) <= 50
    assert line == clean(line, 50)
    assert not set(line) & set("\n\r\t\x00\u202e\u2066")
    assert "<" not in escaped(text)
    assert '"' not in escaped(text)


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (-0.001, "0"), (2.5, "2.5"), (1.239, "1.24"), (100.0, "100")])
def test_decimals(value: float, shown: str) -> None:
    assert number(value) == shown
