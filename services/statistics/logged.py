"""What the log says of plans and releases, among the record names of their entries. Pure.

A file that was put back lacks what was planned and counted since. An entry names a plan in full, and a release by its
digest; the plan's name is the case that the call cites.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from services.values.statistics import ReleasePlan, ReleaseTable

_PLAN: Final = "releases/plan/"
_COUNTED: Final = "releases/sha256/"


def plan_name(plan: ReleasePlan) -> str:
    """One name, of the days of the period and of the tables with their k, in their order."""
    return f"{_PLAN}{plan.first}/{plan.until}/{'+'.join(f'{each.id}={each.k}' for each in plan.tables)}"


def release_name(release: bytes) -> str:
    """One name, of the release's SHA-256."""
    return f"{_COUNTED}{sha256(release).hexdigest()}"


def plan_in(cited: str, names: Sequence[str]) -> ReleasePlan | None:
    """The plan that an entry tells of; None for every other entry. ``cited``: the key of the case that it cites."""
    for name in names:
        if name.startswith(_PLAN):
            first, until, tables = name.removeprefix(_PLAN).split("/")
            return ReleasePlan(cited, first, until, tuple(map(_table, tables.split("+"))))
    return None


def counted_in(names: Sequence[str]) -> bytes:
    """SHA-256 of the release that an entry tells of; empty for every other entry."""
    return next((bytes.fromhex(name.removeprefix(_COUNTED)) for name in names if name.startswith(_COUNTED)), b"")


def _table(text: str) -> ReleaseTable:
    name, _, k = text.partition("=")
    return ReleaseTable(name, int(k))
