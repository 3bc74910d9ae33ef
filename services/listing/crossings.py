"""Crossings at posts that nobody checked, by post and day: figures, without names and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from services.listing.part import Part

if TYPE_CHECKING:
    from rabta.exchange.v1 import check_service_pb2

    from services.values.exchange import PostDay

    Told = check_service_pb2.PostDay | PostDay

POSTS: Final = ("post", "day", "crossings", "without a check", "checks")
ALL_POSTS: Final = ("agency", *POSTS)


def row(of: Told) -> tuple[str, ...]:
    """Under :data:`POSTS`; checks that named no post stand apart, and so do posts that are added up."""
    return of.post or _without_name(of.added_up), of.day, str(of.crossings), str(of.unchecked), str(of.checks)


def _without_name(added_up: int) -> str:
    if not added_up:
        return "no post named"
    return "1 further post" if added_up == 1 else f"{added_up} further posts"


def crossings(days: Iterable[Told]) -> Part:
    """A row for each agency, post and day, those with most crossings without a check first."""
    ranked = sorted(days, key=lambda each: (-each.unchecked, each.agency, each.post, each.day))
    return Part("Crossings", ALL_POSTS, [(each.agency, *row(each)) for each in ranked])
