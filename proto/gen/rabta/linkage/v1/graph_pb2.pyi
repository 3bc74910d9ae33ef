from rabta.membership.v1 import registry_pb2 as _registry_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NodeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NODE_KIND_UNSPECIFIED: _ClassVar[NodeKind]
    NODE_KIND_SUBJECT: _ClassVar[NodeKind]
    NODE_KIND_ACCOUNT: _ClassVar[NodeKind]
    NODE_KIND_PHONE: _ClassVar[NodeKind]
    NODE_KIND_DEVICE: _ClassVar[NodeKind]
    NODE_KIND_DOCUMENT: _ClassVar[NodeKind]
    NODE_KIND_CASE: _ClassVar[NodeKind]
    NODE_KIND_PLACE: _ClassVar[NodeKind]
    NODE_KIND_JOURNEY: _ClassVar[NodeKind]
    NODE_KIND_ORGANISATION: _ClassVar[NodeKind]
    NODE_KIND_VEHICLE: _ClassVar[NodeKind]

class EdgeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EDGE_KIND_UNSPECIFIED: _ClassVar[EdgeKind]
    EDGE_KIND_PARTY_TO: _ClassVar[EdgeKind]
    EDGE_KIND_IDENTIFIED_BY: _ClassVar[EdgeKind]
    EDGE_KIND_LIVES_AT: _ClassVar[EdgeKind]
    EDGE_KIND_CO_ARRESTED: _ClassVar[EdgeKind]
    EDGE_KIND_TRAVELLED: _ClassVar[EdgeKind]
    EDGE_KIND_REFERS_TO: _ClassVar[EdgeKind]
    EDGE_KIND_PHONE_REGISTERED_TO: _ClassVar[EdgeKind]
    EDGE_KIND_PHONE_USED_BY: _ClassVar[EdgeKind]
    EDGE_KIND_PHONE_FOUND_WITH: _ClassVar[EdgeKind]
    EDGE_KIND_CO_LOCATED: _ClassVar[EdgeKind]
    EDGE_KIND_ACCOUNT_HELD_BY: _ClassVar[EdgeKind]
    EDGE_KIND_ACCOUNT_USED_BY: _ClassVar[EdgeKind]
    EDGE_KIND_TRANSFERRED: _ClassVar[EdgeKind]
    EDGE_KIND_WITHDREW: _ClassVar[EdgeKind]
    EDGE_KIND_CALLED: _ClassVar[EdgeKind]
    EDGE_KIND_USED_DEVICE: _ClassVar[EdgeKind]
    EDGE_KIND_CAMPED_AT: _ClassVar[EdgeKind]
    EDGE_KIND_ACCOUNT_OF: _ClassVar[EdgeKind]
    EDGE_KIND_OFFICER_OF: _ClassVar[EdgeKind]
    EDGE_KIND_SAME_PERSON: _ClassVar[EdgeKind]
    EDGE_KIND_DEVICE_USED_BY: _ClassVar[EdgeKind]
    EDGE_KIND_VEHICLE_USED_BY: _ClassVar[EdgeKind]

class PictureFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PICTURE_FORMAT_UNSPECIFIED: _ClassVar[PictureFormat]
    PICTURE_FORMAT_SVG: _ClassVar[PictureFormat]
    PICTURE_FORMAT_PNG: _ClassVar[PictureFormat]
    PICTURE_FORMAT_GRAPHML: _ClassVar[PictureFormat]
    PICTURE_FORMAT_CSV: _ClassVar[PictureFormat]
    PICTURE_FORMAT_ANX: _ClassVar[PictureFormat]
    PICTURE_FORMAT_PDF: _ClassVar[PictureFormat]
NODE_KIND_UNSPECIFIED: NodeKind
NODE_KIND_SUBJECT: NodeKind
NODE_KIND_ACCOUNT: NodeKind
NODE_KIND_PHONE: NodeKind
NODE_KIND_DEVICE: NodeKind
NODE_KIND_DOCUMENT: NodeKind
NODE_KIND_CASE: NodeKind
NODE_KIND_PLACE: NodeKind
NODE_KIND_JOURNEY: NodeKind
NODE_KIND_ORGANISATION: NodeKind
NODE_KIND_VEHICLE: NodeKind
EDGE_KIND_UNSPECIFIED: EdgeKind
EDGE_KIND_PARTY_TO: EdgeKind
EDGE_KIND_IDENTIFIED_BY: EdgeKind
EDGE_KIND_LIVES_AT: EdgeKind
EDGE_KIND_CO_ARRESTED: EdgeKind
EDGE_KIND_TRAVELLED: EdgeKind
EDGE_KIND_REFERS_TO: EdgeKind
EDGE_KIND_PHONE_REGISTERED_TO: EdgeKind
EDGE_KIND_PHONE_USED_BY: EdgeKind
EDGE_KIND_PHONE_FOUND_WITH: EdgeKind
EDGE_KIND_CO_LOCATED: EdgeKind
EDGE_KIND_ACCOUNT_HELD_BY: EdgeKind
EDGE_KIND_ACCOUNT_USED_BY: EdgeKind
EDGE_KIND_TRANSFERRED: EdgeKind
EDGE_KIND_WITHDREW: EdgeKind
EDGE_KIND_CALLED: EdgeKind
EDGE_KIND_USED_DEVICE: EdgeKind
EDGE_KIND_CAMPED_AT: EdgeKind
EDGE_KIND_ACCOUNT_OF: EdgeKind
EDGE_KIND_OFFICER_OF: EdgeKind
EDGE_KIND_SAME_PERSON: EdgeKind
EDGE_KIND_DEVICE_USED_BY: EdgeKind
EDGE_KIND_VEHICLE_USED_BY: EdgeKind
PICTURE_FORMAT_UNSPECIFIED: PictureFormat
PICTURE_FORMAT_SVG: PictureFormat
PICTURE_FORMAT_PNG: PictureFormat
PICTURE_FORMAT_GRAPHML: PictureFormat
PICTURE_FORMAT_CSV: PictureFormat
PICTURE_FORMAT_ANX: PictureFormat
PICTURE_FORMAT_PDF: PictureFormat

