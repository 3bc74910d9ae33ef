"""AskDirections, ListDirections, GiveDirections: the desk of the prosecution (AUTHORITY 6.2).

Police ask by the reference that stands under every accused of a watched charge. Nothing is looked up for a query: it is
kept as it was put, and noted at one time after it, whoever is accused and whether anybody is. So neither what is
answered nor when tells a victim elsewhere, a stranger or nobody apart. Whether a reference stands in the case is for
the prosecution's own list, and its directions say no reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.request_id import Act
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.references import accused_references, cases_of, is_reference
from services.records.desk_port import Directed, Query
from services.values.records import (
    AskDirectionsRequest,
    AskDirectionsResponse,
    Direction,
    GiveDirectionsRequest,
    GiveDirectionsResponse,
    ListDirectionsResponse,
    ListedDirection,
)
from services.vocabulary.access import AgencyKind, Permission

LISTED: Final = 200
"""Rows of one answer."""


async def ask_directions(context: Context, inquiry: Inquiry, request: AskDirectionsRequest) -> AskDirectionsResponse:
    """Put a reference before the prosecution of the cited case; again, it is the same query.

    Raises the gates' refusals, InvalidArgument, NotFound for a case without a number, TooManyQueries,
    StorageUnavailable.
    """
    _checked(request.reference)
    async with context.store.snapshot() as view:
        cases = cases_of(await admit(context, view, inquiry, Permission.DIRECTION_ASK))
    if not cases:
        raise NotFound
    who = inquiry.caller
    query = await context.desk.ask(cases, Query(request.reference, who.agency, who.officer, inquiry.now_ms))
    return AskDirectionsResponse(query.at_ms + context.desk.noted_after_ms)


async def list_directions(context: Context, inquiry: Inquiry) -> ListDirectionsResponse:
    """To who investigates what the own agency asked and what is directed; to the prosecution what is asked of it.

    Raises the gates' refusals, StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.DIRECTION_READ)
        desk = inquiry.caller.agency_kind == AgencyKind.PROSECUTION
        accused = await accused_references(context, view, ask) if desk else frozenset()
    queries, directions = await context.desk.queries(cases_of(ask)), await context.desk.directions(cases_of(ask))
    mine = [each for each in queries if (each.reference in accused if desk else each.agency == inquiry.caller.agency)]
    shown = _listed(context, inquiry, mine, directions)
    return ListDirectionsResponse(tuple(shown[:LISTED]), len(shown) > LISTED)


async def give_directions(
    context: Context, inquiry: Inquiry, request: GiveDirectionsRequest, act: Act
) -> GiveDirectionsResponse:
    """Direct, in the prosecution's name; who investigates the case is shown it under the reference.

    Raises the gates' refusals, InvalidArgument, NotFound for whom the cited case does not accuse, RequestIdReused,
    StorageUnavailable.
    """
    _checked(request.reference)
    if not request.kind:
        raise InvalidArgument(Violation("kind", "required", "must be given"))
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.DIRECTION_GIVE)
        if request.reference not in await accused_references(context, view, ask):
            raise NotFound
    who = inquiry.caller
    directed = Directed(request.reference, request.kind, who.agency, who.officer, inquiry.now_ms)
    return GiveDirectionsResponse(_direction(await context.desk.direct(cases_of(ask), directed, act)))


def _checked(reference: str) -> None:
    if not is_reference(reference):
        raise InvalidArgument(Violation("reference", "reference", "must be R- and eight letters or digits"))


def _listed(
    context: Context, inquiry: Inquiry, queries: Iterable[Query], directions: Sequence[Directed]
) -> list[ListedDirection]:
    given, rows = {each.reference: each for each in directions}, []
    for each in queries:
        noted_ms = each.at_ms + context.desk.noted_after_ms
        directed = given.get(each.reference)
        rows.append(
            ListedDirection(
                each.reference, each.agency, each.at_ms, noted_ms, noted_ms <= inquiry.now_ms,
                _direction(directed) if directed else None,
            )
        )  # fmt: skip
    asked = {each.reference for each in rows}
    unasked = [each for each in directions if each.reference not in asked]
    return rows + [ListedDirection(each.reference, direction=_direction(each)) for each in unasked]


def _direction(directed: Directed) -> Direction:
    return Direction(directed.kind, directed.agency, directed.at_ms)
