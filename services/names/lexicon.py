"""Which Urdu words a Roman spelling may stand for: their posterior probabilities over a list of known names.

The list is a tree of letters, so that words that begin alike share their work. A branch is left where no word of it
could take a noticeable part, and not entered where all its words are known to take none (`sounded`). What no word
explains is the share of the unknown, measured by how likely the letters are in any Roman name. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from services.names.roman_letters import RomanLetters
from services.names.sounded import Sounded
from services.names.spelling import EDGE, FIRST_ROW, Cuts, Row, SpellingModel, cuts_of, kind_of, next_row

UNKNOWN: Final = 0.02
"""The prior probability that a token is a name which the list does not hold."""
UNSEEN: Final = 2e-5
"""That of one Urdu word which the list does not hold: about that of a rare name which it holds."""
BY_CUSTOM: Final = 0.5
"""How often who writes a name with customary Roman forms takes one of them; else they write as it sounds."""
NEGLIGIBLE: Final = 1e-3
"""A branch whose words cannot reach this part of what is already explained is left."""
FAINT: Final = 0.03
"""A way to cut a spelling is left where it has less than this part of what is negligible."""
KEPT: Final = 64
REMEMBERED: Final = 100_000


@dataclass(frozen=True, slots=True)
class Posterior:
    """``words``: Urdu words with their probability, likeliest first; ``unknown``: that it is none of the list.

    All sum to 1, but for what is negligible. ``evidence``: P(spelling) under the list and the unknown together.
    """

    words: tuple[tuple[str, float], ...]
    unknown: float
    evidence: float


@dataclass(slots=True)
class _Branch:
    """``most``: the greatest prior of a word that goes through here.

    ``first`` to ``end``: those words, among all in order.
    """

    letter: str
    before: str
    prior: float = 0.0
    most: float = 0.0
    first: int = 0
    end: int = 0
    following: dict[str, _Branch] = field(default_factory=dict)


class Lexicon:
    """Known Urdu words with their prior probabilities, and what a Roman spelling says of them."""

    def __init__(
        self,
        spelling: SpellingModel,
        letters: RomanLetters,
        priors: Mapping[str, float],
        customary: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """``priors``: folded Urdu words, any positive weights, made to sum to 1; ``customary``: Roman forms of some.

        Raises ValueError for an empty list.
        """
        total = sum(priors.values())
        if total <= 0:
            raise ValueError("a list of names needs a word of positive weight")
        self._spelling, self._letters = spelling, letters
        self._priors = {word: weight / total for word, weight in priors.items() if word}
        self._customary = {word: frozenset(forms) for word, forms in (customary or {}).items() if word in priors}
        self._written = _by_form(self._customary)
        self._root = _Branch("", "")
        for word, prior in self._priors.items():
            _plant(self._root, word, prior)
        listed = sorted(self._priors)
        _number(self._root, listed)
        self._sounded = Sounded(spelling, listed, [self._priors[word] for word in listed])
        self.posterior = lru_cache(maxsize=REMEMBERED)(self._posterior)

    def prior(self, word: str) -> float:
        """Probability of a known word; 0 for one that the list does not hold."""
        return self._priors.get(word, 0.0)

    def agreement(self, urdu: str, roman: str) -> float:
        """Probability that the Roman token writes this Urdu word and no other, known to the list or not, 0 to 1."""
        posterior = self.posterior(roman)
        own = self._joint(urdu, roman, self._spelling.probability(urdu, roman))
        if not own:
            return 0.0
        known = urdu in self._priors
        return own / (own + max(posterior.evidence - known * own, 0.0))

    def _joint(self, urdu: str, roman: str, sounded: float) -> float:
        """P(the person bears the word and writes it so); ``sounded``: by its letters alone."""
        prior = self._priors.get(urdu, UNSEEN) * (1 - UNKNOWN)
        forms = self._customary.get(urdu)
        if not forms:
            return prior * sounded
        return prior * ((1 - BY_CUSTOM) * sounded + BY_CUSTOM * (roman in forms) / len(forms))

    def _posterior(self, roman: str) -> Posterior:
        unknown = UNKNOWN * self._letters.probability(roman)
        found = {word: self._joint(word, roman, 0.0) for word in self._written.get(roman, ())}
        explained = max([unknown, *found.values()])
        search = _Search(self._spelling, cuts_of(roman), self._sounded.most(roman), explained)
        search.below(self._root, "", FIRST_ROW)
        for word, sounded in search.found.items():
            found[word] = self._joint(word, roman, sounded)
        evidence = unknown + sum(found.values())
        if not evidence:
            return Posterior((), 1.0, 0.0)
        best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
        words = tuple((word, weight / evidence) for word, weight in best if weight > evidence * NEGLIGIBLE)
        return Posterior(words, unknown / evidence, evidence)


@dataclass(slots=True)
class _Search:
    """Words that explain one spelling by their letters. ``best``: the most that anything explains so far.

    ``sounded``: what each word explains at most, in the order of the words.
    """

    spelling: SpellingModel
    cuts: Cuts
    sounded: Sequence[float]
    best: float
    found: dict[str, float] = field(default_factory=dict)

    def below(self, branch: _Branch, word: str, row: Row) -> None:
        """Search a branch; ``row`` stands before its own letter, whose pieces depend on the letter after it."""
        if branch.prior:
            last = self._after(branch, row, EDGE).get(len(self.cuts) - 1, 0.0)
            if branch.prior * last > self.best * NEGLIGIBLE:
                self.best = max(self.best, branch.prior * last)
                self.found[word] = last
        rows: dict[str, Row] = {}
        open_: list[tuple[float, str, _Branch, Row]] = []
        for letter, following in branch.following.items():
            if max(self.sounded[following.first : following.end]) <= self.best * NEGLIGIBLE:
                continue
            kind = kind_of(letter)
            if kind not in rows:
                rows[kind] = self._after(branch, row, kind)
            if rows[kind]:
                open_.append((max(rows[kind].values()) * following.most, letter, following, rows[kind]))
        for bound, letter, following, reached in sorted(open_, key=lambda one: -one[0]):
            if bound > self.best * NEGLIGIBLE:
                self.below(following, word + letter, reached)

    def _after(self, branch: _Branch, row: Row, kind: str) -> Row:
        if not branch.letter:
            return row
        least = self.best * NEGLIGIBLE * FAINT / branch.most
        return next_row(row, self.cuts, self.spelling.pieces(branch.before, branch.letter, kind), least)


def _by_form(customary: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, forms in customary.items():
        for form in forms:
            found.setdefault(form, []).append(word)
    return found


def _plant(root: _Branch, word: str, prior: float) -> None:
    branch, before = root, EDGE
    root.most = max(root.most, prior)
    for letter in word:
        branch = branch.following.setdefault(letter, _Branch(letter, before))
        branch.most = max(branch.most, prior)
        before = kind_of(letter)
    branch.prior += prior


def _number(root: _Branch, words: Sequence[str]) -> None:
    """Tell each branch which of the words go through it; in order they stand side by side."""
    for at, word in enumerate(words):
        branch = root
        for letter in word:
            branch = branch.following[letter]
            branch.first, branch.end = branch.first if branch.end else at, at + 1
