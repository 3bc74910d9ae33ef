"""Whom a case's owner or its court referred to a body under a number, and in which case."""

from __future__ import annotations

from typing import NamedTuple

from services.records.authority.cited import accusers, holds, numbers, said
from services.records.ports import Snapshot
from services.records.rows import PaperRow
from services.records.tokens import people_tokens
from services.vocabulary.access import AgencyKind
from services.vocabulary.records import RecordKind


class Referred(NamedTuple):
    """``records``: of the person in the case; ``numbers``: tokens of the case's numbers that are the sender's."""

    records: set[int]
    numbers: set[str]


async def referred(view: Snapshot, token: str, agency: str) -> Referred:
    """What referrals to the agency that stand open under the number of ``token`` open. Raises StorageUnavailable."""
    found = Referred(set(), set())
    for paper in await view.case_papers(token):
        fact = said(paper.facts)
        if paper.kind != RecordKind.REFERRAL or fact.to != agency or fact.ended or not holds(paper, token):
            continue
        who = _person(paper.people)
        for number in _of_sender(paper):
            of_person = {each.record for each in await view.case_papers(number) if who & _person(each.people)}
            found.records.update(of_person)
            found.numbers.add(number)
    return found


def by_court(paper: PaperRow) -> bool:
    """Whether a court wrote it."""
    return said(paper.facts).voice.kind == AgencyKind.COURT


def _of_sender(paper: PaperRow) -> list[str]:
    """Case numbers of a paper that its writer may refer in: that of a case that the writer owns, or is the court of."""
    case = [each for each in numbers(paper) if each.type != "REFERRAL"]
    if paper.agency not in accusers(case, ()):
        return []
    tries = by_court(paper)
    return [each.token for each in case if each.holder == paper.agency or (tries and each.tried)]


def _person(people: str) -> set[str]:
    """Tokens that tell one person from another within a case."""
    return {token for token, strength in people_tokens(people) if strength > 0}
