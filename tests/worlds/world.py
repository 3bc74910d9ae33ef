"""One world from a seed: the same seed and number of people give the same bytes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from services.linkage.snapshot.columns import Flags, Mark, NodeKind, Snapshot
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


def unnamed(snapshot: Snapshot) -> Flags:
    """Of each node, whether it is, or is borne by, somebody of whom nothing may be said: by its marks alone."""
    nodes = snapshot.nodes
    bearer = np.where(nodes["person"] < 0, np.arange(len(nodes)), nodes["person"])
    marks = nodes["marks"] | nodes["marks"][bearer]
    shielded = (marks & int(Mark.PROTECTED | Mark.PRESUMED_VICTIM | Mark.MINORS_WALLET)) != 0
    young = (nodes["kind"][bearer] == NodeKind.PERSON) & ((nodes["marks"][bearer] & int(Mark.ADULT)) == 0)
    return np.asarray(shielded | young)


def world(seed: int, people: int = FULL, *, planted: bool = True) -> World:
    """With look-alikes and, unless it is neutral, with planted networks. Raises ValueError for too few people."""
    canvas = Canvas(seed, people)
    for happen in _LOOK_ALIKES:
        happen(canvas)
    if planted:
        networks.plant(canvas)
    everyday.live(canvas)
    return World(canvas.snapshot(), canvas.truth())
