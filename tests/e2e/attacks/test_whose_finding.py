"""Words that accuse and questions that feel around: a register's conviction, one's own records by a phone, a plant."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest
from rabta.records.v1.history_pb2 import STANDING_FINDING, Selector
from rabta.records.v1.records_service_pb2 import (
    GetHistoryRequest,
    GetHistoryResponse,
    SearchRequest,
    SearchResponse,
)
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_NAME_KEY, IDENTIFIER_TYPE_PHONE
from rabta.records.v1.subject_pb2 import Identifier as WireIdentifier

from services.values.identifiers import name_keys
from services.values.records import CaseReference, Identifier, RecordVersion, Section, Sentence, Subject
from tests.e2e.attacks.judging import answered, put
from tests.e2e.bodies import HISTORY, RECORDS, history_of
from tests.e2e.people import (
    COURT_CASE,
    FIA,
    INVESTIGATOR,
    PRISONS,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    SESSIONS,
    SINDH,
    SINDH_CASE,
    Officer,
    kin,
)
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.record_maker import changed_body

HERE, THERE = ref(SINDH_CASE), ref(PUNJAB_CASE)


def fresh(name: str) -> str:
    return f"{name}-{os.urandom(4).hex()}"


def man(number: int) -> Subject:
    return make.person(make.cnic(800 + number), name=f"Accused By Word {number}")


def convictions(agency: str, who: Subject) -> list[RecordVersion]:
    """What a register says of a court: convicted, and the sentence."""
    sentence = Sentence(
        "2021-02-01",
        "Sessions Court Karachi South",
        form="IMPRISONMENT",
        imprisonment_days=3650,
        sections=(Section("PPC", "371-A"),),
    )
    return [
        make.court(fresh("reg-found"), "CONVICTION", "2021-02-01", agency=agency, subject=who, case_references=HERE),
        make.version(
            "SENTENCE",
            fresh("reg-sentence"),
            sentence,
            agency=agency,
            role="ACCUSED",
            subject=who,
            case_references=HERE,
        ),
    ]


@pytest.mark.parametrize(("number", "by"), [(1, FIA), (2, SINDH), (3, PUNJAB)], ids=["stranger", "owner", "another"])
def test_conviction_by_a_register(world: World, number: int, by: str) -> None:
    """No register makes a convict, the owner's own neither: reported, an accusation at most, with a banner."""
    who = man(number)
    world.plant([make.party(fresh("sd-accused"), agency=SINDH, subject=who, case_references=HERE)])
    world.plant(convictions(by, who))
    raw = answered(world, put(world, world.asking(PUNJAB_INVESTIGATOR, HISTORY, history_of(who.identifiers[0].value))))
    history = GetHistoryResponse.FromString(raw).history
    assert history.cases
    assert not [case for case in history.cases if case.offence or case.standing == STANDING_FINDING]
    if by == FIA:
        assert FIA in {hit.owner for hit in history.hits}, "what a stranger reports is a hit (ADR 167)"
        assert "conviction-reported" not in {banner.code for banner in history.banners}
        return
    assert "no court's record" in " ".join([case.outcome for case in history.cases])
    assert {"conviction-reported", "not-convicted"} <= {banner.code for banner in history.banners}


def admitted(number: int, court: str) -> list[RecordVersion]:
    """A man whom Sindh accuses, and a prison clerk's admission by a warrant of the court."""
    who, own = man(number), CaseReference("PRISON_CONVICT", f"CAMP JAIL/{number}/2021")
    paper = make.custody(
        fresh("pr-in"), "ADMISSION", "2021-03-01", agency=PRISONS, subject=who, case_references=(*HERE, own)
    )
    return [
        make.party(fresh("sd-accused"), agency=SINDH, subject=who, case_references=HERE),
        replace(paper, body=changed_body(paper, court=court, warrant_no="W-7")),
    ]


def test_admission_by_a_member_courts_warrant(world: World) -> None:
    """A clerk's entry that names a member's court is a report, until that court writes; of no member's it certifies."""
    standings = []
    for number, court in ((8, "PB-LHR-DSJ"), (9, "Sessions Court Multan")):
        world.plant(admitted(number, court))
        body = history_of(man(number).identifiers[0].value)
        raw = answered(world, put(world, world.asking(PUNJAB_INVESTIGATOR, HISTORY, body)))
        (case,) = GetHistoryResponse.FromString(raw).history.cases
        standings.append((case.standing == STANDING_FINDING, case.offence))
    assert standings == [(False, False), (True, True)]


PHONE = "+923009990001"


def with_phone(who: Subject) -> Subject:
    return replace(who, identifiers=(*who.identifiers, Identifier("PHONE", PHONE)))


def plain(name: str) -> str:
    """A record's id without what makes it fresh."""
    return name.rpartition("/")[2].rpartition("-")[0]


def owners(world: World, method: str, selector: Selector, **claims: Any) -> tuple[set[str], tuple[str, ...]]:
    """Names of records that the investigator is shown, and the alarms of the entry."""
    request = SearchRequest(selector=selector) if method == "Search" else GetHistoryRequest(selector=selector)
    token = world.token(INVESTIGATOR, **claims)
    seen = put(world, world.ask(f"{RECORDS}{method}", request.SerializeToString(deterministic=True), token, agency=FIA))
    body = answered(world, seen)
    if method == "Search":
        names = {match.version.rpartition("/versions/")[0] for match in SearchResponse.FromString(body).matches}
    else:
        names = {
            line.version.rpartition("/versions/")[0] for line in GetHistoryResponse.FromString(body).history.timeline
        }
    return names, seen.entries[-1].sealed.alarms


