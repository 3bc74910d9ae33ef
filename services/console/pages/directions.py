"""Directions of the prosecution on accused of the cited case, by the reference that stands under each of them.

Police put an accused before the prosecution, which answers every query alike; it directs with a second person and
without a reason (``docs/protocol.md``, section 6). Which form is offered is a page's word, and no right.
"""

from __future__ import annotations

import secrets
from typing import Final, cast

from rabta.records.v1 import direction_pb2 as pb
from starlette.responses import Response

from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.guards import STARTED_WITH
from services.console.seconding import approved_by, seconded
from services.listing import directions as rows
from services.listing.part import enum_word
from services.vocabulary.access import Purpose, QueryClass

PATH: Final = "/desk/directions"
KINDS: Final = tuple(enum_word(pb.DirectionKind.DESCRIPTOR, number) for number in pb.DirectionKind.values() if number)
"""What may be directed, as the protocol lists it."""
LONGEST_REFERENCE: Final = 10
"""R- and eight letters or digits; the hub judges its form."""


async def listed(asked: PageRequest) -> Response:
    """What was put to the prosecution in the cited case, and what it directs there."""
    request = pb.ListDirectionsRequest()
    answer = await asked.hub.call(request, pb.ListDirectionsResponse, asked.why, QueryClass.HISTORY)
    question = asked.question(asked.text("asked.directions", case=asked.why.case), "directions", "list")
    return asked.page(
        "directions.html",
        question=question,
        answer=answer,
        part=rows.directions(answer.value.directions),
        more=answer.value.more,
        directs=asked.why.purpose == Purpose.TRIAL,
        kinds=KINDS,
        longest=LONGEST_REFERENCE,
        command=STARTED_WITH,
        request_id=secrets.token_hex(16),
    )


async def put(asked: PageRequest) -> Response:
    """Put one accused before the prosecution; put again it is the same query."""
    request = pb.AskDirectionsRequest(reference=_reference(asked))
    answer = await asked.hub.call(request, pb.AskDirectionsResponse, asked.why, QueryClass.HISTORY)
    row = pb.ListedDirection(
        reference=request.reference, asked_by=asked.session.officer.agency, noted_ms=answer.value.noted_ms
    )
    question = asked.question(
        asked.text("asked.directions.put", reference=request.reference), "directions", "ask", request.reference
    )
    return asked.page("desk_done.html", question=question, answer=answer, part=rows.directions([row]))


async def give(asked: PageRequest) -> Response:
    """Direct, as the prosecution of the cited case, with the second person of the form."""
    kind = asked.field("direction")
    if kind not in KINDS:
        raise BadForm("direction is no word of the form")
    request = pb.GiveDirectionsRequest(
        request_id=asked.field("request_id"),
        reference=_reference(asked),
        kind=cast(pb.DirectionKind, pb.DirectionKind.Value(f"DIRECTION_KIND_{kind}")),
    )
    answer = await seconded(asked, request, pb.GiveDirectionsResponse, QueryClass.PROTECTION)
    typed = kind.lower().replace("_", "-")
    said = ("directions", "give", request.reference, "--direction", typed, *approved_by(asked))
    question = asked.question(asked.text("asked.directions.give", reference=request.reference), *said)
    row = pb.ListedDirection(reference=request.reference, direction=answer.value.direction)
    return asked.page("desk_done.html", question=question, answer=answer, part=rows.directions([row]))


def _reference(asked: PageRequest) -> str:
    """As it stands under the accused. Raises BadForm."""
    reference = asked.field("reference").strip().upper()
    if not 0 < len(reference) <= LONGEST_REFERENCE:
        raise BadForm("a reference is R- and eight letters or digits")
    return reference


ROUTES: Final = (Page(PATH, listed), Page(PATH, put, "POST"), Page(f"{PATH}/give", give, "POST"))
