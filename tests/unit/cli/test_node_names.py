"""Ids as people type them, and as answers show them: what is shown can be copied and typed again."""

from __future__ import annotations

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from rabta.linkage.v1.graph_pb2 import NodeKey, NodeKind

from graph.model import NODE_KINDS
from services.cli.net_show import name
from services.cli.node_names import KINDS, node, typed
from services.tables.numbers import NumberError
from services.values.node_ids import canonical
from tests.conformance.feeds.sample import FIGURES, FOLDER, Sample
from tests.rows import of_rows
from tests.unit.cli.rabta import rabta
from tests.unit.linkage.test_node_ids import HEADS, IDS, ids_of

MORE = {
    "SUBJECT": ["feeds/bank-csv/0123456789abcdef01234567"],
    "DOCUMENT": [
        "NICOP:3520212345671", "NTN:1234567", "SSN:US/123456789", "PASSPORT:PK/AB1234567", "CRO:12-A/9",
        "TRAVEL_DOCUMENT:I/DEU/T220001293", "TAZKIRA:1/23/456", "OLD_NIC:12345678901",
    ],
    "ACCOUNT": ["HBL:0001", "WALLET:EASYPAISA:+923001234567", "CASH:HBL:0001", "UNSTATED:HBL:0001", "PARTY:0123456789abcdef01234567"],
    "PHONE": ["+971501234567", "+92971501234567"],
    "PLACE": ["CELL:OPERATOR A:0112-4471"],
    "ORGANISATION": ["LEI:54930084UKLVMY22DS16", "NAME:NOOR TRADERS"],
}  # fmt: skip
EVERY = [(kind, one) for kind, first in IDS.items() for one in (first, *MORE.get(kind, ()))]


def key(kind: str, one: str) -> NodeKey:
    return NodeKey(kind=f"NODE_KIND_{kind}", id=one)


def test_every_kind_can_be_typed() -> None:
    assert set(KINDS) == set(NODE_KINDS) == {kind for kind, _ in EVERY}


@of_rows(("kind", "one"), EVERY)
def test_an_id_comes_back_as_it_was_shown(kind: str, one: str) -> None:
    shown = name(key(kind, one))
    assert node(shown) == key(kind, one), "with the isolates of a terminal"
    assert node(f" {typed(key(kind, one))}\u200f ") == key(kind, one)


@given(st.sampled_from(KINDS), st.sampled_from(HEADS), st.text(max_size=40))
def test_whatever_the_graph_holds_can_be_asked_for(kind: str, head: str, text: str) -> None:
    try:
        one = canonical(kind, head + text)
    except NumberError:
        return
    assert node(typed(key(kind, one))) == key(kind, one)


@of_rows("sample", FIGURES)
def test_ids_of_feeds_come_back(sample: str) -> None:
    for kind, one in ids_of(Sample(FOLDER / sample).items()):
        held = canonical(kind, one)
        assert node(name(key(kind, held))) == key(kind, held)


@pytest.mark.parametrize("text", ["+971501234567", "00971501234567", "PHONE:+971501234567", "PHONE:00971 50 123 4567"])
def test_a_phone_abroad_is_one_start_however_it_is_led(text: str) -> None:
    assert node(text) == key("PHONE", "+971501234567")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("+92 300 1234567", "+923001234567"), ("0300-1234567", "+923001234567"), ("+44 (20) 7946-0958", "+442079460958"),
        ("۰۳۰۰-۱۲۳۴۵۶۷", "+923001234567"), ("PHONE:+92971501234567", "+92971501234567"),
    ],
)  # fmt: skip
def test_a_phone_that_can_be_nothing_else_needs_no_kind(text: str, found: str) -> None:
    assert node(text) == key("PHONE", found)


def test_a_card_with_its_dashes_needs_no_kind() -> None:
    assert node("35202-1234567-1") == key("DOCUMENT", "CNIC:3520212345671")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("PK36SCBL0000001123456702", "ACCOUNT:PK..."),
        ("3520212345671", "CNIC:35... or NTN:35... or TAZKIRA:35..."),
        ("03001234567", "OLD_NIC:03... or PHONE:03..."),
        ("490154203237518", "IMEI:49... or IMSI:49..."),
        ("00427901234503", "PHONE:00... or IMEI:00..."),
        ("LEA-1234", "VEHICLE:LE..."),
        ("HBL:77123", "ACCOUNT:HBL:..."),
        ("FIR:PB/LAHORE/ICHHRA/512/2024", "CASE:FIR:..."),
        ("FLIGHT:EK613:2025-03-15:ISB-DXB", "JOURNEY:FLIGHT:..."),
        ("PHNOE:+923001234567", "PHONE:..."),
    ],
)
def test_an_id_without_its_kind_is_an_error_that_says_what_was_meant(
    text: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended:
        node(text)
    said = capsys.readouterr().err
    assert ended.value.exit_code == 2
    assert f"did you mean {meant}" in said
    assert "ids are KIND:ID" in said
    assert text not in said, "no number is told on"


@given(st.text(max_size=30))
def test_nothing_typed_ends_otherwise(text: str) -> None:
    if text.strip() in ("-", "") or text.rstrip().endswith("-"):
        return
    try:
        found = node(text)
    except typer.Exit:
        return
    kind = NodeKind.Name(found.kind).removeprefix("NODE_KIND_")
    assert canonical(kind, found.id) == found.id


@pytest.mark.parametrize("group", ["net", "link"])
def test_help_says_how_ids_are_written(group: str) -> None:
    said = " ".join(rabta(group, "--help").stdout.split())
    assert "KIND:ID" in said
    assert "+971501234567" in said
