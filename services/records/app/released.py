"""Single records that their owners released to the caller, for the cited case (row 37).

What is released would be a bare hit, and the policies decide on it anew. It is shown by itself: it leads to nobody,
joins no papers, and lifts nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.access.decision import Decision, Level
from services.access.trail import Inquiry, Trail
from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.protection.view import Ask, released_decision
from services.records.rows import FOREVER, ViewRow
from services.values.records import Release, VisibleVersion


class Released(NamedTuple):
    """``parts``: looks without the rows that are shown by a release. ``until_ms``: when the first of them ends."""

    parts: list[Carried]
    versions: list[VisibleVersion]
    releases: tuple[Release, ...]
    until_ms: int = FOREVER


def bare_names(parts: Sequence[Carried]) -> tuple[str, ...]:
    """Names of the records of which nothing but a hit is shown."""
    return tuple(sorted({_name(row) for part in parts for row in _bare(part)}))


async def any_released(context: Context, inquiry: Inquiry, records: Sequence[str]) -> bool:
    """Whether a release to the caller holds of any of these records now."""
    return bool(records and await context.releases.until(inquiry.caller, records, inquiry.now_ms))


async def released_over(context: Context, ask: Ask, parts: Sequence[Carried], trail: Trail) -> Released:
    """What is released of these looks, taken out of their rows; the trail is told who decided."""
    ends = await context.releases.until(ask.inquiry.caller, bare_names(parts), ask.inquiry.now_ms)
    kept: list[Carried] = []
    found: dict[int, tuple[VisibleVersion, Release]] = {}
    for part in parts:
        shown = {row.record: row for row in _bare(part) if _name(row) in ends and _shows(ask, part, row, trail)}
        for record, row in shown.items():
            version = part.shown.versions[record]
            found[record] = version, Release(version.record.name, row.agency, ends[_name(row)])
        rows = [row for row in part.shown.rows if row.record not in shown]
        kept.append(part._replace(shown=part.shown._replace(rows=rows)))
    releases = tuple(release for _, release in found.values())
    until_ms = min((each.until_ms for each in releases), default=FOREVER)
    return Released(kept, [version for version, _ in found.values()], releases, until_ms)


def discloses(decision: Decision) -> bool:
    """Whether a decision on a release shows the record, under its real name."""
    return decision.level == Level.DISCLOSED and not decision.pseudonym


def _shows(ask: Ask, part: Carried, row: ViewRow, trail: Trail) -> bool:
    person = part.seen.person
    decision = released_decision(ask, person.classes[row.code], row.code, part.seen.of)
    if not discloses(decision):
        return False
    trail.policies.update(decision.policies)
    trail.withheld[row.agency, person.decisions[row.code].cause] -= 1
    return True


def _bare(part: Carried) -> list[ViewRow]:
    decisions = part.seen.person.decisions
    return [row for row in part.shown.rows if decisions[row.code].level == Level.HIT]


def _name(row: ViewRow) -> str:
    return f"agencies/{row.agency}/records/{row.record_id}"
