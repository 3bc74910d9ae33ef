"""The nouns of offender records: frozen values that mirror `proto/rabta/records/v1`, field for field.

Pure; may import nothing. Enum facts are plain strings without prefix, ``""`` for unspecified;
times are milliseconds since the epoch, dates in bodies ISO 8601 text, money paisa.
"""

from services.records.domain.case import CaseFile, CaseReference, InvestigationEvent, Party, Section
from services.records.domain.court import Charge, CompensationOrder, CourtEvent, ForeignRecord, Sentence
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
from services.records.domain.listing import ListEntry, MisusedIdentity, Proclamation, ProtectionOrder
from services.records.domain.movement import BorderCrossing
from services.records.domain.record import OFFENDER_ROLES, PROTECTED_ROLES, Body, RecordVersion, kind_of
from services.records.domain.statement import Statement
from services.records.domain.subject import Birth, Identifier, Name, Subject

__all__ = [
    "OFFENDER_ROLES",
    "PROTECTED_ROLES",
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
    "CompensationOrder",
    "Conflict",
    "ConflictSide",
    "CourtEvent",
    "CustodyEvent",
    "Desk",
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
    "RefusedVersion",
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
    "kind_of",
]
