"""The papers of whole cases by a number, as who has a part in each is read off them (``authority/part.py``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.records.authority.cited import accusers, numbers
from services.records.authority.part import Entered
from services.records.authority.speaker import CaseAuthority, case_authority
from services.records.law import cases
from services.records.law.numbers import Links, keys
from services.records.ports import Snapshot
from services.records.protection.facts import unpack_paper
from services.records.rows import PaperRow
from services.records.tokens import people_tokens
from services.values.records import RecordVersion


class Paper(NamedTuple):
    """A row with what it says; ``person``: tokens that tell its person from others within a case."""

    row: PaperRow
    record: RecordVersion
    person: frozenset[str]

    @property
    def entered(self) -> Entered:
        """As ``part.py`` takes it."""
        return Entered(self.record, self.person)


class Case(NamedTuple):
    """``authority``: whose it is, by all its papers; ``numbers``: those that are this one case, as ``TYPE:token``."""

    authority: CaseAuthority
    numbers: frozenset[str]
    papers: Sequence[Paper]

    def for_holder(self, agency: str) -> CaseAuthority:
        """Whose it is to an agency that holds a number of it, where several hold one case and none owns it."""
        of = self.authority
        if of.owner or of.former:
            return of
        every = (each for paper in self.papers for each in numbers(paper.row))
        own = [each for each in every if f"{each.type}:{each.token}" in self.numbers]
        return of._replace(owner=agency) if agency in accusers(own, ()) else of


def read(row: PaperRow) -> Paper:
    """A stored row with the version that it states and the tokens of its person."""
    return Paper(row, unpack_paper(row), frozenset(token for token, strength in people_tokens(row.people) if strength))


async def cases_of(view: Snapshot, start: Iterable[str]) -> list[Case]:
    """The whole cases in which papers under these numbers, as ``TYPE:token``, stand. Raises StorageUnavailable."""
    by_record: dict[int, Paper] = {}
    wanted, looked_up = set(start), set[str]()
    while wanted - looked_up:
        for number in sorted(wanted - looked_up):
            rows = await view.case_papers(number.partition(":")[2])
            by_record |= {row.record: read(row) for row in rows if row.record not in by_record}
        looked_up |= wanted
        wanted = looked_up | Links(paper.record for paper in by_record.values()).whole(looked_up)
    every = list(by_record.values())
    return [
        _case(case, [every[index] for index in case.members]) for case in cases.group([each.record for each in every])
    ]


def _case(case: cases.Case, papers: Sequence[Paper]) -> Case:
    authority = case_authority(paper.record for paper in papers)
    return Case(authority, frozenset(keys(case.references)), papers)
