"""T3: a child who comes in with one adult and leaves by another post with a second one, within a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
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
from services.linkage.snapshot.columns import Flags, Ints, Kin, Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import answers, kin_of
from services.linkage.snapshot.local_time import HOUR_S

KIN, CARER = "kin escort", "registered carer"


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an adult who takes such children out."""
    crossings = snapshot.crossings
    if not len(crossings):
        return
    grown = snapshot.marked(crossings["person"], Mark.ADULT)
    adults = _adults(snapshot, grown)
    people = group(crossings["person"][~grown])
    children = np.flatnonzero(~grown)
    known = answers(snapshot)
    turns: dict[int, list[tuple[int, int, int, bool]]] = {}
    for place in range(len(people)):
        rows = children[people.rows(place)]
        for came, left in pairwise(rows):
            if not _turn(snapshot, int(came), int(left), values["hours"]):
                continue
            by = set(adults.get(int(crossings["party"][came]), ()))
            for adult in set(adults.get(int(crossings["party"][left]), ())) - by:
                kin = kin_of(snapshot, known, adult, int(people.keys[0][place])) == Kin.YES
                turns.setdefault(adult, []).append((int(came), int(left), int(people.keys[0][place]), kin))
    for adult in sorted(turns):
        yield _told(snapshot, adult, turns[adult], values)


def _adults(snapshot: Snapshot, grown: Flags) -> dict[int, list[int]]:
    crossings = snapshot.crossings
    found: dict[int, list[int]] = {}
    for party, person in zip(crossings["party"][grown].tolist(), crossings["person"][grown].tolist(), strict=True):
        if party >= 0:
            found.setdefault(party, []).append(person)
    return found


def _turn(snapshot: Snapshot, came: int, left: int, hours: float) -> bool:
    crossings = snapshot.crossings
    soon = crossings["at"][left] - crossings["at"][came] <= hours * HOUR_S
    return bool(
        soon
        and crossings["leaves"][left]
        and not crossings["leaves"][came]
        and crossings["post"][left] != crossings["post"][came]
    )


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
