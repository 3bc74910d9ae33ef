"""How many calls an officer, a system or an agency may make, and how much of the log an agency may fill.

    calls     in an hour: of an officer, of a system where no officer stands behind a call, of an agency in all
    entries   in a day, of an agency: their number, and their bytes as they are stored
    exchange  both of these once more, of systems that pull copies: neither takes from what is the rest of the agency's
    orders    calls and entries for orders to erase and their receipts: counted, and never refused

Hours and days are those of UTC. Time never runs backwards here: the present is the later of
the clock and what was counted last. What consumes no nonce, such as the outcome of a change,
is counted and never refused: what was done is written down.

What an agency as a whole may take goes by its size, see :mod:`audit.sizes`.

Counts are saved every ten seconds, with the number of leaves they cover; entries after that
are counted again from the log at the start, as the agency's own. So a writer that is killed
forgets at most the calls of ten seconds, and that their entries were of the exchange.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from audit.leaves import read_rows
from audit.limits import DAY_MS, EXCHANGE, HOUR_MS, ORDERS, LimitSettings
from audit.refusal import Refusal
from audit.requests import Requests
from audit.sizes import Sizes
from audit.store import Store
from audit.vault import STORED_BYTES, key_id_of

ENTRY_BYTES = STORED_BYTES + 36
"""What an entry takes beside its parts: its stored form's own bytes, commitment, length."""
_SAVED = "shares"


@dataclass(slots=True)
class Demand:
    """What a batch takes: calls by scope, entries and bytes by agency, before it ``exchange:`` or ``orders:``."""

    calls: Counter[str]
    entries: Counter[str]
    octets: Counter[str]

    @classmethod
    def of(cls, requests: Requests) -> Demand:
        """That of some requests."""
        calls, sharers = Counter(requests.callers), requests.agencies
        del calls[""]
        if any(map(_own_share, calls)):
            sharers = [_own_share(caller) or one for caller, one in zip(requests.callers, sharers, strict=True)]
        for caller, number in list(calls.items()):
            if not _own_share(caller):
                calls[_agency_of(caller)] += number
        entries = Counter(sharers)
        octets = Counter({sharer: ENTRY_BYTES * number for sharer, number in entries.items()})
        if len(entries) == 1:
            octets[sharers[0]] += sum(map(len, requests.opens)) + sum(map(len, requests.sealeds))
        else:
            for sharer, one, other in zip(sharers, requests.opens, requests.sealeds, strict=True):
                octets[sharer] += len(one) + len(other)
        return cls(calls, entries, octets)


@lru_cache(maxsize=4096)
def _agency_of(caller: str) -> str:
    """Scope of the agency of a caller ``officer:AGENCY/NAME`` or ``system:AGENCY/NAME``."""
    return "agency:" + caller.partition(":")[2].partition("/")[0]


@lru_cache(maxsize=4096)
def _own_share(caller: str) -> str:
    """The share that a caller's entries count for, "" where that is its agency's."""
    kind = caller.partition(":")[0]
    return caller.partition("/")[0] if kind in (EXCHANGE, ORDERS) else ""


class Shares:
    """What was taken in this hour and this day."""

    def __init__(self, store: Store, limits: LimitSettings, sizes: Sizes, months: dict[bytes, tuple[str, str]]) -> None:
        """``months``: agency and month by the id of their key, for entries that were not counted yet."""
        self._store, self._sizes = store, sizes
        self._most = {
            "officer": limits.officer_calls_per_hour,
            "system": limits.system_calls_per_hour,
            "agency": limits.agency_calls_per_hour,
            EXCHANGE: limits.exchange_calls_per_hour,
        }
        self._fills = {
            "": (limits.agency_entries_per_day, limits.agency_bytes_per_day),
            EXCHANGE: (limits.exchange_entries_per_day, limits.exchange_bytes_per_day),
        }
        size = store.size()
        saved = json.loads(store.state(_SAVED, "null")) or {"size": size, "hour": 0, "day": 0, "taken": [{}, {}, {}]}
        self._hour, self._day = saved["hour"], saved["day"]
        self._taken = Demand(*(Counter(counts) for counts in saved["taken"]))
        for _, _, stored in read_rows(store, saved["size"], size):
            if stored is not None and (known := months.get(key_id_of(stored))):
                self._taken.entries[known[0]] += 1
                self._taken.octets[known[0]] += len(stored) - STORED_BYTES + ENTRY_BYTES
        self._unsaved = saved["size"] != size

    def turn(self, now_ms: int) -> None:
        """A new hour, or a new day, begins where it is time for one."""
        if now_ms // HOUR_MS > self._hour:
            self._hour = now_ms // HOUR_MS
            self._taken.calls.clear()
        if now_ms // DAY_MS > self._day:
            self._day = now_ms // DAY_MS
            self._taken.entries.clear()
            self._taken.octets.clear()

    def refusal(self, demand: Demand) -> Refusal | None:
        """Why a batch does not fit, as a whole; None where it does."""
        calls, taken = self._taken.calls, self._taken
        for scope, number in demand.calls.items():
            kind, _, name = scope.partition(":")
            shares = self._sizes.shares(name) if kind == "agency" else 1
            if kind != ORDERS and calls[scope] + number > self._most[kind] * shares:
                return Refusal.CALLS_LIMITED
        for sharer, number in demand.entries.items():
            kind, _, agency = sharer.rpartition(":")
            if kind == ORDERS:
                continue
            shares, (entries, octets) = self._sizes.shares(agency), self._fills[kind]
            if (
                taken.entries[sharer] + number > entries * shares
                or taken.octets[sharer] + demand.octets[sharer] > octets * shares
            ):
                return Refusal.SHARE_USED
        return None

    def take(self, demand: Demand) -> None:
        """Count what is appended."""
        for counts, more in self._pairs(demand):
            counts.update(more)
        self._unsaved = True

    def give_back(self, demands: Iterable[Demand]) -> None:
        """Count no more what was not appended after all; what has left the hour or the day meanwhile is gone anyhow."""
        for demand in demands:
            for counts, more in self._pairs(demand):
                counts.subtract({name: min(number, counts[name]) for name, number in more.items()})

    def _pairs(self, demand: Demand) -> tuple[tuple[Counter[str], Counter[str]], ...]:
        taken = self._taken
        return (taken.calls, demand.calls), (taken.entries, demand.entries), (taken.octets, demand.octets)

    def save(self, size: int) -> None:
        """Store the counts over the first ``size`` leaves, where they changed. StoreUnavailable."""
        if self._unsaved:
            taken = [self._taken.calls, self._taken.entries, self._taken.octets]
            text = json.dumps({"size": size, "hour": self._hour, "day": self._day, "taken": taken})
            self._store.set_state(_SAVED, text)
            self._unsaved = False
