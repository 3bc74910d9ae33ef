"""Broken glass: an officer opens it where life is at risk, puts it aside, goes on with it, and joins another agency's.

Its form asks for purpose, legal basis and case by itself, so that they are stated for this act, whatever was before.
The hub decides who may open one, for how long, and what it lifts; reviewing one is a page of oversight.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import BREAK_GLASS_STATE_WAITING, BreakGlassState
from starlette.responses import Response

from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm, own_path
from services.console.glass import Glass
from services.console.page import Needs, Page, PageRequest
from services.console.pages.reason import given_reason, reason_fields, unfit
from services.listing.glass import WRITE_NOT
from services.listing.part import Part, word

PATH: Final = "/glass"
SHORTEST, LONGEST = 20, 2000
"""Characters of a justification, as the protocol has them."""
LONGEST_ID: Final = 64


async def form(asked: PageRequest) -> Response:
    """The form; where the glass is broken, how it stands."""
    return _page(asked)


async def break_it(asked: PageRequest) -> Response:
    """Open a session at the hub, for the reason of this very form: sent twice it is the same session."""
    reason, words = given_reason(asked), asked.field("justification")
    if reason is None or not SHORTEST <= len(words) <= LONGEST:
        wrong = ("justification",) if reason else unfit(asked)
        return _page(asked, note="glass.words" if reason else "reason.unfit", status=400, wrong=wrong)
    now = asked.console.clock()
    if asked.session.reason != reason or not asked.session.fresh(now):
        asked.session.state(reason, now)
    request = pb.OpenBreakGlassRequest(justification=words, request_id=asked.field("request_id"))
    answer = await asked.hub.call(request, pb.OpenBreakGlassResponse, reason, reading_class(reason.purpose))
    opened = answer.value
    if opened.state == BREAK_GLASS_STATE_WAITING:
        return _page(asked, answer, note="glass.waits", request_id=request.request_id)
    asked.session.glass = Glass(opened.break_glass, opened.expires_ms, reason, second_until_ms=opened.second_until_ms)
    return _page(asked, answer)


async def second(asked: PageRequest) -> Response:
    """Join another agency's session, for the reason that is stated; who may, the hub decides."""
    request = pb.SecondBreakGlassRequest(break_glass=_number(asked))
    answer = await asked.hub.call(request, pb.SecondBreakGlassResponse, asked.why, reading_class(asked.why.purpose))
    text = asked.text("asked.glass.second", session=request.break_glass)
    question = asked.question(text, "break-glass", "second", request.break_glass)
    state = word(BreakGlassState, answer.value.state)
    part = Part("Break-glass sessions", ("session", "state"), [(request.break_glass, state)])
    return asked.page("oversight_done.html", question=question, answer=answer, part=part)


async def put_aside(asked: PageRequest) -> Response:
    """Cite it no longer. The hub is told nothing, as nothing of its protocol ends a session for who opened it."""
    broken = asked.session.glass
    asked.session.glass = replace(broken, aside=True) if broken else None
    return asked.to(PATH)


async def take_again(asked: PageRequest) -> Response:
    """Cite it again, or one that was opened elsewhere, for the reason that is stated. The hub knows whose it is."""
    broken = asked.session.glass
    if asked.field("session"):
        asked.session.glass = Glass(_number(asked), 0, asked.why)
    elif broken:
        asked.session.glass = replace(broken, aside=False)
    return asked.to(PATH)


def _number(asked: PageRequest) -> str:
    name = asked.field("session")
    if not 0 < len(name) <= LONGEST_ID or not (name.isascii() and name.isprintable()):
        raise BadForm("no session's number")
    return name


def _page(
    asked: PageRequest,
    answer: Verified[pb.OpenBreakGlassResponse] | None = None,
    note: str = "",
    status: int = 200,
    wrong: tuple[str, ...] = (),
    request_id: str = "",
) -> Response:
    question = asked.question(asked.text("asked.glass", case=asked.why.case), "break-glass", "open") if answer else None
    return asked.page(
        "glass.html",
        status,
        question=question,
        answer=answer,
        note=note,
        wrong=wrong,
        then=own_path(asked.field("then")),
        words=asked.field("justification"),
        write_not=WRITE_NOT[asked.urdu],
        request_id=request_id,
        shortest=SHORTEST,
        longest=LONGEST,
        longest_id=LONGEST_ID,
        **reason_fields(asked, asked.session.reason),
    )


ROUTES: Final = (
    Page(PATH, form, needs=Needs.SESSION, menu="glass"),
    Page(PATH, break_it, "POST", Needs.SESSION),
    Page(f"{PATH}/second", second, "POST"),
    Page(f"{PATH}/aside", put_aside, "POST", Needs.SESSION),
    Page(f"{PATH}/again", take_again, "POST"),
)
