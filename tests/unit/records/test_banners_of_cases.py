"""Over several cases a banner that warns stands for any of them, and one that says "nothing" for all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from services.records.timeline.history import compose
from services.values.records import CaseReference, RecordVersion, Subject
from tests.rows import of_rows
from tests.unit.records.papers import (
    COURT_A,
    COURT_B,
    FIR_A,
    FIR_B,
    NOW_MS,
    PPC,
    PTPA,
    all_visible,
    case_file,
    custody,
    order,
    party,
    record,
    step,
    subject,
)

STRANGER = "pk.sindh"
Cases = tuple[CaseReference, CaseReference]
A, B = (FIR_A, COURT_A), (FIR_B, COURT_B)
ADULT, CHILD = subject(), subject(born=("2010-01-01", "2010-12-31"))


def named(cases: Cases, of: Subject = ADULT) -> list[RecordVersion]:
    file = record(case_file(act=("2023-06-01", "2023-06-01")), role="", cases=cases[:1])
    return [file, record(party(), cases=cases[:1], of=of)]


def in_court(cases: Cases, *kinds: str) -> list[RecordVersion]:
    """The court's steps, a month apart."""
    return [record(order(kind, f"2024-{month:02}-01", PPC), cases=cases) for month, kind in enumerate(kinds, 4)]


STORIES: dict[str, Callable[[Cases], list[RecordVersion]]] = {
    "named": named,
    "pending": lambda cases: [*named(cases), *in_court(cases, "COGNIZANCE")],
    "acquitted": lambda cases: [*named(cases), *in_court(cases, "CHARGE_FRAMED", "ACQUITTAL_265K")],
    "discharged": lambda cases: [*named(cases), *in_court(cases, "COGNIZANCE", "DISCHARGE")],
    "convicted": lambda cases: [*named(cases), *in_court(cases, "CHARGE_FRAMED", "CONVICTION")],
    "final": lambda cases: [*named(cases), *in_court(cases, "CONVICTION", "APPEAL_TIME_LAPSED")],
    "reported": lambda cases: [
        *named(cases), record(order("CONVICTION", "2024-05-01", PPC), agency=STRANGER, cases=cases[:1]),
    ],
    "cancelled, the owner says": lambda cases: [
        *named(cases), record(order("CANCELLATION_ORDERED", "2024-05-01"), agency="pk.punjab", cases=cases[:1]),
    ],
    "freed": lambda cases: [
        *named(cases), record(custody("RELEASE", "2024-06-01", reason="ACQUITTED"), cases=cases[:1]),
    ],
    "a child": lambda cases: named(cases, CHILD),
    "untested": lambda cases: [*named(cases), record(step("CHALLAN_FINAL", "2024-04-01"), cases=cases[:1], grade=("X", "4"))],
    "of which text": lambda cases: [
        record(case_file(act=("2021-06-01", "2021-06-01")), role="", cases=cases[:1]),
        record(party(PTPA), cases=cases[:1]),
    ],
}  # fmt: skip
ANY = {
    "juvenile", "acquitted", "ended-in-favour", "pending", "under-appeal", "acquittal-reported", "conviction-reported",
    "text-in-force", "untested",
}  # fmt: skip
ALL = {"not-convicted", "allegation-only"}


def codes(papers: list[RecordVersion]) -> set[str]:
    return {banner.code for banner in compose(all_visible(*papers), now_ms=NOW_MS).banners}


@of_rows(("one", "other"), list(product(STORIES, repeat=2)))
def test_any_of_them_and_all_of_them(one: str, other: str) -> None:
    first, second = STORIES[one](A), STORIES[other](B)
    apart, together = (codes(first), codes(second)), codes([*first, *second])
    assert together & ANY == (apart[0] | apart[1]) & ANY
    assert together & ALL == apart[0] & apart[1] & ALL


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("named", {"not-convicted", "allegation-only"}),
        ("pending", {"not-convicted", "pending"}),
        ("acquitted", {"not-convicted", "acquitted"}),
        ("discharged", {"not-convicted", "ended-in-favour"}),
        ("convicted", {"under-appeal"}),
        ("final", set()),
        ("reported", {"not-convicted", "pending", "conviction-reported"}),
        ("freed", {"not-convicted", "allegation-only", "acquittal-reported"}),
        ("a child", {"not-convicted", "allegation-only", "juvenile"}),
        ("of which text", {"not-convicted", "allegation-only", "text-in-force"}),
    ],
)
def test_of_one_case(story: str, told: set[str]) -> None:
    assert codes(STORIES[story](A)) & (ANY | ALL) == told


def test_every_story_says_something_of_its_own() -> None:
    """No two stories have the same banners, but for the two that differ in nothing said here."""
    seen = [frozenset(codes(story(A))) for story in STORIES.values()]
    assert len(set(seen)) >= len(seen) - 1
