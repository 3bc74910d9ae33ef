"""A backup comes back where it belongs, under a node that is stopped, without what a court ordered to be gone."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.membership.layout import NodeFiles
from services.node.backup import BackupRefused, back_up
from services.node.restore import may_return, restore
from services.node.settings import load_settings
from services.signing.keyfile import UnsafeFile
from tests.fakes import live
from tests.unit.node.shelves import forged, hub, member, pages, rows, state_of

RECORDS = "select record_id from head order by record_id"


@pytest.fixture
def shelf() -> Iterator[tuple[NodeFiles, Path]]:
    """A hub, and a backup of it, in a folder whose name is short enough for a socket in it."""
    with TemporaryDirectory(prefix="shelf-") as folder:
        node, backup = hub(Path(folder)), Path(folder) / "backup"
        back_up(node.folder, backup, keys=False)
        yield node, backup


def changed(node: NodeFiles, statement: str) -> None:
    with closing(sqlite3.connect(node.folder / "records.db")) as db:
        db.execute(statement)
        db.commit()


def test_it_comes_back_as_it_was_with_right_modes(shelf: tuple[NodeFiles, Path]) -> None:
    node, backup = shelf
    changed(node, "insert into head values ('pk.fia', 'r3', 'ACTIVE')")
    (node.folder / "snapshot").mkdir()
    (node.folder / "snapshot" / "0.page").touch()
    restore(backup, node.folder, replace=True)
    assert rows(node.folder / "records.db", RECORDS) == [("r1",), ("r2",)]
    for name in ("records.db", "linkage.db", "oversight.db"):
        assert stat.S_IMODE((node.folder / name).stat().st_mode) == 0o600
    assert (node.folder / "audit" / "log.db").read_bytes() == b"never", "the log stays as it is"
    assert not (node.folder / "graph").exists(), "it shows links of another time"
    assert not (node.folder / "snapshot").exists(), "detectors would read rows of another time"


def test_an_old_journal_is_not_read_into_the_restored_file(shelf: tuple[NodeFiles, Path]) -> None:
    """A killed node leaves committed pages in the journal: they belong to the file that goes."""
    node, backup = shelf
    writing = sqlite3.connect(node.folder / "records.db", isolation_level=None)
    writing.execute("insert into head values ('pk.fia', 'r3', 'ACTIVE')")
    kept = {name: (node.folder / name).read_bytes() for name in ("records.db", "records.db-wal")}
    writing.close()
    for name, content in kept.items():
        (node.folder / name).write_bytes(content)
    restore(backup, node.folder, replace=True)
    assert not (node.folder / "records.db-wal").exists()
    assert rows(node.folder / "records.db", RECORDS) == [("r1",), ("r2",)]


def test_what_is_there_goes_only_when_that_is_said(shelf: tuple[NodeFiles, Path]) -> None:
    node, backup = shelf
    before = state_of(node.folder)
    with pytest.raises(BackupRefused, match="--replace"):
        restore(backup, node.folder, replace=False)
    assert state_of(node.folder) == before
    for name in ("records.db", "linkage.db", "oversight.db"):
        (node.folder / name).unlink()
    restore(backup, node.folder, replace=False)
    assert rows(node.folder / "records.db", RECORDS) == [("r1",), ("r2",)]


def test_a_record_that_was_expunged_since_does_not_come_back(shelf: tuple[NodeFiles, Path], tmp_path: Path) -> None:
    node, backup = shelf
    changed(node, "update head set status = 'EXPUNGED' where record_id = 'r1'")
    before = state_of(node.folder)
    with pytest.raises(BackupRefused, match="1 records that were expunged since"):
        restore(backup, node.folder, replace=True)
    assert state_of(node.folder) == before
    back_up(node.folder, tmp_path / "later", keys=False)
    restore(tmp_path / "later", node.folder, replace=True)
    assert rows(node.folder / "records.db", "select status from head where record_id = 'r1'") == [("EXPUNGED",)]


def test_never_under_a_node_that_runs(shelf: tuple[NodeFiles, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    node, backup = shelf
    monkeypatch.setattr("services.node.ports.PATIENCE_S", 0.0)
    with socket.socket() as edge:
        edge.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        edge.bind(("127.0.0.1", load_settings(node.folder, {}).port))
        edge.listen()
        with pytest.raises(BackupRefused, match="stop it first"):
            restore(backup, node.folder, replace=True)
    (node.folder / "admin").mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as projector:
        projector.bind(str(node.folder / "admin" / "projector.sock"))
        projector.listen()
        with pytest.raises(BackupRefused, match="still runs"):
            restore(backup, node.folder, replace=True)
    restore(backup, node.folder, replace=True)


def alter(path: Path) -> None:
    """One record is another's from now on."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("update head set record_id = 'someone-else' where record_id = 'r1'")
        db.commit()


def swap_with_digest(backup: Path) -> None:
    from services.node.backup import digest_of, read_manifest

    alter(backup / "records.db")
    made, _ = read_manifest(backup)
    forged(backup, files={**made.files, "records.db": digest_of(backup / "records.db")})


def add(backup: Path, name: str, *, named: bool) -> None:
    from services.node.backup import digest_of, read_manifest

    path = backup / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    if named:
        made, _ = read_manifest(backup)
        forged(backup, files={**made.files, name: digest_of(path)})


STRANGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "record-altered": (lambda backup: alter(backup / "records.db"), "not what the backup was made with"),
    "record-and-digest-altered": (swap_with_digest, "altered"),
    "another-moment": (lambda backup: forged(backup, made_ms=1), "altered"),
    "tag-gone": (lambda backup: forged(backup, tag=""), "altered"),
    "file-missing": (lambda backup: (backup / "linkage.db").unlink(), "missing"),
    "file-beside": (lambda backup: add(backup, "audit.db", named=False), "not of the backup"),
    "log": (lambda backup: add(backup, "audit/log.db", named=True), "never put back"),
    "month-key": (lambda backup: add(backup, "audit/month-keys/pk.fia.2026-01.key", named=True), "never put back"),
    "path-out": (lambda backup: forged(backup, files={"../evil": "00"}), "never put back"),
    "absolute-path": (lambda backup: forged(backup, files={"/etc/evil": "00"}), "never put back"),
    "as-a-members": (lambda backup: forged(backup, kind="member"), "the folder of"),
    "another-agency": (lambda backup: forged(backup, agency="pk.fia"), "the folder of"),
    "another-federation": (lambda backup: forged(backup, federation_id="00" * 32), "another federation"),
    "another-release": (lambda backup: forged(backup, format=2), "another release"),
    "no-manifest": (lambda backup: (backup / "backup.json").write_text("{}"), "no backup of ours"),
}


@pytest.mark.parametrize(("touch", "said"), STRANGERS.values(), ids=STRANGERS)
def test_what_a_stranger_did_to_it_is_refused_and_changes_nothing(
    touch: Callable[[Path], object], said: str, shelf: tuple[NodeFiles, Path]
) -> None:
    node, backup = shelf
    touch(backup)
    before = state_of(node.folder)
    with pytest.raises(BackupRefused, match=said):
        restore(backup, node.folder, replace=True)
    assert state_of(node.folder) == before


def test_a_backup_that_others_may_read_or_write_is_refused(shelf: tuple[NodeFiles, Path]) -> None:
    node, backup = shelf
    (backup / "records.db").chmod(0o644)
    with pytest.raises(UnsafeFile):
        restore(backup, node.folder, replace=True)
    backup.chmod(0o755)
    with pytest.raises(UnsafeFile):
        restore(backup, node.folder, replace=True)


def test_a_link_in_the_backup_is_not_followed(shelf: tuple[NodeFiles, Path]) -> None:
    node, backup = shelf
    (backup / "settings.toml").unlink()
    (backup / "settings.toml").symlink_to(node.folder / "audit" / "log.db")
    with pytest.raises(UnsafeFile, match="plain file"):
        restore(backup, node.folder, replace=True)


def test_after_the_loss_of_everything_it_makes_a_new_folder_with_its_keys(tmp_path: Path) -> None:
    node = hub(tmp_path)
    back_up(node.folder, tmp_path / "plain", keys=False)
    back_up(node.folder, tmp_path / "whole", keys=True)
    keys = {path.name: path.read_bytes() for path in node.folder.glob("*.key")}
    shutil.rmtree(node.folder)
    with pytest.raises(BackupRefused, match=r"secret\.key"):
        restore(tmp_path / "plain", node.folder, replace=False)
    restore(tmp_path / "whole", node.folder, replace=False)
    assert {path.name: path.read_bytes() for path in node.folder.glob("*.key")} == keys
    assert (node.registry / "1.signed").exists()
    for path in [node.folder, *node.folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_another_hubs_backup_is_not_taken_though_it_is_called_alike(tmp_path: Path) -> None:
    one, two = hub(tmp_path / "one"), hub(tmp_path / "two")
    back_up(one.folder, tmp_path / "backup", keys=False)
    two.secret_key.unlink()
    two.secret_key.write_bytes(bytes(32))
    two.secret_key.chmod(0o600)
    with pytest.raises(BackupRefused, match="another secret"):
        restore(tmp_path / "backup", two.folder, replace=True)


def test_a_members_journal_is_never_put_back_to_before_what_was_sent(tmp_path: Path) -> None:
    node = member(tmp_path)
    back_up(node.folder, tmp_path / "backup", keys=False)
    restore(tmp_path / "backup", node.folder, replace=True)
    pages(node.folder / "state" / "feed.db", 8)
    before = state_of(node.folder)
    with pytest.raises(BackupRefused, match="pages were sent since"):
        restore(tmp_path / "backup", node.folder, replace=True)
    assert state_of(node.folder) == before
    (node.folder / "state" / "feed.db").unlink()
    (node.folder / "state" / "promises.db").unlink()
    restore(tmp_path / "backup", node.folder, replace=False)
    assert rows(node.folder / "state" / "feed.db", "select max(number) from page") == [(7,)]


def test_a_members_backup_does_not_come_into_another_member(tmp_path: Path) -> None:
    node = member(tmp_path)
    back_up(node.folder, tmp_path / "backup", keys=True)
    other = NodeFiles(node.folder.with_name(live.PUNJAB), live.PUNJAB, "node")
    before = state_of(other.folder)
    with pytest.raises(BackupRefused, match=live.FIA):
        restore(tmp_path / "backup", other.folder, replace=True)
    assert state_of(other.folder) == before


PARTS = st.sampled_from(["", ".", "..", "audit", "state", "state-x", "officers", "registry", "feed.db", "log.db"])


@given(st.lists(PARTS, min_size=1, max_size=4).map("/".join), st.sampled_from(["hub", "node"]))
def test_no_path_leads_out_or_to_what_must_not_return(name: str, system: str) -> None:
    if may_return(name, NodeFiles(Path("x"), "pk.fia", system)):
        assert not {"", ".", "..", "audit", "log.db"} & set(name.split("/"))
        assert system == "node"
