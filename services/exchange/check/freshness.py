"""Whether copies are fresh enough for officers to be answered from them. Pure.

An answer without the records of one agency would read as nothing held by that agency. So either all of them are as
fresh as their agreements ask, or none is answered from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from services.membership.rows import AgreementRow
from services.vocabulary.access import Purpose
from services.vocabulary.protection import FOR_ARREST

HOUR_MS: Final = 3_600_000


def hours_at_posts(agreements: Iterable[AgreementRow]) -> dict[str, int]:
    """As :func:`hours_of`, of the entries that posts are given."""
    return hours_of((row for row in agreements if row.kinds & FOR_ARREST), Purpose.CHECKPOINT)


def hours_of(agreements: Iterable[AgreementRow], purpose: str) -> dict[str, int]:
    """Giver -> hours that its copies may be old where officers ask for a purpose: of several agreements the longest.

    ``agreements``: of the holder, in force on the day. Those that do not name the purpose are passed over.
    """
    found: dict[str, int] = {}
    for row in agreements:
        if purpose in row.purposes:
            found[row.giver] = max(found.get(row.giver, 0), row.stale_after_h)
    return found


def too_old(hours: Mapping[str, int], synced: Mapping[str, int], now_ms: int) -> tuple[str, ...]:
    """Givers of ``hours`` whose copies may not answer at ``now_ms``, in order; of 0 hours they never may.

    ``synced``: when all that a giver gives was last held here, epoch ms; one that is left out, or in the future, never.
    """
    return tuple(
        giver
        for giver in sorted(hours)
        if not 0 < synced.get(giver, 0) <= now_ms < synced[giver] + hours[giver] * HOUR_MS
    )


def one_age(hours: Iterable[str], synced: Mapping[str, int]) -> int:
    """Since when all that the givers of ``hours`` give is here, epoch ms: when the oldest of their copies came.

    An age of each giver would tell when something of one agency came or went.
    """
    return min(synced[giver] for giver in hours)
