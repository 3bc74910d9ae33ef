"""How many alerts an analyst is shown a day, and the sample of silent cases that is looked at beside them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple


class Shown(NamedTuple):
    """``shown`` of a list, and how many of it were ``left_out``."""

    shown: tuple[int, ...]
    left_out: int


def within(numbers: Sequence[int], budget: int, used: int) -> Shown:
    """Of the numbers of alerts, best first, as many as are left of a day's budget."""
    left = max(budget - used, 0)
    return Shown(tuple(numbers[:left]), max(len(numbers) - left, 0))


def sample(names: Sequence[str], many: int, seed: bytes, day: str) -> tuple[str, ...]:
    """So many of a day's silent cases, drawn by a seed that oversight keeps: nobody chooses them, and all can check."""
    ranked = sorted(set(names), key=lambda name: sha256(b"\0".join((seed, day.encode(), name.encode()))).digest())
    return tuple(ranked[:many])
