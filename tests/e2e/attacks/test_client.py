"""A lying hub, or a proxy between: the client maps whatever binds nobody to UNPROVEN, and keeps what convicts."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest, GetRegistryResponse
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.access.errors import NotFound
from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.versions import check_versions
from services.edge import status
from services.membership import governance
from services.membership.signed import parse_signed
from services.signing.cohort import sign_answers
from services.signing.es256 import PrivateKey
from services.signing.header import EMPTY_SHA256
from services.signing.pae import PAGE, pae
from tests.e2e.attacks.conftest import MAIN
from tests.e2e.attacks.lying import DETAILS, HEADER, SIGNATURE, Answer, Liar, Lie, lying
from tests.e2e.federation import Pair, now_ms, outsider, stranger
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN, NOBODY, WANTED
from tests.e2e.world import GET_REGISTRY, HISTORY, World, history_of

pytestmark = pytest.mark.xdist_group(MAIN)
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


# -- the hub itself


@pytest.mark.parametrize("whose", [FIA, PUNJAB])
def test_answer_signed_by_an_agency(world: World, tmp_path: Path, whose: str) -> None:
    key = world.key(whose)
    unproven(world, tmp_path, lambda answer: answer.signed(key), "signature")
    unproven(world, tmp_path, lambda answer: answer.signed(key, kid=key.kid), "signer")
    unproven(world, tmp_path, lambda answer: answer.signed(key, kid=key.kid, issuer=whose), "signer")


def test_answer_under_another_pae_type(world: World, tmp_path: Path) -> None:
    lie: Lie = lambda answer: answer.told(
        rabta_sig_bin=b"\x01" + hub_key(world).sign(pae(PAGE, answer.trailing[HEADER]))
    )
    unproven(world, tmp_path, lie, "signature")


OTHERWISE: dict[str, tuple[str, dict[str, Any]]] = {
    "for-another-agency": ("chain", {"audience": PUNJAB}),
    "for-another-call": ("chain", {"request_sha256": sha256(b"another").digest()}),
    "for-another-nonce": ("chain", {"nonce": bytes(16)}),
    "for-another-method": ("chain", {"method": GET_REGISTRY}),
    "of-another-federation": ("signer", {"federation_id": sha256(b"another").digest()}),
    "under-another-registry": ("registry", {"registry_sha256": sha256(b"another").digest()}),
    "without-a-promise": ("header", {"commitment": b""}),
    "with-half-a-promise": ("header", {"commitment": bytes(16)}),
    "no-leaf-with-a-body": ("header", {"commitment": b"", "audit_index": 0, "no_leaf": True}),
    "with-a-status-and-a-body": ("header", {"grpc_status": 5}),
    "as-a-request": ("header", {"direction": 1}),
    "expired": ("header", {"iat_ms": 1_700_000_000_000, "exp_ms": 1_700_000_050_000}),
}


@pytest.mark.parametrize("name", sorted(OTHERWISE))
def test_answer_signed(world: World, tmp_path: Path, name: str) -> None:
    step, changes = OTHERWISE[name]
    unproven(world, tmp_path, lambda answer: answer.signed(hub_key(world), **changes), step)


def test_answer_under_a_registry_nobody_has(world: World, tmp_path: Path) -> None:
    """The client asks for it, gets nothing that proves itself, and believes nothing."""
    unproven(world, tmp_path, lambda answer: answer.signed(hub_key(world), registry_version=9), "signer", "registry")


def test_refusal_without_leaf_for_another_reason(world: World, tmp_path: Path) -> None:
    """Only REPLAYED and AUDIT_UNAVAILABLE may come without a leaf."""

    def lie(answer: Answer) -> Answer:
        empty = replace(answer, code=5, text="NOT_FOUND", body=b"").told(grpc_status_details_bin=NOT_FOUND)
        return empty.signed(
            hub_key(world), grpc_status=5, status_sha256=sha256(NOT_FOUND).digest(), body_sha256=EMPTY_SHA256,
            commitment=b"", audit_index=0, no_leaf=True,
        )  # fmt: skip

    unproven(world, tmp_path, lie, "promise")


def test_cohort_path_of_another(world: World, tmp_path: Path) -> None:
    """Signed together with another answer, and told with that one's place."""

    def lie(answer: Answer) -> Answer:
        other = answer.signed(hub_key(world), nonce=os.urandom(16)).trailing[HEADER]
        values = sign_answers(hub_key(world), [answer.trailing[HEADER], other])
        return answer.told(rabta_sig_bin=values[1])

    unproven(world, tmp_path, lie, "signature")


