"""The paper of a case out of the answers about each of its accused: the same answers make the same paper, anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.access.details import Details
from services.listing.antecedents.answer import Answer, NobodyAccused, NoExtract
from services.listing.case_paper.case import Accused, Step, Told, told_of
from services.vocabulary.readings import Both

MAX_ACCUSED: Final = 20
"""Accused of one paper; evidence names 32 files."""


@dataclass(frozen=True, slots=True)
class CasePaper:
    """Who asked, why, and what the answers show. ``asked``: epoch ms and the request's SHA-256 for each accused."""

    officer: str
    agency: str
    details: Details
    asked: tuple[tuple[int, bytes], ...]
    numbers: tuple[Both, ...]
    accused: tuple[Accused, ...]
    of_case: tuple[Step, ...]


def in_order(answers: Sequence[Answer]) -> list[Answer]:
    """By number: the first one's evidence names the papers."""
    return sorted(answers, key=lambda each: (each.about.type, each.about.country, each.about.value))


def case_of(answers: Sequence[Answer]) -> CasePaper:
    """The paper over answers to one officer for one case, each about another number. Raises NoExtract."""
    answers = in_order(answers)
    if not 0 < len(answers) <= MAX_ACCUSED:
        raise NoExtract(f"a paper is of one to {MAX_ACCUSED} accused")
    first = answers[0]
    if len({(each.officer, each.agency, each.details) for each in answers}) != 1:
        raise NoExtract("the answers are of several officers or cases")
    if len({each.about for each in answers}) != len(answers):
        raise NoExtract("a number is given twice")
    told: list[Told] = []
    for place, each in enumerate(answers, 1):
        found = told_of(each)
        if found is None:
            raise NobodyAccused(f"of number {place}, in their order, nobody accused in the cited case is shown")
        told.append(found)
    numbers = dict.fromkeys(number for each in told for number in each.numbers)
    of_case = {step.version: step for each in told for step in each.of_case}
    return CasePaper(
        first.officer,
        first.agency,
        first.details,
        tuple((each.at_ms, each.request_sha256) for each in answers),
        tuple(numbers),
        tuple(each.accused for each in told),
        tuple(sorted(of_case.values(), key=lambda step: (step.at, step.version))),
    )
