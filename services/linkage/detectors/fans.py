"""How many different accounts pay one account, or are paid by it, within a window: what both fans look for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from services.linkage.detectors.contract import (
    Authority,
    Detector,
    Family,
    Finding,
    Parameter,
    Values,
    evidence,
    finding,
)
from services.linkage.detectors.steady import ORDINARY, known_business
from services.linkage.snapshot.columns import Ints, Snapshot, Table
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


def find(centre: str, rim: str, snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an account; of the columns as :func:`fans`."""
    transfers = snapshot.transfers
    for fan in fans(transfers, centre, rim, values["accounts"], values["hours"]):
        told = {"accounts": fan.others, "sum_minor": float(transfers["amount"][fan.rows].sum())}
        silent = known_business(snapshot, fan.account, fan.rows, told)
        parties = np.unique(transfers[rim][fan.rows])
        yield finding(fan.account, evidence("transfers", transfers, fan.rows), told, silent, parties)


def fan_detector(number: str, words: tuple[str, str], centre: str, rim: str) -> Detector:
    """One of the two."""
    return Detector(
        id=number,
        version=2,
        words=words,
        family=Family.MONEY,
        authorities=(Authority.BANK_ORDER,),
        tables=("transfers",),
        parameters=(
            Parameter("accounts", 10, "accounts", "fewest others in the window"),
            Parameter("hours", 48, "hours", "of the window"),
        ),
        columns=("payment", "time", "amount"),
        look_alikes=ORDINARY,
        find=partial(find, centre, rim),
    )
