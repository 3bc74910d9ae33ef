"""Lists that the node is given: what stands on one is marked until its last day, and cells lie on roads."""

from __future__ import annotations

from datetime import datetime

import pytest

from services.linkage.filling.lists import FILE, LISTED, ListsUnfit
from services.linkage.snapshot.columns import Mark, NodeKind
from services.tables.zone import PAKISTAN
from services.values.network import NodeKey
from tests.unit.linkage.filling.node import Node, file_of, holder, pay
from tests.unit.linkage.world import DAY, NOW, account, edge

CNIC = NodeKey("DOCUMENT", "CNIC:3520212345671")


def listed(node: Node, *rows: str) -> None:
    (node.folder / FILE).write_text("\n".join(rows))


def row(mark: str, kind: str, number: str, until: str = "2027-01-01") -> str:
    return f'[[listed]]\nas = "{mark}"\nkind = "{kind}"\nnumber = "{number}"\nuntil = {until}'


async def with_money(node: Node) -> None:
    node.world.feed.put(file_of())
    await node.order()
    who, held = holder("Aslam", "A")
    await node.feed(held, edge("IDENTIFIED_BY", who, CNIC, at_ms=0), pay("A", "B"), people=(who,))


async def marks_of(node: Node, kind: NodeKind) -> list[Mark]:
    nodes = (await node.take()).snapshot.nodes
    return sorted(Mark(each) for each in nodes["marks"][nodes["kind"] == kind].tolist())


@pytest.mark.parametrize("mark", LISTED)
async def test_a_number_on_a_list_is_marked(node: Node, mark: str) -> None:
    await with_money(node)
    listed(node, row(mark, "ACCOUNT", account("B").id))
    assert await marks_of(node, NodeKind.ACCOUNT) == [Mark(0), LISTED[mark]]


async def test_a_document_on_a_list_marks_its_bearer(node: Node) -> None:
    await with_money(node)
    listed(node, row("CARER", "DOCUMENT", "cnic:35202-1234567-1"), row("COUNSEL", "DOCUMENT", "CNIC:3520212345671"))
    assert await marks_of(node, NodeKind.PERSON) == [Mark.CARER | Mark.COUNSEL]
    assert await marks_of(node, NodeKind.DOCUMENT) == [Mark(0)]


@pytest.mark.parametrize(("days", "counts"), [(0, True), (-1, False)], ids=["last day", "day after"])
async def test_a_list_holds_until_its_last_day(node: Node, days: int, counts: bool) -> None:
    await with_money(node)
    last = datetime.fromtimestamp((NOW + days * DAY) / 1000, PAKISTAN).date()
    listed(node, row("AGENT", "ACCOUNT", account("B").id, last.isoformat()))
    assert (Mark.AGENT in await marks_of(node, NodeKind.ACCOUNT)) is counts


@pytest.mark.parametrize(("days", "counts"), [(0, True), (1, False)], ids=["first day", "day before"])
async def test_a_list_holds_from_its_first_day(node: Node, days: int, counts: bool) -> None:
    await with_money(node)
    first = datetime.fromtimestamp((NOW + days * DAY) / 1000, PAKISTAN).date()
    listed(node, row("LICENSED", "ACCOUNT", account("B").id) + f"\nfrom = {first.isoformat()}")
    assert (Mark.LICENSED in await marks_of(node, NodeKind.ACCOUNT)) is counts


@pytest.mark.parametrize(
    "more", ["from = 2027-01-02", "from = 2027-01-02T00:00:00", 'from = "soon"', "form = 2026-01-01"]
)
async def test_a_row_that_ends_before_it_begins_or_says_something_else_is_refused(node: Node, more: str) -> None:
    await with_money(node)
    listed(node, f"{row('LICENSED', 'ACCOUNT', account('B').id)}\n{more}")
    with pytest.raises(ListsUnfit, match=r"listed\[0\] needs"):
        await node.take()


async def test_what_is_listed_and_not_in_the_scope_is_not_there(node: Node) -> None:
    await with_money(node)
    before = (await node.take()).digest
    listed(node, row("AGENT", "ACCOUNT", account("Z").id), '[[cells]]\ncell = "CELL:A:9"\nroad = 1\nkm = 4')
    assert (await node.take()).digest == before


async def test_a_cell_of_the_scope_lies_on_its_road(node: Node) -> None:
    node.world.feed.put(file_of())
    await node.order()
    phone, cell = NodeKey("PHONE", "+923001234567"), NodeKey("PLACE", "CELL:A:7-12")
    await node.feed(edge("CAMPED_AT", phone, cell, at_ms=NOW - DAY), feed="CDR", form="cdr")
    listed(node, '[[cells]]\ncell = "cell:A:7-12"\nroad = 3\nkm = 41')
    (found,) = (await node.take()).snapshot.cells
    assert (found["road"], found["km"]) == (3, 41)


@pytest.mark.parametrize(
    "text",
    [
        "listed = 1",
        "[[listed]]",
        "[[lists]]",
        "= 3",
        row("VICTIM", "ACCOUNT", "IBAN:PK36SCBL0000001123456702"),
        row("AGENT", "THING", "x"),
        row("AGENT", "DOCUMENT", "3520"),
        row("AGENT", "PHONE", "+923001234567", '"soon"'),
        '[[cells]]\ncell = "CELL:A:7"\nroad = 1',
        '[[cells]]\ncell = "x"\nroad = 1\nkm = 2',
    ],
)
async def test_a_list_that_is_unfit_is_refused_and_its_numbers_are_not_told(node: Node, text: str) -> None:
    await with_money(node)
    listed(node, text)
    with pytest.raises(ListsUnfit) as refused:
        await node.take()
    assert "3520" not in str(refused.value)
    assert "IBAN" not in str(refused.value)
