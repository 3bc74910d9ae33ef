"""No woman is remanded to police custody but in a case of qatl or dacoity (CrPC s. 167(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.values.records import Section

_QATL_OR_DACOITY: Final = frozenset(
    ["302", "303", "311", "312", "316", "319", "391", "395", "396", "397", "399", "400", "402"]
)
_NUMBER: Final = re.compile(r"\d+")


def check(dossier: Dossier) -> Iterator[Finding]:
    """Police remands of a woman, where the sections of the case are known and none is of qatl or dacoity."""
    sections = dossier.sections()
    if not sections or any(map(_spared, sections)):
        return
    for custody in dossier.custody():
        subject = custody.record.subject
        if custody.body.type == "POLICE_REMAND" and subject is not None and subject.gender == "F":
            yield Finding(custody.version, "custody_event.type", "a woman in police custody, no qatl or dacoity")


def _spared(section: Section) -> bool:
    number = _NUMBER.match(section.provision)
    return section.statute == "PPC" and number is not None and number[0] in _QATL_OR_DACOITY


RULE = Rule("woman-in-police-custody", "CrPC s. 167(5)", FLAG, CASE, frozenset({"CUSTODY_EVENT"}), check)
