"""What the rules find in one snapshot, raised, by subject. Pure: the same snapshot and rules give the same findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from services.linkage.alerts.raising import Level, raised
from services.linkage.detectors.contract import Detector, Evidence, Finding
from services.linkage.detectors.naming import run
from services.linkage.snapshot.columns import Snapshot

NO_CHOICE: Mapping[str, float] = {}
"""Every rule runs by its defaults, which its version stands for."""


class About(NamedTuple):
    """What was found about one subject. ``findings``: by rule, in the order of rules; ``rows``: sorted, each once."""

    subject: int
    level: Level
    families: tuple[str, ...]
    recorded: bool
    findings: tuple[tuple[Detector, Finding], ...]
    rows: tuple[Evidence, ...]


class Need(NamedTuple):
    """A pattern around somebody in need. ``subject``: NOBODY where it is about several."""

    rule: Detector
    subject: int
    rows: tuple[Evidence, ...]


class Looked(NamedTuple):
    """``about``: alerts and leads in the order of subjects, then silent cases in the order of rules and subjects.

    ``in_need``: about whom the snapshot itself says that they are not named.
    """

    about: list[About]
    in_need: list[Need]


def findings(snapshot: Snapshot, rules: Mapping[str, Detector]) -> list[About]:
    """What may be named as far as the snapshot says."""
    return looked(snapshot, rules).about


def looked(snapshot: Snapshot, rules: Mapping[str, Detector]) -> Looked:
    """Everything that the rules find."""
    found = {name: run(rule, snapshot, NO_CHOICE) for name, rule in sorted(rules.items())}
    loud: dict[int, list[tuple[Detector, Finding]]] = {}
    for name, each in found.items():
        for finding in each.findings:
            loud.setdefault(finding.subject, []).append((rules[name], finding))
    told = [
        About(each.subject, each.level, each.families, each.recorded, tuple(loud[each.subject]), each.rows)
        for each in raised(snapshot, {name: each.findings for name, each in found.items()}, rules)
    ]
    silent = [
        About(finding.subject, Level.SILENT, (rules[name].family,), False, ((rules[name], finding),), finding.rows)
        for name, each in found.items()
        for finding in each.silent
    ]
    in_need = [Need(rules[name], one.subject, one.rows) for name, each in found.items() for one in each.to_protect]
    return Looked(told + silent, in_need)
