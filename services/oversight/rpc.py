"""AuditService on the wire: decode, use case, encode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rabta.audit.v1 import audit_service_pb2 as pb

from services.edge.call import Call, Handler
from services.edge.encode import encode
from services.oversight import wire
from services.oversight.app.break_glass import Oversight
from services.oversight.app.finding import Finding
from services.oversight.app.log_reading import LogReading
from services.oversight.app.refusals import RefusalReports
from services.values.encoding.strict import decode

SERVICE: Final = "/rabta.audit.v1.AuditService"


@dataclass(frozen=True, slots=True)
class AuditRpc:
    """Handlers over the log, who looked, and sessions."""

    app: Oversight
    finding: Finding
    log: LogReading

    async def get_receipts(self, call: Call, raw: bytes) -> bytes:
        """Own entries with their proofs."""
        request = decode(pb.GetReceiptsRequest, raw)
        asked = request.indexes, request.known_size, request.registry_version
        return encode(wire.write_receipts(await self.log.receipts(call.agency, *asked)))

    async def get_entries(self, call: Call, raw: bytes) -> bytes:
        """A contiguous range of the log, for oversight."""
        request = decode(pb.GetEntriesRequest, raw)
        return encode(wire.write_entries(await self.log.entries(call.inquiry(), request.start, request.count)))

    async def open_break_glass(self, call: Call, raw: bytes) -> bytes:
        """A session of at most four hours."""
        request = decode(pb.OpenBreakGlassRequest, raw)
        return encode(wire.write_opened(await self.app.open(call.inquiry(), request.justification, request.request_id)))

    async def review_break_glass(self, call: Call, raw: bytes) -> bytes:
        """What another person finds of a session: its state after a review or a closing."""
        request = decode(pb.ReviewBreakGlassRequest, raw)
        said = request.break_glass, wire.read_verdict(request), request.comment
        return encode(wire.write_reviewed(await self.app.review(call.inquiry(), *said), call.now_ms))

    async def list_notices(self, call: Call, raw: bytes) -> bytes:
        """Sessions that concern the caller's agency."""
        request = decode(pb.ListNoticesRequest, raw)
        page = request.page_token, request.page_size, call.snapshot.registry.version
        found = await self.app.notices(call.inquiry(), wire.read_purpose(request), *page)
        return encode(wire.write_notices(found, call.now_ms))

    async def find_reads(self, call: Call, raw: bytes) -> bytes:
        """One page of who read what, as far as the caller may know."""
        request = decode(pb.FindReadsRequest, raw)
        registry = call.snapshot.registry
        asked = registry.log.origin, wire.read_sought(request), request.page_token, request.page_size
        return encode(wire.write_reads(await self.finding.find(call.inquiry(), *asked, registry.version)))

    async def find_withheld(self, call: Call, raw: bytes) -> bytes:
        """Which calls were not shown something."""
        request = decode(pb.FindWithheldRequest, raw)
        registry = call.snapshot.registry
        asked = registry.log.origin, wire.read_kept(request), request.page_token, request.page_size
        return encode(wire.write_withheld(await self.finding.withheld(call.inquiry(), *asked, registry.version)))


@dataclass(frozen=True, slots=True)
class RefusalsRpc:
    """Handlers over what issuers told."""

    reports: RefusalReports

    async def submit(self, call: Call, raw: bytes) -> bytes:
        """One day of the caller's own issuer."""
        request = decode(pb.SubmitRefusalsRequest, raw)
        brought = call.snapshot.registry, call.now_ms, request.statement, call.trail
        return encode(wire.write_kept(await self.reports.submit(call.agency, *brought)))

    async def find(self, call: Call, raw: bytes) -> bytes:
        """One page of what issuers told, and how far each told."""
        request = decode(pb.FindRefusalsRequest, raw)
        asked = call.snapshot.registry, wire.read_days(request), request.page_token, request.page_size
        return encode(wire.write_refusals(await self.reports.find(call.inquiry(), *asked)))


def routes(app: Oversight, finding: Finding, log: LogReading, reports: RefusalReports) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc, refusals = AuditRpc(app, finding, log), RefusalsRpc(reports)
    return {
        f"{SERVICE}/GetReceipts": rpc.get_receipts,
        f"{SERVICE}/GetEntries": rpc.get_entries,
        f"{SERVICE}/OpenBreakGlass": rpc.open_break_glass,
        f"{SERVICE}/ReviewBreakGlass": rpc.review_break_glass,
        f"{SERVICE}/ListNotices": rpc.list_notices,
        f"{SERVICE}/FindReads": rpc.find_reads,
        f"{SERVICE}/FindWithheld": rpc.find_withheld,
        f"{SERVICE}/SubmitRefusals": refusals.submit,
        f"{SERVICE}/FindRefusals": refusals.find,
    }
