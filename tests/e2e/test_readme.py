"""README's commands, as they are printed there: from its text into a shell."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.e2e.processes import ROOT, until

pytestmark = pytest.mark.xdist_group("e2e-hour")
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"<!-- run: ([^>]*) -->\n```\n(.*?)```", re.DOTALL)


def block(title: str) -> str:
    (found,) = [text for name, text in BLOCK.findall(README) if name == title]
    return str(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout's folder with `.venv`: programs of this environment, and no `jq`."""
    made = tmp_path_factory.mktemp("readme")
    programs = made / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, module in (("rabta", "services.cli.main"), ("rabta-audit", "audit.verify.__main__")):
        path = programs / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        path.chmod(0o755)
    return made


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RABTA_")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])
    return {**kept, "PYTHONPATH": path, "NO_COLOR": "1", "COLUMNS": "200", "PATH": "/usr/bin:/bin"}


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Path]:
    """`rabta demo up`, of a smaller story, which has imported it."""
    line = block("the demonstration").strip()
    assert "\n" not in line
    with (folder / "up.log").open("ab") as log:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {line} --records 400"], cwd=folder, env=environment(), stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: "the story is imported" in (folder / "up.log").read_text("utf-8", "replace"), "it is up", 150.0)
        yield folder
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(70)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_demonstration_answers_as_printed(running: Path) -> None:
    done = subprocess.run(
        ["bash", "-e", "-c", block("in another shell")], cwd=running, env=environment(), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "CUS/KARACHI" in done.stdout
    assert "evidence verified" in done.stdout
    assert "log verified" in done.stdout
    assert "Traceback" not in (running / "up.log").read_text("utf-8", "replace")


def test_it_needs_nothing_but_python_and_make() -> None:
    """No other program is called: a fresh machine has none of them."""
    words = {line.split()[0] for _, text in BLOCK.findall(README) for line in text.replace("\\\n", " ").splitlines()}
    assert words <= {".venv/bin/rabta", "rabta", "export"}
    assert "jq" not in README
