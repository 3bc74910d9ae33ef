"""``docs/formats.md`` shows the layouts as they are."""

from __future__ import annotations

from services.sources.exports import Format, formats
from services.sources.exports.flags import FLAGS
from services.tables.rejects import REASONS
from tests.conformance.formats.layout_table import orders, table
from tests.rows import of_rows
from tests.shared import ROOT

TEXT = (ROOT / "docs" / "formats.md").read_text("utf-8")


@of_rows("layout", formats().values(), ids=list(formats()))
def test_a_layout_stands_in_the_document(layout: Format) -> None:
    assert f"(`{layout.name}`)" in TEXT
    assert table(layout) in TEXT


def test_the_orders_stand_in_the_document() -> None:
    assert orders() in TEXT


@of_rows("reason", REASONS)
def test_a_reason_stands_in_the_document(reason: str) -> None:
    assert f"| `{reason}` | {REASONS[reason]} |" in TEXT


@of_rows("flag", FLAGS)
def test_a_flag_stands_in_the_document(flag: str) -> None:
    assert f"| `{flag}` | {FLAGS[flag]} |" in TEXT


def test_every_column_says_what_it_holds() -> None:
    assert all(column.meaning or not column.headings for layout in formats().values() for column in layout.columns)
