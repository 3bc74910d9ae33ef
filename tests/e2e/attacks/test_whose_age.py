"""A member without a part states an age without a document, or its clerk types a wrong year: no answer to others moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rabta.records.v1.claim_pb2 import (
    CLAIM_FACT_AGE,
    CLAIM_STATE_OPEN,
    Claim,
    ListClaimsRequest,
    ListClaimsResponse,
)
from rabta.records.v1.history_pb2 import Hit
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.values.records import Birth, RecordVersion, Subject
from tests.e2e.attacks.judging import answered, put
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.attacks.test_whose_word import fresh, told
from tests.e2e.bodies import RECORDS
from tests.e2e.people import BORDER, FIA, FIA_CASE, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, RECORDERS, SINDH, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

HERE = ref(FIA_CASE)
SAYS: dict[str, Callable[[Subject], Subject]] = {
    "born-2010": lambda who: make.person(who.identifiers[0].value, "2010-01-01", who.names[0].text),
    "claims-to-be-a-child": lambda who: replace(who, birth=None, age_claimed=True),
}
"""What the stranger's record says of the man."""


def man(number: int, born: str = "1978-03-04") -> Subject:
    return make.person(make.cnic(60_400 + number), born, f"Aged Man {number}")


def of_fia(who: Subject) -> list[RecordVersion]:
    """A man who is accused in FIA's case, the exit stop and the warrant for that man."""
    return [
        make.party(fresh("fia-aged"), agency=FIA, subject=who, case_references=HERE),
        make.listing(fresh("fia-stop"), agency=FIA, subject=who, case_references=HERE),
        make.listing(fresh("fia-other-stop"), agency=FIA, subject=who, case_references=()),
    ]


def stranger(who: Subject, how: str, *, inside: bool) -> RecordVersion:
    """What Sindh says of the man, in FIA's case or under a number that nobody issued."""
    cases = HERE if inside else ref("SD/KARACHI/NOWHERE/990/2024")
    return make.party(fresh("sd-age"), agency=SINDH, subject=SAYS[how](who), case_references=cases)


def at_post(world: World, who: Subject) -> list[Hit]:
    question = world.asking(BORDER, SEARCH, search_of(who.identifiers[0].value))
    found = SearchResponse.FromString(answered(world, put(world, question))).hits
    return [hit for hit in found if hit.owner == FIA]


def actions(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return sorted((hit.action.action, hit.action.authority, hit.action.caution) for hit in hits)


def lines_of(world: World, officer: Officer, who: Subject, records: list[RecordVersion]) -> set[str]:
    return told(world, officer, who) & {each.record_id for each in records}


@pytest.mark.parametrize("inside", [False, True], ids=["elsewhere", "in-the-case"])
@pytest.mark.parametrize("how", SAYS)
def test_age_by_a_stranger(world: World, how: str, inside: bool) -> None:
    """An adult's history stands line by line, and a post is told what it was told."""
    who = man(list(SAYS).index(how) * 2 + inside)
    records = of_fia(who)
    world.plant(records)
    before = lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))
    assert before[0] == {each.record_id for each in records}
    assert [action for action, _, _ in before[1]] == ["PREVENT_EXIT"] * 2
    world.plant([stranger(who, how, inside=inside)])
    assert (lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))) == before
    assert lines_of(world, INVESTIGATOR, who, records) == before[0]


@pytest.mark.parametrize("how", SAYS)
def test_age_by_a_stranger_where_none_is_recorded(world: World, how: str) -> None:
    """The entry of a man of unrecorded age stands with one sentence, claimed or not (row 24a)."""
    who = man(10 + list(SAYS).index(how), born="")
    records = of_fia(who)
    world.plant(records)
    before = lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))
    assert before[0] == {each.record_id for each in records}
    assert before[1] == [("PREVENT_EXIT", "MoI order 7 of 2021", "age not recorded: call desk; none")] * 2
    world.plant([stranger(who, how, inside=True), stranger(who, how, inside=False)])
    assert (lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))) == before


