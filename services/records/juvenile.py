"""Whether a person was a child at the act: age as a range, judged from dates (JJSA 2018 s. 2).

A range that straddles 18 is handled as juvenile until decided. Turning 18 later lifts nothing: only the act's
date counts. Births that sources state differently widen the range. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from services.records.dates import span_or_none, years_between
from services.records.domain import (
    OFFENDER_ROLES,
    Birth,
    CaseFile,
    RecordVersion,
)

MAJORITY: Final = 18
_STEPS: Final = frozenset({"COURT_EVENT", "INVESTIGATION_EVENT"})
_DONE_BY_RELEASE: Final = frozenset({"SENTENCE_SERVED", "DIVERTED"})


class Ages(NamedTuple):
    """Completed years at the act, youngest and oldest possible; ``oldest`` None where no birth bounds it."""

    youngest: int
    oldest: int | None


def judge(births: Iterable[Birth], act_from: str, act_to: str = "", *, done: bool = False) -> str:
    """``NO``, ``POSSIBLE``, ``YES`` or ``DONE`` (diverted, or sentence done).

    Without any birth stated there is no range, and the answer is ``NO``; with one but without a date of the
    act it is ``POSSIBLE``.
    """
    stated = [b for b in births if span_or_none(b.earliest) or span_or_none(b.latest)]
    if not stated:
        return "NO"
    first = span_or_none(act_from)
    if first is None:
        return "DONE" if done else "POSSIBLE"
    last = span_or_none(act_to) or first
    ages = ages_at(stated, first.first_day, max(first.first_day, last.last_day))
    if ages.youngest >= MAJORITY:
        return "NO"
    if done:
        return "DONE"
    return "YES" if ages.oldest is not None and ages.oldest < MAJORITY else "POSSIBLE"


def ages_at(births: Iterable[Birth], first_day: int, last_day: int) -> Ages:
    """The range of ages over all ``births`` from ``first_day`` to ``last_day`` (days since 1970-01-01)."""
    earliest: list[int | None] = []
    latest: list[int | None] = []
    for birth in births:
        first, last = span_or_none(birth.earliest), span_or_none(birth.latest)
        earliest.append(first.first_day if first else None)
        latest.append(last.last_day if last else None)
    youngest = 0 if None in latest else years_between(max(d for d in latest if d is not None), first_day)
    oldest = None if None in earliest else years_between(min(d for d in earliest if d is not None), last_day)
    return Ages(max(youngest, 0), oldest)


def of_case(records: Iterable[RecordVersion]) -> str:
    """The judgment over all versions of one person in one case, case-level ones among them.

    A diversion is open to juveniles only (s. 9), so it answers ``DONE`` even where no birth is stated.
    """
    held = [r for r in records if r.status not in ("WITHDRAWN", "EXPUNGED")]
    if any(_diverted(r) for r in held):
        return "DONE"
    stated = [r.subject.birth for r in held if r.subject and r.subject.birth and r.role in OFFENDER_ROLES]
    if not stated:
        return "NO"
    births = {(birth.earliest, birth.latest): birth for birth in stated}.values()
    act_from, act_to = act_dates(held)
    return judge(births, act_from, act_to, done=any(_sentence_done(r) for r in held))


def act_dates(records: Sequence[RecordVersion]) -> tuple[str, str]:
    """First and last possible date of the act: as case files say, else of the report, else of the earliest version."""
    files = [r.body for r in records if isinstance(r.body, CaseFile)]
    acts = [(f.act_from or f.act_to, f.act_to or f.act_from) for f in files]
    acts = [act for act in acts if span_or_none(act[0]) and span_or_none(act[1])]
    if not acts:
        dates = [f.reported for f in files if span_or_none(f.reported)]
        if not dates:
            earliest = min((r.valid_from for r in records if span_or_none(r.valid_from)), key=_first_day, default="")
            dates = [earliest] if earliest else []
        acts = [(text, text) for text in dates]
    if not acts:
        return "", ""
    return min((first for first, _ in acts), key=_first_day), max((last for _, last in acts), key=_last_day)


def _first_day(text: str) -> int:
    found = span_or_none(text)
    return found.first_day if found else 0


def _last_day(text: str) -> int:
    found = span_or_none(text)
    return found.last_day if found else 0


def _diverted(record: RecordVersion) -> bool:
    return record.kind in _STEPS and getattr(record.body, "type", "") == "DIVERTED"


def _sentence_done(record: RecordVersion) -> bool:
    body: Any = record.body
    return record.kind == "CUSTODY_EVENT" and body.type == "RELEASE" and body.release_reason in _DONE_BY_RELEASE
