"""Who looked: to oversight every call, to an agency the calls of its own officers, and of others one count a year."""

from __future__ import annotations

from typing import Final

from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse
from starlette.responses import Response

from services.client.reason import reading_class
from services.console.form import moment
from services.console.page import Page, PageRequest
from services.console.questions.phrase import Blank, Phrase
from services.listing.reads import reads, yearly

PAGE_SIZE: Final = 200
_FIELDS: Final = ("record", "officer", "refused", "from", "to")


async def form(asked: PageRequest) -> Response:
    """What to look for; nothing is asked yet."""
    return asked.page("looked.html", given=dict.fromkeys(_FIELDS, ""), answer=None)


async def looked(asked: PageRequest) -> Response:
    """Calls by record, officer and time, or refusals alone; a page of 200, and how far the log was looked through."""
    request = FindReadsRequest(
        record=asked.field("record"),
        officer=asked.field("officer"),
        refused=bool(asked.field("refused")),
        from_ms=moment(asked.field("from")),
        to_ms=moment(asked.field("to"), end_of_day=True),
        page_size=PAGE_SIZE,
        page_token=asked.field("page_token"),
    )
    answer = await asked.hub.call(request, FindReadsResponse, asked.why, reading_class(asked.why.purpose))
    given = {name: asked.field(name) for name in _FIELDS}
    options = {f"--{name}": value for name, value in given.items() if value and name != "refused"}
    if request.refused:
        options.pop("--record", None)
    said = [word for option in options.items() for word in option]
    text = asked.text("asked.looked.refused" if request.refused else "asked.looked")
    question = asked.question(text, "oversight", "denials" if request.refused else "reads", *said)
    part = reads(answer.value.reads)
    years = yearly(answer.value.years)
    return asked.page("looked.html", question=question, answer=answer, part=part, years=years, given=given)


KEEPS: Final = (
    Phrase(
        "looked",
        (
            Blank("record", "looked.record"),
            Blank("officer", "looked.officer"),
            Blank("refused", "looked.refused", ticked=True),
            Blank("from", "looked.from"),
            Blank("to", "looked.to"),
        ),
    ),
)
ROUTES: Final = (Page("/looked", form, menu="looked"), Page("/looked", looked, "POST", keeps=KEEPS))
