"""The one chain that every call goes through: it runs the lists of :mod:`services.edge.stages`, in their order.

    serve_call   UNAUTHENTICATED, before a byte of the body is read; then a slot is taken from the agency's share
    _arrive      AUTHENTICATED and ARRIVAL; a refusal goes on with the others, to be logged and signed
    run_cohort   COHORT over the calls that came together, then HANDLER and READ over the reads among them

Reads of records and of the registry go together for as long as their handlers do not wait. One that waits keeps the
task that it began in and goes on alone; the rest of the cohort goes on in another. Those that come back together are
answered together (:mod:`services.edge.returning`). Everything else runs as a task of its own from the start. So no
handler waits for what another waits for.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

import grpc
from rabta.access.v1.rule_pb2 import EFFECT_WRITE, PERMISSION_RECORD_READ, PERMISSION_REGISTRY_READ

from audit.client import Refusal
from services.access.errors import Refused
from services.access.token import TokenCache
from services.edge import status
from services.edge.body import BODY_WAIT_S, Bodies
from services.edge.call import Call, Snapshot
from services.edge.call_log import CallLog
from services.edge.cohort import Cohort, Cohorts
from services.edge.door import Door
from services.edge.errors import Unauthenticated
from services.edge.limits import Slots, admit
from services.edge.log_link import LogLink
from services.edge.pace import Pace, in_turn
from services.edge.refuse import failed, place, refuse
from services.edge.returning import Returning
from services.edge.routes import Route
from services.edge.service import Named
from services.edge.sign_answer import sign_answers
from services.edge.stages import ARRIVAL, AUTHENTICATED, CHANGE, CHANGED, COHORT, HANDLER, READ, UNAUTHENTICATED
from services.edge.tls import Thumbprints
from services.edge.unauthenticated import RefusalCounts
from services.edge.unlogged import unlogged
from services.edge.wanted import FINISHED, begin, go_on, while_wanted
from services.signing.signer import Signer

if TYPE_CHECKING:
    from services.edge.call import Context

INLINE = (PERMISSION_RECORD_READ, PERMISSION_REGISTRY_READ)
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Edge:
    """What the chain works with; built once by the composition root of a process.

    ``process``: what callers are told it is called among its siblings; ``starting``: its port is not open yet;
    ``draining``: told to stop, no new calls; ``riding``: further metadata of a refusal; ``named``: of a change that
    counts as reads do, the tokens of what its body names; ``alone``: tasks of calls that are in no cohort;
    ``body_wait_s``: how long a body may take to arrive.
    """

    key: Signer
    snapshot: Callable[[], Snapshot]
    clock: Callable[[], int]
    log: LogLink
    routes: dict[str, Route]
    calls: CallLog
    named: Mapping[str, Named] = field(default_factory=dict)
    riding: Callable[[Call], tuple[tuple[str, bytes], ...]] = lambda _call: ()
    process: str = field(default_factory=lambda: secrets.token_hex(4))
    starting: bool = True
    draining: bool = False
    slots: Slots = field(default_factory=lambda: Slots(512))
    pace: Pace = field(default_factory=Pace)
    door: Door | None = None
    tokens: TokenCache = field(default_factory=TokenCache)
    counts: RefusalCounts = field(default_factory=RefusalCounts)
    thumbprints: Thumbprints = field(default_factory=Thumbprints)
    alone: set[asyncio.Task[None]] = field(default_factory=set)
    body_wait_s: float = BODY_WAIT_S
    cohorts: Cohorts = field(init=False)
    returning: Returning = field(init=False)
    bodies: Bodies = field(init=False)

    def start(self) -> None:
        """To be called inside the running loop."""
        self.cohorts = Cohorts(partial(run_cohort, self))
        self.returning = Returning(partial(_answer, self))
        self.bodies = Bodies(self.body_wait_s)

    def keep(self, task: asyncio.Task[None]) -> None:
        """Hold on to the task of a call that is in no cohort, until it ends."""
        self.alone.add(task)
        task.add_done_callback(self.alone.discard)


async def serve_call(edge: Edge, method: str, context: Context) -> bytes:
    """One call from its metadata to its answer. Raises gRPC's abort for refusals."""
    call = Call(method, edge.snapshot(), edge.clock(), context=context)
    call.thumbprint = edge.thumbprints.of(context)
    try:
        for stage in UNAUTHENTICATED:
            stage.run(call, edge)
    except Unauthenticated:
        edge.counts.add(call.thumbprint, stage.name)
        await context.abort(grpc.StatusCode.UNAUTHENTICATED, "refused")
    without_time = call.untimed
    admit(edge.door, edge.slots, call, context.peer())
    call.let_go, call.draining, call.newest = edge.slots.leave, lambda: edge.draining, edge.snapshot
    try:
        if without_time:
            unlogged(edge, call, Refusal.CLOCK)
            sign_answers(edge.key, edge.clock(), [call])
        else:
            await _arrive(edge, call)
            await edge.cohorts.join(call)
    finally:
        edge.slots.leave(call)
        edge.calls.write(call, call.now_ms if without_time else edge.clock())
    if not call.answer_signature:
        await context.abort(grpc.StatusCode.INTERNAL, "internal")
    trailing = (("rabta-hdr-bin", call.answer_header), ("rabta-sig-bin", call.answer_signature))
    if call.status:
        details = (("grpc-status-details-bin", call.details),) if call.details else ()
        await context.abort(status.BY_NUMBER[call.status], call.reason, trailing + details + edge.riding(call))
    named = (("rabta-process", edge.process),) if call.rule.effect == EFFECT_WRITE else ()
    context.set_trailing_metadata(trailing + named)
    return call.answer


