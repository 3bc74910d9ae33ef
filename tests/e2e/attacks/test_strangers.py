"""Accusations of strangers: what an agency plants under another's case number tells nobody whom that case protects."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import NamedTuple

import pytest
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.values.records import RecordVersion, Subject
from tests.e2e.attacks.judging import answered, put
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    FIA,
    FIA_CASE,
    INVESTIGATOR,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_CASE,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

ROLES = ("VICTIM", "WITNESS", "COMPLAINANT")
THEIRS = ref(FIA_CASE)


def fresh(name: str) -> str:
    return f"{name}-{os.urandom(4).hex()}"


def man(number: int) -> Subject:
    return make.person(make.cnic(7600 + number), name=f"Planted About {number}")


class Told(NamedTuple):
    """A history without names and numbers. ``lines``: owner, standing, finality, text, flags."""

    lines: tuple[tuple[str, int, int, str, tuple[str, ...]], ...]
    hits: tuple[tuple[str, str], ...]
    banners: tuple[str, ...]
    conflicts: int


def told(world: World, officer: Officer, who: Subject) -> Told:
    raw = answered(world, put(world, world.asking(officer, HISTORY, history_of(who.identifiers[0].value))))
    history = GetHistoryResponse.FromString(raw).history
    return Told(
        tuple(
            (line.owner, line.standing, line.finality, line.text, tuple(flag.rule for flag in line.flags))
            for line in history.timeline
        ),
        tuple((hit.owner, hit.action.action) for hit in history.hits),
        tuple(banner.code for banner in history.banners),
        len(history.conflicts),
    )


def planted(who: Subject, role: str = "ACCUSED") -> RecordVersion:
    return make.party(fresh("sd-plant"), agency=SINDH, subject=who, role=role, case_references=THEIRS)


def roles_of_case(number: int) -> list[tuple[Subject, RecordVersion | None]]:
    """A person in each protected role of the case, one whom it accuses, and one who is nobody there."""
    found: list[tuple[Subject, RecordVersion | None]] = [(man(number), None)]
    for at, role in enumerate((*ROLES, "ACCUSED"), start=number + 1):
        who = man(at)
        found.append((who, make.party(fresh("fia-role"), agency=FIA, role=role, subject=who, case_references=THEIRS)))
    return found


@pytest.mark.parametrize("named_first", [True, False], ids=["owner-first", "plant-first"])
@pytest.mark.parametrize("officer", [PUNJAB_INVESTIGATOR, SINDH_INVESTIGATOR, RECORDERS[SINDH]], ids=lambda o: o.id)
def test_plants_tell_no_role(world: World, officer: Officer, named_first: bool) -> None:
    """Third agencies and the planter are answered the same, whatever the case's owner calls the person."""
    start = 20 * int(named_first) + 10 * [PUNJAB_INVESTIGATOR, SINDH_INVESTIGATOR, RECORDERS[SINDH]].index(officer)
    answers = {}
    for who, named in roles_of_case(start):
        records = [planted(who), *([named] if named else [])]
        for record in reversed(records) if named_first else records:
            world.plant([record])
        answers[named.role if named else ""] = told(world, officer, who)
    accused = answers.pop("ACCUSED")
    assert {role: each for role, each in answers.items() if each != answers[""]} == {}
    assert not any(line[0] == SINDH for line in accused.lines) or officer.agency == SINDH


def test_a_plant_is_a_hit_for_others_and_stands_for_who_has_a_part(world: World) -> None:
    """The owner of the case reads what is said there; everybody else learns that its writer holds something."""
    who = man(80)
    world.plant([planted(who)])
    assert SINDH in {line[0] for line in told(world, INVESTIGATOR, who).lines}
    of_others = told(world, PUNJAB_INVESTIGATOR, who)
    assert (of_others.lines, of_others.hits) == ((), ((SINDH, ""),))


