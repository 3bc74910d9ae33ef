"""An arrest that nothing follows: no production, remand, admission or release within 24 hours (CrPC s. 61)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.absence import Due, absence
from services.records.rule import Dossier, Finding

_DAY_MS: Final = 24 * 3_600_000
_FOLLOWS: Final = frozenset(
    {"PRODUCTION", "POLICE_REMAND", "JUDICIAL_REMAND", "ADMISSION", "RELEASE", "ESCAPE", "DEATH"}
)


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's last arrest, where no paper of custody comes after it and no bail is seen."""
    custody = dossier.custody()
    arrests = [each for each in custody if each.body.type == "ARREST" and each.owner == dossier.authority.owner]
    if not arrests or dossier.of("BAIL") or any(each.body.type in _FOLLOWS for each in custody):
        return
    text = "no production before a Magistrate seen within 24 hours of the arrest (journey excluded by law)"
    yield Due(arrests[-1].when.last_ms + _DAY_MS, Finding(arrests[-1].version, "custody_event.at", text))


ABSENCE = absence("production-missing", "CrPC s. 61", frozenset({"CUSTODY_EVENT"}), due)
RULE = ABSENCE.rule
