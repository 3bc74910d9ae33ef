"""Rows of an airline's table of passengers: one row a person on a flight, with what became of the seat.

A row without a status is none of this table: who booked and who travelled are two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from services.sources.feeds import meaning
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode
from services.sources.feeds.sheet import Column, Layout, Line
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
from services.tables import phones
from services.tables.cells import moment
from services.tables.rejects import BadCell

LAYOUT: Final = Layout(
    "flights",
    (
        Column("flight", ("Flight No", "Flight Number", "Flt No", "Flight"), required=True),
        Column(
            "at", ("Departure", "Departure Date", "Flight Date", "Departure Date Time", "STD"), required=True, date=True
        ),
        Column("clock", ("Departure Time", "Dep Time")),
        Column("from", ("Origin", "From Airport", "Board Point", "Departure Airport", "Dep Port"), required=True),
        Column("to", ("Destination", "To Airport", "Off Point", "Arrival Airport", "Arr Port"), required=True),
        Column("status", ("Pax Status", "Passenger Status", "Boarding Status", "Travel Status"), required=True),
        Column("remarks", ("Remarks", "کیفیت")),
        Column("name", ("Passenger Name", "Pax Name", "Passenger", "Full Name", "نام"), required=True),
        Column("name_ur", ("Urdu Name",)),
        Column("born", ("Date of Birth", "DOB", "تاریخ پیدائش"), date=True),
        Column("sex", ("Gender", "جنس")),
        Column("nationality", ("Country", "شہریت")),
        Column("passport", ("Passport No", "Passport Number", "پاسپورٹ نمبر")),
        Column("document_type", ("Document", "Doc Type", "دستاویز")),
        Column("document", ("Document No", "Document Number", "دستاویز نمبر")),
        Column("issuer", ("Issuing Country", "Issued By")),
        Column("booking", ("PNR", "PNR No", "Record Locator", "Booking Reference", "Booking Ref")),
        Column("seat", ("Seat No",)),
        Column("contact", ("Contact No", "Mobile", "Mobile No", "Phone", "Contact Number")),
    ),
)
_FLIGHT: Final = re.compile(r"(?=.{0,2}[A-Z])[A-Z0-9]{2,3}[0-9]{1,4}[A-Z]?")
_AIRPORT: Final = re.compile(r"[A-Z]{3,4}")


def passenger(form: str, options: Options, line: Line, several: frozenset[str]) -> Iterator[FeedNode | FeedEdge]:
    """The person, the document and the flight, whose id is that of a passenger list."""
    took_place(line)
    not_turned_back(line)
    at = line.read("at", lambda text: _departs(f"{text} {line.text('clock')}".strip(), options), _NEVER)
    documents = documents_of(line)
    refuse_of_several(line, documents, several)
    name, father = named(line)
    known = person(
        form,
        name,
        line.text("name_ur"),
        born=birth(line, at.date()),
        documents=documents,
        father=father,
        nationality=line.text("nationality"),
        sex=line.word("sex", SEXES),
    )
    ends = "-".join(line.read(column, _airport, "") for column in ("from", "to"))
    journey = f"FLIGHT:{line.read('flight', _flight, '')}:{at.date().isoformat()}:{ends}"
    yield from (known, FeedNode("JOURNEY", journey))
    at_ms = meaning.epoch_ms(at, options.tz)
    seat = edge(form, "TRAVELLED", known.id, journey, row=line.number, at_ms=at_ms, note=note(role="PASSENGER"))
    contact = line.read("contact", lambda text: phones.phone(text, options.region), "")
    told = note(role="PASSENGER", booking=line.text("booking"), seat=line.text("seat"), contact=contact)
    yield replace(seat, note=told)  # neither booking nor seat makes the same journey another
    for each in documents:
        yield FeedNode("DOCUMENT", each)
        yield edge(form, "IDENTIFIED_BY", known.id, each, row=line.number)


_NEVER: Final = datetime(9999, 12, 1)
"""Of a row that is rejected for its departure: no birth is after it."""


def _departs(text: str, options: Options) -> datetime:
    return datetime.fromisoformat(moment(text, options.tz))


def documents_of(line: Line) -> list[str]:
    """Keys of the documents that a row names; what is none is noted on the row."""
    kind = line.word("document_type", DOCUMENTS)
    if not kind and line.text("document"):
        line.reject("document_type", "missing")
    found = (document(line, "PASSPORT", "passport"), document(line, kind) if kind else "")
    known = list(dict.fromkeys(each for each in found if each))
    if not known and not line.bad:
        line.reject("passport", "missing")
    return known


def _flight(text: str) -> str:
    number = re.sub(r"[-\s]+", "", text.upper())
    if not _FLIGHT.fullmatch(number):
        raise BadCell("not-an-identifier")
    return number


def _airport(text: str) -> str:
    if not _AIRPORT.fullmatch(text.upper()):
        raise BadCell("not-an-identifier")
    return text.upper()
