"""What a post is told of a traveller: hits alone, as a history at a checkpoint has them, with the list of each.

What may be shown in full is told as an action too: a post acts, and reads no records. An alert for a child tells no
more than any other entry of a child. A likeness of names gives no action. Nobody asks an identity registry about a
traveller's number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from services.access.decision import Level
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.carried import told_over
from services.records.app.context import Context
from services.records.app.describing import Wanted, wanted
from services.records.app.following import from_number
from services.records.app.hits import CHILD, Told, hit_of
from services.records.app.looking import note_followed
from services.records.app.name_search import least_of_alerts, name_search
from services.records.app.openable import Openable, openable
from services.records.app.ranking import Ranked
from services.records.app.referring import refer_stopped
from services.records.app.search_person import each_owner, note_ranked
from services.records.app.selecting import asked_for
from services.records.protection.view import Ask
from services.values.exchange import TravellerHit
from services.values.records import Action, Banner, Identifier, PersonDescription, Selector
from services.vocabulary.access import Permission
from services.vocabulary.records import ListType

_ALL: Final = frozenset({Level.HIT, Level.ACTION, Level.DISCLOSED})


class Pointed(NamedTuple):
    """``more``: more owners than were asked for.

    ``name_search``: what was looked through by a name, "" of a document.
    """

    hits: tuple[TravellerHit, ...]
    more: bool
    banners: tuple[Banner, ...] = ()
    name_search: str = ""


async def check_document(context: Context, inquiry: Inquiry, document: Identifier, registry: Registry) -> Pointed:
    """All that stands under a number, and what it leads to.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    asked = asked_for(context, Selector(document), inquiry.trail)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, asked=asked.texts)
        tokens = await context.identities.same_person(asked.token)
        found = await from_number(context, view, ask, tokens)
        await note_followed(view, inquiry, [*tokens, *found.tokens])
        told = told_over(context, ask, registry, found.parts, _ALL)
        banners = refer_stopped(context, found.parts)
    inquiry.trail.policies |= found.trail.policies
    inquiry.trail.withheld += found.trail.withheld
    return Pointed(_hits(told), False, banners)


async def check_description(
    context: Context, inquiry: Inquiry, person: PersonDescription, registry: Registry, most: int
) -> Pointed:
    """Up to ``most`` owners that hold somebody like this, those that seek a child first, then the best.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    asked = wanted(context, person, inquiry.trail)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, asked=asked.texts)
        allowed = await openable(context, view, ask)
    found = await _like(context, ask, asked, allowed, most + 1)
    async with context.store.snapshot() as view:
        await note_ranked(view, inquiry, asked, found[:most])
    told = [Told(hit_of(context, inquiry.caller, registry, each.record.row)) for each in found[:most]]
    searched = name_search(context.matching, asked.who)
    return Pointed(_hits(told), len(found) > most, name_search=searched)


async def _like(context: Context, ask: Ask, asked: Wanted, allowed: Openable, most: int) -> list[Ranked]:
    """One record of each owner. A common name with its year suffices for an alert for a child, as alerts are few."""
    least = least_of_alerts(context.matching.model)
    alerts, _ = await each_owner(context, ask, asked, allowed.alerts, most, least)
    owners = frozenset(each.record.row.agency for each in alerts)
    others, _ = await each_owner(context, ask, asked, allowed.hit, most, beside=owners)
    return [*alerts, *others][:most]


def _hits(told: Iterable[Told]) -> tuple[TravellerHit, ...]:
    return tuple(map(_traveller_hit, told))


def _traveller_hit(told: Told) -> TravellerHit:
    hit, listed = told
    do, listed = (CHILD, "") if listed == ListType.CHILD_ALERT else (hit.action or Action(), listed)
    return TravellerHit(
        hit.owner, hit.owner_name, hit.desk, hit.handle, do.action, do.caution, do.authority, listed, do.expires
    )  # fmt: skip
