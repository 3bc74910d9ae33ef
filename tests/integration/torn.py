"""What a crash in the middle of a write leaves of a SQLite store: its file, and its write-ahead log up to some byte.

A process that is killed loses nothing of what it gave to the system; a machine that stops may have stored any beginning of
the write that was under way, and noise after it. What was acknowledged before was synchronised and is whole.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stage:
    """A store's two files once so many writes were acknowledged."""

    writes: int
    database: bytes
    log: bytes

    @classmethod
    def of(cls, path: Path, writes: int) -> Stage:
        """As they are now."""
        return cls(writes, path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes())


@dataclass(frozen=True, slots=True)
class Crash:
    """A store as a crash left it. ``acknowledged``: writes before the one that was under way; ``how`` it was torn."""

    path: Path
    acknowledged: int
    how: str


def crashes(stages: Sequence[Stage], folder: Path, name: str, rounds: int, dice: random.Random) -> Iterator[Crash]:
    """Crashes in the middle of a write after each stage: the log cut at some byte of it, then nothing, noise or zeros."""
    for before, after in pairwise(stages):
        assert len(after.log) > len(before.log), "no checkpoint lay between"
        assert after.database == before.database
        for number in range(rounds):
            cut = dice.randrange(len(before.log), len(after.log))
            missing = len(after.log) - cut
            how = ("cut", "noise", "zeros")[number % 3]
            rest = {"cut": b"", "noise": dice.randbytes(missing), "zeros": bytes(missing)}[how]
            place = folder / f"{before.writes}-{number}"
            place.mkdir(mode=0o700)
            path = place / name
            for end, content in (("", before.database), ("-wal", after.log[:cut] + rest)):
                target = path.with_name(name + end)
                target.write_bytes(content)
                target.chmod(0o600)
            yield Crash(path, before.writes, f"{how} at byte {cut} of {len(after.log)}")
            shutil.rmtree(place)
