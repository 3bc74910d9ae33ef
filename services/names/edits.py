"""How far two spellings are apart that no list of names explains: an edit distance with fitted costs.

Wagner and Fischer 1974, with a cost for each pair of letters. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Final

STEEPNESS: Final = 6.0
"""How fast likeness falls with whole edits a letter: one edit in seven letters leaves 0.42."""
WHOLE: Final = 1.0
"""Cost of an edit that no writer was seen to make."""


@dataclass(frozen=True, slots=True)
class EditCosts:
    """``costs``: 0 to 1 by the letter and what stands for it; an empty string stands for no letter."""

    costs: Mapping[tuple[str, str], float]

    def distance(self, first: str, second: str) -> float:
        """Least sum of costs that turns one folded token into the other; the same in both directions."""
        cost = self.costs.get
        row = [0.0]
        for letter in second:
            row.append(row[-1] + cost(("", letter), WHOLE))
        for letter in first:
            dropped = cost(("", letter), WHOLE)
            following = [row[0] + dropped]
            for at, other in enumerate(second):
                changed = 0.0 if letter == other else cost((letter, other), WHOLE)
                added = cost(("", other), WHOLE)
                following.append(min(row[at] + changed, row[at + 1] + dropped, following[at] + added))
            row = following
        return row[-1]

    def likeness(self, first: str, second: str) -> float:
        """1 for equal tokens, falling towards 0 with the distance for each letter of the longer one."""
        if first == second:
            return 1.0
        longer = max(len(first), len(second))
        return exp(-STEEPNESS * self.distance(first, second) / longer)
