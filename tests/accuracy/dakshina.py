"""Spellings of words that nothing was fitted on: does the model find which Roman form writes which word?

Every held-out word is compared with every Roman form of the held-out words, and those forms with each other. A pair is
true where the corpus gives it. It counts neither way where the corpus cannot tell: the form was given for another
word that shares a form with this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import sqrt
from multiprocessing import get_context

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from services.names import tables
from services.names.lexicon import UNSEEN, Lexicon, Posterior
from services.names.likeness import Likeness
from tests.accuracy.figures import Figure
from tests.accuracy.fit.corpus import Forms, dakshina
from tests.accuracy.ranking import Ranking, ranked

LIKELY = 0.1
"""Forms that are unknown with less than this probability are compared by the words that they stand for alone."""
ALIKE = 0.8
"""Jaro-Winkler's pairs below this are not ranked: none of them would come before the others."""


class Truth:
    """What the corpus says of pairs of the held-out words."""

    def __init__(self, held_out: Forms) -> None:
        self.forms = {word: frozenset(forms) for word, forms in held_out.items()}
        self.words: dict[str, set[str]] = defaultdict(set)
        for word, forms in self.forms.items():
            for form in forms:
                self.words[form].add(word)
        self.near = {word: set().union(*(self.words[form] for form in forms)) for word, forms in self.forms.items()}

    def writes(self, form: str, word: str) -> bool | None:
        """Whether the form writes the word; None where the corpus cannot tell."""
        if form in self.forms[word]:
            return True
        return False if self.near[word].isdisjoint(self.words[form]) else None

    def same(self, first: str, second: str) -> bool | None:
        """Whether two forms write one word; None where the corpus cannot tell."""
        if self.words[first] & self.words[second]:
            return True
        near = (self.near[word] for word in self.words[first])
        return False if all(words.isdisjoint(self.words[second]) for words in near) else None

    def pairs(self) -> int:
        """Pairs of word and form that the corpus gives."""
        return sum(map(len, self.forms.values()))

    def pairs_of_forms(self) -> int:
        """Pairs of two forms of one word."""
        return len({pair for forms in self.forms.values() for pair in combinations(sorted(forms), 2)})


def lexicon(words: Mapping[str, float]) -> Lexicon:
    """The names' list with words added, under the fitted tables."""
    customary = {name.urdu: name.roman for name in tables.ranked()}
    return Lexicon(tables.spelling(), tables.roman_letters(), words, customary)


def posteriors(names: Lexicon, truth: Truth) -> dict[str, Posterior]:
    """What each form may stand for, worked out on two processes."""
    forms = sorted(truth.words)
    with get_context("fork").Pool(2, _take, (names,)) as pool:
        return dict(zip(forms, pool.imap(_posterior, forms, chunksize=100), strict=True))


_NAMES: list[Lexicon] = []
"""The list that a process of the pool works with."""


def _take(names: Lexicon) -> None:
    _NAMES.append(names)


def _posterior(form: str) -> Posterior:
    return _NAMES[-1].posterior(form)


def urdu_to_roman(told: Mapping[str, Posterior], truth: Truth) -> Ranking:
    """Each form with each held-out word that it may stand for."""

    def scored() -> Iterator[tuple[float, bool]]:
        for form, posterior in told.items():
            for word, chance in posterior.words:
                if word in truth.forms and (said := truth.writes(form, word)) is not None:
                    yield chance, said

    return ranked(scored(), truth.pairs())


def roman_to_roman(names: Lexicon, told: Mapping[str, Posterior], truth: Truth) -> Ranking:
    """Each form with each that may stand for a common word, and of unknown ones those of the same consonants."""
    likeness = Likeness(names, tables.edit_costs())
    beside: dict[str, set[str]] = defaultdict(set)
    for form, posterior in told.items():
        for word, chance in posterior.words:
            if sqrt(chance) >= LIKELY:
                beside[word].add(form)
        if posterior.unknown > LIKELY:
            beside[consonants(form)].add(form)
    pairs = {pair for forms in beside.values() for pair in combinations(sorted(forms), 2)}
    judged = ((pair, said) for pair in pairs if (said := truth.same(*pair)) is not None)
    scored = ((likeness.of_roman(a, told[a], b, told[b]), said) for (a, b), said in judged)
    return ranked(scored, truth.pairs_of_forms())


def consonants(form: str) -> str:
    """A Roman form without vowels and doubled letters."""
    kept = [letter for letter in form if letter not in "aeiouy"]
    return "".join(letter for at, letter in enumerate(kept) if not at or kept[at - 1] != letter)


def by_jaro_winkler(truth: Truth) -> Ranking:
    """The same pairs of forms by Jaro and Winkler's measure."""
    forms = sorted(truth.words)

    def scored() -> Iterator[tuple[float, bool]]:
        for at, form in enumerate(forms):
            others = forms[at + 1 :]
            scores = process.cdist([form], others, scorer=JaroWinkler.similarity, score_cutoff=ALIKE)[0]
            for other in scores.nonzero()[0].tolist():
                if (said := truth.same(form, others[other])) is not None:
                    yield float(scores[other]), said

    return ranked(scored(), truth.pairs_of_forms())


def figures() -> Iterator[Figure]:
    """Average precisions, with the held-out words in the list by their Urdu spelling, and without."""
    held_out = dakshina().held_out
    truth = Truth(held_out)
    known = dict(tables.frequencies())
    names = lexicon(known | {word: max(known.get(word, 0.0), UNSEEN) for word in held_out})
    told = posteriors(names, truth)
    yield Figure("dakshina.urdu_roman.ap", urdu_to_roman(told, truth).average_precision(), 0.955)
    yield Figure("dakshina.roman_roman.ap", roman_to_roman(names, told, truth).average_precision(), 0.90)
    yield Figure("dakshina.roman_roman.ap.jaro_winkler", by_jaro_winkler(truth).average_precision())
    names = lexicon({word: share for word, share in known.items() if word not in held_out})
    told = posteriors(names, truth)
    yield Figure("dakshina.roman_roman.ap.words_unknown", roman_to_roman(names, told, truth).average_precision())
