"""What an order of another node does to the records here: nothing of them is left, and nothing of them comes again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.exchange.orders.build import Orders
from services.exchange.orders.inbox import Upto
from services.records.app.copies_aside import kept_aside
from services.records.app.erasing import settle
from services.records.key_tree import index_of
from services.signing.erasure import ERASED, HELD_NOTHING, parse_receipt
from services.signing.es256 import PrivateKey
from services.values.copies import AsideItem
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import apply, cursor, held, pull
from tests.fakes.ordering import carrying_of, orders_for, orders_of, self_of, sent
from tests.fakes.record_maker import POLICE, case_file, expunged, following, party, withdrawn
from tests.fakes.records_node import Federation, Node, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import bodies_of, found_in, root_of, way_down

KEY = PrivateKey.generate()
PARTY = name(party())


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def desks(node: Node, member: Node, tmp_path: Path) -> tuple[Orders, Orders]:
    """Orders of the node that gives, and of the member that takes."""
    return orders_of(node, tmp_path / "node"), orders_of(member, tmp_path / "member")


async def take(member: Node, desks: tuple[Orders, Orders]) -> list[tuple[int, dict[str, int]]]:
    """All orders taken and carried out; states and counts of the receipts."""
    given, taken = desks
    carrying = carrying_of(member, taken)
    registry = member.federation.registry
    orders = await orders_for(given)
    await carrying.take(HUB, orders, Upto(1, len(orders)), registry, member.now_ms)
    brought = await carrying.carry_out(HUB, self_of(member, KEY), member.now_ms)
    said = [parse_receipt(each.receipt.receipt) for each in brought]
    return [(each.state, {one.store: one.erased for one in each.counts}) for each in said]


async def test_an_expunged_record_is_in_no_byte_of_a_holders_files(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path
) -> None:
    await node.put(case_file(), party())
    await pull(member, CopiesSender(node))
    assert PARTY in await held(member)
    folder = tmp_path / "member"
    async with member.context.store.snapshot() as view:
        numbered = {row.record: row for row in await view.heads_changed(0, 9)}
    (record,) = [each for each, row in numbered.items() if row.record_id == "party"]
    bodies = await bodies_of(member.context.store, record)
    keys = [way_down(root_of(member.context.keys.bodies), place)[-1] for place in bodies]
    assert bodies
    assert found_in(folder, bodies.values())
    await sent(tmp_path / "node", PARTY)
    await node.put(expunged(party()))
    assert await take(member, desks) == [(ERASED, {"identity.db": 0, "records.db": 1})]
    assert not found_in(folder, [*bodies.values(), *keys])
    held_keys = member.context.keys.bodies.held().tree
    assert not any(held_keys.holds(index_of(*place)) for place in bodies)
    assert PARTY not in await held(member)


async def test_an_edit_that_was_under_way_does_not_bring_it_back(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path
) -> None:
    """The page was made before the record was expunged, and is taken after the order."""
    first = party()
    await node.put(case_file(), first)
    sender = CopiesSender(node)
    await pull(member, sender)
    await sent(tmp_path / "node", PARTY)
    second = following(first, valid_from="2020-05-05")
    await node.put(second)
    late = await sender.page(await cursor(member, HUB))
    assert [each.version for each in late.versions]
    await node.put(expunged(second))
    assert (await take(member, desks))[0][0] == ERASED
    applied = await apply(member, late)
    assert (applied.written, applied.aside) == ((), 1)
    (aside,) = await kept_aside(member.context, HUB, (0, 0), 9)
    assert (aside.record, aside.rule, aside.item, aside.header) == (PARTY, "erased", b"", b"")
    assert PARTY not in await held(member)


async def test_what_was_never_held_is_not_taken_afterwards(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path
) -> None:
    await node.put(case_file(), party())
    late = await CopiesSender(node).page(await cursor(member, HUB))
    await sent(tmp_path / "node", PARTY)
    await node.put(expunged(party()))
    assert await take(member, desks) == [(HELD_NOTHING, {"identity.db": 0, "records.db": 0})]
    applied = await apply(member, late)
    assert name(case_file()) in [written.rpartition("/versions/")[0] for written in applied.written]
    assert PARTY not in await held(member)
    assert applied.aside == 1


async def test_what_is_kept_aside_of_it_goes_too(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path
) -> None:
    await node.put(case_file(), party())
    page = await CopiesSender(node).page(await cursor(member, HUB))
    item = AsideItem(1, b"what could not be read of the party", "", "unknown-kind", True, b"", b"", POLICE, "party")
    await apply(member, replace(page, versions=(), aside=(item,), count=1))
    (before,) = await kept_aside(member.context, HUB, (0, 0), 9)
    assert before.item == item.item
    await sent(tmp_path / "node", PARTY)
    await node.put(expunged(party()))
    assert await take(member, desks) == [(HELD_NOTHING, {"identity.db": 0, "records.db": 0})]
    (after,) = await kept_aside(member.context, HUB, (0, 0), 9)
    assert (after.record, after.item) == (PARTY, b"")


async def test_a_withdrawn_copy_goes_and_may_come_again(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path
) -> None:
    first = party()
    await node.put(case_file(), first)
    sender = CopiesSender(node)
    await pull(member, sender)
    await sent(tmp_path / "node", PARTY)
    taken_back = withdrawn(first)
    await node.put(taken_back)
    assert await take(member, desks) == [(ERASED, {"identity.db": 0, "records.db": 1})]
    assert PARTY not in await held(member)
    await node.put(following(taken_back, status="CORRECTED", status_note="restored"))
    await pull(member, sender)
    assert (await held(member))[PARTY][0] == 3


async def test_an_older_store_is_blocked_again_before_it_serves(
    node: Node, member: Node, desks: tuple[Orders, Orders], tmp_path: Path, known: Federation
) -> None:
    await node.put(case_file(), party())
    late = await CopiesSender(node).page(await cursor(member, HUB))
    before = backup(tmp_path / "member")
    await sent(tmp_path / "node", PARTY)
    await node.put(expunged(party()))
    assert (await take(member, desks))[0][0] == HELD_NOTHING
    await member.context.store.close()
    put_back(tmp_path / "member", before)
    restored = open_node(tmp_path / "member", known)
    await settle(restored.context)
    taken = orders_of(restored, tmp_path / "member")
    await carrying_of(restored, taken).reapply(restored.federation.registry)
    await apply(restored, late)
    assert PARTY not in await held(restored)
    await restored.context.store.close()


def backup(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.glob("records.db*")}


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    for each in folder.glob("records.db*"):
        each.unlink()
    for file, content in files.items():
        (folder / file).write_bytes(content)
        (folder / file).chmod(0o600)
