"""A version follows from the one before it: nothing goes back, nothing is undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from rabta.membership.v1.registry_pb2 import KEY_USE_TOKEN
from rabta.membership.v1.registry_pb2 import Registry as Payload

from audit.ed25519 import public_bytes
from audit.note import ED25519, VerifierKey
from services.membership.anchor import Anchor
from services.membership.errors import BrokenChain, Equivocation, RegistryError, RegistryRollback, UnsignedRegistry
from services.membership.registry import Registry, load_registry
from services.membership.signed import SignedFile
from services.signing.es256 import PrivateKey
from tests.fakes.world.in_memory import unsigned
from tests.unit.membership.world import DAY, NOW, edited, holders, payload, raw, registry, signed, successor


def second() -> Registry:
    return load_registry(successor(), previous=registry())


def test_successor() -> None:
    loaded = second()
    assert loaded.version == 2
    assert loaded.federation_id == registry().federation_id
    assert loaded.digest != registry().digest
    assert loaded.agencies == registry().agencies


def test_the_same_again_is_the_same() -> None:
    assert load_registry(raw(), previous=registry()) is registry()
    two = signed(unsigned(payload()), holders()[:2])
    assert load_registry(two, previous=registry()) is registry()


def test_same_version_with_another_hash_is_equivocation() -> None:
    other = edited(lambda said: said.agencies[1].formats.append("fir"))
    with pytest.raises(Equivocation):
        load_registry(other, previous=registry())
    with pytest.raises(Equivocation):
        load_registry(successor(lambda said: said.agencies[1].formats.append("fir")), previous=second())


def test_equivocation_needs_signatures() -> None:
    """Whoever holds no governance key cannot raise the alarm."""
    said = payload()
    said.agencies[1].formats.append("fir")
    with pytest.raises(UnsignedRegistry):
        load_registry(unsigned(said).encode(), previous=registry())


def test_rollback() -> None:
    with pytest.raises(RegistryRollback):
        load_registry(raw(), previous=second())


def test_later_versions_need_someone_to_vouch() -> None:
    with pytest.raises(UnsignedRegistry, match="nobody"):
        load_registry(successor())
    anchored = load_registry(successor(), anchor=Anchor.of(key.spki for key in holders()))
    assert anchored.federation_id == registry().federation_id


def _kind(change: str) -> object:
    return {
        "gap": lambda said: setattr(said, "version", 3),
        "federation": lambda said: setattr(said, "federation_id", b"f" * 32),
        "previous": lambda said: setattr(said, "previous_sha256", b"p" * 32),
        "renamed": lambda said: setattr(said, "name", "rabta.other"),
        "backdated": lambda said: said.MergeFrom(Payload(issued_ms=NOW - 1, expires_ms=NOW + DAY)),
    }[change]


@pytest.mark.parametrize("rule", ["gap", "federation", "previous", "renamed", "backdated"])
def test_broken(rule: str) -> None:
    with pytest.raises(BrokenChain) as caught:
        load_registry(successor(_kind(rule)), previous=registry())  # type: ignore[arg-type]  # changes that give back nothing or anything
    assert caught.value.rule == rule


@pytest.mark.parametrize("field", ["federation_id", "previous_sha256"])
def test_later_versions_name_federation_and_predecessor(field: str) -> None:
    anchor = Anchor.of(key.spki for key in holders())
    with pytest.raises(BrokenChain, match="size"):
        load_registry(successor(lambda said: said.ClearField(field)), anchor=anchor)


def _drop_agency(said: Payload) -> None:
    del said.agencies[4]


def _drop_key(said: Payload) -> None:
    del said.agencies[3].keys[0]


def _drop_certificate(said: Payload) -> None:
    said.agencies[3].systems[0].tls[0].sha256 = b"n" * 32


def _move_key(said: Payload) -> None:
    moved = said.agencies[3].keys[0].spki
    said.agencies[3].keys[0].spki = PrivateKey.generate().spki
    said.agencies[4].keys.add(name="moved", use=3, alg="ES256", spki=moved, not_before_ms=1, not_after_ms=2)


def _other_use(said: Payload) -> None:
    said.agencies[3].keys[0].use = KEY_USE_TOKEN


def _other_log_key(said: Payload) -> None:
    other = VerifierKey.parse(said.witness_policy.witnesses[0].vkey).public
    del said.witness_policy.witnesses[0]
    said.witness_policy.quorum = 2
    said.logs[0].vkey = VerifierKey(said.logs[0].origin, ED25519, other).encode()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("dropped", _drop_agency),
        ("dropped", _drop_key),
        ("dropped", _drop_certificate),
        ("changed-hands", _move_key),
        ("changed-use", _other_use),
        ("log-dropped", _other_log_key),
    ],
)
def test_kept(rule: str, change: Any) -> None:
    with pytest.raises(BrokenChain) as caught:
        load_registry(successor(change), previous=registry())
    assert caught.value.rule == rule


def test_an_expired_certificate_may_go() -> None:
    def change(said: Payload) -> None:
        said.issued_ms = said.agencies[3].systems[0].tls[0].not_after_ms + 1
        said.expires_ms = said.issued_ms + DAY
        for agency in said.agencies:
            for system in agency.systems:
                system.tls[0].sha256 = b"n" * 30 + system.tls[0].sha256[:2]

    assert (
        load_registry(successor(change), previous=registry()).tls(payload().agencies[3].systems[0].tls[0].sha256)
        is None
    )


@pytest.mark.parametrize("again", [0, 7])
def test_revocation_is_never_undone(again: int) -> None:
    revoked = load_registry(
        edited(lambda said: setattr(said.agencies[3].keys[0], "revoked_ms", NOW)),
    )
    said = Payload.FromString(revoked.payload)
    said.version, said.federation_id, said.previous_sha256 = 2, revoked.federation_id, revoked.digest
    load_registry(signed(unsigned(said)), previous=revoked)
    said.agencies[3].keys[0].revoked_ms = again
    with pytest.raises(BrokenChain, match="undone"):
        load_registry(signed(unsigned(said)), previous=revoked)


def _after(change: Callable[[Payload], object], then: Callable[[Payload], object]) -> Registry:
    """Version 2 made with ``change``, version 3 with ``then`` on top."""
    second = load_registry(successor(change), previous=registry())
    said = Payload.FromString(second.payload)
    said.version, said.previous_sha256 = 3, second.digest
    then(said)
    return load_registry(signed(unsigned(said)), previous=second)


def _vkey(name: str, alg: int) -> str:
    return VerifierKey(name, alg, public_bytes(Ed25519PrivateKey.generate())).encode()


def _close_log(said: Payload) -> None:
    said.logs[0].last_size = 10
    said.logs.add(origin="rabta.test/audit/2", vkey=_vkey("rabta.test/audit/2", ED25519))


def _close_witness(said: Payload) -> None:
    said.witness_policy.witnesses[0].last_size = 10
    said.witness_policy.quorum = 2


def _reopen_one_move_the_other(said: Payload) -> None:
    said.logs[0].last_size, said.logs[1].last_size = 0, 9


def test_a_closed_log_stays_closed() -> None:
    """A rolled-back log is never continued."""
    assert _after(_close_log, lambda _: None).open_log(registry().hub).origin == "rabta.test/audit/2"
    with pytest.raises(BrokenChain, match="log-reopened"):
        _after(_close_log, lambda said: setattr(said.logs[0], "last_size", 11))
    with pytest.raises(BrokenChain, match="log-reopened"):
        _after(_close_log, _reopen_one_move_the_other)


def test_a_retired_witness_stays_retired() -> None:
    def drop(said: Payload) -> None:
        del said.witness_policy.witnesses[0]

    def reopen(said: Payload) -> None:
        said.witness_policy.witnesses[0].last_size = 0
        said.witness_policy.quorum = 3

    assert len(_after(_close_witness, drop).witness_policy.witnesses) == 3
    with pytest.raises(BrokenChain, match="witness-reopened"):
        _after(_close_witness, reopen)


# governance change


def _rekey(said: Payload, keys: list[PrivateKey], threshold: int = 2) -> None:
    del said.governance.keys[:]
    said.governance.keys.extend(key.spki for key in keys)
    said.governance.threshold = threshold


def test_new_governance_needs_old_threshold_and_new() -> None:
    new = [PrivateKey.generate() for _ in range(3)]
    old = list(holders())

    def load(signers: list[PrivateKey]) -> Registry:
        return load_registry(successor(lambda said: _rekey(said, new), signers), previous=registry())

    for too_few in ([], new, old, [*new, old[0]], [*old, new[0]], [old[0], new[0]]):
        with pytest.raises(UnsignedRegistry):
            load(too_few)
    changed = load([*old[:2], *new[1:]])
    assert changed.governance.kids == {key.kid for key in new}
    with pytest.raises(UnsignedRegistry):
        _third(changed, old)
    assert _third(changed, new[:2]).version == 3


def _third(changed: Registry, signers: list[PrivateKey]) -> Registry:
    said = Payload.FromString(changed.payload)
    said.version, said.previous_sha256 = 3, changed.digest
    encoded = said.SerializeToString(deterministic=True)
    return load_registry(signed(SignedFile(encoded, said, ()), signers), previous=changed)


def test_one_holder_replaced() -> None:
    """Two of the old three are two of the new three: they suffice for both sets."""
    stranger = PrivateKey.generate()
    kept = list(holders()[:2])
    changed = load_registry(successor(lambda said: _rekey(said, [*kept, stranger]), kept), previous=registry())
    assert stranger.kid in changed.governance.kids


def test_lowering_the_threshold_needs_the_old_one() -> None:
    """3 of 3 before; the new set would be content with 2."""
    strict = load_registry(edited(lambda said: setattr(said.governance, "threshold", 3)))
    said = Payload.FromString(strict.payload)
    said.version, said.federation_id, said.previous_sha256 = 2, strict.federation_id, strict.digest
    said.governance.threshold = 2
    with pytest.raises(UnsignedRegistry, match="previous governance"):
        load_registry(signed(unsigned(said), holders()[:2]), previous=strict)
    load_registry(signed(unsigned(said), holders()), previous=strict)


def test_every_refusal_is_a_registry_error() -> None:
    for one in (BrokenChain, Equivocation, RegistryRollback, UnsignedRegistry):
        assert issubclass(one, RegistryError)
