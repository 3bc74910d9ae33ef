"""What a case's new papers claim of others' records there, and what they make hold, so that owners are told. Pure.

A word that does not decide raises a claim with the owner of each record that it would change; one that decides gives a
notice to owners whose records were there before. A page's writer learns of neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from services.records.authority.clocks import TO_OVERSIGHT
from services.records.authority.part import CasePapers, Entered, Part, has_part, registered
from services.records.authority.speaker import CaseAuthority, Speaker, speaker_at_large
from services.records.authority.table import Fact, Reach, works
from services.records.law import juvenile
from services.records.law.births import is_document
from services.records.law.steps import ENDS_FAVOURABLY
from services.records.protection.interim import hides
from services.values.records import (
    CaseFile,
    CourtEvent,
    InvestigationEvent,
    MisusedIdentity,
    Party,
    ProtectionOrder,
    RecordVersion,
)
from services.vocabulary.access import AgencyKind
from services.vocabulary.protection import ACCUSED_ROLES, OFFENDER_ROLES, PROTECTED_ROLES
from services.vocabulary.records import Age, RecordStatus
from services.vocabulary.steps import EventType

_HOLDS_AN_AGE: Final = frozenset(
    {Speaker.OWNER, Speaker.COURT, Speaker.PROSECUTION, Speaker.PRISON, Speaker.CUSTODIAN, Speaker.REGISTRY}
)
"""Whose document or custody another document may dispute."""
_OUTSIDE: Final = -1
_OPEN_END: Final = frozenset(
    {EventType.RELEASE_169, EventType.NOT_SENT_UP, EventType.UNTRACED_REPORT, EventType.STOPPED_249}
)
_TO_CASE: Final = frozenset({"POLICE_STEP", "ACCUSED"})
"""Facts about the case as a whole: its owner answers."""
_HIDDEN: Final = frozenset({"AGE", "PROTECTED_ROLE", "DIVERSION"})
"""Facts that show somebody to be a child or protected."""
_TOLD: Final = frozenset({"AGE", "SEALED", "FAVOURABLE_END", "DIVERSION", "PROTECTED_ROLE", "MISUSED_IDENTITY"})
"""Facts of which owners get a notice where they hold."""
_AS: Final = {
    "AGE": Fact.AGE_STATEMENT,
    "MISUSED_IDENTITY": Fact.MISUSED_IDENTITY,
    "PROTECTED_ROLE": Fact.PROTECTED_ROLE,
    "ACCUSED": Fact.ACCUSATION,
    "POLICE_STEP": Fact.POLICE_STEP,
    "OPEN_END": Fact.OPEN_END,
    "FAVOURABLE_END": Fact.FAVOURABLE_END,
    "DIVERSION": Fact.DIVERSION,
    "SEALED": Fact.SEALING,
}
"""Facts of claims as ``table.py`` names them."""
_DEAD: Final = frozenset({RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED})


class Raised(NamedTuple):
    """``fact`` of ``source`` concerns ``target``; None where it concerns no other. ``holds``: it decides.

    ``owner``: whether it is put before the target's agency, and not before oversight alone; ``urgent``: in 24 hours.
    """

    fact: str
    source: int
    target: int | None
    holds: bool
    owner: bool = True
    urgent: bool = False


class Papers(NamedTuple):
    """One person's records in one case, with the case's own. ``new``: places of those that are just written.

    ``people``: tokens of the person of each record, as ``part.py`` takes them.
    """

    records: Sequence[RecordVersion]
    new: frozenset[int]
    authority: CaseAuthority
    people: Sequence[frozenset[str]]


def raised(papers: Papers) -> Iterator[Raised]:
    """Claims and notices of one person's papers in one case; one for each fact and owner.

    Those of an age, of a protected role or of a seal are put before who has a part in the case, and where nobody who
    accuses has one, before oversight: an agency that plants a record learns from its notices of no victim and no child.
    A seal "from the owner too" is addressed to each of them.
    So is a document that says otherwise than the document, or the custodian's word, of who has a part: in its place.
    """
    for each in _of_everybody(papers):
        word = papers.records[each.source]
        if each.target is None or not _shows_hidden(each.fact, word):
            yield each
        elif each.fact != "AGE":
            yield each if _has_part(papers, each.target) else each._replace(owner=False)
        elif not each.holds and _disputes(papers, word):
            yield each._replace(owner=False, urgent=True)
        elif _has_part(papers, each.target):
            yield each
        elif not each.holds and not _answers(papers, word.agency):
            yield each._replace(owner=False)


def _shows_hidden(fact: str, word: RecordVersion) -> bool:
    """Whether the fact tells whoever has no part in the case of what is hidden from them there."""
    sealed = fact == "SEALED" and isinstance(word.body, ProtectionOrder) and not word.body.from_owner_too
    return sealed or fact in _HIDDEN


def raised_elsewhere(papers: Papers, word: RecordVersion) -> Iterator[Raised]:
    """Claims of an age by a ``word`` from outside the case on this person's records in it, one for each agency.

    ``source`` is no place of the papers.
    """
    live = [(index, record) for index, record in enumerate(papers.records) if record.status not in _DEAD]
    acts = juvenile.dated([record for _, record in live], papers.authority)
    first: dict[str, int] = {}
    for index, record in live:
        theirs = record.agency != word.agency and record.role in OFFENDER_ROLES
        if theirs and record.agency not in first and _says_child(word, acts.of(record.agency)[:2]):
            first[record.agency] = index
    for index in first.values():
        if _disputes(papers, word):
            yield Raised("AGE", _OUTSIDE, index, False, owner=False, urgent=True)
        elif _has_part(papers, index):
            yield Raised("AGE", _OUTSIDE, index, False)
        elif not _answers(papers, word.agency):
            yield Raised("AGE", _OUTSIDE, index, False, owner=False)


def _disputes(papers: Papers, word: RecordVersion) -> bool:
    """Whether a document says otherwise than who has a part holds, by a document or as a custodian."""
    if word.subject is None or word.subject.birth is None or not is_document(word.subject.birth):
        return False
    live = [record for record in papers.records if record.status not in _DEAD]
    acts = juvenile.dated(live, papers.authority)
    return any(
        record.agency != word.agency
        and record.subject is not None
        and record.subject.birth is not None
        and (speaker := papers.authority.speaker(record)) in _HOLDS_AN_AGE
        and (speaker in juvenile.CUSTODIANS or is_document(record.subject.birth))
        and juvenile.judge([record.subject.birth], *acts.of(record.agency)[:2]) == Age.NO
        for record in live
    )


def _has_part(papers: Papers, index: int) -> bool:
    """Whether the writer of a record has a part in the case as to this person."""
    entered = [Entered(*each) for each in zip(papers.records, papers.people, strict=True)]
    record, person = papers.records[index], papers.people[index]
    return has_part(record.agency, CasePapers(papers.authority, entered), person, registered(record), "") != Part.NONE


def _answers(papers: Papers, speaker: str) -> bool:
    """Whether anybody but the speaker accuses the person here and has a part."""
    return any(
        _has_part(papers, index)
        for index, record in enumerate(papers.records)
        if record.status not in _DEAD and record.agency != speaker and record.role in OFFENDER_ROLES
    )


def _of_everybody(papers: Papers) -> list[Raised]:
    """Claims and notices to each agency that the papers bear on, whether or not it has a part in the case."""
    every: list[Raised] = []
    live = [(index, record) for index, record in enumerate(papers.records) if record.status not in _DEAD]
    acts = juvenile.dated([record for _, record in live], papers.authority)
    done: set[tuple[str, str]] = set()
    for index, record in live:
        speaker = papers.authority.speaker(record)
        for fact in _facts(record, acts.of(record.agency)[:2]):
            if fact in TO_OVERSIGHT:
                if index in papers.new and speaker is not Speaker.COURT:
                    every.append(Raised(fact, index, None, False))
                continue
            holds = works(_AS[fact], speaker, Reach.CASE)
            for target in _targets(papers, live, index, fact, holds):
                key = (fact, papers.records[target].agency)
                if key not in done:
                    done.add(key)
                    every.append(Raised(fact, index, target, holds))
        for target in _younger_by(papers, live, index, acts):
            key = ("AGE", papers.records[target].agency)
            if key not in done:
                done.add(key)
                every.append(Raised("AGE", index, target, False))
    return every


def _facts(record: RecordVersion, act: tuple[str, str]) -> Iterator[str]:
    """What a record says that may bear on others."""
    body = record.body
    if isinstance(body, InvestigationEvent):
        yield "OPEN_END" if body.type in _OPEN_END else "POLICE_STEP"
    elif isinstance(body, CaseFile):
        yield "POLICE_STEP"
    elif isinstance(body, CourtEvent):
        yield from _of_court(body)
    elif isinstance(body, Party) and record.role in ACCUSED_ROLES:
        yield "ACCUSED"
    elif isinstance(body, MisusedIdentity):
        yield "MISUSED_IDENTITY"
    elif hides(body) and not body.lifted:
        yield _of_order(record, body)
    if getattr(body, "extract", None) is not None and not isinstance(body, ProtectionOrder):
        yield "EXTRACT"
    if record.role in PROTECTED_ROLES:
        yield "PROTECTED_ROLE"
    if record.subject is not None and _says_child(record, act):
        yield "AGE"


def _of_order(record: RecordVersion, body: ProtectionOrder) -> str:
    if record.voice.kind == AgencyKind.COURT:
        return "SEALED"
    by_body = speaker_at_large(record) in (Speaker.PROTECTOR, Speaker.CUSTODIAN)
    return "PROTECTED_PERSON" if body.type == "PROTECTED_PERSON" and by_body else "ORDER_ON_PAPER"


def _of_court(body: CourtEvent) -> Iterator[str]:
    if body.type in ENDS_FAVOURABLY:
        yield "FAVOURABLE_END"
    elif body.type in _OPEN_END:
        yield "OPEN_END"
    elif body.type == EventType.DIVERTED:
        yield "DIVERSION"


def _younger_by(
    papers: Papers, live: Sequence[tuple[int, RecordVersion]], source: int, acts: juvenile.Acts
) -> Iterator[int]:
    """Records of others that do not state the day of the act, where a case file states one when they were a child."""
    said = papers.records[source]
    act = acts.of(said.agency)
    if not isinstance(said.body, CaseFile) or not act.stated or not any(_says_child(each, act[:2]) for _, each in live):
        return
    for index, record in live:
        theirs = record.agency != said.agency and record.role in OFFENDER_ROLES
        if theirs and act in acts.claimed(record.agency) and papers.new & {source, index}:
            yield index


def _says_child(record: RecordVersion, act: tuple[str, str]) -> bool:
    subject = record.subject
    if subject is None:
        return False
    births = [subject.birth] if subject.birth else []
    return subject.age_claimed or juvenile.judge(births, *act) in (Age.YES, Age.POSSIBLE)


def _targets(
    papers: Papers, live: Sequence[tuple[int, RecordVersion]], source: int, fact: str, holds: bool
) -> Iterator[int]:
    """Records of others that the fact concerns; those first written after it hear of age alone."""
    if holds and fact not in _TOLD:
        return
    said = papers.records[source]
    for index, record in live:
        if record.agency == said.agency or not _concerns(fact, record, papers.authority.owner):
            continue
        fresh = source in papers.new or (fact == "AGE" and index in papers.new)
        if fresh and (fact == "AGE" or index not in papers.new):
            yield index


def _concerns(fact: str, record: RecordVersion, owner: str) -> bool:
    if fact in _TO_CASE:
        return bool(owner) and record.agency == owner
    return record.role in OFFENDER_ROLES
