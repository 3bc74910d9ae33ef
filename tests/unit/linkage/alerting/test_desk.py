"""Who is shown what of alerts, and what two people decide: by the rights of each row, at each call anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.decision import RecordClass
from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.access.kin import kin_digest
from services.linkage import wire
from services.linkage.alerting.app import BUDGET
from services.linkage.alerting.errors import RequestIdReused
from services.linkage.alerting.item import Item
from services.linkage.alerting.ports import Place
from services.linkage.alerting.settling import Settled
from services.linkage.alerts.errors import AlertClosed, OpinionGiven
from services.linkage.alerts.raising import Level
from services.linkage.classes import AtomicClass
from services.membership.registry import Registry
from services.values.network import NodeKey, SetDetectorRequest
from tests.conformance.detectors.money import night_market, swept
from tests.fakes.alert_room import CASE, DAY_MS, SCOPE, AlertWorld, analyst, handsets, investigator, overseer
from tests.fakes.link_room import CitedCase
from tests.fakes.snapshots import CLASS, OWNER

PLACE = Place(SCOPE.agency, SCOPE.case)
HIDDEN = {
    "a report of suspicion": AtomicClass(
        RecordClass("pk.fmu", "LINK", feed="MONEY", str_derived=True), CLASS.authority
    ),
    "a child": AtomicClass(RecordClass("pk.punjab-police", "PARTY", role="ACCUSED", juvenile="YES")),
    "a victim": AtomicClass(RecordClass("pk.punjab-police", "PARTY", role="VICTIM")),
    "another order": AtomicClass(RecordClass(OWNER, "LINK", feed="MONEY"), f"{OWNER}/order-2"),
    "the originator's": AtomicClass(RecordClass("pk.punjab-police", "PARTY", handling="ORCON")),
}


async def network(room: AlertWorld) -> str:
    """Id of the one alert about a sweep and a handset."""
    await room.authorise()
    handsets(room.told, swept(room.told))
    await room.run()
    (alert,) = [each for each in await room.listed() if each.level == "ALERT"]
    return alert.id


async def add(room: AlertWorld, *items: Item) -> None:
    ran = await room.opened.alerts.ran(PLACE)
    await room.opened.alerts.settle(PLACE, ran, lambda _known: Settled(items, ()), room.now_ms)


def lead(number: int, **more: Any) -> Item:
    """A lead of M1 over rows of the case's own order."""
    usual: dict[str, Any] = {
        "id": f"{number:024x}", "agency": SCOPE.agency, "case": SCOPE.case, "level": Level.LEAD, "subject": number + 1,
        "key": None, "raised_ms": 1_780_000_000_000 + number, "rules": (("M1", 1),), "families": ("money",),
        "recorded": False, "computed": (), "classes": (CLASS,), "rests": (number,), "rows": (),
    }  # fmt: skip
    return Item(**{**usual, **more})


async def test_who_works_on_the_case_under_its_order_is_shown_all_of_it(room: AlertWorld, registry: Registry) -> None:
    id_ = await network(room)
    found = await room.get(id_, investigator(), registry)
    assert found.alert is not None
    assert (found.alert.state, found.alert.families, found.alert.recorded) == ("OPEN", ("CALLS", "MONEY"), False)
    assert found.alert.subject is not None
    assert {row.table for row in found.rows} == {"transfers", "calls"}
    assert {row.authority for row in found.rows} == {CLASS.authority}
    assert all(row.source and row.ends and row.at_ms for row in found.rows)
    assert room.trail.records == list(dict.fromkeys(row.source for row in found.rows))
    explained = await room.desk.explain(room.inquiry(), id_)
    by_rule = {each.rule.detector: each for each in explained.findings if each.rule}
    assert set(by_rule) == {"C1", "M1", "M2"}
    assert {figure.name for figure in by_rule["M1"].figures}
    assert by_rule["M1"].words_ur
    assert by_rule["M1"].look_alikes


async def test_an_analyst_without_the_order_is_told_that_it_is_there_with_a_second_person(
    room: AlertWorld, registry: Registry
) -> None:
    id_ = await network(room)
    room.world.case = CitedCase(numbers=(CASE, "OPERATION:OP-1/2026"), main=(CASE,))
    assert await room.listed(analyst()) == []
    (alert,) = await room.listed(analyst(second="ana-2"))
    assert (alert.id, alert.subject) == (id_, None)
    found = await room.get(id_, analyst(second="ana-2"), registry)
    assert {(row.owner, row.source, row.authority, row.ends, row.at_ms) for row in found.rows} == {
        (OWNER, "", "", (), 0)
    }
    assert all(row.desk for row in found.rows)
    assert room.trail.records == []
    explained = await room.desk.explain(room.inquiry(analyst(second="ana-2")), id_)
    assert all(each.figures == () for each in explained.findings)
    with pytest.raises(PolicyDenied):
        await room.decide(id_, analyst(second="ana-2"))


