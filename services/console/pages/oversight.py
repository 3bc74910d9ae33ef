"""What oversight looks at: broken glass with its reviews, what was withheld, who asks most, what issuers told.

Reads and refusals one by one are the page of who looked. The hub decides who may ask any of it.
"""

from __future__ import annotations

import secrets
from typing import Final, cast

from google.protobuf.message import Message
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import (
    BREAK_GLASS_STATE_EXPIRED,
    BREAK_GLASS_STATE_OPEN,
    BREAK_GLASS_STATE_WAITING,
    BREAK_GLASS_STATE_WITHOUT_SECOND,
    BreakGlassState,
    Notice,
)
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm, moment
from services.console.page import Needs, Page, PageRequest
from services.console.questions.phrase import Blank, Phrase
from services.listing import glass, issuers, withheld
from services.listing.part import Part, word
from services.listing.reads import SAMPLE, busiest, reads, sampled
from services.signing.refusals import parse_day

PATH: Final = "/oversight"
LISTS: Final = ("glass", "withheld", "sample", "busiest", "issuers")
FIELDS: Final = {
    "withheld": ("agency", "from", "to"),
    "sample": ("from", "to", "seed"),
    "busiest": ("from", "to"),
    "issuers": ("agency",),
}
"""What each list can be narrowed by."""
VERDICTS: Final = ("JUSTIFIED", "NOT_JUSTIFIED")
PAGE_SIZE: Final = 200
PAGES: Final = 10
"""Of calls that one page adds up; where there are more it says so, and a shorter period is asked for."""
LONGEST_WORDS: Final = 2000
"""Characters of a comment: what the form takes; the hub has its own bound."""
_REVIEWED_LATER: Final = (BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_EXPIRED, BREAK_GLASS_STATE_WITHOUT_SECOND)


async def lists(asked: PageRequest) -> Response:
    """What can be looked at; nothing is asked for yet."""
    return asked.page("oversight.html", lists=LISTS)


async def sessions(asked: PageRequest) -> Response:
    """Sessions of broken glass, with the form that reviews one."""
    request = pb.ListNoticesRequest(page_size=PAGE_SIZE, page_token=asked.field("page_token"))
    answer = await _ask(asked, request, pb.ListNoticesResponse)
    found = answer.value.notices
    return _listed(
        asked,
        "glass",
        answer,
        (glass.notices(found), glass.months(answer.value.months)),
        ("break-glass", "notices"),
        next_page_token=answer.value.next_page_token,
        sessions=[each.break_glass for each in found if each.state in _REVIEWED_LATER],
        waiting=[each.break_glass for each in found if _awaits(each)],
        alone=" ".join(each.break_glass for each in found if each.state == BREAK_GLASS_STATE_WITHOUT_SECOND),
    )


def _awaits(notice: Notice) -> bool:
    waits = notice.state == BREAK_GLASS_STATE_WAITING
    return waits or (notice.state == BREAK_GLASS_STATE_OPEN and not notice.second)


async def consent(asked: PageRequest) -> Response:
    """Consent to a session that waits, or be the second person of one that is open."""
    request = pb.ConsentBreakGlassRequest(break_glass=asked.field("session"))
    answer = await _ask(asked, request, pb.ConsentBreakGlassResponse)
    text = asked.text("asked.oversight.consent", session=request.break_glass)
    return _stands(asked, answer, answer.value.state, text, "consent", request.break_glass)


def _stands(asked: PageRequest, answer: Verified[A], state: BreakGlassState, text: str, *said: str) -> Response:
    """How a session stands after an act of oversight; ``said``: word of the command, the session, and its options."""
    part = Part("Break-glass sessions", ("session", "state"), [(said[1], word(BreakGlassState, state))])
    question = asked.question(text, "break-glass", *said)
    return asked.page("oversight_done.html", question=question, answer=answer, part=part)


async def review(asked: PageRequest) -> Response:
    """Say whether a session was right. A session has one review: the hub refuses a second."""
    verdict, comment = asked.field("verdict"), asked.field("comment")
    if verdict not in VERDICTS or not 0 < len(comment) <= LONGEST_WORDS:
        raise BadForm("a review has a verdict of the list, and words")
    request = pb.ReviewBreakGlassRequest(
        break_glass=asked.field("session"),
        verdict=cast(pb.ReviewVerdict, pb.ReviewVerdict.Value(f"REVIEW_VERDICT_{verdict}")),
        comment=comment,
    )
    answer = await _ask(asked, request, pb.ReviewBreakGlassResponse)
    options = ("--verdict", verdict.lower().replace("_", "-"))
    text = asked.text("asked.oversight.review", session=request.break_glass)
    return _stands(asked, answer, answer.value.state, text, "review", request.break_glass, *options)


