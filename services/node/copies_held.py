"""What the records hold of one peer, by stretches of names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.records.ports import Store
from services.values.exchange import HeldVersion, NameRange

AT_ONCE: Final = 2000


class _Ids(NamedTuple):
    """Ids of one agency's records from one on to before another; "" for no bound."""

    agency: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class HeldCopies:
    """See :class:`services.exchange.copies.ports.Holding`. ``agencies``: that may own a record."""

    store: Store
    peer: str
    agencies: Sequence[str]

    async def held(self, within: NameRange) -> AsyncIterator[Sequence[HeldVersion]]:
        """See the port. Records that the node does not hold by the peer's word are not among them."""
        for ids in stretches(within, self.agencies):
            since = ids.since
            while True:
                async with self.store.snapshot() as view:
                    rows = await view.copies_held(self.peer, ids.agency, since, ids.until, AT_ONCE + 1)
                if rows:
                    yield [HeldVersion(_name(ids.agency, each[0]), *each[1:]) for each in rows[:AT_ONCE]]
                if len(rows) <= AT_ONCE:
                    break
                since = rows[AT_ONCE].record_id


def stretches(within: NameRange, agencies: Iterable[str]) -> Iterator[_Ids]:
    """A range of names as stretches of ids, in the order of the names, whose bytes do not sort as their agencies do."""
    for prefix, agency in sorted((_name(agency, ""), agency) for agency in agencies):
        since, until = within.from_name, within.to_name
        if until and until <= prefix:
            return
        if since <= prefix or since.startswith(prefix):
            last = until.removeprefix(prefix) if until.startswith(prefix) else ""
            yield _Ids(agency, since.removeprefix(prefix) if since.startswith(prefix) else "", last)


def _name(agency: str, record_id: str) -> str:
    return f"agencies/{agency}/records/{record_id}"
