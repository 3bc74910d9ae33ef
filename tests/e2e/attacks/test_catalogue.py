"""How many attacks there are, counted where they stand: cases of a parametrised test count once."""

from __future__ import annotations

import ast
from pathlib import Path

HERE = Path(__file__).parent
CLIENT = ("test_client.py", "test_client_hub.py", "test_client_log.py", "test_client_entries.py", "test_contributed.py")
AT_LEAST = {"server": 60, "client": 14}


def attacks(path: Path) -> list[str]:
    """Names of the attacks in one module."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def catalogue() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"server": [], "client": []}
    for path in sorted(HERE.glob("test_*.py")):
        if path.name != Path(__file__).name:
            found["client" if path.name in CLIENT else "server"] += [f"{path.stem}::{name}" for name in attacks(path)]
    return found


def test_enough_attacks() -> None:
    for side, names in catalogue().items():
        assert len(names) == len(set(names)) >= AT_LEAST[side], side
