"""Where what is held of a peer differs from what the peer gave: ranges of names, split until records stand there.

A range whose root is the same on both sides is done. A longer one is split at the names that came with the peer's
digest, a short one compared record by record. What a peer says of a range is believed where it is consistent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.ports import Comparer, Holding
from services.exchange.ranges import MAX_RANGES, PARTS, SHORT, Digesting
from services.signing.erasure import RECORD
from services.values.exchange import HeldVersion, NameRange, RangeDigest

MAX_ASKED: Final = 100_000
"""Ranges of one comparison: what six million records are that all differ."""


class Difference(NamedTuple):
    """A record of which the sides differ. ``theirs``: as the peer gave it; ``ours``: as it is held of the peer."""

    record: str
    theirs: HeldVersion | None
    ours: HeldVersion | None


@dataclass
class Comparing:
    """One comparison in an epoch of the peer's. ``equal``: records found the same until now."""

    sender: Comparer
    holding: Holding
    epoch: int
    equal: int = 0
    _asked: int = 0

    async def differences(self) -> AsyncIterator[Difference]:
        """By name. Raises SenderRefused, SenderAway, PageUnproven where an answer contradicts itself."""
        waiting = [NameRange()]
        while waiting:
            asked, waiting = waiting[:MAX_RANGES], waiting[MAX_RANGES:]
            self._asked += len(asked)
            if self._asked > MAX_ASKED:
                raise PageUnproven("range-number")
            told = await self.sender.compare(self.epoch, asked)
            if len(told) != len(asked):
                raise PageUnproven("range-answers")
            longer: list[NameRange] = []
            for within, theirs in zip(asked, told, strict=True):
                check(within, theirs)
                ours = await self._digest(within)
                if (ours.count, ours.root) == (theirs.count, theirs.root):
                    self.equal += ours.count
                elif theirs.count > SHORT:
                    longer += parts(within, theirs.splits)
                else:
                    async for each in self._one_by_one(within, theirs.held):
                        yield each
            waiting = longer + waiting

    async def _digest(self, within: NameRange) -> RangeDigest:
        digesting = Digesting()
        async for some in self.holding.held(within):
            digesting.add(some)
        return digesting.digest()

    async def _one_by_one(self, within: NameRange, theirs: Sequence[HeldVersion]) -> AsyncIterator[Difference]:
        left = {each.record: each for each in theirs}
        async for some in self.holding.held(within):
            for ours in some:
                their = left.pop(ours.record, None)
                if their == ours:
                    self.equal += 1
                else:
                    yield Difference(ours.record, their, ours)
        for record, their in left.items():
            yield Difference(record, their, None)


def check(within: NameRange, told: RangeDigest) -> None:
    """Raise PageUnproven where an answer is not of its range, or does not hold in itself."""
    names = [each.record for each in told.held] if told.count <= SHORT else list(told.splits)
    if told.count > SHORT and not 0 < len(names) <= PARTS:
        raise PageUnproven("range-splits")
    inside = all(_within(name, within) and RECORD.fullmatch(name) for name in names)
    inside = inside and not (told.count > SHORT and names[0] == within.from_name)
    if not inside or not all(before < after for before, after in pairwise(names)):
        raise PageUnproven("range-names")
    if told.count <= SHORT:
        digesting = Digesting()
        digesting.add(told.held)
        if digesting.digest() != told:
            raise PageUnproven("range-root")


def _within(name: str, within: NameRange) -> bool:
    return within.from_name <= name and (not within.to_name or name < within.to_name)


def parts(within: NameRange, splits: Sequence[str]) -> Iterator[NameRange]:
    """The stretches between names of a range, in order."""
    return (NameRange(begin, end) for begin, end in pairwise([within.from_name, *splits, within.to_name]))
