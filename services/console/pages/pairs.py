"""Whether two records are one person: pairs that wait, what speaks for each, a decision, and its withdrawal.

A decision is an edge between records and never a merge: whoever withdraws it has them as they were.
"""

from __future__ import annotations

from typing import Final, cast

from rabta.linkage.v1 import link_pb2 as pb
from starlette.responses import Response

from services.client.asking import A
from services.client.results import Verified
from services.console.command import Question
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages import overseen_pairs
from services.console.pages.pairing import (
    FEWEST_WORDS,
    LONGEST_WORDS,
    SIGNS,
    approval,
    ask,
    decided_by_two,
    id_of,
    oversees,
    queue,
    subject,
)
from services.listing import links as rows


async def waiting(asked: PageRequest) -> Response:
    """Pairs that a model holds for one person, perhaps, and that nobody has decided; oversight's are of its own."""
    if oversees(asked):
        return await overseen_pairs.waiting(asked)
    answer = await queue(asked)
    found = answer.value.reviews
    return asked.page(
        "pairs.html",
        question=asked.question(asked.text("asked.pairs"), "link", "review"),
        answer=answer,
        part=rows.reviews(found, id_of, urdu=asked.urdu),
        pairs=[(each.one.key.id, each.other.key.id) for each in found],
        next_page_token=answer.value.next_page_token,
    )


async def like(asked: PageRequest) -> Response:
    """Records that share a number with one and agree in name."""
    record = asked.field("record")
    answer = await ask(asked, pb.ListLinkCandidatesRequest(subject=subject(record)), pb.ListLinkCandidatesResponse)
    found = answer.value.candidates
    return asked.page(
        "pairs.html",
        question=asked.question(asked.text("asked.pairs.like", record=record), "link", "candidates", record),
        answer=answer,
        part=rows.candidates(found, id_of, urdu=asked.urdu),
        pairs=[(record, each.subject.key.id) for each in found],
        next_page_token="",
    )


async def two(asked: PageRequest) -> Response:
    """Everything decided about two records, what they share, and the forms that decide and withdraw."""
    if oversees(asked):
        return await overseen_pairs.two(asked)
    one, other = asked.field("one"), asked.field("other")
    answer = await ask(asked, pb.ExplainLinkRequest(one=subject(one), other=subject(other)), pb.ExplainLinkResponse)
    found = answer.value.decisions
    return asked.page(
        "pair.html",
        question=asked.question(asked.text("asked.pair", one=one, other=other), "link", "explain", one, other),
        answer=answer,
        parts_of=(rows.decisions(found, id_of, urdu=asked.urdu), rows.grounds(answer.value.grounds, urdu=asked.urdu)),
        one=one,
        other=other,
        signs=SIGNS,
        standing=[each.id for each in found if not each.withdrawn_ms],
        fewest=FEWEST_WORDS,
        longest=LONGEST_WORDS,
    )


async def decide(asked: PageRequest) -> Response:
    """Record what the officer found. A number that agrees decides nothing by itself."""
    one, other, sign, why = asked.field("one"), asked.field("other"), asked.field("sign"), _why(asked)
    if sign not in SIGNS:
        raise BadForm("no sign")
    request = pb.DecideLinkRequest(
        one=subject(one),
        other=subject(other),
        sign=cast(pb.LinkSign, pb.LinkSign.Value(f"LINK_SIGN_{sign}")),
        why=why,
    )
    answer = await decided_by_two(asked, request, pb.DecideLinkResponse)
    said = ("link", "decide", one, other, sign.lower(), "--why", why, *approval(asked))
    return _done(asked, answer, answer.value.decision, asked.question(asked.text("asked.pair.decide"), *said))


async def undo(asked: PageRequest) -> Response:
    """Withdraw a decision: the records are as they were before it."""
    name, why = asked.field("decision"), _why(asked)
    answer = await decided_by_two(asked, pb.UndoLinkRequest(id=name, why=why), pb.UndoLinkResponse)
    said = ("link", "undo", name, "--why", why, *approval(asked))
    return _done(asked, answer, answer.value.decision, asked.question(asked.text("asked.pair.undo"), *said))


def _done(asked: PageRequest, answer: Verified[A], decision: pb.LinkDecision, question: Question) -> Response:
    part = rows.decisions([decision], id_of, urdu=asked.urdu)
    one, other = decision.one.id, decision.other.id
    return asked.page("pair_done.html", question=question, answer=answer, part=part, one=one, other=other)


def _why(asked: PageRequest) -> str:
    """Why, in words, which are kept with the decision. Raises BadForm."""
    why = asked.field("why")
    if not FEWEST_WORDS <= len(why) <= LONGEST_WORDS:
        raise BadForm("a decision has words")
    return why


ROUTES: Final = (
    Page("/pairs", waiting, menu="pairs"),
    Page("/pairs/like", like),
    Page("/pairs/two", two),
    Page("/pairs/decide", decide, "POST"),
    Page("/pairs/undo", undo, "POST"),
)
