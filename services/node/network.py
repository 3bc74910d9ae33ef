"""The link graph's part of an edge process: its room over the engine, the records and the sessions of this process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hmac import digest

from services.access.trail import Inquiry
from services.edge.service import Served
from services.linkage.alerting import service as alerting
from services.linkage.alerting.build import open_alerts
from services.linkage.app.context import PairScore, Weight
from services.linkage.app.overseeing import is_overseer
from services.linkage.build import Around, build_linkage
from services.linkage.carrying import OVERSIGHT, OWNER_OF_ONE, OWNER_OF_OTHER
from services.linkage.links import Links
from services.linkage.ports import LinkStore
from services.linkage.sealed_graph import SealedGraph
from services.linkage.service import SERVICE
from services.node import pipe
from services.node.cases import RecordCases
from services.node.graph_link import GraphLink, endpoint_of, seal_of
from services.node.pipe import Start
from services.node.record_feed import RecordFeed
from services.node.settings import NodeSettings
from services.node.snapshots import filler_of, recent_of
from services.node.watched_questions import GraphQuestions
from services.node.workers import Worker, Workers
from services.oversight.ports import Sessions
from services.records.app.changes import Follow
from services.records.app.compared import score_pair
from services.records.app.context import Context
from services.records.app.pair_owners import owners_of
from services.records.wire import decode_held
from services.signing.derive import derive
from services.signing.keyfile import read_secret


@dataclass(frozen=True, slots=True)
class Network:
    """The link graph's services and its questions, none where they are not served; and how to let go of the stores."""

    served: tuple[Served, ...]
    close: Callable[[], Awaitable[None]]
    questions: GraphQuestions | None = None


def naming(key: bytes) -> Callable[[str], str]:
    """HMAC-SHA256 of a text, its first 24 hex digits: ids that nobody can make of a guess."""
    return lambda text: digest(key, text.encode(), "sha256").hex()[:24]


async def _score(records: Context, clock: Callable[[], int], one: str, other: str) -> PairScore | None:
    found = await score_pair(records, one, other, clock())
    return PairScore(found.model, found.bits) if found else None


async def _weigh(records: Context, inquiry: Inquiry, one: str, other: str, sign: str) -> Weight:
    found = await owners_of(records, inquiry, one, other)
    places = enumerate((OWNER_OF_ONE, OWNER_OF_OTHER))
    parts = [part for place, part in places if inquiry.caller.agency in found.lasting[place]]
    if is_overseer(inquiry.caller):
        parts.append(OVERSIGHT)
    if sign == "SAME" and found.contradicted:
        parts = []
    return Weight(tuple(parts), tuple(sorted(found.owners)), found.persons)


async def _forget_in_snapshots(
    settings: NodeSettings, feed: RecordFeed, links: LinkStore, clock: Callable[[], int], records: Sequence[str]
) -> int:
    return await filler_of(settings, feed, Links(links), clock).forget(records)


def build_network(
    settings: NodeSettings,
    links: LinkStore,
    records: Context,
    sessions: Sessions,
    clock: Callable[[], int],
    start: Start = pipe.start,
) -> Network:
    """Over the link store, which is closed with it; the engine is looked for when the first question comes.

    Raises OSError, UnsafeFile, AlertsUnavailable.
    """
    graph = GraphLink(endpoint_of(settings))
    feed = RecordFeed(Follow(records.store, records.keys.bodies, decode_held))
    secret = read_secret(settings.folder / "secret.key")
    alerts = open_alerts(settings.folder, secret)
    workers = Workers(partial(Worker.start, settings.folder, start), settings.question_workers, clock)
    around = Around(
        SealedGraph(graph, seal_of(settings)),
        feed,
        RecordCases(records),
        sessions,
        clock,
        records.keys.selectors.token,
        records.keys.page_token,
        naming(derive(secret, "feed-id")),
        workers.do,
        partial(_score, records, clock),
        partial(_weigh, records),
        partial(_forget_in_snapshots, settings, feed, links, clock),
        settings.home,
    )
    linkage = build_linkage(links, around)

    async def close() -> None:
        await workers.close()
        await linkage.close()
        await graph.close()
        alerts.close()

    raised = alerts.over(linkage.context, recent_of(feed, secret), clock)
    served = SERVICE.over(linkage.context), alerting.SERVICE.over(raised)
    return Network(served, close, GraphQuestions(linkage.context))
