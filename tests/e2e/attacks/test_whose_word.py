"""A member's word about somebody changes nothing of another's records: no order, birth or diversion of theirs does."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from rabta.records.v1.history_pb2 import STANDING_ALLEGATION
from rabta.records.v1.records_service_pb2 import GetHistoryResponse, SearchResponse

from services.values.records import CaseReference, Extract, ProtectionOrder, RecordVersion, Subject
from tests.e2e.attacks.judging import answered, put
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import (
    BORDER,
    CHIEF,
    COLLEAGUE,
    FIA,
    HIGH_COURT,
    INVESTIGATOR,
    PRISONS,
    PUNJAB,
    PUNJAB_INVESTIGATOR,
    SESSIONS,
    SINDH,
    SINDH_CASE,
    Officer,
)
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.record_maker import changed_body

HERE = ref(SINDH_CASE)


def man(number: int, born: str = "1985-03-04") -> Subject:
    return make.person(make.cnic(700 + number), born, f"Spoken Of {number}")


def fresh(name: str) -> str:
    return f"{name}-{os.urandom(4).hex()}"


def of_sindh(who: Subject) -> list[RecordVersion]:
    """A man in a case of Sindh, and the warrant for that man."""
    return [
        make.party(fresh("sd-spoken"), agency=SINDH, subject=who, case_references=HERE),
        make.listing(fresh("sd-spoken-list"), agency=SINDH, subject=who, case_references=HERE),
    ]


def told(world: World, officer: Officer, who: Subject) -> set[str]:
    """Ids of the records in the man's history as an officer gets it."""
    raw = answered(world, put(world, world.asking(officer, HISTORY, history_of(who.identifiers[0].value))))
    history = GetHistoryResponse.FromString(raw).history
    return {line.version.rpartition("/records/")[2].partition("/")[0] for line in history.timeline}


@pytest.mark.parametrize("kind", ["SEALED", "PROTECTED_PERSON", "PSEUDONYM"])
@pytest.mark.parametrize("by", ["number", "name"])
def test_order_of_a_stranger(world: World, kind: str, by: str) -> None:
    """An order by an agency that is no court, in the case, in one of its own or in none, hides its own records."""
    number = ["SEALED", "PROTECTED_PERSON", "PSEUDONYM"].index(kind) * 2 + ["number", "name"].index(by)
    who = man(number)
    records = of_sindh(who)
    world.plant(records)
    before = told(world, PUNJAB_INVESTIGATOR, who)
    assert {each.record_id for each in records} <= before
    about = who if by == "number" else make.person("", name=who.names[0].text)
    for cases in (HERE, (), ref(f"FIA/LAHORE/ACC/{number + 1}/2023")):
        order = make.order(fresh("fia-order"), kind, agency=FIA, subject=about, case_references=cases, pseudonym="A")
        world.plant([order])
    assert before <= told(world, PUNJAB_INVESTIGATOR, who)


@pytest.mark.parametrize("kind", ["SEALED", "PSEUDONYM"])
def test_order_on_paper_of_a_stranger(world: World, kind: str) -> None:
    """A certified copy, typed by a member without a part into Sindh's FIR, holds nothing of others' while it is read."""
    who = man(60 + ["SEALED", "PSEUDONYM"].index(kind))
    records = of_sindh(who)
    world.plant(records)
    assert {each.record_id for each in records} <= told(world, PUNJAB_INVESTIGATOR, who)
    world.plant([on_paper(FIA, kind, who)])
    assert {each.record_id for each in records} <= told(world, PUNJAB_INVESTIGATOR, who)


def test_order_on_paper_of_the_owner(world: World) -> None:
    """What the attack above imitates: Sindh is served in its own case, and the copy holds the prison's paper there."""
    who = man(62)
    case = ref(f"SD/KARACHI/ARTILLERY MAIDAN/{int.from_bytes(os.urandom(2)) + 9000}/2023")
    mine = make.case_file(fresh("sd-served"), agency=SINDH, case_references=case)
    theirs = make.custody(
        fresh("pr-served"), "ADMISSION", "2023-05-10", agency=PRISONS, subject=who, case_references=case
    )
    world.plant([mine, theirs])
    assert theirs.record_id in told(world, PUNJAB_INVESTIGATOR, who)
    world.plant([on_paper(SINDH, "SEALED", who, case)])
    assert theirs.record_id not in told(world, PUNJAB_INVESTIGATOR, who)


