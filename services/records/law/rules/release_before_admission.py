"""Nobody leaves a prison before entering it: impossible, so refused.

Judged within one stay: versions that share a number of the prison's register. Without such a number, within
one owner's versions of the case, and only where nothing at all put the person into custody before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from services.records.law.rule import CASE, REFUSE, Custody, Dossier, Finding, Rule
from services.values.case_references import text_form

_ENTERING: Final = frozenset({"ADMISSION", "ARREST", "RECAPTURE", "POLICE_REMAND", "JUDICIAL_REMAND", "PRODUCTION"})
_REGISTERS: Final = frozenset({"PRISON_UNDER_TRIAL", "PRISON_CONVICT"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Releases that lie wholly before every admission of their stay."""
    stays: dict[tuple[str, str], list[Custody]] = {}
    for custody in dossier.custody():
        for register in _registers(custody) or ("",):
            stays.setdefault((custody.owner, register), []).append(custody)
    for (_, register), events in stays.items():
        yield from _within(events, frozenset({"ADMISSION", "RECAPTURE"}) if register else _ENTERING)


def _registers(custody: Custody) -> tuple[str, ...]:
    return tuple(text_form(r) for r in custody.record.case_references if r.type in _REGISTERS)


def _within(events: Iterable[Custody], entering: frozenset[str]) -> Iterator[Finding]:
    entries = [c for c in events if c.body.type in entering]
    admissions = [c for c in entries if c.body.type == "ADMISSION"]
    if not admissions:
        return
    first = min(entries, key=lambda c: c.when.first_ms)
    for custody in events:
        if custody.body.type == "RELEASE" and custody.when.last_ms < first.when.first_ms:
            field = "custody_event.at"
            yield Finding(custody.version, field, "released before being admitted", (first.version,), field)


RULE = Rule("release-before-admission", "chronology", REFUSE, CASE, frozenset({"CUSTODY_EVENT"}), check)
