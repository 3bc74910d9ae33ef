"""What the projection is told of a record: everything it needs, and nothing of the records room. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from services.access.decision import RecordClass


@dataclass(frozen=True, slots=True)
class CrossingFacts:
    """``direction``: EXIT ENTRY; ``day``: ISO date of ``at_ms``; ``carrier`` empty for on foot."""

    direction: str = ""
    at_ms: int = 0
    day: str = ""
    post: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The newest version of a record. ``record``, ``version``: resource names; ``status``: as its owner says.

    ``label``, ``label_ur``, ``father``: names. ``documents``: ``TYPE:canonical`` as filed, ``phones`` E.164,
    ``accounts`` ``IBAN:..``, ``devices`` ``IMEI:..`` or ``IMSI:..``, ``vehicles`` registration marks.
    ``cases``: ``TYPE:key``, the main one first. ``custody``: type of a custody event. ``known_ms``: when the hub learnt
    it. ``klass``: policy class in force. ``held_until_ms``: until when a role that was turned is held back, 0 for none.
    ``at_ms``: when it took place, or began to hold, 0 where no day is stated; ``until_ms``: when it ends to hold, 0 for
    no end. ``sections``: ``STATUTE/PROVISION`` as charged. ``born``: first and last possible day of birth, days since
    1970, and whether a document shows it.
    """

    record: str
    version: str
    agency: str
    kind: str
    status: str
    klass: RecordClass
    role: str = ""
    about_person: bool = False
    label: str = ""
    label_ur: str = ""
    father: str = ""
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    district: str = ""
    address: str = ""
    cases: tuple[str, ...] = ()
    crossing: CrossingFacts | None = None
    custody: str = ""
    grade: str = ""
    handling: str = ""
    known_ms: int = 0
    held_until_ms: int = 0
    at_ms: int = 0
    until_ms: int = 0
    closed: bool = False
    retracts: bool = False
    sections: tuple[str, ...] = ()
    born: tuple[int, int, bool] | None = None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """``number``: of the change, ascending, each once."""

    number: int
    facts: RecordFacts
