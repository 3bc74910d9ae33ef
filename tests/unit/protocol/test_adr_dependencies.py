"""Every dependency has its reason in ``docs/adr``."""

from __future__ import annotations

import re
from pathlib import Path

from tests.rows import of_rows

ROOT = Path(__file__).resolve().parents[3]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
_NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)", re.MULTILINE)
_GO = re.compile(r"^\s*(?:require\s+)?([a-z0-9.]+\.[a-z]+/\S+) v", re.MULTILINE)


def _names(file: str) -> list[str]:
    return _NAME.findall((ROOT / file).read_text("utf-8"))


def _modules() -> list[str]:
    return [
        name for path in sorted(ROOT.glob("tests/bench/**/go.mod")) for name in _GO.findall(path.read_text("utf-8"))
    ]


LISTS = tuple(
    f"requirements{part}.in"
    for part in (
        "",
        "-pkcs11",
        "-postgres",
        "-demo-postgres",
        "-failover",
        "-dev",
        "-accuracy",
        "-spark",
        "-spark-build",
    )
)
NEEDED = sorted({*(name for file in LISTS for name in _names(file)), *_modules()})


def test_the_lists_are_read() -> None:
    assert {"aiohttp", "grpcio", "ruff", "rapidfuzz", "types-protobuf"} <= set(NEEDED)


@of_rows("name", NEEDED)
def test_the_dependency_is_named_in_a_decision(name: str) -> None:
    assert any(f"`{name}`" in path.read_text("utf-8") for path in DECISIONS)


@of_rows("path", DECISIONS, ids=lambda path: path.stem)
def test_the_decision_has_its_number(path: Path) -> None:
    number, heading = int(path.stem[:4]), path.read_text("utf-8").split("\n", 1)[0]
    assert heading.startswith(f"# {number}. ")


def test_numbers_run_without_a_gap() -> None:
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
