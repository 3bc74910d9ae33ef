"""The one ordered chain that every call goes through, and the only place that orders it.

docs/protocol.md, section 5, numbers the checks as partners see them; in the code they are

    serve_call      metadata, header, addressee, window, key, signature, connection: before a byte of the body is read;
                    who fails here is unauthenticated, counted, and gets nothing signed
                    a call slot is taken from the agency's share
    _authenticated  method known; refused TOO_BUSY where there was no slot; deadline; body, one message within ten
                    seconds. From here on every outcome is logged and signed
    run_cohort      of the calls that came together: registry, SHA-256 of the body, token, approver, query class
    handler         policy is asked inside, class by class, on the data's own attributes
    log             durable before anything leaves: reads append their entry after the handler, which consumes the
                    nonce; a write appends an intent before it, which consumes the nonce, and an outcome after it
    sign            header with the promise of the entry, chained to the request; then the answer is sent

Reads of records and of the registry run inline in their cohort (the store answers without suspending);
everything else runs as a task of its own, so that it holds nobody up: no cohort waits for it or for its like.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import grpc
from rabta.access.v1.rule_pb2 import EFFECT_WRITE, PERMISSION_RECORD_READ, PERMISSION_REGISTRY_READ

from audit.client import Appended, Item, Refusal
from services.access.errors import Refused
from services.access.token import TokenCache
from services.access.trail import Trail
from services.edge import check_request as check
from services.edge import leaf, status
from services.edge.body import Bodies, deadline_ms
from services.edge.call import Call, Snapshot
from services.edge.call_log import CallLog
from services.edge.cohort import Cohorts
from services.edge.door import Door
from services.edge.limits import Slots, TooBusy, admitted
from services.edge.log_link import LogLink
from services.edge.refuse import failed, place, refuse
from services.edge.routes import Route
from services.edge.service import Named
from services.edge.sign_answer import sign_answers
from services.edge.tls import Thumbprints
from services.edge.unauthenticated import RefusalCounts, Unauthenticated
from services.edge.unlogged import not_logged, promise, unlogged
from services.edge.wanted import while_wanted
from services.signing.signer import Signer

OUTCOME_TRIES, OUTCOME_PAUSE_S = 20, 0.25
INLINE = (PERMISSION_RECORD_READ, PERMISSION_REGISTRY_READ)
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Edge:
    """What the chain works with; built once by the composition root of a process.

    ``process``: what callers are told it is called among its siblings; ``starting``: its port is not open yet;
    ``draining``: told to stop, no new calls; ``riding``: further metadata of a refusal; ``named``: of a change that
    counts as reads do, the tokens of what its body names.
    """

    hub: str
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
    door: Door | None = None
    tokens: TokenCache = field(default_factory=TokenCache)
    counts: RefusalCounts = field(default_factory=RefusalCounts)
    thumbprints: Thumbprints = field(default_factory=Thumbprints)
    alone: set[asyncio.Task[None]] = field(default_factory=set)
    cohorts: Cohorts = field(init=False)
    bodies: Bodies = field(init=False)

    def start(self) -> None:
        """To be called inside the running loop."""
        self.cohorts = Cohorts(partial(run_cohort, self))
        self.bodies = Bodies()


async def serve_call(edge: Edge, method: str, context: Any) -> bytes:
    """One call from its metadata to its answer. Raises gRPC's abort for refusals."""
    call = Call(method, edge.snapshot(), edge.clock())
    call.thumbprint = edge.thumbprints.of(context)
    try:
        from_metadata(call, context, edge.log.clock_off)
    except Unauthenticated as refused:
        edge.counts.add(call.thumbprint, refused.step)
        await context.abort(grpc.StatusCode.UNAUTHENTICATED, "refused")
    without_time = call.untimed
    slot = admitted(edge.door, edge.slots, call, context.peer())
    try:
        if without_time:
            unlogged(edge, call, Refusal.CLOCK)
            sign_answers(edge.key, edge.hub, edge.clock(), [call])
        else:
            await _authenticated(edge, call, context, slot)
    finally:
        if slot:
            edge.slots.give(call.agency)
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


