"""The log against a plain model: appends, replays, prunes, clocks, registry versions, limits, full disks, restarts."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from audit.entry import commitment, entry_leaf, registry_leaf
from audit.leaves import leaf_data, read_rows
from audit.limits import HOUR_MS, REFRESH_MS, LimitSettings
from audit.log import Log, NeverError, NotNowError
from audit.merkle import leaf_hash, root_from_leaves
from audit.nonces import SKEW_MS
from audit.refusal import Refusal
from audit.requests import Request, Requests
from audit.store import StoreError
from audit.vault import key_id_of, unseal
from tests.budget import budget
from tests.unit.audit.writers import START_MS, SetClock, append, make_settings, opened, request, sqlite_of

SCOPE = "agency:pk.fia"
LIMIT = 4


class Model(RuleBasedStateMachine):
    """Everything the log promises, from lists and dictionaries."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock, self.steady = SetClock(), SetClock()
        limits = LimitSettings(agency_per_hour=LIMIT)
        self.settings = make_settings(
            Path(self.folder.name) / "base", clock=self.clock, steady=self.steady, limits=limits
        )
        self.log = Log(self.settings)
        self.entries: list[Request | bytes] = []
        self.consumed: dict[bytes, int] = {}
        self.uses: dict[bytes, int] = {}
        self.horizon = self.version = 0
        self.signed: dict[int, bytes] = {}

    def expected(self, one: Request, taken: set[bytes]) -> int | Refusal:
        if one.version < self.version:
            return Refusal.REGISTRY_STALE
        if one.nonce and one.exp_ms + SKEW_MS <= self.horizon:
            return Refusal.EXPIRED
        if one.nonce in self.consumed or one.nonce in taken:
            return Refusal.REPLAYED
        if 0 < one.deadline_ms <= self.clock.ms:
            return Refusal.UNAVAILABLE
        now = max([self.clock.ms, *self.uses.values()])
        live = {token for token, at in self.uses.items() if at > now - HOUR_MS}
        new = {token for _, token in one.quota} - live
        if new and len(live | new) > LIMIT:
            return Refusal.RATE_LIMITED
        for _, token in one.quota:
            if self.uses.get(token, now - REFRESH_MS) <= now - REFRESH_MS:
                self.uses[token] = now
        return len(self.entries)

    @rule(
        count=st.integers(1, 5),
        numbers=st.lists(st.integers(0, 30), min_size=5, max_size=5),
        version=st.integers(0, 3),
        life=st.integers(1, 120_000),
        late=st.integers(-3, 3),
        tokens=st.lists(st.binary(min_size=1, max_size=1), max_size=2),
    )
    def append(self, count: int, numbers: list[int], version: int, life: int, late: int, tokens: list[bytes]) -> None:
        batch = [
            request(
                number,
                nonce=number.to_bytes(16, "big") if number else b"",
                version=self.version + version - 1 if version else self.version,
                exp_ms=self.clock.ms + life,
                deadline_ms=self.clock.ms + late if late else 0,
                quota=tuple((SCOPE, token) for token in tokens) if number % 2 else (),
            )
            for number in numbers[:count]
        ]
        expected: list[int | Refusal] = []
        for one in batch:
            verdict = self.expected(one, set())
            expected.append(verdict)
            if not isinstance(verdict, Refusal):
                self.entries.append(one)
                if one.nonce:
                    self.consumed[one.nonce] = one.exp_ms
        assert append(self.log, *batch) == expected

    @rule(number=st.integers(1, 30))
    def fail_to_append(self, number: int) -> None:
        """A full disk: nothing is consumed, nothing is counted, and the next append goes through."""
        pages = sqlite_of(self.log).execute("PRAGMA page_count").fetchone()[0]
        sqlite_of(self.log).execute(f"PRAGMA max_page_count = {pages}")
        one = request(
            nonce=bytes(15) + b"f", version=self.version, quota=((SCOPE, b"f"),), exp_ms=self.clock.ms + 10**9
        )
        big = [one._replace(open=bytes(100_000), nonce=one.nonce[:-1] + bytes([200 + i])) for i in range(2)]
        before = dict(self.uses)
        verdict = self.expected(big[0], set())
        self.uses = before
        if not isinstance(verdict, Refusal):
            assert append(self.log, *big) == [Refusal.UNAVAILABLE] * 2
        sqlite_of(self.log).execute("PRAGMA max_page_count = 1073741823")

    @rule(step=st.integers(-600_000, HOUR_MS))
    def time_passes(self, step: int) -> None:
        self.clock.ms += step

    @rule()
    def tick(self) -> None:
        self.steady.ms += 11_000
        self.log.tick()
        self.horizon = max(self.horizon, self.clock.ms)
        self.consumed = {nonce: exp for nonce, exp in self.consumed.items() if exp + SKEW_MS >= self.horizon}
        if self.entries:
            self.signed[len(self.entries)] = self.log.heads.note

    @rule(step=st.integers(0, 2), digest=st.sampled_from((b"a" * 32, b"b" * 32)))
    def register(self, step: int, digest: bytes) -> None:
        version = self.version + step
        leaf = registry_leaf(version, digest)
        if leaf in self.entries:
            assert self.log.append_registry(version, digest) == self.entries.index(leaf)
        elif version <= self.version:
            with pytest.raises(NeverError):
                self.log.append_registry(version, digest)
        else:
            assert self.log.append_registry(version, digest) == len(self.entries)
            self.entries.append(leaf)
            self.version = version

    @rule()
    def restart(self) -> None:
        self.log.close()
        self.log = Log(self.settings)

    @precondition(lambda self: self.entries)
    @invariant()
    def the_log_holds_exactly_what_was_acknowledged(self) -> None:
        rows = list(read_rows(self.log.store, 0, len(self.entries) + 1))
        assert len(rows) == self.log.appender.tree.size == len(self.entries)
        for entry, (index, body, sealed) in zip(self.entries, rows, strict=True):
            if isinstance(entry, bytes):
                assert (body, sealed) == (entry, None)
                continue
            assert sealed is not None
            agency, month = self.log.appender.months[key_id_of(sealed)]
            parts = unseal(index, self.log.keys.get(agency, month), sealed)
            assert (parts.open, parts.sealed, agency) == (entry.open, entry.sealed, entry.agency)
            assert body == commitment(parts.open, parts.open_salt, parts.sealed, parts.sealed_salt)
        hashes = [leaf_hash(leaf_data(row)) for row in rows]
        for size, note in self.signed.items():
            assert note.split(b"\n")[1:2] == [b"%d" % size]
        assert self.log.nodes.root(len(hashes)) == root_from_leaves(hashes)

    @invariant()
    def nonces_and_horizon_are_the_models(self) -> None:
        if hasattr(self, "log"):
            known = {nonce for nonce, exp in self.consumed.items() if exp + SKEW_MS >= self.horizon}
            assert known <= self.log.appender.nonces.seen
            assert self.log.appender.nonces.horizon_ms == self.horizon

    def teardown(self) -> None:
        if hasattr(self, "log"):
            self.log.close()
            self.folder.cleanup()


