"""A history and the view of a person are walked alike: what holds for one holds for the other."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from services.access.caller import Caller
from services.access.errors import NotFound
from services.access.kin import kin_digest
from services.records.person_links_port import PersonLink as Joined
from services.values.records import Hit, RecordVersion
from tests.fakes.person_search import Persons, persons_on
from tests.fakes.record_maker import CUSTOMS, FIA, SINDH, case_file, cnic, fir, misused, party, person
from tests.fakes.records_node import Node, caller
from tests.fakes.stated_identities import StatedIdentities

MINE = person(cnic(1), name="Muhammad Yousaf")
THEIRS = person(cnic(2), name="M. Yusuf")
A = party("a", subject=MINE)
B = party("b", agency=SINDH, subject=THEIRS, case_references=(fir(5),))
C = party("c", agency=FIA, subject=person(cnic(3), name="Yousaf Muhammad"), case_references=(fir(6),))
FILES = (case_file(), case_file("sindh", agency=SINDH, officers=("x",), case_references=(fir(5),)))


class Told(NamedTuple):
    """What either way shows: record ids of parties, what carries them, hits, banners."""

    ids: set[str]
    links: set[tuple[str, str]]
    hits: tuple[Hit, ...]
    banners: set[str]


class Ways:
    """Both ways to ask about the person of the record ``a``."""

    def __init__(self, persons: Persons) -> None:
        self.persons = persons

    async def decided(self, *pairs: tuple[RecordVersion, RecordVersion]) -> None:
        for place, (one, other) in enumerate(pairs):
            numbers = [await self.persons.number(each.record_name) for each in (one, other)]
            self.persons.links.stated.append(Joined(numbers[0], numbers[1], "DECISION", f"d{place}"))

    async def history(self, who: Caller) -> Told:
        found = await self.persons.node.history(who, cnic(1))
        ids = {line.version.split("/")[3] for line in found.timeline if line.kind != "CASE_FILE"}
        links = {(each.one.split("/")[-1], each.other.split("/")[-1]) for each in found.links}
        return Told(ids, links, found.hits, {each.code for each in found.banners})

    async def person(self, who: Caller) -> Told:
        found = await self.persons.person(who, A.record_name)
        ids = {each.version.split("/")[3] for each in found.members}
        links = {(each.one.split("/")[-1], each.other.split("/")[-1]) for each in found.links}
        return Told(ids, links, found.hits, {each.code for each in found.banners})

    async def ask(self, way: str, who: Caller | None = None) -> Told:
        return await (self.history if way == "history" else self.person)(who or caller())


@pytest.fixture
def ways(node: Node) -> Ways:
    return Ways(persons_on(node))


both = pytest.mark.parametrize("way", ["history", "person"])


@both
async def test_a_decision_carries_its_other_end_with_what_its_number_says(ways: Ways, way: str) -> None:
    too = replace(B, record_id="b2", case_references=(fir(7),))
    await ways.persons.node.put(*FILES, A, B, too)
    await ways.decided((A, B))
    told = await ways.ask(way)
    assert (told.ids, told.links) == ({"a", "b", "b2"}, {("a", "b"), ("b", "b2")})


@both
async def test_whose_card_was_borrowed_is_not_carried_by_a_decision_on_who_borrowed_it(ways: Ways, way: str) -> None:
    holder = party("holder", agency=SINDH, subject=person(cnic(2), name="Ghulam Sarwar"), case_references=(fir(8),))
    await ways.persons.node.put(*FILES, A, B, holder)
    await ways.decided((A, B))
    assert (await ways.ask(way)).ids == {"a", "b"}


@both
async def test_what_may_only_be_known_to_exist_is_a_hit_is_told_to_oversight_and_leads_nowhere(
    ways: Ways, way: str
) -> None:
    hit = replace(B, record_id="hit", source_grade="X")
    await ways.persons.node.put(*FILES, A, hit, C)
    await ways.decided((A, hit), (hit, C))
    told = await ways.ask(way)
    assert (told.ids, told.links) == ({"a"}, set())
    assert [(each.owner, each.action) for each in told.hits] == [(SINDH, None)]
    assert sum(ways.persons.node.trail.withheld.values()) == 1


@both
async def test_claims_that_an_identity_was_misused_are_one_of_an_owner(ways: Ways, way: str) -> None:
    """However many records lead to them: only their owner says how many there are."""
    notes = [
        replace(
            misused(f"n{number}", agency=CUSTOMS, subject=person(cnic(number), name="M. Yusuf")), case_references=()
        )
        for number in (2, 3)
    ]
    other = replace(C, subject=person(cnic(3), name="M. Yusuf"))
    await ways.persons.node.put(*FILES, A, B, other, *notes)
    await ways.decided((A, B), (A, other))
    told = await ways.ask(way)
    claims = [each.owner for each in told.hits if each.action and each.action.action == "MISUSE_CLAIMED"]
    assert claims == [CUSTOMS]


@both
async def test_more_than_are_followed_is_told(ways: Ways, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await ways.persons.node.put(*FILES, A, B, C)
    await ways.decided((A, B), (B, C))
    assert (await ways.ask(way)).banners.isdisjoint({"links-cut"})
    monkeypatch.setattr("services.records.app.following.MAX_LINKED", 1)
    monkeypatch.setattr("services.records.app.person.MAX_SHOWN", 2)
    told = await ways.ask(way)
    assert "links-cut" in told.banners
    assert told.ids == {"a", "b"}


@both
async def test_who_is_decided_to_be_another_is_carried_by_no_third(ways: Ways, way: str) -> None:
    await ways.persons.node.put(*FILES, A, B, C)
    await ways.decided((A, B), (B, C))
    ways.persons.links.others = frozenset({await ways.persons.number(C.record_name)})
    assert (await ways.ask(way)).ids == {"a", "b"}


@both
@pytest.mark.parametrize("by", ["DECISION", "REGISTRY_TOKEN"])
async def test_what_leads_to_the_officers_own_shows_nothing(ways: Ways, way: str, by: str) -> None:
    await ways.persons.node.put(*FILES, A, B)
    if by == "DECISION":
        await ways.decided((A, B))
    else:
        word = StatedIdentities(ways.persons.node.context.blinder, cnic(1), cnic(2))
        ways.persons.node.context = replace(ways.persons.node.context, identities=word)
    insider = caller(own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(2)}")}))
    assert (await ways.ask(way)).ids == {"a", "b"}
    if way == "person":
        with pytest.raises(NotFound):
            await ways.person(insider)
    else:
        assert (await ways.history(insider))[:3] == (set(), set(), ())
    assert ways.persons.node.trail.alarms == ["own-or-kin"]
