"""Records that a peer is asked for by name: taken here, or ended, as the peer and the agreements say now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.exchange.copies.by_name import Found, fetched
from services.exchange.copies.items import Prover
from services.exchange.copies.ports import Comparer, NamedLog
from services.exchange.copies.wire import decode_version_name
from services.membership.registry import Registry
from services.records.app.context import Context
from services.records.app.copying import take_named
from services.values.copies import AsideItem, CopiedVersion, EndedCopy


class Became(StrEnum):
    """Of a record that was asked for."""

    HELD = "held"
    ENDED = "ended"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Named:
    """A peer, and the records here. ``log``: of this node; ``receiver``: its agency."""

    context: Context
    sender: Comparer
    log: NamedLog
    peer: str
    receiver: str
    registry: Callable[[], Registry]
    clock: Callable[[], int]

    async def take(self, records: Sequence[str], released: frozenset[str] = frozenset()) -> Mapping[str, Became]:
        """What became of each, entered in the log before anything of it is kept. ``released``: those that are, here.

        Raises NotLogged, SenderRefused, SenderAway, PageUnproven, StorageUnavailable.
        """
        became: dict[str, Became] = {}
        left = list(dict.fromkeys(records))
        while left:
            registry, now_ms = self.registry(), self.clock()
            await self.log.ready()
            prover = Prover(registry, self.peer, self.receiver, now_ms, released)
            found = await fetched(self.sender, prover, left)
            given = [each.version for each in found.values() if isinstance(each, CopiedVersion)]
            await self.log.enter_named([decode_version_name(raw) for raw in given])
            became |= await self._taken(found, registry, now_ms)
            left = [name for name in left if name not in found]
        return became

    async def _taken(self, found: Mapping[str, Found], registry: Registry, now_ms: int) -> dict[str, Became]:
        """All at once; where something of it cannot be taken, once more one by one, to say what."""
        if await self._fits(found.values(), registry, now_ms):
            return {name: _became(each) for name, each in found.items()}
        became = {}
        for name, each in found.items():
            fits = await self._fits([each], registry, now_ms)
            became[name] = _became(each) if fits else Became.UNFIT
        return became

    async def _fits(self, found: Iterable[Found], registry: Registry, now_ms: int) -> bool:
        """Take what can be; whether all of it could."""
        versions = [each for each in found if isinstance(each, CopiedVersion)]
        ended = [each for each in found if isinstance(each, EndedCopy)]
        applied = await take_named(self.context, self.peer, versions, ended, registry, now_ms)
        return not applied.aside


def _became(found: Found) -> Became:
    if isinstance(found, AsideItem):
        return Became.UNFIT
    return Became.ENDED if isinstance(found, EndedCopy) else Became.HELD
