"""The hub itself as the liar, with its own keys: promises, registry, versions that their owners did not sign."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryResponse
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from services.client.channel import Channel
from services.client.errors import Unproven
from services.client.versions import check_versions
from services.membership import governance
from services.membership.signed import parse_signed
from services.signing.cohort import sign_answers
from services.signing.es256 import PrivateKey
from services.signing.header import EMPTY_SHA256
from services.signing.pae import PAGE, pae
from tests.e2e.attacks.lying import HEADER, Answer, Liar, Lie
from tests.e2e.attacks.test_client import NOT_FOUND, hub_key, unproven, with_liar
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.federation import now_ms
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB
from tests.e2e.planted import KNOWN, WANTED
from tests.e2e.world import World
from tests.fakes.world.in_memory import signed
from tests.fakes.world.keys import holders_of

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
    """Only the reasons that leave no entry may come without a leaf."""

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
    body = GetRegistryResponse(registries=[signed(draft, mine).encode()]).SerializeToString(deterministic=True)

    async def use(liar: Liar, channel: Channel) -> None:
        liar.lie = lambda answer: answer.saying(hub_key(world), body)
        with pytest.raises(Unproven, match="registry"):
            await channel.fetch_registry()
        assert channel.registries.current().digest == world.registry.digest

    with_liar(world, tmp_path, use)


def test_registry_of_other_content(world: World, tmp_path: Path) -> None:
    """The version in use with other content: refused, whoever signed the answer."""
    file = parse_signed(world.registry.raw)
    changed = signed(governance.set_quorum(file, 4), holders_of(world.files))
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
