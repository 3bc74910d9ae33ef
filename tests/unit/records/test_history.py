"""One timeline over all agencies: what it shows, what it never shows, and as of when."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records import wire
from services.records.timeline.history import compose, in_force, one_side
from services.values.records import (
    Body,
    GetHistoryResponse,
    History,
    Hit,
    MisusedIdentity,
    RecordVersion,
    SignedPageHeader,
    VisibleVersion,
)
from services.vocabulary.protection import Side
from tests.budget import budget
from tests.unit.records.papers import (
    COURT_A,
    COURT_B,
    FIR_A,
    FIR_B,
    NOW_MS,
    Asked,
    all_visible,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    step,
    visible,
    warrant,
)
from tests.unit.records.whole_cases import PRISON, acquitted_case, convicted_case


def history(*papers: RecordVersion, **asked: Unpack[Asked]) -> History:
    return compose(all_visible(*papers), now_ms=NOW_MS, **asked)


def codes(shown: History) -> list[str]:
    return [banner.code for banner in shown.banners]


class TestOneTimeline:
    def test_lines_of_all_agencies_oldest_first(self) -> None:
        shown = history(*reversed(acquitted_case()))
        assert [line.valid_from for line in shown.timeline] == sorted(line.valid_from for line in shown.timeline)
        assert {line.owner for line in shown.timeline} == {"pk.punjab", "pk.court", "pk.prisons"}
        assert {line.case_key for line in shown.timeline} == {"FIR:" + FIR_A.key}

    def test_within_a_day_in_the_order_of_procedure(self) -> None:
        same_day: list[Body] = [
            order("CONVICTION", "2024-03-05"),
            party(),
            order("CHARGE_FRAMED", "2024-03-05"),
            step("FIR", "2024-03-05"),
        ]
        kinds = [line.text.split(",")[0] for line in history(*(record(body) for body in same_day)).timeline]
        assert kinds == [
            "named as accused in FIR 512/2024 PS ICHHRA",
            "FIR registered (s. 154)",
            "charge framed",
            "convicted",
        ]

    def test_each_line_has_grade_both_times_and_status(self) -> None:
        paper = record(party(), grade=("B", "2"), status="CORRECTED", version=2)
        (line,) = compose([visible(paper, 1234)], now_ms=NOW_MS).timeline
        assert (line.grade, line.recorded_ms, line.status, line.version) == ("B2", 1234, "CORRECTED", paper.name)
        assert line.text.endswith("(corrected)")

    def test_one_standing_per_case_with_every_number(self) -> None:
        shown = history(*acquitted_case(), *convicted_case())
        by_case = {case.references[0].key: case for case in shown.cases}
        a, b = by_case[FIR_A.key], by_case[FIR_B.key]
        assert {COURT_A, PRISON, FIR_A} == set(a.references)
        assert (a.standing, a.finality, a.offence, a.outcome) == (
            "FINDING",
            "APPEALABLE",
            False,
            "acquitted (s. 265-K)",
        )
        assert (b.standing, b.finality, b.offence) == ("FINDING", "APPEALABLE", True)
        assert a.owner == "pk.punjab"
        assert a.role == "ACCUSED"

    def test_standing_rests_on_named_versions(self) -> None:
        papers = acquitted_case()
        (case,) = history(*papers).cases
        assert case.evidence == (papers[4].name,)

    def test_versions_and_pages_stand_behind_the_lines(self) -> None:
        pages = {b"g" * 32: SignedPageHeader(b"header", b"signature"), b"x" * 32: SignedPageHeader(b"other", b"")}
        versions = all_visible(*acquitted_case())
        shown = compose(versions, (), pages, now_ms=NOW_MS)
        assert shown.pages == (pages[b"g" * 32],)
        assert [v.version for v in shown.versions] == [
            wire.encode(next(p.record for p in versions if p.record.name == line.version)) for line in shown.timeline
        ]

    def test_hits_pass_through(self) -> None:
        hits = (Hit("pk.nab", "NAB", None, "handle"),)
        assert compose([], hits, now_ms=NOW_MS) == History(hits=hits)

    def test_flags_stand_on_their_line(self) -> None:
        shown = history(record(custody("ARREST", "2024-03-06")), record(custody("PRODUCTION", "2024-03-09")))
        assert [[flag.rule for flag in line.flags] for line in shown.timeline] == [[], ["production-after-24h"]]
        assert shown.timeline[1].flags[0].source == "CrPC s. 61, K"

    def test_a_list_entry_without_authority_is_shown_and_flagged(self) -> None:
        (line,) = history(record(warrant(authority=""), role="LISTED", cases=())).timeline
        assert [flag.rule for flag in line.flags] == ["list-entry-without-authority"]

    @budget(25)
    @given(st.randoms(use_true_random=False))
    def test_arrival_order_changes_nothing(self, random: Random) -> None:
        versions = all_visible(*_PAPERS)
        shuffled = list(versions)
        random.shuffle(shuffled)
        assert compose(shuffled, now_ms=NOW_MS) == compose(versions, now_ms=NOW_MS)

    def test_it_travels(self) -> None:
        shown = history(*acquitted_case(), *convicted_case())
        assert wire.decode(GetHistoryResponse, wire.encode_history(shown)).history == shown


class TestInnocence:
    def test_no_line_of_an_acquitted_case_accuses(self) -> None:
        lines = history(*acquitted_case()).timeline
        judged = [line for line in lines if line.text.startswith("acquitted")]
        assert [(line.standing, line.finality) for line in judged] == [("FINDING", "APPEALABLE")]
        others = [line for line in lines if line not in judged]
        assert {(line.standing, line.finality) for line in others} == {("ALLEGATION", "NONE")}
        assert all(line.text.endswith("case ended: acquitted (s. 265-K)") for line in others)

    def test_a_pending_case_accuses_from_the_challan(self) -> None:
        shown = history(*acquitted_case()[:4])
        assert [line.standing for line in shown.timeline] == ["ALLEGATION", "ALLEGATION", "ACCUSATION", "ACCUSATION"]
        assert {"not-convicted", "pending"} <= set(codes(shown))

    def test_a_conviction_set_aside_stands_as_nothing(self) -> None:
        lines = history(*convicted_case(), record(order("SET_ASIDE", "2024-01-01"), cases=(FIR_B, COURT_B))).timeline
        convicted = next(line for line in lines if line.text.startswith("convicted"))
        assert (convicted.standing, convicted.finality) == ("ALLEGATION", "NONE")
        assert "does not stand: conviction set aside" in convicted.text

    def test_only_an_unreversed_conviction_is_a_finding_against_them(self) -> None:
        lines = history(*convicted_case()).timeline
        assert [(line.standing, line.finality) for line in lines] == [
            ("ALLEGATION", "NONE"),
            ("FINDING", "APPEALABLE"),
            ("FINDING", "APPEALABLE"),
        ]

    def test_a_withdrawn_conviction_is_shown_not_counted(self) -> None:
        papers = convicted_case()
        withdrawn = [papers[0], *(replace(p, status="WITHDRAWN", status_note="wrong man") for p in papers[1:])]
        shown = history(*withdrawn)
        assert not shown.cases[0].offence
        assert {line.standing for line in shown.timeline} == {"ALLEGATION"}
        assert "withdrawn by its owner, not counted" in shown.timeline[1].text

    def test_what_lies_outside_cases_has_no_standing(self) -> None:
        papers = [
            record(crossing("2024-06-01"), role="LISTED", cases=()),
            record(MisusedIdentity(), role="LISTED", cases=()),
        ]
        assert {(line.standing, line.case_key) for line in history(*papers).timeline} == {("", "")}
        (listed,) = history(record(warrant(), role="LISTED", cases=())).timeline
        assert listed.standing == "ALLEGATION"


class TestOneSide:
    """One man is accused in A and complainant in B."""

    accused = record(party(), cases=(FIR_A,))
    file_a = record(case_file(), role="", cases=(FIR_A,))
    complains = record(party(), role="COMPLAINANT", cases=(FIR_B,))
    file_b = record(case_file(), role="", cases=(FIR_B,))
    crossed = record(crossing("2024-06-01"), role="LISTED", cases=())

    def test_an_offender_query_returns_a_never_b(self) -> None:
        for side in ("", Side.OFFENDER):
            shown = history(self.accused, self.file_a, self.complains, self.file_b, side=side)
            assert shown == history(self.accused, self.file_a, side=side)
            assert FIR_B.key not in repr(shown)
            assert "complainant" not in repr(shown).lower()

    def test_a_protection_query_returns_b_never_a(self) -> None:
        both = all_visible(self.complains, self.file_b, self.accused, self.file_a)
        shown = compose(both, now_ms=NOW_MS, side=Side.PROTECTED)
        assert shown == compose(both[:2], now_ms=NOW_MS, side=Side.PROTECTED)
        assert FIR_A.key not in repr(shown)

    def test_with_one_side_only_it_is_shown(self) -> None:
        shown = history(self.complains, self.file_b)
        assert [case.role for case in shown.cases] == ["COMPLAINANT"]
        assert (shown.cases[0].standing, shown.cases[0].offence, shown.cases[0].outcome) == ("", False, "")
        assert {line.standing for line in shown.timeline if line.kind == "PARTY"} == {""}

    def test_a_joint_trial_does_not_bring_b_in(self) -> None:
        a, b = (
            replace(self.accused, case_references=(FIR_A, COURT_A)),
            replace(self.complains, case_references=(FIR_B, COURT_A)),
        )
        shown = history(a, self.file_a, b, self.file_b)
        assert FIR_B.key not in repr(shown)

    def test_a_crossing_makes_nobody_an_offender(self) -> None:
        shown = history(self.complains, self.file_b, self.crossed)
        assert {line.kind for line in shown.timeline} == {"PARTY", "CASE_FILE", "BORDER_CROSSING"}
        assert {line.kind for line in history(self.accused, self.complains, self.crossed).timeline} == {
            "PARTY",
            "BORDER_CROSSING",
        }

    def test_a_warrant_is_on_the_offender_s_side_a_child_alert_is_not(self) -> None:
        listed = record(warrant(), role="LISTED", cases=())
        alert = replace(listed, body=replace(warrant(), type="CHILD_ALERT"))
        assert [v.record for v in one_side(all_visible(alert, self.complains))] == [alert, self.complains]
        assert [v.record for v in one_side(all_visible(listed, self.complains))] == [listed]


class TestAsOf:
    def versions(self) -> list[VisibleVersion]:
        """The court corrected a conviction into an acquittal at 2000."""
        first = record(order("CONVICTION", "2024-09-01"), record_id="c")
        second = replace(
            first, version=2, previous_sha256=b"p" * 32, status="CORRECTED", body=order("ACQUITTAL", "2024-09-01")
        )
        return [visible(record(party(), record_id="p"), 500), visible(first, 1000), visible(second, 2000)]

    def test_a_correction_seen_at_two_times(self) -> None:
        before = compose(self.versions(), now_ms=NOW_MS, as_of_recorded_ms=1999)
        after = compose(self.versions(), now_ms=NOW_MS, as_of_recorded_ms=2000)
        assert before.cases[0].offence
        assert after.cases[0].outcome.startswith("acquitted")
        assert [line.version.rsplit("/", 1)[1] for line in before.timeline] == ["1", "1"]
        assert [line.version.rsplit("/", 1)[1] for line in after.timeline] == ["1", "2"]
        assert compose(self.versions(), now_ms=NOW_MS) == after

    def test_before_anything_was_known_there_is_nothing(self) -> None:
        assert compose(self.versions(), now_ms=NOW_MS, as_of_recorded_ms=499) == History()

    def test_as_of_the_world(self) -> None:
        papers = acquitted_case()
        then = history(*papers, as_of_valid="2024-05-31")
        assert then.cases[0].standing == "ACCUSATION"
        assert {line.valid_from for line in then.timeline} == {"2024-03-05", "2024-03-20", "2024-04-01", "2024-05-01"}
        assert "acquitted" not in repr(then)
        assert history(*papers, as_of_valid="2024-09").cases[0].outcome == "acquitted (s. 265-K)"
        assert history(*papers, as_of_valid="2020") == History()

    def test_both_at_once(self) -> None:
        shown = compose(self.versions(), now_ms=NOW_MS, as_of_valid="2024-08-31", as_of_recorded_ms=1500)
        assert [line.kind for line in shown.timeline] == ["PARTY"]

    def test_expiry_is_judged_then(self) -> None:
        listed = record(warrant(expires="2024-12-31"), role="LISTED", cases=())
        assert history(listed).timeline[0].flags
        assert not history(listed, as_of_valid="2024-06-01").timeline[0].flags

    def test_a_malformed_date_is_the_caller_s_error(self) -> None:
        with pytest.raises(ValueError, match="ISO 8601"):
            history(as_of_valid="yesterday")

    def test_as_of_never_reaches_behind_an_expungement(self) -> None:
        versions = self.versions()
        gone = replace(versions[1].record, version=3, status="EXPUNGED", subject=None, role="", case_references=())
        shown = compose([*versions, visible(gone, 3000)], now_ms=NOW_MS, as_of_recorded_ms=1500)
        assert [line.kind for line in shown.timeline] == ["PARTY"]
        assert [v.record.record_id for v in in_force([*versions, visible(gone, 3000)])] == ["p"]

    def test_as_of_never_reaches_behind_a_change_of_role(self) -> None:
        """Who was recorded as accused is known now to be the victim."""
        was = record(party(), record_id="x")
        now = replace(was, version=2, previous_sha256=b"p" * 32, status="CORRECTED", role="VICTIM")
        versions = [visible(was, 1000), visible(now, 2000)]
        assert compose(versions, now_ms=NOW_MS, as_of_recorded_ms=1500) == History()
        assert [line.standing for line in compose(versions, now_ms=NOW_MS).timeline] == [""]

    @budget(30)
    @given(st.integers(0, 4000))
    def test_as_of_equals_what_was_shown_then(self, at: int) -> None:
        """Asking today as of then answers what asking then would have answered."""
        known = [v for v in self.versions() if v.recorded_ms <= at]
        assert compose(self.versions(), now_ms=NOW_MS, as_of_recorded_ms=max(at, 1)) == compose(known, now_ms=NOW_MS)


_PAPERS = [*acquitted_case(), *convicted_case()]
