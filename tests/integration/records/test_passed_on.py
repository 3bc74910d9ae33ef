"""Who gives a copy here, as who passes it on is told: a giver that comes or goes is a change of the record."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.records.app.copying import begin_anew, end_all
from services.records.app.giving import Giving, Standing
from services.values.copies import RECORDS
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import held, pull
from tests.fakes.record_maker import FIA, case_file, party
from tests.fakes.records_node import Federation, Node, open_node
from tests.integration.records.asking import name

PARTY, FILE = name(party()), name(case_file())


@pytest.fixture
def member(tmp_path: Path, known: Federation) -> Iterator[Node]:
    """A node that takes what the other gives."""
    opened = open_node(tmp_path / "member", known)
    yield opened
    asyncio.run(opened.context.store.close())


async def standing(node: Node) -> Standing:
    """How the party stands, as it is given; by name it is the same but for its number."""
    giving = Giving(node.context.store, node.context.keys.bodies)
    (found,) = [each for each in (await giving.changes(0, 9)).rows if each.record == PARTY]
    _, agency, _, record_id = PARTY.split("/")
    assert await giving.named([(agency, record_id)]) == [found._replace(number=0)]
    return found


async def test_nobody_gives_what_came_from_its_owner(node: Node) -> None:
    await node.put(case_file(), party())
    assert (await standing(node)).givers == frozenset()


async def test_a_giver_that_comes_or_goes_is_a_change(node: Node, member: Node) -> None:
    await node.put(case_file(), party())
    hub, other = CopiesSender(node), CopiesSender(node, peer=FIA)
    seen: list[tuple[frozenset[str], bool]] = []
    number = 0

    async def look() -> None:
        nonlocal number
        found = await standing(member)
        seen.append((found.givers, found.number > number))
        number = found.number

    await pull(member, hub)
    await look()
    await pull(member, other)
    await look()
    await begin_anew(member.context, FIA, RECORDS)
    await pull(member, other)
    await look()
    hub.may = lambda klass: klass.kind != "PARTY"
    hub.epoch += 1
    await begin_anew(member.context, HUB, RECORDS)
    await pull(member, hub)
    await look()
    both = frozenset({HUB, FIA})
    assert seen == [(frozenset({HUB}), True), (both, True), (both, False), (frozenset({FIA}), True)]


async def test_a_giver_with_whom_nothing_is_agreed_takes_its_copies_along(node: Node, member: Node) -> None:
    await node.put(case_file(), party())
    hub, other = CopiesSender(node), CopiesSender(node, peer=FIA, may=lambda klass: klass.kind == "PARTY")
    for each in (hub, other):
        await pull(member, each)
    await end_all(member.context, HUB)
    await pull(member, other)
    assert set(await held(member)) == {FILE, PARTY}, "nothing goes before it is settled"
    hub.may = lambda _klass: False
    await pull(member, hub)
    assert set(await held(member)) == {PARTY}
    hub.may, hub.epoch = (lambda _klass: True), 2
    await begin_anew(member.context, HUB, RECORDS)
    await pull(member, hub)
    assert set(await held(member)) == {FILE, PARTY}, "it may come again"
