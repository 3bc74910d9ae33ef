"""Rows as the store keeps them: tokens, numbers, digests and sealed bytes; nothing that names a person.

Pure. Times are epoch milliseconds, ``FOREVER`` while something lasts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.records.codes import Code

FOREVER: Final = 9_223_372_036_854_775_807
NOW: Final = FOREVER - 1
"""As-of time that means: what is known now."""
Cited = str | int
"""What a call cites: the token of a case's number, or one record by its number in the store."""


class LogRow(NamedTuple):
    """One version. ``path``: inclusion path, 32 bytes a node; ``body``: version bytes, sealed.

    ``voice``: whose word it is (``authority/voice.py``).
    """

    seq: int
    record: int
    version: int
    sha256: bytes
    recorded_ms: int
    page: int
    leaf: int
    salt: bytes
    path: bytes
    body: bytes
    voice: str = ""


class HeadRow(NamedTuple):
    """A record's newest version as policy and lookup need it.

    ``people``, ``cases``: blind tokens (``tokens.py``). ``own``: class of what the version says of
    itself, ``klass``: class in force when it was last judged, ``act_day``: first day of the act where the person was
    of age. ``until_ms``: when a list entry stops being in force, or with a minus until when others see the role that
    protected the person (``app/turned.py``). ``facts``: JSON (``facts.py``).
    """

    record: int
    agency: str
    record_id: str
    version: int
    seq: int
    kind: str
    status: str
    own: int
    klass: int
    until_ms: int | None
    act_day: int | None
    people: str
    cases: str
    facts: str


class NamedHead(NamedTuple):
    """A head with the digest of its version."""

    head: HeadRow
    sha256: bytes


class PaperRow(NamedTuple):
    """A record of a case as whose word it is can be judged by: ``cases`` and ``facts`` as in a head."""

    record: int
    agency: str
    kind: str
    klass: int
    people: str
    cases: str
    facts: str


class Stamp(NamedTuple):
    """Differs whenever an answer about a person could differ. ``decided``: how often oversight decided, of anybody."""

    changed: int
    rows: int
    decided: int = 0


class ProfileLine(NamedTuple):
    """How many records there are of one class and standing to the call.

    ``code``: as in ``codes.py``. ``lapses_ms``: when time alone changes the first of the group.
    """

    code: Code
    klass: int
    number: int
    lapses_ms: int | None


class RecordProfile(NamedTuple):
    """One record asked for by its name."""

    code: Code
    record: int
    klass: int
    seq: int
    people: str


class ViewRow(NamedTuple):
    """One record that a view allows."""

    code: Code
    record: int
    agency: str
    record_id: str
    seq: int
    kind: str
    cases: str


class BodyRow(NamedTuple):
    """One version with what proves it. ``confirmed``: 1 where the copy of a court's record that came with it is."""

    seq: int
    version: int
    sha256: bytes
    recorded_ms: int
    page: int
    leaf: int
    salt: bytes
    path: bytes
    body: bytes
    voice: str = ""
    confirmed: int = 0


class HeaderRow(NamedTuple):
    """A signed page header."""

    page: int
    sha256: bytes
    header: bytes
    signature: bytes


class PageRow(NamedTuple):
    """A page as it came, with the answer it got."""

    page: int
    agency: str
    feed: str
    page_number: int
    sha256: bytes
    header: bytes
    signature: bytes
    answer: bytes


class PageAnswer(NamedTuple):
    """What a page that is held was answered."""

    page: int
    sha256: bytes
    answer: bytes


class RequestRow(NamedTuple):
    """A request id that was used."""

    body_sha256: bytes
    page: int
    page_sha256: bytes
    answer: bytes


class FeedHead(NamedTuple):
    """Where a feed stands."""

    page_number: int
    sha256: bytes


class LogHead(NamedTuple):
    """Last numbers given to a version and a page, and when, in epoch milliseconds."""

    seq: int
    page: int
    recorded_ms: int


class QuarantineRow(NamedTuple):
    """A refused version with its reason; ``body`` sealed."""

    page: int
    leaf: int
    record_id: str
    field: str
    rule: str
    sha256: bytes
    recorded_ms: int
    body: bytes


class RefusedRow(NamedTuple):
    """A quarantined version as its owner is told of it."""

    page: int
    leaf: int
    record_id: str
    field: str
    rule: str
    recorded_ms: int


class FlagRow(NamedTuple):
    """A doubt about a true record."""

    record: int
    rule: str
    version: int
    seq: int


class FlagLine(NamedTuple):
    """A flag as the record's owner reads it."""

    record_id: str
    rule: str
    version: int


class FeedLine(NamedTuple):
    """One step of the log."""

    seq: int
    record: int
    version: int
    sha256: bytes
    recorded_ms: int


class PersonToken(NamedTuple):
    """A token that a record carries from now on, with what it says of the person: ``born_from``, ``born_to`` are days
    since 1970-01-01, by the word of ``birth_by``; ``ordered`` is 1 for an order."""

    token: str
    record: int
    since_ms: int
    strength: int
    changed: int
    born_from: int | None
    born_to: int | None
    ordered: int
    birth_by: str = ""


class BirthWord(NamedTuple):
    """When somebody was born by one agency's word: whose it is, first and last day since 1970-01-01."""

    by: str
    first: int
    last: int


class PersonFacts(NamedTuple):
    """What all records of one token say of the person: births by whose word they are, in the order of ``by``."""

    token: str
    words: tuple[BirthWord, ...] = ()
    ordered: int = 0


class ActFacts(NamedTuple):
    """First day of any record's act at which the person was of age; ``undated``: 1 where one has no such day."""

    token: str
    act_day: int | None
    undated: int


class CaseToken(NamedTuple):
    """A case number's token that a record carries from now on; ``file``: 1 for the case file itself."""

    token: str
    record: int
    since_ms: int
    file: int
