"""Two days of an issuer's refusals, and the request that brings the second."""

from __future__ import annotations

import functools
from datetime import date, timedelta

from rabta.audit.v1.audit_service_pb2 import SubmitRefusalsRequest
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.signing.refusals import FIRST, Counted, Stated, build_day, day_of, digest_of, ends_ms, sign_day
from tests.unit.protocol.federation import FIA, HUB, NOW, registry
from tests.unit.protocol.keys import key

MINUTE = 60_000
COUNTS = (
    Counted("", "assertion", "", False, 1),
    Counted("fia-1042", "case", "FIR:PB/LAHORE/ICHHRA/513/2024", False, 2),
)


def _day(number: int, previous: bytes, day: date, counts: tuple[Counted, ...]) -> SignedRefusals:
    stated = Stated(registry().federation_id, FIA, HUB, number, previous, day)
    return sign_day(key(f"{FIA} token"), build_day(stated, counts, ends_ms(day) + MINUTE))


@functools.cache
def told() -> tuple[SignedRefusals, SignedRefusals]:
    """Number 1, of two days before the question, and the silent day after it."""
    first = day_of(NOW) - timedelta(days=2)
    one = _day(1, FIRST, first, COUNTS)
    return one, _day(2, digest_of(one.payload), first + timedelta(days=1), ())


def submit_body() -> bytes:
    """The body of SubmitRefusals."""
    return SubmitRefusalsRequest(statement=told()[1]).SerializeToString(deterministic=True)


def example() -> dict[str, str]:
    """The values of this example in hex, by the names that the page gives them."""
    one, two = told()
    return {
        "refusals.payload": one.payload.hex(),
        "refusals.signature": one.signature.hex(),
        "refusals.sha256": digest_of(one.payload).hex(),
        "refusals.next": two.payload.hex(),
        "refusals.submit": submit_body().hex(),
    }
