"""The synthetic register: parents, cards and deaths that fit the people they are made for."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from services.demo import register
from services.demo.population import People, Person
from services.demo.reference import SYNTHETIC_SERIAL
from services.demo.register import CARD_AT, PARENTS_SERIAL, CardState, Entry, Register
from services.demo.story import KNOWN

TODAY = date(2025, 12, 31)


def people(count: int) -> list[Person]:
    drawn = People("register", TODAY)
    return [drawn.adult() for _ in range(count)]


PERSONS = people(600)
ENTRIES = list(Register("test", TODAY).entries(PERSONS))
BY_NUMBER = {entry.person.cnic: entry for entry in ENTRIES}


def of_the_drawn() -> list[Entry]:
    return [BY_NUMBER[person.cnic] for person in PERSONS]


def test_the_same_people_and_seed_give_the_same_register() -> None:
    assert list(Register("test", TODAY).entries(PERSONS)) == ENTRIES
    assert list(Register("other", TODAY).entries(PERSONS)) != ENTRIES


def test_everybody_is_entered_once_and_no_number_twice() -> None:
    numbers = Counter(card.number for entry in ENTRIES for card in entry.cards)
    assert set(numbers.values()) == {1}
    assert {person.cnic for person in PERSONS} < numbers.keys()
    assert all(int(number[5:12]) >= SYNTHETIC_SERIAL for number in numbers)


def test_parents_are_entered_before_their_children_and_fit_them() -> None:
    seen: set[str] = set()
    for entry in ENTRIES:
        seen.add(entry.person.cnic)
        if entry.father:
            assert {entry.father, entry.mother} <= seen
            father, mother = BY_NUMBER[entry.father].person, BY_NUMBER[entry.mother].person
            assert (father.name, mother.name) == (entry.person.father, entry.person.mother)
            assert (father.gender, mother.gender) == ("M", "F")
            assert mother.husband == father.name
            assert {int(parent.cnic[-1]) % 2 for parent in (father, mother)} == {0, 1}


def test_brothers_and_sisters_have_the_same_parents() -> None:
    by_family = defaultdict(set)
    for entry in of_the_drawn():
        by_family[entry.person.family].add((entry.father, entry.mother))
    assert all(len(parents) == 1 for parents in by_family.values())
    assert len(by_family) < len(PERSONS)


def test_every_parent_is_older_than_all_of_the_children() -> None:
    for entry in of_the_drawn():
        assert BY_NUMBER[entry.father].person.born < entry.person.born
        assert BY_NUMBER[entry.mother].person.born < entry.person.born


def test_who_is_apart_has_no_parents_there() -> None:
    (entry,) = Register("test", TODAY).entries([KNOWN])
    assert (entry.father, entry.mother) == ("", "")
    assert entry.cards[0].number == KNOWN.cnic


def test_cards_are_replaced_and_blocked_now_and_then() -> None:
    replaced = [entry for entry in ENTRIES if len(entry.cards) == 2]
    assert 0.01 < len(replaced) / len(ENTRIES) < 0.09
    for entry in replaced:
        new, old = entry.cards
        assert (new.number, old.state) == (entry.person.cnic, CardState.REPLACED)
        assert int(new.number[-1]) % 2 == int(old.number[-1]) % 2
    blocked = sum(entry.cards[0].state is CardState.BLOCKED for entry in ENTRIES)
    assert 0.005 < blocked / len(ENTRIES) < 0.06


def test_parents_died_more_often_than_their_children_and_nobody_before_coming_of_age() -> None:
    drawn = [entry.died for entry in of_the_drawn()]
    parents = [entry.died for entry in ENTRIES if not entry.father]
    assert 0 < sum(map(bool, drawn)) / len(drawn) < 0.1 < sum(map(bool, parents)) / len(parents) < 0.5
    for entry in ENTRIES:
        for day in (entry.died, *(card.since for card in entry.cards)):
            assert day is None or (day <= TODAY and (day - entry.person.born).days >= CARD_AT)


def test_a_parents_block_that_is_used_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "OLDER_CARDS_SERIAL", PARENTS_SERIAL + 2)
    with pytest.raises(ValueError, match="used up"):
        list(Register("test", TODAY).entries(PERSONS))
