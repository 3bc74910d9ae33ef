"""What a Roman spelling may stand for, against a search that leaves nothing out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names import tables
from services.names.lexicon import BY_CUSTOM, NEGLIGIBLE, UNKNOWN, Lexicon
from services.names.likeness import lexicon
from services.names.roman_letters import ANY, RomanLetters
from tests.rows import of_rows

WORDS = {"حسین": 30.0, "حسن": 20.0, "حسان": 1.0, "یوسف": 20.0, "یونس": 10.0, "ناصر": 5.0, "نصیر": 5.0, "ا": 1.0}


def small(customary: dict[str, tuple[str, ...]] | None = None) -> Lexicon:
    return Lexicon(tables.spelling(), tables.roman_letters(), WORDS, customary)


def by_hand(roman: str) -> dict[str, float]:
    """Posterior of each word, from the definition."""
    total = sum(WORDS.values())
    known = {w: n / total * (1 - UNKNOWN) * tables.spelling().probability(w, roman) for w, n in WORDS.items()}
    unknown = UNKNOWN * tables.roman_letters().probability(roman)
    evidence = sum(known.values()) + unknown
    return {word: weight / evidence for word, weight in known.items()} | {"": unknown / evidence}


@given(st.text("abefhinosuy", min_size=1, max_size=8))
def test_the_search_finds_what_the_definition_says(roman: str) -> None:
    found, expected = small().posterior(roman), by_hand(roman)
    told = dict(found.words)
    for word in WORDS:
        assert told.get(word, 0.0) == pytest.approx(expected[word], abs=10 * NEGLIGIBLE)
    assert found.unknown == pytest.approx(expected[""], abs=10 * NEGLIGIBLE)


@of_rows(
    ("roman", "word"),
    [
        ("hussain", "حسین"),
        ("husain", "حسین"),
        ("hussein", "حسین"),
        ("hassan", "حسن"),
        ("yousaf", "یوسف"),
        ("yusuf", "یوسف"),
        ("yousuf", "یوسف"),
        ("younas", "یونس"),
        ("yunus", "یونس"),
        ("naseer", "نصیر"),
        ("nasir", "ناصر"),
        ("zulfiqar", "ذوالفقار"),
        ("muhammad", "محمد"),
        ("muhamad", "محمد"),
        ("rehman", "رحمن"),
        ("shehbaz", "شہباز"),
        ("qadeer", "قادر"),
        ("ayesha", "عایشہ"),
        ("fatma", "فاطمہ"),
        ("abdullah", "عبداللہ"),
    ],
)
def test_the_likeliest_word_of_the_fitted_list(roman: str, word: str) -> None:
    assert lexicon().posterior(roman).words[0][0] == word


@pytest.mark.parametrize("roman", ["hussain", "husain", "hussein", "hossain", "husein"])
def test_hussain_is_rather_the_common_name_than_the_rare_one(roman: str) -> None:
    chances = dict(lexicon().posterior(roman).words)
    assert chances["حسین"] > 0.9 > 0.1 > chances.get("حسان", 0.0)
    assert lexicon().agreement("حسین", roman) > 0.9 > 0.1 > lexicon().agreement("حسان", roman)


def test_a_customary_form_says_more_than_letters() -> None:
    by_letters, customary = small(), small({"ناصر": ("nasir",), "نصیر": ("naseer",)})
    assert customary.agreement("ناصر", "nasir") > by_letters.agreement("ناصر", "nasir")
    assert customary.agreement("نصیر", "nasir") < by_letters.agreement("نصیر", "nasir")


def test_a_custom_of_a_word_that_is_not_listed_is_nothing() -> None:
    assert small({"بلال": ("bilal",)}).posterior("bilal") == small().posterior("bilal")


def test_a_form_by_custom_alone_is_found() -> None:
    found = Lexicon(tables.spelling(), tables.roman_letters(), WORDS, {"یوسف": ("joseph",)}).posterior("joseph")
    assert found.words[0][0] == "یوسف"
    assert 0 < BY_CUSTOM < 1


def test_a_word_that_is_not_listed_agrees_with_its_own_spelling_alone() -> None:
    assert small().agreement("بلال", "bilal") > 0.5
    assert small().agreement("بلال", "hussain") < 0.01
    assert small().prior("بلال") == 0.0


def test_what_no_word_explains_is_unknown() -> None:
    assert small().posterior("wxqwzv").unknown > 0.9
    nothing = Lexicon(tables.spelling(), RomanLetters({}), {"ا": 1.0}).posterior("q" * 80)
    assert nothing.words == ()
    assert nothing.unknown == 1.0
    assert small().agreement("ا", "q" * 200) == 0.0


def test_parts_sum_to_one() -> None:
    for roman in ("hussain", "xyz", "a", "nasir"):
        found = lexicon().posterior(roman)
        assert sum(chance for _, chance in found.words) + found.unknown == pytest.approx(1, abs=0.05)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ValueError, match="positive weight"):
        Lexicon(tables.spelling(), tables.roman_letters(), {})


def test_letters_of_any_name() -> None:
    letters = RomanLetters({"$a": 0.5, "ab": 0.5, "b$": 1.0})
    never = ANY / 27
    assert letters.probability("ab") == pytest.approx((never + 0.45) * (never + 0.45) * (never + 0.9))
    assert letters.probability("c") == pytest.approx(never * never)


@of_rows("first", "$abghkmnrsyz")
def test_the_fitted_letters_after_a_letter_are_a_distribution(first: str) -> None:
    following = [chance for pair, chance in tables.roman_letters().pairs.items() if pair[0] == first]
    assert sum(following) == pytest.approx(1, abs=0.01)
