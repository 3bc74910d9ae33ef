"""Oversight's stores beside a plain model: whatever is written, through whichever opening, both answer the same."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.access.errors import Refused
from services.oversight.domain import SECOND_MS
from services.oversight.ports import Statement
from services.oversight.store.refusals import StoredRefusals
from services.oversight.store.sessions import StoredSessions
from services.signing.sealing import Sealer
from tests.conformance.oversight_store import model
from tests.conformance.oversight_store.stores import STORES
from tests.conformance.runs import RUNS
from tests.unit.oversight.world import FIA, NOW, PRISONS, PUNJAB, WHY, session

T = TypeVar("T")
AGENCIES = (FIA, PUNJAB)
OPENING = st.integers(0, 1)
AGENCY = st.sampled_from(AGENCIES)
WHO = st.sampled_from(["pk.fia/a", "pk.fia/b"])
FIRST_DAY = date(2026, 1, 25)
SEALER = Sealer(bytes(32))


class OversightMachine(RuleBasedStateMachine):
    make: Any = None

    @initialize()
    def open_both(self) -> None:
        self.kept = ExitStack()
        folder = self.kept.enter_context(tempfile.TemporaryDirectory())
        opening = self.kept.enter_context(self.make(Path(folder) / "store"))
        self.loop = asyncio.new_event_loop()
        self.databases = [opening() for _ in range(2)]
        self.sessions = [StoredSessions(each) for each in self.databases]
        self.told = [StoredRefusals(each, SEALER) for each in self.databases]
        self.glass, self.chains = model.Sessions(), model.Told()
        self.now, self.given = NOW, 0
        self.looked, self.agreed = {self._glass, self._chains}, True

    def teardown(self) -> None:
        if hasattr(self, "databases"):
            if self.agreed:
                self.look(self._glass, self._chains)
            for each in self.databases:
                each.close()
            self.loop.run_until_complete(asyncio.sleep(0))
            self.loop.close()
            self.kept.close()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def both(self, work: Coroutine[Any, Any, T], wanted: Callable[[], T]) -> None:
        """The same value or the same refusal."""
        try:
            expected = wanted()
        except Refused as refused:
            with pytest.raises(type(refused)):
                self.wait(work)
        else:
            assert self.wait(work) == expected

    def look(self, *parts: Callable[[int], Coroutine[Any, Any, None]]) -> None:
        """Hold these against the model, through both openings."""
        self.agreed = False
        for at, part in product(range(len(self.databases)), parts):
            self.wait(part(at))
        self.agreed = True

    @rule(
        at=OPENING,
        agency=AGENCY,
        officer=st.integers(0, 3),
        request=st.integers(0, 2),
        why=st.sampled_from([WHY, "another cause altogether"]),
        purpose=st.sampled_from(["PREVENT_HARM", "FIND_MISSING_CHILD"]),
    )
    def break_glass(self, at: int, agency: str, officer: int, request: int, why: str, purpose: str) -> None:
        self.looked = {self._glass}
        self.given += 1
        facts = {"agency": agency, "officer": f"o-{officer}", "justification": why, "purpose": purpose}
        made = session(self.given, opened_ms=self.now, **facts)
        asked = (made, f"request-{request}", self.now)
        self.both(self.sessions[at].open(*asked), lambda: self.glass.open(*asked))

    @rule(halves=st.integers(1, 3))
    def time_goes_on(self, halves: int) -> None:
        self.looked = {self._glass}
        self.now += halves * SECOND_MS // 2

    @rule(at=OPENING, place=st.integers(0, 4), owners=st.sets(st.sampled_from([PRISONS, PUNJAB])))
    def touch(self, at: int, place: int, owners: set[str]) -> None:
        self.looked = {self._glass}
        if self.glass.held:
            one = sorted(self.glass.held)[place % len(self.glass.held)]
            self.wait(self.sessions[at].touched(one, sorted(owners), self.now))
            for owner in owners:
                self.glass.touch(one, owner, self.now)

    @rule(
        at=OPENING,
        place=st.integers(0, 4),
        who=WHO,
        verdict=st.sampled_from(["JUSTIFIED", "NOT_JUSTIFIED"]),
        comment=st.sampled_from(["", "seen"]),
    )
    def end(self, at: int, place: int, who: str, verdict: str, comment: str) -> None:
        self.looked = {self._glass}
        known = [*sorted(self.glass.held), "bg-none"]
        one, said = known[place % len(known)], model.Ended(who, verdict, comment)
        self.both(self.sessions[at].close_session(one, *said), lambda: self.glass.close(one, said))

    @rule(at=OPENING, place=st.integers(0, 9), frees=st.booleans(), who=WHO)
    def join(self, at: int, place: int, frees: bool, who: str) -> None:
        self.looked = {self._glass}
        known = [*sorted(self.glass.held, reverse=True), "bg-none"]
        asked = (known[place % len(known)], who, self.now)
        self.both(self.sessions[at].join(*asked, frees=frees), lambda: self.glass.join(*asked, frees=frees))

    @rule(
        at=OPENING,
        agency=AGENCY,
        ahead=st.integers(-1, 1),
        days=st.integers(1, 3),
        digest=st.integers(0, 1),
        honest=st.booleans(),
    )
    def tell(self, at: int, agency: str, ahead: int, days: int, digest: int, honest: bool) -> None:
        self.looked = {self._chains}
        chain = self.chains.held.get(agency, [])
        number = max(1, len(chain) + 1 + ahead)
        last = chain[-1] if chain else None
        day = (date.fromisoformat(last.day) if last else FIRST_DAY) + timedelta(days=days)
        before = chain[number - 2].sha256 if 2 <= number <= len(chain) + 1 else bytes(32)
        sha256 = bytes([number, digest]) * 16
        one = Statement(agency, number, day.isoformat(), sha256, self.now, b"words " * number)
        asked = (one, before if honest else b"\xff" * 32)
        self.both(self.told[at].take(*asked), lambda: self.chains.take(*asked))

    @rule(at=OPENING, agency=AGENCY, month=st.sampled_from(["2026-01", "2026-02"]))
    def forget(self, at: int, agency: str, month: str) -> None:
        self.looked = {self._chains}
        self.wait(self.told[at].forget(agency, month))
        self.chains.forget(agency, month)

    @invariant()
    def answers_agree(self) -> None:
        """What the step may have changed; what none may have, at the end of the run (``teardown``)."""
        if hasattr(self, "databases"):
            self.look(*self.looked)

    async def _glass(self, at: int) -> None:
        store = self.sessions[at]
        held = self.glass.held
        assert {one: await store.get(one) for one in (*held, "bg-none")} == {**held, "bg-none": None}
        for agency in ("", PRISONS, *AGENCIES):
            for asked in (("", "", 50), ("FIND_MISSING_CHILD", "", 50), ("", min(held, default=""), 2)):
                assert await store.notices(agency, *asked) == self.glass.notices(agency, *asked)
        for owner in (PRISONS, PUNJAB):
            assert sorted(await store.first_reads(owner)) == self.glass.first_reads(owner)
        for id_, one in held.items():
            end = one.expires_ms if one.second else one.opened_ms + SECOND_MS
            usable = not (one.closed_by or one.waits) and self.now < end
            assert await store.usable(id_, one.agency, one.officer, self.now) == usable
            assert not await store.usable(id_, one.agency, "another", self.now)

    async def _chains(self, at: int) -> None:
        store = self.told[at]
        assert await store.standings() == self.chains.standings()
        for agency in ("", *AGENCIES):
            for asked in (
                (("", 0), ("", ""), 100, 1 << 20),
                ((FIA, 1), ("2026-01-27", ""), 2, 1 << 20),
                (("", 0), ("", "2026-02-01"), 100, 10),
            ):
                assert await store.find(agency, *asked) == self.chains.find(agency, *asked)


@pytest.mark.budgeted
@pytest.mark.parametrize("name", sorted(STORES))
def test_the_stores_and_the_model_agree(name: str) -> None:
    machine = type("Machine", (OversightMachine,), {"make": staticmethod(STORES[name])})
    run_state_machine_as_test(machine, settings=RUNS)
