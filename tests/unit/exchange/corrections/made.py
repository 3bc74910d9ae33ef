"""Proposals as tests make them."""

from __future__ import annotations

from services.exchange.corrections.states import Document, Field, Proposal, Said
from services.values.exchange import CorrectionDocument, FieldCorrection
from services.vocabulary.corrections import CorrectionBasis, CorrectionState, FieldProblem
from tests.unit.exchange.hits.made import ASKER, NOW, OWNER, RECORD

PATH = "subject.birth.earliest"
FIELDS = (FieldCorrection(PATH, "WRONG", "1985-03-04", "1986-03-04"),)
DOCUMENT = CorrectionDocument("Union Council 14, Lahore", "B/1986/114", "1986-04-01", bytes(32))


def proposal(*said: Said, held: bool = False) -> Proposal:
    return Proposal(
        id="proposal-1", record=RECORD, version=2, owner=OWNER, agency=ASKER, officer="fia-1042", case_type="FIR",
        case_key="FIA/LAHORE/AHTC/7/2024", held=held,
        fields=(Field(PATH, FieldProblem.WRONG, "1985-03-04", "1986-03-04"),),
        basis=CorrectionBasis.REGISTER, document=Document("Union Council 14", "B/1986/114", "1986-04-01", "ab" * 32),
        reason="پیدائش کا اندراج", asked_ms=NOW, said=said,
    )  # fmt: skip


def word(state: CorrectionState, at_ms: int = NOW, version: int = 0) -> Said:
    rejection = "NOT_PROVEN" if state == CorrectionState.REJECTED else ""
    return Said(state, at_ms, OWNER, "sd-3090", rejection, version or 3 * (state == CorrectionState.CORRECTED))
