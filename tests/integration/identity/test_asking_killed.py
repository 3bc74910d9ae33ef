"""``kill -9`` at each step of asking a registry: nothing is lost, and nothing is asked as two questions."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

from services.identity.asking.ports import Counts, Number
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import FILE, open_database
from services.signing.sealing import Sealer
from services.values.identity import Cursor, Resolved
from services.values.records import Identifier
from tests.fakes.stated_registry import DAY, EPOCH, FEED
from tests.integration.identity.asking_process import BABAR, NOW_MS, SECRET, ask

ROOT = Path(__file__).resolve().parents[3]
MIN_STEPS = 45
"""So many at least there are from the first question to the last answer that is taken over."""


def number(value: str) -> Number:
    return Number(f"blind-{value}", Identifier("CNIC", value))


async def filled(path: Path) -> None:
    """1 and 2 wait; 3 is held, under a token that gives way to another in a change that is to come."""
    database = open_database(path)
    book = StoredBook(database, Sealer(SECRET))
    await book.queue([number("3")], NOW_MS)
    waiting = await book.batch(1, DAY)
    assert waiting is not None
    await book.settle(waiting, [Resolved("TOKEN", BABAR)], NOW_MS)
    await book.queue([number("1"), number("2")], NOW_MS)
    database.close()


async def begun_again(folder: Path) -> dict[str, list[str]]:
    """Values by transaction id of all that was ever asked, once a new process has asked what was left."""
    await ask(folder)
    database = open_database(folder / FILE)
    book = StoredBook(database, Sealer(SECRET))
    assert await book.counts() == Counts(tokens=3, blocked=1)
    assert await book.cursor() == Cursor(FEED, EPOCH, 2)
    assert await book.same_person("blind-1") == ("blind-2", "blind-3")
    database.close()
    asked = [json.loads(line) for line in (folder / "asked").read_text().splitlines()]
    assert all(values == asked[0][1] for _, values in asked)
    return dict(asked)


def test_nothing_is_lost_and_nothing_asked_as_two(tmp_path: Path) -> None:
    where = tmp_path / "killed"
    where.mkdir()
    asyncio.run(filled(tmp_path / FILE))
    command = [sys.executable, "-m", "tests.integration.identity.asking_process", str(tmp_path / FILE), str(where)]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    done = subprocess.run(command, capture_output=True, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= MIN_STEPS
    ended = sorted(where.iterdir())
    assert len(ended) == int(done.stdout) + 1
    for folder in ended:
        assert list(asyncio.run(begun_again(folder)).values()) == [["1", "2"]]
