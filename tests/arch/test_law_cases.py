"""Each case of the law has its test: ``law_cases.tsv`` names it, or says why there is none.

Columns: case, test (``-`` where none is), why. Cases are named as the project's specification of dated law numbers
them: a ages, b offences that fit, c guard, d statements, e compensation, f referral, g hand-over, h provisional
identity, i clocks, j suppression, k school, l sentences.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

from tests.rows import of_rows
from tests.shared import ROOT

TABLE: Final = Path(__file__).with_name("law_cases.tsv")
CASES: Final = {
    "a": 20,
    "b": 20,
    "c": 16,
    "d": 15,
    "e": 14,
    "f": 16,
    "g": 11,
    "h": 12,
    "i": 14,
    "j": 14,
    "k": 14,
    "l": 14,
}
ROWS: Final = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines()]
HELD: Final = [(case, test) for case, test, _ in ROWS if test != "-"]


@cache
def functions(path: str) -> dict[str, ast.AST]:
    """Tests of a file, by name; those of classes too."""
    nodes = ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
    return {node.name: node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def speaks_of(node: ast.AST, case: str) -> bool:
    """The test's name or its parameters name the case."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    if case in node.name.split("_"):
        return True
    words = [each for decorator in node.decorator_list for each in ast.walk(decorator)]
    texts = [each.value for each in words if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(re.search(rf"\b{case}\b", text) for text in texts)


def test_each_of_the_180_cases_has_a_line() -> None:
    assert [case for case, *_ in ROWS] == [
        f"{part}{number + 1}" for part, last in CASES.items() for number in range(last)
    ]
    assert len(ROWS) == 180


def test_whatever_has_no_test_says_why() -> None:
    assert all(bool(why) == (test == "-") for _, test, why in ROWS)


@of_rows(("case", "test"), HELD, ids=[case for case, _ in HELD])
def test_the_test_is_there_and_is_about_the_case(case: str, test: str) -> None:
    path, name = test.split("::")
    assert name.startswith("test_")
    assert speaks_of(functions(path)[name], case)


def test_a_test_about_another_case_is_found_out() -> None:
    made = functions("tests/arch/test_law_cases.py")
    assert not speaks_of(made["test_whatever_has_no_test_says_why"], "a1")
    (marked,) = ast.parse("@mark('c', ids=['j1 small', 'j12'])\ndef test_of_tables(): ...").body
    assert [case for case in ("j1", "j12", "j2") if speaks_of(marked, case)] == ["j1", "j12"]
