"""Victims' claims to compensation: those of a body, or of the cited case; to an investigator how each stands.

Whoever investigates asks another question than who works on a claim, so that nothing of one comes to this console. Who
may ask which the hub decides.
"""

from __future__ import annotations

import secrets
from typing import Final, cast

from google.protobuf.message import Message
from rabta.referral.v1 import compensation_pb2 as pb
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as service
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.command import Question
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages import court_word
from services.console.pages.court_word import ASKED_AGAIN, ASSESSED, OVER
from services.listing import compensation as rows
from services.listing.part import enum_word
from services.vocabulary.access import Purpose
from services.vocabulary.referral import PROVINCES

PATH: Final = "/compensation"
PROTECTING: Final = frozenset({Purpose.PROTECT_VICTIM, Purpose.FIND_MISSING_CHILD})
"""Purposes under which a body of child protection opens a claim."""
CHILD: Final = ("CANNOT_TELL", "YES", "NO")
CASES: Final = ("FIR", "COURT_CASE", "APPEAL")
ACTS: Final = ("ASSESS", "CLAIM", "NO_SOURCE", "IDENTIFY", "DECLINE")
"""Acts of the body that opened it which a form has; what else it says of a claim is said by `rabta compensation`."""
LOSSES: Final = ("wages", "medical", "other", "bondage_days")
_DIGITS: Final = 12


async def claims(asked: PageRequest) -> Response:
    """A body's own with a form that opens one; of a court and a prosecution those of the case; else how each stands."""
    if asked.why.purpose == Purpose.INVESTIGATE_CASE:
        return await _told(asked)
    answer, question = await _listed(asked, asked.text("asked.compensation"))
    found = answer.value.compensations
    return asked.page(
        "compensation.html",
        question=question,
        answer=answer,
        part=rows.claims(found),
        ids=[each.id for each in found],
        page_token=asked.field("page_token"),
        next_page_token=answer.value.next_page_token,
        offered={"child": CHILD, "provinces": ("", *sorted(PROVINCES)), "cases": CASES}
        if asked.why.purpose in PROTECTING
        else None,
        request_id=secrets.token_hex(16),
    )


async def one(asked: PageRequest) -> Response:
    """One claim of the list: what was lost, what can pay, what was ordered and paid, and what there is to look at."""
    name = asked.field("claim")
    answer, question = await _listed(asked, asked.text("asked.claim", claim=name))
    return _one(asked, question, answer, next((each for each in answer.value.compensations if each.id == name), None))


async def open_claim(asked: PageRequest) -> Response:
    """Open a claim on the day on which somebody may be a victim, whether an offender is known or not; once."""
    subject, child, province = asked.field("subject"), asked.field("child"), asked.field("province")
    cases = [_case(asked, number) for number in ("1", "2") if asked.field(f"key-{number}")]
    if not subject or child not in CHILD or province not in PROVINCES or not cases:
        raise BadForm("a person, whether they are a child, a province, and a case")
    request = service.OpenCompensationRequest(
        request_id=asked.field("request_id"),
        subject=subject,
        cases=cases,
        child=cast(referral.ChildAnswer, referral.ChildAnswer.Value(f"CHILD_ANSWER_{child}")),
        province=province,
        offender_known=bool(asked.field("offender_known")),
    )
    answer = await _ask(asked, request, service.OpenCompensationResponse)
    question = asked.question(asked.text("asked.claim.open"), "compensation", "open", "FILE.toml")
    return _one(asked, question, answer, answer.value.compensation)


async def change(asked: PageRequest) -> Response:
    """Say what the body that opened it, or a court or prosecution, says of a claim; sent twice it is the same act."""
    name, act = asked.field("claim"), asked.field("act")
    if not name or act not in (court_word.FIELDS if _tries(asked) else ACTS):
        raise BadForm("a claim, and what is done")
    request = service.ChangeCompensationRequest(
        request_id=asked.field("request_id"),
        id=name,
        act=cast(pb.CompensationAct, pb.CompensationAct.Value(f"COMPENSATION_ACT_{act}")),
    )
    if act == "ASSESS":
        for field in LOSSES:
            setattr(request.losses, field, _whole(asked, field))
    elif _tries(asked):
        court_word.fill(asked, request, act, _whole(asked, "amount"))
    answer = await _ask(asked, request, service.ChangeCompensationResponse)
    question = asked.question(asked.text("asked.claim.act", claim=name), *_command(name, act))
    return _one(asked, question, answer, answer.value.compensation)


