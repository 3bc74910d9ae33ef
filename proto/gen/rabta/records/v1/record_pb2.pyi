from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.records.v1 import case_pb2 as _case_pb2
from rabta.records.v1 import court_pb2 as _court_pb2
from rabta.records.v1 import custody_pb2 as _custody_pb2
from rabta.records.v1 import listing_pb2 as _listing_pb2
from rabta.records.v1 import movement_pb2 as _movement_pb2
from rabta.records.v1 import statement_pb2 as _statement_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RecordKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_KIND_UNSPECIFIED: _ClassVar[RecordKind]
    RECORD_KIND_CASE_FILE: _ClassVar[RecordKind]
    RECORD_KIND_PARTY: _ClassVar[RecordKind]
    RECORD_KIND_INVESTIGATION_EVENT: _ClassVar[RecordKind]
    RECORD_KIND_CUSTODY_EVENT: _ClassVar[RecordKind]
    RECORD_KIND_PROCLAMATION: _ClassVar[RecordKind]
    RECORD_KIND_BAIL: _ClassVar[RecordKind]
    RECORD_KIND_CHARGE: _ClassVar[RecordKind]
    RECORD_KIND_COURT_EVENT: _ClassVar[RecordKind]
    RECORD_KIND_SENTENCE: _ClassVar[RecordKind]
    RECORD_KIND_COMPENSATION_ORDER: _ClassVar[RecordKind]
    RECORD_KIND_LIST_ENTRY: _ClassVar[RecordKind]
    RECORD_KIND_BORDER_CROSSING: _ClassVar[RecordKind]
    RECORD_KIND_STATEMENT: _ClassVar[RecordKind]
    RECORD_KIND_MISUSED_IDENTITY: _ClassVar[RecordKind]
    RECORD_KIND_FOREIGN_RECORD: _ClassVar[RecordKind]
    RECORD_KIND_PROTECTION_ORDER: _ClassVar[RecordKind]
    RECORD_KIND_REFERRAL: _ClassVar[RecordKind]
    RECORD_KIND_CLAIM_ANSWER: _ClassVar[RecordKind]
    RECORD_KIND_REVIEW: _ClassVar[RecordKind]

class RecordStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECORD_STATUS_UNSPECIFIED: _ClassVar[RecordStatus]
    RECORD_STATUS_ACTIVE: _ClassVar[RecordStatus]
    RECORD_STATUS_CORRECTED: _ClassVar[RecordStatus]
    RECORD_STATUS_WITHDRAWN: _ClassVar[RecordStatus]
    RECORD_STATUS_EXPUNGED: _ClassVar[RecordStatus]

class PartyRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PARTY_ROLE_UNSPECIFIED: _ClassVar[PartyRole]
    PARTY_ROLE_SUSPECT: _ClassVar[PartyRole]
    PARTY_ROLE_ACCUSED: _ClassVar[PartyRole]
    PARTY_ROLE_VICTIM: _ClassVar[PartyRole]
    PARTY_ROLE_WITNESS: _ClassVar[PartyRole]
    PARTY_ROLE_COMPLAINANT: _ClassVar[PartyRole]
    PARTY_ROLE_LISTED: _ClassVar[PartyRole]
