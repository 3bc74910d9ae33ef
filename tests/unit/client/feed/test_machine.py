"""Whatever is offered, lost, refused or forgotten: the hub holds every accepted content once, in order, in one chain."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.client.errors import Refusal, Unproven
from services.client.feed import FeedFull
from tests.budget import budget
from tests.fakes.feed_hub import FeedHub
from tests.unit.client.feed.agency import KEY, Agency, draft

IDS = st.sampled_from([f"r{number}" for number in range(6)])
NOTES = st.sampled_from(["a", "b", "c"])
FAULTS = st.sampled_from(["request-lost", "answer-lost", "TOO_BUSY", "AUDIT_UNAVAILABLE", ""])


class FeedMachine(RuleBasedStateMachine):
    """``wanted``: content last offered durably for each record and not refused."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.hub = FeedHub(KEY.public())
        self.agency = Agency(Path(self.folder.name) / "state", self.hub)
        self.offered: dict[str, str] = {}
        self.met: dict[str, str] = {}
        self.durable: dict[str, str] = {}

    @rule(record_id=IDS, note=NOTES)
    def offer(self, record_id: str, note: str) -> None:
        if self.met.setdefault(record_id, note) == note:
            self.offered[record_id] = note
        with contextlib.suppress(FeedFull):
            self.agency.feed.offer(draft(record_id, note))

    @rule()
    def cut(self) -> None:
        try:
            self.agency.feed.cut()
        except FeedFull:
            return
        self.durable |= self.offered
        self.offered = {}

    @rule(faults=st.lists(FAULTS, max_size=7))
    def submit(self, faults: list[str]) -> None:
        self.hub.faults.extend(faults)
        with contextlib.suppress(Unproven, Refusal):
            asyncio.run(self.agency.feed.submit(self.hub.send))
        self.hub.faults.clear()

    @rule()
    def crash(self) -> None:
        self.agency.crash()
        self.offered = {}
        self.met = {}

    @precondition(lambda self: not self.hub.faults)
    @rule()
    def settle(self) -> None:
        self.cut()
        asyncio.run(self.agency.feed.submit(self.hub.send))
        held = {id_: version.party.note for id_, version in self.hub.latest().items()}
        assert held == self.durable | self.offered
        assert self.agency.journal.count_pending() == 0

    @invariant()
    def one_chain_with_one_body_for_each_page(self) -> None:
        assert all(len(bodies) == 1 for bodies in self.hub.bodies.values())
        assert self.agency.journal.head()[0] >= self.hub.head()[0]
        assert self.agency.findings == [] or {finding.kind for finding in self.agency.findings} == {"key-twice"}

    def teardown(self) -> None:
        if hasattr(self, "agency"):
            self.agency.journal.close()
            self.folder.cleanup()


FeedMachine.TestCase.settings = budget(40, stateful_step_count=25)
TestFeedMachine = FeedMachine.TestCase
