from rabta.access.v1 import rule_pb2 as _rule_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReleaseTable(_message.Message):
    __slots__ = ("id", "k")
    ID_FIELD_NUMBER: _ClassVar[int]
    K_FIELD_NUMBER: _ClassVar[int]
    id: str
    k: int
    def __init__(self, id: _Optional[str] = ..., k: _Optional[int] = ...) -> None: ...

class ReleasePlan(_message.Message):
    __slots__ = ("name", "first", "until", "tables")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    TABLES_FIELD_NUMBER: _ClassVar[int]
    name: str
    first: str
    until: str
    tables: _containers.RepeatedCompositeFieldContainer[ReleaseTable]
    def __init__(self, name: _Optional[str] = ..., first: _Optional[str] = ..., until: _Optional[str] = ..., tables: _Optional[_Iterable[_Union[ReleaseTable, _Mapping]]] = ...) -> None: ...

class PlanReleaseRequest(_message.Message):
    __slots__ = ("plan",)
    PLAN_FIELD_NUMBER: _ClassVar[int]
    plan: ReleasePlan
    def __init__(self, plan: _Optional[_Union[ReleasePlan, _Mapping]] = ...) -> None: ...

class PlanReleaseResponse(_message.Message):
    __slots__ = ("plan",)
    PLAN_FIELD_NUMBER: _ClassVar[int]
    plan: ReleasePlan
    def __init__(self, plan: _Optional[_Union[ReleasePlan, _Mapping]] = ...) -> None: ...

class CountReleaseRequest(_message.Message):
    __slots__ = ("plan",)
    PLAN_FIELD_NUMBER: _ClassVar[int]
    plan: str
    def __init__(self, plan: _Optional[str] = ...) -> None: ...

class CountReleaseResponse(_message.Message):
    __slots__ = ("release",)
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    release: bytes
    def __init__(self, release: _Optional[bytes] = ...) -> None: ...
