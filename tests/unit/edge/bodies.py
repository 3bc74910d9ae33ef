"""What routes do in these tests: note, refuse, fail."""

from __future__ import annotations

from hashlib import sha256

from services.access.errors import InvalidArgument, NotFound, Violation
from services.edge.call import Call
from tests.fakes.hub import ALONE, INLINE, WRITE

EVERY = (INLINE, ALONE, WRITE)
SECRET = "35202-1234567-1"


async def broken(_call: Call, raw: bytes) -> bytes:
    raise RuntimeError(f"{SECRET} {raw!r}")


async def missing(_call: Call, _raw: bytes) -> bytes:
    raise NotFound


async def malformed(call: Call, _raw: bytes) -> bytes:
    call.trail.records.append("agencies/pk.fia/records/r1/versions/1")
    raise InvalidArgument(Violation("selector.identifier.value", "cnic", "must have 13 digits"))


async def noted(call: Call, raw: bytes) -> bytes:
    trail = call.trail
    trail.selectors.append(sha256(b"who").digest())
    trail.records.append("agencies/pk.fia/records/r1/versions/1")
    trail.withheld["pk.prisons", "juvenile"] += 2
    trail.policies.add("r06-investigate")
    trail.alarms.append("own-or-kin")
    trail.case_state = "RESOLVED"
    trail.request_id = "request-1"
    return raw
