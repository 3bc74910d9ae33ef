"""A link store of before bindings had a table of their own: brought to this version whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from services.access.class_text import class_text
from services.access.decision import RecordClass
from services.linkage.class_table import ClassTable
from services.linkage.classes import feed_class, record_class
from services.linkage.errors import StorageUnavailable
from services.linkage.kept import Binding
from services.linkage.store.database import ROOT, SchemaUnknown, open_database, upgrade
from services.linkage.store.links import links_of
from services.store.dialects import SQLITE
from services.store.statements import schema_of

OLD_CLASS = """CREATE TABLE class (
    id INTEGER PRIMARY KEY AUTOINCREMENT, attributes TEXT NOT NULL, authority TEXT NOT NULL, bound TEXT NOT NULL,
    parts TEXT NOT NULL, UNIQUE (attributes, authority, bound, parts)
) STRICT"""
FEED = feed_class("pk.fia", "CDR", "pk.fia/W1", str_derived=False)
VICTIM = RecordClass("pk.punjab", "PARTY", role="VICTIM")
CASES = [f"FIR:PB/LAHORE/ICHHRA/{number}/2024" for number in range(50)]
ROW = ("CALLED", "r1", "+92300", "+92301", "", "", 1, 0, 1, 0, "", 0, "", "", "")


def old_store(path: Path) -> sqlite3.Connection:
    """Version 1: a class for each case, a join of two, and the class of a feed with a row, the last allotted."""
    path.touch(mode=0o600)
    db = sqlite3.connect(path, isolation_level=None)
    for statement in [OLD_CLASS, *schema_of(ROOT, SQLITE)[1:11]]:
        db.execute(statement)
    classes = [(class_text(VICTIM), "", f"CASE {case}", "") for case in CASES]
    classes += [("", "", "", "1 2"), (class_text(FEED.klass), FEED.authority, "", "")]
    db.executemany("INSERT INTO class (attributes, authority, bound, parts) VALUES (?, ?, ?, ?)", classes)
    db.execute("INSERT INTO authority VALUES (1, 'pk.fia/W1', 'pk.fia', 'W1', '{}', '[]', 9, 0)")
    db.execute(f"INSERT INTO feed_row VALUES (1, {len(classes)}, 'pk.fia/W1', {', '.join('?' * len(ROW))})", ROW)
    db.execute("PRAGMA user_version = 1")
    return db


def tables(path: Path) -> set[str]:
    """The schema, without white space and quotes."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {"".join(sql.replace('"', "").split()) for (sql,) in rows}


async def test_it_is_what_a_new_file_is_and_keeps_classes_of_feeds(tmp_path: Path) -> None:
    old_store(tmp_path / "old.db").close()
    store = links_of(tmp_path / "old.db")
    open_database(tmp_path / "new.db").close()
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")
    table = ClassTable(store.classes)
    number = len(CASES) + 2
    assert (await table.known()).atomic == {number: FEED}
    assert await table.number(FEED) == number
    assert [row.klass for row in await store.feeds.after(0, 9)] == [number]
    numbers = await table.numbers([record_class(VICTIM, [case], ()) for case in CASES])
    assert len(set(numbers)) == len(CASES)
    assert len((await table.known()).atomic) == 2
    with pytest.raises(StorageUnavailable):
        await store.classes.bind([Binding(99, "CASE x", 0, "")])
    await store.close()


@pytest.mark.parametrize("done", range(len(upgrade()) + 1))
def test_one_that_ended_within_is_done_by_the_next_to_open_it(tmp_path: Path, done: int) -> None:
    db = old_store(tmp_path / "old.db")
    db.execute("BEGIN IMMEDIATE")
    for statement in upgrade()[:done]:
        db.execute(statement)
    db.close()
    open_database(tmp_path / "old.db").close()
    open_database(tmp_path / "old.db").close()
    open_database(tmp_path / "new.db").close()
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")


def test_rows_without_their_class_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    with old_store(tmp_path / "old.db") as db:
        db.execute("DELETE FROM class WHERE authority != ''")
    before = tables(tmp_path / "old.db")
    with pytest.raises(SchemaUnknown, match="lacks"):
        open_database(tmp_path / "old.db")
    assert tables(tmp_path / "old.db") == before


@pytest.mark.parametrize("version", [6, 99])
def test_a_file_of_a_later_version_is_refused(tmp_path: Path, version: int) -> None:
    db = old_store(tmp_path / "old.db")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with pytest.raises(SchemaUnknown, match="another version"):
        open_database(tmp_path / "old.db")


async def test_a_file_of_version_2_keeps_its_decisions_and_gets_what_came_since(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old_store(path).close()
    open_database(path).close()
    with sqlite3.connect(path, isolation_level=None) as db:
        for table in ("decision_model", "link_review", "link_run", "link_pair", "decision_part", "decision_owner"):
            db.execute(f"DROP TABLE {table}")
        db.execute("INSERT INTO decision VALUES ('d1', 'a', 'b', 'SAME', 'pk.fia/1', '', 'why', 1, 'r/1', 0, '', '')")
        db.execute("PRAGMA user_version = 2")
    store = links_of(path)
    (held,) = await store.decisions.all_standing()
    assert (held.id, held.model, held.bits, held.parts) == ("d1", "", 0.0, ())
    (again,) = await store.decisions.changed(0, 9)
    assert again.decision == held, "the projection is told to judge it anew"
    assert await store.reviews.after(None, 9) == []
    await store.close()
    open_database(tmp_path / "new.db").close()
    assert tables(path) == tables(tmp_path / "new.db")


async def test_what_came_to_a_queue_before_claims_had_bounds_comes_up_within_them(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    open_database(path).close()
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("DROP TABLE pair_claim")
        for each in "bcdef":
            row = (each, "a", each, "UNSURE" if each == "b" else "SAME", "pk.fia/1", "", "why", 1, "r/1", 0, "", "")
            db.execute("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            db.execute("INSERT INTO decision_owner VALUES ('pk.punjab', ?)", (each,))
        db.execute("PRAGMA user_version = 4")
    store = links_of(path)
    assert await store.claims.of_owner("pk.punjab", None, 9) == []
    await store.claims.come_up(2)
    assert await store.claims.of_owner("pk.punjab", None, 9) == [("a", "c"), ("a", "d"), ("a", "e")]
    assert await store.reviews.forget(["a"]) == 9
    assert await store.claims.of_owner("pk.punjab", None, 9) == []
    await store.close()
    open_database(path).close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM pair_claim").fetchone() == (0,), "what was erased does not come back"
