"""AuditService: decode, use case, encode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.edge.call import Call, Handler
from services.oversight import wire
from services.oversight.app.break_glass import Oversight
from services.oversight.app.finding import Finding
from services.oversight.app.log_reading import LogReading
from services.oversight.app.refusals import RefusalReports

SERVICE: Final = "/rabta.audit.v1.AuditService"


@dataclass(frozen=True, slots=True)
class AuditRpc:
    """Handlers over the log, who looked, and sessions."""

    app: Oversight
    finding: Finding
    log: LogReading

    async def get_receipts(self, call: Call, raw: bytes) -> bytes:
        """Own entries with their proofs."""
        return wire.encode_receipts(await self.log.receipts(call.agency, *wire.decode_receipts(raw)))

    async def get_entries(self, call: Call, raw: bytes) -> bytes:
        """A contiguous range of the log, for oversight."""
        return wire.encode_entries(await self.log.entries(call.inquiry(), *wire.decode_entries(raw)))

    async def open_break_glass(self, call: Call, raw: bytes) -> bytes:
        """A session of at most four hours."""
        return wire.encode_opened(await self.app.open(call.inquiry(), *wire.decode_opening(raw)), call.now_ms)

    async def second_break_glass(self, call: Call, raw: bytes) -> bytes:
        """An officer of another agency joins a session."""
        return wire.encode_joined(await self.app.second(call.inquiry(), wire.decode_second(raw)), call.now_ms)

    async def consent_break_glass(self, call: Call, raw: bytes) -> bytes:
        """Oversight consents to a session."""
        return wire.encode_consented(await self.app.consent(call.inquiry(), wire.decode_consent(raw)), call.now_ms)

    async def review_break_glass(self, call: Call, raw: bytes) -> bytes:
        """Oversight's review of a session: its state after it."""
        return wire.encode_reviewed(await self.app.review(call.inquiry(), *wire.decode_review(raw)), call.now_ms)

    async def list_notices(self, call: Call, raw: bytes) -> bytes:
        """Sessions of the caller's agency, and the months in which others read its records."""
        asked = wire.decode_notices(raw)
        found = await self.app.notices(call.inquiry(), *asked, call.snapshot.registry.version)
        return wire.encode_notices(found, call.now_ms)

    async def find_reads(self, call: Call, raw: bytes) -> bytes:
        """One page of who read what, as far as the caller may know."""
        asked, snapshot = wire.decode_reads(raw), call.snapshot
        found = await self.finding.find(call.inquiry(), snapshot.log.origin, *asked, snapshot.registry.version)
        return wire.encode_reads(found)

    async def find_withheld(self, call: Call, raw: bytes) -> bytes:
        """Which calls were not shown something."""
        asked, snapshot = wire.decode_withheld(raw), call.snapshot
        found = await self.finding.withheld(call.inquiry(), snapshot.log.origin, *asked, snapshot.registry.version)
        return wire.encode_withheld(found)


@dataclass(frozen=True, slots=True)
class RefusalsRpc:
    """Handlers over what issuers told."""

    reports: RefusalReports

    async def submit(self, call: Call, raw: bytes) -> bytes:
        """One day of the caller's own issuer."""
        brought = call.snapshot.registry, call.now_ms, wire.decode_statement(raw), call.trail
        return wire.encode_kept(await self.reports.submit(call.agency, *brought))

    async def find(self, call: Call, raw: bytes) -> bytes:
        """One page of what issuers told, and how far each told."""
        asked = wire.decode_refusals(raw)
        return wire.encode_refusals(await self.reports.find(call.inquiry(), call.snapshot.registry, *asked))


def routes(app: Oversight, finding: Finding, log: LogReading, reports: RefusalReports) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc, refusals = AuditRpc(app, finding, log), RefusalsRpc(reports)
    return {
        f"{SERVICE}/GetReceipts": rpc.get_receipts,
        f"{SERVICE}/GetEntries": rpc.get_entries,
        f"{SERVICE}/OpenBreakGlass": rpc.open_break_glass,
        f"{SERVICE}/SecondBreakGlass": rpc.second_break_glass,
        f"{SERVICE}/ConsentBreakGlass": rpc.consent_break_glass,
        f"{SERVICE}/ReviewBreakGlass": rpc.review_break_glass,
        f"{SERVICE}/ListNotices": rpc.list_notices,
        f"{SERVICE}/FindReads": rpc.find_reads,
        f"{SERVICE}/FindWithheld": rpc.find_withheld,
        f"{SERVICE}/SubmitRefusals": refusals.submit,
        f"{SERVICE}/FindRefusals": refusals.find,
    }
