"""Watches over stated records: what is kept, told, counted and taken back, and what each call notes for the log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.exchange.watches.app import MET
from services.exchange.watches.errors import CursorInvalid, RequestIdReused, TooManyWatches
from services.exchange.watches.ports import Match, Signed, Subject
from services.exchange.watches.store.consents import MAX_OF_FEED, WILLING_MS
from services.exchange.watches.store.watches import MAX_WIDE
from services.values.exchange import (
    Alert,
    Identifier,
    ListAlertsRequest,
    NumberWatch,
    WatchedQuestion,
    WatchRequest,
)
from tests.fakes.record_maker import CNIC, FIA, POLICE, SINDH, cnic
from tests.fakes.records_node import caller
from tests.unit.exchange.watches.post import DAY, DEADLINE, HIT, KARACHI, NOW, PUNJAB, RECORD, WHOLE, Post

QUESTION = WatchedQuestion("Expand", b"\x12\x00")
OTHERS: dict[str, Caller] = {
    "a colleague": caller(officer="pp-8"),
    "another agency": KARACHI,
    "another case": replace(PUNJAB, case_key="PB/LAHORE/ICHHRA/7/2020"),
    "another kind of case": replace(PUNJAB, case_type="COMPLAINT"),
}


async def test_what_is_answered_is_what_was_asked_for(post: Post) -> None:
    request = WatchRequest("watch-01", None, NOW + DAY, record=RECORD)
    made = await post.send(request)
    assert made == NumberWatch(made.id, None, NOW, NOW + DAY, record=RECORD)
    assert post.trail.request_id == "watch-01"
    for asked in (
        WatchRequest("watch-02", None, NOW + DAY, person=RECORD),
        WatchRequest("watch-03", None, NOW + DAY, cited_case=True),
    ):
        found = await post.send(asked)
        assert (found.record, found.person, found.cited_case) == ("", asked.person, asked.cited_case)
    offered = await post.watch("watch-04", offer=True)
    assert (offered.identifier, offered.deconflict) == (Identifier("CNIC", CNIC), True)
    assert len((await post.app.list(post.inquiry(PUNJAB))).watches) == 4


async def test_the_same_request_is_one_subscription(post: Post) -> None:
    first = await post.watch()
    post.now_ms += 1
    request = WatchRequest("watch-01", Identifier("CNIC", CNIC), NOW + 30 * DAY)
    assert await post.send(request) == first, "as it was kept, with when it began"
    with pytest.raises(RequestIdReused):
        await post.send(replace(request, deconflict=True))
    assert (await post.watch(who=KARACHI)).id != first.id
    assert (await post.app.list(post.inquiry(PUNJAB))).watches == (first,)


async def test_a_refused_request_keeps_nothing(post: Post) -> None:
    post.records.barred = {PUNJAB.officer}
    with pytest.raises(PolicyDenied):
        await post.watch()
    post.records.barred = set()
    for wrong in (
        WatchRequest("short", Identifier("CNIC", CNIC), NOW + DAY),
        WatchRequest("watch-01", None, NOW + DAY),
        WatchRequest("watch-01", Identifier("CNIC", CNIC), NOW),
        WatchRequest("watch-01", None, NOW + DAY, record=RECORD, deconflict=True),
    ):
        with pytest.raises(InvalidArgument):
            await post.send(wrong)
    assert (await post.app.list(post.inquiry(PUNJAB))).watches == ()


async def test_each_call_asks_whether_it_may_be_made(post: Post) -> None:
    made = await post.watch()
    post.records.barred = {PUNJAB.officer}
    for attempt in (
        post.app.list(post.inquiry(PUNJAB)),
        post.app.unwatch(post.inquiry(PUNJAB), made.id),
        post.page(),
    ):
        with pytest.raises(PolicyDenied):
            await attempt
    post.records.barred = set()
    assert (await post.app.list(post.inquiry(PUNJAB))).watches == (made,)


async def test_a_match_is_told_with_its_watch_and_its_time_once(post: Post) -> None:
    made = await post.watch()
    assert await post.alerts() == ()
    post.records.shown, post.now_ms = [WHOLE], NOW + 5
    assert await post.alerts() == (Alert(1, made.id, NOW + 5, FIA, WHOLE.version),)
    assert post.trail.records == [WHOLE.version]
    post.records.shown, post.now_ms = [HIT, WHOLE], NOW + 9
    assert await post.alerts() == (
        Alert(1, made.id, NOW + 5, FIA, WHOLE.version),
        Alert(2, made.id, NOW + 9, FIA, "", HIT.handle),
    )
    assert post.trail.records == [WHOLE.version]
    assert {each.identifier for each in post.records.looked} == {Identifier("CNIC", CNIC)}


async def test_what_is_no_longer_shown_keeps_its_number_and_comes_back_under_it(post: Post) -> None:
    await post.watch()
    post.records.shown = [WHOLE, HIT]
    before = await post.alerts()
    post.records.shown = [HIT]
    assert await post.alerts() == (Alert(1), before[1])
    assert post.trail.records == []
    post.records.shown = [WHOLE, HIT]
    assert await post.alerts() == before


async def test_two_watches_on_one_record_are_two_alerts(post: Post) -> None:
    one, other = await post.watch(), await post.watch("watch-02", number=cnic(2))
    post.records.shown = [WHOLE]
    assert [(each.sequence, each.watch) for each in await post.alerts()] == [(1, one.id), (2, other.id)]
    await post.app.unwatch(post.inquiry(PUNJAB), one.id)
    assert [each.watch for each in await post.alerts()] == ["", other.id]


@pytest.mark.parametrize("who", OTHERS)
async def test_a_feed_is_of_one_officer_and_case(post: Post, who: str) -> None:
    made, other = await post.watch(), OTHERS[who]
    post.records.shown = [WHOLE]
    cursor = (await post.page()).next
    assert await post.alerts(other) == ()
    assert (await post.app.list(post.inquiry(other))).watches == ()
    with pytest.raises(NotFound):
        await post.app.unwatch(post.inquiry(other), made.id)
    with pytest.raises(CursorInvalid) as refused:
        await post.page(other, cursor)
    assert [each.field for each in refused.value.violations] == ["cursor.feed"]
    assert len(await post.alerts()) == 1


async def test_pages_go_on_without_a_gap_and_say_whether_there_is_more(post: Post) -> None:
    for number in range(3):
        await post.watch(f"watch-0{number}", number=cnic(number))
    post.records.shown = [WHOLE, HIT]
    first = await post.page(size=4)
    assert ([each.sequence for each in first.alerts], first.more) == ([1, 2, 3, 4], True)
    second = await post.page(cursor=first.next, size=4)
    assert ([each.sequence for each in second.alerts], second.more) == ([5, 6], False)
    third = await post.page(cursor=second.next, size=4)
    assert (third.alerts, third.more, third.next) == ((), False, second.next)
    exact = await post.page(cursor=first.next, size=2)
    assert (len(exact.alerts), exact.more) == (2, False)
    with pytest.raises(InvalidArgument):
        await post.page(size=201)


@pytest.mark.parametrize("field", ["epoch", "sequence"])
async def test_a_cursor_says_which_part_of_it_does_not_hold(post: Post, field: str) -> None:
    await post.watch()
    post.records.shown = [WHOLE]
    cursor = (await post.page()).next
    assert cursor is not None
    assert (await post.page(cursor=cursor)).alerts == ()
    broken = replace(cursor, epoch=1) if field == "epoch" else replace(cursor, sequence=2)
    with pytest.raises(CursorInvalid) as refused:
        await post.page(cursor=broken)
    assert [each.field for each in refused.value.violations] == [f"cursor.{field}"]


async def test_a_question_is_asked_again_at_each_reading(post: Post) -> None:
    """Of the link graph and not of the records; who may not ask it now keeps numbers, and is told nothing."""
    made = await post.send(WatchRequest("watch-01", None, NOW + DAY, question=QUESTION))
    assert made.question == QUESTION
    assert (await post.app.list(post.inquiry(PUNJAB))).watches == (made,)
    assert await post.alerts() == ()
    row = Match("evidence feeds/7/row", "feeds/7/row", FIA, "feeds/7/row", "")
    post.questions.found = [row]
    assert await post.alerts() == (Alert(1, made.id, NOW, FIA, "feeds/7/row"),)
    assert post.trail.records == ["feeds/7/row"]
    assert post.questions.asked == [(QUESTION, post.registry, DEADLINE)] * 2
    assert post.records.looked == []
    post.questions.refuses = {PUNJAB.officer}
    assert await post.alerts() == (Alert(1),)


async def test_a_question_that_may_not_be_asked_is_not_watched(post: Post) -> None:
    request = WatchRequest("watch-01", None, NOW + DAY, question=QUESTION)
    post.questions.refuses = {PUNJAB.officer}
    with pytest.raises(PolicyDenied):
        await post.send(request)
    post.questions.refuses, post.records.barred = set(), {PUNJAB.officer}
    with pytest.raises(PolicyDenied):
        await post.send(request)
    post.records.barred = set()
    assert (await post.app.list(post.inquiry(PUNJAB))).watches == ()


async def test_where_no_link_graph_is_served_no_question_is_watched(post: Post) -> None:
    await post.send(WatchRequest("watch-01", None, NOW + DAY, question=QUESTION))
    without = post.opened.over(post.records)
    again = WatchRequest("watch-02", None, NOW + DAY, question=QUESTION)
    with pytest.raises(InvalidArgument) as refused:
        await without.watch(post.inquiry(PUNJAB), again, Signed(b"", b"", b""))
    assert [each.rule for each in refused.value.violations] == ["served"]
    assert (await without.alerts(post.inquiry(PUNJAB), ListAlertsRequest(), post.registry, DEADLINE)).alerts == ()


async def test_persons_and_cases_are_counted_apart(post: Post) -> None:
    for number in range(MAX_WIDE):
        await post.send(WatchRequest(f"watch-{number:02d}", None, NOW + DAY, person=f"{RECORD}-{number}"))
    with pytest.raises(TooManyWatches):
        await post.send(WatchRequest("watch-case", None, NOW + DAY, cited_case=True))
    await post.send(WatchRequest("watch-record", None, NOW + DAY, record=RECORD))
    assert await post.alerts() == ()
    assert post.records.looked[-1] == Subject(record=RECORD)


async def test_desks_are_told_to_both_and_noted_once(post: Post) -> None:
    ours, theirs = await post.watch(offer=True), await post.watch(who=KARACHI, offer=True)
    assert await post.alerts() == ()
    assert post.trail.alarms == []
    (met,) = await post.alerts(KARACHI)
    assert post.trail.alarms == [MET]
    desk = post.registry.agencies[POLICE].desk
    assert met.desk is not None
    assert (met.owner, met.desk.name, met.desk.phone, met.desk.email) == (POLICE, desk.name, desk.phone, desk.email)
    assert (met.watch, met.told_ms) == (theirs.id, NOW - NOW % DAY)
    (other,) = await post.alerts()
    assert (other.watch, other.owner, post.trail.alarms) == (ours.id, SINDH, [])


@pytest.mark.parametrize("agency", [POLICE, SINDH])
async def test_who_is_barred_at_a_reading_is_told_nothing_and_told_to_nobody(post: Post, agency: str) -> None:
    await post.watch(offer=True)
    await post.watch(who=KARACHI, offer=True)
    post.records.silent = {agency}
    for who in (PUNJAB, KARACHI, PUNJAB):
        assert await post.alerts(who) == ()
    post.records.silent = set()
    await post.alerts()
    assert [len(await post.alerts(who)) for who in (KARACHI, PUNJAB)] == [1, 1]


async def test_who_is_barred_since_keeps_the_number_alone(post: Post) -> None:
    await post.watch(offer=True)
    await post.watch(who=KARACHI, offer=True)
    await post.alerts()
    await post.alerts(KARACHI)
    post.records.silent = {POLICE}
    assert await post.alerts() == (Alert(1),)
    assert [each.owner for each in await post.alerts(KARACHI)] == [POLICE], "what was told stays told"


async def test_a_desk_of_who_is_no_member_any_more_is_none(post: Post) -> None:
    await post.watch(offer=True)
    await post.watch(who=KARACHI, offer=True)
    await post.alerts()
    await post.alerts(KARACHI)
    left = replace(post.registry, agencies={FIA: post.registry.agencies[FIA]})
    post.registry = left
    assert await post.alerts() == (Alert(1),)


async def test_offers_are_counted_apart_and_end_after_a_week(post: Post) -> None:
    for number in range(MAX_OF_FEED):
        await post.watch(f"watch-{number:02d}", number=cnic(number), offer=True)
    with pytest.raises(TooManyWatches):
        await post.watch("watch-xx", offer=True)
    await post.alerts()
    post.now_ms += WILLING_MS
    await post.watch("watch-of-theirs", KARACHI, cnic(1), offer=True)
    assert await post.alerts(KARACHI) == ()
