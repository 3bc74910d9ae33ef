"""Costs of edits: of Roman letters from forms given for one word, of Urdu letters from what they sound like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from math import log, sqrt

from services.names.edits import WHOLE
from services.names.roman_letters import END
from services.names.spelling import SpellingModel
from tests.accuracy.fit.corpus import Forms

NEVER = 1e-4
"""A change as rare as this costs a whole edit."""
Costs = dict[tuple[str, str], float]


def aligned(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Letter beside letter along one shortest way of edits (Wagner and Fischer 1974); empty beside an added one."""
    rows = [list(range(len(second) + 1))]
    for i, a in enumerate(first):
        row = [i + 1]
        for j, b in enumerate(second):
            row.append(min(rows[i][j] + (a != b), rows[i][j + 1] + 1, row[j] + 1))
        rows.append(row)
    i, j = len(first), len(second)
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] + (first[i - 1] != second[j - 1]):
            i, j = i - 1, j - 1
            yield first[i], second[j]
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            yield "", first[i]
        else:
            j -= 1
            yield "", second[j]


def roman(forms: Forms) -> Costs:
    """Minus the logarithm of how often a letter is changed so, as a part of that of a change that never occurs."""
    changes: Counter[tuple[str, str]] = Counter()
    letters: Counter[str] = Counter()
    for romans in forms.values():
        for first, second in combinations(sorted(romans), 2):
            for change in aligned(first, second):
                changes[min(change), max(change)] += 1
                letters.update(letter for letter in change if letter)
    return {
        (a, b): cost
        for (a, b), count in sorted(changes.items())
        if a != b and (cost := _cost(count / min(letters[x] for x in (a, b) if x))) < WHOLE
    }


def _cost(rate: float) -> float:
    return round(min(WHOLE, log(max(min(rate, 1.0), NEVER)) / log(NEVER)), 3)


def urdu(model: SpellingModel) -> Costs:
    """One less how far two letters give the same Roman pieces; of a letter left out, one less how often it is silent."""
    sounds = {letter: _sound(model, letter) for letter in sorted({key[1] for key in model.table})}
    changed = {
        (a, b): round(1 - sum(sqrt(p * sounds[b].get(piece, 0.0)) for piece, p in sounds[a].items()), 3)
        for a, b in combinations(sounds, 2)
    }
    silent = {("", letter): round(1 - sound.get("", 0.0), 3) for letter, sound in sounds.items()}
    return {change: cost for change, cost in (changed | silent).items() if cost < WHOLE}


def _sound(model: SpellingModel, letter: str) -> Mapping[str, float]:
    """The pieces that a letter gives, over all its neighbourhoods alike."""
    found: dict[str, float] = defaultdict(float)
    rows = [pieces for key, pieces in model.table.items() if key[1] == letter]
    for pieces in rows:
        for piece, probability in pieces.items():
            found[piece] += probability / len(rows)
    total = sum(found.values())
    return {piece: value / total for piece, value in found.items()}


def pairs_of_letters(forms: Forms) -> dict[str, float]:
    """P(letter | letter before) over all Roman forms, for names that no list holds."""
    counts: Counter[str] = Counter()
    for romans in forms.values():
        for form in romans:
            counts.update(a + b for a, b in pairwise((END, *form, END)))
    firsts: Counter[str] = Counter()
    for pair, count in counts.items():
        firsts[pair[0]] += count
    return {pair: float(f"{count / firsts[pair[0]]:.3g}") for pair, count in sorted(counts.items())}
