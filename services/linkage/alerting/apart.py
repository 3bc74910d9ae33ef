"""Which leads of a scope stand without anything that the scope's own agency gave. Pure.

Whoever wants to learn what others hold about somebody could plant rows, records and decisions of their own until a lead
is raised. So a lead is offered to other desks only where the rules find it as well in what others gave alone: rows that
were left out may have changed a finding although it does not rest on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from services.linkage.alerting.finding import About
from services.linkage.alerting.item import Item
from services.linkage.alerts.raising import Level
from services.linkage.detectors.contract import Detector
from services.linkage.snapshot.columns import NodeKind
from services.linkage.snapshot.lookup import borne_by
from services.linkage.snapshot_ports import Taken


def set_apart(items: Iterable[Item], taken: Taken, found: Sequence[About]) -> list[Item]:
    """The items, each lead with the families in which it is found in what others gave: ``taken``, and ``found`` there.

    Somebody is known there by a document, which others gave too.
    """
    theirs: dict[int, set[str]] = {}
    for about in found:
        if about.level != Level.SILENT:
            for paper in _papers(taken, about.subject):
                theirs.setdefault(paper, set()).update(_families(about))
    return [replace(each, apart=_told(each, theirs)) if each.level == Level.LEAD else each for each in items]


def asked_again(items: Iterable[Item], rules: Mapping[str, Detector]) -> dict[str, Detector]:
    """Rules by which a lead may be found in what others gave: those of its families; none where there is no lead."""
    families = {family for each in items if each.level == Level.LEAD for family in each.families}
    return {name: rule for name, rule in rules.items() if rule.family.value in families and not rule.lead_only}


def _told(item: Item, theirs: Mapping[int, Collection[str]]) -> tuple[str, ...]:
    """``theirs``: families by the token of a document."""
    found = frozenset[str]().union(*(theirs.get(paper, ()) for paper in item.papers))
    return tuple(sorted(found & set(item.families)))


def _papers(taken: Taken, subject: int) -> frozenset[int]:
    nodes = taken.snapshot.nodes
    if nodes["kind"][subject] != NodeKind.PERSON:
        return frozenset()
    borne = borne_by(taken.snapshot, subject)
    papers = borne[nodes["kind"][borne] == NodeKind.DOCUMENT]
    return frozenset(int(token) for token in taken.tokens[papers])


def _families(about: About) -> frozenset[str]:
    """Those that could carry an alert."""
    return frozenset(rule.family.value for rule, each in about.findings if rule.carries(each))
