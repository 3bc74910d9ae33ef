"""AuditService on the wire: decode, use case, encode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rabta.audit.v1 import audit_service_pb2 as pb

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from services.access.errors import InvalidArgument, NotFound, Violation
from services.edge.call import Call, Handler
from services.edge.decode import decode
from services.oversight import wire
from services.oversight.app import Oversight, admit
from services.oversight.errors import LogUnavailable
from services.oversight.finding import Finding
from services.oversight.reads_store import ReadIndex
from services.oversight.refusals import RefusalReports
from services.oversight.refusals_store import RefusalsTold

SERVICE = "/rabta.audit.v1.AuditService"
RECEIPTS, ENTRIES = 500, 256
BEYOND = "is beyond the newest head that a quorum of witnesses has seen"


@dataclass(frozen=True, slots=True)
class AuditRpc:
    """Handlers over the use cases and the log's client."""

    app: Oversight
    finding: Finding
    log: Callable[[], AuditClient | None]

    def client(self) -> AuditClient:
        """The live connection to the log. Raises LogUnavailable."""
        client = self.log()
        if client is None:
            raise LogUnavailable
        return client

    async def get_receipts(self, call: Call, raw: bytes) -> bytes:
        """Own entries with their proofs."""
        request = decode(pb.GetReceiptsRequest, raw)
        if len(request.indexes) > RECEIPTS:
            raise InvalidArgument(Violation("indexes", "count", f"at most {RECEIPTS}"))
        try:
            found = await self.client().receipts(
                list(request.indexes), call.agency, request.known_size, request.registry_version
            )
        except (AuditGone, AuditNotNow):
            raise LogUnavailable from None
        except AuditNever:
            raise InvalidArgument(Violation("known_size", "range", BEYOND)) from None
        if request.known_size > found.size:
            raise InvalidArgument(Violation("known_size", "range", BEYOND))
        return wire.receipts(found)

    async def get_entries(self, call: Call, raw: bytes) -> bytes:
        """A contiguous range of the log, for oversight."""
        request = decode(pb.GetEntriesRequest, raw)
        admit(call.inquiry(), "LOG_READ")
        if not 1 <= request.count <= ENTRIES:
            raise InvalidArgument(Violation("count", "range", f"1 to {ENTRIES}"))
        try:
            found = await self.client().entries(request.start, request.count)
        except (AuditGone, AuditNotNow):
            raise LogUnavailable from None
        except AuditNever:
            raise NotFound from None
        if not found.entries:
            raise NotFound
        return wire.entries(found)

    async def open_break_glass(self, call: Call, raw: bytes) -> bytes:
        """A session of at most four hours."""
        request = decode(pb.OpenBreakGlassRequest, raw)
        admit(call.inquiry(), "BREAK_GLASS_OPEN")
        return wire.opened(self.app.open(call.inquiry(), request.justification, request.request_id))

    async def review_break_glass(self, call: Call, raw: bytes) -> bytes:
        """Another person's finding."""
        request = decode(pb.ReviewBreakGlassRequest, raw)
        admit(call.inquiry(), "BREAK_GLASS_REVIEW")
        verdict = wire.verdict(request)
        session = self.app.review(call.inquiry(), request.break_glass, verdict, request.comment)
        return wire.reviewed(session, call.now_ms)

    async def list_notices(self, call: Call, raw: bytes) -> bytes:
        """Sessions that concern the caller's agency."""
        request = decode(pb.ListNoticesRequest, raw)
        admit(call.inquiry(), "NOTICE_READ")
        version = call.snapshot.registry.version
        asked = call.inquiry(), wire.purpose(request), request.page_token, request.page_size
        return wire.notices(self.app.notices(*asked, version), call.now_ms)

    async def find_reads(self, call: Call, raw: bytes) -> bytes:
        """Who read what."""
        request = decode(pb.FindReadsRequest, raw)
        registry = call.snapshot.registry
        page = request.page_token, request.page_size, registry.version
        return wire.reads(await self.finding.find(call.inquiry(), registry.log.origin, wire.sought(request), *page))

    async def find_withheld(self, call: Call, raw: bytes) -> bytes:
        """Which calls were not shown something."""
        request = decode(pb.FindWithheldRequest, raw)
        registry = call.snapshot.registry
        page = request.page_token, request.page_size, registry.version
        return wire.withheld(
            await self.finding.withheld(call.inquiry(), registry.log.origin, wire.kept(request), *page)
        )


@dataclass(frozen=True, slots=True)
class RefusalsRpc:
    """Handlers over what issuers told."""

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
        page = request.page_token, request.page_size
        sought = wire.sought_days(request)
        return wire.refusals(self.reports.find(call.inquiry(), call.snapshot.registry, sought, *page))


def routes(
    app: Oversight, index: ReadIndex, told: RefusalsTold, log: Callable[[], AuditClient | None]
) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc = AuditRpc(app, Finding(index, app.tokens, log), log)
    refusals = RefusalsRpc(RefusalReports(told, app.tokens))
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
