"""An identity registry asked by who should not: for others' tokens, for a reason of another's, for numbers by the million."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rabta.identity.v1.attribute_pb2 import (
    ATTRIBUTE_BIRTH,
    ATTRIBUTE_NAME,
    VERDICT_CANNOT_TELL,
    VERDICT_NO,
    VERDICT_YES,
    Claimed,
)
from rabta.identity.v1.identity_service_pb2 import (
    AgeOnRequest,
    AgeOnResponse,
    GetAttributesRequest,
    GetAttributesResponse,
    GetFamilyRequest,
    GetFamilyResponse,
    ListChangesRequest,
    ListChangesResponse,
    ResolveTokenRequest,
    ResolveTokenResponse,
    VerifyRequest,
    VerifyResponse,
)
from rabta.records.v1.subject_pb2 import Birth, Identifier

from services.identity.app.guessing import ALARM, DAYS_A_YEAR
from services.identity.of_nobody import UNKNOWN_A_DAY
from tests.e2e.attacks.judging import Seen, answered, put, refused, unauthenticated
from tests.e2e.conftest import NUMBERS_AT_REGISTRY
from tests.e2e.identity import (
    AGE_ON,
    ATTRIBUTES,
    CHANGES,
    FAMILY,
    FAMILY_FINDER,
    IDENTIFIER,
    RESOLVE,
    SECOND,
    VERIFY,
    number,
    of_system,
    why,
)
from tests.e2e.people import BORDER, CUSTOMS, FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, SESSIONS, Officer, kin
from tests.e2e.world import World
from tests.unit.identity.site import CHILD, FATIMA, TWIN, YOUSAF

PUNJABS = PUNJAB_INVESTIGATOR.asking(second_basis="NADRA", query_class="IDENTITY")
OTHERS = itertools.count(1)


@pytest.fixture(scope="module")
def world(registry_world: World) -> World:
    registry_world.ready()
    return registry_world


def transaction() -> str:
    return f"attack-{next(OTHERS):012}"


def verifying(officer: Officer, value: str = YOUSAF, name: str = "", **said: Any) -> bytes:
    asked = why(officer, name or transaction())
    for field, word in said.items():
        setattr(asked, field, word)
    claim = Claimed(attribute=ATTRIBUTE_NAME, text="Muhammad Yousaf")
    return VerifyRequest(asked=asked, identifier=number(value), claimed=[claim]).SerializeToString()


def stating(officer: Officer, value: str = YOUSAF, name: str = "") -> bytes:
    asked = why(officer, name or transaction())
    return GetAttributesRequest(asked=asked, identifier=number(value), attributes=[ATTRIBUTE_NAME]).SerializeToString()


def family(value: str = CHILD) -> bytes:
    return GetFamilyRequest(asked=why(FAMILY_FINDER, transaction()), identifier=number(value)).SerializeToString()


def ask(world: World, officer: Officer, method: str, body: bytes, **changes: Any) -> Seen:
    return put(world, world.ask(method, body, world.token(officer, **changes), agency=officer.agency))


def resolving(world: World, numbers: list[Identifier], agency: str = FIA) -> Seen:
    body = ResolveTokenRequest(asked=of_system(transaction()), identifiers=numbers).SerializeToString()
    return put(world, world.ask(RESOLVE, body, agency=agency))


METHODS = [(VERIFY, verifying), (ATTRIBUTES, stating)]


@pytest.mark.parametrize(("method", "body"), METHODS, ids=["verify", "attributes"])
def test_anothers_token(world: World, method: str, body: Any) -> None:
    """Punjab's officer's token, sent by the FIA's system."""
    seen = put(world, world.ask(method, body(PUNJABS), world.token(PUNJABS), agency=FIA))
    refused(world, seen, "TOKEN_NOT_BOUND")


def test_a_token_for_the_hub(world: World) -> None:
    refused(world, ask(world, IDENTIFIER, VERIFY, verifying(IDENTIFIER), aud=world.registry.hub), "TOKEN_INVALID")


def test_a_question_that_was_signed_for_the_hub(world: World) -> None:
    body = verifying(IDENTIFIER)
    question = world.ask(VERIFY, body, world.token(IDENTIFIER), audience=world.registry.hub)
    unauthenticated(put(world, question))


@pytest.mark.parametrize(
    "said", [{"purpose": "PURPOSE_CUSTODY"}, {"basis": "LEGAL_BASIS_COURT_ORDER"}], ids=["purpose", "basis"]
)
def test_another_reason_than_the_tokens(world: World, said: dict[str, str]) -> None:
    refused(world, ask(world, IDENTIFIER, VERIFY, verifying(IDENTIFIER, **said)), "PURPOSE_UNFIT")