async def not_shown(asked: PageRequest) -> Response:
    """What was withheld from whom, by cause and owner."""
    request = pb.FindWithheldRequest(agency=asked.field("agency"))
    found, answer = await _all(asked, request, pb.FindWithheldResponse)
    parts = (withheld.withheld([call for page in found for call in page.calls]),)
    options = _options(asked, "agency", "from", "to")
    return _listed(asked, "withheld", answer, parts, ("oversight", "withheld", *options), last=found[-1])


async def most(asked: PageRequest) -> Response:
    """Officers by number of calls."""
    found, answer = await _all(asked, pb.FindReadsRequest(), pb.FindReadsResponse)
    parts = (busiest([read for page in found for read in page.reads], by_refused=bool(asked.field("refused"))),)
    options = (*_options(asked, "from", "to"), *(("--refused",) if asked.field("refused") else ()))
    return _listed(asked, "busiest", answer, parts, ("oversight", "busiest", *options), last=found[-1])


async def sample(asked: PageRequest) -> Response:
    """Calls drawn for a review, by chance and not by choice."""
    seed = asked.field("seed") or secrets.token_hex(8)
    found, answer = await _all(asked, pb.FindReadsRequest(), pb.FindReadsResponse)
    parts = (reads(sampled([read for page in found for read in page.reads], SAMPLE, seed)),)
    said = ("oversight", "sample", "--seed", seed, *_options(asked, "from", "to"))
    return _listed(asked, "sample", answer, parts, said, last=found[-1], seed=seed)


async def told(asked: PageRequest) -> Response:
    """How far each agency's issuer told of refused tokens, and who was refused most in the statements of this page."""
    request = pb.FindRefusalsRequest(
        agency=asked.field("agency"), page_size=PAGE_SIZE, page_token=asked.field("page_token")
    )
    answer = await _ask(asked, request, pb.FindRefusalsResponse)
    days = [parse_day(each.statement.payload) for each in answer.value.told if each.statement.payload]
    parts = (issuers.issuers(answer.value.standings, answer.value.told), issuers.refused(days))
    said = ("oversight", "refusals", *_options(asked, "agency"))
    return _listed(asked, "issuers", answer, parts, said, next_page_token=answer.value.next_page_token)


async def _all(asked: PageRequest, request: Message, kind: type[A]) -> tuple[list[A], Verified[A]]:
    """Pages of a question, as many as one page adds up, and the last answer; how far it came stands in the last one."""
    given = {"from_ms": moment(asked.field("from")), "to_ms": moment(asked.field("to"), end_of_day=True)}
    found, token = list[A](), ""
    while True:
        request.MergeFrom(type(request)(page_size=PAGE_SIZE, page_token=token, **given))
        answer = await _ask(asked, request, kind)
        found.append(answer.value)
        token = str(getattr(answer.value, "next_page_token", ""))
        if not token or len(found) == PAGES:
            return found, answer


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(request, kind, asked.why, reading_class(asked.why.purpose))


def _options(asked: PageRequest, *names: str) -> tuple[str, ...]:
    return tuple(each for name in names if asked.field(name) for each in (f"--{name}", asked.field(name)))


def _listed(
    asked: PageRequest, name: str, answer: Verified[A], parts: tuple[Part, ...], said: tuple[str, ...], **more: object
) -> Response:
    question = asked.question(asked.text("asked.oversight", list=asked.text(f"oversight.{name}")), *said)
    given = {field: asked.field(field) for field in ("agency", "from", "to", "refused", "seed")}
    return asked.page(
        "oversight_list.html",
        question=question,
        name=name,
        answer=answer,
        parts_of=parts,
        given=given,
        fields=FIELDS.get(name, ()),
        verdicts=VERDICTS,
        longest=LONGEST_WORDS,
        more=more,
    )


_LABELS: Final = {
    "agency": "oversight.agency", "from": "looked.from", "to": "looked.to", "seed": "oversight.seed",
}  # fmt: skip
_BY_REFUSED: Final = Blank("refused", "oversight.by_refused", ticked=True)


def _phrase(name: str) -> Phrase:
    """What of a list's question can be kept."""
    blanks = tuple(Blank(field, _LABELS[field]) for field in FIELDS[name])
    return Phrase(f"oversight.{name}", (*blanks, *((_BY_REFUSED,) if name == "busiest" else ())))


ROUTES: Final = (
    Page(PATH, lists, needs=Needs.SESSION, menu="oversight"),
    Page(f"{PATH}/glass", sessions),
    Page(f"{PATH}/glass", review, "POST"),
    Page(f"{PATH}/glass/consent", consent, "POST"),
    Page(f"{PATH}/withheld", not_shown, keeps=(_phrase("withheld"),)),
    Page(f"{PATH}/sample", sample, keeps=(_phrase("sample"),)),
    Page(f"{PATH}/busiest", most, keeps=(_phrase("busiest"),)),
    Page(f"{PATH}/issuers", told, keeps=(_phrase("issuers"),)),
)
