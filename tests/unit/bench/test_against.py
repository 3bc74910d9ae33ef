"""Two revisions are measured in turns, each with its own interpreter; nothing of the older one is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bench import against
from tests.bench.against import main

MAKEFILE = """.venv-dev/.ready:
\tmkdir -p .venv-dev/bin
\tprintf '#!/bin/sh\\nexec {python} "$$@"\\n' > .venv-dev/bin/python
\tchmod 700 .venv-dev/bin/python
\ttouch $@
"""
BENCH = """import pathlib, sys
notes = pathlib.Path({notes!r})
notes.write_text(notes.read_text() + "{name}:" + ",".join(sys.argv[1:]) + "\\n")
print("fake.p50_ms {milliseconds} ms")
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Who ran, in order."""
    path = tmp_path / "notes"
    path.write_text("")
    return path


@pytest.fixture
def root(tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose first revision takes 10 ms, and whose checkout takes 20 ms."""
    within = partial(tempfile.TemporaryDirectory, dir=tmp_path)
    monkeypatch.setattr(against, "tempfile", SimpleNamespace(TemporaryDirectory=within))
    place = tmp_path / "repository"
    (place / "tests" / "bench").mkdir(parents=True)
    for package in ("tests", "tests/bench"):
        (place / package / "__init__.py").touch()
    (place / "Makefile").write_text(MAKEFILE.format(python=sys.executable))
    git(place, "init", "--quiet")
    bench(place, notes, "old", "10")
    git(place, "add", "-A")
    git(place, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "first")
    bench(place, notes, "new", "20")
    subprocess.run(["make", "--silent", ".venv-dev/.ready"], cwd=place, check=True)
    return place


def git(place: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *words], cwd=place, check=True, capture_output=True, text=True, env=environment
    ).stdout


def bench(place: Path, notes: Path, name: str, milliseconds: str) -> None:
    text = BENCH.format(notes=str(notes), name=name, milliseconds=milliseconds)
    (place / "tests" / "bench" / "__main__.py").write_text(text)


def left(root: Path) -> list[str]:
    """Worktrees besides the checkout, and folders of them."""
    trees = git(root, "worktree", "list", "--porcelain").count("worktree ") - 1
    return [*(["worktree"] * trees), *(path.name for path in root.parent.glob("rabta-bench-*"))]


def test_what_became_slower_is_told_and_ends_with_1(root: Path, notes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["HEAD", "--runs", "3", "fake"], root) == 1
    heading, line = capfd.readouterr().out.splitlines()
    assert heading.split() == ["figure", "old", "new", "ratio", "spread", "unit"]
    assert line.split() == ["fake.p50_ms", "10", "20", "2.00", "0.00", "ms", "WORSE"]
    ran = notes.read_text().split()
    assert ran == ["old:fake", "new:fake", "new:fake", "old:fake", "old:fake", "new:fake"]
    assert left(root) == []


def test_what_did_not_ends_with_0(root: Path, notes: Path) -> None:
    bench(root, notes, "new", "10.5")
    assert main(["HEAD", "--runs", "1"], root) == 0
    assert notes.read_text().split() == ["old:", "new:"]
    assert left(root) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("raise SystemExit(3)", "returned non-zero exit status 3"),
        ("print('no figure at all')", "no figure: no figure at all"),
        ("print('fake.p50_ms 1 furlongs')", "fake.p50_ms: unit furlongs"),
    ],
    ids=["ends", "says-something-else", "unknown-unit"],
)
def test_a_bench_that_does_not_run_is_told_and_leaves_nothing(
    root: Path, text: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "tests" / "bench" / "__main__.py").write_text(text)
    assert main(["HEAD", "--runs", "1", "fake"], root) == 2
    assert left(root) == []
    assert why in capfd.readouterr().err


def test_a_revision_that_is_none_is_told(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere"], root) == 2
    assert "nowhere" in capfd.readouterr().err
    assert left(root) == []
