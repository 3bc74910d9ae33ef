"""Whatever a network, a crash and a backup do, at rest each node holds exactly what it may, and nothing erased is back."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import strategies as st

from tests.budget import budget
from tests.conformance.exchange.at_rest import check, quiet
from tests.conformance.exchange.disks import DISKS
from tests.conformance.exchange.known import Known, members
from tests.conformance.exchange.owners import check_cases, check_owners
from tests.conformance.exchange.world import CHANGES, GRANTS, MAPS, MEMBERS, World, open_world

BLOCK = 100
"""Stories that one seed tells."""


class Block(NamedTuple):
    """``seed``: 0 for another each time."""

    disk: str
    seed: int
    stories: int


def blocks(stated: str, first: int) -> list[Block]:
    """``DISK=NUMBER,...`` as blocks, the seeds of which count from ``first``; from 0 there is none."""
    found = []
    for disk, _, number in (each.partition("=") for each in stated.split(",")):
        starts = range(0, int(number), BLOCK)
        found += [Block(disk, first and first + at // BLOCK, min(BLOCK, int(number) - at)) for at in starts]
    return found


TOLD = blocks(os.environ.get("RABTA_SYNC_STORIES", "sqlite=100"), int(os.environ.get("RABTA_SYNC_SEED", "0")))
"""Stories by what the records lie on. One that fails is told as it was found, and not made shorter."""
IN_MEMORY = Path("/dev/shm")


class Step(NamedTuple):
    """``what`` happens, to which of the nodes or over which road, with which number."""

    what: str
    place: int = 0
    number: int = 0


WHAT = (
    "add",
    "add child",
    "seal",
    "hand over",
    "hand over",
    "join",
    "change",
    "change",
    "agree",
    "release",
    "release",
    "hear",
    "pull",
    "pull",
    "pull",
    "cut",
    "crash",
    "crash",
    "back up",
    "put back",
    "lose",
)
STEPS = st.lists(st.builds(Step, st.sampled_from(WHAT), st.integers(0, 5), st.integers(0, 23)), min_size=6, max_size=20)


async def happens(world: World, step: Step) -> None:
    """One step of the story."""
    world.tick()
    station = [*world.stations.values()][step.place % len(world.stations)]
    taker, road = world.roads[step.place % len(world.roads)]
    number = step.number
    match step.what:
        case "add" | "add child":
            await world.add(number, child=step.what == "add child")
        case "seal":
            await world.seal(number)
        case "hand over":
            await world.hand_over(number)
        case "join":
            await world.join(number)
        case "change":
            await world.change(number, CHANGES[number % len(CHANGES)])
        case "agree":
            world.agree(MEMBERS[step.place % len(MEMBERS)], number % len(GRANTS))
        case "release":
            await world.release(MEMBERS[step.place % len(MEMBERS)], number)
        case "hear":
            station.hear(world.registry)
        case "pull":
            await world.pull(taker, road.giver.agency, number)
        case "cut":
            road.cut = not road.cut
        case "crash":
            station.fuse.set(number // 2, committed=bool(number % 2))
        case "back up":
            await station.back_up()
        case "put back" | "lose":
            await world.put_back(station, exchange_too=step.what == "lose")


async def story(world: World, steps: list[Step]) -> None:
    await world.start()
    try:
        for number in range(3):
            await world.add(number, child=False)
        for taker, road in world.roads * 2:
            await world.round(taker, road.giver.agency)
        for station in world.stations.values():
            await station.back_up()
        for step in steps:
            await happens(world, step)
            for station in world.stations.values():
                await check_owners(station)
        await quiet(world)
        await check(world)
        await check_cases(world)
    finally:
        await world.close()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return members(tmp_path_factory.mktemp("machine"))


def tell(known: Known, disk: str, roads: str, steps: list[Step]) -> None:
    """One story on nodes of its own, in memory where the machine lets files lie there."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        asyncio.run(story(open_world(Path(folder), known.federation, known.keys, roads, DISKS[disk]), steps))


