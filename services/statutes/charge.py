"""What a list of charges leaves out or should not hold, as points for the officer who decides. Pure.

A point says "add" and never "replace": PPC s. 371-A carries 25 years where PTPA s. 3 carries seven to ten, and its
court is another. Both may be charged, and are punished once (PPC s. 71; General Clauses Act s. 26, K).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from services.statutes.charged import means, number
from services.statutes.fit import Facts, Fit, Verdict, law_of
from services.statutes.offence_rows import OffenceRow
from services.values.dates import span_or_none
from services.values.records import Section
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer, any_of
from services.vocabulary.word import Word

REASON_DAYS: Final = 14
"""How long a reason for charging the general law alone holds, or until the challan (P)."""
MIN_REASON: Final = 40
"""Characters that a reason in words has at least."""


class PointKind(Word):
    """What there is to say about a list of charges."""

    PTPA_MISSING = "PTPA_MISSING"
    GENERAL_ONLY = "GENERAL_ONLY"
    SECTION_OMITTED = "SECTION_OMITTED"
    SECTION_NOT_YET = "SECTION_NOT_YET"
    BAILABLE_ONLY = "BAILABLE_ONLY"
    WRONG_INVESTIGATOR = "WRONG_INVESTIGATOR"


class GeneralReason(Word):
    """Why the general law alone is charged, as the officer says."""

    ELEMENT_UNSUPPORTED = "ELEMENT_UNSUPPORTED"
    ACT_BEFORE_2018 = "ACT_BEFORE_2018"
    PROSECUTOR_ADVICE = "PROSECUTOR_ADVICE"
    COURT_ORDER = "COURT_ORDER"
    OTHER = "OTHER"


class Point(NamedTuple):
    """``offences``: which it is about."""

    kind: PointKind
    offences: tuple[str, ...]


class Reason(NamedTuple):
    """``words``: which element, whose advice, which order, or the reason itself; ``day``: of the reason, ISO text."""

    kind: GeneralReason
    words: str
    officer: str
    day: str


class Conviction(NamedTuple):
    """Of somebody before. ``final``: nothing is open against it; ``by_court``: a court's own record."""

    section: Section
    final: bool
    by_court: bool
    acquitted: bool = False


def charge_check(
    charged: Sequence[Section], fits: Mapping[str, Fit], rows: Mapping[str, OffenceRow], facts: Facts
) -> tuple[Point, ...]:
    """Points about what is charged, each kind once, in the order of the kinds."""
    points: list[Point] = []
    trafficking = _fitting(fits, lambda row: row.trafficking)
    is_charged = {name for name, row in rows.items() if any(charges(section, row) for section in charged)}
    held = {rows[name].offence for name in is_charged}
    if trafficking and not any(rows[name].trafficking for name in is_charged):
        points.append(Point(PointKind.PTPA_MISSING, trafficking))
        if charged and all(_general(section, rows) for section in charged):
            points.append(Point(PointKind.GENERAL_ONLY, trafficking))
    gone, early = _out_of_force(is_charged, rows, facts)
    points += [Point(PointKind.SECTION_OMITTED, gone)] if gone else []
    points += [Point(PointKind.SECTION_NOT_YET, early)] if early else []
    harder = _fitting(fits, lambda row: row.bailable is False)
    if held and harder and all(_bailable(section, rows, facts) for section in charged):
        points.append(Point(PointKind.BAILABLE_ONLY, harder))
    return tuple(points)


def reason_fault(reason: Reason) -> str:
    """What is wrong with a reason for charging the general law alone; empty where nothing is."""
    if not reason.officer.strip() or span_or_none(reason.day) is None:
        return "names no officer or no day"
    if reason.kind is GeneralReason.OTHER and len(reason.words.strip()) < MIN_REASON:
        return f"has fewer than {MIN_REASON} characters"
    needs = (GeneralReason.ELEMENT_UNSUPPORTED, GeneralReason.PROSECUTOR_ADVICE, GeneralReason.COURT_ORDER)
    if reason.kind in needs and not reason.words.strip():
        return "names no element, no prosecutor or no order"
    return ""


def reason_holds(reason: Reason, day: int, *, sent_up: bool) -> bool:
    """Whether a reason still answers its point on a day (days since 1970-01-01)."""
    given = span_or_none(reason.day)
    return not sent_up and given is not None and 0 <= day - given.first_day < REASON_DAYS


def repetition(earlier: Iterable[Conviction]) -> Answer:
    """Whether somebody repeats an offence (PTPA s. 4): only a court's final conviction under ss. 3 or 4 says so."""
    return any_of(_repeats(each) for each in earlier)


def charges(section: Section, row: OffenceRow) -> bool:
    """Whether a section as charged is that of a row."""
    return any(means(text, section) for text in row.charged)


def _repeats(each: Conviction) -> Answer:
    if each.acquitted or each.section.statute != "PTPA":
        return NO
    if number(each.section.provision) not in ("3", "4"):
        return NO
    if not each.by_court:
        return CANNOT_TELL
    return YES if each.final else CANNOT_TELL


def _fitting(fits: Mapping[str, Fit], of: Callable[[OffenceRow], bool]) -> tuple[str, ...]:
    return tuple(name for name, each in fits.items() if each.verdict is Verdict.FITS and of(each.row))


def _rows_of(section: Section, rows: Mapping[str, OffenceRow]) -> list[OffenceRow]:
    return [row for row in rows.values() if charges(section, row)]


def _general(section: Section, rows: Mapping[str, OffenceRow]) -> bool:
    """A section that no row knows is no trafficking charge, and so is one of the general law."""
    return not any(row.trafficking for row in _rows_of(section, rows))


def _bailable(section: Section, rows: Mapping[str, OffenceRow], facts: Facts) -> bool:
    found = [row for row in _rows_of(section, rows) if law_of(row, facts) != NO]
    return bool(found) and all(row.bailable is True for row in found)


def _out_of_force(
    is_charged: Iterable[str], rows: Mapping[str, OffenceRow], facts: Facts
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Offences charged of which no version held at the act: those that had ended, and those that had not begun."""
    by_offence: dict[str, list[OffenceRow]] = {}
    for name in is_charged:
        by_offence.setdefault(rows[name].offence, []).append(rows[name])
    out = {name: each for name, each in by_offence.items() if all(law_of(row, facts) == NO for row in each)}
    day = span_or_none(facts.act_from)
    if day is None:
        return (), ()
    ended = {name for name, each in out.items() if any(row.provision.to.by(day.first_day) == YES for row in each)}
    early = {name for name, each in out.items() if all(row.provision.begins.by(day.last_day) == NO for row in each)}
    return tuple(sorted(ended)), tuple(sorted(early))
