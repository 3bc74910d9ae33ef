"""What a witness has cosigned, and what it may cosign next (C2SP tlog-witness, add-checkpoint).

Of each log the witness keeps the newest tree head it cosigned. It cosigns only what
extends that head, and writes the new head to disk before the cosignature leaves its
hands: no two roots of one size, whatever dies when. Lost state is never replaced
silently, since an empty witness would cosign any fork.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from audit.checkpoint import Checkpoint, parse_size
from audit.cosign import shown_at
from audit.merkle import EMPTY_ROOT, ProofError, verify_consistency
from audit.note import ED25519, Note, NoteError, Signer, VerifierKey, decode_base64

MAX_PROOF_LINES = 63
_MAX_SPLITS = 1000

_SCHEMA = """
CREATE TABLE head (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL,
  note BLOB NOT NULL DEFAULT x'') STRICT;
CREATE TABLE split (origin TEXT, size INTEGER, root BLOB, note BLOB NOT NULL, PRIMARY KEY (origin, size, root)) STRICT;
"""


class WitnessError(Exception):
    """The witness cannot start: state missing, in use, open to others, or misconfigured."""


class SubmissionError(Exception):
    """An add-checkpoint request is refused with an HTTP ``status``; ``size`` in leaves is told with 409."""

    def __init__(self, status: int, text: str, size: int | None = None) -> None:
        super().__init__(text)
        self.status, self.text, self.size = status, text, size


@dataclass(frozen=True, slots=True)
class Submission:
    """A parsed request: size the client believes cosigned, proof from there, the note."""

    old_size: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Parse a request body; SubmissionError 400, or 403 where the note is no signed checkpoint."""
        head, gap, tail = body.partition(b"\n\n")
        try:
            first, *rest = head.decode("ascii").split("\n")
            if not gap or not first.startswith("old ") or len(rest) > MAX_PROOF_LINES:
                raise NoteError("request is malformed")
            old_size, proof = parse_size(first[4:]), tuple(decode_base64(line) for line in rest)
        except (NoteError, UnicodeDecodeError) as error:
            raise SubmissionError(400, "malformed request") from error
        try:
            note = Note.parse(tail)
            return cls(old_size, proof, note, Checkpoint.parse(note.text))
        except NoteError as error:
            raise SubmissionError(403, "not a signed checkpoint") from error


class WitnessStore:
    """Newest cosigned head of each log, in SQLite, one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open existing state; WitnessError when absent, in use or open to others."""
        if not path.exists():
            raise WitnessError("witness state is absent: create it once, never again for the same key")
        for checked in (path, path.parent):
            if checked.stat().st_mode & 0o077:
                raise WitnessError("witness state is open to others than its owner")
        self._lock = _exclusive(path.with_name(path.name + ".lock"))
        try:
            self._database = _connect(path)
            if self._database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            if "note" not in {row[1] for row in self._database.execute("PRAGMA table_info(head)")}:
                self._database.execute("ALTER TABLE head ADD COLUMN note BLOB NOT NULL DEFAULT x''")
        except sqlite3.Error as error:
            os.close(self._lock)
            raise WitnessError("witness state is damaged") from error

    @classmethod
    def create(cls, path: Path) -> None:
        """Create empty state, mode 0600 in a folder of mode 0700; FileExistsError rather than overwrite."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        database = _connect(path)
        database.executescript(_SCHEMA)
        database.close()

    def head(self, origin: str) -> tuple[int, bytes]:
        """(size, root) last cosigned; (0, EMPTY_ROOT) when none."""
        row = self._database.execute("SELECT size, root FROM head WHERE origin = ?", (origin,)).fetchone()
        return (row[0], row[1]) if row else (0, EMPTY_ROOT)

    def note(self, origin: str) -> bytes:
        """The head last cosigned as the log signed it: proof of what it has signed. Empty when none."""
        row = self._database.execute("SELECT note FROM head WHERE origin = ?", (origin,)).fetchone()
        return bytes(row[0]) if row else b""

    def advance(self, checkpoint: Checkpoint, note: bytes) -> None:
        """Durably replace the head of a log; ``note`` is the checkpoint with the log's signature."""
        self._database.execute(
            "INSERT INTO head VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET size = excluded.size, "
            "root = excluded.root, note = excluded.note",
            (checkpoint.origin, checkpoint.size, checkpoint.root, note),
        )

    def keep_split(self, checkpoint: Checkpoint, note: bytes) -> None:
        """Keep what proves that a log signed two roots of one size; bounded."""
        self._database.execute(
            "INSERT OR IGNORE INTO split SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM split) < ?",
            (checkpoint.origin, checkpoint.size, checkpoint.root, note, _MAX_SPLITS),
        )

    def splits(self) -> list[bytes]:
        """Notes kept as proof of a split view."""
        return [row[0] for row in self._database.execute("SELECT note FROM split ORDER BY origin, size")]

    def close(self) -> None:
        """Close the database and release the lock."""
        self._database.close()
        os.close(self._lock)


