"""A history: cases with their standing, and what happened, in lanes; as of a day in the world and at the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import Response

from services.client.results import Verified
from services.console.command import Question
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.number import BLANKS, FIELDS, KINDS, typed_number
from services.console.questions.phrase import Blank, Phrase
from services.console.times import day_span, histogram
from services.tables.times import NoTime, instant
from services.values.records import History, TimelineEntry
from services.vocabulary.records import RecordKind

LANES: Final = {
    "case": (RecordKind.CASE_FILE, RecordKind.PARTY, RecordKind.INVESTIGATION_EVENT, RecordKind.STATEMENT),
    "court": (
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
        RecordKind.COMPENSATION_ORDER,
        RecordKind.FOREIGN_RECORD,
    ),
    "custody": (RecordKind.CUSTODY_EVENT, RecordKind.BAIL, RecordKind.PROCLAMATION),
    "travel": (RecordKind.BORDER_CROSSING,),
    "other": (),
}
"""Kinds of record by lane; what stands in none is in the last."""
_LANE_OF: Final[Mapping[str, str]] = {kind: lane for lane, kinds in LANES.items() for kind in kinds}
_GIVEN: Final = (*FIELDS, "as_of", "known_at")


async def form(asked: PageRequest) -> Response:
    """The form, with nothing filled in."""
    return _page(asked, None)


async def history(asked: PageRequest) -> Response:
    """Ask the hub by what was filled in."""
    try:
        known_ms = instant(asked.field("known_at"), end_of_day=True)
    except NoTime:
        raise BadForm("no time") from None
    answer = await asked.hub.history(
        typed_number(asked), asked.why, as_of=asked.field("as_of"), known_at_ms=known_ms, break_glass=asked.glass
    )
    return _page(asked, answer)


def in_lanes(timeline: Sequence[TimelineEntry]) -> list[tuple[str, list[TimelineEntry]]]:
    """The lines of each lane in their order, lanes in the order of :data:`LANES`."""
    return [(lane, [line for line in timeline if _LANE_OF.get(line.kind, "other") == lane]) for lane in LANES]


def _page(asked: PageRequest, answer: Verified[History] | None) -> Response:
    found = answer.value if answer else History()
    return asked.page(
        "history.html",
        question=_question(asked) if answer else None,
        answer=answer,
        lanes=in_lanes(found.timeline),
        bars=histogram([span for line in found.timeline for span in day_span(line.valid_from)]),
        nothing=not (found.cases or found.timeline or found.hits),
        kinds=KINDS,
        given={name: asked.field(name) for name in _GIVEN},
    )


def _question(asked: PageRequest) -> Question:
    kind = asked.field("kind")
    options = {"--country": "country", "--as-of": "as_of", "--known-at": "known_at"}
    words = [word for option, name in options.items() if asked.field(name) for word in (option, asked.field(name))]
    said = asked.text("asked.history", kind=asked.text(f"kind.{kind}"), number=asked.field("number"))
    return asked.question(said, "history", "--type", kind, *words, *asked.citing)


KEEPS: Final = (Phrase("history", (*BLANKS, Blank("as_of", "as_of"), Blank("known_at", "known_at"))),)
ROUTES: Final = (Page("/history", form, menu="history"), Page("/history", history, "POST", keeps=KEEPS))
