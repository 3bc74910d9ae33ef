"""A machine stops in the middle of a page: what was acknowledged before is there, nothing of the page is, and work goes on."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from services.records.store import open_store
from tests.fakes.record_maker import POLICE, case_file, fir, party, person
from tests.fakes.records_node import Federation, FeedState, Node, open_node
from tests.fakes.stated import Written
from tests.integration.records.test_faults import sound
from tests.integration.torn import Stage, crashes

PAGES, ROUNDS = 4, 6


async def put(node: Node, number: int) -> None:
    """One page of a case with its accused."""
    by: Written = {"agency": POLICE, "case_references": (fir(number + 1),)}
    page = node.page(POLICE, [case_file(f"f{number}", **by), party(f"p{number}", subject=person(), **by)])
    answer = await node.send(page, POLICE, f"page-{number:06d}")
    assert answer.accepted == 2


def stages_of(folder: Path, known: Federation) -> list[Stage]:
    """A store after each of some pages."""

    async def work() -> list[Stage]:
        node = open_node(folder, known)
        found = []
        for number in range(PAGES):
            await put(node, number)
            found.append(Stage.of(folder / "records.db", number + 1))
        await node.context.store.close()
        return found

    return asyncio.run(work())


def test_a_page_that_was_being_written_is_gone_whole_and_none_before_it(known: Federation, tmp_path: Path) -> None:
    stages = stages_of(tmp_path / "node", known)
    dice = random.Random(11)
    met = 0
    for crash in crashes(stages, tmp_path, "records.db", ROUNDS, dice):
        asyncio.run(open_store(crash.path).close())
        assert sound(crash.path.parent) == {POLICE: crash.acknowledged}, crash.how
        met += 1
    assert met == ROUNDS * (PAGES - 1)


def test_the_page_goes_in_when_it_is_sent_again(known: Federation, tmp_path: Path) -> None:
    """The agency has no answer and repeats its page; the store that was torn takes it as if it never had come."""
    stages = stages_of(tmp_path / "node", known)[:2]
    for crash in crashes(stages, tmp_path, "records.db", 3, random.Random(12)):

        async def work(folder: Path = crash.path.parent) -> None:
            node = open_node(folder, known)
            async with node.context.store.snapshot() as view:
                head = await view.feed_head(POLICE, "records")
            assert head is not None
            node.feeds[POLICE] = FeedState(*head)
            await put(node, 1)
            await node.context.store.close()

        asyncio.run(work())
        assert sound(crash.path.parent) == {POLICE: 2}, crash.how
