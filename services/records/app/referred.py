"""Whom a case's owner or its court referred to a body under a number, and in which case."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Final, NamedTuple

from services.records.app.papers import Case, Paper, cases_of, read
from services.records.authority.cited import holds, numbers, said
from services.records.authority.part import CasePapers, Part, Registered, has_part
from services.records.authority.speaker import Speaker
from services.records.ports import Snapshot
from services.records.rows import PaperRow
from services.records.tokens import joining
from services.vocabulary.access import AgencyKind
from services.vocabulary.records import RecordKind

_OF_CASE: Final = (Speaker.OWNER, Speaker.COURT)


class Referred(NamedTuple):
    """``records``: of the person in the case; ``papers``: of the case; ``numbers``: tokens of the case's numbers on
    the referral."""

    records: set[int]
    papers: set[int]
    numbers: set[str]


async def referred(view: Snapshot, token: str, agency: str) -> Referred:
    """What referrals to the agency that stand open under the number of ``token`` open. Raises StorageUnavailable.

    Each case is asked about apart: a record that stands in another case too, in which the body has no part, is opened
    by the word of its own case's owner or court alone.
    """
    opened = Referred(set(), set(), set())
    cases: dict[frozenset[str], list[Case]] = {}
    for row in await view.case_papers(token):
        fact = said(row.facts)
        if row.kind == RecordKind.REFERRAL and fact.to == agency and not fact.ended and holds(row, token):
            named = frozenset(joining(row.cases))
            if named not in cases:
                cases[named] = await cases_of(view, named)
            _open(cases[named], named, read(row), agency, opened)
    return opened


def by_court(paper: PaperRow) -> bool:
    """Whether a court wrote it."""
    return said(paper.facts).voice.kind == AgencyKind.COURT


def _open(cases: Sequence[Case], named: Iterable[str], word: Paper, agency: str, opened: Referred) -> None:
    parts = [case for case in cases if _refers(case, word, agency)]
    closed = {paper.row.record for case in cases if case not in parts for paper in case.papers}
    for case in parts:
        open_ones = [paper for paper in case.papers if _is_open(case, paper, word, closed)]
        opened.papers.update(paper.row.record for paper in open_ones)
        opened.records.update(paper.row.record for paper in open_ones if not word.person.isdisjoint(paper.person))
        opened.numbers.update(each.partition(":")[2] for each in named if _bears(case, each))


def _is_open(case: Case, paper: Paper, word: Paper, closed: Container[int]) -> bool:
    """Whether the word reaches a paper: where several hold the case and none owns it, one under its sender's number."""
    of, sender = case.for_holder(word.row.agency), word.row.agency
    if paper.row.record in closed and of.speaker(paper.record) not in _OF_CASE:
        return False
    return of == case.authority or any(each.holder == sender for each in numbers(paper.row))


def _refers(case: Case, word: Paper, agency: str) -> bool:
    """Whether the referral gives the body a part in the case."""
    if all(paper.row.record != word.row.record for paper in case.papers):
        return False
    papers = CasePapers(case.for_holder(word.row.agency), [word.entered])
    return has_part(agency, papers, word.person, Registered(""), "") is not Part.NONE


def _bears(case: Case, number: str) -> bool:
    return any(number in paper.row.cases.split() for paper in case.papers)
