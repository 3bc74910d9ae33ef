"""The last stages of a call: its handler, its entries of the log, its signature. Those before it check it.

A read appends its entry after its handler; a change an intent before it and an outcome after it. Nothing leaves before
its entry is durable. :mod:`services.edge.stages` lists them and says in which order they run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.client import Appended, Item, Refusal
from services.access.errors import Refused
from services.access.trail import Trail
from services.edge import leaf
from services.edge.call import Call
from services.edge.refuse import failed, refuse
from services.edge.sign_answer import sign_answers
from services.edge.unlogged import not_logged, promise, unlogged

if TYPE_CHECKING:
    from services.edge.chain import Edge

OUTCOME_TRIES, OUTCOME_PAUSE_S = 20, 0.25


async def handle(call: Call, _edge: Edge) -> None:
    """Fills in the answer, or the refusal of what the handler raised; a call that is refused already has none."""
    if call.reason:
        return
    try:
        call.give(await call.handler(call, call.body))
    except Refused as refused:
        refuse(call, refused)
    except Exception as error:
        failed(call, error)


async def log_reads(calls: Sequence[Call], edge: Edge) -> None:
    """Append the entries of reads in one frame. What the log does not take is refused."""
    results = await edge.log.append([_item(call, leaf.read_item) for call in calls])
    left: list[tuple[Call, Refusal]] = []
    for call, result in zip(calls, results, strict=True):
        if isinstance(result, Appended):
            promise(call, result)
        else:
            left.append((call, result))
    if left:
        await not_logged(edge, left)


async def sign(calls: Sequence[Call], edge: Edge) -> None:
    """Sign the headers of answers that leave together, and let them leave."""
    sign_answers(edge.key, edge.clock(), calls)
    for call in calls:
        if not call.done.done():
            call.done.set_result(None)


async def log_intent(call: Call, edge: Edge) -> None:
    """Append the intent of a change, with what it names. Where the log does not take it, the change is refused."""
    _name(edge, call)
    intent = (await edge.log.append([_item(call, leaf.intent_item)]))[0]
    if isinstance(intent, Appended):
        call.intent_index = intent.index
    else:
        await not_logged(edge, [(call, intent)])


def _name(edge: Edge, call: Call) -> None:
    """What is counted of a change before it is made; a body that names nothing is for the handler to refuse."""
    if call.method in edge.named:
        with suppress(Refused):
            call.trail.selectors.extend(edge.named[call.method](call.body))


async def log_outcome(call: Call, edge: Edge) -> None:
    """Append what became of a change. One without an intent was not made, and has no outcome."""
    if call.intent_index < 0:
        return
    outcome = await _outcome(edge, call)
    if isinstance(outcome, Appended):
        promise(call, outcome)
    else:
        unlogged(edge, call, outcome)


async def _outcome(edge: Edge, call: Call) -> Appended | Refusal:
    """The entry, under the registry now in force, should a newer one have come meanwhile.

    In another log its place could not be promised: then the caller is told nothing, and asks again.
    """
    for _ in range(OUTCOME_TRIES):
        newest = edge.snapshot()
        if newest.log.origin != call.snapshot.log.origin:
            return Refusal.UNAVAILABLE
        item = replace(_item(call, leaf.outcome_item), registry_version=newest.registry.version)
        outcome = (await edge.log.append([item]))[0]
        if outcome is not Refusal.REGISTRY_STALE:
            break
        await asyncio.sleep(OUTCOME_PAUSE_S)
    return outcome


def _item(call: Call, make: Callable[[Call], Item]) -> Item:
    """The call's entry. A call whose trail cannot be written down is refused, and its entry says that alone."""
    try:
        return make(call)
    except Exception as error:
        call.trail = Trail()
        failed(call, error)
        return make(call)
