"""A register and a book of tokens come back as what they are: older than what was told and asked since."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from services.access.trail import Trail
from services.identity import wire
from services.identity.app.changes import list_changes
from services.identity.app.context import Context, System
from services.identity.app.resolve import resolve_token
from services.identity.asking.answers import Changes
from services.identity.asking.known import HeldWord
from services.identity.asking.ports import Number
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import open_database as open_book
from services.identity.domain import Document, Person
from services.identity.errors import CursorInvalid
from services.identity.keys import Keys
from services.identity.provisional.store.database import open_database as open_children
from services.identity.store.database import open_register
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from services.membership.layout import NodeFiles
from services.node.backup import BackupRefused, back_up
from services.node.restore import restore
from services.signing.keyfile import read_secret, write_private
from services.signing.sealing import Sealer
from services.store.folder_lock import served_alone
from services.values.identity import (
    Asked,
    Cursor,
    Identifier,
    ListChangesRequest,
    ListChangesResponse,
    Resolved,
    ResolveTokenRequest,
    ResolveTokenResponse,
)
from services.values.records import Identifier as Numbered
from tests.fakes.stated_registry import DAY
from tests.unit.node.shelves import forged, hub, member, rows

NUMBER = Identifier("CNIC", "3520212345671")
AGENCY = "pk.punjab-police"
NOW_MS = 1_780_000_000_000
ROOT = Path(__file__).resolve().parents[3]
T = TypeVar("T")


class Registry:
    """A registry's node that nothing serves: its office, and an agency's system that asks."""

    def __init__(self, node: NodeFiles) -> None:
        self.node = node
        if not node.secret_key.exists():
            write_private(node.secret_key, bytes(range(32)))
        self.asked = 0

    def over(self, use: Callable[[Office, Context], Awaitable[T]]) -> T:
        keys, database = Keys.of(read_secret(self.node.secret_key)), open_register(self.node.folder)

        async def used() -> T:
            register = StoredRegister(database, keys)
            return await use(Office(database, keys), Context(register, keys, wire.encode, wire.decode_statement))

        try:
            return asyncio.run(used())
        finally:
            database.close()

    def enter(self) -> None:
        one = {"one": Person(0, "Muhammad Yousaf", documents=(Document(NUMBER.type, NUMBER.value),))}
        self.over(lambda office, _: office.enter(one, {}))
        open_children(self.node.folder / "provisional.db").close()

    def block(self, *, blocked: bool) -> None:
        self.over(lambda office, _: office.block(NUMBER, NOW_MS, blocked=blocked))

    def why(self) -> Asked:
        self.asked += 1
        return Asked(f"transaction-{self.asked:08}", "NADRA", "RECORD_UPKEEP")

    def token(self) -> bytes:
        request = ResolveTokenRequest(self.why(), (NUMBER,))
        found = self.over(lambda _, context: resolve_token(context, SYSTEM, request, wire.encode(request)))
        return wire.decode(ResolveTokenResponse, found).resolved[0].token

    def changes(self, after: Cursor | None = None) -> ListChangesResponse:
        request = ListChangesRequest(self.why(), after)
        found = self.over(lambda _, context: list_changes(context, SYSTEM, request, wire.encode(request)))
        return wire.decode(ListChangesResponse, found)


SYSTEM = System(AGENCY, "POLICE", "node", NOW_MS, Trail())


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    found = Registry(member(tmp_path))
    found.enter()
    return found


def refused_epoch(registry: Registry, after: Cursor | None) -> None:
    with pytest.raises(CursorInvalid) as refused:
        registry.changes(after)
    assert [each.rule for each in refused.value.violations] == ["epoch"]


def test_cursors_of_before_and_of_after_the_backup_end_with_it(registry: Registry, tmp_path: Path) -> None:
    token, backup, folder = registry.token(), tmp_path / "backup", registry.node.folder
    registry.block(blocked=True)
    early = registry.changes().next
    made = back_up(folder, backup, keys=False)
    assert {"register.db", "provisional.db"} <= set(made.files)
    registry.block(blocked=False)
    late = registry.changes(early).next
    restore(backup, folder, replace=True)
    for cursor in (early, late):
        refused_epoch(registry, cursor)
    assert registry.token() == token, "the secret stays, and with it every token"
    first = registry.changes().next
    restore(backup, folder, replace=True)
    refused_epoch(registry, first)


def test_it_is_taken_under_its_own_secret_alone_as_it_was_made(registry: Registry, tmp_path: Path) -> None:
    backup, folder = tmp_path / "backup", registry.node.folder
    back_up(folder, backup, keys=False)
    registry.block(blocked=True)
    before = registry.changes()
    with pytest.raises(BackupRefused, match="--replace"):
        restore(backup, folder, replace=False)
    with served_alone(folder), pytest.raises(BackupRefused, match="runs"):
        restore(backup, folder, replace=True)
    registry.node.secret_key.unlink()
    with pytest.raises(BackupRefused, match="neither in the folder"):
        restore(backup, folder, replace=True)
    write_private(registry.node.secret_key, bytes(32))
    with pytest.raises(BackupRefused, match=r"another secret\.key"):
        restore(backup, folder, replace=True)
    registry.node.secret_key.unlink()
    write_private(registry.node.secret_key, bytes(range(32)))
    assert registry.changes(before.next) == ListChangesResponse(next=before.next)
    forged(backup, made_ms=1)
    with pytest.raises(BackupRefused, match="altered"):
        restore(backup, folder, replace=True)


KILLED = """
import os, signal, sys
from pathlib import Path
from services.node.restore import restore
left = int(sys.argv[3])
def ends(event, given):
    global left
    if event in ("os.rename", "os.remove", "sqlite3.connect") and str(sys.argv[2]) in str(given[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(ends)
restore(Path(sys.argv[1]), Path(sys.argv[2]), replace=True)
"""


def test_killed_anywhere_no_older_register_serves_under_the_epoch_of_the_newer(
    registry: Registry, tmp_path: Path
) -> None:
    registry.token()
    backup, folder, step, epochs = tmp_path / "backup", registry.node.folder, 0, set[int]()
    back_up(folder, backup, keys=False)
    registry.block(blocked=True)
    late = registry.changes().next
    code = 1
    while code:
        command = [sys.executable, "-c", KILLED, str(backup), str(folder), str(step)]
        code = subprocess.run(command, cwd=ROOT, timeout=120, check=False).returncode
        assert code in (0, -9)
        held = registry.changes()
        assert held.next is not None
        if held.changes:
            assert registry.changes(late) == ListChangesResponse(next=late)
        else:
            refused_epoch(registry, late)
            epochs.add(held.next.epoch)
        step += 3
    assert step > 3, "it was killed at least once"
    assert not registry.changes().changes
    assert epochs


def book_in(folder: Path, use: Callable[[StoredBook], Awaitable[T]]) -> T:
    database = open_book(folder / "identity.db")

    async def used() -> T:
        return await use(StoredBook(database, Sealer(bytes(32))))

    try:
        return asyncio.run(used())
    finally:
        database.close()


async def filled(book: StoredBook) -> None:
    """One number that has its token, one that waits, and changes up to the seventh."""
    await book.queue([Number("known", Numbered("CNIC", NUMBER.value))], NOW_MS, read=(0, 40))
    waiting = await book.batch(9, DAY)
    assert waiting is not None
    await book.settle(waiting, [Resolved("TOKEN", b"t" * 32, 1)], NOW_MS)
    await book.queue([Number("waits", Numbered("CNIC", "3520212345682"))], NOW_MS)
    await book.take(Cursor(), Changes((), Cursor("tokens/pk.hub", 1, 7), more=False))
    await book.heard(NOW_MS)


def test_a_book_that_comes_back_asks_for_nobody_and_is_believed_once_the_registry_is_heard(tmp_path: Path) -> None:
    node, backup = hub(tmp_path), tmp_path / "backup"
    book_in(node.folder, filled)
    assert "identity.db" in back_up(node.folder, backup, keys=False).files
    restore(backup, node.folder, replace=True)

    async def read(book: StoredBook) -> None:
        assert await book.batch(9, DAY) is None, "the records may have let go of whom it waited for"
        assert await book.followed() == 0
        assert await book.cursor() == Cursor("tokens/pk.hub", 1, 7), "what came since is told again"
        word = HeldWord(book)
        assert not await word.confirmed("known", NOW_MS)
        await book.heard(NOW_MS)
        assert await word.confirmed("known", NOW_MS)

    book_in(node.folder, read)


def test_a_book_that_followed_later_records_goes_with_them(tmp_path: Path) -> None:
    """It would never ask for the numbers of records that come again."""
    node, backup = hub(tmp_path), tmp_path / "backup"
    back_up(node.folder, backup, keys=False)
    book_in(node.folder, filled)
    restore(backup, node.folder, replace=True)
    assert not [name for name in ("", "-wal", "-shm") if (node.folder / f"identity.db{name}").exists()]


def test_a_book_without_its_tables_is_not_put_back(tmp_path: Path) -> None:
    node, backup = hub(tmp_path), tmp_path / "backup"
    book_in(node.folder, filled)
    with closing(sqlite3.connect(node.folder / "identity.db")) as db:
        db.execute("drop table waiting")
    back_up(node.folder, backup, keys=False)
    (node.folder / "records.db").unlink()
    with pytest.raises(BackupRefused, match=r"identity\.db"):
        restore(backup, node.folder, replace=True)
    assert not (node.folder / "records.db").exists(), "the book comes first"
    assert rows(backup / "records.db", "select count(*) from head") == [(2,)]
