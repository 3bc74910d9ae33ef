"""``kill -9`` at any moment: nothing is lost and nothing is sent under two page numbers."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from rabta.records.v1.record_pb2 import RecordVersion

from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder
from tests.fakes.feed_hub import FeedHub
from tests.shared import ROOT
from tests.unit.client.feed.killed import ROWS

ROUNDS = 12


def child(folder: Path) -> subprocess.Popen[bytes]:
    path = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
    command = [sys.executable, "-m", "tests.unit.client.feed.killed", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT)


def test_killed_again_and_again(tmp_path: Path) -> None:
    key = PrivateKey.generate()
    make_folder(tmp_path / "agency")
    folder = tmp_path / "agency"
    key.save(folder / "page.key")
    dice, kills = random.Random(7), 0
    for attempt in range(ROUNDS):
        process = child(folder)
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
    hub = FeedHub(key.public(), folder / "hub.db")
    assert kills >= 5
    assert hub.count() == 2 * ROWS
    assert {version.version for version in hub.latest().values()} == {1}
    pages = [number for (number,) in hub.db.execute("select number from page order by number")]
    assert pages == list(range(1, len(pages) + 1))
    raws = [raw for (raw,) in hub.db.execute("select raw from version")]
    assert len({RecordVersion.FromString(raw).record_id for raw in raws}) == len(raws)
