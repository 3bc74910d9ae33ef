"""Whatever comes, in whatever order, and wherever the projector is killed: the graph is what a rebuild makes."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from graph.model import NodeRow
from services.access.decision import RecordClass
from services.linkage.errors import AuthorityUnknown
from services.linkage.facts import CrossingFacts, RecordFacts
from services.linkage.projection import projector
from services.linkage.projection.projector import Projector
from services.linkage.projection.rebuild import rebuild
from services.values.network import LinkDecision, NodeKey
from tests.budget import budget
from tests.fakes.memory_graph import Killed, MemoryGraph
from tests.fakes.record_changes import POLICE, facts
from tests.unit.linkage.world import DAY, NOW, World, account, edge, person

RECORDS = ("a", "b", "c", "d")
CASES = ["FIR:PB/LAHORE/ICHHRA/1/2024", "FIR:PB/LAHORE/ICHHRA/2/2024", "COURT_CASE:LHC/1/2024", "CRO:9"]
PEOPLE = ("Ali", "Bilal")
ACCOUNTS = ("A", "B", "C")
REFERENCES = ("W/1", "W/2")
KINDS = st.sampled_from(["PARTY", "PARTY", "PARTY", "CASE_FILE", "BORDER_CROSSING", "CUSTODY_EVENT", "STATEMENT"])
STATUSES = st.sampled_from(["ACTIVE", "CORRECTED", "CORRECTED", "WITHDRAWN", "EXPUNGED"])


@st.composite
def versions(draw: st.DrawFn) -> RecordFacts:
    kind, role = draw(KINDS), draw(st.sampled_from(["ACCUSED", "ACCUSED", "SUSPECT", "VICTIM"]))
    status = draw(STATUSES)
    klass = RecordClass(POLICE, kind, role=role, sealed=draw(st.booleans()), expunged=status == "EXPUNGED")
    found = facts(
        draw(st.sampled_from(RECORDS)),
        kind=kind,
        role=role,
        status=status,
        klass=klass,
        about_person=kind != "CASE_FILE",
        label=draw(st.sampled_from(["Ali", ""])),
        documents=tuple(draw(st.sets(st.sampled_from(["CNIC:1", "CNIC:2"])))),
        phones=tuple(draw(st.sets(st.sampled_from(["+921", "+922"])))),
        devices=tuple(draw(st.sets(st.sampled_from(["IMEI:1", "IMSI:2"])))),
        vehicles=tuple(draw(st.sets(st.sampled_from(["LEA1", "LEA2"])))),
        cases=tuple(draw(st.lists(st.sampled_from(CASES), unique=True))),
        custody=draw(st.sampled_from(["ADMISSION", "RELEASE"])),
        crossing=CrossingFacts("EXIT", 5, "2024-01-01", "Torkham") if kind == "BORDER_CROSSING" else None,
        known_ms=draw(st.integers(1, 3)),
    )
    if status == "EXPUNGED":
        return replace(
            found,
            about_person=False,
            role="",
            crossing=None,
            cases=(),
            documents=(),
            phones=(),
            devices=(),
            vehicles=(),
        )
    return found


class ProjectionMachine(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.world = World(Path(self.folder.name))
        for name, days in zip(REFERENCES, (10, 20), strict=True):
            self.wait(self.world.register(reference=name, retain_until_ms=NOW + days * DAY))
        self.decided = 0

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.the_graph_is_what_a_rebuild_makes()
            self.loop.run_until_complete(self.world.links.close())
            self.loop.close()
            self.folder.cleanup()

    def wait(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    @rule(version=versions())
    def change_record(self, version: RecordFacts) -> None:
        self.world.feed.put(version)

    @rule(data=st.data())
    def change_class(self, data: st.DataObject) -> None:
        if self.world.feed.held:
            held = self.world.feed.held[data.draw(st.sampled_from(sorted(self.world.feed.held)))].facts
            self.world.feed.put(
                replace(held, klass=replace(held.klass, juvenile=data.draw(st.sampled_from(["NO", "YES"]))))
            )

    @rule(
        reference=st.sampled_from(REFERENCES),
        who=st.sampled_from(PEOPLE),
        moves=st.lists(st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 2)), max_size=3),
        holds=st.lists(st.sampled_from(ACCOUNTS), max_size=2),
        feed=st.sampled_from(["MONEY", "CDR"]),
    )
    def import_rows(self, reference: str, who: str, moves: Any, holds: list[str], feed: str) -> None:
        man = person(who)
        rows = [
            edge("TRANSFERRED", account(a), account(b), str(n), amount_minor=n, currency="PKR") for a, b, n in moves
        ]
        rows += [edge("ACCOUNT_HELD_BY", account(name), man) for name in holds]
        rows += [edge("CO_ARRESTED", man, person("Ali"))] if who == "Bilal" else []
        rows += (
            [edge("USED_DEVICE", NodeKey("PHONE", "+923001234567"), NodeKey("DEVICE", "IMEI:490154203237518"))]
            if feed == "CDR"
            else []
        )
        nodes = (man, person("Ali"))
        with suppress(AuthorityUnknown):
            self.wait(self.world.page(authority=reference, feed=feed, nodes=nodes, edges=tuple(rows)))

    def subjects(self) -> list[str]:
        rows = self.wait(self.world.links.feeds.after(0, 1000))
        return sorted({*self.world.feed.held, *(row.id for row in rows if row.kind == "SUBJECT")})

    @rule(
        data=st.data(), sign=st.sampled_from(["SAME", "DIFFERENT"]), officer=st.sampled_from("xyz"),
        parts=st.sampled_from([(), ("OVERSIGHT",)]),
    )  # fmt: skip
    def decide(self, data: st.DataObject, sign: str, officer: str, parts: tuple[str, ...]) -> None:
        them = self.subjects()
        if len(them) > 1:
            one, other = sorted(data.draw(st.lists(st.sampled_from(them), min_size=2, max_size=2, unique=True)))
            self.decided += 1
            keys = NodeKey("SUBJECT", one), NodeKey("SUBJECT", other)
            made = LinkDecision(str(self.decided), *keys, sign, f"{POLICE}/{officer}", parts=parts)
            self.wait(self.world.links.decisions.add(made))

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if self.decided:
            number = str(data.draw(st.integers(1, self.decided)))
            self.wait(self.world.links.decisions.withdraw(number, f"{POLICE}/x", "why", NOW))

    @rule(days=st.sampled_from([1, 12]))
    def time_goes_on(self, days: int) -> None:
        self.world.now += days * DAY

    @rule(steps=st.integers(1, 3), dies=st.sampled_from(["", "before", "after"]))
    def project(self, steps: int, dies: str) -> None:
        """Some steps, the last of which may be killed."""
        for _ in range(steps):
            self.wait(self.world.projector.step())
        self.world.graph.dies = dies
        with suppress(Killed):
            self.wait(self.world.projector.step())
        self.world.graph.dies = ""

    @rule()
    def the_graph_is_what_a_rebuild_makes(self) -> None:
        kept = self.world.graph
        self.wait(self.world.projector.catch_up())
        assert self.wait(self.world.differences()) == []
        fresh = MemoryGraph()
        fresh.nodes["PHONE", "left over"] = NodeRow("PHONE", "left over")
        self.wait(rebuild(fresh, Projector(fresh, self.world.feed, self.world.links, lambda: self.world.now)))
        assert fresh.nodes == kept.nodes
        assert Counter(fresh.edges) == Counter(kept.edges)
        assert not any(lag.changes for lag in self.wait(self.world.projector.lag()).values())


@pytest.mark.budgeted
def test_the_graph_is_what_its_sources_say() -> None:
    small = projector.RECORDS_AT_ONCE, projector.ROWS_AT_ONCE
    projector.RECORDS_AT_ONCE, projector.ROWS_AT_ONCE = 2, 3  # type: ignore[misc]  # final in the product; small here, so that a page is cut
    try:
        run_state_machine_as_test(
            ProjectionMachine,
            settings=budget(25, stateful_step_count=15, suppress_health_check=list(HealthCheck)),
        )
    finally:
        projector.RECORDS_AT_ONCE, projector.ROWS_AT_ONCE = small  # type: ignore[misc]  # final in the product; small here, so that a page is cut
