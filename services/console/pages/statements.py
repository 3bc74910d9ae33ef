"""Statements of the cited case that somebody may not have made freely: what speaks against each, never which is true.

The hub decides who may ask: the prosecutor of the case, oversight of what its review names, and, with a second person,
who protects the person that spoke; never its station.
"""

from __future__ import annotations

from typing import Final

from rabta.records.v1 import statement_review_pb2 as pb
from starlette.responses import Response

from services.client.reason import protecting_class
from services.client.results import Verified
from services.console.page import Page, PageRequest
from services.console.pages.guards import STARTED_WITH
from services.console.seconding import approved_by, seconded
from services.listing import statements as rows
from services.vocabulary.access import Purpose

PATH: Final = "/law/statements"
_WITH_A_SECOND: Final = frozenset({Purpose.PROTECT_VICTIM, Purpose.OVERSIGHT})
"""Purposes for which a second person opens more, or everything."""


async def review(asked: PageRequest) -> Response:
    """Those with a sign; a statement without one is not in the list, as is one that the officer may not read.

    Who protects asks by the form alone, as nobody is answered there by themselves.
    """
    if asked.why.purpose == Purpose.PROTECT_VICTIM:
        return _page(asked, None)
    kind = protecting_class(asked.why.purpose)
    return _page(
        asked, await asked.hub.call(pb.ReviewStatementsRequest(), pb.ReviewStatementsResponse, asked.why, kind)
    )


async def approved(asked: PageRequest) -> Response:
    """The same, where the second person of the form approved the question."""
    kind = protecting_class(asked.why.purpose)
    answer = await seconded(asked, pb.ReviewStatementsRequest(), pb.ReviewStatementsResponse, kind)
    return _page(asked, answer, *approved_by(asked))


def _page(asked: PageRequest, answer: Verified[pb.ReviewStatementsResponse] | None, *second: str) -> Response:
    found = answer.value.reviews if answer else ()
    said = asked.text("asked.law.statements", case=asked.why.case)
    protects = asked.why.purpose == Purpose.PROTECT_VICTIM
    return asked.page(
        "law_statements.html",
        question=asked.question(said, "law", "statements", *second) if answer else None,
        answer=answer,
        part=rows.statements(found, urdu=asked.urdu),
        records=[] if protects else [each.record for each in found],
        neither=rows.NEITHER[asked.urdu],
        with_a_second=asked.why.purpose in _WITH_A_SECOND,
        command=STARTED_WITH,
    )


ROUTES: Final = (Page(PATH, review), Page(PATH, approved, "POST"))
