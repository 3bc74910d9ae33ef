"""Statements of the cited case that somebody may not have made freely: what speaks against each, never which is true.

The hub decides who may ask: the prosecutor of the case, and oversight of what its review names; never its station.
"""

from __future__ import annotations

from typing import Final

from rabta.records.v1 import statement_review_pb2 as pb
from starlette.responses import Response

from services.client.reason import protecting_class
from services.console.page import Page, PageRequest
from services.listing import statements as rows

PATH: Final = "/law/statements"


async def review(asked: PageRequest) -> Response:
    """Those with a sign; a statement without one is not in the list, as is one that the officer may not read."""
    kind = protecting_class(asked.why.purpose)
    answer = await asked.hub.call(pb.ReviewStatementsRequest(), pb.ReviewStatementsResponse, asked.why, kind)
    return asked.page(
        "law_statements.html",
        question=asked.question(asked.text("asked.law.statements", case=asked.why.case), "law", "statements"),
        answer=answer,
        part=rows.statements(answer.value.reviews, urdu=asked.urdu),
        records=[each.record for each in answer.value.reviews],
        neither=rows.NEITHER[asked.urdu],
    )


ROUTES: Final = (Page(PATH, review),)
