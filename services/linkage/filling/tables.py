"""Tables of a snapshot out of the rows of a scope. Pure.

Nodes are numbered in the order of their tokens; cases, districts, parties and journeys the same, each among themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from services.linkage.filling.columns import Fed, Said, Word
from services.linkage.filling.lists import Lists
from services.linkage.filling.read import Read
from services.linkage.snapshot.columns import (
    BOOKING,
    CALL,
    CELL,
    CROSSING,
    INVOLVED,
    NOBODY,
    STATEMENT,
    TRANSFER,
    Ints,
    NodeKind,
    Table,
    TransferKind,
    in_order,
)
from services.linkage.snapshot_ports import REST, Tokens

_KINDS: Final = {
    Word.CASH_IN: TransferKind.CASH_IN, Word.CASH_OUT: TransferKind.CASH_OUT, Word.SALARY: TransferKind.SALARY,
}  # fmt: skip
_ENDS: Final = {
    Fed.IDENTIFIED: (NodeKind.PERSON, NodeKind.DOCUMENT),
    Fed.ACCOUNT_HELD: (NodeKind.ACCOUNT, NodeKind.PERSON),
    Fed.PHONE_HELD: (NodeKind.PHONE, NodeKind.PERSON),
    Fed.TRANSFER: (NodeKind.ACCOUNT, NodeKind.ACCOUNT),
    Fed.CALL: (NodeKind.PHONE, NodeKind.PHONE),
    Fed.DEVICE: (NodeKind.PHONE, NodeKind.HANDSET),
    Fed.CELL: (NodeKind.PHONE, NodeKind.PLACE),
}
"""Kinds of the nodes at both ends of a row."""


class Numbers(NamedTuple):
    """``tokens``: of nodes, ascending; ``kinds``: of each."""

    tokens: Tokens
    kinds: Ints

    def of(self, tokens: Tokens) -> Ints:
        """Numbers of tokens, NOBODY of 0. Every other one is a node."""
        return np.where(tokens == 0, NOBODY, np.searchsorted(self.tokens, tokens))


def numbers_of(read: Read, people: Iterable[int]) -> Numbers:
    """Every node of a scope. ``people``: tokens of persons."""
    fed, said = read.fed, read.said
    told: list[tuple[Tokens, int]] = [(_tokens(people), NodeKind.PERSON)]
    for what, (start, end) in _ENDS.items():
        rows = fed[fed["what"] == what]
        told += [(rows[name], kind) for name, kind in (("start", start), ("end", end)) if kind != NodeKind.PERSON]
        if what == Fed.TRANSFER:
            told.append((rows["place"], NodeKind.ACCOUNT))
    told.append((fed["end"][fed["what"] == Fed.FLIGHT], NodeKind.PHONE))
    told.append((fed["place"][fed["what"] == Fed.CROSSING], NodeKind.PLACE))
    told.append((said["place"][said["what"] == Said.CROSSED], NodeKind.PLACE))
    named = said[np.isin(said["what"], (Said.BEARS, Said.INVOLVED)) & (said["kind"] != NodeKind.PERSON)]
    told += [(named["node"][named["kind"] == kind], kind) for kind in np.unique(named["kind"]).tolist()]
    tokens = np.concatenate([each for each, _ in told]).astype(np.uint64)
    kinds = np.concatenate([np.full(len(each), kind, dtype=np.int64) for each, kind in told])
    tokens, first = np.unique(tokens, return_index=True)
    seen = tokens != 0
    return Numbers(tokens[seen], kinds[first][seen])


def transfers(read: Read, numbers: Numbers) -> Table:
    """Payments, as a feed tells them."""
    rows = read.fed[read.fed["what"] == Fed.TRANSFER]
    found = np.zeros(len(rows), dtype=TRANSFER)
    found["at"], found["amount"], found["row"] = rows["at"], rows["amount"], rows["row"]
    found["payer"], found["payee"] = numbers.of(rows["start"]), numbers.of(rows["end"])
    found["place"], found["named"] = numbers.of(rows["place"]), NOBODY
    for word, kind in _KINDS.items():
        found["kind"][rows["word"] == word] = kind
    return in_order(found)


def calls(read: Read, numbers: Numbers) -> tuple[Table, Table]:
    """Calls with the caller's handset and cell at that second, and which rows say these."""
    rows = read.fed[read.fed["what"] == Fed.CALL]
    found = np.zeros(len(rows), dtype=CALL)
    found["at"], found["row"] = rows["at"], rows["row"]
    found["caller"], found["callee"] = numbers.of(rows["start"]), numbers.of(rows["end"])
    made = []
    for what, column in ((Fed.DEVICE, "handset"), (Fed.CELL, "cell")):
        used = read.fed[read.fed["what"] == what]
        place = _matched(rows, used)
        known = place >= 0
        found[column] = NOBODY
        found[column][known] = numbers.of(used["end"][place[known]])
        made.append(rest(rows["row"][known], used["row"][place[known]]))
    return in_order(found), np.concatenate(made)