async def test_a_lead_and_a_silent_case_have_no_name(room: AlertWorld) -> None:
    await room.authorise()
    swept(room.told)
    night_market(room.told)
    await room.run()
    found = await room.listed()
    assert [each.level for each in found] == sorted((each.level for each in found), key=["LEAD", "SILENT"].index)
    assert {each.level for each in found} == {"LEAD", "SILENT"}
    assert {each.subject for each in found} == {None}
    silent = next(each for each in found if each.level == "SILENT")
    (why,) = (await room.desk.explain(room.inquiry(), silent.id)).findings
    assert why.look_alike
    assert why.figures
    with pytest.raises(AlertClosed):
        await room.decide(found[0].id, investigator())


@pytest.mark.parametrize("case", HIDDEN)
async def test_who_may_not_see_a_row_sees_neither_it_nor_the_alert(
    room: AlertWorld, registry: Registry, case: str
) -> None:
    """Byte for byte as if it had never been raised, in lists, counts and refusals; oversight alone is told."""
    id_ = await network(room)
    before = wire.encode(await room.desk.list(room.inquiry()))
    shown = wire.encode(await room.get(id_, investigator(), registry))
    hidden = lead(7, level=Level.ALERT, key=NodeKey("CNIC", "hidden"), classes=(CLASS, HIDDEN[case]))
    leads = [lead(number, classes=(CLASS, HIDDEN[case])) for number in range(100, 130)]
    await add(room, hidden, *leads)
    assert wire.encode(await room.desk.list(room.inquiry())) == before
    assert sum(room.trail.withheld.values()) == 31
    assert wire.encode(await room.get(id_, investigator(), registry)) == shown
    for ask in (hidden.id, f"{9:024x}"):
        for attempt in (room.get(ask, investigator(), registry), room.decide(ask, investigator())):
            with pytest.raises(NotFound):
                await attempt


@pytest.mark.parametrize(
    ("who", "case"),
    [
        (investigator(case_key="FIA/LAHORE/AHTC/8/2024"), CitedCase(numbers=("FIR:8",), main=("FIR:8",))),
        (replace(investigator(), agency="pk.punjab-police"), CitedCase(numbers=(CASE,), main=(CASE,))),
        (investigator(), CitedCase(numbers=(CASE,), main=())),
    ],
    ids=["another case", "another agency under the same number", "a case that only refers to it"],
)
async def test_an_alert_belongs_to_its_scope(
    room: AlertWorld, registry: Registry, who: Caller, case: CitedCase
) -> None:
    id_ = await network(room)
    room.world.case = case
    assert await room.listed(who) == []
    with pytest.raises(NotFound):
        await room.get(id_, who, registry)
    with pytest.raises(NotFound):
        await room.decide(id_, who)


@pytest.mark.parametrize(
    "who",
    [investigator(query_class="HISTORY", second_basis=""), investigator(clearance=1), overseer()],
    ids=["another class", "clearance 1", "oversight"],
)
async def test_who_else_is_refused_or_shown_nothing(room: AlertWorld, who: Caller) -> None:
    id_ = await network(room)
    if who.purpose == "OVERSIGHT":
        room.world.case = CitedCase(numbers=(), main=())
        assert await room.listed(who) == []
    else:
        with pytest.raises(PolicyDenied):
            await room.listed(who)
    with pytest.raises(PolicyDenied):
        await room.decide(id_, who)


async def test_an_alert_about_the_officer_s_own_kin_is_not_there(room: AlertWorld) -> None:
    id_ = await network(room)
    await add(room, lead(7, level=Level.ALERT, key=NodeKey("DOCUMENT", "CNIC:3520211111111")))
    assert len(await room.listed()) == 2
    (left,) = await room.listed(investigator(own_and_kin=frozenset({kin_digest("CNIC:3520211111111")})))
    assert left.id == id_
    assert room.trail.alarms == ["own-or-kin"]


async def test_two_people_decide_and_the_second_is_not_told_what_the_first_said(
    room: AlertWorld, registry: Registry
) -> None:
    id_ = await network(room)
    first = await room.decide(id_, investigator("fia-1"), words="money goes one way")
    assert (first.state, first.like_decided) == ("FIRST_OPINION", 0)
    blind = await room.get(id_, investigator("fia-2"), registry)
    assert blind.opinions == ()
    (own,) = (await room.get(id_, investigator("fia-1"), registry)).opinions
    assert (own.officer, own.confirms, own.reason, own.words) == (
        f"{OWNER}/fia-1", True, "PATTERN_HOLDS", "money goes one way",
    )  # fmt: skip
    second = await room.decide(id_, investigator("fia-2"))
    assert (second.state, second.like_decided, second.like_confirmed) == ("CONFIRMED", 1, 1)
    assert len((await room.get(id_, investigator("fia-3"), registry)).opinions) == 2
    with pytest.raises(AlertClosed):
        await room.decide(id_, investigator("fia-3"))


async def test_the_answer_to_the_first_opinion_is_the_same_for_yes_and_no(room: AlertWorld, registry: Registry) -> None:
    """What a second person can see does not depend on what the first one said."""
    seen = set()
    for confirms in (True, False):
        other = AlertWorld(room.folder.with_name(f"node-{confirms}"))
        id_ = await network(other)
        await other.decide(id_, investigator("fia-1"), confirms=confirms)
        listed = wire.encode(await other.desk.list(other.inquiry(investigator("fia-2"))))
        seen.add((listed, wire.encode(await other.get(id_, investigator("fia-2"), registry))))
        other.close()
    assert len(seen) == 1


