from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EntryKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ENTRY_KIND_UNSPECIFIED: _ClassVar[EntryKind]
    ENTRY_KIND_READ: _ClassVar[EntryKind]
    ENTRY_KIND_INTENT: _ClassVar[EntryKind]
    ENTRY_KIND_OUTCOME: _ClassVar[EntryKind]
    ENTRY_KIND_REFUSAL: _ClassVar[EntryKind]
    ENTRY_KIND_SUMMARY: _ClassVar[EntryKind]

class CaseState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CASE_STATE_UNSPECIFIED: _ClassVar[CaseState]
    CASE_STATE_RESOLVED: _ClassVar[CaseState]
    CASE_STATE_UNRESOLVED: _ClassVar[CaseState]
    CASE_STATE_CLOSED: _ClassVar[CaseState]
    CASE_STATE_NOT_THIS_AGENCY: _ClassVar[CaseState]
ENTRY_KIND_UNSPECIFIED: EntryKind
ENTRY_KIND_READ: EntryKind
ENTRY_KIND_INTENT: EntryKind
ENTRY_KIND_OUTCOME: EntryKind
ENTRY_KIND_REFUSAL: EntryKind
ENTRY_KIND_SUMMARY: EntryKind
CASE_STATE_UNSPECIFIED: CaseState
CASE_STATE_RESOLVED: CaseState
CASE_STATE_UNRESOLVED: CaseState
CASE_STATE_CLOSED: CaseState
CASE_STATE_NOT_THIS_AGENCY: CaseState

class OpenEntry(_message.Message):
    __slots__ = ("kind", "time_ms", "agency", "system", "officer", "approver", "method", "purpose", "legal_basis", "query_class", "case_reference", "case_state", "role", "token_id", "token_sha256", "approver_sha256", "tls_sha256", "request_kid", "request_sha256", "request_body_sha256", "answer_body_sha256", "status", "reason", "selectors", "records", "registry_version", "registry_sha256", "policy_sha256", "intent_index_plus_one", "feed", "feed_page", "feed_chain_sha256", "break_glass", "as_of_valid_ms", "as_of_recorded_ms", "request_id", "counts", "page")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    SYSTEM_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    QUERY_CLASS_FIELD_NUMBER: _ClassVar[int]
    CASE_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    CASE_STATE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    TOKEN_ID_FIELD_NUMBER: _ClassVar[int]
    TOKEN_SHA256_FIELD_NUMBER: _ClassVar[int]
    APPROVER_SHA256_FIELD_NUMBER: _ClassVar[int]
    TLS_SHA256_FIELD_NUMBER: _ClassVar[int]
    REQUEST_KID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    REQUEST_BODY_SHA256_FIELD_NUMBER: _ClassVar[int]
    ANSWER_BODY_SHA256_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SELECTORS_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_VERSION_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_SHA256_FIELD_NUMBER: _ClassVar[int]
    POLICY_SHA256_FIELD_NUMBER: _ClassVar[int]
    INTENT_INDEX_PLUS_ONE_FIELD_NUMBER: _ClassVar[int]
    FEED_FIELD_NUMBER: _ClassVar[int]
    FEED_PAGE_FIELD_NUMBER: _ClassVar[int]
    FEED_CHAIN_SHA256_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_VALID_MS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_RECORDED_MS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    kind: EntryKind
    time_ms: int
    agency: str
    system: str
    officer: str
    approver: str
    method: str
    purpose: str
    legal_basis: str
    query_class: str
    case_reference: str
    case_state: CaseState
    role: str
    token_id: str
    token_sha256: bytes
    approver_sha256: bytes
    tls_sha256: bytes
    request_kid: bytes
    request_sha256: bytes
    request_body_sha256: bytes
    answer_body_sha256: bytes
    status: int
    reason: str
    selectors: _containers.RepeatedScalarFieldContainer[bytes]
    records: _containers.RepeatedScalarFieldContainer[str]
    registry_version: int
    registry_sha256: bytes
    policy_sha256: bytes
    intent_index_plus_one: int
    feed: str
    feed_page: int
    feed_chain_sha256: bytes
    break_glass: str
    as_of_valid_ms: int
    as_of_recorded_ms: int
    request_id: str
    counts: _containers.RepeatedScalarFieldContainer[str]
    page: FeedPage
    def __init__(self, kind: _Optional[_Union[EntryKind, str]] = ..., time_ms: _Optional[int] = ..., agency: _Optional[str] = ..., system: _Optional[str] = ..., officer: _Optional[str] = ..., approver: _Optional[str] = ..., method: _Optional[str] = ..., purpose: _Optional[str] = ..., legal_basis: _Optional[str] = ..., query_class: _Optional[str] = ..., case_reference: _Optional[str] = ..., case_state: _Optional[_Union[CaseState, str]] = ..., role: _Optional[str] = ..., token_id: _Optional[str] = ..., token_sha256: _Optional[bytes] = ..., approver_sha256: _Optional[bytes] = ..., tls_sha256: _Optional[bytes] = ..., request_kid: _Optional[bytes] = ..., request_sha256: _Optional[bytes] = ..., request_body_sha256: _Optional[bytes] = ..., answer_body_sha256: _Optional[bytes] = ..., status: _Optional[int] = ..., reason: _Optional[str] = ..., selectors: _Optional[_Iterable[bytes]] = ..., records: _Optional[_Iterable[str]] = ..., registry_version: _Optional[int] = ..., registry_sha256: _Optional[bytes] = ..., policy_sha256: _Optional[bytes] = ..., intent_index_plus_one: _Optional[int] = ..., feed: _Optional[str] = ..., feed_page: _Optional[int] = ..., feed_chain_sha256: _Optional[bytes] = ..., break_glass: _Optional[str] = ..., as_of_valid_ms: _Optional[int] = ..., as_of_recorded_ms: _Optional[int] = ..., request_id: _Optional[str] = ..., counts: _Optional[_Iterable[str]] = ..., page: _Optional[_Union[FeedPage, _Mapping]] = ...) -> None: ...

class FeedPage(_message.Message):
    __slots__ = ("peer", "epoch", "since", "previous", "count", "passed")
    PEER_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PASSED_FIELD_NUMBER: _ClassVar[int]
    peer: str
    epoch: int
    since: int
    previous: bytes
    count: int
    passed: int
    def __init__(self, peer: _Optional[str] = ..., epoch: _Optional[int] = ..., since: _Optional[int] = ..., previous: _Optional[bytes] = ..., count: _Optional[int] = ..., passed: _Optional[int] = ...) -> None: ...

class SealedEntry(_message.Message):
    __slots__ = ("withheld", "policies", "alarms", "peer")
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    ALARMS_FIELD_NUMBER: _ClassVar[int]
    PEER_FIELD_NUMBER: _ClassVar[int]
    withheld: _containers.RepeatedCompositeFieldContainer[Withheld]
    policies: _containers.RepeatedScalarFieldContainer[str]
    alarms: _containers.RepeatedScalarFieldContainer[str]
    peer: str
    def __init__(self, withheld: _Optional[_Iterable[_Union[Withheld, _Mapping]]] = ..., policies: _Optional[_Iterable[str]] = ..., alarms: _Optional[_Iterable[str]] = ..., peer: _Optional[str] = ...) -> None: ...

class Withheld(_message.Message):
    __slots__ = ("owner", "cause", "count")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    owner: str
    cause: str
    count: int
    def __init__(self, owner: _Optional[str] = ..., cause: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...
