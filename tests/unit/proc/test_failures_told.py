"""What a failed comparison tells is short on every machine: with CI set, pytest works out all of it, without a bound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT

FAILS = """
from random import Random

def test_it() -> None:
    assert {one} == {other}
"""
LARGE = {
    "bytes": ("Random(1).randbytes(300_000)", "Random(2).randbytes(300_000)"),
    "lines": ("'\\n'.join(map(str, range(200_000)))", "'\\n'.join(map(str, range(1, 400_000, 2)))"),
    "lists": ("list(range(300_000))", "list(range(1, 300_001))"),
}


@pytest.mark.parametrize("told", ["CI", "BUILD_NUMBER"])
@pytest.mark.parametrize("kind", LARGE)
def test_a_failure_is_told_at_once_and_in_short(tmp_path: Path, kind: str, told: str) -> None:
    one, other = LARGE[kind]
    path = tmp_path / "test_fails.py"
    path.write_text(FAILS.format(one=one, other=other), "utf-8")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", str(path)]
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, told: "1"}, capture_output=True, text=True, check=False, timeout=40
    )
    assert done.returncode == 1, done.stdout[-2000:]
    assert len(done.stdout) < 20_000
    assert "1 failed" in done.stdout
