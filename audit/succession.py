"""A new log after one that was rolled back.

A rolled-back log is never continued. Governance registers a new origin and key; the new
log's leaf 0 names the last checkpoint of the old origin that had a quorum, and nothing is
appended until twice the longest lifetime of a request plus the skew has passed: by then
no request can be replayed whose nonce only the old log knew. The horizon is set to that
time as well, so that no clock put back brings those requests in again.
"""

from __future__ import annotations

from contextlib import closing

from audit.checkpoint import OpenedCheckpoint, open_checkpoint
from audit.entry import origin_leaf
from audit.log import Log, NeverError
from audit.nonces import SKEW_MS
from audit.note import NoteError, VerifierKey
from audit.place import Place, open_store
from audit.store import StoreError

MAX_LIFE_MS = 60_000
WAIT_MS = 2 * MAX_LIFE_MS + SKEW_MS
_BEGUN = "succession_idx"


def begin_after(log: Log, old_checkpoint: bytes, old_log: VerifierKey) -> int:
    """Make the checkpoint of the old origin leaf 0 of this empty log; returns the time from which it appends.

    Raises NeverError when the log is not empty, has the old origin or key, or the note is
    no checkpoint of ``old_log`` cosigned by a quorum of this log's witnesses.
    """
    origin = _open(log, old_checkpoint, old_log).checkpoint.origin
    if origin == log.settings.origin or old_log.public == log.vkey.public:
        raise NeverError("a new log needs a new origin and a new key")
    if log.appender.tree.size:
        raise NeverError("the new log is not empty")
    serve_from_ms = log.settings.clock() + WAIT_MS
    log.store.set_state("serve_from_ms", serve_from_ms)
    log.appender.nonces.prune(serve_from_ms)
    log.appender.append_plain(origin_leaf(old_checkpoint), lambda index: log.store.set_state(_BEGUN, index))
    return serve_from_ms


def begun_after(place: Place) -> bool:
    """Whether the log at ``place`` begins with a checkpoint of the log before it; False where it cannot be read."""
    try:
        with closing(open_store(place, read_only=True)) as store:
            return store.state(_BEGUN, None) is not None
    except StoreError:
        return False


def _open(log: Log, note: bytes, old_log: VerifierKey) -> OpenedCheckpoint:
    quorum = log.settings.witness_quorum()
    try:
        opened = open_checkpoint(note, [old_log], quorum.keys if quorum else ())
    except NoteError as error:
        raise NeverError(f"no checkpoint of the old log: {error}") from error
    if quorum is not None and not quorum.reached(opened.cosigned, log.settings.clock()):
        raise NeverError("the old checkpoint has no quorum")
    return opened
