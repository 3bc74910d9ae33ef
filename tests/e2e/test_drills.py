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

    def asked(self) -> subprocess.CompletedProcess[str]:
        (line,) = [line for line in self.printed if line.startswith("rabta history")]
        return self.shell.run(line)

    def history(self) -> str:
        found = self.asked()
        assert found.returncode == 0, found.stderr
        return found.stdout

    def more(self, number: int) -> str:
        """A further case of the made-up man, of Punjab Police; the summary of its import."""
        return self.imported(number).stdout

    def imported(self, number: int, code: int = 0) -> subprocess.CompletedProcess[str]:
        sample = self.shell.folder / "federation" / "samples" / "pk.punjab-police.csv"
        (self.shell.folder / "more.csv").write_text(sample.read_text().replace("\n1,", f"\n{number},"))
        found = self.shell.run(f"rabta import fir_register more.csv --profile {PUNJAB}/punjab-police-90.toml")
        assert found.returncode == code, found.stderr
        return found

    def check(self) -> subprocess.CompletedProcess[str]:
        return self.shell.run(f"rabta records check --profile {PUNJAB}/punjab-police-90.toml")


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    shell = checkout(tmp_path_factory.mktemp("drill"))
    try:
        yield Drill(shell)
    finally:
        shell.stop_all()


def test_a_restored_hub_gets_again_what_came_since_its_backup(drill: Drill) -> None:
    """A backup while all runs; records since; a loss; restore; nothing is shown until the agency has sent it again."""
    shell = drill.shell
    shell.ok("rabta backup federation night-hub")
    assert "accepted: 1" in drill.more(2)
    assert "LINES/2/2025" in drill.history()
    assert shell.run("rabta restore night-hub federation --replace").returncode == 1, "not while it runs"
    assert shell.stop(drill.serving) == 0
    assert "rabta records resend" in shell.run("rabta restore night-hub federation --replace").stderr
    drill.restart()
    assert "RECORDS_BEHIND" in drill.asked().stderr
    assert "pages sent" in shell.ok(f"rabta records resend --profile {PUNJAB}/punjab-police-90.toml")
    until(lambda: "LINES/2/2025" in drill.asked().stdout, "all is shown again")
    check = drill.check()
    assert (check.returncode, "differences: 0" in check.stdout) == (0, True), check.stderr
    assert "unchanged: 1" in drill.more(2)


def test_the_next_import_sends_again_what_a_restored_hub_lost(drill: Drill) -> None:
    shell = drill.shell
    assert "accepted: 1" in drill.more(3)
    assert shell.stop(drill.serving) == 0
    shell.ok("rabta restore night-hub federation --replace")
    drill.restart()
    assert "RECORDS_BEHIND" in drill.asked().stderr
    said = drill.imported(4)
    assert "pages that it had lost were sent again" in said.stderr
    assert "accepted: 1" in said.stdout
    until(lambda: drill.asked().returncode == 0, "answered again")
    for number in (2, 3, 4):
        assert f"LINES/{number}/2025" in drill.history()


def test_what_nobody_can_bring_again_is_given_up(drill: Drill) -> None:
    shell = drill.shell
    assert shell.run("rabta node accept-records federation --yes").returncode == 1, "not while it runs"
    assert shell.stop(drill.serving) == 0
    shell.ok("rabta restore night-hub federation --replace && rabta node accept-records federation --yes")
    drill.restart()
    assert "LINES/1/2025" in drill.history()
    assert "LINES/2/2025" not in drill.history()
    shell.ok(f"rabta records resend --profile {PUNJAB}/punjab-police-90.toml")
    assert "LINES/4/2025" in drill.history(), "it may still come"


def test_an_agency_that_lost_its_journal_has_it_made_anew(drill: Drill) -> None:
    """The import says what helps; afterwards it adds what is new alone, and its journal agrees with the log."""
    shell = drill.shell
    journal = list((shell.folder / PUNJAB).glob("*/feed.db*"))
    assert journal
    for path in journal:
        path.unlink()
    stopped = drill.imported(1, code=1)
    assert "`rabta records rebuild-journal`" in stopped.stderr
    shell.ok(f"rabta records rebuild-journal --profile {PUNJAB}/punjab-police-90.toml")
    assert "unchanged: 1" in drill.more(1)
    assert "accepted: 1" in drill.more(5)
    until(lambda: "differences: 0" in drill.check().stdout, "the log proves the last page")


def test_the_graph_is_what_the_restored_store_says(drill: Drill) -> None:
    """A graph of the time before would show links that no store holds."""
    shell = drill.shell
    assert shell.run("rabta graph rebuild federation/hub").returncode != 0, "not while the projector runs"
    until(lambda: shell.run("rabta graph check federation/hub").returncode == 0, "records and graph agree")


def test_a_part_that_is_killed_comes_back(drill: Drill) -> None:
    (issuer,) = children(drill.serving.pid, "services.issuer federation/agencies/pk.fia")
    os.kill(issuer, signal.SIGKILL)
    until(
        lambda: children(drill.serving.pid, "services.issuer federation/agencies/pk.fia") not in ([], [issuer]), "back"
    )
    until(lambda: drill.shell.run("rabta status federation").returncode == 0, "all serve again")
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
    until(lambda: drill.shell.run(line).returncode != 0, "refused")
    roster.write_text(before.replace("version = 1", "version = 3"))
    drill.shell.ok(sign)
    until(lambda: drill.shell.run(line).returncode == 0, "answered again")


def test_the_log_is_exported_and_verified_elsewhere(drill: Drill, tmp_path: Path) -> None:
    drill.shell.ok(f"rabta audit export federation/hub {tmp_path}/log")
    said = drill.shell.ok(
        f"rabta-audit verify {tmp_path}/log --registry-anchor federation/anchor.pem"
        " --oversight-key federation/agencies/pk.oversight/seal.key"
    )
    assert "log verified" in said
