"""The services of an edge process over their stores, or what answers in their place where a store is damaged."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NoReturn

from audit.client import AuditClient
from services.access.errors import Refused
from services.edge.call import Call, Handler
from services.edge.erasing import Erase
from services.edge.routes import methods
from services.edge.service import Named, Served
from services.exchange.anchors import service as anchors
from services.exchange.anchors.heads import StoredHeads
from services.exchange.check import service as check
from services.exchange.check.app import UseCases
from services.exchange.check.counting import Counting
from services.exchange.check.ports import Synced
from services.exchange.check.store.checks import open_checks
from services.exchange.feed import service as feed
from services.exchange.feed.build import build_feed
from services.exchange.orders import service as orders
from services.exchange.orders.build import build_orders
from services.exchange.store.database import FILE as GIVEN
from services.exchange.store.database import open_database as open_exchange
from services.membership.registry import Registry
from services.node import change_link, pipe
from services.node.change_link import ChangeLink
from services.node.changes import Batch, handing
from services.node.copies_synced import STATE, SyncedCopies
from services.node.damaged_files import check_databases
from services.node.exchange_rooms import ExchangeRooms
from services.node.held_files import hold_files
from services.node.identities import open_identities
from services.node.laws import open_laws
from services.node.level import Level
from services.node.link_store import open_links
from services.node.match_link import MatchLink, socket_of
from services.node.network import Network, build_network
from services.node.oversight_store import open_oversight
from services.node.own_node import OwnNode
from services.node.person_links import DecidedLinks
from services.node.posts import AnchoredLogs, FeedCrossings
from services.node.receivers import PausedReceivers
from services.node.record_kinds import StoredKinds
from services.node.records_given import GivenRecords
from services.node.records_store import open_records
from services.node.registry_rooms import RegistryRooms
from services.node.services import SERVICES
from services.node.settings import EXCHANGE, IDENTITY, SQLITE, NodeSettings, answers_from_copies
from services.node.travellers import RecordedTravellers
from services.oversight import service as oversight
from services.oversight.build import build_oversight
from services.records import service as records_service
from services.records.app.again import NOTHING as NOTHING_LEFT
from services.records.app.context import Context
from services.records.app.erasing import settle
from services.records.app.giving import Giving
from services.records.app.matching import Matching
from services.records.app.verdicts import Verdict, decide_again
from services.records.build import build_records
from services.records.errors import StorageUnavailable
from services.records.judging_port import Left
from services.signing.keyfile import read_secret
from services.store.database import Database

OF_RECORDS: Final = frozenset({"records", "linkage", EXCHANGE})
"""What is served from the records, by the node's word for it: nothing of it where they are behind the log."""
logger = logging.getLogger(__name__)


async def _nothing() -> None:
    return None


async def _unreadable(_now_ms: int) -> Left:
    raise StorageUnavailable


async def _none_left(_registry: Registry, _now_ms: int) -> Left:
    return NOTHING_LEFT


@dataclass(frozen=True, slots=True)
class OpenServices:
    """``handlers`` and ``named`` by full method path; ``left``: reads the store of records, for health.

    ``again``: judges a batch of versions anew; ``keep_level``: holds the store against the log, until cancelled;
    ``settle``: to be done before anything is served. ``erasers``: by store, in the order in which they are to run.
    """

    handlers: Mapping[str, Handler]
    named: Mapping[str, Named] = field(default_factory=dict)
    erasers: Mapping[str, Erase] = field(default_factory=dict)
    left: Callable[[int], Awaitable[Left]] = _unreadable
    again: Callable[[Registry, int], Awaitable[Left]] = _none_left
    settle: Callable[[], Awaitable[None]] = _nothing
    close: Callable[[], Awaitable[None]] = _nothing
    keep_level: Callable[[], Awaitable[None]] = _nothing


def open_services(
    settings: NodeSettings,
    targets: tuple[str, ...],
    clock: Callable[[], int],
    log: Callable[[], AuditClient | None],
    registry: Served,
    origin: Callable[[], str],
    current: Callable[[], Registry],
    start: pipe.Start,
) -> OpenServices:
    """Everything that the process serves. Where a store is damaged, the registry alone, and every other method refuses.

    Where stores are in a database of the operator's, a store that does not open ends the process instead: its next one
    finds the database back. Raises UnsafeFile, OSError, and then Refused.
    """
    try:
        check_databases(settings.folder)
        return _opened(settings, targets, clock, log, registry, origin, current, start)
    except Refused as refused:
        if settings.store != SQLITE:
            raise
        logger.error("no store is used: %s", refused.reason)
        return OpenServices({**_refusing(refused), **registry.handlers})


