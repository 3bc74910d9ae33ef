"""What the command line costs before it does anything: processor time of a whole process, ``name value unit`` lines.

    python -m tests.bench cli

``cli.help``: ``rabta --help``; ``cli.whoami``: a command that asks nobody; ``cli.history``: one question, answered by a hub
in this process; ``cli.python``: an interpreter that imports typer and ends, to compare with. User and system time,
medians of rounds that alternate.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from tests.fakes import live
from tests.fakes.hub_thread import hub_thread
from tests.unit.cli.rabta import CNIC, HISTORY, RECORDS, WHY, answers

ROUNDS: Final = 9


def main() -> None:
    """Measure starts of the command line and print each figure in seconds."""
    with tempfile.TemporaryDirectory() as folder, hub_thread(live.copied(Path(folder)), (live.FIA,), RECORDS) as made:
        made.hub.bodies[HISTORY] = answers(GetHistoryResponse())
        profile = str(made.profile())
        rabta = (sys.executable, "-m", "services.cli.main")
        commands = {
            "python": (sys.executable, "-c", "import typer"),
            "help": (*rabta, "--help"),
            "whoami": (*rabta, "whoami", "--profile", profile),
            "history": (*rabta, "history", "--profile", profile, *WHY),
        }
        spent: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                spent[name].append(_processor_s(command))
    for name, seconds in spent.items():
        sys.stdout.write(f"cli.{name} {statistics.median(seconds):.3f} s\n")


def _processor_s(command: tuple[str, ...]) -> float:
    """Seconds of processor time of one process, its own children included."""
    before = os.times()
    subprocess.run(command, input=f"{CNIC}\n".encode(), stdout=subprocess.DEVNULL, check=True, timeout=60)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
