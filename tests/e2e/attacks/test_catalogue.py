"""How many attacks there are, counted where they stand, and which case of the threat model each one plays."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
CLIENT = ("test_client.py", "test_client_hub.py", "test_client_log.py", "test_client_entries.py", "test_contributed.py")
AT_LEAST = {"server": 60, "client": 14}
ROW = re.compile(r"\| ([^|]+) \|(?: `([^`]+)` \|)?")


def attacks(path: Path) -> list[str]:
    """Names of the attacks in one module; cases of a parametrised one count once."""
    tree = ast.parse(path.read_text("utf-8"))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [node.name for node in tests if node.name.startswith("test_")]


def catalogue() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"server": [], "client": []}
    for path in sorted(HERE.glob("test_*.py")):
        if path.name != Path(__file__).name:
            found["client" if path.name in CLIENT else "server"] += [f"{path.stem}::{name}" for name in attacks(path)]
    return found


def rows(path: Path, after: str = "") -> list[tuple[str, str]]:
    """First cell of each table row, and the second where it is one path."""
    text = path.read_text("utf-8")
    found = [ROW.match(line) for line in text[text.index(after) :].splitlines()]
    return [(row[1], row[2] or "") for row in found if row and row[1] not in ("case", "---")]


def test_enough_attacks() -> None:
    for side, names in catalogue().items():
        assert len(names) == len(set(names)) >= AT_LEAST[side], side


def test_every_case_has_its_test() -> None:
    """Every case that the threat model names is in the catalogue, with a test that there is."""
    model = rows(ROOT / "docs" / "threat-model.md", "## Attacks, defences, tests")
    cases = {case.strip() for cell, _ in model for case in cell.split(",")}
    played = dict(rows(HERE / "catalogue.md"))
    assert cases == set(played)
    for case, test in played.items():
        module, _, name = test.partition("::")
        path = ROOT / module if module.startswith("tests/") or not name else ROOT / "tests" / "e2e" / module
        assert path.exists(), case
        assert not name or name in attacks(path), case
