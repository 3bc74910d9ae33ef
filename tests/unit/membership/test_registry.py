"""Loading in order, and what the loaded version answers."""

from __future__ import annotations

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from rabta.membership.v1.registry_pb2 import Registry as Payload
from rabta.membership.v1.registry_pb2 import SignedRegistry

from services.membership.anchor import Anchor
from services.membership.errors import MalformedRegistry, RegistryError, UnsignedRegistry
from services.membership.layout import ISSUER
from services.membership.registry import load_registry
from services.membership.signed import add_signature, parse_signed
from services.signing.es256 import PrivateKey
from services.signing.pae import HEADER, REGISTRY, pae
from tests.budget import budget
from tests.fakes.world.in_memory import unsigned
from tests.unit.membership.world import DAY, LOG, NOW, edited, files, holders, payload, raw, registry, signed


def test_identity() -> None:
    loaded = registry()
    said = parse_signed(raw()).payload
    assert loaded.version == 1
    assert loaded.digest == loaded.federation_id == hashlib.sha256(said).digest()
    assert (loaded.raw, loaded.payload) == (raw(), said)
    assert (loaded.name, loaded.hub) == ("rabta.test", "pk.hub")


def test_message_keys_and_certificates_name_agency_and_system() -> None:
    for node in files().nodes:
        if node.system != ISSUER:
            key = PrivateKey.load(node.message_key)
            row = registry().message_key(key.kid)
            assert row is not None
            assert (row.agency, row.system, row.alg) == (node.agency, node.system, "ES256")
            row.public.verify(key.sign(b"x"), b"x")
        der = x509.load_pem_x509_certificate(node.tls_crt.read_bytes()).public_bytes(Encoding.DER)
        tls = registry().tls(hashlib.sha256(der).digest())
        assert tls is not None
        assert (tls.agency, tls.system) == (node.agency, node.system)
        assert tls.in_force(NOW)


def test_a_system_that_only_answers_has_no_message_key() -> None:
    """An issuer's certificate opens a connection; it signs no request."""
    for agency in files().agencies:
        node = files().agency(agency)
        assert not node.issuer.message_key.exists()
        assert node.issuer.system in registry().agencies[agency].systems
        assert not [row for row in registry().keys.values() if (row.agency, row.system) == (agency, ISSUER)]


def test_a_key_has_one_use() -> None:
    fia = files().agency("pk.fia")
    kids = {
        use: PrivateKey.load(path).kid
        for use, path in (
            ("PAGE", fia.page_key),
            ("TOKEN", fia.token_key),
            ("ROSTER", fia.roster_key),
            ("MESSAGE", fia.message_key),
        )
    }
    for use, kid in kids.items():
        for asked in (*kids, "SEALED", "TLS", ""):
            row = registry().key(kid, asked)
            assert (row is not None) is (asked == use)
            assert row is None or row.agency == "pk.fia"


def test_sealing_keys_of_hub_and_oversight() -> None:
    for node in (files().hub, files().agency("pk.oversight")):
        (row,) = registry().keys_of(node.agency, "SEALED")
        assert row.alg == "HPKE-P256"
        assert row.kid == PrivateKey.load(node.seal_key).kid
    assert registry().keys_of("pk.fia", "SEALED") == ()


def test_unknown_is_none() -> None:
    assert registry().message_key(bytes(32)) is None
    assert registry().tls(bytes(32)) is None
    assert registry().agency("pk.nobody") is None
    assert registry().log_of("elsewhere/1") is None
    assert registry().role_ceiling("pk.nobody", "node") == frozenset()
    assert registry().role_ceiling("pk.fia", "nothing") == frozenset()


def test_rights() -> None:
    prisons = registry().agencies["pk.prisons"]
    assert prisons.kind == "PRISON"
    assert prisons.jurisdictions == {"PK-PB"}
    assert prisons.desk.phone
    assert registry().role_ceiling("pk.prisons", "node") == prisons.roles
    assert "INVESTIGATOR" not in prisons.roles
    assert "INVESTIGATOR" in registry().role_ceiling("pk.fia", "node")


