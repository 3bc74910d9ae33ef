"""The counts count: each of a small file is what a reader counts by hand, and an old revision is counted alike."""

from __future__ import annotations

import subprocess

import pytest

from tests.arch.dialect import SEXED, dialect
from tests.arch.house_counts import counted, of_checkout, of_revision
from tests.arch.tree import Source
from tests.rows import of_rows

FILE = '''"""A file."""
from typing import Any, cast

def made(a: Any, *, kind: str = "PARTY") -> Any:
    """Made of him."""
    return cast(int, a)  # type: ignore[no-any-return]

class Lanes:
    """Says all that there is to say of it."""
'''


def test_a_file_is_counted_in_its_column() -> None:
    found = {name: dict(row) for name, row in counted({"services/a.py": FILE, "docs/b.md": "His."}).items()}
    assert found == {
        "he, his, him": {"shipped": 1, "other": 1},
        "lines of Python": {"shipped": 9},
        "Any": {"shipped": 2},
        "cast": {"shipped": 1},
        "type: ignore": {"shipped": 1},
        "bare closed words": {"shipped": 1},
        "docstrings of at most 3 words": {"shipped": 2},
        "names of the dialect": {"shipped": 1},
    }


def test_a_revision_is_read_from_git_and_not_from_the_checkout() -> None:
    old = of_revision("HEAD")
    assert old["pyproject.toml"].startswith("[build-system]")
    assert len(old) > 1000
    assert {path.rpartition(".")[2] for path in old} == {path.rpartition(".")[2] for path in of_checkout()}
    with pytest.raises(subprocess.CalledProcessError):
        of_revision("no-such-revision")


@of_rows(
    ("path", "text", "found"),
    [
        ("a.py", "MOST_CALLS = 3", {"MOST_CALLS"}),
        ("a.py", "CALLS_MOST: int = 3", {"CALLS_MOST"}),
        ("a.py", "LEAST = 3", {"LEAST"}),
        ("a.py", "class Turns: ...", {"Turns"}),
        ("a.py", "def f(Room): ...", {"Room"}),
        ("a.py", "self.Turn = 1", {"Turn"}),
        ("a.py", "for Lane in x: ...", {"Lane"}),
        ("a.py", "import a as Desk", {"Desk"}),
        ("b/whole.py", "", {"whole"}),
        ("b/test_lanes.py", "", {"test_lanes"}),
        ("b/test_most.py", "UTMOST = AT_LEAST = most = Turnover = room = 1", set()),
        ("a.py", "from x import Desk\nf(Desk)", set()),
    ],
)
def test_a_name_of_the_dialect_is_found_where_it_is_made(path: str, text: str, found: set[str]) -> None:
    assert dialect(Source(path, text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("His own", 1), ("to him.", 1), ("himself", 1), ("POLICE_HAVE_HIM", 1), ("she, the, history", 0)],
)
def test_people_called_by_one_sex_are_found(text: str, found: int) -> None:
    assert len(SEXED.findall(text)) == found
