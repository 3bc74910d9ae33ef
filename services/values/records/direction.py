"""What police ask of the prosecution on one accused, and what it directs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskDirectionsRequest:
    """One accused of the cited case, by the reference that the banner names."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class AskDirectionsResponse:
    """When the desk notes the query, epoch milliseconds; the same for whatever reference."""

    noted_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListDirectionsRequest:
    """What was asked and directed in the cited case."""


@dataclass(frozen=True, slots=True)
class Direction:
    """What the prosecution directs, without a reason. ``kind``: PROCEED CONSULT_FIRST SEND_FILE WAIT."""

    kind: str = ""
    agency: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListedDirection:
    """One reference at the desk. ``asked_by``: an agency, "" where nobody asked; times in epoch milliseconds."""

    reference: str = ""
    asked_by: str = ""
    asked_ms: int = 0
    noted_ms: int = 0
    noted: bool = False
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class ListDirectionsResponse:
    """Queries newest first, then directions that nobody asked for. ``more``: some are left out."""

    directions: tuple[ListedDirection, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class GiveDirectionsRequest:
    """What the prosecution directs on an accused of the cited case."""

    request_id: str = ""
    reference: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class GiveDirectionsResponse:
    """The direction as it stands."""

    direction: Direction | None = None
