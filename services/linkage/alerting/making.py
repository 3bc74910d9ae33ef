"""Findings of a snapshot as items that can be kept: with names of nodes and rows in the place of numbers.

Whoever is protected is in no item but as an end that says so: no number, nothing by which two rows of one protected
person could be told to be one person's. Who is protected, the snapshot's marks say, and the records at large.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from services.linkage.alerting.finding import About
from services.linkage.alerting.item import Computed, End, Item, Row
from services.linkage.alerts.raising import Level
from services.linkage.detectors.contract import Evidence
from services.linkage.detectors.naming import shielded
from services.linkage.snapshot.columns import NOBODY, Ints, NodeKind, Table
from services.linkage.snapshot.lookup import rows_of
from services.linkage.snapshot_ports import Shielded, Snapshots, Source, Taken
from services.values.network import NodeKey

ROWS_KEPT: Final = 500
ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "transfers": ("payer", "payee"),
    "calls": ("caller", "callee", "handset"),
    "crossings": ("person", "post"),
    "bookings": ("person", "contact", "payer", "operator"),
    "papers": ("document", "found_with"),
    "involved": ("node",),
    "sureties": ("surety", "accused"),
    "ledgers": ("creditor", "debtor"),
    "statements": ("witness",),
    "kin": ("one", "other"),
}
"""Columns of each table that hold a node which somebody may be."""
_NAMED: Final = Level.ALERT
_POST: Final = "post"
"""A post is a node where a snapshot was filled from stores; where it was told, it may be a number of its own."""
Naming = Callable[[str], str]
"""Keyed digest of a text, 24 hex digits."""


async def items_of(
    taken: Taken,
    found: Sequence[About],
    snapshots: Snapshots,
    naming: Naming,
    now_ms: int,
    given: Collection[int] = (),
) -> list[Item]:
    """In the order of the findings; none about whom any record protects. Raises StorageUnavailable.

    ``given``: tokens of subjects of what the scope was given before: these are left out by own words alone.
    """
    made = _Making(taken, naming, now_ms)
    nodes = sorted({each.subject for each in found} | {node for each in found for node in made.nodes(each.rows)})
    made.hidden = await snapshots.shielded(taken, nodes)
    omitted = made.hidden.own | {node for node in made.hidden.every if int(taken.tokens[node]) not in given}
    fit = [each for each in found if each.subject not in omitted]
    kept = [each.rows[:ROWS_KEPT] for each in fit]
    made.keys = await snapshots.keys(taken, [*nodes, *(paper for each in fit for paper in made.papers(each.subject))])
    rests = [taken.rests_on([each.subject], (row.row for row in each.rows)) for each in fit]
    made.sources = await snapshots.sources(sorted({row for each in rests for row in each}))
    return [made.item(*each) for each in zip(fit, kept, rests, strict=True)]


class _Making:
    """Items of one snapshot. ``hidden``, ``keys``, ``sources``: as the port gives."""

    def __init__(self, taken: Taken, naming: Naming, now_ms: int) -> None:
        self._taken, self._naming, self._now_ms = taken, naming, now_ms
        self.hidden = Shielded()
        self.keys: Mapping[int, NodeKey] = {}
        self.sources: Mapping[int, Source] = {}
        self._shielded: dict[int, bool] = {}
        self._documents = _documents(taken.snapshot.nodes)

    def nodes(self, rows: Iterable[Evidence]) -> set[int]:
        """Every node at an end of these rows."""
        return {node for row in rows for _, node in self._ends(row)}

    def papers(self, node: int) -> list[int]:
        """Documents of a person, or of who bears a number; all that says so is among what the node rests on."""
        return self._documents.get(int(self._taken.snapshot.nodes["person"][node]), [])

    def item(self, about: About, kept: Sequence[Evidence], rests: tuple[int, ...]) -> Item:
        """The item of what was found about a subject. ``kept``: rows that are told; ``rests``: all that it needs."""
        scope, token = self._taken.scope, int(self._taken.tokens[about.subject])
        rules = tuple(sorted({(rule.id, rule.version) for rule, _ in about.findings}))
        places = {int(row): int(klass) for row, klass in self._taken.behind(rests)[["row", "klass"]]}
        classes = sorted(set(places.values()))
        at = {klass: place for place, klass in enumerate(classes)}
        rows = sorted(
            (self._row(about, each, places, at) for each in kept), key=lambda row: (row.at_ms, row.table, row.source)
        )
        told = [scope.agency, scope.case, about.level, token, rules, [int(row) for row in rests]]
        return Item(
            id=self._naming(json.dumps(told)),
            agency=scope.agency,
            case=scope.case,
            level=about.level,
            subject=token,
            key=self._key(about.subject) if about.level == _NAMED else None,
            raised_ms=self._now_ms,
            rules=rules,
            families=tuple(about.families),
            recorded=about.recorded,
            computed=tuple(Computed(rule.id, rule.version, one.silent, one.values) for rule, one in about.findings),
            classes=tuple(self._taken.classes[klass] for klass in classes),
            rests=tuple(int(row) for row in rests),
            rows=tuple(rows),
            more_rows=len(about.rows) - len(kept),
            records=tuple(sorted({name for row in rests if (name := _record(self.sources.get(row)))})),
            bearers=self._bearers({about.subject} | self.nodes(kept)),
        )

    def _key(self, subject: int) -> NodeKey | None:
        """By a document of the person, a CNIC where there is one; else as the graph knows the node."""
        papers = [self.keys[each] for each in self.papers(subject) if each in self.keys]
        return min(papers, key=_cnic_first, default=self.keys.get(subject))

    def _bearers(self, nodes: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """Tokens by which each of these is known to be somebody's; nothing of who is hidden."""
        tokens, people = self._taken.tokens, self._taken.snapshot.nodes["person"]
        found = []
        for node in sorted(nodes):
            of = {int(people[node]), *self.papers(node)} - {node, NOBODY}
            if of and node not in self.hidden.own and not self._is_shielded(node):
                found.append((int(tokens[node]), *(int(tokens[each]) for each in sorted(of))))
        return tuple(found)

    def _row(self, about: About, evidence: Evidence, places: Mapping[int, int], at: Mapping[int, int]) -> Row:
        made_of = self._taken.rests_on((), [evidence.row])
        source = self.sources.get(evidence.row, Source(evidence.row, "", "", ""))
        return Row(
            classes=tuple(sorted({at[places[int(row)]] for row in made_of})),
            owner=source.owner,
            source=source.name,
            authority=source.authority,
            table=evidence.table,
            at_ms=source.at_ms or self._at_ms(evidence),
            amount_minor=source.amount_minor,
            currency=source.currency,
            duration_s=source.duration_s,
            ends=tuple(self._end(about, column, node, source.owner) for column, node in self._ends(evidence)),
        )

    def _end(self, about: About, column: str, node: int, owner: str) -> End:
        hidden = self.hidden.own if owner == self._taken.scope.agency else self.hidden.every
        if node in hidden or self._is_shielded(node):
            return End(column, 0, "", "")
        key = self.keys.get(node, NodeKey())
        if about.subject in (node, int(self._taken.snapshot.nodes["person"][node])):
            key = self._of_subject(about, node, key)
        return End(column, int(self._taken.tokens[node]), key.kind, key.id)

    def _of_subject(self, about: About, node: int, key: NodeKey) -> NodeKey:
        """What names the subject is left out where nobody is named, the numbers that they bear as well."""
        if about.level != _NAMED:
            return NodeKey()
        return self._key(node) or key if node == about.subject else key

    def _is_shielded(self, node: int) -> bool:
        if node not in self._shielded:
            self._shielded[node] = shielded(self._taken.snapshot, node)
        return self._shielded[node]

    def _ends(self, evidence: Evidence) -> list[tuple[str, int]]:
        line, kinds = self._line(evidence), self._taken.snapshot.nodes["kind"]
        found = [(name, int(line[name])) for name in ENDS.get(evidence.table, ()) if int(line[name]) >= 0]
        return [each for each in found if each[0] != _POST or _is_place(kinds, each[1])]

    def _at_ms(self, evidence: Evidence) -> int:
        """Of what has no time of its own in its source; a feed's row is shown at the time that its file tells, as a
        snapshot puts what is known by its day alone at noon."""
        line = self._line(evidence)
        return int(line["at"]) * 1000 if "at" in (line.dtype.names or ()) else 0

    def _line(self, evidence: Evidence) -> np.void:
        table: Table = getattr(self._taken.snapshot, evidence.table)
        line: np.void = table[rows_of(self._taken.snapshot, evidence.table, "row", [evidence.row])[0]]
        return line


def _documents(nodes: Table) -> dict[int, list[int]]:
    """By person, the documents that they bear."""
    found: dict[int, list[int]] = {}
    for document in np.flatnonzero((nodes["kind"] == NodeKind.DOCUMENT) & (nodes["person"] != NOBODY)).tolist():
        found.setdefault(int(nodes["person"][document]), []).append(document)
    return found


def _is_place(kinds: Ints, node: int) -> bool:
    return node < len(kinds) and int(kinds[node]) == NodeKind.PLACE


def _cnic_first(key: NodeKey) -> tuple[bool, str]:
    return not key.id.startswith("CNIC:"), key.id


def _record(source: Source | None) -> str:
    """Name of the record that a row came from; empty of a feed's."""
    return source.name.partition("/versions/")[0] if source and not source.authority else ""
