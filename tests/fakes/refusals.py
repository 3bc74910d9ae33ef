"""Statements of issuers, well made and otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rabta.signing.v1.refusals_pb2 import RefusalDay, SignedRefusals

from services.signing.pae import REFUSALS, pae
from services.signing.refusals import FIRST, Counted, Stated, build_day, digest_of, ends_ms, sign_day
from services.signing.signer import Signer

CASE = "FIR:PB/LAHORE/ICHHRA/512/2024"
ONE = (Counted("fia-1042", "case", CASE, False, 3), Counted("", "form", "", False, 7))


def stated(day: date, number: int = 1, previous: bytes = FIRST, **more: Any) -> Stated:
    return replace(Stated(bytes(31) + b"f", "pk.fia", "pk.hub", number, previous, day), **more)


def payload(day: date, counts: Iterable[Counted] = ONE, number: int = 1, previous: bytes = FIRST, **more: Any) -> bytes:
    return build_day(stated(day, number, previous, **more), counts, ends_ms(day))


def spoilt(raw: bytes, key: Signer, **changes: Any) -> SignedRefusals:
    """Any fields changed, signed well over what it then is."""
    said = RefusalDay.FromString(raw)
    for name, value in changes.items():
        setattr(said, name, value)
    changed = said.SerializeToString(deterministic=True)
    return SignedRefusals(payload=changed, kid=key.kid, signature=key.sign(pae(REFUSALS, changed)))


def chain(key: Signer, first: date, number: int, counts: Iterable[Counted] = ONE, **more: Any) -> list[SignedRefusals]:
    """So many days in a row."""
    made: list[SignedRefusals] = []
    previous = FIRST
    told = tuple(counts)
    for place in range(number):
        raw = payload(first + timedelta(days=place), told, place + 1, previous, **more)
        made.append(sign_day(key, raw))
        previous = digest_of(raw)
    return made
