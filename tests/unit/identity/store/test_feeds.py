"""Feeds against a model: who holds what, and what each is told of it, whatever the register's office does."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.identity.domain import Document, PersonChange
from services.identity.store.office import Office
from services.identity.store.register import StoredRegister
from tests.budget import budget
from tests.unit.identity.site import Site, cnic, person

AGENCIES = ("pk.fia", "pk.punjab-police", "pk.hub")
T = TypeVar("T")


class Feeds(RuleBasedStateMachine):
    """The model: persons by their numbers, holders by person, and one list of changes an agency."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.site = Site(Path(self.folder.name))
        self.office: Office = self.site.office
        self.register = self.site.context.register
        assert isinstance(self.register, StoredRegister)
        self.numbers: dict[int, list[str]] = {}
        self.blocked: set[str] = set()
        self.dead: set[int] = set()
        self.given: dict[str, set[int]] = {agency: set() for agency in AGENCIES}
        self.told: dict[str, list[PersonChange]] = {agency: [] for agency in AGENCIES}
        self.next_number, self.now = 1, 0

    def teardown(self) -> None:
        self.site.database.close()
        self.folder.cleanup()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(work)

    def number(self) -> str:
        self.next_number += 1
        return f"35202{self.next_number:07}1"

    def tell(self, kind: str, place: int, others: tuple[int, ...] = (), of: int = 0) -> None:
        for agency in AGENCIES:
            if (of or place) in self.given[agency]:
                self.told[agency].append(PersonChange(kind, place, others, self.now))

    def pick(self, data: st.DataObject) -> tuple[int, str]:
        place = data.draw(st.sampled_from(sorted(self.numbers)))
        return place, data.draw(st.sampled_from(self.numbers[place]))

    @rule(documents=st.integers(1, 3))
    def enter(self, documents: int) -> None:
        numbers = [self.number() for _ in range(documents)]
        (place,) = self.run(self.office.enter({"one": person("A", *(Document("CNIC", each) for each in numbers))}, {}))
        assert place not in self.numbers, "no place is given twice"
        self.numbers[place] = numbers

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), agency=st.sampled_from(AGENCIES))
    def give(self, data: st.DataObject, agency: str) -> None:
        place, number = self.pick(data)
        found = self.run(self.register.give(agency, [cnic(number)], lambda _: True))
        assert found.one
        assert (found.one.id, found.sequence) == (place, len(self.told[agency]))
        self.given[agency].add(place)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data())
    def block(self, data: st.DataObject) -> None:
        place, number = self.pick(data)
        self.now += 1
        self.run(self.office.block(cnic(number), self.now, blocked=number not in self.blocked))
        self.blocked ^= {number}
        self.tell("BLOCKED" if number in self.blocked else "UNBLOCKED", place)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data())
    def replace(self, data: st.DataObject) -> None:
        place, number = self.pick(data)
        new = self.number()
        self.now += 1
        self.run(self.office.replace_number(cnic(number), Document("CNIC", new), self.now))
        self.numbers[place].append(new)
        self.tell("NUMBER_REPLACED", place)

    @precondition(lambda self: self.numbers.keys() - self.dead)
    @rule(data=st.data())
    def decease(self, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(sorted(self.numbers.keys() - self.dead)))
        self.now += 1
        self.run(self.office.decease(cnic(self.numbers[place][0]), "2025-01-01", self.now))
        self.dead.add(place)
        self.tell("DECEASED", place)

    @precondition(lambda self: len(self.numbers) > 1)
    @rule(data=st.data())
    def join(self, data: st.DataObject) -> None:
        stays, goes = data.draw(st.permutations(sorted(self.numbers)))[:2]
        self.now += 1
        self.run(self.office.join(cnic(self.numbers[stays][0]), cnic(self.numbers[goes][0]), self.now))
        self.tell("TOKENS_JOINED", stays, (goes,), goes)
        for held in self.given.values():
            if goes in held:
                held ^= {goes}
                held.add(stays)
        self.numbers[stays] += self.numbers.pop(goes)

    @precondition(lambda self: any(len(held) > 1 for held in self.numbers.values()))
    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        stays = data.draw(st.sampled_from([place for place, held in sorted(self.numbers.items()) if len(held) > 1]))
        kept, *leaving = self.numbers[stays]
        self.now += 1
        other = person("B", *(Document("CNIC", each) for each in leaving))
        self.run(self.office.split(cnic(kept), other, self.now))
        (found,) = self.run(self.register.find(cnic(leaving[0])))
        assert found.id not in self.numbers
        self.blocked -= set(leaving)
        self.numbers |= {stays: [kept], found.id: leaving}
        self.tell("TOKEN_SPLIT", stays, (found.id,))
        for held in self.given.values():
            if stays in held:
                held.add(found.id)

    @invariant()
    def each_agency_is_told_of_its_own_tokens_in_its_own_count_without_gaps(self) -> None:
        for agency in AGENCIES:
            changes = self.run(self.register.changes(agency, 0, 1000))
            assert changes == list(enumerate(self.told[agency], 1))
            assert self.run(self.register.head(agency)) == len(changes)

    @invariant()
    def every_number_leads_to_its_person(self) -> None:
        for place, numbers in self.numbers.items():
            for number in numbers:
                assert [one.id for one in self.run(self.register.find(cnic(number)))] == [place]


Feeds.TestCase.settings = budget(12, stateful_step_count=20, suppress_health_check=list(HealthCheck))
test_feeds = Feeds.TestCase
