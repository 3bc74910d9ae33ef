"""Shells complete commands, options and the words of the vocabulary; a real bash, where scripts of others are looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rabta.linkage.v1.graph_pb2 import EdgeKind
from rabta.records.v1.subject_pb2 import IdentifierType
from typer.testing import CliRunner

from services.access.purpose import LEGAL_BASES, PURPOSES, QUERY_CLASSES, bases_of
from services.cli.completion import Shell, prepare
from services.cli.main import COMMANDS, app
from services.listing.part import enum_word
from services.sources.exports import formats
from services.sources.feeds.registry import readers
from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.cli.rabta import rabta
from tests.unit.cli.test_lazy import HEAVY, loaded_by

ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}"}


def completed(shell: str, **given: str) -> str:
    """What the program says to a shell's script, in this process: another one loads for half a second."""
    given["_RABTA_COMPLETE"] = f"complete_{shell}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_RABTA_COMPLETE", given["_RABTA_COMPLETE"])
        prepare()
    said = CliRunner().invoke(app, [], prog_name="rabta", env=given)
    assert said.exit_code == 0, said.output
    return said.stdout


def asked(typed: str) -> list[str]:
    """What bash is answered for the last word of ``typed``, which may be empty."""
    words = typed.split(" ")
    return completed("bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1)).split()


def words_of(enum: Any) -> set[str]:
    return {word for number in enum.values() if (word := enum_word(enum.DESCRIPTOR, number))}


def test_commands_and_options() -> None:
    assert asked("rabta hist") == ["history"]
    assert set(asked("rabta ")) == COMMANDS.keys()
    assert asked("rabta history --known") == ["--known-at"]
    assert asked("rabta claims ") == ["list", "decide"]


@of_rows(
    ("typed", "words"),
    [
        ("rabta history --purpose ", set(PURPOSES)),
        ("rabta use --legal-basis ", set(LEGAL_BASES)),
        ("rabta history --purpose trial --legal-basis ", set(bases_of("TRIAL"))),
        ("rabta history --query-class ", set(QUERY_CLASSES)),
        ("rabta history --purpose TRIAL --query-class ", set(PURPOSES["TRIAL"].classes)),
        ("rabta history --purpose TRIAL --case ", {f"{kind}:" for kind in PURPOSES["TRIAL"].references}),
        ("rabta search --type ", words_of(IdentifierType)),
        ("rabta net why --edge ", words_of(EdgeKind)),
        ("rabta purposes ", set(PURPOSES)),
        ("rabta import ", set(formats())),
        ("rabta feed import ", set(readers())),
        ("rabta link decide one other ", {"same", "different", "unsure"}),
        ("rabta history --language ", {"en", "ur"}),
        ("rabta history --output ", {"table", "json", "csv"}),
        ("rabta claims decide --decision ", {"upheld", "rejected"}),
        ("rabta completion ", set(Shell)),
    ],
)
def test_words_of_the_vocabulary(typed: str, words: set[str]) -> None:
    assert set(asked(typed)) == words


def test_a_word_goes_on_as_it_is_begun() -> None:
    assert asked("rabta history --purpose inv") == ["investigate_case"]
    assert asked("rabta history --purpose investigate-") == ["investigate-case"]
    assert asked("rabta history --purpose INV") == ["INVESTIGATE_CASE"]
    assert asked("rabta history --purpose XYZ") == []


def test_other_shells_are_told_what_a_word_means() -> None:
    for shell in ("zsh", "fish"):
        said = completed(
            shell, _TYPER_COMPLETE_ARGS="rabta history --legal-basis ZAI", _TYPER_COMPLETE_FISH_ACTION="get-args"
        )
        assert "ZAINAB" in said
        assert "ZARRA Act 2020" in said


@pytest.mark.parametrize("shell", Shell)
def test_the_script_asks_the_program(shell: Shell) -> None:
    script = rabta("completion", shell).stdout
    assert f"_RABTA_COMPLETE=complete_{shell}" in script
    assert "rabta" in script.splitlines()[-1]
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_it_is_fast_since_it_loads_nothing() -> None:
    assert not loaded_by("completion", "bash") & HEAVY


def test_bash_completes_with_it(tmp_path: Path) -> None:
    """A case's type is completed without a blank behind it, for its key follows."""
    program = tmp_path / "rabta"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.argv = [\"rabta\"]\n"
                       "from services.cli.main import main; main()'\n")  # fmt: skip
    program.chmod(0o755)
    (tmp_path / "script").write_text(rabta("completion", "bash").stdout)
    code = """
    source "$1"; compopt() { printf "compopt %s %s\\n" "$@"; }
    COMP_WORDS=(rabta history --case FI); COMP_CWORD=3; _rabta_completion rabta; echo "${COMPREPLY[@]}"
    COMP_WORDS=(rabta hist); COMP_CWORD=1; _rabta_completion rabta; echo "${COMPREPLY[@]}"
    complete -p rabta
    """
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-uc", code, "bash", str(tmp_path / "script")],
        env=ENVIRONMENT | {"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "compopt -o nospace",
        "FIR:",
        "history",
        "complete -o default -F _rabta_completion rabta",
    ]


def test_an_unknown_shell_is_a_wrong_word() -> None:
    assert "csh" in rabta("completion", "csh", code=2).stderr
