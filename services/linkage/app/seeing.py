"""What an admitted call may see, once the graph is as new as the call: of nobody's own or kin's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from services.linkage.app.context import Context
from services.linkage.app.insider import own_of, refuse_own
from services.linkage.ports import Graph
from services.linkage.rights import Ask, Seen, rights_of
from services.values.network import NodeKey


async def seeing(context: Context, call: Ask, keys: Iterable[NodeKey], deadline_ms: int) -> Seen:
    """On a graph that shows all that records and decisions said on arrival.

    Raises GraphBehind, OwnOrKin, GraphUnavailable, StorageUnavailable.
    """
    await context.freshness.caught_up(deadline_ms)
    return await seen_on(context, context.graph, call, keys, deadline_ms)


async def seen_on(context: Context, graph: Graph, call: Ask, keys: Iterable[NodeKey], deadline_ms: int) -> Seen:
    """Each class decided once, before feeds are waited for: a feed's class is there before its rows.

    Raises as ``seeing``.
    """
    seen = await rights_of(context.classes, call)
    call.inquiry.trail.policies |= seen.policies
    await context.freshness.fed(seen.authorities, deadline_ms)
    await refuse_own(graph, seen, call.inquiry, keys)
    absent = await own_of(graph, seen.rights, call.inquiry)
    return replace(seen, rights=replace(seen.rights, absent=absent))
