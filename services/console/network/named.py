"""Nodes as officers name them in a form: what kind of number it is, and the number. Pure."""

from __future__ import annotations

from typing import Final

from services.errors import RabtaError
from services.tables.numbers import NumberError
from services.values.network import NodeKey
from services.values.node_ids import canonical

KINDS: Final = {
    "CNIC": ("DOCUMENT", "CNIC:"),
    "PASSPORT": ("DOCUMENT", "PASSPORT:"),
    "PHONE": ("PHONE", ""),
    "IBAN": ("ACCOUNT", "IBAN:"),
    "WALLET": ("ACCOUNT", "WALLET:"),
    "IMEI": ("DEVICE", "IMEI:"),
    "VEHICLE": ("VEHICLE", ""),
    "CASE": ("CASE", ""),
    "SUBJECT": ("SUBJECT", ""),
    "ORGANISATION": ("ORGANISATION", ""),
    "PLACE": ("PLACE", ""),
    "JOURNEY": ("JOURNEY", ""),
}
"""By the word of the form: the node's kind, and what its id begins with. A passport needs its country."""


class BadNode(RabtaError, ValueError):
    """A kind that there is none of, a number that none of this kind can be, or a node that the chart does not show."""


def named(kind: str, number: str) -> NodeKey:
    """The node that is meant. Raises BadNode."""
    if kind not in KINDS:
        raise BadNode("node")
    of, begins = KINDS[kind]
    try:
        return NodeKey(of, canonical(of, begins + number.strip()))
    except NumberError:
        raise BadNode("node") from None


def typed(key: NodeKey) -> str:
    """The node as the command line takes it, with a dash where it prompts for the number."""
    if key.kind == "SUBJECT":
        return key.id
    register = key.id.partition(":")[0] if key.kind in ("DOCUMENT", "ACCOUNT", "DEVICE") else key.kind
    return f"{register}:-"
