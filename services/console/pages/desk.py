"""The desk: questions about hits, releases, corrections and watches, and the agency's answers to them."""

from __future__ import annotations

import secrets
from typing import Final, cast

from google.protobuf.message import Message
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as corrections
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as hits
from rabta.exchange.v1 import watch_service_pb2 as watches
from starlette.responses import Response

from services.client.asking import A
from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm, moment
from services.console.page import Needs, Page, PageRequest
from services.listing import corrections as correction_rows
from services.listing import hits as hit_rows
from services.listing import watches as watch_rows
from services.listing.part import Part
from services.vocabulary.access import QueryClass

LISTS: Final = ("hits", "corrections", "claims", "directions", "watches", "told")
"""Each has a page; those of claims and directions are modules of their own."""
ANSWERS: Final = ("VALID", "NOT_VALID", "NOT_THIS_PERSON", "NEEDS_TIME", "CLEARED")
URGENCIES: Final = ("ROUTINE", "PRIORITY", "IMMEDIATE")
RELEASES: Final = ("GRANTED", "REFUSED")
DECISIONS: Final = ("ACCEPTED", "CORRECTED", "REJECTED")
BECAUSE: Final = ("SOURCE_AGREES", "NOT_PROVEN", "FOR_A_COURT", "OTHER_RECORD", "ALREADY_SO")


async def desk(asked: PageRequest) -> Response:
    """The lists; none of them is asked for yet."""
    return asked.page("desk.html", lists=LISTS)


async def waiting_hits(asked: PageRequest) -> Response:
    """Questions about hits and releases, with the two forms that answer them."""
    request = hits.ListHitRequestsRequest(page_token=asked.field("page_token"), answered=_answered(asked))
    answer = await _ask(asked, request, hits.ListHitRequestsResponse)
    ids = [[each.id for each in answer.value.requests if each.kind == kind] for kind in _KINDS]
    forms = {"confirmations": ids[0], "releases": ids[1], "answers": ANSWERS, "decisions": RELEASES}
    part = hit_rows.requests(answer.value.requests)
    return _listed(asked, "hits", ("hit", "list"), answer, part, answer.value.next_page_token, **forms)


async def waiting_corrections(asked: PageRequest) -> Response:
    """Corrections, with the form that decides one."""
    request = corrections.ListCorrectionsRequest(page_token=asked.field("page_token"), answered=_answered(asked))
    answer = await _ask(asked, request, corrections.ListCorrectionsResponse)
    found = answer.value.corrections
    forms = {"ids": [each.id for each in found], "decisions": DECISIONS, "because": BECAUSE}
    part, token = correction_rows.corrections(found), answer.value.next_page_token
    return _listed(asked, "corrections", ("correction", "list"), answer, part, token, **forms)


async def watched(asked: PageRequest) -> Response:
    """What the officer watches for the cited case."""
    answer = await _ask(asked, watches.ListWatchesRequest(), watches.ListWatchesResponse)
    return _listed(asked, "watches", ("watch", "list"), answer, watch_rows.watches(answer.value.watches))


async def told(asked: PageRequest) -> Response:
    """What came to be known of what the officer watches."""
    answer = await _ask(asked, watches.ListAlertsRequest(), watches.ListAlertsResponse)
    return _listed(asked, "told", ("watch", "read"), answer, watch_rows.told(answer.value.alerts))


async def answer_hit(asked: PageRequest) -> Response:
    """Answer a question about one of the agency's own records, once by the form's own id."""
    word, until = _one_of(asked, "answer", ANSWERS), moment(asked.field("until"))
    request = hits.AnswerHitRequest(
        request_id=asked.field("request_id"),
        id=asked.field("id"),
        answer=cast(hit.HitState, hit.HitState.Value(f"HIT_STATE_{word}")),
        until_ms=until,
        collector=asked.field("collector"),
    )
    answer = await _ask(asked, request, hits.AnswerHitResponse)
    said = ("hit", "answer", request.id, "--answer", _option(word))
    return _done(asked, answer, hit_rows.requests([answer.value.request]), request.id, said)


