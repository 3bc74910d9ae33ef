"""Nodes of the link graph as they are typed: ``KIND:ID``, or ``CNIC:-`` for a number from a prompt or stdin.

A number's own type is enough: ``CNIC:...`` is a document, ``IBAN:...`` an account, ``IMEI:...`` and ``IMSI:...`` a
device. ``agencies/...`` is a Subject.
"""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rabta.linkage.v1.graph_pb2 import NodeKey, NodeKind

from services.access.errors import InvalidArgument
from services.cli.options import USAGE, read_number, say
from services.records import identifiers

ACCOUNTS = ("IBAN", "WALLET")
DEVICES = ("IMEI", "IMSI")
DOCUMENTS = ("CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "PASSPORT", "TAZKIRA", "NTN", "BFORM")
BARE = ("PHONE", "VEHICLE")
"""Kinds whose id is the number alone."""


def node(text: str) -> NodeKey:
    """The node that is meant. Exit 2 where it is none."""
    kind, _, name = text.partition(":")
    if text.startswith(("agencies/", "feeds/")):
        return NodeKey(kind=NodeKind.NODE_KIND_SUBJECT, id=text)
    word = kind.upper().replace("-", "_")
    if word in DOCUMENTS:
        kind, word, name = "DOCUMENT", "DOCUMENT", text
    elif word in ACCOUNTS:
        kind, word, name = "ACCOUNT", "ACCOUNT", text
    elif word in DEVICES:
        kind, word, name = "DEVICE", "DEVICE", text
    if f"NODE_KIND_{word}" not in NodeKind.keys() or not name or word == "UNSPECIFIED":  # noqa: SIM118
        say(f"rabta: a node is KIND:ID, such as PHONE:+923001234567 or CNIC:-; not {kind}")
        raise typer.Exit(USAGE)
    return NodeKey(kind=f"NODE_KIND_{word}", id=_canonical(word, _typed(name)))


def nodes(texts: Sequence[str]) -> list[NodeKey]:
    """Each of several."""
    return [node(text) for text in texts]


def _typed(name: str) -> str:
    """The name, its last part from a prompt or stdin where it is a lone dash: so that no number need be in argv."""
    head, colon, last = name.rpartition(":")
    return f"{head}{colon}{read_number(head or 'number')}" if last == "-" else name


def _canonical(word: str, name: str) -> str:
    """Numbers of a register as the graph files them; what is none of these stays as it was typed."""
    kind, _, value = (word, "", name) if word in BARE else name.partition(":")
    if word not in ("DOCUMENT", *BARE) and kind.upper() not in ("IBAN", *DEVICES):
        return name
    country, slash, number = value.partition("/") if kind.upper() == "PASSPORT" else ("", "", value)
    try:
        found = identifiers.parse(kind.upper(), number if slash else value, country if slash else "")
    except InvalidArgument as bad:
        say(f"rabta: {bad.violations[0].text}")
        raise typer.Exit(USAGE) from None
    return found.value if word in BARE else min(identifiers.search_keys(found))
