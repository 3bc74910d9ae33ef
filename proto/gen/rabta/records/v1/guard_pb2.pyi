from rabta.records.v1 import case_pb2 as _case_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GuardKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARD_KIND_UNSPECIFIED: _ClassVar[GuardKind]
    GUARD_KIND_BAR: _ClassVar[GuardKind]
    GUARD_KIND_GUARD: _ClassVar[GuardKind]
    GUARD_KIND_NOTE: _ClassVar[GuardKind]

class GuardDesk(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARD_DESK_UNSPECIFIED: _ClassVar[GuardDesk]
    GUARD_DESK_PROSECUTOR: _ClassVar[GuardDesk]
    GUARD_DESK_DISTRICT_PROSECUTOR: _ClassVar[GuardDesk]
    GUARD_DESK_OVERSIGHT: _ClassVar[GuardDesk]
GUARD_KIND_UNSPECIFIED: GuardKind
GUARD_KIND_BAR: GuardKind
GUARD_KIND_GUARD: GuardKind
GUARD_KIND_NOTE: GuardKind
GUARD_DESK_UNSPECIFIED: GuardDesk
GUARD_DESK_PROSECUTOR: GuardDesk
GUARD_DESK_DISTRICT_PROSECUTOR: GuardDesk
GUARD_DESK_OVERSIGHT: GuardDesk

class ListGuardsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListGuardsResponse(_message.Message):
    __slots__ = ("guards",)
    GUARDS_FIELD_NUMBER: _ClassVar[int]
    guards: _containers.RepeatedCompositeFieldContainer[ListedGuard]
    def __init__(self, guards: _Optional[_Iterable[_Union[ListedGuard, _Mapping]]] = ...) -> None: ...

class ListedGuard(_message.Message):
    __slots__ = ("reference", "guard", "confirm_identity", "victim_case", "since_ms", "custody", "overdue")
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    GUARD_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    VICTIM_CASE_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    CUSTODY_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    reference: str
    guard: GuardKind
    confirm_identity: bool
    victim_case: _containers.RepeatedCompositeFieldContainer[_case_pb2.CaseReference]
    since_ms: int
    custody: bool
    overdue: _containers.RepeatedScalarFieldContainer[GuardDesk]
    def __init__(self, reference: _Optional[str] = ..., guard: _Optional[_Union[GuardKind, str]] = ..., confirm_identity: _Optional[bool] = ..., victim_case: _Optional[_Iterable[_Union[_case_pb2.CaseReference, _Mapping]]] = ..., since_ms: _Optional[int] = ..., custody: _Optional[bool] = ..., overdue: _Optional[_Iterable[_Union[GuardDesk, str]]] = ...) -> None: ...
