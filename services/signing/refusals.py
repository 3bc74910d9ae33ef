"""What an agency's token issuer says of one day: whom it refused a token, why and for which case.

Canonical like SigHeader, and chained: each statement names the digest of the one before it, and a silent day has one
without counts, so that a day that is missing or was written anew is seen. Format: docs/protocol.md, "An issuer's
refusals".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final, NamedTuple

from rabta.signing.v1.refusals_pb2 import RefusalCount, RefusalDay, SignedRefusals

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import BadSignature, PublicKey
from services.signing.pae import REFUSALS, pae
from services.signing.signer import Signer

__all__ = ["Counted", "RefusalDay", "SignedRefusals", "Stated", "StatementError", "sign_day", "verify_day"]

FIRST: Final = bytes(32)
MAX_COUNTS: Final = 5000
MAX_BYTES: Final = 1_900_000
MAX_OFFICER, MAX_CASE = 128, 200
REASON: Final = re.compile(r"[a-z][a-z_-]{0,31}", re.ASCII)
MAX_COUNT: Final = (1 << 32) - 1


class StatementError(RabtaError, ValueError):
    """A statement breaks a rule; ``field`` names where, such as ``counts[3].reason``; empty: as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"statement of refusals: {field or 'form'}")
        self.field = field


class Counted(NamedTuple):
    """``times``: how many. ``beyond``: the case, or officer and case, is left out for the bounds of a day."""

    officer: str
    reason: str
    case: str
    beyond: bool
    times: int


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a statement stands in its issuer's chain. ``day``: UTC; ``previous_sha256``: ``FIRST`` for number 1."""

    federation_id: bytes
    agency: str
    audience: str
    number: int
    previous_sha256: bytes
    day: date


def day_of(now_ms: int) -> date:
    """The day, UTC, as the log's days are."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).date()


def ends_ms(day: date) -> int:
    """First millisecond after a day."""
    return int(datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC).timestamp()) * 1000


def build_day(stated: Stated, counts: Iterable[Counted], time_ms: int) -> bytes:
    """Payload to be signed; StatementError where a reader would refuse it."""
    said = RefusalDay(
        format=1,
        federation_id=stated.federation_id,
        agency=stated.agency,
        audience=stated.audience,
        number=stated.number,
        previous_sha256=stated.previous_sha256,
        day=stated.day.isoformat(),
        counts=[
            RefusalCount(
                officer=one.officer, reason=one.reason, case_reference=one.case, beyond=one.beyond, count=one.times
            )
            for one in sorted(counts)
        ],
        time_ms=time_ms,
    )
    payload = said.SerializeToString(deterministic=True)
    parse_day(payload)
    return payload


def sign_day(key: Signer, payload: bytes) -> SignedRefusals:
    """The payload under a token key."""
    return SignedRefusals(payload=payload, kid=key.kid, signature=key.sign(pae(REFUSALS, payload)))


def digest_of(payload: bytes) -> bytes:
    """SHA-256 of the bytes as signed: what the next statement names."""
    return sha256(payload).digest()


def parse_day(payload: bytes) -> RefusalDay:
    """Statement from its bytes as signed, canonical form only; StatementError names the field that is wrong."""
    try:
        said = canonical(RefusalDay, payload, MAX_BYTES)
    except NotCanonical:
        raise StatementError("") from None
    _check(said)
    return said


def verify_day(key: PublicKey, signed: SignedRefusals) -> RefusalDay:
    """Statement once its signature holds; BadSignature, or StatementError on its form.

    That ``key`` is a token key of the statement's agency, good at its time, is for the registry to say.
    """
    key.verify(signed.signature, pae(REFUSALS, signed.payload))
    if signed.kid != key.kid:
        raise BadSignature
    return parse_day(signed.payload)


def date_of(said: RefusalDay) -> date:
    """The day that the statement is about, in UTC. The statement has been parsed."""
    return date.fromisoformat(said.day)


def _check(said: RefusalDay) -> None:
    _require(said.format == 1, "format")
    for field in ("federation_id", "previous_sha256"):
        _require(len(getattr(said, field)) == 32, field)
    for field in ("agency", "audience"):
        _require(0 < len(getattr(said, field)) <= 64, field)
    _require(said.number > 0, "number")
    _require((said.number == 1) == (said.previous_sha256 == FIRST), "previous_sha256")
    _require(_is_day(said.day), "day")
    _require(said.time_ms >= ends_ms(date_of(said)), "time_ms")
    _require(len(said.counts) <= MAX_COUNTS, "counts")
    for place, one in enumerate(said.counts):
        _check_count(one, f"counts[{place}]")
    rows = [(one.officer, one.reason, one.case_reference, one.beyond) for one in said.counts]
    _require(all(first < second for first, second in pairwise(rows)), "counts")


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-01-01") and "2000" <= text[:4] <= "9998" and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check_count(one: RefusalCount, where: str) -> None:
    _require(len(one.officer) <= MAX_OFFICER and one.officer.isascii(), f"{where}.officer")
    _require(REASON.fullmatch(one.reason), f"{where}.reason")
    _require(len(one.case_reference.encode()) <= MAX_CASE, f"{where}.case_reference")
    _require(not one.case_reference or (one.officer and not one.beyond), f"{where}.case_reference")
    _require(one.count > 0, f"{where}.count")


def _require(holds: object, field: str) -> None:
    if not holds:
        raise StatementError(field)
