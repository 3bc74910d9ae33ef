"""`rabta law`: what is held of ages, offences and clocks without a server, and what is asked about a case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1 import case_law_pb2 as law

from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import WHY, keep, rabta

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


# -- where no facts are given, the hub is asked about the cited case

SERVICE, RECORD = "/rabta.records.v1.RecordsService/", "agencies/pk.punjab-police/records/r-1"
ROW = law.LawRow(id="ptpa", law="PTPA 2018 s. 2", mark=law.LAW_MARK_K, read_on="2026-11-27", note="as passed")
CHILD = law.CheckChildResponse(
    answers=[law.ChildAnswer(row=ROW, answer=law.LAW_ANSWER_YES, reason="a child \x1b[2J", reason_ur="بچہ")],
    together=law.AGREEMENT_DIFFER, protect=True, by_court=True, claimed=True,
)  # fmt: skip
VERSIONS = [
    law.OffenceVersion(row=ROW, min_years=2, max_years=10, fine_max=1_000_000, mode=law.PENALTY_MODE_OR_BOTH),
    law.OffenceVersion(row=ROW, life=True, fine_min=50_000, mode=law.PENALTY_MODE_AND_FINE),
]
FIT = law.FitChargesResponse(
    fits=[law.OffenceFit(offence="ptpa3-2", verdict=law.FIT_VERDICT_FITS_IF, versions=VERSIONS,
                         open=[law.OFFENCE_ELEMENT_MEANS])],
    investigators=[law.Competence(investigator=law.INVESTIGATING_BODY_FIA, mark=law.LAW_MARK_V, why="PTPA s. 8(2)")],
    points=[law.ChargePoint(kind=law.CHARGE_POINT_KIND_GENERAL_ONLY, offences=["ptpa3-2"])],
)  # fmt: skip
CLOCKS = law.ListClocksResponse(steps=[
    law.ClockStep(procedure="arrest", step=ROW, state=law.CLOCK_STATE_OVERDUE, who="police station", due_ms=1, late=True,
                  what="bring the person before a Magistrate", tell="district police officer", record=RECORD),
])  # fmt: skip


def asked(desk: HubThread, method: str, answer: Any, *words: object) -> tuple[str, list[Any]]:
    seen: list[Any] = []
    desk.hub.bodies[SERVICE + method] = keep(seen, answer)
    result = rabta("law", *words, "--profile", desk.profile(), *WHY, env=WIDE)
    return " ".join(result.stdout.split()), [raw for _, raw in seen]


def test_a_person_of_the_case(hub_desk: HubThread) -> None:
    out, (body,) = asked(hub_desk, "CheckChild", CHILD, "child", "--record", RECORD, "--as", "ACCUSED")
    request = law.CheckChildRequest.FromString(body)
    assert (request.record, request.asked_as, request.place) == (RECORD, law.ASKED_AS_ACCUSED, "")
    assert "PTPA 2018 s. 2 (K), as read on 2026-11-27; to be confirmed by counsel (as passed)" in out
    assert "together: DIFFER; to be treated as a child: yes" in out
    assert "its finding alone counts here" in out
    assert "which does not count" in out
    assert "\x1b" not in out
    urdu, _ = asked(hub_desk, "CheckChild", CHILD, "child", "--record", RECORD, "--language", "ur")
    assert "بچہ" in urdu


def test_facts_about_the_case(hub_desk: HubThread) -> None:
    words = ("fit", "--word", "RECRUIT", "--word", "FORCE=DENIED", "--record", RECORD, "--crossed", "YES")
    out, (body,) = asked(hub_desk, "FitCharges", FIT, *words)
    request = law.FitChargesRequest.FromString(body)
    assert [(each.word, each.how) for each in request.said] == [
        ("RECRUIT", law.STATED_HOW_ALLEGED), ("FORCE", law.STATED_HOW_DENIED),
    ]  # fmt: skip
    assert (request.victim, request.crossed) == (RECORD, law.LAW_ANSWER_YES)
    for text in ("FITS_IF", "MEANS", "2-10 y, Rs 1,000,000, or fine, or both", "life, Rs 50,000, and fine",
                 "PTPA s. 8(2)", "GENERAL_ONLY", "never replace a section"):  # fmt: skip
        assert text in out


def test_clocks_of_the_case(hub_desk: HubThread) -> None:
    out, (body,) = asked(hub_desk, "ListClocks", CLOCKS, "clocks", "arrest")
    assert law.ListClocksRequest.FromString(body).procedure == "arrest"
    for text in ("OVERDUE", "district police officer", RECORD):
        assert text in out


@pytest.mark.parametrize(("holds", "said"), [(True, "holds"), (False, "holds no longer")])
def test_why_the_general_law_alone_is_charged_is_stated_in_words_of_stdin(
    hub_desk: HubThread, holds: bool, said: str
) -> None:
    words = "the prosecutor advises that no element of force is supported"
    kept = law.ChargeReason(
        kind=law.GENERAL_REASON_PROSECUTOR_ADVICE,
        words=words,
        agency="pk.fia",
        officer="fia-1042",
        at_ms=1,
        holds=holds,
    )
    seen: list[Any] = []
    hub_desk.hub.bodies[SERVICE + "StateChargeReason"] = keep(seen, law.StateChargeReasonResponse(reason=kept))
    command = ("law", "reason", "PROSECUTOR_ADVICE", "--profile", hub_desk.profile(), *WHY)
    result = rabta(*command, "--request-id", "a" * 32, stdin=f"{words}\n", env=WIDE)
    (request,) = (law.StateChargeReasonRequest.FromString(raw) for _, raw in seen)
    assert (request.kind, request.words, request.request_id) == (law.GENERAL_REASON_PROSECUTOR_ADVICE, words, "a" * 32)
    assert "PROSECUTOR_ADVICE: stated by fia-1042 of pk.fia" in result.stdout
    assert result.stdout.strip().endswith(said)
    assert words not in result.output, "what is said of a case is not printed again"
    rabta("law", "reason", "GUILT", "--profile", hub_desk.profile(), *WHY, code=2)
    assert len(seen) == 1


def test_nothing_is_said_of_whom_the_caller_does_not_know(hub_desk: HubThread) -> None:
    out, _ = asked(hub_desk, "CheckChild", law.CheckChildResponse(), "child", "--record", RECORD)
    assert "none" in out
    assert "together" not in out


@pytest.mark.parametrize("words", [("child",), ("fit", "--word", "RECRUIT"), ("clocks", "arrest")])
def test_without_facts_and_without_a_profile_nothing_is_asked(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("RABTA_PROFILE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert "no facts are given" in said(*words, code=2)
