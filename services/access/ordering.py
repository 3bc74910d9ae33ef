"""Which court may order that data of a feed be given, by the law that the order is of.

Data only. Marks as in ``purpose.py``; all but V go to counsel before production. Shown in ``docs/vocabulary.md`` and
``docs/law.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.vocabulary.access import AuthorityKind, FeedKind


class Ordering(NamedTuple):
    """``tiers``: of the registry's courts, empty where the law takes any court; ``law``, ``mark``: what says so."""

    tiers: frozenset[str]
    law: str
    mark: str


_SUPERIOR: Final = frozenset({"HIGH", "SUPREME"})
_ANY_COURT: Final = Ordering(frozenset(), "CrPC s. 94(1): any court", "K")
_PECA: Final = Ordering(frozenset(), "PECA s. 2 (Bill): a court designated under the Act", "check")
_IFTA: Final = Ordering(_SUPERIOR, "IFTA 2013 s. 3(h): a Judge of the High Court", "V")

ORDERING: Final[Mapping[tuple[str, str], Ordering]] = {
    (AuthorityKind.COURT_ORDER, FeedKind.MONEY): Ordering(
        _SUPERIOR | {"SESSION"}, "CrPC s. 94(1) proviso: what a bank keeps, by Sessions or High Court alone", "K"
    ),
    (AuthorityKind.COURT_ORDER, FeedKind.CDR): _ANY_COURT,
    (AuthorityKind.COURT_ORDER, FeedKind.CONTENT): _ANY_COURT,
    (AuthorityKind.COURT_ORDER, FeedKind.TRAVEL): _ANY_COURT,
    **{(AuthorityKind.PECA_WARRANT, feed): _PECA for feed in FeedKind},
    **{(AuthorityKind.IFTA_WARRANT, feed): _IFTA for feed in FeedKind},
}
"""By kind of authority and kind of feed. What is not here rests on an office or a statute, not on a court."""

BY_COURT: Final = frozenset(kind for kind, _ in ORDERING)
"""Kinds of authority that a court issues: they name it."""


def may_order(kind: str, feed: str, tier: str) -> bool:
    """Whether a court of ``tier`` may order it; ``tier`` empty: no court that the registry lists."""
    ordering = ORDERING.get((kind, feed))
    return ordering is None or not ordering.tiers or tier in ordering.tiers
