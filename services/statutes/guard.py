"""Whether a prosecutor must look at a charge because the accused may be a victim of trafficking. Pure.

The law bars liability for offences under the PTPA alone (s. 6). So the guard stops nobody and frees nobody: it sees to
it that somebody who may decide looks, in time. It never goes by a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.statutes.charged import means
from services.statutes.provision import Provision
from services.statutes.reading import Fields, read, rows, shipped
from services.tables.days import DAY_MS
from services.values.dates import Span, span_or_none
from services.values.records import Section
from services.vocabulary.word import Word

FILE: Final = "non_punishment.toml"
GAP_DAYS: Final = 365
"""After a period, how long an act may still have to do with it (P)."""
_HOUR_MS: Final = 3_600_000


class Status(Word):
    """What somebody is held to be in a case of trafficking; after HTCDS ``TraffickingStatus``, and PRESUMED."""

    NONE = "NONE"
    POSSIBLE = "POSSIBLE"
    PRESUMED = "PRESUMED"
    RECOGNISED = "RECOGNISED"
    REJECTED = "REJECTED"


class Guard(Word):
    """What follows for one charge, strictest first."""

    BAR = "BAR"
    GUARD = "GUARD"
    NOTE = "NOTE"
    NONE = "NONE"


class Outcome(Word):
    """What a prosecutor decides."""

    PROCEED = "PROCEED"
    NOT_SENT_UP = "NOT_SENT_UP"
    WITHDRAW = "WITHDRAW"
    DISCHARGE = "DISCHARGE"
    SEPARATE_PERSON = "SEPARATE_PERSON"


class Addressee(Word):
    """Who is told when nobody has decided."""

    PROSECUTOR = "PROSECUTOR"
    DISTRICT_PROSECUTOR = "DISTRICT_PROSECUTOR"
    OVERSIGHT = "OVERSIGHT"


@dataclass(frozen=True, slots=True)
class GuardRow:
    """``charged``: sections or Acts that it is about; ``hides``: purposes of exploitation that they often stand for."""

    provision: Provision
    charged: tuple[str, ...]
    hides: tuple[str, ...]


class Guards(NamedTuple):
    """``bars``: offences for which a victim is not liable; ``watched``: charges that a prosecutor must look at."""

    bars: Mapping[str, GuardRow]
    watched: Mapping[str, GuardRow]


class Victimhood(NamedTuple):
    """Of one person in one case. ``first``, ``last``: the period of exploitation, ISO text, empty where not known.

    ``strong``: whether both roles are of one person by a strong number; ``misused``: whether a note says that the
    number was misused.
    """

    status: Status
    first: str = ""
    last: str = ""
    strong: bool = True
    misused: bool = False


class Accused(NamedTuple):
    """``own``: whether the case is about the trafficking whose victim they are, by nobody but themselves."""

    sections: tuple[Section, ...]
    act_from: str = ""
    act_to: str = ""
    own: bool = False


class Found(NamedTuple):
    """``confirm_identity``: that is asked first."""

    guard: Guard
    confirm_identity: bool = False


class Basis(NamedTuple):
    """What an outcome was decided on; another basis opens the question again."""

    status: Status
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The same for the same status and the same sections, in whatever order."""
        return " ".join([self.status, *sorted({f"{each.statute}:{each.provision}" for each in self.sections})])


def guards(raw: bytes | None = None, name: str = FILE) -> Guards:
    """The rows of the file. Raises BadLaw."""
    file = read(name, shipped(FILE) if raw is None else raw)
    return Guards(rows(file, "bar", _row), rows(file, "watch", _row))


def guard(victim: Victimhood, accused: Accused, of: Guards) -> Found:
    """What follows from who somebody is for one charge."""
    if victim.status in (Status.NONE, Status.REJECTED) or not victim.strong:
        return Found(Guard.NONE)
    said = [_one(victim, accused, section, of) for section in accused.sections]
    strictest = min(said, key=list(Guard).index, default=Guard.NONE)
    return Found(strictest, victim.misused and strictest in (Guard.BAR, Guard.GUARD))


def is_watched(section: Section, of: Guards) -> bool:
    """Whether a prosecutor looks at such a charge where the accused may be a victim: the Act of the bar, or a row."""
    return _about(of.bars, section) or _about(of.watched, section)


def stages(since_ms: int, *, custody: bool) -> dict[Addressee, int]:
    """When each desk is to be told unless somebody decides, in that order, epoch milliseconds (P).

    ``since_ms``: when both roles were in the hub.
    """
    return {
        Addressee.PROSECUTOR: since_ms + (24 if custody else 72) * _HOUR_MS,
        Addressee.DISTRICT_PROSECUTOR: since_ms + 7 * DAY_MS,
        Addressee.OVERSIGHT: since_ms + 14 * DAY_MS,
    }


def _row(fields: Fields) -> GuardRow:
    return GuardRow(fields.provision(), fields.texts("charged"), fields.texts("hides", ()))


def _one(victim: Victimhood, accused: Accused, section: Section, of: Guards) -> Guard:
    if _about(of.bars, section):
        sure = victim.status in (Status.RECOGNISED, Status.PRESUMED)
        return Guard.BAR if sure and accused.own else Guard.GUARD
    if not _about(of.watched, section):
        return Guard.NOTE
    period, act = _period(victim.first, victim.last), _period(accused.act_from, accused.act_to)
    if period is None or act is None or (act.first_day <= period.last_day and act.last_day >= period.first_day):
        return Guard.GUARD
    after = act.first_day - period.last_day
    return Guard.NOTE if 0 < after <= GAP_DAYS else Guard.NONE


def _about(held: Mapping[str, GuardRow], section: Section) -> bool:
    return any(means(text, section) for row in held.values() for text in row.charged)


def _period(first: str, last: str) -> Span | None:
    begins = span_or_none(first)
    if begins is None:
        return None
    ends = span_or_none(last) or begins
    return begins._replace(last_day=max(begins.last_day, ends.last_day))
