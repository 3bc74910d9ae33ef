"""Writes what each agency would export, in the encodings and with the wear that such files have."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.demo import network, story
from services.demo.cases import Case
from services.demo.feed_files import write_feeds
from services.demo.headings import DATES, LAYOUTS
from services.demo.life import World
from services.demo.offences import CUSTOMS, DISTRICT_COURTS, FIA, HIGH_COURTS, PRISONS, PUNJAB, SINDH
from services.demo.population import dice_of
from services.demo.private_files import folder_of, written
from services.demo.rows import Row, court_rows, fir_row, prison_rows
from services.demo.sheet import CellValue, write_sheet
from services.demo.told import Told
from services.demo.wear import as_numbers, damage, day_first, in_urdu, old_keyboard, worn

SPARE = 1.04
"""Versions drawn over what is asked for, since some rows are beyond repair."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file. ``style``: csv, csv-urdu (UTF-16), csv-1256, jsonl, xlsx; ``later``: a correction, for another day.

    ``tried``: of a court's file, the agencies whose cases are in it.
    """

    agency: str
    layout: str
    name: str
    style: str
    later: bool = False
    tried: tuple[str, ...] = ()


EXPORTS = (
    Export(PUNJAB, "fir_register", "fir_register.csv", "csv"),
    Export(PUNJAB, "court_disposals", "reported_disposals.csv", "csv"),
    Export(SINDH, "fir_register", "fir_register.csv", "csv-urdu"),
    Export(FIA, "fir_register", "fir_register.xlsx", "xlsx"),
    Export(CUSTOMS, "fir_register", "fir_register.xlsx", "xlsx"),
    Export(DISTRICT_COURTS, "court_disposals", "punjab_courts.jsonl", "jsonl", tried=(PUNJAB,)),
    Export(DISTRICT_COURTS, "court_disposals", "sindh_courts.csv", "csv", tried=(SINDH,)),
    Export(DISTRICT_COURTS, "court_disposals", "federal_cases.xlsx", "xlsx", tried=(FIA, CUSTOMS)),
    Export(HIGH_COURTS, "court_disposals", "appeals.jsonl", "jsonl", tried=(PUNJAB, SINDH, FIA, CUSTOMS)),
    Export(PRISONS, "prison_register", "punjab_prisons.csv", "csv-1256"),
    Export(PRISONS, "prison_register", "sindh_prisons.jsonl", "jsonl"),
    Export(PUNJAB, "fir_register", "fir_register_correction.csv", "csv", later=True),
)


def generate(folder: Path, seed: object, records: int = 20_000) -> Told:
    """Write every agency's files and ``story.json`` below ``folder`` (0700, files 0600); the story.

    ``known_man.cnic`` holds the number of the man whom the story asks about, as a command's standard input.

    Importing the files that are not ``later`` gives at least ``records`` record versions. The same seed and
    number give the same bytes. Raises OSError as the file system does.
    """
    cases = cases_of(seed, records)
    told: Told = {**story.story(), "seed": str(seed), "files": []}
    told["network"] = {**network.told(), **write_feeds(folder, seed)}
    for export in EXPORTS:
        dice = dice_of(seed, f"wear/{export.agency}/{export.name}")
        rows = list(_rows(export, cases))
        marked = [_spoilt(row, dice, planted_row) for planted_row, row in rows]
        path = folder_of(folder, export.agency) / export.name
        _write(path, export, [row for row, _ in marked], dice)
        damaged = sum(spoilt for _, spoilt in marked)
        told["files"].append(_entry(export, path.relative_to(folder), len(rows), damaged))
    written(folder / "known_man.cnic", told["known_man"]["cnic"] + "\n")
    written(folder / "story.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return told


def cases_of(seed: object, records: int) -> list[Case]:
    """Every case of the files, the story's and the network's first."""
    planted = _planted()
    return planted + _drawn(seed, records, planted)


def _planted() -> list[Case]:
    """Cases whose rows stay readable: the story's and the network's."""
    return [*story.cast(), *network.cases()]


def _drawn(seed: object, records: int, planted: list[Case]) -> list[Case]:
    """Cases until the files hold enough."""
    left = records * SPARE - sum(case.versions() for case in planted)
    found: list[Case] = []
    for case in World(seed, {case.key() for case in planted}).cases():
        if left <= 0:
            return found
        found.append(case)
        left -= case.versions()
    return found


def _rows(export: Export, cases: list[Case]) -> Iterator[tuple[bool, Row]]:
    """Rows of one file, and whether each belongs to the story."""
    if export.later:
        yield True, fir_row(story.after_correction())
        return
    told = len(_planted())
    province = "SD" if export.name.startswith("sindh") else "PB"
    for number, case in enumerate(cases):
        if export.layout == "prison_register":
            for where, row in prison_rows(case):
                if (where == "SD") == (province == "SD"):
                    yield number < told, row
        elif export.layout == "fir_register":
            if case.agency == export.agency:
                yield number < told, fir_row(case)
        else:
            for row in _disposals(export, case):
                yield number < told, row


def _disposals(export: Export, case: Case) -> Iterator[Row]:
    """What an agency writes down of courts: a court its own orders, another only those of one that is no member."""
    if case.reported:
        yield from (row for _, row in court_rows(case) if case.agency == export.agency)
    elif case.agency in export.tried:
        yield from (row for above, row in court_rows(case) if above == (export.agency == HIGH_COURTS))


def _spoilt(row: Row, dice: random.Random, planted: bool) -> tuple[Row, bool]:
    """The row, worn; beyond repair now and then, unless the story needs it."""
    spoilt = None if planted else damage(row, dice)
    return worn(spoilt or row, dice), spoilt is not None


def _entry(export: Export, path: Path, rows: int, damaged: int) -> Told:
    facts = {"agency": export.agency, "format": export.layout, "path": path.as_posix(), "later": export.later}
    return {**facts, "rows": rows, "damaged": damaged}


def _write(path: Path, export: Export, rows: list[Row], dice: random.Random) -> None:
    headings = LAYOUTS[export.layout]
    if export.style == "xlsx":
        write_sheet(path, _sheet(headings, rows, dice))
        path.chmod(0o600)
    elif export.style == "jsonl":
        lines = (json.dumps(_object(headings, row), ensure_ascii=False) for row in rows)
        written(path, "".join(line + "\n" for line in lines), "utf-8")
    elif export.style == "csv":
        table = [[headings[name][0] for name in headings], *([_shown(row, name) for name in headings] for row in rows)]
        titles = [["Monthly return"], [f"Agency: {export.agency}"]]
        written(path, _csv([*titles, *table], ","), "utf-8-sig")
    else:
        wide = export.style == "csv-urdu"
        urdu = [in_urdu(row, digits=wide) for row in rows]
        names = [name for name in headings if not name.endswith("_urdu")]
        above = [old_keyboard(headings[name][1]) for name in names]
        table = [above, *([_shown(row, name, "/") for name in names] for row in urdu)]
        written(path, _csv(table, "\t" if wide else ";"), "utf-16" if wide else "cp1256")


def _object(headings: dict[str, tuple[str, str]], row: Row) -> dict[str, str]:
    return {headings[name][0]: value for name, value in row.items() if value}


def _shown(row: Row, name: str, separator: str = "-") -> str:
    """A cell as typed: dates with the day first, also several in one cell."""
    value = row.get(name, "")
    if name in DATES or name.endswith(("_arrested", "_born")):
        return "; ".join(day_first(entry, separator) for entry in value.split("; "))
    return value


def _sheet(headings: dict[str, tuple[str, str]], rows: list[Row], dice: random.Random) -> Iterator[list[CellValue]]:
    yield ["Return of registered cases"]
    yield [headings[name][0] for name in headings]
    for row in rows:
        cells = as_numbers(row, dice)
        yield [_spread(name, cells.get(name, ""), dice) for name in headings]


def _spread(name: str, value: CellValue, dice: random.Random) -> CellValue:
    """Dates of a sheet: most as dates, some as the bare number behind them, some as text."""
    if name not in DATES or not isinstance(value, str):
        return value
    try:
        at = date.fromisoformat(value)
    except ValueError:
        return value
    kind = dice.randrange(4)
    if kind == 0:
        return (at - date(1899, 12, 30)).days
    return value if kind == 1 else at


def _csv(rows: Iterable[list[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
