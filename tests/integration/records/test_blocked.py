"""What an order does to a record here: nothing of it is left, and nothing of it comes again, from nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.records.app.copies_aside import kept_aside
from services.records.app.copying import begin_anew
from services.records.app.erasers import erase_records
from services.records.app.ordered import block, end_copy, holds, is_expunged, is_silent
from services.records.key_tree import index_of
from services.values.copies import RECORDS, AsideItem
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import apply, cursor, held, pull
from tests.fakes.record_maker import FIA, POLICE, case_file, following, party
from tests.fakes.records_node import Federation, Node, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import bodies_of, found_in, root_of, way_down

PARTY, FILE = name(party()), name(case_file())


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    """A node that takes what the other gives."""
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())


@pytest.fixture
def sender(node: Node) -> CopiesSender:
    return CopiesSender(node)


async def head_of(node: Node) -> int:
    async with node.context.store.snapshot() as view:
        return await view.change_head()


async def number_of(node: Node, record_id: str) -> int:
    (found,) = await node.context.store.write(lambda tx: tx.heads_named(POLICE, [record_id]))
    return found.head.record


async def test_a_copy_is_in_no_byte_of_the_files_and_no_key_of_it_is_left(
    node: Node, member: Node, sender: CopiesSender, tmp_path: Path
) -> None:
    await node.put(case_file(), party())
    await pull(member, sender)
    bodies = await bodies_of(member.context.store, await number_of(member, "party"))
    keys = [way_down(root_of(member.context.keys.bodies), place)[-1] for place in bodies]
    assert found_in(tmp_path / "member", bodies.values()), "what is looked for is there before"
    await block(member.context, PARTY)
    assert await erase_records(member.context, [PARTY]) == 1
    assert not found_in(tmp_path / "member", [*bodies.values(), *keys])
    tree = member.context.keys.bodies.held().tree
    assert not any(tree.holds(index_of(*place)) for place in bodies), "a backup that holds the bytes opens none"
    assert await is_expunged(member.context, PARTY)
    assert [*await held(member)] == [FILE]


async def test_an_edit_that_was_on_its_way_does_not_bring_it_back(
    node: Node, member: Node, sender: CopiesSender
) -> None:
    first = party()
    await node.put(case_file(), first)
    await pull(member, sender)
    await node.put(following(first, valid_from="2020-05-05"))
    late = await sender.page(await cursor(member, HUB))
    assert len(late.versions) == 1
    await block(member.context, PARTY)
    await erase_records(member.context, [PARTY])
    applied = await apply(member, late)
    assert (applied.written, applied.aside) == ((), 1)
    (aside,) = await kept_aside(member.context, HUB, (0, 0), 9)
    assert (aside.record, aside.rule, aside.item, aside.header) == (PARTY, "erased", b"", b"")
    assert [*await held(member)] == [FILE]


async def test_what_was_never_held_is_taken_from_nobody(node: Node, member: Node) -> None:
    await node.put(case_file(), party())
    assert not await holds(member.context, PARTY)
    await block(member.context, PARTY)
    for peer in (HUB, FIA):
        applied = (await pull(member, CopiesSender(node, peer=peer)))[-1]
        assert applied.aside == 1
    assert [*await held(member)] == [FILE]
    assert not await holds(member.context, PARTY)
    await block(member.context, PARTY)


async def test_what_is_kept_aside_of_it_goes_too(node: Node, member: Node, sender: CopiesSender) -> None:
    await node.put(case_file(), party())
    page = await sender.page(await cursor(member, HUB))
    items = [
        AsideItem(place, b"unread", "", "unknown-kind", True, b"", b"", POLICE, which)
        for place, which in enumerate(("party", "file"), 1)
    ]
    await apply(member, replace(page, versions=(), aside=tuple(items), count=2))
    assert [each.item for each in await kept_aside(member.context, HUB, (0, 0), 9)] == [b"unread", b"unread"]
    await block(member.context, PARTY)
    kept = await kept_aside(member.context, HUB, (0, 0), 9)
    assert [(each.record, each.item) for each in kept] == [(PARTY, b""), (FILE, b"unread")]


async def test_a_copy_that_is_called_back_goes_once_nobody_gives_it(node: Node, member: Node) -> None:
    await node.put(case_file(), party())
    for peer in (HUB, FIA):
        await pull(member, CopiesSender(node, peer=peer))
    assert await end_copy(member.context, HUB, PARTY) == 0
    assert not await is_silent(member.context, PARTY)
    assert await end_copy(member.context, FIA, PARTY) == 1
    assert await is_silent(member.context, PARTY)
    assert not await is_expunged(member.context, PARTY)
    assert await end_copy(member.context, FIA, PARTY) == 0
    await begin_anew(member.context, FIA, RECORDS)
    await pull(member, CopiesSender(node, peer=FIA, epoch=2))
    assert PARTY in await held(member), "it may come again"


async def test_a_copy_that_had_ended_is_told_of_when_it_is_gone_for_ever(
    node: Node, member: Node, sender: CopiesSender
) -> None:
    await node.put(case_file(), party())
    await pull(member, sender)
    await end_copy(member.context, HUB, PARTY)
    numbers = [await head_of(member)]
    for _ in range(2):
        await block(member.context, PARTY)
        numbers.append(await head_of(member))
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 1], "once"
    assert await is_expunged(member.context, PARTY)


async def test_many_that_are_erased_here_stop_no_feed(node: Node, member: Node, sender: CopiesSender) -> None:
    """Who gives them may not have heard of it yet."""
    await node.put(case_file(), party(), party("second"))
    for record in (PARTY, FILE):
        await block(member.context, record)
    (applied,) = await pull(member, sender)
    assert (len(applied.written), applied.aside) == (1, 2)


async def test_the_name_is_known_by_a_keyed_digest_alone(node: Node, member: Node, tmp_path: Path) -> None:
    secret = "party-whose-name-is-told-nowhere"
    await block(member.context, f"agencies/{POLICE}/records/{secret}")
    assert not found_in(tmp_path / "member", [secret.encode()])
    assert node.context.keys.erased_name("a") != node.context.keys.erased_name("b")
