"""One proposal as text that a store can seal, and back. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from services.exchange.corrections.states import Document, Field, Proposal, Said
from services.vocabulary.corrections import CorrectionBasis, CorrectionRejection, CorrectionState, FieldProblem


def written(proposal: Proposal) -> str:
    """JSON of all of it."""
    return json.dumps(asdict(proposal), ensure_ascii=False)


def read(text: str) -> Proposal:
    """The proposal that :func:`written` made a text of."""
    made = Proposal(**json.loads(text))
    return replace(
        made,
        fields=tuple(Field(path, FieldProblem(problem), *texts) for path, problem, *texts in made.fields),
        basis=CorrectionBasis(made.basis),
        document=Document(*made.document),
        said=tuple(_said(*each) for each in made.said),
    )


def _said(word: str, at_ms: int, agency: str, officer: str, rejection: str, version: int) -> Said:
    why = CorrectionRejection(rejection) if rejection else ""
    return Said(CorrectionState(word), at_ms, agency, officer, why, version)
