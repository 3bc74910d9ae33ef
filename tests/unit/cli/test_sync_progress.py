"""The line of a backfill: a bar, its pace and the time left, for peers that are behind alone."""

from __future__ import annotations

from services.cli.bar import bar
from services.cli.sync_progress import Backfill
from services.node.sync_state import PeerState


def peer(taken: int, lag: int) -> PeerState:
    return PeerState("pk.hub", "hub.example:8443", paused=False, taken=taken, lag=lag)


def test_a_bar_is_as_full_as_what_is_done() -> None:
    assert bar(0, 0) == bar(0, 9) == f"[{'.' * 30}]"
    assert bar(5, 10) == f"[{'#' * 15}{'.' * 15}]"
    assert bar(11, 10) == f"[{'#' * 30}]"


def test_a_line_tells_pace_and_time_left_once_something_was_taken() -> None:
    now = [0.0]
    backfill = Backfill(lambda: now[0])
    assert list(backfill.lines([peer(1_000, 3_000)])) == [f"{bar(1, 4)} 1,000 of 4,000 changes of pk.hub"]
    now[0] = 2.0
    (line,) = backfill.lines([peer(2_000, 2_000)])
    assert line == f"{bar(1, 2)} 2,000 of 4,000 changes of pk.hub, 500 a second, about 4 s left"


def test_who_is_level_has_no_line_and_begins_anew() -> None:
    now = [0.0]
    backfill = Backfill(lambda: now[0])
    list(backfill.lines([peer(0, 10)]))
    now[0] = 5.0
    assert list(backfill.lines([peer(10, 0)])) == []
    assert list(backfill.lines([peer(10, 5)])) == [f"{bar(2, 3)} 10 of 15 changes of pk.hub"]
