"""`rabta law`: what is held of ages, offences and clocks, without a profile and without a server."""

from __future__ import annotations

import re

import pytest

from tests.unit.cli.rabta import rabta

WIDE = {"COLUMNS": "240"}


def said(*words: object, code: int = 0) -> str:
    result = rabta("law", *words, code=code, env=WIDE)
    return " ".join((result.stdout if not code else result.stderr).split())


def test_a_girl_is_a_child_under_one_law_and_not_under_another() -> None:
    out = said("child", "--act", "2024-06-01", "--birth", "2008-03-10", "--sex", "F")
    rows = dict(re.findall(r"([a-z0-9-]+) │ (YES|NO|CANNOT_TELL) │", out))
    assert (rows["ptpa"], rows["ppc361f"]) == ("YES", "NO")
    assert "together: DIFFER; to be treated as a child: yes" in out
    assert "to be confirmed by counsel" in out


def test_in_urdu_too() -> None:
    out = said("child", "--act", "2024-06-01", "--birth", "2008-03-10", "--sex", "F", "--language", "ur")
    assert "اس قانون کے تحت بچہ" in out


def test_two_births_that_differ_leave_it_open() -> None:
    out = said(
        "child", "--act", "2024-06-01", "--birth", "2004-01-01", "--birth", "2008-01-01/2008-12-31", "--as", "ACCUSED"
    )
    assert "aged 15 to 20" in out
    assert "together: CANNOT_TELL; to be treated as a child: yes" in out


def test_a_missing_child_counts_by_either_day() -> None:
    out = said("child", "--act", "2024-01-08", "--reported", "2024-01-10", "--birth", "2006-01-09", "--as", "MISSING")
    assert "together: YES" in out


def test_facts_charges_and_who_investigates() -> None:
    out = said(
        "fit", "--act", "2023-05-10", "--word", "RECRUIT", "--word", "BONDED_LABOUR", "--birth", "2010-01-01",
        "--sex", "M", "--crossed", "NO", "--charge", "OTHER 11 BLSA",
    )  # fmt: skip
    for text in ("PTPA_MISSING", "GENERAL_ONLY", "BAILABLE_ONLY", "PTPA s. 8(1)", "never replace a section"):
        assert text in out


def test_what_is_open_says_what_would_settle_it() -> None:
    out = said("fit", "--act", "2023-05-10", "--word", "RECRUIT", "--word", "COMPELLED_LABOUR", "--word", "FORCE=UNKNOWN",
               "--sex", "M")  # fmt: skip
    assert "FITS_IF" in out
    assert "means, victim" in out


def test_a_clock() -> None:
    event = "MISSING_CHILD_REPORTED=2024-05-06T10:00"
    out = said("clocks", "missing-child", "--event", event, "--now", "2024-05-06T12:30")
    assert "OVERDUE" in out
    assert "asks nothing there" in said(
        "clocks", "child-in-care-ict", "--event", "TAKEN_INTO_CARE=2024-05-06", "--place", "PB"
    )


def test_what_is_held() -> None:
    out = said("show")
    for text in ("ptpa3-1@2018", "missing-child", "PTPA 2018 s. 2 (V)"):
        assert text in out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("child", "--act", "soon"), "--act: 'soon' is no ISO 8601 date or time"),
        (("child", "--act", "2024", "--place", "XX"), "--place: 'XX' is none of AJK"),
        (("child", "--act", "2024", "--birth", "x/2004"), "--birth: 'x' is no"),
        (("child", "--act", "2024", "--workplace", "MINE"), "--workplace: 'MINE' is none of FACTORY, KILN"),
        (("fit", "--act", "2024", "--word", "STEAL"), "--word: 'STEAL' is none of"),
        (("fit", "--act", "2024", "--word", "SELL=MAYBE"), "--word: 'MAYBE' is none of"),
        (("fit", "--act", "2024", "--word", "SELL", "--charge", "371-A"), "--charge: '371-A' is no section"),
        (("clocks", "tea", "--event", "FIR=2024"), "PROCEDURE: 'tea' is none of"),
        (("clocks", "arrest", "--event", "FIR"), "--event: 'FIR' has no time"),
        (("clocks", "arrest", "--event", "TEA=2024"), "--event: 'TEA' is none of"),
    ],
)
def test_bad_words_are_refused_by_option(words: tuple[str, ...], why: str) -> None:
    assert why in said(*words, code=2)
