"""Items to append, and the body of the frame that carries them (see :mod:`audit.protocol`).

APPEND body: u8 number of names | (u8 length | name)... | u8 n | columns | parts | rests

    columns  n of each: u8 agency, u8 issuer, u8 caller (places among the names) | u8 flags (1 append
             while stale, 2 consumes a nonce, 4 consumes the second) | u8 quotas | u32be
             length of open, u32be length of sealed, in turn | u64be registry version | i64be
             exp ms | i64be deadline ms (0 none) | nonce (16)
    parts    (open | sealed)...
    rests    of each item: second nonce (16) | i64be its exp ms, if it consumes one |
             (u8 length | scope | u8 length | token)...
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from audit.entry import is_agency
from audit.limits import encode_use, is_caller, is_scope, read_use
from audit.nonces import NONCE_BYTES
from audit.protocol import MAX_FRAME_ITEMS, ProtocolError
from audit.requests import Requests, Uses

MAX_PART_BYTES = 1 << 20
_WHEN_STALE, _CONSUMES, _CONSUMES_SECOND = 1, 2, 4
_MAX = 1 << 63
_MAX_ISSUER = 64
_MAX_QUOTAS = 255
# Items and uses are never changed; not frozen, as every call makes some, at a third of the price.


@dataclass(slots=True)
class Quota:
    """One use of an identifier ``token`` that counts for ``scope`` (see :mod:`audit.limits`)."""

    scope: str
    token: bytes

    def __post_init__(self) -> None:
        """ValueError for a scope without limits, or one too long to send."""
        if not is_scope(self.scope) or len(self.scope.encode()) > 255 or not 0 < len(self.token) <= 255:
            raise ValueError("not a scope of limits and a token")


@dataclass(slots=True)
class Item:
    """One append. ``open`` and ``sealed`` are encoded parts (:mod:`audit.entry`); times are epoch ms.

    ``nonce``: 16 bytes, consumed for ``issuer`` until ``exp_ms``; empty consumes none.
    ``second_nonce``: consumed with it until ``second_exp_ms``, both or neither (an approval that counts once).
    ``caller``: the officer or system whose call this is, as limits name it; empty counts for none.
    ``deadline_ms``: not appended once this has passed; 0 for none. ValueError for one that
    the writer would not read.
    """

    open: bytes
    sealed: bytes
    agency: str
    registry_version: int
    nonce: bytes = b""
    issuer: str = ""
    exp_ms: int = 0
    quota: tuple[Quota, ...] = ()
    when_stale: bool = False
    deadline_ms: int = 0
    second_nonce: bytes = b""
    second_exp_ms: int = 0
    caller: str = ""

    def __post_init__(self) -> None:
        """Everything that encoding relies on."""
        if len(self.open) > MAX_PART_BYTES or len(self.sealed) > MAX_PART_BYTES:
            raise ValueError("entry is too long")
        if not is_agency(self.agency) or len(self.issuer) > _MAX_ISSUER or not self.issuer.isascii():
            raise ValueError("agency or issuer is malformed")
        if any(nonce and len(nonce) != NONCE_BYTES for nonce in (self.nonce, self.second_nonce)):
            raise ValueError("nonce is not 16 bytes")
        if self.second_nonce and not self.nonce:
            raise ValueError("a second nonce needs a first")
        if self.caller and not (is_caller(self.caller) and self.caller.isascii() and len(self.caller) <= 255):
            raise ValueError("no caller whose calls are counted")
        numbers = self.registry_version, self.exp_ms, self.deadline_ms, self.second_exp_ms
        if min(numbers) < 0 or max(numbers) >= _MAX:
            raise ValueError("version or time is out of range")
        if len(self.quota) > _MAX_QUOTAS:
            raise ValueError("too many identifiers")


@lru_cache(maxsize=MAX_FRAME_ITEMS)
def _columns(count: int) -> struct.Struct:
    """Columns of ``count`` items; those of single bytes are read as bytes."""
    small = f"{count}s" * 5
    return struct.Struct(f">{small}{2 * count}I{count}Q{count}q{count}q" + "16s" * count)


def encode_append(items: Sequence[Item]) -> bytes:
    """APPEND body of 1 to 32 items; an item's names are ASCII."""
    names: dict[str, int] = {}
    agencies, issuers, callers, flags = bytearray(), bytearray(), bytearray(), bytearray()
    parts: list[bytes] = []
    rests: list[bytes] = []
    for item in items:
        agencies.append(names.setdefault(item.agency, len(names)))
        issuers.append(names.setdefault(item.issuer, len(names)))
        callers.append(names.setdefault(item.caller, len(names)))
        flag = _CONSUMES if item.nonce else 0
        if item.when_stale:
            flag |= _WHEN_STALE
        if item.second_nonce:
            flag |= _CONSUMES_SECOND
            rests.append(item.second_nonce + item.second_exp_ms.to_bytes(8, "big"))
        if item.quota:
            rests += [encode_use(quota.scope, quota.token) for quota in item.quota]
        flags.append(flag)
        parts += (item.open, item.sealed)
    columns = _columns(len(items)).pack(
        agencies,
        issuers,
        callers,
        flags,
        bytes([len(item.quota) for item in items]),
        *map(len, parts),
        *[item.registry_version for item in items],
        *[item.exp_ms for item in items],
        *[item.deadline_ms for item in items],
        *[item.nonce for item in items],
    )
    table = [bytes((len(name),)) + name.encode() for name in names]
    return b"".join((bytes((len(table),)), *table, bytes((len(items),)), columns, *parts, *rests))


