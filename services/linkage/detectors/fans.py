"""How many different accounts pay one account, or are paid by it, within a window. Pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.linkage.snapshot.columns import Ints, Table
from services.linkage.snapshot.grouping import group, often
from services.linkage.snapshot.local_time import HOUR_S


class Fan(NamedTuple):
    """``rows``: places of the payments of the window, which begins at ``since``."""

    account: int
    others: int
    since: int
    rows: Ints


def fans(transfers: Table, centre: str, rim: str, least: float, hours: float) -> list[Fan]:
    """Of each account in column ``centre`` the widest window in which ``least`` others or more stand in column ``rim``.

    Windows are ``hours`` long and begin every half of that, counted from the epoch.
    """
    half = int(hours * HOUR_S) // 2
    if not len(transfers) or half < 1:
        return []
    busy = np.bincount(transfers[centre])[transfers[centre]] >= least
    rows = np.flatnonzero(busy)
    if not len(rows):
        return []
    found: dict[int, Fan] = {}
    for shift in (0, half):
        slot = (transfers["at"][rows] + shift) // (2 * half)
        full = often(transfers[centre][rows], slot - slot.min(), int(least))
        own = rows[full]
        windows = group(transfers[centre][own], slot[full])
        pairs = group(windows.of_row, transfers[rim][own])
        others = np.bincount(pairs.keys[0], minlength=len(windows)) if len(windows) else np.zeros(0, dtype=np.int64)
        for place in np.flatnonzero(others >= least):
            account, since = int(windows.keys[0][place]), int(windows.keys[1][place]) * 2 * half - shift
            fan = Fan(account, int(others[place]), since, own[windows.rows(int(place))])
            held = found.get(account)
            if held is None or (-fan.others, fan.since) < (-held.others, held.since):
                found[account] = fan
    return [found[account] for account in sorted(found)]
