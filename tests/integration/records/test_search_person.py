"""The search for a person by description, on a real store, decided by the decision table."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import CaseNotYours, InvalidArgument, OwnOrKin, PageTokenInvalid, PurposeUnfit
from services.access.kin import kin_digest
from services.matching.default_model import default_model
from services.matching.words import SENTENCES
from services.records.app.search_person import MAX_CANDIDATES
from services.records.errors import StorageUnavailable
from services.values.records import Birth, Identifier, Name, PersonDescription
from tests.fakes.person_search import Persons, described_as, persons_on
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    listing,
    order,
    party,
    person,
    withdrawn,
)
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import CHECKPOINT, ENQUIRY, enquiry_file

YOUSAF = person(cnic(1), name="Muhammad Yousaf")
YUSUF = person("", name="M. Yusuf", born="1985-03-04")
IMRAN = person(cnic(2), name="Imran Qaisrani", born="1990-01-02")
WHO = described_as("محمد یوسف", "Father of Muhammad Yousaf")


@pytest.fixture
def persons(node: Node) -> Persons:
    return persons_on(node)


async def test_an_urdu_spelling_finds_the_man_and_says_why(persons: Persons) -> None:
    await persons.node.put(case_file(), party("a", subject=YOUSAF), party("b", subject=IMRAN))
    found = await persons.find(caller(), WHO)
    best = found.candidates[0]
    assert best.match is not None
    assert best.match.version == f"agencies/{POLICE}/records/a/versions/1"
    assert best.match.subject == YOUSAF
    assert found.model == default_model().name
    assert {each.field for each in best.fields} == {"name", "related"}
    for each in best.fields:
        assert (each.text, each.text_ur) == SENTENCES[each.field][each.level]
    assert best.bits == pytest.approx(default_model().prior + sum(each.bits for each in best.fields))
    assert best.zone in {"LINK", "REVIEW"}
    assert persons.node.trail.records == [each.match.version for each in found.candidates if each.match]


async def test_candidates_stand_best_first_over_agencies(persons: Persons) -> None:
    put = [case_file(), party("a", subject=YOUSAF), party("b", agency=FIA, subject=YUSUF), party("c", subject=IMRAN)]
    await persons.node.put(*put)
    found = await persons.find(caller(), replace(WHO, birth=Birth("1985-03-04", "1985-03-04")))
    assert [each.match.owner for each in found.candidates if each.match] == [POLICE, FIA]
    assert [each.bits for each in found.candidates] == sorted((each.bits for each in found.candidates), reverse=True)


async def test_a_number_is_looked_for_beside_the_name(persons: Persons) -> None:
    await persons.node.put(
        case_file(), party("a", subject=YOUSAF), party("b", subject=person(cnic(9), name="M Yousaf"))
    )
    found = await persons.find(caller(), replace(WHO, identifiers=(Identifier("CNIC", cnic(9)),)))
    [first, second] = found.candidates
    assert first.match is not None
    assert first.match.version.endswith("records/b/versions/1")
    assert first.bits > second.bits


class TestRights:
    async def test_only_classes_that_are_disclosed_are_asked_of_the_index(self, persons: Persons) -> None:
        await persons.node.put(
            case_file(), party("a", subject=YOUSAF), party("v", role="VICTIM", agency=SINDH, subject=YUSUF)
        )
        found = await persons.find(caller(), WHO)
        assert len(found.candidates) == 1
        hidden = next(e.group for e in persons.matcher.entries if e.who.name.tokens == ("muhammad", "yusuf"))
        assert all(hidden not in groups for groups in persons.matcher.asked)

    async def test_what_may_only_be_known_to_exist_is_looked_for_apart(self, persons: Persons) -> None:
        """Else it would stand in the way of what is ranked."""
        await persons.node.put(enquiry_file(), case_file(), party("a", subject=YOUSAF))
        await persons.find(caller(FIA, "fia-1", **ENQUIRY), WHO)
        (group,) = {each.group for each in persons.matcher.entries}
        ranked, known = persons.matcher.asked
        assert (group in ranked, group in known) == (False, True)

    @pytest.mark.parametrize("who", [caller(), caller(FIA, "fia-1", **ENQUIRY)], ids=["case", "enquiry"])
    async def test_an_index_that_gives_more_than_is_asked_for_shows_no_more(
        self, persons: Persons, who: Caller
    ) -> None:
        await persons.node.put(
            enquiry_file(), case_file(), party("a", subject=YOUSAF),
            party("v", role="VICTIM", agency=SINDH, subject=YUSUF),
        )  # fmt: skip
        honest = await persons.find(who, WHO)
        persons.matcher.loose = True
        assert (await persons.find(who, WHO)).candidates == honest.candidates

    async def test_who_may_only_know_that_somebody_is_there_gets_a_hit_of_each_owner(self, persons: Persons) -> None:
        await persons.node.put(
            enquiry_file(), case_file(), party("a", subject=YOUSAF), party("b", subject=YOUSAF),
            party("c", agency=SINDH, subject=IMRAN),
        )  # fmt: skip
        found = await persons.find(caller(FIA, "fia-1", **ENQUIRY), WHO)
        assert found.candidates == ()
        [hit] = found.hits
        assert (hit.owner, hit.owner_name, hit.action) == (POLICE, "Punjab Police", None)
        assert hit.desk is not None
        assert hit.handle
        assert persons.node.trail.records == []
        assert sum(persons.node.trail.withheld.values()) == 2

    async def test_a_likeness_at_a_checkpoint_is_a_call_to_the_desk_and_no_action(self, persons: Persons) -> None:
        await persons.node.put(listing(agency=FIA, subject=YOUSAF))
        found = await persons.find(caller(CUSTOMS, "cu-1", **CHECKPOINT), WHO)
        assert [(hit.owner, hit.action) for hit in found.hits] == [(FIA, None)]
        assert found.candidates == ()

    async def test_a_hit_is_of_nobody_whose_name_is_another(self, persons: Persons) -> None:
        """Father, birth and district would do for a review; an officer at a post is not sent after that."""
        other = replace(YOUSAF, names=(Name("OWN", "Zarak Mengal", "Latn"), YOUSAF.names[1]))
        await persons.node.put(listing(agency=FIA, subject=other))
        asked = replace(WHO, names=(WHO.names[0], YOUSAF.names[1]), birth=YOUSAF.birth, district=YOUSAF.district)
        assert (await persons.find(caller(CUSTOMS, "cu-1", **CHECKPOINT), asked)).hits == ()
        await persons.node.put(listing("own", agency=SINDH, subject=YOUSAF))
        found = await persons.find(caller(CUSTOMS, "cu-1", **CHECKPOINT), asked)
        assert [hit.owner for hit in found.hits] == [SINDH]

    async def test_a_child_is_no_hit_at_a_checkpoint(self, persons: Persons) -> None:
        child = person(cnic(1), name="Muhammad Yousaf", born="2010-01-01")
        await persons.node.put(listing(agency=FIA, subject=child))
        found = await persons.find(caller(CUSTOMS, "cu-1", **CHECKPOINT), WHO)
        assert (found.candidates, found.hits) == ((), ())

    async def test_a_pseudonym_hides_the_name_from_the_search_for_it(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", agency=FIA, subject=YOUSAF))
        assert (await persons.find(caller(), WHO)).candidates
        await persons.node.put(order("o", "PSEUDONYM", subject=YOUSAF, pseudonym="Witness A"))
        found = await persons.find(caller(), WHO)
        assert (found.candidates, found.hits) == ((), ())

    async def test_an_accused_is_not_shown_to_be_a_victim_too(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF), party("v", role="VICTIM", subject=YOUSAF))
        found = await persons.find(caller(), WHO)
        assert [each.match.version.split("/")[3] for each in found.candidates if each.match] == ["a"]

    async def test_the_cited_case_opens_what_its_people_have_elsewhere(self, persons: Persons) -> None:
        """As in a search by number: a border crossing of the case's accused (row 15)."""
        from tests.fakes.record_maker import crossing

        await persons.node.put(case_file(), crossing(subject=YOUSAF))
        assert (await persons.find(caller(), WHO)).candidates == ()
        await persons.node.put(party("a", subject=YOUSAF))
        found = await persons.find(caller(), WHO)
        assert {each.match.owner for each in found.candidates if each.match} == {POLICE, CUSTOMS}

    async def test_own_or_kin_by_number_and_by_name(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF), party("b", subject=YUSUF))
        who = caller(own_and_kin=frozenset({kin_digest(f"CNIC:{cnic(1)}")}))
        with pytest.raises(OwnOrKin):
            await persons.find(who, replace(WHO, identifiers=(Identifier("NICOP", cnic(1)),)))
        found = await persons.find(who, WHO)
        assert [each.match.version.split("/")[3] for each in found.candidates if each.match] == ["b"]
        assert persons.node.trail.alarms == ["own-or-kin"]

    async def test_a_case_of_somebody_else_and_an_unfit_purpose_are_refused(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF))
        with pytest.raises(CaseNotYours):
            await persons.find(caller(FIA, "fia-1"), WHO)
        with pytest.raises(PurposeUnfit):
            await persons.find(caller(legal_basis="ZAINAB"), WHO)


