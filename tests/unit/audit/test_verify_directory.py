"""The offline verifier over whole directories: what holds, what is said to be unchecked, what is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.entry import entry_leaf, registry_leaf
from audit.verify.directory import Trust, verify_directory
from audit.verify.es256 import keys_of_pem
from audit.verify.notes import parse_key
from audit.verify.policy import flat
from audit.verify.problem import VerifyError
from tests.budget import budget
from tests.unit.audit import exports
from tests.unit.audit.exports import GOVERNANCE, HUB, OVERSIGHT, RETENTION, WITNESSES, Export, full_export
from tests.unit.audit.logs import ORIGIN, MemoryLog, log_signer

VKEY = log_signer().key.encode()
FULL = Trust(
    vkey=VKEY,
    anchor=keys_of_pem(exports.pem(GOVERNANCE), "anchor"),
    seal_key=OVERSIGHT,
    retention=keys_of_pem(exports.pem(RETENTION), "retention"),
)
POLICY = flat(3, [parse_key(witness.key.encode()) for witness in WITNESSES])


def verified(folder: Path, trust: Trust = FULL) -> list[str]:
    """Lines of a report."""
    lines: list[str] = []
    verify_directory(folder, trust, lines.append)
    return lines


def failed(folder: Path, trust: Trust = FULL) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verified(folder, trust)
    return caught.value


@pytest.mark.parametrize("entries", [1, 4, 249, 254, 253, 255, 300, 700])
def test_everything_holds(tmp_path: Path, entries: int) -> None:
    lines = verified(full_export(entries).write(tmp_path))
    assert lines[-1] == f"log verified: {entries + 3} entries"
    assert f"ok    cosignatures: a quorum, by {', '.join(sorted(each.key.name for each in WITNESSES[:3]))}" in lines
    assert [line for line in lines if line.startswith("note")] == [
        "note  month keys: the half of another holder commits to the same key, and is not opened"
    ]


def test_the_hubs_key_opens_too(tmp_path: Path) -> None:
    assert "ok    encrypted entries: 15 opened and as committed, 5 under destroyed keys" in verified(
        full_export().write(tmp_path), replace(FULL, seal_key=HUB)
    )


def test_without_trust_it_says_what_it_did_not_check(tmp_path: Path) -> None:
    lines = [line for line in verified(full_export().write(tmp_path), Trust()) if line.startswith("note")]
    assert "note  registry signatures: not checked, no anchor given" in lines
    notes = "\n".join(lines)
    for told in (
        "the directory's own word",
        "cosignatures: 3 not checked",
        "older cosignatures: 15 not checked",
        "who signed is not checked",
        "encrypted entries: not opened",
        "not checked: month-keys/pk.fia.2024-05.key",
    ):
        assert told in notes


def test_an_empty_log(tmp_path: Path) -> None:
    assert verified(Export().write(tmp_path), Trust())[-1] == "log verified: 0 entries"


def test_month_keys_may_lie_elsewhere(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path / "log")
    shutil.move(folder / "month-keys", tmp_path / "elsewhere")
    assert verified(folder, replace(FULL, month_keys=tmp_path / "elsewhere"))
    assert failed(folder).where == "month-keys/pk.fia.2020-01.destroyed"
    assert failed(folder, replace(FULL, retention=None)).where == "entry 6"


def test_a_file_that_does_not_belong_is_named(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    (folder / "tile/0/000.p/7").write_bytes(b"older partial tile")
    (folder / "README").write_text("hello")
    lines = verified(folder)
    assert {"note  not checked: README", "note  not checked: tile/0/000.p/7"} <= set(lines)


# Every file, and what an undetected change of it may mean, without any trust and with all of it.
UNCHECKED_BLIND = ("registry/", "month-keys/", "sealed/", "checkpoint")
SMALL = full_export(8)
# Of an older checkpoint, text and log signature: a cosignature whose name is changed is one of a stranger.
SIGNED_BYTES = len(MemoryLog(SMALL.leaves).note(1))


def _hidden(path: str, at: int, trust: Trust) -> bool:
    """Whether a byte is one that the report says was not checked."""
    if trust is not FULL:
        return path.startswith(UNCHECKED_BLIND)
    if path.startswith("checkpoints/"):
        return at >= SIGNED_BYTES
    if path.endswith(".key"):
        hub_part = 1 + 34 + int.from_bytes(SMALL.month_keys[path.removeprefix("month-keys/")][33:35], "big")
        return 1 <= at < hub_part
    return path.startswith("sealed/") and _in_destroyed_month(at)


def _in_destroyed_month(at: int) -> bool:
    """Whether a byte of ``sealed/`` is ciphertext under the destroyed key: entries 1 and 2."""
    start = 4
    for blob in SMALL.blobs[1:3]:
        if start + 4 + 17 <= at < start + 4 + len(blob):
            return True
        start += 4 + len(blob)
    return False


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return SMALL.write(tmp_path_factory.mktemp("export"))


def _flip_is_found(folder: Path, path: str, at: int, mask: int, trust: Trust) -> None:
    file = folder / path
    good = file.read_bytes()
    file.write_bytes(good[:at] + bytes([good[at] ^ mask]) + good[at + 1 :])
    lines: list[str] = []
    found = ""
    try:
        verify_directory(folder, trust, lines.append)
    except VerifyError as error:
        found = error.where
    finally:
        file.write_bytes(good)
    assert found or _hidden(path, at, trust), (path, at, mask)
    assert found or any(line.startswith("note") for line in lines)


@budget(400)
@given(st.data())
def test_any_flipped_byte_is_found_or_said_to_be_unchecked(folder: Path, data: st.DataObject) -> None:
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    at = data.draw(st.integers(0, (folder / path).stat().st_size - 1))
    _flip_is_found(folder, path, at, data.draw(st.integers(1, 255)), data.draw(st.sampled_from([FULL, Trust()])))


def test_first_and_last_byte_of_every_file(folder: Path) -> None:
    for path in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()):
        for at in (0, (folder / path).stat().st_size - 1):
            _flip_is_found(folder, path, at, 1, FULL)


def test_a_file_cut_or_lengthened_or_missing_is_found(folder: Path) -> None:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        good = path.read_bytes()
        for bad in (good[:-2], good + b"\n", b""):
            path.write_bytes(bad)
            failed(folder)
        path.unlink()
        if path.parent.name != "checkpoints":
            failed(folder)
        path.write_bytes(good)
    assert verified(folder)


def test_an_operator_who_rewrites_an_entry(tmp_path: Path) -> None:
    """Who holds the log key rebuilds everything; the witnesses and older checkpoints stand against it."""
    export = full_export()
    folder = export.write(tmp_path / "good")
    old = (folder / "checkpoints/11").read_bytes()
    export.leaves[5] = entry_leaf(5, bytes(32))
    forged = export.write(tmp_path / "forged")
    (forged / "checkpoints/11").write_bytes(old)
    error = failed(forged, Trust(vkey=VKEY))
    assert (error.where, "forked" in error.reason) == ("checkpoints/11", True)
    (forged / "checkpoints/11").unlink()
    assert verified(forged, Trust(vkey=VKEY))
    log = MemoryLog(export.leaves)
    (forged / "checkpoint").write_bytes(log.note(len(export.leaves)))
    assert "no quorum" in failed(forged, Trust(policy=POLICY)).reason


def test_too_few_witnesses(tmp_path: Path) -> None:
    export = full_export()
    export.cosigners = 2
    folder = export.write(tmp_path)
    assert verified(folder, Trust())
    for trust in (FULL, Trust(policy=POLICY)):
        error = failed(folder, trust)
        assert (error.where, error.reason) == ("checkpoint", "no quorum: 2 of the witnesses cosigned")


def test_an_older_checkpoint_of_more_entries(tmp_path: Path) -> None:
    export = full_export()
    export.older = [5]
    folder = export.write(tmp_path)
    log = MemoryLog([*export.leaves, b"more"])
    (folder / f"checkpoints/{len(log.hashes)}").write_bytes(log.note(len(log.hashes)))
    assert "rolled back" in failed(folder, Trust()).reason
    (folder / "checkpoints/6").write_bytes(log.note(5))
    assert failed(folder, Trust()).where.startswith("checkpoints/")


def test_another_logs_key(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    other = log_signer(2).key.encode()
    assert failed(folder, Trust(vkey=other)).where == "log.vkey"
    (folder / "log.vkey").write_text(other + "\n")
    assert failed(folder, Trust(vkey=other)).where.startswith("checkpoint")
    (folder / "log.vkey").write_text(WITNESSES[0].key.encode() + "\n")
    assert failed(folder, Trust()).where == "log.vkey"
    (folder / "log.vkey").write_text(VKEY + "\n")
    policy = replace(POLICY, logs=(parse_key(other),))
    assert failed(folder, Trust(policy=policy)).where == "log.vkey"
    policy = replace(POLICY, logs=(parse_key(VKEY),))
    assert not any("own word" in line for line in verified(folder, Trust(policy=policy)))


def test_a_checkpoint_of_another_origin(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    head = Checkpoint("rabta.test/other", 0, sha256(b"").digest())
    (folder / "checkpoint").write_bytes(sign_checkpoint(head, log_signer()))
    assert "another log" in failed(folder, Trust()).reason


def _wrong_index(export: Export) -> None:
    export.leaves[4] = entry_leaf(5, export.leaves[4][9:])


def _long_leaf(export: Export) -> None:
    export.leaves[4] += b"\0"


def _unknown_leaf(export: Export) -> None:
    export.leaves[4] = b"\x07" + export.leaves[4][1:]


def _empty_leaf(export: Export) -> None:
    export.leaves[4] = b""


def _origin_in_the_middle(export: Export) -> None:
    export.leaves[4] = b"\x04" + b"note"


def _version_back(export: Export) -> None:
    export.add_plain(registry_leaf(2, bytes(32)))


def _destroyed_twice(export: Export) -> None:
    export.destroy("pk.fia", "2020-01")


def _entry_without_stored_form(export: Export) -> None:
    export.blobs[4] = b""


def _stored_form_without_entry(export: Export) -> None:
    export.blobs[0] = export.blobs[4]


def _swapped_stored_forms(export: Export) -> None:
    export.blobs[7], export.blobs[8] = export.blobs[8], export.blobs[7]


def _false_commitment(export: Export) -> None:
    export.leaves[8] = entry_leaf(8, bytes(32))


def _lost_month_key(export: Export) -> None:
    export.month_keys.pop("pk.police.2024-05.key")


def _lost_record(export: Export) -> None:
    export.month_keys.pop("pk.fia.2020-01.destroyed")


def _entry_after_destruction(export: Export) -> None:
    export.add_entries("pk.fia", "2020-01", 1)
    export.month_keys.pop("pk.fia.2020-01.key")


def _record_without_leaf(export: Export) -> None:
    export.month_keys["pk.fia.2021-01.destroyed"] = export.month_keys["pk.fia.2020-01.destroyed"]


@pytest.mark.parametrize(
    ("spoil", "where", "reason"),
    [
        (_wrong_index, "entry 4", "another index"),
        (_long_leaf, "entry 4", "another length"),
        (_unknown_leaf, "entry 4", "no known form"),
        (_empty_leaf, "entry 4", "no known form"),
        (_origin_in_the_middle, "entry 4", "out of its place"),
        (_version_back, "entry 23", "does not rise"),
        (_destroyed_twice, "entry 23", "destroyed twice"),
        (_entry_without_stored_form, "sealed/000.p/23", "entry 4"),
        (_stored_form_without_entry, "sealed/000.p/23", "entry 0"),
        (_swapped_stored_forms, "entry 7", "does not open"),
        (_false_commitment, "entry 8", "not the one that its leaf commits to"),
        (_lost_month_key, "entry 6", "cannot be decrypted"),
        (_lost_record, "month-keys/pk.fia.2020-01.destroyed", "missing"),
        (_entry_after_destruction, "entry 23", "destroyed"),
        (_record_without_leaf, "month-keys/pk.fia.2021-01.destroyed", "no entry says"),
    ],
)
def test_what_the_operator_may_not_write(
    tmp_path: Path, spoil: Callable[[Export], None], where: str, reason: str
) -> None:
    export = full_export()
    spoil(export)
    export.older = []
    error = failed(export.write(tmp_path))
    assert error.where == where
    assert reason in error.reason


def test_only_retention_holders_destroy(tmp_path: Path) -> None:
    export = full_export()
    export.destroy("pk.x", "2020-02", sorted([exports.p256(91), RETENTION[0]], key=exports.kid))
    error = failed(export.write(tmp_path))
    assert error.where == "month-keys/pk.x.2020-02.destroyed"
    assert "retention key" in error.reason


def test_a_key_without_encrypted_entries(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    shutil.rmtree(folder / "sealed")
    assert failed(folder).where == "sealed"
    assert verified(folder, replace(FULL, seal_key=None))


def test_a_stranger_s_key_opens_no_month_key(tmp_path: Path) -> None:
    folder = full_export().write(tmp_path)
    error = failed(folder, replace(FULL, seal_key=exports.p256(77)))
    assert error.where == "month-keys/pk.fia.2024-05.key"


def test_a_log_that_continues_another(tmp_path: Path) -> None:
    export = Export()
    export.add_plain(b"\x04" + MemoryLog([b"x"], log_signer(3, "rabta.test/audit/0")).note(1))
    export.add_entries("pk.fia", "2024-05", 3)
    lines = verified(export.write(tmp_path), Trust())
    assert "note  this log continues another, named in entry 0: 'rabta.test/audit/0'" in lines
    assert ORIGIN in lines[1]


def test_no_directory(tmp_path: Path) -> None:
    assert "no such directory" in failed(tmp_path / "absent", Trust()).reason
    assert failed(tmp_path, Trust()).where == "log.vkey"
