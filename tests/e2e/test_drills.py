"""Drills of the operations page that nothing else runs: by the commands that stand there, on a federation of its own."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.processes import children, until
from tests.e2e.shells import Shell, checkout
from tests.unit.node.test_founding import free_run

pytestmark = pytest.mark.xdist_group("e2e-hour")
FIA, PUNJAB = "federation/agencies/pk.fia", "federation/agencies/pk.punjab-police"
SERVE = ("rabta serve", "rabta: up on", "serve.log")


class Drill:
    """A served federation that two agencies have contributed to."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.printed = shell.ok(f"rabta node init --yes --port {free_run(7)}").splitlines()
        self.serving = shell.start(*SERVE)
        shell.ok("rabta node import-samples")

    def restart(self) -> None:
        self.serving = self.shell.start(*SERVE)

    def history(self) -> str:
        (line,) = [line for line in self.printed if line.startswith("rabta history")]
        return self.shell.ok(line)

    def more(self, number: int) -> str:
        """A further case of the made-up man, of Punjab Police; the summary of its import."""
        sample = self.shell.folder / "federation" / "samples" / "pk.punjab-police.csv"
        (self.shell.folder / "more.csv").write_text(sample.read_text().replace("\n1,", f"\n{number},"))
        return self.shell.ok(f"rabta import fir_register more.csv --profile {PUNJAB}/punjab-police-90.toml")

    def check(self) -> subprocess.CompletedProcess[str]:
        return self.shell.run(f"rabta records check --profile {PUNJAB}/punjab-police-90.toml")


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    shell = checkout(tmp_path_factory.mktemp("drill"))
    try:
        yield Drill(shell)
    finally:
        shell.stop_all()


def test_restore_a_hub_and_its_members_to_one_night(drill: Drill) -> None:
    """Backups while all runs; records since; a loss; restore; the members' journals; what came since, again."""
    shell = drill.shell
    shell.ok(f"rabta backup federation night-hub && rabta backup {PUNJAB} night-punjab")
    assert "accepted: 1" in drill.more(2)
    assert "LINES/2/2025" in drill.history()
    assert shell.run("rabta restore night-hub federation --replace").returncode == 1, "not while it runs"
    assert shell.stop(drill.serving) == 0
    shell.ok("rabta restore night-hub federation --replace")
    drill.restart()
    assert "LINES/2/2025" not in drill.history()
    lost = drill.check()
    assert lost.returncode == 1
    assert "not shown; sealed since, or gone" in lost.stderr + lost.stdout
    refused = shell.run(f"rabta restore night-punjab {PUNJAB} --replace")
    assert (refused.returncode, "pages were sent since" in refused.stderr) == (1, True)
    shell.ok(f"rabta restore night-punjab {PUNJAB} --replace --hub-restored")
    assert "accepted: 1" in drill.more(2)
    assert "LINES/2/2025" in drill.history()


def test_the_graph_is_what_the_restored_store_says(drill: Drill) -> None:
    """A graph of the time before would show links that no store holds."""
    shell = drill.shell
    assert shell.run("rabta graph rebuild federation/hub").returncode != 0, "not while the projector runs"
    until(lambda: shell.run("rabta graph check federation/hub").returncode == 0, "records and graph agree", 90.0)


def test_a_part_that_is_killed_comes_back(drill: Drill) -> None:
    (issuer,) = children(drill.serving.pid, "services.issuer federation/agencies/pk.fia")
    os.kill(issuer, signal.SIGKILL)
    until(
        lambda: children(drill.serving.pid, "services.issuer federation/agencies/pk.fia") not in ([], [issuer]), "back"
    )
    until(lambda: drill.shell.run("rabta status federation").returncode == 0, "all serve again", 60.0)
    assert "LINES/1/2025" in drill.history()


def test_an_officer_is_suspended_by_a_new_roster(drill: Drill) -> None:
    """The office changes its TOML, raises the version and signs; the issuer takes it up by itself."""
    home = drill.shell.folder / FIA
    roster = home / "office" / "roster.toml"
    before = roster.read_text()
    sign = f"cd {FIA} && rabta token roster sign office/roster.toml --key office/roster.key --out systems/issuer/roster.signed"
    suspended = before.replace('id = "fia-2"\n', 'id = "fia-2"\nsuspended = true\n').replace(
        "version = 1", "version = 2"
    )
    roster.write_text(suspended)
    drill.shell.ok(sign)
    (line,) = [line for line in drill.printed if line.startswith("rabta history")]
    until(lambda: drill.shell.run(line).returncode != 0, "refused", 30.0)
    roster.write_text(before.replace("version = 1", "version = 3"))
    drill.shell.ok(sign)
    until(lambda: drill.shell.run(line).returncode == 0, "answered again", 30.0)


def test_the_log_is_exported_and_verified_elsewhere(drill: Drill, tmp_path: Path) -> None:
    drill.shell.ok(f"rabta audit export federation/hub {tmp_path}/log")
    said = drill.shell.ok(
        f"rabta-audit verify {tmp_path}/log --registry-anchor federation/anchor.pem"
        " --oversight-key federation/agencies/pk.oversight/seal.key"
    )
    assert "log verified" in said
