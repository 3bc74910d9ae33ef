"""What the records of one case say of its act, its people and its steps, for questions of law. Pure.

Whoever has no say in the case dates nothing and accuses nobody here, and their bare word on a birth is a claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from services.records.authority.speaker import Speaker
from services.records.authority.table import Degree, Fact, degree
from services.records.case_law_port import Act, Happened, Someone
from services.records.law.births import is_document
from services.records.law.juvenile import found_by_court
from services.records.law.rule import Dossier
from services.records.tokens import names_one
from services.values import identifiers
from services.values.records import Birth, CaseFile, CustodyEvent, InvestigationEvent, Party, RecordVersion
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

_OF_LAW: Final = {"IS": "ICT", "JK": "AJK", "PB": "PB", "SD": "SD", "KP": "KP", "BA": "BA", "GB": "GB"}
"""Provinces as FIR numbers name them, and as rows of law do; FIA's and others' own registers name none."""
_STEPS: Final[dict[str, tuple[str, ...]]] = {
    EventType.FIR: ("FIR",),
    EventType.ZARRA_TOLD: ("ZARRA_TOLD",),
    EventType.CHALLAN_INTERIM: ("CHALLAN",),
    EventType.CHALLAN_FINAL: ("CHALLAN",),
    EventType.TRANSFER: ("TRANSFER_DECIDED",),
}
_CUSTODY: Final = {
    "ARREST": ("ARREST",),
    "PRODUCTION": ("PRODUCED",),
    "POLICE_REMAND": ("PRODUCED",),
    "JUDICIAL_REMAND": ("PRODUCED", "POLICE_CUSTODY_ENDED"),
    "RELEASE": ("POLICE_CUSTODY_ENDED",),
}


_STATED: Final = ("SCREENED", "VICTIM_STATUS")
SHOWN: Final = frozenset(
    {"MISSING_CHILD_REPORTED", "FIR", "POSSIBLE_VICTIM", *_STATED}.union(*_STEPS.values(), *_CUSTODY.values())
)
"""Words of procedures that records of a case can show."""


class Found(NamedTuple):
    """A person of the case. ``by_court``: its finding is the only birth; ``claimed``: a word that does not count."""

    who: Someone
    by_court: bool
    claimed: bool


def act_of(case: Dossier, place: str) -> Act:
    """By the first case file that says so. ``place``: where no FIR number of the case names a province."""
    files = [record.body for record in case.at_home(RecordKind.CASE_FILE) if isinstance(record.body, CaseFile)]
    acts = [(body.act_from, body.act_to) for body in files if body.act_from]
    reported = min((body.reported for body in files if body.reported), default="")
    first, last = acts[0] if acts else ("", "")
    return Act(first, last, reported, _province(case) or place)


def person_of(case: Dossier, name: str) -> Found | None:
    """Whom a record of the case is about, by all records of the case under the same number; None for nobody.

    A finding of the case's court settles the birth (JJSA 2018 s. 8). Else each word counts that is of whom the
    authority table lets speak, and every document (AUTHORITY: rows of ages).
    """
    own = next((each for each in case.records if each.record_name == name and each.subject is not None), None)
    if own is None or own.subject is None:
        return None
    records = [each for each in case.records if each is own or not _numbers(each).isdisjoint(_numbers(own))]
    found = found_by_court(records, case.authority)
    births = [(r.subject.birth, _counts(case, r)) for r in records if r.subject and r.subject.birth]
    counted = (found,) if found else tuple(birth for birth, counts in births if counts)
    signs = any(r.subject.age_claimed for r in records if r.subject and r.name not in case.strange)
    claimed = any(not counts for _, counts in births)
    return Found(Someone(_each_once(counted), own.subject.gender, signs), found is not None, claimed)


def happened(case: Dossier) -> list[Happened]:
    """Dated events of the case by their words in procedures, by who has a say in it; each person by one record."""
    counted = [record for record in case.records if record.name not in case.strange]
    people: dict[str, str] = {}
    found = []
    for record in counted:
        about = _one_name(record, people) if record.subject is not None else ""
        found += [Happened(word, at, about) for word, at in _dated(record) if at]
    return found


def _one_name(record: RecordVersion, people: dict[str, str]) -> str:
    """The first record under one of the person's numbers. ``people``: by number, added to."""
    numbers = sorted(_numbers(record))
    name = next((people[each] for each in numbers if each in people), record.record_name)
    people.update((each, people.get(each, name)) for each in numbers)
    return name


def _dated(record: RecordVersion) -> list[tuple[str, str]]:
    body = record.body
    if isinstance(body, CaseFile):
        return _of_file(record, body)
    if isinstance(body, Party):
        return _of_party(record, body)
    if isinstance(body, InvestigationEvent):
        return [(word, body.at) for word in _STEPS.get(body.type, ())]
    if isinstance(body, CustodyEvent):
        return [(word, body.at) for word in _CUSTODY.get(body.type, ())]
    return []


def _of_file(record: RecordVersion, body: CaseFile) -> list[tuple[str, str]]:
    types = {reference.type: reference.dated for reference in record.case_references}
    missing = [("MISSING_CHILD_REPORTED", body.reported)] if "MISSING_CHILD" in types else []
    return [*missing, *([("FIR", types["FIR"] or body.reported)] if "FIR" in types else [])]


def _of_party(record: RecordVersion, body: Party) -> list[tuple[str, str]]:
    if body.victim_status == "POSSIBLE":
        return [("POSSIBLE_VICTIM", record.valid_from)]
    return [(word, record.valid_from) for word in _STATED] if body.victim_status else []


def _counts(case: Dossier, record: RecordVersion) -> bool:
    birth, speaker = record.subject.birth if record.subject else None, case.authority.speaker(record)
    fact = Fact.AGE_DOCUMENT if birth is not None and is_document(birth) else Fact.AGE_STATEMENT
    at_home = speaker in (Speaker.PROSECUTION, Speaker.BEFORE) or record.agency == case.view
    return at_home or degree(fact, speaker) is not Degree.CLAIM


def _province(case: Dossier) -> str:
    files = case.at_home(RecordKind.CASE_FILE)
    numbers = (one.key for record in files for one in record.case_references if one.type == "FIR")
    return next((_OF_LAW[each] for key in numbers if (each := key.partition("/")[0]) in _OF_LAW), "")


def _numbers(record: RecordVersion) -> set[str]:
    held = record.subject.identifiers if record.subject else ()
    return {key for each in held if names_one(each) for key in identifiers.search_keys(each)}


def _each_once(births: Iterable[Birth]) -> tuple[Birth, ...]:
    return tuple({(b.earliest, b.latest, b.basis): b for b in births}.values())
