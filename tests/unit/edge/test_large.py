"""A body that is too large: a signed answer and an entry, unless it is so large that gRPC ends the call."""

from __future__ import annotations

import pytest

from services.client.errors import Unproven
from services.edge.body import MESSAGE_LIMIT
from services.edge.serve import RECEIVE_LIMIT
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, running
from tests.fakes.raw_caller import calling
from tests.unit.edge.answers import reason_of


@pytest.mark.parametrize("method", [INLINE, ALONE, WRITE])
async def test_just_past_the_limit_is_refused_under_signature(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for size in (MESSAGE_LIMIT + 1, RECEIVE_LIMIT):
            answer = await caller.proven(caller.ask(method, b"x" * size, token=live.token()))
            assert reason_of(answer) == "MESSAGE_TOO_LARGE"
            entry = hub.log.opened(answer.header.audit_index)
            assert (entry.kind, entry.reason) == ("REFUSAL", "MESSAGE_TOO_LARGE")
        assert hub.ran == []


async def test_as_large_as_the_limit_is_read() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        answer = await caller.proven(caller.ask(INLINE, b"x" * MESSAGE_LIMIT, token=live.token()))
        assert answer.body == b"answer to " + b"x" * MESSAGE_LIMIT


async def test_far_past_it_nothing_is_proven_and_the_next_call_is_answered() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        with pytest.raises(Unproven):
            await caller.proven(caller.ask(INLINE, b"x" * (RECEIVE_LIMIT + 1), token=live.token()))
        assert hub.ran == []
        assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body == b"answer to question"
