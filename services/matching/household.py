"""What people of one home share speaks for one person only as far as their own names allow. Pure.

Brothers share a father, a home, a telephone and a district; twins the day of birth as well; wives of one man the
husband. What such fields add together is bounded where the own names contradict each other, or agree in common
words alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FIELD: Final = "household"
BOUNDED: Final = "bounded"
"""Field and level under which a score states what it took back."""
OF_A_HOME: Final = ("related", "phone", "area", "address")
BOUNDS: Final[Mapping[str, float]] = MappingProxyType({"differs": 0.0, "conflict": 0.0, "part-common": 8.0})
"""Bits that the fields of a home may add at each level of the name; at any other level they are not bounded."""
NEVER_LINKED: Final = frozenset({"differs", "conflict"})
"""Levels of the name at which a reviewer decides, whatever else agrees."""


def taken_back(weights: Mapping[str, Mapping[str, float]], levels: Mapping[str, str]) -> float:
    """Bits, 0 or less, that a pair of such levels loses, so that its home adds no more than its names allow."""
    most = BOUNDS.get(levels.get("name", ""))
    if most is None:
        return 0.0
    home = sum(weights[field][level] for field in OF_A_HOME if (level := levels.get(field)) is not None)
    return min(0.0, most - home)
