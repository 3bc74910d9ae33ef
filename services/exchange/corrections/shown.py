"""One proposal as its owner, its proposer or oversight sees it."""

from __future__ import annotations

from services.exchange.corrections.states import Proposal, standing
from services.exchange.desk.shown import asker_of, desk_to_call
from services.membership.registry import Registry
from services.values.exchange import Correction, CorrectionDocument, FieldCorrection
from services.vocabulary.corrections import CorrectionState


def shown(proposal: Proposal, registry: Registry, now_ms: int, *, whole: bool = True) -> Correction:
    """``whole``: with what the record says and should say, which oversight needs not to know of a silence."""
    now, last = standing(proposal, now_ms), proposal.said[-1] if proposal.said else None
    answered = now.state == CorrectionState.CORRECTED and last is not None
    return Correction(
        id=proposal.id,
        record=proposal.record,
        version=proposal.version,
        owner=proposal.owner,
        proposer=asker_of(proposal, registry),
        held=proposal.held,
        fields=_fields(proposal, whole=whole),
        basis=proposal.basis,
        document=_document(proposal),
        reason=proposal.reason if whole else "",
        proposed_ms=proposal.asked_ms,
        state=now.state,
        said_ms=last.at_ms if last else 0,
        due_ms=now.due_ms,
        reminded=now.reminded,
        escalation=now.escalation or "",
        rejection=last.rejection if last else "",
        answered_by=f"{proposal.record}/versions/{last.version}" if answered and last else "",
        desk=desk_to_call(proposal.owner, registry, escalated=now.escalation is not None),
    )


def _fields(proposal: Proposal, *, whole: bool) -> tuple[FieldCorrection, ...]:
    return tuple(
        FieldCorrection(each.path, each.problem, *((each.reads, each.should_read) if whole else ()))
        for each in proposal.fields
    )


def _document(proposal: Proposal) -> CorrectionDocument:
    issuer, number, dated, sha256 = proposal.document
    return CorrectionDocument(issuer, number, dated, bytes.fromhex(sha256))
