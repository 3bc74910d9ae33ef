"""Pages that are asked back: each agency has its own, and of those what its officer may see."""

from __future__ import annotations

import pytest
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.attacks.test_pages import fresh, post, taken
from tests.e2e.bodies import GET_PAGE
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, RECORDERS, Officer
from tests.e2e.world import World


def asked(world: World, officer: Officer, number: int = 1, token: str = "") -> Seen:
    request = GetPageRequest(feed="records", page_number=number, page_size=200, page_token=token)
    return put(world, world.asking(officer, GET_PAGE, request.SerializeToString(deterministic=True)))


def page(world: World, officer: Officer, number: int = 1) -> GetPageResponse:
    return GetPageResponse.FromString(answered(world, asked(world, officer, number)))


def ids(given: GetPageResponse) -> list[str]:
    shown = [RecordVersion.FromString(each.version).record_id for each in given.versions]
    return [*shown, *(each.record_id for each in given.withheld)]


def test_page_asked_by_another_agency(world: World) -> None:
    """Under the same number each gets its own, whoever else holds one; the log names whose records they were."""
    records = fresh(2)
    number = taken(world, post(world, world.page(PUNJAB, records))).page_number
    assert ids(page(world, RECORDERS[PUNJAB], number)) == [each.record_id for each in records]
    seen = asked(world, RECORDERS[FIA], number)
    other = GetPageResponse.FromString(answered(world, seen))
    assert not {each.record_id for each in records} & set(ids(other))
    assert {RecordVersion.FromString(each.version).agency for each in other.versions} <= {FIA}
    assert not [name for name in seen.entries[-1].open.records if PUNJAB in name]


@pytest.mark.parametrize("officer", [INVESTIGATOR, PUNJAB_INVESTIGATOR], ids=["another", "same-agency"])
def test_page_asked_by_an_investigator(world: World, officer: Officer) -> None:
    """Their own case files come by name, under their case; pages are the record officer's."""
    refused(world, asked(world, officer), "PURPOSE_UNFIT")


def test_page_asked_with_anothers_token(world: World) -> None:
    """A token that says where in a page of Punjab's an answer ended is of no use to FIA."""
    number = taken(world, post(world, world.page(PUNJAB, fresh(2)))).page_number
    request = GetPageRequest(feed="records", page_number=number, page_size=1).SerializeToString()
    first = GetPageResponse.FromString(answered(world, put(world, world.asking(RECORDERS[PUNJAB], GET_PAGE, request))))
    assert first.next_page_token
    refused(world, asked(world, RECORDERS[FIA], number, token=first.next_page_token), "PAGE_TOKEN_INVALID")
