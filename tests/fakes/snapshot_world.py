"""A small world told act by act, and the snapshot that is made of it.

Days are counted from 1 January 2026, hours and minutes are Pakistan's. Rows are numbered as they are told.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np

from services.linkage.snapshot.columns import TABLES, Answer, Mark, NodeKind, Snapshot, Table, TransferKind, in_order

START_S = 1_767_207_600
"""Midnight in Pakistan of 1 January 2026, epoch seconds."""
NONE = -1


def at(day: int, hour: float = 12) -> int:
    """Epoch seconds of an hour of a day."""
    return START_S + day * 86_400 + int(hour * 3600)


class SnapshotWorld:
    """Grows by what happens in it."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
        self._told = 0

    def node(self, kind: NodeKind, person: int = NONE, marks: Mark | int = 0, household: int = NONE) -> int:
        """Its number."""
        number = len(self._rows["nodes"])
        self._rows["nodes"].append((kind, number if kind == NodeKind.PERSON else person, household, int(marks)))
        return number

    def person(self, marks: Mark | int = Mark.ADULT, household: int = NONE) -> int:
        """Of age, unless the marks say otherwise."""
        return self.node(NodeKind.PERSON, marks=marks, household=household)

    def account(self, person: int = NONE, marks: Mark | int = 0) -> int:
        """Of a person, or of nobody that is known."""
        return self.node(NodeKind.ACCOUNT, person, marks)

    def phone(self, person: int = NONE, marks: Mark | int = 0) -> int:
        """Of a person, or of nobody that is known."""
        return self.node(NodeKind.PHONE, person, marks)

    def handset(self, person: int = NONE, marks: Mark | int = 0) -> int:
        """Found with a person, or with nobody that is known."""
        return self.node(NodeKind.HANDSET, person, marks)

    def mark(self, node: int, marks: Mark) -> None:
        """More that is known of a node."""
        kind, person, household, held = self._rows["nodes"][node]
        self._rows["nodes"][node] = (kind, person, household, held | int(marks))

    def pay(
        self, when: int, payer: int, payee: int, rupees: float, kind: TransferKind = TransferKind.OTHER,
        place: int = NONE, named: int = NONE,
    ) -> int:  # fmt: skip
        """A transfer; its row."""
        return self._tell("transfers", when, payer, payee, round(rupees * 100), kind, place, named)

    def call(self, when: int, caller: int, callee: int, handset: int = NONE, cell: int = NONE) -> int:
        """A call; its row."""
        return self._tell("calls", when, caller, callee, handset, cell)

    def cross(self, when: int, person: int, post: int, leaves: bool, party: int) -> int:
        """A crossing; its row."""
        return self._tell("crossings", when, person, post, leaves, party)

    def book(
        self, when: int, journey: int, person: int, contact: int = NONE, payer: int = NONE, operator: int = NONE,
        back: bool = False,
    ) -> int:  # fmt: skip
        """A seat; its row."""
        return self._tell("bookings", when, journey, person, contact, payer, operator, back)

    def paper(self, when: int, document: int, found_with: int) -> int:
        """A document that somebody else had; its row."""
        return self._tell("papers", when, document, found_with)

    def involve(self, when: int, case: int, district: int, node: int, missing_child: bool = False) -> int:
        """A number or person that a case names; its row."""
        return self._tell("involved", when, case, district, missing_child, node)

    def surety(self, when: int, case: int, surety: int, accused: int) -> int:
        """A bail bond; its row."""
        return self._tell("sureties", when, case, surety, accused)

    def ledger(self, when: int, creditor: int, debtor: int, advance: float, repaid: float, debt: float) -> int:
        """A line of a seized ledger, in rupees; its row."""
        sums = (round(each * 100) for each in (advance, repaid, debt))
        return self._tell("ledgers", when, creditor, debtor, *sums)

    def state(self, when: int, case: int, witness: int, retracted: bool) -> int:
        """A statement, or that it is taken back; its row."""
        return self._tell("statements", when, case, witness, retracted)

    def cell(self, road: int = NONE, km: int = 0) -> int:
        """A cell, on a road where one is told."""
        number = self.node(NodeKind.PLACE)
        self._rows["cells"].append((number, road, km))
        return number

    def kin(self, one: int, other: int, answer: Answer) -> int:
        """What the registry answered; its row."""
        self._told += 1
        self._rows["kin"].append((one, other, answer, self._told))
        return self._told

    def _tell(self, table: str, *values: Any) -> int:
        self._told += 1
        self._rows[table].append((*values, self._told))
        return self._told

    @property
    def told(self) -> int:
        """Number of the last row."""
        return self._told

    def without(self, row: int) -> SnapshotWorld:
        """The same, as if one row had never been told."""
        return self.only(frozenset(range(self._told + 1)) - {row})

    def only(self, told: Container[int]) -> SnapshotWorld:
        """The same nodes, and of the rows those of these numbers."""
        other = SnapshotWorld()
        other._told = self._told
        for name, rows in self._rows.items():
            other._rows[name] = [each for each in rows if name in ("nodes", "cells") or each[-1] in told]
        return other

    def snapshot(self) -> Snapshot:
        """What is told so far."""
        tables: dict[str, Table] = {name: np.array(self._rows[name], dtype=kind) for name, kind in TABLES.items()}
        return Snapshot(**{name: in_order(table) for name, table in tables.items()})