def test_a_system_narrows_its_agency() -> None:
    def narrow(said: Payload) -> None:
        said.agencies[3].systems[0].roles.append(said.agencies[3].roles[1])

    narrowed = load_registry(edited(narrow))
    agency = registry().agencies[payload().agencies[3].id]
    ceiling = narrowed.role_ceiling(agency.id, "node")
    assert len(ceiling) == 1
    assert ceiling < agency.roles


def test_log_and_witnesses() -> None:
    assert registry().open_log(registry().hub).origin == LOG
    assert registry().log_of(LOG) == registry().open_log(registry().hub)
    policy = registry().witness_policy
    assert (policy.quorum, len(policy.witnesses)) == (3, 4)
    assert len(policy.at(LOG, 0)) == len(policy.at(LOG, 10**9)) == 4


def test_rotation_of_witnesses_overlaps_by_tree_size() -> None:
    def close(said: Payload) -> None:
        said.witness_policy.witnesses[0].last_size = 100
        said.witness_policy.witnesses[1].first_size = 100
        said.witness_policy.quorum = 2

    policy = load_registry(edited(close)).witness_policy
    assert [len(policy.at(LOG, size)) for size in (99, 100, 101)] == [3, 4, 3]


def test_expiry_is_a_question_not_a_failure() -> None:
    loaded = registry()
    assert not loaded.expired(loaded.expires_ms)
    assert loaded.expired(loaded.expires_ms + 1)
    assert not loaded.expires_soon(loaded.expires_ms - 7 * DAY)
    assert loaded.expires_soon(loaded.expires_ms - 7 * DAY + 1)


def test_row_validity() -> None:
    (row,) = registry().keys_of("pk.fia", "PAGE")
    assert row.in_force(NOW)
    assert row.in_force(row.not_before_ms)
    assert row.in_force(row.not_after_ms)
    assert not row.in_force(row.not_before_ms - 1)
    assert not row.in_force(row.not_after_ms + 1)


def test_revoked_is_out_whatever_the_time() -> None:
    def revoke(said: Payload) -> None:
        said.agencies[3].systems[0].message_key.revoked_ms = NOW + 50 * DAY
        said.agencies[3].systems[0].tls[0].revoked_ms = 1

    loaded = load_registry(edited(revoke))
    system = payload().agencies[3].systems[0]
    (key,) = [row for row in loaded.keys.values() if row.revoked_ms]
    tls = loaded.tls(system.tls[0].sha256)
    assert tls is not None
    assert not key.in_force(NOW)
    assert not tls.in_force(NOW)


# signatures


@pytest.mark.parametrize("who", [(0, 1), (1, 2), (0, 2), (2, 0), (0, 1, 2)])
def test_any_two_of_three(who: tuple[int, ...]) -> None:
    load_registry(signed(unsigned(payload()), [holders()[number] for number in who]))


@pytest.mark.parametrize("who", [(), (0,), (2,), (0, 0), (1, 1, 1)])
def test_fewer_than_two_distinct_holders(who: tuple[int, ...]) -> None:
    with pytest.raises(UnsignedRegistry):
        load_registry(signed(unsigned(payload()), [holders()[number] for number in who]))


def test_two_signatures_by_one_key_count_once() -> None:
    """Put into the file by hand: the same key twice, with a good signature each."""
    file = add_signature(unsigned(payload()), holders()[0])
    doubled = SignedRegistry.FromString(file.encode())
    doubled.signatures.append(doubled.signatures[0])
    with pytest.raises(UnsignedRegistry, match="threshold"):
        load_registry(doubled.SerializeToString(deterministic=True))


