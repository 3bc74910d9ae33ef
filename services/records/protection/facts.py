"""The few facts of a version that bear on others of its case and person, kept beside its head.

``pack`` writes them as JSON, ``unpack`` makes of them a bare :class:`RecordVersion` that the rules of
standing, age and cases read like a full one. Case numbers in it are ``TYPE:blind token``. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring_ascii
from typing import Any, Final

from services.records.authority.voice import read_voice, voice_text
from services.records.law.births import pack_birth, stated
from services.records.protection.classes import Own
from services.records.rows import HeadRow, PaperRow
from services.records.tokens import BLIND, people_tokens
from services.values.once import Once
from services.values.records import (
    Birth,
    Body,
    CaseFile,
    CaseReference,
    Charge,
    CourtEvent,
    CustodyEvent,
    Extract,
    Identifier,
    InvestigationEvent,
    JointTeam,
    ListEntry,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Referral,
    Review,
    Section,
    Sentence,
    Subject,
)
from services.vocabulary.records import RecordKind, RecordStatus

_compact: Final = json.JSONEncoder(separators=(",", ":")).encode
_text: Final = encode_basestring_ascii
Kept = Mapping[str, Any]
"""The facts of a version as they were packed, of the kind that its record has."""
Packer = Callable[[Any], str]
"""A body to members of a JSON object, without its braces."""


def pack(record: RecordVersion) -> str:
    """The facts of a version as JSON."""
    facts = [f'"from":{_text(record.valid_from)}'] if record.valid_from else []
    if by := voice_text(record.voice):
        facts.append(f'"by":{_text(by)}')
    if record.subject is not None:
        if record.subject.birth is not None:
            facts.append(pack_birth(record.subject.birth))
        if record.subject.age_claimed:
            facts.append('"claimed":1')
        if record.kind == RecordKind.CUSTODY_EVENT and record.subject.gender:
            facts.append(f'"sex":{_text(record.subject.gender)}')
    packer = _PACKERS.get(type(record.body))
    if packer is not None:
        facts.append(packer(record.body))
    return f"{{{','.join(facts)}}}" if facts else ""


def unpack(head: HeadRow, own: Own) -> RecordVersion:
    """A bare version with the facts of a head."""
    facts = json.loads(head.facts) if head.facts else {}
    born = facts.get("born")
    return RecordVersion(
        agency=head.agency,
        record_id=head.record_id,
        version=head.version,
        kind=head.kind,
        status=head.status,
        valid_from=facts.get("from", ""),
        subject=_subject(head, stated(born), facts),
        role=own.role,
        case_references=references(head.cases),
        body=_body(head.kind, facts),
        voice=read_voice(facts.get("by", "")),
    )


def unpack_paper(paper: PaperRow) -> RecordVersion:
    """A bare version of a paper that stands under a number now, under no name and version of its own.

    It says of its role and of its person's birth nothing: it tells whose a case is, and who has a part in it.
    """
    facts = json.loads(paper.facts) if paper.facts else {}
    return RecordVersion(
        agency=paper.agency,
        record_id=str(paper.record),
        version=1,
        kind=paper.kind,
        status=RecordStatus.ACTIVE,
        valid_from=facts.get("from", ""),
        case_references=references(paper.cases),
        body=_body(paper.kind, facts),
        voice=read_voice(facts.get("by", "")),
    )


def _subject(head: HeadRow, birth: Birth | None, facts: Kept) -> Subject | None:
    """The person of a head: of a paper of custody also by which numbers, since a certificate needs one."""
    if not head.people:
        return None
    certifies = head.kind == RecordKind.CUSTODY_EVENT
    strong = [token for token, strength in people_tokens(head.people) if strength == 2] if certifies else ()
    return Subject(
        identifiers=tuple(Identifier(BLIND, token) for token in strong),
        gender=facts.get("sex", ""),
        birth=birth,
        age_claimed="claimed" in facts,
    )


def bare(record: RecordVersion, cases: str) -> RecordVersion:
    """A full version with its case numbers as blind as those of :func:`unpack`."""
    return RecordVersion(
        agency=record.agency,
        record_id=record.record_id,
        version=record.version,
        kind=record.kind,
        status=record.status,
        valid_from=record.valid_from,
        subject=record.subject,
        role=record.role,
        case_references=references(cases),
        body=record.body,
        voice=record.voice,
    )


def references(cases: str) -> tuple[CaseReference, ...]:
    """Blind references out of a head's ``cases``."""
    return tuple(CaseReference(*each.split(":")) for each in cases.split())


_sections: Final = Once[tuple[Section, ...], str](
    lambda sections: _compact([[s.statute, s.provision, int(s.read_with)] for s in sections])
)


def _of_event(body: InvestigationEvent | CourtEvent) -> str:
    return f'"type":{_text(body.type)},"at":{_text(body.at)},"sections":{_sections(body.sections)}'


def _of_court_event(body: CourtEvent) -> str:
    found = body.found
    age = f',"found":[{_text(found.earliest)},{_text(found.latest)},{_text(found.basis)}]' if found else ""
    return _of_event(body) + _extracted(body) + age


def _extracted(body: CourtEvent | Charge | Sentence | ProtectionOrder) -> str:
    """That a certified extract came with it; what it says is in the version alone."""
    return "" if body.extract is None else ',"extract":1'


