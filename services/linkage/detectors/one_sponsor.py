"""T2: people who are not of one family leave by one contact, payer or agent, and do not come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from services.linkage.detectors.by_list import ON_LIST, listed
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
from services.linkage.snapshot.columns import Answer, Flags, Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import families, strangers
from services.linkage.snapshot.local_time import DAY_S

BACK: Final = "travellers who come back"
_BY: Final = ("contact", "payer", "operator")


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a contact, payer or operator."""
    bookings = snapshot.bookings
    if not len(bookings):
        return
    stayed = _stayed(snapshot, values["days"])
    seen: set[int] = set()
    for column in _BY:
        rows = np.flatnonzero(bookings[column] >= 0)
        sponsors = group(bookings[column][rows])
        for place in range(len(sponsors)):
            sponsor, own = int(sponsors.keys[0][place]), rows[sponsors.rows(place)]
            people = np.unique(bookings["person"][own])
            bearer = snapshot.persons(np.array([sponsor]))
            kin = families(snapshot, np.append(people, bearer) if bearer[0] >= 0 else people)
            unrelated = len(set(kin[: len(people)].tolist()) - ({int(kin[-1])} if bearer[0] >= 0 else set()))
            if unrelated < values["families"] or sponsor in seen:
                continue
            seen.add(sponsor)
            share = float(np.mean(stayed[own]))
            apart = strangers(snapshot, people, bearer[bearer >= 0])
            licence = listed(snapshot, sponsor, Mark.UNLICENSED)
            told = {
                "families": unrelated,
                "families_stated": apart,
                "travellers": len(people),
                "not_back": share,
                "no_way_back": float(np.mean(~bookings["back"][own])),
            }
            silent = "" if share >= values["share"] else ON_LIST if licence == Answer.YES else BACK
            shown = [*evidence("bookings", bookings, own)]
            stated = licence == Answer.NO and apart >= values["families"]
            yield finding(sponsor, shown, told, silent, people, stated)


def _stayed(snapshot: Snapshot, days: float) -> Flags:
    """Of each booking, whether the traveller did not come in again within the days, and these are over."""
    bookings, crossings = snapshot.bookings, snapshot.crossings
    inward = crossings[~crossings["leaves"]]
    now = max((int(table["at"].max()) for table in (bookings, crossings) if len(table)), default=0)
    low = int(bookings["at"].min())
    span = now - low + int(days * DAY_S) + 2
    own = inward[inward["at"] > low]
    line = np.sort(own["person"].astype(np.int64) * span + (own["at"] - low))
    start = bookings["person"].astype(np.int64) * span + (bookings["at"] - low)
    came = np.searchsorted(line, start + int(days * DAY_S), side="right") > np.searchsorted(line, start, side="right")
    return np.asarray(~came & (bookings["at"] + days * DAY_S <= now))


DETECTOR: Final = Detector(
    id="T2",
    version=2,
    words=(
        "People who are not of one family leave by one contact, payer or agent, and do not come back in time.",
        "غیر متعلقہ افراد ایک ہی رابطے، ادا کنندہ یا ایجنٹ کے ذریعے جاتے ہیں اور وقت پر واپس نہیں آتے۔",
    ),
    family=Family.TRAVEL,
    authorities=(Authority.TRAVEL_DATA,),
    tables=("bookings", "crossings", "kin"),
    parameters=(
        Parameter("families", 5, "families", "fewest of the travellers"),
        Parameter("share", 0.6, "share", "least that does not come back"),
        Parameter("days", 90, "days", "of the visa"),
    ),
    columns=("bookings", "contact", "returns"),
    look_alikes=(ON_LIST, BACK),
    find=find,
)
