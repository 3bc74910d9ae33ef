"""The nouns of offender records: frozen values that mirror `proto/rabta/records/v1`, field for field.

Pure; may import nothing. Enum facts are plain strings without prefix, ``""`` for unspecified;
times are milliseconds since the epoch, dates in bodies ISO 8601 text, money paisa.
"""

from services.records.domain.case import CaseFile, CaseReference, InvestigationEvent, Party, Section
from services.records.domain.court import Charge, CompensationOrder, CourtEvent, Extract, ForeignRecord, Sentence
from services.records.domain.custody import Bail, CustodyEvent
from services.records.domain.exchange import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsRequest,
    ListVersionsResponse,
    PageLeaf,
    RefusedVersion,
    SearchRequest,
    SearchResponse,
    Selector,
    SubjectMatch,
    SubmitPageRequest,
    SubmitPageResponse,
)
from services.records.domain.history import (
    Action,
    Banner,
    CaseStanding,
    Conflict,
    ConflictSide,
    Desk,
    Flag,
    History,
    Hit,
    SignedPageHeader,
    SignedVersion,
    TimelineEntry,
    VersionProof,
    VisibleVersion,
)
from services.records.domain.listing import (
    ClaimAnswer,
    ListEntry,
    MisusedIdentity,
    Proclamation,
    ProtectionOrder,
    Referral,
    Review,
)
from services.records.domain.movement import BorderCrossing
from services.records.domain.record import OFFENDER_ROLES, PROTECTED_ROLES, Body, RecordVersion, kind_of
from services.records.domain.statement import Statement
from services.records.domain.subject import Birth, Identifier, Name, Subject
from services.records.domain.voice import SILENT, Voice

__all__ = [
    "OFFENDER_ROLES",
    "PROTECTED_ROLES",
    "SILENT",
    "Action",
    "Bail",
    "Banner",
    "Birth",
    "Body",
    "BorderCrossing",
    "CaseFile",
    "CaseReference",
    "CaseStanding",
    "Charge",
    "ClaimAnswer",
    "CompensationOrder",
    "Conflict",
    "ConflictSide",
    "CourtEvent",
    "CustodyEvent",
    "Desk",
    "Extract",
    "Flag",
    "ForeignRecord",
    "GetHistoryRequest",
    "GetHistoryResponse",
    "GetRecordRequest",
    "GetRecordResponse",
    "History",
    "Hit",
    "Identifier",
    "InvestigationEvent",
    "ListEntry",
    "ListVersionsRequest",
    "ListVersionsResponse",
    "MisusedIdentity",
    "Name",
    "PageLeaf",
    "Party",
    "Proclamation",
    "ProtectionOrder",
    "RecordVersion",
    "Referral",
    "RefusedVersion",
    "Review",
    "SearchRequest",
    "SearchResponse",
    "Section",
    "Selector",
    "Sentence",
    "SignedPageHeader",
    "SignedVersion",
    "Statement",
    "Subject",
    "SubjectMatch",
    "SubmitPageRequest",
    "SubmitPageResponse",
    "TimelineEntry",
    "VersionProof",
    "VisibleVersion",
    "Voice",
    "kind_of",
]
