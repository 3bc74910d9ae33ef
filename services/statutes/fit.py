"""Which offences the facts of a case fit, by the law of the day of the act. Pure.

Points for a named officer: it decides no charge. What is shown or alleged counts, as an FIR needs no more; what nobody
states makes no element; what is not known leaves it open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.statutes.age_rows import AgeRow
from services.statutes.offence_rows import MEANS, SAME_AS, OffenceRow
from services.statutes.provision import in_force_over, reaches
from services.values.ages import child
from services.values.dates import Span, span_or_none
from services.values.records import Birth
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer, all_of, any_of
from services.vocabulary.word import Word

GROWN: Final = 18


class Shown(Word):
    """How a word of the facts is stated."""

    SHOWN = "SHOWN"
    ALLEGED = "ALLEGED"
    UNKNOWN = "UNKNOWN"
    DENIED = "DENIED"


_COUNTS: Final = {Shown.SHOWN: YES, Shown.ALLEGED: YES, Shown.UNKNOWN: CANNOT_TELL, Shown.DENIED: NO}


class Verdict(Word):
    """Whether the facts fit an offence."""

    FITS = "FITS"
    FITS_IF = "FITS_IF"
    LAW_UNCERTAIN = "LAW_UNCERTAIN"
    NOT = "NOT"


_OF: Final = {YES: Verdict.FITS, CANNOT_TELL: Verdict.FITS_IF, NO: Verdict.NOT}
_BEST: Final = (Verdict.FITS, Verdict.FITS_IF, Verdict.LAW_UNCERTAIN, Verdict.NOT)


class Stated(NamedTuple):
    """How a word is stated, and in which record."""

    how: Shown
    record: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """``said``: by word of acts, means, purposes and further elements; ``act_from``, ``act_to``: ISO text;
    ``continuing``: what was done lasted from the one to the other; ``sex``: of the victim; ``crossed``: whether the
    victim was taken over the border.
    """

    said: Mapping[str, Stated]
    births: tuple[Birth, ...]
    sex: str
    act_from: str
    act_to: str
    place: str
    crossed: Answer = CANNOT_TELL
    continuing: bool = False


class Fit(NamedTuple):
    """``row``: the version that holds; ``open``: elements that would settle it; ``failed``: those that are not there.

    ``penalty_open``: other versions of which it is open which one holds, each with a penalty of its own.
    """

    offence: str
    row: OffenceRow
    verdict: Verdict
    open: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    penalty_open: tuple[OffenceRow, ...] = ()


def fit(facts: Facts, rows: Mapping[str, OffenceRow], ages: Mapping[str, AgeRow]) -> dict[str, Fit]:
    """An answer for each offence of which a version may be in force, by offence, in the order of the file."""
    found: dict[str, Fit] = {}
    versions: dict[str, list[OffenceRow]] = {}
    for row in rows.values():
        versions.setdefault(row.offence, []).append(row)
    for offence, all_versions in versions.items():
        law = [(row, law_of(row, facts)) for row in all_versions]
        held = [(row, holds) for row, holds in law if holds != NO]
        if held:
            found[offence] = _one(offence, held, facts, ages, found)
    return found


def law_of(row: OffenceRow, facts: Facts) -> Answer:
    """Whether a row was in force at the act; an unknown day leaves it open."""
    days = _days(facts)
    return CANNOT_TELL if days is None else in_force_over(row.provision, days.first_day, days.last_day, facts.place)


def value(facts: Facts, word: str) -> Answer:
    """Whether a word is stated, by itself or by one that means the same."""
    same = [word, *(other for other, words in SAME_AS.items() if word in words)]
    return any_of(_COUNTS[facts.said[each].how] for each in same if each in facts.said)


def _days(facts: Facts) -> Span | None:
    first = span_or_none(facts.act_from)
    if first is None:
        return None
    last = span_or_none(facts.act_to) or first
    return first._replace(last_day=max(first.last_day, last.last_day))


def _one(
    offence: str,
    held: Sequence[tuple[OffenceRow, Answer]],
    facts: Facts,
    ages: Mapping[str, AgeRow],
    before: Mapping[str, Fit],
) -> Fit:
    """The best of the versions. Where one took over from another one of the two holds, if the law reaches the place."""
    judged = [(_judged(offence, row, facts, ages, before), holds) for row, holds in held]
    certain = [each for each, holds in judged if holds == YES]
    uncertain = [each for each, holds in judged if holds != YES and each.verdict != Verdict.NOT]
    for each in uncertain:
        others = tuple(one.row for one in uncertain if one.verdict == each.verdict and one is not each)
        here = reaches(each.row.provision, facts.place) == YES
        if here and any(_took_over(one, each.row) or _took_over(each.row, one) for one in others):
            certain.append(each._replace(penalty_open=others))
        else:
            certain.append(each._replace(verdict=Verdict.LAW_UNCERTAIN))
    if not certain:
        certain = [each for each, _ in judged]
    return min(certain, key=lambda each: _BEST.index(each.verdict))


def _took_over(new: OffenceRow, old: OffenceRow) -> bool:
    return new.provision.begins == old.provision.to


def _judged(offence: str, row: OffenceRow, facts: Facts, ages: Mapping[str, AgeRow], before: Mapping[str, Fit]) -> Fit:
    elements = dict(_elements(row, facts, ages, before))
    said = all_of(elements.values())
    return Fit(
        offence,
        row,
        _OF[said],
        tuple(name for name, answer in elements.items() if answer == CANNOT_TELL) if said == CANNOT_TELL else (),
        tuple(name for name, answer in elements.items() if answer == NO),
    )


def _elements(
    row: OffenceRow, facts: Facts, ages: Mapping[str, AgeRow], before: Mapping[str, Fit]
) -> list[tuple[str, Answer]]:
    found: list[tuple[str, Answer]] = []
    young = _below(row.victim, facts, ages)
    if row.base:
        found.append(("base", any_of(_as_answer(before[each].verdict) for each in row.base if each in before)))
    if row.acts:
        found.append(("act", any_of(value(facts, word) for word in row.acts)))
    if row.means:
        means = any_of(value(facts, word) for word in row.means)
        found.append(("means", any_of((means, young)) if row.child_needs_no_means else means))
    if row.purposes:
        found.append(("purpose", _purpose(row, facts)))
    if row.further:
        found.append(("further", any_of(value(facts, word) for word in row.further)))
    if row.victim or row.sex:
        found.append(("victim", _victim(row, facts, young)))
    if row.border:
        found.append(("border", facts.crossed))
    return found


def _as_answer(verdict: Verdict) -> Answer:
    return {Verdict.FITS: YES, Verdict.NOT: NO}.get(verdict, CANNOT_TELL)


def _purpose(row: OffenceRow, facts: Facts) -> Answer:
    """A purpose that is arguable leaves it open; so does begging where somebody controls who begs."""
    said = any_of(value(facts, word) for word in row.purposes)
    arguable = any_of(value(facts, word) for word in row.arguable)
    if "COMPELLED_LABOUR" in row.purposes:
        controlled = all_of((value(facts, "BEGGING"), any_of(value(facts, word) for word in MEANS)))
        bonded = value(facts, "BONDED_LABOUR")
        said, arguable = any_of((said, bonded)), any_of((arguable, controlled))
    return YES if said == YES else CANNOT_TELL if CANNOT_TELL in (said, arguable) or arguable == YES else NO


def _below(name: str, facts: Facts, ages: Mapping[str, AgeRow]) -> Answer:
    if not name:
        return NO
    below = ages[name].below
    if below is None:
        return CANNOT_TELL
    return child(facts.births, facts.act_from, facts.act_to, below=below, continuing=facts.continuing)


def _victim(row: OffenceRow, facts: Facts, young: Answer) -> Answer:
    sex = YES if not row.sex or facts.sex == row.sex else NO if facts.sex in ("M", "F") else CANNOT_TELL
    if not row.victim:
        return sex
    woman = YES if facts.sex == "F" else NO if facts.sex == "M" else CANNOT_TELL
    return all_of((sex, any_of((young, woman)) if row.or_woman else young))
