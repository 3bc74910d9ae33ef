"""Offences under special laws cannot be compounded (CrPC s. 345(7), Sched. II "offences against other laws").

A composition keeps the standing of an acquittal, which a court alone takes away; it is flagged where every section
of the case is of the PTPA or the POSM.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.vocabulary.steps import EventType

_SPECIAL: Final = frozenset({"PTPA", "POSM"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compositions under sections of these Acts alone: their own sections, else those of the case."""
    for event in dossier.events(EventType.COMPOUNDED_345):
        sections = event.sections or dossier.sections()
        if sections and all(section.statute in _SPECIAL for section in sections):
            text = "compounded, though the Act charged is not compoundable; the standing is the court's to change"
            yield Finding(event.version, "court_event.type", text)


RULE = Rule("composition-not-compoundable", "CrPC s. 345(7)", FLAG, CASE, frozenset({"COURT_EVENT"}), check)
