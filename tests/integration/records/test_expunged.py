"""Expunged: the proof stays, the data is gone from the file, and it does not come back."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from services.access.errors import NotFound
from services.records import wire
from services.records.ports import Transaction
from services.records.rows import HeadRow, LogRow
from services.records.store import Settings, open_store
from services.records.store.migrations import migrate
from services.records.store.statement_files import schema
from services.signing.page import parse_page_header, verify_version
from tests.fakes.record_maker import FIA, POLICE, SINDH, case_file, expunged, following, party, withdrawn
from tests.fakes.records_node import Federation, Node, caller, keeper, open_node
from tests.integration.records.asking import name


def files(folder: Path) -> bytes:
    """Every byte of the store."""
    return b"".join(each.read_bytes() for each in sorted(folder.glob("records.db*")))


def rows(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    db = sqlite3.connect(folder / "records.db")
    try:
        return db.execute(sql, values).fetchall()
    finally:
        db.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "node"


def test_no_byte_of_it_is_left_in_the_file(node: Node, folder: Path) -> None:
    async def run() -> None:
        first = party(valid_from="2020-05-04")
        second = following(first, valid_from="2020-05-05")
        await node.put(case_file(), party("other"), first)
        answer = await node.send(node.page(POLICE, [replace(second, valid_from="2199-01-01")]), POLICE)
        assert answer.refused
        await node.put(second)
        bodies = rows(folder, "SELECT body FROM log WHERE seq IN (3, 4) UNION ALL SELECT body FROM quarantine")
        assert len(bodies) == 3
        assert all(body in files(folder) for (body,) in bodies)
        await node.put(expunged(second))
        assert not any(body in files(folder) for (body,) in bodies)
        assert rows(folder, "SELECT count(*) FROM person_token WHERE record = 3") == [(0,)]
        assert rows(folder, "SELECT count(*) FROM case_token WHERE record = 3") == [(0,)]
        assert rows(folder, "SELECT people, cases FROM head WHERE record = 3") == [("", "")]

    asyncio.run(run())


def test_who_holds_the_bytes_can_still_prove_where_they_stood(node: Node, folder: Path) -> None:
    async def run() -> None:
        first = party()
        await node.put(case_file(), first, expunged(first))
        [(digest, leaf, salt, path, header)] = rows(
            folder,
            "SELECT l.sha256, l.leaf, l.salt, l.path, p.header FROM log AS l JOIN page AS p ON p.page = l.page"
            " WHERE l.record = 2 AND l.version = 1 AND l.body = x''",
        )
        raw = wire.encode(first)
        assert digest == sha256(raw).digest()
        nodes = [path[at : at + 32] for at in range(0, len(path), 32)]
        verify_version(parse_page_header(header), raw, leaf, salt, nodes)

    asyncio.run(run())


def test_nobody_is_told_of_any_version(node: Node) -> None:
    async def run() -> None:
        first = party()
        await node.put(case_file(), first)
        before = node.now_ms
        node.now_ms += 1000
        await node.put(following(first, valid_from="2020-05-05"))
        await node.put(expunged(following(first, valid_from="2020-05-05")))
        with pytest.raises(NotFound):
            await node.versions(keeper(POLICE), name(first))
        assert (await node.record(keeper(POLICE), name(first), as_of_recorded_ms=before)).version is None
        for who in (caller(), keeper(FIA)):
            for work in (
                node.versions(who, name(first)),
                node.record(who, name(first)),
                node.record(who, name(first), as_of_recorded_ms=before),
            ):
                with pytest.raises(NotFound):
                    await work
        shown = await node.history(caller(), as_of_recorded_ms=before)
        assert [line.version for line in shown.timeline if "/party/" in line.version] == []

    asyncio.run(run())


def test_others_are_answered_anew_and_as_if_it_had_never_been(node: Node) -> None:
    async def run() -> None:
        await node.put(case_file(), party("other"))
        never = await node.raw_history(caller())
        young = party("young", agency=SINDH)
        await node.put(young)
        assert await node.raw_history(caller()) != never
        await node.put(expunged(young))
        assert len(node.context.prepared) == 0
        assert await node.raw_history(caller()) == never

    asyncio.run(run())


def test_sent_again_it_is_refused_and_not_kept(node: Node, folder: Path) -> None:
    async def run() -> None:
        first = party()
        gone = expunged(first)
        await node.put(case_file(), first, gone)
        again = replace(first, version=3, previous_sha256=sha256(wire.encode(gone)).digest())
        unsound = replace(again, valid_from="2199-01-01")
        other = replace(first, valid_from="2020-05-09")
        answer = await node.send(node.page(POLICE, [again, unsound, other, first]), POLICE)
        assert [each.rule for each in answer.refused] == ["expunged", "date-in-future", "equivocation"]
        assert answer.unchanged == 1
        assert rows(folder, "SELECT count(*), max(length(body)) FROM quarantine") == [(3, 0)]
        await node.send(node.page(POLICE, [replace(party("bad"), valid_from="2199-01-01")]), POLICE)
        assert rows(folder, "SELECT count(*) FROM quarantine WHERE length(body) > 0") == [(1,)]

    asyncio.run(run())


def test_withdrawn_is_not_expunged(node: Node, folder: Path) -> None:
    async def run() -> None:
        await node.put(case_file(), party(), withdrawn(party()))
        assert rows(folder, "SELECT count(*) FROM log WHERE body = x''") == [(0,)]

    asyncio.run(run())


def test_a_reader_in_the_way_puts_the_journal_off_to_the_next_write(tmp_path: Path) -> None:
    folder = tmp_path / "busy"
    folder.mkdir(mode=0o700)
    path = folder / "records.db"
    store = open_store(path, Settings(busy_s=0.05))
    journal = path.with_name("records.db-wal")

    async def erase(tx: Transaction) -> None:
        await tx.erase([1], 1)

    async def nothing(tx: Transaction) -> None:
        await tx.log_head()

    async def run() -> None:
        await store.write(erase)
        assert journal.stat().st_size == 0
        reader = sqlite3.connect(path, isolation_level=None)
        await store.write(fill)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM log").fetchone() == (1,)
        await store.write(erase)
        assert b"said once" in journal.read_bytes(), "the reader still needs it"
        reader.execute("COMMIT")
        reader.close()
        await store.write(nothing)
        assert journal.stat().st_size == 0
        assert b"said once" not in files(folder)
        await store.close()

    async def fill(tx: Transaction) -> None:
        row = LogRow(1, 1, 1, bytes(32), 1, 1, 0, bytes(16), b"", b"said once " * 900)
        await tx.append([row])
        gone = HeadRow(1, "pk.fia", "r1", 2, 2, "PARTY", "EXPUNGED", 1, 1, None, None, "", "", "")
        await tx.put_heads([gone])

    asyncio.run(run())


def test_a_store_of_before_is_brought_to_it(tmp_path: Path, known: Federation) -> None:
    """What was expunged while bodies were kept is erased when the file is opened."""
    folder = tmp_path / "old"
    folder.mkdir(mode=0o700)
    path = folder / "records.db"
    path.touch(0o600)
    db = sqlite3.connect(path, isolation_level=None)
    for statement in (*schema("sqlite"), *schema("sqlite", "0002")):
        db.execute(statement)
    db.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    db.execute("INSERT INTO alembic_version VALUES ('0002')")
    log = "INSERT INTO log VALUES (?, ?, ?, x'00', 1, 1, 0, x'00', x'', ?)"
    db.executemany(log, [(1, 1, 1, b"said once " * 900), (2, 2, 1, b"said still"), (3, 1, 2, b"said gone")])
    head = "INSERT INTO head VALUES (?, 'pk.fia', ?, ?, ?, 'PARTY', ?, 1, 1, NULL, NULL, '', '', '', ?)"
    db.executemany(head, [(1, "r1", 2, 3, "EXPUNGED", 1), (2, "r2", 1, 2, "ACTIVE", 2)])
    db.execute("INSERT INTO page VALUES (1, 'pk.fia', 'records', 1, x'00', x'00', x'00', x'00')")
    quarantine = "INSERT INTO quarantine VALUES (1, ?, ?, 'f', 'r', x'00', 1, ?)"
    db.executemany(quarantine, [(0, "r1", b"refused once"), (1, "r2", b"refused still")])
    db.executemany("INSERT INTO person_token VALUES ('t', ?, 1, 2, 2, 1, NULL, NULL, 0)", [(1,), (2,)])
    db.executemany("INSERT INTO case_token VALUES ('c', ?, 1, 2, 0)", [(1,), (2,)])
    db.executemany("INSERT INTO flag VALUES (?, 'r', 1, 1)", [(1,), (2,)])
    db.close()
    migrate(path, 1.0)
    assert rows(folder, "SELECT seq, body FROM log ORDER BY seq") == [(1, b""), (2, b"said still"), (3, b"said gone")]
    assert rows(folder, "SELECT leaf, body FROM quarantine ORDER BY leaf") == [(0, b""), (1, b"refused still")]
    for table in ("person_token", "case_token", "flag"):
        assert rows(folder, f"SELECT record FROM {table}") == [(2,)]
    kept = files(folder)
    assert b"said once" not in kept
    assert b"refused once" not in kept
    opened = open_node(folder, known)
    asyncio.run(opened.context.store.close())
