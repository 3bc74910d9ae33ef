"""Two desks that each hold a part are told of each other where both offered it, and a planted lead learns nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Approver, Caller
from services.access.errors import ApproverRequired, NotFound, PolicyDenied, Refused
from services.linkage import wire
from services.linkage.alerting.apart import asked_again
from services.linkage.alerting.app import MET
from services.linkage.alerting.errors import LeadUnfit, RequestIdReused, TooManyOffers
from services.linkage.alerting.item import Item, Kept
from services.linkage.alerting.offering import OFFERED_MS, OFFERS_A_DAY, check_fit, meets
from services.linkage.alerting.ports import Place
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.errors import AlertClosed
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import History
from services.linkage.detectors.contract import Family
from services.linkage.detectors.registry import detectors
from services.membership.registry import Registry
from tests.fakes.alert_room import CASE, DAY_MS, SCOPE, AlertWorld, analyst
from tests.fakes.link_room import CitedCase
from tests.unit.linkage.alerting.test_desk import add, lead
from tests.unit.linkage.alerting.two_desks import POLICE, THEIRS, TwoDesks, approved, of_police

PLACE = Place(SCOPE.agency, SCOPE.case)


@pytest.fixture
def two(room: AlertWorld, registry: Registry) -> TwoDesks:
    return TwoDesks(room, registry)


def given_lead(number: int, **more: Any) -> Item:
    """A lead that others' rows carry, about whoever bears document 9."""
    return lead(number, **{"apart": ("money",), "bearers": ((number + 1, 9),), **more})


async def test_both_are_told_with_the_desk_and_no_row_once_both_offered(two: TwoDesks) -> None:
    await two.tell()
    mine, theirs = await two.lead(approved()), await two.lead(of_police())
    first = await two.offer(approved())
    assert (first.desks, first.offered_until_ms) == ((), two.room.now_ms + OFFERED_MS)
    assert two.room.trail.alarms == []
    assert await two.met(of_police(), theirs) == (), "whoever did not offer is told nothing"
    second = await two.offer(of_police())
    (desk,) = second.desks
    assert two.room.trail.alarms == [MET]
    assert (desk.agency, desk.met_ms) == (SCOPE.agency, two.room.now_ms)
    assert desk.desk
    assert desk.desk.phone
    found = await two.room.get(mine, approved(), two.registry)
    assert [(each.agency, each.reference) for each in found.desks] == [(POLICE, desk.reference)]
    assert two.room.trail.alarms == [MET], "each answer that tells it is marked in the log"
    assert {(row.table, row.owner) for row in found.rows} == {("transfers", SCOPE.agency)}, "its own rows, and no other"
    assert found.alert
    assert (found.alert.desks_met, found.alert.families, found.alert.subject) == (1, ("MONEY",), None)


async def test_to_offer_again_changes_nothing_and_the_same_request_is_one_offer(two: TwoDesks) -> None:
    await two.tell()
    first = await two.offer(approved())
    two.room.now_ms += 1000
    assert await two.offer(approved()) == first
    assert await two.offer(approved(), request_id="another-request") == first
    await add(two.room, given_lead(700))
    with pytest.raises(RequestIdReused):
        await two.offer(approved(), f"{700:024x}", "offer-by-fia-1")


@pytest.mark.parametrize("also", [True, False], ids=["the other desk holds a part and offered it", "it holds nothing"])
async def test_a_lead_over_planted_rows_is_refused_in_the_same_bytes_whatever_others_hold(
    tmp_path: Path, registry: Registry, also: bool
) -> None:
    """Rows that the asking agency gave itself: two worlds that differ in what another desk holds are one to it."""
    seen = []
    for name, both in (("one", True), ("other", False)):
        two = TwoDesks(AlertWorld(tmp_path / name), registry)
        await two.tell(planted=frozenset({SCOPE}), both=both)
        if both and also:
            await two.offer(of_police())
        mine = await two.lead(approved())
        with pytest.raises(LeadUnfit) as refused:
            await two.offer(approved())
        listed = await two.room.desk.list(two.room.inquiry(approved()))
        shown = await two.room.get(mine, approved(), registry)
        why = await two.room.desk.explain(two.room.inquiry(approved()), mine)
        rules = await two.room.desk.list_detectors(two.room.inquiry(approved()))
        answers = [wire.encode(listed), wire.encode(shown), wire.encode(why), wire.encode(rules)]
        seen.append((refused.value.violations, answers))
        if both and also:
            (theirs,) = await two.room.opened.alerts.of(Place(POLICE, CASE))
            assert theirs.met == (), "and the other desk is told nothing of who tried"
        two.room.close()
    assert seen[0] == seen[1]


