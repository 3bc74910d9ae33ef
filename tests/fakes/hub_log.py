"""The log's writer in memory: a real tree, real keys of log and witnesses, no disk and no process.

It has what the edge and the services use: ``LogLink.append`` and the reads of ``AuditClient``.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from audit.checkpoint import Checkpoint, attach, sign_checkpoint
from audit.client import Appended, AuditNever, AuditNotNow, Item, Refusal
from audit.ed25519 import load_private
from audit.entry import OpenEntry, SealedEntry, commitment, decode_open, decode_sealed, entry_leaf, registry_leaf
from audit.merkle import consistency_path, inclusion_path, leaf_hash, root_from_leaves, subtree_root
from audit.monthkeys import WrappedKey, load_seal_private
from audit.note import COSIGNATURE, ED25519, Signer
from audit.replies import Checkpointed, Entries, KeyFile, LoggedEntry, OwnReceipt, Receipts
from audit.sizes import UNTOLD
from audit.vault import MonthKey
from services.membership.layout import FederationFiles
from tests.fakes.live import FIA, OVERSIGHT, PUNJAB, SINDH, now_ms

WITNESSES = (PUNJAB, SINDH, FIA, OVERSIGHT)

MONTH, SECRET = "2026-01", sha256(b"the month key of all agencies").digest()


@dataclass
class Leaf:
    """One leaf; ``open`` empty for a plain one."""

    data: bytes
    agency: str = ""
    open: bytes = b""
    open_salt: bytes = b""
    sealed: bytes = b""
    sealed_salt: bytes = b""


class FakeLog:
    """``refuse`` decides before anything else; ``frames`` are the appends as they came, refused or not."""

    def __init__(self, files: FederationFiles, witnesses: Sequence[str] = WITNESSES[:3]) -> None:
        self.files, self.witnesses = files, witnesses
        self.leaves: list[Leaf] = []
        self.frames: list[list[Item]] = []
        self.refuse: Callable[[Item], Refusal | None] = lambda _item: None
        self.down = self.stale = self.held = self.clock_off = False
        self.why, self.shut = Refusal.UNAVAILABLE, Refusal.UNAVAILABLE
        self.nonces: set[bytes] = set()
        self.registry_version = 0
        self.systems: dict[str, int] = {}
        self.versions: dict[int, int] = {}
        self.covered: int | None = None
        self.delay_s = 0.0
        self.refused: Counter[Refusal] = Counter()
        self.origin, self.key_file = f"{files.name}/audit/1", files.hub.log_key

    def begin(self, origin: str, key_file: Path) -> None:
        """A new log in the place of this one."""
        self.origin, self.key_file, self.leaves, self.covered = origin, key_file, [], None
        self.registry_version, self.versions = 0, {}

    @property
    def client(self) -> FakeLog | None:
        return None if self.down else self

    async def ready(self) -> FakeLog:
        return self

    async def close(self) -> None:
        self.down = True

    async def append(self, items: Sequence[Item]) -> list[Appended | Refusal]:
        self.frames.append(list(items))
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        results = [self._append(item) for item in items]
        self.refused.update(result for result in results if isinstance(result, Refusal))
        return results

    def _append(self, item: Item) -> Appended | Refusal:
        refusal = Refusal.UNAVAILABLE if self.down else self.refuse(item) or self._judge(item)
        if refusal is not None:
            return refusal
        self.nonces |= {nonce for nonce in (item.nonce, item.second_nonce) if nonce}
        salts = os.urandom(32), os.urandom(32)
        value = commitment(item.open, salts[0], item.sealed, salts[1])
        index = len(self.leaves)
        self.leaves.append(Leaf(entry_leaf(index, value), item.agency, item.open, salts[0], item.sealed, salts[1]))
        return Appended(index, value, self.stale)

    def _judge(self, item: Item) -> Refusal | None:
        if item.registry_version < self.registry_version:
            return Refusal.REGISTRY_STALE
        if {item.nonce, item.second_nonce} & self.nonces - {b""}:
            return Refusal.REPLAYED
        return Refusal.WITNESS_STALE if self.stale and not item.when_stale else None

    async def checkpoint(self) -> Checkpointed:
        if self.down:
            raise AuditNotNow(Refusal.UNAVAILABLE)
        return Checkpointed(0, b"", bytes(32), self.registry_version, 0)

    async def append_registry(self, version: int, payload_sha256: bytes, systems: Mapping[str, int] = UNTOLD) -> int:
        if self.down or self.shut is not Refusal.UNAVAILABLE:
            raise AuditNotNow(self.shut)
        if version <= self.registry_version:
            raise AuditNever("older")
        self.registry_version, self.systems = version, dict(systems)
        self.versions[version] = len(self.leaves)
        self.leaves.append(Leaf(registry_leaf(version, payload_sha256)))
        return self.versions[version]

    def opened(self, index: int = -1) -> OpenEntry:
        return decode_open(self.leaves[index].open)

    def sealed(self, index: int = -1) -> SealedEntry:
        return decode_sealed(self.leaves[index].sealed)

    def kinds(self) -> list[str]:
        return [decode_open(leaf.open).kind for leaf in self.leaves if leaf.open]

    @property
    def size(self) -> int:
        return len(self.leaves) if self.covered is None else self.covered

    def _node(self, level: int, index: int) -> bytes:
        span = self.leaves[index << level : (index + 1) << level]
        return root_from_leaves([leaf_hash(leaf.data) for leaf in span])

    def note(self) -> bytes:
        """Checkpoint over what is covered, with its cosignatures; empty before the first."""
        if not self.size:
            return b""
        checkpoint = Checkpoint(self.origin, self.size, subtree_root(0, self.size, self._node))
        note = sign_checkpoint(checkpoint, Signer.of(self.origin, ED25519, load_private(self.key_file)))
        lines = [
            Signer.of(f"{agency}/witness", COSIGNATURE, load_private(self.files.agency(agency).witness_key)).line(
                checkpoint.body(), now_ms() // 1000
            )
            for agency in self.witnesses
        ]
        return attach(note, lines) if lines else note

    async def receipts(
        self, indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0
    ) -> Receipts:
        size = self.size
        receipts = [self._receipt(index, size, agency) for index in indexes if index < size]
        consistency = consistency_path(known_size, size, self._node) if known_size < size else []
        version = registry_version or self.registry_version
        place = self.versions.get(version, size)
        version, place, path = (version, place, inclusion_path(place, size, self._node)) if place < size else (0, 0, [])
        return Receipts(size, self.note(), tuple(consistency), version, place, tuple(path), tuple(receipts))

    def _receipt(self, index: int, size: int, agency: str) -> OwnReceipt:
        leaf = self.leaves[index]
        if not leaf.open or decode_open(leaf.open).agency != agency:
            return OwnReceipt(index)
        sealed = sha256(leaf.sealed_salt + leaf.sealed).digest()
        return OwnReceipt(index, leaf.open, leaf.open_salt, sealed, tuple(inclusion_path(index, size, self._node)))

    async def entries(self, start: int, count: int) -> Entries:
        size = self.size
        found = [
            LoggedEntry(
                index, leaf.data, leaf.open, leaf.open_salt, leaf.sealed, leaf.sealed_salt,
                self._stored(index, leaf),
                tuple(inclusion_path(index, size, self._node)),
            )
            for index, leaf in enumerate(self.leaves[start : min(start + count, size)], start)
        ]  # fmt: skip
        agencies = sorted({leaf.agency for leaf in self.leaves[start : start + count] if leaf.open})
        return Entries(size, self.note(), tuple(found), tuple(map(self._key_file, agencies)))

    def _stored(self, index: int, leaf: Leaf) -> bytes:
        """The encrypted form of an entry, as :mod:`audit.vault` has it."""
        if not leaf.open:
            return b""
        key, seed = MonthKey(leaf.agency, MONTH, SECRET), bytes(32)
        plain = len(leaf.open).to_bytes(4, "big") + leaf.open_salt + leaf.open + leaf.sealed_salt + leaf.sealed
        return key.header + seed + AESGCM(key.entry_key(seed)).encrypt(index.to_bytes(12, "big"), plain, None)

    def _key_file(self, agency: str) -> KeyFile:
        seals = (self.files.hub.seal_key, self.files.agency("pk.oversight").seal_key)
        hub, oversight = (load_seal_private(path).public_key() for path in seals)
        return KeyFile(agency, MONTH, WrappedKey.wrap(agency, MONTH, SECRET, hub, oversight).encode())
