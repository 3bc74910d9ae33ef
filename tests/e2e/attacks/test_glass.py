"""Second persons who are none, and broken glass as a way around."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import (
    REVIEW_VERDICT_JUSTIFIED,
    ConsentBreakGlassRequest,
    ListNoticesRequest,
    OpenBreakGlassRequest,
    OpenBreakGlassResponse,
    ReviewBreakGlassRequest,
    SecondBreakGlassRequest,
)
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_WAITING
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import AUDIT, HISTORY, history_of
from tests.e2e.caller import Question
from tests.e2e.people import (
    AUDITOR,
    BORDER,
    CHIEF,
    COLLEAGUE,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_CHIEF,
    PUNJAB_INVESTIGATOR,
    RECORDERS,
    SINDH,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import JUVENILE, KNOWN, ORIGINATOR, SEALED, SECRET, SPARED, VICTIM
from tests.e2e.world import World
from tests.fakes.world.keys import b64

OPEN, REVIEW, NOTICES = f"{AUDIT}OpenBreakGlass", f"{AUDIT}ReviewBreakGlass", f"{AUDIT}ListNotices"
SECOND, CONSENT = f"{AUDIT}SecondBreakGlass", f"{AUDIT}ConsentBreakGlass"
WHY = "a child was seen in that car minutes ago"
BODY = history_of(SPARED)
"""Asks for a sealed man whom the order spares for FIA, with a second person."""

# -- the second person


def approved(world: World, approver: str, officer: Officer = INVESTIGATOR, body: bytes = BODY) -> Seen:
    """A history that needs a second person."""
    question = world.ask(HISTORY, body, world.token(officer), approver, agency=officer.agency)
    return put(world, question)


def shown(world: World, seen: Seen) -> int:
    return len(GetHistoryResponse.FromString(answered(world, seen)).history.timeline)


def test_approver_missing(world: World) -> None:
    """Without one the record looks absent: that one is needed would say that something is there."""
    assert shown(world, approved(world, "")) == 0


def test_approver_good(world: World) -> None:
    assert shown(world, approved(world, world.approval(CHIEF, BODY))) > 0


def test_approver_reused(world: World) -> None:
    """One approval, one call: with another nonce it is a replay all the same."""
    approval = world.approval(CHIEF, BODY)
    assert shown(world, approved(world, approval)) > 0
    refused(world, approved(world, approval), "REPLAYED", leaves=0)


BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "self": ("person", {"sub": "pb-2001", "superiors": []}),
    "spelt-otherwise": ("value", {"sub": "PB-2001"}),
    "subordinate": ("person", {"superiors": ["pb-2001"]}),
    "distant-subordinate": ("person", {"superiors": ["pb-2010", "pb-2009", "pb-2001", "pb-2000"]}),
    "other-method": ("body", {"method": f"{HISTORY.rpartition('/')[0]}/Search"}),
    "other-officer": ("body", {"for_sub": "pb-2009"}),
    "other-purpose": ("body", {"details_sha256": b64(replace(PUNJAB_INVESTIGATOR.why, purpose="TRIAL").digest)}),
    "other-basis": ("body", {"details_sha256": b64(replace(PUNJAB_INVESTIGATOR.why, legal_basis="PECA").digest)}),
    "other-case": ("body", {"details_sha256": b64(replace(PUNJAB_INVESTIGATOR.why, case_key="PB/1/1/1/1").digest)}),
    "naming-nobody": ("members", {"for_sub": ...}),
    "with-the-old-claims": ("members", {"superiors": ..., "superior": "pb-2000"}),
    "of-less-clearance": ("person", {"clearance": 0}),
    "clearance-above-ceiling": ("ceiling", {"clearance": 3}),
    "role-above-ceiling": ("ceiling", {"roles": ["JUDGE"]}),
    "place-above-ceiling": ("ceiling", {"jurisdictions": ["PK-PB", "PK-SD"]}),
    "untrained": ("fitness", {"trained_until": 1}),
    "without-undertaking": ("fitness", {"undertaking": False}),
    "for-another-hub": ("audience", {"aud": FIA}),
    "with-an-extra-claim": ("members", {"admin": True}),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_approver(world: World, name: str) -> None:
    rule, changes = BAD[name]
    approval = world.approval(PUNJAB_CHIEF, BODY, of=PUNJAB_INVESTIGATOR, **changes)
    refused(world, approved(world, approval, PUNJAB_INVESTIGATOR), "APPROVER_INVALID", rule=rule)


def test_approver_too_old(world: World) -> None:
    now = world.clock.now() // 1000
    old = world.approval(CHIEF, BODY, iat=now - 3700, exp=now - 100)
    refused(world, approved(world, old), "APPROVER_INVALID", rule="expired")
    long = world.approval(CHIEF, BODY, iat=now - 10, exp=now + 3600)
    refused(world, approved(world, long), "APPROVER_INVALID", rule="lifetime")


def test_approver_of_another_body(world: World) -> None:
    other = world.approval(CHIEF, history_of(KNOWN))
    refused(world, approved(world, other), "APPROVER_INVALID", rule="body")


def test_approver_of_another_agency(world: World) -> None:
    refused(world, approved(world, world.approval(PUNJAB_CHIEF, BODY)), "APPROVER_INVALID", rule="issuer")


def test_approver_signed_by_another_agency(world: World) -> None:
    forged = world.approval(CHIEF, BODY, key=world.key(PUNJAB, "token"))
    refused(world, approved(world, forged), "APPROVER_INVALID", rule="issuer")


def test_approver_by_an_access_token(world: World) -> None:
    """A second officer's own access token is no approval."""
    refused(world, approved(world, world.token(CHIEF)), "APPROVER_INVALID", rule="header")


