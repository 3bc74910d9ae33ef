"""Files as offices, banks and operators send them, made from code: what each holds, and what must become of it."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from services.sources.feeds.options import Options
from tests.fakes import xls


@dataclass(frozen=True)
class Messy:
    """``reader``: a format or a feed's kind; ``rows``: data rows of the file as they were made, by what becomes of them.

    ``refused``: part of what is said of a file that is no such file as a whole; ``reasons``: of its rejects, in order.
    """

    name: str
    reader: str
    data: bytes
    taken: int = 0
    rejected: int = 0
    bare: int = 0
    reasons: tuple[str, ...] = ()
    refused: str = ""
    suffix: str = "csv"
    stem: str = "file"
    options: Options = field(default_factory=Options)

    @property
    def rows(self) -> int:
        return self.taken + self.rejected + self.bare


HEADING = ["FIR No", "Province", "District", "Police Station", "FIR Date", "U/S", "Accused", "Accused CNIC"]
ROW = ["{}/2024", "PB", "Lahore", "Ichhra", "2024-03-12", "302/34 PPC", "Ali Raza", "35202-9900001-1"]


def fir(number: int, **cells: str) -> list[str]:
    """A sound row of an FIR register with some cells changed, by their place in the heading without blanks."""
    names = [name.replace(" ", "").replace("/", "").lower() for name in HEADING]
    made = dict(zip(names, ROW, strict=True)) | {"firno": f"{number}/2024"} | cells
    return [made[name] for name in names]


def text(*rows: Sequence[str], delimiter: str = ",", end: str = "\n", heading: Sequence[str] = HEADING) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([heading, *rows])
    return out.getvalue()


def register(name: str, data: str | bytes, **figures: Any) -> Messy:
    return Messy(name, "fir_register", data.encode() if isinstance(data, str) else data, **figures)


def book(*rows: Sequence[object], change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(list(row))
    if change is not None:
        change(made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        made.save(path)
        return path.read_bytes()


ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
URDU = [fir(1, accused="علی رضا ولد احمد دین"), fir(2, accused="بلال خان"), fir(3, accused="نعیم اختر")]
LATIN = [fir(1, accused="Jörg Müller"), fir(2, accused="João Nuñez"), fir(3, accused="Åsa Ångström")]
THREE = [fir(1), fir(2), fir(3)]
TITLES = "Office of the Superintendent,,,\n\nRegister of 2024,,,\n"
NOW = datetime(2024, 12, 24)


def encodings() -> list[Messy]:
    mixed = text(*LATIN).encode("cp1252") + text(*URDU).translate(ARABIC).encode("cp1256")
    broken = text(*URDU, *URDU).encode().replace("نعیم".encode(), b"\xff\xfe" + "نعیم".encode(), 1)
    return [
        register("utf-8 with mark and line ends of Windows", text(*THREE, end="\r\n").encode("utf-8-sig"), taken=3),
        register("utf-16 with tabs", text(*URDU, delimiter="\t").encode("utf-16"), taken=3),
        register("utf-16 big endian without a mark", text(*THREE).encode("utf-16-be"), taken=3),
        register("windows-1256 of an old keyboard", text(*URDU).translate(ARABIC).encode("cp1256"), taken=3),
        register("windows-1252 with names of Europe", text(*LATIN).encode("cp1252"), taken=3),
        register("two encodings in one file", mixed, refused="neither UTF-8 nor surely"),
        register("utf-32", text(*THREE).encode("utf-32"), refused="UTF-32"),
        register("a NUL byte in a cell", text(*THREE).replace("Ichhra", "Ich\x00hra", 1), taken=2, rejected=1, reasons=("nul-byte",)),
        register("a file of NUL bytes", bytes(5000), refused="NUL"),
        register("bytes that are no text", broken, taken=5, rejected=1, reasons=("undecodable",)),
        register("urdu digits", text(*THREE).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), taken=3),
        register("letters of an Arabic keyboard", text(*URDU).translate(ARABIC), taken=3),
    ]  # fmt: skip


def quotes() -> list[Messy]:
    lone = text(*(fir(number) for number in range(1, 11))).replace("4/2024,PB", '4/2024,"PB', 1)
    closing = lone.replace("8/2024,PB,Lahore", '8/2024,"PB",Lahore', 1)
    swallowed = lone.replace("302/34 PPC,Ali Raza,35202-9900001-1\n7/", '302/34 PPC,Ali Raza,35202-9900001-1"\n7/', 1)
    return [
        register("a quote that never ends", lone, taken=3, rejected=7, reasons=("broken-quotes", *["inside-quotes"] * 6)),
        register("a quote that meets another row's", closing, taken=5, rejected=5, reasons=("broken-quotes", *["inside-quotes"] * 4)),
        register("a cell that took in whole rows", swallowed, taken=7, rejected=3, reasons=("broken-quotes", *["inside-quotes"] * 2)),
        register("a quote in the midst of a cell", text(*THREE).replace("2/2024,PB", '2/2024,"P"B', 1), taken=2, rejected=1,
                 reasons=("broken-quotes",)),
        register("an address of two lines", text(fir(1, accused="Ali Raza\nr/o House 5,\nLahore"), fir(2)), taken=2),
    ]  # fmt: skip


def layouts() -> list[Messy]:
    repeated = text(fir(1)) + "\n" + text(fir(2)) + ",,,,,,,\n"
    ragged = text(fir(1), [*fir(2), "x"], fir(3)[:6], fir(4)[:3])
    return [
        register("titles, blank rows, headings again", TITLES + repeated, taken=2),
        register("semicolons", text(*THREE, delimiter=";"), taken=3),
        register("bars", text(*THREE, delimiter="|"), taken=3),
        register("rows too long and too short", ragged, taken=2, rejected=2,
                 reasons=("too-many-cells", "missing", "missing")),
        register("columns that nobody knows", text([*fir(1), "42"], heading=[*HEADING, "Shoe size"]), refused="'Shoe size'"),
        register("lines numbered", text(["1", *fir(1)], heading=["Sr. No", *HEADING]), taken=1),
        register("two columns of one meaning", text([*fir(1), "x"], heading=[*HEADING, "PS"]), refused="mean the same"),
        register("headings alone", text(), taken=0),
        register("nothing", b"", refused="empty"),
        register("no heading", "1,2,3\n4,5,6\n", refused="no heading row"),
        register("an old spreadsheet", xls.book(HEADING, *THREE), taken=3),
        register("an old spreadsheet that is broken", xls.book(HEADING, *THREE)[:2000], refused="broken or encrypted"),
        register("a picture of a page", b"%PDF-1.7 x", refused="save the table"),
    ]  # fmt: skip


def contracts() -> list[Messy]:
    """Files that keep or break the contract over the whole table."""
    both = [*HEADING, "Complainant"]
    turned = [*HEADING[:6], "Complainant", "Accused CNIC", "Accused"]
    one, two = [*fir(1), "Bilal"], [*fir(2, accused="Bilal", accusedcnic=""), "Ali Raza"]
    dates = [fir(n, firdate=at) for n, at in enumerate(("05/06/2024", "07/08/2024", "05/13/2024"), 1)]
    warrant = ["Warrant No", "Process", "Court", "FIR No", "District", "PS", "Accused", "Issued"]
    real: list[list[object]] = [[*fir(n)[:4], at, *fir(n)[5:]] for n, at in enumerate((NOW, "25/12/2024"), 1)]
    return [
        register("a heading again in another order", text(one, turned, two, heading=both), taken=2),
        register("a heading of another layout below", text(fir(1), warrant, ["x"] * 8), refused="row 3: the heading of warrants"),
        register("dates of the other order", text(*dates), refused="row 4, column registered: a date that only month-first"),
        register("dates of both orders", text(fir(1, firdate="13/05/2024"), dates[2]), refused="dates mixed"),
        register("dates that a spreadsheet changed over", book(HEADING, *real), suffix="xlsx", refused="dates mixed"),
        register("a total that counts and a footer", text(*THREE, ["Total", "3"], ["Page 1 of 1"]), taken=3),
        register("a total that counts otherwise", text(*THREE, ["Total", "4"]), refused="row 5, column 2: the total"),
        register("a total without a figure", text(*THREE, ["Grand Total"]), taken=3, rejected=1, reasons=("total-row",)),
        register("a file that was cut", text(*THREE)[:-30], refused="the file ends in the middle of row 4"),
        register("a cell under no heading", text([*fir(1), "x"], heading=[*HEADING, ""]), refused="row 2, column 9"),
        register("rows above the heading", text(fir(1), heading=fir(2)) + text(fir(3)), refused="row 1: a row as full"),
    ]  # fmt: skip


def persons() -> list[Messy]:
    no = {"accusedcnic": ""}
    apart = ["Ali\nBilal", "Ali and Bilal", "علی اور بلال", "Ali & Bilal", "1. Ali 2. Bilal", "Ali; Bilal", "Ali etc",
             "Ali caste Jutt r/o Lahore", "Ali s/o Ahmed and Bilal s/o Karim", "2 unknown persons"]  # fmt: skip
    doubtful = ["1. Ali and Bilal 2. Tariq", "Ali r/o Lahore and Bilal", "Ali r/o Lahore, Bilal", "علی ولد احمد بلال ولد کریم",
                "Ali along with Bilal", "Ali - Bilal", "1. Ali 3. Bilal", "Ali Raza. Bilal Khan"]  # fmt: skip
    court = [
        "FIR No",
        "Province",
        "District",
        "PS",
        "Accused No",
        "Accused",
        "Court",
        "Disposal",
        "Decision Date",
        "U/S",
    ]
    order = [
        "1/2024",
        "PB",
        "Lahore",
        "Ichhra",
        "1",
        "Ali Raza",
        "Sessions Court",
        "acquitted",
        "2025-01-18",
        "302 PPC",
    ]
    jail = ["Jail", "UTP No", "Prisoner Type", "Prisoner", "FIR No", "Province", "District", "PS", "Admission Date"]
    stay = ["Camp Jail", "4/2024", "UTP", "Ali Raza", "1/2024", "PB", "Lahore", "Ichhra", "2024-03-20"]
    return [
        register("several accused in one cell", text(*(fir(n, accused=who, **no) for n, who in enumerate(apart, 1))), taken=10),
        register("persons who cannot be told apart", text(*(fir(n, accused=who, **no) for n, who in enumerate(doubtful, 1))),
                 rejected=8, reasons=("persons-not-apart",) * 8),
        register("one number for two accused", text(fir(1, accused="Ali\nBilal"), fir(2, accused="Ali", accusedcnic="x")),
                 taken=1, rejected=1, reasons=("count-differs",)),
        Messy("an order about two", "court_disposals",
              text(order, [*order[:5], "Ali and Bilal", *order[6:]], [*order[:5], "Ali etc", *order[6:]], heading=court).encode(),
              taken=1, rejected=2, reasons=("count-differs", "count-differs")),
        Messy("a stay of several prisoners", "prison_register",
              text(stay, [*stay[:3], "Ali\nBilal", *stay[4:]], [*stay[:3], "", *stay[4:]], heading=jail).encode(),
              taken=1, rejected=2, reasons=("count-differs", "missing")),
    ]  # fmt: skip


def damage() -> list[Messy]:
    rounded = [fir(1, accusedcnic="3.52E+12"), fir(2, accusedcnic="3520000000000"), fir(3, accusedcnic="3520299000011")]
    dated = [fir(1, firno="24-Dec"), fir(2, firdate="12-03-24"), fir(3, firdate="30-02-2024"), fir(4, firdate="45363")]
    evil = [fir(1, accused="=HYPERLINK(1)"), fir(2, accused="@x"), fir(3, accused="#REF!"), fir(4, accused="\u202eAli")]
    lines = [
        json.dumps(dict(zip(HEADING, fir(1), strict=True))),
        json.dumps(dict(zip(HEADING, fir(2), strict=True)) | {"Accused": ["Ali Raza", "Bilal"], "Accused CNIC": ""}),
        '{"FIR No": {"x": 1}}',
        "not json",
        "",
        json.dumps(dict(zip(HEADING, fir(3), strict=True))).replace('"35202-9900001-1"', "3.52E+12"),
    ]
    cells: list[list[object]] = [list(fir(number)) for number in range(1, 5)]
    cells[0][7], cells[1][0], cells[2][7] = 3.52e12, NOW, "#N/A"
    return [
        register("numbers that a spreadsheet rounded", text(*rounded), taken=1, rejected=2, reasons=("rounded-by-spreadsheet",) * 2),
        register("dates that a spreadsheet made or lost", text(*dated), taken=1, rejected=3,
                 reasons=("turned-into-date", "year-of-two-digits", "not-a-date")),
        register("formulas and hidden directions", text(*evil), rejected=4,
                 reasons=("formula", "formula", "excel-error", "control-character")),
        register("one entry stated twice", text(fir(1), fir(1), fir(1, us="380 PPC"), fir(2)), taken=3, rejected=1,
                 reasons=("key-twice",)),
        register("an act that ends before it begins",
                 text([*fir(1), "2024-03-12", "2024-03-01"], heading=[*HEADING, "Occurrence Date", "Occurrence To"]),
                 rejected=1, reasons=("ends-before-start",)),
        register("json lines", "\n".join(lines), taken=2, rejected=3, suffix="jsonl",
                 reasons=("not-an-object", "not-an-object", "rounded-by-spreadsheet")),
        register("a workbook with numbers, dates and errors", book(HEADING, *cells), taken=1, rejected=3, suffix="xlsx",
                 reasons=("rounded-by-spreadsheet", "turned-into-date", "excel-error")),
        register("a workbook with titles and gaps", book(["Register"], [], HEADING, fir(1), [], [], fir(2)), taken=2, suffix="xlsx"),
        register("a workbook of two sheets", book(HEADING, fir(1), change=lambda made: made.create_sheet("b").append(["x"])),
                 taken=1, suffix="xlsx", refused="more than one sheet"),
    ]  # fmt: skip


def registers() -> list[Messy]:
    """The messy exports of agencies, each with its figures."""
    return [*encodings(), *quotes(), *layouts(), *contracts(), *persons(), *damage()]
