"""How many distinct identifiers a scope may ask for in a sliding window.

A scope is ``officer:...`` or ``agency:...``; an identifier is a 32-byte token. What
counts is the calls made, never what they found. A token's time is that of its last use,
taken anew once it is a minute old. Time never runs backwards here: the present is the
later of the clock and the newest use. So a restart changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from audit.store import Store

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
REFRESH_MS = 60_000
Use = tuple[str, bytes]
Taken = tuple[str, bytes, int]
Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """Distinct identifiers allowed per scope."""

    officer_per_hour: int = 60
    officer_per_day: int = 300
    agency_per_hour: int = 2000

    def windows(self) -> Mapping[str, tuple[Window, ...]]:
        """(span in ms, limit) of each kind of scope."""
        return {
            "officer": ((HOUR_MS, self.officer_per_hour), (DAY_MS, self.officer_per_day)),
            "agency": ((HOUR_MS, self.agency_per_hour),),
        }


def is_scope(scope: str) -> bool:
    """Whether ``scope`` is of a kind that has limits."""
    return scope.startswith(("officer:", "agency:"))


class _Window:
    """Uses of one scope, oldest first; those older than the span are dropped with the next use."""

    __slots__ = ("_limit", "_span", "times")

    def __init__(self, span_ms: int, limit: int) -> None:
        self._span, self._limit = span_ms, limit
        self.times: dict[bytes, int] = {}

    def fits(self, tokens: Set[bytes], now_ms: int) -> bool:
        old = 0
        for at_ms in self.times.values():
            if at_ms > now_ms - self._span:
                break
            old += 1
        new = sum(self.times.get(token, now_ms - self._span) <= now_ms - self._span for token in tokens)
        return not new or len(self.times) - old + new <= self._limit

    def use(self, token: bytes, now_ms: int) -> None:
        while self.times and (oldest := next(iter(self.times.items())))[1] <= now_ms - self._span:
            del self.times[oldest[0]]
        self.times.pop(token, None)
        self.times[token] = now_ms


class Limits:
    """Uses within the last day, the same in memory and in the table ``quota``."""

    def __init__(self, store: Store, settings: LimitSettings) -> None:
        self._store = store
        self._kinds = settings.windows()
        self.reload()

    def reload(self) -> None:
        """Forget what was taken since the last commit."""
        self._scopes: dict[str, tuple[_Window, ...]] = {}
        self._newest_ms = 0
        for scope, token, at_ms in self._store.run("select_quota"):
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
        """Count the uses of one call and return the rows to store with its commit; None when one does not fit."""
        now_ms = max(now_ms, self._newest_ms)
        if self._fresh(uses, now_ms - REFRESH_MS):
            return []
        by_scope: dict[str, set[bytes]] = {}
        for scope, token in uses:
            by_scope.setdefault(scope, set()).add(token)
        for scope, tokens in by_scope.items():
            if not all(window.fits(tokens, now_ms) for window in self._windows(scope)):
                return None
        rows: list[Taken] = []
        for scope, token in dict.fromkeys(uses):
            last = self._windows(scope)[-1].times.get(token)
            if last is None or last <= now_ms - REFRESH_MS:
                self._note(scope, token, now_ms)
                rows.append((scope, token, now_ms))
        return rows

    def _fresh(self, uses: Sequence[Use], since_ms: int) -> bool:
        """Whether each was used after ``since_ms``: none is new to any window then, and none is due to be noted."""
        scopes = self._scopes
        for scope, token in uses:
            windows = scopes.get(scope)
            if windows is None or windows[-1].times.get(token, since_ms) <= since_ms:
                return False
        return True

    def store(self, rows: Sequence[Taken]) -> None:
        """Write rows of ``take``, inside the transaction of the commit."""
        self._store.many("upsert_quota", rows)

    def prune(self) -> None:
        """Drop what no window reaches any more; sqlite3.OperationalError."""
        oldest = self._newest_ms - DAY_MS
        self._store.run("delete_quota", oldest)
        for scope, windows in list(self._scopes.items()):
            if all(at_ms <= oldest for at_ms in windows[-1].times.values()):
                del self._scopes[scope]
