from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.exchange.v1 import page_pb2 as _page_pb2
from rabta.records.v1 import case_pb2 as _case_pb2
from rabta.signing.v1 import page_pb2 as _page_pb2_1
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NegotiateRequest(_message.Message):
    __slots__ = ("protocols", "record_formats", "max_items", "max_bytes", "software")
    PROTOCOLS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FORMATS_FIELD_NUMBER: _ClassVar[int]
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    MAX_BYTES_FIELD_NUMBER: _ClassVar[int]
    SOFTWARE_FIELD_NUMBER: _ClassVar[int]
    protocols: _containers.RepeatedScalarFieldContainer[int]
    record_formats: _containers.RepeatedScalarFieldContainer[int]
    max_items: int
    max_bytes: int
    software: str
    def __init__(self, protocols: _Optional[_Iterable[int]] = ..., record_formats: _Optional[_Iterable[int]] = ..., max_items: _Optional[int] = ..., max_bytes: _Optional[int] = ..., software: _Optional[str] = ...) -> None: ...

class NegotiateResponse(_message.Message):
    __slots__ = ("protocol", "record_formats", "max_items", "max_bytes", "software", "feeds")
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    RECORD_FORMATS_FIELD_NUMBER: _ClassVar[int]
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    MAX_BYTES_FIELD_NUMBER: _ClassVar[int]
    SOFTWARE_FIELD_NUMBER: _ClassVar[int]
    FEEDS_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    record_formats: _containers.RepeatedScalarFieldContainer[int]
    max_items: int
    max_bytes: int
    software: str
    feeds: _containers.RepeatedCompositeFieldContainer[FeedState]
    def __init__(self, protocol: _Optional[int] = ..., record_formats: _Optional[_Iterable[int]] = ..., max_items: _Optional[int] = ..., max_bytes: _Optional[int] = ..., software: _Optional[str] = ..., feeds: _Optional[_Iterable[_Union[FeedState, _Mapping]]] = ...) -> None: ...

class FeedState(_message.Message):
    __slots__ = ("feed", "epoch", "head")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    head: int
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., head: _Optional[int] = ...) -> None: ...

class PullChangesRequest(_message.Message):
    __slots__ = ("cursor", "max_items", "wait_ms", "releases")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    MAX_ITEMS_FIELD_NUMBER: _ClassVar[int]
    WAIT_MS_FIELD_NUMBER: _ClassVar[int]
    RELEASES_FIELD_NUMBER: _ClassVar[int]
    cursor: _page_pb2.Cursor
    max_items: int
    wait_ms: int
    releases: KnownReleases
    def __init__(self, cursor: _Optional[_Union[_page_pb2.Cursor, _Mapping]] = ..., max_items: _Optional[int] = ..., wait_ms: _Optional[int] = ..., releases: _Optional[_Union[KnownReleases, _Mapping]] = ...) -> None: ...

class KnownReleases(_message.Message):
    __slots__ = ("state",)
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: bytes
    def __init__(self, state: _Optional[bytes] = ...) -> None: ...

class ReleasesInForce(_message.Message):
    __slots__ = ("state", "records")
    STATE_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    state: bytes
    records: _containers.RepeatedCompositeFieldContainer[ReleasedRecord]
    def __init__(self, state: _Optional[bytes] = ..., records: _Optional[_Iterable[_Union[ReleasedRecord, _Mapping]]] = ...) -> None: ...

class ReleasedRecord(_message.Message):
    __slots__ = ("record", "officer", "case", "until_ms")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    record: str
    officer: str
    case: _case_pb2.CaseReference
    until_ms: int
    def __init__(self, record: _Optional[str] = ..., officer: _Optional[str] = ..., case: _Optional[_Union[_case_pb2.CaseReference, _Mapping]] = ..., until_ms: _Optional[int] = ...) -> None: ...

class PullChangesResponse(_message.Message):
    __slots__ = ("header", "items", "pages", "releases")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    RELEASES_FIELD_NUMBER: _ClassVar[int]
    header: bytes
    items: _containers.RepeatedScalarFieldContainer[bytes]
    pages: _containers.RepeatedCompositeFieldContainer[_page_pb2_1.SignedPageHeader]
    releases: ReleasesInForce
    def __init__(self, header: _Optional[bytes] = ..., items: _Optional[_Iterable[bytes]] = ..., pages: _Optional[_Iterable[_Union[_page_pb2_1.SignedPageHeader, _Mapping]]] = ..., releases: _Optional[_Union[ReleasesInForce, _Mapping]] = ...) -> None: ...

class AckPagesRequest(_message.Message):
    __slots__ = ("taken",)
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    taken: _page_pb2.Cursor
    def __init__(self, taken: _Optional[_Union[_page_pb2.Cursor, _Mapping]] = ...) -> None: ...

class AckPagesResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CompareRangesRequest(_message.Message):
    __slots__ = ("feed", "epoch", "ranges")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    RANGES_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    ranges: _containers.RepeatedCompositeFieldContainer[NameRange]
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., ranges: _Optional[_Iterable[_Union[NameRange, _Mapping]]] = ...) -> None: ...

class NameRange(_message.Message):
    __slots__ = ("from_name", "to_name")
    FROM_NAME_FIELD_NUMBER: _ClassVar[int]
    TO_NAME_FIELD_NUMBER: _ClassVar[int]
    from_name: str
    to_name: str
    def __init__(self, from_name: _Optional[str] = ..., to_name: _Optional[str] = ...) -> None: ...

class CompareRangesResponse(_message.Message):
    __slots__ = ("ranges",)
    RANGES_FIELD_NUMBER: _ClassVar[int]
    ranges: _containers.RepeatedCompositeFieldContainer[RangeDigest]
    def __init__(self, ranges: _Optional[_Iterable[_Union[RangeDigest, _Mapping]]] = ...) -> None: ...

class RangeDigest(_message.Message):
    __slots__ = ("count", "root", "splits", "held")
    COUNT_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SPLITS_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    count: int
    root: bytes
    splits: _containers.RepeatedScalarFieldContainer[str]
    held: _containers.RepeatedCompositeFieldContainer[HeldVersion]
    def __init__(self, count: _Optional[int] = ..., root: _Optional[bytes] = ..., splits: _Optional[_Iterable[str]] = ..., held: _Optional[_Iterable[_Union[HeldVersion, _Mapping]]] = ...) -> None: ...

class HeldVersion(_message.Message):
    __slots__ = ("record", "version", "sha256")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    record: str
    version: int
    sha256: bytes
    def __init__(self, record: _Optional[str] = ..., version: _Optional[int] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class FetchRecordsRequest(_message.Message):
    __slots__ = ("records", "released")
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    RELEASED_FIELD_NUMBER: _ClassVar[int]
    records: _containers.RepeatedScalarFieldContainer[str]
    released: bool
    def __init__(self, records: _Optional[_Iterable[str]] = ..., released: _Optional[bool] = ...) -> None: ...

class FetchRecordsResponse(_message.Message):
    __slots__ = ("items", "pages")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedScalarFieldContainer[bytes]
    pages: _containers.RepeatedCompositeFieldContainer[_page_pb2_1.SignedPageHeader]
    def __init__(self, items: _Optional[_Iterable[bytes]] = ..., pages: _Optional[_Iterable[_Union[_page_pb2_1.SignedPageHeader, _Mapping]]] = ...) -> None: ...

class NudgeRequest(_message.Message):
    __slots__ = ("feed", "epoch", "head")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    head: int
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., head: _Optional[int] = ...) -> None: ...

class NudgeResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