def on_paper(
    agency: str, kind: str, who: Subject, case: tuple[CaseReference, ...] = HERE, record_id: str = ""
) -> RecordVersion:
    """An order of a court that is no member, with its copy."""
    made = make.order(
        record_id or fresh("paper"), kind, agency=agency, court="Sessions Court Multan", subject=who, pseudonym="A",
        case_references=case,
    )  # fmt: skip
    copy = Extract("Sessions Court Multan", "CC 12/2026", "2026-05-01", bytes(32))
    return replace(made, body=changed_body(made, extract=copy))


def test_order_that_spares_its_own_writer(world: World) -> None:
    """What another sealed stays sealed to whoever writes an order of their own that spares its writer."""
    who = man(10)
    records = of_sindh(who)
    world.plant([*records, make.order(fresh("sd-seal"), "SEALED", agency=SINDH, subject=who, case_references=HERE)])
    own = make.order(fresh("fia-seal"), "SEALED", agency=FIA, subject=who, case_references=HERE, spared=(FIA,))
    world.plant([own])
    body = history_of(who.identifiers[0].value)
    question = world.ask(HISTORY, body, world.token(INVESTIGATOR), world.approval(CHIEF, body), agency=FIA)
    lines = GetHistoryResponse.FromString(answered(world, put(world, question))).history.timeline
    assert not [line for line in lines if line.owner == SINDH]


def test_two_honest_courts_lists(world: World) -> None:
    """Two courts seal the same case, each sparing others: only whom both spare reads on, not whom either does."""
    who, serial = man(13), int.from_bytes(os.urandom(2)) + 1
    case = ref(f"PB/LAHORE/ICHHRA/{serial}/2023")
    record = make.party(fresh("pb-sealed"), agency=PUNJAB, subject=who, case_references=case)

    def order(court: str, named: str, register: str, *spared: str) -> RecordVersion:
        refs = (*case, *ref(f"{register}/{serial}/2023", "COURT_CASE"))
        return make.order(
            fresh("seal"), "SEALED", agency=court, court=named, subject=who, spared=spared, case_references=refs
        )

    sessions = order(SESSIONS, "Sessions Court Lahore", "LAHORE", FIA, f"{PUNJAB}/pb-2001")
    high = order(HIGH_COURT, "High Court Lahore", "LHC", f"{FIA}/{COLLEAGUE.id}", SINDH)
    world.plant([record, sessions])
    assert record.record_id in read_with_a_second(world, INVESTIGATOR, who)
    world.plant([high])
    assert record.record_id not in read_with_a_second(world, INVESTIGATOR, who)
    assert isinstance(high.body, ProtectionOrder)
    both = changed_body(high, spared=(*high.body.spared, f"{FIA}/{INVESTIGATOR.id}"))
    world.plant([make.following(high, body=both)])
    assert record.record_id in read_with_a_second(world, INVESTIGATOR, who)


def read_with_a_second(world: World, officer: Officer, who: Subject) -> set[str]:
    """Ids in the history that an officer of FIA gets with the chief's approval."""
    body = history_of(who.identifiers[0].value)
    question = world.ask(HISTORY, body, world.token(officer), world.approval(CHIEF, body, of=officer), agency=FIA)
    history = GetHistoryResponse.FromString(answered(world, put(world, question))).history
    return {line.version.rpartition("/records/")[2].partition("/")[0] for line in history.timeline}


@pytest.mark.parametrize("kind", ["ACQUITTAL_265K", "QUASHED_561A", "WITHDRAWN_494"])
def test_end_in_favour_by_a_stranger(world: World, kind: str) -> None:
    """Written in another's FIR it hides neither the record nor the warrant from a post at the border."""
    who = man(14 + ["ACQUITTAL_265K", "QUASHED_561A", "WITHDRAWN_494"].index(kind))
    world.plant(of_sindh(who))
    question = world.asking(BORDER, SEARCH, search_of(who.identifiers[0].value))
    before = SearchResponse.FromString(answered(world, put(world, question))).hits
    assert [hit.owner for hit in before] == [SINDH]
    for agency in (FIA, PUNJAB):
        freed = make.court(fresh("freed"), kind, "2022-06-01", agency=agency, subject=who, case_references=HERE)
        world.plant([freed])
    question = world.asking(BORDER, SEARCH, search_of(who.identifiers[0].value))
    after = SearchResponse.FromString(answered(world, put(world, question))).hits
    assert [(hit.owner, hit.action) for hit in after] == [(hit.owner, hit.action) for hit in before]


def test_birth_by_a_stranger(world: World) -> None:
    """A birth of 2010 in an invented case is a claim: what others hold of the man stays in the history."""
    who = man(11)
    records = of_sindh(who)
    world.plant(records)
    invented = ref("FIA/LAHORE/ACC/990/2024")
    born = make.party(fresh("fia-born"), agency=FIA, subject=man(11, born="2010-01-01"), case_references=invented)
    world.plant([born])
    assert {each.record_id for each in records} <= told(world, PUNJAB_INVESTIGATOR, who)


