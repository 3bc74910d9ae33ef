"""Nonces: each (issuer, nonce) is consumed once, for as long as its request could still be presented.

The set in memory decides, which one writer per log makes sound; each commit stores what
it consumed as one row. A UNIQUE index on random nonces would touch one page an entry and
costs as much as the rest of the insert. The horizon is a time that only rises: nonces
whose request ended before it are forgotten, and a request that ended at or before it is
refused, whatever the clock says by then.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.store import Store, StoreError

NONCE_BYTES = 16
SKEW_MS = 30_000
Consumed = tuple[int, list[bytes]]


def nonce_key(issuer: bytes, nonce: bytes) -> bytes:
    """What must be unique, as rows hold it: u8 length of issuer | issuer (at most 255 bytes) | nonce (16)."""
    return bytes((len(issuer),)) + issuer + nonce


def pack(keys: Sequence[bytes]) -> bytes:
    """Row form of the keys of one commit."""
    return b"".join(keys)


def unpack(packed: bytes) -> list[bytes]:
    """Keys of a row."""
    keys, at = [], 0
    while at < len(packed):
        end = at + 1 + packed[at] + NONCE_BYTES
        keys.append(packed[at:end])
        at = end
    return keys


@dataclass(slots=True)
class Taken:
    """What one commit consumes. Second nonces are apart: an approval lives an hour, and would keep all as long."""

    keys: list[bytes] = field(default_factory=list)
    newest_exp_ms: int = 0
    seconds: list[bytes] = field(default_factory=list)
    newest_second_exp_ms: int = 0

    def add(self, keys: Sequence[bytes], newest_exp_ms: int) -> None:
        """Take in nonces of requests; ``newest_exp_ms``: when the last of them ends."""
        self.keys += keys
        self.newest_exp_ms = max(self.newest_exp_ms, newest_exp_ms)

    def add_second(self, key: bytes, exp_ms: int) -> None:
        """The nonce of an approval."""
        self.seconds.append(key)
        self.newest_second_exp_ms = max(self.newest_second_exp_ms, exp_ms)


class Nonces:
    """What was consumed and not yet forgotten, and the horizon (epoch ms)."""

    def __init__(self, store: Store) -> None:
        """Load what is stored; StoreError when a nonce was consumed twice, which the writer never does."""
        self._store = store
        self.horizon_ms: int = store.state("horizon_ms", 0)
        self.seen: set[bytes] = set()
        self._by_age: deque[Consumed] = deque()
        for newest_exp_ms, packed in store.rows("select_nonces"):
            keys = unpack(packed)
            if not self.seen.isdisjoint(keys):
                raise StoreError("a nonce is stored twice: the database is damaged")
            self.seen.update(keys)
            self._by_age.append((newest_exp_ms, keys))

    def ended(self, exp_ms: int) -> bool:
        """Whether a request that expires then lies at or below the horizon."""
        return exp_ms + SKEW_MS <= self.horizon_ms

    def store(self, first: int, taken: Taken) -> None:
        """Write what the commit that begins at index ``first`` consumes, inside its transaction."""
        if taken.keys:
            self._store.run("insert_nonces", first, taken.newest_exp_ms, pack(taken.keys))
        if taken.seconds:
            self._store.run("insert_second_nonces", first, taken.newest_second_exp_ms, pack(taken.seconds))

    def keep(self, taken: Taken) -> None:
        """Remember the age of keys that are in ``seen`` and whose rows are committed."""
        if taken.keys:
            self._by_age.append((taken.newest_exp_ms, taken.keys))
        if taken.seconds:
            self._by_age.append((taken.newest_second_exp_ms, taken.seconds))

    def prune(self, now_ms: int) -> None:
        """Raise the horizon to ``now_ms``, never lower it, and forget what ended before it. StoreUnavailable."""
        horizon = max(self.horizon_ms, now_ms)
        with self._store.transaction():
            self._store.set_state("horizon_ms", horizon)
            self._store.run("delete_nonces", horizon - SKEW_MS)
            self._store.run("delete_second_nonces", horizon - SKEW_MS)
        self.horizon_ms = horizon
        kept: deque[Consumed] = deque()
        for newest_exp_ms, keys in self._by_age:
            if newest_exp_ms + SKEW_MS < horizon:
                self.seen.difference_update(keys)
            else:
                kept.append((newest_exp_ms, keys))
        self._by_age = kept
