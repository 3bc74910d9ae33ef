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
    ListNoticesRequest,
    ListNoticesResponse,
    OpenBreakGlassRequest,
    OpenBreakGlassResponse,
    ReviewBreakGlassRequest,
)
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
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import JUVENILE, KNOWN, ORIGINATOR, SEALED, SECRET, SPARED, VICTIM
from tests.e2e.world import World
from tests.fakes.world.keys import b64

OPEN, REVIEW, NOTICES = f"{AUDIT}OpenBreakGlass", f"{AUDIT}ReviewBreakGlass", f"{AUDIT}ListNotices"
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


@contextmanager
def glass(world: World, officer: Officer) -> Iterator[str]:
    """The id of a session that is open."""
    raw = answered(world, try_open(world, officer), leaves=2)
    session = OpenBreakGlassResponse.FromString(raw)
    assert 0 < session.expires_ms - world.clock.now() <= 4 * 3600 * 1000
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
    """A case of another, and what needs more clearance than the officer has; the owner sees a notice."""
    refused(world, look(world, COLLEAGUE, SECRET, ""), "CASE_NOT_YOURS")
    with glass(world, SINDH_INVESTIGATOR) as session:
        raw = answered(world, look(world, SINDH_INVESTIGATOR, SECRET, session))
        assert GetHistoryResponse.FromString(raw).history.timeline
        seen = put(world, world.asking(RECORDERS[FIA], NOTICES, ListNoticesRequest().SerializeToString()))
        raw = answered(world, seen)
        assert session in {notice.break_glass for notice in ListNoticesResponse.FromString(raw).notices}


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
    with glass(world, COLLEAGUE):
        refused(world, try_open(world, COLLEAGUE), "BREAK_GLASS_LIMIT", leaves=2)


def test_glass_reopened_under_fresh_subs(world: World) -> None:
    """The issuer mints officers; three unreviewed sessions are the agency's limit."""
    officers = [replace(PUNJAB_CHIEF, id=f"pb-minted-{number}") for number in range(4)]
    opened = [OpenBreakGlassResponse.FromString(answered(world, try_open(world, each), 2)) for each in officers[:3]]
    refused(world, try_open(world, officers[3]), "BREAK_GLASS_LIMIT", leaves=2)
    close(world, opened[0].break_glass)
    fourth = OpenBreakGlassResponse.FromString(answered(world, try_open(world, officers[3]), 2))
    for session in (*opened[1:], fourth):
        close(world, session.break_glass)


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
    """Not by the officer, nor by anybody without an overseer's reason."""
    with glass(world, COLLEAGUE) as session:
        request = ReviewBreakGlassRequest(break_glass=session, verdict=REVIEW_VERDICT_JUSTIFIED)
        seen = put(world, world.asking(COLLEAGUE, REVIEW, request.SerializeToString()))
        refused(world, seen, "CASE_NOT_YOURS", leaves=2)
