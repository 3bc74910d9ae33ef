"""How far two identity numbers of the same length agree."""

from __future__ import annotations


def number_level(one: str, other: str) -> str:
    """``same``, ``one-digit`` off, two neighbours ``transposed``, or ``differs``; of two lengths, ``differs``."""
    if one == other:
        return "same"
    if len(one) != len(other):
        return "differs"
    wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 1:
        return "one-digit"
    if (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and one[wrong[1]] == other[wrong[0]]
    ):
        return "transposed"
    return "differs"
