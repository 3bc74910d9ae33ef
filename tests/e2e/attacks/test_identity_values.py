"""Values of an identity registry, wanted without the hub's word: an invented case, another's case, an old word."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from rabta.identity.v1.attribute_pb2 import (
    ATTRIBUTE_ADDRESS,
    ATTRIBUTE_BIRTH,
    ATTRIBUTE_FATHER_NAME,
    ATTRIBUTE_GENDER,
    ATTRIBUTE_NAME,
    VERDICT_NO,
    VERDICT_YES,
    AttributeStatement,
    Claimed,
)
from rabta.identity.v1.identity_service_pb2 import (
    AgeOnRequest,
    AgeOnResponse,
    GetAttributesRequest,
    GetAttributesResponse,
    PersonWord,
    ResolveTokenRequest,
    ResolveTokenResponse,
    VerifyRequest,
    VerifyResponse,
)

from services.access.details import Details
from services.client.errors import Refusal
from services.identity.app.one import SHIELDED
from services.identity.confirmation import GOOD_MS
from services.values.records import CaseReference
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.hub_words import names, older, word_on
from tests.e2e.identity import AGE_ON, ATTRIBUTES, IDENTIFIER, RESOLVE, VERIFY, number, of_system, why
from tests.e2e.people import CUSTOMS, FIA, FIA_CASE, PUNJAB, PUNJAB_INVESTIGATOR, SINDH, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make
from tests.unit.identity.site import CHILD, FATIMA, HIDDEN, YOUSAF

ALL = (ATTRIBUTE_NAME, ATTRIBUTE_FATHER_NAME, ATTRIBUTE_BIRTH, ATTRIBUTE_GENDER, ATTRIBUTE_ADDRESS)
PERSONAL = ALL[:-1]
REPORT, INVENTED = "PB/LAHORE/ZA-31/2024", "PB/LAHORE/ZA-99/2024"
SEEKER = Officer(
    PUNJAB, "pb-2031", ("INVESTIGATOR",), 1,
    Details("FIND_MISSING_CHILD", "ZAINAB", "NADRA", "IDENTITY", "MISSING_CHILD", REPORT), jurisdictions=("PK-PB",),
)  # fmt: skip
COLLEAGUE = Officer(PUNJAB, "pb-2032", ("INVESTIGATOR",), 1, SEEKER.why, jurisdictions=("PK-PB",))
OUTSIDER = Officer(FIA, "fia-1091", ("INVESTIGATOR",), 1, SEEKER.why)
PUNJAB_SECOND = Officer(PUNJAB, "pb-2091", ("INVESTIGATOR",), 2, SEEKER.why, jurisdictions=("PK-PB",))
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def hub(exchange_world: World) -> World:
    """With a case that names two people of the register, and a report of a missing child that names a child and her father.

    Sindh writes under the report's number too, which is not its own, and names a woman there.
    """
    sought = (CaseReference("MISSING_CHILD", REPORT),)
    exchange_world.plant(
        [
            make.party("fia-yousaf", agency=FIA, subject=make.person(YOUSAF), case_references=ref(FIA_CASE)),
            make.party("fia-hidden", agency=FIA, subject=make.person(HIDDEN), case_references=ref(FIA_CASE)),
            make.case_file("pb-sought", agency=PUNJAB, officers=(SEEKER.id,), case_references=sought),
            make.party("pb-child", agency=PUNJAB, role="VICTIM", subject=make.person(CHILD), case_references=sought),
            make.party(
                "pb-father", agency=PUNJAB, role="COMPLAINANT", subject=make.person(YOUSAF), case_references=sought
            ),
            make.party("sd-planted", agency=SINDH, role="VICTIM", subject=make.person(FATIMA), case_references=sought),
        ]
    )
    return exchange_world


@pytest.fixture(scope="module")
def world(registry_world: World) -> World:
    registry_world.ready()
    return registry_world


def transaction() -> str:
    return f"values-{next(_NUMBERS):012}"


def send(
    world: World, officer: Officer, value: str, word: PersonWord | None = None, second: Officer | None = None
) -> Seen:
    request = GetAttributesRequest(
        asked=why(officer, transaction()), identifier=number(value), attributes=ALL, word=word
    )
    body = request.SerializeToString()
    approval = world.approval(second, body, of=officer, method=ATTRIBUTES) if second else ""
    return put(world, world.ask(ATTRIBUTES, body, world.token(officer), approval, agency=officer.agency))


def statement(world: World, seen: Seen) -> AttributeStatement:
    return GetAttributesResponse.FromString(answered(world, seen)).statement


def values(world: World, seen: Seen) -> dict[int, str]:
    """What was stated; the log's entry names it, and nothing else."""
    stated = statement(world, seen).values
    kinds = {ATTRIBUTE_NAME: "NAME", ATTRIBUTE_FATHER_NAME: "FATHER_NAME", ATTRIBUTE_BIRTH: "BIRTH",
             ATTRIBUTE_GENDER: "GENDER", ATTRIBUTE_ADDRESS: "ADDRESS"}  # fmt: skip
    assert list(seen.entries[-1].open.records) == [f"attributes/{kinds[one.attribute]}" for one in stated]
    return {one.attribute: one.text for one in stated}


