"""The embedded store opens on a machine that has nothing of PostgreSQL's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.shared import ROOT

PROGRAM = """
import asyncio, pathlib, sys
for name in ("asyncpg", "greenlet"):
    sys.modules[name] = None
from services.records.store import Settings, open_store
asyncio.run(open_store(pathlib.Path(sys.argv[1]), Settings()).close())
"""


def test_records_open_without_what_postgresql_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "records.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "records.db").exists()
