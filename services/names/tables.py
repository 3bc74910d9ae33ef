"""The fitted tables of `data`, each a file of rows apart by tabs with its origin in the first lines. Pure.

They are read once, when they are first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from services.names.edits import EditCosts
from services.names.frequency import shares
from services.names.roman_letters import RomanLetters
from services.names.spelling import SpellingModel

DATA: Final = Path(__file__).with_name("data")


class RankedName(NamedTuple):
    """A token in Urdu, the kind of name that it is (``m`` man's, ``f`` woman's, ``x`` either), and its Roman forms."""

    urdu: str
    kind: str
    roman: tuple[str, ...]


def _rows(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("# "):
                yield line.rstrip("\n").split("\t")


@cache
def spelling() -> SpellingModel:
    """P(Roman | Urdu) of letters."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for context, piece, probability in _rows("spelling.tsv"):
        table[context][piece] = float(probability)
    return SpellingModel(dict(table))


@cache
def roman_letters() -> RomanLetters:
    """P(letter | letter before) in Roman names."""
    return RomanLetters({pair: float(probability) for pair, probability in _rows("roman_letters.tsv")})


@cache
def edit_costs() -> EditCosts:
    """Costs of edits in both scripts, the same in both directions."""
    costs = {(first, second): float(cost) for first, second, cost in _rows("edits.tsv")}
    return EditCosts(costs | {(second, first): cost for (first, second), cost in costs.items()})


@cache
def ranked() -> tuple[RankedName, ...]:
    """Common tokens, commonest first."""
    return tuple(RankedName(urdu, kind, tuple(roman.split())) for urdu, kind, roman in _rows("ranked.tsv"))


@cache
def frequencies() -> dict[str, float]:
    """Share of all tokens that each common Urdu token has; they sum to less than 1."""
    return dict(shares(name.urdu for name in ranked()))
