"""Sections as registers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports.sections import sections
from services.tables.rejects import REASONS, BadCell
from services.values.records import Section
from tests.rows import of_rows
from tests.unit.sources.exports.why import why


def said(raw: str) -> list[str]:
    """Sections in short: ``+`` for read with."""
    return [f"{'+' * section.read_with}{section.provision} {section.statute}" for section in sections(raw)]


@of_rows(
    ("raw", "found"),
    [
        ("365-B/371-A/34 PPC r/w 3 PTPA", ["365-B PPC", "371-A PPC", "34 PPC", "+3 PTPA"]),
        ("302/34 PPC", ["302 PPC", "34 PPC"]),
        ("302, 34 P.P.C.", ["302 PPC", "34 PPC"]),
        ("302/34 ppc", ["302 PPC", "34 PPC"]),
        ("۳۰۲/۳۴ ت پ", ["302 PPC", "34 PPC"]),
        ("جرم 302/34 ت پ", ["302 PPC", "34 PPC"]),
        ("365B/371a PPC", ["365-B PPC", "371-A PPC"]),
        ("u/s 380 / 457 PPC", ["380 PPC", "457 PPC"]),
        ("Section 9(c) CNSA", ["9(c) CNSA"]),
        ("9 (c) CNSA 1997", ["9(c) CNSA"]),
        ("302 PPC, 13 AO", ["302 PPC", "13 AO OTHER"]),
        ("13/20/65 AO", ["13 AO OTHER", "20 AO OTHER", "65 AO OTHER"]),
        ("2(s)/16/156(1)(89) Customs Act 1969", ["2(s) CUSTOMS", "16 CUSTOMS", "156(1)(89) CUSTOMS"]),
        ("3/6 POSM", ["3 POSM", "6 POSM"]),
        ("420/468 PPC r/w 22 Emigration Ordinance", ["420 PPC", "468 PPC", "+22 Emigration Ordinance OTHER"]),
        ("302 PPC read with 7 ATA", ["302 PPC", "+7 ATA OTHER"]),
        ("302 PPC & 13 AO", ["302 PPC", "13 AO OTHER"]),
        ("337-A(i)/34 PPC", ["337-A(i) PPC", "34 PPC"]),
        ("489-F of PPC", ["489-F PPC"]),
        ("302 PPC 34 PPC 302 PPC", ["302 PPC", "34 PPC"]),
        ("302/34\nPPC", ["302 PPC", "34 PPC"]),
        ("3 PTPA", ["3 PTPA"]),
        ("8 FCA", ["8 FCA"]),
        ("", []),
        ("NILL", []),
    ],
)
def test_sections(raw: str, found: list[str]) -> None:
    assert said(raw) == found


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("302/34", "no-statute"),
        ("302 PPC/34", "no-statute"),
        ("murder", "not-a-section"),
        ("PPC 302", "not-a-section"),
        ("r/w", "not-a-section"),
        ("302 PPC r/w", "not-a-section"),
        ("3.02E+02", "rounded-by-spreadsheet"),
        ("2-Mar", "turned-into-date"),
        ("=302", "formula"),
        ("302 " + "very " * 20 + "long statute", "not-a-section"),
        ("/".join(str(number) for number in range(1, 60)) + " PPC", "not-a-section"),
    ],
)
def test_what_is_no_section(raw: str, why: str) -> None:
    with pytest.raises(BadCell) as found:
        sections(raw)
    assert found.value.reason == why


NUMBERS = st.integers(1, 511).map(str)
LETTERS = st.sampled_from(["", "-A", "-B", "-F"])
PROVISIONS = st.tuples(NUMBERS, LETTERS).map("".join)


@given(st.lists(PROVISIONS, min_size=1, max_size=8, unique=True), st.sampled_from(["/", ", ", " / ", "،"]))
def test_any_separator_gives_the_same(provisions: list[str], separator: str) -> None:
    found = sections(separator.join(provisions) + " PPC")
    assert found == tuple(Section("PPC", provision) for provision in provisions)


@given(st.text("0123456789/-, ABrwPC()", max_size=40))
def test_any_text_is_read_or_told_why_not(raw: str) -> None:
    reason = why(lambda: sections(raw))
    assert reason in {*REASONS, ""}
    found = () if reason else sections(raw)
    assert all(section.provision[0].isdigit() and len(section.provision) <= 60 for section in found)


def test_a_long_hostile_text_is_refused_quickly() -> None:
    with pytest.raises(BadCell):
        sections("1/" * 900 + "x")
