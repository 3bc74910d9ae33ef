"""A log's side of tlog-witness: submit a checkpoint, learn what the witness holds, take its cosignature.

A witness is not trusted: its answer is bounded in time and size, and counts only when
its cosignature holds over exactly the text that was sent.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import aiohttp

from audit.checkpoint import Checkpoint, parse_size
from audit.note import COSIGNATURE, Note, NoteError, VerifierKey, parse_lines
from audit.pinned import pinned
from audit.pins import endpoint_fault

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
    """The witness says that it has cosigned more leaves than this log has; ``shown``: its checkpoint, not verified."""

    size: int
    shown: bytes = b""


@dataclass(frozen=True, slots=True)
class Inconsistent:
    """The witness says that this log's tree does not extend the ``size`` leaves it has cosigned; ``shown`` as above."""

    size: int
    shown: bytes = b""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness as the log knows it: its cosignature key, the base URL of its interface, the pin of its TLS key.

    ``pin``: see :mod:`audit.pins`; empty for plain HTTP on loopback.
    """

    key: VerifierKey
    url: str
    pin: bytes = b""


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
    pin: bytes = b"",
) -> Cosigned | Conflict | Rejected:
    """One add-checkpoint call; never raises for what the witness or the network does."""
    body = encode_submission(note, old_size, proof)
    try:
        return _classify(*await _ask(session, "POST", f"{url.rstrip('/')}/add-checkpoint", timeout_s, pin, body))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Rejected(0, type(error).__name__)


async def show(
    session: aiohttp.ClientSession, url: str, origin: str, timeout_s: float = TIMEOUT_S, pin: bytes = b""
) -> bytes:
    """The checkpoint that a witness cosigned last, as it shows it; empty where it shows none. Never raises."""
    try:
        status, _, data = await _ask(session, "GET", f"{url.rstrip('/')}{shown_at(origin)}", timeout_s, pin)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return b""
    return data if status == 200 and len(data) <= MAX_ANSWER_BYTES else b""


def shown_at(origin: str) -> str:
    """Path below its base URL at which a witness shows the newest checkpoint of a log that it has cosigned."""
    return f"/{sha256(origin.encode()).hexdigest()}/checkpoint"


async def _ask(
    session: aiohttp.ClientSession, method: str, url: str, timeout_s: float, pin: bytes, body: bytes | None = None
) -> tuple[int, str, bytes]:
    """Status, content type and at most a byte more than an answer may have."""
    if fault := endpoint_fault(url, pin):
        raise ValueError(fault)
    limit, key = aiohttp.ClientTimeout(total=timeout_s), pinned(pin) if pin else True
    async with session.request(method, url, data=body, timeout=limit, allow_redirects=False, ssl=key) as answer:
        data = await answer.content.read(MAX_ANSWER_BYTES + 1)
        while len(data) <= MAX_ANSWER_BYTES and (more := await answer.content.read(MAX_ANSWER_BYTES)):
            data += more
        return answer.status, answer.content_type, data


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
    A witness that says it holds more, or another tree, is asked to show it.
    """
    text = Note.parse(note).text
    checkpoint = Checkpoint.parse(text)
    answer = await _cosign(session, witness, note, known_size, prove, timeout_s)
    if isinstance(answer, Ahead | Inconsistent):
        return replace(answer, shown=await show(session, witness.url, checkpoint.origin, timeout_s, witness.pin))
    return _verified(witness.key, text, answer) if isinstance(answer, Cosigned) else answer


async def _cosign(
    session: aiohttp.ClientSession, witness: Witness, note: bytes, known_size: int, prove: Prover, timeout_s: float
) -> Cosigned | Ahead | Inconsistent | Rejected:
    size = Checkpoint.parse(Note.parse(note).text).size
    old = min(known_size, size)
    answer = await submit(session, witness.url, note, old, prove(old), timeout_s, witness.pin)
    if isinstance(answer, Conflict) and answer.size < size and answer.size != old:
        old = answer.size
        answer = await submit(session, witness.url, note, old, prove(old), timeout_s, witness.pin)
    elif isinstance(answer, Conflict) and answer.size == size and old != size:
        old = size
        answer = await submit(session, witness.url, note, old, [], timeout_s, witness.pin)
    if isinstance(answer, Conflict):
        return _conflict(answer.size, old, size)
    if isinstance(answer, Rejected) and answer.status == 422:
        return Inconsistent(old)
    return answer


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
