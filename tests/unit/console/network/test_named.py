"""Nodes as a form names them: the id that the graph knows, or a refusal; and as the command line prompts for them."""

from __future__ import annotations

import pytest

from services.console.network.named import KINDS, BadNode, named, typed
from services.values.network import NodeKey
from tests.rows import of_rows
from tests.unit.console.network.sample import ACCOUNT, ACCUSED, CNIC, PHONE

GOOD = {
    "CNIC": ("35202-1234567-1", CNIC),
    "PASSPORT": ("pk/ab1234567", NodeKey("DOCUMENT", "PASSPORT:PK/AB1234567")),
    "PHONE": (" 0300 1234567 ", PHONE),
    "IBAN": ("PK36 SCBL 0000 0011 2345 6702", NodeKey("ACCOUNT", "IBAN:PK36SCBL0000001123456702")),
    "WALLET": ("JAZZ:03001234567", NodeKey("ACCOUNT", "WALLET:JAZZ:+923001234567")),
    "IMEI": ("490154203237518", NodeKey("DEVICE", "IMEI:490154203237518")),
    "VEHICLE": ("LEA-1234", NodeKey("VEHICLE", "LEA1234")),
    "CASE": ("FIR:pb/lahore/ichhra/512/2024", NodeKey("CASE", "FIR:PB/LAHORE/ICHHRA/512/2024")),
    "SUBJECT": (ACCUSED.id, ACCUSED),
    "ORGANISATION": ("NAME:al noor travels", NodeKey("ORGANISATION", "NAME:AL NOOR TRAVELS")),
    "PLACE": ("DISTRICT:gujrat", NodeKey("PLACE", "DISTRICT:GUJRAT")),
    "JOURNEY": ("FLIGHT:PK 203:2026-03-01:LHE-DXB", NodeKey("JOURNEY", "FLIGHT:PK 203:2026-03-01:LHE-DXB")),
}


def test_every_kind_of_the_form_is_tried() -> None:
    assert GOOD.keys() == KINDS.keys()


@of_rows("kind", GOOD)
def test_what_is_typed_is_the_node_that_the_graph_knows(kind: str) -> None:
    number, key = GOOD[kind]
    assert named(kind, number) == key


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("CNIC", "12"),
        ("CNIC", ""),
        ("PHONE", "PHONE"),
        ("IBAN", "PK00X"),
        ("SUBJECT", "../x"),
        ("SECRET", "1"),
        ("", ""),
        ("PHONE", "9" * 400),
    ],
)
def test_what_is_none_is_refused_without_its_number(kind: str, number: str) -> None:
    with pytest.raises(BadNode) as refused:
        named(kind, number)
    assert str(refused.value) == "node"


def test_no_number_stands_in_a_command() -> None:
    keys = [key for _, key in GOOD.values()]
    assert [typed(key) for key in keys if key.kind == "SUBJECT"] == [ACCUSED.id]
    assert {typed(key) for key in keys if key.kind != "SUBJECT"} == {
        "CNIC:-", "PASSPORT:-", "PHONE:-", "IBAN:-", "WALLET:-", "IMEI:-", "VEHICLE:-", "CASE:-", "ORGANISATION:-", "PLACE:-", "JOURNEY:-",
    }  # fmt: skip
    assert typed(ACCOUNT) == "IBAN:-"
