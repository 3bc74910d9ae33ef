"""One commit: requests judged one by one in order, then sealed, hashed and stored together.

Nothing of it is part of the writer's state before COMMIT. Steps run over the batch, not
over the item: an entry costs a third of what it costs alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha256

from audit.limits import Limits
from audit.monthkeys import MonthKeys, month_of
from audit.nonces import Nonces
from audit.protocol import Request, appended, refused
from audit.refusal import Refusal
from audit.store import Store, StoreError
from audit.tree import Tree
from audit.vault import MonthKey, VaultError, month_key_id, seal

_ACCEPTED = b""
_REFUSED = {refusal: refused(refusal) for refusal in Refusal}


class Appender:
    """Appends batches; ``tree``, ``registry_version``, ``months`` (by key id) are the state after the last commit."""

    def __init__(self, store: Store, keys: MonthKeys, nonces: Nonces, limits: Limits, tree: Tree) -> None:
        self.tree = tree
        self.registry_version = 0
        self.nonces, self.limits = nonces, limits
        self._store, self._keys = store, keys
        used = [(agency, month) for agency, month, *_ in store.run("select_month_keys")]
        self.months = {month_key_id(agency, month): (agency, month) for agency, month in used}

    def append(self, requests: Sequence[Request], now_ms: int, stale: bool) -> list[bytes]:
        """A result for each request (see :mod:`audit.protocol`), durable when this returns."""
        batch = _Batch(self, now_ms, stale)
        results = [batch.judge(request) for request in requests]
        if not batch.accepted:
            return results
        try:
            done = iter(appended(self.tree.size, self._commit(batch), stale))
        except sqlite3.Error:
            self._recover(batch)
            return [_REFUSED[Refusal.UNAVAILABLE]] * len(requests)
        return [result or next(done) for result in results]

    def _commit(self, batch: _Batch) -> list[bytes]:
        """Commitments of what was accepted; sqlite3.Error, and then nothing has changed but limits."""
        first, accepted = self.tree.size, batch.accepted
        opens, sealeds = [request.open for request in accepted], [request.sealed for request in accepted]
        commitments, stored = seal(first, batch.keys, opens, sealeds)
        indexes = range(first, first + len(accepted))
        hashes = [
            sha256(b"\x00\x01" + index.to_bytes(8, "big") + value).digest()
            for index, value in zip(indexes, commitments, strict=True)
        ]
        tree, tiles = self.tree.grown(hashes)
        months = {month_key_id(agency, batch.month): (agency, batch.month) for agency in batch.agencies()}
        new = {key_id: name for key_id, name in months.items() if key_id not in self.months}
        with self._store.transaction():
            self._store.many("insert_leaf", zip(indexes, commitments, stored, strict=True))
            self._store.many("insert_tile", tiles)
            self._store.many("insert_month_key", new.values())
            self.limits.store(batch.uses)
            if batch.nonces:
                self.nonces.store(first, batch.newest_exp_ms, list(batch.nonces))
        self.tree = tree
        self.months |= new
        if batch.nonces:
            self.nonces.add(batch.newest_exp_ms, list(batch.nonces))
        return commitments

    def _recover(self, batch: _Batch) -> None:
        if batch.uses:
            self.limits.reload()
        self.check_size()

    def check_size(self) -> None:
        """After a commit that failed: StoreError when it is in the database after all."""
        if self._store.size() != self.tree.size:
            raise StoreError("a commit that failed is in the database")

    def append_plain(self, leaf: bytes, statement: str, *values: object) -> int:
        """Append one plain leaf together with a statement whose last value is its index; sqlite3.Error."""
        index = self.tree.size
        tree, tiles = self.tree.grown([sha256(b"\x00" + leaf).digest()])
        with self._store.transaction():
            self._store.run("insert_leaf", index, leaf, None)
            self._store.many("insert_tile", tiles)
            self._store.run(statement, *values, index)
        self.tree = tree
        return index

    def month_key(self, agency: str, month: str) -> MonthKey | None:
        """Key to seal under; None when it is gone or cannot be made now."""
        try:
            return self._keys.get_or_make(agency, month, month_key_id(agency, month) in self.months)
        except (VaultError, OSError):
            return None


class _Batch:
    """What one commit takes, while it is being put together: requests with their keys, nonces, uses."""

    def __init__(self, appender: Appender, now_ms: int, stale: bool) -> None:
        self._appender, self._now_ms, self._stale = appender, now_ms, stale
        self._version, self._seen = appender.registry_version, appender.nonces.seen
        self._known: dict[str, MonthKey | None] = {}
        self.month = month_of(now_ms)
        self.accepted: list[Request] = []
        self.keys: list[MonthKey] = []
        self.nonces: set[bytes] = set()
        self.newest_exp_ms = 0
        self.uses: list[tuple[str, bytes, int]] = []

    def judge(self, request: Request) -> bytes:
        """Result of a refused request; empty for one that is accepted, which the batch then holds."""
        nonce = request.nonce
        if request.version < self._version:
            return _REFUSED[Refusal.REGISTRY_STALE]
        if nonce and self._appender.nonces.ended(request.exp_ms):
            return _REFUSED[Refusal.EXPIRED]
        if nonce and (nonce in self._seen or nonce in self.nonces):
            return _REFUSED[Refusal.REPLAYED]
        if self._stale and not request.when_stale:
            return _REFUSED[Refusal.WITNESS_STALE]
        key = self._key(request.agency)
        if key is None or 0 < request.deadline_ms <= self._now_ms:
            return _REFUSED[Refusal.UNAVAILABLE]
        if request.quota:
            uses = self._appender.limits.take(request.quota, self._now_ms)
            if uses is None:
                return _REFUSED[Refusal.RATE_LIMITED]
            self.uses += uses
        if nonce:
            self.nonces.add(nonce)
            self.newest_exp_ms = max(self.newest_exp_ms, request.exp_ms)
        self.accepted.append(request)
        self.keys.append(key)
        return _ACCEPTED

    def agencies(self) -> set[str]:
        """Agencies of the accepted requests."""
        return {request.agency for request in self.accepted}

    def _key(self, agency: str) -> MonthKey | None:
        if agency not in self._known:
            self._known[agency] = self._appender.month_key(agency, self.month)
        return self._known[agency]
