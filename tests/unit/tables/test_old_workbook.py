"""``.xls``: cells arrive as those of an ``.xlsx`` do, and what is dangerous is refused before xlrd sees it."""

from __future__ import annotations

import base64
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports import Origin, formats, read
from services.tables import biff, compound, old_workbook
from services.tables.cells import text
from services.tables.errors import UnreadableFile
from services.tables.reading import kind_of, sheet_rows
from services.tables.rejects import BadCell
from services.tables.xml_spread import UnsafeWorkbook
from tests.budget import budget
from tests.fakes import xls
from tests.fakes.xls import Value

WIDTH = 256
BY_ANOTHER = base64.b64decode(Path(__file__).with_name("xlwt-1.3.0.xls.base64").read_bytes())
"""Written by xlwt 1.3.0, a library that shares nothing with the reader or with ``tests/fakes/xls.py``."""
Rows = list[tuple[int, list[str | datetime]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xls"


def told(path: Path, data: bytes) -> Rows:
    path.write_bytes(data)
    return list(old_workbook.rows(path, WIDTH))


def refused(path: Path, data: bytes) -> str:
    with pytest.raises(UnsafeWorkbook) as caught:
        told(path, data)
    return str(caught.value)


def test_a_workbook_of_another_library_is_read(path: Path) -> None:
    assert told(path, BY_ANOTHER) == [
        (1, ["FIR No", "FIR Date", "Accused", "CNIC", "Seen", "Total", "نام"]),
        (2, ["512", datetime(2024, 3, 12), "Sample Man", "3520212345671", datetime(2024, 3, 12, 14, 30), "=", "نمونہ"]),
    ]


def test_cells_arrive_as_text_or_dates(path: Path) -> None:
    long = 1234567890123456.0
    row: list[Value] = ["x", 12.0, 3520212345671.0, 3.5, long, True, datetime(2024, 3, 12), datetime(2024, 3, 12, 9, 5)]
    assert told(path, xls.book([], row, [None], [None, " "], ["نام"])) == [
        (2, ["x", "12", "3520212345671", "3.5", "1.23456789012346e+15", "True", *row[6:]]),
        (4, ["", " "]),
        (5, ["نام"]),
    ]


def test_a_formula_is_refused_by_its_cell_and_its_result_is_not_taken(path: Path) -> None:
    texts: dict[str, int] = {}
    sheet = xls.sheet([["a"], ["b", "c"]], texts, xls.formula(1, 3, 42.0))
    assert told(path, xls.container(xls.workbook([sheet], texts))) == [(1, ["a"]), (2, ["b", "c", "", "="])]
    with pytest.raises(BadCell, match="formula"):
        text("=")


def test_it_is_known_by_its_content(path: Path) -> None:
    path.write_bytes(BY_ANOTHER)
    assert kind_of(path) == "xls"
    path.write_bytes(xls.book(["a"]))
    assert kind_of(path) == "xls"
    assert [(row.number, row.cells) for row in sheet_rows(path)] == [(1, ["a"])]
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableFile, match=r"nor \.xls"):
        kind_of(path)


def one(texts: dict[str, int], *rows: list[Value]) -> bytes:
    return xls.sheet(rows, texts)


def test_one_sheet_alone_may_hold_rows(path: Path) -> None:
    texts: dict[str, int] = {}
    empty, filled = one(texts), one(texts, ["a"])
    assert told(path, xls.container(xls.workbook([empty, filled, empty], texts))) == [(1, ["a"])]
    assert "more than one sheet" in refused(path, xls.container(xls.workbook([filled, filled], texts)))
    assert told(path, xls.container(xls.workbook([empty], texts))) == []


def globals_with(more: bytes) -> bytes:
    texts: dict[str, int] = {}
    made = one(texts, ["a"])
    return xls.container(xls.workbook([made], texts, more))


def test_what_is_encrypted_or_older_or_counts_from_1904_is_refused(path: Path) -> None:
    assert "encrypted" in refused(path, globals_with(xls.record(0x002F, bytes(54))))
    assert "encrypted" in refused(path, xls.container(b"x" * 5000, "EncryptedPackage"))
    assert "1904" in refused(path, globals_with(xls.record(0x0022, b"\1\0")))
    old = xls.begin(0x0005, 0x0500) + xls.END
    assert "save it as .xlsx" in refused(path, xls.container(old, "Book"))
    assert "no workbook" in refused(path, xls.container(b"x" * 5000, "WordDocument"))


def test_names_formulas_and_macros_never_reach_the_library(path: Path) -> None:
    """Names that double a text each time: the library would evaluate them, to 2^60 characters."""
    doubling = b"".join(
        xls.record(
            0x0018,
            struct.pack("<HBBHHHBBBB", 0, 0, 2, 11, 0, 0, 0, 0, 0, 0) + b"\0" + f"N{at}".encode()[:2] + bytes(11),
        )
        for at in range(60)
    )
    stream = xls.workbook(
        [xls.sheet([[1.0]], {}, xls.formula(0, 1, 2.0))],
        [],
        doubling + xls.record(0x00D3) + xls.record(0x0017, bytes(8)),
    )
    kinds = set()
    at, reduced = 0, bytes(biff.reduced(stream).stream)
    while at < len(reduced):
        kind, size = struct.unpack_from("<HH", reduced, at)
        kinds.add(kind)
        at += 4 + size
    assert kinds == {0x0809, 0x000A, 0x0085, 0x00FC, 0x00E0, 0x0203, 0x7FFF}
    assert told(path, xls.container(stream)) == [(1, ["1", "="])]


def at_cell(row: int, column: int) -> bytes:
    return xls.record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0))


