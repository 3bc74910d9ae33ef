from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class PageHeader(_message.Message):
    __slots__ = ("format", "federation_id", "agency", "kid", "audience", "feed", "page_number", "previous_sha256", "count", "root", "time_ms")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    FEED_FIELD_NUMBER: _ClassVar[int]
    PAGE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    format: int
    federation_id: bytes
    agency: str
    kid: bytes
    audience: str
    feed: str
    page_number: int
    previous_sha256: bytes
    count: int
    root: bytes
    time_ms: int
    def __init__(self, format: _Optional[int] = ..., federation_id: _Optional[bytes] = ..., agency: _Optional[str] = ..., kid: _Optional[bytes] = ..., audience: _Optional[str] = ..., feed: _Optional[str] = ..., page_number: _Optional[int] = ..., previous_sha256: _Optional[bytes] = ..., count: _Optional[int] = ..., root: _Optional[bytes] = ..., time_ms: _Optional[int] = ...) -> None: ...

class SignedPageHeader(_message.Message):
    __slots__ = ("header", "signature")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    header: bytes
    signature: bytes
    def __init__(self, header: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...

class PageLeaf(_message.Message):
    __slots__ = ("salt", "version")
    SALT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    salt: bytes
    version: bytes
    def __init__(self, salt: _Optional[bytes] = ..., version: _Optional[bytes] = ...) -> None: ...

class VersionProof(_message.Message):
    __slots__ = ("page_sha256", "index", "salt", "path")
    PAGE_SHA256_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    SALT_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    page_sha256: bytes
    index: int
    salt: bytes
    path: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, page_sha256: _Optional[bytes] = ..., index: _Optional[int] = ..., salt: _Optional[bytes] = ..., path: _Optional[_Iterable[bytes]] = ...) -> None: ...
