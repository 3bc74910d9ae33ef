"""Which persons of feeds and records are one, and who bears a number."""

from __future__ import annotations

from typing import Any

from services.linkage.filling.people import HELD, USED, Bearer, People, borne
from services.linkage.snapshot.columns import NOBODY, Mark, NodeKind
from services.linkage.snapshot_ports import Taken
from services.values.network import NodeKey
from tests.fakes.record_changes import facts
from tests.unit.linkage.filling.node import Node, file_of, holder, pay
from tests.unit.linkage.world import account, edge

CNIC = NodeKey("DOCUMENT", "CNIC:3520212345671")
OTHER = "CNIC:3520212345673"


async def held_by(node: Node, name: str, of: str, document: NodeKey | None = None, **more: Any) -> None:
    who, held = holder(name, of, **more)
    shown = (edge("IDENTIFIED_BY", who, document, at_ms=0),) if document else ()
    await node.feed(held, *shown, people=(who,))


async def begun(node: Node) -> None:
    node.world.feed.put(file_of())
    await node.order()


def bearers(taken: Taken) -> list[int]:
    """Of each account that is borne, who bears it; ascending."""
    nodes = taken.snapshot.nodes
    of_accounts = nodes["person"][nodes["kind"] == NodeKind.ACCOUNT]
    return sorted(each for each in of_accounts.tolist() if each != NOBODY)


async def test_who_shows_one_document_is_one_person(node: Node) -> None:
    await begun(node)
    await held_by(node, "Aslam", "A", CNIC)
    await held_by(node, "M. Aslam", "B", CNIC)
    await held_by(node, "Bashir", "C")
    await node.feed(pay("A", "B"), pay("C", "A"))
    first, second, third = bearers(await node.take())
    assert len({first, second, third}) == 2


async def test_a_record_bears_what_a_feed_names_by_its_document(node: Node) -> None:
    await begun(node)
    node.world.feed.put(facts("man", sections=("PTPA/3",)))
    await held_by(node, "Aslam", "A", CNIC)
    await node.feed(pay("A", "B"))
    taken = await node.take()
    (who,) = bearers(taken)
    assert taken.snapshot.nodes["marks"][who] == Mark.OPEN_RECORD
    assert len(taken.rests_on([who], [])) >= 4


async def test_people_decide_who_is_one_and_who_is_not(node: Node) -> None:
    await begun(node)
    one, other = facts("man"), facts("other", documents=(OTHER,))
    node.world.feed.put(one, other)
    await node.feed(pay("A", "B"))
    before = await node.take()
    made = await node.same(one.record, other.record)
    joined = await node.take()
    count = [int((each.snapshot.nodes["kind"] == NodeKind.PERSON).sum()) for each in (before, joined)]
    assert count == [2, 1]
    assert before.digest != joined.digest
    (person,) = (joined.snapshot.nodes["kind"] == NodeKind.PERSON).nonzero()[0].tolist()
    rests = joined.rests_on([person], [])
    assert await node.snapshots().gone(rests, node.world.now) == frozenset()
    await node.world.links.decisions.withdraw(made.id, "x", "wrong", node.world.now)
    assert len(await node.snapshots().gone(rests, node.world.now)) == 1
    assert (await node.take()).digest == before.digest


async def test_whom_people_hold_to_be_one_person_is_read_though_they_share_no_number(node: Node) -> None:
    await begun(node)
    far = facts("far", documents=(OTHER,), phones=(), cases=("FIR:SD/KARACHI/CLIFTON/7/2025",), sections=("PTPA/3",))
    node.world.feed.put(facts("man"), far)
    assert (await node.take()).snapshot.nodes["marks"].tolist().count(Mark.OPEN_RECORD) == 0
    await node.same(facts("man").record, far.record)
    nodes = (await node.take()).snapshot.nodes
    assert nodes["marks"][nodes["kind"] == NodeKind.PERSON].tolist() == [Mark.OPEN_RECORD]


async def test_who_is_not_one_stays_two_though_they_show_one_document(node: Node) -> None:
    await begun(node)
    one, other = facts("man"), facts("other")
    node.world.feed.put(one, other)
    await node.same(one.record, other.record, "DIFFERENT")
    taken = await node.take()
    nodes = taken.snapshot.nodes
    assert (nodes["kind"] == NodeKind.PERSON).sum() == 2
    assert nodes["person"][nodes["kind"] == NodeKind.DOCUMENT].tolist() == [NOBODY]


async def test_an_account_of_several_is_nobodys_and_guarded_as_each_of_them(node: Node) -> None:
    await begun(node)
    node.world.feed.put(facts("victim", role="VICTIM"))
    await held_by(node, "Aslam", "A", CNIC)
    await held_by(node, "Bashir", "A")
    await node.feed(pay("A", "B"))
    taken = await node.take()
    (row,) = taken.snapshot.transfers
    payer = taken.snapshot.nodes[row["payer"]]
    assert payer["person"] == NOBODY
    assert Mark(int(payer["marks"])) == Mark.PROTECTED | Mark.MINORS_WALLET


def test_the_issuers_word_on_who_holds_a_number_goes_before_that_of_who_saw_it_used() -> None:
    of = {11: 11, 12: 12, 13: 11}
    seen = [Bearer(1, 12, USED, 5), Bearer(1, 11, HELD, 6), Bearer(1, 13, HELD, 7), Bearer(1, 12, USED, 8)]
    assert borne(seen, of) == {1: {11}}
    assert borne(seen[:1], of) == {1: {12}}
    assert borne([seen[0], Bearer(1, 13, USED, 9)], of) == {1: {11, 12}}


def test_what_is_kept_apart_is_apart_whatever_joins_others_to_them() -> None:
    people = People([1, 2, 3, 4], [(1, 4)])
    for one, other in ((1, 2), (3, 4), (2, 3), (2, 4)):
        people.join(one, other)
    assert people.of == {1: 1, 2: 1, 3: 3, 4: 3}


async def test_a_phone_of_a_record_is_used_by_its_person(node: Node) -> None:
    await begun(node)
    node.world.feed.put(facts("man"))
    nodes = (await node.take()).snapshot.nodes
    (phone,) = (nodes["kind"] == NodeKind.PHONE).nonzero()[0].tolist()
    assert nodes["kind"][nodes["person"][phone]] == NodeKind.PERSON
    assert account("A").kind == "ACCOUNT"
