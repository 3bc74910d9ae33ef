"""Every program of ours makes its files for its owner alone, whatever the shell it is started from allows."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.arch.tree import shipped
from tests.rows import of_rows
from tests.shared import ROOT

PROGRAMS = [
    ROOT / one.path for one in shipped() if '__name__ == "__main__"' in one.text or one.path == "services/cli/main.py"
]


def test_the_programs_are_found() -> None:
    names = {str(path.relative_to(ROOT)) for path in PROGRAMS}
    assert {"audit/__main__.py", "graph/__main__.py", "services/node/__main__.py", "services/cli/main.py"} <= names


@of_rows("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_program_begins_with_private_files(path: Path) -> None:
    """In ``main`` or ``run``, before anything else is done."""
    found = {each.name: each for each in ast.parse(path.read_text("utf-8")).body if isinstance(each, ast.FunctionDef)}
    entry = found.get("main") or found["run"]
    first = entry.body[1] if ast.get_docstring(entry) else entry.body[0]
    assert ast.unparse(first) == "os.umask(63)"
