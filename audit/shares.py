"""How many calls an officer, a system or an agency may make, and how much of the log an agency may fill.

    calls     in an hour: of an officer, of a system where no officer stands behind a call, of an agency in all
    entries   in a day, of an agency: their number, and their bytes as they are stored

Hours and days are those of UTC. Time never runs backwards here: the present is the later of
the clock and what was counted last. What consumes no nonce, such as the outcome of a change,
is counted and never refused: what was done is written down.

What an agency as a whole may take goes by its size, see :mod:`audit.sizes`.

Counts are saved every ten seconds, with the number of leaves they cover; entries after that
are counted again from the log at the start. So a writer that is killed forgets at most the
calls of ten seconds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from audit.leaves import read_rows
from audit.limits import DAY_MS, HOUR_MS, LimitSettings
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
    """What a batch takes: calls by scope, entries and bytes by agency."""

    calls: Counter[str]
    entries: Counter[str]
    octets: Counter[str]

    @classmethod
    def of(cls, requests: Requests) -> Demand:
        """That of some requests."""
        calls, entries = Counter(requests.callers), Counter(requests.agencies)
        del calls[""]
        for caller, number in list(calls.items()):
            calls[_agency_of(caller)] += number
        octets = Counter({agency: ENTRY_BYTES * number for agency, number in entries.items()})
        if len(entries) == 1:
            octets[requests.agencies[0]] += sum(map(len, requests.opens)) + sum(map(len, requests.sealeds))
        else:
            for agency, one, other in zip(requests.agencies, requests.opens, requests.sealeds, strict=True):
                octets[agency] += len(one) + len(other)
        return cls(calls, entries, octets)


@lru_cache(maxsize=4096)
def _agency_of(caller: str) -> str:
    """Scope of the agency of a caller ``officer:AGENCY/NAME`` or ``system:AGENCY/NAME``."""
    return "agency:" + caller.partition(":")[2].partition("/")[0]


class Shares:
    """What was taken in this hour and this day."""

    def __init__(self, store: Store, limits: LimitSettings, sizes: Sizes, months: dict[bytes, tuple[str, str]]) -> None:
        """``months``: agency and month by the id of their key, for entries that were not counted yet."""
        self._store, self._limits, self._sizes = store, limits, sizes
        self._most = {
            "officer": limits.officer_calls_per_hour,
            "system": limits.system_calls_per_hour,
            "agency": limits.agency_calls_per_hour,
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
            if calls[scope] + number > self._most[kind] * shares:
                return Refusal.CALLS_LIMITED
        for agency, number in demand.entries.items():
            shares = self._sizes.shares(agency)
            if (
                taken.entries[agency] + number > self._limits.agency_entries_per_day * shares
                or taken.octets[agency] + demand.octets[agency] > self._limits.agency_bytes_per_day * shares
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
