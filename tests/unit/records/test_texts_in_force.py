"""Where it is not sure which text of an Act was in force at the day of the act, every possible one is told with its days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.provisions import VERSIONS, certain, in_force, possible
from services.records.law.rule import Dossier
from services.records.timeline.history import compose
from services.records.timeline.texts_in_force import ActDays, act_days, doubt_of
from services.records.words import isolate
from services.values.records import CaseFile, CaseReference, History, RecordVersion, Section
from tests.unit.records.papers import NOW_MS, POLICE, PPC, PTPA, Shape, all_visible, order, party, record, sentence

PASSED, AMENDED, PERHAPS = "as passed in 2018", "as amended in 2021 or 2022", "as perhaps amended in 2025"
LATER = CaseReference("FIR", "PB/LAHORE/ICHHRA/9/2025", "2025-06-02")
STRANGER = "pk.sindh"


def fir(
    act_from: str = "", act_to: str = "", reported: str = "2025-06-02", agency: str = "", **more: Unpack[Shape]
) -> RecordVersion:
    body = CaseFile(act_from=act_from, act_to=act_to, reported=reported, sections=(PPC, PTPA))
    return record(body, role="", cases=(LATER,), agency=agency, **more)


def shown(*papers: RecordVersion, reader: str = "") -> History:
    return compose(all_visible(*papers), now_ms=NOW_MS, reader=reader)


def texts(history: History) -> list[set[str]]:
    """Per line, which texts it names as possible."""
    return [{text for text in (PASSED, AMENDED, PERHAPS) if text in line.text} for line in history.timeline]


def codes(history: History) -> set[str]:
    return {banner.code for banner in history.banners}


@pytest.mark.parametrize(
    ("act", "named"),
    [
        ("2019-05-01", set()),
        ("2021-06-01", {PASSED, AMENDED}),
        ("2021", {PASSED, AMENDED}),
        ("2020-12-31", set()),
        ("2023-01-01", set()),
        ("2025-02-17", set()),
        ("2025-02-18", {AMENDED, PERHAPS}),
        ("2025", {AMENDED, PERHAPS}),
    ],
)
def test_both_texts_where_either_may_have_been_in_force(act: str, named: set[str]) -> None:
    history = shown(fir(act))
    assert texts(history) == [named]
    assert ("text-in-force" in codes(history)) == bool(named)


def test_the_line_says_the_days_of_each_and_its_mark_in_both_languages() -> None:
    (line,) = shown(fir("2021-06-01")).timeline
    assert line.text.endswith(
        " - which text of PTPA 2018 was in force on 2021-06-01 is not certain: as passed in 2018 (from 2018-05-30 to"
        " 2018-06-02 until 2021-01-01 to 2022-12-31, V) or as amended in 2021 or 2022 (from 2021-01-01 to 2022-12-31"
        " until 2025-02-18 at the earliest, V2)"
    )
    for word in ("PTPA 2018", "2021-06-01", "2018-05-30", "2018-06-02", "2021-01-01", "2022-12-31", "2025-02-18"):
        assert isolate(word) in line.text_ur
    assert "یقینی نہیں" in line.text_ur
    assert "V2" in line.text_ur


def test_an_act_over_several_texts_names_them_all() -> None:
    assert texts(shown(fir("2019-01-01", "2025-03-01"))) == [{PASSED, AMENDED, PERHAPS}]


def test_an_act_that_no_paper_dates_came_before_its_report() -> None:
    (line,) = shown(fir(reported="2020-06-02")).timeline
    assert "in force on or before 2020-06-02 is not certain: as passed in 2018" in line.text
    assert AMENDED not in line.text
    assert texts(shown(fir(reported="2025-06-02"))) == [{PASSED, AMENDED, PERHAPS}]


def test_of_several_reports_the_earliest_counts() -> None:
    """What was reported then had happened by then, whatever a later file of the owner says."""
    papers = fir(reported="2020-06-02"), fir(reported="2025-06-02")
    assert act_days(Dossier(papers, NOW_MS)) == ActDays("", "2020-06-02")
    assert act_days(Dossier(papers[::-1], NOW_MS)) == ActDays("", "2020-06-02")


def test_of_several_days_of_the_act_all_count() -> None:
    papers = fir("2019-05-01", "2019-06-01"), fir("2020-01-01")
    assert act_days(Dossier(papers, NOW_MS)) == ActDays("2019-05-01", "2020-01-01")


def test_before_the_act_of_parliament_none_was_in_force() -> None:
    (line,) = shown(fir("2018-05-29")).timeline
    assert line.text.endswith(" - PTPA 2018 was not in force on 2018-05-29")
    assert "نافذ نہ تھا" in line.text_ur


def test_between_assent_and_publication_it_is_not_certain_that_it_was() -> None:
    (line,) = shown(fir("2018-05-31")).timeline
    assert "not certain: as passed in 2018" in line.text


def test_every_line_that_names_its_sections_says_so_and_no_other() -> None:
    history = shown(
        fir("2021-06-01"),
        record(party(), cases=(LATER,)),
        record(order("CHARGE_FRAMED", "2025-07-01", PTPA), cases=(LATER,)),
        record(order("CONVICTION", "2025-08-01", PPC), cases=(LATER,)),
        record(sentence("2025-08-01"), cases=(LATER,)),
    )
    told = [line.kind for line, named in zip(history.timeline, texts(history), strict=True) if named]
    assert told.count("CASE_FILE") == told.count("COURT_EVENT") == 1
    assert all("PTPA" in line.text for line, named in zip(history.timeline, texts(history), strict=True) if named)


def test_other_acts_have_one_text() -> None:
    (line,) = shown(record(CaseFile(act_from="2021-06-01", reported="2021-06-02", sections=(PPC,)), role="")).timeline
    assert "not certain" not in line.text


class TestWhoseDay:
    def test_a_stranger_moves_no_day_of_the_act(self) -> None:
        owned = fir("2019-05-01")
        assert texts(shown(owned, fir("2025-03-01", agency=STRANGER))) == [set(), set()]

    def test_nor_makes_a_doubt_go(self) -> None:
        assert {PASSED, AMENDED} in texts(shown(fir("2021-06-01"), fir("2019-05-01", agency=STRANGER)))

    def test_where_nobody_owns_the_case_each_file_dates_its_own_agency_s_lines(self) -> None:
        files = [fir("2019-05-01", agency=STRANGER), fir("2025-03-01", agency="pk.fia")]
        one, two = (replace(file, voice=file.voice._replace(holders=("",))) for file in files)
        assert act_days(Dossier([one], NOW_MS)) == ActDays("2019-05-01", "2019-05-01")
        both = Dossier([one, two], NOW_MS)
        assert act_days(both, STRANGER) == ActDays("2019-05-01", "2019-05-01")
        assert act_days(both, "pk.fia") == ActDays("2025-03-01", "2025-03-01")
        assert act_days(both, POLICE) is None
        alone = {frozenset(texts(shown(each))[0]) for each in (one, two)}
        assert {frozenset(each) for each in texts(shown(one, two))} == alone

    def test_a_withdrawn_file_dates_nothing(self) -> None:
        assert act_days(Dossier([fir("2019-05-01", status="WITHDRAWN")], NOW_MS)) is None

    def test_without_the_file_the_act_came_before_the_lines_own_day(self) -> None:
        paper = record(order("CHARGE_FRAMED", "2020-05-01", PTPA))
        english, _ = doubt_of(paper, None)
        assert "on or before 2020-05-01" in english
        assert AMENDED not in english


@given(st.dates(date(2017, 1, 1), date(2026, 12, 31)), st.integers(0, 900))
def test_silence_means_that_one_text_was_surely_in_force_on_every_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    english, urdu = doubt_of(fir(), ActDays(str(first), str(last)))
    assert bool(english) == bool(urdu)
    each = {
        row.id
        for day in (first + timedelta(days=n) for n in range(days + 1))
        for row in possible("PTPA 2018", str(day))
    }
    named = {row.id for row in VERSIONS if row.law == "PTPA 2018" and row.words[0] in english}
    if english:
        assert named == each
    else:
        assert len(each) == 1
        (row,) = (row for row in VERSIONS if row.id in each)
        assert all(in_force(row, str(first + timedelta(days=n))) == "YES" for n in range(days + 1))


@given(st.dates(date(2018, 1, 1), date(2026, 1, 1)).map(str), st.dates(date(2018, 1, 1), date(2026, 1, 1)).map(str))
def test_certain_over_a_span_is_certain_on_both_its_ends(one: str, other: str) -> None:
    first, last = sorted((one, other))
    if certain("PTPA 2018", first, last):
        assert certain("PTPA 2018", first)
        assert certain("PTPA 2018", last)


def test_urdu_keeps_numbers_in_their_order() -> None:
    _, urdu = doubt_of(fir(), ActDays("2021-06-01", "2021-06-03"))
    bare = re.sub("\u2066[^\u2066\u2069]*\u2069", "", urdu)
    assert not re.search(r"[0-9A-Za-z]", bare)


def test_sections_without_an_act_say_nothing() -> None:
    assert doubt_of(record(CaseFile(sections=(Section("", "3"),)), role=""), ActDays("2021-06-01", "2021-06-01")) == (
        "",
        "",
    )
