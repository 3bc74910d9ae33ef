"""Progress on stderr and figures on stdout, as all parts tell them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.calibrate import say
from tests.bench.scale.model import FLAT, Point, growth


def progress(text: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def loaded(text: str) -> None:
    """How what is measured came in, before its figures."""
    sys.stdout.write(f"# {text}\n")


def on_disk(folder: Path) -> int:
    """Bytes of all files of a folder, as the file system keeps them."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def fastest(work: Callable[[], object], times: int = 9) -> float:
    """Least milliseconds of several times: what others do on the machine only adds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def grown(name: str, points: Sequence[Point]) -> None:
    """A figure's growth from the smallest size to the largest, and whether that is flat; nothing of one size alone."""
    if len(points) > 1:
        ratio = growth(points)
        say(f"{name}_growth", ratio, "ratio")
        progress(
            f"{name}: {'flat' if ratio <= FLAT else 'GROWS'}, {ratio:.2f} from {points[0].size} to {points[-1].size}"
        )


def room_for(folder: Path, needed: int, leave: int) -> bool:
    """Whether a load of so many bytes leaves so many free."""
    free = os.statvfs(folder)
    return free.f_bavail * free.f_frsize - needed >= leave
