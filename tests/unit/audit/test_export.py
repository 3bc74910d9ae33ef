"""Exports: what the offline verifier, which shares no code with the writer, accepts; and what is not exported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit.export import ExportError, export
from audit.files import private_folder
from audit.log import Log
from audit.parts import LEAVES
from audit.retention import Destruction, statement
from audit.settings import WriterSettings
from audit.sqlite_store import SqliteStore
from audit.store import StoreError
from audit.tiles import decode_bundle, decode_hashes, tiles_of
from audit.verify.directory import Trust, verify_directory
from audit.verify.es256 import keys_of_pem
from audit.verify.policy import parse_policy
from audit.verify.problem import VerifyError
from tests.unit.audit.test_vault_keys import sign
from tests.unit.audit.witnessed import answer, pass_time, ready, witnessed_settings
from tests.unit.audit.writers import SetClock, append, make_settings, opened, public_pem, request

HOLDERS = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
YEAR_MS = 400 * 86_400_000


def trust(settings: WriterSettings, key: str = "oversight.key", **changes: Any) -> Trust:
    private = serialization.load_pem_private_key((settings.log_key.parent / key).read_bytes(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return Trust(seal_key=private, **changes)


def verified(target: Path, trusted: Trust) -> list[str]:
    lines: list[str] = []
    verify_directory(target, trusted, lines.append)
    return lines


def fill(log: Log, count: int) -> None:
    while log.appender.tree.size < count:
        batch = min(100, count - log.appender.tree.size)
        version = log.appender.registry_version
        requests = [request(agency=("pk.fia", "pk.anf")[number % 2], version=version) for number in range(batch)]
        append(log, *requests)


def turn(clock: Callable[[], int], by_ms: int) -> None:
    assert isinstance(clock, SetClock)
    clock.ms += by_ms


def test_an_export_is_the_same_whether_older_leaves_were_moved_or_not(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "base", clock=SetClock(), steady=SetClock())
    with closing(SqliteStore(private_folder(settings.folder) / "log.db")) as store:
        store.set_state(LEAVES, 512)
    with opened(settings) as log:
        fill(log, 1200)
        log.tick()
        export(settings.folder, tmp_path / "before")
        while log.store.row("select_oldest") == (0, 100):
            assert not log.sweep.move_older(log.heads.quorum_size)
        export(settings.folder, tmp_path / "after")
    before, after = (
        {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
        for target in (tmp_path / "before", tmp_path / "after")
    )
    assert before == after
    assert verified(tmp_path / "after", trust(settings))


@pytest.mark.parametrize("count", [1, 255, 256, 257, 700])
def test_the_offline_verifier_accepts_an_export_of_any_size(tmp_path: Path, count: int) -> None:
    settings = make_settings(tmp_path / "base", clock=SetClock(), steady=SetClock())
    with opened(settings) as log:
        fill(log, count // 2)
        log.tick()
        log.append_registry(3, b"r" * 32) if count > 600 else None
        fill(log, count)
        turn(settings.steady, 2000)
        log.tick()
    target = tmp_path / "export"
    assert export(settings.folder, target) == count
    if count > 600:
        with pytest.raises(VerifyError, match="registry/3"):
            verified(target, trust(settings))
        return
    for key in ("oversight.key", "hub.key"):
        lines = verified(target, trust(settings, key))
        assert lines[-1] == f"log verified: {count} entries"
        assert any(f"encrypted entries: {count} opened and as committed" in line for line in lines)
    assert all(path.stat().st_mode & 0o077 == 0 for path in [target, *target.rglob("*")])


def test_tiles_lie_where_public_tools_look(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "base", clock=SetClock(), steady=SetClock())
    with opened(settings) as log:
        fill(log, 300)
        log.tick()
    target = tmp_path / "export"
    export(settings.folder, target)
    files = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert files == {
        "log.vkey", "checkpoint", "checkpoints/300", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
        "tile/entries/000", "tile/entries/001.p/44", "sealed/000", "sealed/001.p/44",
        "month-keys/pk.fia.2026-09.key", "month-keys/pk.anf.2026-09.key",
    }  # fmt: skip
    bundle = decode_bundle((target / "tile/entries/001.p/44").read_bytes(), 44)
    hashes = decode_hashes((target / "tile/0/001.p/44").read_bytes(), 44)
    assert [sha256(b"\0" + leaf).digest() for leaf in bundle] == hashes
    assert {tile.path for tile in tiles_of(300)} == {
        name for name in files if name.startswith("tile/") and "entries" not in name
    }
    assert (target / "checkpoint").read_bytes() == (target / "checkpoints/300").read_bytes()


def test_cosignatures_and_the_head_before_the_last_entries(tmp_path: Path) -> None:
    log = ready(tmp_path / "base")
    append(log, request())
    answer(log, 0, 1, 2)
    pass_time(log, 2000)
    append(log, request())
    answer(log, 0, 1, 2)
    append(log, request())
    target = tmp_path / "export"
    assert export(log.settings.folder, target) == 2, "read live; the third entry has no head yet"
    witnesses = log.settings.witnesses
    lines = [f"witness w{n} {witness.key.encode()}" for n, witness in enumerate(witnesses)]
    names = " ".join(f"w{n}" for n in range(len(witnesses)))
    policy = "\n".join([f"log {log.vkey.encode()}", *lines, f"group all 3 {names}", "quorum all"]) + "\n"
    report = verified(target, trust(log.settings, policy=parse_policy(policy.encode())))
    assert any("cosignatures: a quorum" in line for line in report)
    assert any("older checkpoints: 2" in line for line in report)
    log.close()


def destroyed(tmp_path: Path) -> Log:
    """A log with one month key destroyed, its leaf not covered yet."""
    settings = make_settings(tmp_path / "base", HOLDERS, clock=SetClock(), steady=SetClock())
    log = Log(settings)
    fill(log, 10)
    turn(settings.clock, YEAR_MS)
    message = statement(settings.origin, "pk.fia", "2026-09")
    one = Destruction("pk.fia", "2026-09", tuple(sign(holder, message) for holder in HOLDERS))
    log.tick()
    assert log.destroy_month_key(one) == 10
    assert log.destroy_month_key(one) == 10, "once"
    assert not log.keys.path("pk.fia", "2026-09").exists()
    return log


def test_a_destroyed_month_key_is_exported_as_its_record(tmp_path: Path) -> None:
    log = destroyed(tmp_path)
    with pytest.raises(ExportError, match="a moment ago"):
        export(log.settings.folder, tmp_path / "early")
    turn(log.settings.steady, 2000)
    log.tick()
    assert export(log.settings.folder, tmp_path / "export") == 11
    retention = keys_of_pem(b"".join(public_pem(holder) for holder in HOLDERS), "retention keys")
    report = verified(tmp_path / "export", trust(log.settings, retention=retention))
    assert any("5 opened and as committed, 5 under destroyed keys" in line for line in report)
    assert any("destroyed month keys: 1, each signed by two holders" in line for line in report)
    log.close()


def test_a_key_that_came_back_from_a_backup_is_destroyed_again_at_start(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "kept", clock=SetClock())
    with opened(settings) as log:
        fill(log, 2)
        wrapped = log.keys.path("pk.fia", "2026-09").read_bytes()
    log = destroyed(tmp_path)
    path = log.keys.path("pk.fia", "2026-09")
    log.close()
    path.write_bytes(wrapped)
    path.chmod(0o600)
    with opened(log.settings):
        assert not path.exists()


def test_what_cannot_be_exported(tmp_path: Path) -> None:
    settings = witnessed_settings(tmp_path / "base")
    with pytest.raises(StoreError):
        export(settings.folder, tmp_path / "export")
    log = ready(tmp_path / "base")
    append(log, request())
    log.tick()
    with pytest.raises(ExportError, match="no checkpoint with a quorum"):
        export(log.settings.folder, tmp_path / "export")
    assert not (tmp_path / "export").exists()
    answer(log, 0, 1, 2)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(ExportError, match="not empty"):
        export(log.settings.folder, tmp_path / "full")
    log.keys.path("pk.fia", "2026-09").unlink()
    with pytest.raises(ExportError, match="missing"):
        export(log.settings.folder, tmp_path / "export")
    log.close()
