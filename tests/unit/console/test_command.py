"""The `rabta` command that asks the same as a page: every option that it has is one that the command takes."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from services.client.reason import Reason
from services.console.command import ONE_PURPOSE, SECOND_BASIS, command
from tests.rows import of_rows
from tests.unit.cli.test_languages import EVERY, options

WHY = Reason("INVESTIGATE", "CRPC_156", "FIR:PB/LHR/KOT/1/2026", "PECA_WARRANT")


NO_PAGE = ("alert", "to-protect")
NO_PAGES = {("statistics", "plan"), ("statistics", "count"), ("audit", "compare")}
"""Asked from a terminal alone."""


@of_rows("words", [each for each in EVERY if each[0] in SECOND_BASIS and each != NO_PAGE], ids=" ".join)
def test_whatever_is_said_to_take_a_second_basis_takes_it(words: tuple[str, ...]) -> None:
    if "--legal-basis" in options(EVERY[words]):
        assert "--second-basis" in options(EVERY[words])


@pytest.mark.parametrize("words", [("law", "clocks"), ("guard", "list"), ("hit", "list"), ("oversight", "reads")])
def test_a_command_without_it_is_not_told_it(words: tuple[str, ...]) -> None:
    assert "--second-basis" not in options(EVERY[words])
    assert "--second-basis" not in shlex.split(command(words, WHY, "officer.toml"))


def test_reason_and_profile_follow_the_words() -> None:
    assert shlex.split(command(["search", "--type", "CNIC"], WHY, "my officer.toml")) == [
        "rabta", "search", "--type", "CNIC", "--profile", "my officer.toml", "--purpose", "INVESTIGATE",
        "--legal-basis", "CRPC_156", "--second-basis", "PECA_WARRANT", "--case", "FIR:PB/LHR/KOT/1/2026",
    ]  # fmt: skip


def test_what_was_not_stated_is_not_said() -> None:
    assert command(["search"], replace(WHY, second_basis=""), "") == (
        "rabta search --purpose INVESTIGATE --legal-basis CRPC_156 --case FIR:PB/LHR/KOT/1/2026"
    )


def test_a_command_of_one_purpose_is_told_none() -> None:
    reasons = {words: options(command) for words, command in EVERY.items() if "--legal-basis" in options(command)}
    without = {words for words, taken in reasons.items() if "--purpose" not in taken}
    assert without - NO_PAGES == ONE_PURPOSE
    for words in ONE_PURPOSE:
        said = shlex.split(
            command([*words, "--start", "0"], Reason("OVERSIGHT", "DATA_OVERSIGHT", "REVIEW:2026/1"), "")
        )
        assert said[-4:] == ["--legal-basis", "DATA_OVERSIGHT", "--case", "REVIEW:2026/1"]
        assert "--purpose" not in said
