"""Which scopes there are, and that a row which a scope may not read changes no byte of its snapshot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.access.decision import RecordClass
from services.linkage.facts import RecordFacts
from services.linkage.filling.reading import CLEARANCE, officer_of
from services.linkage.snapshot_ports import Scope, Taken
from services.vocabulary.access import LegalBasis
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.filling.node import FIA, OF_CASE, OPERATION, Node, file_of, holder, pay
from tests.unit.linkage.world import DAY, NOW

OTHER_CASE = "FIR:PB/MULTAN/CANTT/9/2025"
Change = Callable[[Node], Awaitable[None]]


async def usual(node: Node) -> None:
    """A case with its order, money of a man whom it accuses, and a file of another case."""
    node.world.feed.put(file_of(), file_of(OTHER_CASE), facts("man"))
    await node.order()
    who, held = holder("Aslam", "A")
    await node.feed(held, pay("A", "B"), people=(who,))


async def test_a_case_is_a_scope_where_it_is_open_and_an_order_serves_it(node: Node) -> None:
    snapshots = node.snapshots()
    await node.order()
    await snapshots.refresh()
    assert await snapshots.scopes(NOW) == []
    node.world.feed.put(file_of())
    await snapshots.refresh()
    assert await snapshots.scopes(NOW) == [OF_CASE]
    assert await snapshots.scopes(NOW + 10 * DAY) == []
    node.world.feed.put(file_of(closed=True))
    await snapshots.refresh()
    assert await snapshots.scopes(NOW) == []


async def test_another_agencys_order_serves_a_case_only_by_its_name_and_number_together(node: Node) -> None:
    other = "COURT_CASE:SC/LHR/9/2024"
    node.world.feed.put(file_of(agency=FIA, cases=(CASE, other)), file_of())
    await node.order()
    await node.order("W/4", scope=(f"{other}@{FIA}",))
    await node.order("W/2", scope=(f"{CASE}@{FIA}",))
    await node.order("W/3", scope=(CASE, f"{CASE}@pk.nobody"))
    snapshots = node.snapshots()
    await snapshots.refresh()
    names = tuple(f"{POLICE}/W/{number}" for number in (1, 3))
    assert await snapshots.scopes(NOW) == [Scope(FIA, CASE, (f"{POLICE}/W/2",)), Scope(POLICE, CASE, names)]


async def test_whoever_is_no_member_has_no_scope_and_reads_nothing(node: Node) -> None:
    stranger = "pk.stranger"
    node.world.feed.put(file_of(agency=stranger))
    await node.order("W/1", stranger)
    await node.feed(pay("A", "B"), agency=stranger)
    snapshots = node.snapshots()
    await snapshots.refresh()
    assert await snapshots.scopes(NOW) == []
    stated = Scope(stranger, CASE, (f"{stranger}/W/1",))
    assert len((await snapshots.take(stated, NOW)).snapshot.transfers) == 0


async def test_a_case_is_served_by_its_other_numbers_too_under_its_main_one(node: Node) -> None:
    node.world.feed.put(file_of(cases=(CASE, "COURT_CASE:SC/LHR/9/2024")))
    await node.order(scope=("COURT_CASE:SC/LHR/9/2024",))
    await node.feed(pay("A", "B"))
    snapshots = node.snapshots()
    await snapshots.refresh()
    assert await snapshots.scopes(NOW) == [OF_CASE]
    assert len((await snapshots.take(OF_CASE, NOW)).snapshot.transfers) == 1


@pytest.mark.parametrize(
    ("days", "since", "is_one"),
    [(90, -1, True), (91, -1, False), (0, -1, False), (30, 1, False), (30, -31, False)],
    ids=["ninety days", "too long", "without an end", "not begun", "over"],
)
async def test_an_operation_is_approved_for_ninety_days_at_most(
    node: Node, days: int, since: int, is_one: bool
) -> None:
    begin = NOW + since * DAY
    until_ms = begin + days * DAY if days else 0
    node.world.feed.put(file_of(OPERATION, FIA, at_ms=begin, until_ms=until_ms))
    await node.order("W/1", FIA, "FIA", scope=(OPERATION,))
    await node.order("W/2", scope=(f"{OPERATION}@{FIA}",))
    snapshots = node.snapshots()
    await snapshots.refresh()
    joined = Scope(FIA, OPERATION, (f"{FIA}/W/1", f"{POLICE}/W/2"), until_ms)
    assert await snapshots.scopes(NOW) == ([joined] if is_one else [])


async def test_an_operation_joins_what_its_orders_name_and_a_case_does_not(node: Node) -> None:
    node.world.feed.put(file_of(OPERATION, FIA, at_ms=NOW - DAY, until_ms=NOW + DAY), file_of())
    await node.order("W/1", scope=(CASE, f"{OPERATION}@{FIA}"))
    await node.order("W/2", scope=(f"{OPERATION}@{FIA}",))
    await node.feed(pay("A", "B"))
    await node.feed(pay("B", "C"), reference="W/2")
    whole = await node.take(Scope(FIA, OPERATION, (f"{POLICE}/W/1", f"{POLICE}/W/2"), NOW + DAY))
    assert len(whole.snapshot.transfers) == 2
    assert len((await node.take()).snapshot.transfers) == 1
    over = await node.snapshots().take(whole.scope, NOW + DAY)
    assert len(over.snapshot.transfers) == 0


async def test_whoever_names_authorities_that_do_not_serve_the_case_reads_nothing_of_them(node: Node) -> None:
    await usual(node)
    await node.order("W/2", scope=(OTHER_CASE,))
    await node.feed(pay("B", "C"), reference="W/2")
    stated = Scope(POLICE, CASE, (f"{POLICE}/W/1", f"{POLICE}/W/2"))
    assert len((await node.take(stated)).snapshot.transfers) == 1


async def of_another_order(node: Node) -> None:
    await node.order("W/2", scope=(OTHER_CASE,))
    who, held = holder("Bashir", "A")
    await node.feed(held, pay("A", "B", "hidden"), people=(who,), reference="W/2")


async def of_another_agency(node: Node) -> None:
    await node.order("W/9", FIA, "FIA")
    await node.feed(pay("A", "B", "hidden"), reference="W/9", agency=FIA, kind="FIA")


async def of_a_report_of_suspicion(node: Node) -> None:
    await node.order("S/1", "pk.fmu", "FMU", scope=(f"{CASE}@{POLICE}",))
    fmu: dict[str, Any] = {"reference": "S/1", "agency": "pk.fmu", "kind": "FMU", "home": "pk.fmu", "str_derived": True}
    await node.feed(pay("A", "B", "hidden"), **fmu)


def of_fia(role: str, sealed: bool = False) -> RecordFacts:
    """What another agency says of the man."""
    name = f"agencies/{FIA}/records/x"
    klass = RecordClass(FIA, "PARTY", role=role, sealed=sealed)
    return replace(facts("x"), record=name, version=f"{name}/versions/1", agency=FIA, role=role, klass=klass)


async def a_sealed_record(node: Node) -> None:
    node.world.feed.put(of_fia("ACCUSED", sealed=True))


async def a_victim_of_another_agency(node: Node) -> None:
    node.world.feed.put(of_fia("VICTIM"))


async def of_strangers(node: Node) -> None:
    papers, phones = ("CNIC:3520299999991",), ("+923009999999",)
    node.world.feed.put(facts("stranger", documents=papers, phones=phones, cases=(OTHER_CASE,)))


async def decisions_with_hidden_people(node: Node) -> None:
    await a_sealed_record(node)
    await of_strangers(node)
    names = [facts(name).record for name in ("man", "stranger", "third")]
    node.world.feed.put(facts("third", documents=("CNIC:3520299999993",), phones=(), cases=(OTHER_CASE,)))
    await node.same(names[1], names[2])
    await node.same(names[0], f"agencies/{FIA}/records/x")


HIDDEN: list[Change] = [
    of_another_order, of_another_agency, of_a_report_of_suspicion, a_sealed_record, a_victim_of_another_agency,
    of_strangers, decisions_with_hidden_people,
]  # fmt: skip


def content(taken: Taken) -> bytes:
    return taken.digest + taken.tokens.tobytes() + taken.evidence.tobytes() + taken.snapshot.nodes.tobytes()


@pytest.mark.parametrize("change", HIDDEN, ids=lambda change: change.__name__)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
async def test_a_row_that_the_scope_may_not_read_changes_no_byte(tmp_path: Path, change: Change, first: bool) -> None:
    plain, other = Node(tmp_path / "one"), Node(tmp_path / "two")
    await usual(plain)
    if first:
        other.world.feed.put(file_of(OTHER_CASE))
        await change(other)
    await usual(other)
    if not first:
        await change(other)
    one, two = await plain.take(), await other.take()
    assert len(one.snapshot.transfers) == 1
    assert len(one.snapshot.involved) >= 2
    assert content(one) == content(two)


async def test_a_row_that_it_may_read_changes_it(node: Node, tmp_path: Path) -> None:
    """Else the test above would hold of a snapshot that has nothing of feeds and records."""
    await usual(node)
    seen = {content(await node.take())}
    await node.feed(pay("A", "B", "one more"))
    seen.add(content(await node.take()))
    node.world.feed.put(facts("second", documents=("CNIC:3520212345673",)))
    seen.add(content(await node.take()))
    assert len(seen) == 3


async def test_a_scope_reads_as_nobody_who_breaks_a_glass_or_has_a_superior() -> None:
    case, operation = officer_of(OF_CASE, "POLICE"), officer_of(Scope(FIA, OPERATION), "FIA")
    assert (case.clearance, case.approver, case.second_basis) == (CLEARANCE, None, LegalBasis.COURT_ORDER)
    assert (case.roles, operation.roles) == (frozenset({"INVESTIGATOR"}), frozenset({"ANALYST"}))
    assert officer_of(Scope("pk.fmu", OPERATION), "FMU").roles == frozenset({"FMU_ANALYST"})
