"""Month key files of the first format, without a commitment: brought up as the writer starts, and never trusted more."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from audit.files import check_private, private_folder, write_new
from audit.monthkeys import MonthKeys, WrappedKey
from audit.refusal import Refusal
from audit.settings import WriterSettings
from audit.vault import VaultError
from tests.unit.audit.writers import append, make_settings, opened, private_pem, public_pem, request

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SEC 2, 2.4.2)."""
OLD = bytes.fromhex(
    "011f823465fa1da989a1cbc987858d19273d3ccb75526ee1c46cdb7023dbe58ed1007104c97c2c36622bcad596a2607b66f7b5024242cb09"
    "9a1ee5d9b5381cd1ecb03d4ae49fefd795185712dcd0f455c1e3228be93ded357fb8dfa4192bd2d490786ef9e1fde17e1c35e0d2069a8252"
    "8b6efa9640af48fbf2601a21cf0e0f5e7a96bd26d2298dbfc4c9013db7e7086526645031c2a708bcbdad2e558206fed016f268fa9cdd1f7c"
    "876eb029c27aec9e43135954007104f1c201e34eafa51800073b9fea8f2688d593dffa8dd0af0c80ddfeff8e3563ccc984e0a6b9a512ecbf"
    "cf6c2ed24b38850227e9f646550309899f9466b9bd5154a2a4b046364cc091bfef6a46fc812faaa562d7032c42e71d662d1c206c741e7a61"
    "bdd8e28651b1132e7a55b16fe72a00"
)
"""As the code of 26 November 2026 (d5f90561) wrote it, of pk.fia and 2026-11."""
SECRET = sha256(b"month key").digest()
AGENCY, MONTH = "pk.fia", "2026-11"


def reader(label: bytes) -> ec.EllipticCurvePrivateKey:
    """The key that the file was wrapped to."""
    return ec.derive_private_key(int.from_bytes(sha256(label).digest()) % ORDER, ec.SECP256R1())


HUB, OVERSIGHT, STRANGER = reader(b"hub"), reader(b"oversight"), reader(b"stranger")


@pytest.fixture
def keys(tmp_path: Path) -> MonthKeys:
    return MonthKeys(private_folder(tmp_path / "month-keys"), HUB, OVERSIGHT.public_key())


def test_an_old_file_opens_for_both_readers_once_it_is_brought_up(keys: MonthKeys) -> None:
    path = keys.path(AGENCY, MONTH)
    write_new(path, OLD)
    with pytest.raises(VaultError, match="malformed"):
        keys.get(AGENCY, MONTH)
    assert keys.bring_up() == 1
    wrapped = WrappedKey.decode(path.read_bytes())
    assert [wrapped.unwrap(AGENCY, MONTH, each) for each in (HUB, OVERSIGHT)] == [SECRET, SECRET]
    assert path.read_bytes()[33:] == OLD[1:], "both halves are as they were"
    check_private(path)
    assert [each.name for each in keys.folder.iterdir()] == [path.name]
    assert keys.bring_up() == 0


def test_what_does_not_open_stays_as_it_is(keys: MonthKeys) -> None:
    write_new(keys.path(AGENCY, "2026-12"), OLD)
    write_new(keys.path(AGENCY, MONTH), OLD[:-1])
    write_new(keys.path("pk.customs", MONTH), b"")
    write_new(keys.path(AGENCY, MONTH, "destroyed"), OLD)
    other = MonthKeys(keys.folder, STRANGER, OVERSIGHT.public_key())
    before = {path.name: path.read_bytes() for _, _, path in keys.files()}
    assert (keys.bring_up(), other.bring_up()) == (0, 0)
    assert {path.name: path.read_bytes() for _, _, path in keys.files()} == before
    with pytest.raises(VaultError, match="malformed"):
        keys.get(AGENCY, MONTH)


def test_an_oversight_half_of_another_key_is_seen_by_oversight(keys: MonthKeys) -> None:
    """The commitment comes from the hub's half alone: a hub that wrapped another key to oversight is found out."""
    false = WrappedKey.wrap(AGENCY, MONTH, bytes(32), HUB.public_key(), OVERSIGHT.public_key()).encode()
    half = (len(OLD) - 1) // 2
    write_new(keys.path(AGENCY, MONTH), OLD[: 1 + half] + false[33 + half :])
    assert keys.bring_up() == 1
    wrapped = WrappedKey.decode(keys.path(AGENCY, MONTH).read_bytes())
    assert wrapped.unwrap(AGENCY, MONTH, HUB) == SECRET
    with pytest.raises(VaultError, match="commits to"):
        wrapped.unwrap(AGENCY, MONTH, OVERSIGHT)


def settings_of(base: Path) -> WriterSettings:
    """Of a log whose hub and oversight are the readers of the old file."""
    private_folder(base)
    settings = make_settings(base)
    for name, key in (("hub.key", HUB), ("oversight.key", OVERSIGHT)):
        (base / name).write_bytes(private_pem(key))
        (base / f"{name}.pub").write_bytes(public_pem(key))
    return settings


def test_a_log_that_used_an_old_key_goes_on_under_it(tmp_path: Path) -> None:
    """An upgrade in the middle of a month: the log knows the key, and its file is of the first format."""
    settings = settings_of(tmp_path)
    with opened(settings) as log:
        assert append(log, request(1)) == [0]
        ((_, _, path),) = log.keys.files()
    written = path.read_bytes()
    path.write_bytes(b"\x01" + written[33:])
    with opened(settings) as log:
        assert append(log, request(2)) == [1]
    assert path.read_bytes() == written
    path.write_bytes(b"\x01" + written[33:-1])
    with opened(settings) as log:
        assert append(log, request(3)) == [Refusal.UNAVAILABLE]
