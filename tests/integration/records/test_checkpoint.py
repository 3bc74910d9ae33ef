"""What a post is told of a traveller, on a real store: whose entries, what to do, and who is never a hit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import OwnOrKin
from services.access.kin import kin_digest
from services.exchange.check.ports import Found
from services.node.travellers import RecordedTravellers
from services.records.errors import StorageUnavailable
from services.values.exchange import NamedTraveller, TravellerHit
from services.values.records import Identifier, Proclamation, RecordVersion
from tests.fakes.person_search import Persons, entries, persons_on
from tests.fakes.record_maker import (
    CNIC,
    CUSTOMS,
    FIA,
    POLICE,
    SINDH,
    case_file,
    cnic,
    expunged,
    following,
    listing,
    misused,
    order,
    party,
    person,
    version,
)
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import CHECKPOINT

YOUNG = person(born="2012-01-01")


def officer(**more: object) -> Caller:
    """At a post of customs."""
    return replace(caller(CUSTOMS, "cu-1", **CHECKPOINT), **more)  # type: ignore[arg-type]  # each is of its own field


async def check(node: Node, number: str = CNIC, who: Caller | None = None) -> Found:
    travellers = RecordedTravellers(node.context)
    inquiry = node.inquiry(who or officer())
    return await travellers.by_document(inquiry, Identifier("CNIC", number), node.federation.registry)


async def named(persons: Persons, name: str, born: int, most: int = 5, gender: str = "") -> Found:
    persons.matcher.entries = await entries(persons.node)
    return await RecordedTravellers(persons.node.context).by_name(
        persons.node.inquiry(officer()), NamedTraveller(name, born, gender), persons.node.federation.registry, most
    )


def plain(hits: tuple[TravellerHit, ...]) -> list[TravellerHit]:
    """Hits without what no two answers share."""
    return [replace(each, handle="", desk=None, owner_name="") for each in hits]


PROCLAIMED = version(
    "PROCLAMATION", "proclaimed", Proclamation("87", "2021-02-01", "Sessions Court Lahore"), subject=person(), role="ACCUSED"
)  # fmt: skip


async def test_an_entry_tells_what_to_do_and_whom_to_call(node: Node) -> None:
    await node.put(listing(agency=FIA, expires="2099-01-01"))
    found = await check(node)
    desk = node.federation.registry.agencies[FIA].desk
    [hit] = found.hits
    assert hit.desk is not None
    assert (hit.desk.name, hit.desk.phone, hit.desk.email) == (desk.name, desk.phone, desk.email)
    assert hit.owner_name
    assert hit.handle
    assert plain(found.hits) == [
        TravellerHit(FIA, "", None, "", "PREVENT_EXIT", "none", "MoI order 7 of 2021", "ECL", "2099-01-01")
    ]
    assert not found.more
    assert node.trail.records == []
    assert sum(node.trail.withheld.values()) == 1


async def test_a_proclaimed_offender_is_to_be_arrested(node: Node) -> None:
    await node.put(case_file(), PROCLAIMED)
    assert plain((await check(node)).hits) == [
        TravellerHit(POLICE, action="ARREST", authority="Sessions Court Lahore, CrPC s. 87")
    ]


async def test_every_entry_is_told_of_whatever_office(node: Node) -> None:
    await node.put(
        listing(agency=FIA), listing("list", agency=SINDH, type="WARRANT_NON_BAILABLE"), listing("other", agency=SINDH)
    )
    assert [(each.owner, each.list_type) for each in (await check(node)).hits] == [
        (FIA, "ECL"), (SINDH, "WARRANT_NON_BAILABLE"), (SINDH, "ECL"),
    ]  # fmt: skip


async def test_another_document_of_one_number_series_finds_the_same(node: Node) -> None:
    await node.put(listing())
    for kind in ("CNIC", "NICOP", "POC"):
        inquiry = node.inquiry(officer())
        found = await RecordedTravellers(node.context).by_document(
            inquiry, Identifier(kind, CNIC), node.federation.registry
        )
        assert len(found.hits) == 1


async def test_a_passport_is_found_under_its_country_alone(node: Node) -> None:
    passport = replace(person(""), identifiers=(Identifier("PASSPORT", "P0123456", "AF"),))
    await node.put(listing(subject=passport))
    for country, hits in (("AF", 1), ("PK", 0)):
        found = await RecordedTravellers(node.context).by_document(
            node.inquiry(officer()), Identifier("PASSPORT", "P0123456", country), node.federation.registry
        )
        assert len(found.hits) == hits


NO_HIT: dict[str, list[RecordVersion]] = {
    "victim": [party(role="VICTIM")],
    "witness": [party(role="WITNESS")],
    "complainant": [party(role="COMPLAINANT")],
    "accused-and-no-list": [party()],
    "accused-child-and-no-list": [party(subject=YOUNG)],
    "entry-expired": [listing(expires="2021-03-01")],
    "entry-cancelled": [listing(cancelled="2021-03-01")],
    "entry-without-authority": [listing(authority="")],
    "sealed": [listing(), order("sealed", "SEALED")],
    "expunged": [listing(), expunged(listing())],
    "originators": [listing(handling="ORCON")],
    "str-derived": [listing(str_derived=True)],
    "note-of-misuse-alone": [misused()],
    "withdrawn": [listing(), following(listing(), status="WITHDRAWN", status_note="by error")],
}


@pytest.mark.parametrize("case", NO_HIT)
async def test_who_is_no_hit_is_as_who_is_not_there(node: Node, case: str) -> None:
    await node.put(case_file(), *NO_HIT[case])
    found, absent = await check(node), await check(node, cnic(7))
    assert found.hits == ()
    assert found == absent


async def test_of_a_child_only_that_the_desk_is_to_be_called(node: Node) -> None:
    alert = listing("alert", type="CHILD_ALERT", subject=YOUNG, authority="ZARRA 7/2021")
    await node.put(listing(subject=YOUNG, type="WARRANT_NON_BAILABLE"), alert)
    hits = plain((await check(node)).hits)
    assert set(hits) == {TravellerHit(POLICE, action="CHILD", caution="call the desk")}


async def test_a_strangers_entry_about_anothers_victim_is_as_about_anybody(node: Node) -> None:
    """An entry with authority accuses nobody, so that a post is answered the same whomever the case protects."""
    hers, their = person(), person(cnic(8))
    entries = [listing(f"entry-{n}", agency=SINDH, subject=who) for n, who in enumerate((hers, their))]
    await node.put(case_file(), party(role="VICTIM", subject=hers), *entries)
    assert plain((await check(node)).hits) == plain((await check(node, cnic(8))).hits) != []


async def test_an_untested_entry_is_a_plain_hit(node: Node) -> None:
    await node.put(listing(information_grade="4"), listing("again", information_grade="4"))
    assert plain((await check(node)).hits) == [TravellerHit(POLICE)], "how many there are is its owner's to say"


async def test_the_officers_own_number_is_refused(node: Node) -> None:
    with pytest.raises(OwnOrKin):
        await check(node, who=officer(own_and_kin=frozenset({kin_digest(f"CNIC:{CNIC}")})))


async def test_whoever_stands_at_no_post_is_told_nothing(node: Node) -> None:
    """A prison's officer with a post's purpose: no row of the table gives them anything."""
    await node.put(listing())
    assert (await check(node, who=officer(agency_kind="PRISON"))).hits == ()


async def test_a_page_about_others_moves_nothing_of_an_answer(node: Node) -> None:
    """Nor its hour: when an agency last wrote is nobody's at a post."""
    await node.put(listing())
    before = await check(node)
    node.now_ms += 60_000
    await node.put(listing("two", agency=FIA, subject=person("3520100000017")))
    after = await check(node)
    assert plain(after.hits) == plain(before.hits)
    assert after._replace(hits=()) == before._replace(hits=())