FOUND = {
    "pages behind a page of nothing": (
        "mesh",
        [Step("join", 2, 9), Step("pull", 1, 17), Step("change", 0, 23), Step("release", 5, 5)],
    ),
    "what one agreement had allowed was ordered back, though another allowed it again before the taker asked": (
        "star",
        [Step("agree", 2, 15), Step("hear", 0, 17), Step("agree", 0, 0), Step("pull", 3, 13)],
    ),
    "two that had passed each other copies waited for each other's receipts of recalls": (
        "mesh",
        [Step("agree", 1, 11), Step("agree", 2, 23)],
    ),
    "passed round, it stayed when a court sealed it": ("mesh", [Step("seal", 5, 0)]),
    "what ended at one was ordered back for ever from the next": ("chain", [Step("seal", 2, 0)]),
    "an end left by a page that was lost, and moved on to another": (
        "star",
        [Step("seal", 3, 0), Step("pull", 5, 5), Step("change", 5, 8)],
    ),
    "the giver forgot to whom it gave, and nothing is agreed any more": (
        "star",
        [Step("lose", 0), Step("agree", 5, 3)],
    ),
    "the giver was put back, and the owner's word was gone": (
        "mesh",
        [Step("change", 3, 2), Step("pull", 0, 1), Step("put back", 3)],
    ),
    "what was erased at one still came from another": (
        "mesh",
        [Step("change", 0, 8), Step("change", 3, 14), Step("agree", 2, 1)],
    ),
    "what had ended came back with an older store, and could not be given again": (
        "star",
        [Step("seal", 4, 5), Step("pull", 0, 2), Step("seal", 5, 5), Step("lose", 4, 19)],
    ),
    "the taker forgot orders that its store knew to have come, and owed their receipts for ever": (
        "mesh",
        [Step("change", 1, 10), Step("crash", 3, 4), Step("pull", 4, 7), Step("back up", 4, 6), Step("lose", 1, 4)],
    ),
    "the taker knew of an agreement before its giver": (
        "star",
        [Step("agree", 3, 1), Step("hear", 5), Step("add child", 0, 3), Step("pull", 3, 2)],
    ),
}
"""What went wrong in stories once, as short as it could be told."""
CASES_MOVE: dict[str, list[Step]] = {
    "handed over, taken and taken back": [Step("hand over"), Step("hand over"), Step("pull"), Step("hand over")],
    "joint until a day that is over, then until another": [
        Step("join", 0, 2),
        Step("join"),
        Step("join"),
        Step("pull"),
    ],
    "joint, and its file withdrawn": [Step("join"), Step("pull", 1), Step("change", 0, 1), Step("join")],
    "sealed while it is handed over": [Step("hand over"), Step("seal"), Step("hand over"), Step("cut"), Step("join")],
}


@pytest.mark.parametrize("roads", sorted(MAPS))
@pytest.mark.parametrize("what", CASES_MOVE)
def test_a_case_moves_at_every_node(known: Known, what: str, roads: str) -> None:
    tell(known, "sqlite", roads, CASES_MOVE[what])


@pytest.mark.parametrize("what", FOUND)
def test_what_went_wrong_once_does_not_again(known: Known, what: str) -> None:
    tell(known, "sqlite", *FOUND[what])


@pytest.mark.budgeted
@pytest.mark.parametrize("block", TOLD, ids=lambda block: f"{block.disk}-seed-{block.seed}")
def test_at_rest_each_node_holds_what_it_may(known: Known, block: Block) -> None:
    @given(roads=st.sampled_from(sorted(MAPS)), steps=STEPS)
    @budget(
        block.stories,
        phases=(Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.nested_given],
    )
    def stories(roads: str, steps: list[Step]) -> None:
        tell(known, block.disk, roads, steps)

    (seed(block.seed)(stories) if block.seed else stories)()


def test_blocks_tell_all_stories_each_by_a_seed_of_its_own() -> None:
    assert blocks("sqlite=100", 0) == [Block("sqlite", 0, 100)]
    assert blocks("sqlite=250,postgresql=5", 7) == [
        Block("sqlite", 7, 100), Block("sqlite", 8, 100), Block("sqlite", 9, 50), Block("postgresql", 7, 5),
    ]  # fmt: skip
