"""The records with every store of the node that holds something of them, open where orders to erase are carried out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from services.exchange.copies.ports import Releases
from services.exchange.orders.build import build_orders
from services.exchange.orders.carrying import Carrying
from services.exchange.store.database import FILE as GIVEN
from services.exchange.store.database import open_database as open_exchange
from services.membership.registry import Registry
from services.node.exchange_rooms import ExchangeRooms
from services.node.held_records import build_carrying
from services.node.identities import open_identities
from services.node.link_store import open_links
from services.node.match_link import MatchLink, socket_of
from services.node.network import Network, build_network
from services.node.oversight_store import open_oversight
from services.node.person_links import DecidedLinks
from services.node.record_kinds import StoredKinds
from services.node.records_given import GivenRecords
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.oversight.build import build_oversight
from services.records import service as records
from services.records.app.context import Context
from services.records.app.giving import Giving
from services.records.app.matching import Matching
from services.records.build import Keys, build_app
from services.signing.keyfile import read_secret


@asynccontextmanager
async def open_stores(
    settings: NodeSettings, targets: tuple[str, ...], clock: Callable[[], int], current: Callable[[], Registry]
) -> AsyncIterator[tuple[Context, Carrying, Releases]]:
    """The records, what carries orders out on all stores, and where releases are held. ``current``: registry in force.

    Raises StorageUnavailable, StoreUnsafe, UnsafeFile.
    """
    folder, secret = settings.folder, read_secret(settings.folder / "secret.key")
    matcher, links = MatchLink(socket_of(settings)), open_links(settings)
    identities, rooms = open_identities(settings, secret), ExchangeRooms(folder, secret)
    store, database = open_records(settings), open_exchange(folder / GIVEN)
    matching = Matching(matcher, DecidedLinks(links.decisions))
    context = build_app(store, Keys.from_secret(secret, folder), matching=matching, identities=identities.word)
    looked = build_oversight(folder, open_oversight(settings), secret, lambda: None, StoredKinds(store))
    network = Network((), links.close)
    if "linkage" in targets:
        network = build_network(settings, links, context, looked.sessions, clock)
    served = (records.SERVICE.over(context), *network.served, *rooms.served(context))
    erasers = {name: erase for each in served for name, erase in each.erasers.items()}
    given = GivenRecords(Giving(store, context.keys.bodies))
    orders = build_orders(database, given, context.keys.page_token, clock, current, settings.home)
    try:
        yield context, build_carrying(orders, context, erasers), rooms.releases
    finally:
        await network.close()
        await matcher.close()
        await store.close()
        identities.close()
        rooms.close()
        looked.close()
        database.close()
