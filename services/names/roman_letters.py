"""How likely a row of Roman letters is in any name: pairs of letters, for names that no list holds. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

END: Final = "$"
ANY: Final = 0.1
"""How often the second letter has nothing to do with the first: then each of 27, the end among them, is as likely."""


@dataclass(frozen=True, slots=True)
class RomanLetters:
    """``pairs``: P(second | first) by the two letters; ``$`` stands before the first and after the last."""

    pairs: Mapping[str, float]

    def probability(self, roman: str) -> float:
        """P(roman) of one folded token, 0 to 1."""
        value, before = 1.0, END
        for letter in (*roman, END):
            value *= ANY / 27 + (1 - ANY) * self.pairs.get(before + letter, 0.0)
            before = letter
        return value
