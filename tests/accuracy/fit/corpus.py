"""The romanisation lexicon of Dakshina, Urdu: words with attested Roman forms, a tenth of them held out.

A word is held out by the SHA-256 of its Urdu form, so that anyone holds out the same. What is spelt alike once folded
is held out together.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.names.letters import Script, folded, script_of
from tests.shared import shared

HELD_OUT = 10
Forms = Mapping[str, Mapping[str, int]]
"""Roman forms of each folded Urdu word, with how often each was given."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """``fitted`` and ``held_out`` share no folded Urdu word."""

    fitted: Forms
    held_out: Forms


def is_held_out(word: str) -> bool:
    """Whether a word, as the corpus writes it, is of the tenth that nothing is fitted on."""
    return int(hashlib.sha256(word.encode()).hexdigest(), 16) % HELD_OUT == 0


def read(lines: Iterable[str]) -> Corpus:
    """Rows of Urdu word, Roman form and count, apart by tabs."""
    fitted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    held: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        word, form, count = line.rstrip("\n").split("\t")
        urdu, roman = folded(word), folded(form)
        if urdu and roman and script_of(urdu) is Script.URDU:
            (held if is_held_out(word) else fitted)[urdu][roman] += int(count)
    return Corpus({word: forms for word, forms in fitted.items() if word not in held}, held)


def dakshina() -> Corpus:
    """The corpus where it lies beside the checkout; skips, or fails, where it does not."""
    with shared("data", "er", "ur.translit.sampled.train.tsv").open(encoding="utf-8") as lines:
        return read(lines)
