"""A visible version with what composing a history asks of it again and again: its date, its place in a day. Pure."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Final, NamedTuple

from services.values.dates import Span, span_or_none
from services.values.records import (
    Bail,
    BorderCrossing,
    CaseFile,
    Charge,
    ClaimAnswer,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    ForeignRecord,
    InvestigationEvent,
    ListEntry,
    MisusedIdentity,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Referral,
    Review,
    Sentence,
    Statement,
    VisibleVersion,
)
from services.vocabulary.steps import PROCEDURE, EventType

_AT: Final = attrgetter("at")
_DATES: Final[dict[type, Callable[[object], str]]] = {
    CaseFile: attrgetter("reported"),
    Charge: attrgetter("framed"),
    ListEntry: attrgetter("issued"),
    MisusedIdentity: attrgetter("since"),
    InvestigationEvent: _AT,
    CustodyEvent: _AT,
    Proclamation: _AT,
    Bail: _AT,
    CourtEvent: _AT,
    Sentence: _AT,
    CompensationOrder: _AT,
    BorderCrossing: _AT,
    Statement: _AT,
    ForeignRecord: _AT,
    ProtectionOrder: _AT,
    Referral: _AT,
    ClaimAnswer: _AT,
    Review: attrgetter("opened"),
}
_STEP: Final[dict[str, int]] = {event: 10 + rank for rank, event in enumerate(PROCEDURE)}
_KIND: Final = {
    "CASE_FILE": 0,
    "PARTY": 1,
    "CHARGE": _STEP[EventType.CHARGE_FRAMED],
    "SENTENCE": _STEP[EventType.SENTENCE],
}
_CUSTODY: Final = {"ARREST": 12, "PRODUCTION": 13, "POLICE_REMAND": 14, "JUDICIAL_REMAND": 15}
_LAST: Final = 99
_UNDATED: Final = Span(0, 0, 0, 0)


class Seen(NamedTuple):
    """One line to be: the version, its name, when it happened, and its order among others."""

    version: VisibleVersion
    record: RecordVersion
    name: str
    when: Span | None
    order: tuple[int, int, int, str]


def see(version: VisibleVersion) -> Seen:
    """The version, dated by its body, else by its valid time."""
    record = version.record
    name = record.name
    when = span_or_none(date_of(record)) or span_or_none(record.valid_from)
    first_ms, _, day, _ = when or _UNDATED
    return Seen(version, record, name, when, (day, _rank(record), first_ms, name))


def date_of(record: RecordVersion) -> str:
    """The date that the body states for what it records; empty for none."""
    read = _DATES.get(type(record.body))
    return read(record.body) if read else ""


def _rank(record: RecordVersion) -> int:
    body = record.body
    if isinstance(body, InvestigationEvent | CourtEvent):
        return _STEP.get(body.type, _LAST)
    if isinstance(body, CustodyEvent):
        return _CUSTODY.get(body.type, _LAST)
    return _KIND.get(record.kind, _LAST)
