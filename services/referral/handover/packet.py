"""What goes from a child-protection body to another with a person: a packet, and no system. Pure.

Whoever gives stays responsible for every clock until the other has accepted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from services.errors import RabtaError
from services.vocabulary.word import Word


class BadPacket(RabtaError, ValueError):
    """It may not go, or is none. ``field``: where; ``rule``: what is wrong, never the value."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field or 'packet'}: {rule}")
        self.field, self.rule = field, rule


class Reason(Word):
    """Why the person goes to another body."""

    MOVED = "MOVED"
    SPECIALIST = "SPECIALIST"
    AGE_OUT = "AGE_OUT"
    COURT = "COURT"
    CAPACITY = "CAPACITY"


@dataclass(frozen=True, slots=True)
class Task:
    """What is open, and by when (ISO 8601) it is due."""

    what: str
    due: str


@dataclass(frozen=True, slots=True)
class Given:
    """A consent. ``by``, ``view``: as of a referral's; ``notes``: classes of information that it covers."""

    by: str
    notes: tuple[str, ...]
    day: str
    language: str
    view: str


@dataclass(frozen=True, slots=True)
class Order:
    """What a court ordered, by its number and day (ISO 8601)."""

    court: str
    reference: str
    day: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A court date; whoever takes the person acknowledges by its ``name`` each that is still to come."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is handed over otherwise. ``sha256``: 64 hexadecimal digits."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know, of one class of information (``kind``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A class of information that did not go, and why."""

    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Packet:
    """``case``: the giving body's own number; ``subject``: its pseudonym; ``child``: an Answer.

    ``back_home``: to the home that the child ran from, which needs the day (ISO 8601) of an ``interview`` without
    carers and that on which a court was ``satisfied`` (ICT Child Protection Act s. 19(2), V).
    """

    to: str
    case: str
    subject: str
    reason: str
    child: str
    care_plan: str
    tasks: tuple[Task, ...] = ()
    consents: tuple[Given, ...] = ()
    orders: tuple[Order, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    contacts: tuple[str, ...] = ()
    documents: tuple[Paper, ...] = ()
    notes: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    back_home: bool = False
    interview: str = ""
    satisfied: str = ""


def written(packet: Packet) -> Mapping[str, object]:
    """As JSON has it: every field, also those that say nothing."""
    said: Mapping[str, object] = json.loads(json.dumps(asdict(packet)))
    return said
