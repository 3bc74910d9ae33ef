"""The logs of two nodes, exported as an operator exports them, and held against each other."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from services.cli.main import app
from services.evidence.log_copy import LogCopy
from services.evidence.log_export import read_export
from tests.e2e.logs import LogReader
from tests.e2e.member import Member
from tests.e2e.people import OVERSIGHT
from tests.e2e.processes import until

EVER_MS = 1 << 60


def rabta(*arguments: Path | str) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def exported(node: Path, target: Path) -> Path:
    """The log of a node's folder, with all that it held when this was called: witnesses may be behind it."""
    reader = LogReader(node)
    size = reader.size()
    reader.close()
    until(lambda: _covered(node, target) >= size, "witnesses have seen all of the log")
    return target


def _covered(node: Path, target: Path) -> int:
    """Size of a fresh export; 0 where there is no head yet."""
    shutil.rmtree(target, ignore_errors=True)
    if rabta("audit", "export", node, target).exit_code:
        return 0
    return int((target / "checkpoint").read_bytes().split(b"\n")[1])


def folders(member: Member, folder: Path) -> tuple[Path, Path]:
    """The hub's log, then the member's: what the one says to have given the other must have by then."""
    hub = exported(member.world.files.hub.folder, folder / "hub")
    return hub, exported(member.folder, folder / "member")


def copies(member: Member, folder: Path) -> tuple[LogCopy, LogCopy]:
    """Both, taken as whole up to now: nothing is outside of them."""
    files = member.world.files
    anchor, seal = files.anchor.read_bytes(), files.agency(OVERSIGHT).seal_key
    hub, own = (replace(read_export(each, anchor, seal), as_of_ms=EVER_MS) for each in folders(member, folder))
    return hub, own


def told(member: Member, logs: tuple[Path, Path]) -> tuple[int, Any]:
    """What the command says of two exports: exit and JSON, "" where it says nothing of them."""
    files = member.world.files
    trust = ("--trust", files.anchor, "--seal-key", files.agency(OVERSIGHT).seal_key)
    result = rabta("audit", "compare", *logs, *trust, "--output", "json")
    return result.exit_code, json.loads(result.stdout) if result.stdout else ""