async def test_where_two_differ_a_third_decides(room: AlertWorld) -> None:
    id_ = await network(room)
    await room.decide(id_, investigator("fia-1"))
    assert (await room.decide(id_, investigator("fia-2"), confirms=False)).state == "FIRST_OPINION"
    assert (await room.decide(id_, investigator("fia-3"), confirms=False)).state == "DISMISSED"


async def test_nobody_speaks_twice_nor_who_stood_by(room: AlertWorld) -> None:
    id_ = await network(room)
    await room.decide(id_, investigator("fia-1", second="fia-2"))
    for officer in ("fia-1", "fia-2"):
        with pytest.raises(OpinionGiven):
            await room.decide(id_, investigator(officer), request_id=f"again-{officer}")
    assert (await room.decide(id_, investigator("fia-3"))).state == "CONFIRMED"


async def test_the_same_request_is_one_opinion(room: AlertWorld) -> None:
    id_ = await network(room)
    one = await room.decide(id_, investigator("fia-1"), request_id="request-1")
    assert await room.decide(id_, investigator("fia-1"), request_id="request-1") == one
    with pytest.raises(RequestIdReused):
        await room.decide(id_, investigator("fia-1"), request_id="request-1", words="otherwise")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "LOOK_ALIKE"}, "reason"),
        ({"confirms": False, "reason": "PATTERN_HOLDS"}, "reason"),
        ({"reason": "SUBJECT_IN_NEED"}, "reason"),
        ({"words": " "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"words": "a\0b"}, "words"),
        ({"request_id": "short"}, "request_id"),
        ({"request_id": "ن" * 9}, "request_id"),
    ],
)
async def test_an_opinion_has_a_reason_that_fits_and_words(room: AlertWorld, more: dict[str, Any], field: str) -> None:
    id_ = await network(room)
    with pytest.raises(InvalidArgument) as refused:
        await room.decide(id_, investigator(), **more)
    assert [each.field for each in refused.value.violations] == [field]


async def test_a_day_s_budget_says_what_it_left_out(room: AlertWorld) -> None:
    await room.authorise()
    await add(room, *(lead(number) for number in range(BUDGET + 5)), lead(900, rules=(("M4", 1),)))
    first = await room.desk.list(room.inquiry())
    assert [each.id for each in first.alerts] == [f"{number:024x}" for number in [*range(BUDGET), 900]]
    assert [(each.detector, each.number) for each in first.left_out] == [("M1", 5)]
    assert await room.desk.list(room.inquiry()) == first, "what was shown counts once"
    assert len((await room.desk.list(room.inquiry(investigator("fia-9")))).alerts) == BUDGET + 1
    room.now_ms += DAY_MS
    after = await room.desk.list(room.inquiry())
    assert (len(after.alerts), after.left_out) == (BUDGET + 6, ())


async def test_rules_are_listed_and_oversight_stops_one_with_a_second_person(room: AlertWorld) -> None:
    rules = (await room.desk.list_detectors(room.inquiry())).detectors
    assert [each.rule.detector for each in rules if each.rule] == sorted(room.rules)
    assert all(each.enabled and each.words and each.words_ur and each.parameters and each.family for each in rules)
    stop = SetDetectorRequest("M1", enabled=False, why="too many shops")
    with pytest.raises(PolicyDenied):
        await room.desk.set_detector(room.inquiry(overseer()), stop)
    with pytest.raises(PolicyDenied):
        await room.desk.set_detector(room.inquiry(investigator(second="fia-2")), stop)
    made = await room.desk.set_detector(room.inquiry(overseer(second="ov-2")), stop)
    assert made.detector is not None
    assert (made.detector.enabled, made.detector.changed_ms) == (False, room.now_ms)
    listed = (await room.desk.list_detectors(room.inquiry(overseer()))).detectors
    assert [each.rule.detector for each in listed if each.rule and not each.enabled] == ["M1"]
    with pytest.raises(NotFound):
        await room.desk.set_detector(room.inquiry(overseer(second="ov-2")), replace(stop, detector="M99"))
    with pytest.raises(InvalidArgument):
        await room.desk.set_detector(room.inquiry(overseer(second="ov-2")), replace(stop, why=""))


async def test_what_is_erased_is_withdrawn_and_counts_the_same_again(room: AlertWorld) -> None:
    await room.authorise()
    record = "agencies/pk.fia/records/r-1"
    await add(room, lead(1, level=Level.ALERT, records=(record,)), lead(2))
    alerts = room.opened.alerts
    assert [await alerts.erase([record], room.now_ms), await alerts.erase([record], room.now_ms)] == [1, 1]
    assert [(each.id, each.state) for each in await room.listed()] == [
        (f"{1:024x}", "WITHDRAWN"), (f"{2:024x}", "OPEN"),
    ]  # fmt: skip
    with pytest.raises(AlertClosed):
        await room.decide(f"{1:024x}", investigator())
