"""Decisions on who is one person: made, withdrawn, explained; always under the rights of who asks.

What a decision changes for other agencies is judged when it is made: see :mod:`services.linkage.carrying`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from graph.rows import SubjectLine, read
from services.access.decision import RecordClass, may_be_hit
from services.access.errors import ApproverInvalid, ApproverRequired, InvalidArgument, NotFound, Violation
from services.access.facts import second_person
from services.linkage.app.compare import Known, agree_in_name, grounds
from services.linkage.app.context import PairScore, ScorePair, Weigh
from services.linkage.app.insider import refuse_own
from services.linkage.app.overseeing import is_overseer
from services.linkage.carrying import TO_OVERSIGHT, agency_of, carrying
from services.linkage.kept import MILLI, NOT_COMPARED, SCORED, ends
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.projection.project import edge_id
from services.linkage.questions.scope import key_of
from services.linkage.rights import Ask, Seen
from services.values.network import (
    DecideLinkRequest,
    ExplainLinkRequest,
    ExplainLinkResponse,
    LinkDecision,
    NodeKey,
    UndoLinkRequest,
)

SIGNS: Final = frozenset({"SAME", "DIFFERENT", "UNSURE"})
WHY: Final = range(20, 2001)
MAX_RULE: Final = 100


async def decide_link(
    links: Links, graph: Graph, score: ScorePair, weigh: Weigh, ask: Ask, seen: Seen, request: DecideLinkRequest
) -> LinkDecision:
    """Record a decision; the same again by the same officer is the one that stands.

    Raises InvalidArgument (``number-alone``: that a number is shared makes nobody one person), NotFound for a Subject
    that the caller does not see, ApproverRequired and ApproverInvalid.
    """
    _check(request)
    check_second(ask)
    one, other = _two(request.one, request.other)
    both = await subject(graph, seen, one), await subject(graph, seen, other)
    second = await _second(links, ask, both)
    if request.sign == "SAME" and not agree_in_name(grounds(*both)):
        raise InvalidArgument(Violation("sign", "number-alone", "needs a name that agrees besides a shared number"))
    call = ask.inquiry
    by = f"{call.caller.agency}/{call.caller.officer}"
    name = edge_id("decision", one, other, request.sign, by, str(call.now_ms))
    found = await _scored(links, score, one, other)
    scored = (found.model, round(found.bits * MILLI) / MILLI, SCORED) if found else ("", 0.0, NOT_COMPARED)
    weight = await weigh(call, one, other, request.sign)
    made = LinkDecision(
        name, NodeKey("SUBJECT", one), NodeKey("SUBJECT", other), request.sign, by, second, request.why, call.now_ms,
        request.rule, 0, "", *scored, weight.parts,
    )  # fmt: skip
    others = [each for each in weight.owners if each != call.caller.agency] or [TO_OVERSIGHT]
    stands = await links.decisions.add(made, others, weight.persons)
    if stands is made:
        call.trail.records += sorted(who.text("source") for who in both)
    return await _shown(links, ask, stands)


async def undo_link(links: Links, graph: Graph, ask: Ask, seen: Seen, request: UndoLinkRequest) -> LinkDecision:
    """Withdraw a decision of the caller's agency, for whoever sees both Subjects; once withdrawn it stays so.

    Raises InvalidArgument, NotFound, OwnOrKin, ApproverRequired, ApproverInvalid. Another agency's decision is not
    found: its own agency withdraws it, or an officer of oversight with a second person.
    """
    if len(request.why) not in WHY:
        raise InvalidArgument(Violation("why", "length", "must have 20 to 2000 characters"))
    check_second(ask)
    held = await links.decisions.named(request.id)
    own = held is not None and agency_of(held) == ask.inquiry.caller.agency
    if held is None or not (own or is_overseer(ask.inquiry.caller)):
        raise NotFound
    who = [await subject(graph, seen, end) for end in ends(held)]
    await refuse_own(graph, seen, ask.inquiry, [NodeKey("SUBJECT", end) for end in ends(held)])
    second = await _second(links, ask, who)
    if not own and not second:
        raise ApproverRequired
    if held.withdrawn_ms:
        return held
    call = ask.inquiry
    by = f"{call.caller.agency}/{call.caller.officer}"
    await links.decisions.withdraw(held.id, by, request.why, call.now_ms)
    return await links.decisions.named(held.id) or replace(held, withdrawn_ms=call.now_ms, withdrawn_by=by)


async def explain_link(
    links: Links, graph: Graph, ask: Ask, seen: Seen, request: ExplainLinkRequest
) -> ExplainLinkResponse:
    """What was decided about two Subjects that the caller sees: by its agency, and what carries for everybody.

    Raises InvalidArgument, NotFound.
    """
    one, other = _two(request.one, request.other)
    both = await subject(graph, seen, one), await subject(graph, seen, other)
    ask.inquiry.trail.records += sorted(who.text("source") for who in both)
    decided = await links.decisions.between(one, other)
    shown = [each for each in _marked(decided, ask) if each.agreed or agency_of(each) == ask.inquiry.caller.agency]
    return ExplainLinkResponse(tuple(shown), grounds(*both))


async def subject(graph: Graph, seen: Seen, number: str) -> Known:
    """A Subject that the caller sees. Raises NotFound: absent and hidden look alike."""
    rows = await graph.run("subject", id=number, shown=list(seen.rights.shown))
    if not rows:
        raise NotFound
    properties, numbers = read(SubjectLine, rows)[0]
    return Known(properties, frozenset(each for each in numbers if each))


def _marked(decided: Sequence[LinkDecision], ask: Ask) -> Iterable[LinkDecision]:
    """Each with whether it is agreed."""
    carried = {each.id: each for each in carrying(decided, ask.inquiry.caller.agency)}
    return (carried.get(each.id, each) for each in decided)


async def _shown(links: Links, ask: Ask, decision: LinkDecision) -> LinkDecision:
    decided = await links.decisions.between(*ends(decision))
    return next((each for each in _marked(decided, ask) if each.id == decision.id), decision)


async def _scored(links: Links, score: ScorePair, one: str, other: str) -> PairScore | None:
    """What the model said that proposed the pair, else what the node's says now. Never the caller's word."""
    proposed = await links.reviews.between(one, other)
    return PairScore(proposed.model, proposed.pair.millibits / MILLI) if proposed else await score(one, other)


def _check(request: DecideLinkRequest) -> None:
    if request.sign not in SIGNS:
        raise InvalidArgument(Violation("sign", "required", "must be given"))
    if len(request.why) not in WHY:
        raise InvalidArgument(Violation("why", "length", "must have 20 to 2000 characters"))
    if len(request.rule) > MAX_RULE:
        raise InvalidArgument(Violation("rule", "length", f"must have at most {MAX_RULE} characters"))


def _two(one: NodeKey | None, other: NodeKey | None) -> tuple[str, str]:
    """Ids of the two, the lower first."""
    (_, mine), (_, theirs) = key_of("one", one, "SUBJECT"), key_of("other", other, "SUBJECT")
    if mine == theirs:
        raise InvalidArgument(Violation("other", "two-subjects", "must be two Subjects"))
    first, second = sorted((mine, theirs))
    return first, second


def check_second(ask: Ask) -> None:
    """Raises ApproverInvalid where a second person was named who is none."""
    if second_person(ask.inquiry.caller) == "INVALID":
        raise ApproverInvalid


async def _second(links: Links, ask: Ask, them: Iterable[Known]) -> str:
    """The second person's name; needed where a child or a protected person is touched."""
    caller = ask.inquiry.caller
    parts = [part for who in them for part in await links.classes.parts(who.klass)]
    guarded = any(_guarded(each) for part in parts for each in part.at(ask.inquiry.now_ms))
    if guarded and second_person(caller) != "VALID":
        raise ApproverRequired
    return caller.second


def _guarded(klass: RecordClass) -> bool:
    return klass.pseudonym or not may_be_hit(klass)
