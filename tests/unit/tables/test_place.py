"""How far a file is read is known while it is read, for exports and feeds alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.sources.exports import Origin, formats, read
from services.sources.feeds.options import Options
from services.sources.feeds.reading import Reading
from services.tables.place import Place
from tests.conformance.formats.sample import GUISES, samples

ROWS = 20_000


@pytest.mark.parametrize("guise", ["utf-8", "json lines"])
def test_an_export_is_read_from_its_beginning_to_its_end(guise: str, tmp_path: Path) -> None:
    sample = samples()[0]
    heading, *rows = sample.rows()
    path = GUISES[guise](tmp_path, [heading, *rows * 200])
    place, told = Place(), list[int]()
    for _ in read(formats()[sample.format], path, Origin("pk.fia"), None, place):
        told.append(place.bytes_read())
    assert told == sorted(told)
    assert 0 < told[0] < path.stat().st_size // 2
    assert told[-1] == path.stat().st_size
    assert place.bytes_read() == 0, "nothing is read any more"


def test_a_workbook_says_nothing_of_its_bytes(tmp_path: Path) -> None:
    sample = samples()[0]
    place = Place()
    list(read(formats()[sample.format], GUISES["workbook"](tmp_path, sample.rows()), Origin("pk.fia"), None, place))
    assert place.stream is None


def test_a_feed_tells_its_rows_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "bank_statements.csv"
    drawn = "PK36SCBL0000001123456702,03/02/2025,5"
    path.write_text("Account No,Date,Debit,Txn ID\n" + "".join(f"{drawn},T-{n}\n" for n in range(ROWS)), "utf-8")
    place, told = Place(), list[tuple[int, int]]()
    reading = Reading("bank-statements", path, Options(), place, lambda row: told.append((row, place.bytes_read())))
    assert sum(len(page.edges) for page in reading.pages()) == ROWS
    assert [row for row, _ in told] == list(range(2, ROWS + 2))
    assert 0 < told[0][1] < told[-1][1] == path.stat().st_size
