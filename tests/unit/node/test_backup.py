"""A backup holds what may be put back and nothing else, whole, private, as of one moment."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from services.node.backup import BackupRefused, Manifest, back_up, digest_of, read_manifest
from services.node.restore import restore
from services.signing.keyfile import UnsafeFile, read_secret, write_private
from tests.unit.node.shelves import database, hub, member, rows, state_of

NEVER = ("log.db", "month-keys", "witness", "issuer.db", "graph", "calls.log", "reads.db", "log.key")


def test_of_a_hub_its_databases_and_settings(tmp_path: Path) -> None:
    node, target = hub(tmp_path), tmp_path / "backup"
    made = back_up(node.folder, target, keys=False)
    assert list(made.files)[:3] == ["oversight.db", "linkage.db", "records.db"], "records are copied after the links"
    assert set(made.files) == {
        "oversight.db", "linkage.db", "records.db", "settings.toml", "tls.crt", "ca.crt", "anchor.pem", "member.toml",
        "registry/1.signed",
    }  # fmt: skip
    assert (made.kind, made.agency, made.keys) == ("hub", "pk.hub", False)
    assert rows(target / "records.db", "select record_id from head") == [("r1",), ("r2",)]


def test_files_that_change_answers_are_in_it_and_come_back(tmp_path: Path) -> None:
    """Without them referrals would go nowhere, paused receivers be given copies, and no registry be believed."""
    node, target = hub(tmp_path), tmp_path / "backup"
    answers = ("duty_bearers.toml", "lists.toml", "receivers.toml", "identity.crt")
    for name in answers:
        write_private(node.folder / name, name.encode())
    assert set(answers) <= set(back_up(node.folder, target, keys=False).files)
    for name in answers:
        (node.folder / name).unlink()
    write_private(node.folder / "receivers.toml", b"newer")
    restore(target, node.folder, replace=True)
    after = {name: (node.folder / name).read_bytes() for name in answers}
    assert after == {name: name.encode() for name in answers} | {"receivers.toml": b"newer"}


def test_keys_are_in_it_on_request_alone(tmp_path: Path) -> None:
    node = hub(tmp_path)
    plain = back_up(node.folder, tmp_path / "plain", keys=False)
    whole = back_up(node.folder, tmp_path / "whole", keys=True)
    assert set(whole.files) - set(plain.files) == {"tls.key", "message.key", "seal.key", "secret.key"}
    secrets = {path.read_bytes() for path in node.folder.rglob("*.key")}
    assert secrets.isdisjoint(state_of(tmp_path / "plain").values())


def test_of_a_member_its_journal_promises_and_profiles(tmp_path: Path) -> None:
    node = member(tmp_path)
    made = back_up(node.folder, tmp_path / "backup", keys=True)
    assert {"state/feed.db", "state/promises.db", "profile.toml", "member.toml", "page.key"} <= set(made.files)
    assert "systems/issuer/token.key" in made.files


@pytest.mark.parametrize("make", [hub, member])
def test_what_must_never_come_back_is_never_copied(make: Callable[..., Any], tmp_path: Path) -> None:
    node = make(tmp_path)
    made = back_up(node.folder, tmp_path / "backup", keys=True)
    assert not [name for name in made.files for word in NEVER if word in name]
    assert b"never" not in state_of(tmp_path / "backup").values()


def test_every_file_is_private_and_as_the_manifest_says(tmp_path: Path) -> None:
    target = tmp_path / "backup"
    made = back_up(hub(tmp_path).folder, target, keys=True)
    for path in [target, *target.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert {name: digest_of(target / name) for name in made.files} == made.files
    assert read_manifest(target)[0] == made


def test_what_a_writer_has_not_committed_is_not_in_it_and_nobody_waits(tmp_path: Path) -> None:
    node = hub(tmp_path)
    with closing(sqlite3.connect(node.folder / "records.db", isolation_level=None)) as writing:
        writing.execute("insert into head values ('pk.fia', 'r3', 'ACTIVE')")
        writing.execute("begin immediate")
        writing.execute("insert into head values ('pk.fia', 'r4', 'ACTIVE')")
        back_up(node.folder, tmp_path / "backup", keys=False)
        writing.execute("commit")
    found = rows(tmp_path / "backup" / "records.db", "select record_id from head")
    assert found == [("r1",), ("r2",), ("r3",)], "committed in the journal, too"


def test_a_damaged_database_is_refused_and_nothing_stays(tmp_path: Path) -> None:
    node = hub(tmp_path)
    path = node.folder / "linkage.db"
    path.write_bytes(path.read_bytes()[:100] + bytes(9000))
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    with pytest.raises(BackupRefused, match=r"linkage\.db"):
        back_up(node.folder, tmp_path / "backup", keys=False)
    assert not list(tmp_path.glob("*backup*"))


def test_it_is_never_written_over_another(tmp_path: Path) -> None:
    node = hub(tmp_path)
    back_up(node.folder, tmp_path / "backup", keys=False)
    before = state_of(tmp_path / "backup")
    with pytest.raises(FileExistsError):
        back_up(node.folder, tmp_path / "backup", keys=True)
    assert state_of(tmp_path / "backup") == before


def test_a_folder_of_nobody_or_open_to_others_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    database(other / "records.db", "create table head(a)")
    with pytest.raises(BackupRefused, match=r"member\.toml"):
        back_up(other, tmp_path / "backup", keys=False)
    node = hub(tmp_path)
    node.folder.chmod(0o755)
    with pytest.raises(UnsafeFile):
        back_up(node.folder, tmp_path / "backup", keys=False)


def test_the_tag_stands_for_every_word_and_for_the_secret(tmp_path: Path) -> None:
    node = hub(tmp_path)
    made = back_up(node.folder, tmp_path / "backup", keys=False)
    _, tag = read_manifest(tmp_path / "backup")
    secret = read_secret(node.secret_key)
    assert made.tag(secret) == tag
    others = [
        Manifest("hub", "pk.hub", made.federation_id, made.made_ms + 1, False, made.files),
        Manifest("hub", "pk.hub", made.federation_id, made.made_ms, True, made.files),
        Manifest("hub", "pk.hub", made.federation_id, made.made_ms, False, {**made.files, "records.db": "00" * 32}),
    ]
    assert not [other for other in others if other.tag(secret) == tag]
    assert made.tag(bytes(32)) != tag
