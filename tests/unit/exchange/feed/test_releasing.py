"""Which releases a sender tells beside its feed, to whom and when, and what it gives by them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.access.decision import RecordClass
from services.access.errors import InvalidArgument
from services.exchange import wire
from services.exchange.feed.app.compare import fetch_records
from services.exchange.feed.app.context import MAX_RELEASES
from services.values.exchange import FetchRecordsRequest, FetchRecordsResponse, SyncItem
from tests.fakes.given_records import CUSTOMS, PUNJAB, listed, name_of
from tests.unit.exchange.feed.site import LISTS, ORDERS, Site

H3: dict[str, object] = {"handling": "H3", "releasable_to": frozenset({"pk.sindh-police"})}
ON_TERMS = LISTS._replace(handling=LISTS.handling | {"H3"})
HOUR_MS = 3_600_000


@pytest.fixture
def site(site: Site) -> Site:
    """A hub with a record on its owner's terms, which name somebody else, and an open one."""
    site.agreements = (ON_TERMS,)
    site.records.put(name_of("terms"), on_terms())
    site.records.put(name_of("open"))
    return site


def on_terms(**change: object) -> RecordClass:
    return replace(listed(), **H3 | change)  # type: ignore[arg-type]  # fields of several types by name


async def told(site: Site, known: bytes = b"", agency: str = CUSTOMS) -> tuple[list[tuple[str, str]] | None, bytes]:
    """Record and officer of each release that a pull tells, None where it tells none; and the list's name."""
    releases = (await site.pull(agency=agency, known=known)).raw.releases
    if releases is None:
        return None, known
    return [(each.record, each.officer) for each in releases.records], releases.state


async def fetched(site: Site, *names: str, released: bool = True) -> list[str]:
    request = FetchRecordsRequest(names, released)
    raw = await fetch_records(site.context, site.system(), request)
    items = [wire.decode(SyncItem, each) for each in wire.decode(FetchRecordsResponse, raw).items]
    return ["copy" if each.copy else "removal" for each in items]


async def test_the_whole_list_is_told_to_who_asks_and_knows_another(site: Site) -> None:
    assert (await site.pull()).raw.releases is None
    none, empty = await told(site)
    assert none == []
    assert await told(site, empty) == (None, empty)
    site.releases.grant(CUSTOMS, name_of("terms"), site.now_ms + HOUR_MS)
    first, state = await told(site, empty)
    assert first == [(name_of("terms"), "cu-1")]
    assert len({empty, state}) == 2
    assert await told(site, state) == (None, state)
    site.releases.of[CUSTOMS].clear()
    assert await told(site, state) == ([], empty)


async def test_a_release_that_is_over_is_told_no_more(site: Site) -> None:
    site.releases.grant(CUSTOMS, name_of("terms"), site.now_ms + HOUR_MS)
    _, state = await told(site)
    site.now_ms += HOUR_MS - 1
    assert await told(site, state) == (None, state)
    site.now_ms += 1
    assert (await told(site, state))[0] == []


async def test_of_others_releases_nothing_is_told(site: Site) -> None:
    site.releases.grant(PUNJAB, name_of("terms"), site.now_ms + HOUR_MS)
    assert (await told(site))[0] == []
    assert (await site.pull(known=b"")).records() == [f"{name_of('open')}/versions/1"]


@pytest.mark.parametrize(
    "change", [{"sealed": True}, {"handling": "ORCON"}, {"juvenile": "DONE"}, {"clearance": 3}, {"expunged": True}]
)
async def test_a_release_lifts_its_owners_terms_and_nothing_else(site: Site, change: dict[str, object]) -> None:
    site.records.judge(name_of("terms"), on_terms(**change))
    site.releases.grant(CUSTOMS, name_of("terms"), site.now_ms + HOUR_MS)
    assert (await told(site))[0] == []
    assert await fetched(site, name_of("terms")) == ["removal"]


async def test_without_an_agreement_nothing_is_released_there(site: Site) -> None:
    """The agreement names no such handling: what governance did not sign no owner's officer widens."""
    site.agreements = (LISTS,)
    site.releases.grant(CUSTOMS, name_of("terms"), site.now_ms + HOUR_MS)
    assert (await told(site))[0] == []


async def test_what_is_released_is_given_by_name_and_by_the_feed_to_who_takes_it(site: Site) -> None:
    name = name_of("terms")
    site.releases.grant(CUSTOMS, name, site.now_ms + HOUR_MS)
    assert await fetched(site, name, released=False) == ["removal"]
    assert await fetched(site, name) == ["copy"]
    given = [f"{name}/versions/1", f"{name_of('open')}/versions/1"]
    assert (await site.pull()).records() == given[1:], "to an older receiver as before"
    assert (await site.pull(known=b"")).records() == given


async def test_what_was_released_is_ended_by_name_and_in_the_ledger(site: Site) -> None:
    name = name_of("terms")
    site.releases.grant(CUSTOMS, name, site.now_ms + HOUR_MS)
    epoch = (await site.everything())[-1].header.epoch
    assert await fetched(site, name) == ["copy"]
    held = [each.record for each in await site.ledger.copies(CUSTOMS, epoch, site.whole, 10)]
    assert held == [name_of("open"), name]
    site.releases.of[CUSTOMS].clear()
    assert await fetched(site, name) == ["removal"]
    held = [each.record for each in await site.ledger.copies(CUSTOMS, epoch, site.whole, 10)]
    assert held == [name_of("open")]


async def test_a_poll_that_waits_ends_with_another_list(site: Site) -> None:
    _, state = await told(site)
    pages = await site.everything()
    waiting = asyncio.create_task(site.pull(pages[-1].cursor, wait_ms=200_000, known=state))
    await asyncio.sleep(0.01)
    site.releases.grant(CUSTOMS, name_of("terms"), site.now_ms + HOUR_MS)
    page = await waiting
    assert page.raw.releases is not None
    assert [each.record for each in page.raw.releases.records] == [name_of("terms")]
    assert page.cursor.sequence == pages[-1].cursor.sequence


async def test_of_more_than_a_list_holds_those_that_end_last_are_told(site: Site) -> None:
    for at in range(MAX_RELEASES + 2):
        site.releases.grant(CUSTOMS, name_of("open"), site.now_ms + HOUR_MS + at, f"cu-{at}")
    found, _ = await told(site)
    assert found is not None
    assert (len(found), found[0][1]) == (MAX_RELEASES, f"cu-{MAX_RELEASES + 1}")


@pytest.mark.parametrize("state", [b"x", bytes(33)])
async def test_a_list_that_no_sender_named_is_refused(site: Site, state: bytes) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await site.pull(known=state)
    assert [each.field for each in refused.value.violations] == ["releases.state"]


async def test_beside_orders_none_are_told(site: Site) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await site.pull(feed=ORDERS, known=b"")
    assert [each.field for each in refused.value.violations] == ["releases"]
