"""How much memory all processes of a run hold together, as the kernel shares it out (proportional set size)."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.shared import ROOT

MARK: Final = "RABTA_MEASURED_RUN"
"""In the environment of every process of the run, by which they are found, or of its parent: one that has given itself a
title has none any more."""
EVERY_S: Final = 1.0
_KIB: Final = 1024
_PROC: Final = Path("/proc")


class Measured(NamedTuple):
    """Exit code; seconds; the most megabytes that all processes held at a time, and how many they were then."""

    code: int
    seconds: float
    pss_mb: float
    processes: int


def measured(words: Sequence[str], more: dict[str, str] | None = None) -> Measured:
    """Run a command from the project's folder, and look at its processes each second."""
    mark = os.urandom(16).hex()
    began, most = time.monotonic(), (0.0, 0)
    with subprocess.Popen(words, cwd=ROOT, env=os.environ | (more or {}) | {MARK: mark}) as process:
        ended = threading.Event()
        while not ended.is_set():
            most = max(most, held_by(mark))
            if process.poll() is not None:
                ended.set()
            ended.wait(EVERY_S)
        return Measured(process.returncode, time.monotonic() - began, *most)


def held_by(mark: str) -> tuple[float, int]:
    """Megabytes that all marked processes hold, and how many they are."""
    wanted = f"{MARK}={mark}".encode()
    sizes = [size for each in _PROC.iterdir() if each.name.isdigit() and (size := _size(each, wanted)) is not None]
    return sum(sizes) * _KIB / 1_000_000, len(sizes)


def _marked(process: Path, wanted: bytes) -> bool:
    return wanted in (process / "environ").read_bytes().split(b"\0")


def _size(process: Path, wanted: bytes) -> int | None:
    """Kibibytes of a process that is marked, or whose parent is; None of any other, and of one that is gone."""
    try:
        parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        if not _marked(process, wanted) and not _marked(_PROC / parent, wanted):
            return None
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), None)
