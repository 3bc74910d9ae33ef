"""A hub's and a member's folder with databases in them, and backups of both that a stranger has touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from services.membership.layout import NodeFiles
from services.node.local import Local, free_ports, write_agency_profile, write_hub_settings
from services.signing.keyfile import make_folder
from tests.fakes import live


def database(path: Path, *statements: str) -> None:
    """A database of mode 0600 as services leave it: with a journal beside it while it is open."""
    make_folder(path.parent)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        for statement in statements:
            db.execute(statement)
        db.commit()


def heads(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    """``records.db`` as far as a backup looks into it: record id and status."""
    database(path, "create table head(agency text, record_id text, status text)")
    with closing(sqlite3.connect(path)) as db:
        db.executemany("insert into head values ('pk.fia', ?, ?)", rows)
        db.commit()


def pages(path: Path, last: int) -> None:
    """``feed.db`` up to a page."""
    database(path, "create table if not exists page(number integer)", f"insert into page values ({last})")


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchall()


def hub(tmp_path: Path) -> NodeFiles:
    """With records, links and sessions, and all that must never be copied."""
    files = live.copied(tmp_path)
    write_hub_settings(Local(files, free_ports(1)[0], {}))
    home = files.hub.folder
    heads(home / "records.db", [("r1", "ACTIVE"), ("r2", "ACTIVE")])
    for name in ("linkage.db", "oversight.db"):
        database(home / name, "create table t(a)", "insert into t values (1)")
    for name in ("audit/log.db", "audit/month-keys/pk.fia.2026-01.key", "graph/data", "calls.log", "reads.db"):
        (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / name).write_bytes(b"never")
        (home / name).chmod(0o600)
    return files.hub


def member(tmp_path: Path) -> NodeFiles:
    """FIA's folder, with a feed's journal, promises, and what belongs to witness and issuer."""
    files = live.copied(tmp_path)
    node = files.agency(live.FIA)
    write_agency_profile(Local(files, 1, {}), live.FIA)
    pages(node.folder / "state" / "feed.db", 7)
    database(node.folder / "state" / "promises.db", "create table promise(a)")
    for path in (node.witness / "witness.db", node.issuer.folder / "issuer.db"):
        path.write_bytes(b"never")
        path.chmod(0o600)
    return node


def forged(backup: Path, **said: object) -> None:
    """Somebody else writes another manifest; the tag stays."""
    path = backup / "backup.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | said))


def state_of(folder: Path) -> dict[str, bytes]:
    """Every file but journals that a reader leaves, and the lock of whoever serves."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }
