"""Who has a part in a case, and which: the one place that says whom a case may be shown to and who may be told of it.

A part lets an agency read and be told; what its word moves says ``table.py``. A part in one case is none in another,
so each case is asked about apart. Read off the voices of the case's papers and the registry's row of the agency. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from services.records.authority.speaker import CaseAuthority
from services.records.authority.table import Fact, Reach, works
from services.values.dates import span_or_none
from services.values.records import CaseFile, CustodyEvent, RecordVersion, Referral
from services.vocabulary.access import AgencyKind
from services.vocabulary.protection import LIVE

_CUSTODIANS: Final = frozenset({AgencyKind.PRISON, AgencyKind.PROBATION, AgencyKind.CHILD_PROTECTION})
_FREED: Final = frozenset({"RELEASE", "ESCAPE", "DEATH"})
_ADMITTED: Final = "ADMISSION"
_ORDERS: Final = frozenset({"ORDER", "REFERRAL"})
"""Types of number that name why somebody is in custody, beside a court's warrant."""


class Part(StrEnum):
    """What an agency is to a case."""

    NONE = ""
    OWNER = "OWNER"
    COURT = "COURT"
    """The court of the case, or one above it."""
    PROSECUTION = "PROSECUTION"
    """Pleads before a court of the case."""
    JOINT = "JOINT"
    """The owner's case file lists it."""
    REFERRED = "REFERRED"
    """The owner or the court referred this person to it."""
    CUSTODIAN = "CUSTODIAN"
    """It has this person now. Its part covers the person's age and safety, nothing else."""

    @property
    def is_whole(self) -> bool:
        """Whether the part covers more than one person's age and safety."""
        return self not in (Part.NONE, Part.CUSTODIAN)


class Registered(NamedTuple):
    """What the registry says of an agency. ``courts``: codes for which it speaks, or before which it pleads."""

    kind: str
    courts: frozenset[str] = frozenset()


def registered(record: RecordVersion) -> Registered:
    """What the registry said of a record's writer when it was written."""
    voice = record.voice
    return Registered(voice.kind, frozenset({voice.court, *voice.pleads} - {""}))


class Entered(NamedTuple):
    """A paper of the case.

    ``person``: tokens that tell its person from others. ``since``: the day on which oversight had its entry, ISO 8601,
    empty where every day counts.
    """

    record: RecordVersion
    person: frozenset[str] = frozenset()
    since: str = ""


class CasePapers(NamedTuple):
    """``authority``: as ``speaker.case_authority`` reads it off all papers of the case."""

    authority: CaseAuthority
    papers: Sequence[Entered]


def has_part(agency: str, case: CasePapers, person: frozenset[str], registered: Registered, day: str) -> Part:
    """The part of an agency in a case as regards a person, by tokens, on a day, ISO 8601; the widest of several.

    An empty ``day`` counts every day: whoever was joined or referred to once.
    """
    of = case.authority
    if of.owner and agency == of.owner:
        return Part.OWNER
    if registered.kind == AgencyKind.COURT and not of.courts.isdisjoint(registered.courts):
        return Part.COURT
    if registered.kind == AgencyKind.PROSECUTION and not of.courts.isdisjoint(registered.courts):
        return Part.PROSECUTION
    live = [each for each in case.papers if each.record.status in LIVE and _is_known(each, day)]
    if any(_joins(each.record, agency, of, day) for each in live):
        return Part.JOINT
    if any(_refers(each, agency, of, person) for each in live):
        return Part.REFERRED
    return Part.CUSTODIAN if registered.kind in _CUSTODIANS and _is_held(live, agency, person) else Part.NONE


def in_custody(records: Iterable[RecordVersion]) -> bool:
    """Whether the last fact of custody leaves the person in it."""
    facts = [(body.at, body.type) for record in records if isinstance(body := record.body, CustodyEvent)]
    return bool(facts) and max(facts)[1] not in _FREED


def _is_known(each: Entered, day: str) -> bool:
    return not day or each.since <= day


def _joins(record: RecordVersion, agency: str, of: CaseAuthority, day: str) -> bool:
    """Whether the owner's file of the case lists the agency, or a team of it that reads on that day."""
    body = record.body
    if not isinstance(body, CaseFile) or not of.owner or record.agency != of.owner:
        return False
    return agency in body.joint or any(team.agency == agency and day <= team.until for team in body.joint_teams)


def _refers(each: Entered, agency: str, of: CaseAuthority, person: frozenset[str]) -> bool:
    body = each.record.body
    if not isinstance(body, Referral) or body.to != agency or body.ended or each.person.isdisjoint(person):
        return False
    return works(Fact.REFERRAL, of.speaker(each.record), Reach.CASE)


def _is_held(live: Iterable[Entered], agency: str, person: frozenset[str]) -> bool:
    """Whether the agency has the person: by an admission under its own number, on an order, with no release since."""
    own = [
        each.record
        for each in live
        if each.record.agency == agency
        and isinstance(each.record.body, CustodyEvent)
        and agency in each.record.voice.holders
        and not each.person.isdisjoint(person)
    ]
    return any(_admits(record) for record in own) and in_custody(own)


def _admits(record: RecordVersion) -> bool:
    body = record.body
    if not isinstance(body, CustodyEvent) or body.type != _ADMITTED or span_or_none(body.at) is None:
        return False
    return bool(body.court and body.warrant_no) or any(each.type in _ORDERS for each in record.case_references)
