"""``docs/law.md`` is what the code makes of the law, and every test that it names exists."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.records.law_review import REVIEW
from tests.unit.records.law_table import DOCUMENT, SECTIONS, document, named_tests


def test_the_document_is_what_the_code_makes() -> None:
    assert DOCUMENT.read_text("utf-8") == document()


def test_thirty_four_rows_each_held_by_a_test() -> None:
    assert len(REVIEW) == 34
    assert all(row.test for row in REVIEW)


def test_every_line_of_its_tables_names_a_test() -> None:
    rows = [line for line in document().split("\n") if line.startswith("| ") and not line.endswith("|---|")]
    heads = [line for line in rows if "test |" in line or "held by" in line]
    assert len(heads) == len(SECTIONS)
    assert all("::test_" in line for line in rows if line not in heads)


@of_rows("named", sorted(named_tests()))
def test_every_named_test_exists(named: str) -> None:
    path, *names = named.split("::")
    assert names[-1].startswith("test_")
    assert _holds(ast.parse(Path(ROOT / path).read_text("utf-8")).body, names), named


def _holds(body: list[ast.stmt], names: list[str]) -> bool:
    found = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == names[0]]
    return bool(found) and (len(names) == 1 or _holds(found[0].body, names[1:]))
