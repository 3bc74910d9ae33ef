"""Statements of issuers, and what was withheld, brought and asked for by those whose it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rabta.audit.v1.audit_service_pb2 import (
    FindRefusalsRequest,
    FindRefusalsResponse,
    FindWithheldRequest,
    FindWithheldResponse,
    SubmitRefusalsRequest,
    SubmitRefusalsResponse,
    WithheldCall,
)
from rabta.signing.v1.refusals_pb2 import RefusalDay, SignedRefusals

from services.signing.refusals import (
    FIRST,
    MAX_COUNTS,
    Counted,
    Stated,
    build_day,
    date_of,
    day_of,
    digest_of,
    ends_ms,
    sign_day,
)
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import AUDIT, HISTORY, history_of
from tests.e2e.people import AUDITOR, BORDER, FIA, INVESTIGATOR, PUNJAB, RECORDERS, Officer
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes.refusals import CASE, spoilt

SUBMIT, FIND, WITHHELD = (f"{AUDIT}{name}" for name in ("SubmitRefusals", "FindRefusals", "FindWithheld"))
COUNTS = (Counted("fia-1042", "case", CASE, False, 3),)


def told(world: World, agency: str = FIA) -> list[RefusalDay]:
    """What the hub holds of an agency."""
    raw = FindRefusalsRequest(agency=agency, page_size=200).SerializeToString()
    page = FindRefusalsResponse.FromString(answered(world, put(world, world.asking(AUDITOR, FIND, raw))))
    return [RefusalDay.FromString(one.statement.payload) for one in page.told]


def following(world: World, counts: Sequence[Counted] = COUNTS, agency: str = FIA, ahead: int = 0) -> SignedRefusals:
    """The next statement of an agency, whatever was brought before; ``ahead``: days too far."""
    held = told(world, agency)
    number, previous = len(held) + 1, FIRST
    day = day_of(world.clock.now()) - timedelta(days=30)
    if held:
        previous = digest_of(held[-1].SerializeToString(deterministic=True))
        day = max(day, day_of(ends_ms_of(held[-1])))
    day += timedelta(days=ahead)
    stated = Stated(world.registry.federation_id, agency, world.registry.hub, number, previous, day)
    return sign_day(world.key(agency, "token"), build_day(stated, counts, max(world.clock.now(), ends_ms(day))))


def ends_ms_of(said: RefusalDay) -> int:
    return ends_ms(date_of(said))


def bring(world: World, signed: SignedRefusals, agency: str = FIA, **changes: Any) -> Seen:
    body = SubmitRefusalsRequest(statement=signed).SerializeToString()
    return put(world, world.ask(SUBMIT, body, agency=agency, **changes))


def find(world: World, who: Officer, method: str, body: bytes = b"") -> Seen:
    return put(world, world.asking(who, method, body))


def test_told_and_found(world: World) -> None:
    """An honest statement: an entry names its number and digest, oversight finds it as it was signed."""
    signed = following(world)
    seen = bring(world, signed)
    answer = SubmitRefusalsResponse.FromString(answered(world, seen, leaves=2))
    entry = seen.entries[-1].open
    assert (entry.feed, entry.feed_page, entry.feed_chain_sha256) == ("refusals", answer.number, answer.sha256)
    assert told(world)[-1].SerializeToString(deterministic=True) == signed.payload
    again = SubmitRefusalsResponse.FromString(answered(world, bring(world, signed), leaves=2))
    assert again == answer


def test_anothers_statement(world: World) -> None:
    """Captured and brought by another member, as it is or signed by its own issuer in the other's name."""
    signed = following(world)
    before = told(world)
    refused(world, bring(world, signed, PUNJAB), "NOT_OWNER", leaves=2)
    forged = sign_day(world.key(PUNJAB, "token"), signed.payload)
    refused(world, bring(world, forged, PUNJAB), "NOT_OWNER", leaves=2)
    refused(world, bring(world, forged), "STATEMENT_INVALID", rule="key", leaves=2)
    assert told(world) == before


def test_another_key_of_the_agency(world: World) -> None:
    signed = following(world)
    for name in ("message", "page"):
        forged = sign_day(world.key(FIA, name), signed.payload)
        refused(world, bring(world, forged), "STATEMENT_INVALID", rule="key", leaves=2)


