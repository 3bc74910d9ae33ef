"""Whatever a network and a crash do to pages, at rest each node holds exactly what it may, cursors level with the hub."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.access.decision import RecordClass
from tests.conformance.exchange.world import CHANGES, World, open_world
from tests.fakes.records_node import Federation, federation

RUNS = 20
"""Each takes most of a second: so a story that fails is told as it was found, and not made shorter."""


class Step(NamedTuple):
    """``what`` happens, to which of the members, with which number."""

    what: str
    member: int
    number: int


WHAT = ("add", "add child", "seal", "change", "agree", "seal", "pull", "pull", "late", "twice", "crash", "cut")
STEPS = st.lists(st.builds(Step, st.sampled_from(WHAT), st.integers(0, 1), st.integers(0, 11)), min_size=6, max_size=16)


def everything(_klass: RecordClass) -> bool:
    return True


def no_orders(klass: RecordClass) -> bool:
    """What a court orders is known by the sender's word alone."""
    return klass.kind != "PROTECTION_ORDER"


def nothing_sealed(klass: RecordClass) -> bool:
    return no_orders(klass) and not klass.sealed


def files(klass: RecordClass) -> bool:
    return klass.kind == "CASE_FILE"


AGREEMENTS = (everything, no_orders, nothing_sealed, files)
BEGUN = [
    Step("agree", 0, 1),
    *(Step("add", 0, number) for number in range(3)),
    *(Step("pull", each, 0) for each in (0, 1) * 4),
]
"""Every story begins with records that both hold, one of them without orders."""


async def happens(world: World, step: Step) -> None:
    """One step of the story."""
    member, number = world.members[step.member], step.number
    match step.what:
        case "add" | "add child":
            await world.add(number, child=step.what == "add child")
        case "seal":
            await world.seal(number)
        case "change":
            await world.change(number, CHANGES[number % len(CHANGES)])
        case "agree":
            await world.agree(member, AGREEMENTS[number % len(AGREEMENTS)])
        case "cut":
            member.away = not member.away
        case "twice" if member.late:
            await member.arrive(member.late[number % len(member.late)])
        case "crash" if not member.away:
            await member.crash(await world.next_page(member))
        case "pull" | "late" if not member.away:
            page = await world.next_page(member)
            member.late.append(page)
            if step.what == "pull":
                await member.arrive(page)


async def story(world: World, steps: list[Step]) -> None:
    try:
        for step in (*BEGUN, *steps):
            await happens(world, step)
        await world.quiet()
    finally:
        for node in (world.hub, *(member.node for member in world.members)):
            await node.context.store.close()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("machine"))


@pytest.mark.parametrize(
    "steps",
    [
        [Step("change", 0, 8), Step("late", 1, 9)],
        [Step("change", 0, 8), Step("late", 0, 0), Step("late", 1, 0), Step("change", 0, 2)],
    ],
)
def test_what_a_page_that_is_lost_ended_ends_with_the_next(
    known: Federation, steps: list[Step], tmp_path: Path
) -> None:
    asyncio.run(story(open_world(tmp_path, known), steps))


@given(steps=STEPS)
@settings(
    max_examples=RUNS,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_at_rest_each_node_holds_what_it_may(known: Federation, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(open_world(Path(folder), known), steps))
