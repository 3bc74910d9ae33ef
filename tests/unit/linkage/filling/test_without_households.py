"""Rules that read households or bookings find from stores what needs neither: each person is a family of their own."""

from __future__ import annotations

from typing import Any, Final

import pytest

from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.values.network import NodeKey
from tests.conformance.detectors.money import fees
from tests.fakes.record_changes import facts
from tests.fakes.snapshot_world import SnapshotWorld
from tests.unit.linkage.filling.node import Node, file_of, pay
from tests.unit.linkage.filling.told_by_feeds import bring, seen_as
from tests.unit.linkage.world import DAY, NOW, account, edge, person

PAYERS, WITNESSES = (NodeKey("DOCUMENT", f"CNIC:{number}") for number in ("3520299999993", "3520298765431"))
HOUR_MS: Final = 3_600_000
PAID_IN: Final = '{"service":"IN"}'
BORN: Final = '{"born":"1980-01-01","document":"shown"}'


async def test_fees_before_a_crossing_are_found_without_a_booking(node: Node) -> None:
    world = SnapshotWorld()
    fees(world, booked=False)
    snapshot = world.snapshot()
    await bring(node, snapshot)
    taken = await node.take()
    (plain,) = {each.subject for each in run(detectors()["M5"], snapshot, {}).findings}
    (found,) = {each.subject for each in run(detectors()["M5"], taken.snapshot, {}).findings}
    assert plain in seen_as(node, snapshot, taken, found)


async def test_fees_before_a_flight_are_found(node: Node) -> None:
    node.world.feed.put(file_of())
    await node.order()
    people = [person(f"Payer {number}") for number in range(3)]
    cards = [NodeKey("DOCUMENT", f"CNIC:352029999000{number}") for number in range(1, 4)]
    papers = [edge("IDENTIFIED_BY", who, card, at_ms=0) for who, card in zip(people, cards, strict=True)]
    held = [edge("ACCOUNT_HELD_BY", account(f"F{place}"), who, at_ms=0) for place, who in enumerate(people)]
    fee: dict[str, Any] = {"at_ms": NOW - 30 * DAY, "amount_minor": 20_000_000}
    await node.feed(*papers, *held, *(pay(f"F{place}", "BROKER", **fee) for place in range(3)), people=tuple(people))
    flight = NodeKey("JOURNEY", "FLIGHT:PK213:2026-05-20:KHI-DXB")
    flown = [edge("TRAVELLED", who, flight, "flown", at_ms=NOW - 9 * DAY) for who in people]
    await node.feed(*papers, *flown, people=tuple(people), feed="TRAVEL")
    taken = await node.take()
    (found,) = run(detectors()["M5"], taken.snapshot, {}).findings
    broker = account("BROKER")
    assert int(taken.tokens[found.subject]) == node.filler.tokens.node(broker.kind, broker.id)
    assert {row.table for row in found.rows} == {"transfers", "bookings"}


@pytest.mark.parametrize("role", ["WITNESS", "VICTIM"])
async def test_money_to_a_witness_who_takes_a_statement_back_is_a_lead_about_the_payer(node: Node, role: str) -> None:
    """By an account in the witness's own name; of a household nothing is known."""
    node.world.feed.put(file_of())
    await node.order()
    payer, witness = person("Payer", note=BORN), person("Witness")
    papers = [edge("IDENTIFIED_BY", who, card, at_ms=0) for who, card in ((payer, PAYERS), (witness, WITNESSES))]
    held = [edge("ACCOUNT_HELD_BY", account(name), who, at_ms=0) for name, who in (("A", payer), ("B", witness))]
    paid = pay("A", "B", at_ms=NOW - 3 * DAY, amount_minor=200_000_00)
    await node.feed(*papers, *held, paid, people=(payer, witness))
    said: dict[str, Any] = {"kind": "STATEMENT", "role": role, "documents": (WITNESSES.id,), "phones": ()}
    first, back = facts("first", at_ms=NOW - 60 * DAY, **said), facts("back", at_ms=NOW - DAY, retracts=True, **said)
    node.world.feed.put(first, back)
    taken = await node.take()
    (found,) = run(detectors()["M8"], taken.snapshot, {}).findings
    card = (taken.tokens == node.filler.tokens.node(PAYERS.kind, PAYERS.id)).nonzero()[0]
    assert taken.snapshot.nodes["person"][card].tolist() == [found.subject]
    assert {row.table for row in found.rows} == {"transfers", "statements"}


async def test_cash_that_is_mirrored_between_two_tills_of_a_wallet_is_found(node: Node) -> None:
    """The place of a transfer is the till, as the operator writes it."""
    node.world.feed.put(file_of())
    await node.order(data_from_ms=NOW - 400 * DAY)
    tills = [NodeKey("ACCOUNT", f"WALLET:JAZZ:AGENT-{number}") for number in (1, 2)]
    rows = []
    for number in range(30):
        for place, (here, there) in enumerate((tills, tills[::-1])):
            amount, when = 5_000_000 + (number * 7919 + place * 523) % 90_000_000, NOW - 300 * DAY + number * 6 * DAY
            when += place * 13 * HOUR_MS
            name, told = f"{number}-{place}", {"currency": "PKR", "amount_minor": amount}
            rows += [
                edge("TRANSFERRED", here, account(f"I{name}"), f"i{name}", at_ms=when, note=PAID_IN, **told),
                edge("WITHDREW", account(f"O{name}"), there, f"o{name}", at_ms=when + 20 * HOUR_MS, **told),
            ]
    await node.feed(*rows)
    taken = await node.take()
    found = run(detectors()["M7"], taken.snapshot, {}).findings
    assert {int(taken.tokens[each.subject]) for each in found} < {node.filler.tokens.node(t.kind, t.id) for t in tills}
    assert len(found) == 1
