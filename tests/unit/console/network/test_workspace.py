"""A chart while it is worked on, and opened again: by its maker as it was, by another as what they themselves may see."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from services.console.network.acts import Arranged, Asked, Filtered, Grouped, Hidden, History
from services.console.network.columns import plain
from services.console.network.filters import Filter
from services.console.network.saved import read, written
from services.console.network.workspace import QUESTIONS, ChartFull, Workspace, opened_by_another, reopened
from services.draw.network.chart import spot_id
from services.values.network import ExpandRequest, ExpandResponse, NodeKey, QuestionRequest
from tests.unit.console.network.sample import (
    ACCUSED,
    ANSWERS,
    CNIC,
    CODES,
    EXPAND,
    OTHER_ACCOUNT,
    PATHS,
    PHONE,
    SAME_VICTIM,
    VICTIM,
    VICTIM_PHONE,
    Hub,
)

OF_PHONE = ExpandRequest(start=(PHONE,))
OF_VICTIM = ExpandRequest(start=(VICTIM,))
MORE = {**ANSWERS, OF_PHONE: ANSWERS[EXPAND], OF_VICTIM: ANSWERS[EXPAND]}


def page(workspace: Workspace) -> str:
    """All that a browser gets of a chart, letter by letter."""
    workspace.codes = CODES
    return json.dumps([plain(workspace.view(language)) for language in ("", "ur")]) + repr(workspace.view())


async def made(hub: Hub, *questions: QuestionRequest) -> Workspace:
    found = Workspace(codes=CODES)
    for question in questions:
        await found.ask(question, hub)
    return found


def test_what_is_there_does_not_move_when_more_is_asked() -> None:
    async def work() -> None:
        hub = Hub()
        found = await made(hub, EXPAND)
        before = {node.spot: (node.x, node.y) for node in found.view().nodes}
        assert len(before) > 5
        answer = await found.ask(PATHS, hub)
        after = {node.spot: (node.x, node.y) for node in found.view().nodes}
        assert after.items() >= before.items()
        assert spot_id(OTHER_ACCOUNT) in after
        assert answer.answer
        assert hub.asked == [EXPAND, PATHS]

    asyncio.run(work())


def test_steps_back_and_on_ask_nothing() -> None:
    async def work() -> None:
        hub = Hub()
        found = await made(hub, EXPAND)
        one = page(found)
        await found.ask(PATHS, hub)
        found.arrange()
        both = page(found)
        found.undo()
        found.undo()
        assert page(found) == one
        found.redo()
        found.redo()
        assert page(found) == both
        assert len(hub.asked) == 2

    asyncio.run(work())


def test_a_question_that_is_refused_changes_nothing() -> None:
    async def work() -> None:
        found = await made(Hub(), EXPAND)
        before = found.history
        with pytest.raises(KeyError):
            await found.ask(OF_PHONE, Hub({}))
        assert found.history == before

    asyncio.run(work())


def test_a_chart_has_so_many_questions_and_no_more() -> None:
    async def work() -> None:
        many = [ExpandRequest(start=(NodeKey("PHONE", str(at)),)) for at in range(QUESTIONS + 1)]
        hub = Hub(dict.fromkeys(many, ExpandResponse(answer=ANSWERS[EXPAND].answer)))
        found = await made(hub, *many[:-1])
        with pytest.raises(ChartFull):
            await found.ask(many[-1], hub)
        assert len(hub.asked) == QUESTIONS

    asyncio.run(work())


def test_its_maker_finds_it_as_it_was_and_every_question_is_asked_again() -> None:
    async def work() -> None:
        hub = Hub()
        found = await made(hub, EXPAND, PATHS)
        found.do(Filtered(Filter("agency", "pk.fia")), Grouped(False), Arranged(((spot_id(PHONE), 3.0, 4.0),)))
        again = await reopened(read(written(found.history)), hub)
        assert page(again) == page(found)
        assert hub.asked == [EXPAND, PATHS] * 2
        again.undo()
        found.undo()
        assert page(again) == page(found)

    asyncio.run(work())


HIDDEN = {
    "a victim and all of theirs": (VICTIM, SAME_VICTIM, VICTIM_PHONE, CNIC),
    "a phone": (PHONE,),
    "an account": (OTHER_ACCOUNT,),
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_another_sees_the_chart_as_if_the_hidden_part_had_never_been(hidden: tuple[NodeKey, ...]) -> None:
    """Byte by byte: their page of a chart made with it, and of one made by somebody who saw no more than they do."""

    async def work() -> None:
        reader = Hub(MORE, *hidden)
        full, bare = Workspace(codes=CODES), Workspace(codes=CODES)
        for question in (EXPAND, PATHS, OF_PHONE, OF_VICTIM):
            await full.ask(question, Hub(MORE))
            await bare.ask(question, reader)
        full.do(
            *(Arranged(((spot_id(key), 5.0, 5.0),)) for key in hidden),
            Hidden(spot_id(hidden[0])),
            Hidden(spot_id(CNIC)),
        )
        bare.do(Hidden(spot_id(CNIC)))
        one = await opened_by_another(read(written(full.history)), reader)
        other = await opened_by_another(read(written(bare.history)), reader)
        assert page(one) == page(other)
        assert one.state == other.state
        assert not [key for key in hidden if key.id in page(one)]
        assert spot_id(ACCUSED) in {node.spot for node in one.view().nodes}

    asyncio.run(work())


def test_the_page_would_differ_if_places_were_taken_over() -> None:
    """That the test above compares something: the maker's own places tell of what is hidden."""

    async def work() -> None:
        reader = Hub(ANSWERS, PHONE)
        full = await made(Hub(), EXPAND, PATHS)
        bare = await made(reader, EXPAND, PATHS)
        assert page(await reopened(full.history, reader)) != page(await reopened(bare.history, reader))

    asyncio.run(work())


def test_another_cannot_step_back_into_what_the_maker_did() -> None:
    async def work() -> None:
        full = await made(Hub(), EXPAND, PATHS)
        found = await opened_by_another(full.history, Hub())
        before = page(found)
        found.undo()
        assert page(found) == before
        assert found.history.acts == ()
        assert {node.spot for node in found.view().nodes} == {
            node.spot for node in full.view().nodes if not node.spot.startswith("STUB")
        }

    asyncio.run(work())


def test_an_empty_chart_opens() -> None:
    found = asyncio.run(opened_by_another(History(), Hub()))
    assert found.view().nodes == ()
    assert asyncio.run(reopened(History().do(Asked(EXPAND)), Hub())).view().nodes
    assert replace(found.state) == History().state
