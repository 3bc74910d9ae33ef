"""An agency with a system at each station: it is signed, loaded and published; one too many is refused where it is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from rabta.membership.v1.registry_pb2 import Agency, Key, System, Thumbprint
from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership import governance
from services.membership.errors import UnsoundRegistry
from services.membership.registry import load_registry
from services.membership.rules import MAX_AGENCIES, MAX_PARTS, MAX_SYSTEMS
from services.membership.signed import MAX_BYTES, SignedFile
from services.membership.watch import RegistryFolder
from services.signing.es256 import PrivateKey
from tests.fakes.world.in_memory import unsigned
from tests.unit.membership.world import DAY, NOW, draft, payload, raw, registry, signed

STATIONS = 1200


def station(number: int, certificates: int = 1) -> System:
    """A system with a message key and certificates, its ids of the usual length."""
    message = PrivateKey.generate()
    return System(
        name=f"station-{number:04d}",
        tls=[certificate(number, place) for place in range(certificates)],
        message_key=Key(
            name=f"station-{number:04d}-message-1",
            use="KEY_USE_MESSAGE",
            alg="ES256",
            spki=message.spki,
            not_before_ms=NOW,
            not_after_ms=NOW + 400 * DAY,
        ),
    )


def certificate(number: int, place: int, not_after_ms: int = NOW + 400 * DAY) -> Thumbprint:
    name = b"%d %d" % (number, place)
    return Thumbprint(sha256=name.rjust(32), kid=name.ljust(32), not_before_ms=NOW, not_after_ms=not_after_ms)


def with_systems(file: SignedFile, systems: list[System]) -> SignedFile:
    """As if each had been added by itself."""
    said = Payload.FromString(file.payload)
    (row,) = (row for row in said.agencies if row.id == "pk.fia")
    row.systems.extend(systems)
    return unsigned(said)


@pytest.fixture(scope="module")
def police() -> SignedFile:
    return with_systems(draft(), [station(number) for number in range(STATIONS)])


def test_1200_systems_are_signed_loaded_and_followed(police: SignedFile, tmp_path: Path) -> None:
    file = signed(governance.add_system(police, "pk.fia", station(STATIONS)))
    result = load_registry(file, previous=registry())
    assert len(result.agencies["pk.fia"].systems) == STATIONS + 3
    assert "station-1200" in result.agencies["pk.fia"].systems
    assert 230 < (len(file) - len(raw())) / STATIONS < 260, "bytes a system, as the operations page says"
    assert len(file) < MAX_BYTES // 2
    tmp_path.chmod(0o700)
    for version, data in ((1, raw()), (2, file)):
        (tmp_path / f"{version}.signed").write_bytes(data)
        (tmp_path / f"{version}.signed").chmod(0o600)
    assert len(RegistryFolder(tmp_path).current().thumbprints) > STATIONS


def test_the_next_version_keeps_1200_systems(police: SignedFile) -> None:
    before = load_registry(signed(police), previous=registry())
    later = governance.next_draft(police, before.federation_id, NOW + 2 * DAY)
    assert load_registry(signed(later), previous=before).agencies == before.agencies


def test_one_system_too_many_is_refused_where_it_is_added(police: SignedFile) -> None:
    more = [station(number) for number in range(STATIONS, MAX_SYSTEMS - len(fia(police).systems) + STATIONS)]
    full = with_systems(police, more)
    assert len(fia(full).systems) == MAX_SYSTEMS
    with pytest.raises(UnsoundRegistry, match="count: systems"):
        governance.add_system(full, "pk.fia", station(9999))
    load_registry(signed(full), previous=registry())


def fia(file: SignedFile) -> Agency:
    (row,) = (row for row in file.registry.agencies if row.id == "pk.fia")
    return row


def test_a_registry_too_large_to_be_read_is_refused_where_it_grows(police: SignedFile) -> None:
    full = with_systems(police, [])
    said = Payload.FromString(full.payload)
    said.agencies[0].display_name = "x" * (MAX_BYTES - (8 << 10) - len(full.payload) - 100)
    with pytest.raises(UnsoundRegistry, match="size: payload"):
        governance.add_system(unsigned(said), "pk.fia", station(9999))


def test_one_key_certificate_or_agency_too_many_is_refused_where_it_is_added() -> None:
    file = draft()
    for number in range(MAX_PARTS - len(fia(file).keys)):
        file = governance.add_key(file, "pk.fia", station(number).message_key)
    with pytest.raises(UnsoundRegistry, match="count: keys"):
        governance.add_key(file, "pk.fia", station(MAX_PARTS).message_key)
    for place in range(MAX_PARTS - 1):
        file = governance.add_thumbprint(file, "pk.fia", "node", certificate(1, place))
    with pytest.raises(UnsoundRegistry, match="count: tls"):
        governance.add_thumbprint(file, "pk.fia", "node", certificate(1, MAX_PARTS))
    said = payload()
    while len(said.agencies) < MAX_AGENCIES:
        said.agencies.add(id=f"pk.a{len(said.agencies)}")
    with pytest.raises(UnsoundRegistry, match="count: agencies"):
        governance.add_agency(unsigned(said), Agency(id="pk.new"))


def test_a_certificate_that_expired_long_ago_leaves_the_newest_version() -> None:
    file = draft()
    times = {1: NOW + 2 * DAY, 2: NOW + 40 * DAY, 3: NOW + 200 * DAY}
    second = station(7, certificates=0)
    second.tls.extend(certificate(7, place, not_after_ms=times[place]) for place in (1, 2))
    file = governance.add_system(file, "pk.fia", second)
    for place, not_after_ms in times.items():
        file = governance.add_thumbprint(file, "pk.fia", "node", certificate(1, place, not_after_ms))
    before = load_registry(signed(file), previous=registry())
    later = governance.next_draft(file, before.federation_id, NOW + 2 * DAY + governance.KEPT_EXPIRED_MS + 1)
    after = load_registry(signed(later), previous=before)
    gone = before.thumbprints.keys() - after.thumbprints.keys()
    assert gone == {certificate(1, 1).sha256, certificate(7, 1).sha256}
    much_later = governance.next_draft(later, before.federation_id, NOW + 390 * DAY)
    left = load_registry(signed(much_later), previous=after).thumbprints
    assert certificate(7, 2).sha256 in left, "a system has one certificate at least"
    assert (certificate(1, 2).sha256 in left, certificate(1, 3).sha256 in left) == (False, True)
