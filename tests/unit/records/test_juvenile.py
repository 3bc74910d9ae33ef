"""Age as a range at the act: straddling 18 is handled as juvenile, and turning 18 lifts nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.juvenile import act_dates, judge, of_case
from services.values.ages import ages_at, child, coarse, of_tazkira
from services.values.dates import span
from services.values.records import Birth, Body, CaseFile, RecordVersion, Sentence, Voice
from services.vocabulary.answers import CANNOT_TELL, NO, YES
from tests.rows import of_rows
from tests.unit.records.papers import COURT, case_file, custody, order, party, record, subject

ACT = "2024-03-04"


def born(first: str, last: str = "") -> list[Birth]:
    return [Birth(first, last or first)]


@of_rows(
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


def test_done_only_where_they_were_a_child_or_may_have_been() -> None:
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
        """The accused is long past eighteen now; the act was at sixteen."""
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
        assert (
            of_case([record(case_file(), role=""), replace(diverted, agency="pk.sindh", voice=Voice("POLICE"))]) == "NO"
        )

    def test_withdrawn_papers_say_nothing(self) -> None:
        assert of_case([record(case_file(), role=""), record(party(), of=self.child, status="WITHDRAWN")]) == "NO"


def test_turning_18_lifts_nothing() -> None:
    """The act was at seventeen; whatever paper came years later."""
    boy = subject(born=("2006-06-01", "2006-06-01"))
    papers = [record(case_file(), role=""), record(party(), of=boy)]
    for at in ("2024-06-01", "2025-09-01"):
        assert of_case([*papers, record(order("CHARGE_FRAMED", at), of=boy)]) == "YES"


class TestCoarse:
    """What a birth rests on says how far it can be trusted (LAW 2(a), function 1)."""

    @pytest.mark.parametrize("basis", ["OTHER_DOCUMENT", "FAMILY", "SELF", "ESTIMATE", ""])
    @pytest.mark.parametrize("day", ["2007-01-01", "2007-07-01"])
    def test_a_nominal_day_is_the_whole_year(self, basis: str, day: str) -> None:
        found = coarse(Birth(day, day, basis))
        assert (found.earliest, found.latest, found.basis) == ("2007", "2007", basis)

    @pytest.mark.parametrize("basis", ["COURT_FINDING", "BIRTH_CERTIFICATE", "CRC", "EDUCATION"])
    def test_a_register_of_births_means_the_day(self, basis: str) -> None:
        birth = Birth("2007-01-01", "2007-01-01", basis)
        assert coarse(birth) == birth

    def test_other_days_and_ranges_stay(self) -> None:
        for first, last in (("2007-01-02", "2007-01-02"), ("2007-01-01", "2007-07-01"), ("2007", "2007"), ("", "")):
            birth = Birth(first, last, "SELF")
            assert coarse(birth) == birth

    def test_a_medical_board_may_err_by_two_years(self) -> None:
        """a14: "16 to 17" on 2024-02-01, the act that day: 14 to 19."""
        board = Birth("2006-02-02", "2008-02-01", "MEDICAL", "2024-02-01")
        day = span("2024-02-01").first_day
        assert ages_at([coarse(board)], day, day) == (14, 19)
        assert child([board], "2024-02-01") == CANNOT_TELL
        assert coarse(Birth("", "2008-02-29", "MEDICAL")) == Birth("", "2010-02-28", "MEDICAL")

    def test_an_age_in_a_tazkira(self) -> None:
        """a11: ten years old in 1394."""
        birth = of_tazkira(10, 1394)
        assert (birth.earliest, birth.latest) == ("2004-03-22", "2006-03-20")
        assert child([birth], "2023-05-01") == CANNOT_TELL

    def test_a_card_of_proof_of_registration(self) -> None:
        """a12: born "2007-01-01" by a PoR card; read as the day it would make an adult of a child."""
        birth = Birth("2007-01-01", "2007-01-01", "OTHER_DOCUMENT")
        assert child([birth], "2024-12-31") == YES
        assert child([birth], "2025-06-01") == CANNOT_TELL
        assert judge([birth], "2025-06-01") == "POSSIBLE"

    @given(
        st.dates(date(1950, 1, 1), date(2020, 1, 1)), st.integers(0, 900), st.sampled_from(["MEDICAL", "SELF", "CRC"])
    )
    def test_it_never_narrows(self, first: date, width: int, basis: str) -> None:
        birth = Birth(first.isoformat(), (first + timedelta(days=width)).isoformat(), basis)
        wide = coarse(birth)
        assert span(wide.earliest).first_day <= span(birth.earliest).first_day
        assert span(birth.latest).last_day <= span(wide.latest).last_day


class TestChild:
    """LAW 2(a), function 3, and its cases about a person's age."""

    @of_rows(
        ("births", "act", "below", "expected"),
        [
            (born("2009-01-05"), ("2023-01-04", ""), 14, YES),  # a2
            (born("2009-01-05"), ("2023-01-05", ""), 14, NO),
            (born("2006"), ("2024-07-01", ""), 18, CANNOT_TELL),  # a3
            (born("2006"), ("2024-07-01", ""), 21, YES),
            (born("2006"), ("2024-07-01", ""), 16, NO),
            ([], ("2024-07-01", ""), 18, CANNOT_TELL),  # a4
            (born("2008-02-29"), ("2026-02-28", ""), 18, YES),  # a5
            (born("2008-02-29"), ("2026-03-01", ""), 18, NO),
            (born("2015-03-04"), ("2024-06-01", ""), 10, YES),  # a10: nine
            (born("2006-01-09"), ("2024-01-08", ""), 18, YES),  # a15: at the disappearance, not at the report
            (born("2006-01-09"), ("2024-01-10", ""), 18, NO),
            ([Birth("", "2019-07-01")], ("2024-07-01", ""), 18, CANNOT_TELL),  # youngest 5, oldest unknown
            ([Birth("", "2006-07-01")], ("2024-07-01", ""), 18, NO),
            (born("2006-01-01", "2007-01-01"), ("", ""), 18, CANNOT_TELL),
        ],
    )
    def test_below_an_age(self, births: list[Birth], act: tuple[str, str], below: int, expected: str) -> None:
        assert child([Birth(b.earliest, b.latest, "CRC") for b in births], *act, below=below) == expected

    def test_what_lasts_is_judged_by_its_start(self) -> None:
        """a16: exploited from fifteen to eighteen."""
        births, lasted = born("2006-06-01"), ("2022-01-01", "2025-01-01")
        assert child(births, *lasted, continuing=True) == YES
        assert child(births, *lasted) == CANNOT_TELL


