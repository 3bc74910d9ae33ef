"""A bundle whose frame holds: what the later steps judge by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rabta.signing.v1.evidence_pb2 import Evidence
from rabta.signing.v1.header_pb2 import SigHeader

from audit.entry import OpenEntry
from services.evidence import line
from services.membership.registry import Registry
from services.membership.rows import KeyRow


@dataclass(frozen=True, slots=True)
class Case:
    """Verified registry, request and answer; ``entry`` is the opened log entry, None while only promised.

    ``papers``: files that are given beside the bundle, by name.
    """

    evidence: Evidence
    registry: Registry
    request: SigHeader
    request_sha256: bytes
    system: KeyRow
    answer: SigHeader
    entry: OpenEntry | None
    papers: Mapping[str, bytes]

    @property
    def agency(self) -> str:
        """Who asked, as voucher."""
        return line.agency(self.request.issuer)

    @property
    def server(self) -> str:
        """Who answered, as voucher."""
        return line.server(self.answer.issuer, self.registry)

    @property
    def moment_ms(self) -> int:
        """When the hub judged the call; while that is not known, when the agency says it asked."""
        return self.entry.time_ms if self.entry else self.request.iat_ms
