"""Levels of agreement, field by field, and what must not change them."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.levels import FEATURES, LEVELS, NAME_FEATURES, compared
from services.matching.numbers import number_level
from services.matching.person import Born, Described, Gender
from services.names.likeness import likeness
from services.names.parse import parsed
from services.names.words import RelationKind
from services.tables.text import comparable

ALIGNER = Aligner(likeness())
WORDS = ["Muhammad", "Yousaf", "Zulfiqar", "Ali", "یوسف", "خان"]


def named(name: str, related: str = "", relation: RelationKind | None = None) -> Described:
    return Described(name=parsed(name), related=parsed(related), relation=relation)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("محمد یوسف", "M. Yusuf", "common"),
        ("Zulfiqar Mengal", "ذوالفقار مینگل", "rare"),
        ("Fatima Bibi", "فاطمہ بی بی", "telling"),
        ("Muhammad Yousaf", "Muhammad Younas", "conflict"),
        ("Muhammad Yousaf", "Yousaf", "part-common"),
        ("Muhammad Zulfiqar", "Zulfiqar Mengal", "conflict"),
        ("Ali", "Muhammad Ali", "conflict"),
        ("Imran", "Nasreen", "differs"),
        ("Imran @ Bhola", "Bhola", "telling"),
    ],
)
def test_names(one: str, other: str, level: str) -> None:
    assert compared(ALIGNER, named(one), named(other))["name"] == level


def test_a_husband_is_not_compared_with_a_father() -> None:
    wife = named("Sana", "Karim", RelationKind.WIFE)
    daughter = named("Sana", "Rahim", RelationKind.DAUGHTER)
    assert "related" not in compared(ALIGNER, wife, daughter)
    assert compared(ALIGNER, wife, named("Sana", "Karim", RelationKind.WIDOW))["related"] == "common"
    assert compared(ALIGNER, daughter, named("Sana", "Karim", RelationKind.SON))["related"] == "differs"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("3520299000011", "3520299000011", "same"),
        ("3520299000011", "3520299000021", "one-digit"),
        ("3520299000101", "3520299001001", "transposed"),
        ("3520299000101", "3520299010001", "differs"),
        ("3520299000011", "3520299000121", "differs"),
        ("3520299000011", "352029900001", "differs"),
    ],
)
def test_numbers(one: str, other: str, level: str) -> None:
    assert number_level(one, other) == number_level(other, one) == level


def test_a_number_counts_as_verified_where_both_are() -> None:
    number = "3520299000011"
    one, other = Described(cnic=number, verified=True), Described(cnic=number)
    assert compared(ALIGNER, one, other) == {"cnic": "same"}
    assert compared(ALIGNER, one, one) == {"cnic": "same-verified"}


@pytest.mark.parametrize(
    ("gender", "level"), [(Gender.MAN, "fits"), (Gender.WOMAN, "contradicts"), (Gender.OTHER, None), (None, None)]
)
def test_the_parity_of_the_one_number_that_is_known(gender: Gender | None, level: str | None) -> None:
    one, other = Described(cnic="3520299000011"), Described(gender=gender)
    assert compared(ALIGNER, one, other).get("parity") == level
    assert compared(ALIGNER, other, one).get("parity") == level


@pytest.mark.parametrize(("area", "level"), [("35202", "district"), ("37405", "province"), ("42301", "elsewhere")])
def test_where_a_number_was_given_and_where_the_person_is(area: str, level: str) -> None:
    number, there = Described(cnic="3520299000011"), Described(area=area)
    assert compared(ALIGNER, number, there) == {"prefix": level}
    assert compared(ALIGNER, Described(area="35202"), there) == {"area": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (Born(1980, 3, 4), Born(1980, 3, 4), "day"),
        (Born(1980, 3, 4), Born(1980, 4, 3), "swapped"),
        (Born(1980, 3, 4), Born(1980, 3, 9), "month"),
        (Born(1980, 3), Born(1980, 3, 9), "month"),
        (Born(1980, 3, 4), Born(1980, 8, 9), "year"),
        (Born(1980), Born(1980, 8, 9), "year"),
        (Born(1980), Born(1981, 8, 9), "one-year"),
        (Born(1980), Born(1983), "years-apart"),
        (Born(1980, 3, 4), Born(1984, 3, 4), "differs"),
    ],
)
def test_days_of_birth(one: Born, other: Born, level: str) -> None:
    assert compared(ALIGNER, Described(born=one), Described(born=other)) == {"born": level}
    assert compared(ALIGNER, Described(born=other), Described(born=one)) == {"born": level}


def test_a_first_of_january_is_a_year() -> None:
    assert Born.on(date(1980, 1, 1)) == Born(1980)
    assert Born.on(date(1980, 1, 2)) == Born(1980, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (Described(phones=frozenset({"1", "2"})), Described(phones=frozenset({"2"})), {"phone": "shared"}),
        (Described(phones=frozenset({"1"})), Described(phones=frozenset({"2"})), {"phone": "none"}),
        (Described(token="a"), Described(token="a"), {"token": "same"}),
        (Described(token="a"), Described(token="b"), {"token": "differs"}),
        (Described(gender=Gender.MAN), Described(gender=Gender.MAN), {"gender": "same"}),
        (Described(gender=Gender.MAN), Described(gender=Gender.WOMAN), {"gender": "differs"}),
        (Described(address=frozenset("12")), Described(address=frozenset("123")), {"address": "most"}),
        (Described(address=frozenset("12")), Described(address=frozenset("234")), {"address": "some"}),
        (Described(address=frozenset("1")), Described(address=frozenset("2")), {"address": "none"}),
    ],
)
def test_other_fields(one: Described, other: Described, level: dict[str, str]) -> None:
    assert compared(ALIGNER, one, other) == level
    assert compared(ALIGNER, one, Described()) == compared(ALIGNER, Described(), other) == {}


@pytest.mark.parametrize("word", ["House", "گلی", "ٹاؤن", "Mohalla"])
def test_a_word_of_any_address_tells_none_from_another(word: str) -> None:
    lane = Described(address=frozenset({comparable(word), "7"}))
    assert compared(ALIGNER, lane, Described(address=frozenset({comparable(word), "8"}))) == {"address": "none"}
    assert compared(ALIGNER, lane, Described(address=frozenset({comparable(word)}))) == {}


@pytest.mark.parametrize("field", [*NAME_FEATURES, *FEATURES])
def test_every_field_is_published(field: str) -> None:
    """The docstring of a feature is what is published of it."""
    feature = {**NAME_FEATURES, **FEATURES}[field]
    assert len((feature.__doc__ or "").split()) >= 10


def test_every_field_has_levels_and_no_other_has() -> None:
    assert LEVELS.keys() == NAME_FEATURES.keys() | FEATURES.keys()
    assert all(len(set(levels)) == len(levels) >= 2 for levels in LEVELS.values())


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
)
def test_order_case_and_direction_say_nothing(one: list[str], other: list[str]) -> None:
    expected = compared(ALIGNER, named(" ".join(one)), named(" ".join(other)))
    for mixed in permutations(one):
        written = "  ".join(mixed).upper()
        assert compared(ALIGNER, named(written), named(" ".join(other))) == expected
        assert compared(ALIGNER, named(" ".join(other)), named(written)) == expected


def test_a_token_pairs_once() -> None:
    found = ALIGNER.align(("ali", "ali"), ("ali",))
    assert (found.pairs, found.left, found.right) == (1, 1, 0)
    assert ALIGNER.align((), ("ali",)).shared == 0.0


def test_rare_tokens_say_more() -> None:
    rarities = [ALIGNER.rarity(token) for token in ("muhammad", "ali", "yousaf", "zulfiqar", "xyzzyq")]
    assert rarities == sorted(rarities)
    assert ALIGNER.rarity("yousaf") == pytest.approx(ALIGNER.rarity("یوسف"), abs=0.1)
