"""Whoever waits for the journal waits alone: the issuer answers others meanwhile, and nothing is given before it is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

from services.issuer.errors import InvalidClient
from services.issuer.store.database import open_database
from services.issuer.store.journal import StoredJournal
from services.issuer.store.refusals import StoredRefusals
from services.store.writing import WriteLock
from tests.unit.access.token.world import POST, thumbprint
from tests.unit.issuer.memory_issuer import ASKED, MemoryIssuer, declined


async def test_a_token_that_waits_for_the_journal_keeps_nobody_else_waiting(tmp_path: Path) -> None:
    path = tmp_path / "issuer.db"
    database, lock = open_database(path), WriteLock(path, 1.0)
    journal, days = StoredJournal(database), StoredRefusals(database)
    desk = MemoryIssuer()
    desk.issuer.journal = journal
    with lock.held():
        waiting = asyncio.ensure_future(desk.token())
        await asyncio.sleep(0.05)
        await declined(InvalidClient, "certificate", desk.issuer.token, thumbprint(POST), "", "x", ASKED, "[]")
        assert await journal.newest_roster() == (0, b"")
        assert await days.last() is None
        assert not waiting.done(), "the journal gave up its turn: the loop that answers waited with it"
    assert (await waiting).officer == "fia-1042"
    database.close()
    lock.close()
