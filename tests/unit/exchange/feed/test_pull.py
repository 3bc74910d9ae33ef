"""PullChanges: each record once, at its last change; what is not for the receiver is neither counted nor told."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from itertools import pairwise

import pytest

from audit.entry import FeedPage
from audit.merkle import leaf_hash, root_from_leaves
from services.access.class_text import class_text
from services.access.errors import InvalidArgument, PolicyDenied
from services.exchange import wire
from services.exchange.errors import NoAgreement, OrdersFirst, PeerPaused
from services.exchange.feed.app.compare import fetch_records
from services.exchange.feed.app.pull import GATHER_MS, pull_changes
from services.exchange.feed.ports import Follower
from services.values.exchange import Cursor, FetchRecordsRequest, FetchRecordsResponse, PullChangesRequest, SyncItem
from tests.fakes.given_records import CUSTOMS, FIA, HUB, PUNJAB, listed, name_of
from tests.unit.exchange.feed.site import LISTS, ORDERS, RECORDS, START, Site, begin


def fill(site: Site, number: int) -> None:
    for each in range(1, number + 1):
        site.records.put(name_of(f"r{each}"))


async def test_a_page_says_what_it_covers_and_carries_what_the_owner_signed(site: Site) -> None:
    fill(site, 2)
    site.records.put(name_of("secret"), listed(sealed=True))
    page = await site.pull()
    header = page.header
    assert (header.format, header.sender, header.receiver, header.feed) == (1, HUB, CUSTOMS, RECORDS)
    assert (header.from_sequence, header.to_sequence, header.head) == (0, 2, 2)
    assert (header.count, header.passed, header.previous_sha256) == (2, 0, START)
    assert header.federation_id == site.registry.federation_id
    assert header.root == root_from_leaves([leaf_hash(item) for item in page.raw.items])
    assert header.time_ms == site.now_ms
    (first, second) = page.items
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.copy
    assert (first.copy.agreement, first.copy.record_class) == (LISTS.id, class_text(listed()))
    version = first.copy.version
    assert version
    assert version.proof
    assert [version.proof.page_sha256] == [sha256(one.header).digest() for one in page.raw.pages]
    assert page.trail.records == [f"{name_of('r1')}/versions/1", f"{name_of('r2')}/versions/1"]
    assert (page.trail.feed, page.trail.feed_page) == (RECORDS, 2)
    assert page.trail.feed_chain_sha256 == page.cursor.chain_sha256
    assert page.trail.page == FeedPage(CUSTOMS, page.header.epoch, 0, START, 2, 0)


async def test_pages_follow_one_another_by_number_and_chain(site: Site) -> None:
    fill(site, 7)
    pages = await site.everything(most=3)
    assert [(p.header.from_sequence, p.header.to_sequence) for p in pages] == [(0, 3), (3, 6), (6, 7)]
    for before, after in pairwise(pages):
        assert after.header.previous_sha256 == before.cursor.chain_sha256
    assert [name for p in pages for name in p.records()] == [f"{name_of(f'r{n}')}/versions/1" for n in range(1, 8)]


async def test_a_record_that_changed_again_stands_at_its_last_change(site: Site) -> None:
    fill(site, 3)
    site.records.put(name_of("r1"))
    (page,) = await site.everything(most=10)
    assert page.records() == [f"{name_of(r)}/versions/{n}" for r, n in (("r2", 1), ("r3", 1), ("r1", 2))]
    assert (page.header.count, page.header.passed) == (3, 0)
    site.records.put(name_of("r2"))
    (later,) = await site.everything(page.cursor)
    assert later.records() == [f"{name_of('r2')}/versions/2"]
    assert (later.header.from_sequence, later.header.to_sequence, later.header.passed) == (3, 4, 0)


async def test_nothing_new_moves_nothing(site: Site) -> None:
    fill(site, 1)
    page = await site.pull()
    again = await site.pull(page.cursor)
    assert again.cursor == page.cursor
    assert (again.header.count, again.header.passed, again.items) == (0, 0, ())
    assert again.header.root == START
    assert again.trail.records == []


async def test_an_agencys_own_records_go_to_its_own_node(site: Site) -> None:
    site.agreements = ()
    site.records.put(name_of("own", CUSTOMS), listed(CUSTOMS, sealed=True))
    site.records.put(name_of("other"))
    with pytest.raises(NoAgreement):
        await site.pull()
    site.agreements = (LISTS._replace(giver=PUNJAB),)
    page = await site.pull()
    assert page.records() == [f"{name_of('own', CUSTOMS)}/versions/1"]
    assert page.items[0].copy
    assert page.items[0].copy.agreement == ""


@pytest.mark.parametrize(
    ("givers", "given"),
    [((), True), ((HUB,), True), ((FIA,), True), ((PUNJAB,), False), ((CUSTOMS,), False), ((PUNJAB, HUB), True)],
)
async def test_a_copy_is_passed_on_only_where_the_hub_or_its_owner_gives_it(
    site: Site, givers: tuple[str, ...], *, given: bool
) -> None:
    site.records.put(name_of("r1"), givers=frozenset(givers))
    assert len((await site.pull()).records()) == given
    fetched = await fetch_records(site.context, site.system(), FetchRecordsRequest((name_of("r1"),)))
    (item,) = [wire.decode(SyncItem, raw) for raw in wire.decode(FetchRecordsResponse, fetched).items]
    assert (item.copy is not None) is given


async def test_an_owner_is_not_given_back_what_it_gave(site: Site) -> None:
    site.agreements = (LISTS._replace(giver=PUNJAB),)
    site.records.put(name_of("r1", CUSTOMS), listed(CUSTOMS), givers=frozenset({CUSTOMS}))
    site.records.put(name_of("r2", CUSTOMS), listed(CUSTOMS), givers=frozenset({CUSTOMS, HUB}))
    assert (await site.pull()).records() == [f"{name_of('r2', CUSTOMS)}/versions/1"]


async def test_who_no_longer_is_given_a_copy_by_either_is_told_so(site: Site) -> None:
    change = site.records.put(name_of("r1"), givers=frozenset({HUB, PUNJAB}))
    (page,) = await site.everything()
    site.records.judge(name_of("r1"), change.klass, givers=frozenset({PUNJAB}))
    assert (await site.pull(page.cursor)).removed() == [(name_of("r1"), "RIGHT_ENDED")]


async def test_a_page_ends_before_what_would_make_it_too_large(site: Site) -> None:
    for each in range(4):
        site.records.put(name_of(f"large{each}"), size=400_000)
    site.records.put(name_of("larger"), size=1_500_000)
    pages = await site.everything(most=500)
    assert [p.header.to_sequence for p in pages] == [2, 4, 5]
    assert [len(p.records()) for p in pages] == [2, 2, 1]


async def test_what_was_erased_meanwhile_is_passed_over(site: Site) -> None:
    fill(site, 2)
    site.records.erased.add(1)
    page = await site.pull()
    assert page.records() == [f"{name_of('r2')}/versions/1"]
    assert (page.header.count, page.header.passed) == (1, 1)


@pytest.mark.parametrize(
    ("klass", "more"),
    [(listed(sealed=True), {}), (listed(expunged=True), {"ended": True}), (None, {"ended": True})],
    ids=["sealed", "expunged", "withdrawn"],
)
async def test_what_may_no_longer_be_held_ends_once(site: Site, klass: object, more: dict[str, object]) -> None:
    fill(site, 2)
    (page,) = await site.everything()
    site.records.judge(name_of("r1"), klass or listed(), **more)  # type: ignore[arg-type]  # a class or none
    (ends,) = await site.everything(page.cursor)
    assert ends.removed() == [(name_of("r1"), "RIGHT_ENDED")]
    assert (ends.header.count, ends.header.passed) == (1, 0)
    site.records.judge(name_of("r1"), klass or listed(), **more)  # type: ignore[arg-type]  # a class or none
    (after,) = await site.everything(ends.cursor)
    assert (after.items, after.cursor) == ((), ends.cursor)


async def test_an_end_whose_page_was_lost_is_told_again_by_its_number(site: Site) -> None:
    fill(site, 1)
    (page,) = await site.everything()
    site.records.judge(name_of("r1"), listed(sealed=True))
    for _ in range(2):
        assert (await site.pull(page.cursor)).removed() == [(name_of("r1"), "RIGHT_ENDED")]
    site.records.judge(name_of("r1"), listed(sealed=True, danger=True))
    (ends,) = await site.everything(page.cursor)
    assert ends.removed() == [(name_of("r1"), "RIGHT_ENDED")]
    assert ends.header.to_sequence == 2


async def test_an_end_whose_page_was_lost_is_told_again_behind_pages_that_came(site: Site) -> None:
    """Each at its own number, whatever is judged again behind it."""
    fill(site, 4)
    (page,) = await site.everything(most=9)
    site.records.judge(name_of("r1"), listed(sealed=True))
    assert (await site.pull(page.cursor, most=2)).removed() == [(name_of("r1"), "RIGHT_ENDED")]
    for each in ("r2", "r3", "r1"):
        site.records.judge(name_of(each), listed(sealed=True))
    ends = await site.everything(page.cursor, most=2)
    assert [record for one in ends for record, _ in one.removed()] == [name_of(each) for each in ("r1", "r2", "r3")]


async def test_what_was_never_given_does_not_end(site: Site) -> None:
    site.records.put(name_of("r1"), listed(sealed=True))
    site.records.put(name_of("r2"), listed(sealed=True), ended=True)
    (page,) = await site.everything()
    assert (page.items, page.header.head) == ((), 0)


async def test_it_is_given_again_once_it_may_be_held_again(site: Site) -> None:
    fill(site, 1)
    (page,) = await site.everything()
    site.records.judge(name_of("r1"), listed(sealed=True))
    (ends,) = await site.everything(page.cursor)
    site.records.judge(name_of("r1"), listed())
    (back,) = await site.everything(ends.cursor)
    assert back.records() == [f"{name_of('r1')}/versions/1"]


async def test_a_role_that_is_held_back_is_not_given_but_to_its_owner(site: Site) -> None:
    site.agreements = (LISTS, LISTS._replace(giver=CUSTOMS, holder=FIA))
    until = site.now_ms + 1000
    site.records.put(name_of("turned"), listed(), held_until_ms=until)
    site.records.put(name_of("own", CUSTOMS), listed(CUSTOMS), held_until_ms=until)
    (page,) = await site.everything()
    assert page.records() == [f"{name_of('own', CUSTOMS)}/versions/1"]
    site.now_ms = until
    again = await site.pull()
    assert len(again.items) == 2


async def test_when_an_agreement_is_over_all_that_it_gave_ends(site: Site) -> None:
    fill(site, 2)
    (page,) = await site.everything()
    site.agreements = (LISTS._replace(giver=PUNJAB),)
    (ends,) = await site.everything()
    assert ends.header.epoch > page.header.epoch
    assert ends.removed() == [(name_of("r1"), "AGREEMENT_ENDED"), (name_of("r2"), "AGREEMENT_ENDED")]


async def test_who_has_no_agreement_any_more_is_told_what_ends_and_then_nothing(site: Site) -> None:
    fill(site, 2)
    await site.everything()
    site.agreements = ()
    (ends,) = await site.everything()
    assert len(ends.removed()) == 2
    with pytest.raises(NoAgreement):
        await site.pull(ends.cursor)


async def test_who_has_no_agreement_any_more_is_given_orders_for_ever_and_records_until_these_are_acknowledged(
    site: Site,
) -> None:
    """An expungement that comes later reaches who was given the record once."""
    fill(site, 2)
    await site.everything()
    site.agreements = ()
    site.orders.give(CUSTOMS, name_of("r1"))
    with pytest.raises(OrdersFirst):
        await site.pull()
    orders = await site.pull(feed=ORDERS)
    await site.ack(orders.cursor)
    (ends,) = await site.everything()
    assert len(ends.removed()) == 2
    with pytest.raises(NoAgreement):
        await site.pull(ends.cursor)
    assert (await site.pull(orders.cursor, feed=ORDERS)).items == ()
    site.orders.give(CUSTOMS, name_of("r2"))
    assert len((await site.pull(orders.cursor, feed=ORDERS)).items) == 1


async def test_a_day_ends_an_agreement(site: Site) -> None:
    fill(site, 1)
    await site.everything()
    site.now_ms += 400 * 86_400_000
    (ends,) = await site.everything()
    assert ends.removed() == [(name_of("r1"), "AGREEMENT_ENDED")]


@pytest.mark.parametrize(
    "request_",
    [
        PullChangesRequest(None),
        PullChangesRequest(Cursor("graph", 0, 0, START)),
        PullChangesRequest(Cursor(RECORDS, 0, 0, b"")),
        PullChangesRequest(Cursor(RECORDS, 0, 0, bytes(31) + b"x")),
        PullChangesRequest(Cursor(RECORDS, 0, 5, START)),
        PullChangesRequest(Cursor(RECORDS, 1, 1 << 63, START)),
        PullChangesRequest(begin(), 501),
        PullChangesRequest(begin(), 0, 240_001),
    ],
)
async def test_what_is_no_question(site: Site, request_: PullChangesRequest) -> None:
    with pytest.raises(InvalidArgument):
        await pull_changes(site.context, site.system(), request_)


async def test_an_officer_and_the_sender_itself_hold_no_copies(site: Site) -> None:
    for system in (site.system(officer=True), site.system(HUB)):
        with pytest.raises(PolicyDenied):
            await pull_changes(site.context, system, PullChangesRequest(begin()))


async def test_a_paused_peer_waits(site: Site) -> None:
    site.peers.stopped.add(CUSTOMS)
    with pytest.raises(PeerPaused):
        await site.pull()
    site.peers.stopped.clear()
    await site.pull()


async def test_a_paused_peer_still_takes_and_acknowledges_orders(site: Site) -> None:
    site.orders.give(CUSTOMS, "agencies/pk.fia/records/gone")
    site.peers.stopped.add(CUSTOMS)
    page = await site.pull(feed=ORDERS)
    await site.ack(page.cursor)
    assert [one.order.record for one in page.items if one.order] == ["agencies/pk.fia/records/gone"]
    with pytest.raises(PeerPaused):
        await site.ack(begin(RECORDS))


async def test_who_is_paused_while_a_poll_waits_is_given_nothing_by_it(site: Site) -> None:
    fill(site, 1)
    cursor = (await site.pull()).cursor
    poll = asyncio.create_task(site.pull(cursor, wait_ms=60_000))
    while not site.context.waiting.polls:
        await asyncio.sleep(0)
    site.peers.stopped.add(CUSTOMS)
    fill(site, 2)
    site.now_ms += GATHER_MS
    with pytest.raises(PeerPaused):
        await poll


async def test_the_ledger_says_how_far_each_receiver_is(site: Site) -> None:
    fill(site, 5)
    first = await site.pull(most=3)
    await site.ack(first.cursor)
    await site.pull(first.cursor, most=1)
    assert await site.ledger.followers() == [Follower(CUSTOMS, RECORDS, first.header.epoch, 3, site.now_ms, 1)]
    await site.pull(feed=ORDERS)
    assert [one.feed for one in await site.ledger.followers()] == [ORDERS, RECORDS]
