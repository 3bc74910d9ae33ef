"""Drafts: pure edits, each dropping the signatures there were; one signature at a time on a carried file."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from rabta.membership.v1.registry_pb2 import Agency, Key, LogKey, System, Thumbprint, Witness

from audit.ed25519 import public_bytes
from audit.note import COSIGNATURE, ED25519, VerifierKey
from services.membership import governance, logs
from services.membership.errors import UnsignedRegistry, UnsoundRegistry
from services.membership.registry import load_registry
from services.membership.signed import SignedFile, parse_signed
from services.membership.spec import ROLES, AgencySpec
from services.signing.es256 import PrivateKey
from tests.unit.membership.world import DAY, LOG, NOW, draft, holders, payload, raw, registry, signed


def system(name: str = "second") -> System:
    return System(
        name=name,
        tls=[
            Thumbprint(
                sha256=PrivateKey.generate().kid, not_before_ms=1, not_after_ms=NOW, kid=PrivateKey.generate().kid
            )
        ],
        message_key=Key(
            name=f"{name}-message-1",
            use="KEY_USE_MESSAGE",
            alg="ES256",
            spki=PrivateKey.generate().spki,
            not_before_ms=1,
            not_after_ms=NOW,
        ),
    )


def loaded(file: SignedFile) -> object:
    return load_registry(signed(file), previous=registry())


def test_next_draft_follows() -> None:
    file = draft()
    assert file.signatures == ()
    assert file.registry.version == 2
    assert file.registry.previous_sha256 == registry().digest
    assert file.registry.expires_ms - file.registry.issued_ms == 365 * DAY
    assert list(file.registry.agencies) == list(payload().agencies)


def test_add_agency() -> None:
    row = AgencySpec("pk.anf", "FIA", "Anti-Narcotics Force").row()
    row.systems.append(system("node"))
    file = governance.add_agency(draft(), row)
    result = load_registry(signed(file), previous=registry())
    assert result.agencies["pk.anf"].roles == frozenset(ROLES["FIA"])
    with pytest.raises(UnsoundRegistry, match="distinct"):
        governance.add_agency(file, Agency(id="pk.anf"))


def test_add_system() -> None:
    result = load_registry(signed(governance.add_system(draft(), "pk.fia", system())), previous=registry())
    assert set(result.agencies["pk.fia"].systems) == {"node", "issuer", "second"}
    with pytest.raises(UnsoundRegistry, match="distinct"):
        governance.add_system(draft(), "pk.fia", system("node"))
    with pytest.raises(UnsoundRegistry, match="member"):
        governance.add_system(draft(), "pk.nobody", system())


def test_add_key_and_certificate() -> None:
    key = Key(
        name="page-2", use="KEY_USE_PAGE", alg="ES256", spki=PrivateKey.generate().spki, not_before_ms=1, not_after_ms=2
    )
    row = Thumbprint(sha256=bytes(32), kid=bytes(32), not_before_ms=1, not_after_ms=2)
    file = governance.add_thumbprint(governance.add_key(draft(), "pk.fia", key), "pk.fia", "node", row)
    result = load_registry(signed(file), previous=registry())
    assert len(result.keys_of("pk.fia", "PAGE")) == 2
    assert result.tls(bytes(32)) is not None
    with pytest.raises(UnsoundRegistry, match="system"):
        governance.add_thumbprint(draft(), "pk.fia", "nothing", row)


@pytest.mark.parametrize(("count", "quorum"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (7, 4)])
def test_quorum_is_a_majority(count: int, quorum: int) -> None:
    assert governance.majority(count) == quorum
    assert 2 * quorum > count


def test_add_witness_raises_the_quorum() -> None:
    public = public_bytes(Ed25519PrivateKey.generate())
    witness = Witness(
        agency="pk.customs",
        vkey=VerifierKey("pk.customs/witness", COSIGNATURE, public).encode(),
        url="http://127.0.0.1:1",
    )
    file = logs.add_witness(draft(), witness)
    assert file.registry.witness_policy.quorum == 3
    assert load_registry(signed(file), previous=registry()).witness_policy.quorum == 3
    with pytest.raises(UnsoundRegistry, match="quorum"):
        loaded(governance.set_quorum(file, 2))


def test_retire_and_replace_a_witness() -> None:
    file = logs.retire_witness(draft(), "pk.fia", {LOG: 100})
    assert file.registry.witness_policy.quorum == 2
    assert len(load_registry(signed(file), previous=registry()).witness_policy.at(LOG, 101)) == 3
    with pytest.raises(UnsoundRegistry, match="member"):
        logs.retire_witness(file, "pk.fia", {LOG: 100})


def test_rotate_log() -> None:
    public = public_bytes(Ed25519PrivateKey.generate())
    fresh = VerifierKey("rabta.test/audit/2", ED25519, public)
    file = logs.rotate_log(draft(), LogKey(origin=fresh.name, vkey=fresh.encode()), 100)
    result = load_registry(signed(file), previous=registry())
    assert result.open_log(result.hub).vkey == fresh
    closed = result.log_of(LOG)
    assert closed is not None
    assert closed.span.last_size == 100


def test_revoke_by_key_id_and_by_thumbprint() -> None:
    (page,) = registry().keys_of("pk.fia", "PAGE")
    tls = next(row for row in registry().thumbprints.values() if row.agency == "pk.customs")
    file = governance.revoke(governance.revoke(draft(), page.kid, NOW), tls.thumbprint, NOW + 1)
    result = load_registry(signed(file), previous=registry())
    assert result.keys[page.kid].revoked_ms == NOW
    assert result.thumbprints[tls.thumbprint].revoked_ms == NOW + 1
    assert sum(bool(row.revoked_ms) for row in result.keys.values()) == 1
    assert sum(bool(row.revoked_ms) for row in result.thumbprints.values()) == 1


def test_revoke_once() -> None:
    (page,) = registry().keys_of("pk.fia", "PAGE")
    file = governance.revoke(draft(), page.kid, NOW)
    for kid in (page.kid, bytes(32)):
        with pytest.raises(UnsoundRegistry, match="unknown-key"):
            governance.revoke(file, kid, NOW + 5)


def test_revoking_a_tls_key_revokes_its_certificate() -> None:
    tls = next(row for row in registry().thumbprints.values() if row.agency == "pk.customs")
    result = load_registry(signed(governance.revoke(draft(), tls.kid, NOW)), previous=registry())
    assert result.thumbprints[tls.thumbprint].revoked_ms == NOW


def test_every_edit_drops_the_signatures() -> None:
    file = governance.add_signature(draft(), holders()[0])
    assert len(file.signatures) == 1
    assert governance.set_quorum(file, 4).signatures == ()
    assert governance.next_draft(parse_signed(raw()), registry().federation_id, NOW).signatures == ()


def test_edits_leave_the_original_alone() -> None:
    file = draft()
    before = file.encode()
    governance.set_quorum(file, 4)
    governance.revoke(file, registry().keys_of("pk.fia", "PAGE")[0].kid, NOW)
    assert file.encode() == before


def test_a_file_is_carried_from_holder_to_holder() -> None:
    carried = draft().encode()
    for number, key in enumerate(holders()[:2], 1):
        if number < 2:
            with pytest.raises(UnsignedRegistry):
                load_registry(carried, previous=registry())
        carried = governance.add_signature(parse_signed(carried), key).encode()
        assert len(parse_signed(carried).signatures) == number
    assert load_registry(carried, previous=registry()).version == 2


def test_signing_twice_is_signing_once() -> None:
    file = draft()
    for _ in range(3):
        file = governance.add_signature(file, holders()[0])
    assert len(file.signatures) == 1


@given(st.lists(st.integers(0, 4), max_size=8))
def test_threshold_counts_distinct_holders_only(signers: list[int]) -> None:
    """Whatever the order and however often: two distinct ones of the three, no more and no less. 3 and 4 are strangers."""
    file = draft()
    for number in signers:
        file = governance.add_signature(file, (*holders(), *STRANGERS)[number])
    enough = len({number for number in signers if number < 3}) >= 2
    try:
        load_registry(file.encode(), previous=registry())
        assert enough
    except UnsignedRegistry:
        assert not enough


STRANGERS = (PrivateKey.generate(), PrivateKey.generate())


def test_set_governance() -> None:
    new = [PrivateKey.generate() for _ in range(3)]
    file = governance.set_governance(draft(), [key.spki for key in new], 2)
    with pytest.raises(UnsignedRegistry):
        load_registry(signed(file, new), previous=registry())
    changed = load_registry(signed(file, [*new, *holders()]), previous=registry())
    assert changed.governance.kids == {key.kid for key in new}


def test_unknown_kind_or_role() -> None:
    with pytest.raises(ValueError, match="AGENCY_KIND_ARMY"):
        AgencySpec("pk.army", "ARMY", "Army").row()
    with pytest.raises(ValueError, match="ROLE_KING"):
        AgencySpec("pk.fia", "FIA", "FIA", roles=("KING",)).row()


def test_default_roles_exist() -> None:
    from rabta.access.v1.purpose_pb2 import Role
    from rabta.membership.v1.registry_pb2 import AgencyKind

    assert {f"AGENCY_KIND_{kind}" for kind in ROLES} == set(AgencyKind.keys()) - {"AGENCY_KIND_UNSPECIFIED"}
    for roles in ROLES.values():
        assert {f"ROLE_{role}" for role in roles} <= set(Role.keys())
        assert len(set(roles)) == len(roles)
