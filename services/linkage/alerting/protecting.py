"""Leads for those who protect: patterns around somebody whom the law protects, or who may be a child.

They are kept under a place of their own, which no cited case is called, so that no answer to whoever works on the case,
no count and no budget depends on them. No row of theirs is kept: rows came for the case.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from services.access.decision import RecordClass
from services.linkage.alerting.finding import About, Need
from services.linkage.alerting.item import Item
from services.linkage.alerting.ports import Place
from services.linkage.alerts.raising import Level
from services.linkage.snapshot.columns import NOBODY, NodeKind
from services.linkage.snapshot_ports import Snapshots, Source, Taken
from services.values.network import NodeKey
from services.vocabulary.access import FeedKind
from services.vocabulary.records import HandlingCode

_KEPT_BACK: Final = frozenset({HandlingCode.H3, HandlingCode.ORCON})


def protection_of(place: Place) -> Place:
    """Where leads of a case or operation for those who protect are kept: no number of a case reads so."""
    return Place(place.agency, f"to protect, {place.case}")


async def shielded_needs(taken: Taken, about: Sequence[About], snapshots: Snapshots) -> list[Need]:
    """Of what was found those about somebody whom a record protects that the scope may not read."""
    loud = [each for each in about if each.level != Level.SILENT]
    hidden = (await snapshots.shielded(taken, [each.subject for each in loud])).every
    return [
        Need(rule, each.subject, one.rows) for each in loud if each.subject in hidden for rule, one in each.findings
    ]


async def leads_of(
    taken: Taken, needs: Sequence[Need], snapshots: Snapshots, naming: Callable[[str], str], now_ms: int
) -> list[Item]:
    """One of each rule and person, in the order of the needs. Raises StorageUnavailable."""
    rests = [_rests(taken, each) for each in needs]
    fit = [(each, rows) for each, rows in zip(needs, rests, strict=True) if _may_go(taken, rows)]
    papers = {each.subject: _papers(taken, each.subject) for each, _ in fit}
    keys = await snapshots.keys(taken, sorted({paper for each in papers.values() for paper in each}))
    sources = await snapshots.sources(sorted({row for _, rows in fit for row in rows}))
    made = {}
    for need, rows in fit:
        named = [keys[paper] for paper in papers[need.subject] if paper in keys]
        item = _item(taken, need, min(named, key=_cnic_first, default=None), naming, now_ms)
        item = replace(item, records=_records(sources[row] for row in rows if row in sources))
        made[item.id] = item
    return list(made.values())


def may_go(klass: RecordClass) -> bool:
    """Whether what rests on it may leave the case for those who protect: never a report of suspicion, what was
    intercepted, what stands under a pseudonym, nor what its owner gave to named readers alone."""
    kept_back = klass.str_derived or klass.pseudonym or klass.feed == FeedKind.CONTENT
    return not kept_back and klass.handling not in _KEPT_BACK


def _rests(taken: Taken, need: Need) -> tuple[int, ...]:
    nodes = () if need.subject == NOBODY else (need.subject,)
    return taken.rests_on(nodes, (row.row for row in need.rows))


def _may_go(taken: Taken, rows: Iterable[int]) -> bool:
    return all(may_go(taken.classes[int(place)].klass) for place in np.unique(taken.behind(rows)["klass"]))


def _papers(taken: Taken, subject: int) -> list[int]:
    nodes = taken.snapshot.nodes
    if subject == NOBODY or nodes["kind"][subject] != NodeKind.PERSON:
        return []
    found: list[int] = np.flatnonzero((nodes["kind"] == NodeKind.DOCUMENT) & (nodes["person"] == subject)).tolist()
    return found


def _item(taken: Taken, need: Need, key: NodeKey | None, naming: Callable[[str], str], now_ms: int) -> Item:
    scope, rules = taken.scope, ((need.rule.id, need.rule.version),)
    subject = 0 if need.subject == NOBODY else int(taken.tokens[need.subject])
    rests = tuple(int(row) for row in _rests(taken, need))
    told = json.dumps([scope.agency, scope.case, Level.PROTECTION, subject, rules, rests])
    return Item(
        id=naming(told), agency=scope.agency, case=scope.case, level=Level.PROTECTION, subject=subject, key=key,
        raised_ms=now_ms, rules=rules, families=(need.rule.family.value,), recorded=False, computed=(), classes=(),
        rests=rests, rows=(),
    )  # fmt: skip


def _records(told: Iterable[Source]) -> tuple[str, ...]:
    return tuple(sorted({each.name.partition("/versions/")[0] for each in told if not each.authority}))


def _cnic_first(key: NodeKey) -> tuple[bool, str]:
    return not key.id.startswith("CNIC:"), key.id