def withheld(world: World, seen: Seen) -> bytes:
    """The one form in which values are refused, without its time; the attempt is in the log."""
    said = statement(world, seen)
    assert not said.values
    assert (len(seen.entries), list(seen.entries[-1].open.records)) == (1, [])
    assert seen.entries[-1].open.selectors
    said.issued_ms = said.expires_ms = 0
    return said.SerializeToString(deterministic=True)


def test_an_invented_case_brings_no_value(hub: World, world: World) -> None:
    """The report is nobody's, so the hub gives no word on it; the word of the real case does not do for it."""
    inventing = SEEKER.asking(case_key=INVENTED)
    assert not names(word_on(hub, inventing, YOUSAF))
    forms = {
        withheld(world, send(world, inventing, YOUSAF)),
        withheld(world, send(world, inventing, YOUSAF, word_on(hub, inventing, YOUSAF))),
        withheld(world, send(world, inventing, YOUSAF, word_on(hub, SEEKER, YOUSAF))),
        withheld(world, send(world, SEEKER, YOUSAF)),
    }
    assert len(forms) == 1


def test_a_real_case_that_does_not_name_the_person_brings_no_value(hub: World, world: World) -> None:
    word = word_on(hub, IDENTIFIER, FATIMA)
    assert not names(word)
    forms = {
        withheld(world, send(world, IDENTIFIER, FATIMA)),
        withheld(world, send(world, IDENTIFIER, FATIMA, word)),
        withheld(world, send(world, IDENTIFIER, FATIMA, word_on(hub, IDENTIFIER, YOUSAF))),
    }
    assert len(forms) == 1


def test_another_agencys_case_brings_no_word(hub: World) -> None:
    """The hub does not say whether it names the person, nor whether there is such a case."""
    reasons = set()
    for case in (FIA_CASE, "FIA/LAHORE/AHTC/999/2024"):
        with pytest.raises(Refusal) as refusal:
            word_on(
                hub, PUNJAB_INVESTIGATOR.asking(second_basis="NADRA", query_class="IDENTITY", case_key=case), YOUSAF
            )
        reasons.add(refusal.value.reason)
    assert reasons == {"CASE_NOT_YOURS"}


def test_whoever_plants_a_person_under_anothers_report_gets_no_word(hub: World) -> None:
    stranger = Officer(SINDH, "sd-3031", ("INVESTIGATOR",), 1, SEEKER.why, jurisdictions=("PK-SD",))
    assert not names(word_on(hub, stranger, FATIMA))
    assert not names(word_on(hub, SEEKER, FATIMA))
    assert names(word_on(hub, SEEKER, CHILD))
    customs = Officer(CUSTOMS, "cu-4031", ("CHECKPOINT_OFFICER",), 1, SEEKER.why)
    assert names(word_on(hub, customs, CHILD)), "who else may look for the child"


def test_an_address_is_the_missing_childs_or_takes_a_second_person_of_another_agency(hub: World, world: World) -> None:
    """The child's father is named in the report; that word alone gives nobody the address, nor does a colleague."""
    word = word_on(hub, SEEKER, YOUSAF)
    assert set(values(world, send(world, SEEKER, YOUSAF, word))) == set(PERSONAL)
    refused(world, send(world, SEEKER, YOUSAF, word, COLLEAGUE), "APPROVER_INVALID")
    father = values(world, send(world, SEEKER, YOUSAF, word, OUTSIDER))
    assert set(father) == set(ALL)
    assert father[ATTRIBUTE_ADDRESS]
    child = values(world, send(world, SEEKER, CHILD, word_on(hub, SEEKER, CHILD)))
    assert child[ATTRIBUTE_ADDRESS]


