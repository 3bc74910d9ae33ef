"""A kept chart: the same acts again, ids and layout and questions alone, and nothing else is read as one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.network.acts import Act, Arranged, Asked, Filtered, History
from services.console.network.filters import Filter
from services.console.network.saved import BadChart, read, written
from services.values.network import ContactChainRequest, ExpandRequest, Frame, NodeKey, TraceMoneyRequest
from tests.rows import of_rows
from tests.unit.console.network.sample import ACCUSED, EXPAND, NAMES, PATHS, PHONE
from tests.unit.console.network.test_acts import ACTS

MONEY = TraceMoneyRequest(
    Frame(1, 2, 3, 50, ("TRANSFERRED",), (), "ur", ""), NodeKey("ACCOUNT", "IBAN:1"), "FORWARD", 5, 1, 2, 3, 4
)
QUESTIONS = (EXPAND, PATHS, MONEY, ContactChainRequest(None, PHONE, 3, 9), ExpandRequest(start=(ACCUSED, PHONE)))


@given(st.lists(ACTS, max_size=10))
def test_what_was_written_is_read(acts: list[Act]) -> None:
    history = History().do(*acts)
    assert read(written(history)) == history
    assert written(read(written(history))) == written(history)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: type(question).__name__)
def test_each_question_is_itself_again(question: ExpandRequest) -> None:
    assert read(written(History().do(Asked(question)))).state.questions == (question,)


def test_what_was_undone_is_not_kept() -> None:
    history = History().do(Asked(EXPAND), Filtered(Filter("kind", "CALLED"))).undo()
    assert read(written(history)).acts == (Asked(EXPAND),)


def test_nothing_that_the_hub_answered_is_kept() -> None:
    raw = written(History().do(Asked(EXPAND), Asked(PATHS))).decode()
    assert all(name not in raw for name in (*NAMES, "VICTIM", "B2", "feeds/"))
    assert ACCUSED.id in raw


GOOD = json.loads(
    written(
        History().do(
            Asked(EXPAND, (("a", 1.0, 2.0),)), Filtered(Filter("kind", "CALLED")), Arranged((("a", 1.0, 2.0),))
        )
    )
)


def spoiled(change: str) -> object:
    made = json.loads(json.dumps(GOOD))
    asked, filtered, arranged = made["acts"]
    match change:
        case "another form":
            made["form"] = 2
        case "an unknown act":
            asked["act"] = "Deleted"
        case "an unknown question":
            asked["question"]["of"] = "GetHistoryRequest"
        case "an unknown field":
            asked["question"]["paths"] = 1
        case "a field of another type":
            asked["question"]["frame"] = 1.5
        case "a node without an id":
            del asked["question"]["start"][0]["id"]
        case "a number for an id":
            asked["question"]["start"][0]["id"] = 7
        case "an unknown filter":
            filtered["field"] = "person"
        case "a flag that is none":
            filtered["on"] = "yes"
        case "a place that is no number":
            arranged["places"][0][1] = "x"
        case "half a place":
            arranged["places"][0].pop()
        case "no question":
            asked["question"] = []
        case "no places":
            arranged["places"] = {}
        case "no acts":
            del made["acts"]
    return made


CHANGES = (
    "another form", "an unknown act", "an unknown question", "an unknown field", "a field of another type", "a node without an id",
    "a number for an id", "an unknown filter", "a flag that is none", "a place that is no number", "half a place", "no question",
    "no places", "no acts",
)  # fmt: skip


@of_rows("change", CHANGES)
def test_what_is_no_chart_is_refused(change: str) -> None:
    assert read(json.dumps(GOOD).encode())
    assert spoiled(change) != GOOD
    with pytest.raises(BadChart):
        read(json.dumps(spoiled(change)).encode())


@given(st.binary(max_size=60))
def test_bytes_that_are_no_chart_are_refused(raw: bytes) -> None:
    with pytest.raises(BadChart):
        read(raw)


@pytest.mark.parametrize(
    "raw", [b"[]", b"{}", b"null", b"7", b'{"form":1,"acts":7}', b'{"form":1,"acts":[7]}', b"[" * 100_000]
)
def test_json_that_is_no_chart_is_refused(raw: bytes) -> None:
    with pytest.raises(BadChart):
        read(raw)
