"""ResolveToken: one token for all documents, in the order asked; and what stops who tries numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.errors import InvalidArgument, PurposeUnfit
from services.identity.app.context import System
from services.identity.app.one import SHIELDED
from services.identity.app.resolve import MAX_NUMBERS, resolve_token
from services.identity.errors import TooManyUnknown
from services.identity.of_nobody import UNKNOWN_A_DAY
from services.values.identity import Identifier, Resolved, ResolveTokenRequest, ResolveTokenResponse
from tests.unit.identity.site import FATIMA, HIDDEN, PASSPORT, TWIN, YOUSAF, Site, cnic, put


async def resolved(site: Site, *numbers: Identifier, who: System | None = None) -> tuple[Resolved, ...]:
    system = who or site.system()
    request = ResolveTokenRequest(site.why(system), numbers)
    answer: ResolveTokenResponse = await put(site, resolve_token, system, request, ResolveTokenResponse)
    return answer.resolved


async def test_every_document_of_a_person_is_one_token_and_another_for_each_agency(site: Site) -> None:
    numbers = (cnic(YOUSAF), PASSPORT, Identifier("OLD_NIC", "27178123456"), Identifier("POC", YOUSAF), cnic(FATIMA))
    mine = [one.token for one in await resolved(site, *numbers)]
    assert mine == [site.token("yousaf")] * 4 + [site.token("fatima")]
    theirs = await resolved(site, *numbers, who=site.system("pk.punjab-police", "POLICE"))
    assert not {one.token for one in theirs} & set(mine)


async def test_outcomes_in_the_order_asked(site: Site) -> None:
    found = await resolved(
        site, cnic("3520299999991"), cnic(YOUSAF), Identifier("PHONE", "+923001234567"), cnic(TWIN), cnic(HIDDEN)
    )
    assert [one.outcome for one in found] == ["NOT_REGISTERED", "TOKEN", "CANNOT_TELL", "AMBIGUOUS", "TOKEN"]
    assert [bool(one.token) for one in found] == [False, True, False, False, True]


async def test_a_question_about_a_shielded_person_is_an_alarm(site: Site) -> None:
    system = site.system()
    await resolved(site, cnic(YOUSAF), cnic(HIDDEN), who=system)
    assert system.trail.alarms == [SHIELDED]


async def test_every_number_is_in_the_entry_once(site: Site) -> None:
    system = site.system()
    await resolved(site, cnic(YOUSAF), cnic(FATIMA), Identifier("NICOP", YOUSAF), who=system)
    assert len(system.trail.selectors) == 2


@pytest.mark.parametrize(
    ("kind", "change"),
    [("COURT", {}), ("FMU", {}), ("IDENTITY_REGISTRY", {}), ("FIA", {"purpose": "INVESTIGATE_CASE"}), ("FIA", {"basis": "CRPC_CASE"})],
)  # fmt: skip
async def test_who_may_not_hold_tokens_is_refused(site: Site, kind: str, change: dict[str, str]) -> None:
    system = site.system("pk.somebody", kind)
    request = ResolveTokenRequest(replace(site.why(system), **change), (cnic(YOUSAF),))
    with pytest.raises(PurposeUnfit):
        await put(site, resolve_token, system, request, ResolveTokenResponse)


@pytest.mark.parametrize("number", [0, MAX_NUMBERS + 1])
async def test_some_numbers_and_not_too_many(site: Site, number: int) -> None:
    with pytest.raises(InvalidArgument):
        await resolved(site, *[cnic(YOUSAF)] * number)


async def test_a_number_that_is_none_is_named_by_its_place(site: Site) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await resolved(site, cnic(YOUSAF), cnic("12"))
    assert [one.field for one in refused.value.violations] == ["identifiers[1]"]


def block(first: int) -> list[Identifier]:
    return [cnic(f"35202{7000000 + first + number:07}1") for number in range(MAX_NUMBERS)]


async def test_who_tries_numbers_is_stopped_and_their_own_numbers_go_on_the_next_day(site: Site) -> None:
    """A million guesses: a thousand of a day are answered. What was refused gave nothing, and others go on."""
    for first in range(0, UNKNOWN_A_DAY, MAX_NUMBERS):
        await resolved(site, *block(first))
        await resolved(site, *block(first))
    with pytest.raises(TooManyUnknown):
        await resolved(site, cnic(YOUSAF), *block(UNKNOWN_A_DAY)[:1])
    assert (await site.context.register.find(cnic(YOUSAF)))[0].id == site.places["yousaf"]
    await site.office.block(cnic(YOUSAF), site.now_ms)
    assert await site.context.register.head("pk.fia") == 0, "a refused question gives no token"
    assert (await resolved(site, cnic(YOUSAF)))[0].outcome == "TOKEN"
    other = site.system("pk.punjab-police", "POLICE")
    assert (await resolved(site, *block(UNKNOWN_A_DAY)[:1], who=other))[0].outcome == "NOT_REGISTERED"
    site.now_ms += 86_400_000
    assert (await resolved(site, *block(UNKNOWN_A_DAY)[:1]))[0].outcome == "NOT_REGISTERED"


async def test_a_number_of_two_gives_the_agency_nobody_to_follow(site: Site) -> None:
    await resolved(site, cnic(TWIN))
    assert [tuple(row) for row in await site.database.rows("held", "pk.fia")] == [(0,)]
    await resolved(site, cnic(YOUSAF))
    assert [tuple(row) for row in await site.database.rows("held", "pk.fia")] == [(1,)]
