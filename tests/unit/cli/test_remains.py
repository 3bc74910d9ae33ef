"""What the command line says of an own record of which only name and order number are shown."""

from __future__ import annotations

import pytest
from rabta.records.v1.records_service_pb2 import GetRecordResponse, Remains

from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import RECORD, WHY, answers, rabta


@pytest.mark.parametrize(
    ("expunged", "said"), [(True, "is expunged: W.P. 1/2022"), (False, "is sealed from its owner: ")]
)
def test_what_remains_of_an_own_record_is_said(hub_desk: HubThread, expunged: bool, said: str) -> None:
    name = "agencies/pk.punjab-police/records/r1"
    order_nos = ["W.P. 1/2022"] if expunged else ["W.P. 1/2022", "W.P.\x1b[2J 2/2022"]
    remains = Remains(record=name, expunged=expunged, order_nos=order_nos)
    hub_desk.hub.bodies[RECORD] = answers(GetRecordResponse(remains=remains))
    result = rabta("record", name, "--profile", hub_desk.profile(), *WHY)
    assert f"{name} {said}" in result.stderr
    assert "\x1b" not in result.stderr
    assert result.stdout == ""


def test_a_record_under_a_courts_pseudonym_is_there_without_content(hub_desk: HubThread) -> None:
    """The hub gives neither bytes nor page; an answer that it signed is not unproven for that."""
    answer = GetRecordResponse()
    answer.version.recorded_ms = 1_700_000_000_000
    hub_desk.hub.bodies[RECORD] = answers(answer)
    result = rabta("record", "agencies/pk.punjab-police/records/r1", "--profile", hub_desk.profile(), *WHY)
    assert "a court's pseudonym leaves nothing of it to be shown" in result.stderr
    assert result.stdout == "", "no record is made up of empty fields"
