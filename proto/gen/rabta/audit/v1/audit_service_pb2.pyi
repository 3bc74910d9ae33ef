from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.audit.v1 import receipt_pb2 as _receipt_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReviewVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_VERDICT_UNSPECIFIED: _ClassVar[ReviewVerdict]
    REVIEW_VERDICT_JUSTIFIED: _ClassVar[ReviewVerdict]
    REVIEW_VERDICT_NOT_JUSTIFIED: _ClassVar[ReviewVerdict]
REVIEW_VERDICT_UNSPECIFIED: ReviewVerdict
REVIEW_VERDICT_JUSTIFIED: ReviewVerdict
REVIEW_VERDICT_NOT_JUSTIFIED: ReviewVerdict

class GetReceiptsRequest(_message.Message):
    __slots__ = ("indexes", "known_size", "registry_version")
    INDEXES_FIELD_NUMBER: _ClassVar[int]
    KNOWN_SIZE_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_VERSION_FIELD_NUMBER: _ClassVar[int]
    indexes: _containers.RepeatedScalarFieldContainer[int]
    known_size: int
    registry_version: int
    def __init__(self, indexes: _Optional[_Iterable[int]] = ..., known_size: _Optional[int] = ..., registry_version: _Optional[int] = ...) -> None: ...

class GetReceiptsResponse(_message.Message):
    __slots__ = ("checkpoint", "consistency", "receipts", "registry_index", "registry_path")
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_INDEX_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_PATH_FIELD_NUMBER: _ClassVar[int]
    checkpoint: bytes
    consistency: _containers.RepeatedScalarFieldContainer[bytes]
    receipts: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.Receipt]
    registry_index: int
    registry_path: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, checkpoint: _Optional[bytes] = ..., consistency: _Optional[_Iterable[bytes]] = ..., receipts: _Optional[_Iterable[_Union[_receipt_pb2.Receipt, _Mapping]]] = ..., registry_index: _Optional[int] = ..., registry_path: _Optional[_Iterable[bytes]] = ...) -> None: ...

class GetEntriesRequest(_message.Message):
    __slots__ = ("start", "count")
    START_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    start: int
    count: int
    def __init__(self, start: _Optional[int] = ..., count: _Optional[int] = ...) -> None: ...

class GetEntriesResponse(_message.Message):
    __slots__ = ("checkpoint", "entries", "paths", "month_keys")
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    PATHS_FIELD_NUMBER: _ClassVar[int]
    MONTH_KEYS_FIELD_NUMBER: _ClassVar[int]
    checkpoint: bytes
    entries: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.LogEntry]
    paths: _containers.RepeatedCompositeFieldContainer[Path]
    month_keys: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.MonthKey]
    def __init__(self, checkpoint: _Optional[bytes] = ..., entries: _Optional[_Iterable[_Union[_receipt_pb2.LogEntry, _Mapping]]] = ..., paths: _Optional[_Iterable[_Union[Path, _Mapping]]] = ..., month_keys: _Optional[_Iterable[_Union[_receipt_pb2.MonthKey, _Mapping]]] = ...) -> None: ...

class Path(_message.Message):
    __slots__ = ("hashes",)
    HASHES_FIELD_NUMBER: _ClassVar[int]
    hashes: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, hashes: _Optional[_Iterable[bytes]] = ...) -> None: ...

class OpenBreakGlassRequest(_message.Message):
    __slots__ = ("justification", "request_id")
    JUSTIFICATION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    justification: str
    request_id: str
    def __init__(self, justification: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class OpenBreakGlassResponse(_message.Message):
    __slots__ = ("break_glass", "expires_ms")
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    expires_ms: int
    def __init__(self, break_glass: _Optional[str] = ..., expires_ms: _Optional[int] = ...) -> None: ...

class ReviewBreakGlassRequest(_message.Message):
    __slots__ = ("break_glass", "verdict", "comment")
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    verdict: ReviewVerdict
    comment: str
    def __init__(self, break_glass: _Optional[str] = ..., verdict: _Optional[_Union[ReviewVerdict, str]] = ..., comment: _Optional[str] = ...) -> None: ...

class ReviewBreakGlassResponse(_message.Message):
    __slots__ = ("state",)
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: _receipt_pb2.BreakGlassState
    def __init__(self, state: _Optional[_Union[_receipt_pb2.BreakGlassState, str]] = ...) -> None: ...

class ListNoticesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "purpose")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    purpose: _purpose_pb2.Purpose
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., purpose: _Optional[_Union[_purpose_pb2.Purpose, str]] = ...) -> None: ...

class ListNoticesResponse(_message.Message):
    __slots__ = ("notices", "next_page_token")
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    notices: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.Notice]
    next_page_token: str
    def __init__(self, notices: _Optional[_Iterable[_Union[_receipt_pb2.Notice, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