async def test_one_planted_row_that_the_lead_needs_makes_it_unfit(two: TwoDesks) -> None:
    await two.tell()
    two.room.snapshots.theirs[SCOPE] = frozenset(row for row in two.money if row % 3)
    two.room.told.person()
    two.room.snapshots.worlds[SCOPE] = two.room.told.only(two.money - {1})
    await two.room.run()
    with pytest.raises(LeadUnfit):
        await two.offer(approved())


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (approved(boss=""), ApproverRequired),
        (approved(boss="fia-2"), ApproverRequired),
        (approved(boss="boss-2"), ApproverRequired),
    ],
    ids=["nobody beside", "a colleague", "the superior of somebody else"],
)
async def test_a_superior_of_the_officer_approves(two: TwoDesks, who: Caller, refusal: type[Refused]) -> None:
    await two.tell()
    with pytest.raises(refusal):
        await two.offer(who, await two.lead(approved()))


async def test_who_is_not_shown_the_rows_offers_nothing_and_is_told_no_desk(two: TwoDesks) -> None:
    await two.tell()
    mine = await two.lead(approved())
    await two.offer(approved())
    await two.offer(of_police())
    two.room.world.case = CitedCase(numbers=(CASE, "OPERATION:OP-1/2026"), main=(CASE,))
    beside = Approver("boss-1", 3, frozenset({"boss-9"}), b"\2" * 32)
    blind = replace(analyst(), approver=beside)
    found = await two.room.get(mine, blind, two.registry)
    assert found.alert
    assert (found.desks, found.offered_until_ms, found.alert.desks_met) == ((), 0, 0)
    with pytest.raises(PolicyDenied):
        await two.offer(blind, mine, "request-of-analyst")


async def test_a_lead_of_another_scope_is_not_there(two: TwoDesks) -> None:
    await two.tell()
    theirs = await two.lead(of_police())
    with pytest.raises(NotFound):
        await two.offer(approved(), theirs)


async def test_an_alert_is_not_offered_nor_what_is_over(two: TwoDesks) -> None:
    await two.tell()
    await add(two.room, given_lead(700, level=Level.ALERT), given_lead(701, records=("agencies/pk.fia/records/r-1",)))
    with pytest.raises(LeadUnfit):
        await two.offer(approved(), f"{700:024x}")
    await two.room.opened.alerts.erase(["agencies/pk.fia/records/r-1"], two.room.now_ms)
    with pytest.raises((AlertClosed, NotFound)):
        await two.offer(approved(), f"{701:024x}")
    mine = await two.lead(approved())
    two.room.now_ms += 30 * DAY_MS
    with pytest.raises(AlertClosed):
        await two.offer(approved(), mine)


async def test_nobody_is_met_without_a_document(two: TwoDesks) -> None:
    await two.tell(papers=0)
    with pytest.raises(LeadUnfit):
        await two.offer(approved())


async def test_an_offer_stands_for_a_week(two: TwoDesks) -> None:
    await two.tell()
    mine = await two.lead(approved())
    await two.offer(approved())
    two.room.now_ms += OFFERED_MS
    assert (await two.offer(of_police())).desks == ()
    again = await two.offer(approved(), request_id="a-week-later")
    assert [each.agency for each in again.desks] == [POLICE]
    two.room.now_ms += OFFERED_MS
    assert await two.met(approved(), mine) == (POLICE,), "what was told stays told while the lead stands"
    assert (await two.room.get(mine, approved(), two.registry)).offered_until_ms == 0


async def test_an_agency_offers_ten_leads_a_day(two: TwoDesks) -> None:
    """Counted by what it did, also of what was withdrawn since; the other agency has its own ten."""
    await two.tell()
    records = [f"agencies/pk.fia/records/r-{number}" for number in range(OFFERS_A_DAY)]
    await add(two.room, *(given_lead(700 + n, records=(records[n],)) for n in range(OFFERS_A_DAY)))
    for number in range(OFFERS_A_DAY):
        await two.offer(approved(f"fia-{number}"), f"{700 + number:024x}")
    await two.room.opened.alerts.erase(records, two.room.now_ms)
    with pytest.raises(TooManyOffers):
        await two.offer(approved("fia-77"))
    await two.offer(of_police())
    two.room.now_ms += DAY_MS
    assert [each.agency for each in (await two.offer(approved("fia-77"))).desks] == [POLICE]


@pytest.mark.parametrize("side", [SCOPE, THEIRS], ids=["its own lead goes", "the other's lead goes"])
async def test_with_either_lead_goes_what_both_were_told(two: TwoDesks, side: Any) -> None:
    await two.tell()
    await two.offer(approved())
    await two.offer(of_police())
    alerts = two.room.opened.alerts
    (gone,) = [each for each in await alerts.of(Place(side.agency, CASE)) if each.met]
    await alerts.withdraw([gone.item.id], two.room.now_ms)
    kept = [each for place in (SCOPE, THEIRS) for each in await alerts.of(Place(place.agency, CASE))]
    assert [each.met for each in kept] == [()] * len(kept)
    with sqlite3.connect(two.room.folder / "alerts.db") as db:
        assert db.execute("select count(*) from lead_met").fetchone() == (0,)
        assert db.execute("select count(*) from lead_paper").fetchone() == (1,)


