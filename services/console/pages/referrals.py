"""Referrals: the desk of a body of child protection, and the three words that others are told in their own case.

Who investigates or tries the cited case asks another question than who refers: no list is asked for in their name, so
that nothing of one comes to this console. Who may ask which the hub decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, cast

from google.protobuf.message import Message
from rabta.referral.v1 import referral_pb2 as pb
from rabta.referral.v1 import referral_service_pb2 as service
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.command import Question
from services.console.form import BadForm
from services.console.page import Needs, Page, PageRequest
from services.listing import referrals as rows
from services.listing.part import Part, enum_word, word
from services.vocabulary.access import Purpose

PATH: Final = "/referrals"
IN_A_CASE: Final = frozenset({Purpose.INVESTIGATE_CASE, Purpose.TRIAL})
"""Purposes of those who are told three words."""
GROUPS: Final = ("asked", "taken", "sent", "nobody", "over")
ACTS: Final = ("ACCEPT", "REJECT", "BEGIN", "COMPLETE", "STOP")
BECAUSE: Final = ("NO_PLACE", "NOT_ELIGIBLE", "OUT_OF_AREA", "WRONG_SERVICE", "UNSAFE", "NO_CONSENT")
_OVER: Final = frozenset({pb.REFERRAL_STATE_COMPLETED, pb.REFERRAL_STATE_STOPPED, pb.REFERRAL_STATE_NO_BEARER})
_OF_WHOSE_TURN: Final = {
    pb.REFERRAL_STATE_SENT: ("ACCEPT", "REJECT"),
    pb.REFERRAL_STATE_ACCEPTED: ("BEGIN",),
    pb.REFERRAL_STATE_IN_SERVICE: ("COMPLETE",),
}


class Group(NamedTuple):
    """Referrals that stand alike. ``name``: of :data:`GROUPS`; ``ids``: of its rows, in their order."""

    name: str
    part: Part
    ids: list[str]


async def referrals(asked: PageRequest) -> Response:
    """A body's own, by what waits for whom; for oversight what nobody took in time; in a case three words."""
    if asked.why.purpose in IN_A_CASE:
        return await _told(asked)
    answer, question = await _listed(asked, asked.text("asked.referrals"))
    return asked.page(
        "referrals.html",
        question=question,
        answer=answer,
        groups=grouped(answer.value.referrals, asked.session.officer.agency),
        found=rows.found_children(answer.value.proposals) if answer.value.proposals else None,
        page_token=asked.field("page_token"),
        next_page_token=answer.value.next_page_token,
    )


async def one(asked: PageRequest) -> Response:
    """One of the list with what the body is to know of the person, and a form for what the officer's body may do."""
    name = asked.field("referral")
    answer, question = await _listed(asked, asked.text("asked.referral", referral=name))
    found = [each for each in answer.value.referrals if each.id == name]
    return shown_one(asked, question, answer, found)


async def change(asked: PageRequest) -> Response:
    """The word of the body whose turn it is, or the sender's that the consent is withdrawn; sent twice it is one."""
    name, act, because = asked.field("referral"), asked.field("act"), asked.field("because")
    if not name or act not in ACTS or (act == "REJECT") != bool(because) or because not in ("", *BECAUSE):
        raise BadForm("a referral, what is done, and of a rejection why")
    rejection = pb.ReferralRejection.Value(f"REFERRAL_REJECTION_{because}") if because else 0
    request = service.ChangeReferralRequest(
        request_id=asked.field("request_id"),
        id=name,
        act=cast(pb.ReferralAct, pb.ReferralAct.Value(f"REFERRAL_ACT_{act}")),
        rejection=cast(pb.ReferralRejection, rejection),
    )
    answer = await _ask(asked, request, service.ChangeReferralResponse)
    said = ("referral", "answer", name, "--act", act.lower(), *(("--because", _option(because)) if because else ()))
    question = asked.question(asked.text("asked.referral.act", referral=name), *said)
    return shown_one(asked, question, answer, [answer.value.referral])


def grouped(found: Iterable[pb.Referral], agency: str) -> list[Group]:
    """What waits for the agency first, then what it took, sent, what nobody took, and what is over; none is empty."""
    standing: dict[str, list[pb.Referral]] = {name: [] for name in GROUPS}
    for each in found:
        standing[_group(each, agency)].append(each)
    return [
        Group(name, rows.referrals(some, notes=False), [each.id for each in some])
        for name, some in standing.items()
        if some
    ]


def may(one: pb.Referral, agency: str) -> tuple[str, ...]:
    """Acts that follow from how it stands for the body whose turn it is, and for the sender. The hub decides."""
    own = _OF_WHOSE_TURN.get(one.state, ()) if one.bearer == agency else ()
    return (*own, *(("STOP",) if one.sender == agency and one.state and one.state not in _OVER else ()))


def _group(one: pb.Referral, agency: str) -> str:
    if one.state in _OVER:
        return "nobody" if one.state == pb.REFERRAL_STATE_NO_BEARER else "over"
    if one.bearer != agency:
        return "sent"
    return "asked" if one.state == pb.REFERRAL_STATE_SENT else "taken"


async def _told(asked: PageRequest) -> Response:
    answer = await _ask(asked, service.GetReferralStatusRequest(), service.GetReferralStatusResponse)
    told = answer.value
    question = asked.question(asked.text("asked.referrals.told", case=asked.why.case), "referral", "status")
    rule = word(pb.InterviewRule, told.interview.rule) if told.referred else ""
    return asked.page("referrals_told.html", question=question, answer=answer, told=told, rule=rule)


async def _listed(asked: PageRequest, text: str) -> tuple[Verified[service.ListReferralsResponse], Question]:
    token = asked.field("page_token")
    answer = await _ask(asked, service.ListReferralsRequest(page_token=token), service.ListReferralsResponse)
    return answer, asked.question(text, "referral", "list", *(("--page-token", token) if token else ()))


def shown_one(asked: PageRequest, question: Question, answer: Verified[A], found: list[pb.Referral]) -> Response:
    """The page of one. ``found``: it, or none; one without a state is another body's turn."""
    stands = [each for each in found if each.state]
    return asked.page(
        "referral.html",
        question=question,
        answer=answer,
        part=rows.referrals(stands),
        acts=[(each.id, act) for each in stands for act in may(each, asked.session.officer.agency)],
        state=enum_word(pb.ReferralState.DESCRIPTOR, stands[0].state) if stands else "",
        because=BECAUSE,
    )


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(request, kind, asked.why, reading_class(asked.why.purpose))


def _option(said: str) -> str:
    return said.lower().replace("_", "-")


ROUTES: Final = (
    Page(PATH, referrals, menu="referrals"),
    Page(f"{PATH}/one", one, needs=Needs.FRESH_REASON),
    Page(f"{PATH}/one", change, "POST"),
)