def decode_append(body: bytes) -> Requests:
    """Requests of an APPEND body; ProtocolError."""
    try:
        names, at = _decode_names(body)
        count = body[at]
        if not 1 <= count <= MAX_FRAME_ITEMS:
            raise ProtocolError("append frame has too many items, or none")
        columns = _columns(count)
        agencies, issuers, callers, flags, quotas, *rows = columns.unpack_from(body, at + 1)
        lengths, versions, exps_ms = rows[: 2 * count], rows[2 * count : 3 * count], rows[3 * count : 4 * count]
        deadlines_ms, nonces = rows[4 * count : 5 * count], rows[5 * count :]
        bounds = list(accumulate(lengths, initial=at + 1 + columns.size))
        parts = [body[start:end] for start, end in pairwise(bounds)]
        texts = [name[1:].decode() for name in names]
        keys = [
            names[issuer] + nonce if flag & _CONSUMES else b""
            for issuer, flag, nonce in zip(issuers, flags, nonces, strict=True)
        ]
        for place in set(callers):
            _check_caller(texts[place])
        seconds, second_exps_ms, uses, end = _decode_rests(body, bounds[-1], names, issuers, flags, quotas)
        requests = Requests(
            parts[::2], parts[1::2], [texts[place] for place in agencies], versions, keys, exps_ms, deadlines_ms,
            [flag & _WHEN_STALE == _WHEN_STALE for flag in flags], uses, seconds, second_exps_ms,
            [texts[place] for place in callers],
        )  # fmt: skip
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ProtocolError("append frame is malformed") from error
    if end != len(body):
        raise ProtocolError("append frame is malformed")
    return requests


def _decode_names(body: bytes) -> tuple[list[bytes], int]:
    """Names, each after its length: as the key of a nonce begins (:func:`audit.nonces.nonce_key`)."""
    names, at = [], 1
    for _ in range(body[0]):
        end = at + 1 + body[at]
        names.append(body[at:end])
        at = end
    return names, at


def _decode_rests(
    body: bytes, at: int, names: Sequence[bytes], issuers: bytes, flags: bytes, quotas: bytes
) -> tuple[list[bytes], list[int], list[Uses], int]:
    """Second nonces, their ends and uses of the items whose rests begin at ``at``, and where those end."""
    if max(flags) < _CONSUMES_SECOND and not any(quotas):
        return [b""] * len(flags), [0] * len(flags), [()] * len(flags), at
    seconds: list[bytes] = []
    exps_ms: list[int] = []
    uses: list[Uses] = []
    for issuer, flag, count in zip(issuers, flags, quotas, strict=True):
        seconds.append(b"")
        exps_ms.append(0)
        if flag & _CONSUMES_SECOND:
            seconds[-1] = names[issuer] + body[at : at + NONCE_BYTES]
            at += NONCE_BYTES + 8
            exps_ms[-1] = int.from_bytes(body[at - 8 : at], "big")
        own, at = _decode_quotas(body, at, count)
        uses.append(own)
    return seconds, exps_ms, uses, at


def _decode_quotas(body: bytes, at: int, count: int) -> tuple[Uses, int]:
    uses = []
    for _ in range(count):
        scope, token, at = read_use(body, at)
        uses.append((_scope(scope), token))
    return tuple(uses), at


@lru_cache(maxsize=4096)
def _check_caller(name: str) -> None:
    if name and not is_caller(name):
        raise ProtocolError("no caller whose calls are counted")


@lru_cache(maxsize=4096)
def _scope(name: bytes) -> str:
    scope = name.decode()
    if not is_scope(scope):
        raise ProtocolError("no such scope of limits")
    return scope
