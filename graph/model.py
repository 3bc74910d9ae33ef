"""What the link graph is made of: node and edge kinds, and what rows of them carry.

Everything that an engine needs to know (constraints, indexes, upserts) derives from here. Names of
kinds are those of ``rabta.linkage.v1`` without prefix; labels are what Cypher calls them. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

OPEN_CLASS: Final = 0
"""Policy class of a node that carries nothing but its own number, which many sources share: it is seen
through an edge that is seen, and in no other way."""

CLASSES: Final = 1 << 24
"""Numbers of policy classes lie below it. What is bound to cases or persons besides carries the number of its class
plus a multiple of it, one multiple for each set of what it is bound to."""


@dataclass(frozen=True, slots=True)
class NodeKind:
    """``name`` as on the wire; ``label`` in Cypher, with a UNIQUE ``id``."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """``type`` in Cypher is the name. ``source`` and ``target`` are node kinds' names."""

    name: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node. ``klass``: policy class, OPEN_CLASS where the node is a shared number and all else is empty.

    ``id`` of a Subject is its source's name. ``owner``: agency; ``source``: record version's name or feed
    row; ``target``: named by its feed's authority (true for records). ``note``: what the kind has besides.
    ``kin``: mark by which a number that an officer declared is found, where the form of the graph gives one.
    """

    kind: str
    id: str
    klass: int = OPEN_CLASS
    label: str = ""
    label_ur: str = ""
    owner: str = ""
    source: str = ""
    role: str = ""
    grade: str = ""
    handling: str = ""
    target: bool = True
    note: str = ""
    kin: str = ""


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One evidence row. ``klass`` joins the classes of its source and of both ends, so that a hop checks it alone.

    ``start``, ``end``: ids of nodes of the kinds that the edge's kind names. Times are epoch milliseconds (0
    unknown), ``known_ms`` when the hub learnt it; amounts are integers in minor units.
    """

    kind: str
    id: str
    start: str
    end: str
    klass: int
    at_ms: int = 0
    until_ms: int = 0
    known_ms: int = 0
    amount_minor: int = 0
    currency: str = ""
    duration_s: int = 0
    owner: str = ""
    source: str = ""
    grade: str = ""
    handling: str = ""
    authority: str = ""
    note: str = ""


NODE_KINDS: Final = {
    kind.name: kind
    for kind in (
        NodeKind("SUBJECT", "Subject"),
        NodeKind("ACCOUNT", "Account"),
        NodeKind("PHONE", "Phone"),
        NodeKind("DEVICE", "Device"),
        NodeKind("VEHICLE", "Vehicle"),
        NodeKind("DOCUMENT", "Document"),
        NodeKind("CASE", "CaseFile"),
        NodeKind("PLACE", "Place"),
        NodeKind("JOURNEY", "Journey"),
        NodeKind("ORGANISATION", "Organisation"),
    )
}

EDGE_KINDS: Final = {
    kind.name: kind
    for kind in (
        EdgeKind("PARTY_TO", "SUBJECT", "CASE"),
        EdgeKind("IDENTIFIED_BY", "SUBJECT", "DOCUMENT"),
        EdgeKind("LIVES_AT", "SUBJECT", "PLACE"),
        EdgeKind("CO_ARRESTED", "SUBJECT", "SUBJECT"),
        EdgeKind("TRAVELLED", "SUBJECT", "JOURNEY"),
        EdgeKind("REFERS_TO", "CASE", "CASE"),
        EdgeKind("PHONE_REGISTERED_TO", "PHONE", "SUBJECT"),
        EdgeKind("PHONE_USED_BY", "PHONE", "SUBJECT"),
        EdgeKind("PHONE_FOUND_WITH", "PHONE", "SUBJECT"),
        EdgeKind("CO_LOCATED", "PHONE", "PHONE"),
        EdgeKind("ACCOUNT_HELD_BY", "ACCOUNT", "SUBJECT"),
        EdgeKind("ACCOUNT_USED_BY", "ACCOUNT", "SUBJECT"),
        EdgeKind("DEVICE_USED_BY", "DEVICE", "SUBJECT"),
        EdgeKind("VEHICLE_USED_BY", "VEHICLE", "SUBJECT"),
        EdgeKind("TRANSFERRED", "ACCOUNT", "ACCOUNT"),
        EdgeKind("WITHDREW", "ACCOUNT", "ACCOUNT"),
        EdgeKind("CALLED", "PHONE", "PHONE"),
        EdgeKind("USED_DEVICE", "PHONE", "DEVICE"),
        EdgeKind("CAMPED_AT", "PHONE", "PLACE"),
        EdgeKind("ACCOUNT_OF", "ACCOUNT", "ORGANISATION"),
        EdgeKind("OFFICER_OF", "SUBJECT", "ORGANISATION"),
        EdgeKind("SAME_PERSON", "SUBJECT", "SUBJECT"),
    )
}

SPANNED: Final = frozenset({"TRANSFERRED", "WITHDREW"})
"""Edges that took place at one moment between ``at_ms`` and ``until_ms``; of one that is known by its day alone these
are the day's first and last millisecond."""

NAMING: Final = (
    "IDENTIFIED_BY", "PHONE_REGISTERED_TO", "PHONE_USED_BY", "PHONE_FOUND_WITH", "ACCOUNT_HELD_BY", "ACCOUNT_USED_BY",
    "DEVICE_USED_BY", "VEHICLE_USED_BY",
)  # fmt: skip
"""Edges by which a number names a person, whatever the number is of."""

NUMBERS: Final = frozenset({end for kind in NAMING for end in (EDGE_KINDS[kind].source, EDGE_KINDS[kind].target)}) - {
    "SUBJECT"
}
"""Kinds of node that are a number of somebody."""
