"""Signed tree heads: made once a second when the log has grown, published after COMMIT, cosigned.

Rounds: all witnesses are offered one head, and the next is signed once a quorum has
cosigned it, or after five seconds, so that witnesses of different speed still meet on
one head. Clients get the newest head with a quorum.
"""

from __future__ import annotations

from collections.abc import Sequence

from audit.checkpoint import Checkpoint, attach, sign_checkpoint
from audit.merkle import EMPTY_ROOT
from audit.note import Note, Signer
from audit.quorum import Quorum
from audit.store import Store
from audit.thinning import thin

INTERVAL_MS = 1000
ROUND_MS = 5000


class Heads:
    """The newest head, which may still lack its quorum, and the newest with one."""

    def __init__(self, store: Store, signer: Signer, quorum: Quorum | None) -> None:
        self._store, self._signer, self._quorum = store, signer, quorum
        self._cosigned: dict[str, int] = {}
        self._signed_ms = 0
        self.size, self.note = self._newest(0)
        self.quorum_size, self.quorum_note = self._newest(1)

    def _newest(self, quorum: int) -> tuple[int, bytes]:
        row = self._store.row("select_newest_checkpoint", quorum)
        return (row[0], row[1]) if row else (0, b"")

    def probe(self) -> bytes:
        """Head to offer: the newest that was stored, or the empty tree's, which binds to nothing."""
        return self.note or sign_checkpoint(Checkpoint(self._signer.key.name, 0, EMPTY_ROOT), self._signer)

    def due(self, size: int, steady_ms: int) -> bool:
        """Whether a head over ``size`` leaves should be signed now."""
        waited = steady_ms - self._signed_ms
        done = self.quorum_size == self.size or waited >= ROUND_MS
        return size > self.size and waited >= INTERVAL_MS and done

    def sign(self, size: int, root: bytes, steady_ms: int) -> bytes:
        """Sign and store a head; the note may be published once this returns. StoreUnavailable."""
        note = sign_checkpoint(Checkpoint(self._signer.key.name, size, root), self._signer)
        with self._store.transaction():
            self._store.run("insert_checkpoint", size, note, int(self._quorum is None))
        self.size, self.note, self._cosigned, self._signed_ms = size, note, {}, steady_ms
        if self._quorum is None:
            self.quorum_size, self.quorum_note = size, note
        return note

    def thin(self, now_ms: int) -> None:
        """Drop older heads that nobody needs, see :mod:`audit.thinning`. StoreUnavailable."""
        if self._quorum is not None:
            thin(self._store, self.quorum_size, now_ms)

    def cosigned(self, witness: str, text: bytes, lines: Sequence[str], time_s: int, now_ms: int) -> None:
        """Keep verified lines over ``text``, unless that is an older head by now. StoreUnavailable."""
        if not self.size or self._quorum is None or Note.parse(self.note).text != text:
            return
        note = attach(self.note, lines)
        times = {**self._cosigned, witness: time_s}
        reached = self.quorum_size == self.size or self._quorum.reached(times, now_ms)
        with self._store.transaction():
            self._store.run("update_checkpoint", self.size, note, int(reached))
        self.note, self._cosigned = note, times
        if reached:
            self.quorum_size, self.quorum_note = self.size, note
