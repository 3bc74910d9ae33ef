"""Nodes of the link graph as they are typed: ``KIND:ID``, or ``CNIC:-`` for a number from a prompt or stdin.

A number's own type is enough: ``CNIC:...`` is a document, ``IBAN:...`` an account, ``IMEI:...`` and ``IMSI:...`` a
device. ``agencies/...`` is a Subject. Without a type only what can be nothing else is taken: a phone with ``+``, or
with ``00`` where its country's plan knows it, ``0300-1234567``, and a CNIC with its dashes. Of any other nothing is
guessed: the error says what it may have been. What :func:`typed` writes, :func:`node` reads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final, NoReturn

import typer
from rabta.linkage.v1.graph_pb2 import NodeKey, NodeKind

from services.cli.options import USAGE, pasted, read_number, say
from services.listing.part import enum_word
from services.tables.numbers import NumberError
from services.tables.phones import is_known_abroad
from services.tables.showing import harmless
from services.tables.text import ascii_digits
from services.values import case_references, identifiers
from services.values.node_ids import canonical

KINDS: Final = tuple(name.removeprefix("NODE_KIND_") for name, number in NodeKind.items() if number)
DOCUMENTS: Final = (
    *("CNIC", "NICOP", "POC", "OLD_NIC", "POR", "ACC", "PASSPORT", "TAZKIRA", "NTN", "BFORM", "CRO", "FINGERPRINT"),
    "TRAVEL_DOCUMENT",
)
RECORDED: Final = ("agencies/", "feeds/")
ONE_SERIES: Final = ("NICOP", "POC", "NTN")
"""Documents that records file under the CNIC of the same number; ``DOCUMENT:NICOP:...`` means that card alone."""
KIND_OF: Final = {
    **dict.fromkeys(DOCUMENTS, "DOCUMENT"),
    **dict.fromkeys(("IBAN", "WALLET", "CASH", "UNSTATED"), "ACCOUNT"),
    **dict.fromkeys(("IMEI", "IMSI"), "DEVICE"),
}
"""Kind of node that a number's own type says."""
WRITTEN: Final = ("CNIC", "OLD_NIC", "PHONE", "IMEI", "IMSI", "NTN", "TAZKIRA", "ACCOUNT", "VEHICLE")
"""What a number without its type may be, as it is then written."""
REGISTERS: Final = {
    "CASE": case_references.TYPES,
    "JOURNEY": ("CROSSING", "FLIGHT"),
    "PLACE": ("DISTRICT", "CELL"),
    "ORGANISATION": ("NAME", "LEI", "BIC"),
}
HOW: Final = (
    "KIND:ID, such as CNIC:35202-1234567-1, PHONE:+971501234567, ACCOUNT:HBL:0001 or agencies/AGENCY/records/ID"
)
_CERTAIN: Final = (
    (re.compile(r"\+[0-9][0-9 ().-]*"), "PHONE"),
    (re.compile(r"03[0-9]{2}-[0-9]{7}"), "PHONE"),
    (re.compile(r"[0-9]{5}-[0-9]{7}-[0-9]"), "CNIC"),
)
"""Shapes that a number of one type alone has."""


def node(text: str) -> NodeKey:
    """The node that is meant. Exit 2 where it is none."""
    text = pasted(text)
    if text.startswith(RECORDED):
        return _key("SUBJECT", text)
    head, colon, name = text.partition(":")
    if not colon:
        return node(f"{_certain(text)}:{text}")
    word = head.strip().upper().replace("-", "_").replace(" ", "_")
    if word not in (*KINDS, *KIND_OF):
        near = get_close_matches(word, (*KINDS, *KIND_OF), 1) or [_register(head)]
        _refuse(f"there is no kind of node {head}; did you mean {near[0]}:...?")
    if not name.strip():
        _refuse(f"{word}: has no id")
    asked = _typed(pasted(name))
    if word in KINDS:
        return _key(word, asked)
    found = _key(KIND_OF[word], f"{word}:{asked}")
    return NodeKey(kind=found.kind, id=_filed(found.id)) if word in ONE_SERIES else found


def nodes(texts: Sequence[str]) -> list[NodeKey]:
    """Each as :func:`node` reads it. Raises what it raises."""
    return [node(text) for text in texts]


def typed(key: NodeKey) -> str:
    """A node as it is typed."""
    kind = enum_word(NodeKind.DESCRIPTOR, key.kind)
    if kind == "SUBJECT" and key.id.startswith(RECORDED):
        return key.id
    own = key.id.partition(":")[0]
    return key.id if kind == "DOCUMENT" and own in DOCUMENTS and own not in ONE_SERIES else f"{kind}:{key.id}"


def _key(kind: str, name: str) -> NodeKey:
    try:
        found = canonical(kind, name)
    except NumberError as bad:
        _refuse(f"{kind}: {bad.text}")
    return NodeKey(kind=f"NODE_KIND_{kind}", id=found)


def _filed(document: str) -> str:
    """The number under which records file a card of the registry: CNIC, NICOP and POC are one series."""
    register, _, number = document.partition(":")
    return min(identifiers.search_keys(identifiers.parse(register, number)))


def _typed(name: str) -> str:
    """The name, its last part from a prompt or stdin where it is a lone dash: so that no number need be in argv."""
    head, colon, last = name.rpartition(":")
    return f"{head}{colon}{read_number(head or 'number')}" if last == "-" else name


def _certain(text: str) -> str:
    """The one type that a number written without it can have. Exit 2 where it may have another, or none."""
    plain = ascii_digits(text)
    for shape, word in _CERTAIN:
        if shape.fullmatch(plain):
            return word
    if re.fullmatch(r"00[1-9][0-9 .-]+", plain) and is_known_abroad(plain):
        return "PHONE"  # a number of an account may begin so, too: the plan of its country must know it
    may_be = " or ".join(f"{word}:{text[:2]}..." for word in _may_be(text))
    return _refuse("an id needs its kind" + (f"; did you mean {may_be}?" if may_be else ""))


def _may_be(text: str) -> Iterator[str]:
    for word in WRITTEN:
        try:
            canonical(KIND_OF.get(word, word), text if word in KINDS else f"{word}:{text}")
        except NumberError:
            continue
        yield word


def _register(head: str) -> str:
    """A register behind its kind, as it is typed: of cases, journeys, places and organisations, else a bank."""
    word = head.strip().upper()
    return f"{next((kind for kind, heads in REGISTERS.items() if word in heads), 'ACCOUNT')}:{head.strip()}"


def _refuse(text: str) -> NoReturn:
    say(harmless(f"rabta: {text}; ids are {HOW}"))
    raise typer.Exit(USAGE)
