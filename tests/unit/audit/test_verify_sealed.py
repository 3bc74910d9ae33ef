"""The verifier's own opening of entries and month keys, against what the vault writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import entry_leaf
from audit.monthkeys import WrappedKey
from audit.vault import MonthKey, month_key_id, seal
from audit.verify.layout import Directory
from audit.verify.leaves import Destroyed, Leaves
from audit.verify.problem import VerifyError
from audit.verify.sealed import MonthKeys, Opener, check_record, key_id, split_blobs, unwrap
from tests.unit.audit.exports import HUB, OVERSIGHT, p256

SECRET = bytes(range(32))
KEY = MonthKey("pk.fia", "2024-05", SECRET)
NAME = key_id("pk.fia", "2024-05")


def sealed_entry(index: int, open_part: bytes, sealed_part: bytes) -> tuple[bytes, bytes]:
    [commitment], [stored] = seal(index, [KEY], [open_part], [sealed_part])
    return entry_leaf(index, commitment), stored


def open_alone(index: int, leaf: bytes, stored: bytes) -> None:
    opener = Opener({NAME: SECRET})
    opener.take(index, leaf, stored)
    opener.check_closed([])


def test_key_ids_agree() -> None:
    assert key_id("pk.fia", "2024-05") == month_key_id("pk.fia", "2024-05")


@given(st.integers(0, 2**63), st.binary(max_size=80), st.binary(max_size=80))
def test_entries_open(index: int, open_part: bytes, sealed_part: bytes) -> None:
    opener = Opener({NAME: SECRET})
    opener.take(index, *sealed_entry(index, open_part, sealed_part))
    assert (opener.opened, opener.closed) == (1, {})


@given(st.data())
def test_a_spoilt_entry_is_found(data: st.DataObject) -> None:
    leaf, stored = sealed_entry(7, b"open", b"sealed")
    at = data.draw(st.integers(0, len(stored) - 1))
    spoilt = stored[:at] + bytes([stored[at] ^ data.draw(st.integers(1, 255))]) + stored[at + 1 :]
    with pytest.raises(VerifyError, match="entry 7"):
        open_alone(7, leaf, spoilt)


def test_an_entry_of_another_index_or_leaf_or_key() -> None:
    leaf, stored = sealed_entry(7, b"open", b"sealed")
    other, _ = sealed_entry(7, b"open", b"sealed")
    for index, one, secret in ((8, leaf, SECRET), (7, other, SECRET), (7, leaf, bytes(32))):
        with pytest.raises(VerifyError, match=f"entry {index}"):
            Opener({NAME: secret}).take(index, one, stored)


def test_entries_under_a_destroyed_key() -> None:
    opener = Opener({})
    for index in (3, 4, 9):
        opener.take(index, *sealed_entry(index, b"", b""))
    later = Destroyed(10, "pk.fia", "2024-05", bytes(32))
    assert opener.check_closed([later]) == 3
    for destroyed, where in (
        ([], "entry 3"),
        ([Destroyed(10, "pk.fia", "2024-06", bytes(32))], "entry 3"),
        ([Destroyed(8, "pk.fia", "2024-05", bytes(32))], "entry 9"),
    ):
        with pytest.raises(VerifyError) as caught:
            opener.check_closed(destroyed)
        assert caught.value.where == where


def test_month_keys_unwrap_for_both_holders() -> None:
    data = WrappedKey.wrap("pk.fia", "2024-05", SECRET, HUB.public_key(), OVERSIGHT.public_key()).encode()
    for holder in (HUB, OVERSIGHT):
        assert unwrap(data, "pk.fia", "2024-05", holder, "file") == SECRET
    for agency, month, holder in (
        ("pk.fia", "2024-05", p256(5)),
        ("pk.fib", "2024-05", HUB),
        ("pk.fia", "2024-06", HUB),
    ):
        with pytest.raises(VerifyError, match="file"):
            unwrap(data, agency, month, holder, "file")


@given(st.data())
def test_a_spoilt_month_key_file_is_found(data: st.DataObject) -> None:
    good = WrappedKey.wrap("pk.fia", "2024-05", SECRET, HUB.public_key(), OVERSIGHT.public_key()).encode()
    start = 33 + 34 + int.from_bytes(good[65:67], "big")
    at = data.draw(st.one_of(st.integers(0, 32), st.integers(65, 66), st.integers(start, len(good) - 1)))
    spoilt = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    for bad in (spoilt, good[:-1], good + b"\0", b""):
        with pytest.raises(VerifyError, match="file"):
            unwrap(bad, "pk.fia", "2024-05", OVERSIGHT, "file")


def test_a_half_that_holds_another_key_is_found_by_its_holder() -> None:
    good = WrappedKey.wrap("pk.fia", "2024-05", SECRET, HUB.public_key(), OVERSIGHT.public_key())
    garbage = WrappedKey.wrap("pk.fia", "2024-05", bytes(32), HUB.public_key(), OVERSIGHT.public_key())
    mixed = WrappedKey(good.commitment, good.hub, garbage.oversight).encode()
    assert unwrap(mixed, "pk.fia", "2024-05", HUB, "file") == SECRET
    with pytest.raises(VerifyError, match="commits to"):
        unwrap(mixed, "pk.fia", "2024-05", OVERSIGHT, "file")
    turned = WrappedKey(garbage.commitment, good.hub, garbage.oversight).encode()
    assert unwrap(turned, "pk.fia", "2024-05", OVERSIGHT, "file") == bytes(32), "then no entry opens under it"
    with pytest.raises(VerifyError, match="commits to"):
        unwrap(turned, "pk.fia", "2024-05", HUB, "file")


def test_a_month_key_of_another_length() -> None:
    data = WrappedKey.wrap("pk.fia", "2024-05", b"short", HUB.public_key(), OVERSIGHT.public_key()).encode()
    with pytest.raises(VerifyError, match="length"):
        unwrap(data, "pk.fia", "2024-05", HUB, "file")


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=20))
def test_files_of_stored_forms_are_split(blobs: list[bytes]) -> None:
    data = b"".join(len(blob).to_bytes(4, "big") + blob for blob in blobs)
    assert split_blobs("p", data, len(blobs)) == blobs
    for bad, width in ((data[:-1], len(blobs)), (data + b"\0", len(blobs)), (data, len(blobs) + 1)):
        with pytest.raises(VerifyError, match="p"):
            split_blobs("p", bad, width)


@pytest.mark.parametrize("blob", [b"", b"\x01" + bytes(80), b"\x02" + bytes(63)])
def test_stored_forms_of_no_known_format(blob: bytes) -> None:
    with pytest.raises(VerifyError, match="malformed"):
        Opener({}).take(1, b"", blob)


def test_a_record_of_another_destruction() -> None:
    leaf = Destroyed(10, "pk.fia", "2024-05", bytes(32))
    for record in (b"", bytes(192), bytes(191)):
        with pytest.raises(VerifyError, match="commits to"):
            check_record(leaf, record, "origin", None, "file")


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(0, 3))
def test_strange_leaves_are_refused_with_their_index(leaves: list[bytes], first: int) -> None:
    where = ""
    try:
        Leaves().take(first, leaves)
    except VerifyError as error:
        where = error.where
    assert where in {"", *(f"entry {index}" for index in range(first, first + len(leaves)))}
    assert where or all(leaf[:1] in (b"\x01", b"\x02", b"\x03", b"\x04") for leaf in leaves)


def test_a_file_of_another_name_among_month_keys_is_none(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("of the operator")
    (tmp_path / "pk.fia.2024-05.destroyed").write_bytes(b"record")
    loaded = MonthKeys.load(Directory(tmp_path), "", None)
    assert (loaded.keys, loaded.records) == ({}, {("pk.fia", "2024-05"): b"record"})
