"""T1: an adult who crosses again and again with children of others, who do not come back."""

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
from services.linkage.snapshot.columns import Answer, Ints, Mark, Snapshot
from services.linkage.snapshot.grouping import group
from services.linkage.snapshot.kinship import answers, kin_of
from services.linkage.snapshot.local_time import DAY_S
from services.linkage.snapshot.lookup import rows_of

KIN, SCHOOL, RETURNED = "kin escort", "school or madrassa journey", "came back"


class _Trip(NamedTuple):
    """One adult's crossing with children. ``company``: everybody in the party; ``rows``: places in the table."""

    adult: int
    children: tuple[int, ...]
    company: frozenset[int]
    party: int
    at: int
    rows: Ints


def find(snapshot: Snapshot, values: Values) -> Iterator[Finding]:
    """One finding an adult."""
    trips: dict[int, list[_Trip]] = {}
    for trip in _trips(snapshot, int(values["trips"])):
        trips.setdefault(trip.adult, []).append(trip)
    known = answers(snapshot)
    for adult in sorted(trips):
        yield _told(snapshot, adult, trips[adult], known, values)


def _trips(snapshot: Snapshot, least: int) -> Iterator[_Trip]:
    """Of adults who made so many or more."""
    crossings = snapshot.crossings
    out = np.flatnonzero(crossings["leaves"] & (crossings["party"] >= 0))
    if not len(out):
        return
    parties = group(crossings["party"][out])
    grown = snapshot.marked(crossings["person"], Mark.ADULT)
    with_child = parties.sums((~grown[out]).astype(np.int64)) > 0
    escorts = grown[out] & with_child[parties.of_row]
    often = np.bincount(crossings["person"][out[escorts]], minlength=len(snapshot.nodes)) >= least
    for place in np.unique(parties.of_row[escorts & often[crossings["person"][out]]]):
        rows = out[parties.rows(int(place))]
        adults, children = rows[grown[rows] & often[crossings["person"][rows]]], rows[~grown[rows]]
        people = tuple(sorted({int(person) for person in crossings["person"][children]}))
        company = frozenset(int(person) for person in crossings["person"][rows])
        for row in adults:
            person = int(crossings["person"][row])
            yield _Trip(person, people, company, len(rows), int(crossings["at"][row]), np.append(children, row))


def _came_back(snapshot: Snapshot, person: int, at: int, days: float) -> bool:
    """Whether a person came in within so many days after a time."""
    crossings = snapshot.crossings
    own = rows_of(snapshot, "crossings", "person", [person])
    times = crossings["at"][own[~crossings["leaves"][own]]]
    return bool(np.any((times > at) & (times <= at + days * DAY_S)))


def _told(
    snapshot: Snapshot,
    adult: int,
    trips: list[_Trip],
    known: dict[tuple[int, int], Answer],
    values: Values,
) -> Finding:
    small = [trip for trip in trips if trip.party <= values["party"]]
    others = {
        child: kin
        for trip in trips
        for child in trip.children
        if (kin := _closest(snapshot, known, trips, adult, child)) != Answer.YES
    }
    gone = [
        trip
        for trip in small
        if any(child in others and not _came_back(snapshot, child, trip.at, values["back"]) for child in trip.children)
    ]
    late = [
        trip
        for trip in trips
        if any(not _came_back(snapshot, child, trip.at, values["term"]) for child in trip.children)
    ]
    told = {
        "trips": len(trips),
        "small_parties": len(small),
        "one_way": len(gone),
        "children": len({child for trip in trips for child in trip.children}),
        "not_kin": sum(kin == Answer.NO for kin in others.values()),
        "kin_unknown": sum(kin == Answer.UNKNOWN for kin in others.values()),
    }
    silent = ""
    if listed(snapshot, adult, Mark.NO_CARER) == Answer.YES:
        silent = ON_LIST
    elif len(gone) < values["trips"]:
        silent = KIN if not others else SCHOOL if len(small) < values["trips"] and not late else RETURNED
    rows = np.concatenate([trip.rows for trip in (gone or trips)])
    children = [child for trip in trips for child in trip.children]
    return finding(adult, evidence("crossings", snapshot.crossings, rows), told, silent, children)


def _closest(
    snapshot: Snapshot, known: dict[tuple[int, int], Answer], trips: list[_Trip], adult: int, child: int
) -> Answer:
    """Kin of the adult, or of somebody of the adult's household who crossed with the child."""
    company = {person for trip in trips if child in trip.children for person in trip.company} - {child}
    own = [person for person in sorted(company) if kin_of(snapshot, known, adult, person) == Answer.YES]
    said = [kin_of(snapshot, known, person, child) for person in (adult, *own)]
    return Answer.YES if Answer.YES in said else said[0]


DETECTOR: Final = Detector(
    id="T1",
    version=2,
    words=(
        "An adult crosses again and again with children who are not of their family and do not come back.",
        "ایک بالغ شخص بار بار ایسے بچوں کے ساتھ سرحد پار کرتا ہے جو اس کے خاندان کے نہیں اور واپس نہیں آتے۔",
    ),
    family=Family.TRAVEL,
    authorities=(Authority.TRAVEL_DATA,),
    tables=("crossings", "kin"),
    parameters=(
        Parameter("trips", 3, "journeys", "fewest one way, with a child who is not kin"),
        Parameter("party", 4, "people", "most of a party"),
        Parameter("back", 14, "days", "within which a child is expected back"),
        Parameter("term", 30, "days", "within which a child of a larger party is"),
    ),
    columns=("journey", "a protected party", "return", "kin answer"),
    look_alikes=(KIN, ON_LIST, SCHOOL, RETURNED),
    find=find,
)
