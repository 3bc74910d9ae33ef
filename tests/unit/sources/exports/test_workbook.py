"""Workbooks: what is dangerous is refused before it is parsed, what is odd is text."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from services.sources.exports import Origin, formats, read
from services.tables import workbook as books
from services.tables.errors import UnreadableFile
from services.tables.reading import sheet_rows
from services.tables.workbook import UnsafeWorkbook, check, rows

WIDTH = 256
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def save(path: Path, *cells: list[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in cells:
        book.active.append(row)
    if change:
        change(book)
    book.save(path)
    return path


def rewrite(path: Path, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> Path:
    """The same package with parts changed, dropped or added."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **(more or {})}.items():
            changed = change(name, content)
            if changed is not None:
                package.writestr(name, changed)
    return path


def test_cells_arrive_as_text_or_dates(path: Path) -> None:
    save(
        path,
        [
            "x",
            12,
            3520212345671,
            3.5,
            7.0,
            True,
            date(2024, 3, 12),
            datetime(2024, 3, 12, 9, 30),
            time(9, 5),
            None,
            "z",
        ],
    )
    ((number, cells),) = rows(path, WIDTH)
    assert number == 1
    assert cells[:6] == ["x", "12", "3520212345671", "3.5", "7", "True"]
    assert cells[6:] == [datetime(2024, 3, 12), datetime(2024, 3, 12, 9, 30), "09:05:00", "", "z"]


def test_a_number_with_too_many_digits_shows_that_they_are_lost(path: Path) -> None:
    save(path, [1.23456789012345e18, 1234567890123450, 10**15, 999_999_999_999_999])
    ((_, cells),) = rows(path, WIDTH)
    assert cells == ["1.23456789012345e+18", "1.23456789012345e+15", "1.00000000000000e+15", "999999999999999"]


def test_formulas_are_text_and_never_values(path: Path) -> None:
    save(path, ["=1+1", '=HYPERLINK("http://x","y")'])
    ((_, cells),) = rows(path, WIDTH)
    assert all(str(cell).startswith("=") for cell in cells)


def test_numbers_of_rows_count_blank_ones(path: Path) -> None:
    save(path, ["a"], [], [None, "b"])
    assert list(rows(path, WIDTH)) == [(1, ["a"]), (3, ["", "b"])]


def test_cells_past_the_width_are_cut(path: Path) -> None:
    save(path, ["x"] * 300)
    ((_, cells),) = rows(path, 10)
    assert len(cells) == 10


def test_an_empty_second_sheet_is_nothing(path: Path) -> None:
    save(path, ["a"], change=lambda book: book.create_sheet("Sheet2"))
    assert len(list(rows(path, WIDTH))) == 1


def test_a_second_sheet_with_rows_is_refused(path: Path) -> None:
    save(path, ["a"], change=lambda book: book.create_sheet("Sheet2").append(["b"]))
    with pytest.raises(UnsafeWorkbook, match="more than one sheet"):
        list(rows(path, WIDTH))


def test_days_from_1904_are_refused(path: Path) -> None:
    save(path, ["a"], change=lambda book: setattr(book, "epoch", CALENDAR_MAC_1904))
    with pytest.raises(UnsafeWorkbook, match="1904"):
        list(rows(path, WIDTH))


