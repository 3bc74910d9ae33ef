"""What looks at one person gave, put together: each row once, and hits as if one look had given them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from services.access.decision import Level
from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.app.hits import MISUSE_CLAIMED, UNDISCLOSED, Told, acting_rows, told_of
from services.records.app.looking import Look
from services.records.app.shown import Shown
from services.records.protection.view import Ask
from services.values.records import Hit, SignedPageHeader, VisibleVersion


class Carried(NamedTuple):
    """Rows that one look gave, none of them given by one before."""

    seen: Look
    shown: Shown

    def disclosed(self) -> list[VisibleVersion]:
        """Versions that are shown in full, under the real name."""
        codes = self.seen.person.disclosed
        return [self.shown.versions[row.record] for row in self.shown.rows if row.code in codes]


def pages_of(shown: Iterable[Shown]) -> dict[bytes, SignedPageHeader]:
    """Headers of all their pages, by SHA-256."""
    return {sha: page for each in shown for sha, page in each.pages.items()}


def hits_over(context: Context, ask: Ask, registry: Registry, parts: Iterable[Carried]) -> list[Hit]:
    """Hits of every look; a mere one of an owner once: only its owner says how many there are."""
    return [each.hit for each in told_over(context, ask, registry, parts)]


def told_over(
    context: Context, ask: Ask, registry: Registry, parts: Iterable[Carried], levels: frozenset[Level] = UNDISCLOSED
) -> list[Told]:
    """As :func:`hits_over`, of rows of these ``levels``, each with the list that its entry stands on."""
    found: list[Told] = []
    for part in parts:
        person, rows = part.seen.person, part.shown.rows
        acting = {row.record: part.shown.versions[row.record] for row in acting_rows(person, rows)}
        for each in told_of(context, ask, registry, person, rows, acting, levels):
            action = each.hit.action
            mere = action in (None, MISUSE_CLAIMED)
            if not mere or (each.hit.owner, action) not in {(one.hit.owner, one.hit.action) for one in found}:
                found.append(each)
    return found
