"""What this machine can do, before anything of ours runs: ``sha256.mb_s`` and ``fdatasync.p50_ms``.

``python.profiled``: 1 where the interpreter was built with profile-guided optimisation, as those of distributions are;
one built without takes up to half as long again for the same code.
``echo.calls_s`` and ``echo.p50_ms`` stand with the reads, which they are measured beside.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median


def say(name: str, value: float, unit: str) -> None:
    """Print one figure: its name, the value, the unit."""
    shown = f"{value:.0f}" if value >= 1000 else f"{value:.4g}"
    sys.stdout.write(f"{name} {shown} {unit}\n")
    sys.stdout.flush()


def sha256_mb_s(megabytes: int = 64) -> float:
    """Megabytes a second over one buffer of a megabyte."""
    block = os.urandom(1 << 20)
    started = time.perf_counter()
    for _ in range(megabytes):
        hashlib.sha256(block).digest()
    return megabytes / (time.perf_counter() - started)


def fdatasync_p50_ms(rounds: int = 200) -> float:
    """Median time to make four kilobytes durable."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        handle = os.open(Path(folder) / "probe", os.O_WRONLY | os.O_CREAT, 0o600)
        for _ in range(rounds):
            os.write(handle, b"x" * 4096)
            started = time.perf_counter()
            os.fdatasync(handle)
            took.append((time.perf_counter() - started) * 1000)
        os.close(handle)
    return median(took)


def main() -> None:
    """Measure what this machine does without Rabta and print each figure."""
    flags = f"{sysconfig.get_config_var('PY_CFLAGS')} {sysconfig.get_config_var('CONFIG_ARGS')}"
    say("python.profiled", int("-fprofile-use" in flags or "--enable-optimizations" in flags), "yes")
    say("sha256.mb_s", median([sha256_mb_s() for _ in range(5)]), "MB/s")
    say("fdatasync.p50_ms", fdatasync_p50_ms(), "ms")


if __name__ == "__main__":
    main()
