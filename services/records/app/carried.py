"""What looks at one person gave, put together: each row once, and hits as if one look had given them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.app.hits import MISUSE_CLAIMED, acting_rows, hits_of
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
    found: list[Hit] = []
    for part in parts:
        person, rows = part.seen.person, part.shown.rows
        acting = {row.record: part.shown.versions[row.record] for row in acting_rows(person, rows)}
        for hit in hits_of(context, ask, registry, person, rows, acting):
            if hit.action not in (None, MISUSE_CLAIMED) or (hit.owner, hit.action) not in {
                (each.owner, each.action) for each in found
            }:
                found.append(hit)
    return found
