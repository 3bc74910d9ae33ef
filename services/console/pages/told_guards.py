"""Guards of which a desk was told as nobody had decided: to its district's prosecution and to oversight.

Both ask with a second person. Who may ask, and what each is shown, is the hub's decision: oversight is not told which
case names a victim.
"""

from __future__ import annotations

from typing import Final

from rabta.records.v1 import guard_pb2 as pb
from starlette.responses import Response

from services.client.reason import protecting_class
from services.client.results import Verified
from services.console.command import Question
from services.console.page import Page, PageRequest
from services.console.pages.guards import PATH as GUARDS
from services.console.pages.guards import STARTED_WITH, meanings
from services.console.seconding import approved_by, seconded
from services.listing import guards as rows

PATH: Final = f"{GUARDS}/told"
NOTHING: Final = pb.ListToldGuardsResponse()


async def form(asked: PageRequest) -> Response:
    """Whose list it is, and the form with which a second person approves reading it; nothing is asked yet."""
    return _page(asked, None, None)


async def listed(asked: PageRequest) -> Response:
    """What this officer's desk was told of, told last first; the prosecutor of each case decides, on their own page."""
    kind = protecting_class(asked.why.purpose)
    answer = await seconded(asked, pb.ListToldGuardsRequest(), pb.ListToldGuardsResponse, kind)
    return _page(asked, asked.question(asked.text("asked.guards.told"), "guard", "told", *approved_by(asked)), answer)


def _page(
    asked: PageRequest, question: Question | None, answer: Verified[pb.ListToldGuardsResponse] | None
) -> Response:
    found = answer.value if answer else NOTHING
    return asked.page(
        "guards_told.html",
        question=question,
        answer=answer,
        part=rows.told(found.guards),
        more=found.more,
        meanings=meanings(asked),
        command=STARTED_WITH,
    )


ROUTES: Final = (Page(PATH, form), Page(PATH, listed, "POST"))
