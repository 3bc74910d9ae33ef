"""What a sender, or whoever stands between, may try with a page: nothing of it is held, and the cursor stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.exchange.v1.page_pb2 import SyncItem, SyncPageHeader

from audit.merkle import leaf_hash, root_from_leaves
from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.page import MAX_BYTES, MAX_ITEMS
from services.records.app.copies_aside import kept_aside
from services.records.app.erasers import erase_records
from services.records.app.ordered import block
from services.values.copies import FeedCursor
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.copying import cursor, held
from tests.fakes.record_maker import FIA, POLICE, case_file, following, listing, party
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HUB, answer, copies, owner_page
from tests.fakes.wired_sender import WiredSender, allowed, puller

FILE, PARTY = f"agencies/{POLICE}/records/file", f"agencies/{POLICE}/records/party"
Altered = Callable[[PullChangesResponse], PullChangesResponse]


@pytest.fixture
def sender(hub: Node) -> WiredSender:
    return WiredSender(CopiesSender(hub, allowed(hub.federation.registry)), limit=2)


async def refused(member: Node, sender: WiredSender, altered: Altered, rule: str) -> None:
    """Nothing of such a page is taken, however often it comes; the honest one is then."""
    was = await held(member), await cursor(member, HUB)
    sender.altered = altered
    for _ in range(2):
        with pytest.raises(PageUnproven, match=rule):
            await puller(sender, member).round()
    assert (await held(member), await cursor(member, HUB)) == was
    sender.altered = lambda honest: honest
    await puller(sender, member).round()
    assert set(await held(member)) > set(was[0])


def stating(**changes: object) -> Altered:
    """A page whose header says something else."""

    def altered(page: PullChangesResponse) -> PullChangesResponse:
        header = SyncPageHeader.FromString(page.header)
        for name, value in changes.items():
            setattr(header, name, value)
        return PullChangesResponse(
            header=header.SerializeToString(deterministic=True), items=page.items, pages=page.pages
        )

    return altered


def carrying(items: list[bytes]) -> Altered:
    """A page with other items, for which its header stands."""

    def altered(page: PullChangesResponse) -> PullChangesResponse:
        root = root_from_leaves([leaf_hash(each) for each in items])
        upto = SyncPageHeader.FromString(page.header).from_sequence + len(items)
        found = stating(root=root, count=len(items), passed=0, to_sequence=upto, head=upto)(page)
        return PullChangesResponse(header=found.header, items=items, pages=page.pages)

    return altered


async def test_a_forged_page(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    await refused(member, sender, stating(sender=FIA), "page-sender")


async def test_a_page_for_another_peer(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    await refused(member, sender, stating(receiver=FIA), "page-receiver")


async def test_a_replayed_page(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    first = await sender.pull(await cursor(member, HUB), 0)
    await puller(sender, member).round()
    await hub.put(listing(agency=FIA))
    await refused(member, sender, lambda _page: first, "page-order")


async def test_a_page_that_was_cut(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())

    def cut(page: PullChangesResponse) -> PullChangesResponse:
        return PullChangesResponse(header=page.header, items=page.items[:-1], pages=page.pages)

    await refused(member, sender, cut, "page-count")


async def test_items_in_another_order(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())

    def turned(page: PullChangesResponse) -> PullChangesResponse:
        return PullChangesResponse(header=page.header, items=[*reversed(page.items)], pages=page.pages)

    await refused(member, sender, turned, "page-root")
    await hub.put(listing(agency=FIA), listing("other", agency=FIA))
    await refused(member, sender, lambda page: carrying([*reversed(page.items)])(page), "item-order")


async def test_pages_in_another_order(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party(), listing(agency=FIA))
    first = await sender.source.page(FeedCursor("records"), 2)
    second = await sender.pull(first.after, 0)
    await refused(member, sender, lambda _page: second, "page-")


@pytest.mark.parametrize("more", [-1, 1, 1 << 20])
async def test_an_altered_count_of_what_is_passed_over(hub: Node, member: Node, sender: WiredSender, more: int) -> None:
    """It would hide an item that was taken out, or a number that has none."""
    await hub.put(case_file(), listing(agency=FIA))
    sender.source.may = lambda klass: klass.kind == "LIST_ENTRY"

    def altered(page: PullChangesResponse) -> PullChangesResponse:
        passed = SyncPageHeader.FromString(page.header).passed
        assert passed
        return stating(passed=passed + more)(page)

    await refused(member, sender, altered, "page-count")


async def test_pages_like_bombs(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    for items in ([b""] * (MAX_ITEMS + 1), [bytes(MAX_BYTES + 1)], [b"\x12" + b"\xff" * 9] * (MAX_ITEMS + 1)):
        sender.altered = carrying(items)
        with pytest.raises(PageUnproven, match="page-size"):
            await puller(sender, member).round()
    assert await held(member) == {}


async def test_a_peer_that_signs_anothers_record(hub: Node, member: Node, sender: WiredSender) -> None:
    """In the owner's name, under its own key: kept aside, and not held."""
    known = hub.federation
    page_keys = known.page_keys | {POLICE: known.page_keys[FIA]}
    forged = owner_page(replace(known, page_keys=page_keys), party())
    await hub.put(case_file())

    pages = [answer(known, [*copies(forged, party())], [forged])]
    sender.altered = lambda honest: pages.pop() if pages else honest
    await puller(sender, member).round()
    assert await held(member) == {}
    assert [each.rule for each in await kept_aside(member.context, HUB, (0, 0), 9)] == ["page-key"]


async def test_an_erased_record_that_is_sent_again(hub: Node, member: Node, sender: WiredSender) -> None:
    await hub.put(case_file(), party())
    await puller(sender, member).round()
    await block(member.context, PARTY)
    await erase_records(member.context, [PARTY])
    sender.source.epoch += 1
    await puller(sender, member).round()
    assert set(await held(member)) == {FILE}
    aside = await kept_aside(member.context, HUB, (0, 0), 9)
    assert [(each.record, each.rule, each.item) for each in aside] == [(PARTY, "erased", b"")]


async def test_an_edit_here_while_the_owner_expunges(hub: Node, member: Node, sender: WiredSender) -> None:
    """The edit left before the order did and arrives after it."""
    await hub.put(case_file(), party())
    await puller(sender, member).round()
    await hub.put(following(party(), source_grade="B"))
    late = await sender.pull(await cursor(member, HUB), 0)
    assert SyncItem.FromString(late.items[0]).HasField("copy")
    await block(member.context, PARTY)
    await erase_records(member.context, [PARTY])
    sender.altered = lambda _page: late
    with pytest.raises(PageUnproven, match="page-order"):
        await puller(sender, member).round()
    assert set(await held(member)) == {FILE}
    assert [each.rule for each in await kept_aside(member.context, HUB, (0, 0), 9)] == ["erased"]
