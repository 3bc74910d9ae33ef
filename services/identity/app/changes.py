"""What became of the tokens that an agency holds."""

from __future__ import annotations

from functools import partial
from typing import Final

from services.identity.app.admit import admit_system
from services.identity.app.again import answer_again
from services.identity.app.context import Context, System
from services.identity.domain import PersonChange
from services.identity.feed import Standing, page_of, size_of, start_of
from services.values.identity import Change, Cursor, ListChangesRequest, ListChangesResponse

FEED: Final = "tokens"


async def list_changes(context: Context, system: System, request: ListChangesRequest, question: bytes) -> bytes:
    """A serialised ListChangesResponse.

    Raises InvalidArgument, PurposeUnfit, CursorInvalid, TransactionReused, RegisterUnavailable.
    """
    asked, size = admit_system(system, request.asked), size_of(request.page_size)
    return await answer_again(
        context, system, asked, question, partial(_page, context, system.agency, request.cursor, size)
    )


async def _page(context: Context, agency: str, cursor: Cursor | None, size: int) -> ListChangesResponse:
    register = context.register
    standing = Standing(f"{FEED}/{agency}", await register.epoch(), await register.head(agency))
    start = start_of(cursor, standing)
    found = [one for one in await register.changes(agency, start, size) if one[0] <= standing.head]
    page = page_of([sequence for sequence, _ in found], start, standing)
    return ListChangesResponse(tuple(_change(context, agency, *one) for one in found), page.next, page.more)


def _change(context: Context, agency: str, sequence: int, what: PersonChange) -> Change:
    tokens = partial(context.keys.pairwise.token, agency)
    return Change(sequence, what.kind, tokens(what.person), tuple(map(tokens, what.others)), what.at_ms)
