"""Changes of records and links, done apart from the process that answers: what travels, and the doing of it.

A change is read, judged and written there as a whole, by the same handlers. What stays in the edge is the call's proof,
its intent and outcome in the log, and the signature.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from services.access.caller import Caller
from services.access.engine import PolicyEngine
from services.access.errors import Refused
from services.access.trail import Trail
from services.edge.call import CALLER_MISSING, Call, Handler, Hashed, Snapshot
from services.edge.refuse import place
from services.membership.registry import Registry
from services.node.pipe import Failed
from services.node.services import APART

DONE, REFUSED, FAILED = "done", "refused", "failed"
logger = logging.getLogger(__name__)


class Change(NamedTuple):
    """A call as its handler needs it. ``registry``: digest of the version it is judged by; times in epoch ms."""

    method: str
    caller: Caller
    trail: Trail
    registry: bytes
    now_ms: int
    deadline_ms: int
    body: bytes
    body_sha256: bytes


class Batch(NamedTuple):
    """One batch of what is to be judged again, by the registry version of this digest."""

    registry: bytes
    now_ms: int


Job = Change | Batch


class Reply(NamedTuple):
    """What became of a job. ``cleared``: how often prepared answers were dropped there; the edge's are to go too."""

    kind: str
    said: Any
    trail: Trail
    cleared: int

    def value(self) -> Any:
        """The handler's answer, or what is left to judge. Raises the handler's refusal, Failed."""
        if self.kind == REFUSED:
            refused: Refused = self.said
            raise refused
        if self.kind == FAILED:
            raise Failed(self.said)
        return self.said


@dataclass(frozen=True, slots=True)
class Work:
    """What jobs are done with. ``registry``: the version of a digest, KeyError; ``again``: does one batch."""

    routes: Mapping[str, Handler]
    engine: PolicyEngine
    registry: Callable[[bytes], Registry]
    again: Callable[[Registry, int], Awaitable[object]]
    cleared: Callable[[], int]

    async def do(self, job: Job) -> Reply:
        """The job done, or why not; never raises."""
        trail = job.trail if isinstance(job, Change) else Trail()
        try:
            kind, said = DONE, await self._value(job, trail)
        except Refused as refused:
            kind, said = REFUSED, refused
        except Exception as error:
            kind, said = FAILED, f"{type(error).__name__} at {place(error)}"
            logger.error("change failed: %s", said)
        return Reply(kind, said, trail, self.cleared())

    async def _value(self, job: Job, trail: Trail) -> object:
        registry = self.registry(job.registry)
        if isinstance(job, Batch):
            return await self.again(registry, job.now_ms)
        call = Call(job.method, Snapshot(registry, self.engine), job.now_ms, deadline_ms=job.deadline_ms)
        call.caller, call.trail = replace(job.caller), trail
        call.body, call.body_sha256 = job.body, job.body_sha256
        return await self.routes[job.method](call, job.body)


Do = Callable[[Job], Awaitable[Reply]]


def handing(do: Do, routes: Mapping[str, Handler]) -> dict[str, Handler]:
    """The routes, those of changes handed over to ``do``."""
    return {method: _handed(do, method) if method in APART else handler for method, handler in routes.items()}


def _handed(do: Do, method: str) -> Handler:
    async def handle(call: Call, raw: bytes) -> bytes | Hashed:
        if call.caller is None:
            raise AssertionError(CALLER_MISSING)
        digest = call.snapshot.registry.digest
        job = Change(method, call.caller, call.trail, digest, call.now_ms, call.deadline_ms, raw, call.body_sha256)
        reply = await do(job)
        call.trail = reply.trail
        value: bytes | Hashed = reply.value()
        return value

    return handle
