"""Classes decided once say of every record what the engine, and the plain model, say of it alone."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import OPEN_CLASS
from graph.rights import in_sight, owners_of
from services.access import purpose as words
from services.access.caller import Caller, CaseFacts
from services.access.class_text import class_text, read_class
from services.access.decision import Level, RecordClass, Relation, may_be_hit
from services.access.engine import CedarEngine, PolicyEngine
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.linkage.class_table import ClassTable
from services.linkage.classes import HOUR_MS, AtomicClass, feed_class, record_class
from services.linkage.kept import AuthorityRow, Known
from services.linkage.rights import Ask, Seen, decide, rights_of
from services.linkage.store.links import StoredLinks, links_of
from services.vocabulary.access import CaseState
from tests.budget import budget
from tests.unit.access.table import APPROVERS, ME, NOW_MS, call
from tests.unit.access.test_engine import classes, some

ENGINES: tuple[PolicyEngine, ...] = (CedarEngine.load(), ReferenceEngine())
CASES = ["FIR:PB/LAHORE/ICHHRA/1/2024", "FIR:PB/LAHORE/ICHHRA/2/2024", "OPERATION:OP/1", "COURT_CASE:LHC/9/2024"]
DOCUMENTS = ["CNIC:3520112345671", "PASSPORT:PK/AB1234567"]
SUBJECTS = some({"PARTY", "LIST_ENTRY", "PROCLAMATION", "BORDER_CROSSING", "FOREIGN_RECORD", "CUSTODY_EVENT"})
UNTIL = {"a/W1": NOW_MS, "a/W2": NOW_MS + 1}
SCOPE = (CASES[0], f"{CASES[0]}@{ME}", f"{CASES[3]}@b")
"""Of both authorities, which agency a registered."""


@dataclass(frozen=True)
class Thing:
    """A record, or a row of a feed (``authority``)."""

    klass: RecordClass
    cases: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    authority: str = ""

    @property
    def atomic(self) -> AtomicClass:
        if self.authority:
            return feed_class(self.klass.owner, self.klass.feed, self.authority, self.klass.str_derived)
        return record_class(self.klass, self.cases, self.documents)


@st.composite
def things(draw: st.DrawFn) -> Thing:
    klass = replace(draw(classes), kind=draw(SUBJECTS), feed="")
    if draw(st.integers(0, 3)):
        return Thing(
            klass, draw(st.frozensets(st.sampled_from(CASES))), draw(st.frozensets(st.sampled_from(DOCUMENTS)))
        )
    feed = draw(some(words.FEEDS - {""}))
    bare = RecordClass(klass.owner, "LINK", feed=feed, str_derived=klass.str_derived)
    return Thing(bare, authority=draw(st.sampled_from(sorted(UNTIL))))


@st.composite
def asked(draw: st.DrawFn) -> tuple[Caller, CaseFacts, bool]:
    purpose = draw(st.sampled_from(["INVESTIGATE_CASE", "ANALYSE_NETWORK"]))
    query_class = draw(st.sampled_from(["NETWORK", "COMMS_MONEY"]))
    kind = draw(st.sampled_from(["POLICE", "FIA", "FMU", "BORDER"]))
    caller = call(f"{kind} {purpose} {query_class}", "")[0]
    second = draw(some(words.seconds_of(query_class)))
    caller = replace(
        caller,
        clearance=draw(st.integers(0, 3)),
        second_basis=second,
        approver=draw(st.sampled_from([None, *APPROVERS.values()])),
    )
    return caller, CaseFacts(CaseState.RESOLVED, draw(st.booleans())), draw(st.booleans())


def decided(engine: PolicyEngine, ask: Ask, thing: Thing) -> Level:
    """What the rules say of one thing alone, with everything that is true of it."""
    if thing.authority and ask.inquiry.now_ms >= UNTIL[thing.authority]:
        return Level.INVISIBLE
    relation = Relation(
        in_cited_case=bool(thing.cases & ask.cited),
        of_case_accused=bool(thing.documents & ask.accused),
        in_scope=bool(thing.authority and CASES[0] in ask.main),
    )
    call = ask.inquiry
    found = engine.decide(call.caller, ask.case, thing.klass, relation, call.now_ms, ask.break_glass)
    if found.pseudonym:
        return Level.INVISIBLE
    silent = thing.klass.str_derived or thing.klass.feed == "CONTENT" or not may_be_hit(thing.klass)
    return Level.INVISIBLE if silent and found.level < Level.DISCLOSED else found.level


async def numbered(table: ClassTable, things: list[Thing], pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    numbers = [await table.number(thing.atomic) for thing in things]
    joins = [await table.join([numbers[a % len(numbers)], OPEN_CLASS, numbers[b % len(numbers)]]) for a, b in pairs]
    return numbers, joins


async def table_of(path: Path) -> tuple[StoredLinks, ClassTable]:
    store = links_of(path / "links.db")
    for name, until in UNTIL.items():
        agency, reference = name.split("/")
        await store.feeds.register(AuthorityRow(name, agency, reference, "{}", until), SCOPE, 0)
    return store, ClassTable(store.classes)


def level_of(seen: Seen, number: int) -> Level:
    if in_sight(number, seen.rights.shown):
        assert not in_sight(number, seen.rights.hits)
        return Level.DISCLOSED
    return Level.HIT if owners_of(seen.rights.hits, number) else Level.INVISIBLE


@budget(150)
@given(
    st.lists(things(), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4),
    asked(),
    st.frozensets(st.sampled_from(CASES[:3])),
    st.frozensets(st.sampled_from(DOCUMENTS)),
)
def test_a_class_decides_as_each_of_its_records(
    them: list[Thing],
    pairs: list[tuple[int, int]],
    who: tuple[Caller, CaseFacts, bool],
    cited: frozenset[str],
    accused: frozenset[str],
) -> None:
    caller, case, glass = who
    # A number that the purpose cannot cite never reaches a question.
    cited = frozenset(c for c in cited if c.partition(":")[0] in words.PURPOSES[caller.purpose].references)
    with tempfile.TemporaryDirectory() as folder:
        store, table = asyncio.run(table_of(Path(folder)))
        numbers, joins = asyncio.run(numbered(table, them, pairs))
        for engine in ENGINES:
            ask = Ask(
                Inquiry(caller, NOW_MS, engine, Trail()), case, cited, accused, glass, frozenset(sorted(cited)[:1])
            )
            seen = asyncio.run(rights_of(ClassTable(store.classes), ask))
            levels = [min(decided(engine, ask, thing), Level.DISCLOSED) for thing in them]
            plain = [Level.HIT if level == Level.ACTION else level for level in levels]
            assert [level_of(seen, number) for number in numbers] == plain
            for (a, b), joined in zip(pairs, joins, strict=True):
                assert level_of(seen, joined) == min(plain[a % len(them)], plain[b % len(them)])
            assert seen.rights.shown == tuple(sorted(seen.rights.shown))
            assert OPEN_CLASS in seen.rights.shown
        asyncio.run(store.close())


@pytest.mark.parametrize("feed", ["MONEY", "CDR", "TRAVEL"])
@pytest.mark.parametrize(
    ("authority", "cited", "level"),
    [
        ("a/W1", CASES[0], Level.INVISIBLE),
        ("a/W2", CASES[0], Level.DISCLOSED),
        ("a/W2", CASES[1], Level.HIT),
        ("a/W1", CASES[1], Level.INVISIBLE),
    ],
    ids=["past its date", "a millisecond before", "another case", "another case, past its date"],
)
async def test_a_feed_is_seen_by_the_cases_of_its_authority_until_its_date(
    feed: str, authority: str, cited: str, level: Level, tmp_path: Path
) -> None:
    caller = replace(call("FIA INVESTIGATE_CASE COMMS_MONEY", "")[0], clearance=2, second_basis="COURT_ORDER")
    store, table = await table_of(tmp_path)
    thing = Thing(RecordClass(ME, "LINK", feed=feed), authority=authority)
    (number,), _ = await numbered(table, [thing], [])
    if feed == "TRAVEL" and level == Level.HIT:
        level = Level.INVISIBLE  # nobody learns that somebody of another case travelled
    for engine in ENGINES:
        ask = Ask(
            Inquiry(caller, NOW_MS, engine, Trail()),
            CaseFacts(CaseState.RESOLVED, True),
            frozenset(CASES),
            main=frozenset({cited}),
        )
        assert level_of(await rights_of(table, ask), number) == level
    await store.close()


@given(classes)
def test_a_class_reads_as_it_was_written(klass: RecordClass) -> None:
    assert read_class(class_text(klass)) == klass


def test_a_plain_record_is_bound_to_operations_alone() -> None:
    plain = RecordClass("pk.fia", "PARTY", role="ACCUSED")
    assert record_class(plain, CASES, DOCUMENTS).bound == "CASE OPERATION:OP/1"
    assert record_class(plain, CASES[:2], DOCUMENTS) == record_class(plain, (), ())
    bound = record_class(replace(plain, role="VICTIM"), CASES, DOCUMENTS).bound.split("\n")
    assert bound == ["CASE FIR:PB/LAHORE/ICHHRA/1/2024", "CASE FIR:PB/LAHORE/ICHHRA/2/2024", "CASE OPERATION:OP/1"]


def test_a_crossing_is_bound_to_its_person() -> None:
    bound = record_class(RecordClass("pk.fia", "BORDER_CROSSING"), (), DOCUMENTS).bound
    assert bound == "DOCUMENT CNIC:3520112345671\nDOCUMENT PASSPORT:PK/AB1234567"


async def test_numbers_are_dense_the_same_to_all_and_survive(tmp_path: Path) -> None:
    store, table = await table_of(tmp_path)
    other = ClassTable(links_of(tmp_path / "links.db").classes)
    one, two = AtomicClass(RecordClass(ME, "PARTY")), AtomicClass(RecordClass("other", "PARTY"))
    first = await table.number(one)
    second = await other.number(two)
    assert (first, second) == (1, 2)
    assert await other.number(one) == first
    joined = await other.join([second, first])
    assert await table.join([first, second, joined]) == joined == 3
    assert await table.join([first, first]) == first
    assert await table.join([]) == OPEN_CLASS
    assert (await ClassTable(links_of(tmp_path / "links.db").classes).known()).joins == {3: frozenset({1, 2})}
    await store.close()


async def test_owners_of_what_is_hidden_are_named(tmp_path: Path) -> None:
    _, table = await table_of(tmp_path)
    caller, case, _, _ = call("POLICE INVESTIGATE_CASE NETWORK", "")
    weak = [await table.number(AtomicClass(RecordClass(who, "PARTY", weak_grade=True))) for who in ("b", "a")]
    plain = await table.number(AtomicClass(RecordClass("c", "PARTY")))
    joined = await table.join([*weak, plain])
    seen = await rights_of(table, Ask(Inquiry(caller, NOW_MS, ENGINES[0], Trail()), case))
    assert seen.rights.shown == (OPEN_CLASS, plain)
    assert seen.rights.hits == {weak[0]: ("b",), weak[1]: ("a",), joined: ("a", "b")}
    causes = {weak[0]: {("b", "untested")}, weak[1]: {("a", "untested")}}
    assert {number: seen.causes(number) for number in (*weak, plain, joined)} == causes | {
        plain: set(),
        joined: causes[weak[0]] | causes[weak[1]],
    }
    assert "r31-untested" in seen.policies


@pytest.mark.parametrize(
    ("agency", "main", "level"),
    [
        ("a", CASES[1], Level.DISCLOSED),
        ("b", CASES[0], Level.HIT),
        ("b", CASES[3], Level.DISCLOSED),
        ("c", CASES[3], Level.HIT),
        ("b", CASES[1], Level.HIT),
    ],
    ids=[
        "the authority's own agency's, under any number",
        "another's under the very number",
        "another's that the scope names",
        "a third's under that number",
        "another's that only refers to what the scope names",
    ],
)
async def test_whose_case_it_is_decides_and_not_its_number(
    agency: str, main: str, level: Level, tmp_path: Path
) -> None:
    caller = replace(call("FIA INVESTIGATE_CASE COMMS_MONEY", "")[0], clearance=2, second_basis="COURT_ORDER")
    caller = replace(caller, agency=agency)
    store, table = await table_of(tmp_path)
    (number,), _ = await numbered(table, [Thing(RecordClass("a", "LINK", feed="MONEY"), authority="a/W2")], [])
    for engine in ENGINES:
        inquiry = Inquiry(caller, NOW_MS, engine, Trail())
        ask = Ask(inquiry, CaseFacts(CaseState.RESOLVED, True), frozenset(CASES), main=frozenset({main}))
        assert level_of(await rights_of(table, ask), number) == level
    await store.close()


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    (tmp_path / "links.db").touch(mode=0o600)
    (tmp_path / "links.db").chmod(mode)
    with pytest.raises(ValueError, match="mode lets others in"):
        links_of(tmp_path / "links.db")


WEEK_MS = 7 * 86_400_000


@budget(100)
@given(classes, asked(), st.booleans(), st.integers(1, WEEK_MS))
def test_a_turned_role_shows_no_more_than_either_until_its_time_and_then_what_it_is(
    klass: RecordClass, who: tuple[Caller, CaseFacts, bool], cited: bool, left_ms: int
) -> None:
    """The owner of a record who makes an accused of a victim shows it to nobody else for a week, and then without a
    word of anybody."""
    caller, case, glass = who
    klass = replace(klass, kind="PARTY", role="ACCUSED", feed="")
    held, victim, plain = (
        record_class(each, CASES, (), until)
        for each, until in ((klass, NOW_MS + left_ms), (replace(klass, role="VICTIM"), 0), (klass, 0))
    )
    for engine in ENGINES:

        def level(atomic: AtomicClass, now_ms: int, engine: PolicyEngine = engine) -> Level:
            numbers = frozenset(CASES) if cited else frozenset()
            ask = Ask(Inquiry(caller, now_ms, engine, Trail()), case, numbers, frozenset(), glass)
            return decide(ask, atomic, Known()).level

        assert level(held, NOW_MS) == min(level(victim, NOW_MS), level(plain, NOW_MS))
        later = NOW_MS + left_ms + HOUR_MS
        assert level(held, later) == level(replace(plain, bound=held.bound), later)
        assert level(held, NOW_MS + left_ms - 1) <= level(victim, NOW_MS + left_ms - 1)


async def test_a_class_that_is_held_back_is_read_as_it_was_written(tmp_path: Path) -> None:
    store, table = await table_of(tmp_path)
    plain = RecordClass("pk.fia", "PARTY", role="ACCUSED")
    one, two = record_class(plain, CASES, (), NOW_MS + 5), record_class(plain, CASES, (), NOW_MS + 6)
    assert (one == two, one.held_until_ms % HOUR_MS, one.held_until_ms >= NOW_MS + 5) == (True, 0, True)
    numbers = [await table.number(each) for each in (one, record_class(plain, CASES, ()))]
    assert len(set(numbers)) == 2
    read = ClassTable(store.classes)
    assert [await read.parts(each) for each in numbers] == [[one], [record_class(plain, CASES, ())]]
    await store.close()