RECORD_KIND_UNSPECIFIED: RecordKind
RECORD_KIND_CASE_FILE: RecordKind
RECORD_KIND_PARTY: RecordKind
RECORD_KIND_INVESTIGATION_EVENT: RecordKind
RECORD_KIND_CUSTODY_EVENT: RecordKind
RECORD_KIND_PROCLAMATION: RecordKind
RECORD_KIND_BAIL: RecordKind
RECORD_KIND_CHARGE: RecordKind
RECORD_KIND_COURT_EVENT: RecordKind
RECORD_KIND_SENTENCE: RecordKind
RECORD_KIND_COMPENSATION_ORDER: RecordKind
RECORD_KIND_LIST_ENTRY: RecordKind
RECORD_KIND_BORDER_CROSSING: RecordKind
RECORD_KIND_STATEMENT: RecordKind
RECORD_KIND_MISUSED_IDENTITY: RecordKind
RECORD_KIND_FOREIGN_RECORD: RecordKind
RECORD_KIND_PROTECTION_ORDER: RecordKind
RECORD_KIND_REFERRAL: RecordKind
RECORD_KIND_CLAIM_ANSWER: RecordKind
RECORD_KIND_REVIEW: RecordKind
RECORD_STATUS_UNSPECIFIED: RecordStatus
RECORD_STATUS_ACTIVE: RecordStatus
RECORD_STATUS_CORRECTED: RecordStatus
RECORD_STATUS_WITHDRAWN: RecordStatus
RECORD_STATUS_EXPUNGED: RecordStatus
PARTY_ROLE_UNSPECIFIED: PartyRole
PARTY_ROLE_SUSPECT: PartyRole
PARTY_ROLE_ACCUSED: PartyRole
PARTY_ROLE_VICTIM: PartyRole
PARTY_ROLE_WITNESS: PartyRole
PARTY_ROLE_COMPLAINANT: PartyRole
PARTY_ROLE_LISTED: PartyRole