def test_cells_texts_sheets_and_records_are_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: dict[str, int] = {}
    wide = xls.begin(0x0010) + b"".join(at_cell(row, 255) for row in range(10_000)) + xls.END
    assert "more" in refused(path, xls.container(xls.workbook([wide], texts)))
    sheets = [one(texts)] * (biff.SHEETS + 1)
    assert "more" in refused(path, xls.container(xls.workbook(sheets, texts)))
    many = globals_with(b"").replace(struct.pack("<II", 1, 1), struct.pack("<II", 1, biff.TEXTS + 1))
    assert "more" in refused(path, many)
    looks = xls.record(0x00E0, bytes(20)) * (biff.FORMATS + 1)
    assert "more" in refused(path, globals_with(looks))
    assert "more" in refused(path, globals_with(xls.record(0x1234) * biff.RECORDS))
    monkeypatch.setattr(old_workbook, "LARGEST", 5_000)
    assert "save it as .xlsx" in refused(path, xls.book(["a"]))


@pytest.mark.parametrize("places", [(0,), (7,), (1 << 30,)])
def test_a_sheet_lies_where_a_sheet_begins(path: Path, places: tuple[int, ...]) -> None:
    texts: dict[str, int] = {}
    made = one(texts, ["a"])
    assert "not sound" in refused(path, xls.container(xls.workbook([made], texts, places=places)))


def test_one_sheet_listed_twice_is_refused(path: Path) -> None:
    texts: dict[str, int] = {}
    made = one(texts, ["a"])
    stream = xls.workbook([made, one(texts)], texts)
    place = stream.index(made)
    assert "not sound" in refused(path, xls.container(xls.workbook([made, one(texts)], texts, places=(place, place))))


def test_a_container_that_loops_is_refused(path: Path) -> None:
    data = bytearray(xls.book(*[["a"] for _ in range(600)]))
    fat = data.index(struct.pack("<3I", 1, 2, 3))
    struct.pack_into("<I", data, fat + 4 * 5, 0)
    assert "broken" in refused(path, bytes(data))
    directory = bytearray(xls.book(["a"]))
    fat = directory.index(struct.pack("<3I", 1, 2, 3))
    struct.pack_into("<I", directory, fat + 4 * 8, 8)
    assert "broken" in refused(path, bytes(directory))


def test_a_chain_is_followed_no_further_than_its_table_is_long() -> None:
    """One that goes in a circle would be as long as memory: a sector of half a kilobyte for each step."""

    class Followed(list[int]):
        steps = 0

        def __getitem__(self, at: Any) -> Any:
            self.steps += 1
            return super().__getitem__(at)

    table = Followed([1, 2, 0])
    with pytest.raises(UnsafeWorkbook):
        compound.followed(table, 0)
    assert table.steps == len(table)


def test_a_cut_file_is_refused(path: Path) -> None:
    row: list[Value] = ["text", 1.0, datetime(2024, 3, 12)]
    whole = xls.book(*[row] * 300)
    for size in range(0, len(whole) - 512, 997):
        refused(path, whole[:size])


TABLE = xls.book(["FIR No", "Accused"], ["1/2024", "Sample Man"], [3.5, datetime(2024, 3, 12, 9, 5)])
CELL = st.one_of(
    st.none(), st.booleans(), st.text("abcنام 12", min_size=1, max_size=8).filter(str.strip), st.floats(-1e9, 1e9)
)


@budget(200)
@given(st.lists(st.tuples(st.integers(0, len(TABLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_changed_byte_gives_rows_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "changed.xls"
    data = bytearray(TABLE)
    for at, byte in changes:
        data[at] = byte
    path.write_bytes(data)
    try:
        rows = list(sheet_rows(path)) if data[:8] == TABLE[:8] else []
    except UnreadableFile:
        return
    assert all(isinstance(cell, str | datetime) for row in rows for cell in row.cells)


@budget(60)
@given(st.lists(st.lists(CELL, max_size=6), max_size=6))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, table: list[list[Value]]) -> None:
    path = tmp_path_factory.getbasetemp() / "table.xls"
    meant = [
        (number, cells)
        for number, row in enumerate(table, 1)
        if any(cell is not None for cell in row) and (cells := [_text(cell) for cell in row])
    ]
    for _, cells in meant:
        while cells[-1] == "":
            cells.pop()
    assert told(path, xls.book(*table)) == meant


def _text(cell: Value) -> str:
    if isinstance(cell, float) and not isinstance(cell, bool):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else str(cell)


def test_an_export_is_read_from_it(path: Path) -> None:
    heading = ["FIR No", "Year", "District", "PS", "FIR Date", "U/S", "Accused"]
    row: list[Value] = [512.0, 2024.0, "Lahore", "Ichhra", datetime(2024, 3, 12), "302 PPC", "Ali Raza"]
    path.write_bytes(xls.book(heading, row))
    (outcome,) = read(formats()["fir_register"], path, Origin("pk.punjab-police", "PB"))
    assert outcome.rejects == ()
    assert len(outcome.drafts) > 0
