"""Passenger lists (advance passenger information): UN/EDIFACT PAXLST, directories D.02B and D.03B.

The file is read twice: first its order, counts and references, then what the sound messages say. A message that
breaks a rule is rejected whole with the segment that broke it; a broken envelope refuses the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import BinaryIO, Final

from services.sources.feeds import edifact_times, meaning
from services.sources.feeds.countries import two_letters
from services.sources.feeds.edifact import Segment, segments
from services.sources.feeds.edifact_times import ORDERS
from services.sources.feeds.meaning import edge, note, person
from services.sources.feeds.options import Options
from services.sources.feeds.paxlst_check import ROLES, sound_messages
from services.sources.feeds.paxlst_order import Order
from services.sources.feeds.row import REJECTED, TAKEN, FeedEdge, FeedNode, Items, Reject, Remark, RowRead
from services.tables import phones
from services.tables.rejects import BadCell, shape

FEED = "TRAVEL"
FORM = "paxlst"
_BIRTH = "329"
"""Qualifier of a DTM that is a birth."""


@dataclass(slots=True)
class _List:
    """``made``: the day on which the interchange was prepared; ``orders``: of dates that carry no format code."""

    made: date | None
    orders: frozenset[str] = ORDERS


@dataclass(slots=True)
class _Journey:
    """What TDT, LOC and DTM say of a transport. Times as (format, text)."""

    of: _List
    number: str = ""
    times: dict[str, tuple[str, str]] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Traveller:
    """The segments of one person."""

    number: int
    segments: list[tuple[str, Segment]] = field(default_factory=list)


def read(stream: BinaryIO, options: Options) -> Items:
    """Persons, documents, journeys. Raises FileRefused where the envelope does not hold."""
    bad, travellers = sound_messages(stream)
    yield Remark("zone", f"times are the port's own and read as {options.zone}")
    for number, reject in bad.items():
        yield from (reject, RowRead(reject.row, REJECTED, max(1, travellers[number])))
    listed = _list_of(stream)
    journey, traveller, message = _Journey(listed), None, 0
    for group, segment in _grouped(stream):
        if segment.tag == "UNH":
            message += 1
            journey = _Journey(listed)
        if message in bad or not group:
            continue
        if segment.tag in ("NAD", "UNT", "CNT", "AUT") and traveller is not None and group in ("person", "end"):
            yield from _told(traveller, journey, options)
            traveller = None
        if group in ("transport", "port"):
            _travels(journey, segment)
        elif group == "person" and segment.tag == "NAD":
            traveller = _Traveller(segment.number)
        if traveller is not None:
            traveller.segments.append((group, segment))


def _list_of(stream: BinaryIO) -> _List:
    """Made when UNB says; of dates without a format code, what all births of the file leave open."""
    listed = _List(None)
    for segment in segments(stream):
        if segment.tag == "UNB" and listed.made is None:
            with suppress(BadCell):
                listed.made = edifact_times.moment(
                    "102" if len(segment.get(3)) == 8 else "101", segment.get(3), None
                ).date()
        elif segment.tag == "DTM" and segment.get(0) == _BIRTH and not segment.get(0, 2):
            with suppress(BadCell):
                listed.orders = edifact_times.orders_left(listed.orders, segment.get(0, 1), listed.made)
    return listed


def _grouped(stream: BinaryIO) -> Iterator[tuple[str, Segment]]:
    """Each segment with its group; empty outside messages and in messages that are not sound."""
    order: Order | None = None
    for segment in segments(stream):
        if segment.tag == "UNH":
            order = Order()
        group = order.take(segment.tag) if order and segment.tag not in ("UNE", "UNZ", "UNB", "UNG") else None
        yield group or "", segment


def _travels(journey: _Journey, segment: Segment) -> None:
    if segment.tag == "TDT":
        carrier, number = segment.get(4), segment.get(1)
        journey.number = "".join((number or carrier).upper().split())
        journey.times.clear()
        journey.ports.clear()
    elif segment.tag == "LOC":
        journey.ports[segment.get(0)] = segment.get(1).upper()
    elif segment.tag == "DTM":
        journey.times.setdefault(segment.get(0), (segment.get(0, 2), segment.get(0, 1)))


_MUTUALLY_DEFINED: Final = "ZZZ"
"""Qualifier of a party whose role the two sides agreed on elsewhere: the list does not say that it travelled."""


def _told(traveller: _Traveller, journey: _Journey, options: Options) -> Items:
    try:
        yield from (*_said(traveller, journey, options), RowRead(traveller.number, TAKEN))
    except BadCell as finding:
        column, _, value = str(finding.__notes__[0] if getattr(finding, "__notes__", None) else "").partition(" ")
        yield Reject(traveller.number, column, shape(value), finding.reason)
        yield RowRead(traveller.number, REJECTED)


def _said(traveller: _Traveller, journey: _Journey, options: Options) -> Iterator[FeedNode | FeedEdge]:
    at_ms, day = _departs(journey, options)
    name, facts = _facts(traveller, journey.of, day)
    documents = _documents(traveller)
    known = person(FORM, name, documents=documents, **facts)
    travelled = f"FLIGHT:{journey.number}:{day}:{journey.ports.get('125', '')}-{journey.ports.get('87', '')}"
    yield from (known, FeedNode("JOURNEY", travelled))
    qualifier = traveller.segments[0][1].get(0)
    if qualifier == _MUTUALLY_DEFINED:
        raise BadCell("edifact-value")
    role = ROLES.get(qualifier, qualifier)
    seat = edge(FORM, "TRAVELLED", known.id, travelled, row=traveller.number, at_ms=at_ms, note=note(role=role))
    yield replace(seat, note=note(role=role, contact=_contact(traveller, options)))  # its id is as before this was told
    for document in documents:
        yield FeedNode("DOCUMENT", document)
        yield edge(FORM, "IDENTIFIED_BY", known.id, document, row=traveller.number)


def _facts(traveller: _Traveller, listed: _List, day: str) -> tuple[str, dict[str, str]]:
    facts: dict[str, str] = {}
    nad = traveller.segments[0][1]
    family, *given = nad.elements[3][:5] if len(nad.elements) > 3 else ("",)
    name = " ".join(part for part in (*given, family) if part).strip()
    if not name:
        raise _bad("NAD", "", "missing")
    for group, segment in traveller.segments:
        if group != "person":
            continue
        if segment.tag == "ATT" and segment.get(0) == "2":
            facts["sex"] = segment.get(2).partition("*")[0]  # syntax 4 repeats an element after an asterisk
        elif segment.tag == "NAT" and segment.get(0) == "2":
            facts["nationality"] = segment.get(1)
        elif segment.tag == "DTM" and segment.get(0) == _BIRTH:
            born = _birth(segment, listed, day)
            if facts.setdefault("born", born) != born:
                raise _bad("DTM", segment.get(0, 1), "contradicts")
    return name, facts


def _birth(segment: Segment, listed: _List, day: str) -> str:
    """On or before the journey and the making of the list, whichever was first."""
    before = [known for known in (listed.made, date.fromisoformat(day) if day else None) if known]
    text = segment.get(0, 1)
    try:
        return edifact_times.birth(segment.get(0, 2), text, min(before, default=None), listed.orders).isoformat()
    except BadCell as finding:
        raise _bad("DTM", text, finding.reason) from None


def _contact(traveller: _Traveller, options: Options) -> str:
    """The first telephone (COM, TE) that the list gives as the traveller's, E.164; empty where it gives none."""
    told = (
        each
        for group, segment in traveller.segments
        if (group, segment.tag) == ("person", "COM")
        for each in segment.elements
    )
    for number, *kind in told:
        if kind[:1] == ["TE"]:
            with suppress(BadCell):
                return phones.phone(number, options.region)
    return ""


