"""AnchorLog: a head of the caller's own log, which a quorum cosigned and which grew out of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from audit.checkpoint import Checkpoint
from audit.merkle import ProofError, verify_consistency
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.trail import Trail
from services.evidence.checkpoint import CheckpointFault, cosigned
from services.exchange.anchors.errors import LogForked, LogShortened
from services.exchange.anchors.ports import AnchoredHead, Heads
from services.membership.registry import Registry
from services.values.exchange import AnchorLogRequest

MAX_NOTE: Final = 1 << 14
MAX_PATH: Final = 64


@dataclass(frozen=True, slots=True)
class Bringer:
    """A system that asks. ``officer``: a token came with the call; ``server``: agency that is asked."""

    agency: str
    server: str
    registry: Registry
    officer: bool
    now_ms: int
    trail: Trail


async def anchor_log(heads: Heads, bringer: Bringer, request: AnchorLogRequest) -> int:
    """Size that is anchored last: the checkpoint's, or where the proof leads from another size what it must lead from.

    The same head once more is anchored again. Raises PolicyDenied for an officer and the node's own agency,
    InvalidArgument, LogShortened, LogForked, ExchangeUnavailable.
    """
    if bringer.officer or bringer.agency == bringer.server:
        raise PolicyDenied
    head = _head(bringer, request)
    last = await heads.last(head.origin)
    since = last.size if last else 0
    if last and head.size < last.size:
        raise LogShortened
    if request.since != since and head.size != since:
        return since
    if last:
        _check_grew(last, head, request)
    if not await heads.keep(_anchored(bringer, head), since):
        found = await heads.last(head.origin)
        return found.size if found else 0
    trail = bringer.trail
    trail.feed, trail.feed_page, trail.feed_chain_sha256 = head.origin, head.size, head.root
    return head.size


def _anchored(bringer: Bringer, head: Checkpoint) -> AnchoredHead:
    return AnchoredHead(bringer.agency, head.origin, head.size, head.root, bringer.now_ms)


def _head(bringer: Bringer, request: AnchorLogRequest) -> Checkpoint:
    """A head of a log of the caller's agency and of nobody else. Raises InvalidArgument."""
    if len(request.checkpoint) > MAX_NOTE:
        raise InvalidArgument(Violation("checkpoint", "size", f"at most {MAX_NOTE} bytes"))
    if len(request.consistency) > MAX_PATH:
        raise InvalidArgument(Violation("consistency", "count", f"at most {MAX_PATH}"))
    try:
        head = cosigned(request.checkpoint, bringer.registry, bringer.agency).opened.checkpoint
    except CheckpointFault as fault:
        raise InvalidArgument(Violation("checkpoint", fault.step, str(fault))) from None
    if not head.size:
        raise InvalidArgument(Violation("checkpoint", "size", "of a log without entries"))
    return head


def _check_grew(last: AnchoredHead, head: Checkpoint, request: AnchorLogRequest) -> None:
    """Raise LogForked unless the one head grew out of the other."""
    path = [] if head.size == last.size else list(request.consistency)
    try:
        verify_consistency(last.size, head.size, last.root, head.root, path)
    except ProofError:
        raise LogForked from None
