from rabta.signing.v1 import evidence_pb2 as _evidence_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BreakGlassState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BREAK_GLASS_STATE_UNSPECIFIED: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_OPEN: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_EXPIRED: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_REVIEWED: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_CLOSED: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_WAITING: _ClassVar[BreakGlassState]
    BREAK_GLASS_STATE_WITHOUT_SECOND: _ClassVar[BreakGlassState]
BREAK_GLASS_STATE_UNSPECIFIED: BreakGlassState
BREAK_GLASS_STATE_OPEN: BreakGlassState
BREAK_GLASS_STATE_EXPIRED: BreakGlassState
BREAK_GLASS_STATE_REVIEWED: BreakGlassState
BREAK_GLASS_STATE_CLOSED: BreakGlassState
BREAK_GLASS_STATE_WAITING: BreakGlassState
BREAK_GLASS_STATE_WITHOUT_SECOND: BreakGlassState

class Receipt(_message.Message):
    __slots__ = ("index", "entry")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    index: int
    entry: _evidence_pb2.EntryReceipt
    def __init__(self, index: _Optional[int] = ..., entry: _Optional[_Union[_evidence_pb2.EntryReceipt, _Mapping]] = ...) -> None: ...

class LogEntry(_message.Message):
    __slots__ = ("index", "leaf", "open", "open_salt", "sealed", "sealed_salt", "stored")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    LEAF_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OPEN_SALT_FIELD_NUMBER: _ClassVar[int]
    SEALED_FIELD_NUMBER: _ClassVar[int]
    SEALED_SALT_FIELD_NUMBER: _ClassVar[int]
    STORED_FIELD_NUMBER: _ClassVar[int]
    index: int
    leaf: bytes
    open: bytes
    open_salt: bytes
    sealed: bytes
    sealed_salt: bytes
    stored: bytes
    def __init__(self, index: _Optional[int] = ..., leaf: _Optional[bytes] = ..., open: _Optional[bytes] = ..., open_salt: _Optional[bytes] = ..., sealed: _Optional[bytes] = ..., sealed_salt: _Optional[bytes] = ..., stored: _Optional[bytes] = ...) -> None: ...

class MonthKey(_message.Message):
    __slots__ = ("agency", "month", "wrapped")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    MONTH_FIELD_NUMBER: _ClassVar[int]
    WRAPPED_FIELD_NUMBER: _ClassVar[int]
    agency: str
    month: str
    wrapped: bytes
    def __init__(self, agency: _Optional[str] = ..., month: _Optional[str] = ..., wrapped: _Optional[bytes] = ...) -> None: ...

class Notice(_message.Message):
    __slots__ = ("break_glass", "agency", "officer", "justification", "opened_ms", "expires_ms", "state", "second")
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    JUSTIFICATION_FIELD_NUMBER: _ClassVar[int]
    OPENED_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    agency: str
    officer: str
    justification: str
    opened_ms: int
    expires_ms: int
    state: BreakGlassState
    second: str
    def __init__(self, break_glass: _Optional[str] = ..., agency: _Optional[str] = ..., officer: _Optional[str] = ..., justification: _Optional[str] = ..., opened_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., state: _Optional[_Union[BreakGlassState, str]] = ..., second: _Optional[str] = ...) -> None: ...
