"""Every help text ends with an example that the program can parse."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from services.cli.examples import EXAMPLES
from services.cli.main import app
from tests.rows import of_rows
from tests.unit.cli.rabta import rabta
from tests.unit.cli.test_main import EVERY

PROGRAM: Any = get_command(app)


def reached(words: list[str]) -> Any:
    command = PROGRAM
    for word in words:
        command = command.commands[word]
    return command


LEAVES = {" ".join(words): reached(words) for words in EVERY if not getattr(reached(words), "commands", None)}
SHOWN = {"": EXAMPLES[""]} | {
    name: (command.epilog or "").removeprefix("Example: ") for name, command in LEAVES.items()
}
"""Command -> its example, written beside it or in the list of all."""


def test_each_command_has_an_example_and_each_example_a_command() -> None:
    assert all(text.startswith(f"rabta {name}") for name, text in SHOWN.items())
    assert EXAMPLES.keys() - {""} <= LEAVES.keys()


@of_rows("words", EVERY, ids=[" ".join(words) or "rabta" for words in EVERY])
def test_the_help_shows_it(words: list[str]) -> None:
    out = " ".join(rabta(*words, "--help", env={"COLUMNS": "300"}).stdout.split())
    assert f"Example: {reached(words).epilog.removeprefix('Example: ')}" in out


@pytest.mark.parametrize("example", SHOWN.values())
def test_it_is_parsed_as_it_stands(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are missing, options that are not there, numbers that are none: each would be refused here."""
    program, *words = shlex.split(example.partition(" < ")[0].partition(" > ")[0])
    assert program == "rabta"
    monkeypatch.chdir(tmp_path)
    for word in words:
        if re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", word):
            Path(word).touch()
        elif word.isalpha():
            Path(word).mkdir(exist_ok=True)
    command = PROGRAM
    while getattr(command, "commands", None):
        command = command.commands[words.pop(0)]
    with command.make_context("rabta", words):
        pass


def test_no_example_holds_a_number_of_a_person() -> None:
    assert not any("35202" in text or "CNIC:3" in text for text in SHOWN.values())
