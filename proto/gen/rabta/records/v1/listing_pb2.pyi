from rabta.records.v1 import court_pb2 as _court_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIST_TYPE_UNSPECIFIED: _ClassVar[ListType]
    LIST_TYPE_WARRANT_BAILABLE: _ClassVar[ListType]
    LIST_TYPE_WARRANT_NON_BAILABLE: _ClassVar[ListType]
    LIST_TYPE_ECL: _ClassVar[ListType]
    LIST_TYPE_PNIL: _ClassVar[ListType]
    LIST_TYPE_BLACKLIST: _ClassVar[ListType]
    LIST_TYPE_WATCH: _ClassVar[ListType]
    LIST_TYPE_LOST_DOCUMENT: _ClassVar[ListType]
    LIST_TYPE_CHILD_ALERT: _ClassVar[ListType]

class ProclamationType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROCLAMATION_TYPE_UNSPECIFIED: _ClassVar[ProclamationType]
    PROCLAMATION_TYPE_87: _ClassVar[ProclamationType]
    PROCLAMATION_TYPE_88_ATTACHMENT: _ClassVar[ProclamationType]
    PROCLAMATION_TYPE_512: _ClassVar[ProclamationType]

class ClaimVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLAIM_VERDICT_UNSPECIFIED: _ClassVar[ClaimVerdict]
    CLAIM_VERDICT_APPLIED: _ClassVar[ClaimVerdict]
    CLAIM_VERDICT_REFUSED: _ClassVar[ClaimVerdict]
    CLAIM_VERDICT_ASKED_COURT: _ClassVar[ClaimVerdict]

class ProtectionType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROTECTION_TYPE_UNSPECIFIED: _ClassVar[ProtectionType]
    PROTECTION_TYPE_SEALED: _ClassVar[ProtectionType]
    PROTECTION_TYPE_PSEUDONYM: _ClassVar[ProtectionType]
    PROTECTION_TYPE_PROTECTED_PERSON: _ClassVar[ProtectionType]
    PROTECTION_TYPE_MEASURES: _ClassVar[ProtectionType]
LIST_TYPE_UNSPECIFIED: ListType
LIST_TYPE_WARRANT_BAILABLE: ListType
LIST_TYPE_WARRANT_NON_BAILABLE: ListType
LIST_TYPE_ECL: ListType
LIST_TYPE_PNIL: ListType
LIST_TYPE_BLACKLIST: ListType
LIST_TYPE_WATCH: ListType
LIST_TYPE_LOST_DOCUMENT: ListType
LIST_TYPE_CHILD_ALERT: ListType
PROCLAMATION_TYPE_UNSPECIFIED: ProclamationType
PROCLAMATION_TYPE_87: ProclamationType
PROCLAMATION_TYPE_88_ATTACHMENT: ProclamationType
PROCLAMATION_TYPE_512: ProclamationType
CLAIM_VERDICT_UNSPECIFIED: ClaimVerdict
CLAIM_VERDICT_APPLIED: ClaimVerdict
CLAIM_VERDICT_REFUSED: ClaimVerdict
CLAIM_VERDICT_ASKED_COURT: ClaimVerdict
PROTECTION_TYPE_UNSPECIFIED: ProtectionType
PROTECTION_TYPE_SEALED: ProtectionType
PROTECTION_TYPE_PSEUDONYM: ProtectionType
PROTECTION_TYPE_PROTECTED_PERSON: ProtectionType
PROTECTION_TYPE_MEASURES: ProtectionType

class ListEntry(_message.Message):
    __slots__ = ("type", "action", "caution", "authority", "scope", "issued", "expires", "cancelled")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CAUTION_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    ISSUED_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    type: ListType
    action: str
    caution: str
    authority: str
    scope: str
    issued: str
    expires: str
    cancelled: str
    def __init__(self, type: _Optional[_Union[ListType, str]] = ..., action: _Optional[str] = ..., caution: _Optional[str] = ..., authority: _Optional[str] = ..., scope: _Optional[str] = ..., issued: _Optional[str] = ..., expires: _Optional[str] = ..., cancelled: _Optional[str] = ...) -> None: ...

class Proclamation(_message.Message):
    __slots__ = ("type", "at", "court", "cancelled")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    type: ProclamationType
    at: str
    court: str
    cancelled: str
    def __init__(self, type: _Optional[_Union[ProclamationType, str]] = ..., at: _Optional[str] = ..., court: _Optional[str] = ..., cancelled: _Optional[str] = ...) -> None: ...

class MisusedIdentity(_message.Message):
    __slots__ = ("since", "note")
    SINCE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    since: str
    note: str
    def __init__(self, since: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class ProtectionOrder(_message.Message):
    __slots__ = ("type", "at", "court", "spared", "pseudonym", "lifted", "order_no", "from_owner_too", "until", "extract", "measures")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    SPARED_FIELD_NUMBER: _ClassVar[int]
    PSEUDONYM_FIELD_NUMBER: _ClassVar[int]
    LIFTED_FIELD_NUMBER: _ClassVar[int]
    ORDER_NO_FIELD_NUMBER: _ClassVar[int]
    FROM_OWNER_TOO_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    type: ProtectionType
    at: str
    court: str
    spared: _containers.RepeatedScalarFieldContainer[str]
    pseudonym: str
    lifted: str
    order_no: str
    from_owner_too: bool
    until: str
    extract: _court_pb2.Extract
    measures: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, type: _Optional[_Union[ProtectionType, str]] = ..., at: _Optional[str] = ..., court: _Optional[str] = ..., spared: _Optional[_Iterable[str]] = ..., pseudonym: _Optional[str] = ..., lifted: _Optional[str] = ..., order_no: _Optional[str] = ..., from_owner_too: _Optional[bool] = ..., until: _Optional[str] = ..., extract: _Optional[_Union[_court_pb2.Extract, _Mapping]] = ..., measures: _Optional[_Iterable[str]] = ...) -> None: ...

class Referral(_message.Message):
    __slots__ = ("to", "at", "ended")
    TO_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    to: str
    at: str
    ended: str
    def __init__(self, to: _Optional[str] = ..., at: _Optional[str] = ..., ended: _Optional[str] = ...) -> None: ...

class Review(_message.Message):
    __slots__ = ("records", "opened", "ended", "officers")
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    OPENED_FIELD_NUMBER: _ClassVar[int]
    ENDED_FIELD_NUMBER: _ClassVar[int]
    OFFICERS_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedScalarFieldContainer[str]
    opened: str
    ended: str
    officers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, records: _Optional[_Iterable[str]] = ..., opened: _Optional[str] = ..., ended: _Optional[str] = ..., officers: _Optional[_Iterable[str]] = ...) -> None: ...

class ClaimAnswer(_message.Message):
    __slots__ = ("claim", "verdict", "reason", "sha256", "at")
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    claim: str
    verdict: ClaimVerdict
    reason: str
    sha256: bytes
    at: str
    def __init__(self, claim: _Optional[str] = ..., verdict: _Optional[_Union[ClaimVerdict, str]] = ..., reason: _Optional[str] = ..., sha256: _Optional[bytes] = ..., at: _Optional[str] = ...) -> None: ...
