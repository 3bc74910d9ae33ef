"""One log, as its one writer holds it: what it may do now, and its state between commits.

    opening -> open -> (stale | clock off, and back)         rolled back: for good

Only the thread that made a :class:`Log` may use it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from audit import ed25519
from audit.batch import REFUSED, Appender
from audit.cosign import Ahead, Cosigned, Inconsistent
from audit.entry import registry_leaf
from audit.files import private_folder
from audit.heads import Heads
from audit.limits import Limits
from audit.monthkeys import MonthKeys, load_seal_private, load_seal_public
from audit.nodes import Nodes
from audit.nonces import Nonces
from audit.note import ED25519, Signer
from audit.opening import Answer, Opening
from audit.place import open_to_write
from audit.refusal import Refusal
from audit.requests import Requests
from audit.resume import proven_head, resume
from audit.retention import Destruction, DestructionError, by_kid, check_destruction
from audit.rollback import Alarm, Closure, contradiction
from audit.settings import WriterSettings
from audit.sizes import UNTOLD
from audit.standing import Standing
from audit.store import StoreError, StoreUnavailable, lock_folder
from audit.sweep import Sweep, damage_known

PRUNE_MS = 10_000


class NotNowError(Exception):
    """The log refuses for the reason in ``refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class NeverError(Exception):
    """What is asked contradicts what the log holds; the text says how."""


@dataclass(frozen=True, slots=True)
class Report:
    """A witness's answer to the note with text ``text``."""

    witness: str
    text: bytes
    answer: Answer