class NodeKey(_message.Message):
    __slots__ = ("kind", "id")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    kind: NodeKind
    id: str
    def __init__(self, kind: _Optional[_Union[NodeKind, str]] = ..., id: _Optional[str] = ...) -> None: ...

class Node(_message.Message):
    __slots__ = ("key", "label", "label_ur", "owner", "source", "role", "grade", "handling", "degree", "hub", "person", "neighbours")
    KEY_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    LABEL_UR_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    HANDLING_FIELD_NUMBER: _ClassVar[int]
    DEGREE_FIELD_NUMBER: _ClassVar[int]
    HUB_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    NEIGHBOURS_FIELD_NUMBER: _ClassVar[int]
    key: NodeKey
    label: str
    label_ur: str
    owner: str
    source: str
    role: str
    grade: str
    handling: str
    degree: int
    hub: bool
    person: int
    neighbours: int
    def __init__(self, key: _Optional[_Union[NodeKey, _Mapping]] = ..., label: _Optional[str] = ..., label_ur: _Optional[str] = ..., owner: _Optional[str] = ..., source: _Optional[str] = ..., role: _Optional[str] = ..., grade: _Optional[str] = ..., handling: _Optional[str] = ..., degree: _Optional[int] = ..., hub: _Optional[bool] = ..., person: _Optional[int] = ..., neighbours: _Optional[int] = ...) -> None: ...

class Edge(_message.Message):
    __slots__ = ("id", "kind", "start", "end", "at_ms", "until_ms", "amount_minor", "currency", "duration_s", "owner", "source", "grade", "handling", "authority", "note", "known_ms", "rows", "first_ms", "sum_minor")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_MINOR_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DURATION_S_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    HANDLING_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_MS_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    FIRST_MS_FIELD_NUMBER: _ClassVar[int]
    SUM_MINOR_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: EdgeKind
    start: NodeKey
    end: NodeKey
    at_ms: int
    until_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    owner: str
    source: str
    grade: str
    handling: str
    authority: str
    note: str
    known_ms: int
    rows: int
    first_ms: int
    sum_minor: int
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[EdgeKind, str]] = ..., start: _Optional[_Union[NodeKey, _Mapping]] = ..., end: _Optional[_Union[NodeKey, _Mapping]] = ..., at_ms: _Optional[int] = ..., until_ms: _Optional[int] = ..., amount_minor: _Optional[int] = ..., currency: _Optional[str] = ..., duration_s: _Optional[int] = ..., owner: _Optional[str] = ..., source: _Optional[str] = ..., grade: _Optional[str] = ..., handling: _Optional[str] = ..., authority: _Optional[str] = ..., note: _Optional[str] = ..., known_ms: _Optional[int] = ..., rows: _Optional[int] = ..., first_ms: _Optional[int] = ..., sum_minor: _Optional[int] = ...) -> None: ...

class Stub(_message.Message):
    __slots__ = ("before", "after", "hidden", "owner", "owner_name", "desk")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    HIDDEN_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    OWNER_NAME_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    before: NodeKey
    after: NodeKey
    hidden: int
    owner: str
    owner_name: str
    desk: _registry_pb2.Desk
    def __init__(self, before: _Optional[_Union[NodeKey, _Mapping]] = ..., after: _Optional[_Union[NodeKey, _Mapping]] = ..., hidden: _Optional[int] = ..., owner: _Optional[str] = ..., owner_name: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ...) -> None: ...

class Cut(_message.Message):
    __slots__ = ("what", "shown", "total", "more")
    WHAT_FIELD_NUMBER: _ClassVar[int]
    SHOWN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    what: str
    shown: int
    total: int
    more: bool
    def __init__(self, what: _Optional[str] = ..., shown: _Optional[int] = ..., total: _Optional[int] = ..., more: _Optional[bool] = ...) -> None: ...

class Picture(_message.Message):
    __slots__ = ("format", "data")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    format: PictureFormat
    data: bytes
    def __init__(self, format: _Optional[_Union[PictureFormat, str]] = ..., data: _Optional[bytes] = ...) -> None: ...
