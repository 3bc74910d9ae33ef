"""Corrections that others propose to the owner of a record: a row a field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import hit_pb2 as hit

from services.listing.part import Part, reached, word
from services.tables.times import shown

COLUMNS: Final = ("correction", "record", "proposed by", "field", "reads", "should read", "state", "due", "call")


def corrections(found: Iterable[correction.Correction]) -> Part:
    """Corrections as they stand."""
    return Part("Corrections", COLUMNS, [row for each in found for row in _rows(each)])


def _rows(one: correction.Correction) -> list[tuple[str, ...]]:
    told = f", {word(hit.Escalation, one.escalation)} told" if one.escalation else ""
    because = f": {word(correction.CorrectionRejection, one.rejection)}" if one.rejection else ""
    reminded = ", reminded" if one.reminded and not told else ""
    state = word(correction.CorrectionState, one.state) + because + reminded + told
    whole = (" ".join(filter(None, (state, one.answered_by))), shown(one.due_ms), reached(one.desk))
    by = f"{one.proposer.agency} {one.proposer.officer} {one.proposer.case.key}"
    wrong = (
        (f"{each.path} {word(correction.FieldProblem, each.problem)}", each.reads, each.should_read)
        for each in one.fields
    )
    return [(one.id, one.record, by, *each, *whole) for each in wrong]
