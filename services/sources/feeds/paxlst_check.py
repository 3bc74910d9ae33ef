"""Whether the messages of an interchange keep order, counts and references (ISO 9735-1, service segments). Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO, Final

from services.sources.feeds.edifact import Segment, segments
from services.sources.feeds.paxlst_order import VERSIONS, Order
from services.sources.feeds.row import FileRefused, Reject
from services.tables.rejects import shape


@dataclass(slots=True)
class _Envelope:
    """What was opened and is not closed yet: references, and how many messages and groups were counted."""

    interchange: str | None = None
    group: str | None = None
    messages: int = 0
    grouped: int = 0
    groups: int = 0
    closed: bool = False


ROLES: Final = {"FL": "PASSENGER", "FM": "CREW", "DDU": "TRANSIT_PASSENGER", "DDT": "TRANSIT_CREW"}
"""Qualifiers of a NAD that names a traveller."""
_PASSENGERS: Final = "42"
"""Qualifier of a CNT that counts the passengers of a message."""


def sound_messages(stream: BinaryIO) -> tuple[dict[int, Reject], Counter[int]]:
    """Rejects of the messages that are not sound, and how many travellers each message names, by its number.

    Raises FileRefused where the envelope (UNB, UNG, UNE, UNZ) does not hold, or the messages are of another kind.
    """
    envelope, bad, travellers = _Envelope(), dict[int, Reject](), Counter[int]()
    passengers = Counter[int]()
    order: Order | None = None
    opened = Segment(0, "", ())
    for segment in segments(stream):
        if segment.tag in ("UNB", "UNG", "UNE", "UNZ"):
            if order is not None:
                raise _refused(segment, "edifact-order", "a message does not end")
            _service(envelope, segment)
        elif segment.tag == "UNH":
            if order is not None:
                raise _refused(segment, "edifact-order", "a message does not end")
            order, opened = _open(envelope, segment), segment
        elif order is None:
            raise _refused(segment, "edifact-order", "stands outside a message")
        travellers[envelope.messages] += segment.tag == "NAD" and segment.get(0) in ROLES
        passengers[envelope.messages] += segment.tag == "NAD" and segment.get(0) == "FL"
        if order is not None and (reject := _taken(order, segment, opened)):
            bad.setdefault(envelope.messages, reject)
        if _is_other_count(segment, {passengers[envelope.messages], travellers[envelope.messages]}):
            bad.setdefault(envelope.messages, Reject(segment.number, "CNT", shape(segment.get(0, 1)), "edifact-count"))
        if segment.tag == "UNT":
            order = None
    if not envelope.closed:
        raise FileRefused("UNZ", "edifact-end", "the interchange does not end")
    return bad, travellers


def _is_other_count(segment: Segment, counts: set[int]) -> bool:
    """Whether a CNT counts other passengers than are named. Some carriers count the crew among them."""
    if segment.tag != "CNT" or segment.get(0) != _PASSENGERS:
        return False
    return segment.get(0, 1).lstrip("0") not in {str(count) if count else "" for count in counts}


def _taken(order: Order, segment: Segment, opened: Segment) -> Reject | None:
    if order.take(segment.tag) is None:
        return Reject(segment.number, segment.tag, "", "edifact-order")
    if segment.tag != "UNT":
        return None
    if segment.get(0).lstrip("0") != str(segment.number - opened.number + 1) or segment.get(1) != opened.get(0):
        return Reject(segment.number, "UNT", shape(segment.get(0)), "edifact-count")
    return None


def _open(envelope: _Envelope, segment: Segment) -> Order:
    if envelope.interchange is None or envelope.closed or (envelope.groups and envelope.group is None):
        raise _refused(segment, "edifact-order", "stands outside the interchange")
    kind, directory, release = (segment.get(1, at) for at in range(3))
    if kind != "PAXLST" or directory != "D" or release not in VERSIONS:
        raise _refused(segment, "edifact-version", f"not PAXLST of D.{' or D.'.join(sorted(VERSIONS))}")
    envelope.messages += 1
    envelope.grouped += 1
    return Order()


def _service(envelope: _Envelope, segment: Segment) -> None:
    if segment.tag == "UNB":
        _must(segment, envelope.interchange is None and bool(segment.get(4)), "a second interchange, or no reference")
        envelope.interchange = segment.get(4)
        return
    _must(segment, envelope.interchange is not None and not envelope.closed, "stands outside the interchange")
    if segment.tag == "UNG":
        _must(segment, envelope.group is None, "a group inside a group")
        _must(segment, segment.get(0) == "PAXLST", "a group of other messages")
        _must(segment, envelope.groups > 0 or envelope.messages == 0, "a group after messages without one")
        envelope.group, envelope.grouped, envelope.groups = segment.get(4), 0, envelope.groups + 1
    elif segment.tag == "UNE":
        _must(segment, envelope.group is not None, "no group is open")
        _must(segment, (segment.get(0), segment.get(1)) == (str(envelope.grouped), envelope.group), "other count")
        envelope.group = None
    else:
        count = envelope.groups or envelope.messages
        _must(segment, envelope.group is None, "a group does not end")
        _must(segment, (segment.get(0), segment.get(1)) == (str(count), envelope.interchange), "other count")
        envelope.closed = True


def _must(segment: Segment, holds: bool, text: str) -> None:
    if not holds:
        raise _refused(segment, "edifact-envelope", text)


def _refused(segment: Segment, rule: str, text: str) -> FileRefused:
    return FileRefused(f"segment {segment.number} {segment.tag}", rule, text)