class TestPages:
    async def test_pages_go_through_all_and_then_end(self, persons: Persons) -> None:
        await persons.node.put(
            case_file(), *[party(f"p{n}", subject=YOUSAF) for n in range(7)], party("x", subject=IMRAN)
        )
        seen, token = [], ""
        while True:
            page = await persons.find(caller(), WHO, page_size=3, page_token=token)
            seen += [each.match.version.split("/")[3] for each in page.candidates if each.match]
            if not (token := page.next_page_token):
                break
            assert len(page.candidates) == 3
        assert sorted(seen) == [f"p{n}" for n in range(7)]
        assert len(set(seen)) == 7

    async def test_hits_are_told_once(self, persons: Persons) -> None:
        mine = [party(f"p{n}", agency=FIA, subject=YOUSAF) for n in range(3)]
        await persons.node.put(enquiry_file(), case_file(), party("a", subject=YOUSAF), *mine)
        who = caller(FIA, "fia-1", **ENQUIRY)
        first = await persons.find(who, WHO, page_size=1)
        assert len(first.hits) in (1, 2)
        if first.next_page_token:
            assert (await persons.find(who, WHO, page_size=1, page_token=first.next_page_token)).hits == ()

    async def test_a_page_token_is_for_one_caller_and_description(self, persons: Persons) -> None:
        await persons.node.put(case_file(), *[party(f"p{n}", subject=YOUSAF) for n in range(3)])
        token = (await persons.find(caller(), WHO, page_size=1)).next_page_token
        for person_ in (described_as("محمد یوسف"), replace(WHO, gender="M"), replace(WHO, district="PK-PB-LHR")):
            with pytest.raises(PageTokenInvalid):
                await persons.find(caller(), person_, page_token=token)
        with pytest.raises((PageTokenInvalid, CaseNotYours)):
            await persons.find(caller(officer="pp-8"), WHO, page_token=token)

    async def test_no_more_are_told_than_the_most(self, persons: Persons, monkeypatch: pytest.MonkeyPatch) -> None:
        assert MAX_CANDIDATES == 200
        monkeypatch.setattr("services.records.app.search_person.MAX_CANDIDATES", 4)
        await persons.node.put(case_file(), *[party(f"p{n}", subject=YOUSAF) for n in range(7)])
        first = await persons.find(caller(), WHO, page_size=2)
        second = await persons.find(caller(), WHO, page_size=2, page_token=first.next_page_token)
        assert (len(second.candidates), second.next_page_token) == (2, "")

    @pytest.mark.parametrize("size", [-1, 51])
    async def test_a_page_size_has_bounds(self, persons: Persons, size: int) -> None:
        with pytest.raises(InvalidArgument):
            await persons.find(caller(), WHO, page_size=size)


