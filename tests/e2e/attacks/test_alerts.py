"""Alerts attacked: by another agency and case, through what is hidden, by one person in the place of two."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import alert_pb2 as pa
from rabta.linkage.v1 import alert_service_pb2 as pb
from rabta.linkage.v1.graph_pb2 import PictureFormat

from services.access.decision import RecordClass
from services.linkage.alerting.build import open_alerts
from services.linkage.alerting.item import End, Item, Row
from services.linkage.alerting.ports import Place
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.raising import Level
from services.linkage.classes import AtomicClass
from services.linkage.filling.tokens import Tokens
from services.signing.derive import derive
from services.signing.keyfile import read_secret
from services.values.network import NodeKey
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.network import WARRANT, WARRANTED
from tests.e2e.people import AUDITOR, CHIEF, COLLEAGUE, FIA, FIA_CASE, PUNJAB, PUNJAB_CHIEF, Officer, kin
from tests.e2e.planted import VICTIM as VICTIMS_CARD
from tests.e2e.world import World

ALERTS = "/rabta.linkage.v1.AlertService/"
PLACE = Place(FIA, f"FIR:{FIA_CASE}")
UNDER_WARRANT = AtomicClass(RecordClass(FIA, "LINK", feed="MONEY"), f"{FIA}/{WARRANT}")
VICTIM = AtomicClass(RecordClass(PUNJAB, "PARTY", role="VICTIM"))
NAMED = NodeKey("DOCUMENT", "CNIC:3520299999993")
SECOND = CHIEF.asking(query_class="COMMS_MONEY", second_basis="PECA_WARRANT")


def item(
    world: World, number: int, *classes: AtomicClass, level: Level = Level.ALERT, key: NodeKey | None = NAMED
) -> Item:
    row = Row(
        (0,),
        FIA,
        f"row-{number}",
        UNDER_WARRANT.authority,
        "transfers",
        77,
        500,
        "PKR",
        0,
        (End("payer", 9, "ACCOUNT", "HBL:1"),),
    )
    held = classes or (UNDER_WARRANT,)
    return Item(
        f"{number:024x}", *PLACE, level, number, key, world.clock.now(), (("M1", 1),), ("money",), False, (),
        held, (number,), (row,),
    )  # fmt: skip


def raise_in(world: World, items: Sequence[Item], place: Place = PLACE) -> None:
    """As the detector's process does on the hub's folder, before any record came; what was raised before is withdrawn."""
    folder = world.files.hub.folder

    async def settle() -> None:
        opened = open_alerts(folder, read_secret(folder / "secret.key"))
        before = [each.item.id for each in await opened.alerts.of(place)]
        await opened.alerts.settle(place, b"", lambda _known: Settled(tuple(items), tuple(before)), 1)
        await opened.alerts.keep_level(0)
        opened.close()

    asyncio.run(settle())


@pytest.fixture
def world(network_world: World) -> Iterator[World]:
    yield network_world
    raise_in(network_world, [])


def send(world: World, officer: Officer, request: Message, second: str = "", **claims: Any) -> Seen:
    method, body = ALERTS + request.DESCRIPTOR.name.removesuffix("Request"), request.SerializeToString()
    approver = (
        world.approval(replace(officer, id=second, clearance=3), body, of=officer, method=method) if second else ""
    )
    token = world.token(officer, **claims)
    return put(world, world.ask(method, body, token, agency=officer.agency, approver=approver))


def opinion(number: int, request_id: str = "request-1") -> pb.DecideAlertRequest:
    return pb.DecideAlertRequest(
        id=f"{number:024x}", request_id=request_id, confirms=True, reason=pa.ALERT_REASON_PATTERN_HOLDS, words="so"
    )


def test_another_agency_or_case_finds_no_alert(world: World) -> None:
    """In the same bytes as one that nobody raised."""
    raise_in(world, [item(world, 1)])
    mine = answered(world, send(world, WARRANTED, pb.ListAlertsRequest()))
    assert (
        len([each for each in pb.ListAlertsResponse.FromString(mine).alerts if each.state == pa.ALERT_STATE_OPEN]) == 1
    )
    stranger = PUNJAB_CHIEF.asking(query_class="COMMS_MONEY", second_basis="PECA_WARRANT")
    assert answered(world, send(world, stranger, pb.ListAlertsRequest())) == b""
    for number in (1, 77):
        for request in (pb.GetAlertRequest(id=f"{number:024x}"), pb.ExplainAlertRequest(id=f"{number:024x}")):
            refused(world, send(world, stranger, request), "NOT_FOUND")
    theirs, nobodys = (send(world, stranger, opinion(number, f"request-{number}")) for number in (1, 77))
    refused(world, theirs, "NOT_FOUND", leaves=2)
    assert details(theirs) == details(nobodys)
    other = COLLEAGUE.asking(query_class="COMMS_MONEY", second_basis="PECA_WARRANT", case_key="FIA/LAHORE/AHTC/9/2099")
    refused(world, send(world, other, pb.ListAlertsRequest()), "CASE_NOT_YOURS")


def test_an_alert_over_a_hidden_row_is_as_none(world: World) -> None:
    raise_in(world, [item(world, 2)])
    before = answered(world, send(world, WARRANTED, pb.ListAlertsRequest()))
    raise_in(world, [])
    raise_in(world, [])
    hidden = [item(world, number, UNDER_WARRANT, VICTIM) for number in range(30, 60)]
    raise_in(world, hidden)
    found = pb.ListAlertsResponse.FromString(answered(world, send(world, WARRANTED, pb.ListAlertsRequest())))
    assert {each.id for each in found.alerts}.isdisjoint(each.id for each in hidden)
    assert list(found.left_out) == []
    assert len(before) >= len(found.SerializeToString())
    hidden_one, nobodys = (send(world, WARRANTED, pb.GetAlertRequest(id=f"{number:024x}")) for number in (31, 99))
    refused(world, hidden_one, "NOT_FOUND")
    assert details(hidden_one) == details(nobodys)


def test_one_person_is_not_two(world: World) -> None:
    raise_in(world, [item(world, 3)])
    answered(world, send(world, WARRANTED, opinion(3)), leaves=2)
    refused(world, send(world, WARRANTED, opinion(3, "request-2")), "OPINION_GIVEN", leaves=2)
    answered(world, send(world, WARRANTED, opinion(3)), leaves=2)
    shown = pb.GetAlertResponse.FromString(answered(world, send(world, SECOND, pb.GetAlertRequest(id=f"{3:024x}"))))
    assert (list(shown.opinions), shown.alert.state) == ([], pa.ALERT_STATE_FIRST_OPINION)
    assert shown.rows[0].ends[0].key.id == "HBL:1"


def test_who_stood_by_is_not_the_second(world: World) -> None:
    raise_in(world, [item(world, 4)])
    answered(world, send(world, WARRANTED, opinion(4), second=SECOND.id), leaves=2)
    refused(world, send(world, SECOND, opinion(4, "request-3")), "OPINION_GIVEN", leaves=2)


def test_a_lead_is_decided_by_nobody_and_names_nobody(world: World) -> None:
    raise_in(world, [item(world, 5, level=Level.LEAD, key=None)])
    refused(world, send(world, WARRANTED, opinion(5)), "ALERT_CLOSED", leaves=2)
    shown = pb.GetAlertResponse.FromString(answered(world, send(world, WARRANTED, pb.GetAlertRequest(id=f"{5:024x}"))))
    assert not shown.alert.HasField("subject")


def test_an_alert_about_the_officer_is_none(world: World) -> None:
    raise_in(world, [item(world, 6)])
    own = [kin("CNIC:3520299999993")]
    refused(world, send(world, WARRANTED, pb.GetAlertRequest(id=f"{6:024x}"), own_and_kin=own), "NOT_FOUND")


def test_another_agencys_row_names_nobody_whom_a_record_protects_and_an_own_one_stands_as_written(world: World) -> None:
    """Punjab's victim: by the card at one end, and by who bears the account at the other; though no run came since."""
    secret = read_secret(world.files.hub.folder / "secret.key")
    token = Tokens(derive(secret, "snapshot-token")).node("DOCUMENT", f"CNIC:{VICTIMS_CARD}")
    told = item(world, 7)
    ends = (End("payer", token, "DOCUMENT", f"CNIC:{VICTIMS_CARD}"), End("payee", 78, "ACCOUNT", "HBL:78"))
    other = (End("payer", 79, "ACCOUNT", "HBL:79"),)
    rows = (told.rows[0]._replace(ends=ends), told.rows[0]._replace(ends=other))
    own = replace(told, id=f"{70:024x}", rows=rows, bearers=((78, 5, token),))
    theirs = tuple(row._replace(owner=PUNJAB) for row in rows)
    raise_in(world, [own, replace(own, id=told.id, subject=70, rows=theirs)])
    written = pb.GetAlertResponse.FromString(answered(world, send(world, WARRANTED, pb.GetAlertRequest(id=own.id))))
    assert [end.key.id for row in written.rows for end in row.ends] == [f"CNIC:{VICTIMS_CARD}", "HBL:78", "HBL:79"]
    assert not any(end.protected_party for row in written.rows for end in row.ends)
    asks = pb.GetAlertRequest(id=told.id, pictures=[PictureFormat.PICTURE_FORMAT_GRAPHML])
    raw = answered(world, send(world, WARRANTED, asks))
    found = pb.GetAlertResponse.FromString(raw)
    (picture,) = found.pictures
    assert b"a protected party" in picture.data
    assert b"HBL:79" in picture.data
    assert not any(hidden in raw for hidden in (VICTIMS_CARD.encode(), b"HBL:78"))
    assert [end.protected_party for row in found.rows for end in row.ends] == [True, True, False]
    assert [end.key.id for row in found.rows for end in row.ends] == ["", "", "HBL:79"]


