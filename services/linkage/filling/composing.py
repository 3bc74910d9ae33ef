"""A scope's rows made one snapshot, with what stands behind each row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

import numpy as np

from services.access.class_text import class_text
from services.linkage.classes import AtomicClass
from services.linkage.filling import tables
from services.linkage.filling.columns import Fed
from services.linkage.filling.known import SHIELDS, Rests, marks_of
from services.linkage.filling.lists import Lists
from services.linkage.filling.people import Bearer, bearers_of, borne, people_of
from services.linkage.filling.read import Read
from services.linkage.filling.tables import Numbers
from services.linkage.filling.tokens import Tokens as Tokening
from services.linkage.snapshot.columns import NOBODY, NODE, TABLES, Mark, NodeKind, Snapshot, Table
from services.linkage.snapshot_ports import EVIDENCE, Scope, Taken, Tokens

_NOT_FILLED: Final = ("papers", "sureties", "ledgers", "kin")
"""What no feed and no record brings yet."""
DECISION: Final = "decision"


def compose(scope: Scope, read: Read, lists: Lists, tokens: Tokening, now_ms: int) -> Taken:
    """The snapshot. ``tokens``: numbers rows of decisions."""
    people = people_of(read)
    of, bearers = people.of, bearers_of(read)
    numbers = tables.numbers_of(read, set(of.values()))
    marks, rests = marks_of(read, of, now_ms)
    rests += [Rests(of[one], tokens.row(DECISION, each.id)) for each, one, _ in read.decisions]
    calls, made = tables.calls(read, numbers)
    snapshot = Snapshot(
        nodes=_nodes(read, numbers, borne(bearers, of), marks, lists.marks(now_ms)),
        transfers=tables.transfers(read, numbers),
        calls=calls,
        crossings=tables.crossings(read, numbers, of),
        bookings=tables.bookings(read, numbers, of),
        involved=tables.involved(read, numbers, of),
        statements=tables.statements(read, numbers, of),
        cells=tables.cells(lists, numbers),
        **{name: np.zeros(0, dtype=TABLES[name]) for name in _NOT_FILLED},
    )
    evidence, classes = _evidence(read)
    bearing = _bearing(numbers, bearers, of, rests)
    made = made[np.lexsort((made["row"], made["of"]))]
    digest = _digest(scope, snapshot, (evidence, bearing, made), classes, numbers.tokens)
    return Taken(scope, snapshot, digest, evidence, classes, bearing, made, numbers.tokens)


def _nodes(
    read: Read,
    numbers: Numbers,
    held: Mapping[int, frozenset[int]],
    marks: Mapping[int, Mark],
    listed: Mapping[int, Mark],
) -> Table:
    """A person bears themself; what is listed by a document is its bearer. A number of several is nobody's, and guarded
    by what guards any of them."""
    found = np.zeros(len(numbers.tokens), dtype=NODE)
    found["kind"], found["person"], found["household"] = numbers.kinds, NOBODY, NOBODY
    own = found["kind"] == NodeKind.PERSON
    found["person"][own] = np.flatnonzero(own)
    known = dict(marks)
    places = {token: place for place, token in enumerate(numbers.tokens.tolist())}
    for token, people in held.items():
        if len(people) == 1:
            (person,) = people
            found["person"][places[token]] = places[person]
        else:
            known[token] = _guarded(marks[person] for person in people)
    for token, mark in listed.items():
        for person in held.get(token, frozenset()) if _is_paper(found, places, token) else {token}:
            known[person] = known.get(person, Mark(0)) | mark
    for till in np.unique(read.fed["place"][read.fed["what"] == Fed.TRANSFER]).tolist():
        known[till] = known.get(till, Mark(0)) | Mark.AGENT
    for token, mark in known.items():
        if token in places:
            found["marks"][places[token]] = int(mark)
    return found


def _is_paper(nodes: Table, places: Mapping[int, int], token: int) -> bool:
    return token in places and bool(nodes["kind"][places[token]] == NodeKind.DOCUMENT)


def _guarded(people: Iterable[Mark]) -> Mark:
    every = list(people)
    young = Mark(0) if all(mark & Mark.ADULT for mark in every) else Mark.MINORS_WALLET
    return young | Mark(np.bitwise_or.reduce([int(mark & SHIELDS) for mark in every]))


def _bearing(numbers: Numbers, bearers: Iterable[Bearer], of: Mapping[int, int], rests: Iterable[Rests]) -> Table:
    """Of each number who bears it, of each person what is known of them and which documents are theirs."""
    told = {(each.node, each.row) for each in bearers}
    told |= {(of[each.subject], each.row) for each in bearers}
    told |= {(each.of, each.row) for each in rests}
    pairs = sorted(told)
    nodes = numbers.of(np.array([token for token, _ in pairs], dtype=np.uint64))
    found = tables.rest(nodes, np.array([row for _, row in pairs], dtype=np.int64))
    return found[np.lexsort((found["row"], found["of"]))]


def _evidence(read: Read) -> tuple[Table, tuple[AtomicClass, ...]]:
    """Of every row its class, authority and date."""
    ordered = sorted(read.classes, key=lambda number: _text(read.classes[number]))
    places = {number: place for place, number in enumerate(ordered)}
    found = np.zeros(len(read.fed) + len(read.said), dtype=EVIDENCE)
    found["row"] = np.append(read.fed["row"], read.said["row"])
    klass = np.append(read.fed["klass"], read.said["klass"])
    found["klass"] = [places[number] for number in klass.tolist()]
    found["authority"] = np.append(read.authority, np.full(len(read.said), NOBODY))
    dates = np.array([*read.retain_until_ms, 0], dtype=np.int64)
    found["retain_until_ms"] = dates[found["authority"]]
    return found[np.argsort(found["row"], kind="stable")], tuple(read.classes[number] for number in ordered)


def _text(atomic: AtomicClass) -> tuple[str, str, str, int]:
    return class_text(atomic.klass), atomic.authority, atomic.bound, atomic.held_until_ms


def _digest(
    scope: Scope, snapshot: Snapshot, behind: Iterable[Table], classes: Iterable[AtomicClass], tokens: Tokens
) -> bytes:
    found = sha256(repr((scope, [_text(each) for each in classes])).encode())
    for table in (*(getattr(snapshot, name) for name in TABLES), *behind, tokens):
        found.update(len(table).to_bytes(8) + table.tobytes())
    return found.digest()
