"""Expectation maximisation of the spelling model: Dempster, Laird and Rubin 1977, by forward and backward sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log

from services.names.spelling import LONGEST_PIECE, SpellingModel, contexts
from tests.accuracy.fit.corpus import Forms

ROUNDS = 6
TRUST = 3.0
"""Occurrences that a letter's pieces in every neighbourhood together weigh in each single one."""
FIRST_GUESS = (0.1, 0.02, 1e-3, 1e-5)
"""What a piece of 0, 1, 2 or 3 letters has before the first round, of any letter."""
RAREST = 2e-4
"""Pieces rarer than this are not written."""

Table = dict[str, dict[str, float]]
Pair = tuple[tuple[str, ...], str, float]
"""Keys of the table for the letters of an Urdu word, its Roman form, and its weight."""


def pairs(forms: Forms) -> list[Pair]:
    """Every attested pair, by the root of its count; forms too long to be written by the letters are left out."""
    return [
        (tuple("".join(context) for context in contexts(urdu)), roman, count**0.5)
        for urdu, romans in sorted(forms.items())
        for roman, count in sorted(romans.items())
        if len(roman) <= LONGEST_PIECE * len(urdu)
    ]


def fitted(forms: Forms, rounds: int = ROUNDS) -> tuple[SpellingModel, list[float]]:
    """The model, and the mean log likelihood of a pair before each round, in nats: it never falls but by smoothing."""
    data = pairs(forms)
    table: Table | None = None
    told = []
    for _ in range(rounds):
        counts, likelihood = expected(data, table)
        told.append(likelihood)
        table = maximised(counts)
    return SpellingModel({key: kept(pieces) for key, pieces in sorted((table or {}).items())}), told


def expected(data: Iterable[Pair], table: Table | None) -> tuple[Table, float]:
    """How often each piece is expected of each letter, and the mean log likelihood."""
    counts: Table = defaultdict(lambda: defaultdict(float))
    total = weights = 0.0
    for keys, roman, weight in data:
        rows = [chances(key, roman, table) for key in keys]
        before, after = forward(rows, len(roman)), backward(rows, len(roman))
        whole = before[-1][-1]
        if whole <= 0:
            continue
        total, weights = total + weight * log(whole), weights + weight
        for at, key in enumerate(keys):
            share = counts[key]
            for (start, end), chance in rows[at].items():
                if value := before[at][start] * chance * after[at + 1][end]:
                    share[roman[start:end]] += weight * value / whole
    return counts, total / weights if weights else 0.0


def chances(key: str, roman: str, table: Table | None) -> dict[tuple[int, int], float]:
    """Probability of each piece of the form, by where it starts and ends, for one letter."""
    size = len(roman)
    cuts = ((start, end) for start in range(size + 1) for end in range(start, min(start + LONGEST_PIECE, size) + 1))
    if table is None:
        return {(start, end): FIRST_GUESS[end - start] for start, end in cuts}
    pieces = table.get(key, {})
    return {cut: chance for cut in cuts if (chance := pieces.get(roman[cut[0] : cut[1]], 0.0))}


def forward(rows: list[dict[tuple[int, int], float]], size: int) -> list[list[float]]:
    """P(the first letters give the first ``end`` Roman letters), for each number of letters."""
    found = [[1.0] + [0.0] * size]
    for row in rows:
        following = [0.0] * (size + 1)
        for (start, end), chance in row.items():
            following[end] += found[-1][start] * chance
        found.append(following)
    return found


def backward(rows: list[dict[tuple[int, int], float]], size: int) -> list[list[float]]:
    """P(the last letters give what follows ``start``), for each number of letters left out."""
    found = [[0.0] * size + [1.0]]
    for row in reversed(rows):
        preceding = [0.0] * (size + 1)
        for (start, end), chance in row.items():
            preceding[start] += found[-1][end] * chance
        found.append(preceding)
    return found[::-1]


def maximised(counts: Mapping[str, Mapping[str, float]]) -> Table:
    """Probabilities from counts, each neighbourhood drawn towards what the letter gives in all of them."""
    letters: Table = defaultdict(lambda: defaultdict(float))
    for key, pieces in counts.items():
        for piece, count in pieces.items():
            letters[key[1]][piece] += count
    shares = {letter: normalised(pieces) for letter, pieces in letters.items()}
    return {
        key: normalised({p: pieces.get(p, 0.0) + TRUST * share for p, share in shares[key[1]].items()})
        for key, pieces in counts.items()
    }


def normalised(pieces: Mapping[str, float]) -> dict[str, float]:
    """The same shares, summing to 1."""
    total = sum(pieces.values())
    return {piece: value / total for piece, value in pieces.items()}


def kept(pieces: Mapping[str, float]) -> dict[str, float]:
    """Pieces that are not rare, their probabilities as they are, likeliest first."""
    ranked = sorted(pieces.items(), key=lambda one: (-one[1], one[0]))
    return {piece: float(f"{value:.3g}") for piece, value in ranked if value >= RAREST}