class TestFound:
    """a13: a police paper of 2008, the court of the case finds 1999-05-01."""

    LATE = case_file(act=("2023-12-30", "2023-12-30"))
    SAID = subject(born=("2008", "2008"))

    def papers(self, agency: str = COURT, at: str = "2024-06-01", day: str = "1999-05-01") -> list[RecordVersion]:
        finding = replace(order("AGE_DETERMINED", at), found=Birth(day, day, "COURT_FINDING"))
        return [
            record(self.LATE, role=""),
            record(party(), of=self.SAID),
            record(finding, agency=agency, of=subject(born=("", ""))),
        ]

    def test_the_courts_finding_decides(self) -> None:
        assert of_case(self.papers()[:2]) == "YES"
        assert of_case(self.papers()) == "NO"
        assert of_case(self.papers(day="2008-05-01")) == "YES"

    def test_the_last_finding_stands(self) -> None:
        assert of_case([*self.papers(), self.papers(at="2024-09-01", day="2007-05-01")[2]]) == "YES"

    @pytest.mark.parametrize("agency", ["pk.punjab", "pk.fia", "pk.prisons"])
    def test_nobody_else_settles_it(self, agency: str) -> None:
        assert of_case(self.papers(agency)) == "YES"

    def test_a_finding_taken_back_says_nothing(self) -> None:
        papers = self.papers()
        assert of_case([*papers[:2], replace(papers[2], status="WITHDRAWN")]) == "YES"


class TestDone:
    """Probation and fine are the usual outcomes (E12, E12b; JJSA s. 15)."""

    @pytest.mark.parametrize(
        ("body", "done"),
        [
            (Sentence("2024-09-01", "X", form="PROBATION"), True),
            (Sentence("2024-09-01", "X", form="FINE"), True),
            (Sentence("2024-09-01", "X", form="BOTH"), False),
            (Sentence("2024-09-01", "X", form="IMPRISONMENT"), False),
            (custody("PROBATION", "2024-09-01"), True),
            (custody("RELEASE", "2024-09-01", reason="SENTENCE_SERVED"), True),
            (custody("RELEASE", "2024-09-01", reason="BAIL"), False),
        ],
    )
    def test_what_ends_a_juveniles_case(self, body: Body, done: bool) -> None:
        boy = subject(born=("2008-01-01", "2008-12-31"))
        papers = [record(case_file(), role=""), record(party(), of=boy), record(body, of=boy)]
        assert of_case(papers) == ("DONE" if done else "YES")
        stranger = replace(papers[-1], agency="pk.sindh", voice=Voice("POLICE"))
        other = [*papers[:-1], stranger]
        assert of_case(other) == "YES", "on a stranger's word alone it is not over"

    def test_it_ends_nothing_of_an_adult(self) -> None:
        papers = [record(case_file(), role=""), record(Sentence("2024-09-01", "X", form="FINE"))]
        assert of_case(papers) == "NO"