def test_approval_carried_to_another_officer(world: World) -> None:
    """A colleague of the same case takes up what was approved for somebody else's question."""
    approval = world.approval(CHIEF, BODY)
    refused(world, approved(world, approval, COLLEAGUE), "APPROVER_INVALID", rule="body")


def test_approval_carried_to_another_purpose(world: World) -> None:
    """The officer shows the body under one reason, and sends it under another."""
    shown_as = INVESTIGATOR.asking(case_key="FIA/LAHORE/AHTC/99/2024")
    approval = world.approval(CHIEF, BODY, of=shown_as)
    refused(world, approved(world, approval), "APPROVER_INVALID", rule="body")


def two_officers(world: World) -> Question:
    return world.ask(HISTORY, BODY, world.token(INVESTIGATOR), world.approval(CHIEF, BODY))


def test_approver_swapped(world: World) -> None:
    question, other = two_officers(world), world.approval(CHIEF, BODY)
    pairs = [*question.metadata()[:3], ("rabta-approver-bin", other.encode())]
    refused(world, put(world, question, metadata=pairs), "APPROVER_INVALID")


def test_approver_named_but_not_sent(world: World) -> None:
    question = two_officers(world)
    refused(world, put(world, question, metadata=question.metadata()[:3]), "APPROVER_INVALID")


def test_approver_not_named_in_the_header(world: World) -> None:
    question = world.asking(INVESTIGATOR, HISTORY, BODY)
    pairs = [*question.metadata(), ("rabta-approver-bin", world.approval(CHIEF, BODY).encode())]
    refused(world, put(world, question, metadata=pairs), "APPROVER_INVALID")


# -- broken glass


def open_body(request_id: str = "", justification: str = WHY) -> bytes:
    chosen = request_id or f"glass-{os.urandom(6).hex()}"
    return OpenBreakGlassRequest(justification=justification, request_id=chosen).SerializeToString()


def try_open(world: World, officer: Officer, body: bytes = b"") -> Seen:
    return put(world, world.asking(officer, OPEN, body or open_body()))


def close(world: World, session: str) -> None:
    """Oversight closes the session with a reason."""
    request = ReviewBreakGlassRequest(break_glass=session, verdict=REVIEW_VERDICT_JUSTIFIED, comment="seen")
    answered(world, put(world, world.asking(AUDITOR, REVIEW, request.SerializeToString())), leaves=2)


def open_state(world: World, officer: Officer, body: bytes) -> OpenBreakGlassResponse:
    return OpenBreakGlassResponse.FromString(answered(world, try_open(world, officer, body), leaves=2))


def consent(world: World, session: str, who: Officer = AUDITOR) -> Seen:
    return put(world, world.asking(who, CONSENT, ConsentBreakGlassRequest(break_glass=session).SerializeToString()))


def join(world: World, session: str, who: Officer) -> Seen:
    return put(world, world.asking(who, SECOND, SecondBreakGlassRequest(break_glass=session).SerializeToString()))


