"""A station's own node pulls what the station wrote about other people's victims: nothing comes back of what is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rabta.exchange.v1.exchange_service_pb2 import FetchRecordsRequest, FetchRecordsResponse
from rabta.exchange.v1.page_pb2 import SyncItem, SyncPageHeader
from rabta.records.v1.record_pb2 import RecordVersion

from services.values.records import Birth
from tests.e2e import planted
from tests.e2e.attacks.judging import answered
from tests.e2e.exchange import FETCH, Page, ask, everything
from tests.e2e.people import FIA, FIA_CASE, PUNJAB
from tests.e2e.world import World
from tests.fakes import record_maker as make

PROTECTED = ("VICTIM", "WITNESS", "COMPLAINANT", "young")


@pytest.fixture(scope="module")
def world(exchange_world: World) -> World:
    return exchange_world


def test_own_plants_come_back_as_they_were_written(world: World) -> None:
    """Punjab accuses FIA's victims, FIA's witness, a child, and somebody of no case; its node pulls what it wrote."""
    number = iter(range(61_700, 61_800))
    case = planted.ref(FIA_CASE)
    people = {what: make.person(make.cnic(next(number)), "1980-01-01", "Whom") for what in (*PROTECTED, "nobody")}
    hidden = [
        make.party(f"fia-hides-{role.lower()}", agency=FIA, role=role, subject=people[role], case_references=case)
        for role in ("VICTIM", "WITNESS", "COMPLAINANT")
    ]
    document = Birth("2011-01-01", "2011-01-01", basis="CRC", issuer="NADRA", number="7", sha256=bytes(32))
    young = replace(people["young"], birth=document)
    hidden.append(make.party("fia-hides-young", agency=FIA, subject=young, case_references=case))
    plants = [
        make.party(f"pb-plant-{what.lower()}", agency=PUNJAB, subject=who, case_references=case)
        for what, who in people.items()
    ]
    world.plant([*plants, *hidden])
    names = [each.record_name for each in plants]
    raw = FetchRecordsRequest(records=names).SerializeToString()
    fetched = FetchRecordsResponse.FromString(answered(world, ask(world, FETCH, raw, PUNJAB)))
    items = [
        *fetched.items,
        *(item.SerializeToString() for page in everything(world, agency=PUNJAB) for item in page.items),
    ]
    classes: dict[str, set[str]] = {name: set() for name in names}
    for item in map(SyncItem.FromString, items):
        version = RecordVersion.FromString(item.copy.version.version)
        name = f"agencies/{version.agency}/records/{version.record_id}"
        if name in classes:
            classes[name].add(item.copy.record_class)
    (of_nobody,) = classes[f"agencies/{PUNJAB}/records/pb-plant-nobody"]
    assert all(each == {of_nobody} for each in classes.values()), classes


def test_what_is_hidden_moves_no_head_number_order_or_page(world: World) -> None:
    """Punjab's node pulls its plants before and after FIA makes the same people victim, witness and child."""
    number, case = iter(range(61_800, 61_900)), planted.ref(FIA_CASE)
    people = {role: make.person(make.cnic(next(number)), "1980-01-01", "Whom") for role in PROTECTED}
    world.plant(
        [
            make.party(f"pb-count-{what.lower()}", agency=PUNJAB, subject=who, case_references=case)
            for what, who in people.items()
        ]
    )
    before = [everything(world, agency=PUNJAB, most=most) for most in (1, 5)]
    document = Birth("2011-01-01", "2011-01-01", basis="CRC", issuer="NADRA", number="7", sha256=bytes(32))
    stated = {role: ("SUSPECT" if role == "young" else role, who) for role, who in people.items()}
    stated["young"] = ("SUSPECT", replace(people["young"], birth=document))
    world.plant(
        [
            make.party(f"fia-count-{what.lower()}", agency=FIA, role=role, subject=who, case_references=case)
            for what, (role, who) in stated.items()
        ]
    )
    (after,) = everything(world, before[-1][-1].cursor, PUNJAB)
    assert (list(after.raw.items), after.header.head) == ([], before[-1][-1].header.head)
    again = [everything(world, agency=PUNJAB, most=most) for most in (1, 5)]
    assert [[alike(page) for page in pages] for pages in again] == [[alike(page) for page in pages] for pages in before]
    world.plant([make.party("pb-count-more", agency=PUNJAB, subject=people["VICTIM"], case_references=case)])
    (more,) = everything(world, again[-1][-1].cursor, PUNJAB)
    assert (more.records(), more.header.passed, more.header.head) == (["pb-count-more"], 0, after.header.head + 1)


def alike(page: Page) -> tuple[bytes, tuple[bytes, ...], tuple[bytes, ...]]:
    """A page but for when it was made, which the chain rests on too."""
    header = SyncPageHeader()
    header.CopyFrom(page.header)
    for name in ("time_ms", "previous_sha256"):
        header.ClearField(name)
    owners = tuple(each.SerializeToString(deterministic=True) for each in page.raw.pages)
    return header.SerializeToString(deterministic=True), tuple(page.raw.items), owners