@pytest.mark.parametrize(
    ("officer", "reason"),
    [
        (INVESTIGATOR, "PURPOSE_UNFIT"), (IDENTIFIER.asking(second_basis=""), "PURPOSE_UNFIT"), (BORDER, "PURPOSE_UNFIT"),
        (IDENTIFIER.asking(query_class="FAMILY"), "PURPOSE_UNFIT"),
    ],
    ids=["a history's class", "without the register's law", "at a checkpoint", "a family's class"],
)  # fmt: skip
def test_a_purpose_that_does_not_fit(world: World, officer: Officer, reason: str) -> None:
    refused(world, ask(world, officer, VERIFY, verifying(officer)), reason)


def test_own_and_kin(world: World) -> None:
    own = [kin(f"CNIC:{FATIMA}")]
    seen = ask(world, IDENTIFIER, VERIFY, verifying(IDENTIFIER, FATIMA), own_and_kin=own)
    refused(world, seen, "OWN_OR_KIN")
    assert "own-or-kin" in seen.entries[-1].sealed.alarms


OUTSIDER = replace(SECOND, agency=FIA, id="fia-1091", roles=("INVESTIGATOR",))


def approved(world: World, body: bytes, approval: str) -> Seen:
    token = world.token(FAMILY_FINDER)
    return put(world, world.ask(FAMILY, body, token, approval, agency=FAMILY_FINDER.agency))


def test_a_family_without_a_second_person(world: World) -> None:
    refused(world, approved(world, family(), ""), "APPROVER_REQUIRED")


def test_a_family_that_the_second_person_did_not_see(world: World) -> None:
    """Approved was the child's family; what is sent asks for another's, or is sent again."""
    body = family()
    approval = world.approval(OUTSIDER, body, of=FAMILY_FINDER, method=FAMILY)
    refused(world, approved(world, family(YOUSAF), approval), "APPROVER_INVALID")
    told = GetFamilyResponse.FromString(answered(world, approved(world, body, approval)))
    assert len(told.relatives) == 2
    refused(world, approved(world, body, approval), "REPLAYED", leaves=0)


def test_a_family_with_a_colleague(world: World) -> None:
    body = family()
    approval = world.approval(SECOND, body, of=FAMILY_FINDER, method=FAMILY)
    refused(world, approved(world, body, approval), "APPROVER_INVALID")


def test_a_family_for_an_investigation(world: World) -> None:
    officer = IDENTIFIER.asking(query_class="FAMILY")
    body = GetFamilyRequest(asked=why(officer, transaction()), identifier=number(CHILD)).SerializeToString()
    refused(world, ask(world, officer, FAMILY, body), "PURPOSE_UNFIT")


def test_anothers_transaction_id(world: World) -> None:
    """Another agency's answer does not come for its id; and nobody asks something else under their own."""
    name = transaction()
    mine = answered(world, ask(world, IDENTIFIER, ATTRIBUTES, stating(IDENTIFIER, name=name)))
    theirs = answered(world, ask(world, PUNJABS, ATTRIBUTES, stating(PUNJABS, name=name)))
    one, other = (GetAttributesResponse.FromString(raw).statement for raw in (mine, theirs))
    assert (one.audience, other.audience) == (FIA, PUNJAB)
    assert one.subject_token != other.subject_token
    assert answered(world, ask(world, IDENTIFIER, ATTRIBUTES, stating(IDENTIFIER, name=name))) == mine
    refused(world, ask(world, IDENTIFIER, ATTRIBUTES, stating(IDENTIFIER, FATIMA, name)), "REQUEST_ID_REUSED")
    refused(world, ask(world, IDENTIFIER, VERIFY, verifying(IDENTIFIER, name=name)), "REQUEST_ID_REUSED")


def test_a_number_of_two_is_as_a_number_of_nobody(world: World) -> None:
    """Answer, size and what the log seals are those of a number of nobody: verified, dated and stated."""
    for method, body in (*METHODS, (AGE_ON, aged)):
        seen = [ask(world, IDENTIFIER, method, body(IDENTIFIER, value)) for value in (TWIN, "3520200000991")]
        raws = [answered(world, one) for one in seen]
        if method == ATTRIBUTES:
            raws = [untimed(raw) for raw in raws]
        assert len(set(raws)) == 1
        assert len({repr(replace(one.entries[-1].sealed, peer="")) for one in seen}) == 1


