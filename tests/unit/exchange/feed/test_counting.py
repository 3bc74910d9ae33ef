"""The receiver's own count: of what it may have, in an order that nothing else moves, whenever and by whomever it is made."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.exchange.errors import StillCounting
from services.exchange.feed.app.counting import LONGEST_MS
from services.exchange.feed.ports import Changes
from tests.fakes.given_records import CUSTOMS, FIA, PUNJAB, GivenRecords, listed, name_of
from tests.unit.exchange.feed.site import LISTS, Site


def fill(site: Site, number: int, owner: str = FIA) -> None:
    for each in range(1, number + 1):
        site.records.put(name_of(f"r{each}", owner), listed(owner))


async def test_what_is_not_for_the_receiver_is_in_no_number_head_or_page(site: Site) -> None:
    """More than one look goes through, between what is for the receiver and behind it."""
    for each in range(4500):
        site.records.put(name_of(f"p{each}", PUNJAB), listed(PUNJAB))
        if each % 2000 == 0:
            site.records.put(name_of(f"mine{each}"))
    pages = await site.everything(most=2)
    assert [(p.header.to_sequence, p.header.head, p.header.passed) for p in pages] == [(2, 3, 0), (3, 3, 0)]
    assert [one.sequence for p in pages for one in p.items] == [1, 2, 3]


async def test_a_change_that_gives_the_receiver_the_same_again_moves_nothing(site: Site) -> None:
    """Whatever was hidden moved it: own records come as their owner wrote them, in the order in which they came."""
    site.agreements = (LISTS._replace(giver=PUNJAB),)
    fill(site, 3, CUSTOMS)
    (page,) = await site.everything(most=9)
    site.records.judge(name_of("r1", CUSTOMS), listed(CUSTOMS, danger=True), own=listed(CUSTOMS))
    again = await site.pull(page.cursor)
    assert (again.items, again.cursor, again.header.head) == ((), page.cursor, 3)
    names = [f"{name_of(each, CUSTOMS)}/versions/1" for each in ("r1", "r2", "r3")]
    assert [name for one in await site.everything(most=1) for name in one.records()] == names
    site.agreements = (LISTS,)
    assert [name for one in await site.everything(most=1) for name in one.records()] == names, "also in a later epoch"


async def test_what_is_counted_is_so_for_the_process_after(site: Site) -> None:
    """Killed between a page and the next: the numbers of what left stay, and what came meanwhile follows."""
    fill(site, 3)
    first = await site.pull(most=2)
    site.database.close()
    site.open()
    site.records.put(name_of("secret"), listed(sealed=True))
    site.records.put(name_of("r1"))
    second = await site.pull(first.cursor)
    assert [(one.sequence, name) for one, name in zip(second.items, second.records(), strict=True)] == [
        (3, f"{name_of('r3')}/versions/1"),
        (4, f"{name_of('r1')}/versions/2"),
    ]


async def test_all_is_looked_through_before_anything_gets_a_number(tmp_path: Path) -> None:
    """In parts, where it takes longer than a caller waits: the order is that of the versions, whatever came last."""

    class Slow(GivenRecords):
        async def changes(self, after: int, limit: int) -> Changes:
            site.now_ms += LONGEST_MS // 2
            return await super().changes(after, limit)

    site = Site(tmp_path, agreements=(LISTS._replace(giver=PUNJAB),), records=Slow())
    fill(site, 1700, CUSTOMS)
    site.records.judge(name_of("r1", CUSTOMS), listed(CUSTOMS, danger=True), own=listed(CUSTOMS))
    with pytest.raises(StillCounting) as refused:
        await site.pull()
    assert refused.value.retry_after_s == 1
    pages = [await site.pull(most=500)]
    while pages[-1].header.to_sequence < pages[-1].header.head:
        pages.append(await site.pull(pages[-1].cursor, most=500))
    given = [name for page in pages for name in page.records()]
    assert given == [f"{name_of(f'r{n}', CUSTOMS)}/versions/1" for n in range(1, 1701)]
    assert [page.header.head for page in pages] == [1700] * len(pages)


async def test_two_questions_at_once_count_each_change_once(site: Site) -> None:
    fill(site, 30)
    pages = await asyncio.gather(*(site.pull(most=500) for _ in range(4)))
    assert [(page.header.to_sequence, page.header.head, page.header.passed) for page in pages] == [(30, 30, 0)] * 4


async def test_a_role_that_was_held_back_is_counted_when_it_ends(site: Site) -> None:
    """Nothing shows that there was something to be held back."""
    site.records.put(name_of("turned"), listed(), held_until_ms=site.now_ms + 1000)
    before = await site.pull()
    assert (before.items, before.header.head) == ((), 0)
    site.now_ms += 1000
    (after,) = await site.everything(before.cursor)
    assert (after.records(), after.header.head) == ([f"{name_of('turned')}/versions/1"], 1)
