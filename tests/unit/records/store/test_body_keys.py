"""The file of the versions' keys: sealed, rewritten to erase, noticed by whoever else holds it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from services.records.body_keys import FILE, MARK, BodyKeys, replace_and_wipe
from services.records.errors import StorageUnavailable
from services.records.key_tree import KeyGone, index_of
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import SealBroken

SECRET = bytes(range(32))
ABOUT = bytes(32)


@pytest.fixture
def keys(tmp_path: Path) -> BodyKeys:
    made = BodyKeys(tmp_path / FILE, SECRET)
    made.make()
    return made


def test_a_version_opens_at_its_place_alone(keys: BodyKeys) -> None:
    sealed = keys.seal(3, 4, b"said", ABOUT)
    assert sealed.startswith(MARK)
    assert keys.open(3, 4, sealed, ABOUT) == b"said"
    for page, leaf, about in ((3, 5, ABOUT), (4, 4, ABOUT), (3, 4, b"other")):
        with pytest.raises(SealBroken):
            keys.open(page, leaf, sealed, about)
    assert keys.seal(3, 4, b"said", ABOUT) != sealed


def test_what_was_sealed_before_opens_still_even_where_it_begins_like_the_mark(keys: BodyKeys) -> None:
    assert keys.open(1, 1, keys.seal_before(b"old", ABOUT), ABOUT) == b"old"
    unlucky = MARK + bytes(8) + keys._field._aead.encrypt(MARK + bytes(8), b"old", ABOUT)
    assert keys.open(1, 1, unlucky, ABOUT) == b"old"


def test_a_destroyed_key_opens_nothing_here_or_in_another_process(keys: BodyKeys) -> None:
    other = BodyKeys(keys.path, SECRET)
    sealed, beside = keys.seal(3, 4, b"said", ABOUT), keys.seal(3, 5, b"kept", ABOUT)
    assert other.open(3, 4, sealed, ABOUT) == b"said"
    keys.destroy([(3, 4)], 1)
    for each in (keys, other, BodyKeys(keys.path, SECRET)):
        with pytest.raises(KeyGone):
            each.open(3, 4, sealed, ABOUT)
        assert each.open(3, 5, beside, ABOUT) == b"kept"
        assert each.held().erasures == 1


def test_two_processes_that_destroy_lose_nothing_of_one_another(keys: BodyKeys) -> None:
    other = BodyKeys(keys.path, SECRET)
    other.held()
    keys.destroy([(1, 1)], 1)
    other.destroy([(2, 2)], 3)
    keys.destroy([(1, 1)], 2)
    held = BodyKeys(keys.path, SECRET).held()
    assert not held.tree.holds(index_of(1, 1))
    assert not held.tree.holds(index_of(2, 2))
    assert held.erasures == 3, "it is never counted back"


def test_the_file_is_private_and_says_nothing_without_the_secret(keys: BodyKeys) -> None:
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    root = keys.held().tree.encode()[7:]
    assert root not in keys.path.read_bytes()
    with pytest.raises(SealBroken):
        BodyKeys(keys.path, bytes(32)).held()
    keys.path.chmod(0o644)
    with pytest.raises(UnsafeFile):
        BodyKeys(keys.path, SECRET).held()


def test_made_once_and_never_again(keys: BodyKeys) -> None:
    before = keys.path.read_bytes()
    assert BodyKeys(keys.path, SECRET).make().store == keys.held().store
    assert keys.path.read_bytes() == before


def test_without_the_file_nothing_is_sealed(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        BodyKeys(tmp_path / FILE, SECRET).seal(1, 1, b"said", ABOUT)


def test_the_old_bytes_are_overwritten_where_they_lay(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    replace_and_wipe(path, b"old keys" * 200_000)
    old = os.open(path, os.O_RDONLY)
    replace_and_wipe(path, b"new keys")
    assert os.pread(old, 2_000_000, 0) == bytes(8 * 200_000)
    os.close(old)
    assert path.read_bytes() == b"new keys"
    assert [each.name for each in tmp_path.iterdir()] == ["keys"]


def test_a_copy_where_nobody_may_look_is_said_to_be_left(keys: BodyKeys) -> None:
    keys.copy_to(keys.path.with_name("copy"))
    unseen = keys.path.with_name("x" * 300)
    keys.path.with_name(f"{FILE}.copies").write_text(f"{keys.path.with_name('copy')}\n{unseen}\n")
    assert keys.destroy([(1, 1)], 1) == [str(unseen)]
    assert keys.path.with_name("copy").read_bytes() == keys.path.read_bytes()


def test_what_a_killed_process_left_half_written_goes(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    replace_and_wipe(path, b"old")
    (tmp_path / ".keys.12345").write_bytes(b"ne")
    replace_and_wipe(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["keys"]