def _matched(rows: Table, used: Table) -> Ints:
    """Of each call, the place of what its caller used at that second, the least row where there are several."""
    held: dict[tuple[int, int], int] = {}
    for place in np.argsort(used["row"], kind="stable")[::-1].tolist():
        held[int(used["start"][place]), int(used["at"][place])] = place
    keys = zip(rows["start"].tolist(), rows["at"].tolist(), strict=True)
    return np.fromiter((held.get(key, -1) for key in keys), dtype=np.int64, count=len(rows))


def crossings(read: Read, numbers: Numbers, of: Mapping[int, int]) -> Table:
    """Movements over the border, of feeds and of records. Who is in no party crossed alone."""
    fed, said = read.fed[read.fed["what"] == Fed.CROSSING], read.said[read.said["what"] == Said.CROSSED]
    found = np.zeros(len(fed) + len(said), dtype=CROSSING)
    found["at"], found["row"] = np.append(fed["at"], said["at"]), np.append(fed["row"], said["row"])
    found["person"] = numbers.of(_persons(np.append(fed["start"], said["person"]), of))
    found["post"] = numbers.of(np.append(fed["place"], said["place"]))
    found["leaves"] = np.append(fed["word"] == Word.LEAVES, said["flag"])
    party = np.append(fed["party"], said["node"])
    found["party"] = dense(np.where(party == 0, found["row"].astype(np.uint64), party))
    return in_order(found)


def bookings(read: Read, numbers: Numbers, of: Mapping[int, int]) -> Table:
    """Seats of passengers; no list of passengers tells a payer or an operator."""
    rows = read.fed[(read.fed["what"] == Fed.FLIGHT) & (read.fed["word"] != Word.CREW)]
    found = np.zeros(len(rows), dtype=BOOKING)
    people = _persons(rows["start"], of)
    found["at"], found["row"], found["person"] = rows["at"], rows["row"], numbers.of(people)
    found["journey"] = dense(rows["party"])
    found["contact"] = numbers.of(rows["end"])
    found["payer"] = found["operator"] = NOBODY
    ways = list(zip(people.tolist(), rows["place"].tolist(), rows["to"].tolist(), strict=True))
    last: dict[tuple[int, int, int], int] = {}
    for way, at in zip(ways, rows["at"].tolist(), strict=True):
        last[way] = max(last.get(way, at), at)
    later = (last.get((who, to, place), 0) for who, place, to in ways)
    found["back"] = np.fromiter(later, dtype=np.int64, count=len(rows)) > rows["at"]
    return in_order(found)


def involved(read: Read, numbers: Numbers, of: Mapping[int, int]) -> Table:
    """Numbers and persons that the records of a case name."""
    rows = read.said[read.said["what"] == Said.INVOLVED]
    found = np.zeros(len(rows), dtype=INVOLVED)
    found["at"], found["row"], found["missing_child"] = rows["at"], rows["row"], rows["flag"]
    found["case"], found["district"] = dense(rows["case"]), dense(rows["place"])
    person = rows["kind"] == NodeKind.PERSON
    found["node"] = numbers.of(np.where(person, _persons(np.where(person, rows["node"], 0), of), rows["node"]))
    return in_order(found)


def statements(read: Read, numbers: Numbers, of: Mapping[int, int]) -> Table:
    """Statements, and those that take one back."""
    rows = read.said[read.said["what"] == Said.STATED]
    found = np.zeros(len(rows), dtype=STATEMENT)
    found["at"], found["row"], found["retracted"] = rows["at"], rows["row"], rows["flag"]
    found["case"], found["witness"] = dense(rows["case"]), numbers.of(_persons(rows["person"], of))
    return in_order(found)


def cells(lists: Lists, numbers: Numbers) -> Table:
    """Cells of the scope that lie on a road."""
    known = set(numbers.tokens.tolist())
    here = [each for each in lists.cells if each[0] in known]
    found = np.zeros(len(here), dtype=CELL)
    if here:
        tokens, roads, km = zip(*here, strict=True)
        found["cell"], found["road"], found["km"] = numbers.of(np.array(tokens, dtype=np.uint64)), roads, km
    return found


def dense(tokens: Tokens) -> Ints:
    """Numbers from 0 in the order of tokens."""
    return np.unique(tokens, return_inverse=True)[1].astype(np.int64)


def rest(of: Ints, rows: Ints) -> Table:
    """REST of two columns."""
    found = np.zeros(len(of), dtype=REST)
    found["of"], found["row"] = of, rows
    return found


def _persons(subjects: Tokens, of: Mapping[int, int]) -> Tokens:
    return np.fromiter((of.get(each, 0) for each in subjects.tolist()), dtype=np.uint64, count=len(subjects))


def _tokens(some: Iterable[int]) -> Tokens:
    return np.array(sorted(some), dtype=np.uint64)
