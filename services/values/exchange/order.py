"""An order to erase one record."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.history import SignedPageHeader, SignedVersion


@dataclass(frozen=True, slots=True)
class ErasureOrder:
    """``id``: 16 bytes. ``record``: its name. ``proof``, ``page``: the owner's last version; None for a recall."""

    id: bytes = b""
    record: str = ""
    kind: str = ""
    proof: SignedVersion | None = None
    page: SignedPageHeader | None = None
    agreement: str = ""
    given_ms: int = 0
    due_ms: int = 0