async def request_release(asked: PageRequest) -> Response:
    """Ask the owner of a bare hit to show its record to the officer for the cited case."""
    word = _one_of(asked, "urgency", URGENCIES)
    request = hits.RequestReleaseRequest(
        request_id=asked.field("request_id"),
        handle=asked.field("handle"),
        urgency=cast(hit.Urgency, hit.Urgency.Value(f"URGENCY_{word}")),
    )
    answer = await asked.hub.call(request, hits.RequestReleaseResponse, asked.why, QueryClass.RELEASE)
    question = asked.question(
        asked.text("asked.desk.release"), "release", "request", request.handle, "--urgency", _option(word)
    )
    return asked.page(
        "desk_done.html", question=question, answer=answer, part=hit_rows.requests([answer.value.request])
    )


async def decide_release(asked: PageRequest) -> Response:
    """Decide whether one officer of another agency sees a record of the own one."""
    word, until = _one_of(asked, "decision", RELEASES), moment(asked.field("until"), end_of_day=True)
    request = hits.DecideReleaseRequest(
        request_id=asked.field("request_id"),
        id=asked.field("id"),
        decision=cast(hit.HitState, hit.HitState.Value(f"HIT_STATE_{word}")),
        until_ms=until,
    )
    answer = await _ask(asked, request, hits.DecideReleaseResponse)
    said = ("release", "decide", request.id, "--decision", _option(word))
    return _done(asked, answer, hit_rows.requests([answer.value.request]), request.id, said)


async def decide_correction(asked: PageRequest) -> Response:
    """Decide on what others say of one of the agency's own records."""
    word, version = _one_of(asked, "decision", DECISIONS), asked.field("version") or "0"
    because = _one_of(asked, "because", BECAUSE) if word == "REJECTED" else ""
    if not version.isascii() or not version.isdecimal() or len(version) > 9:
        raise BadForm("no number of a version")
    rejection = correction.CorrectionRejection.Value(f"CORRECTION_REJECTION_{because}") if because else 0
    request = corrections.DecideCorrectionRequest(
        request_id=asked.field("request_id"),
        id=asked.field("id"),
        decision=cast(correction.CorrectionState, correction.CorrectionState.Value(f"CORRECTION_STATE_{word}")),
        rejection=cast(correction.CorrectionRejection, rejection),
        version=int(version),
    )
    answer = await _ask(asked, request, corrections.DecideCorrectionResponse)
    why = ("--because", _option(because)) if because else ()
    said = ("correction", "decide", request.id, "--decision", _option(word), *why)
    return _done(asked, answer, correction_rows.corrections([answer.value.correction]), request.id, said)


_KINDS: Final = (hit.HIT_REQUEST_KIND_CONFIRMATION, hit.HIT_REQUEST_KIND_RELEASE)


async def _ask(asked: PageRequest, request: Message, kind: type[A]) -> Verified[A]:
    return await asked.hub.call(request, kind, asked.why, reading_class(asked.why.purpose))


def _listed(
    asked: PageRequest,
    name: str,
    said: tuple[str, str],
    answer: Verified[A],
    part: Part,
    next_page_token: str = "",
    **forms: object,
) -> Response:
    question = asked.question(asked.text("asked.desk", list=asked.text(f"desk.{name}")), *said)
    return asked.page(
        "desk_list.html",
        question=question,
        name=name,
        answer=answer,
        part=part,
        next_page_token=next_page_token,
        forms=forms,
        request_id=secrets.token_hex(16),
    )


def _done(asked: PageRequest, answer: Verified[A], part: Part, name: str, said: tuple[str, ...]) -> Response:
    question = asked.question(asked.text("asked.desk.answer", request=name), *said)
    return asked.page("desk_done.html", question=question, answer=answer, part=part)


def _answered(asked: PageRequest) -> bool:
    return bool(asked.field("answered"))


def _one_of(asked: PageRequest, name: str, words: tuple[str, ...]) -> str:
    if asked.field(name) not in words:
        raise BadForm(f"{name} is no word of the form")
    return asked.field(name)


def _option(word: str) -> str:
    return word.lower().replace("_", "-")


ROUTES: Final = (
    Page("/desk", desk, needs=Needs.SESSION, menu="desk"),
    Page("/desk/hits", waiting_hits),
    Page("/desk/corrections", waiting_corrections),
    Page("/desk/watches", watched),
    Page("/desk/told", told),
    Page("/desk/hits", answer_hit, "POST"),
    Page("/desk/releases", decide_release, "POST"),
    Page("/desk/releases/asked", request_release, "POST"),
    Page("/desk/corrections", decide_correction, "POST"),
)
