"""LAW 2(c): the banner `review-first` in a search, in the view of a person and at a post, on a real store: a victim's is a
decoy's to the byte, nobody else sees one, and a repeated question opens nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.node.travellers import RecordedTravellers
from services.records import wire
from services.records.app import guarding
from services.records.app.person import get_person
from services.records.app.search import search
from services.values.exchange import CheckTravellerResponse
from services.values.identifiers import name_keys
from services.values.records import (
    Banner,
    CaseFile,
    CaseReference,
    GetPersonRequest,
    Identifier,
    Party,
    Proclamation,
    RecordVersion,
    SearchRequest,
    Selector,
)
from tests.fakes.record_maker import CUSTOMS, FIA, POLICE, cnic, expunged, fir, following, listing, person, version
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import CHECKPOINT
from tests.integration.records.guarded import NARCOTICS, PTPA, B, accused, case_files, clocked, victim

BANNER = "review-first"
NOBODY, EVERYBODY = 2**200, 1
WHO = person(cnic(21), born="1990-01-01")
POST = caller(CUSTOMS, "cu-1", **CHECKPOINT)
ACCUSED = f"agencies/{POLICE}/records/accused-21"
PROCLAIMED = version(
    "PROCLAMATION", "proclaimed", Proclamation("87", "2021-02-01", "Sessions Court Lahore"), subject=WHO,
    role="ACCUSED", case_references=B,
)  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "DECOYS", NOBODY)


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
    return CheckTravellerResponse(hits, found.more, (), found.banners)


async def all_three(node: Node) -> list[bytes]:
    """What a search, the view of a person and a check say, as it travels; handles are random."""
    found = await node.search(caller(), cnic(21))
    inquiry = node.inquiry(caller())
    seen = await get_person(node.context, inquiry, GetPersonRequest(ACCUSED), node.federation.registry)
    return [wire.encode(found), wire.encode(seen), repr(await checked(node)).encode()]


async def test_a_victim_s_banner_is_a_decoy_s_to_the_byte_in_all_three(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same store before and after the victim's paper came, the person being a decoy before."""
    await node.put(*case_files(), accused(), PROCLAIMED)
    assert not await searched(node)
    monkeypatch.setattr(guarding, "DECOYS", EVERYBODY)
    decoy = await all_three(node)
    monkeypatch.setattr(guarding, "DECOYS", NOBODY)
    await node.put(victim())
    assert await all_three(node) == decoy
    for said in decoy:
        assert said.count(BANNER.encode()) == 1


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


@pytest.mark.parametrize("decoys", [EVERYBODY, NOBODY], ids=["a decoy", "a victim"])
async def test_who_reads_the_accused_in_another_case_sees_no_banner(
    node: Node, decoys: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "DECOYS", decoys)
    body = CaseFile(reported="2020-05-02", officers=("pp-7",))
    await node.put(*case_files(), accused(), victim(), version("CASE_FILE", "mine", body, case_references=(fir(99),)))
    elsewhere = caller(case_key=fir(99).key)
    assert (await node.search(elsewhere, cnic(21))).matches
    assert await searched(node, elsewhere) == ()
    assert await viewed(node, elsewhere) == ()
    assert await searched(node) != ()
    assert await viewed(node) != ()


@pytest.mark.parametrize("decoys", [EVERYBODY, NOBODY], ids=["a decoy", "a victim"])
async def test_a_post_that_is_told_nothing_to_do_sees_no_banner(
    node: Node, decoys: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "DECOYS", decoys)
    await node.put(*case_files(), accused(), victim())
    assert await checked(node) == await checked(node, cnic(99))
    assert (await checked(node)).banners == ()


async def test_a_post_that_stops_somebody_for_another_case_sees_no_banner(node: Node) -> None:
    """They are accused of theft there, and a victim nowhere near: what is of case B alone is asked about."""
    other = replace(PROCLAIMED, case_references=(fir(88),))
    await node.put(*case_files(), accused(), victim(), other)
    assert (await checked(node)).hits
    assert (await checked(node)).banners == ()


async def test_an_entry_of_the_case_is_asked_about_and_one_of_no_case_is_not(node: Node) -> None:
    entry = listing(subject=WHO, agency=FIA, case_references=())
    await node.put(*case_files(), accused(), victim(), entry)
    assert (await checked(node)).banners == ()
    await node.put(listing("of-the-case", subject=WHO, case_references=B))
    assert [each.code for each in (await checked(node)).banners] == [BANNER]


@pytest.mark.parametrize("decoys", [EVERYBODY, NOBODY], ids=["a decoy", "a victim"])
@pytest.mark.parametrize("of", ["name", "phone"])
async def test_c13_who_is_searched_for_by_a_name_or_a_telephone_has_no_banner(
    node: Node, decoys: int, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "DECOYS", decoys)
    phone = Identifier("PHONE", "+923001234567")
    both = replace(WHO, identifiers=(*WHO.identifiers, phone))
    await node.put(*case_files(), replace(accused(), subject=both), replace(victim(), subject=both))
    request = SearchRequest(Selector(phone if of == "phone" else name_keys(both)[0]))
    found = await search(node.context, node.inquiry(caller()), request, node.federation.registry)
    assert [each.owner for each in found.matches] == [POLICE]
    assert found.banners == ()


async def test_what_ends_a_guard_ends_its_banner(node: Node) -> None:
    await node.put(*case_files(), accused(), PROCLAIMED, victim())
    assert all([await searched(node), await viewed(node), (await checked(node)).banners])
    await node.put(expunged(victim()))
    assert not any([await searched(node), await viewed(node), (await checked(node)).banners])


async def test_a_victim_whose_case_says_so_later_is_seen_at_the_next_question(node: Node) -> None:
    files = case_files()
    await node.put(*files, accused(), PROCLAIMED, replace(victim(), body=Party(())))
    assert not any([await searched(node), await viewed(node), (await checked(node)).banners])
    await node.put(following(files[3], body=case_files(PTPA)[3].body))
    assert all([await searched(node), await viewed(node), (await checked(node)).banners])


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


async def test_a_repeated_question_opens_no_more_of_a_victim_than_of_a_decoy(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found is remembered, and so the time of an answer does not tell them apart for ever."""
    await node.put(*case_files(), accused(), PROCLAIMED, victim())
    opened = 0
    codec = node.context.codec

    def held(raw: bytes) -> RecordVersion:
        nonlocal opened
        opened += 1
        return codec.held(raw)

    node.context = replace(node.context, codec=replace(codec, held=held))
    counts = []
    for decoys in (NOBODY, NOBODY, EVERYBODY):
        monkeypatch.setattr(guarding, "DECOYS", decoys)
        opened = 0
        assert all([await searched(node), (await checked(node)).banners, await viewed(node)])
        counts.append(opened)
    assert counts[0] > counts[1] == counts[2]
