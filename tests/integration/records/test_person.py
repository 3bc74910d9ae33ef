"""One person as all records describe them: what is joined, what is left out, what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

import pytest

from services.access.errors import CaseNotYours, InvalidArgument, NotFound
from services.access.kin import kin_digest
from services.records.person_links_port import PersonLink as Joined
from services.values.records import Identifier, PersonLink, SubjectMatch
from tests.fakes.person_search import Persons, persons_on
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    expunged,
    misused,
    order,
    party,
    person,
)
from tests.fakes.records_node import Node, caller
from tests.fakes.stated_identities import StatedIdentities
from tests.integration.records.asking import ENQUIRY, enquiry_file

YOUSAF = person(cnic(1), name="Muhammad Yousaf")
YUSUF = person("", name="M. Yusuf", born="1985-03-04")
A, B, C = f"agencies/{POLICE}/records/a", f"agencies/{FIA}/records/b", f"agencies/{SINDH}/records/c"


@pytest.fixture
def persons(node: Node) -> Persons:
    return persons_on(node)


def names(members: Iterable[SubjectMatch]) -> list[str]:
    return [each.version.rpartition("/versions/")[0] for each in members]


async def test_what_agencies_say_under_one_number_stands_side_by_side(persons: Persons) -> None:
    other = person(cnic(1), name="Muhammad Yousaf", born="1986-01-01")
    await persons.node.put(case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=other))
    found = await persons.person(caller(), A)
    assert names(found.members) == [B, A]
    assert [each.subject for each in found.members] == [other, YOUSAF]
    assert found.links == (PersonLink(A, B, "SAME_NUMBER"),)
    assert [each.field for each in found.conflicts] == ["birth"]
    assert {side.version.rpartition("/versions/")[0] for side in found.conflicts[0].sides} == {A, B}
    assert "sources-differ" in {each.code for each in found.banners}
    assert persons.node.trail.records == [each.version for each in found.members]
    assert len(found.versions) == 2
    pages = {sha256(each.header).digest() for each in found.pages}
    assert {each.proof.page_sha256 for each in found.versions if each.proof} == pages


async def test_a_record_of_nobody_else_is_a_person_by_itself(persons: Persons) -> None:
    await persons.node.put(case_file(), party("a", subject=YUSUF), party("b", agency=FIA, subject=YUSUF))
    found = await persons.person(caller(), A)
    assert names(found.members) == [A]
    assert found.links == ()


async def test_a_token_of_the_registry_joins_a_card_and_the_one_before_it(persons: Persons) -> None:
    renewed = person(cnic(2), name="Muhammad Yousaf")
    await persons.node.put(
        case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=renewed),
        party("c", agency=SINDH, subject=person(cnic(3), name="Muhammad Yousaf")),
    )  # fmt: skip
    assert names((await persons.person(caller(), A)).members) == [A]
    word = StatedIdentities(persons.node.context.blinder, cnic(1), cnic(2))
    persons.node.context = replace(persons.node.context, identities=word)
    found = await persons.person(caller(), A)
    assert names(found.members) == [B, A]
    assert found.links == (PersonLink(A, B, "REGISTRY_TOKEN"),)
    assert names((await persons.person(caller(), B)).members) == [B, A]


async def test_a_token_leads_to_nobody_of_whom_it_is_decided_that_they_are_another(persons: Persons) -> None:
    renewed = person(cnic(2), name="Muhammad Yousaf")
    await persons.node.put(case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=renewed))
    word = StatedIdentities(persons.node.context.blinder, cnic(1), cnic(2))
    persons.node.context = replace(persons.node.context, identities=word)
    persons.links.others = frozenset({await persons.number(B)})
    found = await persons.person(caller(), A)
    assert (names(found.members), found.links) == ([A], ())


async def test_numbers_lead_on_over_a_record_that_has_two(persons: Persons) -> None:
    passport = Identifier("PASSPORT", "AB1234567", "PK")
    both = replace(YOUSAF, identifiers=(*YOUSAF.identifiers, passport))
    abroad = replace(YOUSAF, identifiers=(passport,))
    await persons.node.put(
        case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=both),
        party("c", agency=SINDH, subject=abroad),
    )  # fmt: skip
    found = await persons.person(caller(), A)
    assert names(found.members) == [B, A, C]
    assert {(each.one, each.other) for each in found.links} == {(A, B), (B, C)}


async def test_who_only_shares_the_number_leads_no_further(persons: Persons) -> None:
    """A woman under a man's number is shown beside that man, and the woman's other records are not."""
    passport = Identifier("PASSPORT", "AB1234567", "PK")
    woman = replace(person(cnic(1), name="Fatima Bibi"), gender="F")
    both = replace(woman, identifiers=(*woman.identifiers, passport))
    elsewhere = replace(woman, identifiers=(passport,))
    await persons.node.put(
        case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=both),
        party("c", agency=SINDH, subject=elsewhere),
    )  # fmt: skip
    found = await persons.person(caller(), A)
    assert names(found.members) == [B, A]
    assert {each.field for each in found.conflicts} >= {"gender"}


class TestLinks:
    async def put(self, persons: Persons, by: str = "DECISION") -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=YUSUF))
        link = Joined(
            await persons.number(A), await persons.number(B), by, "link-1" if by == "DECISION" else "", "m+1", POLICE, 5
        )
        persons.links.stated.append(link)

    @pytest.mark.parametrize("by", ["DECISION", "REGISTRY_TOKEN"])
    @pytest.mark.parametrize("start", [A, B])
    async def test_a_link_is_followed_from_either_end_and_told(self, persons: Persons, by: str, start: str) -> None:
        await self.put(persons, by)
        found = await persons.person(caller(), start)
        assert names(found.members) == [B, A]
        decision = "link-1" if by == "DECISION" else ""
        assert found.links == (PersonLink(A, B, by, decision, "m+1", POLICE, 5),)

    async def test_a_link_to_what_is_hidden_is_not_told(self, persons: Persons) -> None:
        await self.put(persons)
        before = await persons.person(caller(), A)
        await persons.node.put(order("seal", "SEALED", subject=YUSUF))
        await persons.node.put(expunged(party("b", agency=FIA, subject=YUSUF)))
        found = await persons.person(caller(), A)
        assert (names(before.members), names(found.members)) == ([B, A], [A])
        assert found.links == ()
        assert found.hits == ()

    async def test_a_hidden_record_is_no_bridge(self, persons: Persons) -> None:
        await persons.node.put(
            case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, role="VICTIM", subject=YUSUF),
            party("c", agency=SINDH, subject=person(cnic(3), name="Yousaf")),
        )  # fmt: skip
        a, b, c = [await persons.number(each) for each in (A, B, C)]
        persons.links.stated += [Joined(a, b, "DECISION", "1"), Joined(b, c, "DECISION", "2")]
        found = await persons.person(caller(), A)
        assert names(found.members) == [A]

    async def test_a_link_does_not_show_that_an_accused_is_a_victim(self, persons: Persons) -> None:
        mine = party("v", role="VICTIM", subject=YUSUF)
        await persons.node.put(case_file(), party("a", subject=YOUSAF), mine)
        victim = mine.record_name
        persons.links.stated.append(Joined(await persons.number(A), await persons.number(victim), "DECISION", "1"))
        for start in (A, victim):
            found = await persons.person(caller(), start)
            assert names(found.members) == [start]
            assert found.links == ()


class TestRights:
    async def test_a_misused_identity_travels_with_the_person(self, persons: Persons) -> None:
        note = misused(agency=POLICE, subject=YOUSAF)
        await persons.node.put(case_file(), party("a", subject=YOUSAF), note)
        found = await persons.person(caller(), A)
        assert note.record_name in names(found.members)
        assert "misused-identity" in {each.code for each in found.banners}

    async def test_what_is_absent_hidden_or_of_nobody_is_not_found(self, persons: Persons) -> None:
        await persons.node.put(
            case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, role="VICTIM", subject=YUSUF)
        )
        for record in (f"agencies/{POLICE}/records/none", B, f"agencies/{POLICE}/records/file"):
            with pytest.raises(NotFound):
                await persons.person(caller(), record)
            assert len(persons.node.trail.selectors) == 1
            assert persons.node.trail.records == []

    async def test_a_hit_is_no_member(self, persons: Persons) -> None:
        await persons.node.put(
            enquiry_file(), case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=YOUSAF)
        )
        with pytest.raises(NotFound):
            await persons.person(caller(FIA, "fia-1", **ENQUIRY), A)

    async def test_own_or_kin_is_not_found(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF))
        who = caller(own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(1)}")}))
        with pytest.raises(NotFound):
            await persons.person(who, A)
        assert persons.node.trail.alarms == ["own-or-kin"]

    async def test_a_pseudonym_is_not_found_by_its_record(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("b", agency=FIA, subject=YOUSAF))
        await persons.node.put(order("o", "PSEUDONYM", subject=YOUSAF, pseudonym="Witness A"))
        with pytest.raises(NotFound):
            await persons.person(caller(), B)

    async def test_the_gates_are_those_of_search(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF))
        with pytest.raises(CaseNotYours):
            await persons.person(caller(FIA, "fia-1"), A)
        with pytest.raises(InvalidArgument) as refused:
            await persons.person(caller(), "agencies/x")
        assert [each.field for each in refused.value.violations] == ["record"]
