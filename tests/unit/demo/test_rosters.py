"""Rosters: officers whom registry, vocabulary and files agree on."""

from __future__ import annotations

import re
from typing import Any

from services.access.purpose import PURPOSES, well_formed
from services.demo import boy
from services.demo.exports import EXPORTS
from services.demo.rosters import OVERSIGHT, rosters
from services.membership.spec import ROLES
from tests.rows import of_rows
from tests.unit.demo.world import Files

NOW = 1_764_000_000_000
KINDS = {
    "pk.punjab-police": "POLICE",
    "pk.sindh-police": "POLICE",
    "pk.fia": "FIA",
    "pk.customs": "CUSTOMS",
    "pk.district-courts": "COURT",
    "pk.high-courts": "COURT",
    "pk.prisons": "PRISON",
    "pk.oversight": "OVERSIGHT",
}
OFFICERS = [(agency, officer) for agency, officers in rosters(NOW).items() for officer in officers]


def officer(id_: str) -> dict[str, Any]:
    return next(found for _, found in OFFICERS if found["id"] == id_)


@of_rows(("agency", "said"), OFFICERS, ids=[said["id"] for _, said in OFFICERS])
def test_an_officer_fits_their_agency(agency: str, said: dict[str, Any]) -> None:
    assert set(said["roles"]) <= set(ROLES[KINDS[agency]])
    assert 0 <= said["clearance"] <= 3
    assert re.fullmatch(r"[a-z]{2,3}-\d{4}", said["id"])
    for case in said["cases"]:
        kind, _, key = case.partition(":")
        assert well_formed(kind, key), case


def test_ids_are_used_once_and_superiors_exist() -> None:
    ids = [said["id"] for _, said in OFFICERS]
    assert len(set(ids)) == len(ids)
    assert {said["superior"] for _, said in OFFICERS} - {""} <= set(ids)


def test_every_agency_that_exports_has_a_record_officer() -> None:
    for agency in {export.agency for export in EXPORTS}:
        keepers = [said for said in rosters(NOW)[agency] if "RECORD_OFFICER" in said["roles"]]
        assert keepers
        for said in keepers:
            assert any(case.startswith("RECORD:") for case in said["cases"])


def test_investigators_hold_what_their_purposes_need() -> None:
    assert PURPOSES["INVESTIGATE_CASE"].own_case
    assert officer("fia-1042")["cases"] == ["FIR:FIA/LAHORE/AHTC/31/2024"]


def test_a_second_person_stands_ready() -> None:
    first, second = officer("fia-1042"), officer("fia-1043")
    assert second["clearance"] >= first["clearance"]
    assert second["superior"] != first["id"]


def test_three_officers_are_there_to_be_refused() -> None:
    assert officer("fia-1077")["suspended"]
    assert officer("fia-1078")["trained_until_ms"] < NOW
    assert officer("fia-1079")["own_and_kin"]
    others = [said for _, said in OFFICERS if said["id"] not in {"fia-1077", "fia-1078", "fia-1079"}]
    assert all(not said["suspended"] and said["trained_until_ms"] > NOW and not said["own_and_kin"] for said in others)


def test_oversight_is_two_people() -> None:
    assert len(rosters(NOW)[OVERSIGHT]) == 2


def test_cases_of_officers_exist_in_the_files_or_among_what_is_said_of_the_boy(files: Files) -> None:
    handed_in = {
        (agency, f"{case.type}:{case.key}") for agency, made in boy.records().items() for each in made
        for case in each.case_references
    }  # fmt: skip
    for agency, said in OFFICERS:
        for case in said["cases"]:
            if case.startswith(("FIR:", "ENQUIRY:", "PRISON_UNDER_TRIAL:")) and (agency, case) not in handed_in:
                assert any(draft.agency == agency for draft in files.of_case(case)), case


def test_the_story_names_officers_of_the_roster(files: Files) -> None:
    assert officer(files.story["officer"]["id"])["cases"] == [files.story["officer"]["case"]]
    assert files.story["refused"]["case"] not in officer(files.story["refused"]["officer"])["cases"]
