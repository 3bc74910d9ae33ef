"""Private key files: made once, closed to others, and of the right kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit import ed25519
from audit.ed25519 import Ed25519KeyError


def test_a_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "log.pem"
    private = ed25519.create_private(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert ed25519.public_bytes(ed25519.load_private(path)) == ed25519.public_bytes(private)
    with pytest.raises(FileExistsError):
        ed25519.create_private(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_loose_key_file_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "log.pem"
    ed25519.create_private(path)
    path.chmod(mode)
    with pytest.raises(Ed25519KeyError, match="others"):
        ed25519.load_private(path)


def test_what_is_no_ed25519_key_is_refused(tmp_path: Path) -> None:
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for name, data in (("other.pem", other), ("junk.pem", b"junk")):
        path = tmp_path / name
        path.touch(0o600)
        path.write_bytes(data)
        with pytest.raises(Ed25519KeyError):
            ed25519.load_private(path)
    with pytest.raises(Ed25519KeyError):
        ed25519.load_private(tmp_path / "absent.pem")


def test_a_signature_under_another_key_does_not_hold(tmp_path: Path) -> None:
    first, second = ed25519.create_private(tmp_path / "a"), ed25519.create_private(tmp_path / "b")
    assert ed25519.verify(ed25519.public_bytes(first), first.sign(b"m"), b"m")
    assert not ed25519.verify(ed25519.public_bytes(second), first.sign(b"m"), b"m")
    assert not ed25519.verify(ed25519.public_bytes(first), first.sign(b"m"), b"n")
    assert not ed25519.verify(ed25519.public_bytes(first), b"short", b"m")
    with pytest.raises(Ed25519KeyError):
        ed25519.verify(bytes(32), first.sign(b"m"), b"m")
