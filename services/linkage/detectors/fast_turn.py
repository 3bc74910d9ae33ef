"""T3: a child who comes in with one adult and leaves by another post with a second one, within a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

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
from services.linkage.snapshot.columns import Answer, Flags, Ints, Mark, Snapshot, Table
from services.linkage.snapshot.grouping import ordered
from services.linkage.snapshot.kinship import answers, kin_of
from services.linkage.snapshot.local_time import HOUR_S

KIN: Final = "kin escort"


class _Turn(NamedTuple):
    """Places of coming in and leaving. ``kin``: the adult is kin of the child.

    ``apart``: sources state that the child is one, and kin of nobody beside them at leaving who may be of age.
    """

    came: int
    left: int
    child: int
    kin: bool
    apart: bool


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an adult who takes such children out."""
    crossings = snapshot.crossings
    if not len(crossings):
        return
    grown = snapshot.marked(crossings["person"], Mark.ADULT)
    known = answers(snapshot)
    turns: dict[int, list[_Turn]] = {}
    found = list(_turns(crossings, np.flatnonzero(~grown), values["hours"]))
    adults = _adults(
        crossings, grown & np.isin(crossings["party"], crossings["party"][np.array(found, dtype=np.int64)])
    )
    beyond = _adults(crossings, ~snapshot.marked(crossings["person"], Mark.CHILD))
    for came, left in found:
        child = int(crossings["person"][came])
        by = set(adults.get(int(crossings["party"][came]), ()))
        for adult in set(adults.get(int(crossings["party"][left]), ())) - by:
            kin = kin_of(snapshot, known, adult, child) == Answer.YES
            beside = set(beyond.get(int(crossings["party"][left]), ())) - {child}
            apart = snapshot.answer(child, Mark.ADULT, Mark.CHILD) == Answer.NO and all(
                kin_of(snapshot, known, each, child) == Answer.NO for each in beside
            )
            turns.setdefault(adult, []).append(_Turn(came, left, child, kin, apart))
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


def _told(snapshot: Snapshot, adult: int, turns: list[_Turn], values: Values) -> Finding:
    strangers = [each for each in turns if not each.kin]
    rows: Ints = np.unique([place for each in (strangers or turns) for place in (each.came, each.left)])
    children, apart = {each.child for each in strangers}, {each.child for each in strangers if each.apart}
    told = {
        "children": len(children),
        "children_stated": len(apart),
        "turns": len(strangers),
        "kin": len(turns) - len(strangers),
    }
    carer = listed(snapshot, adult, Mark.NO_CARER)
    silent = ""
    if carer == Answer.YES:
        silent = ON_LIST
    elif len(children) < values["children"]:
        silent = KIN
    shown = evidence("crossings", snapshot.crossings, rows)
    stated = carer == Answer.NO and len(apart) >= values["children"]
    return finding(adult, shown, told, silent, [each.child for each in turns], stated)


DETECTOR: Final = Detector(
    id="T3",
    version=2,
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
    look_alikes=(KIN, ON_LIST),
    find=find,
)
