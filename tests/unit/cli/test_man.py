"""The manual has a page for each command, and the programs that show manuals take each without a complaint."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from services.cli.main import app
from services.cli.man import manual, page
from tests.rows import of_rows
from tests.unit.cli.rabta import rabta
from tests.unit.cli.test_main import EVERY

PROGRAM: Any = get_command(app)
PAGES = dict(manual(PROGRAM))
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "ARGUMENTS", "OPTIONS", "EXAMPLE", "EXIT STATUS", "ENVIRONMENT",
            "SEE ALSO"]  # fmt: skip
NEEDED = set(SECTIONS) - {"COMMANDS", "ARGUMENTS"}


def unescaped(text: str) -> str:
    return text.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")


def test_each_command_has_its_page() -> None:
    assert PAGES.keys() == {f"{'-'.join(['rabta', *words])}.1" for words in EVERY}


@of_rows("name", PAGES)
def test_a_page_has_its_sections_in_order(name: str) -> None:
    titles = re.findall(r"^\.SH (.+)$", PAGES[name], re.MULTILINE)
    assert titles == [title for title in SECTIONS if title in titles]
    assert set(titles) >= NEEDED
    assert PAGES[name].startswith('.TH "')
    assert "None" not in PAGES[name]


@of_rows("words", EVERY, ids=[" ".join(words) or "rabta" for words in EVERY])
def test_every_option_argument_and_command_is_on_its_page(words: list[str]) -> None:
    command = PROGRAM
    for word in words:
        command = command.commands[word]
    text = unescaped(PAGES[f"{'-'.join(['rabta', *words])}.1"])
    for one in command.params:
        assert all(name in text for name in one.opts) or one.param_type_name == "argument"
        assert not one.help or one.help in text
    for child in getattr(command, "commands", {}):
        assert f".B {child}\n" in text


@pytest.mark.parametrize("program", [("groff", "-man", "-ww", "-z", "-Tutf8"), ("mandoc", "-Tlint", "-Wwarning")])
def test_programs_that_show_manuals_take_each_page(program: tuple[str, ...], tmp_path: Path) -> None:
    if shutil.which(program[0]) is None:
        warnings.warn(f"{program[0]} is absent: pages were looked at by their structure alone", stacklevel=1)
        return
    assert f"pages: {len(PAGES)}" in rabta("man", tmp_path).stdout
    paths = sorted(tmp_path.glob("*.1"))
    assert len(paths) == len(PAGES)
    done = subprocess.run([*program, *map(str, paths)], capture_output=True, text=True, check=False)
    complaints = [line for line in (done.stdout + done.stderr).splitlines() if "missing date" not in line]
    assert complaints == []


def test_man_shows_a_page_with_its_example_in_one_line(tmp_path: Path) -> None:
    if shutil.which("groff") is None:
        warnings.warn("groff is absent: no page was rendered", stacklevel=1)
        return
    rabta("man", tmp_path)
    shown = subprocess.run(
        ["groff", "-man", "-Tutf8", "-P-cbou", str(tmp_path / "rabta-history.1")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "rabta history --profile officer.toml --as-of 2024-05-01 --save-evidence man.evidence < cnic\n" in shown
    assert "rabta-history - One consolidated, graded history" in " ".join(shown.split())
    assert "--purpose TEXT" in shown


def test_text_is_printed_and_never_obeyed() -> None:
    class Hostile:
        help = ".so /etc/passwd\\*(x\n\n'begins -- with a quote"
        params: tuple[Any, ...] = ()
        epilog = "Example: .de x\n.sy id"

    text = page(Hostile(), ("rabta", "x"))
    assert [line for line in text.splitlines() if line.startswith((".so", ".sy", ".de", "'"))] == []
    assert "\\e*(x" in text


def test_a_folder_that_cannot_be_made_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert len(rabta("man", tmp_path / "file", code=1).stderr.splitlines()) == 1
