"""The first hour, from the wheel: four commands lead from nothing to an answer over two agencies."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.installed import Installed
from tests.e2e.processes import children, until
from tests.e2e.test_readme import block
from tests.unit.node.test_founding import free_run

pytestmark = pytest.mark.xdist_group("e2e-hour")
LONGEST_S = 300


class Hour(NamedTuple):
    """A served federation. ``said``: the lines that `rabta node init` printed; ``began``: monotonic seconds."""

    installed: Installed
    folder: Path
    said: list[str]
    serving: subprocess.Popen[bytes]
    began: float

    def line(self, start: str) -> str:
        (found,) = [line for line in self.said if line.startswith(start)]
        return found

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text("utf-8", "replace")


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hour]:
    installed = Installed(tmp_path_factory.mktemp("installed"))
    folder = tmp_path_factory.mktemp("hour")
    began = time.monotonic()
    founded = installed.shell(f"rabta node init --yes --port {free_run(7)}", folder)
    assert founded.returncode == 0, founded.stderr
    serving = installed.start("rabta serve", folder, folder / "serve.log")
    made = Hour(installed, folder, founded.stdout.splitlines(), serving, began)
    try:
        until(lambda: "rabta: up on" in made.log, "it serves", 120.0)
        yield made
    finally:
        if serving.poll() is None:
            serving.terminate()
        with suppress(subprocess.TimeoutExpired):
            serving.wait(70)
        with suppress(ProcessLookupError):
            os.killpg(serving.pid, signal.SIGKILL)
        serving.wait()


def test_four_commands_give_one_history_over_both_agencies(hour: Hour) -> None:
    """`node init`, `serve`, one import, one question, each as it was printed."""
    imported = hour.installed.shell(hour.line("rabta node import-samples"), hour.folder)
    assert (imported.returncode, imported.stdout.count("accepted 1")) == (0, 2), imported.stderr
    asked = hour.installed.shell(hour.line("rabta history"), hour.folder)
    assert asked.returncode == 0, asked.stderr
    assert {"pk.fia", "pk.punjab-police"} <= set(asked.stdout.split())
    assert "CIVIL LINES" in asked.stdout
    assert time.monotonic() - hour.began < LONGEST_S


def test_readme_prints_the_same_four_commands(hour: Hour) -> None:
    assert block("found and serve").splitlines() == ["rabta node init --yes", hour.line("rabta serve")]
    assert block("import and ask, in another shell").splitlines() == [
        hour.line("rabta node import-samples"), hour.line("rabta history"),
    ]  # fmt: skip


def test_it_is_the_installed_package_that_runs(hour: Hour) -> None:
    where = hour.installed.shell(
        "python -c 'import services, audit, graph, rabta; print(services.__file__)'", hour.folder
    )
    assert where.stdout.startswith(str(hour.installed.folder / "venv"))
    for pid in children(hour.serving.pid, ""):
        assert Path(f"/proc/{pid}/environ").read_bytes().count(b"PYTHONPATH") == 0


def test_status_lists_every_part_and_what_runs_out(hour: Hour) -> None:
    until(lambda: hour.installed.shell("rabta status federation", hour.folder).returncode == 0, "all serve", 60.0)
    told = hour.installed.shell("rabta status federation", hour.folder).stdout.splitlines()
    agencies = ("pk.fia", "pk.oversight", "pk.punjab-police")
    assert [line.split()[0] for line in told][:3] == ["edge-0", "edge-1", "projector"]
    assert sorted(line.split()[0] for line in told[3:9]) == [
        f"{part}-{agency}" for part in ("issuer", "witness") for agency in agencies
    ]
    assert {line.split()[0] for line in told[9:]} == {"certificate", "key", "roster", "registry"}


def test_a_copy_does_not_start_beside_it(hour: Hour) -> None:
    """The copy would take half of the calls, and answer them from other records."""
    copied = hour.installed.shell("cp -r federation copy && rabta serve copy", hour.folder)
    assert copied.returncode == 2
    assert "is in use: another federation or program listens there" in copied.stderr
    asked = hour.installed.shell(hour.line("rabta history"), hour.folder)
    assert asked.returncode == 0, asked.stderr


def test_an_officer_of_one_agency_cannot_cite_the_case_of_the_other(hour: Hour) -> None:
    question = hour.line("rabta history").replace("FIR:FIA/", "FIR:PB/")
    assert question != hour.line("rabta history")
    refused = hour.installed.shell(question, hour.folder)
    assert refused.returncode == 3
    assert "refused" in refused.stderr
    assert "pk.punjab-police" not in refused.stdout


def test_told_to_stop_it_leaves_nothing_running(hour: Hour) -> None:
    parts = children(hour.serving.pid, "")
    assert len(parts) == 7
    hour.serving.terminate()
    assert hour.serving.wait(70) == 0
    assert not [pid for pid in parts if Path(f"/proc/{pid}").exists()]
    assert "Traceback" not in hour.log
