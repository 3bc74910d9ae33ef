"""The service's methods: decode strictly, call the use case, encode."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from services.access.request_id import act_of_call
from services.edge.call import Call, Handler, Hashed
from services.records import wire
from services.records.app.case_law import check_child, fit_charges, list_clocks
from services.records.app.charge_reason import state_charge_reason
from services.records.app.claims import decide_claim, list_claims
from services.records.app.confirming import confirm_person
from services.records.app.context import Context
from services.records.app.directions import ask_directions, give_directions, list_directions
from services.records.app.guardian import check_guardian
from services.records.app.guards import decide_guard, list_guards
from services.records.app.history import get_history
from services.records.app.own_page import get_page
from services.records.app.person import get_person
from services.records.app.record import get_record, list_versions
from services.records.app.reviewing import review_statements
from services.records.app.search import search
from services.records.app.search_person import search_person
from services.records.app.submit import submit_page
from services.records.app.told_guards import list_told_guards
from services.values.records import (
    AskDirectionsRequest,
    CheckChildRequest,
    CheckGuardianRequest,
    ConfirmPersonRequest,
    DecideClaimRequest,
    DecideGuardRequest,
    FitChargesRequest,
    GetHistoryRequest,
    GetPageRequest,
    GetPersonRequest,
    GetRecordRequest,
    GiveDirectionsRequest,
    ListClaimsRequest,
    ListClocksRequest,
    ListDirectionsRequest,
    ListGuardsRequest,
    ListToldGuardsRequest,
    ListVersionsRequest,
    ReviewStatementsRequest,
    SearchPersonRequest,
    SearchRequest,
    StateChargeReasonRequest,
    SubmitPageRequest,
)

SERVICE = "/rabta.records.v1.RecordsService/"
SHORT: Final = 256
"""Bytes of a request that is worth remembering as read: the same person is asked for again."""


@lru_cache(maxsize=4096)
def known_history(raw: bytes) -> GetHistoryRequest:
    """A short question as it was read before."""
    return wire.decode(GetHistoryRequest, raw)


class RecordsRpc:
    """Handlers over the room's use cases; each raises their refusals."""

    def __init__(self, context: Context) -> None:
        self._room = context

    async def submit_page(self, call: Call, raw: bytes) -> bytes:
        """Take one page of an agency's feed: which versions went in, which were refused."""
        request = wire.decode(SubmitPageRequest, raw)
        return await submit_page(self._room, call.inquiry(), request, call.body_sha256, call.snapshot.registry)

    async def search(self, call: Call, raw: bytes) -> bytes:
        """Which records an identifier leads to, as far as the caller may know."""
        request = wire.decode(SearchRequest, raw)
        return wire.encode(await search(self._room, call.inquiry(), request, call.snapshot.registry))

    async def get_history(self, call: Call, raw: bytes) -> Hashed:
        """One person's history, as bytes with their SHA-256, since they may be prepared."""
        request = known_history(raw) if len(raw) <= SHORT else wire.decode(GetHistoryRequest, raw)
        prepared = await get_history(self._room, call.inquiry(), request, call.snapshot.registry)
        return Hashed(prepared.answer, prepared.sha256)

    async def get_record(self, call: Call, raw: bytes) -> bytes:
        """One record's version in force, with its signed page."""
        request = wire.decode(GetRecordRequest, raw)
        return wire.encode(await get_record(self._room, call.inquiry(), request))

    async def list_versions(self, call: Call, raw: bytes) -> bytes:
        """One record's versions, oldest first, a page at a time."""
        request = wire.decode(ListVersionsRequest, raw)
        return wire.encode(await list_versions(self._room, call.inquiry(), request, call.snapshot.registry))

    async def get_page(self, call: Call, raw: bytes) -> bytes:
        """One page of the caller's own page stream."""
        request = wire.decode(GetPageRequest, raw)
        return wire.encode(await get_page(self._room, call.inquiry(), request, call.snapshot.registry))

    async def search_person(self, call: Call, raw: bytes) -> bytes:
        """Who is like a description, a page at a time."""
        request = wire.decode(SearchPersonRequest, raw)
        return wire.encode(await search_person(self._room, call.inquiry(), request, call.snapshot.registry))

    async def get_person(self, call: Call, raw: bytes) -> bytes:
        """One record's person, as every record describes them."""
        request = wire.decode(GetPersonRequest, raw)
        return wire.encode(await get_person(self._room, call.inquiry(), request, call.snapshot.registry))

    async def list_claims(self, call: Call, raw: bytes) -> bytes:
        """Claims and notices to the caller's agency, a page at a time."""
        request = wire.decode(ListClaimsRequest, raw)
        return wire.encode(await list_claims(self._room, call.inquiry(), request, call.snapshot.registry))

    async def decide_claim(self, call: Call, raw: bytes) -> bytes:
        """What an owner decides on one claim."""
        return wire.encode(await decide_claim(self._room, call.inquiry(), wire.decode(DecideClaimRequest, raw)))

    async def check_guardian(self, call: Call, raw: bytes) -> bytes:
        """Whether who is to be a child's guardian is accused anywhere: one word."""
        return wire.encode(await check_guardian(self._room, call.inquiry(), wire.decode(CheckGuardianRequest, raw)))

    async def confirm_person(self, call: Call, raw: bytes) -> bytes:
        """Whether the cited case names a person."""
        return wire.encode(await confirm_person(self._room, call.inquiry(), wire.decode(ConfirmPersonRequest, raw)))

    async def review_statements(self, call: Call, raw: bytes) -> bytes:
        """Which statements of the cited case somebody may not have made freely."""
        wire.decode(ReviewStatementsRequest, raw)
        return wire.encode(await review_statements(self._room, call.inquiry()))

    async def list_guards(self, call: Call, raw: bytes) -> bytes:
        """Whom the cited case accuses though another case names them as a victim."""
        wire.decode(ListGuardsRequest, raw)
        return wire.encode(await list_guards(self._room, call.inquiry()))

    async def list_told_guards(self, call: Call, raw: bytes) -> bytes:
        """Of which guards the caller's desk was told."""
        wire.decode(ListToldGuardsRequest, raw)
        return wire.encode(await list_told_guards(self._room, call.inquiry()))

    async def decide_guard(self, call: Call, raw: bytes) -> bytes:
        """What the prosecutor of the cited case decides on one guard."""
        request, inquiry = wire.decode(DecideGuardRequest, raw), call.inquiry()
        act = act_of_call(inquiry, request.request_id, call.body_sha256)
        return wire.encode(await decide_guard(self._room, inquiry, request, act))

    async def ask_directions(self, call: Call, raw: bytes) -> bytes:
        """Put one accused before the prosecution, by a reference."""
        request = wire.decode(AskDirectionsRequest, raw)
        return wire.encode(await ask_directions(self._room, call.inquiry(), request))

    async def list_directions(self, call: Call, raw: bytes) -> bytes:
        """What was asked of the prosecution in the cited case, and what it directs."""
        wire.decode(ListDirectionsRequest, raw)
        return wire.encode(await list_directions(self._room, call.inquiry()))

    async def give_directions(self, call: Call, raw: bytes) -> bytes:
        """What the prosecution of the cited case directs on one accused."""
        request, inquiry = wire.decode(GiveDirectionsRequest, raw), call.inquiry()
        act = act_of_call(inquiry, request.request_id, call.body_sha256)
        return wire.encode(await give_directions(self._room, inquiry, request, act))

    async def state_charge_reason(self, call: Call, raw: bytes) -> bytes:
        """Why the general law alone is charged in the cited case."""
        request, inquiry = wire.decode(StateChargeReasonRequest, raw), call.inquiry()
        act = act_of_call(inquiry, request.request_id, call.body_sha256)
        return wire.encode(await state_charge_reason(self._room, inquiry, request, act))

    async def check_child(self, call: Call, raw: bytes) -> bytes:
        """Under which laws a person of the cited case was a child."""
        return wire.encode(await check_child(self._room, call.inquiry(), wire.decode(CheckChildRequest, raw)))

    async def fit_charges(self, call: Call, raw: bytes) -> bytes:
        """Which offences the facts of the cited case fit."""
        return wire.encode(await fit_charges(self._room, call.inquiry(), wire.decode(FitChargesRequest, raw)))

    async def list_clocks(self, call: Call, raw: bytes) -> bytes:
        """Which steps of procedures are due in the cited case."""
        return wire.encode(await list_clocks(self._room, call.inquiry(), wire.decode(ListClocksRequest, raw)))


