"""``kill -9`` at any moment: nothing is lost and nothing is sent under two page numbers."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from rabta.records.v1.record_pb2 import RecordVersion

from services.client.contribute import contribute
from services.client.feed import Feed
from services.client.store.feed_journal import Journal
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder
from tests.fakes.feed_hub import FeedHub
from tests.shared import ROOT
from tests.unit.client.feed.agency import NOW, TERMS, draft
from tests.unit.client.feed.killed import ROWS, rows

ROUNDS = 12


def child(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    command = [sys.executable, "-m", "tests.unit.client.feed.killed", str(folder), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT)


def killed(folder: Path, *words: str) -> int:
    """Run the child to its end, killed again and again before; how often it was."""
    dice, kills = random.Random(7), 0
    for attempt in range(ROUNDS):
        process = child(folder, *words)
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        if attempt < ROUNDS - 1:
            time.sleep(dice.uniform(0, 0.12))
            process.send_signal(signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
        else:
            assert process.stdout.read() == b"done\n"
            assert process.wait() == 0
        process.stdout.close()
    return kills


def test_killed_again_and_again(tmp_path: Path) -> None:
    key = PrivateKey.generate()
    make_folder(tmp_path / "agency")
    folder = tmp_path / "agency"
    key.save(folder / "page.key")
    assert killed(folder) >= 5
    hub = FeedHub(key.public(), folder / "hub.db")
    assert hub.count() == 2 * ROWS
    assert {version.version for version in hub.latest().values()} == {1}
    pages = [number for (number,) in hub.db.execute("select number from page order by number")]
    assert pages == list(range(1, len(pages) + 1))
    raws = [raw for (raw,) in hub.db.execute("select raw from version")]
    assert len({RecordVersion.FromString(raw).record_id for raw in raws}) == len(raws)


def test_killed_again_and_again_while_it_sends_what_a_restored_hub_lost(tmp_path: Path) -> None:
    """Each page comes under its number and with the bytes it had, however often the run was cut off."""
    key, folder = PrivateKey.generate(), tmp_path / "agency"
    make_folder(folder)
    key.save(folder / "page.key")
    hub = FeedHub(key.public(), folder / "hub.db")
    with closing(Journal(folder / "state" / "feed.db", TERMS)) as journal:
        feed = Feed(journal, TERMS, key, lambda: NOW, patience_s=0)
        for number in range(300):
            feed.offer(draft(f"r{number}"))
            feed.cut()
            asyncio.run(feed.submit(hub.send))
    whole = list(hub.db.execute("select number, sha256 from page order by number"))
    hub.back_to(20)
    assert killed(folder, "again") >= 3
    assert list(hub.db.execute("select number, sha256 from page order by number")) == whole
    assert hub.count() == 300


def test_killed_again_and_again_while_its_journal_is_made_anew(tmp_path: Path) -> None:
    """All of it or nothing is there after each end, and all in the end; then nothing is said twice."""
    key, folder = PrivateKey.generate(), tmp_path / "agency"
    make_folder(folder)
    key.save(folder / "page.key")
    hub = FeedHub(key.public(), folder / "hub.db")
    with closing(Journal(folder / "state" / "feed.db", TERMS)) as journal:
        feed = Feed(journal, TERMS, key, lambda: NOW, patience_s=0)
        asyncio.run(contribute(feed, rows(), hub.send))
        head = journal.head()
    shutil.rmtree(folder / "state")
    assert killed(folder, "rebuild") >= 5
    with closing(Journal(folder / "state" / "feed.db", TERMS)) as journal:
        assert journal.head() == head
        feed = Feed(journal, TERMS, key, lambda: NOW, patience_s=0)
        assert asyncio.run(contribute(feed, rows(), hub.send)).unchanged == ROWS
    assert hub.count() == 2 * ROWS
