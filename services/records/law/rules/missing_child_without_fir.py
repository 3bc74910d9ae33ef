"""A missing child is written into the FIR book like a cognizable offence (ZARRA Act 2020 s. 9; CrPC s. 154)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule

_WITHOUT_BOOK: Final = frozenset({"CHILD_PROTECTION", "COURT", "PRISON", "PROBATION", "BORDER"})
"""Kinds of agency that keep no FIR book: their own report asks for none."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """Missing-child reports in a case without any FIR number."""
    if any(
        ref.type == "FIR"
        for record in dossier.records
        if record.name not in dossier.strange
        for ref in record.case_references
    ):
        return
    for record in dossier.of("CASE_FILE"):
        missing = any(ref.type == "MISSING_CHILD" for ref in record.case_references)
        if missing and record.voice.kind not in _WITHOUT_BOOK:
            yield Finding(record.name, "case_references", "missing child reported, no FIR registered")


RULE = Rule("missing-child-without-fir", "ZARRA Act 2020 s. 9", FLAG, CASE, frozenset({"CASE_FILE"}), check)
