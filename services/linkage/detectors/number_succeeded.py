"""C3: a number that falls silent, and a new one that takes up its contacts within days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

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
from services.linkage.snapshot.columns import Ints, Snapshot, Table
from services.linkage.snapshot.grouping import group, ordered, pairs_of, spread
from services.linkage.snapshot.local_time import HOUR_S

SAME_BEARER: Final = "own number that was replaced"


class _Contacts(NamedTuple):
    """Each number with each that it called, once, hubs left out; ``first`` and ``last``: of all calls of the caller."""

    caller: Ints
    callee: Ints
    first: Ints
    last: Ints


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a new number, with the old one among the parties."""
    calls = snapshot.calls
    if not len(calls):
        return
    contacts = _contacts(calls, values["hub"])
    held = np.bincount(contacts.caller, minlength=1)
    window = int(values["hours"] * HOUR_S)
    silent = (held[contacts.caller] >= values["contacts"]) & (contacts.last + window <= int(calls["at"].max()))
    old, new, callee = _taken_up(contacts, np.flatnonzero(silent), window)
    pairs = group(old, new)
    for place in np.flatnonzero(pairs.sizes() >= values["share"] * held[pairs.keys[0]]):
        former, latter = int(pairs.keys[0][place]), int(pairs.keys[1][place])
        yield _told(snapshot, former, latter, callee[pairs.rows(int(place))], int(held[former]))


def _contacts(calls: Table, hub: float) -> _Contacts:
    """Calls are in the order of time: of what is written to a caller's place in turn, the last stays."""
    made_by, at = calls["caller"], calls["at"]
    first, last = (np.zeros(int(made_by.max()) + 1, dtype=np.int64) for _ in range(2))
    first[made_by[::-1]] = at[::-1]
    last[made_by] = at
    caller, callee = pairs_of(made_by, calls["callee"])
    fit = np.bincount(callee)[callee] <= hub
    caller, callee = caller[fit], callee[fit]
    return _Contacts(caller, callee, first[caller], last[caller])


def _taken_up(contacts: _Contacts, silent: Ints, window: int) -> tuple[Ints, Ints, Ints]:
    """Every (old number, new number, contact) of which the new one begins within the window after the old one's end."""
    low = int(contacts.first.min()) if len(contacts.first) else 0
    span = int(contacts.last.max(initial=low)) - low + window + 2
    silent = silent[ordered(contacts.callee[silent])]
    order = ordered(contacts.callee, contacts.first)
    line = (contacts.callee * span + (contacts.first - low))[order]
    wanted = contacts.callee[silent] * span + (contacts.last[silent] - low)
    begins = np.searchsorted(line, wanted, side="right")
    many = np.searchsorted(line, wanted + window, side="right") - begins
    rows, places = spread(begins, many)
    new, old = order[places], silent[rows]
    return contacts.caller[old], contacts.caller[new], contacts.callee[old]


def _told(snapshot: Snapshot, old: int, new: int, kept: Ints, held: int) -> Finding:
    calls = snapshot.calls
    rows = np.flatnonzero(np.isin(calls["caller"], (old, new)) & np.isin(calls["callee"], kept))
    told = {"kept": len(kept), "of": held, "share": len(kept) / held}
    one, other = snapshot.persons(np.array([old, new]))
    same = one >= 0 and one == other
    return finding(new, evidence("calls", calls, rows), told, SAME_BEARER if same else "", [old])


DETECTOR: Final = Detector(
    id="C3",
    version=1,
    words=(
        "A number falls silent, and a new one takes up its contacts within days.",
        "ایک نمبر بند ہوتا ہے اور چند دن میں ایک نیا نمبر اس کے رابطے سنبھال لیتا ہے۔",
    ),
    family=Family.CALLS,
    authorities=(Authority.CALL_DATA,),
    tables=("calls",),
    parameters=(
        Parameter("contacts", 5, "numbers", "fewest of the old number"),
        Parameter("share", 0.6, "share", "least of them that the new one takes up"),
        Parameter("hours", 72, "hours", "after the old one's last call, in which the new one begins"),
        Parameter("hub", 200, "numbers", "that call a number, above which it is passed over"),
    ),
    columns=("contacts kept", "dates"),
    look_alikes=(SAME_BEARER,),
    find=find,
)
