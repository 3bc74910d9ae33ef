"""Everything secret below a folder is looked at together: what is loose is refused, all of it at once, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.signing.keyfile import UnsafeFile
from services.signing.modes import UnsafeFiles, check_modes

SECRET = (
    "message.key", "secret.key", "settings.toml", "issuer.toml", "audit/log.key", "audit/writer.toml", "audit/log.db",
    "audit/month-keys/pk.fia.2026-01.key", "audit/month-keys/pk.fia.2026-01.destroyed", "graph/root.password",
    "records.db", "records.db-wal", "witness/witness.toml", "officers/fia-1.key",
)  # fmt: skip
PUBLIC = ("tls.crt", "ca.crt", "message.key.pub", "registry/1.signed", "samples/one.csv", "graph/databases/x.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in SECRET:
        put(tmp_path, name, 0o600)
    for name in PUBLIC:
        put(tmp_path, name, 0o644)
    return tmp_path


def put(folder: Path, name: str, mode: int) -> None:
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in path.parents:
        if each.is_relative_to(folder):
            each.chmod(0o700)
    path.write_bytes(b"held")
    path.chmod(mode)


def test_what_is_private_passes_and_what_is_public_is_not_asked_about(folder: Path) -> None:
    check_modes(folder)


@pytest.mark.parametrize("name", SECRET)
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601], ids=oct)
def test_each_that_is_loose_is_refused(folder: Path, name: str, mode: int) -> None:
    (folder / name).chmod(mode)
    with pytest.raises(UnsafeFiles) as refused:
        check_modes(folder)
    assert refused.value.paths == [folder / name]
    assert str(folder / name) in str(refused.value)


def test_all_of_them_are_named_at_once_and_nothing_of_their_content(folder: Path) -> None:
    for name in SECRET:
        (folder / name).chmod(0o644)
    with pytest.raises(UnsafeFile) as refused:
        check_modes(folder)
    assert all(str(folder / name) in str(refused.value) for name in SECRET)
    assert "held" not in str(refused.value)


@pytest.mark.parametrize("name", ["audit", "audit/month-keys", "."])
def test_a_folder_of_secrets_that_others_may_enter_is_refused(folder: Path, name: str) -> None:
    (folder / name).chmod(0o750)
    with pytest.raises(UnsafeFiles) as refused:
        check_modes(folder)
    assert refused.value.paths == [folder / name]


def test_links_are_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of who is named in a link nothing is known; what opens a key follows none either."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere, "other.key", 0o644)
    (folder / "link.key").symlink_to(elsewhere / "other.key")
    (folder / "beyond").symlink_to(elsewhere)
    check_modes(folder)
