"""M5: people who are not of one family pay one broker before they leave on one journey."""

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
from services.linkage.snapshot.columns import Answer, Ints, Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import families, strangers
from services.linkage.snapshot.local_time import DAY_S, day
from services.linkage.snapshot.lookup import rows_of

RANSOM: Final = "ransom paid by kin"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding a broker and journey; and what looks like ransom, for those who protect."""
    transfers = snapshot.transfers
    large = (transfers["amount"] >= values["least"] * 100) & (transfers["amount"] <= values["most"] * 100)
    fees = np.flatnonzero(large)
    if not len(fees):
        return
    payers = snapshot.persons(transfers["payer"][fees])
    travel = np.concatenate((snapshot.bookings["person"], snapshot.crossings["person"][snapshot.crossings["leaves"]]))
    theirs = np.isin(payers, travel)
    paid, paid_by = fees[theirs], payers[theirs]
    times = transfers["at"][paid]
    for at, people, shown in _departures(snapshot):
        before = slice(
            np.searchsorted(times, at - values["days"] * DAY_S, side="left"), np.searchsorted(times, at, side="right")
        )
        mine = paid[before][np.isin(paid_by[before], people)]
        brokers = group(transfers["payee"][mine])
        for place in range(len(brokers)):
            rows = mine[brokers.rows(place)]
            yield from _told(snapshot, int(brokers.keys[0][place]), rows, shown, at, values)
    yield from _ransoms(snapshot, fees, payers, values)


def _departures(snapshot: Snapshot) -> Iterator[tuple[int, Ints, list[tuple[str, Ints]]]]:
    """When, who, and by which rows: those of one booking, and those who left by one post on one day."""
    bookings, crossings = snapshot.bookings, snapshot.crossings
    journeys = group(bookings["journey"])
    for place in range(len(journeys)):
        rows = journeys.rows(place)
        yield int(bookings["at"][rows].min()), np.unique(bookings["person"][rows]), [("bookings", rows)]
    out = np.flatnonzero(crossings["leaves"])
    days = group(crossings["post"][out], day(crossings["at"][out]))
    for place in range(len(days)):
        rows = out[days.rows(place)]
        yield int(crossings["at"][rows].max()), np.unique(crossings["person"][rows]), [("crossings", rows)]


def _told(
    snapshot: Snapshot, broker: int, rows: Ints, shown: list[tuple[str, Ints]], at: int, values: Values
) -> Iterator[Finding]:
    transfers = snapshot.transfers
    people = np.unique(snapshot.persons(transfers["payer"][rows]))
    holder = int(snapshot.nodes["person"][broker])
    own = families(snapshot, np.append(people, holder) if holder >= 0 else people)
    unrelated = len(set(own[: len(people)].tolist()) - ({int(own[-1])} if holder >= 0 else set()))
    if unrelated < values["payers"]:
        return
    came = rows_of(snapshot, "transfers", "payee", [broker])
    after = came[(transfers["at"][came] > at) & np.isin(snapshot.persons(transfers["payer"][came]), people)]
    apart = strangers(snapshot, people, np.array([holder] if holder >= 0 else [], dtype=np.int64))
    told = {
        "families": unrelated,
        "families_stated": apart,
        "travellers": len(people),
        "paid_minor": float(transfers["amount"][rows].sum()),
        "after_minor": float(transfers["amount"][after].sum()),
    }
    places = [*evidence("transfers", transfers, rows)]
    for table, own_rows in shown:
        held = getattr(snapshot, table)
        places += evidence(table, held, own_rows[np.isin(held["person"][own_rows], people)])
    licence = listed(snapshot, broker, Mark.UNLICENSED)
    stated = licence == Answer.NO and apart >= values["payers"]
    yield finding(broker, places, told, ON_LIST if licence == Answer.YES else "", people, stated)


def _ransoms(snapshot: Snapshot, fees: Ints, payers: Ints, values: Values) -> Iterator[Finding]:
    """Many kin of somebody who left pay one number within days, and none of them leaves: victims of extortion."""
    transfers, crossings = snapshot.transfers, snapshot.crossings
    gone = np.unique(crossings["person"][crossings["leaves"]])
    home = fees[(payers >= 0) & ~np.isin(payers, gone)]
    if not len(home) or not len(gone):
        return
    takers = group(transfers["payee"][home])
    for place in range(len(takers)):
        rows = home[takers.rows(place)]
        people = np.unique(snapshot.persons(transfers["payer"][rows]))
        if len(people) < values["kin"]:
            continue
        own = families(snapshot, np.concatenate((people, gone)))
        kin = people[np.isin(own[: len(people)], own[len(people) :])]
        times = transfers["at"][rows]
        if len(kin) >= values["kin"] and int(np.ptp(times)) <= values["kin_days"] * DAY_S:
            told = {"kin": len(kin), "paid_minor": float(transfers["amount"][rows].sum())}
            yield finding(
                int(takers.keys[0][place]), evidence("transfers", transfers, rows), told, "", people
            )._replace(protects=True)


DETECTOR: Final = Detector(
    id="M5",
    version=2,
    words=(
        "People who are not of one family pay one broker large sums before they leave on one journey.",
        "غیر متعلقہ افراد ایک ہی سفر سے پہلے ایک ہی دلال کو بڑی رقوم دیتے ہیں۔",
    ),
    family=Family.MONEY,
    authorities=(Authority.BANK_ORDER, Authority.TRAVEL_DATA),
    tables=("transfers", "bookings", "crossings", "kin"),
    parameters=(
        Parameter("payers", 3, "families", "fewest that pay"),
        Parameter("least", 100_000, "rupees", "least of a payment"),
        Parameter("most", 2_000_000, "rupees", "most of a payment"),
        Parameter("days", 45, "days", "before the departure"),
        Parameter("kin", 4, "people", "fewest kin who pay for somebody abroad, for ransom"),
        Parameter("kin_days", 7, "days", "within which they do"),
    ),
    columns=("payment", "booking", "crossing"),
    look_alikes=(ON_LIST, RANSOM),
    find=find,
)
