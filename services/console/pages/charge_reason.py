"""Why the general law alone is charged in the cited case, as an officer of the case's owner states it.

The hub knows whose case it is and keeps the last reason. What is said goes by POST alone: it is about a case.
"""

from __future__ import annotations

from typing import Final, cast

from rabta.records.v1 import case_law_pb2 as law
from starlette.responses import Response

from services.client.reason import reading_class
from services.client.results import Verified
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.law import told_reason
from services.statutes.charge import MIN_REASON, REASON_DAYS, GeneralReason, Reason, reason_fault
from services.tables.times import shown

PATH: Final = "/law/reason"
KINDS: Final = tuple(map(str, GeneralReason))
LONGEST: Final = 2000
"""Characters, as the protocol has it."""


async def form(asked: PageRequest) -> Response:
    """The form, with nothing filled in."""
    return _page(asked)


async def state(asked: PageRequest) -> Response:
    """Keep the reason in the place of an earlier one: sent twice it is the same one."""
    kind, words = asked.field("kind"), asked.field("words")
    if kind not in KINDS:
        raise BadForm("a reason of the list")
    today = shown(asked.console.clock())[:10]
    fault = reason_fault(Reason(GeneralReason(kind), words, asked.session.officer.id, today))
    if fault or len(words) > LONGEST:
        return _page(asked, note="charge.unfit", status=400)
    request = law.StateChargeReasonRequest(
        request_id=asked.field("request_id"),
        kind=cast(law.GeneralReason, law.GeneralReason.Value(f"GENERAL_REASON_{kind}")),
        words=words,
    )
    of = reading_class(asked.why.purpose)
    return _page(asked, await asked.hub.call(request, law.StateChargeReasonResponse, asked.why, of))


def _page(
    asked: PageRequest, answer: Verified[law.StateChargeReasonResponse] | None = None, note: str = "", status: int = 200
) -> Response:
    said = asked.text("asked.charge", case=asked.why.case)
    return asked.page(
        "charge_reason.html",
        status,
        question=asked.question(said, "law", "reason", asked.field("kind")) if answer else None,
        answer=answer,
        lines=told_reason(asked, answer.value.reason) if answer else [],
        note=note,
        wrong=("words",) if note else (),
        kinds=KINDS,
        days=REASON_DAYS,
        least=MIN_REASON,
        longest=LONGEST,
        given={name: "" if answer else asked.field(name) for name in ("kind", "words")},
    )


ROUTES: Final = (Page(PATH, form), Page(PATH, state, "POST"))
