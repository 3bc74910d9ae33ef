"""An arrest that nothing follows: no production, remand, admission or release within 24 hours (CrPC s. 61)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.absence import Due, absence
from services.records.law.liberty import BEFORE_MAGISTRATE, FREEING
from services.records.law.rule import Dossier, Finding

_DAY_MS: Final = 24 * 3_600_000


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's last arrest that no paper of custody follows, where no bail is seen.

    A further paper of an arrest, of a person who was produced and not set free since, is no arrest.
    """
    if dossier.at_home("BAIL"):
        return
    held, last = False, None
    for each in dossier.custody():
        if each.version in dossier.strange:
            continue
        if each.body.type == "ARREST":
            last = last if held else each
        elif each.body.type in BEFORE_MAGISTRATE | FREEING:
            held, last = each.body.type in BEFORE_MAGISTRATE, None
    if last is not None and last.owner == dossier.authority.owner:
        text = "no production before a Magistrate seen within 24 hours of the arrest (journey excluded by law)"
        yield Due(last.when.last_ms + _DAY_MS, Finding(last.version, "custody_event.at", text))


ABSENCE = absence("production-missing", "CrPC s. 61", frozenset({"CUSTODY_EVENT"}), due)
RULE = ABSENCE.rule
