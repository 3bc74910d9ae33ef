"""How far a backfill is, on one line of a terminal, or a line every ten seconds in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import typer

from services.cli.bar import bar
from services.node.identity_backfill import Far

TERMINAL_S: Final = 0.2
LOG_S: Final = 10.0


@dataclass
class Shown:
    """``terminal``: lines write over one another; ``clock``: seconds."""

    terminal: bool
    clock: Callable[[], float] = time.monotonic
    _said: float = float("-inf")

    def told(self, far: Far) -> None:
        """Say it, where the last line is long enough ago."""
        now = self.clock()
        if now - self._said >= (TERMINAL_S if self.terminal else LOG_S):
            self._said = now
            typer.echo(f"\r\x1b[K{line(far)}" if self.terminal else line(far), err=True, nl=not self.terminal)

    def end(self) -> None:
        """Leave the line on the terminal."""
        if self.terminal and self._said > float("-inf"):
            typer.echo("", err=True)


def line(far: Far) -> str:
    """Numbers that are answered, of those that are known of, and the records that were read for them."""
    counts = far.counts
    settled = counts.tokens + counts.not_registered + counts.ambiguous + counts.cannot_tell
    known = settled + counts.waiting
    read = f", {far.changes - far.read:,} changes of records to read" if far.read < far.changes else ""
    return f"{bar(settled, known)} {settled:,} of {known:,} numbers{read}"
