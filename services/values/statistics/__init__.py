"""Frozen values that mirror ``proto/rabta/statistics/v1``, field for field. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseTable:
    """One table of a plan. ``k``: least count that is printed."""

    id: str = ""
    k: int = 0


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """What is published of one period: from ``first`` to the day before ``until``, ISO 8601."""

    name: str = ""
    first: str = ""
    until: str = ""
    tables: tuple[ReleaseTable, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReleaseRequest:
    """A plan, made before anything is counted."""

    plan: ReleasePlan | None = None


@dataclass(frozen=True, slots=True)
class PlanReleaseResponse:
    """The plan as it is kept."""

    plan: ReleasePlan | None = None


@dataclass(frozen=True, slots=True)
class CountReleaseRequest:
    """By the plan that the call cites; ``plan``: its name."""

    plan: str = ""


@dataclass(frozen=True, slots=True)
class CountReleaseResponse:
    """``release``: JSON, UTF-8, the same bytes for ever."""

    release: bytes = b""
