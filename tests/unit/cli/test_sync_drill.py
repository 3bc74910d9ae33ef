"""`rabta sync drill`: it holds the node off until its time is up or it is ended, and tells what came of it."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cli import sync_drill
from services.cli.options import Output
from services.node.drill import FILE, Drilled, OfficeAge, begin, end
from services.signing.keyfile import replace_private
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import small_federation
from tests.unit.cli.rabta import rabta


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node's own folder; a hub's serves as well as a member's."""
    return small_federation(tmp_path_factory.mktemp("drilled") / "federation", NOW_MS).hub.folder


def once_begun(folder: Path, act: Callable[[], None]) -> threading.Thread:
    """Do something as soon as the drill runs."""

    def wait() -> None:
        while not (folder / FILE).exists():
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("how", ["told", "interrupted"])
def test_it_ends_at_once_where_it_is_told(folder: Path, how: str) -> None:
    ended = once_begun(folder, interrupt if how == "interrupted" else lambda: end(folder))
    result = rabta("sync", "drill", folder, "--minutes", 480, "--output", "json")
    ended.join()
    assert "takes nothing from its peers until" in result.stderr
    assert json.loads(result.stdout) == {"answered": 0, "stale": 0, "refused": 0, "offices": []}
    assert not (folder / FILE).exists()


def test_one_runs_at_a_time(folder: Path) -> None:
    begin(folder, time.time_ns() // 1_000_000, 10)
    result = rabta("sync", "drill", folder, code=1)
    assert "DrillRuns" in result.stderr
    assert (folder / FILE).exists(), "the other one goes on"
    end(folder)


def test_a_drill_whose_time_is_up_leaves_no_file(folder: Path) -> None:
    def over() -> None:
        replace_private(folder / FILE, json.dumps({"from_ms": 1, "until_ms": 2}).encode())

    ended = once_begun(folder, over)
    rabta("sync", "drill", folder, "--minutes", 1)
    ended.join()
    assert not (folder / FILE).exists()


def test_what_came_of_it_is_told_in_counts_and_by_office(capsys: pytest.CaptureFixture[str]) -> None:
    offices = OfficeAge("pk.fia", NOW_MS, 24), OfficeAge("pk.punjab-police", 0, 6)
    sync_drill._show(Drilled(7, 2, 1, offices), Output.TABLE)  # what the command prints at its end
    said = capsys.readouterr().out
    assert "answered 7, refused as stale 2, refused otherwise 1" in said
    for word in ("pk.fia", "24", "pk.punjab-police", "never", "6"):
        assert word in said
