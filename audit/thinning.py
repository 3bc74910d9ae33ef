"""Older checkpoints are thinned: of those a day old and more, one of each hour stays.

Nothing is promised on an older checkpoint: receipts and proofs are made against the newest
with a quorum, from any size that a client or witness names, out of the tree. The older ones
show, in an export, that the log only ever grew, and one of each hour shows that as well.
"""

from __future__ import annotations

import json
from statistics import median_low

from audit.ed25519 import SIGNATURE_BYTES
from audit.limits import DAY_MS, HOUR_MS
from audit.note import Note
from audit.store import Store

ROWS_A_PASS = 256
_THINNED = "checkpoints_thinned"


def thin(store: Store, newest: int, now_ms: int) -> None:
    """Go on from where the last pass ended, over up to ``ROWS_A_PASS`` rows. StoreUnavailable.

    ``newest``: size of the newest checkpoint with a quorum; from there on all rows stay. A checkpoint without a
    quorum goes as soon as a later one that has it is a day old.
    """
    before, hour = json.loads(store.state(_THINNED, "[0, -1]"))
    reached, gone = before, []
    for size, note in store.rows("select_older_checkpoints", before, newest, ROWS_A_PASS):
        made_ms = cosigned_ms(note)
        if made_ms > now_ms - DAY_MS:
            break
        reached = size
        if made_ms // HOUR_MS > hour:
            hour = made_ms // HOUR_MS
        else:
            gone.append((size,))
    if reached == before:
        return
    with store.transaction():
        store.many("delete_checkpoint", gone)
        store.run("delete_open_checkpoints", reached)
        store.set_state(_THINNED, json.dumps([reached, hour]))


def cosigned_ms(note: bytes) -> int:
    """Median of the times of a note's cosignatures, epoch ms; each was verified before the note was stored."""
    lines = [line.value for line in Note.parse(note).lines]
    times = [int.from_bytes(value[:8], "big") for value in lines if len(value) == 8 + SIGNATURE_BYTES]
    return median_low(times) * 1000
