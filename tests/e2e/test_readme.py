"""README's commands, as they are printed there: from its text into a shell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from services.cli.demo.browsing import BrowserWindow
from tests.e2e.processes import ROOT
from tests.e2e.shells import Shell, checkout

README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"<!-- run: ([^>]*) -->\n```\n(.*?)```", re.DOTALL)


def block(title: str) -> str:
    (found,) = [text for name, text in BLOCK.findall(README) if name == title]
    return str(found)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """`rabta demo up`, of a smaller story, which has imported it; the path holds no `jq` of ours."""
    shell = checkout(tmp_path_factory.mktemp("readme"))
    line = block("the demonstration").strip()
    assert "\n" not in line
    try:
        shell.start(f"{line} --records 400", "the story is imported", "up.log")
        yield shell
    finally:
        shell.stop_all()


def test_the_demonstration_answers_as_printed(running: Shell) -> None:
    said = running.ok(block("in another shell"))
    assert "CUS/KARACHI" in said
    assert "evidence verified" in said
    assert "log verified" in said
    assert "Traceback" not in running.said("up.log")


def test_the_console_s_link_opens_and_asks_why_first(running: Shell) -> None:
    found = re.search(r"(http://localhost:\d+)(/login/\S+)", running.said("up.log"))
    assert found
    window = BrowserWindow(found[1])
    assert window.open(found[2]).status == 200
    assert window.open("/search").heading == "Why do you ask?"


def test_it_needs_nothing_but_python_and_make() -> None:
    """No other program is called: a fresh machine has none of them."""
    words = {line.split()[0] for _, text in BLOCK.findall(README) for line in text.replace("\\\n", " ").splitlines()}
    assert words <= {".venv/bin/rabta", "rabta", "export"}
    assert "jq" not in README
