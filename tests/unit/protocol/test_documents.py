"""What the documents name is there, and they speak of the project alone."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from tests.rows import of_rows

ROOT = Path(__file__).resolve().parents[3]
PAGES = [
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs" / "adr").glob("*.md"),
    *(ROOT / name for name in ("SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
_TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py)`")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#([^)]*))?\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
FOREIGN = re.compile(r"/[w]ork/|\bTRUST(?:\.md| \d)|\bDESIGN(?:\.md| \d)|\bRECORDS(?:\.md| \d)|shared/")


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@of_rows("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_named_tests_and_links_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in _TEST.findall(text) if not (ROOT / name).exists()] == []
    for target, part in _LINK.findall(text):
        found = path.parent / target
        assert found.exists(), target
        if part:
            assert part in {anchor(one) for one in _HEADING.findall(found.read_text("utf-8"))}, part


@of_rows("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_speaks_of_what_does_not_ship(path: Path) -> None:
    assert FOREIGN.findall(path.read_text("utf-8")) == []


def test_contents_of_the_protocol_lead_to_its_headings() -> None:
    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    found = {anchor(one) for one in _HEADING.findall(text)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= found


@pytest.mark.parametrize(("table", "columns", "least"), [("drills", 2, 10), ("faults", 6, 4)])
def test_each_drill_and_fault_is_run_by_a_test_of_that_name(table: str, columns: int, least: int) -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8").partition(f"<!-- checked: {table} -->")[2]
    lines = takewhile(lambda line: line.startswith("|"), text.strip().splitlines())
    rows = [line for line in lines if line.startswith("| ")][1:]
    assert len(rows) >= least
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        assert len(cells) == columns, row
        named = re.findall(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`", cells[-1])
        assert named, row
        for path, function in named:
            assert re.search(rf"^(async )?def {function}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), function
