"""GetRecord and ListVersions: one record by its name. Absent and hidden are one and the same NOT_FOUND."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from services.access.decision import Decision, Level, RecordClass, Relation
from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.gates import is_own_or_kin
from services.access.own_words import seen_by
from services.access.page_tokens import Binding, open_place, page_size, seal_place
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.history import as_of
from services.records.app.looking import note_followed
from services.records.app.opening import Opened, open_versions, signed
from services.records.app.released import discloses
from services.records.app.remains import remains_of
from services.records.app.shown import note_own, own_ones, texts_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask, View, judge, person_relation, released_decision, version_level
from services.records.rows import NOW, HeadRow, ProfileLine, RecordProfile
from services.records.tokens import people_tokens
from services.values.records import (
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsRequest,
    ListVersionsResponse,
    RecordVersion,
    Release,
    Remains,
    SignedVersion,
    VisibleVersion,
)
from services.vocabulary.access import Permission

_NAME: Final = re.compile(r"agencies/([a-z0-9]+(?:[.-][a-z0-9]+){0,7})/records/([a-z0-9][a-z0-9._-]{0,63})", re.ASCII)


class Found(NamedTuple):
    """A record that is disclosed now. ``klass``: in force; ``person``: what is true of its person in this call.

    ``company``: owners of what else is shown of the person; ``remains``: all that is shown of it instead.
    ``released_ms``: until when the owner released it to the officer for the cited case (row 37); 0: it did not.
    """

    profile: RecordProfile
    pseudonym: bool
    klass: RecordClass
    person: Relation
    company: frozenset[str]
    remains: Remains | None = None
    released_ms: int = 0

    def shows(self, ask: Ask, version: RecordVersion) -> bool:
        """Whether a version's own word allows it too."""
        level = version_level(ask, self.klass, self.profile.code, self.person, version, self.company)
        return level >= (Level.HIT if self.released_ms else Level.DISCLOSED)


async def get_record(context: Context, inquiry: Inquiry, request: GetRecordRequest) -> GetRecordResponse:
    """The version in force, or as known at a time, with its proof.

    Raises NotFound, the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    agency, record_id = asked_by_name(context, inquiry, request.name)
    as_of_ms = as_of(inquiry, request.as_of_recorded_ms)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, break_glass=request.break_glass)
        found = await find_record(context, view, ask, agency, record_id)
        if found.remains is not None:
            return GetRecordResponse(remains=found.remains)
        seqs = {found.profile.record: found.profile.seq}
        if as_of_ms != NOW:
            seqs = await view.versions_as_of([found.profile.record], as_of_ms)
        if not seqs:
            raise NotFound
        (seq,) = seqs.values()
        opened = await open_versions(context, view, sorted({seq, found.profile.seq}))
    version = opened.versions[seq]
    if not found.shows(ask, version.record):
        raise NotFound
    await _finish(context, ask, request.break_glass, agency, [version], opened.versions[found.profile.seq])
    if found.pseudonym:
        return GetRecordResponse(SignedVersion(recorded_ms=version.recorded_ms), None)
    release = Release(version.record.name, agency, found.released_ms) if found.released_ms else None
    return GetRecordResponse(signed(version), opened.pages[version.proof.page_sha256], release=release)


async def list_versions(
    context: Context, inquiry: Inquiry, request: ListVersionsRequest, registry: Registry
) -> ListVersionsResponse:
    """Every version of a record, oldest first, all judged by what is true of it now.

    Raises NotFound, the gates' refusals, InvalidArgument, PageTokenInvalid, StorageUnavailable.
    """
    agency, record_id = asked_by_name(context, inquiry, request.name)
    size = page_size(request.page_size)
    binding = Binding("ListVersions", inquiry.caller, f"{request.name}|{request.break_glass}", registry.version)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, break_glass=request.break_glass)
        place = open_place(context.keys.page_token, binding, request.page_token)
        found = await find_record(context, view, ask, agency, record_id)
        if found.pseudonym or found.remains is not None:
            raise NotFound
        opened = await open_versions(context, view, [found.profile.seq])
        shown = await _shown(context, view, ask, found, int(place[0]) if place else 0, size + 1)
    if not shown.versions and not place:
        raise NotFound
    versions = sorted(shown.versions.values(), key=lambda each: each.record.version)
    more = (
        seal_place(context.keys.page_token, binding, versions[size - 1].record.version) if len(versions) > size else ""
    )
    versions = versions[:size]
    await _finish(context, ask, request.break_glass, agency, versions, opened.versions[found.profile.seq])
    pages = {each.proof.page_sha256: shown.pages[each.proof.page_sha256] for each in versions}
    return ListVersionsResponse(tuple(signed(each) for each in versions), tuple(pages.values()), more)


async def _shown(context: Context, view: Snapshot, ask: Ask, found: Found, after: int, most: int) -> Opened:
    """Up to ``most`` versions above a number that may be shown: what is hidden counts for nothing."""
    shown = Opened({}, {})
    while len(shown.versions) < most:
        rows = await view.versions_of_record(found.profile.record, after, most)
        opened = await open_versions(context, view, [seq for seq, _ in rows])
        shown.pages.update(opened.pages)
        for seq, number in rows:
            if len(shown.versions) < most and found.shows(ask, opened.versions[seq].record):
                shown.versions[seq] = opened.versions[seq]
            after = number
        if len(rows) < most:
            break
    return shown


def record_name(name: str, field: str = "name") -> tuple[str, str]:
    """(agency, record id) of ``agencies/{agency}/records/{id}``. Raises InvalidArgument for the ``field``."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise InvalidArgument(Violation(field, "record-name", "is not agencies/{agency}/records/{id}"))
    return found[1], found[2]


