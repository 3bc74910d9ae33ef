"""The presumption of innocence on one line: what it says itself, never more than still stands in its case."""

from __future__ import annotations

import pytest

from services.records.authority.speaker import Speaker
from services.records.law.standing import judge
from services.records.law.steps import Event
from services.records.law.verdict import Verdict
from services.records.timeline.lines import line_of, standing_of
from services.records.timeline.seen import see
from services.values.records import (
    Bail,
    Body,
    Charge,
    CompensationOrder,
    CustodyEvent,
    ForeignRecord,
    MisusedIdentity,
    Proclamation,
    Statement,
)
from services.vocabulary.steps import OF_INVESTIGATION
from tests.rows import of_rows
from tests.unit.records.papers import (
    PPC,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    visible,
    warrant,
)

NOTHING = ("ALLEGATION", "NONE")


def verdict(*kinds: str) -> Verdict:
    """Where these events, a day apart, leave a man."""
    own = [Speaker.OWNER if kind in OF_INVESTIGATION else Speaker.COURT for kind in kinds]
    return judge(Event(k, day, f"v{day}", "pk.any", (), own[day], True) for day, k in enumerate(kinds))


ALLEGED = verdict("FIR")
ACCUSED = verdict("FIR", "CHALLAN_FINAL")
CONVICTED = verdict("FIR", "CONVICTION")
FINAL = verdict("FIR", "CONVICTION", "APPEAL_TIME_LAPSED")
APPEALED = verdict("FIR", "CONVICTION", "APPEAL_FILED")
ACQUITTED = verdict("FIR", "CHALLAN_FINAL", "ACQUITTAL_265K")
DISCHARGED = verdict("FIR", "COGNIZANCE", "DISCHARGE")
SET_ASIDE = verdict("FIR", "CONVICTION", "SET_ASIDE")
RETRIAL = verdict("FIR", "CONVICTION", "RETRIAL_ORDERED")
CANCELLED = verdict("FIR", "CANCELLATION_ORDERED")
DIVERTED = verdict("FIR", "DIVERTED")
FREED = judge(
    Event(kind, day, f"v{day}", "pk.any", (), Speaker.COURT, True, probation=kind == "SENTENCE")
    for day, kind in enumerate(("CONVICTION", "SENTENCE"))
)
"""Found guilty, and released on probation."""
EVERYWHERE = [
    ALLEGED,
    ACCUSED,
    CONVICTED,
    FINAL,
    APPEALED,
    ACQUITTED,
    DISCHARGED,
    SET_ASIDE,
    RETRIAL,
    CANCELLED,
    DIVERTED,
    FREED,
]


@of_rows("body", [party(), case_file(), step("FIR", "2024"), step("RELEASE_169", "2024")])
@of_rows("where", EVERYWHERE, ids=lambda v: v.phase)
def test_papers_of_the_investigation_only_ever_allege(body: Body, where: Verdict) -> None:
    assert standing_of(record(body), where) == NOTHING


@of_rows(
    ("where", "expected"),
    [
        (ALLEGED, NOTHING),
        (ACCUSED, ("ACCUSATION", "NONE")),
        (CONVICTED, ("ACCUSATION", "NONE")),
        (FREED, ("ACCUSATION", "NONE")),
        (RETRIAL, ("ACCUSATION", "NONE")),
        (ACQUITTED, NOTHING),
        (DISCHARGED, NOTHING),
        (SET_ASIDE, NOTHING),
        (CANCELLED, NOTHING),
        (DIVERTED, NOTHING),
    ],
    ids=lambda v: v.phase if isinstance(v, Verdict) else "",
)
@of_rows(
    "body",
    [
        step("CHALLAN_FINAL", "2024"),
        step("CHALLAN_INTERIM", "2024"),
        order("COGNIZANCE", "2024"),
        order("CHARGE_FRAMED", "2024"),
        order("ABSENT_512", "2024"),
        Charge((PPC,), "2024"),
    ],
)
def test_an_accusation_falls_with_its_case(body: Body, where: Verdict, expected: tuple[str, str]) -> None:
    assert standing_of(record(body), where) == expected


@of_rows(
    ("where", "expected"),
    [
        (CONVICTED, ("FINDING", "APPEALABLE")),
        (FREED, ("FINDING", "APPEALABLE")),
        (APPEALED, ("FINDING", "UNDER_APPEAL")),
        (FINAL, ("FINDING", "FINAL")),
        (ACQUITTED, NOTHING),
        (SET_ASIDE, NOTHING),
        (RETRIAL, ("ACCUSATION", "NONE")),
        (DISCHARGED, NOTHING),
        (ALLEGED, NOTHING),
        (ACCUSED, ("ACCUSATION", "NONE")),
    ],
    ids=lambda v: v.phase if isinstance(v, Verdict) else "",
)
@of_rows("body", [order("CONVICTION", "2024"), order("CONVICTION_245", "2024"), sentence("2024")])
def test_a_conviction_stands_while_it_is_not_reversed(body: Body, where: Verdict, expected: tuple[str, str]) -> None:
    assert standing_of(record(body), where) == expected


@pytest.mark.parametrize("kind", ["ACQUITTAL", "ACQUITTAL_249A", "ACQUITTAL_265K", "COMPOUNDED_345"])
def test_an_acquittal_is_a_finding_while_it_stands(kind: str) -> None:
    acquittal = record(order(kind, "2024"))
    assert standing_of(acquittal, ACQUITTED) == ("FINDING", "APPEALABLE")
    for where in (CONVICTED, RETRIAL, ACCUSED):
        assert standing_of(acquittal, where) == NOTHING


