"""A missing child who was found by a record: kept with the word of who found them, and told once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Caller
from services.exchange.hits.rows import read, written
from services.exchange.hits.states import Said
from services.values.exchange import ListHitRequestsRequest
from services.vocabulary.hits import HitState
from tests.unit.exchange.hits.desk import HitDesk, asker, recorder
from tests.unit.exchange.hits.made import ASKER, HOUR, NOW, OWNER, RECORD, confirmation, word
from tests.unit.exchange.hits.test_released_elsewhere import damage


async def found(desk: HitDesk, since_ms: int = NOW - 1) -> list[str]:
    return [each.id for each in await desk.opened.requests.children(since_ms, 100)]


async def test_a_child_who_is_found_is_kept_and_whoever_finds_them_is_told_as_of_anybody(desk: HitDesk) -> None:
    adult = await desk.confirm()
    assert await desk.locate(adult) == "LOCATED"
    assert await found(desk) == []
    desk.records.child = True
    child = await desk.confirm()
    assert await desk.locate(child) == "LOCATED"
    (kept,) = await desk.opened.requests.children(NOW - 1, 100)
    assert (kept.id, kept.agency, kept.owner, kept.record) == (child, ASKER, OWNER, RECORD)
    assert await found(desk, NOW) == []


async def test_it_stands_when_the_owner_clears_the_record_and_not_where_it_is_another_child(desk: HitDesk) -> None:
    desk.records.child = True
    for answer, stands in (("CLEARED", True), ("NOT_THIS_PERSON", False)):
        desk.now_ms += HOUR
        id_ = await desk.confirm()
        await desk.locate(id_)
        await desk.answer(id_, answer)
        assert (id_ in await found(desk, desk.now_ms - 1)) is stands


async def test_a_child_who_is_found_by_several_is_told_once_by_the_first_that_stands(desk: HitDesk) -> None:
    """Named attack: nobody crowds another's find out by saying their own again and again."""
    desk.records.child = True
    first, second = await desk.confirm(), await desk.confirm()
    await desk.locate(first)
    desk.now_ms += HOUR
    await desk.locate(second)
    assert await found(desk) == [first]
    assert await desk.opened.requests.children(NOW - 1, 1) != []
    await desk.answer(first, "NOT_THIS_PERSON")
    assert await found(desk) == [second]


async def test_one_request_that_is_damaged_keeps_no_other_child_from_those_who_protect(
    desk: HitDesk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.records.child = True
    first, second = await desk.confirm(), await desk.confirm()
    for each in (first, second):
        await desk.locate(each)
    damage(tmp_path, "hit_request", "number = 1")
    assert await found(desk) == [second]
    assert "left out, 1" in caplog.text


async def test_one_that_is_said_twice_is_kept_once_and_as_it_was_then(desk: HitDesk) -> None:
    """What the record seeks is judged when the child is found: once it is cleared it seeks nobody."""
    desk.records.child = True
    id_ = await desk.confirm()
    await desk.locate(id_)
    desk.records.child = False
    desk.now_ms += HOUR
    await desk.answer(id_, "CLEARED")
    (kept,) = await desk.opened.requests.children(NOW - 1, 100)
    assert kept.child_ms == NOW


async def test_of_an_erased_record_nothing_is_told(desk: HitDesk) -> None:
    desk.records.child = True
    await desk.locate(await desk.confirm())
    await desk.opened.requests.erase([RECORD])
    assert await found(desk) == []


async def test_the_name_of_a_find_is_not_that_of_its_request(desk: HitDesk) -> None:
    id_, other = await desk.confirm(), await desk.confirm()
    names = [desk.opened.requests.find(each) for each in (id_, other, id_)]
    assert names[0] == names[2] != names[1]
    assert id_ not in names
    assert {len(each) for each in names} == {22}


@pytest.mark.parametrize("who", [asker("fia-1043"), recorder()], ids=["another officer", "the owner"])
async def test_whoever_reads_the_request_reads_nothing_of_it(desk: HitDesk, who: Caller) -> None:
    """A request by which a child was found is shown as any other."""
    for child in (False, True):
        desk.records.child = child
        await desk.locate(await desk.confirm())
    page = await desk.app.queue.list(desk.asked(who), ListHitRequestsRequest(answered=True))
    one, other = (replace(each, id="") for each in page.requests)
    assert one == other


WORDS = st.lists(st.sampled_from([HitState.VALID, HitState.LOCATED, HitState.CLEARED, HitState.NOT_THIS_PERSON]))


@given(WORDS, st.booleans())
def test_a_find_stands_exactly_while_the_last_word_does_not_deny_it(words: list[HitState], child: bool) -> None:
    said = [
        word(each, NOW + number)._replace(child=child and each == HitState.LOCATED) for number, each in enumerate(words)
    ]
    request = confirmation(*said)
    stands = bool(words) and words[-1] in (HitState.LOCATED, HitState.CLEARED) and HitState.LOCATED in words
    assert bool(request.child_ms) == (stands and child)
    assert read(written(request)) == request


def test_a_word_that_was_kept_before_is_of_no_child() -> None:
    request = confirmation(word(HitState.LOCATED))
    old = written(request).replace(", false]", "]")
    assert old != written(request)
    assert read(old) == request
    assert read(old).said == (Said(HitState.LOCATED, NOW, OWNER, "sd-3090"),)
