"""An issuer's machine stops in the middle of a token: every assertion that was used before stays used."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from services.issuer.ports import Entry
from services.issuer.store.database import open_database
from services.issuer.store.journal import StoredJournal
from tests.integration.torn import Stage, crashes

NOW_MS = 1_760_000_000_000
TOKENS, ROUNDS = 6, 9
ENTRY = Entry(
    jti="",
    kind="at+jwt",
    officer="fia-1042",
    system="fia-desk",
    purpose="INVESTIGATE_CASE",
    legal_basis="CRPC_CASE",
    query_class="HISTORY",
    case="FIR:PB/LAHORE/ICHHRA/512/2024",
    body_sha256=b"",
    issued_ms=NOW_MS,
    expires_ms=NOW_MS + 900_000,
)


async def issue(journal: StoredJournal, number: int, turn: str = "") -> bool:
    """Whether the assertion of that number was fresh."""
    return await journal.issue(replace(ENTRY, jti=f"token-{turn}{number:012d}"), f"assertion-{number}", NOW_MS + 60_000)


async def test_a_used_assertion_stays_used_wherever_the_log_was_torn(tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.mkdir(mode=0o700)
    path, stages = node / "issuer.db", []
    database = open_database(path)
    journal = StoredJournal(database)
    for number in range(TOKENS):
        assert await issue(journal, number)
        stages.append(Stage.of(path, number + 1))
    database.close()
    for crash in crashes(stages, tmp_path, "issuer.db", ROUNDS, random.Random(17)):
        torn = open_database(crash.path)
        used = [await issue(StoredJournal(torn), number, "again-") for number in range(crash.acknowledged + 1)]
        torn.close()
        assert used == [False] * crash.acknowledged + [True], crash.how
