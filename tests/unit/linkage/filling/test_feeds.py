"""Rows of feeds in a snapshot: what each column says, and what is not there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from services.linkage.projection.feed_rows import feed_edge
from services.linkage.snapshot.columns import NOBODY, Mark, NodeKind, TransferKind
from services.linkage.snapshot_ports import Taken
from services.tables.zone import PAKISTAN_MS
from services.values.network import FeedEdge, NodeKey
from tests.unit.linkage.filling.node import Node, file_of, holder, pay
from tests.unit.linkage.world import DAY, NOW, account, edge, person

PHONE, OTHER = NodeKey("PHONE", "+923001234567"), NodeKey("PHONE", "+923001234568")
MIDNIGHT = NOW - NOW % DAY - DAY - PAKISTAN_MS
"""In Pakistan."""


async def small(node: Node) -> None:
    """A case with its file and an order."""
    node.world.feed.put(file_of())
    await node.order()


async def test_a_transfer_has_its_ends_its_sum_and_its_second(node: Node) -> None:
    await small(node)
    who, held = holder("Aslam", "A")
    await node.feed(held, pay("A", "B", amount_minor=250_000, at_ms=NOW - DAY + 1_000), people=(who,))
    taken = await node.take()
    (row,) = taken.snapshot.transfers
    assert (row["amount"], row["at"], row["place"], row["named"]) == (250_000, (NOW - DAY) // 1000 + 1, NOBODY, NOBODY)
    payer, payee = taken.snapshot.nodes[[row["payer"], row["payee"]]]
    assert (payer["kind"], payee["kind"], payee["person"]) == (NodeKind.ACCOUNT, NodeKind.ACCOUNT, NOBODY)
    assert taken.snapshot.nodes["kind"][payer["person"]] == NodeKind.PERSON


async def test_a_row_of_a_feed_carries_class_authority_and_date(node: Node) -> None:
    await small(node)
    await node.feed(pay("A", "B"))
    taken = await node.take()
    (behind,) = taken.behind(taken.snapshot.transfers["row"])
    atomic = taken.classes[behind["klass"]]
    assert (atomic.klass.feed, atomic.klass.owner, atomic.authority) == (
        "MONEY",
        "pk.punjab-police",
        "pk.punjab-police/W/1",
    )
    assert taken.scope.authorities[behind["authority"]] == atomic.authority
    assert behind["retain_until_ms"] == NOW + 10 * DAY


async def test_a_day_without_an_hour_is_put_at_noon_and_no_night_is_made_of_it(node: Node) -> None:
    await small(node)
    await node.feed(pay("A", "B", at_ms=MIDNIGHT, until_ms=MIDNIGHT + DAY - 1), pay("A", "C", at_ms=MIDNIGHT))
    taken = await node.take()
    assert taken.snapshot.transfers["at"].tolist() == [MIDNIGHT // 1000 + 12 * 3600] * 2


async def test_other_currencies_are_not_added_to_rupees(node: Node) -> None:
    await small(node)
    await node.feed(pay("A", "B", currency="USD"), pay("A", "B", "in rupees"))
    assert len((await node.take()).snapshot.transfers) == 1


WALLET, TILL = NodeKey("ACCOUNT", "WALLET:JAZZ:+923001234567"), NodeKey("ACCOUNT", "WALLET:JAZZ:AGENT-77")
CASH = NodeKey("ACCOUNT", f"CASH:{account('A').id}")


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (edge("TRANSFERRED", CASH, account("A")), TransferKind.CASH_IN),
        (edge("WITHDREW", account("A"), CASH), TransferKind.CASH_OUT),
        (edge("TRANSFERRED", TILL, WALLET, note='{"service":"IN"}'), TransferKind.CASH_IN),
        (edge("WITHDREW", WALLET, TILL), TransferKind.CASH_OUT),
        (edge("TRANSFERRED", account("B"), account("A"), note='{"description":"Salary May"}'), TransferKind.SALARY),
        (edge("TRANSFERRED", account("B"), account("A"), note='{"description":"cotton"}'), TransferKind.OTHER),
        (edge("TRANSFERRED", account("B"), account("A"), note="[1]"), TransferKind.OTHER),
    ],
)
async def test_what_a_transfer_says_that_it_is(node: Node, made: FeedEdge, kind: TransferKind) -> None:
    await small(node)
    await node.feed(replace(made, amount_minor=100, currency="PKR"))
    assert (await node.take()).snapshot.transfers["kind"].tolist() == [kind]


@pytest.mark.parametrize("outgoing", [False, True])
async def test_a_counterparty_that_no_source_states_is_no_cash_and_no_party(node: Node, outgoing: bool) -> None:
    await small(node)
    nobody = NodeKey("ACCOUNT", f"UNSTATED:{account('A').id}")
    ends = (account("A"), nobody) if outgoing else (nobody, account("A"))
    await node.feed(edge("TRANSFERRED", *ends, amount_minor=100, currency="PKR"), pay("A", "B"))
    assert len((await node.take()).snapshot.transfers) == 1


async def test_a_till_is_an_agents_as_its_operator_says(node: Node) -> None:
    await small(node)
    await node.feed(edge("WITHDREW", WALLET, TILL, amount_minor=100, currency="PKR"))
    taken = await node.take()
    (row,) = taken.snapshot.transfers
    assert row["place"] == row["payee"]
    assert taken.snapshot.nodes["marks"][row["payee"]] == Mark.AGENT
    assert taken.snapshot.nodes["marks"][row["payer"]] == 0


async def test_a_call_has_the_handset_and_cell_of_that_second_and_rests_on_their_rows(node: Node) -> None:
    await small(node)
    device, cell = NodeKey("DEVICE", "IMEI:490154203237518"), NodeKey("PLACE", "CELL:A:7-12")
    await node.feed(
        edge("CALLED", PHONE, OTHER, at_ms=NOW - DAY),
        edge("CALLED", OTHER, PHONE, at_ms=NOW - DAY + 9_000),
        edge("USED_DEVICE", PHONE, device, at_ms=NOW - DAY),
        edge("CAMPED_AT", PHONE, cell, at_ms=NOW - DAY),
        feed="CDR",
        form="cdr",
    )
    taken = await node.take()
    first, second = taken.snapshot.calls
    kinds = taken.snapshot.nodes["kind"]
    assert (kinds[first["handset"]], kinds[first["cell"]]) == (NodeKind.HANDSET, NodeKind.PLACE)
    assert (second["handset"], second["cell"]) == (NOBODY, NOBODY)
    assert len(taken.rests_on([], [first["row"]])) == 3
    assert len(taken.rests_on([], [second["row"]])) == 1


async def crossing(node: Node, who: str, vehicle: str, way: str = "OUT", day: int = 1) -> None:
    """One traveller at one post, with a document and a birth."""
    told = f'{{"born":"1990-01-01","document":"CNIC:352021234567{len(who)}"}}'
    traveller = person(who, "border-crossings", note=told)
    journey = NodeKey("JOURNEY", f"CROSSING:TORKHAM:{vehicle}:2026-05-0{day}")
    made = edge("TRAVELLED", traveller, journey, who, at_ms=NOW - day * DAY, note=f'{{"direction":"{way}"}}')
    await node.feed(made, people=(traveller,), feed="TRAVEL", form="border-crossings")


async def test_those_of_one_vehicle_are_a_party_and_those_on_foot_are_none(node: Node) -> None:
    await small(node)
    for who, vehicle in (("Ali", "LEA-12-345"), ("Bilal", "LEA-12-345"), ("Chaudhry", "ON-FOOT"), ("Din", "ON-FOOT")):
        await crossing(node, who, vehicle)
    await crossing(node, "Ehsan", "LEA-12-345", "IN", 2)
    taken = await node.take()
    rows = taken.snapshot.crossings
    assert rows["leaves"].tolist() == [False, True, True, True, True]
    parties = sorted(rows["party"].tolist(), key=rows["party"].tolist().count)
    assert len(set(parties)) == 4
    assert parties.count(parties[-1]) == 2
    assert len(set(rows["post"].tolist())) == 1
    assert len(set(rows["person"].tolist())) == 5


async def flight(
    node: Node, who: str, route: str, at_ms: int, role: str = "PASSENGER", contact: object = "no telephone"
) -> None:
    """A seat."""
    traveller = person(who, "paxlst")
    journey = NodeKey("JOURNEY", f"FLIGHT:PK203:2026-05-01:{route}")
    note = json.dumps({"role": role, "contact": contact})
    made = edge("TRAVELLED", traveller, journey, f"{who}{at_ms}", at_ms=at_ms, note=note)
    await node.feed(made, people=(traveller,), feed="TRAVEL", form="paxlst")


async def test_a_seat_has_the_telephone_that_the_list_gives_and_its_key_is_found_again(node: Node) -> None:
    await small(node)
    for place, contact in enumerate((PHONE.id, PHONE.id, "0300", 7, None)):
        await flight(node, f"Flyer {place}", "LHE-DXB", NOW - (9 - place) * DAY, contact=contact)
    taken = await node.take()
    contacts = taken.snapshot.bookings["contact"].tolist()
    assert contacts[0] == contacts[1] != NOBODY
    assert contacts[2:] == [NOBODY] * 3
    assert taken.snapshot.nodes["kind"][contacts[0]] == NodeKind.PHONE
    assert await node.snapshots().keys(taken, contacts[:1]) == {contacts[0]: PHONE}


async def test_the_telephone_of_a_traveller_is_for_rules_alone_and_not_in_the_graph(node: Node) -> None:
    await small(node)
    await flight(node, "Ali", "LHE-DXB", NOW - DAY, contact=PHONE.id)
    (seat,) = [row for row in await node.world.links.feeds.after(0, 9) if row.kind == "TRAVELLED"]
    assert PHONE.id in seat.note
    assert json.loads(feed_edge(seat).note) == {"role": "PASSENGER"}
    for note in (f'{{"contact":"{PHONE.id}"}}', f'["contact","{PHONE.id}"]', f'"contact" {PHONE.id}'):
        assert feed_edge(seat._replace(note=note)).note == ""


async def test_no_note_of_an_act_names_whom_its_authority_does_not_name(node: Node) -> None:
    """A companion at a border and the holder at the other end of a booking are persons of the file's, without a node."""
    await small(node)
    await flight(node, "Ali", "LHE-DXB", NOW - DAY)
    (seat,) = [row for row in await node.world.links.feeds.after(0, 9) if row.kind == "TRAVELLED"]
    crossed = seat._replace(note='{"companion":"Bilal Khan","direction":"EXIT"}')
    booked = seat._replace(
        kind="TRANSFERRED", note='{"counterparty":"Bilal Khan","description":"rent","reference":"r-1"}'
    )
    assert json.loads(feed_edge(crossed).note) == {"direction": "EXIT"}
    assert json.loads(feed_edge(booked).note) == {"description": "rent", "reference": "r-1"}
    assert feed_edge(seat._replace(note='["counterparty","Bilal Khan"]')).note == ""


