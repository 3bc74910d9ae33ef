"""What tests of moving share: the command, a process of it that is killed, a server that waits for its disk."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from services.cli.main import app
from tests.e2e.processes import ROOT, until
from tests.fakes.postgres import Server


def rabta(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, result.output
    return result.output


def migrate(folder: Path, address: str, *words: str, code: int = 0) -> str:
    return rabta("store", "migrate", str(folder), "--to", address, *words, code=code)


def database(server: Server, name: str) -> str:
    server.create(name)
    return server.address(name)


def held(server: Server, name: str, table: str) -> int:
    """Rows of a table, which need not be there yet."""
    if not server.run(f"SELECT to_regclass('{table}') IS NOT NULL", name)[0][0]:
        return 0
    found: int = server.run(f"SELECT count(*) FROM {table}", name)[0][0]
    return found


def killed_within(server: Server, name: str, folder: Path, table: str, *, log: bool) -> int:
    """Bring a folder's stores, and kill that once some rows of a table are there; how many were."""
    words = [str(folder), server.address(name), table.partition(".")[2], "yes" if log else "no"]
    process = subprocess.Popen([sys.executable, "-m", "tests.integration.store.holding_process", *words], cwd=ROOT)
    until(lambda: held(server, name, table) > 0, "some rows", 60.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return held(server, name, table)
