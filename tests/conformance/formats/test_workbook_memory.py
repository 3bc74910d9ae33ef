"""A worksheet that expands is refused while its bytes pass: below 300 MB whatever the file, measured in a process."""

from __future__ import annotations

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT

MAX_KIB = 300 << 10
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
READ = """
import pathlib, resource, sys
from services.sources.exports import Origin, formats, read
from services.tables.errors import UnreadableFile
rows = 0
try:
    for outcome in read(formats()["fir_register"], pathlib.Path(sys.argv[1]), Origin("pk.fia", "PB")):
        rows += 1
    said = "read"
except UnreadableFile as error:
    said = str(error)
print(rows, said, sep="|")
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
HEADING = ["FIR No", "Year", "District", "PS", "FIR Date", "U/S", "Accused"]
ROW = ["512", "2024", "Lahore", "Ichhra", "2024-03-12", "302 PPC", "Ali Raza"]


def cells(texts: list[str]) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


def sheet(*rows: str, head: str = "", tail: str = "") -> Iterator[bytes]:
    yield f'<worksheet xmlns="{MAIN}">{head}<sheetData><row>{cells(HEADING)}</row>'.encode()
    for row in rows:
        yield row.encode()
    yield f"</sheetData>{tail}</worksheet>".encode()


def repeated(text: str, times: int) -> Iterator[str]:
    block = max(1, (1 << 16) // len(text))
    for _ in range(times // block):
        yield text * block
    yield text * (times % block)


def package(
    path: Path, worksheet: Iterator[bytes], shared: Iterator[str] | None = None, styles: Iterator[str] | None = None
) -> Path:
    """A workbook whose ratio nobody can object to: something that does not shrink lies beside the sheet."""
    overrides = [("/xl/workbook.xml", "sheet.main+xml"), ("/xl/worksheets/sheet1.xml", "worksheet+xml")]
    overrides += [("/xl/sharedStrings.xml", "sharedStrings+xml")] if shared else []
    overrides += [("/xl/styles.xml", "styles+xml")] if styles else []
    told = "".join(f'<Override PartName="{name}" ContentType="{KIND}.{kind}"/>' for name, kind in overrides)
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{{}}" Target="{{}}"/>'
    space = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", f'<Types xmlns="{space}/content-types">{told}</Types>')
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/relationships">{link.format("officeDocument", "xl/workbook.xml")}</Relationships>',
        )
        made.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{space}/relationships">{link.format("worksheet", "worksheets/sheet1.xml")}</Relationships>',
        )
        made.writestr("xl/media/noise.bin", random.Random(1).randbytes(1_000_000))
        for name, parts in (("xl/sharedStrings.xml", shared), ("xl/styles.xml", styles)):
            if parts is not None:
                with made.open(name, "w") as part:
                    for text in parts:
                        part.write(text.encode())
        with made.open("xl/worksheets/sheet1.xml", "w") as part:
            for block in worksheet:
                part.write(block)
    return path


def strings(times: int, text: str = "<si><t>a</t></si>") -> Iterator[str]:
    yield f'<sst xmlns="{MAIN}">'
    yield from repeated(text, times)
    yield "</sst>"


def formats_of_cells(times: int) -> Iterator[str]:
    yield f'<styleSheet xmlns="{MAIN}"><cellXfs>'
    yield from repeated("<xf/>", times)
    yield "</cellXfs></styleSheet>"


GOOD = f"<row>{cells(ROW)}</row>"
HOSTILE: dict[str, Callable[[Path], Path]] = {
    "rows beyond the format's own": lambda path: package(path, sheet(*repeated("<row/>", 1_060_000))),
    "a row of a hundred thousand cells": lambda path: package(
        path, sheet("<row>", *repeated("<c/>", 120_000), "</row>")
    ),
    "a row of as many tags": lambda path: package(
        path, sheet("<row>", *repeated("<c t='inlineStr'><is><t/></is></c>", 30_000), "</row>")
    ),
    "a text of two megabytes": lambda path: package(
        path, sheet("<row><c t='inlineStr'><is><t>", *repeated("x", 2_000_000), "</t></is></c></row>")
    ),
    "merged cells without end behind the rows": lambda path: package(
        path, sheet(tail="<mergeCells>" + "<mergeCell ref='A1:B2'/>" * 120_000 + "</mergeCells>")
    ),
    "columns without end before the rows": lambda path: package(
        path, sheet(head="<cols>" + "<col min='1' max='1'/>" * 120_000 + "</cols>")
    ),
    "shared texts without end": lambda path: package(path, sheet(GOOD), strings(400_000)),
    "formats without end": lambda path: package(path, sheet(GOOD), styles=formats_of_cells(70_000)),
    "a row that says it is the last of all": lambda path: package(
        path, sheet(f"<row r='999999999'>{cells(ROW)}</row>")
    ),
    "white space before the tags": lambda path: package(
        path, iter([b" " * 200_000, *sheet("<row>", *repeated("<c/>", 120_000), "</row>")])
    ),
}
LARGE: dict[str, tuple[Callable[[Path], Path], int]] = {
    "many empty rows": (
        lambda path: package(path, sheet(GOOD, *repeated("<row/>", 1_000_000))),
        1,
    ),
    "as many shared texts": (lambda path: package(path, sheet(GOOD), strings(370_000)), 1),
    "as many empty shared texts": (lambda path: package(path, sheet(GOOD), strings(1_400_000, "<si/>")), 1),
    "as many formats": (lambda path: package(path, sheet(GOOD), styles=formats_of_cells(59_000)), 1),
    "a long register": (lambda path: package(path, sheet(*([GOOD] * 20_000))), 20_000),
}


def outcome(path: Path) -> tuple[int, str, int]:
    """Rows, what was said, and the peak of the process in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=240
    )
    first, peak = done.stdout.splitlines()
    rows, _, said = first.partition("|")
    return int(rows), said, int(peak)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_expands_beyond_a_bound_is_refused_while_it_is_read(name: str, tmp_path: Path) -> None:
    path = HOSTILE[name](tmp_path / "book.xlsx")
    rows, said, peak = outcome(path)
    print(f"{name}: {path.stat().st_size >> 10} KiB, peak {peak >> 10} MiB: {said}")
    assert "than is accepted" in said
    assert peak < MAX_KIB
    assert rows == 0 or name == "a row that says it is the last of all"


@pytest.mark.parametrize("name", LARGE)
def test_what_is_within_the_bounds_is_read_in_little_memory(name: str, tmp_path: Path) -> None:
    make, expected = LARGE[name]
    rows, said, peak = outcome(make(tmp_path / "book.xlsx"))
    print(f"{name}: peak {peak >> 10} MiB: {said}")
    assert (rows, said) == (expected, "read")
    assert peak < MAX_KIB
