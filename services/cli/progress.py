"""What a long import says while it runs: rows, rate, time left; and where it was when somebody stopped it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import typer

from services.tables.place import Place

QUIET_S: Final = 2.0
"""A run that is over before then says nothing."""
TERMINAL_S: Final = 0.5
LOG_S: Final = 10.0
STOPPED: Final = 130
"""Exit code of a command that Ctrl-C ended."""


@dataclass(slots=True)
class Progress:
    """``size``: of the file in bytes, 0 where bytes say nothing of rows; ``place``: how far it is read.

    ``write`` takes a line and whether it is the last on its terminal line; ``terminal``: lines write over one another.
    """

    size: int
    place: Place
    write: Callable[[str, bool], None]
    terminal: bool
    clock: Callable[[], float] = time.monotonic
    row: int = 0
    pages: int = 0
    _began: float = field(default=-1.0)
    _said: float = field(default=-1.0)

    def at(self, row: int) -> None:
        """A row was read: its number in the file."""
        self.row = row
        now = self.clock()
        if self._began < 0:
            self._began = self._said = now
        wait = TERMINAL_S if self.terminal else LOG_S
        if now - self._began >= QUIET_S and now - self._said >= wait:
            self._said = now
            self.write(self.line(now - self._began), False)

    def answered(self) -> None:
        """A page has its answer."""
        self.pages += 1

    def line(self, seconds: float) -> str:
        """Rows, rate and, where bytes tell, share and time left."""
        rate = self.row / seconds if seconds > 0 else 0.0
        told = [f"{self.row:,} rows", f"{rate:,.0f} a second"]
        done = self.place.bytes_read() / self.size if self.size else 0.0
        if 0 < done <= 1:
            told += [f"{done:.0%}", f"about {_span(seconds / done - seconds)} left"]
        return ", ".join(told)

    def end(self) -> None:
        """Leave the line on the terminal."""
        if self.terminal and self._said > self._began >= 0:
            self.write("", True)

    def stopped(self, name: str) -> str:
        """Where a run stood when it was stopped, and how to go on."""
        return (
            f"stopped at row {self.row:,} of {name}, {self.pages:,} pages answered. To go on, give the same command "
            "again: what is in is not added twice, and pages that wait go first."
        )


def silent(place: Place) -> Progress:
    """For those who show their own progress."""
    return Progress(0, place, lambda _line, _last: None, terminal=False)


def on_stderr(size: int, place: Place, terminal: bool) -> Progress:
    """For people at a terminal, or for a log that keeps whole lines."""

    def write(line: str, last: bool) -> None:
        typer.echo(f"\r\x1b[K{line}" if terminal and not last else line, err=True, nl=last or not terminal)

    return Progress(size, place, write, terminal)


@dataclass(slots=True)
class Counted(Place):
    """How much of something is done, in place of bytes."""

    done: int = 0

    def bytes_read(self) -> int:
        """How much the run has gone through."""
        return self.done


def counted_on_stderr(terminal: bool) -> tuple[Progress, Callable[[int, int], None]]:
    """Progress of a run that tells how much of how much is done, and what it is told by."""
    place = Counted()
    shown = on_stderr(0, place, terminal)

    def told(done: int, of: int) -> None:
        place.done, shown.size = done, of
        shown.at(done)

    return shown, told


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 90 else f"{whole // 60} min {whole % 60} s" if whole < 5400 else f"{whole // 3600} h"