def from_metadata(call: Call, context: Any, clock_off: bool = False) -> None:
    """Checks 1 to 7 of docs/protocol.md, section 5. Raises Unauthenticated."""
    check.metadata(call, context.invocation_metadata())
    check.header(call)
    check.addressee(call)
    check.window(call, clock_off)
    check.key(call)
    check.signature(call)
    check.connection(call)


async def _authenticated(edge: Edge, call: Call, context: Any, slot: bool) -> None:
    try:
        check.method(call, edge.routes)
        if not slot:
            raise TooBusy(retry_after_s=60)
        call.deadline_ms = deadline_ms(context, edge.clock())
        call.body = await edge.bodies.read(context)
    except Refused as refused:
        refuse(call, refused)
    await edge.cohorts.join(call)


async def run_cohort(edge: Edge, calls: Sequence[Call]) -> None:
    """Checks 9 to 13, handler, log and signature over calls that go together; those that go alone are only begun."""
    for call in calls:
        _checked(edge, call)
    inline = [call for call in calls if call.reason or call.rule.permission in INLINE]
    alone = [call for call in calls if not call.reason and call.rule.permission not in INLINE]
    for call in inline:
        if not call.reason:
            await _handled(call)
    if inline:
        await _log_reads(edge, inline)
        _sign(edge, inline)
    for call in alone:
        call.alone = True
        task = asyncio.ensure_future(_alone(edge, call))
        edge.alone.add(task)
        task.add_done_callback(edge.alone.discard)


def _checked(edge: Edge, call: Call) -> None:
    if call.reason:
        return
    try:
        check.registry(call)
        check.body(call)
        check.token(call, edge.tokens)
        check.approver(call)
        check.query_class(call)
    except Refused as refused:
        refuse(call, refused)
    except Exception as error:
        failed(call, error)


async def _handled(call: Call) -> None:
    try:
        call.give(await call.handler(call, call.body))
    except Refused as refused:
        refuse(call, refused)
    except Exception as error:
        failed(call, error)


async def _alone(edge: Edge, call: Call) -> None:
    """A call by itself. One that fails past help leaves without signature and body, and the others go on."""
    try:
        if call.rule.effect == EFFECT_WRITE:
            await _write(edge, call)
        else:
            await while_wanted(call, _handled(call))
            await _log_reads(edge, [call])
        _sign(edge, [call])
    except Exception as error:
        logger.error("call without answer: %s at %s", type(error).__name__, place(error))
    finally:
        if not call.done.done():
            call.done.set_result(None)


def _sign(edge: Edge, calls: Sequence[Call]) -> None:
    sign_answers(edge.key, edge.hub, edge.clock(), calls)
    for call in calls:
        if not call.done.done():
            call.done.set_result(None)


async def _write(edge: Edge, call: Call) -> None:
    _name(edge, call)
    intent = (await edge.log.append([_item(call, leaf.intent_item)]))[0]
    if not isinstance(intent, Appended):
        await not_logged(edge, [(call, intent)])
        return
    call.intent_index = intent.index
    await _handled(call)
    outcome = await _outcome(edge, call)
    if isinstance(outcome, Appended):
        promise(call, outcome)
    else:
        unlogged(edge, call, outcome)


def _name(edge: Edge, call: Call) -> None:
    """What is counted of a change before it is made; a body that names nothing is for the handler to refuse."""
    if call.method in edge.named:
        with suppress(Refused):
            call.trail.selectors.extend(edge.named[call.method](call.body))


async def _outcome(edge: Edge, call: Call) -> Appended | Refusal:
    """What became of a change; logged under the registry now in force, should a newer one have come meanwhile.

    In another log its place could not be promised: then the caller is told nothing, and asks again.
    """
    for _ in range(OUTCOME_TRIES):
        newest = edge.snapshot().registry
        if newest.log.origin != call.snapshot.registry.log.origin:
            return Refusal.UNAVAILABLE
        item = replace(_item(call, leaf.outcome_item), registry_version=newest.version)
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


async def _log_reads(edge: Edge, calls: Sequence[Call]) -> None:
    results = await edge.log.append([_item(call, leaf.read_item) for call in calls])
    left: list[tuple[Call, Refusal]] = []
    for call, result in zip(calls, results, strict=True):
        if isinstance(result, Appended):
            promise(call, result)
        else:
            left.append((call, result))
    if left:
        await not_logged(edge, left)
