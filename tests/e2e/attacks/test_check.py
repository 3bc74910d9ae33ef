"""A traveller at a post: who is no hit looks like who is not there, and nobody learns more than what to do."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from rabta.exchange.v1.check_service_pb2 import (
    NAME_SEARCH_ALL,
    CheckTravellerRequest,
    CheckTravellerResponse,
    CountCrossingsRequest,
    CountCrossingsResponse,
    NamedTraveller,
    NameSearch,
    PostCheck,
    TravellerHit,
)
from rabta.records.v1.listing_pb2 import LIST_TYPE_UNSPECIFIED, LIST_TYPE_WARRANT_NON_BAILABLE
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, IDENTIFIER_TYPE_IMEI, Identifier

from services.exchange.anchors.heads import StoredHeads
from services.exchange.anchors.ports import AnchoredHead
from services.exchange.store.database import open_database
from services.records.app.matching import Matching
from services.records.app.name_search import name_search
from services.records.described import described
from services.values.dates import day_text, today
from services.values.records import Birth, Name, RecordVersion, Subject
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.conftest import NUMBERS_AN_HOUR
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    CHIEF,
    CUSTOMS,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_CASE,
    RECORDERS,
    SINDH,
    SINDH_CASE,
    Officer,
    kin,
)
from tests.e2e.planted import CHILD_WANTED, FORBIDDEN, KNOWN, NAMES, NOBODY, WANTED, WITNESS, ref
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.fakes.feed_crossings import crossed, linked

CHECK = "/rabta.exchange.v1.CheckService/CheckTraveller"
COUNT = "/rabta.exchange.v1.CheckService/CountCrossings"
POST = replace(BORDER, id="cu-4002")
"""An officer of a post with numbers of their own to ask for."""
STRANGERS_VICTIM, MISSING, STRANGERS_OTHER = make.cnic(430), make.cnic(431), make.cnic(438)


def by_number(number: str, kind: int = IDENTIFIER_TYPE_CNIC) -> bytes:
    document = Identifier(type=kind, value=number)  # type: ignore[arg-type]  # a number of the enum
    return CheckTravellerRequest(document=document).SerializeToString(deterministic=True)


def by_name(name: str, born: int) -> bytes:
    named = NamedTraveller(name=name, birth_year=born)
    return CheckTravellerRequest(named=named).SerializeToString(deterministic=True)


def searched(body: bytes) -> str:
    """What is searched by these words on a node that holds nothing."""
    named = CheckTravellerRequest.FromString(body).named
    year = f"{named.birth_year:04}"
    who = described(Subject((Name("OWN", named.name),), birth=Birth(f"{year}-01-01", f"{year}-12-31")))
    return name_search(Matching(), who)


def check(world: World, body: bytes, officer: Officer = POST) -> Seen:
    return put(world, world.asking(officer, CHECK, body))


def hits(world: World, body: bytes) -> list[TravellerHit]:
    return list(CheckTravellerResponse.FromString(answered(world, check(world, body))).hits)


def test_a_wanted_traveller_is_an_action_and_no_biography(world: World) -> None:
    seen = check(world, by_number(WANTED))
    body = answered(world, seen)
    answer = CheckTravellerResponse.FromString(body)
    [hit] = answer.hits
    assert (hit.owner, hit.action, hit.authority) == (SINDH, "PREVENT_EXIT", "MoI order 7 of 2021")
    assert hit.list_type == LIST_TYPE_WARRANT_NON_BAILABLE
    assert hit.desk.phone
    assert not [word for word in (NAMES[WANTED], WANTED, "sd-warrant", "1985") if word.encode() in body]
    assert answer.synced_ms == 0
    assert not seen.entries[0].open.records
    assert [one.owner for one in seen.entries[0].sealed.withheld] == [SINDH]


@pytest.mark.parametrize("number", [*FORBIDDEN, WITNESS], ids=[NAMES[number] for number in (*FORBIDDEN, WITNESS)])
def test_hidden_travellers_are_as_unknown_ones(world: World, number: str) -> None:
    """A child, a sealed man, a victim, a witness, what an originator keeps: the same bytes as of nobody."""
    assert answered(world, check(world, by_number(number))) == answered(world, check(world, by_number(NOBODY)))


def inactive(number: int) -> dict[str, RecordVersion]:
    """Entries on which nobody may act, each of another man."""
    man = [make.person(make.cnic(number + place)) for place in range(4)]
    return {
        man[0].identifiers[0].value: make.listing("sd-expired", agency=SINDH, subject=man[0], expires="2021-03-01"),
        man[1].identifiers[0].value: make.listing("sd-cancelled", agency=SINDH, subject=man[1], cancelled="2021-03-01"),
        man[2].identifiers[0].value: make.listing("sd-no-authority", agency=SINDH, subject=man[2], authority=""),
        man[3].identifiers[0].value: make.listing("sd-orcon", agency=SINDH, subject=man[3], handling="ORCON"),
    }


def test_an_entry_that_is_expired_cancelled_or_without_authority_is_none(world: World) -> None:
    entries = inactive(432)
    world.plant(list(entries.values()))
    absent = answered(world, check(world, by_number(NOBODY)))
    for number in entries:
        seen = check(world, by_number(number))
        assert answered(world, seen) == absent
        assert seen.entries[0].sealed.withheld


def test_a_child_is_a_call_to_the_desk_whether_sought_or_missing(world: World) -> None:
    """A missing child and one with a warrant read alike, but for whose desk it is."""
    child = make.person(MISSING, "2015-01-01", "Nida Missing")
    alert = make.listing("pb-alert", agency=PUNJAB, type="CHILD_ALERT", subject=child, case_references=ref(PUNJAB_CASE))
    world.plant([alert])
    for number in (CHILD_WANTED, MISSING):
        [hit] = hits(world, by_number(number))
        assert (hit.owner, hit.action, hit.caution) == (PUNJAB, "CHILD", "call the desk")
        assert (hit.authority, hit.expires, hit.list_type) == ("", "", LIST_TYPE_UNSPECIFIED)


def test_a_strangers_entry_tells_no_post_of_anothers_victim(world: World) -> None:
    """An entry with authority accuses nobody: a post is told the same of the case's victim and of nobody there."""
    victim = make.person(STRANGERS_VICTIM, name="Parveen Listed")
    other = make.person(STRANGERS_OTHER, name="Parveen Listed")
    theirs = make.party("sd-her", agency=SINDH, role="VICTIM", subject=victim, case_references=ref(SINDH_CASE))
    world.plant([theirs])
    for name, who in (("cu-her", victim), ("cu-other", other)):
        world.plant([make.listing(name, agency=CUSTOMS, subject=who, case_references=ref(SINDH_CASE))])
    [one], [same] = hits(world, by_number(STRANGERS_VICTIM)), hits(world, by_number(STRANGERS_OTHER))
    assert one.owner == same.owner == CUSTOMS
    told = [(hit.action, hit.caution, hit.authority, hit.list_type) for hit in (one, same)]
    assert told[0] == told[1]
    assert told[0][0]


