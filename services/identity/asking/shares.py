"""Whose numbers are asked for next, so that nobody's made-up numbers keep another agency's waiting. Pure.

A registry answers only so many numbers of nobody on a day. Half of them are divided among the members, and what one of
them leaves of its own share is given to no other; the other half is lent to whoever needs more than its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

MAX_OF_READERS: Final = 1_000
"""Numbers that an agency's readers asked about and that wait at once; those beyond wait for their next reader."""


class Day(NamedTuple):
    """``day``: in Pakistan, ISO 8601; ``of_nobody``: numbers of nobody answered on it; ``members``: how many."""

    day: str
    of_nobody: int
    members: int

    @property
    def own(self) -> int:
        """Of each member, which no other can take."""
        return self.of_nobody // 2 // max(self.members, 1)


class Left(NamedTuple):
    """What is left of a day. ``lent``: of what is lent to all; ``own``, of each agency, by what it spent."""

    day: Day
    spent: Mapping[str, int]

    @property
    def lent(self) -> int:
        """What is left of it to all members together."""
        taken = sum(max(0, spent - self._share(agency)) for agency, spent in self.spent.items())
        return max(0, self.day.of_nobody - self.day.own * self.day.members - taken)

    def own(self, agency: str) -> int:
        """Of the agency's own share."""
        return max(0, self._share(agency) - self.spent.get(agency, 0))

    def _share(self, agency: str) -> int:
        """The node itself, "", asks for what waited before numbers had an agency, and has no share of its own."""
        return self.day.own if agency else 0


def dealt(waiting: Mapping[str, Sequence[str]], left: Left, most: int) -> dict[str, str]:
    """The agency for each token that is asked for now, as if each were of nobody; in turns, who spent least first.

    ``waiting``: tokens by the agency that wants them, in its order. A token that two want is asked for once.
    """
    found, lent = dict[str, str](), left.lent
    turns = deque((agency, left.own(agency), iter(waiting[agency])) for agency in _in_order(waiting, left.spent))
    while turns and len(found) < most:
        agency, own, tokens = turns.popleft()
        token = _first(tokens, found) if own or lent else None
        if token is None:
            continue
        found[token] = agency
        lent -= not own
        turns.append((agency, max(0, own - 1), tokens))
    return found


def _in_order(agencies: Iterable[str], spent: Mapping[str, int]) -> list[str]:
    return sorted(agencies, key=lambda agency: (spent.get(agency, 0), agency))


def _first(tokens: Iterator[str], found: Mapping[str, str]) -> str | None:
    return next((token for token in tokens if token not in found), None)
