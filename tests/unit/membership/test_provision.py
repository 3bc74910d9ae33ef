"""A federation's folder: everything in its place, nothing open to others, two federations apart."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from audit.ed25519 import create_private, load_private, public_bytes
from services.membership import provision
from services.membership.anchor import Anchor
from services.membership.certificates import Authority
from services.membership.errors import UnservableRegistry, UnsignedRegistry, UnsoundRegistry
from services.membership.registry import load_registry
from services.membership.spec import AgencySpec
from services.membership.watch import RegistryFolder
from services.signing.es256 import BadKey, PrivateKey
from services.signing.keyfile import UnsafeFile, read_secret
from tests.fakes.world.federations import LONE, OVERSIGHT_BODY, federation_of, small_federation
from tests.unit.membership.world import DAY, NOW, files, registry


def test_every_file_is_private() -> None:
    for path in [files().folder, *files().folder.rglob("*")]:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_layout() -> None:
    assert files().agencies == (
        "pk.child-protection",
        "pk.customs",
        "pk.fia",
        "pk.lahore-high-court",
        "pk.lahore-sessions",
        "pk.oversight",
        "pk.prisons",
        "pk.probation",
        "pk.punjab-police",
        "pk.punjab-prosecution",
        "pk.sindh-police",
    )
    for agency in files().agencies:
        node = files().agency(agency)
        for path in (node.tls_key, node.message_key, node.page_key, node.token_key, node.roster_key):
            PrivateKey.load(path)
        assert node.ca_crt.read_bytes() == (files().folder / "ca.crt").read_bytes()
        assert (node.registry / "1.signed").exists()
    hub = files().hub
    PrivateKey.load(hub.message_key)
    PrivateKey.load(hub.seal_key)
    PrivateKey.load(files().agency("pk.oversight").seal_key)
    assert len(read_secret(hub.secret_key)) == 32
    assert public_bytes(load_private(hub.log_key)) == registry().open_log(registry().hub).vkey.public
    assert not files().draft.exists()


def test_witness_keys_are_those_of_the_registry() -> None:
    for row in registry().witness_policy.witnesses:
        assert public_bytes(load_private(files().agency(row.agency).witness_key)) == row.vkey.public
        assert row.vkey.name == f"{row.agency}/witness"


def test_every_private_key_is_another() -> None:
    spkis = [
        PrivateKey.load(path).spki
        for path in files().folder.rglob("*.key")
        if path.name not in ("secret.key", "log.key", "witness.key")
    ]
    assert len(spkis) == len(set(spkis)) > 30


def test_certificates() -> None:
    authority = x509.load_pem_x509_certificate((files().folder / "ca.crt").read_bytes())
    for node in files().nodes:
        certificate = x509.load_pem_x509_certificate(node.tls_crt.read_bytes())
        certificate.verify_directly_issued_by(authority)
        assert certificate.public_key() == x509.load_pem_x509_certificate(node.tls_crt.read_bytes()).public_key()
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert names.get_values_for_type(x509.UniformResourceIdentifier) == [
            f"spiffe://rabta.test/{node.agency}/{node.system}"
        ]
        assert names.get_values_for_type(x509.DNSName) == ["localhost"]
        assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert set(usage) == {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH}
        assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        key = PrivateKey.load(node.tls_key)
        row = registry().tls(provision_thumbprint(certificate))
        assert row is not None
        assert row.kid == key.kid


def provision_thumbprint(certificate: x509.Certificate) -> bytes:
    from hashlib import sha256

    return sha256(certificate.public_bytes(Encoding.DER)).digest()


def test_certificate_validity_is_that_of_its_row() -> None:
    node = files().agency("pk.fia")
    certificate = x509.load_pem_x509_certificate(node.tls_crt.read_bytes())
    row = registry().tls(provision_thumbprint(certificate))
    assert row is not None
    assert certificate.not_valid_before_utc.timestamp() * 1000 == row.not_before_ms == NOW - 300_000
    assert certificate.not_valid_after_utc.timestamp() * 1000 == row.not_after_ms == NOW + 90 * DAY


def test_authority_reloads(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o700)
    authority = Authority.create("rabta.test", NOW)
    authority.save(tmp_path / "a")
    again = Authority.load("rabta.test", tmp_path / "a")
    assert again.pem() == authority.pem()
    (tmp_path / "a" / "ca.key").chmod(0o644)
    with pytest.raises(UnsafeFile):
        Authority.load("rabta.test", tmp_path / "a")


def test_authority_is_p256_and_certifies_p256_only(tmp_path: Path) -> None:
    authority = Authority.create("rabta.test", NOW)
    other = ed25519.Ed25519PrivateKey.generate().public_key()
    spki = other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(BadKey):
        authority.issue(spki, "pk.fia", "node", NOW, 90, ("localhost",))
    authority.save(tmp_path)
    (tmp_path / "ca.key").unlink()
    create_private(tmp_path / "ca.key")
    with pytest.raises(BadKey):
        Authority.load("rabta.test", tmp_path)


def test_anchor_file_vouches_for_version_1() -> None:
    anchor = Anchor.from_pem(files().anchor.read_bytes())
    raw = (files().hub.registry / "1.signed").read_bytes()
    assert load_registry(raw, anchor=anchor).digest == registry().digest
    assert b"PRIVATE" not in files().anchor.read_bytes()


def test_two_federations_share_nothing(tmp_path: Path) -> None:
    """Same names, same hour, same machine: no key, id or certificate in common."""
    first, second = small_federation(tmp_path / "a", NOW), small_federation(tmp_path / "b", NOW)
    one, two = (RegistryFolder(made.hub.registry).current() for made in (first, second))
    assert one.federation_id != two.federation_id
    assert not one.keys.keys() & two.keys.keys()
    assert not one.thumbprints.keys() & two.thumbprints.keys()
    assert one.open_log(one.hub).vkey.public != two.open_log(two.hub).vkey.public
    with pytest.raises(UnsignedRegistry):
        load_registry(two.raw, previous=one)


def test_several_systems_of_one_agency(tmp_path: Path) -> None:
    made = federation_of(tmp_path, NOW, (replace(LONE, systems=("node", "desk"), system_roles={"desk": ("ANALYST",)}),))
    loaded = provision.current(made)
    assert loaded is not None
    assert loaded.role_ceiling("pk.fia", "desk") == {"ANALYST"}
    assert len(loaded.role_ceiling("pk.fia", "node")) > 1
    for system in ("node", "desk"):
        row = loaded.message_key(PrivateKey.load(made.agency("pk.fia", system).message_key).kid)
        assert row is not None
        assert row.system == system
    assert made.agency("pk.fia", "desk").folder == made.agency("pk.fia").folder / "systems" / "desk"


def test_step_by_step_is_the_same_as_at_once(tmp_path: Path) -> None:
    made = provision.init_federation(tmp_path / "f", "rabta.test", NOW)
    assert provision.current(made) is None
    provision.add_agency(made, LONE, NOW)
    provision.add_agency(made, OVERSIGHT_BODY, NOW)
    assert provision.open_federation(tmp_path / "f") == made
    for path in made.governance_keys[:2]:
        provision.sign_draft(made.draft, PrivateKey.load(path))
    assert provision.publish(made).version == 1
    assert RegistryFolder(made.agency("pk.fia").registry).current().agencies.keys() == {
        "pk.hub",
        "pk.fia",
        "pk.oversight",
    }


def test_next_version_reaches_every_node(tmp_path: Path) -> None:
    made = federation_of(tmp_path, NOW)
    watch = RegistryFolder(made.hub.registry)
    provision.add_system(made, "pk.fia", "desk", NOW + DAY, ("ANALYST",))
    provision.add_agency(made, AgencySpec("pk.customs", "BORDER", "Customs"), NOW + DAY)
    page = provision.add_key(made, "pk.fia", "PAGE", NOW + DAY)
    assert page.name == "page-2.key"
    provision.revoke(made, PrivateKey.load(made.agency("pk.fia").page_key).kid, NOW + DAY)
    assert provision.sign_and_publish(made).version == 2
    assert watch.poll()
    for home in (made.hub.registry, made.agency("pk.customs").registry, made.agency("pk.fia", "desk").registry):
        assert RegistryFolder(home).current().version == 2
    rows = {row.name: row for row in watch.current().keys_of("pk.fia", "PAGE")}
    assert rows["page-1"].revoked_ms == NOW + DAY
    assert rows["page-2"].in_force(NOW + DAY)
    assert rows["page-2"].kid == PrivateKey.load(page).kid


def test_unsigned_draft_is_not_published(tmp_path: Path) -> None:
    made = federation_of(tmp_path, NOW)
    provision.add_agency(made, AgencySpec("pk.customs", "BORDER", "Customs"), NOW)
    provision.sign_draft(made.draft, PrivateKey.load(made.governance_key(1)))
    with pytest.raises(UnsignedRegistry):
        provision.publish(made)
    assert made.draft.exists()
    assert not (made.registry / "2.signed").exists()


def test_no_witness_no_federation(tmp_path: Path) -> None:
    with pytest.raises(UnservableRegistry, match="no-witness"):
        federation_of(tmp_path, NOW, (replace(LONE, witness_url=""),))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made = federation_of(tmp_path, NOW)
    before = made.hub.message_key.read_bytes()
    with pytest.raises(FileExistsError):
        provision.init_federation(made.folder, "rabta.test", NOW)
    with pytest.raises(FileExistsError):
        provision.add_agency(made, LONE, NOW)
    assert made.hub.message_key.read_bytes() == before


def test_other_numbers_of_governance_keys(tmp_path: Path) -> None:
    made = provision.build_federation(tmp_path / "f", "rabta.test", (LONE, OVERSIGHT_BODY), NOW, governance_keys=5)
    loaded = provision.current(made)
    assert loaded is not None
    assert (loaded.governance.threshold, len(loaded.governance.keys)) == (3, 5)
    with pytest.raises(UnsoundRegistry, match="threshold"):
        provision.build_federation(tmp_path / "g", "rabta.test", (LONE, OVERSIGHT_BODY), NOW, governance_keys=1)


def test_empty_folder_is_no_federation(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        provision.open_federation(tmp_path)
