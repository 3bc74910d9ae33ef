"""Whom the issuer refused, kept by day and told in a signed statement once the day is over.

An officer is counted where the assertion proved them and was made for this very request, and an assertion counts once:
nobody is counted for what another system repeats. Such a refusal is durable before its answer leaves. What proves no
officer is counted by reason alone, within a second, so that a stranger's flood costs neither rows nor disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from services.access.details import Details
from services.access.purpose import well_formed
from services.issuer.errors import Unavailable
from services.issuer.ports import RefusalDays
from services.membership.registry import Registry
from services.signing.refusals import FIRST, MAX_CASE, Stated, build_day, day_of, digest_of, ends_ms, sign_day
from services.signing.refusals_folder import RefusalsFolder
from services.signing.signer import Signer

_DAY: Final = timedelta(days=1)
MAX_DAYS: Final = 400
"""Days that are closed at once; a clock that is further ahead of the last statement is not believed."""


def case_told(details: Details) -> str:
    """``TYPE:key`` as asked for; empty where it is no number of its register, since it may then say anything."""
    text = f"{details.case_type}:{details.case_key}"
    fits = well_formed(details.case_type, details.case_key) and len(text.encode()) <= MAX_CASE
    return text if fits else ""


class Place(NamedTuple):
    """A statement's place in the chain."""

    number: int
    day: date
    sha256: bytes


def read_place(text: str) -> Place | None:
    """``NUMBER DAY SHA256`` as an operator copies it; None for empty text. Raises ValueError."""
    if not text:
        return None
    number, day, digest = text.split()
    place = Place(int(number), date.fromisoformat(day), bytes.fromhex(digest))
    if place.number < 1 or len(place.sha256) != 32:
        raise ValueError("not NUMBER DAY SHA256")
    return place


@dataclass(slots=True)
class Refusing:
    """One issuer's statements. ``alarm``: told the rule where a day cannot be closed.

    ``resumed``: what the hub holds last, for a journal that has nothing of it.
    """

    agency: str
    key: Signer
    registry: Callable[[], Registry]
    days: RefusalDays
    folder: RefusalsFolder
    alarm: Callable[[str], None]
    resumed: Place | None = None
    unproven: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str) -> None:
        """Count a refusal that proves no officer."""
        self.unproven[reason] += 1

    async def resume(self) -> None:
        """At the start: lay down anew what the hub has not confirmed, under the key that is used now."""
        for number, payload in await self.days.after(self.folder.sent()):
            self.folder.put(number, sign_day(self.key, payload))

    async def keep(self, now_ms: int) -> None:
        """Write down what is counted in memory, and close every day that is over. Raises nothing that ends a loop."""
        try:
            await self._write_down(now_ms)
            for day in await self._over(now_ms):
                await self._close(day, now_ms)
        except Unavailable as unavailable:
            self.alarm(unavailable.why)
        except (OSError, ValueError) as error:
            self.alarm(type(error).__name__)

    async def _write_down(self, now_ms: int) -> None:
        """What is counted meanwhile is another count; what cannot be written goes back to it."""
        counted, self.unproven = self.unproven, Counter()
        if not counted:
            return
        try:
            await self.days.count_unproven(day_of(now_ms), counted)
        except Unavailable:
            self.unproven.update(counted)
            raise

    async def _over(self, now_ms: int) -> list[date]:
        """Days to be closed, oldest first: from after the last statement, or for the first one yesterday."""
        yesterday, last = day_of(now_ms) - _DAY, await self._last()
        if last is None:
            return [yesterday]
        left = (yesterday - last.day).days
        if left > MAX_DAYS:
            raise ValueError("clock")
        return [last.day + number * _DAY for number in range(1, left + 1)]

    async def _last(self) -> Place | None:
        """Of the journal; where it has none, what it is resumed from."""
        last = await self.days.last()
        return Place(last.number, last.day, digest_of(last.payload)) if last else self.resumed

    async def _close(self, day: date, now_ms: int) -> None:
        registry, last = self.registry(), await self._last()
        number, previous = (last.number + 1, last.sha256) if last else (1, FIRST)
        stated = Stated(registry.federation_id, self.agency, registry.hub, number, previous, day)
        time_ms = max(now_ms, ends_ms(day))
        payload = await self.days.close(number, day, lambda counts: build_day(stated, counts, time_ms))
        self.folder.put(number, sign_day(self.key, payload))