def test_a_second_person_is_no_word_of_the_hub_and_lifts_no_protection(hub: World, world: World) -> None:
    forms = {
        withheld(world, send(world, SEEKER, YOUSAF, None, OUTSIDER)),
        withheld(world, send(world, SEEKER, YOUSAF, word_on(hub, SEEKER, CHILD), OUTSIDER)),
        withheld(world, send(world, SEEKER.asking(case_key=INVENTED), YOUSAF, None, OUTSIDER)),
    }
    assert len(forms) == 1
    hidden = IDENTIFIER, HIDDEN, word_on(hub, IDENTIFIER, HIDDEN)
    withheld(world, send(world, *hidden, replace(PUNJAB_SECOND, why=IDENTIFIER.why)))


def test_a_word_is_of_one_hour(hub: World, world: World) -> None:
    word = word_on(hub, IDENTIFIER, YOUSAF)
    assert set(values(world, send(world, IDENTIFIER, YOUSAF, word))) == set(PERSONAL)
    fresh = older(hub, word, GOOD_MS // 2)
    assert set(values(world, send(world, IDENTIFIER, YOUSAF, fresh))) == set(PERSONAL)
    late = withheld(world, send(world, IDENTIFIER, YOUSAF, older(hub, word, GOOD_MS + 60_000)))
    assert late == withheld(world, send(world, IDENTIFIER, YOUSAF))


def test_a_word_is_of_one_agency_purpose_and_signer(hub: World, world: World) -> None:
    word = word_on(hub, SEEKER, YOUSAF)
    forged = PersonWord(header=word.header, signature=bytes(64), answer=word.answer)
    investigating = PUNJAB_INVESTIGATOR.asking(second_basis="NADRA", query_class="IDENTITY")
    for officer, wrong in ((IDENTIFIER, word), (investigating, word), (SEEKER, forged), (SEEKER, PersonWord())):
        withheld(world, send(world, officer, YOUSAF, wrong))
    assert values(world, send(world, COLLEAGUE, YOUSAF, word)), "a colleague in the same case"


def test_a_shielded_person_is_answered_as_anybody_without_values(hub: World, world: World) -> None:
    """Yes and no to what the officer states, a token, no value even with the hub's word; and an alarm inside."""
    assert names(word_on(hub, IDENTIFIER, HIDDEN))
    with_word = send(world, IDENTIFIER, HIDDEN, word_on(hub, IDENTIFIER, HIDDEN))
    assert withheld(world, with_word) == withheld(world, send(world, IDENTIFIER, HIDDEN))
    shielded, anybody = (statement(world, send(world, IDENTIFIER, value)) for value in (HIDDEN, FATIMA))
    assert len(shielded.subject_token) == len(anybody.subject_token) == 32
    assert list(shielded.withheld) == list(anybody.withheld) == list(ALL)
    claims = [
        Claimed(attribute=ATTRIBUTE_NAME, text="Sana Gul"),
        Claimed(attribute=ATTRIBUTE_GENDER, gender="GENDER_M"),
    ]
    request = VerifyRequest(asked=why(IDENTIFIER, transaction()), identifier=number(HIDDEN), claimed=claims)
    verifying = put(world, world.asking(IDENTIFIER, VERIFY, request.SerializeToString()))
    verified = VerifyResponse.FromString(answered(world, verifying))
    assert [one.verdict for one in verified.verified] == [VERDICT_YES, VERDICT_NO]
    assert verified.card
    aging = AgeOnRequest(asked=why(IDENTIFIER, transaction()), identifier=number(HIDDEN), day="2025-06-15")
    of_age = put(world, world.asking(IDENTIFIER, AGE_ON, aging.SerializeToString()))
    assert AgeOnResponse.FromString(answered(world, of_age)).of_age == VERDICT_YES
    resolving = ResolveTokenRequest(asked=of_system(transaction()), identifiers=[number(HIDDEN), number(FATIMA)])
    tokens = put(world, world.ask(RESOLVE, resolving.SerializeToString(), agency=FIA))
    resolved = ResolveTokenResponse.FromString(answered(world, tokens)).resolved
    assert [(one.outcome, len(one.token)) for one in resolved] == [(resolved[1].outcome, 32)] * 2
    assert all(SHIELDED in one.entries[-1].sealed.alarms for one in (with_word, verifying, of_age, tokens))
    assert SHIELDED not in send(world, IDENTIFIER, FATIMA).entries[-1].sealed.alarms
