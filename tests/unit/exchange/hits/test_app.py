"""Who may ask an owner, who may answer, what each sees, and what is done once however often it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, NotFound, PolicyDenied
from services.exchange import wire
from services.exchange.desk.errors import OutOfOrder, RequestIdReused, TooManyWaiting
from services.exchange.hits.app import MAX_WAITING
from services.values.exchange import ConfirmHitRequest, HitRequest, ListHitRequestsRequest, RequestReleaseRequest
from services.vocabulary.hits import HitState
from tests.unit.exchange.hits.desk import HANDLE, HIDDEN, HitDesk, asker, auditor, recorder, releasing
from tests.unit.exchange.hits.made import ASKER, DAY, HOUR, MINUTE, NOW, OWNER, RECORD


async def listed(desk: HitDesk, who: Caller | None = None, *, answered: bool = False) -> list[HitRequest]:
    request = ListHitRequestsRequest(answered=answered)
    return list((await desk.app.queue.list(desk.asked(who or asker()), request)).requests)


async def test_a_hit_is_asked_about_answered_and_cleared(desk: HitDesk) -> None:
    id_ = await desk.confirm()
    (waiting,) = await listed(desk, recorder())
    assert (waiting.id, waiting.record, waiting.state) == (id_, RECORD, "WAITING")
    assert waiting.due_ms == NOW + 10 * MINUTE
    assert await desk.answer(id_, "VALID") == "VALID"
    assert await listed(desk, recorder()) == []
    assert [each.state for each in await listed(desk, recorder(), answered=True)] == ["VALID"]
    assert await desk.locate(id_) == "LOCATED"
    assert [each.state for each in await listed(desk, recorder())] == ["LOCATED"]
    assert await desk.answer(id_, "CLEARED") == "CLEARED"
    assert [each.state for each in await listed(desk)] == ["CLEARED"]


async def test_the_owner_learns_officer_agency_case_and_desk_and_nothing_more(desk: HitDesk) -> None:
    await desk.confirm()
    (told,) = await listed(desk, recorder())
    assert told.asker is not None
    assert told.asker.case is not None
    assert told.asker.desk is not None
    assert (told.asker.agency, told.asker.officer, told.asker.case.key) == (ASKER, "fia-1042", "FIA/LAHORE/AHTC/7/2024")
    raw = wire.encode(told)
    for word in (b"INVESTIGATE", b"CRPC", b"HISTORY", b"INVESTIGATOR"):
        assert word not in raw


async def test_after_a_silence_the_escalation_desk_is_named_and_oversight_sees_it(desk: HitDesk) -> None:
    await desk.confirm()
    (before,) = await listed(desk)
    owner = desk.registry.agencies[OWNER]
    assert before.desk is not None
    assert before.desk.name == owner.desk.name
    assert await listed(desk, auditor()) == []
    desk.now_ms += 10 * MINUTE
    (late,) = await listed(desk)
    assert late.desk is not None
    assert (late.state, late.escalation, late.desk.name) == ("UNCONFIRMED", "DESK", owner.escalation.name)
    assert await listed(desk, auditor()) == []
    desk.now_ms += 10 * MINUTE
    (told,) = await listed(desk, auditor())
    assert (told.state, told.escalation, told.record) == ("UNCONFIRMED", "OVERSIGHT", RECORD)
    assert await desk.answer(told.id, "NOT_VALID") == "NOT_VALID"
    assert await listed(desk, auditor()) == []


async def test_who_knows_of_a_bare_hit_alone_is_told_no_record_until_it_is_released(desk: HitDesk) -> None:
    desk.records.bare = True
    await desk.confirm(handle=HANDLE)
    id_ = await desk.release()
    assert [each.record for each in await listed(desk)] == ["", ""]
    assert desk.trail.records == []
    assert await desk.decide(id_, "GRANTED", DAY) == "GRANTED"
    assert [each.record for each in await listed(desk)] == ["", RECORD]
    assert desk.trail.records == [RECORD], "the log knows whose record was named"
    desk.now_ms += DAY
    ended = [(each.record, each.state) for each in await listed(desk)]
    assert ended == [("", "UNCONFIRMED"), ("", "ENDED")]


async def test_a_release_holds_for_that_officer_case_and_record_alone(desk: HitDesk) -> None:
    id_ = await desk.release()
    until, now = desk.opened.requests.until, desk.now_ms
    assert await until(asker(), [RECORD], now) == {}
    await desk.decide(id_, "GRANTED", DAY)
    for asked in ([RECORD], [RECORD + "-2", RECORD]):
        assert await until(asker(), asked, now) == {RECORD: now + DAY}
    assert await until(asker(), [RECORD], now + DAY - 1) == {RECORD: now + DAY}
    assert await until(asker(), [RECORD], now + DAY) == {}
    others = asker("fia-1043"), asker(case="FIA/LAHORE/AHTC/8/2024"), asker(agency="pk.customs")
    assert [await until(one, [RECORD], now) for one in others] == [{}] * 3
    assert await until(asker(), [RECORD + "-2"], now) == await until(asker(), [], now) == {}
    await desk.decide(id_, "REFUSED")
    assert await until(asker(), [RECORD], now) == {}


async def test_of_two_releases_of_one_record_the_longer_holds(desk: HitDesk) -> None:
    longer, shorter = await desk.release(), await desk.release()
    await desk.decide(longer, "GRANTED", 2 * DAY)
    await desk.decide(shorter, "GRANTED", DAY)
    assert await desk.opened.requests.until(asker(), [RECORD], desk.now_ms) == {RECORD: desk.now_ms + 2 * DAY}
    await desk.decide(longer, "REFUSED")
    assert await desk.opened.requests.until(asker(), [RECORD], desk.now_ms) == {RECORD: desk.now_ms + DAY}


async def test_another_officer_by_whom_the_record_was_found_is_told_to_who_sees_the_record(desk: HitDesk) -> None:
    await desk.locate(await desk.confirm())
    desk.now_ms += 5
    desk.records.shown.add("pk.customs")
    other = asker("cu-1", agency="pk.customs")

    async def located_ms() -> int:
        request = ConfirmHitRequest(desk.new_id(), RECORD, "", "ROUTINE", ("IN_FORCE",))
        return (await desk.app.hits.confirm(desk.asked(other), request)).located_ms

    assert await located_ms() == NOW
    desk.records.bare = True
    assert await located_ms() == 0


Attempt = Callable[[HitDesk, str, str], Awaitable[object]]
STRANGERS: dict[str, Attempt] = {
    "confirm-on-a-hidden-record": lambda desk, _, __: desk.confirm(asker("cu-1", agency="pk.customs")),
    "confirm-on-an-absent-record": lambda desk, _, __: desk.confirm(record=RECORD + "-2"),
    "confirm-by-another's-handle": lambda desk, _, __: desk.confirm(handle="forged"),
    "answer-by-a-stranger": lambda desk, id_, _: desk.answer(id_, "VALID", recorder("pk.punjab-police")),
    "answer-by-the-asker's-agency": lambda desk, id_, _: desk.answer(id_, "VALID", recorder(ASKER)),
    "answer-to-no-request": lambda desk, id_, _: desk.answer(id_ + "x", "VALID"),
    "answer-to-a-release": lambda desk, _, release: desk.answer(release, "VALID"),
    "locate-by-who-did-not-ask": lambda desk, id_, _: desk.locate(id_, asker("cu-1", agency="pk.customs")),
    "locate-in-another-case": lambda desk, id_, _: desk.locate(id_, asker(case="FIA/LAHORE/AHTC/8/2024")),
    "locate-a-release": lambda desk, _, release: desk.locate(release),
    "decide-by-a-stranger": lambda desk, _, release: desk.decide(
        release, "GRANTED", DAY, recorder(ASKER, "RELEASE_OFFICER")
    ),
    "decide-a-confirmation": lambda desk, id_, _: desk.decide(id_, "REFUSED"),
}


@pytest.mark.parametrize("case", STRANGERS)
async def test_what_is_not_theirs_looks_absent(desk: HitDesk, case: str) -> None:
    id_, release = await desk.confirm(), await desk.release()
    with pytest.raises(NotFound):
        await STRANGERS[case](desk, id_, release)
    assert [each.said_ms for each in await listed(desk)] == [0, 0], "nothing was said"


async def test_who_may_no_longer_know_of_the_record_neither_sees_nor_locates(desk: HitDesk) -> None:
    id_ = await desk.confirm()
    await desk.answer(id_, "VALID")
    desk.records.shown.clear()
    assert await listed(desk) == []
    with pytest.raises(NotFound):
        await desk.locate(id_)


async def test_nobody_answers_or_learns_of_what_is_about_their_own(desk: HitDesk) -> None:
    id_, release = await desk.confirm(), await desk.release()
    desk.records.kin.add(recorder().officer)
    assert await listed(desk, recorder()) == []
    for attempt in (desk.answer(id_, "NOT_VALID"), desk.decide(release, "REFUSED")):
        with pytest.raises(NotFound):
            await attempt


async def test_to_answer_and_to_release_needs_the_role_for_it(desk: HitDesk) -> None:
    id_, release = await desk.confirm(), await desk.release()
    with pytest.raises(PolicyDenied):
        await desk.answer(id_, "VALID", replace(asker(), agency=OWNER))
    with pytest.raises(PolicyDenied):
        await desk.decide(release, "GRANTED", DAY, recorder())


async def test_an_entry_in_force_is_not_cleared_by_a_word(desk: HitDesk) -> None:
    id_ = await desk.confirm()
    await desk.locate(id_)
    desk.records.entry = True
    with pytest.raises(OutOfOrder):
        await desk.answer(id_, "CLEARED")
    assert [each.state for each in await listed(desk, recorder())] == [HitState.LOCATED]


async def test_a_release_past_30_days_is_refused(desk: HitDesk) -> None:
    release = await desk.release()
    with pytest.raises(OutOfOrder):
        await desk.decide(release, "GRANTED", 30 * DAY + 1)
    assert await desk.decide(release, "GRANTED", 30 * DAY) == "GRANTED"


async def test_the_same_request_id_is_the_same_request(desk: HitDesk) -> None:
    id_ = await desk.confirm(request_id="confirm-once")
    assert await desk.confirm(request_id="confirm-once") == id_
    with pytest.raises(RequestIdReused):
        await desk.confirm(request_id="confirm-once", handle=HANDLE)
    assert await desk.confirm(asker("fia-1043"), request_id="confirm-once") != id_, "another officer's ids are theirs"
    await desk.answer(id_, "NEEDS_TIME", request_id="answer-once", until_ms=NOW + HOUR)
    await desk.answer(id_, "VALID")
    said = await desk.answer(id_, "NEEDS_TIME", request_id="answer-once", until_ms=NOW + HOUR)
    assert said == "VALID", "it was said already, and is not said again"
    desk.records.shown.clear()
    with pytest.raises(NotFound):
        await desk.confirm(request_id="confirm-once")


async def test_pages_go_on_where_the_last_one_ended(desk: HitDesk) -> None:
    made = [await desk.confirm() for _ in range(5)]
    found: list[str] = []
    token = ""
    for _ in range(3):
        page = await desk.app.queue.list(desk.asked(asker()), ListHitRequestsRequest(2, token))
        found += [each.id for each in page.requests]
        token = page.next_page_token
    assert (found, token) == (made, "")


@pytest.mark.parametrize("hidden", [1, 2, 3])
async def test_hidden_requests_neither_shorten_a_page_nor_make_a_further_one(desk: HitDesk, hidden: int) -> None:
    """The pages are those of an officer in whose case the hidden requests were never made."""
    made = [await desk.confirm() for _ in range(2)]
    for _ in range(hidden):
        await desk.confirm(record=HIDDEN)
    last = await desk.confirm()
    desk.records.gone.add(HIDDEN)
    first = await desk.app.queue.list(desk.asked(asker()), ListHitRequestsRequest(2))
    assert [each.id for each in first.requests] == made
    second = await desk.app.queue.list(desk.asked(asker()), ListHitRequestsRequest(2, first.next_page_token))
    assert ([each.id for each in second.requests], second.next_page_token) == ([last], "")
    whole = await desk.app.queue.list(desk.asked(asker()), ListHitRequestsRequest(3))
    assert ([each.id for each in whole.requests], whole.next_page_token) == ([*made, last], "")


async def test_an_asker_sees_their_own_case_alone(desk: HitDesk) -> None:
    await desk.confirm()
    assert await listed(desk, asker(case="FIA/LAHORE/AHTC/8/2024")) == []
    assert await listed(desk, asker("cu-1", agency="pk.customs")) == []
    assert len(await listed(desk, asker("fia-1043"))) == 1, "a colleague in the same case"


async def test_a_release_is_asked_for_by_a_hit_alone(desk: HitDesk) -> None:
    with pytest.raises(InvalidArgument):
        await desk.app.hits.request_release(
            desk.asked(releasing(asker())), RequestReleaseRequest(desk.new_id(), "", "PRIORITY")
        )


async def test_what_was_asked_about_an_erased_record_is_gone_from_the_file(desk: HitDesk) -> None:
    id_, release = await desk.confirm(), await desk.release()
    await desk.decide(release, "GRANTED", DAY)
    requests = desk.opened.requests
    assert await requests.erase([RECORD + "-2"]) == 0
    assert [await requests.erase([RECORD]) for _ in range(2)] == [2, 2]
    assert await requests.get(id_) is None
    assert await requests.until(asker(), [RECORD], desk.now_ms) == {}
    desk.now_ms += DAY
    for who in (asker(), recorder(), auditor()):
        assert await listed(desk, who, answered=True) == []
    with pytest.raises(NotFound):
        await desk.answer(id_, "VALID")


async def test_a_request_that_was_erased_is_not_answered_again(desk: HitDesk) -> None:
    await desk.confirm(request_id="confirm-once")
    await desk.opened.requests.erase([RECORD])
    with pytest.raises(NotFound):
        await desk.confirm(request_id="confirm-once")


async def test_an_owners_queue_is_not_filled_by_one_case(desk: HitDesk) -> None:
    """As many as may wait for one owner; a repeat is no new one, and an answer makes room. Another case is not held up."""
    waiting = [await desk.confirm(request_id=f"request-{number}") for number in range(MAX_WAITING)]
    with pytest.raises(TooManyWaiting):
        await desk.confirm(request_id="one-too-many")
    assert await desk.confirm(request_id="request-0") == waiting[0]
    await desk.confirm(replace(asker(), case_key="FIA/LAHORE/AHTC/8/2024"), request_id="another-case")
    await desk.answer(waiting[0], "VALID")
    await desk.confirm(request_id="one-too-many")
    with pytest.raises(TooManyWaiting):
        await desk.confirm(request_id="two-too-many")
