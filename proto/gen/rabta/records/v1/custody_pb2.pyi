from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CustodyType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CUSTODY_TYPE_UNSPECIFIED: _ClassVar[CustodyType]
    CUSTODY_TYPE_ARREST: _ClassVar[CustodyType]
    CUSTODY_TYPE_PRODUCTION: _ClassVar[CustodyType]
    CUSTODY_TYPE_POLICE_REMAND: _ClassVar[CustodyType]
    CUSTODY_TYPE_JUDICIAL_REMAND: _ClassVar[CustodyType]
    CUSTODY_TYPE_ADMISSION: _ClassVar[CustodyType]
    CUSTODY_TYPE_TRANSFER: _ClassVar[CustodyType]
    CUSTODY_TYPE_REMISSION: _ClassVar[CustodyType]
    CUSTODY_TYPE_PAROLE: _ClassVar[CustodyType]
    CUSTODY_TYPE_PROBATION: _ClassVar[CustodyType]
    CUSTODY_TYPE_ESCAPE: _ClassVar[CustodyType]
    CUSTODY_TYPE_RECAPTURE: _ClassVar[CustodyType]
    CUSTODY_TYPE_RELEASE: _ClassVar[CustodyType]
    CUSTODY_TYPE_DEATH: _ClassVar[CustodyType]

class ReleaseReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELEASE_REASON_UNSPECIFIED: _ClassVar[ReleaseReason]
    RELEASE_REASON_BAIL: _ClassVar[ReleaseReason]
    RELEASE_REASON_ACQUITTED: _ClassVar[ReleaseReason]
    RELEASE_REASON_SENTENCE_SERVED: _ClassVar[ReleaseReason]
    RELEASE_REASON_SENTENCE_SUSPENDED: _ClassVar[ReleaseReason]
    RELEASE_REASON_DISCHARGED: _ClassVar[ReleaseReason]
    RELEASE_REASON_COURT_ORDER: _ClassVar[ReleaseReason]
    RELEASE_REASON_REMISSION: _ClassVar[ReleaseReason]
    RELEASE_REASON_DIVERTED: _ClassVar[ReleaseReason]
    RELEASE_REASON_OTHER: _ClassVar[ReleaseReason]

class BailType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BAIL_TYPE_UNSPECIFIED: _ClassVar[BailType]
    BAIL_TYPE_PRE_ARREST_INTERIM: _ClassVar[BailType]
    BAIL_TYPE_PRE_ARREST_CONFIRMED: _ClassVar[BailType]
    BAIL_TYPE_POST_ARREST: _ClassVar[BailType]
    BAIL_TYPE_PROTECTIVE: _ClassVar[BailType]
    BAIL_TYPE_REFUSED: _ClassVar[BailType]
    BAIL_TYPE_CANCELLED: _ClassVar[BailType]
    BAIL_TYPE_FORFEITED: _ClassVar[BailType]
CUSTODY_TYPE_UNSPECIFIED: CustodyType
CUSTODY_TYPE_ARREST: CustodyType
CUSTODY_TYPE_PRODUCTION: CustodyType
CUSTODY_TYPE_POLICE_REMAND: CustodyType
CUSTODY_TYPE_JUDICIAL_REMAND: CustodyType
CUSTODY_TYPE_ADMISSION: CustodyType
CUSTODY_TYPE_TRANSFER: CustodyType
CUSTODY_TYPE_REMISSION: CustodyType
CUSTODY_TYPE_PAROLE: CustodyType
CUSTODY_TYPE_PROBATION: CustodyType
CUSTODY_TYPE_ESCAPE: CustodyType
CUSTODY_TYPE_RECAPTURE: CustodyType
CUSTODY_TYPE_RELEASE: CustodyType
CUSTODY_TYPE_DEATH: CustodyType
RELEASE_REASON_UNSPECIFIED: ReleaseReason
RELEASE_REASON_BAIL: ReleaseReason
RELEASE_REASON_ACQUITTED: ReleaseReason
RELEASE_REASON_SENTENCE_SERVED: ReleaseReason
RELEASE_REASON_SENTENCE_SUSPENDED: ReleaseReason
RELEASE_REASON_DISCHARGED: ReleaseReason
RELEASE_REASON_COURT_ORDER: ReleaseReason
RELEASE_REASON_REMISSION: ReleaseReason
RELEASE_REASON_DIVERTED: ReleaseReason
RELEASE_REASON_OTHER: ReleaseReason
BAIL_TYPE_UNSPECIFIED: BailType
BAIL_TYPE_PRE_ARREST_INTERIM: BailType
BAIL_TYPE_PRE_ARREST_CONFIRMED: BailType
BAIL_TYPE_POST_ARREST: BailType
BAIL_TYPE_PROTECTIVE: BailType
BAIL_TYPE_REFUSED: BailType
BAIL_TYPE_CANCELLED: BailType
BAIL_TYPE_FORFEITED: BailType

class CustodyEvent(_message.Message):
    __slots__ = ("type", "at", "place", "days", "release_reason", "note", "court", "warrant_no")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    RELEASE_REASON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    WARRANT_NO_FIELD_NUMBER: _ClassVar[int]
    type: CustodyType
    at: str
    place: str
    days: int
    release_reason: ReleaseReason
    note: str
    court: str
    warrant_no: str
    def __init__(self, type: _Optional[_Union[CustodyType, str]] = ..., at: _Optional[str] = ..., place: _Optional[str] = ..., days: _Optional[int] = ..., release_reason: _Optional[_Union[ReleaseReason, str]] = ..., note: _Optional[str] = ..., court: _Optional[str] = ..., warrant_no: _Optional[str] = ...) -> None: ...

class Bail(_message.Message):
    __slots__ = ("type", "at", "court", "surety_minor", "note")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    SURETY_MINOR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    type: BailType
    at: str
    court: str
    surety_minor: int
    note: str
    def __init__(self, type: _Optional[_Union[BailType, str]] = ..., at: _Optional[str] = ..., court: _Optional[str] = ..., surety_minor: _Optional[int] = ..., note: _Optional[str] = ...) -> None: ...
