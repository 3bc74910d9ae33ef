"""Bytes of requests to what the use cases take, and what they give to bytes of answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from rabta.access.v1.purpose_pb2 import Purpose
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import BreakGlassState, LogEntry, Notice, Receipt
from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from services.edge.encode import encode
from services.oversight.app.finding import Kept, Sought
from services.oversight.app.refusals import Sought as SoughtDays
from services.oversight.domain import Session
from services.oversight.ports import Found, Statement
from services.signing.refusals import SignedRefusals
from services.values.encoding.strict import decode

if TYPE_CHECKING:
    from audit.client import Entries, Receipts
    from services.oversight.app.break_glass import Notices
    from services.oversight.app.finding import ReadPage
    from services.oversight.app.refusals import RefusalPage


T = TypeVar("T")


class Asked(NamedTuple, Generic[T]):
    """``what`` is asked for, and which page: the token that the last one gave (empty: the first), and rows at most."""

    what: T
    page_token: str
    page_size: int


class AskedReceipts(NamedTuple):
    """Entries whose receipts are asked for; the size of the tree and the registry's version that the caller knows."""

    indexes: Sequence[int]
    known_size: int
    registry_version: int


class AskedEntries(NamedTuple):
    """``number`` entries of the log from ``start`` on."""

    start: int
    number: int


class Opening(NamedTuple):
    """Why the glass is broken, and the caller's id of this request."""

    justification: str
    request_id: str


class Review(NamedTuple):
    """Id of a session, and what its reviewer says of it; ``verdict`` is empty where none was given."""

    session: str
    verdict: str
    comment: str


def decode_receipts(raw: bytes) -> AskedReceipts:
    """Which receipts are asked for."""
    said = decode(pb.GetReceiptsRequest, raw)
    return AskedReceipts(said.indexes, said.known_size, said.registry_version)


def decode_entries(raw: bytes) -> AskedEntries:
    """Which entries are asked for."""
    said = decode(pb.GetEntriesRequest, raw)
    return AskedEntries(said.start, said.count)


def encode_receipts(found: Receipts) -> bytes:
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
    return encode(message)


def encode_entries(found: Entries) -> bytes:
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
    return encode(message)


def encode_opened(session: Session, now_ms: int) -> bytes:
    """A session as its opener learns of it."""
    message = pb.OpenBreakGlassResponse(break_glass=session.id, expires_ms=session.expires_ms)
    message.state, message.second_until_ms = _state(session, now_ms), session.second_until_ms()
    return encode(message)


def decode_second(raw: bytes) -> str:
    """Which session the caller joins."""
    return decode(pb.SecondBreakGlassRequest, raw).break_glass


def encode_joined(session: Session, now_ms: int) -> bytes:
    """A session's state once a second person has joined it."""
    return encode(pb.SecondBreakGlassResponse(state=_state(session, now_ms)))


def decode_consent(raw: bytes) -> str:
    """To which session oversight consents."""
    return decode(pb.ConsentBreakGlassRequest, raw).break_glass


def encode_consented(session: Session, now_ms: int) -> bytes:
    """A session's state and end once oversight has consented."""
    return encode(pb.ConsentBreakGlassResponse(state=_state(session, now_ms), expires_ms=session.expires_ms))


def decode_opening(raw: bytes) -> Opening:
    """What an officer says who opens a session."""
    said = decode(pb.OpenBreakGlassRequest, raw)
    return Opening(said.justification, said.request_id)


def decode_review(raw: bytes) -> Review:
    """What a reviewer says of a session."""
    said = decode(pb.ReviewBreakGlassRequest, raw)
    return Review(said.break_glass, _word(pb.ReviewVerdict.Name(said.verdict), "REVIEW_VERDICT_"), said.comment)


def decode_notices(raw: bytes) -> Asked[str]:
    """Sessions of which purpose are asked for; empty for any."""
    said = decode(pb.ListNoticesRequest, raw)
    return Asked(_word(Purpose.Name(said.purpose), "PURPOSE_"), said.page_token, said.page_size)


def _word(name: str, prefix: str) -> str:
    word = name.removeprefix(prefix)
    return "" if word == "UNSPECIFIED" else word


def _state(session: Session, now_ms: int) -> BreakGlassState:
    return cast(BreakGlassState, BreakGlassState.Value(f"BREAK_GLASS_STATE_{session.state(now_ms)}"))


def encode_reviewed(session: Session, now_ms: int) -> bytes:
    """A session's state after a review."""
    return encode(pb.ReviewBreakGlassResponse(state=_state(session, now_ms)))


def encode_notices(page: Notices, now_ms: int) -> bytes:
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
                second=session.second,
            )
        )
    for month, sessions in page.months:
        message.months.add(month=month, sessions=sessions)
    return encode(message)


def decode_reads(raw: bytes) -> Asked[Sought]:
    """Which reads are asked for."""
    said = decode(pb.FindReadsRequest, raw)
    sought = Sought(said.record, said.officer, said.selector, said.refused, said.from_ms, said.to_ms)
    return Asked(sought, said.page_token, said.page_size)


def encode_reads(page: ReadPage) -> bytes:
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
    for counted in page.years:
        message.years.add(year=counted.year, kind=counted.kind, calls=counted.calls)
    return encode(message)


def _call(one: Found) -> dict[str, object]:
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


def decode_withheld(raw: bytes) -> Asked[Kept]:
    """Of whom and when it is asked what was withheld."""
    said = decode(pb.FindWithheldRequest, raw)
    return Asked(Kept(said.agency, said.from_ms, said.to_ms), said.page_token, said.page_size)


def encode_withheld(page: ReadPage) -> bytes:
    """One page of calls with what each was not shown, by owner and cause."""
    message = pb.FindWithheldResponse(next_page_token=page.more, seen_size=page.seen, log_size=page.size)
    for one in page.reads:
        call = message.calls.add(**_call(one))
        for part in one.withheld:
            call.withheld.add(owner=part.owner, cause=part.cause, count=part.count)
    return encode(message)


def decode_refusals(raw: bytes) -> Asked[SoughtDays]:
    """Of whom and which days refusals are asked for."""
    said = decode(pb.FindRefusalsRequest, raw)
    return Asked(SoughtDays(said.agency, said.from_day, said.to_day), said.page_token, said.page_size)


def decode_statement(raw: bytes) -> SignedRefusals:
    """One day of an issuer, as it signed it."""
    return decode(pb.SubmitRefusalsRequest, raw).statement


def encode_refusals(page: RefusalPage) -> bytes:
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
    return encode(message)


def encode_kept(kept: Statement) -> bytes:
    """Which statement the hub holds now."""
    return encode(pb.SubmitRefusalsResponse(number=kept.number, sha256=kept.sha256))
