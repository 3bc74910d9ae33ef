"""Who a finding may name: never somebody whom the law protects, nor who is or may be a child.

A finding about such a person is kept for those who protect, whom alone it may be named to; others' rows may show them
as a protected party. What is known of nobody, an account or phone without a bearer, may be shown as the number it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from services.linkage.detectors.contract import Detector, Evidence, Finding, Values
from services.linkage.snapshot.columns import NOBODY, Mark, NodeKind, Snapshot

SHIELDED: Final = Mark.PROTECTED | Mark.PRESUMED_VICTIM | Mark.MINORS_WALLET


class Protected(NamedTuple):
    """A pattern about somebody who is not named, for those who protect. ``subject``: NOBODY where it is of several."""

    detector: str
    rows: tuple[Evidence, ...]
    subject: int = NOBODY


class Found(NamedTuple):
    """``findings`` may be shown to whoever may read their rows; ``silent``: what look-alikes explain."""

    findings: list[Finding]
    silent: list[Finding]
    to_protect: list[Protected]


def run(detector: Detector, snapshot: Snapshot, given: Values) -> Found:
    """What a detector finds in a snapshot, in an order that depends on nothing else.

    Raises ValueError for a parameter that it has not.
    """
    raw = list(detector.find(snapshot, detector.values(given)))
    may = _may_be_named(snapshot, (each.subject for each in raw))
    fit = [good and not each.protects for each, good in zip(raw, may, strict=True)]
    named = [_about_whom(snapshot, each) for each, good in zip(raw, fit, strict=True) if good]
    kept = {
        Protected(detector.id, each.rows, NOBODY if each.protects else _about_whom(snapshot, each).subject)
        for each, good in zip(raw, fit, strict=True)
        if not good and not each.silent
    }
    return Found(
        sorted(each for each in named if not each.silent),
        sorted(each for each in named if each.silent),
        sorted(kept),
    )


def shielded(snapshot: Snapshot, node: int) -> bool:
    """Whether a node is, or is borne by, somebody who is not named."""
    return not _may_be_named(snapshot, [node])[0]


def _may_be_named(snapshot: Snapshot, nodes: Iterable[int]) -> list[bool]:
    subjects = np.fromiter(nodes, dtype=np.int64)
    if not len(subjects):
        return []
    people = snapshot.persons(subjects)
    alone = (people == NOBODY) & (snapshot.nodes["kind"][subjects] != NodeKind.PERSON)
    grown = snapshot.marked(people, Mark.ADULT)
    fit = ~snapshot.marked(subjects, SHIELDED) & (alone | grown)
    return [bool(each) for each in fit]


def _about_whom(snapshot: Snapshot, found: Finding) -> Finding:
    """About the person who bears the number, where it is known who does."""
    person = int(snapshot.nodes["person"][found.subject])
    return found if person == NOBODY else found._replace(subject=person)
