"""The program as a whole: every command says what it is, and the parts that run refuse what they cannot run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from typer.main import get_command

from services.cli.main import app
from services.node.local import Local, write_witness_settings
from tests.fakes import live
from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request
from tests.unit.cli.rabta import mode, rabta

COMMANDS = {
    "directions",
    "use",
    "oversight",
    "whoami",
    "purposes",
    "laws",
    "cases",
    "kinds",
    "claims",
    "hit",
    "release",
    "correction",
    "referral",
    "compensation",
    "handover",
    "statistics",
    "watch",
    "law",
    "guard",
    "alert",
    "detect",
    "peer",
    "sync",
    "backup",
    "restore",
    "node",
    "serve",
    "status",
    "store",
    "metrics",
    "import",
    "search",
    "history",
    "check",
    "console",
    "record",
    "find",
    "person",
    "verify",
    "evidence",
    "court",
    "federation",
    "token",
    "witness",
    "audit",
    "agency",
    "break-glass",
    "records",
    "demo",
    "net",
    "graph",
    "link",
    "identity",
    "feed",
    "completion",
    "man",
}


def commands() -> Iterator[list[str]]:
    """Every command and group, by its words."""

    def below(words: list[str], command: object) -> Iterator[list[str]]:
        yield words
        for name, child in getattr(command, "commands", {}).items():
            yield from below([*words, name], child)

    yield from below([], get_command(app))


EVERY = list(commands())


def test_the_commands_are_those_that_are_promised() -> None:
    assert {words[0] for words in EVERY if words} == COMMANDS


@of_rows("words", EVERY, ids=[" ".join(words) or "rabta" for words in EVERY])
def test_each_says_what_it_is(words: list[str]) -> None:
    assert "Usage" in rabta(*words, "--help").stdout


def test_the_version_is_that_of_the_package() -> None:
    assert rabta("--version").stdout == f"rabta {version('rabta')}\n"


def test_no_option_takes_a_secret() -> None:
    """A number, a key or a token never travels in argv."""

    def options(command: object) -> Iterator[str]:
        for parameter in getattr(command, "params", []):
            yield from getattr(parameter, "opts", [])
        for child in getattr(command, "commands", {}).values():
            yield from options(child)

    assert not {"--cnic", "--number", "--identifier", "--token", "--password", "--secret"} & set(
        options(get_command(app))
    )


def test_without_a_command_it_shows_help_and_ends_with_2() -> None:
    rabta(code=2)
    rabta("nonsense", code=2)


def test_as_a_script_it_runs_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "services.cli.main", "--help"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "NO_COLOR": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "federation" in done.stdout


def test_serve_refuses_a_target_of_nobody_and_a_folder_that_is_none(tmp_path: Path) -> None:
    assert "unknown target" in rabta("serve", tmp_path, "--target", "records,graph", code=2).stderr
    rabta("serve", tmp_path / "none", code=2)


def test_a_witness_makes_its_state_once(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    path = write_witness_settings(Local(files, 1, {}).files)[0]
    state = path.parent / "witness.db"
    state.unlink()
    rabta("witness", "serve", path, "--create-state")
    assert mode(state) == 0o600
    result = rabta("witness", "serve", path, "--create-state", code=1)
    assert "Traceback" not in result.output
    rabta("witness", "serve", tmp_path / "none.toml", code=1)


def test_an_export_is_the_log_with_the_registry_beside_it(tmp_path: Path) -> None:
    hub, target = tmp_path / "hub", tmp_path / "export"
    settings = make_settings(hub, folder=hub / "audit", clock=SetClock(), steady=SetClock())
    with opened(settings) as log:
        append(log, *(request(number) for number in range(5)))
        log.tick()
    shutil.copytree(live.files().hub.registry, hub / "registry")
    result = rabta("audit", "export", hub, target)
    assert (result.stdout, str(target) in result.stderr) == ("", True)
    assert (target / "registry" / "1").read_bytes() == (hub / "registry" / "1.signed").read_bytes()
    assert {path.name for path in target.iterdir()} >= {"checkpoint", "log.vkey", "tile", "registry"}
    assert "not empty" in rabta("audit", "export", hub, target, code=1).stderr


def test_where_there_is_no_log_nothing_is_exported(tmp_path: Path) -> None:
    result = rabta("audit", "export", tmp_path, tmp_path / "export", code=1)
    assert "Traceback" not in result.output
    assert result.stdout == ""
