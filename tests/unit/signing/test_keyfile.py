"""Files 0600, folders 0700; whatever is looser is refused before it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from services.signing.keyfile import (
    MAX_BYTES,
    UnsafeFile,
    check_folder,
    check_private,
    make_folder,
    read_private,
    read_secret,
    replace_private,
    write_private,
)


def test_write_and_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    old = os.umask(0)
    try:
        write_private(path, b"\x01" * 32)
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o600
    check_private(path)
    assert read_private(path) == read_secret(path) == b"\x01" * 32


def test_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_private(path, b"first")
    with pytest.raises(FileExistsError):
        write_private(path, b"second")
    assert read_private(path) == b"first"


def test_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "draft.signed"
    replace_private(path, b"one")
    replace_private(path, b"two")
    assert read_private(path) == b"two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["draft.signed"]


@pytest.mark.parametrize("mode", [0o601, 0o602, 0o604, 0o610, 0o620, 0o640, 0o666])
def test_loose_file(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    write_private(path, b"x")
    path.chmod(mode)
    for use in (check_private, read_private):
        with pytest.raises(UnsafeFile) as caught:
            use(path)
        assert caught.value.path == path


@pytest.mark.parametrize("mode", [0o701, 0o710, 0o750, 0o755])
def test_loose_folder(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "keys"
    make_folder(folder)
    folder.chmod(mode)
    with pytest.raises(UnsafeFile):
        check_folder(folder)
    with pytest.raises(UnsafeFile):
        make_folder(folder)


def test_folder_with_parents(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    old = os.umask(0)
    try:
        make_folder(deep)
    finally:
        os.umask(old)
    assert [path.stat().st_mode & 0o777 for path in (deep, deep.parent, deep.parent.parent)] == [0o700] * 3


def test_file_is_not_a_folder_and_the_reverse(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_private(path, b"x")
    with pytest.raises(UnsafeFile):
        check_folder(path)
    make_folder(tmp_path / "b")
    for use in (check_private, read_private):
        with pytest.raises(UnsafeFile):
            use(tmp_path / "b")


def test_symbolic_link_is_refused(tmp_path: Path) -> None:
    write_private(tmp_path / "a", b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for use in (check_private, read_private):
        with pytest.raises(UnsafeFile):
            use(tmp_path / "b")


def test_pipe_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p", 0o600)
    with pytest.raises(UnsafeFile):
        read_private(tmp_path / "p")


def test_absent(tmp_path: Path) -> None:
    with pytest.raises(UnsafeFile):
        read_private(tmp_path / "none")


def test_size_limits(tmp_path: Path) -> None:
    write_private(tmp_path / "big", bytes(MAX_BYTES + 1))
    with pytest.raises(UnsafeFile):
        read_private(tmp_path / "big")
    assert len(read_private(tmp_path / "big", MAX_BYTES + 1)) == MAX_BYTES + 1
    write_private(tmp_path / "short", bytes(31))
    with pytest.raises(UnsafeFile):
        read_secret(tmp_path / "short")
