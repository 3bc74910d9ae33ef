"""A traveller at a border post: who is asked about, and what the post is told."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.history import Banner, Desk
from services.values.records.subject import Identifier


@dataclass(frozen=True, slots=True)
class NamedTraveller:
    """Who travels without a document; ``birth_year`` from 1900; ``gender``: M, F, X or ""."""

    name: str = ""
    birth_year: int = 0
    gender: str = ""


@dataclass(frozen=True, slots=True)
class CheckTravellerRequest:
    """A document, or a name with a year of birth; never both. ``post``: where, as the crossing feed calls it, or ""."""

    document: Identifier | None = None
    named: NamedTraveller | None = None
    post: str = ""


@dataclass(frozen=True, slots=True)
class TravellerHit:
    """What to do, on whose authority, and whom to call; ``expires`` ISO 8601, empty while the entry lasts."""

    owner: str = ""
    owner_name: str = ""
    desk: Desk | None = None
    handle: str = ""
    action: str = ""
    caution: str = ""
    authority: str = ""
    list_type: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class CheckTravellerResponse:
    """``more``: more owners hold somebody of such a name than are told.

    ``banners``: that the prosecution is to be asked first, or none. ``name_search``: ALL, CHILD_ALERTS, NONE, or "" of
    a document. ``synced_ms``: since when a member's own node holds all that every agency gives it, 0 on the hub.
    """

    hits: tuple[TravellerHit, ...] = ()
    more: bool = False
    banners: tuple[Banner, ...] = ()
    name_search: str = ""
    synced_ms: int = 0


@dataclass(frozen=True, slots=True)
class PostCheck:
    """A check by a document that an agency's own node answered."""

    post: str = ""
    document: Identifier | None = None
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class CountCrossingsRequest:
    """``from_day``, ``to_day``: ``YYYY-MM-DD`` in Asia/Karachi, both included."""

    checks: tuple[PostCheck, ...] = ()
    from_day: str = ""
    to_day: str = ""


@dataclass(frozen=True, slots=True)
class PostDay:
    """``unchecked``: of ``crossings``. ``post``: "" for checks that named none; ``added_up``: posts in one line."""

    agency: str = ""
    post: str = ""
    day: str = ""
    crossings: int = 0
    unchecked: int = 0
    checks: int = 0
    added_up: int = 0


@dataclass(frozen=True, slots=True)
class CountCrossingsResponse:
    """``taken_until_ms``: checks that were brought count up to then."""

    days: tuple[PostDay, ...] = ()
    taken_until_ms: int = 0