def _command(name: str, act: str) -> tuple[str, ...]:
    """With a file where the act says more than what is done."""
    file = ("FILE.toml",) if act == "ASSESS" or court_word.FIELDS.get(act) else ()
    receipt = ("--receipt", "RECEIPT") if act == "PAY" else ()
    return "compensation", "change", name, *file, "--act", act.lower().replace("_", "-"), *receipt


def _tries(asked: PageRequest) -> bool:
    """Whether it is a court, or a prosecution before it, that asks."""
    return asked.why.purpose == Purpose.TRIAL


def may(claim: pb.Compensation, agency: str) -> tuple[str, ...]:
    """Acts that follow from how it stands for the body that opened it, none for others. The hub decides."""
    if claim.holder != agency or claim.state in OVER:
        return ()
    follows = {
        "ASSESS": claim.state == pb.COMPENSATION_STATE_NOT_ASSESSED,
        "CLAIM": claim.state in ASKED_AGAIN,
        "NO_SOURCE": claim.state in ASSESSED and not claim.sources,
        "IDENTIFY": not claim.offender_known,
        "DECLINE": True,
    }
    return tuple(act for act in ACTS if follows[act])


async def _told(asked: PageRequest) -> Response:
    answer = await _ask(asked, service.GetCompensationStatusRequest(), service.GetCompensationStatusResponse)
    question = asked.question(asked.text("asked.claims.told", case=asked.why.case), "compensation", "status")
    return asked.page("compensation_told.html", question=question, answer=answer, part=rows.told(answer.value))


async def _listed(asked: PageRequest, text: str) -> tuple[Verified[service.ListCompensationsResponse], Question]:
    token = asked.field("page_token")
    request = service.ListCompensationsRequest(page_token=token)
    answer = await _ask(asked, request, service.ListCompensationsResponse)
    return answer, asked.question(text, "compensation", "list", *(("--page-token", token) if token else ()))


def _one(asked: PageRequest, question: Question, answer: Verified[A], claim: pb.Compensation | None) -> Response:
    parts = (rows.sources(claim, urdu=asked.urdu), rows.payments(claim)) if claim else ()
    return asked.page(
        "claim.html",
        question=question,
        answer=answer,
        claim=claim,
        state=enum_word(pb.CompensationState.DESCRIPTOR, claim.state) if claim else "",
        part=rows.claims([claim] if claim else []),
        parts_of=[part for part in parts if part.rows],
        cases=[f"{each.type}:{each.key}" for each in claim.cases] if claim else (),
        sums={field: rows.rupees(getattr(claim.losses, field)) for field in LOSSES[:3]} if claim else {},
        acts=_offered(asked, claim) if claim else (),
        losses=LOSSES,
        digits=_DIGITS,
        court=court_word,
        tries=_tries(asked),
    )


def _offered(asked: PageRequest, claim: pb.Compensation) -> tuple[str, ...]:
    return court_word.follows(claim) if _tries(asked) else may(claim, asked.session.officer.agency)


def _case(asked: PageRequest, number: str) -> referral.ReferredCase:
    kind, key = asked.field(f"type-{number}"), " ".join(asked.field(f"key-{number}").upper().split())
    if kind not in CASES:
        raise BadForm("no register")
    return referral.ReferredCase(type=kind, key=key)


def _whole(asked: PageRequest, name: str) -> int:
    """A number of rupees or days; 0 where it was left out. Raises BadForm."""
    said = asked.field(name) or "0"
    if not said.isascii() or not said.isdecimal() or len(said) > _DIGITS:
        raise BadForm("no whole number")
    return int(said)


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(request, kind, asked.why, reading_class(asked.why.purpose))


ROUTES: Final = (
    Page(PATH, claims, menu="compensation"),
    Page(PATH, open_claim, "POST"),
    Page(f"{PATH}/one", one),
    Page(f"{PATH}/one", change, "POST"),
)
