"""Which versions belong to one case, by the numbers they share.

A case keeps many numbers, and a version may name several cases: a prison's row lists every FIR a man is held
in. Numbers have levels, a station's FIR above a court's or an enquiry's number, those above a prison's. A version
belongs to the cases of its highest level; its lower numbers lead there whoever else bears them. Two numbers of
one level are one case only where each is of another register, or where the case file or a transfer says so, and
only by whose word counts there (``authority/ties.py``). So cross-cases tried together, or served in one prison, never
become one, nor do two cases of which a stranger's paper says so. Numbers that follow a person rather than
a case (CRO, fingerprint, movement, operation) group nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.records.authority.ties import holders_of, leads, ties_alone
from services.records.case_references import text_form
from services.records.domain import CaseReference, InvestigationEvent, RecordVersion

_LEVEL: Final = {
    "FIR": 0,
    "ENQUIRY": 1,
    "COMPLAINT": 1,
    "MISSING_CHILD": 1,
    "CHALLAN": 1,
    "COURT_CASE": 1,
    "APPEAL": 1,
    "PRISON_UNDER_TRIAL": 2,
    "PRISON_CONVICT": 2,
    "ARREST": 2,
}


class Case(NamedTuple):
    """``key``: ``TYPE:KEY`` of the number it is called by; ``references``: every number once; ``members``: indexes."""

    key: str
    references: tuple[CaseReference, ...]
    members: tuple[int, ...]


class _Numbers(NamedTuple):
    best: tuple[CaseReference, ...]
    lower: tuple[CaseReference, ...]
    tied: bool


def group(records: Sequence[RecordVersion]) -> list[Case]:
    """The cases among ``records``, in order of first mention; a version without a grouping number is in none.

    A withdrawn or expunged paper stands in its case but joins no numbers: it decides nothing.
    """
    numbers = [_numbers_of(record) for record in records]
    links = _Links()
    counting = [(n, record) for n, record in zip(numbers, records, strict=True) if record.status not in _VOID]
    for best in _ties(counting):
        links.tie(best)
    for n, record in counting:
        links.lead(_keys(each for each in n.lower if leads(record, each, n.best)), _keys(n.best))
    members: dict[str, list[int]] = {}
    for index, n in enumerate(numbers):
        for case in links.cases(_keys(n.best)):
            members.setdefault(case, []).append(index)
    return [_case(root, [records[i] for i in found], found, links) for root, found in members.items()]


_VOID: Final = frozenset({"WITHDRAWN", "EXPUNGED"})
_NOWHERE: Final = _Numbers((), (), False)


def _ties(counting: Iterable[tuple[_Numbers, RecordVersion]]) -> Iterator[tuple[str, ...]]:
    """Numbers that are one case: by a word that suffices, or by the words of all who hold them."""
    named: dict[tuple[str, ...], tuple[set[str], frozenset[str]]] = {}
    for n, record in counting:
        if not n.tied:
            continue
        if ties_alone(record, n.best):
            yield _keys(n.best)
        elif needed := holders_of(record, n.best):
            by, _ = named.setdefault(tuple(sorted(_keys(n.best))), (set(), needed))
            by.add(record.agency)
    yield from (keys for keys, (by, needed) in named.items() if needed <= by)


class _Links:
    """Ties within a level (union-find), and where lower numbers lead."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._above: dict[str, dict[str, None]] = {}

    def root(self, key: str) -> str:
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def tie(self, keys: Sequence[str]) -> None:
        for key in keys[1:]:
            self._parent[self.root(key)] = self.root(keys[0])

    def lead(self, lower: Sequence[str], best: Sequence[str]) -> None:
        """Lower numbers lead to the one case they stand beside; beside several they prove nothing."""
        if not lower:
            return
        roots = {self.root(key) for key in best}
        if len(roots) == 1:
            for key in lower:
                self._above.setdefault(self.root(key), {})[next(iter(roots))] = None

    def cases(self, keys: Sequence[str]) -> dict[str, None]:
        """Roots of the cases that a version with these numbers belongs to."""
        if len(keys) == 1 and self.root(keys[0]) not in self._above:
            return {self.root(keys[0]): None}
        found: dict[str, None] = {}
        for key in keys:
            above = self._above.get(self.root(key))
            found.update(self.cases(tuple(above)) if above else {self.root(key): None})
        return found


def _numbers_of(record: RecordVersion) -> _Numbers:
    references = record.case_references
    if len(references) == 1 and references[0].type in _LEVEL:
        return _Numbers(references, (), False)
    return _numbers(references, _says_so(record)) if references else _NOWHERE


@lru_cache(maxsize=32768)
def _numbers(references: tuple[CaseReference, ...], says_so: bool) -> _Numbers:
    levels: dict[int, list[CaseReference]] = {}
    for reference in references:
        if (level := _LEVEL.get(reference.type)) is not None:
            levels.setdefault(level, []).append(reference)
    if not levels:
        return _NOWHERE
    best = levels.pop(min(levels))
    tied = len(best) > 1 and (says_so or len({r.type for r in best}) == len(best))
    return _Numbers(tuple(best), tuple(r for rest in levels.values() for r in rest), tied)


def _says_so(record: RecordVersion) -> bool:
    body = record.body
    return record.kind == "CASE_FILE" or (isinstance(body, InvestigationEvent) and body.type == "TRANSFER")


def _keys(references: Iterable[CaseReference]) -> tuple[str, ...]:
    return tuple(text_form(reference) for reference in references)


def _case(root: str, records: Iterable[RecordVersion], members: Sequence[int], links: _Links) -> Case:
    references: dict[str, CaseReference] = {}
    for reference in dict.fromkeys(r for record in records for r in record.case_references):
        key = text_form(reference)
        known = references.get(key)
        if known is not None and (known.dated or not reference.dated):
            continue
        if reference.type not in _LEVEL or root in links.cases((key,)):
            references[key] = reference
    first = min(references, key=lambda key: _LEVEL.get(references[key].type, 9))
    return Case(first, tuple(references.values()), tuple(members))
