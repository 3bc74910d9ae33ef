"""What no source states is unknown: it silences or leads, and names nobody. What a source states names, or silences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Final

import pytest

from services.linkage.alerting.finding import looked
from services.linkage.alerts.raising import Level
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import Answer, Mark, NodeKind
from tests.conformance.detectors.travel import CHAMAN, ISLAMABAD, TORKHAM, escorted
from tests.fakes.snapshot_world import SnapshotWorld, at

Facts = Mapping[str, Answer]
"""By fact, what a source states of it."""
NO, YES, UNKNOWN = Answer.NO, Answer.YES, Answer.UNKNOWN
LICENCE: Final = {YES: Mark.LICENSED, NO: Mark.UNLICENSED, UNKNOWN: Mark(0)}
CARER: Final = {YES: Mark.CARER, NO: Mark.NO_CARER, UNKNOWN: Mark(0)}
GROWN: Final = {YES: Mark.ADULT, NO: Mark.CHILD, UNKNOWN: Mark(0)}


def accused(world: SnapshotWorld, marks: Mark) -> int:
    """An adult whom an open record names: one family more is an alert."""
    return world.person(Mark.ADULT | Mark.OPEN_RECORD | marks)


def answered(world: SnapshotWorld, people: list[int], kin: Answer) -> None:
    """One answer on each two of them; none where it is unknown."""
    for one, other in combinations(people, 2):
        if kin != UNKNOWN:
            world.kin(one, other, kin)


def turned(world: SnapshotWorld, facts: Facts) -> int:
    """A child who comes in with one adult and leaves with another within a day."""
    first, second = world.person(), accused(world, CARER[facts["carer"]])
    child = world.person(GROWN[facts["grown"]])
    answered(world, [second, child], facts["kin"])
    for person in (first, child):
        world.cross(at(5, 6), person, TORKHAM, False, 1)
    for person in (second, child):
        world.cross(at(5, 16), person, CHAMAN, True, 2)
    return second


def fees(world: SnapshotWorld, facts: Facts) -> int:
    """Three travellers of one booking who paid one broker before it."""
    broker = accused(world, LICENCE[facts["licence"]])
    account, travellers = world.account(broker), [world.person() for _ in range(3)]
    answered(world, [broker, *travellers], facts["kin"])
    for number, traveller in enumerate(travellers):
        world.pay(at(30 + number), world.account(traveller), account, 300_000)
        world.book(at(60, 8), 500, traveller)
    return broker


def sponsored(world: SnapshotWorld, facts: Facts) -> int:
    """Five travellers by one contact, of whom nobody comes back unless the licensed one brings them."""
    sponsor = accused(world, LICENCE[facts["licence"]])
    contact, travellers = world.phone(sponsor), [world.person() for _ in range(5)]
    answered(world, [sponsor, *travellers], facts["kin"])
    for number, traveller in enumerate(travellers):
        world.book(at(10 + number, 8), 700 + number, traveller, contact)
        world.cross(at(10 + number, 10), traveller, ISLAMABAD, True, 700 + number)
        if facts["licence"] == YES:
            world.cross(at(30 + number, 10), traveller, ISLAMABAD, False, 800 + number)
    world.cross(at(200), world.person(), ISLAMABAD, True, 999)
    return sponsor


def papers(world: SnapshotWorld, facts: Facts) -> int:
    """Passports of four people with one."""
    holder = accused(world, LICENCE[facts["licence"]] | (CARER[facts["carer"]]))
    bearers = [world.person() for _ in range(4)]
    answered(world, [holder, *bearers], facts["kin"])
    for bearer in bearers:
        world.paper(at(3, 10), world.node(NodeKind.DOCUMENT, bearer), holder)
    return holder


WORLDS: Final[Mapping[str, tuple[Callable[[SnapshotWorld, Facts], int], Facts]]] = {
    "T3": (turned, {"kin": NO, "carer": NO, "grown": NO}),
    "M5": (fees, {"kin": NO, "licence": NO}),
    "T2": (sponsored, {"kin": NO, "licence": NO}),
    "P1": (papers, {"kin": NO, "licence": NO, "carer": NO}),
}
"""By rule, its world and the facts that name."""
FACTS: Final = [(rule, fact) for rule, (_, facts) in WORLDS.items() for fact in facts]


def levels(rule: str, **other: Answer) -> set[Level]:
    """What is raised about the subject, with some facts stated otherwise."""
    build, facts = WORLDS[rule]
    world = SnapshotWorld()
    subject = build(world, {**facts, **other})
    told = looked(world.snapshot(), {rule: detectors()[rule]})
    assert {each.subject for each in told.about} <= {subject}
    return {each.level for each in told.about}


@pytest.mark.parametrize("rule", WORLDS)
def test_a_stated_no_names(rule: str) -> None:
    assert levels(rule) == {Level.ALERT}


@pytest.mark.parametrize(("rule", "fact"), FACTS)
def test_what_no_source_states_leads_without_a_name(rule: str, fact: str) -> None:
    assert levels(rule, **{fact: UNKNOWN}) == {Level.LEAD}


@pytest.mark.parametrize(("rule", "fact"), FACTS)
def test_a_stated_yes_is_silent(rule: str, fact: str) -> None:
    assert levels(rule, **{fact: YES}) <= {Level.SILENT}


@pytest.mark.parametrize("rule", WORLDS)
def test_a_lead_of_what_is_unknown_meets_no_other_desk(rule: str) -> None:
    """Two offered leads would come to an alert together."""
    build, facts = WORLDS[rule]
    world = SnapshotWorld()
    build(world, {**facts, "kin": UNKNOWN})
    (about,) = looked(world.snapshot(), {rule: detectors()[rule]}).about
    assert [detector for detector, one in about.findings if detector.carries(one)] == []


def test_a_child_may_be_with_anybody_of_age_beside_them() -> None:
    """A driver takes a mother and her child: of the two nobody states anything."""
    build, facts = WORLDS["T3"]
    world = SnapshotWorld()
    driver = build(world, facts)
    world.cross(at(5, 16), world.person(), CHAMAN, True, 2)
    levels = {each.subject: each.level for each in looked(world.snapshot(), {"T3": detectors()["T3"]}).about}
    assert levels[driver] == Level.LEAD


def test_one_answer_that_is_lacking_is_enough() -> None:
    """Of three payers two are stated to be strangers of all; the third may be kin of one of them."""
    world = SnapshotWorld()
    broker = accused(world, Mark.UNLICENSED)
    account, payers = world.account(broker), [world.person() for _ in range(3)]
    answered(world, [broker, *payers[:2]], NO)
    answered(world, [broker, payers[2]], NO)
    answered(world, [payers[0], payers[2]], NO)
    for payer in payers:
        world.pay(at(30), world.account(payer), account, 300_000)
        world.book(at(60, 8), 500, payer)
    (about,) = looked(world.snapshot(), {"M5": detectors()["M5"]}).about
    assert (about.level, dict(about.findings[0][1].values)["families_stated"]) == (Level.LEAD, 2)


@pytest.mark.parametrize("mark", [Mark.LICENSED, Mark.CARER, Mark.INSTITUTION, Mark.CHARITY])
@pytest.mark.parametrize("rule", WORLDS)
def test_a_member_of_a_keepers_list_is_never_named(rule: str, mark: Mark) -> None:
    """Whatever list they are on; of a sponsor whose travellers stay away a lead is left."""
    build, facts = WORLDS[rule]
    world = SnapshotWorld()
    world.mark(build(world, facts), mark)
    levels = {each.level for each in looked(world.snapshot(), {rule: detectors()[rule]}).about}
    assert levels == ({Level.LEAD} if rule == "T2" else {Level.SILENT})


@pytest.mark.parametrize("mark", [Mark.LICENSED, Mark.CARER, Mark.INSTITUTION, Mark.CHARITY])
def test_an_escort_on_a_keepers_list_is_silent(mark: Mark) -> None:
    world = SnapshotWorld()
    escorted(world, marks=mark | Mark.OPEN_RECORD)
    assert {each.level for each in looked(world.snapshot(), {"T1": detectors()["T1"]}).about} == {Level.SILENT}
