"""CheckChild, FitCharges, ListClocks: what dated law says of the cited case, out of records that the caller may read.

Nothing is decided about anybody, and nothing is kept. A record that is hidden from the caller is as an unknown one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.access.trail import Inquiry
from services.records.app.case_facts import SHOWN, act_of, happened, person_of
from services.records.app.charge_reason import charge_reason
from services.records.app.context import Context
from services.records.app.law_case import law_case, law_of
from services.records.app.record import asked_by_name
from services.records.case_law_port import CaseLaw, Someone
from services.values.records import (
    CheckChildRequest,
    CheckChildResponse,
    FitChargesRequest,
    FitChargesResponse,
    ListClocksRequest,
    ListClocksResponse,
)

MAX_WORDS: Final = 64
_PLACES: Final = ("", "PB", "SD", "KP", "BA", "ICT", "GB", "AJK")
_WORKPLACES: Final = ("", "KILN", "FACTORY", "PLEDGE")


async def check_child(context: Context, inquiry: Inquiry, request: CheckChildRequest) -> CheckChildResponse:
    """What each law says; empty where the caller knows no such person of the case.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    asked_by_name(context, inquiry, request.record, "record")
    if not request.asked_as:
        raise InvalidArgument(Violation("asked_as", "required", "must be given"))
    _one_of("place", request.place, _PLACES)
    _one_of("workplace", request.workplace, _WORKPLACES)
    case = await law_case(context, inquiry)
    found = person_of(case, request.record)
    if found is None:
        return CheckChildResponse()
    act = act_of(case, request.place)
    law = law_of(context)
    said = law.child(request.asked_as, found.who, act, request.workplace, continuing=request.continuing)
    return replace(said, by_court=found.by_court, claimed=found.claimed)


async def fit_charges(context: Context, inquiry: Inquiry, request: FitChargesRequest) -> FitChargesResponse:
    """Points for the officer who decides; empty where the caller knows no such victim of the case.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    law = law_of(context)
    _checked(law, request)
    if request.victim:
        asked_by_name(context, inquiry, request.victim, "victim")
    case = await law_case(context, inquiry)
    found = person_of(case, request.victim) if request.victim else None
    if request.victim and found is None:
        return FitChargesResponse()
    victim = found.who if found else Someone((), "")
    said = law.fit(request, victim, act_of(case, request.place), case.sections(), inquiry.now_ms)
    reason = await charge_reason(context, case)
    general = any(point.kind == "GENERAL_ONLY" for point in said.points)
    return replace(said, reason=reason, reason_needed=general and not (reason and reason.holds))


async def list_clocks(context: Context, inquiry: Inquiry, request: ListClocksRequest) -> ListClocksResponse:
    """Steps by procedure and person. Raises the gates' refusals, InvalidArgument, StorageUnavailable."""
    law = law_of(context)
    _one_of("place", request.place, _PLACES)
    if request.procedure and not law.knows_procedure(request.procedure):
        raise InvalidArgument(Violation("procedure", "unknown", "is no procedure that is held"))
    case = await law_case(context, inquiry)
    place = act_of(case, request.place).place
    return ListClocksResponse(law.clocks(request.procedure, happened(case), SHOWN, place, inquiry.now_ms))


def _checked(law: CaseLaw, request: FitChargesRequest) -> None:
    _one_of("place", request.place, _PLACES)
    words = [each.word for each in request.said]
    if not 1 <= len(words) <= MAX_WORDS or len(set(words)) != len(words):
        raise InvalidArgument(Violation("said", "words", f"must have 1 to {MAX_WORDS} words, each once"))
    if law.unknown_word(request):
        raise InvalidArgument(Violation("said.word", "unknown", "is no word of the law on facts"))
    if not all(each.how for each in request.said):
        raise InvalidArgument(Violation("said.how", "required", "must be given"))


def _one_of(field: str, text: str, allowed: tuple[str, ...]) -> None:
    if text not in allowed:
        raise InvalidArgument(Violation(field, "unknown", f"is none of {', '.join(filter(None, allowed))}"))
