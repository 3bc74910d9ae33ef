"""The prosecutor's queue: charges against possible victims of trafficking, with their clocks, and what is decided.

Reading it and deciding both want a second person (``docs/protocol.md``, section 6, "Approver token"). They approve each
question by itself: their id is written into its form, and their own issuer is asked for a token of that question alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Final, cast

from rabta.records.v1 import guard_pb2 as pb
from starlette.responses import Response

from services.client.asking import A
from services.client.results import Verified
from services.console.command import Question, line
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.seconding import approved_by, seconded
from services.listing import guards as rows
from services.vocabulary.access import QueryClass

PATH: Final = "/guards"
STARTED_WITH: Final = line("console", "--profile", "officer.toml", "--approver-profile", "second.toml")
"""How an own console is started in which a second person approves."""
LONGEST_WORDS: Final = 2000
"""Characters of the reason of a decision: as the protocol has it."""


async def queue(asked: PageRequest) -> Response:
    """What the list is, and the form with which a second person approves reading it; nothing is asked yet."""
    return _page(asked, None, None, ())


async def listed(asked: PageRequest) -> Response:
    """The guards of the cited case; those that wait stand first, with a form that decides one."""
    answer = await seconded(asked, pb.ListGuardsRequest(), pb.ListGuardsResponse, QueryClass.PROTECTION)
    question = asked.question(asked.text("asked.guards", case=asked.why.case), "guard", "list", *approved_by(asked))
    return _page(asked, question, answer, answer.value.guards)


async def decide(asked: PageRequest) -> Response:
    """Keep what the prosecutor decides on one reference: sent twice it is the same decision. It moves no standing."""
    (reference, _, matter), outcome = asked.field("reference").partition(" "), asked.field("outcome")
    reason = asked.field("reason")
    if not reference or outcome not in rows.OUTCOMES or not 0 < len(reason) <= LONGEST_WORDS:
        raise BadForm("a reference, what is decided, and why")
    request = pb.DecideGuardRequest(
        request_id=asked.field("request_id"),
        reference=reference,
        outcome=cast(pb.GuardOutcome, pb.GuardOutcome.Value(f"GUARD_OUTCOME_{outcome}")),
        reason=reason,
        matter=matter,
    )
    answer = await seconded(asked, request, pb.DecideGuardResponse, QueryClass.PROTECTION)
    named = ("--matter", matter) if matter else ()
    said = ("guard", "decide", reference, "--outcome", outcome.lower().replace("_", "-"), *named, *approved_by(asked))
    question = asked.question(asked.text("asked.guard.decide", reference=reference), *said)
    return _page(asked, question, answer, answer.value.guards)


def meanings(asked: PageRequest) -> Mapping[str, str]:
    """What each word of the law says, in the officer's language."""
    return {word: said[asked.urdu] for word, said in rows.MEANINGS.items()}


def _page(
    asked: PageRequest, question: Question | None, answer: Verified[A] | None, found: Sequence[pb.ListedGuard]
) -> Response:
    return asked.page(
        "guards.html",
        question=question,
        answer=answer,
        part=rows.guards(found),
        waiting=list(dict.fromkeys(f"{each.reference} {each.matter}".strip() for each in found if rows.waits(each))),
        meanings=meanings(asked),
        outcomes={word: said[asked.urdu] for word, said in rows.OUTCOMES.items()},
        command=STARTED_WITH,
        longest=LONGEST_WORDS,
        request_id=secrets.token_hex(16),
    )


ROUTES: Final = (
    Page(PATH, queue, menu="guards"),
    Page(PATH, listed, "POST"),
    Page(f"{PATH}/decide", decide, "POST"),
)
