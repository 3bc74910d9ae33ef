"""Leads that are offered to other desks, and which desks were told of each other, within a transaction."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from services.linkage.alerting.errors import RequestIdReused, TooManyOffers
from services.linkage.alerting.item import Item, Kept, Met
from services.linkage.alerting.offering import OFFERED_MS, OFFERS_A_DAY, meets
from services.linkage.alerting.ports import Offer
from services.store.database import Database, Transaction

_OFFER: Final = b"lead offer "
_MET: Final = b"lead met "
_REFERENCE: Final = 12
"""Hex digits by which two desks name a matter."""


class AtRest(NamedTuple):
    """``token``: blind, of texts. ``seal`` and ``plain``: of a body; ``plain`` raises AlertsUnavailable."""

    token: Callable[..., bytes]
    seal: Callable[[bytes, bytes], bytes]
    plain: Callable[[bytes, bytes], bytes]


async def repeated(tx: Transaction, rest: AtRest, id_: str, offer: Offer) -> bool:
    """Whether the act was taken before. Raises RequestIdReused where it was another one."""
    before = await tx.rows("offer_of_act", _act(rest, offer))
    if not before:
        return False
    ((alert, body),) = before
    if alert != id_ or json.loads(rest.plain(body, _OFFER + alert.encode()))[-1] != offer.act.sha256.hex():
        raise RequestIdReused
    return True


async def keep(tx: Transaction, rest: AtRest, item: Item, offer: Offer) -> None:
    """Offer a lead, unless it is offered already. Raises TooManyOffers."""
    standing = await tx.rows("offer", item.id)
    if standing and standing[0][0] > offer.now_ms:
        return
    agency = rest.token("offering", offer.agency)
    ((spent,),) = await tx.rows("offers_of_day", agency, offer.day)
    if spent >= OFFERS_A_DAY:
        raise TooManyOffers
    told = json.dumps([offer.act.officer, offer.second, offer.now_ms, offer.act.sha256.hex()])
    body = rest.seal(told.encode(), _OFFER + item.id.encode())
    await tx.rows("keep_offer", item.id, agency, offer.day, offer.now_ms + OFFERED_MS, _act(rest, offer), body)
    for paper in sorted(item.papers):
        await tx.rows("keep_paper", _paper(rest, paper), item.id)


async def meet(
    tx: Transaction, rest: AtRest, item: Item, now_ms: int, standing: Callable[[str], Awaitable[Item | None]]
) -> None:
    """Tell both sides of each lead that is offered and fits. ``standing``: of an id what may be offered still."""
    ids = {id_ for paper in item.papers for (id_,) in await tx.rows("offered_about", _paper(rest, paper), now_ms)}
    for id_ in sorted(ids - {item.id}):
        other = await standing(id_)
        if other is not None and meets(item, other):
            reference = rest.token("met", *sorted((item.id, id_))).hex()[:_REFERENCE]
            for one, theirs in ((item, other), (other, item)):
                told = json.dumps([theirs.agency, reference, now_ms])
                body = rest.seal(told.encode(), _about(one.id, theirs.id))
                await tx.rows("keep_met", one.id, theirs.id, body)


async def told(tx: Transaction | Database, rest: AtRest, kept: Kept) -> Kept:
    """With the desks that were told of it."""
    id_ = kept.item.id
    offered = await tx.rows("offer", id_)
    met = [Met(*json.loads(rest.plain(body, _about(id_, other)))) for other, body in await tx.rows("met", id_)]
    return kept._replace(met=tuple(sorted(met)), offered_until_ms=offered[0][0] if offered else 0)


async def forget(tx: Transaction, id_: str) -> None:
    """Leave nothing of what a lead was about, nor that it met another, on either side."""
    await tx.rows("forget_papers", id_)
    await tx.rows("forget_met", id_)


def _act(rest: AtRest, offer: Offer) -> bytes:
    return rest.token("offer", offer.act.officer, offer.act.request_id)


def _paper(rest: AtRest, paper: int) -> bytes:
    return rest.token("paper", str(paper))


def _about(one: str, other: str) -> bytes:
    return _MET + f"{one} {other}".encode()
