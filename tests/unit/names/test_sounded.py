"""All words of a list at once, held against the model of spelling word by word, and against a search without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names import lexicon as room
from services.names import tables
from services.names.lexicon import NEGLIGIBLE, Lexicon, Posterior
from services.names.sounded import ROUNDED, Sounded
from services.names.spelling import SpellingModel

FITTED = tables.spelling()
PRIORS = dict(tables.frequencies())
WORDS = sorted(PRIORS)
SOUNDED = Sounded(FITTED, WORDS, [PRIORS[word] for word in WORDS])
CUSTOMARY = {name.urdu: name.roman for name in tables.ranked()}
FORMS = sorted({form for forms in CUSTOMARY.values() for form in forms})
ROMAN = st.text("abdehiklmnorsuyz", max_size=12)
SLIPPED = st.builds(
    lambda form, at, letter: form[: at % (len(form) + 1)] + letter + form[at % (len(form) + 1) + len(letter) :],
    st.sampled_from(FORMS),
    st.integers(0, 11),
    st.sampled_from(["", "a", "h", "z"]),
)


class Everywhere(Sounded):
    """Says of no word that it is not worth a look: the search looks everywhere, as without it."""

    def most(self, roman: str) -> list[float]:
        """More than any word explains."""
        return [1.0] * len(super().most(roman))


def lexicon() -> Lexicon:
    return Lexicon(FITTED, tables.roman_letters(), PRIORS, CUSTOMARY)


@pytest.fixture(scope="module")
def quick() -> Lexicon:
    return lexicon()


@pytest.fixture(scope="module")
def slow() -> Lexicon:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "Sounded", Everywhere)
        return lexicon()


@pytest.mark.parametrize("roman", ["", "m", "ali", "muhammad", "mohd", "yusuf", "xqzw", "abdulrehmanullahkhan"])
def test_each_word_as_the_model_of_spelling_has_it(roman: str) -> None:
    for word, most in zip(WORDS, SOUNDED.most(roman), strict=True):
        sounded = PRIORS[word] * FITTED.probability(word, roman)
        assert sounded <= most <= sounded * ROUNDED**2


@pytest.mark.parametrize("words", [["ب"], ["با", "ب"], ["ژژژ"]])
def test_a_letter_that_the_model_lacks_slips(words: list[str]) -> None:
    toy = SpellingModel({"#بv": {"b": 0.9}, "cا#": {"a": 0.5, "aaa": 0.25, "": 0.25}})
    for roman in ("", "b", "ba", "baaa", "zz"):
        told = Sounded(toy, words, [1.0] * len(words)).most(roman)
        assert told == pytest.approx([toy.probability(word, roman) for word in words], rel=1e-6)


def test_no_words_have_no_chances() -> None:
    assert Sounded(FITTED, [], []).most("ali") == []


@given(ROMAN | SLIPPED)
def test_the_search_finds_the_same_to_the_last_bit(quick: Lexicon, slow: Lexicon, roman: str) -> None:
    assert repr(quick.posterior(roman)) == repr(slow.posterior(roman))


@pytest.mark.parametrize("form", FORMS[::17])
def test_customary_forms_too(quick: Lexicon, slow: Lexicon, form: str) -> None:
    found: Posterior = quick.posterior(form)
    assert repr(found) == repr(slow.posterior(form))
    assert all(chance > NEGLIGIBLE for _, chance in found.words)