class RecordVersion(_message.Message):
    __slots__ = ("agency", "record_id", "version", "previous_sha256", "kind", "status", "handling", "releasable_to", "clearance", "source_grade", "information_grade", "valid_from", "valid_to", "subject", "role", "case_references", "str_derived", "status_note", "case_file", "party", "investigation_event", "custody_event", "proclamation", "bail", "charge", "court_event", "sentence", "compensation_order", "list_entry", "border_crossing", "statement", "misused_identity", "foreign_record", "protection_order", "referral", "claim_answer", "review")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HANDLING_FIELD_NUMBER: _ClassVar[int]
    RELEASABLE_TO_FIELD_NUMBER: _ClassVar[int]
    CLEARANCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_GRADE_FIELD_NUMBER: _ClassVar[int]
    INFORMATION_GRADE_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CASE_REFERENCES_FIELD_NUMBER: _ClassVar[int]
    STR_DERIVED_FIELD_NUMBER: _ClassVar[int]
    STATUS_NOTE_FIELD_NUMBER: _ClassVar[int]
    CASE_FILE_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    INVESTIGATION_EVENT_FIELD_NUMBER: _ClassVar[int]
    CUSTODY_EVENT_FIELD_NUMBER: _ClassVar[int]
    PROCLAMATION_FIELD_NUMBER: _ClassVar[int]
    BAIL_FIELD_NUMBER: _ClassVar[int]
    CHARGE_FIELD_NUMBER: _ClassVar[int]
    COURT_EVENT_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    COMPENSATION_ORDER_FIELD_NUMBER: _ClassVar[int]
    LIST_ENTRY_FIELD_NUMBER: _ClassVar[int]
    BORDER_CROSSING_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    MISUSED_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    FOREIGN_RECORD_FIELD_NUMBER: _ClassVar[int]
    PROTECTION_ORDER_FIELD_NUMBER: _ClassVar[int]
    REFERRAL_FIELD_NUMBER: _ClassVar[int]
    CLAIM_ANSWER_FIELD_NUMBER: _ClassVar[int]
    REVIEW_FIELD_NUMBER: _ClassVar[int]
    agency: str
    record_id: str
    version: int
    previous_sha256: bytes
    kind: RecordKind
    status: RecordStatus
    handling: _purpose_pb2.HandlingCode
    releasable_to: _containers.RepeatedScalarFieldContainer[str]
    clearance: int
    source_grade: _purpose_pb2.SourceGrade
    information_grade: _purpose_pb2.InformationGrade
    valid_from: str
    valid_to: str
    subject: _subject_pb2.Subject
    role: PartyRole
    case_references: _containers.RepeatedCompositeFieldContainer[_case_pb2.CaseReference]
    str_derived: bool
    status_note: str
    case_file: _case_pb2.CaseFile
    party: _case_pb2.Party
    investigation_event: _case_pb2.InvestigationEvent
    custody_event: _custody_pb2.CustodyEvent
    proclamation: _listing_pb2.Proclamation
    bail: _custody_pb2.Bail
    charge: _court_pb2.Charge
    court_event: _court_pb2.CourtEvent
    sentence: _court_pb2.Sentence
    compensation_order: _court_pb2.CompensationOrder
    list_entry: _listing_pb2.ListEntry
    border_crossing: _movement_pb2.BorderCrossing
    statement: _statement_pb2.Statement
    misused_identity: _listing_pb2.MisusedIdentity
    foreign_record: _court_pb2.ForeignRecord
    protection_order: _listing_pb2.ProtectionOrder
    referral: _listing_pb2.Referral
    claim_answer: _listing_pb2.ClaimAnswer
    review: _listing_pb2.Review
    def __init__(self, agency: _Optional[str] = ..., record_id: _Optional[str] = ..., version: _Optional[int] = ..., previous_sha256: _Optional[bytes] = ..., kind: _Optional[_Union[RecordKind, str]] = ..., status: _Optional[_Union[RecordStatus, str]] = ..., handling: _Optional[_Union[_purpose_pb2.HandlingCode, str]] = ..., releasable_to: _Optional[_Iterable[str]] = ..., clearance: _Optional[int] = ..., source_grade: _Optional[_Union[_purpose_pb2.SourceGrade, str]] = ..., information_grade: _Optional[_Union[_purpose_pb2.InformationGrade, str]] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., subject: _Optional[_Union[_subject_pb2.Subject, _Mapping]] = ..., role: _Optional[_Union[PartyRole, str]] = ..., case_references: _Optional[_Iterable[_Union[_case_pb2.CaseReference, _Mapping]]] = ..., str_derived: _Optional[bool] = ..., status_note: _Optional[str] = ..., case_file: _Optional[_Union[_case_pb2.CaseFile, _Mapping]] = ..., party: _Optional[_Union[_case_pb2.Party, _Mapping]] = ..., investigation_event: _Optional[_Union[_case_pb2.InvestigationEvent, _Mapping]] = ..., custody_event: _Optional[_Union[_custody_pb2.CustodyEvent, _Mapping]] = ..., proclamation: _Optional[_Union[_listing_pb2.Proclamation, _Mapping]] = ..., bail: _Optional[_Union[_custody_pb2.Bail, _Mapping]] = ..., charge: _Optional[_Union[_court_pb2.Charge, _Mapping]] = ..., court_event: _Optional[_Union[_court_pb2.CourtEvent, _Mapping]] = ..., sentence: _Optional[_Union[_court_pb2.Sentence, _Mapping]] = ..., compensation_order: _Optional[_Union[_court_pb2.CompensationOrder, _Mapping]] = ..., list_entry: _Optional[_Union[_listing_pb2.ListEntry, _Mapping]] = ..., border_crossing: _Optional[_Union[_movement_pb2.BorderCrossing, _Mapping]] = ..., statement: _Optional[_Union[_statement_pb2.Statement, _Mapping]] = ..., misused_identity: _Optional[_Union[_listing_pb2.MisusedIdentity, _Mapping]] = ..., foreign_record: _Optional[_Union[_court_pb2.ForeignRecord, _Mapping]] = ..., protection_order: _Optional[_Union[_listing_pb2.ProtectionOrder, _Mapping]] = ..., referral: _Optional[_Union[_listing_pb2.Referral, _Mapping]] = ..., claim_answer: _Optional[_Union[_listing_pb2.ClaimAnswer, _Mapping]] = ..., review: _Optional[_Union[_listing_pb2.Review, _Mapping]] = ...) -> None: ...