class TestAsked:
    async def test_the_description_and_each_number_count(self, persons: Persons) -> None:
        await persons.node.put(case_file())
        await persons.find(caller(), WHO)
        [of_words] = persons.node.trail.selectors
        assert len(of_words) == 32
        await persons.find(caller(), replace(WHO, identifiers=(Identifier("CNIC", CNIC),)))
        number, together = persons.node.trail.selectors
        await persons.node.search(caller())
        assert persons.node.trail.selectors == [number]
        assert together != of_words
        await persons.find(caller(), described_as("Imran"))
        assert persons.node.trail.selectors != [of_words]

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            (None, "person.names"),
            (PersonDescription(), "person.names"),
            (described_as("   "), "person.names"),
            (PersonDescription((Name("FATHER", "Rehman"),)), "person.names"),
            (PersonDescription((Name("PSEUDONYM", "Witness A"),)), "person.names[0].type"),
            (PersonDescription((Name("OWN", "x" * 401),)), "person.names[0].text"),
            (PersonDescription((Name("OWN", "Ali"),) * 9), "person.names"),
            (described_as("Ali", identifiers=(Identifier("CNIC", "12"),)), "person.identifiers[0].value"),
            (described_as("Ali", identifiers=(Identifier("CNIC", CNIC),) * 9), "person.identifiers"),
            (described_as("Ali", birth=Birth("yesterday", "")), "person.birth.earliest"),
            (described_as("Ali", birth=Birth("2000-01-01", "2000-13-01")), "person.birth.latest"),
            (described_as("Ali", birth=Birth("2000-01-01", "2000-01-01", number="7")), "person.birth"),
        ],
    )  # fmt: skip
    async def test_what_is_no_description_is_named_by_field(
        self, persons: Persons, asked: PersonDescription | None, field: str
    ) -> None:
        await persons.node.put(case_file())
        with pytest.raises(InvalidArgument) as refused:
            await persons.find(caller(), asked)
        assert [each.field for each in refused.value.violations] == [field]

    async def test_braked_words_are_told(self, node: Node) -> None:
        persons = persons_on(node, brakes=frozenset({"محمد"}))
        await node.put(case_file(), party("a", subject=YOUSAF))
        alone = await persons.find(caller(), described_as("محمد"))
        assert (alone.candidates, alone.braked) == ((), ("محمد",))
        beside = await persons.find(caller(), WHO)
        assert (len(beside.candidates), beside.braked) == (1, ("محمد",))

    async def test_an_index_that_is_down_is_said_to_be(self, node: Node) -> None:
        persons = persons_on(node)
        persons.matcher.down = True
        await node.put(case_file())
        with pytest.raises(StorageUnavailable):
            await persons.find(caller(), WHO)

    async def test_a_process_without_an_index_finds_nobody_and_says_so(self, node: Node) -> None:
        from services.records.app.search_person import search_person
        from services.values.records import SearchPersonRequest

        await node.put(case_file())
        with pytest.raises(StorageUnavailable):
            await search_person(
                node.context, node.inquiry(caller()), SearchPersonRequest(WHO), node.federation.registry
            )


class TestBesideOthers:
    async def test_a_matcher_that_hangs_holds_up_no_history(self, persons: Persons) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF))
        alone = await persons.node.history(caller())
        persons.matcher.pause = asyncio.Event()
        search = asyncio.create_task(persons.find(caller(), WHO))
        while not persons.matcher.asked:
            await asyncio.sleep(0)
        for _ in range(3):
            assert await persons.node.history(caller()) == alone
            await asyncio.sleep(0)
        persons.matcher.pause.set()
        assert len((await search).candidates) == 1

    async def test_a_record_that_is_written_while_the_matcher_is_awaited_is_decided_as_it_then_is(
        self, persons: Persons
    ) -> None:
        await persons.node.put(case_file(), party("a", subject=YOUSAF))
        persons.matcher.pause = asyncio.Event()
        search = asyncio.create_task(persons.find(caller(), WHO))
        while not persons.matcher.asked:
            await asyncio.sleep(0)
        await persons.node.put(withdrawn(party("a", subject=YOUSAF)))
        persons.matcher.pause.set()
        [candidate] = (await search).candidates
        assert candidate.match is not None
        assert candidate.match.version == f"agencies/{POLICE}/records/a/versions/2"
