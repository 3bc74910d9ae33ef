"""Asks what waits again and again, each time in a process that is killed one step later, and prints how many were.

``python -m tests.integration.identity.asking_process BOOK WHERE``: BOOK: an ``identity.db`` with numbers that wait.
Copies of it are left below WHERE, in folders numbered by step, each with ``asked``: a line for every question that went
out. The last one was not killed.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from services.identity.asking.answers import Question
from services.identity.asking.store.book import StoredBook
from services.identity.asking.store.database import FILE, open_database
from services.identity.asking.work import Asker
from services.signing.sealing import Sealer
from services.values.identity import Resolved
from tests.fakes.killing import Killing
from tests.fakes.stated_registry import StatedRegistry, person

SECRET = b"k" * 32
NOW_MS = 1_000
ALI, BABAR = person("ali"), person("babar")
PERSONS = {"1": ALI, "2": BABAR, "3": BABAR}
STEPS = {
    "services/identity/asking/work.py": {"_resolve", "_follow"},
    "services/store/sqlite.py": {"each"},
    "services/store/writing.py": set(),
}


@dataclass
class WritingRegistry(StatedRegistry):
    """Writes each question down before it answers, as one that is apart would have it."""

    file: Path = field(default_factory=Path)

    async def resolve(self, question: Question) -> tuple[Resolved, ...]:
        with self.file.open("a") as asked:
            asked.write(json.dumps([question.transaction_id, [each.value for each in question.numbers]]) + "\n")
        return await super().resolve(question)


def registry(file: Path) -> WritingRegistry:
    """Two changes stand in its feed: after them 1, 2 and 3 are one person."""
    made = WritingRegistry(PERSONS, file=file)
    made.tell("BLOCKED", BABAR)
    made.tell("TOKENS_JOINED", ALI, BABAR)
    made.persons = dict.fromkeys(PERSONS, ALI)
    return made


async def ask(folder: Path, step: int = 0) -> None:
    """All that waits, by an asker that is killed at a step; 0: at none."""
    watch = Killing(step, STEPS)
    threading.setprofile(watch)
    database = open_database(folder / FILE)
    asker = Asker(registry(folder / "asked"), StoredBook(database, Sealer(SECRET)), lambda: NOW_MS, lambda: 1)
    sys.setprofile(watch)
    watch.armed = bool(step)
    while await asker.step():
        pass
    watch.armed = False
    database.close()


def main(book: Path, where: Path) -> None:
    """Each step in a fork, as long as it kills."""
    step, killed = 0, True
    while killed:
        step += 1
        target = where / f"{step:04d}"
        target.mkdir(mode=0o700)
        shutil.copy(book, target / FILE)
        child = os.fork()
        if not child:
            asyncio.run(ask(target, step))
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    print(step - 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
