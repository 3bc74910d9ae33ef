"""What a detector is and gives. ``tests/conformance/detectors`` holds every file of the directory to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from services.linkage.snapshot.columns import Ints, Snapshot, Table


class Family(StrEnum):
    """What evidence is made of. An alert needs two, or one and an open record."""

    MONEY = "money"
    CALLS = "calls"
    TRAVEL = "travel"
    RECORDS = "records"
    PAPERS = "papers"


class Authority(StrEnum):
    """What the rows of a detector came under: without it there are none."""

    BANK_ORDER = "bank order"
    CALL_DATA = "call data"
    TRAVEL_DATA = "travel data"
    CASE = "case records"


class Parameter(NamedTuple):
    """``default`` in ``unit``; ``text`` says what it bounds."""

    name: str
    default: float
    unit: str
    text: str


class Evidence(NamedTuple):
    """One row of a table of the snapshot, by its number there."""

    table: str
    row: int


class Finding(NamedTuple):
    """``subject``: node that the pattern is about. ``rows``: sorted, each once.

    ``values``: what was computed, by name, those that tell look-alikes apart among them. ``silent``: the look-alike
    that it is, empty for none. ``parties``: others in the rows. ``protects``: it is about people in need, and only for
    those who protect. ``stated``: a source states each fact that tells the subject from an innocent one; where one is
    unknown the finding is a lead, and never carries an alert.
    """

    subject: int
    rows: tuple[Evidence, ...]
    values: tuple[tuple[str, float], ...]
    silent: str = ""
    parties: tuple[int, ...] = ()
    protects: bool = False
    stated: bool = True


Values = Mapping[str, float]
"""Of the parameters, by name."""


@dataclass(frozen=True, slots=True)
class Detector:
    """``id`` stays; ``version`` rises with each change of what is found.

    ``words``: what it looks for, English and Urdu. ``authorities``: all are needed. ``tables``: what it reads.
    ``columns``: of the evidence, as people read it. ``look_alikes``: what resembles it and is to stay silent.
    ``lead_only``: whatever else is found, it carries no alert.
    """

    id: str
    version: int
    words: tuple[str, str]
    family: Family
    authorities: tuple[Authority, ...]
    tables: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    look_alikes: tuple[str, ...]
    find: Callable[[Snapshot, Values], Iterable[Finding]]
    lead_only: bool = False

    def carries(self, one: Finding) -> bool:
        """Whether a finding of it counts towards an alert."""
        return one.stated and not self.lead_only

    def values(self, given: Values) -> dict[str, float]:
        """The defaults with what is given in their place. Raises ValueError for a name that is no parameter."""
        if unknown := given.keys() - {each.name for each in self.parameters}:
            raise ValueError(f"{self.id} has no parameter {', '.join(sorted(unknown))}")
        return {each.name: given.get(each.name, each.default) for each in self.parameters}


def evidence(table: str, rows: Table, places: Ints) -> list[Evidence]:
    """The rows of a table at these places, as evidence."""
    return [Evidence(table, int(row)) for row in rows["row"][places]]


def finding(
    subject: int,
    rows: Iterable[Evidence],
    values: Mapping[str, float],
    silent: str = "",
    parties: Iterable[int] | Ints = (),
    stated: bool = True,
) -> Finding:
    """In its one form: rows and parties sorted, each once, and figures to six places."""
    people = {int(each) for each in parties} - {-1, int(subject)}
    told = tuple(sorted((name, round(float(value), 6)) for name, value in values.items()))
    return Finding(int(subject), tuple(sorted(set(rows))), told, silent, tuple(sorted(people)), stated=stated)


def variation(amounts: Ints) -> float:
    """Coefficient of variation: 0 where all are alike."""
    mean = float(np.mean(amounts)) if len(amounts) else 0.0
    return float(np.std(amounts)) / mean if mean else 0.0