def _of_file(body: CaseFile) -> str:
    joint = f'"joint":{_compact(body.joint)},' if body.joint else ""
    if body.joint_teams:
        teams = [[each.agency, each.until, *each.officers] for each in body.joint_teams]
        joint += f'"teams":{_compact(teams)},'
    if body.adopts:
        joint += f'"adopts":{_compact(body.adopts)},'
    return joint + (
        f'"act":[{_text(body.act_from)},{_text(body.act_to)}],"reported":{_text(body.reported)},'
        f'"sections":{_sections(body.sections)},"officers":{_compact(body.officers)},'
        f'"rank":{_text(body.investigator_rank)},"border":{_compact(body.crosses_border)},'
        f'"closed":{_compact(body.closed)}'
    )


def _of_custody(body: CustodyEvent) -> str:
    warrant = f',"warrant":[{_text(body.court)},{_text(body.warrant_no)}]' if body.court and body.warrant_no else ""
    return (
        f'"type":{_text(body.type)},"at":{_text(body.at)},"days":{body.days},'
        f'"reason":{_text(body.release_reason)}{warrant}'
    )


def _of_order(body: ProtectionOrder) -> str:
    spared = _compact(body.spared)
    held = f'"type":{_text(body.type)},"at":{_text(body.at)},"spared":{spared},"lifted":{_text(body.lifted)}'
    ends = f',"until":{_text(body.until)}' if body.until else ""
    return held + (',"owner_too":1' if body.from_owner_too else "") + ends + _extracted(body)


_PACKERS: Final[dict[type, Packer]] = {
    CaseFile: _of_file,
    InvestigationEvent: lambda body: _of_event(body) + (f',"to":{_text(body.to)}' if body.to else ""),
    CourtEvent: _of_court_event,
    Charge: lambda body: f'"at":{_text(body.framed)},"sections":{_sections(body.sections)}{_extracted(body)}',
    Sentence: lambda body: (
        f'"at":{_text(body.at)},"sections":{_sections(body.sections)},"form":{_text(body.form)}{_extracted(body)}'
    ),
    CustodyEvent: _of_custody,
    ProtectionOrder: _of_order,
    ListEntry: lambda body: f'"cancelled":{_text(body.cancelled)},"issued":{_text(body.issued)}',
    Proclamation: lambda body: f'"at":{_text(body.at)},"cancelled":{_text(body.cancelled)}',
    Referral: lambda body: f'"to":{_text(body.to)},"ended":{_text(body.ended)}',
    Review: lambda body: (
        f'"records":{_compact(body.records)},"officers":{_compact(body.officers)},"ended":{_text(body.ended)}'
    ),
}


def _extract(facts: Kept) -> Extract | None:
    return Extract() if "extract" in facts else None


def _found(facts: Kept) -> Birth | None:
    return Birth(*facts["found"]) if "found" in facts else None


def _custody(facts: Kept, court: str, warrant_no: str) -> CustodyEvent:
    return CustodyEvent(
        facts["type"],
        facts["at"],
        days=facts["days"],
        release_reason=facts["reason"],
        court=court,
        warrant_no=warrant_no,
    )


def _body(kind: str, facts: Kept) -> Body | None:
    maker = _MAKERS.get(kind)
    return maker(facts) if maker else None


def _read_sections(facts: Kept) -> tuple[Section, ...]:
    return tuple(Section(statute, provision, bool(joined)) for statute, provision, joined in facts.get("sections", ()))


_MAKERS: Final[dict[str, Callable[[Kept], Body]]] = {
    "CASE_FILE": lambda f: CaseFile(
        act_from=f["act"][0],
        act_to=f["act"][1],
        reported=f["reported"],
        sections=_read_sections(f),
        officers=tuple(f["officers"]),
        investigator_rank=f["rank"],
        crosses_border=f["border"],
        closed=f["closed"],
        joint=tuple(f.get("joint", ())),
        joint_teams=tuple(JointTeam(agency, tuple(who), until) for agency, until, *who in f.get("teams", ())),
        adopts=tuple(f.get("adopts", ())),
    ),
    "INVESTIGATION_EVENT": lambda f: InvestigationEvent(f["type"], f["at"], _read_sections(f), to=f.get("to", "")),
    "COURT_EVENT": lambda f: CourtEvent(
        f["type"], f["at"], sections=_read_sections(f), extract=_extract(f), found=_found(f)
    ),
    "CHARGE": lambda f: Charge(_read_sections(f), f["at"], extract=_extract(f)),
    "SENTENCE": lambda f: Sentence(f["at"], sections=_read_sections(f), form=f.get("form", ""), extract=_extract(f)),
    "CUSTODY_EVENT": lambda f: _custody(f, *f.get("warrant", ("", ""))),
    "PROTECTION_ORDER": lambda f: ProtectionOrder(
        f["type"],
        f["at"],
        spared=tuple(f["spared"]),
        lifted=f["lifted"],
        from_owner_too="owner_too" in f,
        until=f.get("until", ""),
        extract=_extract(f),
    ),
    "LIST_ENTRY": lambda f: ListEntry(cancelled=f["cancelled"], issued=f.get("issued", "")),
    "PROCLAMATION": lambda f: Proclamation(at=f.get("at", ""), cancelled=f.get("cancelled", "")),
    "REFERRAL": lambda f: Referral(to=f["to"], ended=f["ended"]),
    "REVIEW": lambda f: Review(records=tuple(f["records"]), ended=f["ended"], officers=tuple(f["officers"])),
}
