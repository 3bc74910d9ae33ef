"""LAW 2(a), function 3: its truth table, the cases about a person's age that stand nowhere else, and a search by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.speaker import case_authority
from services.records.law.juvenile import act_dates, judge
from services.values.ages import child
from services.values.dates import years_between
from services.values.records import Birth, CaseFile, RecordVersion
from services.vocabulary.answers import CANNOT_TELL, NO, YES
from tests.unit.records.papers import POLICE, case_file, party, record, subject

EPOCH = date(1970, 1, 1)
FIRST, LAST = date(1985, 1, 1), date(2024, 12, 31)
STRANGER = "pk.sindh"


def born(first: str, last: str = "") -> list[Birth]:
    """As a register of births says it."""
    return [Birth(first, last or first, "CRC")]


@pytest.mark.parametrize(
    ("below", "answer"),
    [(10, NO), (14, NO), (16, NO), (18, YES), (21, YES)],
    ids=["369", "364-A", "361", "PTPA", "366-B"],
)
def test_a1_a_girl_is_a_child_and_not_a_child_at_once(below: int, answer: str) -> None:
    """Born 2008-03-10, the act on 2024-06-01: sixteen."""
    assert child(born("2008-03-10"), "2024-06-01", below=below) == answer


@pytest.mark.parametrize(
    ("act", "below", "answer"),
    [("2015-12-01", 7, NO), ("2015-12-01", 12, YES), ("2016-06-01", 10, YES), ("2016-06-01", 14, YES)],
    ids=["82 of before", "83 of before", "82", "83"],
)
def test_a10_a_boy_of_nine_before_and_after_the_change(act: str, below: int, answer: str) -> None:
    assert child(born("2006-11-01"), act, below=below) == answer


@pytest.mark.parametrize(
    ("birth", "answer"),
    [
        (born("2006-07-02", "2006-07-02"), YES),
        (born("2006-07-01", "2006-07-01"), NO),
        (born("2006-01-01", "2006-12-31"), CANNOT_TELL),
        ([Birth("", "2019-07-01", "CRC")], CANNOT_TELL),
        ([Birth("", "2006-07-01", "CRC")], NO),
        ([Birth("2006-07-02", "", "CRC")], YES),
        ([Birth("1950-01-01", "", "CRC")], CANNOT_TELL),
        ([], CANNOT_TELL),
    ],
)
def test_the_truth_table(birth: list[Birth], answer: str) -> None:
    """Below eighteen on 2024-07-01: oldest seventeen, youngest eighteen, both, one of them unknown."""
    assert child(birth, "2024-07-01") == answer


DAYS = st.dates(FIRST, LAST)
WIDTHS = st.integers(0, 800)


@given(DAYS, WIDTHS, DAYS, WIDTHS, st.sampled_from([10, 14, 16, 18, 21]), st.booleans())
def test_against_every_birth_and_day_that_may_be_true(
    first: date, width: int, act: date, span: int, below: int, continuing: bool
) -> None:
    """YES where each of them says so, NO where each says not; what lasted is judged by its first day."""
    last, act_to = first + timedelta(days=width), act if continuing else act + timedelta(days=span)
    ages = {years_between((birth - EPOCH).days, (day - EPOCH).days) for birth in (first, last) for day in (act, act_to)}
    young, old = max(min(ages), 0), max(ages)
    expected = NO if young >= below else YES if old < below else CANNOT_TELL
    answer = child(
        born(str(first), str(last)), str(act), str(act + timedelta(days=span)), below=below, continuing=continuing
    )
    assert answer == expected


@given(DAYS, WIDTHS, DAYS, st.lists(st.tuples(DAYS, WIDTHS), max_size=2))
def test_a_further_birth_never_makes_an_adult_or_a_child_for_certain(
    first: date, width: int, act: date, more: list[tuple[date, int]]
) -> None:
    """Births that differ widen the range: an answer may become uncertain, never its opposite."""
    births = born(str(first), str(first + timedelta(days=width)))
    further = [Birth(str(one), str(one + timedelta(days=days)), "CRC") for one, days in more]
    before, after = child(births, str(act)), child([*births, *further], str(act))
    assert after in {before, CANNOT_TELL}
    words = judge(births, str(act)), judge([*births, *further], str(act))
    assert words[1] in {words[0], "POSSIBLE"}


class TestWhoDatesTheAct:
    def file(self, act: str, agency: str = "", reported: str = "2024-03-05") -> RecordVersion:
        return record(case_file(reported, act=(act, act)), agency=agency, role="")

    def dated(self, *papers: RecordVersion) -> tuple[str, str]:
        return act_dates(papers, case_authority(papers))

    def test_the_owner_alone_where_it_has_written(self) -> None:
        assert self.dated(self.file("2023-06-01"), self.file("1999-01-01", STRANGER)) == ("2023-06-01", "2023-06-01")

    def test_the_owners_report_before_a_strangers_date(self) -> None:
        mine = self.file("", reported="2024-03-05")
        assert self.dated(mine, self.file("1999-01-01", STRANGER)) == ("2024-03-05", "2024-03-05")

    def test_the_owners_oldest_paper_before_a_strangers_file(self) -> None:
        mine = record(party(), of=subject(), valid_from="2024-03-05")
        assert self.dated(mine, self.file("1999-01-01", STRANGER)) == ("2024-03-05", "2024-03-05")

    def test_half_a_date_is_the_whole_of_it_and_a_broken_one_none(self) -> None:
        half = record(CaseFile(act_to="2023-06-01", reported="2024-03-05"), role="")
        broken = record(CaseFile(act_from="2023-06-01", act_to="soon", reported="2024-03-05"), role="")
        assert self.dated(half) == ("2023-06-01", "2023-06-01")
        assert self.dated(broken) == ("2024-03-05", "2024-03-05")

    def test_where_the_owner_wrote_nothing_each_agency_dates_its_own(self) -> None:
        papers = self.file("2020-01-01", STRANGER), self.file("2021-01-01", "pk.fia")
        of = {agency: act_dates(papers, case_authority(papers), agency)[0] for agency in (STRANGER, "pk.fia", POLICE)}
        assert of == {STRANGER: "2020-01-01", "pk.fia": "2021-01-01", POLICE: ""}
