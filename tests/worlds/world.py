"""One world from a seed: the same seed and number of people give the same bytes."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.linkage.snapshot.columns import Snapshot
from tests.worlds import business, everyday, journeys, networks
from tests.worlds.canvas import FULL, Canvas
from tests.worlds.truth import Truth

SMALL: Final = 7_000
"""The fewest people in whom everything has room to happen once."""
_LOOK_ALIKES: Final = (
    business.committees,
    business.agents,
    business.payrolls,
    business.households,
    business.night_trade,
    business.charities,
    business.money_changers,
    business.ransoms,
    journeys.schools,
    journeys.seasons,
    journeys.pilgrims,
    journeys.preachers,
    journeys.kin_escorts,
    journeys.convoys,
    journeys.transport,
    journeys.sureties,
    journeys.vehicles,
)


class World(NamedTuple):
    """``snapshot``: what detectors read; ``truth``: what they do not."""

    snapshot: Snapshot
    truth: Truth


def world(seed: int, people: int = FULL, *, planted: bool = True) -> World:
    """With look-alikes and, unless it is neutral, with planted networks. Raises ValueError for too few people."""
    canvas = Canvas(seed, people)
    for happen in _LOOK_ALIKES:
        happen(canvas)
    if planted:
        networks.plant(canvas)
    everyday.live(canvas)
    return World(canvas.snapshot(), canvas.truth())