def test_a_number_of_its_own_beside_anothers_lifts_nothing(world: World) -> None:
    """A record under several numbers is judged under each: the foreign one gives it the lower level."""
    who = man(81)
    world.plant(
        [make.party(fresh("sd"), agency=SINDH, subject=who, case_references=(*ref(SINDH_CASE), *THEIRS))],
    )
    assert told(world, PUNJAB_INVESTIGATOR, who).lines == ()


def test_what_a_stranger_seeks_somebody_for_is_no_accusation(world: World) -> None:
    """A warrant, a proclamation, a list entry with authority and a fact of custody are shown as before."""
    who = man(82)
    warrant = make.listing(
        fresh("sd-warrant"), type="WARRANT_NON_BAILABLE", agency=SINDH, subject=who, case_references=THEIRS
    )
    held = make.custody(fresh("sd-held"), "ARREST", "2020-05-03", agency=SINDH, subject=who, case_references=THEIRS)
    world.plant([warrant, held])
    assert [line[0] for line in told(world, PUNJAB_INVESTIGATOR, who).lines].count(SINDH) == 2


def alarms(world: World, records: list[RecordVersion]) -> set[str]:
    """Alarms in the sealed part of the entries of a page."""
    mark = world.log.size()
    world.plant(records)
    return {alarm for entry in world.log.since(mark) for alarm in entry.sealed.alarms}


@pytest.mark.parametrize("before", ["own-case", "another-man", "taken-back"])
def test_a_plant_that_is_moved_evades_no_alarm(world: World, before: str) -> None:
    """A record that is brought to the victim of another's case by a later version is an alarm as one written there."""
    number = 84 + 2 * ["own-case", "another-man", "taken-back"].index(before)
    who, other = man(number), man(number + 1)
    plant = planted(who)
    first = {
        "own-case": [replace(plant, case_references=ref(SINDH_CASE))],
        "another-man": [replace(plant, subject=other)],
        "taken-back": [plant, make.withdrawn(plant)],
    }[before]
    assert alarms(world, first) == set()
    world.plant([make.party(fresh("fia-victim"), agency=FIA, role="VICTIM", subject=who, case_references=THEIRS)])
    moved = make.following(
        first[-1], case_references=plant.case_references, subject=who, status_note="the same person after all"
    )
    assert alarms(world, [moved]) == {f"raised-at-first-writing:{moved.name}"}


def test_what_the_owner_adopts_is_shown_and_what_another_adopts_is_not(world: World) -> None:
    """The owner makes a stranger's accusation its own, by version: none but the owner may, and no later version is it."""
    mark, who = os.urandom(3).hex(), man(90)
    case = ref(f"FIA/LAHORE/ADOPT-{mark.upper()}/1/2024")
    plant = replace(planted(who), case_references=case)
    file = make.case_file(f"fia-adopts-{mark}", agency=FIA, case_references=case)
    world.plant([file, plant])
    assert told(world, PUNJAB_INVESTIGATOR, who).hits == ((SINDH, ""),)
    by_planter = make.case_file(f"sd-adopts-{mark}", agency=SINDH, case_references=case)
    world.plant([replace(by_planter, body=make.changed_body(by_planter, adopts=(plant.name,)))])
    assert told(world, PUNJAB_INVESTIGATOR, who).hits == ((SINDH, ""),), "nobody adopts its own"
    adopting = make.following(file, body=make.changed_body(file, adopts=(plant.name,)))
    world.plant([adopting])
    assert told(world, PUNJAB_INVESTIGATOR, who).hits == ()
    assert SINDH in {line[0] for line in told(world, PUNJAB_INVESTIGATOR, who).lines}
    later = make.following(plant, status_note="a further ground")
    world.plant([later])
    assert told(world, PUNJAB_INVESTIGATOR, who).hits == ((SINDH, ""),), "the owner read the version before"
    world.plant([make.following(adopting, body=make.changed_body(file, adopts=(later.name,)))])
    assert told(world, PUNJAB_INVESTIGATOR, who).hits == ()
