"""AUTHORITY 6.2: the sentence under every accused of a watched charge in a search, in the view of a person and at a post,
on a real store: by the sections alone, and the same bytes for a victim elsewhere and for nobody's victim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.node.travellers import RecordedTravellers
from services.records import wire
from services.records.app.person import get_person
from services.records.app.references import reference_by_record
from services.records.app.search import search
from services.values.exchange import CheckTravellerResponse
from services.values.identifiers import name_keys
from services.values.records import (
    Banner,
    CaseFile,
    CaseReference,
    GetPersonRequest,
    Identifier,
    Name,
    Party,
    Proclamation,
    RecordVersion,
    SearchRequest,
    Section,
    Selector,
)
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    POLICE,
    cnic,
    custody,
    expunged,
    fir,
    following,
    listing,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import CHECKPOINT
from tests.integration.records.guarded import NARCOTICS, PTPA, B, accused, case_files, clocked, victim

BANNER = "review-first"
NAMED = [pytest.param(True, id="a victim elsewhere"), pytest.param(False, id="nobody's victim")]
WHO = person(cnic(21), born="1990-01-01")
OTHER = person(cnic(22), born="1990-01-01", name="Zahid Other")
POST = caller(CUSTOMS, "cu-1", **CHECKPOINT)
ACCUSED = f"agencies/{POLICE}/records/accused-21"
SOUGHT = f"agencies/{POLICE}/records/proclaimed"
PROCLAIMED = version(
    "PROCLAMATION", "proclaimed", Proclamation("87", "2021-02-01", "Sessions Court Lahore"), subject=WHO,
    role="ACCUSED", case_references=B,
)  # fmt: skip


@pytest.fixture
def node(node: Node, tmp_path: Path) -> Iterator[Node]:
    _, _, database = clocked(node, tmp_path)
    yield node
    database.close()


async def searched(node: Node, who: Caller | None = None) -> tuple[Banner, ...]:
    return (await node.search(who or caller(), cnic(21))).banners


async def viewed(node: Node, who: Caller | None = None) -> tuple[Banner, ...]:
    inquiry = node.inquiry(who or caller())
    answer = await get_person(node.context, inquiry, GetPersonRequest(ACCUSED), node.federation.registry)
    return tuple(each for each in answer.banners if each.code == BANNER)


async def checked(node: Node, number: str = cnic(21)) -> CheckTravellerResponse:
    travellers = RecordedTravellers(node.context)
    found = await travellers.by_document(node.inquiry(POST), Identifier("CNIC", number), node.federation.registry)
    hits = tuple(replace(each, handle="") for each in found.hits)
    return CheckTravellerResponse(hits, found.more, found.banners)


async def every_answer(node: Node) -> list[bytes]:
    """What a search, the view of a person and a check say, as it travels; handles are random."""
    found = await node.search(caller(), cnic(21))
    inquiry = node.inquiry(caller())
    seen = await get_person(node.context, inquiry, GetPersonRequest(ACCUSED), node.federation.registry)
    return [wire.encode(found), wire.encode(seen), repr(await checked(node)).encode()]


async def test_one_person_has_one_reference_in_all_answers(node: Node) -> None:
    await node.put(*case_files(), accused(), PROCLAIMED, victim())
    told = [
        *await searched(node),
        *await viewed(node),
        *(await checked(node)).banners,
        *[each for each in (await node.history(caller(), cnic(21))).banners if each.code == BANNER],
    ]
    assert len(told) == 4
    assert len(set(told)) == 1


@pytest.mark.parametrize("named", NAMED)
async def test_who_reads_the_accused_in_another_case_is_told_the_same(node: Node, named: bool) -> None:
    body = CaseFile(reported="2020-05-02", officers=("pp-7",))
    mine = version("CASE_FILE", "mine", body, case_references=(fir(99),))
    await node.put(*case_files(), accused(), *[victim()] * named, mine)
    elsewhere = caller(case_key=fir(99).key)
    assert await searched(node, elsewhere) == await searched(node) != ()
    assert await viewed(node, elsewhere) == await viewed(node) != ()


@pytest.mark.parametrize("named", NAMED)
async def test_a_post_that_is_told_nothing_to_do_sees_no_banner(node: Node, named: bool) -> None:
    await node.put(*case_files(), accused(), *[victim()] * named)
    assert await checked(node) == await checked(node, cnic(99))
    assert (await checked(node)).banners == ()


@pytest.mark.parametrize("named", NAMED)
async def test_a_post_is_told_it_of_every_entry_of_a_case_and_of_no_other(node: Node, named: bool) -> None:
    """Of whatever charge: a post is shown none, so the sentence tells it none."""
    other = version("PARTY", "other", Party((Section("PPC", "302"),)), role="ACCUSED", subject=OTHER)
    murder = listing("of-a-murder", subject=OTHER, case_references=(fir(),))
    entry = listing(subject=WHO, agency=FIA, case_references=())
    await node.put(*case_files(), accused(), *[victim()] * named, other, murder, entry)
    assert (await checked(node)).hits
    assert (await checked(node)).banners == ()
    await node.put(PROCLAIMED)
    assert [each.code for each in (await checked(node)).banners] == [BANNER]
    assert [each.code for each in (await checked(node, cnic(22))).banners] == [BANNER]


@pytest.mark.parametrize("of", ["name", "phone"])
@pytest.mark.parametrize("named", NAMED)
async def test_who_is_searched_for_by_a_name_or_a_telephone_has_the_reference_of_the_number(
    node: Node, named: bool, of: str
) -> None:
    phone = Identifier("PHONE", "+923001234567")
    both = replace(WHO, identifiers=(*WHO.identifiers, phone))
    await node.put(*case_files(), replace(accused(), subject=both), *[replace(victim(), subject=both)] * named)
    request = SearchRequest(Selector(phone if of == "phone" else name_keys(both)[0]))
    found = await search(node.context, node.inquiry(caller()), request, node.federation.registry)
    assert [each.owner for each in found.matches] == [POLICE]
    assert found.banners == await searched(node) != ()


async def test_an_accused_without_a_number_has_a_reference_of_their_own(node: Node) -> None:
    nameless = [replace(WHO, identifiers=(), names=(Name("OWN", each, "Latn"),)) for each in ("Amjad Ali", "Bilal Ali")]
    await node.put(*case_files(), *[
        version("PARTY", f"nameless-{index}", Party((NARCOTICS,)), role="ACCUSED", subject=each, case_references=B)
        for index, each in enumerate(nameless)
    ])  # fmt: skip
    told = []
    for index in range(2):
        request = GetPersonRequest(f"agencies/{POLICE}/records/nameless-{index}")
        answer = await get_person(node.context, node.inquiry(caller()), request, node.federation.registry)
        told += [each.text for each in answer.banners if each.code == BANNER]
    assert len(set(told)) == len(told) == 2


CHARGED = {
    "a watched charge": ((NARCOTICS,), True),
    "the Act of the bar": ((PTPA,), True),
    "a watched charge among others": ((Section("PPC", "302"), Section("PPC", "379")), True),
    "another charge": ((Section("PPC", "302"),), False),
    "no charge that is shown": ((), True),
}


@pytest.mark.parametrize("charge", CHARGED)
@pytest.mark.parametrize("named", NAMED)
async def test_it_stands_by_the_sections_alone(node: Node, named: bool, charge: str) -> None:
    sections, stands = CHARGED[charge]
    await node.put(*case_files(), replace(accused(), body=Party(sections)), *[victim()] * named)
    assert [each.code for each in await searched(node)] == [BANNER] * stands
    assert [each.code for each in await viewed(node)] == [BANNER] * stands


async def test_a_record_of_the_case_that_names_no_section_goes_by_those_that_do(node: Node) -> None:
    held = custody("held", "ARREST", "2020-05-03", subject=WHO, case_references=B)
    await node.put(*case_files(), replace(accused(), body=Party((Section("PPC", "302"),))), held)
    assert await searched(node) == ()
    await node.put(replace(held, record_id="held-elsewhere", case_references=(fir(600),)))
    assert await searched(node) != ()


async def test_a_withdrawn_accusation_has_none(node: Node) -> None:
    await node.put(*case_files(), accused())
    assert await searched(node) != ()
    await node.put(withdrawn(accused()))
    assert await searched(node) == ()


@pytest.mark.parametrize("end", ["expunged", "rejected", "stated later"])
async def test_nothing_that_becomes_of_the_victim_changes_an_answer(node: Node, end: str) -> None:
    files = case_files()
    before, after = {
        "expunged": (victim(), expunged(victim())),
        "rejected": (victim(), following(victim(), body=Party((PTPA,), "", "REJECTED"))),
        "stated later": (replace(victim(), body=Party(())), following(files[3], body=case_files(PTPA)[3].body)),
    }[end]
    await node.put(*files, accused(), PROCLAIMED)
    told = await every_answer(node)
    for each in (before, after):
        await node.put(each)
        assert await every_answer(node) == told


async def test_every_page_of_a_search_says_the_same(node: Node) -> None:
    more = [
        version("PARTY", f"more-{number}", Party((NARCOTICS,)), role="ACCUSED", subject=WHO,
                case_references=(CaseReference("FIR", fir(600 + number).key),))
        for number in range(3)
    ]  # fmt: skip
    await node.put(*case_files(), accused(), victim(), *more)
    first = await node.search(caller(), cnic(21), page_size=1)
    second = await node.search(caller(), cnic(21), page_size=1, page_token=first.next_page_token)
    assert first.matches != second.matches
    assert first.banners == second.banners != ()


async def test_an_answer_opens_no_more_of_a_victim_than_of_anybody(node: Node) -> None:
    """So the time of an answer does not tell them apart, the first time either."""
    await node.put(*case_files(), accused(), PROCLAIMED)
    opened = 0
    codec = node.context.codec

    def held(raw: bytes) -> RecordVersion:
        nonlocal opened
        opened += 1
        return codec.held(raw)

    node.context = replace(node.context, codec=replace(codec, held=held))
    counts = []
    for more in ((), (victim(),)):
        await node.put(*more)
        opened = 0
        await every_answer(node)
        counts.append(opened)
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize("named", NAMED)
async def test_a_members_own_node_names_an_accused_by_the_record_as_the_desk_knows_it(node: Node, named: bool) -> None:
    """Its blind tokens are its own: the desk at the hub would not know a reference that is made of them."""
    await node.put(*case_files(), accused(), PROCLAIMED, *[victim()] * named)
    node.context = replace(node.context, holds_copies=True)
    (banner,) = await searched(node)
    assert reference_by_record(ACCUSED) in banner.text or reference_by_record(SOUGHT) in banner.text
    assert [each.code for each in (await checked(node)).banners] == [BANNER]
