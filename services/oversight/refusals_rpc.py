"""Refusals of issuers on the wire: decode, use case, encode."""

from __future__ import annotations

from dataclasses import dataclass

from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.signing.v1.refusals_pb2 import SignedRefusals

from services.edge.call import Call
from services.edge.decode import decode
from services.oversight.refusals import RefusalPage, RefusalReports, Sought


@dataclass(frozen=True, slots=True)
class RefusalsRpc:
    """Handlers over the use cases."""

    reports: RefusalReports

    async def submit(self, call: Call, raw: bytes) -> bytes:
        """One day of the caller's own issuer."""
        request = decode(pb.SubmitRefusalsRequest, raw)
        registry = call.snapshot.registry
        kept = self.reports.submit(call.agency, registry, call.now_ms, request.statement, call.trail)
        answer = pb.SubmitRefusalsResponse(number=kept.number, sha256=kept.sha256)
        return answer.SerializeToString(deterministic=True)

    async def find(self, call: Call, raw: bytes) -> bytes:
        """What issuers told."""
        request = decode(pb.FindRefusalsRequest, raw)
        sought = Sought(request.agency, request.from_day, request.to_day)
        page = request.page_token, request.page_size
        return _written(self.reports.find(call.inquiry(), call.snapshot.registry, sought, *page))


def _written(page: RefusalPage) -> bytes:
    message = pb.FindRefusalsResponse(next_page_token=page.more)
    for one in page.statements:
        message.told.add(
            statement=SignedRefusals.FromString(one.signed),
            received_ms=one.received_ms,
            agency=one.agency,
            number=one.number,
            day=one.day,
            sha256=one.sha256,
        )
    for standing, late in page.told:
        message.standings.add(
            agency=standing.agency,
            number=standing.number,
            last_day=standing.last_day,
            missing=standing.missing,
            altered=standing.altered,
            late=late,
        )
    return message.SerializeToString(deterministic=True)
