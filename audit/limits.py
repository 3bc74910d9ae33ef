"""How many distinct identifiers a scope may ask for in a sliding window.

A scope is ``officer:...`` or ``agency:...``; an identifier is a 32-byte token. What
counts is the calls made, never what they found. A token's time is that of its last use,
taken anew once it is a minute old. Time never runs backwards here: the present is the
later of the clock and the newest use. So a restart changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.sizes import Sizes
from audit.store import Store

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
REFRESH_MS = 60_000
Use = tuple[str, bytes]
Taken = tuple[str, bytes, int]
Window = tuple[int, int]
EXCHANGE, ORDERS = "exchange", "orders"
"""Kinds of a system's calls beside ``system``: those that pull copies, and those for orders to erase and receipts."""


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """Distinct identifiers allowed per scope; calls, entries and bytes: see :mod:`audit.shares`.

    Those of an agency are for one of up to ``sizes.SYSTEMS`` systems. ``exchange_...``: of systems that pull copies,
    apart from everything else of their agency; orders to erase and their receipts count for none of these.
    """

    officer_per_hour: int = 60
    officer_per_day: int = 300
    agency_per_hour: int = 2000
    officer_calls_per_hour: int = 3600
    system_calls_per_hour: int = 1200
    agency_calls_per_hour: int = 20_000
    exchange_calls_per_hour: int = 20_000
    agency_entries_per_day: int = 200_000
    agency_bytes_per_day: int = 256 << 20
    exchange_entries_per_day: int = 400_000
    exchange_bytes_per_day: int = 1 << 30

    def windows(self) -> Mapping[str, tuple[Window, ...]]:
        """(span in ms, limit) of each kind of scope."""
        return {
            "officer": ((HOUR_MS, self.officer_per_hour), (DAY_MS, self.officer_per_day)),
            "agency": ((HOUR_MS, self.agency_per_hour),),
        }


def is_caller(caller: str) -> bool:
    """Whether ``caller`` names an officer or a system whose calls are counted, by what it asks for."""
    return caller.startswith(("officer:", "system:", f"{EXCHANGE}:", f"{ORDERS}:")) and "/" in caller


def is_scope(scope: str) -> bool:
    """Whether ``scope`` is of a kind that has limits."""
    return scope.startswith(("officer:", "agency:"))


def encode_use(scope: str, token: bytes) -> bytes:
    """u8 length of scope | scope | u8 length of token | token, on the socket and in a row."""
    name = scope.encode()
    return bytes((len(name),)) + name + bytes((len(token),)) + token


def read_use(data: bytes, at: int) -> tuple[bytes, bytes, int]:
    """Scope and token of the use that begins at ``at``, and where it ends. Raises IndexError where it is cut off."""
    middle = at + 1 + data[at]
    end = middle + 1 + data[middle]
    return data[at + 1 : middle], data[middle + 1 : end], end


def pack(uses: Sequence[Taken]) -> bytes:
    """Row form of the uses of one commit; scope and token have at most 255 bytes."""
    return b"".join([encode_use(scope, token) + at_ms.to_bytes(8, "big") for scope, token, at_ms in uses])


def unpack(packed: bytes) -> Iterator[Taken]:
    """Uses of a row."""
    at = 0
    while at < len(packed):
        scope, token, end = read_use(packed, at)
        yield scope.decode(), token, int.from_bytes(packed[end : end + 8], "big")
        at = end + 8


class _Window:
    """Uses of one scope, oldest first; those older than the span are dropped with the next use."""

    __slots__ = ("_limit", "_span", "times")

    def __init__(self, span_ms: int, limit: int) -> None:
        self._span, self._limit = span_ms, limit
        self.times: dict[bytes, int] = {}

    def fits(self, tokens: Sequence[bytes], now_ms: int, shares: int) -> bool:
        times, until_ms, limit = self.times, now_ms - self._span, self._limit * shares
        if len(times) + len(tokens) <= limit:
            return True
        new = sum(times.get(token, until_ms) <= until_ms for token in tokens)
        if not new:
            return True
        old = 0
        for at_ms in times.values():
            if at_ms > until_ms:
                break
            old += 1
        return len(times) - old + new <= limit

    def use(self, token: bytes, now_ms: int) -> None:
        times, until_ms = self.times, now_ms - self._span
        while times and times[oldest := next(iter(times))] <= until_ms:
            del times[oldest]
        times.pop(token, None)
        times[token] = now_ms


class Limits:
    """Uses within the last day, the same in memory and in the table ``uses``."""

    def __init__(self, store: Store, settings: LimitSettings) -> None:
        self._store, self.settings, self.sizes = store, settings, Sizes(store)
        self._kinds = settings.windows()
        self.reload()

    def reload(self) -> None:
        """Forget what was taken since the last commit."""
        self._scopes: dict[str, tuple[_Window, ...]] = {}
        self._newest_ms = 0
        for (packed,) in self._store.rows("select_uses"):
            for scope, token, at_ms in unpack(packed):
                self._note(scope, token, at_ms)

    def _windows(self, scope: str) -> tuple[_Window, ...]:
        windows = self._scopes.get(scope)
        if windows is None:
            kind = self._kinds[scope.partition(":")[0]]
            windows = self._scopes[scope] = tuple(_Window(span, limit) for span, limit in kind)
        return windows

    def _note(self, scope: str, token: bytes, at_ms: int) -> None:
        self._newest_ms = max(self._newest_ms, at_ms)
        for window in self._windows(scope):
            window.use(token, at_ms)

    def take(self, uses: Sequence[Use], now_ms: int) -> list[Taken] | None:
        """Count the uses of one call and return those to store with its commit; None when one does not fit.

        One noted within the last minute is new to no window, and not noted again.
        """
        now_ms = max(now_ms, self._newest_ms)
        due = self._due(uses, now_ms - REFRESH_MS)
        by_scope: dict[str, list[bytes]] = {}
        for scope, token in due:
            by_scope.setdefault(scope, []).append(token)
        for scope, tokens in by_scope.items():
            kind, _, name = scope.partition(":")
            shares = self.sizes.shares(name) if kind == "agency" else 1
            for window in self._windows(scope):
                if not window.fits(tokens, now_ms, shares):
                    return None
        for scope, token in due:
            self._note(scope, token, now_ms)
        return [(scope, token, now_ms) for scope, token in due]

    def _due(self, uses: Sequence[Use], since_ms: int) -> dict[Use, None]:
        """Those last used at ``since_ms`` or before, each once."""
        due: dict[Use, None] = {}
        for use in uses:
            windows = self._scopes.get(use[0])
            if windows is None or windows[-1].times.get(use[1], since_ms) <= since_ms:
                due[use] = None
        return due

    def store(self, first: int, uses: Sequence[Taken]) -> None:
        """Write what ``take`` gave for the commit that begins at index ``first``, inside its transaction."""
        if uses:
            self._store.run("insert_uses", first, uses[-1][2], pack(uses))

    def prune(self) -> None:
        """Drop what no window reaches any more. StoreUnavailable."""
        oldest = self._newest_ms - DAY_MS
        self._store.run("delete_uses", oldest)
        for scope, windows in list(self._scopes.items()):
            if all(at_ms <= oldest for at_ms in windows[-1].times.values()):
                del self._scopes[scope]
