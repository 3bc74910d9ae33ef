"""How a name in Urdu letters is spelt in Roman ones: P(Roman | Urdu), letter by letter.

Each Urdu letter is written as 0 to 3 Roman letters, with a probability that depends on the letter and on the kind of
its neighbours (edge of the word, vowel letter, consonant). A word's probability is the sum over all ways to cut its
Roman form. Fitted by expectation maximisation (`tests/accuracy/fit`), as Li, Zhang and Su 2004 for a joint
source channel, without the joint history. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

VOWELS: Final = frozenset("اوی")
EDGE, VOWEL, CONSONANT = "#", "v", "c"
LONGEST_PIECE: Final = 3
SLIP: Final = (1e-4, 2e-5, 1e-6, 0.0)
"""Probability that a letter gives some 0 to 3 Roman letters where the fitted table says never: slips of the pen."""

Row = Mapping[int, float]
Cuts = Sequence[tuple[str, ...]]
Pieces = Mapping[str, float]
FIRST_ROW: Final[Row] = {0: 1.0}
"""Before any letter, nothing of the Roman form is written."""


@dataclass(frozen=True, slots=True)
class SpellingModel:
    """``table``: from (kind before, letter, kind after), three characters, to the probability of each piece."""

    table: Mapping[str, Pieces]

    def pieces(self, before: str, letter: str, after: str) -> Pieces:
        """The Roman pieces that this letter gives beside such neighbours."""
        return self.table.get(f"{before}{letter}{after}", {})

    def probability(self, urdu: str, roman: str) -> float:
        """P(roman | urdu) of two folded tokens, 0 to 1."""
        row: Row = FIRST_ROW
        cuts = cuts_of(roman)
        for before, letter, after in contexts(urdu):
            row = next_row(row, cuts, self.pieces(before, letter, after))
        return row.get(len(roman), 0.0)


def kind_of(letter: str) -> str:
    """Vowel letter or consonant."""
    return VOWEL if letter in VOWELS else CONSONANT


def contexts(urdu: str) -> list[tuple[str, str, str]]:
    """Each letter of a word with the kinds of its neighbours."""
    kinds = [EDGE, *map(kind_of, urdu), EDGE]
    return [(kinds[at], letter, kinds[at + 2]) for at, letter in enumerate(urdu)]


@lru_cache(maxsize=4096)
def cuts_of(roman: str) -> Cuts:
    """The pieces that may be written next from each place of a Roman form, by their length; kept, not to be changed."""
    return [
        tuple(roman[at : at + n] for n in range(min(LONGEST_PIECE, len(roman) - at) + 1))
        for at in range(len(roman) + 1)
    ]


def next_row(row: Row, cuts: Cuts, pieces: Pieces, least: float = 0.0) -> dict[int, float]:
    """After one more letter: P(the letters so far gave the Roman form up to a place), by the place.

    What is not above ``least`` is left out.
    """
    found: dict[int, float] = {}
    for start, value in row.items():
        for length, piece in enumerate(cuts[start]):
            part = value * pieces.get(piece, SLIP[length])
            if part > least:
                found[start + length] = found.get(start + length, 0.0) + part
    return found
