"""Duties that nothing shows to have been done: told to the owner of the case alone, about its own papers.

A reader may hold only part of the papers, and an agency's omissions are no other agency's business: so a rule of
scope OWNER is asked only for the owner, when it reads its case, over what it may see. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from services.records.law.rule import FLAG, OWNER, Dossier, Finding, Rule


class Due(NamedTuple):
    """A duty not yet shown to be done. ``at_ms``: when it is late, Unix milliseconds."""

    at_ms: int
    finding: Finding


class Absence(NamedTuple):
    """The rule over a duty, and the duties themselves with their clocks."""

    rule: Rule
    due: Callable[[Dossier], Iterable[Due]]


def absence(rule_id: str, source: str, kinds: frozenset[str], due: Callable[[Dossier], Iterable[Due]]) -> Absence:
    """A rule that speaks once the clock of a duty has run out."""

    def check(dossier: Dossier) -> Iterator[Finding]:
        """Duties whose clock has run out."""
        return (each.finding for each in due(dossier) if each.at_ms < dossier.now_ms)

    return Absence(Rule(rule_id, source, FLAG, OWNER, kinds, check), due)
