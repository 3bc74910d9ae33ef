"""Progress of a long import: nothing at first, then rows, rate and time left; where it was when it was stopped."""

from __future__ import annotations

import io

import pytest

from services.cli.progress import LOG_S, QUIET_S, TERMINAL_S, Progress, silent
from services.tables.place import Place

Made = tuple[Progress, "Clock", list[tuple[str, bool]]]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def made(*, terminal: bool = False, size: int = 0, place: Place | None = None) -> Made:
    clock, said = Clock(), list[tuple[str, bool]]()
    progress = Progress(size, place or Place(), lambda line, last: said.append((line, last)), terminal, clock)
    return progress, clock, said


def run(progress: Progress, clock: Clock, rows: int, step: float) -> None:
    for row in range(1, rows + 1):
        progress.at(row)
        clock.now += step


def test_a_short_run_says_nothing() -> None:
    progress, clock, said = made(terminal=True)
    run(progress, clock, 100, QUIET_S / 200)
    progress.end()
    assert said == []


@pytest.mark.parametrize(("terminal", "wait"), [(True, TERMINAL_S), (False, LOG_S)])
def test_a_long_run_says_so_often_as_its_reader_can_follow(terminal: bool, wait: float) -> None:
    progress, clock, said = made(terminal=terminal)
    run(progress, clock, 600, 0.1)
    assert 0.7 * 60 / wait - 1 <= len(said) <= 60 / wait
    assert said[0][0].endswith(" a second")
    assert all(not last for _, last in said)


def test_rows_rate_share_and_time_left() -> None:
    stream = io.BytesIO(b"x" * 1000)
    stream.seek(250)
    progress, _, _ = made(size=1000, place=Place(stream))
    progress.row = 12_300
    assert progress.line(3.0) == "12,300 rows, 4,100 a second, 25%, about 9 s left"
    assert progress.line(300.0).endswith("about 15 min 0 s left")
    assert progress.line(36_000.0).endswith("about 30 h left")


def test_where_bytes_say_nothing_no_time_is_told() -> None:
    progress, _, _ = made(size=1000)
    progress.row = 10
    assert progress.line(2.0) == "10 rows, 5 a second"
    closed = io.BytesIO(b"x")
    closed.close()
    assert Place(closed).bytes_read() == 0


def test_the_last_line_stays_on_a_terminal() -> None:
    progress, clock, said = made(terminal=True)
    run(progress, clock, 100, 0.1)
    progress.end()
    assert said[-1] == ("", True)


def test_a_silent_one_says_nothing() -> None:
    progress = silent(Place())
    run(progress, Clock(), 10, 100.0)
    progress.end()
    assert progress.row == 10


def test_what_is_said_when_it_is_stopped() -> None:
    progress, _, _ = made()
    progress.row, progress.pages = 1234, 2
    told = progress.stopped("stays.csv")
    assert told.startswith("stopped at row 1,234 of stays.csv, 2 pages answered.")
    assert "the same command again" in told