@contextmanager
def glass(world: World, officer: Officer) -> Iterator[str]:
    """The id of a session that is open, with oversight's consent where it needs that."""
    session = open_state(world, officer, open_body())
    assert 0 < session.expires_ms - world.clock.now() <= 4 * 3600 * 1000
    if session.state == BREAK_GLASS_STATE_WAITING:
        answered(world, consent(world, session.break_glass), leaves=2)
    try:
        yield session.break_glass
    finally:
        close(world, session.break_glass)


def look(world: World, officer: Officer, number: str, session: str) -> Seen:
    return put(world, world.asking(officer, HISTORY, history_of(number, break_glass=session)))


@pytest.mark.parametrize("session", ["bg-0", "x", "bg-1800000000000-0123456789ab", "' or 1=1"])
def test_glass_without_session(world: World, session: str) -> None:
    refused(world, look(world, COLLEAGUE, KNOWN, session), "BREAK_GLASS_INVALID")


def test_glass_breaks_what_it_may(world: World) -> None:
    """A case of another, and what needs more clearance than the officer has."""
    refused(world, look(world, COLLEAGUE, SECRET, ""), "CASE_NOT_YOURS")
    with glass(world, SINDH_INVESTIGATOR) as session:
        raw = answered(world, look(world, SINDH_INVESTIGATOR, SECRET, session))
        assert GetHistoryResponse.FromString(raw).history.timeline


def notices(world: World, who: Officer) -> bytes:
    return answered(world, put(world, world.asking(who, NOTICES, ListNoticesRequest().SerializeToString())))


def test_glass_words_leave_oversight_to_nobody(world: World) -> None:
    """Neither the owner of what was read nor the opener's own agency is given the words; the owner no trace of the day."""
    before = notices(world, RECORDERS[FIA])
    with glass(world, SINDH_INVESTIGATOR) as session:
        answered(world, look(world, SINDH_INVESTIGATOR, SECRET, session))
        assert notices(world, RECORDERS[FIA]) == before
        own = notices(world, RECORDERS[SINDH])
        assert session.encode() in own
        assert WHY.encode() not in own
        assert WHY.encode() in notices(world, AUDITOR)


OVERSEER_OF_FIA = Officer(FIA, "fia-1077", ("OVERSIGHT",), 3, AUDITOR.why)
OVERSEER_OF_PUNJAB = Officer(PUNJAB, "pb-2077", ("OVERSIGHT",), 2, AUDITOR.why, jurisdictions=("PK-PB",))


def test_glass_freed_by_a_colleague(world: World) -> None:
    """Neither a colleague nor an owner whose records were read reviews a session, or opens one that waits."""
    with glass(world, COLLEAGUE) as session:
        answered(world, look(world, COLLEAGUE, KNOWN, session))
        request = ReviewBreakGlassRequest(break_glass=session, verdict=REVIEW_VERDICT_JUSTIFIED, comment="seen")
        for who in (OVERSEER_OF_FIA, OVERSEER_OF_PUNJAB):
            seen = put(world, world.asking(who, REVIEW, request.SerializeToString()))
            refused(world, seen, "POLICY_DENIED", leaves=2)
            refused(world, consent(world, session, who), "POLICY_DENIED", leaves=2)
        answered(world, look(world, COLLEAGUE, KNOWN, session))


def test_glass_third_of_a_day_waits(world: World) -> None:
    """However the first two were reviewed, the third opens nothing until somebody of oversight consents to it."""
    officer = replace(COLLEAGUE, id="fia-1088")
    for _ in range(2):
        with glass(world, officer):
            pass
    body = open_body()
    third = open_state(world, officer, body).break_glass
    refused(world, look(world, officer, KNOWN, third), "BREAK_GLASS_INVALID")
    assert open_state(world, officer, body).state == BREAK_GLASS_STATE_WAITING, (
        "a clear answer, whenever it is asked for"
    )
    refused(world, try_open(world, officer), "BREAK_GLASS_LIMIT", leaves=2)
    refused(world, join(world, third, SINDH_INVESTIGATOR), "BREAK_GLASS_INVALID", leaves=2)
    answered(world, consent(world, third), leaves=2)
    opened = open_state(world, officer, body)
    assert (opened.break_glass, opened.state, opened.second_until_ms) == (third, BREAK_GLASS_STATE_OPEN, 0)
    answered(world, look(world, officer, KNOWN, third))
    close(world, third)


