"""Month keys: wrapped to both readers, never replaced, destroyed only on two signatures after retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from audit.files import FileModeError, check_private, private_folder, write_new
from audit.monthkeys import MonthKeys, WrappedKey, load_seal_private, load_seal_public, month_of
from audit.retention import (
    Destruction,
    DestructionError,
    by_kid,
    check_destruction,
    retention_passed,
    statement,
)
from audit.vault import VaultError, seal, unseal

HUB, OVERSIGHT, STRANGER = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
HOLDERS = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]


def der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def sign(key: ec.EllipticCurvePrivateKey, message: bytes) -> tuple[bytes, bytes]:
    r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return sha256(der(key)).digest(), r.to_bytes(32, "big") + s.to_bytes(32, "big")


def ms(*date: int) -> int:
    return int(datetime(*date, tzinfo=UTC).timestamp() * 1000)  # type: ignore[misc, arg-type]  # year, month, day


@pytest.fixture
def keys(tmp_path: Path) -> MonthKeys:
    return MonthKeys(private_folder(tmp_path / "month-keys"), HUB, OVERSIGHT.public_key())


def test_a_new_key_is_on_disk_for_both_readers_and_nobody_else(keys: MonthKeys) -> None:
    key = keys.get_or_make("pk.fia", "2026-11", used=False)
    _, (stored,) = seal(0, [key], [b"o"], [b"s"])
    path = keys.path("pk.fia", "2026-11")
    assert path.stat().st_mode & 0o777 == 0o600
    wrapped = WrappedKey.decode(path.read_bytes())
    assert wrapped.hub[0] == sha256(der(HUB)).digest()
    assert wrapped.oversight[0] == sha256(der(OVERSIGHT)).digest()
    secret = wrapped.unwrap("pk.fia", "2026-11", HUB)
    assert secret == wrapped.unwrap("pk.fia", "2026-11", OVERSIGHT)
    assert secret not in path.read_bytes()
    with pytest.raises(VaultError, match="not wrapped to this key"):
        wrapped.unwrap("pk.fia", "2026-11", STRANGER)
    with pytest.raises(VaultError, match="does not open"):
        wrapped.unwrap("pk.fia", "2026-12", HUB)
    again = MonthKeys(keys.folder, HUB, OVERSIGHT.public_key()).get_or_make("pk.fia", "2026-11", used=True)
    assert unseal(0, again, stored).open == b"o"


@pytest.mark.parametrize("half", ["hub", "oversight"])
def test_a_half_that_holds_another_key_is_refused(keys: MonthKeys, half: str) -> None:
    keys.get_or_make("pk.fia", "2026-11", used=False)
    path = keys.path("pk.fia", "2026-11")
    good = WrappedKey.decode(path.read_bytes())
    other = WrappedKey.wrap("pk.fia", "2026-11", bytes(32), HUB.public_key(), OVERSIGHT.public_key())
    mixed = replace(good, **{half: getattr(other, half)})
    path.write_bytes(mixed.encode())
    for name, reader in (("hub", HUB), ("oversight", OVERSIGHT)):
        if name == half:
            with pytest.raises(VaultError, match="commits to"):
                mixed.unwrap("pk.fia", "2026-11", reader)
        else:
            assert mixed.unwrap("pk.fia", "2026-11", reader) == good.unwrap("pk.fia", "2026-11", reader)
    again = MonthKeys(keys.folder, HUB, OVERSIGHT.public_key())
    if half == "hub":
        with pytest.raises(VaultError, match="commits to"):
            again.get("pk.fia", "2026-11")


def test_a_lost_key_is_never_replaced(keys: MonthKeys) -> None:
    with pytest.raises(VaultError, match="not there"):
        keys.get_or_make("pk.fia", "2026-11", used=True)
    assert not list(keys.files())


def test_a_key_file_that_is_not_whole_is_refused(keys: MonthKeys) -> None:
    keys.get_or_make("pk.fia", "2026-11", used=False)
    path = keys.path("pk.fia", "2026-11")
    whole = path.read_bytes()
    for bad in (b"", whole[:-1], whole + b"x", b"\x01" + whole[1:]):
        with pytest.raises(VaultError, match="malformed"):
            WrappedKey.decode(bad)


@pytest.mark.parametrize("agency", ["", "../x", "a/b", "PK", "a" * 65, ".", "a\n"])
def test_a_name_that_could_leave_the_folder_is_refused(keys: MonthKeys, agency: str) -> None:
    with pytest.raises(VaultError):
        keys.get_or_make(agency, "2026-11", used=False)


@given(st.integers(0, 4_102_444_800_000))
def test_months_are_utc_months(time_ms: int) -> None:
    assert month_of(time_ms) == datetime.fromtimestamp(time_ms / 1000, UTC).isoformat()[:7]


@pytest.mark.parametrize(
    ("now", "passed"),
    [(ms(2026, 11, 30), False), (ms(2027, 11, 30, 23, 59, 59), False), (ms(2027, 12, 1), True), (ms(2028, 1, 1), True)],
)
def test_retention_counts_from_the_end_of_the_month(now: int, passed: bool) -> None:
    assert retention_passed("2026-11", now, 12) is passed


LATE = ms(2027, 12, 1)
KEYS = by_kid(key.public_key() for key in HOLDERS)


def request(*holders: int, agency: str = "pk.fia", month: str = "2026-11", origin: str = "log") -> Destruction:
    message = statement(origin, agency, month)
    return Destruction(agency, month, tuple(sign(HOLDERS[i], message) for i in holders))


def test_two_signatures_after_retention_suffice_in_either_order() -> None:
    one = request(0, 2)
    check_destruction(one, "log", KEYS, LATE)
    turned = Destruction(one.agency, one.month, one.signatures[::-1])
    check_destruction(turned, "log", KEYS, LATE)
    assert one.leaf() == turned.leaf()
    assert one.record() == turned.record() == b"".join(a + b for a, b in sorted(one.signatures))
    assert one.leaf() == b"\x03pk.fia\x002026-11" + sha256(b"".join(s for _, s in sorted(one.signatures))).digest()


REFUSED = {
    "too early": (request(0, 1), ms(2027, 11, 30), "retention"),
    "one signature": (request(0), LATE, "exactly two"),
    "three signatures": (request(0, 1, 2), LATE, "exactly two"),
    "one key twice": (request(1, 1), LATE, "exactly two"),
    "another log's": (request(0, 1, origin="other"), LATE, "does not hold"),
    "another agency's": (Destruction("pk.anf", "2026-11", request(0, 1).signatures), LATE, "does not hold"),
    "a stranger's": (
        Destruction(
            "pk.fia", "2026-11", (request(0).signatures[0], sign(STRANGER, statement("log", "pk.fia", "2026-11")))
        ),
        LATE,
        "not of a retention key",
    ),
    "cut": (
        Destruction("pk.fia", "2026-11", tuple((k, s[:-1]) for k, s in request(0, 1).signatures)),
        LATE,
        "not of a",
    ),
    "no month": (request(0, 1, month="2026-13"), LATE, "not an agency and a month"),
    "no agency": (request(0, 1, agency="../x"), LATE, "not an agency and a month"),
}


@pytest.mark.parametrize(("one", "now", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_less_is_refused(one: Destruction, now: int, why: str) -> None:
    with pytest.raises(DestructionError, match=why):
        check_destruction(one, "log", KEYS, now)


def test_retention_below_a_year_is_a_year() -> None:
    with pytest.raises(DestructionError, match="retention"):
        check_destruction(request(0, 1), "log", KEYS, ms(2027, 11, 30), months=1)


def test_one_key_in_two_encodings_counts_once() -> None:
    compressed = (
        HOLDERS[0].public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    )
    prefix = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
    again = serialization.load_der_public_key(prefix + compressed)
    assert isinstance(again, ec.EllipticCurvePublicKey)
    assert len(by_kid([HOLDERS[0].public_key(), again])) == 1


def test_a_destroyed_key_is_gone_from_disk_and_memory_and_its_record_stays(keys: MonthKeys) -> None:
    keys.get_or_make("pk.fia", "2026-11", used=False)
    for _ in range(2):
        keys.destroy("pk.fia", "2026-11", b"record")
        assert [(a, m, p.name) for a, m, p in keys.files()] == [("pk.fia", "2026-11", "pk.fia.2026-11.destroyed")]
        with pytest.raises(VaultError):
            keys.get("pk.fia", "2026-11")


def test_seal_keys_load_from_closed_files_of_the_right_kind(tmp_path: Path) -> None:
    pem = HUB.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_new(tmp_path / "hub.pem", pem)
    public = OVERSIGHT.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    write_new(tmp_path / "oversight.pem", public)
    assert load_seal_private(tmp_path / "hub.pem").private_numbers() == HUB.private_numbers()
    assert load_seal_public(tmp_path / "oversight.pem") == OVERSIGHT.public_key()
    for path in ("hub.pem", "absent"):
        with pytest.raises(VaultError):
            load_seal_public(tmp_path / path)
    (tmp_path / "hub.pem").chmod(0o640)
    for path in ("hub.pem", "oversight.pem", "absent"):
        with pytest.raises(VaultError):
            load_seal_private(tmp_path / path)
    other = ec.generate_private_key(ec.SECP384R1())
    write_new(
        tmp_path / "p384.pem",
        other.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
    with pytest.raises(VaultError, match="P-256"):
        load_seal_private(tmp_path / "p384.pem")


def test_new_files_are_whole_closed_and_never_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "f"
    (tmp_path / "f.part").write_bytes(b"left by a crash")
    write_new(path, b"data")
    assert path.read_bytes() == b"data"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["f"]
    with pytest.raises(FileExistsError):
        write_new(path, b"other")
    assert path.read_bytes() == b"data"
    path.chmod(0o604)
    with pytest.raises(FileModeError, match=r"^f is open"):
        check_private(path)
    loose = tmp_path / "loose"
    loose.mkdir()
    loose.chmod(0o755)
    with pytest.raises(FileModeError):
        private_folder(loose)
