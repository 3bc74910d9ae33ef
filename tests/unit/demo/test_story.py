"""What the story promises is what the files hold, judged by the rules of the records room itself."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from rabta.membership.v1.registry_pb2 import Registry

from services.cli.demo.up import specs
from services.membership.build import agency_rows
from services.membership.jurisdiction import Jurisdiction
from services.records.authority.voice import Voices
from services.records.law import juvenile
from services.records.law.rule import Dossier
from services.records.law.standing import judge
from services.records.law.verdict import Verdict
from services.values.records import CaseFile, ListEntry, ProtectionOrder
from services.vocabulary.protection import PROTECTED_ROLES
from tests.unit.demo.world import Files

ROWS = agency_rows(Registry(agencies=[spec.row() for spec in specs({})]))
REGISTRY: Any = SimpleNamespace(agencies=ROWS, jurisdiction=Jurisdiction(ROWS))
VOICES = Voices(REGISTRY, "2025-10-09")


def verdict(files: Files, key: str, cnic: str) -> Verdict:
    """Where a person stands in a case, from all that the files say, on the word of whoever the registry knows."""
    personal = {draft.record_id for draft in files.about(cnic)}
    records = [d for d in files.of_case(key) if d.subject is None or d.record_id in personal]
    return judge(Dossier([replace(each, voice=VOICES.of(each)) for each in records], 0).all_events)


def test_the_known_man_is_known_to_seven_agencies(files: Files) -> None:
    man = files.story["known_man"]
    assert {draft.agency for draft in files.about(man["cnic"])} == set(man["agencies"])
    assert len(man["agencies"]) == 7


def test_they_were_acquitted_once_convicted_once_and_stands_trial_once(files: Files) -> None:
    man = files.story["known_man"]
    acquitted = verdict(files, man["acquitted_in"], man["cnic"])
    assert (acquitted.acquitted, acquitted.favourable, acquitted.offence) == (True, True, False)
    assert "265-K" in acquitted.outcome
    convicted = verdict(files, man["convicted_in"], man["cnic"])
    assert (convicted.offence, convicted.finality) == (True, "FINAL")
    assert (convicted.decided, convicted.repeats) == (True, True)
    assert verdict(files, man["on_trial_in"], man["cnic"]).standing == "ACCUSATION"


def test_one_conviction_is_only_reported(files: Files) -> None:
    man = files.story["known_man"]
    reported = verdict(files, man["reported_in"], man["cnic"])
    assert (reported.phase, reported.standing, reported.offence) == ("REPORTED_CONVICTED", "ACCUSATION", False)
    assert reported.outcome == "police report a conviction; no court's record held"


def test_every_number_of_the_files_has_a_holder_and_every_court_is_of_its_cases(files: Files) -> None:
    for draft in files.drafts:
        voice = VOICES.of(draft)
        assert all(voice.holders), draft.case_references
        if voice.kind == "COURT" and draft.kind in ("COURT_EVENT", "CHARGE", "SENTENCE"):
            assert voice.court, draft.body
            assert any(voice.tries), draft.case_references


def test_sources_disagree_about_them(files: Files) -> None:
    subjects = [draft.subject for draft in files.about(files.story["known_man"]["cnic"]) if draft.subject]
    births = {(s.birth.earliest[:4], s.birth.latest[:4]) for s in subjects if s.birth}
    names = {name.text for s in subjects for name in s.names if name.type == "OWN" and name.script == "Latn"}
    assert len(births) >= 3
    assert {"Rashid Mehmood", "Rashed Mehmud"} <= names
    assert files.story["known_man"]["conflicts"] == ["birth", "name"]


def test_as_a_boy_they_are_withheld_and_as_a_man_they_are_not(files: Files) -> None:
    man = files.story["known_man"]
    assert juvenile.of_case(files.of_case(man["juvenile_in"])) == "YES"
    for key in ("acquitted_in", "on_trial_in", "convicted_in"):
        assert juvenile.of_case(files.of_case(man[key])) == "NO", key


def test_the_case_in_hand_is_the_officers(files: Files) -> None:
    officer = files.story["officer"]
    (file,) = [draft for draft in files.of_case(officer["case"]) if isinstance(draft.body, CaseFile)]
    assert file.agency == officer["agency"]
    assert isinstance(file.body, CaseFile)
    assert officer["id"] in file.body.officers
    assert not file.body.closed


def test_the_man_under_enquiry_has_nothing_else(files: Files) -> None:
    man = files.story["under_enquiry"]
    found = files.about(man["cnic"])
    assert {draft.agency for draft in found} == {man["agency"]}
    assert {draft.role for draft in found} == {"SUSPECT"}
    assert {reference.type for draft in found for reference in draft.case_references} == {"ENQUIRY"}
    assert verdict(files, man["case"], man["cnic"]).phase == "ENQUIRY"


def test_the_juvenile_is_one(files: Files) -> None:
    boy = files.story["juvenile"]
    assert juvenile.of_case(files.of_case(boy["case"])) == "YES"
    assert {draft.agency for draft in files.about(boy["cnic"])} == {boy["agency"]}


def test_the_correction_changes_records_and_adds_none(files: Files) -> None:
    (entry,) = [entry for entry in files.story["files"] if entry["later"]]
    later = [draft for outcome in files.outcomes[entry["path"]] for draft in outcome.drafts]
    first = {draft.record_id: draft for draft in files.of_case(files.story["corrected"]["case"])}
    assert {draft.record_id for draft in later} <= set(first)
    changed = [draft for draft in later if draft != first[draft.record_id]]
    assert {draft.kind for draft in changed} == {"CASE_FILE", "PARTY", "INVESTIGATION_EVENT"}
    provisions = {s.provision for d in changed if isinstance(d.body, CaseFile) for s in d.body.sections}
    assert provisions == {"324", "34"}


def test_the_sealed_record_has_its_order(files: Files) -> None:
    orders = [d.body for d in files.about(files.story["sealed"]["cnic"]) if isinstance(d.body, ProtectionOrder)]
    assert [(order.type, order.spared) for order in orders] == [("SEALED", ("pk.sindh-police/sd-3001",))]


def test_the_wanted_man_has_a_warrant_with_authority(files: Files) -> None:
    (entry,) = [d.body for d in files.about(files.story["wanted"]["cnic"]) if isinstance(d.body, ListEntry)]
    assert entry.type == "WARRANT_NON_BAILABLE"
    assert entry.authority
    assert entry.action == "ARREST"


def test_the_victim_is_only_ever_a_victim(files: Files) -> None:
    assert {draft.role for draft in files.about(files.story["victim"]["cnic"])} == {"VICTIM"}


def test_each_of_the_two_is_accused_in_one_case_and_complains_in_the_other(files: Files) -> None:
    cross = files.story["cross_cases"]
    for cnic in cross["cnics"]:
        roles = {draft.case_references[0].key: draft.role for draft in files.about(cnic)}
        assert sorted(roles.values()) == ["ACCUSED", "COMPLAINANT"]
        assert PROTECTED_ROLES & set(roles.values())


def test_the_owner_keeps_control_of_one(files: Files) -> None:
    found = files.about(files.story["originator_control"]["cnic"])
    assert {(draft.handling, draft.clearance, draft.releasable_to) for draft in found} == {
        ("ORCON", 3, ("pk.customs",))
    }


def test_the_refused_officer_cites_another_agencys_case(files: Files) -> None:
    refused = files.story["refused"]
    assert all(
        draft.agency != refused["agency"] for draft in files.of_case(refused["case"]) if draft.kind == "CASE_FILE"
    )
    assert files.of_case(refused["case"])
