"""The model of spelling: a probability, summed over every way to cut the Roman form."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names import tables
from services.names.spelling import FIRST_ROW, SLIP, SpellingModel, contexts, cuts_of, next_row
from tests.rows import of_rows

TOY = SpellingModel(
    {
        "#بv": {"b": 0.9, "bb": 0.1},
        "cا#": {"a": 0.5, "aa": 0.25, "": 0.25},
        "#ا#": {"a": 1.0},
    }
)


def test_neighbours_are_edges_vowels_and_consonants() -> None:
    assert contexts("باب") == [("#", "ب", "v"), ("c", "ا", "c"), ("v", "ب", "#")]
    assert contexts("ا") == [("#", "ا", "#")]
    assert contexts("") == []


@pytest.mark.parametrize(
    ("roman", "by_hand"),
    [("ba", 0.9 * 0.5), ("baa", 0.9 * 0.25), ("bba", 0.1 * 0.5), ("b", 0.9 * 0.25), ("bb", 0.1 * 0.25)],
)
def test_a_probability_worked_by_hand(roman: str, by_hand: float) -> None:
    assert TOY.probability("با", roman) == pytest.approx(by_hand, rel=1e-3)


def test_every_cut_counts() -> None:
    two = SpellingModel({"#بc": {"x": 0.5, "xx": 0.5}, "cب#": {"x": 0.5, "xx": 0.5}})
    assert two.probability("بب", "xxx") == pytest.approx(0.5, rel=1e-3)


def test_what_was_never_seen_is_a_slip_and_not_impossible() -> None:
    assert TOY.probability("ا", "e") == pytest.approx(SLIP[1])
    assert TOY.probability("ا", "eeee") == 0.0


def test_what_is_faint_is_left_out() -> None:
    cuts = cuts_of("ba")
    assert next_row(FIRST_ROW, cuts, {"b": 0.9, "ba": 0.01}, least=0.1) == {1: 0.9}
    assert set(next_row(FIRST_ROW, cuts, {"b": 0.9})) == {0, 1, 2}


def test_cuts_are_up_to_three_letters_and_end_with_the_form() -> None:
    assert cuts_of("abcd") == [("", "a", "ab", "abc"), ("", "b", "bc", "bcd"), ("", "c", "cd"), ("", "d"), ("",)]


@of_rows("context", sorted(tables.spelling().table))
def test_the_fitted_pieces_of_a_letter_are_a_distribution(context: str) -> None:
    pieces = tables.spelling().table[context]
    assert len(context) == 3
    assert all(0 < chance <= 1 and len(piece) <= 3 for piece, chance in pieces.items())
    assert 0.9 < sum(pieces.values()) < 1.01


@given(st.text("اوینمسہ", min_size=1, max_size=3))
def test_the_forms_of_a_word_share_one(word: str) -> None:
    """All short forms together never pass 1, but for the slips that are added to a distribution."""
    forms = ("".join(letters) for size in range(3) for letters in product("aeiouymnsh", repeat=size))
    assert 0 < sum(tables.spelling().probability(word, form) for form in forms) < 1.05
