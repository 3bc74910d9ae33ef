"""What a run changes in the alerts of its scope: which are new, and which do not stand any more. Pure.

A subject has one open item of each level. While its rows are still found it stays as it is, so that nobody decides on
something that changes under their hands; what comes later is raised once that one is closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from services.linkage.alerting.item import Item, Kept
from services.linkage.alerts.raising import Level
from services.linkage.alerts.states import State, state

OPEN: Final = frozenset({State.OPEN, State.FIRST_OPINION})
DECIDED: Final = frozenset({State.CONFIRMED, State.DISMISSED})


class Settled(NamedTuple):
    """``raised``: items to be added; ``withdrawn``: ids of those that are found no more."""

    raised: tuple[Item, ...]
    withdrawn: tuple[str, ...]


def settle(known: Sequence[Kept], found: Sequence[Item], drawn: Collection[str], now_ms: int) -> Settled:
    """Of all that a scope has, and all that is found in it now. ``drawn``: ids of the silent cases to be kept.

    What was decided is not raised again over the same rows, and stays as it was decided.
    """
    states = {each.item.id: state(each.history, now_ms) for each in known}
    upheld = {each.id for each in found}
    raised = []
    for item in found:
        if item.id in states or (item.level == Level.SILENT and item.id not in drawn):
            continue
        peers = [each for each in known if each.item.subject == item.subject and each.item.level == item.level]
        still = [each.item.id for each in peers if states[each.item.id] in OPEN and _holds(item, each.item)]
        upheld.update(still)
        if not still and not _decided_over(item, peers, states):
            raised.append(item)
    gone = (each.item.id for each in known if states[each.item.id] in OPEN and each.item.id not in upheld)
    return Settled(tuple(raised), tuple(gone))


def _holds(item: Item, earlier: Item) -> bool:
    """Whether all that an earlier item rests on is still found, by its rules."""
    return set(earlier.rests) <= set(item.rests) and set(earlier.rules) <= set(item.rules)


def _decided_over(item: Item, peers: Iterable[Kept], states: dict[str, State]) -> bool:
    decided = (each.item for each in peers if states[each.item.id] in DECIDED)
    return any(set(item.rests) <= set(each.rests) for each in decided)