def _documents(traveller: _Traveller) -> list[str]:
    """Keys of the documents; where a DOC is not followed by its country (LOC 91), the key has none."""
    found: list[tuple[str, str, str]] = []
    for group, segment in traveller.segments:
        if group == "document" and segment.tag == "DOC":
            found.append((segment.get(0), "".join(segment.get(1).upper().split()), ""))
        elif group == "document" and segment.tag == "LOC" and segment.get(0) == "91":
            found[-1] = (*found[-1][:2], segment.get(1).upper())
    return [_document(*each) for each in found]


def _document(kind: str, number: str, country: str) -> str:
    if not number:
        raise _bad("DOC", "", "missing")
    if kind != "P":
        return f"TRAVEL_DOCUMENT:{kind}/{country}/{number}"
    try:
        return meaning.passport(number, two_letters(country))
    except BadCell as finding:
        raise _bad("DOC", number, finding.reason) from None


def _departs(journey: _Journey, options: Options) -> tuple[int, str]:
    """Departure, else arrival: epoch milliseconds and the day; 0 and nothing where the message says neither."""
    for code in ("189", "133", "136", "186", "232", "132", "178", "137"):
        if code in journey.times:
            form, text = journey.times[code]
            try:
                at = edifact_times.moment(form, text, journey.of.made)
            except BadCell as finding:
                raise _bad("DTM", text, finding.reason) from None
            return meaning.epoch_ms(at, options.tz), at.date().isoformat()
    return 0, ""


def _bad(column: str, value: str, reason: str) -> BadCell:
    """The finding with where it was made, which :func:`_told` turns into a reject."""
    finding = BadCell(reason)
    finding.add_note(f"{column} {value}")
    return finding
