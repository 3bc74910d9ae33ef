"""Files as Pakistan's offices write them: how many rows of each family are read as they were meant, and none otherwise.

The set and its truth are those of :mod:`tests.conformance.truth`; a row is right, refused, wrong or lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.accuracy.figures import Figure
from tests.conformance.truth.group import FAMILIES
from tests.conformance.truth.measure import measured
from tests.conformance.truth.truth import LOST, RIGHT, WRONG

IN_ALL: Final = 0.75
EACH: Final = 0.5
"""Least share of rows that are read right, over all families and in each."""


def figures() -> Iterator[Figure]:
    """Of each family the share that is right, and of all also the shares that are not wrong and not lost."""
    fates = Counter((each.family, each.verdict.fate) for each in measured())
    for family in FAMILIES:
        rows = sum(number for (of, _), number in fates.items() if of == family)
        yield Figure(f"files.{family}.right", fates[family, RIGHT] / rows, EACH)
    everything = fates.total()

    def share(fate: str) -> float:
        return sum(number for (_, each), number in fates.items() if each == fate) / everything

    yield Figure("files.right", share(RIGHT), IN_ALL)
    yield Figure("files.not_wrong", 1 - share(WRONG), 1.0)
    yield Figure("files.not_lost", 1 - share(LOST), 1.0)
