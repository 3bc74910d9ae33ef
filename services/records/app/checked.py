"""Each version of a page judged alone: read strictly, validated, and put to the rules that need no other record.

A version that cannot go in is kept aside with field and rule; the rest of the page goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.records.app.context import Context
from services.records.app.intake import Page
from services.records.authority.voice import Voices
from services.records.law.ages import word_of
from services.records.law.rule import RECORD, REFUSE, Dossier
from services.records.law.ruling import findings, flag_of
from services.records.protection.classes import own_of
from services.records.protection.facts import pack
from services.records.protection.groups import Member
from services.records.rows import BirthWord
from services.records.tokens import Blinder
from services.values.dates import span_or_none
from services.values.records import Flag, ListEntry, PageLeaf, Proclamation, RecordVersion
from services.values.validation.validate import violations
from services.vocabulary.protection import LIVE

PART: Final = 100
"""Versions that are judged in one go: 2 ms or so."""


class Checked(NamedTuple):
    """A version that may go in as far as it alone can tell. ``leaf``: its index; ``body``: its bytes."""

    name: str
    leaf: int
    salt: bytes
    path: bytes
    sha256: bytes
    body: bytes
    record: RecordVersion
    member: Member
    facts: str
    born: BirthWord | None
    until_ms: int | None
    flags: tuple[Flag, ...]


class PlacedLeaf(NamedTuple):
    """A version's bytes where its owner put them.

    ``agency``: of the page; ``leaf``: index; ``path``: 32 bytes a node.
    """

    agency: str
    leaf: int
    salt: bytes
    path: bytes
    version: bytes


class Unsound(NamedTuple):
    """A version that is refused, with the first rule it breaks."""

    leaf: int
    record_id: str
    violation: Violation
    sha256: bytes
    body: bytes


async def judge_alone(
    context: Context, page: Page, leaves: Sequence[PageLeaf], voices: Voices, now_ms: int
) -> tuple[list[Checked], list[Unsound]]:
    """The page's versions, sound ones and refused ones, each in page order.

    A part of the page at a time; between parts others have their turn, above all a page that is to be written.
    """
    checked: list[Checked] = []
    unsound: list[Unsound] = []
    for start in range(0, len(leaves), PART):
        await context.write_priority.free()
        part = [
            PlacedLeaf(page.header.agency, index, leaf.salt, b"".join(page.paths[index]), leaf.version)
            for index, leaf in enumerate(leaves[start : start + PART], start)
        ]
        for each in judge_placed(context.blinder, context.codec.version, part, voices, now_ms):
            if isinstance(each, Checked):
                checked.append(each)
            else:
                unsound.append(each)
    return checked, unsound


def judge_placed(
    blinder: Blinder,
    decode: Callable[[bytes], RecordVersion],
    leaves: Sequence[PlacedLeaf],
    voices: Voices,
    now_ms: int,
) -> list[Checked | Unsound]:
    """What becomes of each version, in the order of ``leaves``.

    Step by step over all: one kind of work on many versions takes half the time of many kinds on one.
    """
    digests = [sha256(leaf.version).digest() for leaf in leaves]
    records, broken = _read(decode, leaves)
    broken |= _unfit(records, broken.keys(), leaves)
    flags = _ruled(records, broken, now_ms)
    fit = [
        (index, record.spoken(voices.of(record)))
        for index, record in enumerate(records)
        if record is not None and index not in broken
    ]
    facts = [pack(record) for _, record in fit]
    members = [_member(blinder, record) for _, record in fit]
    judged: list[Checked | Unsound | None] = [None] * len(leaves)
    for (index, _), member, packed in zip(fit, members, facts, strict=True):
        leaf, record = leaves[index], member.record
        judged[index] = Checked(
            record.name,
            leaf.leaf,
            leaf.salt,
            leaf.path,
            digests[index],
            leaf.version,
            record,
            member,
            packed,
            word_of(record),
            in_force_until(record),
            flags.get(index, ()),
        )
    for index, violation in broken.items():
        leaf = leaves[index]
        judged[index] = Unsound(leaf.leaf, _id_of(records[index]), violation, digests[index], leaf.version)
    return [each for each in judged if each is not None]


def _read(
    decode: Callable[[bytes], RecordVersion], leaves: Sequence[PlacedLeaf]
) -> tuple[list[RecordVersion | None], dict[int, Violation]]:
    """What each leaf holds, and by index why one cannot be read."""
    records: list[RecordVersion | None] = []
    broken: dict[int, Violation] = {}
    for index, leaf in enumerate(leaves):
        try:
            records.append(decode(leaf.version))
        except InvalidArgument as bad:
            records.append(None)
            broken[index] = bad.violations[0]
    return records, broken


def _unfit(
    records: Sequence[RecordVersion | None], unread: Collection[int], leaves: Sequence[PlacedLeaf]
) -> dict[int, Violation]:
    """By index, the first field rule that a version breaks."""
    found: dict[int, Violation] = {}
    for index, record in enumerate(records):
        if record is None or index in unread:
            continue
        if record.agency != leaves[index].agency:
            found[index] = Violation("agency", "other-owner", "is not the agency of the page")
        elif breaks := violations(record):
            found[index] = breaks[0]
    return found


def _ruled(
    records: Sequence[RecordVersion | None], broken: dict[int, Violation], now_ms: int
) -> dict[int, tuple[Flag, ...]]:
    """By index, what the rules over one version flag; what they refuse is added to ``broken``.

    A withdrawn or expunged version says nothing they could judge. The rules look at each version by itself, so all
    are shown to them together first: mostly there is nothing to find.
    """
    live = {i: r for i, r in enumerate(records) if r is not None and i not in broken and r.status in LIVE}
    named = {finding.version for _, finding in findings(RECORD, Dossier(list(live.values()), now_ms))}
    flags: dict[int, tuple[Flag, ...]] = {}
    for index, record in live.items() if named else ():
        if record.name not in named:
            continue
        found = list(findings(RECORD, Dossier((record,), now_ms)))
        refused = [Violation(finding.field, rule.id, finding.text) for rule, finding in found if rule.effect == REFUSE]
        if refused:
            broken[index] = refused[0]
        flags[index] = tuple(flag_of(rule, finding) for rule, finding in found if rule.effect != REFUSE)
    return flags


def _member(blinder: Blinder, record: RecordVersion) -> Member:
    return Member(record, own_of(record), blinder.people(record.subject), blinder.cases(record), False)


def _id_of(record: RecordVersion | None) -> str:
    return record.record_id if record else ""


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