async def test_a_way_back_is_booked_where_the_same_traveller_flies_it_later(node: Node) -> None:
    await small(node)
    await flight(node, "Ali", "LHE-DXB", NOW - 9 * DAY)
    await flight(node, "Ali", "DXB-LHE", NOW - DAY)
    await flight(node, "Bilal", "LHE-DXB", NOW - 8 * DAY)
    await flight(node, "Pilot", "LHE-DXB", NOW - 8 * DAY, "CREW")
    rows = (await node.take()).snapshot.bookings
    assert rows["back"].tolist() == [True, False, False]
    assert {name: set(rows[name].tolist()) for name in ("contact", "payer", "operator")} == {
        key: {NOBODY} for key in ("contact", "payer", "operator")
    }


async def test_what_is_outside_the_authoritys_dates_is_not_there(node: Node) -> None:
    """The import refuses it; a store that was filled otherwise holds it."""
    await small(node)
    await node.feed(pay("A", "B"))
    (held,) = await node.world.links.feeds.after(0, 9)
    early = held._replace(id="0" * 24, at_ms=NOW - 101 * DAY)
    assert await node.world.links.feeds.add([early]) == 1
    assert len((await node.take()).snapshot.transfers) == 1


async def test_the_keys_of_nodes_and_the_sources_of_rows_are_found_again(node: Node) -> None:
    await small(node)
    who, held = holder("Aslam", "A")
    await node.feed(held, pay("A", "B"), people=(who,))
    taken: Taken = await node.take()
    (row,) = taken.snapshot.transfers
    snapshots = node.snapshots()
    person_node = int(taken.snapshot.nodes["person"][row["payer"]])
    keys = await snapshots.keys(taken, [row["payer"], row["payee"], person_node])
    assert [keys[row[name]] for name in ("payer", "payee")] == [account("A"), account("B")]
    assert keys[person_node].kind == "SUBJECT"
    assert keys[person_node].id.startswith("feeds/")
    source = (await snapshots.sources([int(row["row"])]))[int(row["row"])]
    assert (source.kind, source.start, source.end, source.amount_minor) == (
        "TRANSFERRED", account("A").id, account("B").id, 100_000
    )  # fmt: skip
    assert (source.owner, source.authority) == ("pk.punjab-police", "pk.punjab-police/W/1")
