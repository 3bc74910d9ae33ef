"""What is known of each person and number of a scope, as marks, with the rows that say so. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np

from services.linkage.filling.columns import NO_DAY, Fed, Said, Word
from services.linkage.filling.read import Read
from services.linkage.snapshot.columns import Mark
from services.values.dates import today

MAJORITY_DAYS: Final = 6575
"""Eighteen years, rounded up: PTPA 2018 s. 2 (V)."""
SHIELDS: Final = Mark.PROTECTED | Mark.PRESUMED_VICTIM


class Rests(NamedTuple):
    """``of``: token of a person; ``row``: that says something of them."""

    of: int
    row: int


def marks_of(read: Read, of: Mapping[int, int], now_ms: int) -> tuple[dict[int, Mark], list[Rests]]:
    """By token of each person; ``of``: the person of each Subject."""
    marks = {person: Mark(0) for person in set(of.values())}
    rests: list[Rests] = []
    said = read.said[read.said["what"] == Said.PERSON]
    for person, mark, row in zip(said["person"].tolist(), said["marks"].tolist(), said["row"].tolist(), strict=True):
        marks[of[person]] |= Mark(mark)
        rests.append(Rests(of[person], row))
    for person, mark, row in _accused(read):
        marks[of[person]] |= mark
        rests.append(Rests(of[person], row))
    grown, young, told = _aged(read, of, now_ms)
    for person in grown:
        marks[person] |= Mark.ADULT
    for person in young:
        marks[person] |= Mark.CHILD
    return marks, rests + told


def _accused(read: Read) -> Iterator[tuple[int, Mark, int]]:
    """Whom an open record of trafficking, abduction or a missing child accuses, with each row that makes it one."""
    said = read.said
    filed = said[(said["what"] == Said.FILED) & said["flag"]]
    cases: dict[int, list[int]] = {}
    for case, row in zip(filed["case"].tolist(), filed["row"].tolist(), strict=True):
        cases.setdefault(case, []).append(row)
    against = said[said["what"] == Said.ACCUSED]
    columns = (against[name].tolist() for name in ("person", "case", "flag", "marks", "row"))
    for person, case, flag, mark, row in zip(*columns, strict=True):
        if flag or case in cases:
            yield person, Mark(mark), row
            yield from ((person, Mark(0), other) for other in cases.get(case, ()))


def _aged(read: Read, of: Mapping[int, int], now_ms: int) -> tuple[set[int], set[int], list[Rests]]:
    """Whom a document makes an adult while nobody says that they may be a child, and whom a stated birth makes a child
    while no document makes them an adult; of all others the age is unknown."""
    shown: set[int] = set()
    young: set[int] = set()
    born: set[int] = set()
    rests = []
    for subject, row, first, last, document, child in _births(read):
        person = of[subject]
        if first != NO_DAY and first + MAJORITY_DAYS > today(now_ms):
            born.add(person)
        if child or (last != NO_DAY and last + MAJORITY_DAYS > today(now_ms)):
            young.add(person)
        elif document:
            shown.add(person)
        rests.append(Rests(person, row))
    return shown - young, born - shown, rests


def _births(read: Read) -> Iterator[tuple[int, int, int, int, bool, bool]]:
    """Subject, row, first and last possible day of birth, whether a document shows it, whether they may be a child."""
    fed = read.fed[read.fed["what"] == Fed.PERSON]
    document = (fed["word"] == Word.SHOWN) & (fed["born"] != NO_DAY)
    columns = (each.tolist() for each in (fed["start"], fed["row"], fed["born"], fed["born"], document))
    yield from ((*each, False) for each in zip(*columns, strict=True))
    said = read.said[read.said["what"] == Said.PERSON]
    stated = said["born_from"] != NO_DAY
    first, last = (np.where(stated, said[name], NO_DAY) for name in ("born_from", "born_to"))
    shown = stated & (said["until"] != 0)
    columns = (each.tolist() for each in (said["person"], said["row"], first, last, shown, said["flag"]))
    yield from zip(*columns, strict=True)