@pytest.mark.parametrize("method", ["Search", "GetHistory"])
@pytest.mark.parametrize("by", ["phone", "name"])
def test_own_records_by_what_is_not_ones_number(world: World, method: str, by: str) -> None:
    """A phone or a name that leads to the officer's own records too: those are left out, and oversight is told."""
    number = 10 if by == "phone" else 12
    own, other = man(number), replace(man(number + 1), names=man(number).names)
    for who, record in ((own, "sd-own"), (other, "sd-other-man")):
        make_one = make.party(fresh(record), agency=SINDH, subject=with_phone(who), case_references=HERE)
        world.plant([make_one])
    if by == "phone":
        selector = Selector(identifier=WireIdentifier(type=IDENTIFIER_TYPE_PHONE, value=PHONE))
    else:
        (key, *_) = name_keys(other)
        selector = Selector(identifier=WireIdentifier(type=IDENTIFIER_TYPE_NAME_KEY, value=key.value))
    before, alarms = owners(world, method, selector)
    assert {plain(name) for name in before} >= {"sd-own", "sd-other-man"}
    assert alarms == ()
    declared = [kin(f"CNIC:{own.identifiers[0].value}")]
    after, alarms = owners(world, method, selector, own_and_kin=declared)
    assert {plain(name) for name in after} & {"sd-own", "sd-other-man"} == {"sd-other-man"}
    assert alarms == ("own-or-kin",)


def planting(world: World, who: Subject) -> tuple[tuple[object, ...], set[str], str]:
    """What the writer of a record about somebody is told, the alarms of the entry, the version's name."""
    mark = world.log.size()
    plant = make.party(fresh("fia-plant"), agency=FIA, subject=who, case_references=THERE)
    answer = world.submit(FIA, [plant])
    told = (answer.accepted, len(answer.refused), [flag.rule for flag in answer.flags])
    return told, {alarm for entry in world.log.since(mark) for alarm in entry.sealed.alarms}, plant.name


def test_plant_that_feels_for_what_is_hidden(world: World) -> None:
    """A record about a man whom a court sealed: its writer is told what they are of anybody, oversight the alarm."""
    hidden = man(20)
    world.plant([make.party(fresh("pb-sealed"), agency=PUNJAB, subject=hidden, case_references=THERE)])
    order = make.order(
        fresh("court-seal"),
        "SEALED",
        agency=SESSIONS,
        court="Sessions Court Lahore",
        subject=hidden,
        case_references=(*THERE, *ref(COURT_CASE, "COURT_CASE")),
    )
    world.plant([order])
    told, alarms, name = planting(world, hidden)
    assert alarms == {f"raised-at-first-writing:{name}"}
    assert planting(world, man(21))[:2] == (told, set())


def told(world: World, officer: Officer, who: Subject) -> set[str]:
    """Ids of the records in somebody's history as an officer gets it."""
    raw = answered(world, put(world, world.asking(officer, HISTORY, history_of(who.identifiers[0].value))))
    names = {line.version.rpartition("/versions/")[0] for line in GetHistoryResponse.FromString(raw).history.timeline}
    return {plain(name) for name in names}


def test_day_of_the_act_by_a_stranger(world: World) -> None:
    """A file under another's number that dates the act to when the accused was fourteen: nobody is a child by it."""
    who, case = man(30), ref("SD/KARACHI/CLIFTON/930/2024")
    world.plant(
        [
            make.case_file("sd-930", agency=SINDH, case_references=case),
            make.party(fresh("sd-dated"), agency=SINDH, subject=who, case_references=case),
        ]
    )
    assert "sd-dated" in told(world, PUNJAB_INVESTIGATOR, who)
    file = make.case_file(fresh("fia-930"), agency=FIA, case_references=case)
    world.plant([replace(file, body=changed_body(file, act_from="1999-01-01", act_to="1999-01-01"))])
    assert "sd-dated" in told(world, PUNJAB_INVESTIGATOR, who)


SEEKER = PUNJAB_INVESTIGATOR.asking(
    purpose="FIND_MISSING_CHILD", legal_basis="ZAINAB", query_class="MISSING_CHILD", case_type="MISSING_CHILD",
    case_key="LHR/77/2026",
)  # fmt: skip


def test_search_for_a_child_by_a_strangers_number(world: World) -> None:
    """A paper that writes a missing child's number beside another's case: its victims are shown to no searcher."""
    who, case = man(31), ref("SD/KARACHI/CLIFTON/931/2024")
    world.plant(
        [
            make.case_file("sd-931", agency=SINDH, case_references=case),
            make.party(fresh("sd-victim"), agency=SINDH, role="VICTIM", subject=who, case_references=case),
        ]
    )
    assert told(world, SEEKER, who) == set()
    both = (*case, *ref("LHR/77/2026", "MISSING_CHILD"))
    world.plant([make.party(fresh("fia-both"), agency=FIA, subject=man(32), case_references=both)])
    assert told(world, SEEKER, who) == set()
