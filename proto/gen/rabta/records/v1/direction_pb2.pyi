from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DirectionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_KIND_UNSPECIFIED: _ClassVar[DirectionKind]
    DIRECTION_KIND_PROCEED: _ClassVar[DirectionKind]
    DIRECTION_KIND_CONSULT_FIRST: _ClassVar[DirectionKind]
    DIRECTION_KIND_SEND_FILE: _ClassVar[DirectionKind]
    DIRECTION_KIND_WAIT: _ClassVar[DirectionKind]
DIRECTION_KIND_UNSPECIFIED: DirectionKind
DIRECTION_KIND_PROCEED: DirectionKind
DIRECTION_KIND_CONSULT_FIRST: DirectionKind
DIRECTION_KIND_SEND_FILE: DirectionKind
DIRECTION_KIND_WAIT: DirectionKind

class AskDirectionsRequest(_message.Message):
    __slots__ = ("reference",)
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    reference: str
    def __init__(self, reference: _Optional[str] = ...) -> None: ...

class AskDirectionsResponse(_message.Message):
    __slots__ = ("noted_ms",)
    NOTED_MS_FIELD_NUMBER: _ClassVar[int]
    noted_ms: int
    def __init__(self, noted_ms: _Optional[int] = ...) -> None: ...

class ListDirectionsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListDirectionsResponse(_message.Message):
    __slots__ = ("directions", "more")
    DIRECTIONS_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    directions: _containers.RepeatedCompositeFieldContainer[ListedDirection]
    more: bool
    def __init__(self, directions: _Optional[_Iterable[_Union[ListedDirection, _Mapping]]] = ..., more: _Optional[bool] = ...) -> None: ...

class ListedDirection(_message.Message):
    __slots__ = ("reference", "asked_by", "asked_ms", "noted_ms", "noted", "direction")
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    ASKED_BY_FIELD_NUMBER: _ClassVar[int]
    ASKED_MS_FIELD_NUMBER: _ClassVar[int]
    NOTED_MS_FIELD_NUMBER: _ClassVar[int]
    NOTED_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    reference: str
    asked_by: str
    asked_ms: int
    noted_ms: int
    noted: bool
    direction: Direction
    def __init__(self, reference: _Optional[str] = ..., asked_by: _Optional[str] = ..., asked_ms: _Optional[int] = ..., noted_ms: _Optional[int] = ..., noted: _Optional[bool] = ..., direction: _Optional[_Union[Direction, _Mapping]] = ...) -> None: ...

class Direction(_message.Message):
    __slots__ = ("kind", "agency", "at_ms")
    KIND_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    kind: DirectionKind
    agency: str
    at_ms: int
    def __init__(self, kind: _Optional[_Union[DirectionKind, str]] = ..., agency: _Optional[str] = ..., at_ms: _Optional[int] = ...) -> None: ...

class GiveDirectionsRequest(_message.Message):
    __slots__ = ("request_id", "reference", "kind")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    reference: str
    kind: DirectionKind
    def __init__(self, request_id: _Optional[str] = ..., reference: _Optional[str] = ..., kind: _Optional[_Union[DirectionKind, str]] = ...) -> None: ...

class GiveDirectionsResponse(_message.Message):
    __slots__ = ("direction",)
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    direction: Direction
    def __init__(self, direction: _Optional[_Union[Direction, _Mapping]] = ...) -> None: ...
