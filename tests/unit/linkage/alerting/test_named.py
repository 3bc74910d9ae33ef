"""By what a subject is called in an alert, and that nothing in a lead or a silent case tells who it is about."""

from __future__ import annotations

from dataclasses import replace

from services.linkage.alerting.item import Item
from services.linkage.alerting.ports import Place
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.raising import Level
from services.linkage.snapshot.columns import NodeKind
from services.values.network import NodeKey
from tests.conformance.detectors.money import night_market, swept
from tests.fakes.alert_room import SCOPE, AlertWorld, handsets, investigator

PLACE = Place(SCOPE.agency, SCOPE.case)


async def raised(room: AlertWorld, level: Level) -> list[Item]:
    await room.run()
    found = [each.item for each in await room.opened.alerts.of(PLACE)]
    return [item for item in found if item.level == level]


def borne(room: AlertWorld, person: int) -> set[str]:
    """Numbers of a person and of all that they bear."""
    nodes = room.told.snapshot().nodes
    theirs = {person, *(nodes["person"] == person).nonzero()[0].tolist()}
    return {f"number-{node + 1}" for node in theirs}


async def test_a_person_is_called_by_a_document_and_by_a_cnic_where_there_is_one(room: AlertWorld) -> None:
    controller = swept(room.told)
    handsets(room.told, controller)
    passport, card = (room.told.node(NodeKind.DOCUMENT, controller) for _ in range(2))
    room.snapshots.numbers |= {
        passport: NodeKey("DOCUMENT", "PASSPORT:PK/AB1234567"),
        card: NodeKey("DOCUMENT", "CNIC:3520299999993"),
    }
    (alert,) = await raised(room, Level.ALERT)
    assert alert.key == room.snapshots.numbers[card]


async def test_no_row_of_a_lead_gives_a_number_of_its_subject(room: AlertWorld) -> None:
    controller = swept(room.told)
    (lead,) = await raised(room, Level.LEAD)
    ends = [end for row in lead.rows for end in row.ends]
    assert {end.id for end in ends}.isdisjoint(borne(room, controller))
    unnamed = [end for end in ends if not end.id]
    assert unnamed
    assert not any(end.protected for end in unnamed), "somebody who is not named is no protected party"
    assert {end.id for end in ends if end.id}, "others are told as the rows tell them"


async def test_no_row_of_a_silent_case_does(room: AlertWorld) -> None:
    night_market(room.told)
    silent = await raised(room, Level.SILENT)
    assert silent
    for each in silent:
        assert {end.id for row in each.rows for end in row.ends}.isdisjoint(borne(room, each.subject - 1))


async def test_the_rate_of_alerts_is_not_told_of_a_silent_case(room: AlertWorld) -> None:
    await room.authorise()
    handsets(room.told, swept(room.told))
    (alert,) = await raised(room, Level.ALERT)
    silent = replace(alert, id=f"{7:024x}", level=Level.SILENT, key=None)
    await room.opened.alerts.settle(PLACE, b"", lambda _known: Settled((silent,), ()), room.now_ms)
    for officer in ("fia-1", "fia-2"):
        await room.decide(alert.id, investigator(officer))
    found = {each.level: each for each in await room.listed()}
    assert found["ALERT"].like_confirmed == 1
    assert (found["SILENT"].like_decided, found["SILENT"].like_confirmed) == (0, 0)
