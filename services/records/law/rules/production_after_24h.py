"""An arrested person is produced before a Magistrate within 24 hours, journey excluded (CrPC s. 61).

The Constitution says the same in Art. 10(2). Flagged where the two dates leave no room for less than 24
hours; a missing production is no evidence, since a reader may hold only part of the papers. A second paper of an
arrest, of a man who was produced and not set free since, is no arrest. Preventive detention (Art. 10(3)) has other
clocks, and no record kind here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from services.records.law.liberty import BEFORE_MAGISTRATE, FREEING
from services.records.law.rule import CASE, FLAG, Custody, Dossier, Finding, Rule

_DAY_MS: Final = 24 * 3_600_000
_ENDING: Final = BEFORE_MAGISTRATE | {"ARREST", "RELEASE", "ESCAPE", "DEATH"}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Each first production that came more than 24 hours after its arrest.

    An agency without a say in the case is judged by its own papers beside those of who has one, and judges nobody else.
    """
    home = [each for each in dossier.custody() if each.version not in dossier.strange]
    yield from _of(home)
    for agency in sorted({each.owner for each in dossier.custody() if each.version in dossier.strange}):
        seen = [each for each in dossier.custody() if each.version not in dossier.strange or each.owner == agency]
        yield from (found for found in _of(seen) if found.version in dossier.strange)


def _of(custody: Sequence[Custody]) -> Iterator[Finding]:
    held = False
    for index, arrest in enumerate(custody):
        if arrest.body.type in BEFORE_MAGISTRATE:
            held = True
        elif arrest.body.type in FREEING:
            held = False
        elif arrest.body.type == "ARREST" and not held:
            step = next((c for c in custody[index + 1 :] if c.body.type in _ENDING), None)
            if step is not None and _late(arrest, step):
                text = "first before a Magistrate more than 24 hours after arrest (journey excluded by law)"
                yield Finding(step.version, "custody_event.at", text, (arrest.version,))


def _late(arrest: Custody, step: Custody) -> bool:
    return step.body.type in BEFORE_MAGISTRATE and step.when.first_ms - arrest.when.last_ms > _DAY_MS


RULE = Rule("production-after-24h", "CrPC s. 61", FLAG, CASE, frozenset({"CUSTODY_EVENT"}), check)
