"""Age as a range at the act: straddling 18 is handled as juvenile, and turning 18 lifts nothing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.dates import span
from services.records.domain import Birth, CaseFile, RecordVersion
from services.records.juvenile import act_dates, ages_at, judge, of_case
from tests.unit.records.papers import case_file, custody, order, party, record, subject

ACT = "2024-03-04"


def born(first: str, last: str = "") -> list[Birth]:
    return [Birth(first, last or first)]


@pytest.mark.parametrize(
    ("births", "act", "answer"),
    [
        (born("1990-01-01"), (ACT, ""), "NO"),
        (born("2006-03-04"), (ACT, ""), "NO"),  # eighteen that day
        (born("2006-03-05"), (ACT, ""), "YES"),  # eighteen the day after
        (born("2010-01-01", "2010-12-31"), (ACT, ""), "YES"),
        (born("2006-01-01", "2006-12-31"), (ACT, ""), "POSSIBLE"),
        (born("2006"), (ACT, ""), "POSSIBLE"),
        (born("2006-06-01"), ("2024-01-01", "2024-12-31"), "POSSIBLE"),
        (born("2006-06-01"), ("2024", ""), "POSSIBLE"),
        ([], (ACT, ""), "NO"),
        ([Birth("", "")], (ACT, ""), "NO"),
        (born("2000-01-01"), ("", ""), "POSSIBLE"),
        ([Birth("", "2010-01-01")], (ACT, ""), "POSSIBLE"),
        ([Birth("2010-01-01", "")], (ACT, ""), "YES"),
        ([Birth("", "1990-01-01")], (ACT, ""), "NO"),
        ([Birth("1990-01-01", "")], (ACT, ""), "POSSIBLE"),
        ([*born("2005-01-01"), *born("2007-01-01")], (ACT, ""), "POSSIBLE"),  # sources differ
        (born("2024-06-01"), (ACT, ""), "YES"),  # not born yet: still no adult
    ],
)
def test_the_range_decides(births: list[Birth], act: tuple[str, str], answer: str) -> None:
    assert judge(births, *act) == answer


def test_done_only_where_he_was_a_child_or_may_have_been() -> None:
    assert judge(born("2010-01-01"), ACT, done=True) == "DONE"
    assert judge(born("2006"), ACT, done=True) == "DONE"
    assert judge(born("1990-01-01"), ACT, done=True) == "NO"


@given(st.dates(date(1950, 1, 1), date(2020, 1, 1)), st.integers(0, 3000), st.integers(0, 20000), st.integers(0, 400))
def test_no_child_is_ever_called_an_adult(first: date, width: int, until_act: int, act_width: int) -> None:
    """Whatever birth and act within the ranges were true, NO means at least 18 and YES means below."""
    last, act = first + timedelta(days=width), first + timedelta(days=until_act)
    act_end = act + timedelta(days=act_width)
    answer = judge([Birth(first.isoformat(), last.isoformat())], act.isoformat(), act_end.isoformat())
    youngest, oldest = ages_at(
        [Birth(first.isoformat(), last.isoformat())],
        span(act.isoformat()).first_day,
        span(act_end.isoformat()).last_day,
    )
    assert oldest is not None
    assert youngest <= oldest or oldest <= 0
    assert answer == ("NO" if youngest >= 18 else "YES" if oldest < 18 else "POSSIBLE")


_DATES = st.sampled_from(["", "2024", "2024-01", "2024-01-01", "2024-12-31", "2023-06", "2025-02-03"])
_BORN = st.tuples(st.sampled_from(["2006", "2006-01-01"]), st.sampled_from(["2006", "2007-06-01"]))
_PAPERS = st.one_of(
    st.builds(lambda act, to: record(case_file(act=(act, to)), role=""), _DATES, _DATES),
    st.builds(lambda born, at: record(party(), of=subject(born=born), valid_from=at or "2024"), _BORN, _DATES),
    st.builds(lambda born: record(party(), of=subject(born=born), role="VICTIM"), _BORN),
)


@given(st.lists(_PAPERS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_papers_changes_nothing(papers: list[RecordVersion], random: Random) -> None:
    shuffled = list(papers)
    random.shuffle(shuffled)
    assert of_case(shuffled) == of_case(papers)


class TestOfCase:
    child = subject(born=("2008-01-01", "2008-12-31"))
    adult = subject()

    def test_the_act_s_date_counts_not_today(self) -> None:
        """He is long past eighteen now; the act was at sixteen."""
        papers = [
            record(case_file(), role=""),
            record(party(), of=self.child),
            record(order("CONVICTION", "2030-01-01"), of=self.child),
        ]
        assert of_case(papers[:2]) == "YES"
        assert of_case(papers) == "YES", "a conviction is no diversion"

    def test_without_a_date_of_the_act_the_report_counts(self) -> None:
        file = record(CaseFile(reported="2024-03-05"), role="")
        assert of_case([file, record(party(), of=self.child)]) == "YES"
        assert act_dates([file]) == ("2024-03-05", "2024-03-05")

    def test_without_a_case_file_the_earliest_paper_counts(self) -> None:
        assert of_case([record(party(), of=self.child, valid_from="2024-03-05")]) == "YES"

    def test_one_end_of_the_act_is_enough_and_goes_before_the_report(self) -> None:
        old = record(party(), of=self.child, valid_from="2001-01-01")
        for act in (("2023-02-01", ""), ("", "2023-02-01")):
            file = record(CaseFile(act_from=act[0], act_to=act[1], reported="2024-03-05"), role="")
            assert act_dates([file, old]) == ("2023-02-01", "2023-02-01")
        file = record(CaseFile(reported="2024-03-05"), role="")
        assert act_dates([file, old]) == ("2024-03-05", "2024-03-05")
        unread = record(CaseFile(act_from="2023-02-01", act_to="soon", reported="2024-03-05"), role="")
        assert act_dates([unread, old]) == ("2024-03-05", "2024-03-05")

    def test_two_case_files_widen_the_act(self) -> None:
        files = [
            record(case_file(act=("2024-01-01", "")), role=""),
            record(case_file(act=("2023-05-01", "2023")), role=""),
        ]
        assert act_dates(files) == ("2023-05-01", "2024-01-01")

    def test_only_the_offender_s_births_count(self) -> None:
        victim = record(party(), role="VICTIM", of=self.child)
        assert of_case([record(case_file(), role=""), record(party(), of=self.adult), victim]) == "NO"

    def test_served_or_diverted_is_done(self) -> None:
        file, part = record(case_file(), role=""), record(party(), of=self.child)
        served = record(custody("RELEASE", "2026-01-01", reason="SENTENCE_SERVED"), of=self.child)
        assert of_case([file, part, served]) == "DONE"
        bailed = record(custody("RELEASE", "2026-01-01", reason="BAIL"), of=self.child)
        assert of_case([file, part, bailed]) == "YES"

    def test_diversion_says_juvenile_by_itself(self) -> None:
        diverted = record(order("DIVERTED", "2024-06-01"), of=subject(born=("", "")))
        assert of_case([record(case_file(), role=""), diverted]) == "DONE"

    def test_withdrawn_papers_say_nothing(self) -> None:
        assert of_case([record(case_file(), role=""), record(party(), of=self.child, status="WITHDRAWN")]) == "NO"
