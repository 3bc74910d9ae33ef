"""Patterns around those whom the law protects go to those who protect, and change no byte for anybody else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.access.caller import Approver, Caller
from services.access.decision import RecordClass
from services.access.errors import NotFound, PolicyDenied
from services.access.kin import kin_digest
from services.access.trail import Inquiry, Trail
from services.linkage import wire
from services.linkage.alerting.item import Item, Kept
from services.linkage.alerting.ports import Place
from services.linkage.alerting.protecting import may_go, protection_of
from services.linkage.alerting.protection_desk import ProtectionDesk
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.raising import Level
from services.linkage.snapshot.columns import Mark, NodeKind
from services.membership.jurisdiction import Jurisdiction
from services.membership.registry import Registry
from services.membership.rows import ProtectionRow
from services.values.network import NodeKey, ProtectionLead
from tests.conformance.detectors import money
from tests.conformance.detectors.money import night_market, swept
from tests.fakes.alert_room import DAY_MS, SCOPE, AlertWorld, handsets, investigator
from tests.fakes.records_node import caller
from tests.unit.linkage.alerting.test_desk import lead

BODY, ELSEWHERE = "pk.punjab-police", "pk.sindh-police"
"""Members of the small federation whose rows are made those of protecting bodies here."""
PLACE = Place(SCOPE.agency, SCOPE.case)
CARD = NodeKey("DOCUMENT", "CNIC:3520211111111")


def protector(**more: Any) -> Caller:
    beside = Approver("cp-2", 3, frozenset({"boss-1"}), b"\3" * 32)
    usual: dict[str, Any] = {
        "agency_kind": "CHILD_PROTECTION", "roles": frozenset({"PROTECTION_OFFICER"}), "purpose": "PROTECT_VICTIM",
        "legal_basis": "VICTIM_WITNESS", "query_class": "PROTECTION", "case_type": "REFERRAL",
        "case_key": "CP/LAHORE/1/2024", "approver": beside,
    }  # fmt: skip
    return caller(BODY, "cp-1", **{**usual, **more})


def protecting(registry: Registry, districts: Mapping[str, str]) -> Jurisdiction:
    """Where each of these agencies protects."""
    rows = {
        name: replace(registry.agencies[name], protects=(ProtectionRow("ICT 2018", (where,), "2020-01-01", ""),))
        for name, where in districts.items()
    }
    return Jurisdiction({**registry.agencies, **rows})


async def told(
    room: AlertWorld, registry: Registry, who: Caller | None = None, at: Mapping[str, str] | None = None
) -> list[ProtectionLead]:
    """What the body is told."""
    jurisdiction = protecting(registry, at or {BODY: "PB/LAHORE"})
    desk = ProtectionDesk(room.context, room.opened.alerts, room.snapshots, room.rules)
    room.trail = Trail()
    inquiry = Inquiry(who or protector(), room.now_ms, room.engine, room.trail, jurisdiction)
    return list((await desk.list(inquiry, registry)).leads)


def found(room: AlertWorld, marks: Mark | None = None) -> int:
    """A controller with a card, whose sweep and handset are an alert but for what is known of them."""
    man = swept(room.told)
    handsets(room.told, man)
    paper = room.told.node(NodeKind.DOCUMENT, man)
    room.snapshots.numbers[paper] = CARD
    if marks is not None:
        room.told.mark(man, marks)
    return man


def gone(ids: list[str]) -> Callable[[Sequence[Kept]], Settled]:
    """As a run that finds none of these any more."""
    return lambda _known: Settled((), tuple(ids))


async def answers(room: AlertWorld, registry: Registry, ids: list[str]) -> list[bytes]:
    """Everything that whoever works on the case is told."""
    made = [
        wire.encode(await room.desk.list(room.inquiry())),
        wire.encode(await room.desk.list_detectors(room.inquiry())),
    ]
    for id_ in ids:
        made.append(wire.encode(await room.get(id_, investigator(), registry, "SVG")))
        made.append(wire.encode(await room.desk.explain(room.inquiry(), id_)))
    return made


async def test_who_is_held_to_be_a_victim_is_named_to_who_protects_and_to_no_police(
    room: AlertWorld, registry: Registry
) -> None:
    await room.authorise()
    found(room, Mark.PRESUMED_VICTIM)
    night_market(room.told)
    summary = await room.run()
    leads = await told(room, registry)
    assert {each.rule.detector for each in leads if each.rule} == {"C1", "M1", "M2"}
    assert {(each.agency, each.person) for each in leads} == {(SCOPE.agency, CARD)}
    assert all(each.words and each.words_ur and each.desk and each.family for each in leads)
    assert room.world.gave[-1][0] == [CARD.id] * len(leads), "whoever follows reads is told"
    listed = await room.listed()
    assert {each.level for each in listed} <= {"LEAD", "SILENT"}
    assert {each.id for each in listed}.isdisjoint(each.id for each in leads)
    assert "PROTECTION" not in summary.raised
    before = await answers(room, registry, [each.id for each in listed])
    place = protection_of(PLACE)
    ids = [each.item.id for each in await room.opened.alerts.of(place)]
    await room.opened.alerts.settle(place, b"", gone(ids), room.now_ms)
    assert await told(room, registry) == []
    assert await answers(room, registry, [each.id for each in listed]) == before
    with pytest.raises(NotFound):
        await room.get(leads[0].id, investigator(), registry)


@pytest.mark.parametrize("known", ["by the snapshot", "by a record of others"])
async def test_two_worlds_that_differ_in_the_lead_are_one_to_police(
    tmp_path: Path, registry: Registry, known: str
) -> None:
    """One in which the rules are told for protection, and one in which nothing was found about the person."""
    seen = []
    for name in ("one", "other"):
        room = AlertWorld(tmp_path / name)
        await room.authorise()
        man = found(room, Mark.PRESUMED_VICTIM if known == "by the snapshot" else None)
        if known == "by a record of others":
            room.snapshots.protected.add(man + 1)
        night_market(room.told)
        await room.run()
        if name == "other":
            place = protection_of(PLACE)
            ids = [each.item.id for each in await room.opened.alerts.of(place)]
            await room.opened.alerts.settle(place, b"", gone(ids), room.now_ms)
        seen.append(await answers(room, registry, [each.id for each in await room.listed()]))
        assert bool(await told(room, registry)) == (name == "one")
        room.close()
    assert seen[0] == seen[1]


async def test_who_may_be_a_child_is_for_protection_as_well(room: AlertWorld, registry: Registry) -> None:
    await room.authorise()
    man = found(room)
    kind, person, household, held = room.told._rows["nodes"][man]
    room.told._rows["nodes"][man] = (kind, person, household, held & ~int(Mark.ADULT))
    await room.run()
    assert {each.person for each in await told(room, registry)} == {CARD}
    assert [each for each in await room.listed() if each.level == "ALERT"] == []


async def test_whom_a_record_comes_to_protect_moves_from_the_case_to_protection(
    room: AlertWorld, registry: Registry
) -> None:
    """By a record that the case does not read, with the snapshot the same to the byte."""
    await room.authorise()
    man = found(room)
    await room.run()
    assert [each.level for each in await room.listed()].count("ALERT") == 1
    assert await told(room, registry) == []
    room.snapshots.protected.add(man + 1)
    await room.run()
    assert {each.person for each in await told(room, registry)} == {CARD}
    assert {each.subject for each in await room.listed()} == {None}
    leads = await told(room, registry)
    await room.run()
    assert await told(room, registry) == leads, "and stays while it is found"


async def test_a_rule_about_people_in_need_names_nobody(room: AlertWorld, registry: Registry) -> None:
    """Kin who pay one number after a call: the payee is not the one in need."""
    await room.authorise()
    money.CASES["M5"].look_alikes["ransom"](room.told)
    await room.run()
    leads = await told(room, registry)
    assert [(each.rule.detector, each.person) for each in leads if each.rule] == [("M5", None)]


async def test_it_is_over_after_thirty_days_and_with_its_rows_and_records(room: AlertWorld, registry: Registry) -> None:
    await room.authorise()
    found(room, Mark.PRESUMED_VICTIM)
    await room.run()
    items = [each.item for each in await room.opened.alerts.of(protection_of(PLACE))]
    assert all((each.rows, each.classes, each.bearers) == ((), (), ()) for each in items), (
        "no row of the case leaves it"
    )
    room.snapshots.erased.add(items[0].rests[0])
    await room.run()
    assert items[0].id not in {each.id for each in await told(room, registry)}
    room.now_ms += 30 * DAY_MS
    await room.run()
    assert await told(room, registry) == []
    record = "agencies/pk.fia/records/r-1"
    await add_lead(room, 7, records=(record,))
    assert len(await told(room, registry)) == 1
    room.snapshots.ended.add(record)
    assert await told(room, registry) == []


async def add_lead(room: AlertWorld, number: int, **more: Any) -> None:
    item: Item = lead(number, level=Level.PROTECTION, key=CARD, **{"raised_ms": room.now_ms, **more})
    place = protection_of(Place(item.agency, item.case))
    await room.opened.alerts.settle(place, b"", lambda _known: Settled((item,), ()), room.now_ms)


async def test_what_is_about_the_officer_s_own_kin_is_left_out(room: AlertWorld, registry: Registry) -> None:
    await add_lead(room, 7)
    assert len(await told(room, registry)) == 1
    assert await told(room, registry, protector(own_and_kin=frozenset({kin_digest(CARD.id)}))) == []
    assert room.trail.alarms == ["own-or-kin"]


@pytest.mark.parametrize(
    ("case", "at", "is_told"),
    [
        ("FIR:PB/LAHORE/ICHHRA/5/2024", {BODY: "PB/LAHORE"}, True),
        ("FIR:PB/MULTAN/CANTT/5/2024", {BODY: "PB/LAHORE", ELSEWHERE: "PB/MULTAN"}, False),
        ("FIR:PB/LAHOREX/CANTT/5/2024", {BODY: "PB/LAHORE", ELSEWHERE: "PB/LAHOREX"}, False),
        ("FIR:FIA/LAHORE/AHTC/5/2024", {BODY: "PB/LAHORE", ELSEWHERE: "PB/MULTAN"}, True),
        ("OPERATION:FIA/SAHIL/3", {BODY: "PB/LAHORE"}, True),
    ],
    ids=["its district", "another body's", "a district that begins alike", "a case of no body's", "an operation"],
)
async def test_a_body_is_told_of_its_districts_and_of_what_lies_in_nobody_s(
    room: AlertWorld, registry: Registry, case: str, at: dict[str, str], is_told: bool
) -> None:
    await add_lead(room, 7, case=case)
    assert bool(await told(room, registry, at=at)) == is_told


async def test_a_body_whose_row_names_no_act_is_refused(room: AlertWorld, registry: Registry) -> None:
    await add_lead(room, 7)
    with pytest.raises(PolicyDenied):
        await told(room, registry, at={ELSEWHERE: "PB/LAHORE"})


@pytest.mark.parametrize(
    "who",
    [
        protector(approver=None),
        protector(agency_kind="POLICE", roles=frozenset({"PROTECTION_UNIT"})),
        protector(agency_kind="FIA", roles=frozenset({"PROTECTION_UNIT"})),
        investigator(second="fia-2"),
    ],
    ids=["alone", "police in that role", "FIA in that role", "who works on the case"],
)
async def test_whoever_else_is_refused(room: AlertWorld, registry: Registry, who: Caller) -> None:
    await add_lead(room, 7)
    with pytest.raises(PolicyDenied):
        await told(room, registry, who)


KEPT_BACK: dict[str, Callable[[RecordClass], RecordClass]] = {
    "a report of suspicion": lambda klass: replace(klass, str_derived=True),
    "what was intercepted": lambda klass: replace(klass, feed="CONTENT"),
    "a pseudonym": lambda klass: replace(klass, pseudonym=True),
    "named readers alone": lambda klass: replace(klass, handling="H3"),
    "the originator's": lambda klass: replace(klass, handling="ORCON"),
}


@pytest.mark.parametrize("case", KEPT_BACK)
def test_what_does_not_leave_the_case(case: str) -> None:
    plain = RecordClass("pk.fia", "LINK", feed="MONEY")
    assert may_go(plain)
    assert not may_go(KEPT_BACK[case](plain))


def test_no_number_of_a_case_is_called_as_the_place_of_these_leads() -> None:
    place = protection_of(PLACE)
    assert place.case != PLACE.case
    assert not json.dumps(place.case).startswith(('"FIR:', '"COMPLAINT:', '"OPERATION:'))