def test_an_alert_about_whom_another_agencys_record_protects_stands_as_it_was_given(world: World) -> None:
    secret = read_secret(world.files.hub.folder / "secret.key")
    token = Tokens(derive(secret, "snapshot-token")).node("DOCUMENT", f"CNIC:{VICTIMS_CARD}")
    raise_in(world, [replace(item(world, 8), bearers=((8, 5, token),)), replace(item(world, 9), bearers=((9, 5),))])
    about, nobodys = (
        pb.GetAlertResponse.FromString(answered(world, send(world, WARRANTED, pb.GetAlertRequest(id=f"{each:024x}"))))
        for each in (8, 9)
    )
    assert about.alert.state == pa.ALERT_STATE_OPEN
    about.alert.id, about.rows[0].source = nobodys.alert.id, nobodys.rows[0].source
    assert about == nobodys
    answered(world, send(world, WARRANTED, opinion(8)), leaves=2)


def test_rules_are_stopped_by_oversight_and_a_second_person_alone(world: World) -> None:
    stop = pb.SetDetectorRequest(detector="M1", why="too loud")
    refused(world, send(world, AUDITOR, stop), "POLICY_DENIED", leaves=2)
    refused(world, send(world, WARRANTED, stop, second=SECOND.id), "PURPOSE_UNFIT")
    refused(world, send(world, AUDITOR, pb.ListAlertsRequest()), "PURPOSE_UNFIT")
    seen = pb.ListDetectorsResponse.FromString(answered(world, send(world, AUDITOR, pb.ListDetectorsRequest())))
    assert all(each.enabled for each in seen.detectors)
