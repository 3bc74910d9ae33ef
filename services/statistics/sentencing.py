"""What form a sentence took against what the law of the day of the act allows. Pure.

PTPA s. 3 of 2018 allows a fine alone, even where the victim is a child (V); s. 4 never did. Only what a
court itself recorded counts.
"""

from __future__ import annotations

from typing import NamedTuple

from services.vocabulary.word import Word


class Form(Word):
    """What a court ordered; a suspended sentence counts by its form."""

    IMPRISONMENT = "IMPRISONMENT"
    FINE = "FINE"
    BOTH = "BOTH"
    PROBATION = "PROBATION"


class FormPoint(Word):
    """What is to be said of a sentence; NONE where nothing is."""

    NONE = "NONE"
    FINE_ONLY_ALLOWED = "FINE_ONLY_ALLOWED"
    FINE_ONLY_DOUBTFUL = "FINE_ONLY_DOUBTFUL"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    PROBATION = "PROBATION"
    CANNOT_TELL = "CANNOT_TELL"
    NO_COURT_RECORD = "NO_COURT_RECORD"


class Allowed(NamedTuple):
    """One version of the law: whether a fine may stand alone, and the least term in years, 0 where there is none."""

    fine_alone: bool
    min_years: int = 0


class Sentenced(NamedTuple):
    """``years``: of imprisonment; ``plea``: of guilt; ``by_court``: a court's own record."""

    form: Form
    years: float = 0.0
    juvenile: bool = False
    plea: bool = False
    by_court: bool = True


def form_point(sentence: Sentenced, versions: tuple[Allowed, ...]) -> FormPoint:
    """What is to be said, by the versions of the law that may have held at the act; each must say the same."""
    if not sentence.by_court:
        return FormPoint.NO_COURT_RECORD
    said = {_one(sentence, version) for version in versions}
    return said.pop() if len(said) == 1 else FormPoint.CANNOT_TELL


def _one(sentence: Sentenced, law: Allowed) -> FormPoint:
    if sentence.form is Form.PROBATION:
        return FormPoint.PROBATION
    if sentence.form is Form.FINE:
        return FormPoint.FINE_ONLY_ALLOWED if law.fine_alone else FormPoint.FINE_ONLY_DOUBTFUL
    if sentence.years < law.min_years and not sentence.juvenile and not sentence.plea:
        return FormPoint.BELOW_MINIMUM
    return FormPoint.NONE
