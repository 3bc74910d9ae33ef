"""What counts against the limits: the number or the record asked for, whatever becomes of the call."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.exchange.v1 import hit_service_pb2
from rabta.identity.v1 import identity_service_pb2

from services.access.errors import InvalidArgument, NotFound, Refused
from services.node.case_law import WORDS, ReadLaw
from services.node.travellers import RecordedTravellers
from services.records.app.case_law import check_child, fit_charges
from services.records.app.confirming import confirm_person
from services.records.app.guardian import check_guardian
from services.values.exchange import NamedTraveller
from services.values.records import (
    Birth,
    CheckChildRequest,
    CheckGuardianRequest,
    ConfirmPersonRequest,
    FitChargesRequest,
    Identifier,
    Name,
    Selector,
    StatedWord,
)
from tests.arch.test_counted import COUNTED
from tests.fakes.person_search import described_as, persons_on
from tests.fakes.record_maker import CNIC, FIA, POLICE, case_file, party
from tests.fakes.records_node import Federation, Node, caller, federation, open_node
from tests.integration.records.asking import CHECKPOINT

NAME = f"agencies/{POLICE}/records/file"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


@pytest.fixture
def node(tmp_path: Path, known: Federation) -> Node:
    return open_node(tmp_path / "node", known)


async def asked(node: Node, call: Awaitable[object]) -> list[bytes]:
    """The tokens that a call notes, whether it is answered or refused."""
    try:
        await call
    except Refused:
        pass
    return list(node.trail.selectors)


async def test_a_record_asked_for_by_name_is_one_token_like_a_number(node: Node) -> None:
    await node.put(case_file(), party())
    record = await asked(node, node.record(caller(), NAME))
    versions = await asked(node, node.versions(caller(), NAME))
    other = await asked(node, node.record(caller(), f"agencies/{POLICE}/records/party"))
    assert record == versions
    assert [len(token) for token in record] == [32]
    assert other != record
    assert await asked(node, node.search(caller())) not in (record, other)


async def test_every_field_that_counts_is_asked_here(node: Node) -> None:
    """Those of the table of all RPCs: each leaves one token, were the officer suspended."""
    who, post = caller(suspended=True), replace(caller(**CHECKPOINT), suspended=True)
    travellers, registry = RecordedTravellers(node.context), node.federation.registry
    node.context = replace(node.context, case_law=ReadLaw())
    charges = FitChargesRequest((StatedWord(min(WORDS), "ALLEGED"),), NAME)
    calls = {
        ("Search", "selector.identifier"): node.search(who),
        ("GetHistory", "selector.identifier"): node.history(who),
        ("CheckGuardian", "selector.identifier"): check_guardian(
            node.context, node.inquiry(who), CheckGuardianRequest(Selector(Identifier("CNIC", CNIC)))
        ),
        ("ConfirmPerson", "selector.identifier"): confirm_person(
            node.context, node.inquiry(who), ConfirmPersonRequest(Selector(Identifier("CNIC", CNIC)))
        ),
        ("GetRecord", "name"): node.record(who, NAME),
        ("ListVersions", "name"): node.versions(who, NAME),
        ("GetPerson", "record"): persons_on(node).person(who, NAME),
        ("CheckTraveller", "document"): travellers.by_document(node.inquiry(post), Identifier("CNIC", CNIC), registry),
        ("CheckTraveller", "named.name"): travellers.by_name(
            node.inquiry(post), NamedTraveller("Ali", 1985), registry, 5
        ),
        ("CheckChild", "record"): check_child(node.context, node.inquiry(who), CheckChildRequest(NAME, "VICTIM")),
        ("FitCharges", "victim"): fit_charges(node.context, node.inquiry(who), charges),
    }
    registrys = set(identity_service_pb2.DESCRIPTOR.services_by_name["IdentityService"].methods_by_name)
    desk = set(hit_service_pb2.DESCRIPTOR.services_by_name["HitService"].methods_by_name) | {
        "Watch",
        "ProposeCorrection",
    }
    elsewhere = {key for key in COUNTED if key[0] in {"UndoLink", "SearchPerson"} | registrys | desk}
    assert calls.keys() == COUNTED - elsewhere
    for (method, _), call in calls.items():
        assert len(await asked(node, call)) == 1, method


async def test_every_part_of_a_description_makes_it_another_one(node: Node) -> None:
    """Whoever goes through birthdays or districts asks as often as there are such; each number counts besides."""
    persons, who = persons_on(node), caller(suspended=True)
    plain = described_as("Muhammad Yousaf")
    number = Identifier("CNIC", CNIC)
    parts = {
        "person.names.text": described_as("Muhammad Yousuf"),
        "person.birth.earliest": replace(plain, birth=Birth("1985-01-01")),
        "person.birth.latest": replace(plain, birth=Birth("", "1985-01-01")),
        "person.district": replace(plain, district="PK-PB-LHR"),
        "person.address": replace(plain, address="Ichhra"),
        "person.identifiers": replace(plain, identifiers=(number,)),
    }
    assert {("SearchPerson", part) for part in parts} == {key for key in COUNTED if key[0] == "SearchPerson"}
    told = [await asked(node, persons.find(who, each)) for each in (plain, *parts.values())]
    assert [len(tokens) for tokens in told] == [1, 1, 1, 1, 1, 1, 2]
    assert len({tokens[-1] for tokens in told}) == len(told)
    assert told[-1][0] == (await asked(node, node.search(who)))[0]
    assert (
        await asked(node, persons.find(who, replace(plain, names=(Name("OWN", "Muhammad Yousaf", "Latn"),)))) == told[0]
    )


async def test_absent_hidden_and_refused_count_the_same(node: Node) -> None:
    await node.put(case_file())
    found = await asked(node, node.record(caller(), NAME))
    hidden = await asked(node, node.record(caller(FIA, "fia-1"), NAME))
    refused = await asked(node, node.record(caller(suspended=True), NAME))
    assert found == hidden == refused
    with pytest.raises(NotFound):
        await node.record(caller(), f"agencies/{POLICE}/records/none")
    assert len(node.trail.selectors) == 1


async def test_what_is_no_name_counts_nothing(node: Node) -> None:
    with pytest.raises(InvalidArgument):
        await node.record(caller(), "agencies/x")
    assert node.trail.selectors == []
