"""A member's node that takes from a hub what its agreements give: proven, decided again here, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.exchange.copies.errors import NotTaken, PageUnproven
from services.records.app.copies_aside import kept_aside
from services.records.app.copying import stop
from services.values.copies import RECORDS
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.copying import cursor, held
from tests.fakes.record_maker import FIA, POLICE, case_file, event, following, listing, order, party, withdrawn
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB, agreeing
from tests.fakes.wired_sender import WiredSender, allowed, puller

FILE, PARTY = f"agencies/{POLICE}/records/file", f"agencies/{POLICE}/records/party"
LIST = f"agencies/{FIA}/records/list"


@pytest.fixture
def sender(hub: Node) -> WiredSender:
    return WiredSender(CopiesSender(hub, allowed(hub.federation.registry)), limit=3)


async def test_what_the_agreements_give_is_held_and_acknowledged(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party(), event("step", "CHALLAN_FINAL", "2020-05-14"), listing(agency=FIA))
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE, PARTY, LIST}, "steps of an investigation are in no agreement"
    assert sender.acked[-1] == await cursor(member, HUB)
    await hub.put(following(party(), source_grade="B"))
    await puller(sender, member).round()
    assert (await held(member))[PARTY] == (await held(hub))[PARTY]


async def test_what_may_be_held_no_more_goes_and_comes_back(hub: Node, member: Node, sender: WiredSender) -> None:
    sealed = order("seal", "SEALED")
    await hub.put(case_file(), party())
    await puller(sender, member).round()
    await hub.put(sealed)
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE}, "no agreement gives what a court seals"
    await hub.put(withdrawn(sealed))
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE, PARTY}


async def test_the_receiver_decides_too_and_keeps_nothing_of_what_it_may_not_hold(
    hub: Node, member: Node, sender: WiredSender
) -> None:
    sender.source.may = lambda _klass: True
    await hub.put(case_file(), event("step", "CHALLAN_FINAL", "2020-05-14"))
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE}
    assert [(each.rule, each.item) for each in await kept_aside(member.context, HUB, (0, 0), 9)] == [
        ("no-agreement", b"")
    ]


async def test_an_agreement_that_ends_takes_its_copies_along(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party(), listing(agency=FIA))
    await puller(sender, member).round()
    only = agreeing(hub.federation.registry, FIA)
    member.federation = replace(member.federation, registry=only)
    sender.source.may, sender.source.epoch = allowed(only), 2
    sender.source.given.clear()
    await puller(sender, member).round()
    assert set(await held(member)) == {LIST}


async def test_an_answer_that_was_lost_is_asked_for_again(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party(), listing(agency=FIA))
    lost = [True]

    def lose(answer: PullChangesResponse) -> PullChangesResponse:
        if lost.pop() if lost else False:
            raise PageUnproven("lost")
        return answer

    sender.altered = lose
    with pytest.raises(PageUnproven, match="lost"):
        await puller(sender, member).round()
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE, PARTY, LIST}


async def test_a_page_that_comes_twice_is_taken_once(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    first = await sender.pull(await cursor(member, HUB), 0)
    await puller(sender, member).round()
    before = await held(member), await cursor(member, HUB)
    sender.altered = lambda _answer: first
    with pytest.raises(PageUnproven, match="page-order"):
        await puller(sender, member).round()
    assert (await held(member), await cursor(member, HUB)) == before


async def test_a_stopped_feed_says_so(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file())
    await stop(member.context, HUB, RECORDS, "malformed")
    with pytest.raises(NotTaken, match="malformed"):
        await puller(sender, member).round()
    assert await held(member) == {}