async def head_by_name(view: Snapshot, name: str, now_ms: int) -> HeadRow | None:
    """The head of a record, whoever may see it; None for a name of nothing."""
    try:
        agency, record_id = record_name(name)
    except InvalidArgument:
        return None
    profile = await view.record_profile(agency, record_id, (), now_ms)
    return await view.head(profile.record) if profile else None


def asked_by_name(context: Context, inquiry: Inquiry, name: str, field: str = "name") -> tuple[str, str]:
    """As ``record_name``, noted in the trail: records asked for count against the limits as numbers do."""
    found = record_name(name, field)
    inquiry.trail.selectors.append(context.keys.selectors.token(f"RECORD:{name}"))
    return found


class Decided(NamedTuple):
    """One record as a call sees it. ``klass``: in force; ``person``: what is true of its person in this call.

    ``beside``: it and all else of its person; ``decision``: its own.
    """

    profile: RecordProfile
    klass: RecordClass
    person: Relation
    beside: View
    decision: Decision


async def decide_record(context: Context, view: Snapshot, ask: Ask, agency: str, record_id: str) -> Decided | None:
    """What is decided of a record, whatever that is; None where there is none of that name."""
    profile = await view.record_profile(agency, record_id, ask.cited, ask.inquiry.now_ms)
    if profile is None:
        return None
    await note_followed(view, ask.inquiry, [token for token, _ in people_tokens(profile.people)])
    line = ProfileLine(profile.code, profile.klass, 1, None)
    lines = [line, *await _person(view, ask, profile)]
    classes = await context.classes.of(view, {each.klass for each in lines})
    person = person_relation(ask, lines, classes)
    beside = judge(ask, lines, classes, person)
    klass = seen_by(classes[profile.klass], ask.inquiry.caller.agency)
    return Decided(profile, klass, person, beside, beside.decisions[profile.code])


async def find_record(context: Context, view: Snapshot, ask: Ask, agency: str, record_id: str) -> Found:
    """The record, where it is disclosed to this call; NotFound for everything else."""
    decided = await decide_record(context, view, ask, agency, record_id)
    if decided is None:
        raise NotFound
    profile, klass, person, beside, decision = decided
    found = Found(profile, decision.pseudonym, klass, person, beside.company)
    if released := await _released(context, ask, decided, f"agencies/{agency}/records/{record_id}"):
        await refuse_tied(context, view, ask, profile, beside.visible)
        return found._replace(released_ms=released)
    View(beside.lines[:1]).note(ask.inquiry.trail)
    if decision.level == Level.DISCLOSED:
        await refuse_tied(context, view, ask, profile, beside.visible)
        return found
    if (remains := await remains_of(context, view, ask, profile, found.klass)) is None:
        raise NotFound
    return found._replace(remains=remains)


async def _released(context: Context, ask: Ask, decided: Decided, name: str) -> int:
    """Until when what is a bare hit is shown by the owner's release to the caller; 0: it is not. The trail is told."""
    inquiry, code = ask.inquiry, decided.profile.code
    if decided.decision.level != Level.HIT:
        return 0
    ends = await context.releases.until(inquiry.caller, [name], inquiry.now_ms)
    decision = released_decision(ask, decided.beside.classes[code], code, decided.person)
    if not (ends and discloses(decision)):
        return 0
    inquiry.trail.policies.update(decision.policies)
    return ends[name]


async def refuse_tied(context: Context, view: Snapshot, ask: Ask, profile: RecordProfile, codes: Sequence[int]) -> None:
    """The insider check by what stands beside: a record is the officer's own or their kin's by another number too.

    Raises NotFound for such a one.
    """
    inquiry, seqs = ask.inquiry, {profile.seq: None}
    strong = [token for token, strength in people_tokens(profile.people) if strength == 2]
    for token in strong if inquiry.caller.own_and_kin else ():
        rows = await view.person_rows(token, NOW, ask.cited, inquiry.now_ms, codes)
        seqs.update((row.seq, None) for row in rows)
    if len(seqs) > 1:
        opened = await open_versions(context, view, sorted(seqs))
        if 0 in own_ones(inquiry.caller, [(opened.versions[seq].record,) for seq in seqs]):
            note_own(inquiry)
            raise NotFound


async def _person(view: Snapshot, ask: Ask, profile: RecordProfile) -> list[ProfileLine]:
    """What else is held of the record's person: whether they are the accused of the cited case."""
    strong = [token for token, strength in people_tokens(profile.people) if strength == 2]
    lines: list[ProfileLine] = []
    for token in strong:
        lines += await view.person_profile(token, NOW, ask.cited, ask.inquiry.now_ms)
    return lines


async def _finish(
    context: Context, ask: Ask, break_glass: str, agency: str, versions: Sequence[VisibleVersion], head: VisibleVersion
) -> None:
    """The insider check on the record as it is and as it would be shown, then the trail.

    Raises NotFound for the officer's own or their kin's: that such a record is there is not told.
    """
    inquiry = ask.inquiry
    if is_own_or_kin(inquiry.caller, texts_of(each.record for each in (head, *versions))):
        note_own(inquiry)
        raise NotFound
    inquiry.trail.records.extend(version.record.name for version in versions)
    if ask.break_glass:
        await context.glass.touched(break_glass, [agency], inquiry.now_ms)
