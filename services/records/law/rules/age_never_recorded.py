"""No birth of an accused is recorded anywhere: nobody may be taken for an adult by silence (JJSA 2018 s. 8).

The owner states an age within seven days; the days are this project's policy (P).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.absence import Due, absence
from services.records.law.ages import in_case, recorded
from services.records.law.rule import Dossier, Finding
from services.values.dates import span_or_none
from services.vocabulary.protection import OFFENDER_ROLES, is_numbers_of_case

_DAYS_MS: Final = 7 * 86_400_000


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's first paper about an accused of whom no word that counts states an age; late from its own day.

    A stranger's bare word does not count: it neither makes them an adult nor ends what the owner has to do.
    """
    about = [
        r
        for r in dossier.records
        if r.subject is not None and r.role in OFFENDER_ROLES and not is_numbers_of_case(r.role, r.kind)
    ]
    owner = dossier.authority.owner
    if recorded(in_case(about, (), dossier.authority, accused=True), owner):
        return
    own = sorted((r for r in about if r.agency == owner), key=lambda r: (r.valid_from, r.name))
    since = span_or_none(own[0].valid_from) if own else None
    if since is not None:
        text = "age never recorded: state an age and what it rests on"
        yield Due(since.last_ms + _DAYS_MS, Finding(own[0].name, "subject.birth", text))


ABSENCE = absence("age-never-recorded", "JJSA 2018 s. 8", frozenset(), due)
RULE = ABSENCE.rule