def test_cohort_of_one_too_long(world: World, tmp_path: Path) -> None:
    def lie(answer: Answer) -> Answer:
        value = sign_answers(hub_key(world), [answer.trailing[HEADER]] * 2)[0]
        return answer.told(rabta_sig_bin=value + bytes(32))

    unproven(world, tmp_path, lie, "signature")


# -- registry


def test_registry_of_elsewhere(world: World, tmp_path: Path) -> None:
    """A next version that governance never signed, under the hub's good signature."""
    mine = [PrivateKey.generate() for _ in range(3)]
    draft = governance.next_draft(parse_signed(world.registry.raw), world.registry.federation_id, now_ms())
    draft = governance.set_governance(draft, [key.spki for key in mine], 2)
    for key in mine:
        draft = governance.add_signature(draft, key)
    body = GetRegistryResponse(registries=[draft.encode()]).SerializeToString(deterministic=True)

    async def use(liar: Liar, channel: Channel) -> None:
        liar.lie = lambda answer: answer.saying(hub_key(world), body)
        with pytest.raises(Unproven, match="registry"):
            await channel.fetch_registry()
        assert channel.registries.current().digest == world.registry.digest

    with_liar(world, tmp_path, use)


def test_registry_of_other_content(world: World, tmp_path: Path) -> None:
    """The version in use with other content: refused, whoever signed the answer."""
    file = parse_signed(world.registry.raw)
    changed = governance.set_quorum(file, 4)
    for path in world.files.governance_keys:
        changed = governance.add_signature(changed, PrivateKey.load(path))
    body = GetRegistryResponse(registries=[changed.encode()]).SerializeToString(deterministic=True)

    async def use(liar: Liar, channel: Channel) -> None:
        liar.lie = lambda answer: answer.saying(hub_key(world), body)
        with pytest.raises(Unproven, match="registry"):
            await channel.fetch_registry()
        assert channel.registries.current().digest == world.registry.digest

    with_liar(world, tmp_path, use)


# -- the versions it shows


def _first(answer: Answer) -> GetHistoryResponse:
    found = GetHistoryResponse.FromString(answer.body)
    assert len(found.history.versions) >= 3
    return found


def _altered(found: GetHistoryResponse) -> None:
    one = found.history.versions[0]
    one.version = one.version[:-1] + bytes((one.version[-1] ^ 1,))


def _path_of_another(found: GetHistoryResponse) -> None:
    one, two = found.history.versions[:2]
    one.proof.CopyFrom(two.proof)


def _index_beyond(found: GetHistoryResponse) -> None:
    found.history.versions[0].proof.index = 500


def _path_too_long(found: GetHistoryResponse) -> None:
    found.history.versions[0].proof.path.append(bytes(32))


def _header_of_another(found: GetHistoryResponse) -> None:
    """The page of one agency for the version of another."""
    one, two = (
        found.history.versions[0],
        next(
            each
            for each in found.history.versions
            if each.proof.page_sha256 != found.history.versions[0].proof.page_sha256
        ),
    )
    one.proof.page_sha256 = two.proof.page_sha256


def _page_dropped(found: GetHistoryResponse) -> None:
    del found.history.pages[:]


def _page_signature(found: GetHistoryResponse) -> None:
    page = found.history.pages[0]
    page.signature = page.signature[:-1] + bytes((page.signature[-1] ^ 1,))


SHOWN: dict[str, Callable[[GetHistoryResponse], None]] = {
    "version-altered": _altered,
    "path-of-another": _path_of_another,
    "index-beyond": _index_beyond,
    "path-too-long": _path_too_long,
    "page-of-another-agency": _header_of_another,
    "page-dropped": _page_dropped,
    "page-signature": _page_signature,
}


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_version_shown(world: World, tmp_path: Path, name: str) -> None:
    """The hub signs for all of it; the owner's page does not."""

    async def use(liar: Liar, channel: Channel) -> None:
        def lie(answer: Answer) -> Answer:
            found = _first(answer)
            SHOWN[name](found)
            return answer.saying(hub_key(world), found.SerializeToString(deterministic=True))

        liar.lie = lie
        exchange = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        found = GetHistoryResponse.FromString(exchange.proven.body).history
        with pytest.raises(Unproven):
            check_versions(channel.profile, found.versions, found.pages)

    with_liar(world, tmp_path, use)


def test_versions_as_they_are(world: World, tmp_path: Path) -> None:
    async def use(_liar: Liar, channel: Channel) -> None:
        for cnic in (KNOWN, WANTED):
            exchange = await channel.call(HISTORY, history_of(cnic), world.token(INVESTIGATOR))
            found = GetHistoryResponse.FromString(exchange.proven.body).history
            check_versions(channel.profile, found.versions, found.pages)

    with_liar(world, tmp_path, use)
