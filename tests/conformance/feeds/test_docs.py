"""``docs/feeds.md`` and ``docs/feeds-xml.md`` name every feed, and no other."""

from __future__ import annotations

import re

import pytest

from services.sources.feeds.registry import readers
from tests.conformance.feeds.sample import samples
from tests.rows import of_rows
from tests.shared import ROOT

TABLE, XML = ((ROOT / "docs" / name).read_text("utf-8") for name in ("feeds.md", "feeds-xml.md"))


def rows(text: str) -> dict[str, list[str]]:
    """Cells behind each kind that stands in the first column of a table."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("| `"):
            first, *rest = (cell.strip() for cell in line.strip("|").split("|"))
            found |= dict.fromkeys(re.findall(r"`([^`]+)`", first), rest)
    return found


def test_the_table_names_every_feed_with_its_cap() -> None:
    assert {kind: cells[0] for kind, cells in rows(TABLE).items()} == {
        name: reader.feed for name, reader in readers().items()
    }


@pytest.mark.parametrize("kind", sorted({sample.kind for sample in samples() if sample.path.suffix == ".xml"}))
def test_the_page_on_xml_says_what_each_is_read_as(kind: str) -> None:
    assert len(rows(XML)[kind]) == 2


@of_rows("kind", rows(TABLE))
def test_what_comes_of_a_feed_is_said(kind: str) -> None:
    """In the table, or on the page that it points to."""
    _, read, made = rows(TABLE)[kind]
    assert read
    assert made
    assert "feeds-xml.md" not in made or kind in rows(XML)