async def _arrive(edge: Edge, call: Call) -> None:
    try:
        for check in AUTHENTICATED:
            check.run(call, edge)
        for step in ARRIVAL:
            await step.run(call, edge)
    except Refused as refused:
        refuse(call, refused)


async def run_cohort(edge: Edge, cohort: Cohort) -> None:
    """Calls that go together, from what is checked of them together to their answers; the others are begun after."""
    for call in cohort.calls:
        _check(edge, call)
    inline = [call for call in cohort.calls if call.reason or call.rule.permission in INLINE]
    alone = [call for call in cohort.calls if not call.reason and call.rule.permission not in INLINE]
    await _go_together(edge, cohort, iter(inline), [], alone)


def _check(edge: Edge, call: Call) -> None:
    if call.reason:
        return
    try:
        for stage in COHORT:
            stage.run(call, edge)
    except Refused as refused:
        refuse(call, refused)
    except Exception as error:
        failed(call, error)


async def _go_together(
    edge: Edge, cohort: Cohort, coming: Iterator[Call], ready: list[Call], alone: list[Call]
) -> None:
    """Handlers of ``coming`` one after the other, behind those that are ``ready``; then ``alone`` is begun.

    Where a handler waits, this task becomes that call's, and the same goes on in another with what is left.
    """
    for call in coming:
        if not call.reason:
            handling = HANDLER.run(call, edge)
            awaited = begin(handling)
            if awaited is not FINISHED:
                cohort.hand_on(_go_together(edge, cohort, coming, ready, alone))
                edge.keep(cast("asyncio.Task[None]", asyncio.current_task()))
                await _go_alone(edge, call, go_on(handling, awaited))
                return
        ready.append(call)
    if ready:
        await _answer(edge, ready)
    for call in alone:
        call.alone = True
        edge.keep(asyncio.ensure_future(_go_alone(edge, call)))


async def _answer(edge: Edge, calls: Sequence[Call]) -> None:
    """Reads that are handled, to the end."""
    for stage in READ:
        await stage.run(calls, edge)


async def _go_alone(edge: Edge, call: Call, handling: Coroutine[object, None, None] | None = None) -> None:
    """A call by itself. One that fails past help leaves without signature and body, and the others go on."""
    call.alone = True
    try:
        if handling is not None:
            await while_wanted(call, handling)
            await edge.returning.join(call)
        elif call.rule.effect == EFFECT_WRITE:
            await in_turn(edge.pace, call)
            for step in CHANGE:
                await step.run(call, edge)
            for stage in CHANGED:
                await stage.run([call], edge)
        else:
            await while_wanted(call, HANDLER.run(call, edge))
            await in_turn(edge.pace, call)
            await _answer(edge, [call])
    except Exception as error:
        logger.error("call without answer: %s at %s", type(error).__name__, place(error))
    finally:
        if not call.done.done():
            call.done.set_result(None)
