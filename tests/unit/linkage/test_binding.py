"""Classes are as many as words allow, whatever cases come; what binds a record to a case decides as it did alone."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graph.model import CLASSES, OPEN_CLASS
from graph.rights import in_sight, owners_of
from services.access.caller import CaseFacts
from services.access.decision import Level, RecordClass
from services.access.engine import CedarEngine, PolicyEngine
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.linkage.class_table import REMEMBERED, ClassTable
from services.linkage.classes import AtomicClass, feed_class, record_class
from services.linkage.kept import AuthorityRow
from services.linkage.rights import Ask, Seen, rights_of
from services.linkage.store.links import links_of
from services.vocabulary.access import CaseState
from tests.unit.access.table import ME, NOW_MS, call
from tests.unit.linkage.binding import CASES, level, paper, question

ROLES = ("COMPLAINANT", "VICTIM", "ACCUSED", "WITNESS")
ENGINES: dict[str, PolicyEngine] = {"cedar": CedarEngine.load(), "reference": ReferenceEngine()}


@pytest.fixture
def table(tmp_path: Path) -> ClassTable:
    return ClassTable(links_of(tmp_path / "linkage.db").classes)


def papers_of(fir: int) -> list[AtomicClass]:
    """What the FIR of one number makes: a paper for each role, weakly sourced every third, and a crossing."""
    cases, documents = [f"FIR:PB/LAHORE/ICHHRA/{fir}/2024"], [f"CNIC:35201{fir:08}"]
    weak = fir % 3 == 0
    people = [RecordClass("pk.punjab", "PARTY", role=role, weak_grade=weak) for role in ROLES]
    crossing = RecordClass("pk.fia", "BORDER_CROSSING")
    return [record_class(each, cases, documents) for each in (*people, crossing)]


async def test_twenty_thousand_firs_make_as_many_classes_as_their_words(table: ClassTable) -> None:
    """Each role, weak or not, and the crossing: each a class, however many cases come."""
    for some in range(0, 20_000, 2_000):
        await table.numbers([each for fir in range(some, some + 2_000) for each in papers_of(fir)])
    assert len((await table.known()).atomic) == 2 * len(ROLES) + 1


async def test_a_sealed_record_that_spares_officers_makes_one_class_for_all_of_them(table: ClassTable) -> None:
    """An agency is a word; its officers are persons."""
    spared = [frozenset({"pk.fia", f"pk.fia/officer-{number}"}) for number in range(100)]
    sealed = [record_class(RecordClass("pk.court", "PARTY", sealed=True, spared=each), (), ()) for each in spared]
    numbers = await table.numbers(sealed)
    assert len(set(numbers)) == 100
    assert [each.klass.spared for each in (await table.known()).atomic.values()] == [frozenset({"pk.fia"})]


def told(seen: Seen, number: int) -> tuple[Level, tuple[str, ...]]:
    """As a traversal reads the lists, and whom a stub names."""
    if in_sight(number, seen.rights.shown):
        assert not in_sight(number, seen.rights.hits)
        return Level.DISCLOSED, ()
    owners = owners_of(seen.rights.hits, number)
    assert bool(owners) == in_sight(number, seen.rights.hits)
    return (Level.HIT if owners else Level.INVISIBLE), owners


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_record_is_to_each_caller_what_its_own_cases_make_it(engine: str, tmp_path: Path) -> None:
    """120 worlds of ten records and ten joins. Each way in which a binding may change its class comes up."""
    dice = random.Random("bindings")
    ways: Counter[tuple[Level, Level]] = Counter()
    for world in range(120):
        store = links_of(tmp_path / f"{world // 4}.db")
        table = ClassTable(store.classes)
        ask = question(dice, ENGINES[engine])
        await rights_of(table, ask)
        papers = [paper(dice) for _ in range(10)]
        numbers = await table.numbers([each.atomic for each in papers])
        pairs = [dice.sample(range(10), dice.choice((2, 2, 3))) for _ in range(10)]
        joins = [await table.join([numbers[place] for place in some]) for some in pairs]
        seen = await rights_of(ClassTable(store.classes), ask)
        assert (await rights_of(table, ask)).rights == seen.rights, "what was decided before is not decided otherwise"
        wanted = [level(ask, each) for each in papers]
        for each, number, alone in zip(papers, numbers, wanted, strict=True):
            assert told(seen, number)[0] == alone, (each, ask.inquiry.caller, ask.case, ask.cited, ask.accused)
        for some, number in zip(pairs, joins, strict=True):
            lowest = min(wanted[place] for place in some)
            owners = {papers[place].klass.owner for place in some if wanted[place] == Level.HIT}
            assert told(seen, number) == (lowest, tuple(sorted(owners)) if lowest == Level.HIT else ())
        for number, alone in zip(numbers, wanted, strict=True):
            ways[told(seen, number % CLASSES)[0], alone] += 1
            assert bool(seen.causes(number)) == (alone != Level.DISCLOSED)
        await store.close()
    every = set(itertools.product((Level.INVISIBLE, Level.HIT, Level.DISCLOSED), repeat=2))
    assert ways.keys() == every - {(Level.DISCLOSED, Level.HIT)}, "a role that is held back is never a hit"


async def test_causes_are_those_of_the_binding_where_it_decides(table: ClassTable) -> None:
    weak = RecordClass(ME, "PARTY", role="ACCUSED", weak_grade=True)
    mine, other = await table.numbers([record_class(weak, [case], ()) for case in CASES[:2]])
    both = await table.join([mine, other])
    charge = RecordClass(ME, "CHARGE", role="ACCUSED", weak_grade=True)
    (also,) = await table.numbers([record_class(charge, [CASES[0]], ())])
    cited = await table.join([mine, also])
    caller = call("POLICE INVESTIGATE_CASE NETWORK", "")[0]
    inquiry = Inquiry(caller, NOW_MS, ENGINES["reference"], Trail())
    ask = Ask(inquiry, CaseFacts(CaseState.RESOLVED, True), frozenset({CASES[0]}))
    seen = await rights_of(table, ask)
    untested = {(ME, "untested")}
    assert [seen.causes(number) for number in (mine, other, both, mine % CLASSES)] == [
        set(),
        untested,
        untested,
        untested,
    ]
    assert [seen.causes(number) for number in (also, cited, also % CLASSES)] == [set(), set(), untested]
    assert set(seen.rights.shown) == {OPEN_CLASS, mine, also, cited}


async def test_numbers_are_the_same_to_all_and_survive(tmp_path: Path) -> None:
    one, other = (ClassTable(links_of(tmp_path / "linkage.db").classes) for _ in range(2))
    atomics = papers_of(3)
    numbers = await one.numbers(atomics)
    assert await other.numbers(atomics) == numbers
    assert await other.join(numbers[:2]) == await one.join(reversed(numbers[:2]))
    assert await one.join([numbers[0], OPEN_CLASS]) == numbers[0]
    assert [await other.parts(number) for number in numbers] == [[each] for each in atomics]
    joined = await other.join(numbers[:3])
    assert joined % CLASSES != joined, "a join of what is bound is bound"
    assert set(await ClassTable(links_of(tmp_path / "linkage.db").classes).parts(joined)) == set(atomics[:3])
    assert await one.join([joined, *numbers[:2]]) == joined


async def test_what_is_bound_alike_but_of_two_cases_joins_to_the_class_itself(table: ClassTable) -> None:
    """Two victims of two cases: the join is bound to both, and to all others it is what a victim is."""
    numbers = [(await table.numbers(papers_of(fir)))[1] for fir in (1, 2)]
    joined = await table.join(numbers)
    assert joined % CLASSES == numbers[0] % CLASSES == numbers[1] % CLASSES
    assert len({joined, *numbers}) == 3
    found = await table.bound({"CASE FIR:PB/LAHORE/ICHHRA/1/2024"}, NOW_MS)
    assert found.joins == {joined: frozenset(numbers)}


async def test_a_join_with_a_feed_goes_by_its_authority_however_often_its_record_was_decided(tmp_path: Path) -> None:
    """Its date passes between two questions of the same officer: words are remembered, and time is not."""
    store = links_of(tmp_path / "linkage.db")
    await store.feeds.register(AuthorityRow(f"{ME}/W", ME, "W", "{}", NOW_MS), [CASES[0]], 0)
    table = ClassTable(store.classes)
    record = await table.number(AtomicClass(RecordClass(ME, "PARTY", role="ACCUSED")))
    feed = await table.number(feed_class(ME, "CDR", f"{ME}/W", str_derived=False))
    joined = await table.join([record, feed])
    caller = replace(call("FIA INVESTIGATE_CASE COMMS_MONEY", "")[0], clearance=2, second_basis="COURT_ORDER")
    cited = frozenset({CASES[0]})
    for now_ms, wanted in ((NOW_MS - 1, (OPEN_CLASS, record, feed, joined)), (NOW_MS, (OPEN_CLASS, record))):
        inquiry = Inquiry(caller, now_ms, ENGINES["reference"], Trail())
        seen = await rights_of(table, Ask(inquiry, CaseFacts(CaseState.RESOLVED, True), cited, main=cited))
        assert seen.rights.shown == wanted
        assert seen.authorities == (frozenset({f"{ME}/W"}) if feed in wanted else frozenset())
    await store.close()


async def test_no_more_is_remembered_than_is_said(table: ClassTable) -> None:
    for number in range(REMEMBERED + 1):
        assert table.remembered(number, list[str]) is table.remembered(number, list[str])
    table.remembered(0, list[str]).append("made anew")
    table.remembered(REMEMBERED, list[str]).append("kept")
    assert [table.remembered(each, list[str]) for each in (0, 1, REMEMBERED)] == [["made anew"], [], ["kept"]]


async def test_the_owner_s_officer_on_the_case_sees_whom_a_pseudonym_stands_for(table: ClassTable) -> None:
    """Of another case, nobody does."""
    hidden = RecordClass(ME, "PARTY", role="ACCUSED", pseudonym=True)
    mine, other = await table.numbers([record_class(hidden, [case], ()) for case in CASES[:2]])
    inquiry = Inquiry(call("POLICE INVESTIGATE_CASE NETWORK", "")[0], NOW_MS, ENGINES["reference"], Trail())
    seen = await rights_of(table, Ask(inquiry, CaseFacts(CaseState.RESOLVED, True), frozenset({CASES[0]})))
    assert [told(seen, number)[0] for number in (mine, other)] == [Level.DISCLOSED, Level.INVISIBLE]
