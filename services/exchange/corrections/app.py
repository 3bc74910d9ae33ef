"""Use cases: what is wrong in a record is proposed to its owner, who decides; and each side's list.

Whoever proposes must themself see the record, now. Whoever may not is answered as of a record that is not there, and so
is who names a proposal that is not theirs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from services.access.errors import InvalidArgument, NotFound, Violation
from services.exchange.corrections.checks import (
    check_reason,
    checked_basis,
    checked_decision,
    checked_document,
    checked_fields,
)
from services.exchange.corrections.ports import Records
from services.exchange.corrections.shown import shown
from services.exchange.corrections.states import Document, Field, Proposal, Said, after
from services.exchange.desk.asked import Asked, act_of, oversees
from services.exchange.desk.listing import Listing
from services.exchange.desk.ports import Requests
from services.signing.sealing import Sealer
from services.values.exchange import (
    Correction,
    DecideCorrectionRequest,
    ListCorrectionsRequest,
    ListCorrectionsResponse,
    ProposeCorrectionRequest,
)
from services.vocabulary.access import Permission
from services.vocabulary.corrections import CorrectionBasis, CorrectionState

METHOD: Final = "ListCorrections"
MAX_WAITING: Final = 3
"""Proposals of one agency about one record that may wait for its owner (P)."""
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Corrections:
    """Over the proposals and the records. ``tokens`` seals page tokens."""

    proposals: Requests[Proposal]
    records: Records
    tokens: Sealer

    async def propose(self, asked: Asked, request: ProposeCorrectionRequest) -> Correction:
        """Say to an owner what is wrong in a record of theirs.

        Raises the gates' refusals, InvalidArgument, NotFound, RequestIdReused, TooManyWaiting, DeskUnavailable.
        """
        fields, basis = checked_fields(request), checked_basis(request.basis)
        document = checked_document(request.document)
        check_reason(request.reason)
        act = act_of(asked, request.request_id)
        version = await self.records.seen(asked.inquiry, Permission.CORRECTION_PROPOSE, request.record)
        made = _new(asked, request, version, fields, basis, document)
        if made.owner == made.agency:
            raise InvalidArgument(Violation("record", "own-record", "is the agency's own: it writes the next version"))
        return shown(await self.proposals.ask(made, act, MAX_WAITING), asked.registry, asked.inquiry.now_ms)

    async def answer(self, asked: Asked, request: DecideCorrectionRequest) -> Correction:
        """What the owner says of it; a version that answers it is there before it is named.

        Raises the gates' refusals, InvalidArgument, NotFound, OutOfOrder, RequestIdReused, DeskUnavailable.
        """
        word, rejection = checked_decision(request)
        act, inquiry = act_of(asked, request.request_id), asked.inquiry
        owner = inquiry.caller.agency
        await self.records.admit(inquiry, Permission.CORRECTION_DECIDE)
        held = await self.proposals.get(request.id)
        if held is None:
            raise NotFound
        _check_owned(held, owner)
        if held.record not in await self.records.others(inquiry, Permission.CORRECTION_DECIDE, [held.record]):
            raise NotFound
        if word == CorrectionState.CORRECTED and not await self.records.has_version(held.record, request.version):
            raise InvalidArgument(Violation("version", "no-version", "is no version of the record"))
        said = Said(word, inquiry.now_ms, owner, inquiry.caller.officer, rejection, request.version)
        kept = await self.proposals.say(
            held.id, lambda proposal: _check_owned(proposal, owner), lambda proposal: after(proposal, said), act
        )
        if kept is None:
            raise NotFound
        return shown(kept, asked.registry, inquiry.now_ms)

    async def list(self, asked: Asked, request: ListCorrectionsRequest) -> ListCorrectionsResponse:
        """One page, oldest first. What the reader may not know of now is left out as if it were not there.

        Raises the gates' refusals, InvalidArgument, PageTokenInvalid, DeskUnavailable.
        """
        listing = Listing(self.proposals, self.records, self.tokens, METHOD, Permission.CORRECTION_PROPOSE)
        page = await listing.page(asked, request.page_size, request.page_token, answered=request.answered)
        now_ms, whole = asked.inquiry.now_ms, not oversees(asked.inquiry)
        told = tuple(shown(each, asked.registry, now_ms, whole=whole) for each in page.requests)
        return ListCorrectionsResponse(told, page.more)


def _new(
    asked: Asked,
    request: ProposeCorrectionRequest,
    version: int,
    fields: tuple[Field, ...],
    basis: CorrectionBasis,
    document: Document,
) -> Proposal:
    caller = asked.inquiry.caller
    return Proposal(
        id=secrets.token_urlsafe(_ID_BYTES),
        record=request.record,
        version=version,
        owner=request.record.split("/")[1],
        agency=caller.agency,
        officer=caller.officer,
        case_type=caller.case_type,
        case_key=caller.case_key,
        held=request.held,
        fields=fields,
        basis=basis,
        document=document,
        reason=request.reason,
        asked_ms=asked.inquiry.now_ms,
    )


def _check_owned(proposal: Proposal, agency: str) -> None:
    """Raise NotFound for a proposal about another agency's record."""
    if proposal.owner != agency:
        raise NotFound
