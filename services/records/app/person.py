"""GetPerson: one person as every agency's records describe them, with what joins the records.

From the record that is asked for it goes on over numbers that name one person, officers' decisions and tokens of the
registry, always from what is shown to what is shown: a link that leads through a hidden record leads nowhere.
"""

from __future__ import annotations

from typing import Final

from services.access.errors import NotFound
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.carried import hits_over, pages_of
from services.records.app.context import Context
from services.records.app.following import Reach, Walk
from services.records.app.looking import note_followed
from services.records.app.opening import signed
from services.records.app.record import asked_by_name
from services.records.app.referring import refer_accused
from services.records.app.search import match_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask, side_for
from services.records.timeline.banners import with_codes
from services.records.timeline.history import compose
from services.records.tokens import people_tokens
from services.values.records import GetPersonRequest, GetPersonResponse
from services.vocabulary.access import Permission

MAX_SHOWN: Final = 200
"""Records that one person is shown by; no record is gone on from once there are so many."""


async def get_person(
    context: Context, inquiry: Inquiry, request: GetPersonRequest, registry: Registry
) -> GetPersonResponse:
    """The person of one record. Raises NotFound, the gates' refusals, InvalidArgument, StorageUnavailable."""
    agency, record_id = asked_by_name(context, inquiry, request.record, "record")
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, break_glass=request.break_glass)
        walk = await walk_person(context, view, ask, agency, record_id)
        first = refer_accused(context, walk.parts, (), {each.record.name for each in walk.shown.values()})
    members = sorted(walk.shown.values(), key=lambda each: each.record.name)
    inquiry.trail.records.extend(each.record.name for each in members)
    if ask.break_glass:
        owners = {row.agency for part in walk.parts for row in part.shown.rows}
        await context.glass.touched(request.break_glass, owners, inquiry.now_ms)
    told = compose(members, now_ms=inquiry.now_ms, side=walk.side or side_for(ask), reader=inquiry.caller.agency)
    used, pages = dict.fromkeys(each.proof.page_sha256 for each in members), pages_of(part.shown for part in walk.parts)
    return GetPersonResponse(
        tuple(map(match_of, members)),
        told.conflicts,
        tuple(walk.links.values()),
        tuple(hits_over(context, ask, registry, walk.parts)),
        (*first, *with_codes(told.banners, *["links-cut"] * walk.cut)),
        tuple(map(signed, members)),
        tuple(pages[each] for each in used),
    )


async def walk_person(context: Context, view: Snapshot, ask: Ask, agency: str, record_id: str) -> Walk:
    """Everything that one record's person is shown by. Raises NotFound, StorageUnavailable."""
    inquiry = ask.inquiry
    profile = await view.record_profile(agency, record_id, ask.cited, inquiry.now_ms)
    if profile is None:
        raise NotFound
    walk = Walk(context, view, ask, Reach(MAX_SHOWN, numbers=True), inquiry.trail)
    walk.tokens.update(token for token, _ in people_tokens(profile.people))
    try:
        await _gather(walk, profile.record)
    finally:
        await note_followed(view, inquiry, sorted(walk.tokens))
    return walk


async def _gather(walk: Walk, start: int) -> None:
    """Everybody who is reached from the record of this number.

    Raises NotFound where it is not shown itself, or leads to the officer's own or their kin's.
    """
    await walk.over([start], beside=True)
    if start not in walk.shown:
        raise NotFound
    await walk.over_links()
    if walk.own:
        raise NotFound
