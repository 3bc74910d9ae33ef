"""A store as it was before it was kept whose word a version is: schema 0003, with real rows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from services.membership.jurisdiction import Jurisdiction
from services.membership.registry import Registry
from services.records.body_keys import FILE, BodyKeys
from services.records.store.statement_files import schema
from tests.fakes.records_node import SECRET

OLD = ("schema", "0002", "0003")
LATER = ("own_sealed", "from_owner_too", "interim", "stranger_to", "contradicted", "misuse_claimed")
"""What a class did not say yet."""
TABLES = {
    "0011": ("kept_age",),
    "0012": ("log_mark",),
    "0013": ("erasing", "key_due"),
    "0014": ("sync_cursor", "copy", "copy_ended", "copied_page", "copy_aside", "place_emptied"),
    "0015": ("erased_name",),
    "0019": ("claim_waiting",),
}
"""Revision -> the tables that it makes."""
COLUMNS = {"0019": ("DROP INDEX claim_open", "ALTER TABLE claim DROP COLUMN person")}
"""Revision -> what takes the columns back that it adds."""


def silent(registry: Registry) -> Registry:
    """A version that says nothing of whose word counts; keys are as they were."""
    return replace(registry, version=0, agencies={}, jurisdiction=Jurisdiction({}))


def make_old(new: Path, folder: Path) -> Path:
    """Copy the rows of a store that was written under a :func:`silent` registry into one of the old schema."""
    folder.mkdir(mode=0o700)
    path = folder / "records.db"
    path.touch(0o600)
    db = sqlite3.connect(path, isolation_level=None)
    for part in OLD:
        for statement in schema("sqlite", part):
            db.execute(statement)
    db.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    db.execute("INSERT INTO alembic_version VALUES ('0003')")
    db.execute("ATTACH ? AS new", [str(new)])
    tables = [row[0] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table == "alembic_version":
            continue
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})"))
        db.execute(f"DELETE FROM main.{table}")
        db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    assert db.execute("SELECT count(*) FROM new.log WHERE voice <> ''").fetchone() == (0,)
    _old_classes(db)
    sealed_as_before(db, BodyKeys(new.with_name(FILE), SECRET))
    db.close()
    return path


def set_back(db: sqlite3.Connection, revision: str) -> None:
    """Say that a store of today is at an earlier revision of the schema, without the tables and columns that came since."""
    for made_by, tables in TABLES.items():
        for table in tables if made_by > revision else ():
            db.execute(f"DROP TABLE {table}")
    for made_by, statements in COLUMNS.items():
        for statement in statements if made_by > revision else ():
            db.execute(statement)
    db.execute("UPDATE alembic_version SET version_num = ?", [revision])


def sealed_as_before(db: sqlite3.Connection, keys: BodyKeys) -> None:
    """Each version under the one key that all had, before each had one of its own."""
    for table in ("log", "quarantine"):
        held = db.execute(f"SELECT page, leaf, sha256, body FROM {table} WHERE body <> x''").fetchall()
        for page, leaf, digest, body in held:
            before = keys.seal_before(keys.open(page, leaf, body, digest), digest)
            db.execute(f"UPDATE {table} SET body = ? WHERE page = ? AND leaf = ?", (before, page, leaf))


def _old_classes(db: sqlite3.Connection) -> None:
    """Classes as they were said then, under the numbers that such texts had."""
    for klass, text in db.execute("SELECT id, attributes FROM policy_class").fetchall():
        values = {name: value for name, value in json.loads(text).items() if name not in LATER}
        old = json.dumps(values, separators=(",", ":"))
        number = int.from_bytes(sha256(old.encode()).digest()[:8]) >> 4
        db.execute("DELETE FROM policy_class WHERE id = ?", [klass])
        db.execute("INSERT OR IGNORE INTO policy_class VALUES (?, ?)", [number, old])
        for column in ("own", "klass"):
            db.execute(f"UPDATE head SET {column} = ? WHERE {column} = ?", [number, klass])


def changed_over(path: Path, at_ms: int) -> None:
    """Say that a migrated store changed over at another time."""
    db = sqlite3.connect(path)
    db.execute("UPDATE judging SET changed_over_ms = ?", [at_ms])
    db.commit()
    db.close()
