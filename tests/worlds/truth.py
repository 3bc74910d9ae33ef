"""What is true of each person of a world: no column of a snapshot says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from services.linkage.snapshot.columns import Flags, Ints

NOTHING: Final = -1


class LookAlike(IntEnum):
    """What resembles a pattern, and is none."""

    COMMITTEE = 0
    AGENT = 1
    PAYROLL = 2
    HOUSEHOLD = 3
    NIGHT_TRADE = 4
    CHARITY = 5
    SCHOOL_JOURNEY = 6
    SEASONAL_LABOUR = 7
    PILGRIMS = 8
    PREACHERS = 9
    """Groups of Tablighi Jamaat, for 40 or 120 days."""
    KIN_ESCORT = 10
    CONVOY = 11
    TRANSPORT = 12
    MONEY_CHANGER = 13
    RANSOM = 14
    SURETY_BY_TRADE = 15


class Network(IntEnum):
    """What a planted network lives on."""

    NIGHT_HOUSE = 0
    BEGGING = 1
    WAGES = 2
    JOURNEYS = 3
    ESCORT = 4
    COLLECTORS = 5


class Role(IntEnum):
    """Of somebody in a network. ``SUBJECT``: about whom an alert is right."""

    SUBJECT = 0
    VICTIM = 1
    HELPER = 2


class Shape(IntEnum):
    """How collectors move money."""

    FAN_IN = 0
    SCATTER_GATHER = 1
    CYCLE = 2


SEXES, SCRIPTS, DISTRICTS = 2, 3, 8
"""How many groups there are of each; scripts are those in which a name is written at its source."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One value for each person, NOTHING for none; groups of districts, sexes and scripts are numbered from 0.

    ``told``: whether the snapshot holds what tells this look-alike apart. ``shape``: of collectors' subjects alone.
    """

    grown: Flags
    look_alike: Ints
    told: Flags
    network: Ints
    role: Ints
    shape: Ints
    district: Ints
    sex: Ints
    script: Ints

    def subjects(self, *networks: Network) -> Ints:
        """About whom alerts are right, of these networks or of all."""
        wanted = [int(each) for each in networks or Network]
        return np.flatnonzero((self.role == Role.SUBJECT) & np.isin(self.network, wanted))


def groups(draw: np.random.Generator, look_alike: Ints, subjects: Ints, kinds: Ints) -> tuple[Ints, Ints, Ints]:
    """District, sex and script of each person. Look-alikes are spread unevenly, and subjects of each kind evenly.

    So, where rates of alerts differ by group, it is by what detectors miss or take for something else.
    """
    people = len(look_alike)
    district = draw.integers(0, DISTRICTS, people)
    sex = draw.integers(0, SEXES, people)
    script = _SCRIPT_OF_TEN[draw.integers(0, 10, people)]
    border = np.isin(look_alike, _BORDER) & (draw.random(people) < 0.7)
    district[border] = draw.integers(0, 2, int(border.sum()))
    men = np.isin(look_alike, _MEN) & (draw.random(people) < 0.95)
    sex[men] = 0
    poor = np.isin(look_alike, _FEW_PAPERS) & (draw.random(people) < 0.8)
    script[poor] = SCRIPTS - 1
    mixed = draw.permutation(len(subjects))
    order = subjects[mixed[np.argsort(kinds[mixed], kind="stable")]]
    even = np.arange(len(order))
    district[order], sex[order] = even % DISTRICTS, (even + even // DISTRICTS) % SEXES
    script[order] = _SCRIPT_OF_TEN[even % 10]
    return district, sex, script


_BORDER: Final = [LookAlike.KIN_ESCORT, LookAlike.SCHOOL_JOURNEY, LookAlike.TRANSPORT, LookAlike.SEASONAL_LABOUR]
_MEN: Final = [LookAlike.AGENT, LookAlike.TRANSPORT, LookAlike.PREACHERS, LookAlike.NIGHT_TRADE]
_FEW_PAPERS: Final = [LookAlike.SEASONAL_LABOUR, LookAlike.KIN_ESCORT, LookAlike.RANSOM]
_SCRIPT_OF_TEN: Final[NDArray[np.int64]] = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2])
