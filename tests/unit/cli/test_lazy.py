"""Commands are loaded when they are used, and the list of them says what they say themselves."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import typer
from typer.main import get_command

from services.cli.lazy import Loaded, Place, lazy_group
from services.cli.main import COMMANDS, app
from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.cli.rabta import rabta

HEAVY = {"grpc", "aiohttp", "neo4j", "cryptography", "cedarpy", "jwt", "structlog", "asyncio", "rabta"}
HERE = {
    "one": Place("tests.unit.cli.test_lazy", "one", "The first of two commands."),
    "two": Place("no.such.module", "two", "Never."),
}


def one(count: int = 1) -> None:
    """The first of two commands."""
    typer.echo(f"one {count}")


@pytest.fixture
def program() -> Any:
    made = typer.Typer(cls=lazy_group(HERE), pretty_exceptions_enable=False, no_args_is_help=True)
    made.callback()(lambda: None)
    return get_command(made)


def loaded_by(*arguments: str) -> set[str]:
    """Top-level modules that a process holds after a command."""
    code = f"""
import sys
sys.argv = {["rabta", *arguments]!r}
from services.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("LOADED", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "NO_COLOR": "1", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.rpartition("LOADED ")[2].split())


def test_help_loads_no_command() -> None:
    assert not loaded_by("--help") & HEAVY


@pytest.mark.parametrize("words", [["history", "--help"], ["agency", "--help"], ["claims", "list", "--help"]])
def test_a_local_command_loads_nothing_that_asks_over_http(words: list[str]) -> None:
    assert not loaded_by(*words) & {"aiohttp", "neo4j", "cedarpy"}


@of_rows("name", COMMANDS)
def test_the_list_says_what_a_command_says_of_itself(name: str) -> None:
    command: Any = get_command(app)
    own = " ".join((command.commands[name].help or "").partition("\n\n")[0].split())
    assert command.commands[name].name == name
    assert COMMANDS[name].help == own


def test_a_command_runs_and_takes_its_options(program: Any, capsys: pytest.CaptureFixture[str]) -> None:
    program.main(["one", "--count", "3"], standalone_mode=False)
    assert capsys.readouterr().out == "one 3\n"


def test_what_is_listed_is_not_imported(program: Any, capsys: pytest.CaptureFixture[str]) -> None:
    program.main(["--help"], standalone_mode=False)
    assert "Never." in capsys.readouterr().out
    with pytest.raises(ModuleNotFoundError):
        program.main(["two"], standalone_mode=False)


def test_a_wrong_word_is_answered_with_the_nearest() -> None:
    assert "history" in rabta("histry", code=2).stderr
    assert "claims" in rabta("claim", "--profile", "x", code=2).stderr


def test_commands_are_a_mapping_that_knows_its_names_before_it_loads() -> None:
    commands = Loaded(HERE)
    assert list(commands) == ["one", "two"]
    assert len(commands) == 2
    assert "two" in commands
    assert "three" not in commands
    with pytest.raises(KeyError):
        commands["three"]
    assert commands["one"] is commands["one"]
    commands["three"] = commands["one"]
    assert list(commands) == ["one", "two", "three"]
    del commands["two"]
    assert list(commands) == ["one", "three"]