def test_another_day_of_what_was_told(world: World) -> None:
    """An agency that thinks better of what it told: refused, and the sealed part of the entry alarms oversight."""
    signed = following(world)
    answered(world, bring(world, signed), leaves=2)
    before = told(world)
    milder = spoilt(signed.payload, world.key(FIA, "token"), time_ms=world.clock.now() - 1)
    seen = bring(world, milder)
    refused(world, seen, "STATEMENT_ALTERED", leaves=2)
    assert seen.entries[-1].sealed.alarms == ("refusals-altered",)
    assert told(world) == before
    raw = FindRefusalsRequest(agency=FIA).SerializeToString()
    page = FindRefusalsResponse.FromString(answered(world, find(world, AUDITOR, FIND, raw)))
    assert page.standings[0].altered >= 1


def test_a_day_left_out(world: World) -> None:
    signed = following(world)
    key = world.key(FIA, "token")
    gap = spoilt(signed.payload, key, number=len(told(world)) + 2, previous_sha256=b"x" * 32)
    refused(world, bring(world, gap), "STATEMENT_OUT_OF_ORDER", leaves=2)


def test_a_day_to_come(world: World) -> None:
    signed = following(world, ahead=40)
    refused(world, bring(world, signed), "STATEMENT_INVALID", rule="future", leaves=2)


def test_a_statement_too_large(world: World) -> None:
    """As many counts as there may be are taken; more are no statement, and more than a message no call."""
    most = [Counted(f"fia-{number:05}", "case", CASE, False, 1) for number in range(MAX_COUNTS)]
    signed = following(world, most)
    answered(world, bring(world, signed), leaves=2)
    said = RefusalDay.FromString(following(world).payload)
    said.counts.add(officer="zz", reason="case", count=1)
    said.counts.extend(said.counts[:1] * MAX_COUNTS)
    many = SignedRefusals(
        payload=said.SerializeToString(deterministic=True), kid=signed.kid, signature=signed.signature
    )
    refused(world, bring(world, many), "STATEMENT_INVALID", leaves=2)
    huge = SignedRefusals(payload=bytes(2 << 20), kid=signed.kid, signature=signed.signature)
    refused(world, bring(world, huge), "MESSAGE_TOO_LARGE")


def test_a_name_in_it(world: World) -> None:
    signed = following(world)
    said = RefusalDay.FromString(signed.payload)
    said.counts[0].officer = "Ali Raza"
    raw = said.SerializeToString(deterministic=True)
    seen = bring(world, sign_day(world.key(FIA, "token"), raw))
    refused(world, seen, "STATEMENT_INVALID", rule="form", leaves=2)
    assert b"Ali" not in seen.back.everything()


def test_refusals_of_others(world: World) -> None:
    """Another member learns neither what an issuer told nor that it told anything."""
    answered(world, bring(world, following(world)), leaves=2)
    raw = FindRefusalsRequest(agency=FIA).SerializeToString()
    refused(world, find(world, RECORDERS[PUNJAB], FIND, raw), "POLICY_DENIED")
    own = FindRefusalsResponse.FromString(answered(world, find(world, RECORDERS[PUNJAB], FIND)))
    assert {one.agency for one in own.told} | {one.agency for one in own.standings} <= {PUNJAB}
    for stranger in (INVESTIGATOR, BORDER):
        seen = find(world, stranger, FIND)
        assert seen.back.code
        assert b"fia-1042" not in seen.back.everything()


def withheld(world: World) -> list[WithheldCall]:
    """What all pages of an answer list, in order."""
    found: list[WithheldCall] = []
    request = FindWithheldRequest(page_size=200)
    while True:
        body = request.SerializeToString()
        page = FindWithheldResponse.FromString(answered(world, find(world, AUDITOR, WITHHELD, body)))
        found += page.calls
        request.page_token = page.next_page_token
        if not page.next_page_token and page.seen_size == page.log_size:
            return found


def test_what_was_withheld(world: World) -> None:
    """Oversight learns which call was not shown what; the owner, and who asked, learn not even that there is anything."""
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)))
    answered(world, seen)
    entry = seen.entries[-1]
    until(
        lambda: any(one.index == entry.index for one in withheld(world)) or not entry.sealed.withheld, "it is covered"
    )
    of = [one for one in withheld(world) if one.index == entry.index]
    assert [(part.owner, part.cause, part.count) for one in of for part in one.withheld] == [
        (part.owner, part.cause, part.count) for part in entry.sealed.withheld
    ]
    for stranger in (RECORDERS[PUNJAB], RECORDERS[FIA], INVESTIGATOR):
        denied = find(world, stranger, WITHHELD)
        assert denied.back.code
        assert b"juvenile" not in denied.back.everything()
