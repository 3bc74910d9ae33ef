from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RefusalDay(_message.Message):
    __slots__ = ("format", "federation_id", "agency", "audience", "number", "previous_sha256", "day", "counts", "time_ms")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    format: int
    federation_id: bytes
    agency: str
    audience: str
    number: int
    previous_sha256: bytes
    day: str
    counts: _containers.RepeatedCompositeFieldContainer[RefusalCount]
    time_ms: int
    def __init__(self, format: _Optional[int] = ..., federation_id: _Optional[bytes] = ..., agency: _Optional[str] = ..., audience: _Optional[str] = ..., number: _Optional[int] = ..., previous_sha256: _Optional[bytes] = ..., day: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[RefusalCount, _Mapping]]] = ..., time_ms: _Optional[int] = ...) -> None: ...

class RefusalCount(_message.Message):
    __slots__ = ("officer", "reason", "case_reference", "beyond", "count")
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CASE_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    BEYOND_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    officer: str
    reason: str
    case_reference: str
    beyond: bool
    count: int
    def __init__(self, officer: _Optional[str] = ..., reason: _Optional[str] = ..., case_reference: _Optional[str] = ..., beyond: _Optional[bool] = ..., count: _Optional[int] = ...) -> None: ...

class SignedRefusals(_message.Message):
    __slots__ = ("payload", "kid", "signature")
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    payload: bytes
    kid: bytes
    signature: bytes
    def __init__(self, payload: _Optional[bytes] = ..., kid: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
