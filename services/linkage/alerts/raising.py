"""When findings are an alert: rows of two families about one subject, or of one and an open record that names them.

All else is a lead: kept for a month, without a name, and never exported. So is what rests on a fact that no source
states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from services.linkage.detectors.contract import Detector, Evidence, Family, Finding
from services.linkage.snapshot.columns import Mark, NodeKind, Snapshot

NEEDED: Final = 2
"""Families of evidence that make an alert by themselves."""
_RECORDED: Final = Mark.OPEN_RECORD | Mark.CONFIRMED_RECORD


class Level(StrEnum):
    """What findings about one subject come to."""

    LEAD = "LEAD"
    ALERT = "ALERT"
    SILENT = "SILENT"
    """A look-alike explains it: kept of a sample alone, without a name."""
    PROTECTION = "PROTECTION"
    """About somebody whom the law protects, or may: for those who protect, and in no answer about alerts."""


class Raised(NamedTuple):
    """``rules``: detectors with the versions that found something, ascending. ``families``: of what carries the level.

    ``rows``: all evidence, sorted, each once. ``recorded``: an open record names the subject.
    """

    subject: int
    level: Level
    rules: tuple[tuple[str, int], ...]
    families: tuple[Family, ...]
    rows: tuple[Evidence, ...]
    recorded: bool

    @property
    def named(self) -> bool:
        """Whether the subject may be shown: of a lead never."""
        return self.level == Level.ALERT


def raised(snapshot: Snapshot, found: Mapping[str, Iterable[Finding]], rules: Mapping[str, Detector]) -> list[Raised]:
    """Of findings by detector's id, what is raised about each subject, in the order of subjects.

    ``found`` holds what may be named (:mod:`services.linkage.detectors.naming`): nothing here looks at that again. A
    number without a bearer is no person, and stays a lead.
    """
    about: dict[int, list[tuple[Detector, Finding]]] = {}
    for number in sorted(found):
        for each in found[number]:
            about.setdefault(each.subject, []).append((rules[number], each))
    return [_raise(snapshot, subject, about[subject]) for subject in sorted(about)]


def _raise(snapshot: Snapshot, subject: int, found: list[tuple[Detector, Finding]]) -> Raised:
    carrying = {rule.family for rule, each in found if rule.carries(each)}
    recorded = bool(snapshot.marked(np.array([subject]), _RECORDED)[0])
    person = snapshot.nodes["kind"][subject] == NodeKind.PERSON
    enough = len(carrying) + recorded >= NEEDED and bool(carrying)
    level = Level.ALERT if person and enough else Level.LEAD
    return Raised(
        subject,
        level,
        tuple(sorted({(rule.id, rule.version) for rule, _ in found})),
        tuple(sorted(carrying or {rule.family for rule, _ in found})),
        tuple(sorted({row for _, each in found for row in each.rows})),
        recorded,
    )