Model.TestCase.settings = budget(30, stateful_step_count=25)
TestModel = Model.TestCase


def test_a_commit_stores_what_its_promises_say(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        results = log.append(Requests.of([request(0), request(1, nonce=b""), request(2, agency="pk.anf")]))
        for index, (_, body, _) in enumerate(read_rows(log.store, 0, 3)):
            assert results[index] == b"\0" + index.to_bytes(8, "big") + body
        assert sorted(path.name for path in log.keys.folder.iterdir()) == ["pk.anf.2026-09.key", "pk.fia.2026-09.key"]


def test_one_writer_per_folder(tmp_path: Path) -> None:
    config = make_settings(tmp_path)
    with opened(config), pytest.raises(StoreError, match="in use"):
        Log(config)
    with opened(config):
        pass


def test_a_start_that_fails_gives_the_folder_up(tmp_path: Path) -> None:
    config = make_settings(tmp_path)
    with pytest.raises(Exception, match="key file"):
        Log(replace(config, log_key=tmp_path / "absent"))
    with opened(config):
        pass


def test_a_folder_or_database_open_to_others_is_refused(tmp_path: Path) -> None:
    config = make_settings(tmp_path)
    with opened(config):
        pass
    for path in (config.folder, config.month_keys, config.database, config.log_key, config.hub_seal_key):
        mode = path.stat().st_mode & 0o777
        path.chmod(mode | 0o040)
        with pytest.raises(Exception, match="open to others"):
            Log(config)
        path.chmod(mode)
    with opened(config):
        assert all(path.stat().st_mode & 0o077 == 0 for path in config.folder.rglob("*"))


def test_a_database_belongs_to_one_origin_and_key(tmp_path: Path) -> None:
    config = make_settings(tmp_path)
    with opened(config):
        pass
    with pytest.raises(StoreError, match="another origin"):
        Log(replace(config, origin="rabta.test/audit/2"))


def test_a_database_with_smaller_pages_goes_on(tmp_path: Path) -> None:
    config = make_settings(tmp_path, clock=SetClock())
    with opened(config) as log:
        assert sqlite_of(log).execute("PRAGMA page_size").fetchone() == (16384,)
        assert append(log, request(0)) == [0]
    with closing(sqlite3.connect(config.database)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA page_size = 4096")
        database.execute("VACUUM")
    with opened(config) as log:
        assert sqlite_of(log).execute("PRAGMA page_size").fetchone() == (4096,)
        assert append(log, request(1)) == [1]


def test_another_schema_is_refused(tmp_path: Path) -> None:
    config = make_settings(tmp_path)
    with opened(config):
        pass
    database = sqlite3.connect(config.database)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="schema"):
        Log(config)
    config.database.write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="cannot be used: SQLITE_NOTADB"):
        Log(config)


