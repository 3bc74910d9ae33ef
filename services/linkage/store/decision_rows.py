"""A decision as the statements of the link store give it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.linkage.kept import MILLI, NOT_COMPARED, SCORED
from services.values.network import LinkDecision, NodeKey


def decision_of(row: Iterable[Any]) -> LinkDecision:
    """Columns of a decision, its model's name and thousandths of a bit, its parts."""
    name, one, other, *rest, model, millibits, parts = row
    scoring = "" if model is None else SCORED if model else NOT_COMPARED
    said = (*rest, model or "", (millibits or 0) / MILLI, scoring, tuple((parts or "").split()))
    return LinkDecision(name, NodeKey("SUBJECT", one), NodeKey("SUBJECT", other), *said)
