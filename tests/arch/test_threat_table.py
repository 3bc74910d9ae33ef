"""The threat model's table of what others are told names tests that there are."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.shared import ROOT

PAGE: Final = ROOT / "docs" / "threat-model.md"
HEADING: Final = "## What others are told"
COLUMNS: Final = ("fact", "who may move it", "who may feel it", "test")


def table(text: str) -> list[tuple[str, ...]]:
    """The rows below the heading and above the next, cells without spaces around. Raises ValueError for a row of other columns."""
    section = text[text.index(HEADING) + len(HEADING) :].partition("\n#")[0]
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in section.splitlines()
        if line.startswith("| ")
    ]
    if rows[:1] != [COLUMNS] or any(len(row) != len(COLUMNS) or not all(row) for row in rows):
        raise ValueError("the table has four cells in each row")
    return rows[1:]


def named(cell: str) -> list[str]:
    """The tests of a cell, each between backquotes."""
    return cell.split("`")[1::2]


def missing(test: str, root: Path = ROOT) -> str:
    """What of a test, ``file`` or ``file::function``, is not there; empty where all is."""
    module, _, function = test.partition("::")
    path = root / module if module.startswith("tests/") else root / "tests" / "e2e" / module
    if not path.is_file():
        return f"{test}: no such file"
    tree = ast.parse(path.read_text("utf-8"))
    functions = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    if function and function not in functions:
        return f"{test}: no such test"
    return "" if any(each.startswith("test_") for each in functions) else f"{test}: no tests"


def test_every_row_names_tests_that_there_are() -> None:
    rows = table(PAGE.read_text("utf-8"))
    assert len({fact for fact, *_ in rows}) == len(rows) > 20
    assert [fact for fact, *_, cell in rows if not named(cell)] == []
    assert [gone for *_, cell in rows for each in named(cell) if (gone := missing(each))] == []


@pytest.mark.parametrize(
    ("test", "gone"),
    [
        ("attacks/test_strangers.py::test_plants_tell_no_role", ""),
        ("tests/arch/test_threat_table.py", ""),
        ("attacks/test_gone.py", "attacks/test_gone.py: no such file"),
        ("attacks/test_strangers.py::test_gone", "attacks/test_strangers.py::test_gone: no such test"),
        ("tests/arch/tree.py", "tests/arch/tree.py: no tests"),
    ],
)
def test_a_test_that_is_gone_is_named(test: str, gone: str) -> None:
    assert missing(test) == gone


def test_a_row_without_its_four_cells_is_refused() -> None:
    head = f"{HEADING}\n\n| {' | '.join(COLUMNS)} |\n|---|---|---|---|\n"
    assert table(f"{head}| a | b | c | `d` |\n\n## Next\n| e |\n") == [("a", "b", "c", "`d`")]
    for row in ("| a | b | c |", "| a | b |  | `d` |"):
        with pytest.raises(ValueError, match="four cells"):
            table(f"{head}{row}\n")
