"""Messages to values and back: ``read_x`` of what is asked, ``write_x`` of what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rabta.access.v1.purpose_pb2 import Purpose
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import BreakGlassState, LogEntry, Notice, Receipt
from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from services.oversight.app.finding import Kept, Sought
from services.oversight.app.refusals import Sought as SoughtDays
from services.oversight.domain import Session
from services.oversight.ports import Found, Statement
from services.signing.refusals import SignedRefusals

if TYPE_CHECKING:
    from audit.client import Entries, Receipts
    from services.oversight.app.break_glass import Notices
    from services.oversight.app.finding import ReadPage
    from services.oversight.app.refusals import RefusalPage


def write_receipts(found: Receipts) -> pb.GetReceiptsResponse:
    """Receipts with their proofs; an index that is not the caller's own or not covered yet comes without entry."""
    message = pb.GetReceiptsResponse(
        checkpoint=found.checkpoint,
        consistency=found.consistency,
        registry_index=found.registry_index,
        registry_path=found.registry_path,
    )
    for one in found.receipts:
        receipt = Receipt(index=one.index)
        if one.open:
            receipt.entry.CopyFrom(
                EntryReceipt(
                    inclusion=LeafProof(index=one.index, path=one.path),
                    open=one.open,
                    open_salt=one.open_salt,
                    sealed_sha256=one.sealed_sha256,
                )
            )
        message.receipts.append(receipt)
    return message


def write_entries(found: Entries) -> pb.GetEntriesResponse:
    """Entries with both parts, their proofs and the wrapped month keys."""
    message = pb.GetEntriesResponse(checkpoint=found.checkpoint)
    for one in found.entries:
        message.entries.append(
            LogEntry(
                index=one.index,
                leaf=one.leaf,
                open=one.open,
                open_salt=one.open_salt,
                sealed=one.sealed,
                sealed_salt=one.sealed_salt,
                stored=one.stored,
            )
        )
        message.paths.add(hashes=one.path)
    for key in found.keys:
        message.month_keys.add(agency=key.agency, month=key.month, wrapped=key.wrapped)
    return message


def write_opened(session: Session) -> pb.OpenBreakGlassResponse:
    """A session as its opener learns of it."""
    return pb.OpenBreakGlassResponse(break_glass=session.id, expires_ms=session.expires_ms)


def read_verdict(request: pb.ReviewBreakGlassRequest) -> str:
    """Name without prefix; empty where none was given."""
    name = pb.ReviewVerdict.Name(request.verdict).removeprefix("REVIEW_VERDICT_")
    return "" if name == "UNSPECIFIED" else name


def read_purpose(request: pb.ListNoticesRequest) -> str:
    """Name without prefix; empty for any."""
    name = Purpose.Name(request.purpose).removeprefix("PURPOSE_")
    return "" if name == "UNSPECIFIED" else name


def _state(session: Session, now_ms: int) -> BreakGlassState:
    return cast(BreakGlassState, BreakGlassState.Value(f"BREAK_GLASS_STATE_{session.state(now_ms)}"))


def write_reviewed(session: Session, now_ms: int) -> pb.ReviewBreakGlassResponse:
    """A session's state after a review or a closing."""
    return pb.ReviewBreakGlassResponse(state=_state(session, now_ms))


def write_notices(page: Notices, now_ms: int) -> pb.ListNoticesResponse:
    """One page of sessions, each in its state at ``now_ms``."""
    message = pb.ListNoticesResponse(next_page_token=page.more)
    for session in page.sessions:
        message.notices.append(
            Notice(
                break_glass=session.id,
                agency=session.agency,
                officer=session.officer,
                justification=session.justification,
                opened_ms=session.opened_ms,
                expires_ms=session.expires_ms,
                state=_state(session, now_ms),
            )
        )
    return message


def read_sought(request: pb.FindReadsRequest) -> Sought:
    """What is asked for, its paging apart."""
    return Sought(request.record, request.officer, request.selector, request.refused, request.from_ms, request.to_ms)


def write_reads(page: ReadPage) -> pb.FindReadsResponse:
    """One page of calls as the caller may know them, and how far the log was looked through."""
    message = pb.FindReadsResponse(next_page_token=page.more, seen_size=page.seen, log_size=page.size)
    for one in page.reads:
        entry = one.entry
        message.reads.add(
            **_call(one),
            legal_basis=entry.legal_basis,
            case_reference=entry.case_reference,
            reason=entry.reason,
            break_glass=entry.break_glass,
            records=entry.records,
        )
    return message


def _call(one: Found) -> dict[str, Any]:
    """What every row says of a call: where it stands in the log, when, who asked, how and why."""
    entry = one.entry
    return {
        "index": one.leaf,
        "origin": one.origin,
        "time_ms": entry.time_ms,
        "agency": entry.agency,
        "officer": entry.officer,
        "method": entry.method,
        "purpose": entry.purpose,
        "query_class": entry.query_class,
    }


def read_kept(request: pb.FindWithheldRequest) -> Kept:
    """What is asked for, its paging apart."""
    return Kept(request.agency, request.from_ms, request.to_ms)


def write_withheld(page: ReadPage) -> pb.FindWithheldResponse:
    """One page of calls with what each was not shown, by owner and cause."""
    message = pb.FindWithheldResponse(next_page_token=page.more, seen_size=page.seen, log_size=page.size)
    for one in page.reads:
        call = message.calls.add(**_call(one))
        for part in one.withheld:
            call.withheld.add(owner=part.owner, cause=part.cause, count=part.count)
    return message


def read_days(request: pb.FindRefusalsRequest) -> SoughtDays:
    """What is asked for, its paging apart."""
    return SoughtDays(request.agency, request.from_day, request.to_day)


def write_refusals(page: RefusalPage) -> pb.FindRefusalsResponse:
    """One page of statements as they were signed, and how far each issuer told."""
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
    return message


def write_kept(kept: Statement) -> pb.SubmitRefusalsResponse:
    """Which statement the hub holds now."""
    return pb.SubmitRefusalsResponse(number=kept.number, sha256=kept.sha256)