def test_the_store_writes_through(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path)) as log:
        assert sqlite_of(log).execute("PRAGMA synchronous").fetchone() == (2,)
        assert sqlite_of(log).execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_lost_month_key_closes_that_agency_only(tmp_path: Path) -> None:
    config = make_settings(tmp_path, clock=SetClock())
    with opened(config) as log:
        assert append(log, request(), request(agency="pk.anf")) == [0, 1]
        path = log.keys.path("pk.fia", "2026-09")
    path.unlink()
    with opened(config) as log:
        assert append(log, request(), request(agency="pk.anf")) == [Refusal.UNAVAILABLE, 2]
        assert not path.exists()


def test_months_follow_the_clock(tmp_path: Path) -> None:
    clock = SetClock()
    with opened(make_settings(tmp_path, clock=clock)) as log:
        append(log, request())
        clock.ms += 31 * 86_400_000
        append(log, request(exp_ms=clock.ms + 1))
        months = [log.appender.months[key_id_of(sealed)] for _, _, sealed in read_rows(log.store, 0, 2) if sealed]
        assert months == [("pk.fia", "2026-09"), ("pk.fia", "2026-10")]


def fill(log: Log) -> int:
    """Registry versions until one is refused; that one."""
    for version in range(1, 5000):
        try:
            log.append_registry(version, b"r" * 32)
        except NotNowError:
            return version
    raise AssertionError("the disk never filled")


def test_a_full_disk_refuses_a_registry_version_and_takes_it_later(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        pages = sqlite_of(log).execute("PRAGMA page_count").fetchone()[0]
        sqlite_of(log).execute(f"PRAGMA max_page_count = {pages}")
        version = fill(log)
        size = log.appender.tree.size
        sqlite_of(log).execute("PRAGMA max_page_count = 1073741823")
        assert log.append_registry(version, b"r" * 32) == size


def test_a_registry_leaf_closes_the_older_version_for_all(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        assert append(log, request(version=1)) == [0]
        assert log.append_registry(2, b"r" * 32) == 1
        assert append(log, request(version=1), request(version=2), request(version=3)) == [Refusal.REGISTRY_STALE, 2, 3]
        ((_, leaf, sealed),) = read_rows(log.store, 1, 2)
        assert (leaf, sealed) == (registry_leaf(2, b"r" * 32), None)
        assert log.newest_registry(1) == (0, 0)
        assert log.newest_registry(2) == (2, 1)
    with opened(log.settings) as log:
        assert append(log, request(version=1)) == [Refusal.REGISTRY_STALE]
        assert log.append_registry(2, b"r" * 32) == 1


def test_entry_leaves_name_their_index(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        append(log, *[request() for _ in range(3)])
        for row in read_rows(log.store, 0, 3):
            assert leaf_data(row) == entry_leaf(row[0], row[1])
        assert log.appender.tree.edge[0] == tuple(leaf_hash(leaf_data(row)) for row in read_rows(log.store, 0, 3))


def test_a_deadline_in_the_past_appends_nothing(tmp_path: Path) -> None:
    with opened(make_settings(tmp_path, clock=SetClock())) as log:
        late = request(nonce=b"n" * 16, deadline_ms=START_MS)
        assert append(log, late) == [Refusal.UNAVAILABLE]
        assert append(log, late._replace(deadline_ms=START_MS + 1)) == [0]
