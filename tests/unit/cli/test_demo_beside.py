"""A process beside the story's group: it runs from its start until it is stopped, and with what started it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.cli.demo.beside import Beside
from services.node.local import free_ports
from services.node.machine import listening


def served(folder: Path) -> Beside:
    (port,) = free_ports(1)
    listen = ("-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder))
    return Beside(listen, f"127.0.0.1:{port}", folder / "log")


def is_up(beside: Beside) -> bool:
    return asyncio.run(listening(beside.endpoint))


def test_it_runs_until_it_is_left_and_can_be_stopped_and_started_meanwhile(tmp_path: Path) -> None:
    beside = served(tmp_path)
    assert not is_up(beside)
    with beside:
        assert is_up(beside)
        beside.stop()
        assert not is_up(beside)
        beside.stop()
        beside.begin()
        beside.wait()
        assert is_up(beside)
    assert not is_up(beside)


def test_it_ends_though_the_scene_failed(tmp_path: Path) -> None:
    beside = served(tmp_path)
    with pytest.raises(RuntimeError), beside:
        raise RuntimeError
    assert not is_up(beside)


def test_where_there_is_no_such_part_nothing_is_started(tmp_path: Path) -> None:
    beside = Beside(("-m", "nothing"), "", tmp_path / "log")
    with beside:
        beside.stop()
    assert not (tmp_path / "log").exists()
