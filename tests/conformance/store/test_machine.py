"""A store beside a plain model: whatever is written, in whatever order, both answer the same at any time."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.records.change_rows import ChangedHead
from services.records.ports import Store, Transaction
from services.records.rows import FOREVER, NOW, CaseToken, HeadRow, LogHead, PersonToken
from tests.conformance.runs import RUNS
from tests.conformance.store.rows import head_row, log_row
from tests.conformance.store.stores import STORES

PEOPLE = ("a", "b", "c")
CASES = ("x", "y")
TOKENS = st.sets(st.sampled_from(PEOPLE))
NUMBERS = st.sets(st.sampled_from(CASES))
CLASSES = st.integers(1, 4)
UNTIL = st.sampled_from([None, 3, 50])


class Stopped(Exception):
    """A job that thinks better of it."""


@dataclass
class Span:
    """A token of a record, from when to when."""

    record: int
    since: int
    until: int = FOREVER


@dataclass
class Model:
    """What a store should hold."""

    heads: dict[int, HeadRow] = field(default_factory=dict)
    changes: list[int] = field(default_factory=list)
    log: list[tuple[int, int, int, int]] = field(default_factory=list)
    people: dict[str, list[Span]] = field(default_factory=lambda: {each: [] for each in PEOPLE})
    cases: dict[str, list[Span]] = field(default_factory=lambda: {each: [] for each in CASES})

    def held(self, spans: list[Span], at: int) -> list[int]:
        return [span.record for span in spans if span.since <= at < span.until]

    def code(self, record: int, cited: list[str], now: int) -> int:
        head = self.heads[record]
        in_case = any(record in self.held(self.cases[each], NOW) for each in cited)
        return head.klass * 4 + in_case * 2 + int(head.until_ms is None or head.until_ms > now)

    def profile(self, records: list[int], cited: list[str], now: int) -> list[tuple[int, int, int]]:
        counted = Counter(self.code(record, cited, now) for record in records)
        return [(code, code // 4, number) for code, number in sorted(counted.items())]


class StoreMachine(RuleBasedStateMachine):
    make: Any = None

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.store: Store = self.make(Path(self.folder.name) / "store")
        self.model = Model()
        self.now = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.loop.run_until_complete(self.store.close())
            self.loop.close()
            self.folder.cleanup()

    def write(self, job: Any) -> Any:
        return self.loop.run_until_complete(self.store.write(job))

    def people_of(self, record: int) -> set[str]:
        return {each for each in PEOPLE if record in self.model.held(self.model.people[each], NOW)}

    def cases_of(self, record: int) -> set[str]:
        return {each for each in CASES if record in self.model.held(self.model.cases[each], NOW)}

    @rule(people=TOKENS, cases=NUMBERS, klass=CLASSES, until=UNTIL, stop=st.booleans())
    def put_record(self, people: set[str], cases: set[str], klass: int, until: int | None, stop: bool) -> None:
        self.now += 1
        now = self.now
        text = " ".join(f"2{each}" for each in sorted(people))

        async def job(tx: Transaction) -> HeadRow:
            last = await tx.log_head()
            seq = last.seq + 1
            await tx.append([log_row(seq, seq, 1, now)])
            head = head_row(seq, seq, klass=klass, until_ms=until, people=text)
            await tx.put_heads([head])
            await tx.add_people([PersonToken(each, seq, now, 2, seq, None, None, 0) for each in sorted(people)])
            await tx.add_cases([CaseToken(each, seq, now, 0) for each in sorted(cases)])
            await tx.advance(LogHead(seq, last.page, now))
            if stop:
                raise Stopped
            return head

        if stop:
            with pytest.raises(Stopped):
                self.write(job)
            return
        head = self.write(job)
        self.model.heads[head.record] = head
        self.model.changes.append(head.record)
        self.model.log.append((head.seq, head.record, 1, now))
        for each in people:
            self.model.people[each].append(Span(head.record, now))
        for each in cases:
            self.model.cases[each].append(Span(head.record, now))

    @rule(data=st.data(), people=TOKENS, cases=NUMBERS, klass=CLASSES)
    def put_version(self, data: st.DataObject, people: set[str], cases: set[str], klass: int) -> None:
        if not self.model.heads:
            return
        self.now += 1
        now, before = self.now, self.model.heads[data.draw(st.sampled_from(sorted(self.model.heads)))]
        record = before.record
        had, had_cases = self.people_of(record), self.cases_of(record)
        text = " ".join(f"2{each}" for each in sorted(people))

        async def job(tx: Transaction) -> HeadRow:
            last = await tx.log_head()
            seq = last.seq + 1
            head = before._replace(version=before.version + 1, seq=seq, klass=klass, people=text)
            await tx.append([log_row(seq, record, head.version, now)])
            await tx.put_heads([head])
            rows = {each: PersonToken(each, record, now, 2, seq, None, None, 0) for each in sorted(people)}
            await tx.add_people([row for each, row in rows.items() if each not in had])
            await tx.keep_people([row for each, row in rows.items() if each in had])
            await tx.end_people([(each, record) for each in sorted(had - people)], now, seq)
            await tx.add_cases([CaseToken(each, record, now, 0) for each in sorted(cases - had_cases)])
            await tx.end_cases([(each, record) for each in sorted(had_cases - cases)], now)
            await tx.advance(LogHead(seq, last.page, now))
            return head

        head = self.write(job)
        self.model.heads[record] = head
        self.model.changes.append(record)
        self.model.log.append((head.seq, record, head.version, now))
        self._move(self.model.people, record, had, people)
        self._move(self.model.cases, record, had_cases, cases)

    def _move(self, spans: dict[str, list[Span]], record: int, had: set[str], has: set[str]) -> None:
        for each in had - has:
            next(s for s in spans[each] if s.record == record and s.until == FOREVER).until = self.now
        for each in has - had:
            spans[each].append(Span(record, self.now))

    @rule(data=st.data(), klass=CLASSES)
    def reclass(self, data: st.DataObject, klass: int) -> None:
        if not self.model.heads:
            return
        record = data.draw(st.sampled_from(sorted(self.model.heads)))

        async def job(tx: Transaction) -> None:
            await tx.reclass([(klass, None, record)])

        self.write(job)
        self.model.heads[record] = self.model.heads[record]._replace(klass=klass)
        self.model.changes.append(record)

    @invariant()
    def answers_agree(self) -> None:
        if not hasattr(self, "store"):
            return
        self.loop.run_until_complete(self._compare())

    async def _compare(self) -> None:
        model = self.model
        async with self.store.snapshot() as view:
            lines = await view.feed(0, 1000)
            assert [(e.seq, e.record, e.version, e.recorded_ms) for e in lines] == model.log
            assert [e.seq for e in lines] == list(range(1, len(model.log) + 1))
            assert await view.change_head() == len(model.changes)
            last = {record: number for number, record in enumerate(model.changes, 1)}
            heads = [
                ChangedHead(
                    number,
                    head.seq,
                    head.klass,
                    head.until_ms,
                    r,
                    head.agency,
                    head.record_id,
                    head.version,
                    head.status,
                    head.own,
                )
                for r, number in sorted(last.items(), key=_number)
                for head in (model.heads[r],)
            ]
            assert await view.heads_changed(0, 1000) == heads
            half = len(model.changes) // 2
            assert await view.heads_changed(half, 1) == [head for head in heads if head.number > half][:1]
            for at in {NOW, self.now, self.now // 2}:
                for each in PEOPLE:
                    held = model.held(model.people[each], at)
                    found = await view.person_profile(each, at, ["x"], 10)
                    assert [tuple(line[:3]) for line in found] == model.profile(held, ["x"], 10)
                    codes = [line.code for line in found][:1]
                    rows = await view.person_rows(each, at, ["x"], 10, codes)
                    assert {row.record for row in rows} == {r for r in held if model.code(r, ["x"], 10) in codes}
                held_of = {*model.held(model.cases["x"], at), *model.held(model.cases["y"], at)}
                papers = [r for r in held_of if not model.heads[r].people]
                found = await view.case_profile(["x", "y"], at, ["y"], 10)
                assert [tuple(line[:3]) for line in found] == model.profile(papers, ["y"], 10)
                known = {record: seq for seq, record, _, when in model.log if when <= at}
                assert await view.versions_as_of(sorted(model.heads), at) == known


def _number(item: tuple[int, int]) -> int:
    return item[1]


@pytest.mark.budgeted
@pytest.mark.parametrize("name", sorted(STORES))
def test_the_store_and_the_model_agree(name: str) -> None:
    machine = type("Machine", (StoreMachine,), {"make": staticmethod(STORES[name])})
    run_state_machine_as_test(machine, settings=RUNS)
