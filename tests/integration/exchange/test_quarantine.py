"""What is kept aside of a peer's feed tried again: by name, as the peer and the agreements say now, and forgotten once settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.exchange.v1.page_pb2 import SyncItem

from audit.merkle import leaf_hash, root_from_leaves
from services.exchange.copies.errors import SenderAway
from services.exchange.copies.wire import SyncPageHeader
from services.node.copies_named import Became
from services.node.quarantine import retried
from services.records import wire
from services.records.app.copies_aside import Kept, kept_aside
from services.records.app.ordered import block
from services.values.copies import RECORDS, FeedCursor
from tests.fakes.copies_sender import CopiesSender, with_versions
from tests.fakes.copying import apply, cursor, held
from tests.fakes.named_sender import NamedSender, named
from tests.fakes.record_maker import POLICE, case_file, expunged, party
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB, agreeing
from tests.fakes.wired_sender import WiredSender, allowed, puller

FILE, PARTY = f"agencies/{POLICE}/records/file", f"agencies/{POLICE}/records/party"
ALTERED = b"\x00"


@pytest.fixture
def sender(hub: Node) -> NamedSender:
    return NamedSender(CopiesSender(hub, allowed(hub.federation.registry)))


def with_items(answer: PullChangesResponse, change: Callable[[SyncItem], bytes]) -> PullChangesResponse:
    """The page with its last item changed on its way, and a header over what it has then."""
    items = [*answer.items[:-1], change(SyncItem.FromString(answer.items[-1]))]
    header = SyncPageHeader.FromString(answer.header)
    header.root = root_from_leaves([leaf_hash(each) for each in items])
    raw = header.SerializeToString(deterministic=True)
    return PullChangesResponse(header=raw, items=items, pages=answer.pages)


def forged(item: SyncItem) -> bytes:
    """Other bytes than its owner signed."""
    item.copy.version.proof.salt = bytes(16)
    return item.SerializeToString(deterministic=True)


def unknown(item: SyncItem) -> bytes:
    """A number with something that only a newer program knows: field 9, a string."""
    return SyncItem(sequence=item.sequence).SerializeToString() + b"\x4a\x03new"


async def taken(sender: NamedSender, member: Node, change: Callable[[SyncItem], bytes]) -> None:
    """The hub's file and man pulled, the latter changed on its way."""
    await sender.source.node.put(case_file(), party())
    wired = WiredSender(sender.source)
    whole = await wired.pull(await cursor(member, HUB), 0)
    await wired_once(wired, member, with_items(whole, change))
    assert set(await held(member)) == {FILE}


async def wired_once(wired: WiredSender, member: Node, page: PullChangesResponse) -> None:
    """One page, whatever is asked; then nothing new after it."""
    header = SyncPageHeader.FromString(page.header)
    after = FeedCursor(RECORDS, header.epoch, header.to_sequence, sha256(page.header).digest())
    wired.altered = lambda answer: page if SyncPageHeader.FromString(answer.header).from_sequence == 0 else answer
    await puller(wired, member).round()
    assert await cursor(member, HUB) == after


async def aside(member: Node) -> list[Kept]:
    return await kept_aside(member.context, HUB, (0, 0), 99)


async def test_what_was_altered_on_its_way_is_taken_as_the_hub_has_it(
    hub: Node, member: Node, sender: NamedSender
) -> None:
    await taken(sender, member, forged)
    assert [(each.rule, each.record) for each in await aside(member)] == [("not-in-page", "")]
    assert await retried(named(sender, member)) == {Became.HELD: 1}
    assert (sender.fetched, await aside(member)) == ([PARTY], [])
    assert await held(member) == await held(hub)


async def test_what_may_be_held_no_more_does_not_come_back_out_of_its_bytes(
    hub: Node, member: Node, sender: NamedSender
) -> None:
    await taken(sender, member, forged)
    await hub.put(expunged(party()))
    assert await retried(named(sender, member)) == {Became.ENDED: 1}
    assert (set(await held(member)), await aside(member)) == ({FILE}, [])


async def test_what_only_a_newer_program_knows_waits(member: Node, sender: NamedSender) -> None:
    await taken(sender, member, unknown)
    assert await retried(named(sender, member)) == {Became.UNFIT: 1}
    assert sender.fetched == []
    assert [each.rule for each in await aside(member)] == ["unknown-kind"]


async def test_what_an_order_has_erased_stays_aside_without_its_bytes(member: Node, sender: NamedSender) -> None:
    """Until the hub says that it gives it no more."""
    await taken(sender, member, forged)
    await block(member.context, PARTY)
    assert await retried(named(sender, member)) == {Became.UNFIT: 1}
    assert PARTY not in await held(member)


async def test_what_the_agreements_have_given_since_is_taken(hub: Node, member: Node, sender: NamedSender) -> None:
    both = member.federation.registry
    member.federation = replace(member.federation, registry=agreeing(both, POLICE, kinds=frozenset({"CASE_FILE"})))
    await hub.put(case_file(), party())
    await puller(WiredSender(sender.source), member).round()
    assert [(each.rule, each.record) for each in await aside(member)] == [("no-agreement", PARTY)]
    assert await retried(named(sender, member)) == {Became.UNFIT: 1}
    member.federation = replace(member.federation, registry=both)
    assert await retried(named(sender, member)) == {Became.HELD: 1}
    assert await held(member) == await held(hub)


async def test_both_bytes_of_an_equivocation_stay_as_proof(hub: Node, member: Node, sender: NamedSender) -> None:
    await hub.put(case_file(), party())
    page = await sender.source.page(await cursor(member, HUB))
    other = page.versions[1]._replace(version=wire.encode(replace(party(), source_grade="C")), item=b"other")
    await apply(member, with_versions(page, *page.versions, other))
    assert await retried(named(sender, member)) == Counter()
    assert [(each.rule, each.item) for each in await aside(member)] == [("equivocation", b"other")]


async def test_nothing_is_forgotten_where_the_hub_is_away(member: Node, sender: NamedSender) -> None:
    await taken(sender, member, forged)
    sender.away = True
    with pytest.raises(SenderAway):
        await retried(named(sender, member))
    assert len(await aside(member)) == 1
