"""Bodies of records about custody and bail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """A dated fact about custody; ``days`` of remand, remission or parole."""

    type: str = ""
    at: str = ""
    place: str = ""
    days: int = 0
    release_reason: str = ""
    note: str = ""
    court: str = ""
    warrant_no: str = ""


@dataclass(frozen=True, slots=True)
class Bail:
    """One order about bail; surety in paisa."""

    type: str = ""
    at: str = ""
    court: str = ""
    surety_minor: int = 0
    note: str = ""
