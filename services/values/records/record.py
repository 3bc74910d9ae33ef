"""The record version: the unit of exchange."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Final, get_args

from services.values.records.case import CaseFile, CaseReference, InvestigationEvent, Party
from services.values.records.court import Charge, CompensationOrder, CourtEvent, ForeignRecord, Sentence
from services.values.records.custody import Bail, CustodyEvent
from services.values.records.listing import (
    ClaimAnswer,
    ListEntry,
    MisusedIdentity,
    Proclamation,
    ProtectionOrder,
    Referral,
    Review,
)
from services.values.records.movement import BorderCrossing
from services.values.records.statement import Statement
from services.values.records.subject import Subject
from services.values.records.voice import SILENT, Voice

Body = (
    CaseFile
    | Party
    | InvestigationEvent
    | CustodyEvent
    | Proclamation
    | Bail
    | Charge
    | CourtEvent
    | Sentence
    | CompensationOrder
    | ListEntry
    | BorderCrossing
    | Statement
    | MisusedIdentity
    | ForeignRecord
    | ProtectionOrder
    | Referral
    | ClaimAnswer
    | Review
)

_KINDS = {cls: re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper() for cls in get_args(Body)}


def kind_of(body: Body) -> str:
    """The record kind that a body stands for, such as ``CASE_FILE``."""
    return _KINDS[type(body)]


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of one record, as its owner states it.

    ``kind`` names the body (``CASE_FILE`` ...); ``role`` is the person's in this case and in no other;
    ``valid_from``/``valid_to`` ISO 8601, empty end while it lasts; ``clearance`` 0 to 3;
    ``previous_sha256`` 32 bytes, empty in version 1. ``voice`` is no part of what the owner states.
    """

    agency: str = ""
    record_id: str = ""
    version: int = 0
    previous_sha256: bytes = b""
    kind: str = ""
    status: str = ""
    handling: str = ""
    releasable_to: tuple[str, ...] = ()
    clearance: int = 0
    source_grade: str = ""
    information_grade: str = ""
    valid_from: str = ""
    valid_to: str = ""
    subject: Subject | None = None
    role: str = ""
    case_references: tuple[CaseReference, ...] = ()
    str_derived: bool = False
    status_note: str = ""
    body: Body | None = None
    voice: Voice = field(default=SILENT, compare=False)

    def spoken(self, voice: Voice) -> RecordVersion:
        """The same in a voice; ``dataclasses.replace`` takes twice as long, for every version that is read."""
        return RecordVersion(*(*_STATED(self), voice))

    @property
    def record_name(self) -> str:
        """The record's name, of every version: ``agencies/{agency}/records/{id}``."""
        return f"agencies/{self.agency}/records/{self.record_id}"

    @property
    def name(self) -> str:
        """This version's name: ``agencies/{agency}/records/{id}/versions/{n}``."""
        return f"agencies/{self.agency}/records/{self.record_id}/versions/{self.version}"

    @property
    def grade(self) -> str:
        """Source and information grade, such as ``B2``; ``-`` where one is not stated."""
        return (self.source_grade or "-") + (self.information_grade or "-")


_STATED: Final = attrgetter(*(each.name for each in fields(RecordVersion) if each.name != "voice"))
"""What an owner states, in its order."""
