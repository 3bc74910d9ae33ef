"""A lying hub, or a proxy between: the client maps whatever binds nobody to UNPROVEN, and keeps what convicts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.access.errors import NotFound
from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.edge import status
from services.signing.es256 import PrivateKey
from tests.e2e.attacks.lying import DETAILS, HEADER, SIGNATURE, Answer, Liar, Lie, lying
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.federation import Pair, outsider, stranger
from tests.e2e.people import INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN, NOBODY
from tests.e2e.world import World

NOT_FOUND = status.details(NotFound())

Use = Callable[[Liar, Channel], Awaitable[None]]


def with_liar(world: World, state: Path, use: Use, pair: Pair | None = None, **changes: Any) -> None:
    """A client whose hub is the liar."""

    async def run() -> None:
        async with lying(world, pair) as liar, Channel(liar.profile(state, **changes), world.clock.now) as channel:
            await use(liar, channel)

    asyncio.run(run())


def unproven(
    world: World, state: Path, lie: Lie, *steps: str, body: bytes | None = None, method: str = HISTORY
) -> None:
    """The lie is told once; the client believes nothing and calls it neither denied nor absent."""

    async def use(liar: Liar, channel: Channel) -> None:
        liar.lie = lie
        with pytest.raises(Unproven) as caught:
            await channel.call(method, history_of(KNOWN) if body is None else body, world.token(INVESTIGATOR))
        assert caught.value.step in steps, caught.value.step

    with_liar(world, state, use)


def hub_key(world: World) -> PrivateKey:
    return PrivateKey.load(world.files.hub.message_key)


# -- something between


def test_honest_proxy(world: World, tmp_path: Path) -> None:
    """Whoever only passes things on is no liar: proven, also a signed refusal and whatever gRPC says besides."""

    async def use(liar: Liar, channel: Channel) -> None:
        exchange = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        assert GetHistoryResponse.FromString(exchange.proven.body).history.timeline
        liar.lie = lambda answer: replace(answer, text="no such record, really")
        with pytest.raises(Refusal, match="INVALID_ARGUMENT"):
            await channel.call(HISTORY, b"\xff", world.token(INVESTIGATOR))

    with_liar(world, tmp_path, use)


def test_answer_altered(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: replace(answer, body=answer.body[:-1] + b"\0"), "body")


def test_answer_emptied(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: replace(answer, body=b""), "body")


def test_answer_extended(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: replace(answer, body=answer.body + b"\0"), "body")


def test_answer_stripped(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: replace(answer, trailing={}), "metadata")


def test_header_stripped(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: answer.told(rabta_hdr_bin=None), "metadata")


def test_signature_stripped(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: answer.told(rabta_sig_bin=None), "metadata")


def test_header_twice(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: replace(answer, more=((HEADER, answer.trailing[HEADER]),)), "metadata")


def test_header_altered(world: World, tmp_path: Path) -> None:
    def lie(answer: Answer) -> Answer:
        header = answer.header
        header.audit_index += 1
        return answer.told(rabta_hdr_bin=header.SerializeToString(deterministic=True))

    unproven(world, tmp_path, lie, "signature")


def test_header_not_canonical(world: World, tmp_path: Path) -> None:
    unproven(
        world, tmp_path, lambda answer: answer.told(rabta_hdr_bin=answer.trailing[HEADER] + b"\xa0\x06\x01"), "header"
    )


def test_signature_altered(world: World, tmp_path: Path) -> None:
    def lie(answer: Answer) -> Answer:
        value = answer.trailing[SIGNATURE]
        return answer.told(rabta_sig_bin=value[:40] + bytes((value[40] ^ 1,)) + value[41:])

    unproven(world, tmp_path, lie, "signature")


def _other(world: World, channel: Channel) -> Awaitable[Any]:
    return channel.call(HISTORY, history_of(NOBODY), world.token(INVESTIGATOR))


def test_answer_swapped(world: World, tmp_path: Path) -> None:
    """The proven answer about nobody, instead of the one about the known man."""

    async def use(liar: Liar, channel: Channel) -> None:
        await _other(world, channel)
        held = liar.seen[-1]
        for lie in (
            lambda _answer: held,
            lambda answer: replace(answer, body=held.body),
            lambda answer: answer.told(rabta_hdr_bin=held.trailing[HEADER], rabta_sig_bin=held.trailing[SIGNATURE]),
        ):
            liar.lie = lie
            with pytest.raises(Unproven):
                await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))

    with_liar(world, tmp_path, use)


def test_answer_of_an_earlier_call(world: World, tmp_path: Path) -> None:
    """The same question asked before, and what was true then."""

    async def use(liar: Liar, channel: Channel) -> None:
        await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        held = liar.seen[-1]
        liar.lie = lambda _answer: held
        with pytest.raises(Unproven, match="chain"):
            await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))

    with_liar(world, tmp_path, use)


def test_answer_kept_back(world: World, tmp_path: Path) -> None:
    """Two minutes later it is no answer any more."""

    async def use(liar: Liar, channel: Channel) -> None:
        def lie(answer: Answer) -> Answer:
            channel.clock = lambda: world.clock.now() + 120_000
            return answer

        liar.lie = lie
        with pytest.raises(Unproven, match="header"):
            await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))

    with_liar(world, tmp_path, use)


def test_status_changed_on_a_signed_answer(world: World, tmp_path: Path) -> None:
    """OK made into NOT_FOUND, its trailers kept, with details and without."""
    unproven(world, tmp_path, lambda answer: replace(answer, code=5, text="NOT_FOUND", body=b""), "status")
    unproven(
        world,
        tmp_path,
        lambda answer: replace(answer, code=5, text="NOT_FOUND", body=b"").told(grpc_status_details_bin=NOT_FOUND),
        "status",
    )


def test_refusal_made_into_an_answer(world: World, tmp_path: Path) -> None:
    """A signed refusal passed on as OK with an empty body, which reads as a history without a line."""
    unproven(world, tmp_path, lambda answer: replace(answer, code=0), "status", body=b"\xff")


def test_details_changed(world: World, tmp_path: Path) -> None:
    """What was malformed is said to be absent."""
    lie: Lie = lambda answer: answer.told(grpc_status_details_bin=NOT_FOUND)
    unproven(world, tmp_path, lie, "status", body=b"\xff")


def test_details_dropped(world: World, tmp_path: Path) -> None:
    unproven(world, tmp_path, lambda answer: answer.told(grpc_status_details_bin=None), "status", body=b"\xff")


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 7, 8, 13, 14, 16])
def test_unsigned_error(world: World, tmp_path: Path, code: int) -> None:
    """From a proxy's own mouth: none of them means what it says."""
    unproven(
        world, tmp_path, lambda answer: replace(answer, code=code, text="no", trailing={}),
        "transport", "unsigned", "metadata",
    )  # fmt: skip


def test_unsigned_not_found_with_details(world: World, tmp_path: Path) -> None:
    unproven(
        world, tmp_path, lambda answer: replace(answer, code=5, text="NOT_FOUND", body=b"", trailing={DETAILS: NOT_FOUND}),
        "metadata",
    )  # fmt: skip


@pytest.mark.parametrize("whose", ["agency", "not-registered", "other-authority"])
def test_hub_certificate(world: World, tmp_path: Path, whose: str) -> None:
    """An agency's certificate presented as the hub's, one that nobody registered, one of elsewhere."""
    pair = {
        "agency": lambda: Pair.of(world.node(PUNJAB)),
        "not-registered": lambda: stranger(world.files, tmp_path / "s", world.files.hub_id),
        "other-authority": lambda: outsider(tmp_path / "o"),
    }[whose]()

    async def use(liar: Liar, channel: Channel) -> None:
        with pytest.raises(Unproven, match="transport"):
            await channel.call(GET_REGISTRY, GetRegistryRequest().SerializeToString())
        assert liar.seen == []

    with_liar(world, tmp_path, use, pair)
