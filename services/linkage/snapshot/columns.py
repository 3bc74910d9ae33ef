"""The tables of a snapshot: numpy arrays with named columns, sorted by time where they have one.

Whoever and whatever has to do with something is a node, numbered from 0. ``row`` is the number of a row's evidence:
where it came from, and under which authority, is known by that number outside of here. Times are epoch seconds (UTC),
amounts minor units of the Pakistani rupee. -1 stands for nobody and nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum, IntFlag
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.void]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

NOBODY: Final = -1


class NodeKind(IntEnum):
    """What a node is."""

    PERSON = 0
    ACCOUNT = 1
    PHONE = 2
    HANDSET = 3
    DOCUMENT = 4
    VEHICLE = 5
    PLACE = 6
    ORGANISATION = 7


class Mark(IntFlag):
    """What is known of a node. ``ADULT``: by a document; a person without it may be a child."""

    ADULT = 1
    PROTECTED = 2
    """Victim, witness or complainant somewhere, or under protection."""
    PRESUMED_VICTIM = 4
    OPEN_RECORD = 8
    """An open record of trafficking, of abduction or of a missing child names them as suspect or accused."""
    CONFIRMED_RECORD = 16
    """Such a record that a court has taken cognizance of."""
    AGENT = 32
    """On an operator's list of branchless agents, or a franchise."""
    MERCHANT = 64
    CHARITY = 128
    CARER = 256
    """On the list of registered carers on that day."""
    LICENSED = 512
    """Tour operator, money changer or transporter with a licence."""
    COUNSEL = 1024
    """On the list of the bar."""
    INSTITUTION = 2048
    """School, madrassa, hospital or shelter by its register."""
    MINORS_WALLET = 4096
    CHILD = 8192
    """A stated birth makes them a child; who has neither this nor ``ADULT`` is of unknown age."""
    UNLICENSED = 16384
    """A source states that they have no licence; ``LICENSED`` states that they have."""
    NO_CARER = 32768
    """A source states that they are no registered carer."""


class TransferKind(IntEnum):
    """What a transfer says that it is."""

    OTHER = 0
    SALARY = 1
    CASH_OUT = 2
    CASH_IN = 3
    PURCHASE = 4


class Answer(IntEnum):
    """What a source states of a fact: of two people, whether they are kin. UNKNOWN: no source states it."""

    UNKNOWN = 0
    YES = 1
    NO = 2