def routes(context: Context) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = RecordsRpc(context)
    return {
        SERVICE + "SubmitPage": rpc.submit_page,
        SERVICE + "Search": rpc.search,
        SERVICE + "GetHistory": rpc.get_history,
        SERVICE + "GetRecord": rpc.get_record,
        SERVICE + "ListVersions": rpc.list_versions,
        SERVICE + "GetPage": rpc.get_page,
        SERVICE + "SearchPerson": rpc.search_person,
        SERVICE + "GetPerson": rpc.get_person,
        SERVICE + "ListClaims": rpc.list_claims,
        SERVICE + "DecideClaim": rpc.decide_claim,
        SERVICE + "CheckGuardian": rpc.check_guardian,
        SERVICE + "ConfirmPerson": rpc.confirm_person,
        SERVICE + "ReviewStatements": rpc.review_statements,
        SERVICE + "ListGuards": rpc.list_guards,
        SERVICE + "ListToldGuards": rpc.list_told_guards,
        SERVICE + "DecideGuard": rpc.decide_guard,
        SERVICE + "AskDirections": rpc.ask_directions,
        SERVICE + "ListDirections": rpc.list_directions,
        SERVICE + "GiveDirections": rpc.give_directions,
        SERVICE + "StateChargeReason": rpc.state_charge_reason,
        SERVICE + "CheckChild": rpc.check_child,
        SERVICE + "FitCharges": rpc.fit_charges,
        SERVICE + "ListClocks": rpc.list_clocks,
    }
