"""A link store beside a plain model: whatever is written, through whichever opening, both answer the same."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from graph.model import CLASSES
from services.linkage.kept import Binding, CaseNumber, FeedRow
from services.linkage.ports import LinkStore
from tests.conformance.linkage_store.model import Model
from tests.conformance.linkage_store.rows import authority, decision, feed_row
from tests.conformance.linkage_store.stores import STORES, opening
from tests.conformance.runs import RUNS

T = TypeVar("T")
NAMES = ("pk.fia/W1", "pk.fia/W2", "pk.sindh/W1")
PEOPLE = ("a", "b", "c")
KEYS = ("CASE FIR:1", "CASE FIR:2", "OFFICER pk.fia/1")
CASES = ("FIR:1", "FIR:2")
LAST = 2**63 - 1
OPENING = st.integers(0, 1)
NAME = st.sampled_from(NAMES)
PERSON = st.sampled_from(PEOPLE)
RECORDS = st.sets(st.sampled_from(["r1", "r2"]))


@st.composite
def feed_rows(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """Kind, id and persons at the ends of a row."""
    if draw(st.booleans()):
        return "SUBJECT", draw(PERSON), "", ""
    ends = draw(st.sampled_from([*PEOPLE, ""])), draw(st.sampled_from([*PEOPLE, ""]))
    return "CALLED", draw(st.sampled_from(["e1", "e2", "e3", "e4", "e5"])), *ends


class LinkStoreMachine(RuleBasedStateMachine):
    name = ""

    @initialize()
    def open(self) -> None:
        self.kept = ExitStack()
        folder = self.kept.enter_context(tempfile.TemporaryDirectory())
        opened = self.kept.enter_context(opening(self.name, Path(folder) / "store"))
        self.loop = asyncio.new_event_loop()
        self.stores = [opened() for _ in range(2)]
        self.model = Model()
        self.now = 0
        self.given = 0
        for name, until in zip(NAMES[:2], (5, 12), strict=True):
            self.register(0, name, until, 1)
        self.add_class(0, "kept", NAMES[0], ())

    def teardown(self) -> None:
        """Everything agrees, through both, however far the run came."""
        if hasattr(self, "stores"):
            for each in self.stores:
                for part in (self._classes, self._rows, self._decisions):
                    self.wait(part(each))
                self.wait(each.close())
            self.wait(asyncio.sleep(0))
            self.loop.close()
            self.kept.close()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    @rule(
        at=OPENING,
        attributes=st.sampled_from(["a", "b"]),
        name=NAME,
        parts=st.sampled_from([(), (1, 2), (1, 2, 3)]),
    )
    def add_class(self, at: int, attributes: str, name: str, parts: tuple[int, ...]) -> None:
        row = ("", "", " ".join(map(str, parts))) if parts else (attributes, name, "")
        self.wait(self.stores[at].classes.add([row, row]))
        self.model.add_class(*row)

    @rule(at=OPENING, some=st.lists(st.tuples(st.sets(st.sampled_from(KEYS)), st.integers(0, 9)), max_size=3))
    def bind(self, at: int, some: list[tuple[set[str], int]]) -> None:
        self._bind(at, [Binding(1, "\n".join(sorted(keys)), until_ms, "") for keys, until_ms in some])

    @rule(at=OPENING, among=st.sets(st.integers(0, 5), min_size=2, max_size=3))
    def bind_join(self, at: int, among: set[int]) -> None:
        """Of classes with and without bindings."""
        numbers = [1, *(1 + CLASSES * number for number in range(1, len(self.model.bindings) + 1))]
        parts = sorted({numbers[place % len(numbers)] for place in among})
        self._bind(at, [Binding(1, "", 0, " ".join(map(str, parts)))])

    def _bind(self, at: int, bindings: list[Binding]) -> None:
        for each in bindings:
            if each not in self.model.bindings:
                self.model.bindings.append(each)
        rows = self.wait(self.stores[at].classes.bind(bindings))
        assert [row.binding for row in rows] == bindings
        for row in rows:
            assert self.wait(self.stores[1 - at].classes.binding(row.id)) == row
            assert row.number == 1 + CLASSES * row.id

    @rule(at=OPENING, name=NAME, until=st.integers(1, 20), body=st.integers(1, 2))
    def register(self, at: int, name: str, until: int, body: int) -> None:
        row, scope = authority(name, until, f'{{"a":{body}}}'), tuple(CASES[:body])
        wanted = self.model.register(row, scope)
        found = self.wait(self.stores[at].feeds.register(row, scope, self.now))
        assert found == wanted
        assert (found is row) == (wanted is row)

    @rule(at=OPENING, name=st.sampled_from(NAMES[:2]), some=st.lists(feed_rows(), max_size=5), amount=st.integers(0, 9))
    def add_rows(self, at: int, name: str, some: list[tuple[str, str, str, str]], amount: int) -> None:
        rows = [feed_row(name, 1, *each, amount=amount) for each in some]
        fresh = self.model.fresh(rows)
        assert self.wait(self.stores[at].feeds.add(rows)) == len(fresh)
        added = self.wait(self.stores[1 - at].feeds.after(self.given, LAST))
        assert [row._replace(seq=0) for row in added] == fresh
        assert [row.seq for row in added] == list(range(self.given + 1, self.given + len(fresh) + 1))
        self.model.rows += added
        self.given += len(fresh)

    @rule(at=OPENING, days=st.integers(0, 6), most=st.integers(1, 3))
    def retain(self, at: int, days: int, most: int) -> None:
        """As the projector does: part of an authority's rows go."""
        self.now += days
        for name in self.wait(self.stores[at].feeds.expired(self.now))[:1]:
            up_to = self.wait(self.stores[at].feeds.of_authority(name, most))[-1].seq
            self.wait(self.stores[at].feeds.delete(name, up_to))
            self.model.delete(name, up_to)

    @rule(at=OPENING, some=st.lists(st.tuples(st.sampled_from(["r1", "r2"]), st.sampled_from(CASES)), max_size=4))
    def give_numbers(self, at: int, some: list[tuple[str, str]]) -> None:
        pairs = [CaseNumber(record, case, "OTHER:1") for record, case in some]
        self.wait(self.stores[at].feeds.give_numbers(pairs))
        self.model.numbers |= set(pairs)

    @rule(at=OPENING, records=RECORDS)
    def forget_numbers(self, at: int, records: set[str]) -> None:
        self.wait(self.stores[at].feeds.forget_numbers(records))
        self.model.numbers = {pair for pair in self.model.numbers if pair.record not in records}

    @rule(
        at=OPENING, two=st.sets(PERSON, min_size=2, max_size=2), sign=st.sampled_from(["SAME", "DIFFERENT"]), who=PERSON,
        scoring=st.sampled_from(["", "SCORED", "NOT_COMPARED"]),
    )  # fmt: skip
    def decide(self, at: int, two: set[str], sign: str, who: str, scoring: str) -> None:
        self.now += 1
        one, other = two
        made = decision(f"d{99 - len(self.model.decisions)}", one, other, sign, f"pk.fia/{who}", self.now, scoring)
        wanted = self.model.decide(made)
        found = self.wait(self.stores[at].decisions.add(made))
        assert found == wanted
        assert (found is made) == (wanted is made)

    @rule(at=OPENING, number=st.integers(90, 99), who=PERSON)
    def withdraw(self, at: int, number: int, who: str) -> None:
        self.now += 1
        self.wait(self.stores[at].decisions.withdraw(f"d{number}", f"pk.fia/{who}", "why", self.now))
        self.model.withdraw(f"d{number}", f"pk.fia/{who}", self.now)

    @rule(at=OPENING, part=st.sampled_from(["_classes", "_rows", "_decisions"]))
    def ask(self, at: int, part: str) -> None:
        self.wait(getattr(self, part)(self.stores[at]))

    async def _classes(self, store: LinkStore) -> None:
        model = self.model
        for after in (0, 1):
            classes = await store.classes.after(after)
            assert classes == model.classes[after:]
        for keys in ((), KEYS[:1], KEYS):
            rows = await store.classes.bindings(keys, self.now)
            assert [row.binding for row in rows] == model.named(keys, self.now)
            assert [row.id for row in rows] == [model.bindings.index(row.binding) + 1 for row in rows]
        parts = [row.number for row in await store.classes.bindings(KEYS[:1], self.now)]
        assert [row.binding for row in await store.classes.joins_of(parts)] == model.joins_of(parts)
        terms = await store.classes.terms_after(0)
        assert terms == model.terms
        assert await store.classes.terms_after(terms[0].number) == terms[1:]
        for name in (*NAMES, "pk.fia/none"):
            assert await store.feeds.authority(name) == model.authorities.get(name)

    async def _rows(self, store: LinkStore) -> None:
        rows, feeds = self.model.rows, store.feeds
        assert await feeds.after(0, LAST) == rows
        assert await feeds.after(rows[0].seq if rows else 0, 2) == rows[1:3]
        assert await feeds.head() == max((row.seq for row in rows), default=0)
        assert await feeds.expired(self.now) == self.model.expired(self.now)
        for name in NAMES:
            under = [row for row in rows if row.authority == name]
            assert await feeds.of_authority(name, 2) == under[:2]
            assert await feeds.head_of([name]) == max((row.seq for row in under), default=0)
        assert await feeds.head_of(NAMES) == await feeds.head()
        for up_to in (LAST, self.given // 2):
            assert await feeds.persons(PEOPLE[:2], up_to) == [r for r in rows if _is_of(r, PEOPLE[:2], up_to)]
            touching = [row for row in rows if {row.one, row.other} & set(PEOPLE[:2]) and row.seq <= up_to]
            assert await feeds.edges_of(PEOPLE[:2], up_to) == touching
        assert await feeds.numbers_given(["r1", "r2"]) == sorted(self.model.numbers)
        assert await feeds.numbers_given(["r1"]) == sorted(pair for pair in self.model.numbers if pair.record == "r1")

    async def _decisions(self, store: LinkStore) -> None:
        model, decisions = self.model, store.decisions
        assert await decisions.all_standing() == model.standing()
        some = [held for held in model.standing() if {"a", "b"} & set(model.ends(held))]
        assert await decisions.standing(["a", "b"]) == some
        assert await decisions.between("b", "a") == model.between("a", "b")
        assert [await decisions.named(each) for each in model.decisions] == list(model.decisions.values())
        assert await decisions.named("none") is None
        changes = await decisions.changed(0, 1000)
        assert changes == model.changed(0, 1000)
        assert await decisions.head() == len(changes)
        half = len(changes) // 2
        assert await decisions.changed(half, 1) == changes[half : half + 1]


def _is_of(row: FeedRow, people: tuple[str, ...], up_to: int) -> bool:
    return row.kind == "SUBJECT" and row.id in people and row.seq <= up_to


@pytest.mark.budgeted
@pytest.mark.parametrize("name", sorted(STORES))
def test_the_store_and_the_model_agree(name: str) -> None:
    machine = type("Machine", (LinkStoreMachine,), {"name": name})
    run_state_machine_as_test(machine, settings=RUNS)