def _opened(
    settings: NodeSettings,
    targets: tuple[str, ...],
    clock: Callable[[], int],
    log: Callable[[], AuditClient | None],
    registry: Served,
    origin: Callable[[], str],
    current: Callable[[], Registry],
    start: pipe.Start,
) -> OpenServices:
    folder, secret = settings.folder, read_secret(settings.folder / "secret.key")
    store = open_records(settings)
    looked = build_oversight(folder, open_oversight(settings), secret, log, StoredKinds(store))
    matcher, links = MatchLink(socket_of(settings)), open_links(settings)
    matching, identities = Matching(matcher, DecidedLinks(links.decisions)), open_identities(settings, secret)
    asked = ExchangeRooms(folder, secret) if EXCHANGE in targets else None
    laws, released = open_laws(settings, secret), asked.releases if asked else None
    records = build_records(store, folder, secret, looked.sessions, matching, identities.word, released, *laws)
    register = RegistryRooms(folder, secret, settings.home) if IDENTITY in targets else None
    network = Network((), links.close)
    if "linkage" in targets:
        network = build_network(settings, links, records.context, looked.sessions, clock, start)
    exchange = open_exchange(folder / GIVEN) if EXCHANGE in targets else None
    synced, checks = SyncedCopies(folder / STATE, store), open_checks(folder, secret, brings=bool(settings.home))
    counting = Counting(checks, FeedCrossings(links.feeds), AnchoredLogs(StoredHeads(exchange) if exchange else None))
    changes = ChangeLink(partial(change_link.start, folder, targets, start), records.context.prepared.clear)
    served = (
        registry,
        oversight.SERVICE.over(looked.use_cases),
        records_service.SERVICE.over(records.context),
        *network.served,
        check.SERVICE.over(UseCases(RecordedTravellers(records.context), synced, checks, counting, settings.post)),
        *(asked.served(records.context, network.questions) if asked else ()),
        *(_given(settings, exchange, asked, records.context, clock, current) if exchange and asked else ()),
        *(register.served() if register else ()),
    )
    chosen = [each for each in served if each.service.target in ("", *targets)]
    handlers = handing(changes.do, {path: handler for each in chosen for path, handler in each.handlers.items()})
    level = Level(records.context.store, log, origin, partial(_decide_again, records.context, clock))
    files = hold_files(asked, register, exchange, records.context, log, origin, clock, settings.server(current().hub))
    held = [path for each in chosen if each.service.target in OF_RECORDS for path in each.handlers]
    guarded = files.over({path: level.guarded(path, handlers.pop(path)) for path in held})
    handlers = {**files.over_others(handlers), **_answered(settings, targets, synced, guarded)}

    async def left(now_ms: int) -> Left:
        level.check()
        async with records.context.store.snapshot() as seen:
            return await seen.judging_left(now_ms)

    async def close() -> None:
        for ending in (changes.close, network.close, matcher.close, records.close):
            await ending()
        for room in (identities, looked, laws, register, asked, exchange, checks):
            if room:
                room.close()

    named = {path: tokens for each in chosen for path, tokens in each.named.items()}
    erasers = {store: erase for each in chosen for store, erase in each.erasers.items()}
    settled, keep = partial(settle, records.context), partial(files.keep, level.keep)
    return OpenServices(handlers, named, erasers, left, partial(_again, changes, level), settled, close, keep)


def _answered(
    settings: NodeSettings, targets: tuple[str, ...], synced: Synced, handlers: Mapping[str, Handler]
) -> Mapping[str, Handler]:
    """The methods over records: of a member's own node those that it answers out of copies, as it answers them."""
    copied = answers_from_copies(settings.home, targets)
    return OwnNode(settings.home, synced).over(handlers) if copied else handlers


def _given(
    settings: NodeSettings,
    database: Database,
    rooms: ExchangeRooms,
    records: Context,
    clock: Callable[[], int],
    current: Callable[[], Registry],
) -> tuple[Served, ...]:
    """What is given to other nodes, what is ordered back from them, and how far their logs have grown."""
    given = GivenRecords(Giving(records.store, records.keys.bodies))
    made = build_orders(database, given, records.keys.page_token, clock, current, settings.home)
    context = build_feed(database, given, clock, made.ordering, PausedReceivers(settings.folder), rooms.releases)
    heads = anchors.SERVICE.over(StoredHeads(database))
    return feed.SERVICE.over(context), orders.SERVICE.over(made.use_cases), heads


async def _again(changes: ChangeLink, level: Level, registry: Registry, now_ms: int) -> Left:
    try:
        level.check()
    except Refused:
        return NOTHING_LEFT
    left: Left = (await changes.do(Batch(registry.digest, now_ms))).value()
    return left


async def _decide_again(context: Context, clock: Callable[[], int], verdicts: Iterable[Verdict]) -> int:
    return await decide_again(context.store, context.classes, verdicts, clock())


def _refusing(refused: Refused) -> dict[str, Handler]:
    """Every method of a node, each with the same refusal."""

    async def refuse(_call: Call, _raw: bytes) -> NoReturn:
        raise refused

    return {path: refuse for service in SERVICES for path, _ in methods(iter([service.descriptor]))}
