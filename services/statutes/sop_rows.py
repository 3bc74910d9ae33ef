"""Procedures with clocks: who does what, from which event, within what time, and what shows that it was done. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from services.statutes.errors import BadLaw
from services.statutes.provision import Provision
from services.statutes.reading import Fields, read, rows
from services.vocabulary.word import Word

EVENTS: Final = frozenset(
    {
        "MISSING_CHILD_REPORTED", "FIR", "ZARRA_TOLD", "TAKEN_INTO_CARE", "PARENTS_TOLD", "CARER_NAMED",
        "INTERIM_ORDER", "COURT_APPLICATION",
        "ASSESSMENT", "MAGISTRATE", "SEARCHED", "SEARCH_REPORTED", "ARREST", "PRODUCED",
        "POLICE_CUSTODY_ENDED", "CHALLAN", "CHILD_ARRESTED", "GUARDIAN_TOLD", "PROBATION_OFFICER_TOLD",
        "POSSIBLE_VICTIM", "SCREENED", "VICTIM_STATUS", "REFERRAL", "VICTIM_CROSSED", "TRANSFER_DECIDED",
    }
)  # fmt: skip
"""Words of events that are dated: what starts a clock, and what shows that a step was done."""
_DURATION: Final = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?", re.ASCII)
_UNITS_MS: Final = (86_400_000, 3_600_000, 60_000, 1000)


class Counts(Word):
    """Whether a clock runs day and night, or on working days alone."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Step:
    """``within_ms``, ``escalate_after_ms``: from the start, of which the second is 0 where nobody is told."""

    provision: Provision
    who: str
    what: str
    starts_on: str
    within_ms: int
    counts: Counts
    evidence: str
    escalate_to: str
    escalate_after_ms: int


@dataclass(frozen=True, slots=True)
class Sop:
    """A procedure. ``takes_over``: this version counts for open cases that began under an earlier one too."""

    provision: Provision
    title: str
    issuer: str
    takes_over: bool
    steps: tuple[Step, ...]


@cache
def shipped_sops() -> Mapping[str, Sop]:
    """Those that come with the program, by id. Raises BadLaw."""
    folder = files("services.statutes") / "data" / "sops"
    found: dict[str, Sop] = {}
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        for name, sop in sop_of(path.name, path.read_bytes()).items():
            if name in found:
                raise BadLaw(path.name, name, "id", "is there twice")
            found[name] = sop
    return found


def sop_of(name: str, raw: bytes) -> Mapping[str, Sop]:
    """The one procedure of a file, by its id. Raises BadLaw."""
    file = read(name, raw)
    steps = tuple(rows(file, "step", _step).values())
    found = rows(file, "sop", lambda fields: _sop(fields, steps))
    if len(found) != 1:
        raise BadLaw(name, "", "sop", "is not one procedure")
    return found


def milliseconds(text: str) -> int:
    """Of an ISO 8601 duration in days, hours, minutes and seconds. Raises ValueError."""
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ValueError("is no duration such as PT2H or P3D")
    return sum(int(number or 0) * unit for number, unit in zip(found.groups(), _UNITS_MS, strict=True))


def _sop(fields: Fields, steps: tuple[Step, ...]) -> Sop:
    return Sop(fields.provision(), fields.text("title"), fields.text("issuer"), fields.flag("takes_over"), steps)


def _step(fields: Fields) -> Step:
    return Step(
        provision=fields.provision(),
        who=fields.text("who"),
        what=fields.text("what"),
        starts_on=fields.word("starts_on", EVENTS),
        within_ms=_duration(fields, "within", None),
        counts=Counts(fields.word("counts", frozenset(Counts), Counts.CALENDAR)),
        evidence=fields.word("evidence", EVENTS),
        escalate_to=fields.text("escalate_to", ""),
        escalate_after_ms=_duration(fields, "escalate_after", "PT0S"),
    )


def _duration(fields: Fields, name: str, default: str | None) -> int:
    text = fields.text(name, default)
    try:
        return milliseconds(text)
    except ValueError as error:
        raise fields.bad(name, str(error)) from None
