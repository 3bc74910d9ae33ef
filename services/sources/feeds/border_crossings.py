"""Border crossings as CSV: one row a person at a post.

Persons in one vehicle on one day at one post made one journey; on foot, those of one day at one post.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import BinaryIO

from services.sources.feeds import meaning
from services.sources.feeds.acts import items_of
from services.sources.feeds.countries import two_letters
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Items, Remark
from services.sources.feeds.sheet import Column, Layout, Line
from services.tables import numbers
from services.tables.cells import day, moment
from services.tables.posts import post_name
from services.tables.rejects import BadCell

FEED = "TRAVEL"
FORM = "border-crossings"
LAYOUT = Layout(
    "border-crossings",
    (
        Column("post", ("Border Post", "Check Post", "Crossing Point", "چوکی"), required=True),
        Column("at", ("Date Time", "Crossing Time", "Date", "تاریخ"), required=True),
        Column("direction", ("Entry/Exit", "In/Out", "سمت"), required=True),
        Column("name", ("Traveller Name", "Full Name", "نام"), required=True),
        Column("name_ur", ("Urdu Name",)),
        Column("father", ("Father Name", "Father/Husband", "ولدیت")),
        Column("born", ("Date of Birth", "DOB", "تاریخ پیدائش")),
        Column("sex", ("Gender", "جنس")),
        Column("nationality", ("Country", "شہریت")),
        Column("document_type", ("Document", "Doc Type", "دستاویز"), required=True),
        Column("document", ("Document No", "Document Number", "Passport No", "دستاویز نمبر"), required=True),
        Column("issuer", ("Issuing Country", "Issued By")),
        Column("vehicle", ("Vehicle No", "Registration No", "گاڑی نمبر")),
        Column("companion", ("Travelling With", "Accompanied By", "ہمراہ")),
    ),
)
DIRECTIONS = {
    **dict.fromkeys(("entry", "in", "arrival", "آمد"), "IN"),
    **dict.fromkeys(("exit", "out", "departure", "روانگی"), "OUT"),
}
SEXES = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X", "مرد": "M", "عورت": "F"}
DOCUMENTS = {
    "passport": "PASSPORT",
    "پاسپورٹ": "PASSPORT",
    "cnic": "CNIC",
    "شناختی کارڈ": "CNIC",
    "tazkira": "TAZKIRA",
    "تذکرہ": "TAZKIRA",
    "por": "POR",
    "por card": "POR",
    "acc": "ACC",
}
_RULES = {"CNIC": numbers.cnic, "TAZKIRA": numbers.tazkira, "POR": numbers.refugee_card, "ACC": numbers.refugee_card}


def read(stream: BinaryIO, options: Options) -> Items:
    """Persons, documents and journeys. Raises FileRefused."""
    yield Remark("zone", f"times without zone are read as {options.zone}")
    yield from items_of(stream, (LAYOUT,), partial(_say, options), _has_clock, options.stated)


def _has_clock(line: Line) -> bool:
    return "T" in line.read("at", moment, "")


def _say(options: Options, line: Line) -> Iterator[FeedNode | FeedEdge]:
    at_ms = line.read("at", lambda text: meaning.when_ms(text, options.tz), 0)
    direction = line.word("direction", DIRECTIONS)
    document = _document(line)
    traveller = person(
        FORM,
        line.read("name", str, ""),
        line.text("name_ur"),
        born=line.read("born", day, ""),
        document=document,
        father=line.text("father"),
        nationality=line.text("nationality"),
        sex=line.word("sex", SEXES),
    )
    vehicle = line.read("vehicle", _vehicle, "ON-FOOT")
    post = line.read("post", post_name, "")
    on = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).astimezone(options.tz).date()
    journey = f"CROSSING:{post}:{vehicle}:{on.isoformat()}"
    yield from (traveller, FeedNode("DOCUMENT", document), FeedNode("JOURNEY", journey))
    yield edge(FORM, "IDENTIFIED_BY", traveller.id, document, row=line.number)
    said = note(companion=line.text("companion"), direction=direction)
    yield edge(FORM, "TRAVELLED", traveller.id, journey, row=line.number, at_ms=at_ms, note=said)


def _document(line: Line) -> str:
    kind = line.word("document_type", DOCUMENTS)
    issuer = two_letters(line.text("issuer") or line.text("nationality"))

    def number(text: str) -> str:
        if kind == "PASSPORT":
            return meaning.passport(text, issuer)
        meaning.refuse_rounded(text)
        try:
            return f"{kind}:{_RULES[kind](text)[0]}" if kind else ""
        except numbers.NumberError:
            raise BadCell("not-an-identifier") from None

    return line.read("document", number, "")


def _vehicle(text: str) -> str:
    try:
        return numbers.vehicle(text)[0]
    except numbers.NumberError:
        raise BadCell("not-an-identifier") from None
