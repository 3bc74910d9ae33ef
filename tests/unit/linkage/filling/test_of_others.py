"""What other agencies gave to a scope: nothing that its own agency plants changes a byte of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.decision import RecordClass
from services.linkage.facts import RecordFacts
from services.linkage.snapshot_ports import Scope, Taken
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.filling.node import FIA, Node, file_of, holder, pay
from tests.unit.linkage.filling.test_scopes import content

SCOPE = Scope(POLICE, CASE, (f"{FIA}/W/9", f"{POLICE}/W/1"))
CARD = "CNIC:3520212345679"


async def given(node: Node) -> None:
    """A case of the police with an order of its own and one of FIA's, under which FIA's rows came."""
    node.world.feed.put(file_of())
    await node.order()
    await node.order("W/9", FIA, "FIA", scope=(f"{CASE}@{POLICE}",))
    who, held = holder("Aslam", "A")
    await node.feed(held, pay("A", "B"), people=(who,), reference="W/9", agency=FIA, kind="FIA")


def of_fia(name: str) -> RecordFacts:
    """A record of FIA's about the bearer of a card, in no case of the police's."""
    full = f"agencies/{FIA}/records/{name}"
    return replace(
        facts(name, documents=(CARD,), phones=(), cases=("FIR:FIA/LAHORE/AHTC/9/2025",)),
        record=full, version=f"{full}/versions/1", agency=FIA, klass=RecordClass(FIA, "PARTY", role="ACCUSED"),
    )  # fmt: skip


async def rows_of_money(node: Node) -> None:
    await node.feed(pay("A", "C"), pay("C", "A"))


async def a_holder_of_the_account(node: Node) -> None:
    who, held = holder("Bashir", "A")
    await node.feed(held, people=(who,))


async def a_record_that_leads_to_another(node: Node) -> None:
    """The police's own record names a card, by which FIA's record comes into the whole scope."""
    node.world.feed.put(facts("planted", documents=(CARD,)))


async def an_accusation(node: Node) -> None:
    node.world.feed.put(facts("planted"))


async def a_decision(node: Node) -> None:
    await a_record_that_leads_to_another(node)
    await node.same(facts("planted").record, f"agencies/{FIA}/records/theirs")


PLANTED: list[Callable[[Node], Awaitable[None]]] = [
    rows_of_money, a_holder_of_the_account, a_record_that_leads_to_another, an_accusation, a_decision,
]  # fmt: skip


async def both(node: Node) -> tuple[Taken, Taken]:
    snapshots = node.snapshots()
    await snapshots.refresh()
    return await snapshots.take(SCOPE, node.world.now), await snapshots.take(SCOPE, node.world.now, of_others=True)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
async def test_what_the_own_agency_plants_is_not_there(
    tmp_path: Path, plant: Callable[[Node], Awaitable[None]]
) -> None:
    plain, other = Node(tmp_path / "one"), Node(tmp_path / "two")
    for node in (plain, other):
        node.world.feed.put(of_fia("theirs"))
        await given(node)
    await plant(other)
    (whole, theirs), (planted, still) = await both(plain), await both(other)
    assert content(whole) != content(planted), "else nothing was planted"
    assert len(theirs.snapshot.transfers) == 1
    assert content(theirs) == content(still)
    assert {each.klass.owner for each in still.classes} <= {FIA}


async def test_what_others_gave_is_all_there(tmp_path: Path) -> None:
    node = Node(tmp_path / "one")
    await given(node)
    whole, theirs = await both(node)
    assert whole.snapshot.transfers.tobytes() == theirs.snapshot.transfers.tobytes()
    assert whole.tokens.tobytes() == theirs.tokens.tobytes()