async def test_whom_a_record_comes_to_protect_is_offered_no_more_nor_met(two: TwoDesks) -> None:
    await two.tell()
    mine = await two.lead(approved())
    await two.offer(approved())
    (kept,) = [each for each in await two.room.opened.alerts.of(PLACE) if each.item.id == mine]
    theirs = await two.lead(of_police())
    two.room.snapshots.protected |= kept.item.papers
    assert (await two.offer(of_police(), theirs)).desks == (), "the other desk feels nothing of it"
    assert await two.room.listed(approved()) == []


async def test_a_lead_that_its_own_desk_lost_since_is_not_met(two: TwoDesks) -> None:
    """By a record that was erased after the run: the other desk learns no more than if it had never been offered."""
    await two.tell()
    item = given_lead(700, records=("agencies/pk.fia/records/r-1",))
    (theirs,) = [each for each in await two.room.opened.alerts.of(Place(POLICE, CASE)) if each.item.papers]
    await add(two.room, replace(item, bearers=((item.subject, *theirs.item.papers),)))
    await two.offer(approved(), item.id)
    two.room.snapshots.ended.add("agencies/pk.fia/records/r-1")
    assert (await two.offer(of_police())).desks == ()


async def test_the_file_tells_neither_agency_nor_document(two: TwoDesks) -> None:
    await two.tell()
    await two.offer(approved())
    await two.offer(of_police())
    raw = b"".join(path.read_bytes() for path in two.room.folder.glob("alerts.db*"))
    for word in (b"pk.fia", POLICE.encode(), b"fia-1", b"boss-1", b"offer-by"):
        assert word not in raw


FAMILIES = st.sets(st.sampled_from(["money", "calls", "travel"])).map(lambda s: tuple(sorted(s)))
LEADS = st.builds(
    lambda number, agency, apart, papers: given_lead(
        number, agency=agency, apart=apart, bearers=((number + 1, *sorted(papers)),)
    ),
    st.integers(1, 5), st.sampled_from(["pk.fia", POLICE]), FAMILIES, st.sets(st.integers(100, 103)),
)  # fmt: skip


@given(LEADS, LEADS)
def test_two_leads_meet_alike_from_both_sides_and_only_in_two_families(one: Item, other: Item) -> None:
    assert meets(one, other) == meets(other, one)
    if meets(one, other):
        assert one.agency != other.agency
        assert len({*one.apart, *other.apart}) >= 2
        assert one.papers & other.papers


UNFIT: dict[str, Callable[[Item], Item]] = {
    "not found in what others gave": lambda item: replace(item, apart=()),
    "nobody's document": lambda item: replace(item, bearers=()),
    "a silent case": lambda item: replace(item, level=Level.SILENT),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_unfit_to_be_offered(case: str) -> None:
    item = given_lead(1)
    now = item.raised_ms
    check_fit(Kept(item, History(item.level, now)), now)
    made = UNFIT[case](item)
    with pytest.raises(LeadUnfit):
        check_fit(Kept(made, History(made.level, now)), now)


async def test_settled_leads_keep_what_they_stood_by(two: TwoDesks) -> None:
    """Rows that are planted later change nothing of a lead that stood by others' rows when it was raised."""
    await two.tell()
    mine = await two.lead(approved())
    two.room.told.person()
    two.room.snapshots.worlds[SCOPE] = two.room.told.only(two.money)
    two.room.snapshots.theirs[SCOPE] = frozenset()
    await two.room.run()
    assert (await two.lead(approved())) == mine
    assert Settled((), ()) == await two.room.opened.alerts.settle(PLACE, b"", lambda _known: Settled((), ()), 1)
    assert (await two.offer(approved())).offered_until_ms


def test_only_rules_that_can_say_something_of_a_lead_are_run_again() -> None:
    rules = detectors()
    money, silent, alert = (
        replace(lead(each), level=level, families=("money",))
        for each, level in enumerate((Level.LEAD, Level.SILENT, Level.ALERT))
    )
    assert asked_again([silent, alert], rules) == {}
    again = asked_again([money, silent], rules)
    assert again == {name: rule for name, rule in rules.items() if rule.family == Family.MONEY and not rule.lead_only}
    assert {"G2", "M1"} <= again.keys()
    assert "C1" not in again
    of_records = asked_again([replace(money, families=("records",))], rules)
    assert of_records.keys() == {"R1"}, "R2 carries nothing"
