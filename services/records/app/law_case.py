"""The cited case as questions of law look at it: the records of it that the caller may read, and the law itself."""

from __future__ import annotations

from typing import Final

from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.case_records import case_records
from services.records.app.context import Context
from services.records.case_law_port import CaseLaw
from services.records.law.rule import Dossier
from services.records.statement_port import NoLawError
from services.vocabulary.access import Permission
from services.vocabulary.records import RecordKind

_SPEAKING: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.INVESTIGATION_EVENT,
        RecordKind.CUSTODY_EVENT,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
    }
)
"""Kinds that date an act or a step, charge somebody, or say how old they are."""


async def law_case(context: Context, inquiry: Inquiry) -> Dossier:
    """Its records, of one moment. Raises the gates' refusals, StorageUnavailable."""
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.LAW_READ)
        return Dossier(await case_records(context, view, ask, _SPEAKING), inquiry.now_ms)


def law_of(context: Context) -> CaseLaw:
    """The law. Raises NoLawError on a node that was put together without it."""
    if context.case_law is None:
        raise NoLawError
    return context.case_law
