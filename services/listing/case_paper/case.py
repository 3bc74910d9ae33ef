"""What of a history of somebody accused belongs into the paper of the cited case.

Closed lists say what goes in: a kind of record, a role, an agency or a number that is not named here is left out, and
nothing tells that it was. So nobody whom the case protects, no place of theirs, no referral and no statement is in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.listing.antecedents.answer import Answer, Signed, own_names
from services.listing.antecedents.words import CAUTIONS
from services.records.timeline.telling import case_name, sections_shown, tell
from services.records.words import isolate
from services.values.records import (
    Banner,
    CaseFile,
    CaseReference,
    CaseStanding,
    CourtEvent,
    Identifier,
    InvestigationEvent,
    RecordVersion,
    Sentence,
)
from services.vocabulary.access import AgencyKind
from services.vocabulary.protection import ACCUSED_ROLES, LIVE
from services.vocabulary.readings import Both
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

_KINDS: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.INVESTIGATION_EVENT,
        RecordKind.CUSTODY_EVENT,
        RecordKind.PROCLAMATION,
        RecordKind.BAIL,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
    }
)
_OF_CASE: Final = frozenset({RecordKind.CASE_FILE, RecordKind.INVESTIGATION_EVENT, RecordKind.COURT_EVENT})
"""Kinds that go in though they are about nobody by name."""
_SAYING: Final = frozenset(
    {
        AgencyKind.POLICE,
        AgencyKind.FIA,
        AgencyKind.NARCOTICS,
        AgencyKind.CYBERCRIME,
        AgencyKind.CUSTOMS,
        AgencyKind.PROSECUTION,
        AgencyKind.COURT,
        AgencyKind.PRISON,
        AgencyKind.PROBATION,
    }
)
"""Who investigates, prosecutes, tries or holds; not who protects or monitors."""
_NUMBERS: Final = frozenset({"FIR", "COMPLAINT", "ENQUIRY", "CHALLAN", "COURT_CASE", "APPEAL"})
_NOT_TOLD: Final = frozenset({EventType.ZARRA_TOLD})
"""Steps that are about a child who is missed."""
_OF_SOMEBODY: Final = frozenset({EventType.AGE_DETERMINED})
"""Steps that go in beside the accused they are about, and not where they name nobody: then it may be a victim."""


@dataclass(frozen=True, slots=True)
class Step:
    """A record by its newest version: ISO 8601 day, words in English and Urdu, and where its owner signed it."""

    at: str
    words: Both
    version: str
    agency: str
    page_sha256: bytes
    index: int


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom the case accuses. ``stands``: a word of :data:`services.listing.case_paper.words.STANDS`.

    ``outcome``: how far the law is, English and Urdu. ``sections``: as last charged. ``steps``: oldest first.
    """

    about: Identifier
    names: tuple[str, ...]
    stands: str
    outcome: Both
    sections: str
    cautions: tuple[Banner, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One accused, and what the answer tells of the case as a whole. ``numbers``: those of the case, in words."""

    numbers: tuple[Both, ...]
    accused: Accused
    of_case: tuple[Step, ...]


def told_of(answer: Answer) -> Told | None:
    """None where the answer shows nobody accused in the cited case."""
    case = answer.cited()
    if case is None:
        return None
    numbers = [each for each in case.references if each.type in _NUMBERS]
    shown = [each for each in answer.signed if _goes_in(each.version, numbers, answer.kinds)]
    named = [each.version for each in shown if each.version.role]
    accused = Accused(
        answer.about,
        own_names(named),
        stands(case),
        (case.outcome, case.outcome_ur),
        sections_shown(case.sections),
        tuple(banner for banner in answer.history.banners if banner.code in CAUTIONS),
        _steps([each for each in shown if each.version.role], numbers),
    )
    of_case = _steps([each for each in shown if not each.version.role], numbers)
    named_by = ((name, isolate(name_ur)) for name, name_ur in map(case_name, numbers))
    return Told(tuple(named_by), accused, of_case)


def stands(case: CaseStanding) -> str:
    """Whoever is not convicted by a court is presumed innocent, whatever else was decided."""
    if case.offence:
        return case.finality if case.finality in ("FINAL", "UNDER_APPEAL") else "APPEALABLE"
    return {"FINDING": "NOT_CONVICTED", "ACCUSATION": "ACCUSATION"}.get(case.standing, "ALLEGATION")


def _goes_in(version: RecordVersion, numbers: Sequence[CaseReference], kinds: Mapping[str, str]) -> bool:
    what = getattr(version.body, "type", "")
    of_case = not version.role and version.kind in _OF_CASE and what not in _OF_SOMEBODY
    return (
        (of_case or version.role in ACCUSED_ROLES)
        and version.kind in _KINDS
        and version.status in LIVE
        and kinds.get(version.agency) in _SAYING
        and what not in _NOT_TOLD
        and any(each in _keys(numbers) for each in _keys(version.case_references))
    )


def _steps(shown: Sequence[Signed], numbers: Sequence[CaseReference]) -> tuple[Step, ...]:
    found = [
        Step(_day(each.version), _words(each.version, numbers), each.version.name, each.version.agency, *each[1:])
        for each in shown
    ]
    return tuple(sorted(found, key=lambda step: (step.at, step.version)))


def _words(version: RecordVersion, numbers: Sequence[CaseReference]) -> Both:
    """Its line under the numbers of the case alone; a place of the act may be where a victim lives."""
    body = replace(version.body, place="") if isinstance(version.body, CaseFile) else version.body
    under = tuple(each for each in version.case_references if (each.type, each.key) in _keys(numbers))
    return tell(replace(version, body=body, case_references=under))


def _keys(references: Sequence[CaseReference]) -> set[tuple[str, str]]:
    return {(each.type, each.key) for each in references}


def _day(version: RecordVersion) -> str:
    body = version.body
    if isinstance(body, CaseFile):
        return body.reported or version.valid_from
    return (body.at if isinstance(body, (InvestigationEvent, CourtEvent, Sentence)) else "") or version.valid_from
