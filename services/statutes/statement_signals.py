"""Signs that somebody may not have spoken freely, of a first statement and of one that takes it back alike. Pure.

The first may be the forced one and the retraction the truth: no sign says which is true. Reviews go to the prosecutor,
the protection unit and oversight, never to the station of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.tables.zone import PAKISTAN_MS
from services.values.dates import span_or_none
from services.vocabulary.answers import YES, Answer
from services.vocabulary.word import Word

ALIKE: Final = 0.9
RELEASE_DAYS: Final = 30
SHELTER_DAYS: Final = 14
_ACCUSED_SIDE: Final = frozenset({"ACCUSED", "ACCUSED_KIN", "EMPLOYER", "LANDLORD", "ELDER"})
_NIGHT_FROM, _NIGHT_TO = 21, 6
_HOUR_MS: Final = 3_600_000


class Signal(Word):
    """Signs, each of a family: the letter that it begins with."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    L1 = "L1"
    L2 = "L2"
    T1 = "T1"
    T2 = "T2"
    X1 = "X1"
    M1 = "M1"
    G1 = "G1"
    R1 = "R1"


class Relation(Word):
    """How a statement stands to earlier ones."""

    FIRST = "FIRST"
    CONFIRMS = "CONFIRMS"
    ADDS = "ADDS"
    MODIFIES = "MODIFIES"
    RETRACTS = "RETRACTS"


class Review(Word):
    """Whether people look at a statement again, or at most a line stands beside it."""

    NONE = "NONE"
    NOTE = "NOTE"
    REVIEW = "REVIEW"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. ``type``: 161, 164, COURT, AFFIDAVIT, COMPROMISE or CHILD_INTERVIEW; ``at``: ISO text;
    ``present``: roles of who was there; ``language``: of the speaker; ``written_in``: of the statement.
    """

    type: str
    relation: Relation
    at: str
    present: frozenset[str] = frozenset()
    liberty: str = "FREE"
    language: str = ""
    written_in: str = ""
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside it. ``releases``: days on which an accused was bailed or released, ``left_shelter``: the
    day, ISO text; ``held``: in custody by another record than this one; ``alike``: to another person's retraction, 0 to
    1; ``money``: from the accused's side within 30 days, None where no money warrant covers the question;
    ``unprotected``: a measure was ordered, and was not in force that day.
    """

    child: bool = False
    guardian_accused: bool = False
    releases: tuple[str, ...] = ()
    held: bool = False
    left_shelter: str = ""
    alike: float = 0.0
    same_drafter: bool = False
    money: Answer | None = None
    unprotected: bool = False
    scheduled: bool = False
    trafficking: bool = False
    earlier_164: int = 0


def signals(said: Said, around: Around) -> frozenset[Signal]:
    """The signs that there are."""
    found = {
        Signal.P1: bool(said.present & _ACCUSED_SIDE),
        Signal.P2: _alone(said, around),
        Signal.P3: bool(said.language and said.written_in != said.language and not said.interpreter),
        Signal.L1: around.held or said.liberty in ("WITH_ACCUSED_SIDE", "CUSTODY"),
        Signal.L2: _days_after(around.left_shelter, said.at, SHELTER_DAYS),
        Signal.T1: any(_days_after(day, said.at, RELEASE_DAYS) for day in around.releases),
        Signal.T2: _at_night(said.at),
        Signal.X1: around.same_drafter or around.alike >= ALIKE,
        Signal.M1: around.money == YES,
        Signal.G1: around.unprotected,
        Signal.R1: said.type == "164" and around.scheduled and around.earlier_164 > 0,
    }
    return frozenset(each for each, there in found.items() if there)


def review(said: Said, around: Around) -> Review:
    """Two families of signs about a change, or a second s. 164 statement where Anti-Rape Act s. 14 allows one."""
    found = signals(said, around)
    families = {each[0] for each in found}
    changes = said.relation in (Relation.RETRACTS, Relation.MODIFIES)
    if Signal.R1 in found or (changes and len(families) >= 2):
        return Review.REVIEW
    if said.relation is Relation.FIRST and {Signal.P2, Signal.L1} <= found:
        return Review.REVIEW
    return Review.NOTE if families or composition_not_open(said, around) else Review.NONE


def composition_not_open(said: Said, around: Around) -> bool:
    """Whether a compromise is written in a case that cannot be compounded (PTPA; CrPC s. 345(7), V2)."""
    return said.type == "COMPROMISE" and around.trafficking


def _alone(said: Said, around: Around) -> bool:
    if "POLICE" not in said.present or said.present & {"SUPPORT", "MAGISTRATE"}:
        return False
    return not (around.child and "GUARDIAN" in said.present and not around.guardian_accused)


def _days_after(before: str, at: str, days: int) -> bool:
    first, then = span_or_none(before), span_or_none(at)
    return first is not None and then is not None and 0 <= then.last_day - first.first_day <= days


def _at_night(at: str) -> bool:
    when = span_or_none(at)
    if when is None or not when.timed:
        return False
    hour = (when.first_ms + PAKISTAN_MS) // _HOUR_MS % 24
    return hour >= _NIGHT_FROM or hour < _NIGHT_TO