class Log:
    """The writer's state; see the modules it is put together from."""

    def __init__(self, settings: WriterSettings) -> None:
        """Lock, check and load; StoreError, FileModeError, VaultError, NoteError or Ed25519KeyError."""
        self.settings = settings
        private_folder(settings.folder)
        self._lock = lock_folder(settings.folder)
        try:
            self._load_keys()
            self._load_state()
        except BaseException:
            os.close(self._lock)
            raise

    def _load_keys(self) -> None:
        settings = self.settings
        self._signer = Signer.of(settings.origin, ED25519, ed25519.load_private(settings.log_key))
        self.vkey = self._signer.key
        self.keys = MonthKeys(
            private_folder(settings.month_keys),
            load_seal_private(settings.hub_seal_key),
            load_seal_public(settings.oversight_seal_key),
        )
        self.keys.bring_up()
        self._retention = by_kid(load_seal_public(path) for path in settings.retention_keys)

    def _load_state(self) -> None:
        self.store = open_to_write(self.settings.place, self.settings.database)
        try:
            self._load_rows()
        except BaseException:
            self.store.close()
            raise

    def _load_rows(self) -> None:
        store = self.store
        self._bind()
        quorum = self.settings.witness_quorum()
        self.nodes = Nodes(store)
        proven = None if damage_known(store) else proven_head(store, self.vkey, quorum)
        tree, limits = resume(store, proven), Limits(store, self.settings.limits)
        self.sweep = Sweep(store, already_read=proven is None)
        self.appender = Appender(store, self.keys, Nonces(store), limits, tree)
        self._registry: dict[int, tuple[bytes, int]] = {
            version: (digest, index) for version, digest, index in store.rows("select_registry")
        }
        self.appender.registry_version = max(self._registry, default=0)
        self.heads = Heads(store, self._signer, quorum)
        self.standing = Standing(quorum)
        names = [witness.key.name for witness in self.settings.witnesses]
        self._opening = Opening(names, self.settings.quorum)
        self.closure = Closure(store, names)
        self._serve_from_ms: int = store.state("serve_from_ms", 0)
        self._pruned_ms = 0
        self._blamed: dict[str, bool] = {}
        self._finish_destructions()

    def _bind(self) -> None:
        """The database belongs to one origin and key."""
        bound = self.store.state("vkey", "")
        if not bound:
            self.store.set_state("vkey", self.vkey.encode())
        elif bound != self.vkey.encode():
            raise StoreError("the database is of another origin or key")

    def _finish_destructions(self) -> None:
        for agency, month, destroyed, record in self.store.rows("select_month_keys"):
            if destroyed is not None:
                self.keys.destroy(agency, month, record)

    def refusal(self) -> Refusal | None:
        """Why nothing is served now; None when the log is open."""
        if self.closure.reason:
            return Refusal.LOG_ROLLED_BACK
        if self.sweep.damage or not self._opening.done or self.settings.clock() < self._serve_from_ms:
            return Refusal.UNAVAILABLE
        return None

    def add(self, requests: Requests) -> list[bytes]:
        """A result for each request, which holds once ``appender.commit`` says so."""
        now_ms = self.settings.clock()
        refusal = self.refusal()
        if refusal is None and self.standing.clock_off(now_ms, self.settings.steady()):
            refusal = Refusal.CLOCK
        if refusal is not None:
            return [REFUSED[refusal]] * len(requests)
        return self.appender.add(requests, now_ms, self.standing.stale(now_ms))

    def clock_off(self) -> bool:
        """Whether own time is off what witnesses say."""
        return self.standing.clock_off(self.settings.clock(), self.settings.steady())

    def clocks_off(self) -> dict[str, int]:
        """Witness -> how far its clock is ahead of own time, in ms, of those that are off."""
        return self.standing.clocks_off(self.settings.clock(), self.settings.steady())

    def append(self, requests: Requests) -> list[bytes]:
        """A result for each request, durable when this returns."""
        results = self.add(requests)
        return results if self.appender.commit() else [REFUSED[Refusal.UNAVAILABLE]] * len(requests)

    def append_registry(self, version: int, payload_sha256: bytes, systems: Mapping[str, int] = UNTOLD) -> int:
        """Index of the leaf of a registry version, appended now or before; NotNowError, NeverError.

        ``systems``: how many each agency has by it, which limits go by once it is the newest.
        """
        self._demand_open()
        index = self._registry_index(version, payload_sha256)
        if version == self.appender.registry_version:
            self._size(systems)
        return index

    def _size(self, systems: Mapping[str, int]) -> None:
        try:
            self.appender.limits.sizes.take(systems)
        except StoreUnavailable as error:
            raise NotNowError(Refusal.UNAVAILABLE) from error

    def _registry_index(self, version: int, payload_sha256: bytes) -> int:
        known = self._registry.get(version)
        if known is not None and known[0] == payload_sha256:
            return int(known[1])
        if known is not None or version <= self.appender.registry_version:
            raise NeverError("a registry version that is older, or has another payload, than the log holds")
        leaf = registry_leaf(version, payload_sha256)
        index = self._append_plain(leaf, "insert_registry", version, payload_sha256)
        self._registry[version] = payload_sha256, index
        self.appender.registry_version = version
        return index

    def destroy_month_key(self, request: Destruction) -> int:
        """Index of the leaf that says a month key is destroyed; the key is gone. NotNowError, NeverError."""
        self._demand_open()
        rows = {(agency, month): index for agency, month, index, _ in self.store.rows("select_month_keys")}
        try:
            check_destruction(
                request, self.settings.origin, self._retention, self.settings.clock(), self.settings.retention_months
            )
        except DestructionError as error:
            raise NeverError(str(error)) from error
        if (request.agency, request.month) not in rows:
            raise NeverError("the log has no such month key")
        index = rows[request.agency, request.month]
        if index is None:
            values = request.agency, request.month, request.record()
            index = self._append_plain(request.leaf(), "update_month_key_destroyed", *values)
        self._finish_destructions()
        return int(index)

    def _append_plain(self, leaf: bytes, statement: str, *values: object) -> int:
        """``statement``: run in the same transaction, with the leaf's index as its last value."""
        try:
            return self.appender.append_plain(leaf, lambda index: self.store.run(statement, *values, index))
        except StoreUnavailable as error:
            self.appender.check_size()
            raise NotNowError(Refusal.UNAVAILABLE) from error

    def _demand_open(self) -> None:
        refusal = self.refusal()
        if refusal is not None:
            raise NotNowError(refusal)

    def newest_registry(self, size: int) -> tuple[int, int]:
        """(version, index) of the newest registry version with its leaf among the first ``size``; (0, 0) without."""
        covered = [(version, index) for version, (_, index) in self._registry.items() if index < size]
        return max(covered, default=(0, 0))

    def registry_leaf_of(self, version: int, size: int) -> tuple[int, int]:
        """(version, index) of one registry version, with its leaf among the first ``size``; (0, 0) without."""
        _, index = self._registry.get(version, (b"", size))
        return (version, index) if index < size else (0, 0)

    def tick(self) -> bytes | None:
        """What is due by time; the head that witnesses should be offered now. StoreUnavailable."""
        self.store.hold()
        if self.closure.reason or self.sweep.damage:
            return None
        if not self._opening.done:
            return self.heads.probe()
        now_ms, steady_ms = self.settings.clock(), self.settings.steady()
        if steady_ms - self._pruned_ms >= PRUNE_MS and not self.standing.clock_off(now_ms, steady_ms):
            self.appender.nonces.prune(now_ms)
            self.appender.limits.prune()
            self.heads.thin(now_ms)
            self.appender.shares.save(self.appender.tree.size)
            self._pruned_ms = steady_ms
        size = self.appender.tree.size
        if self.heads.due(size, steady_ms):
            return self.heads.sign(size, self.nodes.root(size), steady_ms)
        return self.heads.probe()

    def witnessed(self, report: Report) -> str:
        """Take a witness's answer; a line for the operator when it matters, else empty. StoreUnavailable."""
        witness, answer, was_open = report.witness, report.answer, self._opening.done
        if isinstance(answer, Cosigned):
            self.standing.arrived(witness, answer.time_s, self.settings.steady())
            self.heads.cosigned(witness, report.text, answer.lines, answer.time_s, self.settings.clock())
        self._opening.answered(witness, answer)
        if self.closure.reason:
            return ""
        if isinstance(answer, Ahead | Inconsistent):
            return self._contradicted(witness, answer)
        if self._opening.done != was_open:
            return "log open"
        if isinstance(answer, Cosigned):
            return self._blame(witness) or ("" if was_open else f"{witness} asked")
        return f"{witness}: {answer}"

    def _blame(self, witness: str) -> str:
        """A line when a witness's clock and ours begin to differ, and one when they agree again."""
        offset_ms = self.clocks_off().get(witness, 0)
        before, self._blamed[witness] = self._blamed.get(witness, False), bool(offset_ms)
        if self._blamed[witness] == before:
            return ""
        if not offset_ms:
            return f"the clock of {witness} is right again"
        way = "ahead of" if offset_ms > 0 else "behind"
        return f"alarm: the clock of {witness} is {abs(offset_ms) // 1000} s {way} this machine's"

    def _contradicted(self, witness: str, answer: Ahead | Inconsistent) -> str:
        """What a witness shows closes the log where it is proof; else it is an alarm, and it does not count."""
        reason = contradiction(answer.shown, self.vkey, self.heads.size, self.nodes.root)
        if reason:
            self.closure.close(f"{witness}: {reason}", answer.shown)
            return f"log rolled back: {self.closure.reason}"
        claim = "ahead" if isinstance(answer, Ahead) else "another tree"
        self.standing.forget(witness)
        self.closure.claimed(Alarm(witness, claim, answer.size, self.settings.clock()))
        return f"alarm: {witness} claims, without proof: {claim}, {answer.size} leaves"

    def close(self) -> None:
        """Save what is counted, close the database and give up the lock."""
        with suppress(StoreError):
            self.appender.shares.save(self.store.size())
        self.store.close()
        os.close(self._lock)
