from rabta.linkage.v1 import graph_pb2 as _graph_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AuthorityKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AUTHORITY_KIND_UNSPECIFIED: _ClassVar[AuthorityKind]
    AUTHORITY_KIND_COURT_ORDER: _ClassVar[AuthorityKind]
    AUTHORITY_KIND_PECA_WARRANT: _ClassVar[AuthorityKind]
    AUTHORITY_KIND_IFTA_WARRANT: _ClassVar[AuthorityKind]
    AUTHORITY_KIND_AMLA_ORDER: _ClassVar[AuthorityKind]
    AUTHORITY_KIND_STATUTE: _ClassVar[AuthorityKind]

class FeedKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FEED_KIND_UNSPECIFIED: _ClassVar[FeedKind]
    FEED_KIND_MONEY: _ClassVar[FeedKind]
    FEED_KIND_CDR: _ClassVar[FeedKind]
    FEED_KIND_CONTENT: _ClassVar[FeedKind]
    FEED_KIND_TRAVEL: _ClassVar[FeedKind]
AUTHORITY_KIND_UNSPECIFIED: AuthorityKind
AUTHORITY_KIND_COURT_ORDER: AuthorityKind
AUTHORITY_KIND_PECA_WARRANT: AuthorityKind
AUTHORITY_KIND_IFTA_WARRANT: AuthorityKind
AUTHORITY_KIND_AMLA_ORDER: AuthorityKind
AUTHORITY_KIND_STATUTE: AuthorityKind
FEED_KIND_UNSPECIFIED: FeedKind
FEED_KIND_MONEY: FeedKind
FEED_KIND_CDR: FeedKind
FEED_KIND_CONTENT: FeedKind
FEED_KIND_TRAVEL: FeedKind

class Authority(_message.Message):
    __slots__ = ("reference", "kind", "issuer", "issued", "scope", "targets", "data_from_ms", "data_to_ms", "retain_until_ms", "court")
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    ISSUED_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    DATA_FROM_MS_FIELD_NUMBER: _ClassVar[int]
    DATA_TO_MS_FIELD_NUMBER: _ClassVar[int]
    RETAIN_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    reference: str
    kind: AuthorityKind
    issuer: str
    issued: str
    scope: _containers.RepeatedScalarFieldContainer[str]
    targets: _containers.RepeatedCompositeFieldContainer[_graph_pb2.NodeKey]
    data_from_ms: int
    data_to_ms: int
    retain_until_ms: int
    court: str
    def __init__(self, reference: _Optional[str] = ..., kind: _Optional[_Union[AuthorityKind, str]] = ..., issuer: _Optional[str] = ..., issued: _Optional[str] = ..., scope: _Optional[_Iterable[str]] = ..., targets: _Optional[_Iterable[_Union[_graph_pb2.NodeKey, _Mapping]]] = ..., data_from_ms: _Optional[int] = ..., data_to_ms: _Optional[int] = ..., retain_until_ms: _Optional[int] = ..., court: _Optional[str] = ...) -> None: ...

class RegisterAuthorityRequest(_message.Message):
    __slots__ = ("authority",)
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    authority: Authority
    def __init__(self, authority: _Optional[_Union[Authority, _Mapping]] = ...) -> None: ...

class RegisterAuthorityResponse(_message.Message):
    __slots__ = ("added",)
    ADDED_FIELD_NUMBER: _ClassVar[int]
    added: bool
    def __init__(self, added: _Optional[bool] = ...) -> None: ...

class ImportFeedPageRequest(_message.Message):
    __slots__ = ("authority", "feed", "format", "file_sha256", "page_number", "last", "str_derived", "nodes", "edges")
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    FEED_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FILE_SHA256_FIELD_NUMBER: _ClassVar[int]
    PAGE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    LAST_FIELD_NUMBER: _ClassVar[int]
    STR_DERIVED_FIELD_NUMBER: _ClassVar[int]
    NODES_FIELD_NUMBER: _ClassVar[int]
    EDGES_FIELD_NUMBER: _ClassVar[int]
    authority: str
    feed: FeedKind
    format: str
    file_sha256: bytes
    page_number: int
    last: bool
    str_derived: bool
    nodes: _containers.RepeatedCompositeFieldContainer[FeedNode]
    edges: _containers.RepeatedCompositeFieldContainer[FeedEdge]
    def __init__(self, authority: _Optional[str] = ..., feed: _Optional[_Union[FeedKind, str]] = ..., format: _Optional[str] = ..., file_sha256: _Optional[bytes] = ..., page_number: _Optional[int] = ..., last: _Optional[bool] = ..., str_derived: _Optional[bool] = ..., nodes: _Optional[_Iterable[_Union[FeedNode, _Mapping]]] = ..., edges: _Optional[_Iterable[_Union[FeedEdge, _Mapping]]] = ...) -> None: ...

class FeedNode(_message.Message):
    __slots__ = ("key", "label", "label_ur", "note")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    LABEL_UR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    key: _graph_pb2.NodeKey
    label: str
    label_ur: str
    note: str
    def __init__(self, key: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., label: _Optional[str] = ..., label_ur: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class FeedEdge(_message.Message):
    __slots__ = ("id", "kind", "start", "end", "at_ms", "until_ms", "amount_minor", "currency", "duration_s", "note", "row")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_MINOR_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DURATION_S_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: _graph_pb2.EdgeKind
    start: _graph_pb2.NodeKey
    end: _graph_pb2.NodeKey
    at_ms: int
    until_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    note: str
    row: int
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[_graph_pb2.EdgeKind, str]] = ..., start: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., end: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., at_ms: _Optional[int] = ..., until_ms: _Optional[int] = ..., amount_minor: _Optional[int] = ..., currency: _Optional[str] = ..., duration_s: _Optional[int] = ..., note: _Optional[str] = ..., row: _Optional[int] = ...) -> None: ...

class ImportFeedPageResponse(_message.Message):
    __slots__ = ("added", "unchanged", "refused")
    ADDED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    added: int
    unchanged: int
    refused: _containers.RepeatedCompositeFieldContainer[RefusedRow]
    def __init__(self, added: _Optional[int] = ..., unchanged: _Optional[int] = ..., refused: _Optional[_Iterable[_Union[RefusedRow, _Mapping]]] = ...) -> None: ...

class RefusedRow(_message.Message):
    __slots__ = ("row", "field", "rule", "text")
    ROW_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    row: int
    field: str
    rule: str
    text: str
    def __init__(self, row: _Optional[int] = ..., field: _Optional[str] = ..., rule: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...
