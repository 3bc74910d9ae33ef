"""The court of an order: bank data come in under one of Sessions or above alone, and nothing is taken on a mere name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import InvalidArgument, Violation
from services.access.ordering import ORDERING, may_order
from services.access.trail import Inquiry
from services.linkage.app.ordered import check_court
from services.linkage.errors import AuthorityConflict
from tests.unit.linkage.world import COURTS, NOW, World, account, edge, keeper

PAID = edge("TRANSFERRED", account("A"), account("B"), amount_minor=5, currency="PKR")
CALLED = edge("CALLED", account("A"), account("B"))
SESSIONS, MAGISTRATE, HIGH, GONE = "PB-LHR-DSJ", "PB-LHR-JM1", "PB-LHC", "PB-LHR-OLD"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "node")


async def imported(world: World, feed: str = "MONEY", **more: Any) -> Violation | None:
    """The violation that a page of one row meets, None where it is taken."""
    await world.register(**more)
    try:
        await world.page(feed=feed, edges=(PAID,))
    except InvalidArgument as refused:
        (violation,) = refused.violations
        return violation
    return None


@pytest.mark.parametrize("court", [SESSIONS, HIGH, "Lahore High Court"])
async def test_sessions_and_high_court_order_bank_data(world: World, court: str) -> None:
    assert await imported(world, court=court) is None
    assert len(await world.links.feeds.after(0, 9)) == 1


@pytest.mark.parametrize("court", [MAGISTRATE, "Sessions Court of the Moon", "SESSION", "pb-lhr-dsj"])
async def test_a_magistrate_or_a_court_that_nobody_lists_does_not(world: World, court: str) -> None:
    found = await imported(world, court=court)
    assert found is not None
    assert (found.field, found.rule) == ("authority", "court")
    assert await world.links.feeds.after(0, 9) == []


async def test_the_refusal_does_not_repeat_what_was_written(world: World) -> None:
    found = await imported(world, court="Court of Nobody")
    assert found is not None
    assert "Nobody" not in found.text


@pytest.mark.parametrize("kind", ["COURT_ORDER", "PECA_WARRANT", "IFTA_WARRANT"])
@pytest.mark.parametrize("court", ["", " ", "x\ny", "x" * 201, "PB-LHR-DSJ\u200b"])
async def test_what_a_court_issues_names_it(world: World, kind: str, court: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await world.register(kind=kind, court=court)
    assert [violation.field for violation in refused.value.violations] == ["authority.court"]


@pytest.mark.parametrize("kind", ["AMLA_ORDER", "STATUTE"])
async def test_an_office_or_a_statute_needs_none(world: World, kind: str) -> None:
    assert await imported(world, kind=kind, court="") is None


async def test_calls_by_any_court_that_is_named(world: World) -> None:
    assert await imported(world, feed="CDR", court="a court that is no member") is None


@pytest.mark.parametrize(("court", "taken"), [(SESSIONS, False), (HIGH, True)])
async def test_an_interception_is_a_high_courts(world: World, court: str, taken: bool) -> None:
    found = await imported(world, feed="CONTENT", kind="IFTA_WARRANT", court=court)
    assert (found is None) == taken


@pytest.mark.parametrize(("issued", "taken"), [("2019-12-31", True), ("2020-01-01", False), ("long ago", False)])
async def test_the_court_stood_on_the_day_of_its_order(world: World, issued: str, taken: bool) -> None:
    assert (await imported(world, court=GONE, issued=issued) is None) == taken


async def test_another_court_is_another_authority(world: World) -> None:
    await world.register(court=SESSIONS)
    with pytest.raises(AuthorityConflict):
        await world.register(court=HIGH)
    assert await world.register(court=SESSIONS) is False


async def test_an_authority_held_from_before_named_none_and_brings_no_more_bank_data(world: World) -> None:
    await world.register(kind="AMLA_ORDER", court="")
    held = await world.links.feeds.authority("pk.punjab-police/W/1")
    assert held is not None
    assert '"court"' not in held.body
    for kind, feed, barred in (("COURT_ORDER", "MONEY", True), ("COURT_ORDER", "CDR", False)):
        body = {"kind": kind, "issued": "2024-01-01"}
        if barred:
            with pytest.raises(InvalidArgument):
                check_court(world.inquiry(keeper()), body, feed)
        else:
            check_court(world.inquiry(keeper()), body, feed)


async def test_without_a_registry_no_court_is_listed(world: World) -> None:
    asked = world.inquiry(keeper())
    nobody = Inquiry(asked.caller, asked.now_ms, asked.engine, asked.trail)
    with pytest.raises(InvalidArgument):
        check_court(nobody, {"kind": "COURT_ORDER", "issued": "2026-01-01", "court": SESSIONS}, "MONEY")


@given(
    st.sampled_from(sorted(ORDERING)),
    st.sampled_from([SESSIONS, MAGISTRATE, HIGH, GONE, "", "nobody"]),
    st.dates().map(str),
)
def test_taken_only_where_the_table_says_so_of_the_listed_tier(pair: tuple[str, str], court: str, day: str) -> None:
    kind, feed = pair
    asked = Inquiry(keeper(), NOW, None, None, COURTS)  # type: ignore[arg-type]  # who asks and when is all that is looked at
    tier = COURTS.tier(court, day) if court else ""
    body = {"kind": kind, "issued": day, "court": court}
    try:
        check_court(asked, body, feed)
    except InvalidArgument:
        assert not may_order(kind, feed, tier)
    else:
        assert may_order(kind, feed, tier)


def test_a_tier_is_of_the_registrys_courts_alone() -> None:
    agencies = {"pk.police": replace(COURTS._agencies["pk.courts"], id="pk.police", kind="POLICE")}
    assert type(COURTS)(agencies).tier(SESSIONS, "2026-01-01") == ""
