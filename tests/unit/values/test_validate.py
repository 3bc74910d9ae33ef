"""Field rules: a sound version of every kind passes, and each broken field is named by path and rule."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records import wire
from services.values import records
from services.values.encoding import RECORDS as NOUNS
from services.values.records import (
    Bail,
    Birth,
    CaseFile,
    CaseReference,
    Charge,
    ClaimAnswer,
    CompensationOrder,
    ForeignRecord,
    Identifier,
    JointTeam,
    MisusedIdentity,
    Name,
    Party,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Referral,
    Review,
    Statement,
    Subject,
)
from services.values.validation.field_rules import BIRTH, BODIES, NAME, SUBJECT, VERSION
from services.values.validation.validate import violations
from tests.budget import budget
from tests.fakes.field_paths import leads
from tests.rows import of_rows
from tests.unit.records.messages import messages
from tests.unit.records.papers import (
    FIR_A,
    PPC,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
    warrant,
)

SOUND = [
    record(replace(case_file(), joint_teams=(JointTeam("pk.fia", ("fia-1", "fia-2"), "2026-01-31"),)), role=""),
    record(party()),
    record(step("CHALLAN_FINAL", "2024-03-20")),
    record(custody("RELEASE", "2024-04-01", reason="BAIL")),
    record(Proclamation("87", "2024-04-01", "SESSIONS")),
    record(Bail("POST_ARREST", "2024-04-01", "SESSIONS", 10_000_000)),
    record(Charge((PPC,), "2024-05-01", "SESSIONS", "not guilty")),
    record(order("CONVICTION", "2024-09-01")),
    record(sentence("2024-09-01")),
    record(CompensationOrder("2024-09-01", "SESSIONS", 5_000_000)),
    record(warrant(), role="LISTED", cases=()),
    record(crossing("2024-09-01T10:00+05:00"), role="LISTED", cases=()),
    record(Statement("161", "2024-04-01", "SI Khan", ("ASI Butt",), "They said:\n\tnothing."), role="WITNESS"),
    record(MisusedIdentity("2024-01-01"), role="LISTED", cases=()),
    record(ForeignRecord("AE", "Dubai", "smuggling", "2020-01-01", "DEPORTATION"), role="LISTED", cases=()),
    record(ProtectionOrder("SEALED", "2024-04-01", "SESSIONS", ("pk.fia/fia-1042", "pk.court"))),
    record(Referral("pk.child-protection", "2024-04-01"), role="VICTIM"),
    record(Review(("agencies/pk.fia/records/r1",), "2024-04-01", "", ("ov-1",)), role=""),
    record(ClaimAnswer("a" * 22, "REFUSED", "the certificate is another man's", bytes(32), "2024-04-01")),
    record(replace(case_file(), adopts=("agencies/pk.fia/records/party-1/versions/12",)), role=""),
]
BASE = SOUND[7]
TEAMS = "case_file.joint_teams"


def rules_of(version: RecordVersion) -> set[tuple[str, str]]:
    return {(v.field, v.rule) for v in violations(version)}


@of_rows("version", SOUND, ids=lambda version: version.kind)
def test_a_sound_version_of_every_kind(version: RecordVersion) -> None:
    assert violations(version) == ()
    assert wire.decode_version(wire.encode(version)) == version


def test_every_kind_is_shown_sound_and_every_field_is_governed() -> None:
    assert {type(version.body) for version in SOUND} == set(BODIES)
    free = {"life", "death", "read_with", "retracts", "crosses_border", "closed", "release_reason", "from_owner_too"}
    free |= {"victim_status", "relation", "place_kind", "liberty"}
    for body, rules in BODIES.items():
        assert {f.name for f in fields(body)} - free == {name for name, _ in rules}
    elsewhere = {"version", "previous_sha256", "subject", "role", "case_references", "str_derived", "body", "voice"}
    assert {f.name for f in fields(RecordVersion)} - elsewhere == {name for name, _ in VERSION}
    assert {f.name for f in fields(Subject)} - {"names", "identifiers", "gender", "birth", "age_claimed"} == {
        n for n, _ in SUBJECT
    }
    assert {f.name for f in fields(Name)} == {n for n, _ in NAME}
    assert {f.name for f in fields(Birth)} - {"basis"} == {n for n, _ in BIRTH}


@of_rows(
    ("change", "field", "rule"),
    [
        ({"agency": ""}, "agency", "required"),
        ({"agency": "PK.FIA"}, "agency", "pattern"),
        ({"record_id": "../etc"}, "record_id", "pattern"),
        ({"record_id": "a" * 65}, "record_id", "pattern"),
        ({"record_id": "r1\n"}, "record_id", "pattern"),
        ({"version": 0}, "version", "range"),
        ({"version": 2}, "previous_sha256", "length"),
        ({"previous_sha256": b"x" * 32}, "previous_sha256", "length"),
        ({"kind": "BAIL"}, "kind", "body-matches-kind"),
        ({"body": None}, "kind", "body-matches-kind"),
        ({"status": ""}, "status", "required"),
        ({"handling": ""}, "handling", "required"),
        ({"releasable_to": ("pk.fia", "Nobody!")}, "releasable_to", "pattern"),
        ({"clearance": 4}, "clearance", "range"),
        ({"source_grade": ""}, "source_grade", "required"),
        ({"information_grade": ""}, "information_grade", "required"),
        ({"valid_from": ""}, "valid_from", "required"),
        ({"valid_from": "01-02-2024"}, "valid_from", "iso-date"),
        ({"valid_to": "2024-02-30"}, "valid_to", "iso-date"),
        ({"valid_to": "2023-01-01"}, "valid_to", "ends-before-start"),
        ({"status_note": "why\x1b[0m"}, "status_note", "unsafe-text"),
        ({"status": "WITHDRAWN"}, "status_note", "required"),
        ({"subject": None}, "role", "role-without-subject"),
        ({"role": ""}, "role", "required"),
        ({"case_references": ()}, "case_references", "required"),
        ({"case_references": (FIR_A, FIR_A)}, "case_references", "repeated"),
        ({"case_references": (replace(FIR_A, dated="soon"),)}, "case_references[0].dated", "iso-date"),
        (
            {"case_references": (CaseReference("FIR", "pb/lahore/x/1/2024"),)},
            "case_references[0].key",
            "case-reference-canonical",
        ),
        ({"case_references": tuple(CaseReference("CRO", f"{i}") for i in range(21))}, "case_references", "too-many"),
    ],
)
def test_the_version_s_own_fields(change: dict[str, Any], field: str, rule: str) -> None:
    assert (field, rule) in rules_of(replace(BASE, **change))


@of_rows(
    ("subject", "broken"),
    [
        (Subject(identifiers=(Identifier("PHONE", "+923001234567"),)), False),
        (Subject(identifiers=(Identifier("PHONE", "+923001234567"),), gender="M", district="LAHORE"), False),
        (Subject(names=(Name("OWN", "Ali", "Latn"),), identifiers=(Identifier("PHONE", "+923001234567"),)), True),
        (Subject(identifiers=(Identifier("CNIC", "3520112345671"),)), True),
    ],
)
def test_a_listed_party_is_nobody_known(subject: Subject, broken: bool) -> None:
    """Numbers of a case are judged as its own papers, so that no person may stand there."""
    record = replace(BASE, kind="PARTY", role="LISTED", subject=subject, body=Party())
    assert (("subject", "listed-party-named") in rules_of(record)) is broken


@of_rows(
    ("change", "field", "rule"),
    [
        ({"names": (), "identifiers": ()}, "subject", "subject-unnamed"),
        ({"names": (Name("OWN", "Aslam\u202egnp", "Latn"),)}, "subject.names[0].text", "unsafe-text"),
        ({"names": (Name("OWN", "", "Latn"),)}, "subject.names[0].text", "required"),
        ({"names": (Name("", "A", ""),)}, "subject.names[0].type", "required"),
        ({"names": (Name("OWN", "A", "urdu"),)}, "subject.names[0].script", "pattern"),
        ({"names": (Name("OWN", "A" * 201),)}, "subject.names[0].text", "too-long"),
        ({"names": (Name("OWN", "A"),) * 21}, "subject.names", "too-many"),
        (
            {"identifiers": (Identifier("CNIC", "35201-1234567-1"),)},
            "subject.identifiers[0].value",
            "identifier-canonical",
        ),
        ({"identifiers": (Identifier("", "1"),)}, "subject.identifiers[0].value", "identifier-canonical"),
        ({"identifiers": (Identifier("CNIC", "3520112345671"),) * 31}, "subject.identifiers", "too-many"),
        ({"birth": Birth("1990-01-01", "1980-01-01")}, "subject.birth.latest", "ends-before-start"),
        ({"birth": Birth("1990-01-01", "")}, "subject.birth.latest", "required"),
        ({"birth": Birth("x", "1990")}, "subject.birth.earliest", "iso-date"),
        ({"nationalities": ("Pakistan",)}, "subject.nationalities", "pattern"),
        ({"dangers": ("armed!",)}, "subject.dangers", "pattern"),
        ({"address": "house\n1"}, "subject.address", "unsafe-text"),
    ],
)
def test_the_subject_s_fields(change: dict[str, Any], field: str, rule: str) -> None:
    assert (field, rule) in rules_of(replace(BASE, subject=replace(subject(), **change)))


@of_rows(
    ("body", "field", "rule"),
    [
        (order("CONVICTION", ""), "court_event.at", "required"),
        (order("CHALLAN_FINAL", "2024-01-01"), "court_event.type", "word-unfit"),
        (step("CONVICTION", "2024-01-01"), "investigation_event.type", "word-unfit"),
        (step("CANCELLATION_ORDERED", "2024-01-01"), "investigation_event.type", "word-unfit"),
        (step("", "2024-01-01"), "investigation_event.type", "required"),
        (order("CONVICTION", "2024", replace(PPC, statute="IPC")), "court_event.sections", "statute"),
        (order("CONVICTION", "2024", replace(PPC, provision="")), "court_event.sections", "required"),
        (order("CONVICTION", "2024", *[PPC] * 41), "court_event.sections", "too-many"),
        (custody("RELEASE", "2024-01-01"), "custody_event.release_reason", "release-reason"),
        (custody("ARREST", "2024-01-01", reason="BAIL"), "custody_event.release_reason", "release-reason"),
        (custody("REMISSION", "2024-01-01", days=40_000), "custody_event.days", "range"),
        (replace(sentence("2024"), fine_minor=-1), "sentence.fine_minor", "range"),
        (replace(sentence("2024"), form=""), "sentence.form", "required"),
        (replace(warrant(), issued=""), "list_entry.issued", "required"),
        (replace(warrant(), action="arrest now"), "list_entry.action", "pattern"),
        (replace(warrant(), expires="2024-01-01"), "list_entry.expires", "ends-before-start"),
        (replace(warrant(), cancelled="2024-01-01"), "list_entry.cancelled", "ends-before-start"),
        (case_file(act=("2024-03-04", "2024-03-01")), "case_file.act_to", "ends-before-start"),
        (case_file(officers=("x y",)), "case_file.officers", "pattern"),
        (case_file(summary="\x00"), "case_file.summary", "unsafe-text"),
        (replace(case_file(), adopts=("agencies/pk.fia/records/party-1",)), "case_file.adopts", "pattern"),
        (
            replace(case_file(), adopts=("agencies/pk.fia/records/party-1/versions/1",) * 201),
            "case_file.adopts",
            "too-many",
        ),
        (replace(case_file(), joint_teams=(JointTeam("FIA", ("fia-1",), "2026-01-31"),)), TEAMS, "pattern"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", (), "2026-01-31"),)), TEAMS, "joint-officers"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", ("pk.fia/x",), "2026-01-31"),)), TEAMS, "pattern"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", ("fia-1",), ""),)), TEAMS, "required"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", ("fia-1",), "2026"),)), TEAMS, "pattern"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", ("fia-1",), "2026-02-30"),)), TEAMS, "iso-date"),
        (replace(case_file(), joint_teams=(JointTeam("pk.fia", ("fia-1",), "2026-01-31"),) * 51), TEAMS, "too-many"),
        (Party((PPC,), exploited_from="then"), "party.exploited_from", "iso-date"),
        (Party((PPC,), exploited_from="2024-02", exploited_to="2024-01"), "party.exploited_to", "ends-before-start"),
        (Party((PPC,), victim_status="POSSIBLE"), "party.victim_status", "victim-alone"),
        (Party((PPC,), exploited_to="2024-01"), "party.victim_status", "victim-alone"),
        (replace(crossing("2024-01-01"), other_country="Kabul"), "border_crossing.other_country", "pattern"),
        (ProtectionOrder("SEALED", "2024-01-01", "S", ("anyone at all",)), "protection_order.spared", "pattern"),
        (ForeignRecord("Dubai", "", "", "2020", "CHARGE"), "foreign_record.country", "pattern"),
    ],
)
def test_the_body_s_fields(body: Any, field: str, rule: str) -> None:
    role = "LISTED" if type(body).__name__ in ("ListEntry", "BorderCrossing", "ForeignRecord") else "ACCUSED"
    assert (field, rule) in rules_of(record(body, role=role))


def test_kinds_about_a_person_need_one() -> None:
    for version in SOUND:
        bare = replace(version, subject=None, role="")
        expected = version.kind not in (
            "CASE_FILE",
            "INVESTIGATION_EVENT",
            "COURT_EVENT",
            "LIST_ENTRY",
            "REVIEW",
            "CLAIM_ANSWER",
        )
        assert (("subject", "required") in rules_of(bare)) == expected


class TestExpunged:
    EMPTY = replace(
        BASE,
        version=2,
        previous_sha256=b"p" * 32,
        status="EXPUNGED",
        subject=None,
        role="",
        case_references=(),
        body=records.CourtEvent(),
    )

    def test_proof_stays_data_goes(self) -> None:
        assert violations(self.EMPTY) == ()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"subject": subject(), "role": ""}, "subject"),
            ({"role": "ACCUSED"}, "role"),
            ({"case_references": (FIR_A,)}, "case_references"),
            ({"body": order("CONVICTION", "2024")}, "court_event"),
        ],
    )
    def test_nothing_may_remain(self, change: dict[str, Any], field: str) -> None:
        assert rules_of(replace(self.EMPTY, **change)) == {(field, "expunged-holds-data")}

    def test_a_record_cannot_begin_expunged(self) -> None:
        first = replace(self.EMPTY, version=1, previous_sha256=b"")
        assert rules_of(first) == {("status", "expunged-first")}


@pytest.mark.parametrize(
    "change", [{"names": ()}, {"identifiers": ()}, {"birth": None}], ids=lambda each: next(iter(each))
)
def test_who_has_a_name_or_a_number_is_somebody_and_their_birth_may_be_unsaid(change: dict[str, Any]) -> None:
    assert violations(replace(BASE, subject=replace(subject(), **change))) == ()


def test_a_role_without_a_subject_is_told_in_words() -> None:
    (found,) = [
        each for each in violations(replace(record(case_file(), role=""), role="VICTIM")) if each.field == "role"
    ]
    assert (found.rule, found.text) == ("role-without-subject", "is somebody's, but no subject is named")


def test_every_violation_is_named() -> None:
    assert {v.field for v in violations(replace(BASE, agency="", clearance=9))} == {"agency", "clearance"}


@budget(80)
@given(st.data())
def test_any_message_is_sound_or_located_and_no_value_is_told(data: st.DataObject) -> None:
    message = data.draw(messages(NOUNS.message_class(RecordVersion)))
    version = NOUNS.from_message(RecordVersion, message)
    for violation in violations(version):
        assert violation.rule
        assert violation.text
        assert leads(message.DESCRIPTOR, violation.field), violation.field


@pytest.mark.parametrize("act", [("", ""), ("2024", "2024"), ("2024-03", ""), ("2024-03-04T23:10+05:00", "")])
def test_a_case_whose_act_has_no_day_is_taken(act: tuple[str, str]) -> None:
    """Of many an act the day is not known when it is reported: the case is kept, and its age then counts as unknown."""
    assert violations(record(case_file(act=act), role="")) == ()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("act_from", replace(case_file(), act_from="4.3.2024")),
        ("act_to", replace(case_file(), act_to="yesterday")),
    ],
)
def test_a_day_that_is_none_is_refused_all_the_same(name: str, file: CaseFile) -> None:
    found = violations(record(file, role=""))
    assert (f"case_file.{name}", "iso-date") in {(each.field, each.rule) for each in found}


def test_a_case_that_was_never_reported_is_refused() -> None:
    found = violations(record(case_file(reported=""), role=""))
    assert [(each.field, each.rule) for each in found] == [("case_file.reported", "required")]