def test_a_wrong_dimension_changes_nothing(path: Path) -> None:
    save(path, ["a", "b"], ["c", "d"])
    rewrite(path, lambda name, content: content.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert list(rows(path, WIDTH)) == [(1, ["a", "b"]), (2, ["c", "d"])]


def zip_bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\x20" * (books.UNPACKED + 1))
    return path


def test_a_zip_bomb_is_refused_before_it_unpacks(path: Path) -> None:
    zip_bomb(path)
    tracemalloc.start()
    with pytest.raises(UnsafeWorkbook, match="unpacks"):
        check(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


def test_a_part_that_unpacks_far_more_than_its_size_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\x20" * (8 << 20))
    with pytest.raises(UnsafeWorkbook, match="unpacks"):
        check(path)


def test_too_many_parts_are_refused(path: Path) -> None:
    save(path, ["a"])
    rewrite(path, lambda name, content: content, {f"xl/media/{number}.bin": b"x" for number in range(books.PARTS)})
    with pytest.raises(UnsafeWorkbook, match="parts"):
        check(path)


def test_a_part_twice_is_refused(path: Path) -> None:
    save(path, ["a"])
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(UnsafeWorkbook, match="parts"):
        check(path)


SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_shared_text(path: Path, part: str, texts: int) -> Path:
    """A workbook whose texts stand in a part of their own, as spreadsheets write them."""
    save(path, ["a"])
    override = f'<Override PartName="/{part}" ContentType="{SHARED}"/></Types>'.encode()
    strings = f'<sst xmlns="{MAIN}">{"<si><t>shared</t></si>" * texts}</sst>'.encode()
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    )

    def change(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return content.replace(b"</Types>", override)
        return sheet.encode() if name.endswith("sheet1.xml") else content

    return rewrite(path, change, {part: strings})


def test_shared_text_is_read(path: Path) -> None:
    with_shared_text(path, "xl/sharedStrings.xml", 3)
    assert list(rows(path, WIDTH)) == [(1, ["shared"])]


def test_too_much_shared_text_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_shared_text(path, "xl/any name.xml", 3000)
    monkeypatch.setattr(books, "HELD", 60_000)
    with pytest.raises(UnsafeWorkbook, match="more text"):
        check(path)


def test_shared_text_cannot_pass_for_a_sheet(path: Path) -> None:
    with_shared_text(path, "xl/worksheets/sheet9.xml", 3)
    with pytest.raises(UnsafeWorkbook, match="as a sheet"):
        check(path)


@pytest.mark.parametrize(
    "evil",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b"<?xml version='1.0'?><!ENTITY a 'b'>",
    ],
)
def test_declared_entities_are_refused(path: Path, evil: bytes) -> None:
    save(path, ["a"])
    rewrite(path, lambda name, content: evil + content if name.endswith("sheet1.xml") else content)
    with pytest.raises(UnsafeWorkbook, match="entities"):
        list(rows(path, WIDTH))


def test_a_declaration_across_two_blocks_is_found(path: Path) -> None:
    save(path, ["a"])
    padding = b"<?xml version='1.0'?><!--" + b"x" * ((1 << 16) - 30) + b"--><!DOCTYPE x>"
    rewrite(path, lambda name, content: padding + content if name.endswith("sheet1.xml") else content)
    with pytest.raises(UnsafeWorkbook):
        check(path)


def test_utf_16_parts_cannot_hide_a_declaration(path: Path) -> None:
    save(path, ["a"])
    evil = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x><x/>".encode("utf-16")
    rewrite(path, lambda name, content: evil if name.endswith("sheet1.xml") else content)
    with pytest.raises(UnsafeWorkbook, match="entities"):
        check(path)


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "part", ["xl/shared.dat", "xl/styles.XML", "docProps/x", "xl/media/image1.png", "customXml/item1.vml", "a.rels.bin"]
)
@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_declaration_is_found_in_every_part_whatever_its_name(path: Path, part: str, encoding: str) -> None:
    save(path, ["a"])
    rewrite(path, lambda _, content: content, {part: LAUGHS.decode().encode(encoding)})
    with pytest.raises(UnsafeWorkbook, match="entities"):
        check(path)


@pytest.mark.parametrize("encoding", ["UTF-7", "cp037", "ISO-2022-JP", "utf-16"])
def test_xml_of_another_encoding_cannot_hide_a_declaration(path: Path, encoding: str) -> None:
    """The declaration is not searched in every encoding there is: UTF-8 alone is taken."""
    save(path, ["a"])
    evil = f'<?xml version="1.0" encoding="{encoding}"?><x/>'.encode()
    rewrite(path, lambda _, content: content, {"xl/shared.dat": evil})
    with pytest.raises(UnsafeWorkbook, match="entities"):
        check(path)


def test_shared_text_under_another_name_is_searched_too(path: Path) -> None:
    """The list of types, not the name, says what is read as XML."""
    with_shared_text(path, "xl/shared.dat", 3)
    assert list(rows(path, WIDTH)) == [(1, ["shared"])]
    rewrite(path, lambda name, content: LAUGHS if name == "xl/shared.dat" else content)
    with pytest.raises(UnsafeWorkbook, match="entities"):
        list(rows(path, WIDTH))


def test_a_picture_is_no_declaration(path: Path) -> None:
    save(path, ["a"])
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300
    rewrite(path, lambda _, content: content, {"xl/media/image1.png": picture})
    assert list(rows(path, WIDTH)) == [(1, ["a"])]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_a_package_without_a_part_is_refused(path: Path, part: str) -> None:
    save(path, ["a"])
    rewrite(path, lambda name, content: None if name == part else content)
    try:
        found = list(rows(path, WIDTH))
    except UnsafeWorkbook:
        return
    assert found in ([], [(1, ["a"])])


@pytest.mark.parametrize("cut", [10, 100, 1000])
def test_a_package_that_is_cut_off_is_refused(path: Path, cut: int) -> None:
    save(path, ["a"])
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(UnsafeWorkbook):
        list(rows(path, WIDTH))


def test_broken_markup_is_refused(path: Path) -> None:
    save(path, ["a"])
    rewrite(path, lambda name, content: content[:-20] if name.endswith("sheet1.xml") else content)
    with pytest.raises(UnsafeWorkbook):
        list(rows(path, WIDTH))


def test_what_is_unsafe_is_unreadable(path: Path) -> None:
    zip_bomb(path)
    with pytest.raises(UnreadableFile, match="unpacks"):
        list(sheet_rows(path))


def test_an_encrypted_package_is_refused(path: Path) -> None:
    save(path, ["a"])
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(raw))
    with pytest.raises(UnsafeWorkbook):
        check(path)


def test_memory_does_not_grow_with_the_sheet(path: Path) -> None:
    def peak(count: int) -> int:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["FIR No", "Province", "District", "PS", "FIR Date", "U/S"])
        for number in range(count):
            sheet.append([f"{number + 1}/2024", "PB", "Lahore", "Ichhra", date(2024, 3, 12), "302 PPC"])
        book.save(path)
        tracemalloc.start()
        found = sum(len(outcome.drafts) for outcome in read(formats()["fir_register"], path, Origin("pk.fia")))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return used

    small, large = peak(200), peak(2000)
    assert large < 2 * small + 1_000_000
