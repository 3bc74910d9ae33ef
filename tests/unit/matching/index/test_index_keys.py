"""Keys: what two descriptions of one person have in common, and what is braked because too many bear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.matching.index.filed import Filing
from services.matching.index.keys import braked, card_keys, entry_keys, phone_key, sought_keys, token_key
from services.matching.person import Born, Described
from services.names.likeness import lexicon
from services.names.parse import parsed

FILING = Filing(lexicon())
NUMBER = "3520200123457"


def named(name: str, related: str = "", year: int = 0, area: str = "") -> Described:
    return Described(name=parsed(name), related=parsed(related), born=Born(year) if year else None, area=area)


def meet(one: Described, other: Described) -> bool:
    """Whether the one is found where the other is looked for."""
    return bool(entry_keys(FILING, one) & sought_keys(FILING, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named("Zulfiqar Sajjad"), named("ذوالفقار سجاد")),
        (named("Sajjad Zulfiqar"), named("Zulfiqar Sajad")),
        (named("Gulshanara"), named("گلشنارا")),
        (named("Muhammad Ali", related="Zulfiqar"), named("علی محمد", related="ذوالفقار")),
        (named("Muhammad Ali", year=1980), named("M. Ali", year=1980)),
        (named("Muhammad Ali", area="35202"), named("محمد علی", area="35202")),
        (named("Imran", related="Gulshanara", year=1990), named("Usman", related="Gulshanara", year=1992)),
        (named("Bhola @ Zulfiqar Sajjad"), named("Zulfiqar Sajjad")),
        (named("Zulfiqar Sajjad"), named("Kala @ Zulfiqar Sajjad")),
    ],
)
def test_one_person_is_found_by_another_offices_words(one: Described, other: Described) -> None:
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named("Zulfiqar Sajjad"), named("Akram Javed")),
        (named("Muhammad Ali", year=1980), named("Muhammad Ali", year=1984)),
        (named("Muhammad Ali", area="35202"), named("Muhammad Ali", area="42301")),
        (named("Muhammad Ali"), named("Muhammad Ali")),
        (named(""), named("")),
    ],
)
def test_others_are_not_nor_those_of_whom_too_many_are_like_them(one: Described, other: Described) -> None:
    assert not meet(one, other)


class TestNumbers:
    def test_a_number_with_one_wrong_digit_has_a_half_in_common(self) -> None:
        for at in range(len(NUMBER)):
            wrong = NUMBER[:at] + str((int(NUMBER[at]) + 1) % 10) + NUMBER[at + 1 :]
            assert len(card_keys(NUMBER) & card_keys(wrong)) == 1, at

    def test_only_a_whole_number_has_halves(self) -> None:
        assert len(card_keys(NUMBER)) == 2
        assert not card_keys(NUMBER[:-1])
        assert not card_keys("")

    def test_phones_and_tokens_are_keys_of_their_own(self) -> None:
        who = Described(phones=frozenset({"+923001234567", "+923001234568"}), token="t1", cnic=NUMBER)
        keys = {phone_key(number) for number in who.phones} | {token_key("t1")} | card_keys(NUMBER)
        assert entry_keys(FILING, who) == sought_keys(FILING, who) == keys
        assert len(keys) == 5

    def test_a_number_is_looked_for_whatever_else_is_known(self) -> None:
        who = replace(named("Muhammad Ali", related="Muhammad Khan", year=1980, area="35202"), cnic=NUMBER)
        assert card_keys(NUMBER) <= sought_keys(FILING, who)


class TestBrakes:
    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("Muhammad Ali", ("muhammad", "ali")),
            ("محمد علی", ("محمد", "علی")),
            ("Ali", ("ali",)),
            ("Muhammad Zulfiqar", ()),
            ("Muhammad Ali Zulfiqar", ()),
            ("Gulshanara", ()),
            ("", ()),
        ],
    )
    def test_words_that_alone_find_nobody(self, name: str, told: tuple[str, ...]) -> None:
        assert braked(FILING, parsed(name).tokens) == told

    def test_what_is_told_finds_nobody_alone_and_what_is_not_told_does(self) -> None:
        for name in ("Muhammad Ali", "Ali", "Muhammad Zulfiqar", "Zulfiqar", "Muhammad Yousaf", "Gulshanara"):
            tokens = parsed(name).tokens
            assert bool(sought_keys(FILING, named(name))) == (braked(FILING, tokens) != tokens), name
