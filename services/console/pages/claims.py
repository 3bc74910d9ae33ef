"""Claims on records: an owner's own, and for oversight all of them with a form by which two officers decide one.

An owner answers a claim by a record of kind CLAIM_ANSWER (``docs/protocol.md``), in an import. The hub decides who may
decide which, and when: what the officer may not is its refusal.
"""

from __future__ import annotations

from typing import Final, cast

from rabta.records.v1 import claim_pb2 as pb
from starlette.responses import Response

from services.client.reason import reading_class
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.guards import STARTED_WITH
from services.console.seconding import approved_by, seconded
from services.listing import claims as rows
from services.vocabulary.access import Purpose

PATH: Final = "/desk/claims"
DECISIONS: Final = ("UPHELD", "REJECTED")
LONGEST_WORDS: Final = 2000
LONGEST_NUMBER: Final = 64
"""Characters of the reason, and of an application's number, as the protocol has them."""
_DECIDED_ON: Final = frozenset(
    {pb.CLAIM_STATE_OPEN, pb.CLAIM_STATE_OVERDUE, pb.CLAIM_STATE_ASKED_COURT, pb.CLAIM_STATE_UPHELD}
)


async def claims(asked: PageRequest) -> Response:
    """What others say of the agency's records, and what oversight lets hold."""
    token = asked.field("page_token")
    request = pb.ListClaimsRequest(page_token=token, overdue=bool(asked.field("overdue")))
    answer = await asked.hub.call(request, pb.ListClaimsResponse, asked.why, reading_class(asked.why.purpose))
    found = answer.value.claims
    said = ("claims", "list", *(("--overdue",) if request.overdue else ()))
    return asked.page(
        "claims.html",
        question=asked.question(asked.text("asked.desk", list=asked.text("desk.claims")), *said),
        answer=answer,
        part=rows.claims(found),
        waits=rows.waiting(answer.value.waiting),
        next_page_token=answer.value.next_page_token,
        overdue=request.overdue,
        waiting=[each.claim for each in found if each.state in _DECIDED_ON] if _oversees(asked) else [],
        decisions=DECISIONS,
        longest=LONGEST_WORDS,
        longest_number=LONGEST_NUMBER,
        command=STARTED_WITH,
    )


async def decide(asked: PageRequest) -> Response:
    """Say whether a claim holds, as two officers of oversight."""
    claim, decision, reason = asked.field("claim"), asked.field("decision"), asked.field("reason")
    application = asked.field("application")
    fits = 0 < len(reason) <= LONGEST_WORDS and len(application) <= LONGEST_NUMBER
    if not claim or decision not in DECISIONS or not fits or not _oversees(asked):
        raise BadForm("a claim, what is found, and why, for oversight")
    request = pb.DecideClaimRequest(
        claim=claim,
        decision=cast(pb.ClaimDecision, pb.ClaimDecision.Value(f"CLAIM_DECISION_{decision}")),
        reason=reason,
        application=application,
    )
    answer = await seconded(asked, request, pb.DecideClaimResponse, reading_class(asked.why.purpose))
    court = ("--application", application) if application else ()
    said = ("claims", "decide", claim, "--decision", decision.lower(), *court, *approved_by(asked))
    question = asked.question(asked.text("asked.claims.decide", claim=claim), *said)
    return asked.page("desk_done.html", question=question, answer=answer, part=rows.decided(claim, answer.value))


def _oversees(asked: PageRequest) -> bool:
    """Whether the form is offered: it is a page's word, and no right."""
    return asked.why.purpose == Purpose.OVERSIGHT


ROUTES: Final = (Page(PATH, claims), Page(PATH, decide, "POST"))
