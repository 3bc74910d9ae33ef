"""What records say of persons in a snapshot, and whom they shield beyond it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.access.decision import RecordClass
from services.access.own_words import written_text
from services.linkage.facts import CrossingFacts, RecordFacts
from services.linkage.filling.said import is_trafficking
from services.linkage.snapshot.columns import NOBODY, Mark, NodeKind
from services.linkage.snapshot_ports import Taken
from services.sources.feeds.row import FeedNode as Described
from services.values.dates import today
from tests.conformance.feeds import xml_made
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.filling.node import FIA, Node, file_of, pay
from tests.unit.linkage.world import DAY, NOW, account, edge, person

TODAY = today(NOW)
GROWN = (TODAY - 12_000, TODAY - 11_000, True)
MAN = facts("man")


def of(role: str = "ACCUSED", name: str = "man", agency: str = POLICE, **more: Any) -> RecordFacts:
    """A record of the man; words of its class stand among ``more``."""
    record = f"agencies/{agency}/records/{name}"
    of_class = set(RecordClass.__slots__) - set(RecordFacts.__slots__)
    klass = RecordClass(agency, more.get("kind", "PARTY"), role=role, **{k: more.pop(k) for k in of_class & set(more)})
    told: dict[str, Any] = {"record": record, "version": f"{record}/versions/1", "agency": agency, "role": role}
    return replace(MAN, klass=klass, **(told | more))


async def taken_with(node: Node, *records: RecordFacts) -> Taken:
    await node.order()
    node.world.feed.put(file_of(), *records)
    return await node.take()


def people(taken: Taken) -> list[Mark]:
    """Marks of every person."""
    nodes = taken.snapshot.nodes
    return [Mark(each) for each in nodes["marks"][nodes["kind"] == NodeKind.PERSON].tolist()]


@pytest.mark.parametrize(
    ("record", "marks"),
    [
        (of(), Mark(0)),
        (of("VICTIM"), Mark.PROTECTED),
        (of("WITNESS"), Mark.PROTECTED),
        (of("COMPLAINANT"), Mark.PROTECTED),
        (of(protected_person=True), Mark.PROTECTED),
        (of(stranger_to="pk.fia"), Mark.PROTECTED),
        (of(sections=("PTPA/3",)), Mark.OPEN_RECORD),
        (of(sections=("PPC/371A",), standing="ACCUSATION"), Mark.CONFIRMED_RECORD),
        (of(sections=("PPC/379",)), Mark(0)),
        (of(sections=("PTPA/3",), favourable=True), Mark(0)),
        (of("WITNESS", sections=("PTPA/3",)), Mark.PROTECTED),
        (of(born=GROWN), Mark.ADULT),
        (of(born=(*GROWN[:2], False)), Mark(0)),
        (of(born=(TODAY - 7_000, TODAY - 6_574, True)), Mark(0)),
        (of(born=(TODAY - 7_000, TODAY - 6_575, True)), Mark.ADULT),
        (of(born=(TODAY - 6_000, TODAY - 5_000, False)), Mark.CHILD),
        (of(juvenile="POSSIBLE"), Mark(0)),
        (of(born=GROWN, juvenile="POSSIBLE"), Mark(0)),
    ],
)
async def test_marks_of_the_person_of_a_record(node: Node, record: RecordFacts, marks: Mark) -> None:
    assert people(await taken_with(node, record)) == [marks]


async def test_a_case_of_trafficking_opens_a_record_of_whom_it_accuses(node: Node) -> None:
    await node.order()
    node.world.feed.put(file_of(sections=("PTPA/3",)), of(), of("WITNESS", "other", documents=("CNIC:3520212345673",)))
    assert sorted(people(await node.take())) == [Mark.PROTECTED, Mark.OPEN_RECORD]


async def test_somebody_says_that_they_may_be_a_child_against_a_document(node: Node) -> None:
    young = of(name="second", born=(TODAY - 6_000, TODAY - 5_000, False))
    assert people(await taken_with(node, of(born=GROWN), young)) == [Mark(0)]


@pytest.mark.parametrize(
    ("note", "marks"),
    [
        ('{"born":"1990-01-01","document":"CNIC:3520212345671"}', Mark.ADULT),
        ('{"born":"1990-01-01"}', Mark(0)),
        ('{"born":"2015-01-01","document":"CNIC:3520212345671"}', Mark.CHILD),
        ('{"born":"2015-01-01"}', Mark.CHILD),
        ('{"born":"long ago","document":"CNIC:3520212345671"}', Mark(0)),
    ],
)
async def test_a_document_at_the_border_makes_an_adult(node: Node, note: str, marks: Mark) -> None:
    node.world.feed.put(file_of())
    await node.order()
    who = person("Aslam", note=note)
    await node.feed(edge("ACCOUNT_HELD_BY", account("A"), who, at_ms=0), people=(who,))
    assert people(await node.take()) == [marks]


@pytest.mark.parametrize(("birth", "marks"), [("1980-01-02", Mark.ADULT), ("2015-01-02", Mark.CHILD), ("", Mark(0))])
async def test_a_report_of_an_intelligence_unit_makes_an_adult(node: Node, birth: str, marks: Mark) -> None:
    told = xml_made.report(xml_made.activity(xml_made.person("person_my_client"))).replace("1980-01-02T00:00:00", birth)
    (note,) = (item.note for item in xml_made.items("goaml", told) if isinstance(item, Described) and item.label)
    await test_a_document_at_the_border_makes_an_adult(node, note, marks)


@pytest.mark.parametrize(
    ("section", "counts"),
    [("PTPA/3", True), ("POSM/4", True), ("PPC/364A", True), ("PPC/374", True), ("PPC/375", False), ("PPC/358", False),
     ("PPC/37", False), ("CNSA/9C", False), ("OTHER/371A PPC", False)],
)  # fmt: skip
def test_what_is_trafficking_or_abduction(section: str, counts: bool) -> None:
    assert is_trafficking([section]) is counts


async def test_numbers_of_a_case_are_involved_in_it_with_its_district(node: Node) -> None:
    car = of(phones=("+923001234567",), vehicles=("LEA-12-345",), devices=("IMEI:490154203237518",), at_ms=NOW - DAY)
    far = of(name="far", phones=("+923001234567",), documents=(), cases=("FIR:SD/KARACHI/CLIFTON/7/2025",))
    taken = await taken_with(node, car, far)
    rows, nodes = taken.snapshot.involved, taken.snapshot.nodes
    kinds = sorted(nodes["kind"][rows["node"]].tolist())
    assert kinds == sorted(
        [NodeKind.PERSON, NodeKind.PHONE, NodeKind.HANDSET, NodeKind.VEHICLE, NodeKind.PERSON, NodeKind.PHONE]
    )
    assert len(set(rows["case"].tolist())) == len(set(rows["district"].tolist())) == 2
    assert rows["at"].tolist().count((NOW - DAY) // 1000) == 4
    assert not rows["missing_child"].any()


async def test_a_missing_childs_case_says_so_where_the_scope_may_read_it(node: Node) -> None:
    taken = await taken_with(node, of("SUSPECT", missing_child=True))
    assert taken.snapshot.involved["missing_child"].all()


async def test_statements_and_that_they_are_taken_back(node: Node) -> None:
    said: dict[str, Any] = {"kind": "STATEMENT", "documents": (), "phones": ()}
    first, second = of("", "s1", at_ms=NOW - 2 * DAY, **said), of("", "s2", at_ms=NOW - DAY, retracts=True, **said)
    rows = (await taken_with(node, first, second)).snapshot.statements
    assert rows["retracted"].tolist() == [False, True]
    assert (rows["witness"] != NOBODY).all()
    assert rows["at"].tolist() == [(NOW - 2 * DAY) // 1000, (NOW - DAY) // 1000]


async def test_a_crossing_is_there_for_whom_the_case_accuses_alone(node: Node) -> None:
    move = CrossingFacts("EXIT", NOW - DAY, "2026-05-01", "Torkham", "LEA 12 345")
    gone = of("LISTED", "x", FIA, kind="BORDER_CROSSING", crossing=move, cases=())
    (row,) = (await taken_with(node, of(), gone)).snapshot.crossings
    assert row["leaves"]
    assert row["at"] == (NOW - DAY) // 1000
    node.world.feed.put(of("WITNESS"))
    assert len((await node.take()).snapshot.crossings) == 0
    node.world.feed.put(of("ACCUSED", "y", FIA))
    taken = await node.take()
    assert len(taken.snapshot.crossings) == 0, "another agency's word on the case accuses nobody of it"
    assert len(taken.snapshot.involved) == 4


@pytest.mark.parametrize("status", ["WITHDRAWN", "EXPUNGED"])
async def test_what_is_taken_back_is_not_there(node: Node, status: str) -> None:
    assert people(await taken_with(node, of(status=status))) == []


HIDDEN = [
    of("VICTIM", "x", FIA),
    of("WITNESS", "x", FIA),
    of("", "x", kind="REFERRAL"),
    of("", "x", kind="PROTECTION_ORDER"),
    of("ACCUSED", "x", FIA, juvenile="POSSIBLE"),
    of("ACCUSED", "x", FIA, protected_person=True, sealed=True),
]


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda each: f"{each.kind} {each.role}")
async def test_who_is_protected_by_what_the_scope_may_not_read_is_shielded_when_something_is_shown(
    node: Node, hidden: RecordFacts
) -> None:
    stranger = of(name="other", documents=("CNIC:3520212345673",), phones=())
    taken = await taken_with(node, of(born=GROWN), hidden, stranger)
    nodes = taken.snapshot.nodes
    everybody = range(len(nodes))
    assert sorted(people(taken)) == [Mark(0), Mark.ADULT]
    (man,) = (each for each in everybody if nodes["kind"][each] == NodeKind.PERSON and nodes["marks"][each])
    shielded = (await node.snapshots().shielded(taken, everybody)).every
    assert shielded == {each for each in everybody if nodes["person"][each] == man}


async def test_a_number_that_a_victim_uses_is_shielded_though_nobody_bears_it(node: Node) -> None:
    node.world.feed.put(file_of(), of("VICTIM", "x", FIA, accounts=(account("A").id,)))
    await node.order()
    await node.feed(pay("A", "B"))
    taken = await node.take()
    (row,) = taken.snapshot.transfers
    assert taken.snapshot.nodes["person"][row["payer"]] == NOBODY
    shielded = await node.snapshots().shielded(taken, [int(row["payer"]), int(row["payee"])])
    assert shielded.every == {row["payer"]}


@pytest.mark.parametrize(
    ("agency", "written", "own"),
    [(POLICE, True, True), (POLICE, False, False), (FIA, True, False)],
    ids=("as its owner wrote it", "by others' words alone", "a record of another agency"),
)
async def test_an_agencys_own_words_are_told_from_what_others_protect(
    node: Node, agency: str, written: bool, own: bool
) -> None:
    """In a class that is protected by all words together, and says what its owner wrote."""
    text = written_text({"protected_person": written})
    taken = await taken_with(node, of("ACCUSED", "x", agency, protected_person=True, written=text))
    guarded = await node.snapshots().guarded((POLICE,))
    assert guarded.every
    assert guarded.by_owner == {POLICE: guarded.every if own else frozenset()}
    everybody = range(len(taken.snapshot.nodes))
    shielded = await node.snapshots().shielded(taken, everybody)
    assert shielded.own == (shielded.every if own else frozenset())


async def test_the_source_of_a_records_row_is_its_version_and_its_nodes_are_found_again(node: Node) -> None:
    taken = await taken_with(node, of(phones=("+923001234567",)))
    snapshots, rows = node.snapshots(), taken.snapshot.involved
    sources = await snapshots.sources(rows["row"].tolist())
    assert {(each.kind, each.name, each.owner) for each in sources.values()} == {("PARTY", MAN.version, POLICE)}
    keys = await snapshots.keys(taken, rows["node"].tolist())
    assert {(key.kind, key.id) for key in keys.values()} == {("SUBJECT", MAN.record), ("PHONE", "+923001234567")}
    assert all(taken.behind([row])["retain_until_ms"].tolist() == [0] for row in rows["row"].tolist())
    assert CASE not in str(sources)