def test_one_key_listed_twice_in_governance() -> None:
    def double(said: Payload) -> None:
        said.governance.keys[1] = said.governance.keys[0]

    with pytest.raises(UnsignedRegistry, match="distinct"):
        load_registry(edited(double))


def test_one_key_in_two_encodings() -> None:
    def encode_again(said: Payload) -> None:
        spki = said.governance.keys[0]
        head = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
        said.governance.keys[1] = head + bytes((2 + (spki[-1] & 1),)) + spki[-64:-32]

    with pytest.raises(MalformedRegistry, match="key"):
        load_registry(edited(encode_again))


def test_stranger_does_not_count() -> None:
    stranger = PrivateKey.generate()
    with pytest.raises(UnsignedRegistry):
        load_registry(signed(unsigned(payload()), [holders()[0], stranger]))
    load_registry(signed(unsigned(payload()), [holders()[0], stranger, holders()[1]]))


def test_a_false_signature_by_a_holder_condemns_the_file() -> None:
    file = SignedRegistry.FromString(raw())
    file.signatures[2].signature = bytes(64)
    with pytest.raises(UnsignedRegistry, match="signature"):
        load_registry(file.SerializeToString(deterministic=True))


def test_signature_of_another_type_does_not_count() -> None:
    file = SignedRegistry.FromString(raw())
    for one, key in zip(file.signatures, holders(), strict=True):
        one.signature = key.sign(pae(HEADER, file.payload))
    with pytest.raises(UnsignedRegistry):
        load_registry(file.SerializeToString(deterministic=True))
    for one, key in zip(file.signatures, holders(), strict=True):
        one.signature = key.sign(pae(REGISTRY, file.payload))
    load_registry(file.SerializeToString(deterministic=True))


def test_anchor_vouches_by_majority() -> None:
    keys = [key.spki for key in holders()]
    stranger = PrivateKey.generate().spki
    assert load_registry(raw(), anchor=Anchor.of(keys)).digest == registry().digest
    two = signed(unsigned(payload()), holders()[:2])
    load_registry(two, anchor=Anchor.of(keys))
    with pytest.raises(UnsignedRegistry, match="anchor"):
        load_registry(two, anchor=Anchor.of([keys[0], keys[2], stranger]))
    with pytest.raises(UnsignedRegistry, match="anchor"):
        load_registry(raw(), anchor=Anchor.of([stranger]))


# structure and every changed byte


@budget(300)
@given(st.data())
def test_any_changed_byte_is_refused(data: st.DataObject) -> None:
    """All but one: a changed key id makes its signature nobody's, and the other two still carry the same payload."""
    changed = bytearray(raw())
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        loaded = load_registry(bytes(changed))
    except RegistryError:
        return
    assert loaded.payload == registry().payload


@budget(200)
@given(st.binary(max_size=200))
def test_anything_else_is_malformed(junk: bytes) -> None:
    with pytest.raises((MalformedRegistry, UnsignedRegistry)):
        load_registry(junk)


def test_unknown_fields_are_refused_though_signed() -> None:
    with pytest.raises(MalformedRegistry, match="canonical"):
        load_registry(raw() + b"\x98\x06\x01")
    file = unsigned(payload())
    grown = SignedRegistry(payload=file.payload + b"\x98\x06\x01")
    with pytest.raises(MalformedRegistry, match="canonical: payload"):
        load_registry(grown.SerializeToString())


def test_size_is_limited() -> None:
    with pytest.raises(MalformedRegistry, match="size"):
        load_registry(bytes((1 << 20) + 1))
    with pytest.raises(MalformedRegistry, match="size"):
        load_registry(b"")


def test_number_of_signatures_is_limited() -> None:
    file = SignedRegistry.FromString(raw())
    for _ in range(33):
        file.signatures.append(file.signatures[0])
    with pytest.raises(MalformedRegistry, match="count"):
        load_registry(file.SerializeToString(deterministic=True))
