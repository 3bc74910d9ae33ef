"""A log's side of tlog-witness: submit a checkpoint, learn what the witness holds, take its cosignature.

A witness is not trusted: its answer is bounded in time and size, and counts only when
its cosignature holds over exactly the text that was sent.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import aiohttp

from audit.checkpoint import Checkpoint, parse_size
from audit.note import COSIGNATURE, Note, NoteError, VerifierKey, parse_lines

MAX_ANSWER_BYTES = 64 * 1024
TIMEOUT_S = 10.0

Prover = Callable[[int], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Cosigned:
    """Signature lines as the witness sent them, each with its newline; not yet verified by ``submit``."""

    lines: tuple[str, ...]
    time_s: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """409: the witness has cosigned ``size`` leaves (of another root, where that is the size sent)."""

    size: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Another status, or 0: no answer, or one that is no valid answer. ``reason`` is for the operator."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """The witness has cosigned more leaves than this log has: the log was rolled back."""

    size: int


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """The witness has cosigned ``size`` leaves that this log's tree does not extend."""

    size: int


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness as the log knows it: its cosignature key and the base URL of its interface."""

    key: VerifierKey
    url: str


def encode_submission(note: bytes, old_size: int, proof: Sequence[bytes]) -> bytes:
    """Body of an add-checkpoint request."""
    lines = [f"old {old_size}", *(base64.b64encode(value).decode() for value in proof)]
    return "\n".join(lines).encode() + b"\n\n" + note


async def submit(
    session: aiohttp.ClientSession,
    url: str,
    note: bytes,
    old_size: int,
    proof: Sequence[bytes],
    timeout_s: float = TIMEOUT_S,
) -> Cosigned | Conflict | Rejected:
    """One add-checkpoint call; never raises for what the witness or the network does."""
    body = encode_submission(note, old_size, proof)
    limit = aiohttp.ClientTimeout(total=timeout_s)
    try:
        async with session.post(
            f"{url.rstrip('/')}/add-checkpoint", data=body, timeout=limit, allow_redirects=False
        ) as answer:
            data = await answer.content.read(MAX_ANSWER_BYTES + 1)
            while len(data) <= MAX_ANSWER_BYTES and (more := await answer.content.read(MAX_ANSWER_BYTES)):
                data += more
            return _classify(answer.status, answer.content_type, data)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Rejected(0, type(error).__name__)


def _classify(status: int, content_type: str, data: bytes) -> Cosigned | Conflict | Rejected:
    if len(data) > MAX_ANSWER_BYTES:
        return Rejected(0, "answer is too long")
    try:
        text = data.decode("utf-8")
        if status == 200:
            parse_lines(text)
            return Cosigned(tuple(line + "\n" for line in text.split("\n")[:-1]))
        if status == 409 and content_type == "text/x.tlog.size":
            return Conflict(parse_size(text.removesuffix("\n")))
    except (NoteError, UnicodeDecodeError):
        return Rejected(0, "answer is malformed")
    return Rejected(status, "refused")


async def cosign(
    session: aiohttp.ClientSession,
    witness: Witness,
    note: bytes,
    known_size: int,
    prove: Prover,
    timeout_s: float = TIMEOUT_S,
) -> Cosigned | Ahead | Inconsistent | Rejected:
    """Have a checkpoint cosigned, from ``known_size`` or from the size that the witness names instead.

    ``prove(old)`` gives the consistency proof from ``old`` leaves to the checkpoint's.
    A ``Cosigned`` holds verified lines of this witness only, with the time of the newest.
    """
    text = Note.parse(note).text
    size = Checkpoint.parse(text).size
    old = min(known_size, size)
    answer = await submit(session, witness.url, note, old, prove(old), timeout_s)
    if isinstance(answer, Conflict) and answer.size < size and answer.size != old:
        old = answer.size
        answer = await submit(session, witness.url, note, old, prove(old), timeout_s)
    elif isinstance(answer, Conflict) and answer.size == size and old != size:
        old = size
        answer = await submit(session, witness.url, note, old, [], timeout_s)
    if isinstance(answer, Conflict):
        return _conflict(answer.size, old, size)
    if isinstance(answer, Rejected) and answer.status == 422:
        return Inconsistent(old)
    return answer if isinstance(answer, Rejected) else _verified(witness.key, text, answer)


def _conflict(held: int, old: int, size: int) -> Ahead | Inconsistent | Rejected:
    if held > size:
        return Ahead(held)
    return Inconsistent(held) if held == size == old else Rejected(409, "the witness names a different size each time")


def _verified(key: VerifierKey, text: bytes, answer: Cosigned) -> Cosigned | Rejected:
    kept: list[str] = []
    newest = 0
    try:
        for line in answer.lines:
            parsed = parse_lines(line)[0]
            if (parsed.name, parsed.key_id) == (key.name, key.key_id) and key.alg == COSIGNATURE:
                newest = max(newest, key.check(text, parsed.value) or 0)
                kept.append(line)
    except NoteError:
        return Rejected(0, "cosignature does not hold")
    return Cosigned(tuple(kept), newest) if kept else Rejected(0, "no cosignature of this witness")