def test_diversion_by_a_stranger(world: World) -> None:
    who = man(12)
    records = of_sindh(who)
    world.plant(records)
    diverted = make.court(fresh("fia-div"), "DIVERTED", "2021-06-01", agency=FIA, subject=who, case_references=HERE)
    world.plant([diverted])
    assert {each.record_id for each in records} <= told(world, PUNJAB_INVESTIGATOR, who)


def test_diversion_of_nobody(world: World) -> None:
    """The owner's own diversion that names nobody makes no co-accused a child."""
    who = man(20)
    case = ref("PB/LAHORE/ICHHRA/913/2024")
    records = [
        make.party(fresh("pb-adult"), agency=PUNJAB, subject=who, case_references=case),
        make.listing(fresh("pb-warrant"), agency=PUNJAB, subject=who, case_references=case),
    ]
    world.plant(records)
    diverted = make.court(
        fresh("pb-diverted"), "DIVERTED", "2021-06-01", agency=PUNJAB, subject=None, case_references=case
    )
    world.plant([diverted])
    assert {each.record_id for each in records} <= told(world, INVESTIGATOR, who)


def dated(agency: str, case: tuple[CaseReference, ...], act: str) -> RecordVersion:
    """An agency's file of a case, that dates the act."""
    made = make.case_file(fresh("dated"), agency=agency, case_references=case)
    return replace(made, body=changed_body(made, act_from=act, act_to=act))


def nobodys_case(number: int, act: str) -> tuple[Subject, tuple[CaseReference, ...], list[RecordVersion]]:
    """Somebody born in June 2004, in a case under an FIR that no register holds, as Sindh has it."""
    who, case = man(number, born="2004-06-01"), ref(f"KP/PESHAWAR/CITY/{int.from_bytes(os.urandom(2)) % 9000 + 1}/2023")
    party = make.party(fresh("sd-nobody"), agency=SINDH, subject=who, case_references=case, valid_from="2023-01-02")
    warrant = make.listing(fresh("sd-warrant"), agency=SINDH, subject=who, case_references=case)
    return who, case, [dated(SINDH, case, act), party, warrant]


@pytest.mark.parametrize("enquiry", [False, True], ids=["by-its-number", "beside-an-own-enquiry"])
def test_day_of_the_act_in_nobodys_case(world: World, enquiry: bool) -> None:
    """FIA dates the act to a childhood, also as the holder of an enquiry beside it: Sindh's warrant stays in sight.

    An accusation under a number that nobody holds is a hit for others (ADR 167).
    """
    who, case, records = nobodys_case(30 + enquiry, "2023-01-01")
    world.plant(records)
    before = told(world, PUNJAB_INVESTIGATOR, who)
    assert records[2].record_id in before
    own = ref(f"FIA/LAHORE/E-{int.from_bytes(os.urandom(2)) % 9000 + 1}/2024", "ENQUIRY") if enquiry else ()
    world.plant([dated(FIA, (*case, *own), "2019-01-01"), *([dated(FIA, own, "2019-01-01")] if enquiry else [])])
    assert before <= told(world, PUNJAB_INVESTIGATOR, who)


def test_day_of_the_act_that_makes_a_child_an_adult(world: World) -> None:
    """The same the other way: whom Sindh's day makes a child stays hidden."""
    who, case, records = nobodys_case(32, "2019-01-01")
    world.plant(records)
    assert told(world, PUNJAB_INVESTIGATOR, who) == set()
    world.plant([dated(FIA, case, "2023-01-01")])
    assert told(world, PUNJAB_INVESTIGATOR, who) == set()


def test_step_in_nobodys_case(world: World) -> None:
    """FIA's challan sends nobody for trial in the case as others have it: it is a hit, and moves no standing."""
    who, case, records = nobodys_case(33, "2023-01-01")
    challan = make.event(
        fresh("fia-challan"),
        "CHALLAN_FINAL",
        "2023-02-01",
        agency=FIA,
        subject=who,
        case_references=case,
        valid_from="2023-02-01",
    )
    world.plant(records)
    before = told(world, PUNJAB_INVESTIGATOR, who)
    world.plant([challan])
    question = world.asking(PUNJAB_INVESTIGATOR, HISTORY, history_of(who.identifiers[0].value))
    history = GetHistoryResponse.FromString(answered(world, put(world, question))).history
    assert told(world, PUNJAB_INVESTIGATOR, who) == before
    assert FIA in {hit.owner for hit in history.hits}
    assert {standing.standing for standing in history.cases} == {STANDING_ALLEGATION}