class TestNames:
    """By a name nobody is acted on, and a handful is told at most."""

    @pytest.fixture
    def persons(self, node: Node) -> Persons:
        return persons_on(node)

    async def test_a_name_with_its_year_tells_whom_to_call_and_no_action(self, persons: Persons) -> None:
        await persons.node.put(listing(subject=person(name="Zarak Mengal")))
        found = await named(persons, "زرک مینگل", 1985)
        assert plain(found.hits) == [TravellerHit(POLICE)]
        assert found.hits[0].desk is not None

    async def test_another_year_is_another_man(self, persons: Persons) -> None:
        await persons.node.put(listing(subject=person(name="Zarak Mengal")))
        assert (await named(persons, "Zarak Mengal", 1951)).hits == ()

    async def test_of_many_owners_a_handful_is_told_and_that_there_are_more(self, persons: Persons) -> None:
        wanted = person(name="Zarak Mengal")
        await persons.node.put(*(listing(agency=each, subject=wanted) for each in (POLICE, SINDH, FIA, CUSTOMS)))
        for most, more in ((3, True), (4, False)):
            found = await named(persons, "Zarak Mengal", 1985, most)
            assert len({each.owner for each in found.hits}) == len(found.hits) == most
            assert found.more is more

    @pytest.mark.parametrize("case", [*NO_HIT, "child"])
    async def test_who_is_no_hit_by_number_is_none_by_name(self, persons: Persons, case: str) -> None:
        records = [listing(subject=YOUNG)] if case == "child" else NO_HIT[case]
        await persons.node.put(case_file(), *records)
        born = 2012 if case in ("child", "accused-child-and-no-list") else 1985
        assert (await named(persons, "Amjad Ali", born)).hits == ()

    @pytest.mark.parametrize("name", ["Maryam", "Sana", "Maryam Bibi", "Muhammad Ali"])
    @pytest.mark.parametrize("gender", ["", "F"])
    async def test_a_missing_child_with_a_common_name_is_found(self, persons: Persons, name: str, gender: str) -> None:
        """The alert gives the day of birth and the sex; the post knows a year, and may know the sex."""
        girl = replace(person("", name=name, born="2015-05-05"), gender="F")
        alert = listing("alert", type="CHILD_ALERT", subject=girl, authority="ZARRA 7/2021")
        await persons.node.put(alert)
        for year in (2015, 2016):
            assert plain((await named(persons, name, year, gender=gender)).hits) == [TravellerHit(POLICE)]

    @pytest.mark.parametrize(
        ("name", "born", "gender"), [("Sana", 2015, "F"), ("Maryam", 2005, "F"), ("Maryam", 2015, "M")]
    )
    async def test_another_child_is_not_stopped_for_her(
        self, persons: Persons, name: str, born: int, gender: str
    ) -> None:
        girl = replace(person("", name="Maryam", born="2015-05-05"), gender="F")
        await persons.node.put(listing("alert", type="CHILD_ALERT", subject=girl, authority="ZARRA 7/2021"))
        assert (await named(persons, name, born, gender=gender)).hits == ()

    @pytest.mark.parametrize(
        ("name", "searched"), [("Zarak Mengal", "ALL"), ("Maryam", "CHILD_ALERTS"), ("Muhammad", "NONE")]
    )
    async def test_what_a_common_name_cannot_find_is_told_whatever_is_stored(
        self, persons: Persons, name: str, searched: str
    ) -> None:
        """An entry of a common name alone is not found. The answer says that it was not searched, and not that there
        is none.
        """
        empty = await named(persons, name, 1985)
        await persons.node.put(
            listing(subject=person(name=name)), party(role="VICTIM", subject=person(cnic(8), name=name))
        )
        full = await named(persons, name, 1985)
        assert (empty.name_search, full.name_search) == (searched, searched)
        assert bool(full.hits) is (searched == "ALL")

    async def test_a_fathers_name_makes_it_searched(self, persons: Persons) -> None:
        found = await named(persons, "Maryam d/o Zarak Mengal", 2015, gender="F")
        assert found.name_search == "ALL"

    async def test_a_document_has_no_such_word(self, persons: Persons) -> None:
        assert (await check(persons.node)).name_search == ""

    async def test_without_an_index_it_says_so(self, node: Node) -> None:
        """No hit where nothing was looked through would be a lie."""
        await node.put(listing())
        with pytest.raises(StorageUnavailable):
            await RecordedTravellers(node.context).by_name(
                node.inquiry(officer()), NamedTraveller("Amjad Ali", 1985), node.federation.registry, 5
            )
