"""People are synthetic by convention, well-formed, and the same for the same seed."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.families import YEARS_APART, phone
from services.demo.population import (
    VERSIONS_OF_A_ROW,
    People,
    Person,
    bulk,
    cnic,
    dice_of,
    english,
    iban,
    misdated,
    urdu,
)
from services.demo.reference import SYNTHETIC_SERIAL
from services.sources.exports import Origin, formats, of_row
from services.values import identifiers

LATEST = date(2025, 12, 31)


@given(st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_people(seed: int) -> None:
    first, second = People(seed, LATEST), People(seed, LATEST)
    assert [first.adult() for _ in range(5)] == [second.adult() for _ in range(5)]


def test_another_seed_gives_others() -> None:
    assert People(1, LATEST).adult() != People(2, LATEST).adult()


def test_every_number_is_of_the_synthetic_block() -> None:
    people = People(1, LATEST)
    for person in [people.adult() for _ in range(500)]:
        assert int(person.cnic[5:12]) >= SYNTHETIC_SERIAL
        assert identifiers.canonical("CNIC", person.dashed()) == person.cnic
        assert re.fullmatch(r"03\d\d000\d{4}", person.phone)
        assert identifiers.parse("PHONE", person.phone).repaired is False


def test_no_two_people_share_a_number() -> None:
    people = People(1, LATEST)
    numbers = [people.adult().cnic for _ in range(2000)]
    assert len(set(numbers)) == len(numbers)


def test_the_last_digit_hints_at_the_sex() -> None:
    people = People(3, LATEST)
    for gender in "MF":
        person = people.adult(gender)
        assert (int(person.cnic[-1]) % 2 == 1) == (gender == "M")


def test_children_are_children_at_the_act() -> None:
    people, act = People(1, LATEST), date(2019, 6, 1)
    for _ in range(200):
        age = (act - people.child_at(act).born).days / 365.25
        assert 12.9 < age < 17.1


def test_adults_are_adults() -> None:
    people = People(1, LATEST)
    assert all((LATEST - people.adult().born).days > 18 * 366 for _ in range(300))


def test_accounts_are_well_formed() -> None:
    dice = dice_of(1, "accounts")
    for _ in range(100):
        number = iban(dice)
        assert identifiers.canonical("IBAN", number) == number


def test_phones_are_of_known_ranges() -> None:
    dice = dice_of(1, "phones")
    assert all(identifiers.canonical("PHONE", phone(dice)).startswith("+923") for _ in range(100))


def test_a_block_that_is_used_up_is_an_error() -> None:
    assert cnic("35202", 99_999, "1") == "3520299999991"
    with pytest.raises(ValueError, match="used up"):
        cnic("35202", 100_000, "1")


def test_dice_of_one_purpose_do_not_move_another() -> None:
    first = dice_of(1, "a").random()
    dice_of(1, "b").random()
    assert dice_of(1, "a").random() == first != dice_of(1, "b").random()


def test_spellings_differ_between_agencies_and_stay_the_same_in_urdu() -> None:
    name = ((("Muhammad", "Mohammad"), "محمد"), (("Ahmed", "Ahmad"), "احمد"))
    assert english(name, 0) == "Muhammad Ahmed"
    assert english(name, 1) == "Mohammad Ahmad"
    assert urdu(name) == "محمد احمد"


def test_families_share_parents_home_and_years() -> None:
    people = People(1, LATEST)
    families: dict[int, list[Person]] = defaultdict(list)
    for person in [people.adult() for _ in range(1000)]:
        families[person.family].append(person)
    assert 0.3 < 1 - len(families) / 1000 < 0.5
    for first, *others in families.values():
        for other in others:
            shared = (other.father, other.mother, other.home, other.address)
            assert shared == (first.father, first.mother, first.home, first.address)
            assert abs((other.born - first.born).days) < YEARS_APART * 365


def test_some_of_a_family_share_its_phone_and_most_women_have_a_husband() -> None:
    people = People(1, LATEST, women=0.5)
    persons = [people.adult() for _ in range(1000)]
    assert 900 < len({person.phone for person in persons}) < 990
    women = [person for person in persons if person.gender == "F"]
    assert 400 < len(women) < 600
    assert 0.6 < sum(bool(woman.husband) for woman in women) / len(women) < 0.8
    assert not any(person.husband for person in persons if person.gender == "M")


def test_wrong_years_are_few_and_small() -> None:
    found = [misdated(str(number), ("pk.fia", "pk.customs")) for number in range(1000)]
    wrong = [years for each in found for _, years in each]
    assert 150 < len(wrong) < 450
    assert set(wrong) == {1, -2}


def test_bulk_rows_give_the_versions_asked_for() -> None:
    layout, origin = formats()["fir_register"], Origin("pk.punjab-police")
    outcomes = [of_row(layout, row, origin, number) for number, row in enumerate(bulk(1000, 5), 1)]
    drafts = [draft for outcome in outcomes for draft in outcome.drafts]
    assert [outcome.rejects for outcome in outcomes if outcome.rejects] == []
    assert len(drafts) == 1000
    assert len({draft.record_id for draft in drafts}) == 1000
    assert len(outcomes) == 1000 // VERSIONS_OF_A_ROW


def test_bulk_is_the_same_for_the_same_seed_and_begins_alike_at_any_size() -> None:
    assert list(bulk(50, 5)) == list(bulk(50, 5)) == list(islice(bulk(500, 5), 10))
    assert list(bulk(50, 5)) != list(bulk(50, 6))


def test_a_bulk_history_keeps_its_size() -> None:
    rows = list(bulk(30_000, 5))
    persons = {row["accused_cnic"] for row in rows}
    assert 2 < len(rows) / len(persons) < 4