def test_a_name_is_a_call_to_the_desk_and_hides_whom_a_number_hides(world: World) -> None:
    def found() -> bool:
        return bool(hits(world, by_name(NAMES[WANTED], 1985)))

    until(found, "the index has the record")
    for hit in hits(world, by_name(NAMES[WANTED], 1985)):
        assert (hit.action, hit.authority, hit.list_type) == ("", "", LIST_TYPE_UNSPECIFIED)
    absent = answered(world, check(world, by_name("Xerxes Qwlmn", 1985)))
    for number in (*FORBIDDEN, WITNESS, CHILD_WANTED):
        for born in (1985, 2005):
            words = by_name(NAMES[number], born)
            told = CheckTravellerResponse.FromString(answered(world, check(world, words)))
            assert NameSearch.Name(told.name_search) == f"NAME_SEARCH_{searched(words)}", (
                "it follows from the words alone"
            )
            told.name_search = NAME_SEARCH_ALL
            assert told.SerializeToString(deterministic=True) == absent


BAD = {
    "name-without-year": (by_name("Imran Wanted", 0), "birth-year"),
    "year-without-name": (by_name("", 1985), "name-text"),
    "neither": (b"", "document-or-name"),
    "both": (by_number(WANTED) + by_name("Imran Wanted", 1985), "document-or-name"),
    "number-of-a-phone": (by_number("490154203237518", IDENTIFIER_TYPE_IMEI), "document-type"),
    "half-a-number": (by_number("35202"), "cnic-length"),
    "unknown-field": (by_number(WANTED) + b"\x7a\x01x", "unknown-field"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_by_name(world: World, case: str) -> None:
    body, rule = BAD[case]
    refused(world, check(world, body), "INVALID_ARGUMENT", rule=rule)


def test_own_number(world: World) -> None:
    question = world.ask(CHECK, by_number(KNOWN), world.token(POST, own_and_kin=[kin(f"CNIC:{KNOWN}")]), agency=CUSTOMS)
    refused(world, put(world, question), "OWN_OR_KIN")


@pytest.mark.parametrize("officer", [INVESTIGATOR, CHIEF], ids=lambda one: one.id)
def test_whoever_stands_at_no_post_checks_nobody(world: World, officer: Officer) -> None:
    """The same refusal of who is sought, hidden and unknown."""
    said = set()
    for number in (WANTED, NOBODY, *FORBIDDEN):
        seen = check(world, by_number(number), officer)
        refused(world, seen, "PURPOSE_UNFIT")
        said.add(seen.back.everything().count(b"PURPOSE_UNFIT"))
    assert len(said) == 1


def test_going_through_numbers_is_stopped(world: World) -> None:
    """Hit or no hit, each number counts against the officer; the same traveller twice counts once."""
    officer = replace(BORDER, id="cu-4003")
    reasons = [
        check(world, by_number(make.cnic(5000 + each)), officer).entries[0].open.reason
        for each in range(NUMBERS_AN_HOUR + 10)
    ]
    assert reasons[0] == ""
    assert reasons[-1] == "RATE_LIMITED"
    assert check(world, by_number(make.cnic(5000)), officer).entries[0].open.reason == ""


# -- crossings that nobody checked

HUB_CLOCK_MS = 60_000
"""A log that is anchored so long from now covers every check of before."""


def fed(world: World, agency: str, post: str, number: str) -> None:
    """Somebody crossed just now by the agency's feed; its own node's log is anchored."""
    folder, now_ms = world.files.hub.folder, world.clock.now()

    async def kept() -> None:
        links = linked(folder)
        await crossed(links, agency, post, now_ms, f"CNIC:{number}")
        await links.close()
        database = open_database(folder / "exchange.db")
        await StoredHeads(database).keep(
            AnchoredHead(agency, f"log of {agency}", 1, bytes(32), now_ms + HUB_CLOCK_MS), 0
        )
        database.close()

    asyncio.run(kept())


def counted(world: World, *checks: PostCheck) -> bytes:
    day = day_text(today(world.clock.now()))
    request = CountCrossingsRequest(checks=checks, from_day=day, to_day=day)
    return request.SerializeToString(deterministic=True)


def at_posts(world: World, agency: str, *checks: PostCheck) -> dict[str, tuple[int, int, int]]:
    """What a system of the agency is told: post -> crossings, unchecked, checks."""
    seen = put(world, world.ask(COUNT, counted(world, *checks), agency=agency))
    days = CountCrossingsResponse.FromString(answered(world, seen, leaves=2)).days
    assert {each.agency for each in days} <= {agency}
    return {each.post: (each.crossings, each.unchecked, each.checks) for each in days}


def brought(world: World, post: str, number: str) -> PostCheck:
    document = Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    return PostCheck(post=post, document=document, at_ms=world.clock.now())


def test_a_strangers_checks_and_crossings_move_no_figure_of_anothers_post(world: World) -> None:
    """An agency that tells of a post by the name of another's tells of its own."""
    number = make.cnic(460)
    fed(world, CUSTOMS, "TAFTAN", number)
    before = at_posts(world, CUSTOMS)
    assert before["TAFTAN"] == (1, 1, 0)
    fed(world, FIA, "TAFTAN", number)
    assert at_posts(world, FIA, brought(world, "TAFTAN", number))["TAFTAN"] == (1, 0, 1)
    assert at_posts(world, CUSTOMS) == before


def test_a_check_at_the_post_counts_whether_answered_here_or_brought(world: World) -> None:
    here, alone = make.cnic(461), make.cnic(462)
    for number in (here, alone):
        fed(world, CUSTOMS, "CHAMAN", number)
    document = Identifier(type=IDENTIFIER_TYPE_CNIC, value=here)
    seen = check(world, CheckTravellerRequest(document=document, post="Chaman").SerializeToString(deterministic=True))
    answered(world, seen)
    assert seen.entries[0].open.feed == "posts/CHAMAN"
    assert at_posts(world, CUSTOMS)["CHAMAN"] == (2, 1, 1)
    mine = brought(world, "Chaman", alone)
    for _ in range(2):
        assert at_posts(world, CUSTOMS, mine)["CHAMAN"] == (2, 0, 2)


def test_who_names_no_post_is_answered_and_counted_apart(world: World) -> None:
    before = at_posts(world, CUSTOMS).get("", (0, 0, 0))
    answered(world, check(world, by_number(make.cnic(463))))
    assert at_posts(world, CUSTOMS)[""] == (0, 0, before[2] + 1)


@pytest.mark.parametrize("officer", [POST, RECORDERS[CUSTOMS], INVESTIGATOR], ids=lambda one: one.id)
def test_no_officer_is_told_of_posts_but_oversights(world: World, officer: Officer) -> None:
    refused(world, put(world, world.asking(officer, COUNT, counted(world))), "POLICY_DENIED", leaves=2)


def test_oversight_is_told_of_every_post_and_brings_nothing(world: World) -> None:
    number = make.cnic(464)
    fed(world, CUSTOMS, "GHULAM KHAN", number)
    seen = put(world, world.asking(AUDITOR, COUNT, counted(world)))
    days = CountCrossingsResponse.FromString(answered(world, seen, leaves=2)).days
    assert (CUSTOMS, "GHULAM KHAN", 1, 1) in {(each.agency, each.post, each.crossings, each.unchecked) for each in days}
    mine = counted(world, brought(world, "Ghulam Khan", number))
    refused(world, put(world, world.asking(AUDITOR, COUNT, mine)), "POLICY_DENIED", leaves=2)
    assert at_posts(world, CUSTOMS)["GHULAM KHAN"] == (1, 1, 0)


def test_no_number_comes_back_and_none_is_logged(world: World) -> None:
    number = make.cnic(465)
    fed(world, CUSTOMS, "ANGOOR ADDA", number)
    seen = put(world, world.ask(COUNT, counted(world, brought(world, "Angoor Adda", number)), agency=CUSTOMS))
    assert number.encode() not in answered(world, seen, leaves=2)
    assert not any(number in repr(entry.open) for entry in seen.entries)