def test_glass_second_of_the_same_agency(world: World) -> None:
    """Who opened it and their colleague are no second person; an officer of another agency is, once."""
    with glass(world, replace(COLLEAGUE, id="fia-1089")) as session:
        for who in (COLLEAGUE, replace(COLLEAGUE, id="fia-1089"), CHIEF):
            refused(world, join(world, session, who), "BREAK_GLASS_INVALID", leaves=2)
        refused(world, join(world, session, INVESTIGATOR), "POLICY_DENIED", leaves=2)
        joined = answered(world, join(world, session, SINDH_INVESTIGATOR), leaves=2)
        assert answered(world, join(world, session, SINDH_INVESTIGATOR), leaves=2) == joined
        refused(world, join(world, session, PUNJAB_CHIEF), "BREAK_GLASS_INVALID", leaves=2)


def test_glass_of_another_officer(world: World) -> None:
    with glass(world, COLLEAGUE) as session:
        refused(world, look(world, CHIEF, KNOWN, session), "BREAK_GLASS_INVALID")
        refused(world, look(world, SINDH_INVESTIGATOR, KNOWN, session), "BREAK_GLASS_INVALID")


def test_glass_after_its_review(world: World) -> None:
    with glass(world, COLLEAGUE) as session:
        pass
    refused(world, look(world, COLLEAGUE, KNOWN, session), "BREAK_GLASS_INVALID")


@pytest.mark.parametrize("number", [JUVENILE, VICTIM, ORIGINATOR, SEALED])
def test_glass_over_what_it_never_breaks(world: World, number: str) -> None:
    """A child, a victim, the originator's own, a man sealed by another agency: as absent as before."""
    officer = COLLEAGUE if number == SEALED else SINDH_INVESTIGATOR
    with glass(world, officer) as session:
        raw = answered(world, look(world, officer, number, session))
        absent = answered(world, look(world, officer, "9999999999999", session))
        assert raw == absent


def test_glass_twice_at_once(world: World) -> None:
    """The officer has what was opened already, or is waited for."""
    with glass(world, COLLEAGUE):
        refused(world, try_open(world, COLLEAGUE), "BREAK_GLASS_LIMIT", leaves=2)


def test_glass_reopened_under_fresh_subs(world: World) -> None:
    """The issuer mints officers; the tenth session of the agency within a day waits for oversight."""
    states = []
    for number in range(10):
        opened = open_state(world, replace(PUNJAB_CHIEF, id=f"pb-minted-{number}"), open_body())
        states.append(opened.state)
        close(world, opened.break_glass)
    assert BREAK_GLASS_STATE_WAITING in states
    assert states[-1] == BREAK_GLASS_STATE_WAITING


def test_glass_by_who_may_not(world: World) -> None:
    refused(world, try_open(world, INVESTIGATOR), "POLICY_DENIED", leaves=2)
    refused(world, try_open(world, BORDER), "POLICY_DENIED", leaves=2)


def test_glass_without_reason(world: World) -> None:
    seen = try_open(world, COLLEAGUE, open_body(justification="urgent"))
    refused(world, seen, "INVALID_ARGUMENT", rule="length", leaves=2)


def test_glass_request_again(world: World) -> None:
    """The same id and words: the same session; the same id with other words: refused."""
    body = open_body("glass-request-1")
    first = answered(world, try_open(world, COLLEAGUE, body), leaves=2)
    assert answered(world, try_open(world, COLLEAGUE, body), leaves=2) == first
    other = open_body("glass-request-1", WHY + ", and another")
    refused(world, try_open(world, COLLEAGUE, other), "REQUEST_ID_REUSED", leaves=2)
    close(world, OpenBreakGlassResponse.FromString(first).break_glass)


def test_glass_reviewed_by_its_officer(world: World) -> None:
    """Not without an overseer's reason; with one, oversight alone reviews."""
    with glass(world, COLLEAGUE) as session:
        request = ReviewBreakGlassRequest(break_glass=session, verdict=REVIEW_VERDICT_JUSTIFIED)
        seen = put(world, world.asking(COLLEAGUE, REVIEW, request.SerializeToString()))
        refused(world, seen, "CASE_NOT_YOURS", leaves=2)