def _exclusive(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise WitnessError("witness state is in use by another process") from error
    return lock


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    if database.execute("PRAGMA synchronous").fetchone()[0] != 2:
        database.close()
        raise WitnessError("SQLite does not write through")
    return database


class WitnessState:
    """Decides on add-checkpoint requests for the logs it knows."""

    def __init__(self, store: WitnessStore, signers: Sequence[Signer], logs: Mapping[str, Sequence[VerifierKey]]):
        """``logs`` maps an origin to the Ed25519 keys trusted for it; WitnessError when there is none."""
        if not signers or not logs or not all(logs.values()):
            raise WitnessError("a witness needs a key, and a key for each log")
        if any(key.alg != ED25519 for keys in logs.values() for key in keys):
            raise WitnessError("a log key must be a plain Ed25519 verifier key")
        self._store, self._signers, self._logs = store, signers, logs

    def add_checkpoint(self, body: bytes, now_s: int) -> str:
        """Cosignature lines for a request; raises SubmissionError. The new head is durable when this returns."""
        submission = Submission.parse(body)
        checkpoint = submission.checkpoint
        signed = self._signed(submission)
        if submission.old_size > checkpoint.size:
            raise SubmissionError(400, "old size is beyond the checkpoint")
        self._check_extends(submission)
        self._store.advance(checkpoint, signed.encode())
        return "".join(signer.line(submission.note.text, now_s) for signer in self._signers)

    def shown(self, origin_sha256: str) -> bytes:
        """The newest checkpoint cosigned of the log with that digest of its origin (hex); empty where there is none."""
        return next(
            (self._store.note(log) for log in self._logs if shown_at(log) == f"/{origin_sha256}/checkpoint"), b""
        )

    def _signed(self, submission: Submission) -> Note:
        """The checkpoint with the lines of the log's own keys alone."""
        keys = self._logs.get(submission.checkpoint.origin)
        if keys is None:
            raise SubmissionError(404, "unknown log")
        try:
            submission.note.verify(keys)
        except NoteError as error:
            raise SubmissionError(403, "no valid signature of the log") from error
        own = {(key.name, key.key_id) for key in keys}
        lines = tuple(line for line in submission.note.lines if (line.name, line.key_id) in own)
        return Note(submission.note.text, lines)

    def _check_extends(self, submission: Submission) -> None:
        checkpoint = submission.checkpoint
        size, root = self._store.head(checkpoint.origin)
        if submission.old_size != size:
            raise SubmissionError(409, "another size was cosigned", size)
        if size == checkpoint.size and root != checkpoint.root and size:
            self._store.keep_split(checkpoint, submission.note.encode())
            raise SubmissionError(409, "another root was cosigned", size)
        try:
            if size:
                verify_consistency(size, checkpoint.size, root, checkpoint.root, submission.proof)
            elif submission.proof or (checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT):
                raise ProofError("proof from the empty tree, or a wrong empty tree")
        except ProofError as error:
            raise SubmissionError(422, "consistency proof does not hold") from error
