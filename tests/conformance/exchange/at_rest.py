"""What must be so once everything has arrived: each node holds what it may, cursors are level, erasures are proven."""

from __future__ import annotations

from dataclasses import replace

from services.access.copies import may_give, may_hold
from services.exchange.feed.ports import Place
from services.exchange.orders.ports import told
from services.exchange.orders.states import state_of
from services.records.app.giving import Giving, Standing
from services.records.key_tree import index_of
from services.records.protection.classes import derived_of_class
from services.records.protection.stricter import stricter
from services.values.copies import RECORDS
from services.vocabulary.exchange import OrderState
from tests.conformance.exchange.road import ORDERS
from tests.conformance.exchange.station import Station
from tests.conformance.exchange.world import MEMBERS, OFFICERS, World
from tests.fakes.given_records import RELEASED_FOR
from tests.fakes.records_node import caller

ROUNDS = 12
"""Of all pullers, by which everything must have arrived."""
Held = dict[str, Standing]


async def held(station: Station) -> Held:
    """Each record that says something at a node, by name."""
    context = station.node.context
    found = await Giving(context.store, context.keys.bodies).changes(0, 10_000)
    return {each.record: each._replace(number=0) for each in found.rows if not each.ended}


async def quiet(world: World) -> None:
    """Let everything arrive: every road is whole, every node has heard of every agreement, and nobody ends.

    A page of a poll may change nothing that is held while others wait behind it.
    """
    for station in world.stations.values():
        station.fuse.set(-1, committed=False)
        station.hear(world.registry)
    for _, road in world.roads:
        road.cut, road.faults = False, []
    before: list[object] = []
    for _ in range(ROUNDS):
        world.tick()
        troubles = [await world.round(taker, giver) for taker in world.stations.values() for giver in taker.roads]
        taken = [dict(puller.seen.taken) for each in world.stations.values() for puller in each.pullers.values()]
        now: list[object] = [troubles, taken, *[await held(each) for each in world.stations.values()]]
        if now == before:
            break
        before = now
    else:
        raise AssertionError(f"not at rest: {troubles}")
    assert set(troubles) <= {"", "sender refused: NO_AGREEMENT"}, troubles


async def check(world: World) -> None:
    """Hold every node against the hub, the agreements and the owner's last word."""
    found = {agency: await held(station) for agency, station in world.stations.items()}
    for agency in MEMBERS:
        _check_held(world, agency, found)
        await _check_released(world, agency, found[agency])
    for taker, road in world.roads:
        await _check_level(taker, road.giver)
        await _check_receipts(taker.agency, road.giver)
    for station in world.stations.values():
        await _check_erased(world, station)


def _check_held(world: World, agency: str, found: dict[str, Held]) -> None:
    """Exactly what who gives to it may give, in the version in force, and protected no less than at the hub.

    Its own records are given on to a node without a log of its own while anything is agreed, or they once were. They
    come as it wrote them, and it passes them on to nobody.
    """
    station, at_hub = world.stations[agency], found[world.hub.agency]
    registry = world.registry
    rows, holder, released = registry.agreements, registry.agencies[agency], world.released(agency)
    wanted = {
        name
        for giver in station.roads
        for name, there in found[giver].items()
        if (giver == registry.hub or registry.hub in there.givers)
        and not name.startswith(f"agencies/{giver}/")
        and may_give(
            rows, registry.agencies[giver], holder, there.klass, released=giver == registry.hub and name in released
        )
    }
    here = found[agency]
    agreed = any(row.holder == agency for row in rows)
    due = {name for name in wanted if agreed or not name.startswith(f"agencies/{agency}/")}
    assert due <= set(here) <= wanted, f"{agency}: missing {due - set(here)}, too many {set(here) - wanted}"
    for name, mine in here.items():
        there = at_hub[name]
        assert mine.version == there.version, name
        assert may_hold(rows, holder, there.klass, released=name in released), name
        if name.startswith(f"agencies/{agency}/"):
            continue
        least, here_now = derived_of_class(there.klass), derived_of_class(mine.klass)
        assert stricter(least, here_now) == here_now, name


async def _check_released(world: World, agency: str, here: Held) -> None:
    """Each officer is shown what is released to them alone, in the case alone, until the end: of what is here."""
    station, now_ms = world.stations[agency], world.clock.now_ms
    if world.registry.hub not in station.roads or station.desk is None:
        return
    for officer in (*OFFICERS, "nobody"):
        wanted = {
            each.record: each.until_ms
            for each in world.hub.releases.of.get(agency, ())
            if each.officer == officer and each.until_ms > now_ms and each.record in here
        }
        who = caller(agency, officer, case_type=RELEASED_FOR.type, case_key=RELEASED_FOR.key)
        assert await station.desk.requests.until(who, sorted(here), now_ms) == wanted, (agency, officer)
        assert not await station.desk.requests.until(replace(who, case_key="CUS/2/2026"), sorted(here), now_ms)


async def _check_level(taker: Station, giver: Station) -> None:
    """The cursor is the receiver's last number, by number and chain, and acknowledged: no number is passed over."""
    counted = await giver.ledger.counted(taker.agency, giver.clock())
    heads = {RECORDS: counted.last, ORDERS: await giver.orders.ordering.head(taker.agency)}
    for feed in (ORDERS, RECORDS):
        standing = await giver.ledger.standing(taker.agency, feed)
        async with taker.node.context.store.snapshot() as view:
            at = await view.cursor(giver.agency, feed)
        if at is None or (standing and not standing.epoch):
            assert not heads[feed] or not may_pull(taker, giver)
        elif may_pull(taker, giver):
            assert at.sequence == heads[feed], feed
            assert standing is not None
            assert standing.acked == Place(at.sequence, at.chain)


def may_pull(taker: Station, giver: Station) -> bool:
    """Whether any agreement lets the taker ask."""
    return giver.asked_by(taker.agency).rights(giver.clock()).any


async def _check_receipts(taker: str, giver: Station) -> None:
    """Each order has its receipt."""
    head = await giver.orders.ordering.head(taker)
    for row in await giver.orders.book.page(taker, 0, head or 1):
        receipts = await giver.orders.book.receipts(row.id, taker)
        assert state_of(row.due_ms, told(receipts), 0) is OrderState.CONFIRMED, (row.record, row.kind, receipts)


async def _check_erased(world: World, station: Station) -> None:
    """No node has a key of any version of what its owner expunged."""
    gone = {
        f"agencies/{each.agency}/records/{each.record_id}"
        for each in world.records.values()
        if each.status == "EXPUNGED"
    }
    held_keys = station.node.context.keys.bodies.held().tree
    async with station.node.context.store.snapshot() as view:
        heads = {change.record: await view.head(change.record) for change in await view.heads_changed(0, 10_000)}
        rows = await view.placed_after(0, 10_000)
    names = {record: f"agencies/{head.agency}/records/{head.record_id}" for record, head in heads.items() if head}
    for row in rows:
        head = heads.get(row.record)
        if names.get(row.record) in gone and head and row.seq != head.seq:
            assert not held_keys.holds(index_of(row.page, row.leaf)), names[row.record]
