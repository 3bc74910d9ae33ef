"""An order outranks every copy, is carried out however often a process ends, and is receipted only after all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.exchange import wire
from services.exchange.orders.carrying import Brought
from services.records.errors import StorageUnavailable
from services.signing.erasure import ERASED, HELD_NOTHING, REFUSED, digest_of, parse_receipt
from services.values.exchange import ErasureOrder
from tests.fakes.given_records import CUSTOMS, HUB, PUNJAB, name_of
from tests.unit.exchange.orders.desk import Giver
from tests.unit.exchange.orders.office import Office
from tests.unit.exchange.orders.words import proven, recalled

ONE, TWO = name_of("one"), name_of("two")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "customs")
    yield made
    made.desk.database.close()


def states(brought: list[Brought]) -> list[tuple[int, str]]:
    said = [parse_receipt(each.receipt.receipt) for each in brought]
    return [(each.state, each.reason) for each in said]


async def test_what_is_expunged_is_erased_everywhere_blocked_and_receipted(office: Office) -> None:
    await office.hold(ONE)
    await office.take(proven(ONE))
    assert office.held.blocked == {ONE}, "before anything is erased nothing new comes in"
    (brought,) = await office.carry_out()
    said = parse_receipt(brought.receipt.receipt)
    assert (said.agency, said.audience, said.record, said.state) == (CUSTOMS, HUB, ONE, ERASED)
    assert {each.store: each.erased for each in said.counts} == {"records.db": 1, "graph": 1}
    assert office.ran == ["records.db", "graph"]
    assert not office.held.take(ONE, HUB)
    assert not office.held.take(ONE, PUNJAB), "nor from anybody else"


async def test_what_was_never_held_is_blocked_too_and_said_so(office: Office) -> None:
    await office.take(proven(ONE))
    assert states(await office.carry_out()) == [(HELD_NOTHING, "")]
    assert office.ran == []
    assert not office.held.take(ONE, HUB)


async def test_an_order_without_its_owners_word_erases_and_blocks_nothing(office: Office) -> None:
    await office.hold(ONE)
    await office.take(
        replace(proven(ONE), proof=None), proven(ONE, 2, signer=PUNJAB), replace(proven(TWO, 3), proof=None)
    )
    found = states(await office.carry_out())
    assert found == [(REFUSED, "proof-missing"), (REFUSED, "proof-unfit"), (REFUSED, "proof-missing")]
    assert office.held.blocked == office.held.gone == set()


async def test_an_order_that_comes_again_says_the_same_and_one_of_another_id_too(office: Office) -> None:
    await office.hold(ONE)
    await office.take(proven(ONE))
    first = await office.carry_out()
    await office.take(wire.decode(ErasureOrder, (await office.desk.inbox.about(ONE))[0].body))
    assert await office.carry_out() == first
    await office.carrying.answered(first, {first[0].place: "TAKEN"})
    assert await office.carry_out() == []
    await office.take(replace(proven(ONE, 9), proof=None, page=None))
    assert states(await office.carry_out()) == [(ERASED, "")], "it is gone already, whoever says so"


async def test_a_receipt_that_nobody_answered_to_is_brought_again(office: Office) -> None:
    await office.take(proven(ONE), proven(TWO, 2))
    first = await office.carry_out()
    await office.carrying.answered(first, {first[0].place: "REFUSED"})
    assert await office.carry_out() == first[1:]


async def test_while_one_store_cannot_be_erased_nothing_is_said_and_other_orders_go_on(office: Office) -> None:
    await office.hold(ONE)
    office.down = {"graph"}
    await office.take(proven(ONE), proven(TWO, 2))
    assert states(await office.carry_out()) == [(HELD_NOTHING, "")]
    assert office.held.gone == {ONE}
    office.restart()
    office.down = set()
    assert states(await office.carry_out()) == [(ERASED, ""), (HELD_NOTHING, "")]


@pytest.mark.parametrize("kind", ["WITHDRAW", "RECALL"])
async def test_a_copy_that_is_called_back_goes_and_may_come_again(office: Office, kind: str) -> None:
    await office.hold(ONE)
    await office.take(recalled(ONE, kind=kind), recalled(TWO, 2, kind))
    assert states(await office.carry_out()) == [(ERASED, ""), (HELD_NOTHING, "")]
    assert office.held.gone == {ONE}
    assert office.held.take(ONE, HUB)


@pytest.mark.parametrize("kind", ["WITHDRAW", "RECALL"])
async def test_a_copy_that_was_given_after_the_order_came_stays_however_late_it_is_carried_out(
    office: Office, kind: str
) -> None:
    await office.hold(ONE)
    await office.take(recalled(ONE, kind=kind))
    assert office.held.gone == {ONE}, "ended when the order comes: what the peer gives from then on is another copy"
    office.restart()
    assert office.held.take(ONE, HUB)
    assert states(await office.carry_out()) == [(HELD_NOTHING, "")]
    assert (office.held.gone, office.ran) == (set(), [])


async def test_a_page_of_orders_that_comes_again_ends_no_copy_that_was_given_since(office: Office) -> None:
    await office.hold(ONE)
    await office.take(recalled(ONE))
    assert office.held.take(ONE, HUB)
    await office.take(recalled(ONE))
    await office.carry_out()
    await office.take(recalled(ONE))
    assert office.held.gone == set()


async def test_an_order_whose_copy_could_not_be_ended_ends_it_when_it_is_carried_out(office: Office) -> None:
    await office.hold(ONE)
    office.held.down = True
    with pytest.raises(StorageUnavailable):
        await office.take(recalled(ONE))
    office.restart()
    office.held.down = False
    assert states(await office.carry_out()) == [(ERASED, "")]
    assert office.held.gone == {ONE}


async def test_what_another_node_gives_too_stays_when_one_calls_it_back(office: Office) -> None:
    await office.hold(ONE)
    office.held.take(ONE, PUNJAB)
    await office.take(recalled(ONE))
    assert states(await office.carry_out()) == [(HELD_NOTHING, "")]
    assert office.held.gone == set()
    assert office.ran == []


async def test_an_older_store_is_erased_and_blocked_again_before_it_serves(office: Office) -> None:
    await office.hold(ONE)
    await office.take(proven(ONE), proven(TWO, 2), replace(proven(name_of("three"), 3), proof=None))
    await office.carry_out()
    office.held.gone.clear()
    office.held.blocked.clear()
    office.restart()
    await office.carrying.reapply(office.desk.registry)
    assert office.held.gone == {ONE}
    assert office.held.blocked == {ONE, TWO}


async def test_whoever_passed_copies_on_answers_for_them_too(office: Office, tmp_path: Path) -> None:
    behind = Office(tmp_path / "punjab", PUNJAB)
    await office.hold(ONE, HUB, PUNJAB)
    await behind.hold(ONE, CUSTOMS)
    await office.take(proven(ONE))
    assert await office.carry_out() == [], "nothing is said while somebody behind holds a copy"
    (onward,) = await office.desk.orders(PUNJAB)
    assert onward.proof is not None
    assert onward.id != proven(ONE).id
    await behind.take(onward, peer=CUSTOMS)
    (hop,) = await behind.carry_out(CUSTOMS)
    outcome = await office.desk.use_cases.receipts.submit(office.desk.bringer(PUNJAB, CUSTOMS), [hop.receipt])
    assert outcome == ["TAKEN"]
    (brought,) = await office.carry_out()
    assert brought.downstream == (hop.receipt,)
    assert [*parse_receipt(brought.receipt.receipt).downstream_sha256] == [digest_of(hop.receipt)]
    behind.desk.database.close()


async def test_the_owners_word_goes_through_a_whole_chain_and_its_receipts_come_back(tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    hub = Giver(tmp_path / "hub")
    customs, punjab = Office(tmp_path / "customs"), Office(tmp_path / "punjab", PUNJAB)
    await hub.sent(ONE, CUSTOMS)
    await customs.hold(ONE, HUB, PUNJAB)
    await punjab.hold(ONE, CUSTOMS)
    hub.expunge(ONE)
    (order,) = await hub.orders()
    word = proven(ONE)
    order = replace(order, proof=word.proof, page=word.page)
    await customs.take(order)
    await customs.carry_out()
    (onward,) = await customs.desk.orders(PUNJAB)
    await punjab.take(onward, peer=CUSTOMS)
    (hop,) = await punjab.carry_out(CUSTOMS)
    await customs.desk.use_cases.receipts.submit(customs.desk.bringer(PUNJAB, CUSTOMS), [hop.receipt])
    (brought,) = await customs.carry_out()
    assert states([brought]) == [(ERASED, "")]
    assert punjab.held.gone == customs.held.gone == {ONE}
    for each in (hub, customs.desk, punjab.desk):
        each.database.close()


async def test_two_nodes_that_gave_each_other_copies_do_not_wait_for_each_other(tmp_path: Path) -> None:
    customs, punjab = Office(tmp_path / "customs"), Office(tmp_path / "punjab", PUNJAB)
    await customs.hold(ONE, HUB, PUNJAB)
    await punjab.hold(ONE, CUSTOMS, CUSTOMS)
    await customs.take(proven(ONE))
    await customs.carry_out()
    await punjab.take(*await customs.desk.orders(PUNJAB), peer=CUSTOMS)
    assert await punjab.carry_out(CUSTOMS) == []
    await customs.take(*await punjab.desk.orders(CUSTOMS), peer=PUNJAB)
    (back,) = await customs.carry_out(PUNJAB)
    assert await punjab.desk.use_cases.receipts.submit(punjab.desk.bringer(CUSTOMS, PUNJAB), [back.receipt]) == [
        "TAKEN"
    ]
    (hop,) = await punjab.carry_out(CUSTOMS)
    assert await customs.desk.use_cases.receipts.submit(
        customs.desk.bringer(PUNJAB, CUSTOMS), [hop.receipt, *hop.downstream]
    ) == ["TAKEN", "TAKEN"]
    assert states(await customs.carry_out()) == [(ERASED, "")]
    for each in (customs, punjab):
        each.desk.database.close()
