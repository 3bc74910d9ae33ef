"""A page that is judged, whether its owner sent it or another node did: what of it grows past bounds, and its rows."""

from __future__ import annotations

from collections.abc import Mapping

from services.access.errors import Violation
from services.records.app.again import raised_only
from services.records.app.bounds import past_share, past_ties
from services.records.app.chain import Taken
from services.records.app.context import Context
from services.records.app.neighbours import Neighbourhood
from services.records.app.write import Written, write
from services.records.law.numbers import joins
from services.records.ports import Transaction


def overgrown(around: Neighbourhood, taken: Taken, agency: str) -> dict[str, Violation]:
    """Versions past what their agency may add to a case, or tie into one."""
    members = [place.member for place in around.places]
    added = [each.name for each in taken.newest.values() if each.record.record_id not in taken.heads]
    several = [place for place in around.places if joins(place.member.record)]
    new = [place.member.as_stored for place in several if place.checked is not None]
    held = [place.member.as_stored for place in several if place.checked is None]
    return past_share(members, (case.group for case in around.papers), agency, added) | past_ties(held, agency, new)


async def write_judged(
    context: Context,
    tx: Transaction,
    taken: Taken,
    around: Neighbourhood,
    written: Written,
    held: Mapping[str, int],
    version: int,
) -> None:
    """Rows of the page. Where versions before it are still to be judged by a newer registry it lowers nothing.

    ``held``: as in :func:`write`; ``version``: of the registry by which the page is judged.
    """
    at = await tx.judging()
    under_way = bool(at.registry) and at.position < written.head.seq - len(taken.accepted)
    if under_way:
        around = await raised_only(tx, context.classes, around, taken.heads)
    await write(tx, context.keys.bodies, taken, around, written, held)
    if not under_way and at.registry == version:
        await tx.set_judging(at._replace(position=written.head.seq))
