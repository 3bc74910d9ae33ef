"""Where a form may lead on to: a path of this console, decided in time that grows with its length alone."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.form import own_path
from tests.budget import budget

MODEL = re.compile(r"/(?:[A-Za-z0-9._~-]+/?)*(?:\?[A-Za-z0-9._~%/=&+-]*)?")
"""The same paths, read in exponential time: for short ones alone."""
READ = "import sys; from services.console.form import own_path; print(own_path(sys.argv[1]))"


@pytest.mark.parametrize("path", ["/" + "a" * 55 + "!", "/" + "a" * 60_000 + "!", "/" + "a/" * 30_000 + "/"])
def test_a_path_of_one_character_too_many_stops_no_console(path: str) -> None:
    """In a process of its own, which is ended after a minute: matching holds the interpreter."""
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, check=True, timeout=60)
    assert done.stdout == b"/\n"


@budget(400)
@given(st.text("/a.%?=&~\\:@ü", max_size=10).map("/".__add__) | st.text("/a.?", max_size=12))
def test_own_paths_are_those_of_the_model(path: str) -> None:
    assert own_path(path) == (path if MODEL.fullmatch(path) else "/")
