"""Border crossings as CSV: one row a person at a post, or on an airline's flight.

Persons in one vehicle on one day at one post made one journey; on foot, those of one day at one post.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import BinaryIO

from services.sources.card_bearers import Cards, bearer, of_several
from services.sources.feeds import meaning
from services.sources.feeds.acts import items_of
from services.sources.feeds.flight_rows import LAYOUT as FLIGHTS
from services.sources.feeds.flight_rows import documents_of, passenger
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line, Sheet
from services.sources.feeds.travellers import (
    DOCUMENTS,
    SEXES,
    birth,
    document,
    named,
    not_turned_back,
    refuse_of_several,
    took_place,
)
from services.tables import numbers
from services.tables.cells import moment
from services.tables.posts import post_name
from services.tables.rejects import BadCell

FEED = "TRAVEL"
FORM = "border-crossings"
LAYOUT = Layout(
    "border-crossings",
    (
        Column("post", ("Border Post", "Check Post", "Crossing Point", "چوکی"), required=True),
        Column("at", ("Date Time", "Crossing Time", "Date", "تاریخ"), required=True, date=True),
        Column("direction", ("Entry/Exit", "In/Out", "سمت"), required=True),
        Column("name", ("Traveller Name", "Full Name", "نام"), required=True),
        Column("name_ur", ("Urdu Name",)),
        Column("father", ("Father Name", "Father/Husband", "ولدیت")),
        Column("born", ("Date of Birth", "DOB", "تاریخ پیدائش"), date=True),
        Column("sex", ("Gender", "جنس")),
        Column("nationality", ("Country", "شہریت")),
        Column("document_type", ("Document", "Doc Type", "دستاویز"), required=True),
        Column("document", ("Document No", "Document Number", "Passport No", "دستاویز نمبر"), required=True),
        Column("issuer", ("Issuing Country", "Issued By")),
        Column("vehicle", ("Vehicle No", "Registration No", "گاڑی نمبر")),
        Column("flight", ("Flight No", "Flight Number", "Flt No", "پرواز نمبر")),
        Column("from", ("Origin", "Coming From")),
        Column("to", ("Destination", "Going To")),
        Column("status", ("Travel Status", "Clearance Status", "Boarding Status")),
        Column("remarks", ("Remarks", "کیفیت")),
        Column("companion", ("Travelling With", "Accompanied By", "ہمراہ")),
    ),
)
DIRECTIONS = {
    **dict.fromkeys(("entry", "in", "arrival", "آمد"), "IN"),
    **dict.fromkeys(("exit", "out", "departure", "روانگی"), "OUT"),
}


def read(stream: BinaryIO, options: Options) -> Items:
    """Persons, documents and journeys. Raises FileRefused."""
    yield Remark("zone", f"times without zone are read as {options.zone}")
    sheet = Sheet(stream, (LAYOUT, FLIGHTS), options.stated)
    several = of_several(lambda: _cards(sheet))
    yield from items_of(sheet, partial(_say, options, several), _is_single, options)


def _cards(sheet: Sheet) -> Cards:
    """The card of each traveller, with the names."""
    for line in sheet.lines():
        if isinstance(line, Line):
            names = bearer((named(line)[0], line.text("name_ur")))
            shown = documents_of(line) if line.layout is FLIGHTS else (_shown(line),)
            yield from ((each, names) for each in shown if each.startswith("CNIC:"))


def _is_single(line: Line) -> bool:
    """A person is once on one flight of one day, and once at a post in one minute."""
    return line.layout is FLIGHTS or "T" in line.read("at", moment, "")


def _say(options: Options, several: frozenset[str], line: Line) -> Iterator[FeedNode | FeedEdge]:
    if line.layout is FLIGHTS:
        return passenger(FORM, options, line, several)
    return _crossing(options, several, line)


def _shown(line: Line) -> str:
    return document(line, line.word("document_type", DOCUMENTS))


def _crossing(options: Options, several: frozenset[str], line: Line) -> Iterator[FeedNode | FeedEdge]:
    took_place(line)
    not_turned_back(line)
    at_ms = line.read("at", lambda text: meaning.when_ms(text, options.tz), 0)
    direction = line.word("direction", DIRECTIONS)
    on = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(options.tz).date()
    shown = _shown(line)
    refuse_of_several(line, (shown,), several)
    name, father = named(line)
    traveller = person(
        FORM,
        name,
        line.text("name_ur"),
        born=birth(line, on) if at_ms else "",
        document=shown,
        father=father,
        nationality=line.text("nationality"),
        sex=line.word("sex", SEXES),
    )
    vehicle = line.read("vehicle", _vehicle, "ON-FOOT")
    post = line.read("post", post_name, "")
    journey = f"CROSSING:{post}:{vehicle}:{on.isoformat()}"
    yield from (traveller, FeedNode("DOCUMENT", shown), FeedNode("JOURNEY", journey))
    yield edge(FORM, "IDENTIFIED_BY", traveller.id, shown, row=line.number)
    said = note(companion=line.text("companion"), direction=direction)
    crossed = edge(FORM, "TRAVELLED", traveller.id, journey, row=line.number, at_ms=at_ms, note=said)
    flown = {column: line.text(column) for column in ("flight", "from", "to")}
    yield replace(crossed, note=note(companion=line.text("companion"), direction=direction, **flown))


def _vehicle(text: str) -> str:
    try:
        return numbers.vehicle(text)[0]
    except numbers.NumberError:
        raise BadCell("not-an-identifier") from None
