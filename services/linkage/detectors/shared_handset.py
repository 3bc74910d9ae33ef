"""C1: one handset in which cards of several people take turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from services.linkage.snapshot.columns import Mark, Snapshot
from services.linkage.snapshot.grouping import distinct, group
from services.linkage.snapshot.local_time import DAY_S
from services.linkage.snapshot.lookup import rows_of

SHOP: Final = "shop with a shared phone"
_WEEK_S: Final = 7 * DAY_S


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a handset."""
    calls = snapshot.calls
    with_handset = np.flatnonzero(calls["handset"] >= 0)
    if not len(with_handset):
        return
    used = group(calls["handset"][with_handset], calls["caller"][with_handset])
    often = used.sizes() >= values["calls_a_card"]
    handsets = group(used.keys[0][often])
    for place in range(len(handsets)):
        cards = used.keys[1][often][handsets.rows(place)]
        owners = snapshot.persons(cards)
        people = len(np.unique(owners[owners >= 0]))
        if not values["cards"] <= people <= values["most_cards"]:
            continue
        handset = int(handsets.keys[0][place])
        held = rows_of(snapshot, "calls", "handset", [handset])
        rows = held[np.isin(calls["caller"][held], cards)]
        all_cards = len(np.unique(calls["caller"][held]))
        weeks = calls["at"][rows] // _WEEK_S
        a_week = distinct(weeks - weeks.min(), calls["caller"][rows], int(np.ptp(weeks)) + 1)
        together = float(np.mean(a_week[a_week > 0]))
        if len(rows) < values["calls"] or together < values["cards_a_week"]:
            continue
        told = {"cards": people, "all_cards": all_cards, "calls": len(rows), "cards_a_week": together}
        shop = bool(snapshot.marked(np.array([handset]), Mark.AGENT)[0]) or all_cards > values["most_cards"]
        yield finding(handset, evidence("calls", calls, rows), told, SHOP if shop else "", owners)


DETECTOR: Final = Detector(
    id="C1",
    version=1,
    words=(
        "Cards of several people take turns in one handset.",
        "ایک ہی فون میں کئی افراد کی سمیں باری باری چلتی ہیں۔",
    ),
    family=Family.CALLS,
    authorities=(Authority.CALL_DATA,),
    tables=("calls",),
    parameters=(
        Parameter("cards", 4, "people", "fewest whose cards were in it"),
        Parameter("most_cards", 12, "cards", "most; above it is a shop's phone"),
        Parameter("calls", 20, "calls", "fewest of the handset"),
        Parameter("calls_a_card", 4, "calls", "fewest of each card"),
        Parameter("cards_a_week", 2, "cards", "fewest a week, on average over weeks with calls"),
    ),
    columns=("handset", "card", "day"),
    look_alikes=(SHOP,),
    find=find,
)
