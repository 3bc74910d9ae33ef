"""Submitting beside a plain model: whatever pages come, the node holds exactly what owners signed, once, in order."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.access.errors import NotFound
from services.records import wire
from services.records.errors import PageOutOfOrder
from services.signing.page import Page
from services.values.records import RecordVersion, SubmitPageResponse
from tests.budget import budget
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    event,
    fir,
    following,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, keeper, open_node
from tests.fakes.stated import Written

AGENCIES = (POLICE, SINDH, FIA)
IDS = ("a", "b", "c", "d")
STEPS = st.sampled_from(["next", "again", "older", "gap", "other-words", "withdraw", "future", "garbage"])


@dataclass
class Model:
    """What each agency's records should be, and how its pages were answered."""

    versions: dict[tuple[str, str], list[RecordVersion]] = field(default_factory=dict)
    pages: dict[str, list[tuple[Page, SubmitPageResponse]]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)


class SubmitMachine(RuleBasedStateMachine):
    known: Federation

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.node: Node = open_node(Path(self.folder.name) / "node", self.known)
        self.model = Model()
        self.count = 0

    def teardown(self) -> None:
        if hasattr(self, "node"):
            self.loop.run_until_complete(self.node.context.store.close())
            self.loop.close()
            self.folder.cleanup()

    def fresh(self, agency: str, record_id: str) -> RecordVersion:
        """A record's first version: a file, a man or a step, of one of three cases."""
        self.count += 1
        more: Written = {"agency": agency, "case_references": (fir(self.count % 3 + 1),)}
        if record_id == "a":
            return case_file(record_id, **more)
        if record_id == "b":
            return event(record_id, "CHALLAN_FINAL", "2020-05-14", **more)
        return party(record_id, subject=person(cnic(self.count % 2)), **more)

    def draft(
        self, held: list[RecordVersion], step: str, agency: str, record_id: str
    ) -> tuple[RecordVersion | bytes, str]:
        """A version for the page and what should become of it: ``""`` for accepted, ``=`` for unchanged, else the rule."""
        self.count += 1
        day = f"2020-05-{self.count % 28 + 1:02d}"
        if step == "garbage":
            return b"\x08\xff", "malformed"
        if not held:
            first = self.fresh(agency, record_id)
            if step == "gap":
                return replace(first, version=3, previous_sha256=bytes(32)), "version-order"
            return (replace(first, valid_from="2199-01-01"), "date-in-future") if step == "future" else (first, "")
        last = held[-1]
        if step == "again":
            return last, "="
        if step == "older":
            return held[0], "="
        if step == "gap":
            return replace(following(last), version=last.version + 2), "version-order"
        if step == "other-words":
            return replace(last, status_note=f"note {self.count}"), "equivocation"
        if step == "future":
            return following(last, valid_from="2199-01-01"), "date-in-future"
        return (withdrawn(last) if step == "withdraw" else following(last, valid_from=day, status_note="")), ""

    @rule(
        agency=st.sampled_from(AGENCIES), steps=st.lists(st.tuples(st.sampled_from(IDS), STEPS), min_size=1, max_size=6)
    )
    def submit(self, agency: str, steps: list[tuple[str, str]]) -> None:
        held = {key[1]: list(value) for key, value in self.model.versions.items() if key[0] == agency}
        drafts, expected = [], []
        for record_id, step in steps:
            draft, rule_id = self.draft(held.get(record_id, []), step, agency, record_id)
            drafts.append(draft)
            expected.append(rule_id)
            if rule_id == "" and isinstance(draft, RecordVersion):
                held.setdefault(record_id, []).append(draft)
                self.model.order.append(draft.name)
        self.node.now_ms += 1
        page = self.node.page(agency, drafts)
        answer = self.loop.run_until_complete(self.node.send(page, agency))
        assert answer.accepted == expected.count("")
        assert answer.unchanged == expected.count("=")
        assert [(each.index, each.rule) for each in answer.refused] == [
            (index, rule_id) for index, rule_id in enumerate(expected) if rule_id not in ("", "=")
        ]
        self.model.versions.update({(agency, record_id): versions for record_id, versions in held.items()})
        self.model.pages.setdefault(agency, []).append((page, answer))

    @rule(agency=st.sampled_from(AGENCIES), back=st.integers(1, 3))
    def repeat(self, agency: str, back: int) -> None:
        pages = self.model.pages.get(agency, [])
        if len(pages) < back:
            return
        page, answer = pages[-back]
        assert self.loop.run_until_complete(self.node.send(page, agency)) == answer

    @rule(agency=st.sampled_from(AGENCIES), number=st.integers(2, 9))
    def jump(self, agency: str, number: int) -> None:
        state = self.node.feeds.get(agency)
        wanted = (state.number if state else 0) + number
        page = self.node.page(
            agency, [case_file("z", agency=agency)], page_number=wanted, previous_sha256=bytes(range(32))
        )
        with pytest.raises(PageOutOfOrder):
            self.loop.run_until_complete(self.node.send(page, agency))

    @invariant()
    def everything_is_held_once_and_in_order(self) -> None:
        if hasattr(self, "node"):
            self.loop.run_until_complete(self._compare())

    async def _compare(self) -> None:
        for agency in AGENCIES:
            for record_id in IDS:
                expected = self.model.versions.get((agency, record_id), [])
                name = f"agencies/{agency}/records/{record_id}"
                if not expected:
                    with pytest.raises(NotFound):
                        await self.node.versions(keeper(agency), name)
                    continue
                listed = await self.node.versions(keeper(agency), name)
                assert [each.version for each in listed.versions] == [wire.encode(each) for each in expected]
                newest = (await self.node.record(keeper(agency), name)).version
                assert newest is not None
                assert newest.version == wire.encode(expected[-1])
        async with self.node.context.store.snapshot() as view:
            lines = await view.feed(0, 1000)
            assert [line.seq for line in lines] == list(range(1, len(self.model.order) + 1))
            times = [line.recorded_ms for line in lines]
            assert times == sorted(times)


@pytest.mark.budgeted
def test_the_node_and_the_model_agree(known: Federation) -> None:
    machine = type("Machine", (SubmitMachine,), {"known": known})
    run_state_machine_as_test(
        machine,
        settings=budget(20, stateful_step_count=15, suppress_health_check=list(HealthCheck)),
    )