def test_agencies_that_halve_their_way_to_a_birth(world: World) -> None:
    """Two agencies ask in turn for the middle of the days that are left; more than half a year is left."""
    low, high = date(1985, 1, 1).toordinal(), date(1990, 1, 1).toordinal()
    for turn in range(12):
        officer, middle = (IDENTIFIER, PUNJABS)[turn % 2], date.fromordinal((low + high) // 2)
        raw = answered(
            world, ask(world, officer, AGE_ON, aged_on(officer, YOUSAF, f"{middle.year + 18}-{middle:%m-%d}"))
        )
        verdict = AgeOnResponse.FromString(raw).of_age
        low = middle.toordinal() if verdict == VERDICT_NO else low
        high = middle.toordinal() if verdict == VERDICT_YES else high
    assert high - low > 200, (date.fromordinal(low), date.fromordinal(high))


def test_agencies_that_claim_their_way_to_a_birth(world: World) -> None:
    """Two agencies claim one month after another, each fewer than it may be wrong about; three are answered."""
    verdicts = []
    for month in range(1, 9):
        officer = (IDENTIFIER, PUNJABS)[month % 2]
        seen = ask(world, officer, VERIFY, born(officer, CHILD, f"2012-0{month}"))
        verdicts.append(VerifyResponse.FromString(answered(world, seen)).verified[0].verdict)
        assert (ALARM in seen.entries[-1].sealed.alarms) == (verdicts[-1] == VERDICT_CANNOT_TELL)
    assert verdicts == [VERDICT_NO] * DAYS_A_YEAR + [VERDICT_CANNOT_TELL] * (8 - DAYS_A_YEAR)
    raw = answered(world, ask(world, IDENTIFIER, AGE_ON, aged_on(IDENTIFIER, CHILD, "2030-05-01")))
    assert AgeOnResponse.FromString(raw).of_age == VERDICT_CANNOT_TELL, "both questions are about one birth"


def born(officer: Officer, value: str, day: str) -> bytes:
    claim = Claimed(attribute=ATTRIBUTE_BIRTH, birth=Birth(earliest=day, latest=day))
    return VerifyRequest(
        asked=why(officer, transaction()), identifier=number(value), claimed=[claim]
    ).SerializeToString()


def aged(officer: Officer, value: str) -> bytes:
    return aged_on(officer, value, "2025-06-15")


def aged_on(officer: Officer, value: str, day: str) -> bytes:
    return AgeOnRequest(asked=why(officer, transaction()), identifier=number(value), day=day).SerializeToString()


def untimed(raw: bytes) -> bytes:
    found = GetAttributesResponse.FromString(raw)
    found.statement.issued_ms = found.statement.expires_ms = 0
    return found.SerializeToString(deterministic=True)


def test_numbers_one_after_another_by_an_officer(world: World) -> None:
    """A number counts whether there is such a person or not; then the hour is over."""
    reasons = []
    for serial in range(NUMBERS_AT_REGISTRY + 1):
        value = f"35202{8_000_000 + serial}1"
        seen = ask(world, PUNJABS, VERIFY, verifying(PUNJABS, value))
        reasons.append(seen.back.text)
    assert reasons[-1] == "RATE_LIMITED"
    assert set(reasons[:-1]) <= {"", "RATE_LIMITED"}


def test_a_million_numbers_by_a_system(world: World) -> None:
    """Five hundred a call: a thousand of nobody, then nothing more that day, for known numbers among guesses neither."""
    block = [[number(f"35202{9_000_000 + 500 * page + at}1") for at in range(500)] for page in range(3)]
    for page in range(UNKNOWN_A_DAY // 500):
        answered(world, resolving(world, block[page], CUSTOMS))
    refused(world, resolving(world, [number(YOUSAF), *block[2][1:]], CUSTOMS), "RATE_LIMITED")
    fine = ResolveTokenResponse.FromString(answered(world, resolving(world, [number(YOUSAF)], CUSTOMS)))
    assert fine.resolved[0].token


def test_tokens_for_who_may_hold_none(world: World) -> None:
    refused(world, resolving(world, [number(YOUSAF)], SESSIONS), "PURPOSE_UNFIT")
    body = ListChangesRequest(asked=of_system(transaction())).SerializeToString()
    refused(world, put(world, world.ask(CHANGES, body, agency=SESSIONS)), "PURPOSE_UNFIT")


def test_anothers_feed(world: World) -> None:
    """A cursor that another agency was given, and one that runs ahead."""
    answered(world, resolving(world, [number(YOUSAF)]))
    first = ListChangesRequest(asked=of_system(transaction()))
    begun = ListChangesResponse.FromString(answered(world, put(world, world.ask(CHANGES, first.SerializeToString()))))
    stolen = ListChangesRequest(asked=of_system(transaction()), cursor=begun.next).SerializeToString()
    refused(world, put(world, world.ask(CHANGES, stolen, agency=PUNJAB)), "PAGE_TOKEN_INVALID", rule="feed")
    begun.next.sequence += 1
    ahead = ListChangesRequest(asked=of_system(transaction()), cursor=begun.next).SerializeToString()
    refused(world, put(world, world.ask(CHANGES, ahead)), "PAGE_TOKEN_INVALID", rule="sequence")


def test_the_log_names_nobody(world: World) -> None:
    """What was asked stands in the entry as tokens of the numbers alone."""
    seen = ask(world, IDENTIFIER, VERIFY, verifying(IDENTIFIER))
    answered(world, seen)
    entry = seen.entries[-1].open
    assert len(entry.selectors) == 1
    assert not [text for text in (YOUSAF, "Yousaf") if text.encode() in repr(entry).encode()]
    assert (entry.purpose, entry.legal_basis, entry.query_class) == ("INVESTIGATE_CASE", "CRPC_CASE", "IDENTITY")
