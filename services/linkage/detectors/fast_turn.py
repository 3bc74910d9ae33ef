"""T3: a child who comes in with one adult and leaves by another post with a second one, within a day."""

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
from services.linkage.snapshot.columns import Flags, Ints, Kin, Mark, Snapshot, Table
from services.linkage.snapshot.grouping import ordered
from services.linkage.snapshot.kinship import answers, kin_of
from services.linkage.snapshot.local_time import HOUR_S

KIN, CARER = "kin escort", "registered carer"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an adult who takes such children out."""
    crossings = snapshot.crossings
    if not len(crossings):
        return
    grown = snapshot.marked(crossings["person"], Mark.ADULT)
    known = answers(snapshot)
    turns: dict[int, list[tuple[int, int, int, bool]]] = {}
    found = list(_turns(crossings, np.flatnonzero(~grown), values["hours"]))
    adults = _adults(
        crossings, grown & np.isin(crossings["party"], crossings["party"][np.array(found, dtype=np.int64)])
    )
    for came, left in found:
        child = int(crossings["person"][came])
        by = set(adults.get(int(crossings["party"][came]), ()))
        for adult in set(adults.get(int(crossings["party"][left]), ())) - by:
            kin = kin_of(snapshot, known, adult, child) == Kin.YES
            turns.setdefault(adult, []).append((came, left, child, kin))
    for adult in sorted(turns):
        yield _told(snapshot, adult, turns[adult], values)


def _adults(crossings: Table, rows: Flags) -> dict[int, list[int]]:
    """Who crossed in each party, of some rows."""
    found: dict[int, list[int]] = {}
    for party, person in zip(crossings["party"][rows].tolist(), crossings["person"][rows].tolist(), strict=True):
        if party >= 0:
            found.setdefault(party, []).append(person)
    return found


def _turns(crossings: Table, children: Ints, hours: float) -> Iterator[tuple[int, int]]:
    """Places of a child's coming in and of the leaving that is their next crossing, soon after, by another post."""
    rows = children[ordered(crossings["person"][children])]
    came, left = rows[:-1], rows[1:]
    fit = crossings["person"][came] == crossings["person"][left]
    fit &= crossings["at"][left] - crossings["at"][came] <= hours * HOUR_S
    fit &= crossings["leaves"][left] & ~crossings["leaves"][came]
    fit &= crossings["post"][left] != crossings["post"][came]
    yield from zip(came[fit].tolist(), left[fit].tolist(), strict=True)


def _told(snapshot: Snapshot, adult: int, turns: list[tuple[int, int, int, bool]], values: Values) -> Finding:
    strangers = [each for each in turns if not each[3]]
    rows: Ints = np.unique([place for came, left, _, _ in (strangers or turns) for place in (came, left)])
    children = {child for _, _, child, _ in strangers}
    told = {"children": len(children), "turns": len(strangers), "kin": len(turns) - len(strangers)}
    silent = ""
    if snapshot.marked(np.array([adult]), Mark.CARER)[0]:
        silent = CARER
    elif len(children) < values["children"]:
        silent = KIN
    return finding(
        adult, evidence("crossings", snapshot.crossings, rows), told, silent, [child for _, _, child, _ in turns]
    )


DETECTOR: Final = Detector(
    id="T3",
    version=1,
    words=(
        "A child comes in with one adult and leaves by another post with a second one within a day.",
        "بچہ ایک بالغ کے ساتھ آتا ہے اور ایک دن میں دوسری چوکی سے کسی اور بالغ کے ساتھ چلا جاتا ہے۔",
    ),
    family=Family.TRAVEL,
    authorities=(Authority.TRAVEL_DATA,),
    tables=("crossings", "kin"),
    parameters=(
        Parameter("hours", 24, "hours", "between coming in and leaving"),
        Parameter("children", 1, "children", "fewest, not kin"),
    ),
    columns=("crossings",),
    look_alikes=(KIN, CARER),
    find=find,
)
