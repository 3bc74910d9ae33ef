"""A version is shown only where what it was and what the record is now both allow it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import NotFound
from services.records.wire import decode
from services.values.records import CaseReference, ListVersionsResponse, RecordVersion
from tests.fakes.record_maker import CNIC, FIA, POLICE, SINDH, case_file, cnic, fir, following, party, person
from tests.fakes.records_node import NOW_MS, Node, caller, keeper

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
ASKER = caller(FIA, "fia-1", case_key="FIA/LAHORE/AHTC/7/2024")
ASKERS = case_file("asker", agency=FIA, officers=("fia-1",), case_references=(replace(fir(), key=ASKER.case_key),))
WOMAN = person(cnic(21), name="Daniya")
THEN = party("one", role="VICTIM", subject=WOMAN)
NOW = following(THEN, role="ACCUSED")

OF_SINDH = CaseReference("FIR", "SD/KARACHI/CLIFTON/88/2020")


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def listed(node: Node, who: Caller, name: str = THEN.record_name, **more: Any) -> list[int]:
    return [decode(RecordVersion, each.version).version for each in versions(node, who, name, **more).versions]


def versions(node: Node, who: Caller, name: str, **more: Any) -> ListVersionsResponse:
    return asyncio.run(node.versions(who, name, **more))


def as_of(node: Node, who: Caller, at: int, name: str = THEN.record_name) -> bytes:
    found = asyncio.run(node.record(who, name, as_of_recorded_ms=at)).version
    assert found is not None
    return found.version


def timeline(node: Node, who: Caller, number: str = cnic(21), **more: Any) -> list[str]:
    return [line.version for line in asyncio.run(node.history(who, number, **more)).timeline]


@pytest.fixture
def turned(node: Node) -> Node:
    """A victim of whom her own agency makes an accused a day later."""
    put(node, case_file(), ASKERS, THEN)
    node.now_ms += DAY_MS
    put(node, NOW)
    return node


def test_the_victims_version_stays_hidden_when_the_week_is_over(turned: Node) -> None:
    turned.now_ms += WEEK_MS
    assert listed(turned, ASKER) == [2]
    assert decode(RecordVersion, as_of(turned, ASKER, turned.now_ms)).role == "ACCUSED"
    with pytest.raises(NotFound):
        as_of(turned, ASKER, NOW_MS)
    before = asyncio.run(turned.history(ASKER, cnic(21), as_of_recorded_ms=NOW_MS))
    nobody = asyncio.run(turned.history(ASKER, cnic(29), as_of_recorded_ms=NOW_MS))
    assert before.later == 1, "the accused's version, which is shown today and came later"
    assert replace(before, later=0) == nobody, "not even the papers of her case"
    assert [name.split("/")[3] for name in timeline(turned, ASKER)][-1] == "one"


def test_others_learn_of_the_turn_after_a_week(turned: Node) -> None:
    turned.now_ms += WEEK_MS - 1
    for number in (cnic(21), cnic(29)):
        assert asyncio.run(turned.search(ASKER, number)) == asyncio.run(turned.search(ASKER, cnic(29)))
    assert timeline(turned, ASKER) == []
    with pytest.raises(NotFound):
        listed(turned, ASKER)
    turned.now_ms += 1
    assert listed(turned, ASKER) == [2]
    assert len(asyncio.run(turned.search(ASKER, cnic(21))).matches) == 1
    assert THEN.record_name in {name.rpartition("/versions/")[0] for name in timeline(turned, ASKER)}


def test_a_prepared_answer_ends_with_the_week(turned: Node) -> None:
    assert timeline(turned, ASKER) == []
    turned.now_ms += WEEK_MS
    assert timeline(turned, ASKER)


def test_the_owner_sees_all_of_it_at_once(turned: Node) -> None:
    for who in (keeper(POLICE), caller()):
        assert listed(turned, who) == [1, 2]
        assert decode(RecordVersion, as_of(turned, who, NOW_MS)).role == "VICTIM"


def test_the_turn_is_an_alarm(node: Node) -> None:
    put(node, case_file(), THEN)
    assert not node.trail.alarms
    put(node, NOW)
    assert node.trail.alarms == [f"role-turned:{NOW.name}"]
    put(node, following(NOW, role="SUSPECT"))
    assert node.trail.alarms == [], "the turn is told once"


def test_neither_a_further_version_nor_one_page_shortens_the_week(node: Node) -> None:
    later = following(NOW, valid_from="2020-05-03")
    put(node, case_file(), ASKERS, THEN, NOW)
    node.now_ms += WEEK_MS - 1
    put(node, later)
    with pytest.raises(NotFound):
        listed(node, ASKER)
    node.now_ms += 1
    assert listed(node, ASKER) == [2, 3]


def test_pages_count_what_is_shown(node: Node) -> None:
    third = following(NOW, role="VICTIM")
    fourth = following(third, role="ACCUSED")
    put(node, case_file(), ASKERS, THEN, NOW, third, fourth)
    node.now_ms += WEEK_MS
    first = versions(node, ASKER, THEN.record_name, page_size=1)
    assert [decode(RecordVersion, each.version).version for each in first.versions] == [2]
    second = versions(node, ASKER, THEN.record_name, page_size=1, page_token=first.next_page_token)
    assert [decode(RecordVersion, each.version).version for each in second.versions] == [4]
    assert second.next_page_token == ""


@pytest.mark.parametrize(
    "changes",
    [{"handling": "ORCON"}, {"handling": "H3"}, {"clearance": 3}, {"str_derived": True}],
    ids=["originator", "named-only", "clearance", "str"],
)
def test_nor_what_was_handled_otherwise(node: Node, changes: dict[str, Any]) -> None:
    guarded = party("two", agency=SINDH, subject=person(CNIC), case_references=(OF_SINDH,), **changes)
    open_now = following(guarded, handling="OPEN", clearance=0, str_derived=False)
    put(node, ASKERS, guarded)
    node.now_ms += 1000
    put(node, open_now)
    assert listed(node, ASKER, guarded.record_name) == [2]
    with pytest.raises(NotFound):
        as_of(node, ASKER, NOW_MS, guarded.record_name)
    assert timeline(node, ASKER, CNIC, as_of_recorded_ms=NOW_MS) == []
    assert listed(node, keeper(SINDH), guarded.record_name) == ([2] if "str_derived" in changes else [1, 2])
