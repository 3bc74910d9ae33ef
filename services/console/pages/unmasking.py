"""A protected person of a chart, shown: one record asked for anew, under a purpose that was just stated.

A chart keeps its codes. The hub decides whether the officer may see the record, and enters it in the log by its name: a
name that an answer to another question brought along is never shown in its place.
"""

from __future__ import annotations

from typing import Final

from rabta.records.v1 import records_service_pb2 as pb
from starlette.responses import Response

from services.client.reason import reading_class
from services.client.results import Verified, read_version
from services.console.command import Question
from services.console.network.named import BadNode
from services.console.page import Needs, Page, PageRequest
from services.console.pages.charting import key_of, workspace
from services.console.seconding import FIELD, seconded
from services.values.records import RecordVersion

PATH: Final = "/network/unmask/{node}"


async def ask_first(asked: PageRequest) -> Response:
    """What showing a person means, and the form that asks for it; nothing is asked yet."""
    await _record(asked)
    return _page(asked)


async def show(asked: PageRequest) -> Response:
    """The record behind a code, as far as the hub shows it to this officer; names and numbers of it alone."""
    name = await _record(asked)
    request = pb.GetRecordRequest(name=name, break_glass=asked.glass)
    answer = await _ask(asked, request)
    by = (name, *asked.citing)
    question = asked.question(asked.text("asked.unmask", code=asked.parameters["node"]), "record", *by)
    record = read_version(answer.value.version).record if answer.value.HasField("version") else None
    return _page(asked, answer, question, record)


async def _ask(asked: PageRequest, request: pb.GetRecordRequest) -> Verified[pb.GetRecordResponse]:
    """With the second person where the form names one, else without."""
    of = reading_class(asked.why.purpose)
    if asked.field(FIELD):
        return await seconded(asked, request, pb.GetRecordResponse, of)
    return await asked.hub.call(request, pb.GetRecordResponse, asked.why, of)


async def _record(asked: PageRequest) -> str:
    """Name of the record behind the code. Raises BadNode for a node that the chart does not veil, or does not show."""
    held = await workspace(asked)
    found = held.view().named(asked.parameters["node"])
    key = key_of(held, found.spot) if found and found.veiled else None
    if key is None:
        raise BadNode("node")
    return key.id.partition("#")[0]


def _page(
    asked: PageRequest,
    answer: Verified[pb.GetRecordResponse] | None = None,
    question: Question | None = None,
    record: RecordVersion | None = None,
) -> Response:
    return asked.page(
        "unmask.html",
        node=asked.parameters["node"],
        answer=answer,
        question=question,
        role=record.role if record else "",
        who=record.subject if record else None,
    )


ROUTES: Final = (
    Page(PATH, ask_first, needs=Needs.FRESH_REASON),
    Page(PATH, show, "POST", Needs.FRESH_REASON),
)