def shown(who: Subject, born: str, number: str) -> Subject:
    """The man with a birth that a deposited certificate shows."""
    birth = Birth(born, born, "CRC", issuer="NADRA", number=number, sha256=bytes(32))
    return replace(who, birth=birth)


@pytest.mark.parametrize("inside", [False, True], ids=["elsewhere", "in-the-case"])
def test_document_of_a_stranger_against_the_owners(world: World, inside: bool) -> None:
    """A certificate that anybody may forge hides nobody whom the certificate of the case's owner makes an adult."""
    who = shown(man(40 + inside), "1978-03-04", "8")
    records = of_fia(who)[:2]
    world.plant(records)
    before = lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))
    assert before[0] == {each.record_id for each in records}
    cases = HERE if inside else ref("SD/KARACHI/NOWHERE/990/2024")
    child = shown(who, "2010-01-01", "7")
    world.plant([make.party(fresh("sd-forged"), agency=SINDH, subject=child, case_references=cases)])
    assert (lines_of(world, PUNJAB_INVESTIGATOR, who, records), actions(at_post(world, who))) == before


def ages_claimed(world: World, officer: Officer, records: list[RecordVersion]) -> list[Claim]:
    names = {f"agencies/{each.agency}/records/{each.record_id}" for each in records}
    found: list[Claim] = []
    request = ListClaimsRequest()
    while True:
        seen = put(world, world.asking(officer, f"{RECORDS}ListClaims", request.SerializeToString()))
        page = ListClaimsResponse.FromString(answered(world, seen))
        found += [each for each in page.claims if each.record in names]
        if not page.next_page_token:
            return found
        request.page_token = page.next_page_token


@pytest.mark.parametrize("inside", [False, True], ids=["elsewhere", "in-the-case"])
@pytest.mark.parametrize("how", SAYS)
def test_claim_of_an_age_tells_no_speaker(world: World, how: str, inside: bool) -> None:
    """The case's owner is asked, without who spoke; the writer and who has no part there learn nothing."""
    who = man(20 + list(SAYS).index(how) * 2 + inside)
    records = [*of_fia(who)[:2], make.party(fresh("pb-aged"), agency=PUNJAB, subject=who, case_references=HERE)]
    world.plant(records[:2])
    world.plant(records[2:])
    word = stranger(who, how, inside=inside)
    world.plant([word])
    (claim,) = ages_claimed(world, RECORDERS[FIA], records)
    assert (claim.fact, claim.state, claim.owner, claim.speaker, claim.source) == (
        CLAIM_FACT_AGE, CLAIM_STATE_OPEN, "", "", "",
    )  # fmt: skip
    assert word.record_id.encode() not in claim.SerializeToString()
    assert claim.due_ms > claim.raised_ms
    for agency in (PUNJAB, SINDH):
        assert ages_claimed(world, RECORDERS[agency], records) == []


@pytest.mark.parametrize("role", ["ACCUSED", "VICTIM", "WITNESS"])
def test_born_after_the_act(world: World, role: str) -> None:
    """A slip of a year that nobody can be born in is refused by its field, by the writer's own papers alone.

    Who may not read the file that dates the act is answered the same whatever it says.
    """
    case = ref(f"PB/LAHORE/ICHHRA/{8000 + ['ACCUSED', 'VICTIM', 'WITNESS'].index(role)}/2020")
    slip = man(30 + ["ACCUSED", "VICTIM", "WITNESS"].index(role), born="2020-06-01")
    world.plant([make.case_file(fresh("pb-dated"), agency=PUNJAB, case_references=case)])
    entered = make.party(fresh("pb-slip"), agency=PUNJAB, role=role, subject=slip, case_references=case)
    told_of = world.submit(PUNJAB, [entered])
    assert [(each.field, each.rule) for each in told_of.refused] == [("subject.birth", "born-after-act")]
    world.plant([make.party(fresh("sd-slip"), agency=SINDH, role=role, subject=slip, case_references=case)])
