"""How the numbers of papers stand to each other: two are one case, or a lower one leads to the case of a higher one.

Numbers have levels, a station's FIR above a court's or an enquiry's number, those above a prison's. By whose word
numbers are tied or lead says ``authority/ties.py``. Numbers are given as ``TYPE:KEY``. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from services.records.authority.ownership import answers, handing, holding
from services.records.authority.ties import holders_of, leads, ties_alone
from services.values.case_references import text_form
from services.values.records import CaseReference, InvestigationEvent, RecordVersion
from services.vocabulary.records import RecordKind, RecordStatus
from services.vocabulary.steps import EventType

LEVEL: Final = {
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
_VOID: Final = frozenset({RecordStatus.WITHDRAWN, RecordStatus.EXPUNGED})


class Numbers(NamedTuple):
    """A paper's numbers: those of its highest level, all others, and whether it says that the former are one case."""

    best: tuple[CaseReference, ...]
    lower: tuple[CaseReference, ...]
    tied: bool


_NOWHERE: Final = Numbers((), (), False)


def numbers_of(record: RecordVersion) -> Numbers:
    """The numbers that a case is known by; others, which follow a person, are left out."""
    references = record.case_references
    if len(references) == 1 and references[0].type in LEVEL:
        return Numbers(references, (), False)
    return _numbers(references, _says_so(record)) if references else _NOWHERE


def joins(record: RecordVersion) -> bool:
    """Whether a record may say something of how numbers stand to each other."""
    if record.status in _VOID:
        return False
    return len(record.case_references) > 1 or handing(record) is not None


def keys(references: Iterable[CaseReference]) -> tuple[str, ...]:
    """Each reference as ``TYPE:KEY``, in their order."""
    return tuple(text_form(reference) for reference in references)


class Links:
    """Ties within a level (union-find), and where lower numbers lead."""

    def __init__(self, papers: Iterable[RecordVersion] = ()) -> None:
        """By the word of those ``papers`` that count: a withdrawn or expunged one joins nothing."""
        self._parent: dict[str, str] = {}
        self._tied: dict[str, list[str]] = {}
        self._above: dict[str, dict[str, None]] = {}
        self._below: dict[str, dict[str, None]] = {}
        self._unsure: dict[str, dict[str, None]] = {}
        speaking = [record for record in papers if joins(record)]
        counting = [(numbers_of(record), record) for record in speaking if len(record.case_references) > 1]
        taken = list(_taken(speaking))
        for best in (*_ties(counting), *(best for best, _ in taken)):
            self._tie(best)
        for n, record in counting:
            self._lead(keys(each for each in n.lower if leads(record, each, n.best)), keys(n.best))
        for best, lower in taken:
            self._lead(lower, best)

    def cases(self, numbers: Sequence[str]) -> dict[str, None]:
        """Roots of the cases that a version with these best numbers belongs to."""
        if len(numbers) == 1 and self.root(numbers[0]) not in self._above:
            return {self.root(numbers[0]): None}
        found: dict[str, None] = {}
        for key in numbers:
            above = self._above.get(self.root(key))
            found.update(self.cases(tuple(above)) if above else {self.root(key): None})
        return found

    def whole(self, numbers: Iterable[str]) -> set[str]:
        """Every number whose papers stand in the cases of these, or say which cases those are."""
        found: set[str] = set()
        for key in numbers:
            found |= self._upward(key)
            for case in self.cases((key,)):
                found |= self._downward(case)
        return found

    def root(self, key: str) -> str:
        """The number that stands for all that are one case with this one."""
        while (parent := self._parent.get(key, key)) != key:
            key = parent
        return key

    def tied(self, key: str) -> list[str]:
        """The numbers of its level that are one case with it, itself among them."""
        return self._tied.get(self.root(key), [key])

    def _upward(self, key: str) -> set[str]:
        found = set(self.tied(key))
        for above in (*self._above.get(self.root(key), ()), *self._unsure.get(self.root(key), ())):
            found |= self._upward(above)
        return found

    def _downward(self, key: str) -> set[str]:
        found = set(self.tied(key))
        for below in self._below.get(self.root(key), ()):
            found |= self._downward(below)
        return found

    def _tie(self, numbers: Sequence[str]) -> None:
        for key in numbers[1:]:
            one, other = self.root(numbers[0]), self.root(key)
            if one != other:
                self._parent[other] = one
                self._tied.setdefault(one, [one]).extend(self._tied.pop(other, [other]))

    def _lead(self, lower: Sequence[str], best: Sequence[str]) -> None:
        """Lower numbers lead to the one case they stand beside; beside several they prove nothing.

        Which case that is may hang on papers that are not here: the first of several is where they would be found.
        """
        if not lower:
            return
        roots = {self.root(key) for key in best}
        for key in lower:
            if len(roots) == 1:
                above = next(iter(roots))
                self._above.setdefault(self.root(key), {})[above] = None
                self._below.setdefault(above, {})[self.root(key)] = None
            else:
                self._unsure.setdefault(self.root(key), {})[best[0]] = None


def _taken(speaking: Sequence[RecordVersion]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Numbers that are one case since one agency handed it over and another took it: of the best level, and below."""
    handings = [each for record in speaking if (each := handing(record)) is not None]
    for record in speaking if handings else ():
        took = answers(record, handings)
        if not took:
            continue
        given = frozenset(f"{kind}:{key}" for each in took for kind, key in each.numbers)
        own = keys(holding(record))
        numbers = numbers_of(record)
        joined = [key for key in keys((*numbers.best, *numbers.lower)) if key in given or key in own]
        best = frozenset(keys(numbers.best))
        yield tuple(key for key in joined if key in best), tuple(key for key in joined if key not in best)


def _ties(counting: Iterable[tuple[Numbers, RecordVersion]]) -> Iterator[tuple[str, ...]]:
    """Numbers that are one case: by a word that suffices, or by the words of all who hold them."""
    named: dict[tuple[str, ...], tuple[set[str], frozenset[str]]] = {}
    for n, record in counting:
        if not n.tied:
            continue
        if ties_alone(record, n.best):
            yield keys(n.best)
        elif needed := holders_of(record, n.best):
            by, _ = named.setdefault(tuple(sorted(keys(n.best))), (set(), needed))
            by.add(record.agency)
    yield from (numbers for numbers, (by, needed) in named.items() if needed <= by)


@lru_cache(maxsize=32768)
def _numbers(references: tuple[CaseReference, ...], says_so: bool) -> Numbers:
    levels: dict[int, list[CaseReference]] = {}
    for reference in references:
        if (level := LEVEL.get(reference.type)) is not None:
            levels.setdefault(level, []).append(reference)
    if not levels:
        return _NOWHERE
    best = levels.pop(min(levels))
    tied = len(best) > 1 and (says_so or len({r.type for r in best}) == len(best))
    return Numbers(tuple(best), tuple(r for rest in levels.values() for r in rest), tied)


def _says_so(record: RecordVersion) -> bool:
    body = record.body
    return record.kind == RecordKind.CASE_FILE or (
        isinstance(body, InvestigationEvent) and body.type == EventType.TRANSFER
    )