NODE: Final = np.dtype([("kind", "i1"), ("person", "i4"), ("household", "i4"), ("marks", "i4")])
"""``person``: who bears it; of a person, who they are held to be. ``household``: by the registry's yes or no."""
TRANSFER: Final = np.dtype(
    [
        ("at", "i8"),
        ("payer", "i4"),
        ("payee", "i4"),
        ("amount", "i8"),
        ("kind", "i1"),
        ("place", "i4"),
        ("named", "i4"),
        ("row", "i8"),
    ]
)
"""``place``: of the agent or branch; ``named``: the document or name that a salary was paid for."""
CALL: Final = np.dtype(
    [("at", "i8"), ("caller", "i4"), ("callee", "i4"), ("handset", "i4"), ("cell", "i4"), ("row", "i8")]
)
"""``handset`` and ``cell`` are the caller's."""
CROSSING: Final = np.dtype(
    [("at", "i8"), ("person", "i4"), ("post", "i4"), ("leaves", "?"), ("party", "i4"), ("row", "i8")]
)
"""``party``: number of who crossed together, as booked or as registered at the post."""
BOOKING: Final = np.dtype(
    [
        ("at", "i8"),
        ("journey", "i4"),
        ("person", "i4"),
        ("contact", "i4"),
        ("payer", "i4"),
        ("operator", "i4"),
        ("back", "?"),
        ("row", "i8"),
    ]
)
"""``at``: of departure; ``contact``: phone; ``back``: whether the way back is booked."""
PAPER: Final = np.dtype([("at", "i8"), ("document", "i4"), ("found_with", "i4"), ("row", "i8")])
"""A document of one person found with, or applied for through, another; ``document`` is a node with its bearer."""
INVOLVED: Final = np.dtype(
    [("at", "i8"), ("case", "i4"), ("district", "i4"), ("missing_child", "?"), ("node", "i4"), ("row", "i8")]
)
"""A phone, vehicle or person that a case's records name; who is accused there is in no column."""
SURETY: Final = np.dtype([("at", "i8"), ("case", "i4"), ("surety", "i4"), ("accused", "i4"), ("row", "i8")])
LEDGER: Final = np.dtype(
    [
        ("at", "i8"),
        ("creditor", "i4"),
        ("debtor", "i4"),
        ("advance", "i8"),
        ("repaid", "i8"),
        ("debt", "i8"),
        ("row", "i8"),
    ]
)
"""A line of a ledger that was seized: what was advanced, what was paid back, and the debt as stated after it."""
STATEMENT: Final = np.dtype([("at", "i8"), ("case", "i4"), ("witness", "i4"), ("retracted", "?"), ("row", "i8")])
CELL: Final = np.dtype([("cell", "i4"), ("road", "i4"), ("km", "i4")])
"""Where a cell lies on a road: ``km`` from its end at the border post."""
KIN: Final = np.dtype([("one", "i4"), ("other", "i4"), ("answer", "i1"), ("row", "i8")])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every table of one scope: what one case under its authorities, or one operation, may read.

    ``nodes`` is by number; what has a time is sorted by it and then by ``row``.
    ``pairs``: of :mod:`services.linkage.snapshot.continuations`, which several detectors read, each made once.
    ``orders``: of :mod:`services.linkage.snapshot.lookup`, likewise.
    """

    nodes: Table
    transfers: Table
    calls: Table
    crossings: Table
    bookings: Table
    papers: Table
    involved: Table
    sureties: Table
    ledgers: Table
    statements: Table
    cells: Table
    kin: Table
    pairs: dict[tuple[float, float, float], tuple[Ints, Ints]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    orders: dict[tuple[str, str], tuple[Ints, Ints]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def persons(self, nodes: Ints) -> Ints:
        """Who bears each node; of a person themself, and NOBODY where it is not known."""
        found = np.where(nodes < 0, NOBODY, self.nodes["person"][nodes])
        return found.astype(np.int64)

    def answer(self, node: int, yes: Mark, no: Mark) -> Answer:
        """Of a node or who bears it: YES where it has any of the marks ``yes``, NO where it has all of ``no``."""
        of, person = int(self.nodes["marks"][node]), int(self.nodes["person"][node])
        of |= int(self.nodes["marks"][person]) if person >= 0 else 0
        if of & yes:
            return Answer.YES
        return Answer.NO if of & no == no else Answer.UNKNOWN

    def marked(self, nodes: Ints, marks: Mark) -> Flags:
        """Of each node, whether it or who bears it has any of these marks."""
        held = np.where(nodes < 0, 0, self.nodes["marks"][nodes])
        people = self.persons(nodes)
        held = held | np.where(people < 0, 0, self.nodes["marks"][people])
        return np.asarray((held & int(marks)) != 0)


TABLES: Final = {
    "nodes": NODE, "transfers": TRANSFER, "calls": CALL, "crossings": CROSSING, "bookings": BOOKING, "papers": PAPER,
    "involved": INVOLVED, "sureties": SURETY, "ledgers": LEDGER, "statements": STATEMENT,
    "cells": CELL, "kin": KIN,
}  # fmt: skip
"""Columns of each table of a snapshot, by its name."""
assert list(TABLES) == [each.name for each in fields(Snapshot) if each.init]


def in_order(table: Table) -> Table:
    """By time, and then by row: the one order of what detectors read."""
    names = table.dtype.names or ()
    if "at" not in names:
        return table
    return table[np.lexsort((table["row"], table["at"]))]
