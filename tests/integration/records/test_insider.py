"""Row 2 where no number of their own is typed: what officers would be shown of themselves or their kin is as if absent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import NotFound, OwnOrKin
from services.access.kin import kin_digest
from services.records.app.history import get_history
from services.records.app.search import search
from services.values.records import GetHistoryRequest, Identifier, RecordVersion, SearchRequest, Selector
from tests.fakes.record_maker import CNIC, FIA, SINDH, case_file, cnic, fir, following, party, person
from tests.fakes.records_node import Node, caller

PHONE = Identifier("PHONE", "+923001234567")
OWN_CNIC = cnic(41)
ME = caller()
OWN = frozenset({kin_digest(f"CNIC:{OWN_CNIC}")})
INSIDER = replace(ME, own_and_kin=OWN)


def with_phone(number: str, name: str) -> Any:
    who = person(number, name=name)
    return replace(who, identifiers=(*who.identifiers, PHONE))


OTHER_MAN = party("other", subject=with_phone(CNIC, "Amjad"))
OWN_PARTY = party("own", agency=FIA, subject=with_phone(OWN_CNIC, "Insider"), case_references=(fir(88),))
HIT = party("hit", agency=SINDH, subject=with_phone(OWN_CNIC, "Insider"), source_grade="X", case_references=(fir(89),))


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def by_phone(node: Node, who: Caller, **more: Any) -> tuple[list[str], list[str]]:
    """Owners of matches and hits of a search, and of lines and hits of a history."""
    selector, registry = Selector(PHONE), node.federation.registry
    found = asyncio.run(search(node.context, node.inquiry(who), SearchRequest(selector, **more), registry))
    return [each.owner for each in found.matches], [each.owner for each in found.hits]


def history(node: Node, who: Caller, **more: Any) -> bytes:
    request = GetHistoryRequest(Selector(PHONE), **more)
    return asyncio.run(get_history(node.context, node.inquiry(who), request, node.federation.registry)).answer


@pytest.mark.parametrize("planted", [(), (OWN_PARTY,), (HIT,), (OWN_PARTY, HIT)], ids=["none", "shown", "hit", "both"])
def test_by_phone_they_see_the_others_alone(node: Node, planted: tuple[RecordVersion, ...]) -> None:
    put(node, case_file(), OTHER_MAN, case_file("far", agency=FIA, case_references=(fir(88),), officers=("x",)))
    before = history(node, INSIDER), history(node, INSIDER, as_of_recorded_ms=node.now_ms)
    assert not node.trail.alarms
    put(node, *planted)
    assert by_phone(node, INSIDER) == ([OTHER_MAN.agency], [])
    assert node.trail.alarms == (["own-or-kin"] if planted else [])
    assert (history(node, INSIDER), history(node, INSIDER, as_of_recorded_ms=node.now_ms)) == before
    assert node.trail.alarms == (["own-or-kin"] if planted else [])
    assert not {each for each in node.trail.records if "/own/" in each or "/hit/" in each}


def test_a_colleagues_answer_is_not_theirs_nor_their_a_colleagues(node: Node) -> None:
    put(node, case_file(), OTHER_MAN, OWN_PARTY, HIT)
    whole, insiders = history(node, ME), history(node, INSIDER)
    assert whole != insiders
    assert history(node, ME) == whole
    assert history(node, INSIDER) == insiders
    assert node.trail.alarms == ["own-or-kin"]
    assert by_phone(node, ME) == ([FIA, OTHER_MAN.agency], [SINDH])


def test_a_page_of_a_search_counts_what_is_shown(node: Node) -> None:
    put(node, case_file(), OTHER_MAN, OWN_PARTY, HIT)
    registry = node.federation.registry
    request = SearchRequest(Selector(PHONE), page_size=1)
    found = asyncio.run(search(node.context, node.inquiry(INSIDER), request, registry))
    assert [each.owner for each in found.matches] == [OTHER_MAN.agency]
    assert found.next_page_token == ""


def test_a_record_of_their_own_by_its_name_is_not_there(node: Node) -> None:
    """So that a record which an officer had somebody plant tells nothing of whether a hidden one stands beside it."""
    put(node, case_file(), OWN_PARTY)
    for ask in (node.record, node.versions):
        with pytest.raises(NotFound):
            asyncio.run(ask(INSIDER, OWN_PARTY.record_name))
        assert node.trail.alarms == ["own-or-kin"]
        with pytest.raises(NotFound):
            asyncio.run(ask(INSIDER, "agencies/pk.fia/records/none"))
        assert not node.trail.alarms


def test_of_all_versions_where_one_bore_their_number(node: Node) -> None:
    put(node, case_file(), OWN_PARTY)
    node.now_ms += 1000
    put(node, following(OWN_PARTY, subject=with_phone(cnic(42), "Somebody")))
    with pytest.raises(NotFound):
        asyncio.run(node.versions(INSIDER, OWN_PARTY.record_name))
    assert by_phone(node, INSIDER) == ([FIA], []), "as it is now it is another's"
    then = node.now_ms - 1000
    assert b"Somebody" not in history(node, INSIDER, as_of_recorded_ms=then)
    assert node.trail.alarms == ["own-or-kin"]


def test_what_they_type_is_refused(node: Node) -> None:
    put(node, case_file(), OWN_PARTY)
    for work in (node.search, node.history):
        with pytest.raises(OwnOrKin):
            asyncio.run(work(INSIDER, OWN_CNIC))
        assert node.trail.alarms == ["own-or-kin"]


PASSPORT = Identifier("PASSPORT", "AB1234567", "PK")
ASIDE = party("aside", agency=FIA, subject=replace(person("", name="Insider"), identifiers=(PASSPORT,)))
TIES = party(
    "ties",
    agency=SINDH,
    subject=replace(person(OWN_CNIC, name="Insider"), identifiers=(*person(OWN_CNIC).identifiers, PASSPORT)),
)


def by_passport(node: Node, who: Caller) -> list[str]:
    request = SearchRequest(Selector(PASSPORT))
    found = asyncio.run(search(node.context, node.inquiry(who), request, node.federation.registry))
    return [each.version.split("/")[3] for each in found.matches]


def test_what_another_number_of_the_same_person_leads_to_is_left_out_too(node: Node) -> None:
    """One record bears the declared number beside a passport: what bears the passport alone is about the officer as well."""
    put(node, case_file(), ASIDE)
    assert by_passport(node, INSIDER) == ["aside"], "nothing that the officer would be shown says who it is"
    put(node, TIES)
    assert sorted(by_passport(node, ME)) == ["aside", "ties"]
    assert by_passport(node, INSIDER) == []
    assert node.trail.alarms == ["own-or-kin"]
    assert asyncio.run(node.record(ME, ASIDE.record_name)).version is not None
    for ask in (node.record, node.versions):
        with pytest.raises(NotFound):
            asyncio.run(ask(INSIDER, ASIDE.record_name))
        assert node.trail.alarms == ["own-or-kin"]


def test_a_record_that_is_hidden_from_them_ties_nothing(node: Node) -> None:
    """So that what is left out does not tell that it is there."""
    put(node, case_file(), ASIDE, replace(TIES, handling="ORCON"))
    assert by_passport(node, INSIDER) == ["aside"]
    assert node.trail.alarms == []
    assert asyncio.run(node.record(INSIDER, ASIDE.record_name)).version is not None


def test_a_shared_phone_makes_nobody_their_kin(node: Node) -> None:
    put(node, case_file(), OTHER_MAN, OWN_PARTY)
    assert by_phone(node, INSIDER) == ([OTHER_MAN.agency], [])
