"""Who accuses somebody in a case that is not theirs, and whom that case protects there. Pure.

By a number of strength 2: a name alone takes no role from one agency's record to another's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from services.access.decision import OF_NOBODY
from services.records.authority.ownership import OWNING, holding
from services.records.authority.part import CasePapers, Part
from services.records.authority.speaker import CaseAuthority, Speaker, is_seized
from services.records.authority.table import Fact, Reach, works
from services.records.protection.classes import Own
from services.records.protection.groups import Group, Member
from services.records.protection.parts import papers_of, part_of
from services.records.tokens import people_tokens
from services.values.records import SILENT, CaseFile
from services.vocabulary.protection import LIVE, PROTECTED_ROLES, Side, is_numbers_of_case, side_of
from services.vocabulary.records import RecordKind

_SOUGHT: Final = frozenset({RecordKind.PROCLAMATION, RecordKind.CUSTODY_EVENT})
"""Kinds that say what was done or is to be done with somebody, and accuse nobody by themselves."""
_MAY_ACCUSE: Final = frozenset({Part.OWNER, Part.COURT, Part.PROSECUTION})
"""Whose accusation is no stranger's: a joint agency, or a body referred to, reads the case and accuses nobody in it."""
_COURT_STEPS: Final = frozenset({RecordKind.CHARGE, RecordKind.COURT_EVENT, RecordKind.SENTENCE})


class Accusation(NamedTuple):
    """An accusation by who does not say whom the case accuses.

     ``stranger_to``: whose case it is, where the writer is neither its owner, court nor prosecution; else empty.
    ``contradicted``: the case's owner or court protects the person there.
    """

    stranger_to: str
    contradicted: bool


def accusations(members: Sequence[Member], case: Group, of: Callable[[], CaseAuthority]) -> dict[int, Accusation]:
    """The accusations of one case that are not its owner's or its court's, by index of the record."""
    accusing = [index for person in case.people for index in person if case.numbered and _accuses(members[index].own)]
    if not accusing:
        return {}
    authority = of()
    is_founded = any(_founds(members[index], authority.owner) for index in case.everybody)
    by = {index: authority if is_founded else _by_itself(members[index], authority) for index in accusing}
    theirs = [index for index in accusing if not _decides(members[index], by[index])]
    if not theirs:
        return {}
    protected, adopted = _protected(members, case, authority), _adopted(members, case, authority)
    papers = papers_of((members[index] for index in case.everybody), authority)
    others = {}
    for index in theirs:
        against = by[index] == authority and not protected.isdisjoint(_numbers(members[index]))
        is_own = members[index].record.name in adopted and not against
        to = "" if is_own else _stranger_to(members[index], papers._replace(authority=by[index]))
        if to or against:
            others[index] = Accusation(to, against)
    return others


def _founds(member: Member, owner: str) -> bool:
    """Whether a paper of the owner's stands in the case under a number of its own that owns it."""
    return member.record.agency == owner and member.live and bool(holding(member.record))


def _by_itself(member: Member, authority: CaseAuthority) -> CaseAuthority:
    """The authority in a case in which its owner wrote nothing: by the numbers of the record alone.

    What another agency writes beside a number of nobody gives the case to nobody.
    """
    record = member.record
    numbers = zip(record.case_references, record.voice.holders, strict=False)
    is_own = any(each.type in OWNING and holder == authority.owner for each, holder in numbers)
    return authority if is_own else authority._replace(owner="", former=())


def _protected(members: Sequence[Member], case: Group, authority: CaseAuthority) -> set[str]:
    """Numbers of whom the case's owner or court calls its victim, witness or complainant."""
    return {
        token
        for person in case.people
        for index in person
        if (member := members[index]).record.role in PROTECTED_ROLES and member.live
        if works(Fact.PROTECTED_ROLE, authority.speaker(member.record), Reach.CASE)
        for token in _numbers(member)
    }


def _adopted(members: Sequence[Member], case: Group, authority: CaseAuthority) -> set[str]:
    """Versions that the case's owner or court makes its own, in a case file of the case."""
    files = (members[index] for index in case.everybody)
    return {
        name
        for file in files
        if isinstance(file.record.body, CaseFile) and file.record.body.adopts and file.live
        if works(Fact.ACCUSATION, authority.speaker(file.record), Reach.CASE)
        for name in file.record.body.adopts
    }


def _stranger_to(member: Member, papers: CasePapers) -> str:
    """Whose case it is, where the writer of an accusation has no part in it; empty for a writer of before voices."""
    record = member.record
    if record.voice == SILENT:
        return ""
    return "" if part_of(member, papers) in _MAY_ACCUSE else papers.authority.owner or _court_of(papers) or OF_NOBODY


def _court_of(papers: CasePapers) -> str:
    """The one court whose own record shows the case to be its own; empty for none, or several."""
    live = (each.record for each in papers.papers if each.record.status in LIVE)
    courts = {record.agency for record in live if is_seized(record)}
    return "".join(courts) if len(courts) == 1 else ""


def _decides(member: Member, authority: CaseAuthority) -> bool:
    """Whether the writer says whom the case accuses; a prison's certificate stands as the table lets it."""
    speaker = authority.speaker(member.record)
    certifies = speaker is Speaker.PRISON and member.own.kind in _COURT_STEPS
    return certifies or works(Fact.ACCUSATION, speaker, Reach.CASE)


def _accuses(own: Own) -> bool:
    """Whether a record is for the case's owner and courts to write; numbers of a case are too, and accuse nobody."""
    sought = own.kind in _SOUGHT or (own.kind == RecordKind.LIST_ENTRY and own.has_authority)
    of_case = is_numbers_of_case(own.role, own.kind)
    return not sought and (of_case or side_of(own.role, own.kind, own.list_type) == Side.OFFENDER)


def _numbers(member: Member) -> set[str]:
    return {token for token, strength in people_tokens(member.people) if strength == 2}
