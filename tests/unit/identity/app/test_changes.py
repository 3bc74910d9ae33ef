"""ListChanges: what became of tokens that the agency holds, page by page, and of no other's."""

from __future__ import annotations

import pytest

from services.access.errors import PurposeUnfit
from services.identity.app.changes import list_changes
from services.identity.app.context import System
from services.identity.app.resolve import resolve_token
from services.identity.domain import Document
from services.identity.errors import CursorInvalid
from services.values.identity import (
    Cursor,
    Identifier,
    ListChangesRequest,
    ListChangesResponse,
    ResolveTokenRequest,
    ResolveTokenResponse,
)
from tests.unit.identity.site import FATIMA, PASSPORT, YOUSAF, Site, cnic, person, put

PUNJAB = "pk.punjab-police"
NEW = "3520212345675"


async def hold(site: Site, system: System, *numbers: Identifier) -> list[tuple[bytes, int]]:
    answer = await put(
        site, resolve_token, system, ResolveTokenRequest(site.why(system), numbers), ResolveTokenResponse
    )
    return [(one.token, one.at_sequence) for one in answer.resolved]


async def page(site: Site, system: System, cursor: Cursor | None = None, size: int = 0) -> ListChangesResponse:
    request = ListChangesRequest(site.why(system), cursor, size)
    answer: ListChangesResponse = await put(site, list_changes, system, request, ListChangesResponse)
    return answer


async def test_each_kind_is_told_with_the_agencys_own_tokens(site: Site) -> None:
    fia = site.system()
    (yousaf, at), (fatima, _) = await hold(site, fia, cnic(YOUSAF), cnic(FATIMA))
    assert at == 0
    await site.office.replace_number(PASSPORT, Document("PASSPORT", "CD7654321", "PK"), 11)
    await site.office.block(cnic(FATIMA), 12, blocked=False)
    await site.office.block(cnic(FATIMA), 13)
    await site.office.decease(cnic(FATIMA), "2025-01-01", 14)
    await site.office.split(cnic(YOUSAF), person("Muhammad Yousuf", Document("PASSPORT", "CD7654321", "PK")), 15)
    await site.office.join(cnic(YOUSAF), cnic(FATIMA), 16)
    found = await page(site, fia)
    split = found.changes[4].others
    assert [(one.sequence, one.kind, one.token, one.others, one.at_ms) for one in found.changes] == [
        (1, "NUMBER_REPLACED", yousaf, (), 11), (2, "UNBLOCKED", fatima, (), 12), (3, "BLOCKED", fatima, (), 13),
        (4, "DECEASED", fatima, (), 14), (5, "TOKEN_SPLIT", yousaf, split, 15), (6, "TOKENS_JOINED", yousaf, (fatima,), 16),
    ]  # fmt: skip
    assert [token for token, _ in await hold(site, fia, Identifier("PASSPORT", "CD7654321", "PK"))] == list(split)
    assert [token for token, _ in await hold(site, fia, cnic(FATIMA))] == [yousaf]


async def test_who_holds_no_token_is_told_nothing_and_counts_from_one(site: Site) -> None:
    fia, punjab = site.system(), site.system(PUNJAB, "POLICE")
    await hold(site, fia, cnic(YOUSAF))
    await site.office.block(cnic(YOUSAF), 1)
    assert (await page(site, punjab)).changes == ()
    await hold(site, punjab, cnic(FATIMA))
    await site.office.block(cnic(FATIMA), 2, blocked=False)
    (told,) = (await page(site, punjab)).changes
    assert (told.sequence, told.token) == (1, site.token("fatima", PUNJAB))
    assert [one.token for one in (await page(site, fia)).changes] == [site.token("yousaf")]


async def test_where_only_the_one_that_stays_is_held_nothing_is_told(site: Site) -> None:
    """That another person turned out to be the same is the business of who knew the other."""
    fia, punjab = site.system(), site.system(PUNJAB, "POLICE")
    await hold(site, fia, cnic(YOUSAF))
    await hold(site, punjab, cnic(FATIMA))
    await site.office.join(cnic(YOUSAF), cnic(FATIMA), 1)
    assert (await page(site, fia)).changes == ()
    (told,) = (await page(site, punjab)).changes
    assert (told.token, told.others) == (site.token("yousaf", PUNJAB), (site.token("fatima", PUNJAB),))
    await site.office.block(cnic(FATIMA), 2, blocked=False)
    assert [len((await page(site, one)).changes) for one in (fia, punjab)] == [1, 2]


async def test_pages_go_on_where_the_last_ended(site: Site) -> None:
    fia = site.system()
    await hold(site, fia, cnic(YOUSAF))
    for number in range(5):
        await site.office.block(cnic(YOUSAF), number, blocked=number % 2 == 0)
    cursor, seen = None, []
    for more in (True, True, False):
        found = await page(site, fia, cursor, 2)
        seen += [one.sequence for one in found.changes]
        assert found.more is more
        cursor = found.next
    assert seen == [1, 2, 3, 4, 5]
    assert (await page(site, fia, cursor)).changes == ()
    (_, at) = (await hold(site, fia, cnic(YOUSAF)))[0]
    assert at == 5


async def test_anothers_cursor_and_one_of_an_ended_epoch_are_refused(site: Site) -> None:
    fia, punjab = site.system(), site.system(PUNJAB, "POLICE")
    mine = (await page(site, fia)).next
    with pytest.raises(CursorInvalid):
        await page(site, punjab, mine)
    kept = ListChangesRequest(site.why(fia, "asked-before-that"))
    before = await put(site, list_changes, fia, kept, ListChangesResponse)
    await site.office.begin_epoch(site.now_ms)
    with pytest.raises(CursorInvalid) as refused:
        await page(site, fia, mine)
    assert [one.rule for one in refused.value.violations] == ["epoch"]
    begun = (await put(site, list_changes, fia, kept, ListChangesResponse)).next
    assert begun != before.next, "no answer of an epoch that has ended is given again"
    assert mine
    assert begun
    assert begun.epoch == site.now_ms
    await site.office.begin_epoch(site.now_ms - 5000)
    assert ((await page(site, fia)).next or begun).epoch == begun.epoch + 1, "though a clock was put back"


async def test_who_may_hold_no_tokens_follows_no_feed(site: Site) -> None:
    with pytest.raises(PurposeUnfit):
        await page(site, site.system("pk.court", "COURT"))
