"""Every command that asks under a profile answers in its language, or says once that it answers in English alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from services.cli.main import app
from services.cli.options import ENGLISH_ALONE
from tests.fakes.hub_thread import HubThread
from tests.rows import of_rows
from tests.unit.cli.rabta import rabta

GIVEN = {
    "sign": "same",
    "--verdict": "justified",
    "--start": "0",
    "--count": "1",
    "--answer": "valid",
    "--word": "RECRUIT",
    "--outcome": "proceed",
    "--direction": "proceed",
    "kind": "OTHER",
}
DECIDED = {"claims": "upheld", "release": "granted", "correction": "accepted"}
"""By group, a word that `--decision` takes."""
ACTS = {"referral": "accept", "compensation": "claim"}
"""By group, a word that `--act` takes."""
BECAUSE = {"alert": "look-alike", "handover": "no-place"}
"""By group, a word that `--because` takes."""
NO_WORDS = {("token", "request"), ("token", "approve"), ("token", "report"), ("console",)}
"""They print a token, or what an issuer's service did; the console becomes a process of its own, in both languages."""


def leaves(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield words, command
        return
    for name in list(children):
        yield from leaves((*words, name), children[name])


EVERY = dict(leaves((), get_command(app)))


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts}


ASKING = [words for words, command in EVERY.items() if "--profile" in options(command) and words not in NO_WORDS]
IN_URDU = {words for words, command in EVERY.items() if "--language" in options(command)}


def urdu_profile(desk: HubThread) -> Path:
    profile = desk.profile()
    text = re.sub("^language.*$", "", profile.read_text("utf-8"), flags=re.MULTILINE)
    made = profile.with_name("urdu.toml")
    made.write_text(f'{text}\nlanguage = "ur"\n', "utf-8")
    made.chmod(0o600)
    return made


def needed(words: tuple[str, ...], file: Path) -> Iterator[str]:
    """Something for each argument and option without which a command does not begin."""
    given_to = GIVEN | {"--decision": DECIDED.get(words[0], ""), "--act": ACTS.get(words[0], "")}
    given_to |= {"--because": BECAUSE.get(words[0], "")}
    for parameter in EVERY[words].params:
        if parameter.name == "profile" or not parameter.required:
            continue
        given = given_to.get(parameter.opts[0], str(file))
        yield from ([given] if parameter.param_type_name == "argument" else [parameter.opts[0], given])


def asked(words: tuple[str, ...], profile: Path, file: Path) -> Result:
    arguments = [*words, *needed(words, file), "--profile", str(profile)]
    return CliRunner().invoke(app, arguments, input="x\n")


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_in_urdu_or_told_once_that_it_is_english_alone(
    hub_desk: HubThread, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"{}")
    result = asked(words, urdu_profile(hub_desk), file)
    assert "Usage" not in result.stderr, result.stderr
    assert result.stderr.count(ENGLISH_ALONE) == (words not in IN_URDU), result.stderr
    assert ENGLISH_ALONE not in result.stdout
    assert ENGLISH_ALONE not in asked(words, hub_desk.profile(), file).stderr


@of_rows("words", sorted(EVERY.keys() - IN_URDU), ids=" ".join)
def test_a_language_that_a_command_does_not_know_is_refused(words: tuple[str, ...]) -> None:
    assert "No such option: --language" in rabta(*words, "--language", "ur", code=2).stderr
