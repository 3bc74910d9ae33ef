"""Whether somebody is a child under each law in force on a day. Pure.

Ages and offences are judged on the day of the act (Constitution Art. 12). An answer names its row, its reason and how
well the row is known; none decides an age.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.statutes.age_rows import AgeRow, Ask, At, Part
from services.statutes.age_words import reason_of
from services.statutes.provision import in_force_over, reaches
from services.values.ages import MAJORITY, Ages, ages_at, child, stated_of
from services.values.dates import span_or_none
from services.values.records import Birth
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer, any_of
from services.vocabulary.word import Word

SEXES: Final = ("M", "F")


class Why(Word):
    """Why something cannot be told."""

    NONE = ""
    AGE = "AGE"
    LAW = "LAW"
    SEX = "SEX"
    DAY = "DAY"
    BIRTH = "BIRTH"
    UNDEFINED = "UNDEFINED"


class Agreed(Word):
    """What all laws together say."""

    YES = "YES"
    NO = "NO"
    DIFFER = "DIFFER"
    CANNOT_TELL = "CANNOT_TELL"


class Days(NamedTuple):
    """A day or a span of days as ISO text. ``continuing``: what was done lasted from the first to the last."""

    first: str
    last: str = ""
    continuing: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """``days``: by what happened then; ``place``: one of PLACES; ``sex``: M or F, any other text is not known;
    ``where``: a kind of workplace.
    """

    ask: Ask
    births: tuple[Birth, ...]
    days: Mapping[At, Days]
    place: str
    sex: str = ""
    where: str = ""


class Answered(NamedTuple):
    """``age``: what the age alone says if the law holds; ``open_place``: whether the place leaves it open."""

    row: AgeRow
    answer: Answer
    why: Why
    age: Answer
    english: str
    urdu: str
    open_place: bool = False


def ask(question: Question, rows: Mapping[str, AgeRow]) -> tuple[Answered, ...]:
    """An answer for each row that is about such a person and may be in force, in the order of the file."""
    own = [row for row in rows.values() if row.ask == question.ask and row.where in ("", question.where)]
    found = [(row, _law(row, question)) for row in own]
    held = [(row, law) for row, law in found if law != NO]
    return tuple(_answered(question, row, law, held) for row, law in held if _of_sex(row, question))


def agree(answers: Iterable[Answered]) -> Agreed:
    """What the laws that bind here say together; where a date leaves open which holds, what each of them would say."""
    said = {_candidate(each) for each in answers if each.row.domestic and each.row.part is Part.CHILD}
    if {YES, NO} <= said:
        return Agreed.DIFFER
    return Agreed(said.pop()) if len(said) == 1 else Agreed.CANNOT_TELL


def protect(question: Question, answers: Sequence[Answered], *, signs: bool = False) -> bool:
    """Whether to treat the person as a child: unless every test of 18 years says no.

    Without any birth a victim, a missing person and one in care are; one accused is where there are ``signs`` of it,
    such as that they, a court, the prosecution or a custodian say so.
    """
    if not stated_of(question.births):
        return question.ask in (Ask.VICTIM, Ask.MISSING, Ask.CARE) or signs
    tests = [_candidate(each) for each in answers if each.row.majority]
    return any(each != NO for each in tests or [_age(question, At.ACT, MAJORITY)])


def ages_on(question: Question, at: At) -> Ages | None:
    """The range of ages on the days of an event; None where there is no birth or no day."""
    stated, days = stated_of(question.births), question.days.get(at)
    first = span_or_none(days.first) if days else None
    if not stated or days is None or first is None:
        return None
    last = span_or_none(days.last) or first
    return ages_at(stated, first.first_day, max(first.last_day, last.last_day))


def _law(row: AgeRow, question: Question) -> Answer:
    """Whether the row is in force on the days on which it counts; an unknown day leaves it open."""
    found = []
    for at in _events(row.at):
        days = question.days.get(at)
        first = span_or_none(days.first) if days else None
        if days is None or first is None:
            continue
        last = span_or_none(days.last) or first
        found.append(in_force_over(row.provision, first.first_day, max(first.last_day, last.last_day), question.place))
    return any_of(found) if found else CANNOT_TELL


def _events(at: At) -> tuple[At, ...]:
    return (At.ACT, At.REPORT) if at is At.ACT_OR_REPORT else (at,)


def _age(question: Question, at: At, below: int | None) -> Answer:
    if below is None:
        return CANNOT_TELL
    said = []
    for event in _events(at):
        if days := question.days.get(event):
            said.append(child(question.births, days.first, days.last, below=below, continuing=days.continuing))
    return any_of(said) if said else CANNOT_TELL


def _of_sex(row: AgeRow, question: Question) -> bool:
    return not row.sex or question.sex not in SEXES or row.sex == question.sex


def _answered(question: Question, row: AgeRow, law: Answer, held: Sequence[tuple[AgeRow, Answer]]) -> Answered:
    age = _age(question, row.at, row.below)
    answer, why = age, _why(question, row, age)
    if row.sex and question.sex not in SEXES and not _sexes_agree(question, row, held):
        age = answer = CANNOT_TELL
        why = Why.SEX
    elif law == CANNOT_TELL and age != NO:
        answer, why = CANNOT_TELL, Why.LAW
    english, urdu = reason_of(row, answer, why, ages_on(question, _events(row.at)[0]))
    return Answered(row, answer, why, age, english, urdu, reaches(row.provision, question.place) == CANNOT_TELL)


def _why(question: Question, row: AgeRow, age: Answer) -> Why:
    if age != CANNOT_TELL:
        return Why.NONE
    if row.below is None:
        return Why.UNDEFINED
    if not stated_of(question.births):
        return Why.BIRTH
    return Why.AGE if any(at in question.days for at in _events(row.at)) else Why.DAY


def _sexes_agree(question: Question, row: AgeRow, held: Sequence[tuple[AgeRow, Answer]]) -> bool:
    """Whether the law says the same of both sexes; a sex that it does not name is no child under it."""
    same = [each for each, _ in held if _law_of(each) == _law_of(row)]
    said = {each.sex: _age(question, each.at, each.below) for each in same}
    return len({said.get(sex, NO) for sex in SEXES}) == 1


def _law_of(row: AgeRow) -> tuple[str, str, str]:
    return row.provision.law, row.provision.section, row.part


def _candidate(each: Answered) -> Answer:
    return each.age if each.why is Why.LAW and not each.open_place else each.answer
