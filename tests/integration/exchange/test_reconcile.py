"""A member's copies held against what the hub gave: each kind of difference, and that asking again mends it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.exchange.copies.errors import NotLogged
from services.node.copies_named import Became
from services.node.reconcile import Compared, Kind, compared
from services.records.app.copying import take_named
from services.records.app.ordered import block, end_copy
from services.records.copies_port import CursorRow
from services.records.ports import Transaction
from services.values.copies import RECORDS, START, FeedCursor
from services.values.records import RecordVersion
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.copying import held, pull
from tests.fakes.named_sender import NamedSender, named
from tests.fakes.record_maker import FIA, POLICE, case_file, following, listing, party
from tests.fakes.records_node import Federation, Node, open_node
from tests.fakes.sync_pages import HUB, agreeing
from tests.fakes.wired_sender import allowed

FILE, PARTY = f"agencies/{POLICE}/records/file", f"agencies/{POLICE}/records/party"


@pytest.fixture
def other(tmp_path: Path, known: Federation) -> Iterator[Node]:
    opened = open_node(tmp_path / "other", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def sender(hub: Node) -> NamedSender:
    return NamedSender(CopiesSender(hub, allowed(hub.federation.registry)))


async def level(hub: Node, member: Node, sender: NamedSender, *records: RecordVersion) -> None:
    """The hub takes records, and the member all that it may hold."""
    await hub.put(case_file(), party(), *records)
    await pull(member, sender.source)


async def take_from(node: Node, member: Node) -> None:
    """The member takes by name, of FIA's node, all that a node has."""
    page = await CopiesSender(node, allowed(node.federation.registry)).page(FeedCursor(RECORDS))
    await take_named(member.context, FIA, page.versions, (), member.federation.registry, member.now_ms)


async def check(sender: NamedSender, member: Node) -> Compared:
    return await compared(named(sender, member), take=False)


async def mend(sender: NamedSender, member: Node) -> Compared:
    return await compared(named(sender, member), take=True)


async def test_sides_that_are_level_differ_in_nothing(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender)
    found = await mend(sender, member)
    assert (found.equal, found.kinds, sender.fetched) == (2, Counter(), [])
    assert found.well(taken=True)


async def test_what_is_missing_is_told_and_then_fetched(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender)
    before = await held(member)
    await end_copy(member.context, HUB, PARTY)
    found = await check(sender, member)
    assert (found.equal, found.kinds, found.well(taken=False)) == (1, {Kind.MISSING: 1}, False)
    assert PARTY not in await held(member), "a check takes nothing"
    found = await mend(sender, member)
    assert (found.became, sender.fetched) == ({Became.HELD: 1}, [PARTY])
    assert sender.entered == [f"{PARTY}/versions/1"], "the member's own log says what came"
    assert await held(member) == before
    assert (await check(sender, member)).well(taken=False)


async def test_nothing_is_asked_for_while_it_could_not_be_logged(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender)
    await end_copy(member.context, HUB, PARTY)
    sender.full = True
    with pytest.raises(NotLogged):
        await mend(sender, member)
    assert sender.fetched == []


async def test_an_older_version_is_brought_forward(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender)
    await hub.put(following(party(), source_grade="B"))
    assert (await check(sender, member)).kinds == {Kind.OLDER: 1}
    assert (await mend(sender, member)).became == {Became.HELD: 1}
    assert await held(member) == await held(hub)


async def test_what_the_hub_gives_no_more_goes(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender, listing(agency=FIA))
    sender.source.may = allowed(agreeing(hub.federation.registry, POLICE))
    assert (await check(sender, member)).kinds == {Kind.SURPLUS: 1}
    assert (await mend(sender, member)).became == {Became.ENDED: 1}
    assert set(await held(member)) == {FILE, PARTY}


async def test_what_another_peer_gave_newer_is_no_fault(
    hub: Node, member: Node, sender: NamedSender, other: Node
) -> None:
    await level(hub, member, sender)
    await other.put(case_file(), party())
    await other.put(following(party(), source_grade="B"))
    await take_from(other, member)
    found = await mend(sender, member)
    assert (found.kinds, sender.fetched, found.well(taken=False)) == ({Kind.NEWER: 1}, [], True)


async def test_a_copy_that_is_held_by_another_peers_word_alone_is_missing(
    hub: Node, member: Node, sender: NamedSender
) -> None:
    """Else it would end with the other peer."""
    await level(hub, member, sender)
    await take_from(hub, member)
    await end_copy(member.context, HUB, PARTY)
    assert (await mend(sender, member)).became == {Became.HELD: 1}
    await end_copy(member.context, FIA, PARTY)
    assert PARTY in await held(member)


async def test_the_nodes_own_record_is_equal_and_no_copy(hub: Node, member: Node, sender: NamedSender) -> None:
    await member.put(case_file(), party())
    await hub.put(case_file(), party())
    await set_epoch(member, sender.source.epoch)
    found = await mend(sender, member)
    assert (found.equal, found.kinds) == (2, Counter())
    async with member.context.store.snapshot() as view:
        assert await view.copies_counted(HUB) == 0


async def test_what_an_order_has_erased_is_not_taken(hub: Node, member: Node, sender: NamedSender) -> None:
    await level(hub, member, sender)
    await end_copy(member.context, HUB, PARTY)
    await block(member.context, PARTY)
    found = await mend(sender, member)
    assert (found.became, found.well(taken=True)) == ({Became.UNFIT: 1}, False)
    assert PARTY not in await held(member)


async def test_what_the_members_own_agreements_do_not_give_is_not_taken(
    hub: Node, member: Node, sender: NamedSender
) -> None:
    await level(hub, member, sender, listing(agency=FIA))
    member.federation = replace(member.federation, registry=agreeing(hub.federation.registry, FIA))
    await hub.put(following(party(), source_grade="B"), following(listing(agency=FIA), source_grade="B"))
    found = await mend(sender, member)
    assert found.became == {Became.HELD: 1, Became.UNFIT: 1}


async def test_a_feed_that_was_never_taken_is_not_compared(hub: Node, member: Node, sender: NamedSender) -> None:
    await hub.put(case_file())
    assert await mend(sender, member) == Compared(HUB)


async def set_epoch(member: Node, epoch: int) -> None:
    """The feed is taken up to its start in an epoch."""

    async def job(tx: Transaction) -> None:
        await tx.put_cursor(CursorRow(HUB, RECORDS, epoch, 0, START))

    await member.context.store.write(job)
