"""Each version of a page judged alone: read strictly, validated, and put to the rules that need no other record.

A version that cannot go in is kept aside with field and rule; the rest of the page goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.records.app.flagging import findings, flag_of
from services.records.app.intake import Page
from services.records.app.room import Room
from services.records.classes import own_of
from services.records.dates import span_or_none
from services.records.domain import Flag, ListEntry, PageLeaf, Proclamation, RecordVersion
from services.records.facts import birth_days, pack
from services.records.groups import Member
from services.records.rows import LIVE
from services.records.rule import RECORD, REFUSE, Dossier
from services.records.validate import violations


class Sound(NamedTuple):
    """A version that may go in as far as it alone can tell. ``leaf``: its index; ``body``: its bytes, sealed."""

    leaf: int
    salt: bytes
    path: bytes
    sha256: bytes
    body: bytes
    record: RecordVersion
    member: Member
    facts: str
    born: tuple[int, int] | None
    until_ms: int | None
    flags: tuple[Flag, ...]


class Unsound(NamedTuple):
    """A version that is refused, with the first rule it breaks."""

    leaf: int
    record_id: str
    violation: Violation
    sha256: bytes
    body: bytes


def judge_alone(room: Room, page: Page, leaves: Sequence[PageLeaf], now_ms: int) -> tuple[list[Sound], list[Unsound]]:
    """The page's versions, sound ones and refused ones, each in page order."""
    sound: list[Sound] = []
    unsound: list[Unsound] = []
    for index, leaf in enumerate(leaves):
        digest = sha256(leaf.version).digest()
        body = room.keys.field.seal(leaf.version, digest)
        record, broken, flags = _read(room.codec.version, leaf.version, page.header.agency, now_ms)
        if broken is not None or record is None:
            unsound.append(Unsound(index, record.record_id if record else "", broken or _UNREAD, digest, body))
            continue
        people, cases = room.blinder.people(record.subject), room.blinder.cases(record)
        member = Member(record, own_of(record), people, cases, False)
        path = b"".join(page.paths[index])
        birth = record.subject.birth if record.subject else None
        born, until = birth_days(birth) if birth else None, in_force_until(record)
        facts = pack(record)
        sound.append(Sound(index, leaf.salt, path, digest, body, record, member, facts, born, until, flags))
    return sound, unsound


_UNREAD: Final = Violation("", "malformed", "is not a record version")


def _read(
    decode: Callable[[bytes], RecordVersion], raw: bytes, agency: str, now_ms: int
) -> tuple[RecordVersion | None, Violation | None, tuple[Flag, ...]]:
    try:
        record = decode(raw)
    except InvalidArgument as bad:
        return None, bad.violations[0], ()
    if record.agency != agency:
        return record, Violation("agency", "other-owner", "is not the agency of the page"), ()
    broken = violations(record)
    if broken:
        return record, broken[0], ()
    found = list(_findings(record, now_ms)) if record.status in LIVE else []
    refused = next((each for each in found if isinstance(each, Violation)), None)
    return record, refused, tuple(each for each in found if isinstance(each, Flag))


def _findings(record: RecordVersion, now_ms: int) -> Iterator[Violation | Flag]:
    """What the rules over one version say of it; a withdrawn or expunged one says nothing they could judge."""
    dossier = Dossier((record,), now_ms)
    for rule, finding in findings(RECORD, dossier):
        if rule.effect == REFUSE:
            yield Violation(finding.field, rule.id, finding.text)
        else:
            yield flag_of(rule, finding)


def in_force_until(record: RecordVersion) -> int | None:
    """When a list entry or proclamation stops being in force: after its last day, or as cancelled; None for never."""
    body = record.body
    if not isinstance(body, ListEntry | Proclamation):
        return None
    expires = span_or_none(body.expires) if isinstance(body, ListEntry) else None
    cancelled = span_or_none(body.cancelled)
    ends = [expires.last_ms + 1] if expires else []
    ends += [cancelled.first_ms] if cancelled else []
    return min(ends, default=None)
