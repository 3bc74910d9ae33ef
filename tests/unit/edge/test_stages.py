"""The stages of a call: each stands once, in the order that the protocol states, and the chain runs them in it.

A call that is wrong in everything from one stage on is told of that stage. Where two neighbours are swapped, it is not:
so each order is held, and the holding of it is tried as well.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from audit.client import Item
from services.access.errors import NotFound
from services.edge import chain, stages
from services.edge.body import MESSAGE_LIMIT
from services.edge.call import Call
from services.edge.stages import AUTHENTICATED, CHANGE, CHANGED, COHORT, HANDLER, READ, UNAUTHENTICATED, Stage
from services.signing.cohort import sign_header
from services.signing.es256 import PublicKey
from services.signing.signer import Signer
from tests.fakes import live
from tests.fakes.hub import CLASSED, INLINE, WRITE, Hub, running
from tests.fakes.raw_caller import Metadata, RawCaller, calling
from tests.unit.edge.answers import reason_of
from tests.unit.protocol.document import made, page

IN_TURN: Final[tuple[Stage[Any], ...]] = (*UNAUTHENTICATED, *AUTHENTICATED, *stages.ARRIVAL, *COHORT)
CHECKS: Final = [stage.name for stage in IN_TURN]
TOLD: Final = {
    "method": "METHOD_UNKNOWN",
    "slot": "TOO_BUSY",
    "deadline": "DEADLINE_REQUIRED",
    "message": "MESSAGE_TOO_LARGE",
    "registry": "REGISTRY_STALE",
    "body": "BODY_MISMATCH",
    "token": "TOKEN_INVALID",
    "approver token": "APPROVER_INVALID",
    "query class": "PURPOSE_UNFIT",
}
GROUPS: Final = ["UNAUTHENTICATED", "AUTHENTICATED", "COHORT"]


def test_each_stage_stands_once_in_its_way() -> None:
    for way in ([*CHECKS, *names(HANDLER, *READ)], [*CHECKS, *names(*CHANGE, *CHANGED)]):
        assert len(way) == len(set(way))
    every: tuple[Stage[Any], ...] = (*IN_TURN, *READ, *CHANGE)
    runs = [stage.run for stage in every]
    assert len(runs) == len(set(runs))


def names(*found: Stage[Any]) -> list[str]:
    return [stage.name for stage in found]


def test_the_protocol_states_them_in_this_order() -> None:
    stated = {
        part: re.findall(r"^(\d+)\. \*\*([a-z ]+)\*\*", text, re.MULTILINE) for part, text in made(page()).items()
    }
    checks = [*stated["stages.unauthenticated"], *stated["stages.authenticated"]]
    assert [name for _, name in checks] == CHECKS
    assert [name for _, name in stated["stages.read"]] == names(HANDLER, *READ)
    assert [name for _, name in stated["stages.change"]] == names(*CHANGE, *CHANGED)
    for last in ("stages.read", "stages.change"):
        numbers = [int(number) for number, _ in [*checks, *stated[last]]]
        assert numbers == list(range(1, len(numbers) + 1))


def test_every_check_has_its_way_to_be_wrong() -> None:
    assert list(TOLD) == CHECKS[len(UNAUTHENTICATED) :]


@dataclass
class Wrong:
    """A call that is wrong in all that ``stages`` name."""

    hub: Hub
    caller: RawCaller
    stages: frozenset[str]

    async def told(self) -> str:
        """The stage that refused, by its count or by its reason; or the refusal of gRPC itself."""
        if "slot" in self.stages:
            self.hub.edge.slots.share = 0
        question, metadata = self._question()
        timeout = None if "deadline" in self.stages else 5.0
        received, _ = await self.caller.send(question, metadata, timeout=timeout)
        counted = [step for step, count in self.hub.edge.counts.steps.items() if count]
        if counted:
            return counted[0]
        reason = reason_of(received)
        return next((name for name, known in TOLD.items() if known == reason), f"{reason or received.code}")

    def _question(self) -> tuple[Any, Metadata]:
        wrong, now = self.stages, live.now_ms()
        changes: dict[str, Any] = {}
        if "addressee" in wrong:
            changes["audience"] = "pk.nobody"
        if "window" in wrong:
            changes |= {"iat_ms": now - 200_000, "exp_ms": now - 140_000}
        if "key" in wrong:
            changes["kid"] = bytes(32)
        if "registry" in wrong:
            changes["registry_version"] = 9
        method = "/rabta.nobody.v1.Service/Do" if "method" in wrong else CLASSED
        body = bytes(MESSAGE_LIMIT + 1) if "message" in wrong else b"question"
        approver = live.approval(b"another") if "approver token" in wrong else ""
        asked = self.caller.ask(method, body, live.token(), approver, **changes)
        if "header" in wrong:
            header = asked.header + b"\xf8\x07\x01"
            asked = replace(asked, header=header, signature=sign_header(self.caller.key, header))
        if "signature" in wrong:
            asked = replace(asked, signature=asked.signature[:-1] + bytes((asked.signature[-1] ^ 1,)))
        if "body" in wrong:
            asked = replace(asked, body=asked.body[1:] if "message" not in wrong else asked.body[:-1] + b"x")
        if "token" in wrong:
            asked = replace(asked, token=live.token(sub="officer-5"))
        pairs = asked.metadata()
        return asked, [*pairs, pairs[0]] if "metadata" in wrong else pairs


@asynccontextmanager
async def wrong_from(name: str) -> AsyncIterator[Wrong]:
    found = frozenset(CHECKS[CHECKS.index(name) :])
    certificate = live.PUNJAB if "connection" in found else live.FIA
    async with running() as hub, calling(hub.files, hub.port, live.FIA, certificate) as caller:
        yield Wrong(hub, caller, found)


@pytest.mark.parametrize("name", CHECKS)
async def test_a_call_that_is_wrong_from_a_stage_on_is_told_of_that_stage(name: str) -> None:
    async with wrong_from(name) as wrong:
        assert await wrong.told() == name
        assert wrong.hub.ran == []


def neighbours() -> list[tuple[str, int]]:
    return [(group, place) for group in GROUPS for place in range(len(getattr(stages, group)) - 1)]


@pytest.mark.parametrize(("group", "place"), neighbours())
async def test_with_two_neighbours_swapped_it_is_not(group: str, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    swapped = list(getattr(stages, group))
    name = swapped[place].name
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(chain, group, tuple(swapped))
    async with wrong_from(name) as wrong:
        assert await wrong.told() != name


class Noting:
    """A key that says when it signs."""

    def __init__(self, key: Signer, note: Callable[[], None]) -> None:
        self._key, self._note = key, note

    @property
    def kid(self) -> bytes:
        return self._key.kid

    @property
    def spki(self) -> bytes:
        return self._key.spki

    def public(self) -> PublicKey:
        return self._key.public()

    def sign(self, message: bytes) -> bytes:
        self._note()
        return self._key.sign(message)


@asynccontextmanager
async def noted() -> AsyncIterator[tuple[Hub, RawCaller, list[str]]]:
    """A hub that notes its handlers, its log's entries and its signatures as they come."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        seen: list[str] = []

        async def handler(_call: Call, raw: bytes) -> bytes:
            seen.append("handler")
            if raw == b"absent":
                raise NotFound
            return raw

        def entry(_item: Item) -> None:
            seen.append("entry")

        hub.bodies |= dict.fromkeys((INLINE, WRITE), handler)
        hub.log.refuse = entry
        hub.edge.key = Noting(hub.edge.key, lambda: seen.append("signature"))
        yield hub, caller, seen


@pytest.mark.parametrize("body", [b"question", b"absent"])
@pytest.mark.parametrize(
    ("method", "order"),
    [(INLINE, ["handler", "entry", "signature"]), (WRITE, ["entry", "handler", "entry", "signature"])],
)
async def test_handler_entry_and_signature_come_in_their_order(method: str, order: list[str], body: bytes) -> None:
    async with noted() as (hub, caller, seen):
        answer = await caller.proven(caller.ask(method, body=body, token=live.token()))
        assert seen == order
        assert answer.header.audit_index == len(hub.log.leaves) - 1


@pytest.mark.parametrize(
    ("group", "method", "place"), [("READ", INLINE, 0), ("CHANGE", WRITE, 0), ("CHANGE", WRITE, 1)]
)
async def test_swapped_they_do_not(group: str, method: str, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    orders = {INLINE: ["handler", "entry", "signature"], WRITE: ["entry", "handler", "entry", "signature"]}
    swapped = list(getattr(stages, group))
    swapped[place : place + 2] = reversed(swapped[place : place + 2])
    monkeypatch.setattr(chain, group, tuple(swapped))
    async with noted() as (_, caller, seen):
        await caller.send(caller.ask(method, token=live.token()))
        assert seen != orders[method]
