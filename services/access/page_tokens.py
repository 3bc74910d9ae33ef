"""Page tokens: where the last page ended, sealed and bound to caller, query and registry version.

A token tells nothing, not even by its length, and is of use to nobody else. Each page is decided anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PageTokenInvalid, Violation
from services.signing.sealing import SealBroken, Sealer

DEFAULT: Final = 50
MAX_PAGE_SIZE: Final = 200
_PLAIN_BYTES: Final = 192
_LONGEST: Final = 512


def page_size(asked: int) -> int:
    """Items in a page: 50 where not stated. Raises InvalidArgument outside 0 to 200."""
    if not 0 <= asked <= MAX_PAGE_SIZE:
        raise InvalidArgument(Violation("page_size", "page-size", f"must be 0 to {MAX_PAGE_SIZE}"))
    return asked or DEFAULT


@dataclass(frozen=True, slots=True)
class Binding:
    """What a token is bound to: method, caller (agency, officer), what is asked, registry version."""

    method: str
    caller: Caller
    query: str
    registry_version: int

    def digest(self) -> bytes:
        """SHA-256 over all of it."""
        parts = [self.method, self.caller.agency, self.caller.officer, self.query, self.registry_version]
        return sha256(json.dumps(parts).encode()).digest()


def seal_place(sealer: Sealer, binding: Binding, *place: str | int) -> str:
    """A token for the place after which the next page starts."""
    plain = json.dumps(place).encode()
    return sealer.seal_text(plain.ljust(_PLAIN_BYTES), binding.digest())


def open_place(sealer: Sealer, binding: Binding, token: str) -> list[str | int]:
    """The place in a token; empty for an empty token. Raises PageTokenInvalid."""
    if not token:
        return []
    if len(token) > _LONGEST:
        raise PageTokenInvalid
    try:
        place: list[str | int] = json.loads(sealer.open_text(token, binding.digest()))
    except SealBroken:
        raise PageTokenInvalid from None
    return place
