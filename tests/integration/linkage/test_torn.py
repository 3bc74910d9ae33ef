"""A machine stops in the middle of a feed's page: the link store has each page that was answered, whole, and no other."""

from __future__ import annotations

import random
from pathlib import Path

from services.access.trail import Inquiry, Trail
from services.linkage.app.imports import import_page
from services.linkage.links import Links
from services.linkage.store.links import links_of
from tests.integration.linkage.ingest import pages
from tests.integration.torn import Stage, crashes
from tests.unit.linkage.world import COURTS, ENGINE, NOW, World, keeper, naming

PAGES, ROUNDS = 4, 6


async def take(links: Links, number: int) -> None:
    await import_page(links, Inquiry(keeper(), NOW, ENGINE, Trail(), COURTS), pages(0)[number], "", naming)


async def rows_of(path: Path) -> list[object]:
    links = Links(links_of(path))
    found = await links.feeds.after(0, 100_000)
    await links.close()
    return list(found)


async def test_a_page_that_was_being_written_is_gone_whole_and_none_before_it(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir(mode=0o700)
    world = World(folder)
    await world.register()
    path, stages, held = folder / "linkage.db", [], {}
    for number in range(PAGES):
        await take(world.links, number)
        stages.append(Stage.of(path, number + 1))
        held[number + 1] = list(await world.links.feeds.after(0, 100_000))
    assert len({len(rows) for rows in held.values()}) == PAGES
    met = 0
    for crash in crashes(stages, tmp_path, "linkage.db", ROUNDS, random.Random(13)):
        assert await rows_of(crash.path) == held[crash.acknowledged], crash.how
        links = Links(links_of(crash.path))
        await take(links, crash.acknowledged)
        assert len(await links.feeds.after(0, 100_000)) == len(held[crash.acknowledged + 1]), crash.how
        await links.close()
        met += 1
    assert met == ROUNDS * (PAGES - 1)
