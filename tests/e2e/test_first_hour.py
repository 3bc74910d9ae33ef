"""The first hour, from the wheel: four commands lead from nothing to an answer over two agencies."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.processes import ROOT, children, until
from tests.e2e.shells import Shell, installed
from tests.e2e.test_readme import block
from tests.forks.asked import Started
from tests.unit.node.test_founding import free_run


class Hour(NamedTuple):
    """A served federation. ``said``: the lines that `rabta node init` printed;"""

    shell: Shell
    said: list[str]
    serving: Started

    def line(self, start: str) -> str:
        (found,) = [line for line in self.said if line.startswith(start)]
        return found


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hour]:
    shell = installed(tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("hour"))
    said = shell.ok(f"rabta node init --yes --port {free_run(7)}").splitlines()
    try:
        yield Hour(shell, said, shell.start("rabta serve", "rabta: up on", "serve.log"))
    finally:
        shell.stop_all()


def test_four_commands_give_one_history_over_both_agencies(hour: Hour) -> None:
    """`node init`, `serve`, one import, one question, each as it was printed."""
    imported = hour.shell.run(hour.line("rabta node import-samples"))
    assert (imported.returncode, imported.stdout.count("accepted 1")) == (0, 2), imported.stderr
    asked = hour.shell.run(hour.line("rabta history"))
    assert asked.returncode == 0, asked.stderr
    assert {"pk.fia", "pk.punjab-police"} <= set(asked.stdout.split())
    assert "CIVIL LINES" in asked.stdout


def test_readme_prints_the_same_four_commands(hour: Hour) -> None:
    assert block("found and serve").splitlines() == ["rabta node init --yes", hour.line("rabta serve")]
    assert block("import and ask, in another shell").splitlines() == [
        hour.line("rabta node import-samples"), hour.line("rabta history"),
    ]  # fmt: skip


def test_a_first_call_in_python_gives_the_same_history(hour: Hour) -> None:
    """By what the wheel installs: the checkout is not on its path."""
    hour.shell.ok(hour.line("rabta node import-samples"))
    line = hour.line("rabta history")
    ((case, profile, number),) = re.findall(r"--case (.+) --profile (\S+) < (\S+)", line)
    example = ROOT / "examples" / "first_call.py"
    said = hour.shell.ok(f"python {example} {profile} {case} $(tr -d - < {number})")
    assert {"pk.fia", "pk.punjab-police"} <= set(said.split())
    where = hour.shell.ok("python -c 'import rabta.client; print(rabta.client.__file__)'")
    assert where.startswith(str(hour.shell.programs.parent))


def test_it_is_the_installed_package_that_runs(hour: Hour) -> None:
    where = hour.shell.run("python -c 'import services, audit, graph, rabta; print(services.__file__)'")
    assert where.stdout.startswith(str(hour.shell.programs.parent))
    given = Path(f"/proc/{hour.serving.pid}/environ").read_bytes()
    assert b"COLUMNS=200" in given, "all else is forked of it"
    assert b"PYTHONPATH" not in given


def test_status_lists_every_part_and_what_runs_out(hour: Hour) -> None:
    until(lambda: hour.shell.run("rabta status federation").returncode == 0, "all serve")
    told = hour.shell.run("rabta status federation").stdout.splitlines()
    agencies = ("pk.fia", "pk.oversight", "pk.punjab-police")
    assert [line.split()[0] for line in told][:5] == ["detector", "edge-0", "edge-1", "matcher", "projector"]
    assert sorted(line.split()[0] for line in told[5:11]) == [
        f"{part}-{agency}" for part in ("issuer", "witness") for agency in agencies
    ]
    assert {line.split()[0] for line in told[11:]} == {"certificate", "key", "roster", "registry"}


def test_a_copy_does_not_start_beside_it(hour: Hour) -> None:
    """The copy would take half of the calls, and answer them from other records."""
    copied = hour.shell.run("cp -r federation copy && rabta serve copy")
    assert copied.returncode == 2
    assert "is in use: another federation or program listens there" in copied.stderr
    asked = hour.shell.run(hour.line("rabta history"))
    assert asked.returncode == 0, asked.stderr


def test_an_officer_of_one_agency_cannot_cite_the_case_of_the_other(hour: Hour) -> None:
    question = hour.line("rabta history").replace("FIR:FIA/", "FIR:PB/")
    assert question != hour.line("rabta history")
    refused = hour.shell.run(question)
    assert refused.returncode == 3
    assert "refused" in refused.stderr
    assert "pk.punjab-police" not in refused.stdout


def test_oversight_sees_whom_the_issuers_refused_and_what_was_withheld(hour: Hour) -> None:
    """Each issuer tells by itself from the first minute on; today's refusals follow when the day is over."""
    reviewer = "--profile federation/agencies/pk.oversight/oversight-1.toml --case REVIEW:2026/1 --output json"

    def told() -> dict[str, int]:
        time.sleep(2)  # an issuer gives so many tokens a minute
        found = hour.shell.run(f"rabta oversight refusals {reviewer}")
        assert found.returncode == 0, found.stderr
        return {one["agency"]: int(one["number"]) for one in json.loads(found.stdout)["issuers"]}

    until(lambda: told() == dict.fromkeys(("pk.fia", "pk.oversight", "pk.punjab-police"), 1), "all told")
    for words, held in (("withheld", "calls"), ("crossings", "days")):
        found = hour.shell.run(f"rabta oversight {words} {reviewer}")
        assert found.returncode == 0, found.stderr
        other = reviewer.replace("pk.oversight/oversight-1", "pk.fia/fia-1")
        denied = hour.shell.run(f"rabta oversight {words} {other}")
        assert denied.returncode == 3
        assert held in found.stdout
        assert held not in denied.stdout


def test_told_to_stop_it_leaves_nothing_running(hour: Hour) -> None:
    parts = children(hour.serving.pid, "")
    assert len(parts) == 9, "eight, and what has forked them"
    assert hour.shell.stop(hour.serving) == 0
    assert not [pid for pid in parts if Path(f"/proc/{pid}").exists()]
    assert "Traceback" not in hour.shell.said("serve.log")