@of_rows(
    "body",
    [
        *(custody(kind, "2024") for kind in ("ARREST", "PRODUCTION", "POLICE_REMAND", "JUDICIAL_REMAND")),
        *(custody(kind, "2024") for kind in ("ADMISSION", "TRANSFER", "ESCAPE", "RECAPTURE", "DEATH")),
        custody("RELEASE", "2024", reason="BAIL"),
        Bail("POST_ARREST", "2024"),
        Proclamation("87", "2024"),
        Statement("164", "2024"),
        warrant(),
    ],
)
@of_rows("where", EVERYWHERE, ids=lambda v: v.phase)
def test_what_is_done_before_a_conviction_too_is_never_a_finding(body: Body, where: Verdict) -> None:
    assert standing_of(record(body), where) == NOTHING


@of_rows(
    "body",
    [
        *(custody(kind, "2024") for kind in ("REMISSION", "PAROLE", "PROBATION")),
        *(custody("RELEASE", "2024", reason=why) for why in ("SENTENCE_SERVED", "SENTENCE_SUSPENDED", "REMISSION")),
        CompensationOrder("2024"),
        CustodyEvent("ADMISSION", "2024", court="Sessions Court", warrant_no="12/2024"),
    ],
)
@of_rows("where", EVERYWHERE, ids=lambda v: v.phase)
def test_what_is_done_under_a_sentence_says_what_the_case_says(body: Body, where: Verdict) -> None:
    expected = NOTHING if where.acquitted else (where.standing, where.finality)
    assert standing_of(record(body), where) == expected


@of_rows("role", ["VICTIM", "WITNESS", "COMPLAINANT"])
@of_rows("where", [None, *EVERYWHERE], ids=lambda v: v.phase if v else "outside")
def test_protected_roles_have_no_standing(role: str, where: Verdict | None) -> None:
    for body in (party(), Statement("161", "2024"), CompensationOrder("2024")):
        assert standing_of(record(body, role=role), where) == ("", "")


@of_rows(
    ("outcome", "expected"),
    [
        ("CONVICTION", ("FINDING", "NONE")),
        ("ACQUITTAL", ("FINDING", "NONE")),
        ("CHARGE", ("ACCUSATION", "NONE")),
        ("DEPORTATION", ("", "")),
    ],
)
@of_rows("where", [None, CONVICTED, ACQUITTED], ids=lambda v: v.phase if v else "outside")
def test_a_foreign_record_stands_apart(outcome: str, expected: tuple[str, str], where: Verdict | None) -> None:
    foreign = record(ForeignRecord("AE", "Dubai", "", "2020", outcome), role="LISTED")
    assert standing_of(foreign, where) == expected


def test_outside_cases() -> None:
    assert standing_of(record(warrant(), role="LISTED", cases=()), None) == NOTHING
    for body in (crossing("2024"), MisusedIdentity()):
        assert standing_of(record(body, role="LISTED", cases=()), None) == ("", "")


@pytest.mark.parametrize("where", EVERYWHERE, ids=lambda v: v.phase)
def test_a_withdrawn_paper_finds_nothing(where: Verdict) -> None:
    assert standing_of(record(order("CONVICTION", "2024"), status="WITHDRAWN"), where) == NOTHING


class TestNotes:
    def text(self, body: Body, where: Verdict | None, status: str = "ACTIVE", role: str = "ACCUSED") -> tuple[str, str]:
        line = line_of(see(visible(record(body, status=status, role=role))), where, "FIR:x", ())
        return line.text, line.text_ur

    def test_every_line_of_a_case_that_ended_well_says_so(self) -> None:
        for where, words in ((ACQUITTED, "acquitted (s. 265-K)"), (DISCHARGED, "discharged"), (CANCELLED, "cancelled")):
            assert f"case ended: {words}" in self.text(party(), where)[0]
            assert "مقدمہ ختم" in self.text(party(), where)[1]

    def test_a_reversed_conviction_says_that_it_does_not_stand(self) -> None:
        for where in (ACQUITTED, SET_ASIDE, RETRIAL):
            assert "does not stand" in self.text(order("CONVICTION", "2024"), where)[0]
            assert "برقرار نہیں" in self.text(order("CONVICTION", "2024"), where)[1]
        for where in (CONVICTED, FINAL):
            assert "does not stand" not in self.text(order("CONVICTION", "2024"), where)[0]

    @pytest.mark.parametrize(
        "where", [ALLEGED, ACCUSED, CONVICTED, FINAL, None], ids=lambda v: v.phase if v else "outside"
    )
    def test_otherwise_the_line_is_the_paper_s_alone(self, where: Verdict | None) -> None:
        assert self.text(party(), where)[0] == "named as accused in FIR 512/2024 PS ICHHRA, LAHORE, 371-A PPC"

    def test_status_is_said(self) -> None:
        assert self.text(party(), ALLEGED, "CORRECTED")[0].endswith(" (corrected)")
        assert self.text(party(), ALLEGED, "WITHDRAWN")[1].endswith(" (ادارے نے واپس لیا، شمار نہیں)")

    def test_a_protected_line_tells_nothing_of_the_case_s_end(self) -> None:
        assert "ended" not in self.text(party(), ACQUITTED, role="VICTIM")[0]

    def test_the_acquittal_itself_needs_no_note(self) -> None:
        assert "ended" not in self.text(order("ACQUITTAL_265K", "2024"), ACQUITTED)[0]
