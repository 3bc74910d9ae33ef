"""The list of releases that the hub tells beside its feed of records, for a node that shows them to its officers.

The hub alone tells of releases, as owners decide on them at its desk: what another peer says of them is not asked for
and not read. A list is taken whole. What does not hold of it is left out: nobody is shown by it what they would not be.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.exchange.copies.errors import SenderRefused
from services.exchange.copies.ports import Releases
from services.exchange.copies.wire import PullChangesResponse, decode_releases
from services.values.copies import RECORDS
from services.values.exchange import CaseReference, KnownReleases, ReleasedRecord, ReleasesInForce

LONGEST_MS: Final = 30 * 86_400_000
"""No owner releases a record for longer (P)."""
_AHEAD_MS: Final = 300_000
"""The hub's clock may be ahead by so much."""
MAX_TOLD: Final = 500
"""Of one list; more are not read."""
NO_AGREEMENT: Final = "NO_AGREEMENT"
OLDER: Final = "INVALID_ARGUMENT"
"""How a hub answers that knows no releases beside a feed."""
_RECORD: Final = re.compile(r"agencies/[a-z0-9.-]{1,64}/records/[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
Ask = Callable[[KnownReleases | None], Awaitable[PullChangesResponse]]
"""Asks for a page, saying which list is held."""
logger = logging.getLogger(__name__)


@dataclass
class ToldReleases:
    """``agency``: of this node; ``clock``: epoch milliseconds.

    ``fetch``: asks the hub for records by name, takes what may be held given which are released, and ends the rest.
    """

    store: Releases
    agency: str
    clock: Callable[[], int]
    fetch: Callable[[Sequence[str], frozenset[str]], Awaitable[object]]
    _asks: bool = field(default=True, init=False)
    _begun: bool = field(default=False, init=False)

    async def asked(self, feed: str, ask: Ask) -> PullChangesResponse:
        """The answer to a question for a feed, once what it tells of releases is held.

        Raises what ``ask`` and ``fetch`` raise, and Refused. A hub that knows no releases, and one that tells what is
        not known here, is asked without. The first time all are told again: the records here may be an older copy.
        Where nothing is given none is held.
        """
        if feed != RECORDS or not self._asks:
            return await ask(None)
        try:
            answer = await ask(KnownReleases(await self.store.state() if self._begun else b""))
        except SenderRefused as refused:
            if refused.reason == NO_AGREEMENT:
                await self.store.take(self.agency, ReleasesInForce())
            if refused.reason != OLDER:
                raise
            self._asks = False
            return await ask(None)
        if answer.HasField("releases"):
            told = decode_releases(answer.releases.SerializeToString(deterministic=True))
            self._asks = told is not None
            if told is not None:
                await self._take(told)
        self._begun = True
        return answer

    async def _take(self, told: ReleasesInForce) -> None:
        """The list is held once its records are, and what was released before has gone: else it is told again."""
        held = tuple(each for each in told.records[:MAX_TOLD] if _holds(each, self.clock()))
        if len(held) != len(told.records):
            logger.warning("releases do not hold and are left out releases=%d", len(told.records) - len(held))
        before, names = await self.store.names(), frozenset(each.record for each in held)
        if before | names:
            await self.fetch(sorted(before | names), names)
        await self.store.take(self.agency, replace(told, records=held))


def _holds(each: ReleasedRecord, now_ms: int) -> bool:
    case = each.case or CaseReference()
    named = bool(_RECORD.fullmatch(each.record)) and bool(each.officer) and bool(case.type) and bool(case.key)
    return named and now_ms < each.until_ms <= now_ms + LONGEST_MS + _AHEAD_MS
