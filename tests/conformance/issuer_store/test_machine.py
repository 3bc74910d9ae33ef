"""An issuer's journal beside a plain model: restarts, clocks that step back, days that end."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.issuer.errors import InvalidGrant, Unavailable
from services.issuer.ports import Closed, Entry, Refusal, Touch
from services.issuer.store.journal import KEPT_MS, StoredJournal
from services.issuer.store.refusals import CASES_OF_ONE, StoredRefusals
from services.signing.refusals import Counted, day_of
from tests.conformance.issuer_store.stores import STORES
from tests.conformance.runs import RUNS

T = TypeVar("T")
NOW = 1_780_000_000_000
HOUR = 3_600_000
OFFICER = st.sampled_from(["fia-1", "fia-2"])
ASSERTION = st.integers(0, 5)
Row = tuple[str, str, str, bool]


class JournalMachine(RuleBasedStateMachine):
    make: Any = None

    @initialize()
    def begin(self) -> None:
        self.kept = ExitStack()
        folder = self.kept.enter_context(tempfile.TemporaryDirectory())
        self.opening = self.kept.enter_context(self.make(Path(folder) / "store"))
        self.loop = asyncio.new_event_loop()
        self.open()
        self.now, self.given, self.horizon = NOW, 0, 0
        self.used: dict[tuple[str, str], int] = {}
        self.roster: tuple[int, bytes] = (0, b"")
        self.counts: dict[str, Counter[Row]] = {}
        self.days: list[Closed] = []
        self.tokens: list[str] = []
        self.counters: dict[bytes, int] = {}

    def open(self) -> None:
        self.database = self.opening()
        self.journal, self.refusals = StoredJournal(self.database), StoredRefusals(self.database)

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.loop.run_until_complete(asyncio.sleep(0))
            self.loop.close()
            self.kept.close()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def use(self, officer: str, assertion: str, expires_ms: int) -> bool:
        """What the model says of it."""
        horizon = max(self.horizon, self.now - KEPT_MS)
        used = {key: until for key, until in self.used.items() if until > horizon}
        if expires_ms <= horizon or (officer, assertion) in used:
            return False
        self.horizon, self.used = horizon, {**used, (officer, assertion): expires_ms}
        return True

    def open_day(self, day: date) -> str:
        return max(day, self.days[-1].day + timedelta(days=1) if self.days else day).isoformat()

    @rule(officer=OFFICER, which=ASSERTION, life=st.integers(-3, 1))
    def issue(self, officer: str, which: int, life: int) -> None:
        self.given += 1
        asked = (f"assertion-{which}", self.now + life * 60_000)
        made, wanted = self.entry(f"token-{self.given}", officer), self.use(officer, *asked)
        assert self.wait(self.journal.issue(made, *asked)) == wanted
        self.tokens += [made.jti] if wanted else []

    @rule(officer=OFFICER)
    def issue_a_token_twice(self, officer: str) -> None:
        """It cannot be kept, and neither uses the assertion up nor lets time go on."""
        if self.tokens and self.now + 60_000 > max(self.horizon, self.now - KEPT_MS):
            self.given += 1
            entry = self.entry(self.tokens[-1], officer)
            with pytest.raises(Unavailable):
                self.wait(self.journal.issue(entry, f"other-{self.given}", self.now + 60_000))

    @rule(officer=OFFICER, credential=st.sampled_from([b"one", b"two"]), count=st.integers(0, 4))
    def touch(self, officer: str, credential: bytes, count: int) -> None:
        """A counter that does not rise keeps no token and uses no assertion up; 0 may stay 0."""
        self.given += 1
        asked = (f"touch-{self.given}", self.now + 60_000)
        made, last = self.entry(f"token-{self.given}", officer), self.counters.get(credential, -1)
        if asked[1] > max(self.horizon, self.now - KEPT_MS) and count <= last and (count, last) != (0, 0):
            with pytest.raises(InvalidGrant):
                self.wait(self.journal.issue(made, *asked, Touch(credential, count)))
            assert self.wait(self.journal.issue(made, *asked)) == self.use(officer, *asked)
        else:
            wanted = self.use(officer, *asked)
            assert self.wait(self.journal.issue(made, *asked, Touch(credential, count))) == wanted
            self.counters |= {credential: count} if wanted else {}

    def entry(self, jti: str, officer: str) -> Entry:
        facts = ("desk", "INVESTIGATE_CASE", "CRPC_CASE", "HISTORY", "FIR:1", b"")
        return Entry(jti, "at+jwt", officer, *facts, self.now, self.now + 900_000)

    @rule(officer=OFFICER, which=ASSERTION, reason=st.sampled_from(["case", "fit"]), cases=st.integers(0, 25))
    def refuse(self, officer: str, which: int, reason: str, cases: int) -> None:
        """As many cases as are asked for, each by an assertion of its own but the first."""
        for case in range(cases):
            self.given += 1
            name = f"assertion-{which}" if not case else f"made-{self.given}"
            asked = (name, self.now + 60_000)
            refused = Refusal(officer, reason, f"FIR:{case}", self.now)
            wanted = self.use(officer, *asked)
            assert self.wait(self.journal.refuse(refused, *asked)) == wanted
            if wanted:
                self.count(officer, reason, refused.case)

    def count(self, officer: str, reason: str, case: str) -> None:
        rows = self.counts.setdefault(self.open_day(day_of(self.now)), Counter())
        named = sum(1 for row in rows if row[0] == officer and row[2])
        if (officer, reason, case, False) in rows or named < CASES_OF_ONE:
            rows[officer, reason, case, False] += 1
        else:
            rows[officer, reason, "", True] += 1

    @rule(count=st.integers(1, 5_000_000_000), reason=st.sampled_from(["form", "grant"]))
    def count_unproven(self, count: int, reason: str) -> None:
        day = day_of(self.now)
        most = min(count, 4_294_967_295)
        self.wait(self.refusals.count_unproven(day, {reason: most}))
        rows = self.counts.setdefault(self.open_day(day), Counter())
        rows["", reason, "", False] = min(rows["", reason, "", False] + most, 4_294_967_295)

    @rule(hours=st.integers(-3, 40))
    def clock(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule()
    def close_a_day(self) -> None:
        day = date.fromisoformat(self.open_day(day_of(self.now)))
        due = Counter[Row]()
        for one in [one for one in self.counts if one <= day.isoformat()]:
            due += self.counts.pop(one)
        told: list[Counted] = []

        def build(rows: Any) -> bytes:
            told.extend(rows)
            return f"day {day}".encode()

        number = len(self.days) + 1
        assert self.wait(self.refusals.close(number, day, build)) == f"day {day}".encode()
        assert {(one.officer, one.reason, one.case, one.beyond): one.times for one in told} == {
            row: min(n, 4_294_967_295) for row, n in due.items()
        }
        self.days.append(Closed(number, day, f"day {day}".encode()))

    @rule(version=st.integers(1, 5), digest=st.sampled_from([b"a", b"b"]))
    def raise_roster(self, version: int, digest: bytes) -> None:
        self.wait(self.journal.raise_roster(version, digest))
        if version > self.roster[0]:
            self.roster = version, digest

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.open()

    @invariant()
    def answers_agree(self) -> None:
        if hasattr(self, "database"):
            assert self.wait(self.journal.newest_roster()) == self.roster
            assert self.wait(self.refusals.last()) == (self.days[-1] if self.days else None)
            told = [(one.number, one.payload) for one in self.days]
            assert self.wait(self.refusals.after(0)) == told
            assert self.wait(self.refusals.after(1)) == told[1:]


@pytest.mark.budgeted
@pytest.mark.parametrize("name", sorted(STORES))
def test_the_journal_and_the_model_agree(name: str) -> None:
    machine = type("Machine", (JournalMachine,), {"make": staticmethod(STORES[name])})
    run_state_machine_as_test(machine, settings=RUNS)
