from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StatementType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_TYPE_UNSPECIFIED: _ClassVar[StatementType]
    STATEMENT_TYPE_161: _ClassVar[StatementType]
    STATEMENT_TYPE_164: _ClassVar[StatementType]
    STATEMENT_TYPE_COURT: _ClassVar[StatementType]
STATEMENT_TYPE_UNSPECIFIED: StatementType
STATEMENT_TYPE_161: StatementType
STATEMENT_TYPE_164: StatementType
STATEMENT_TYPE_COURT: StatementType

class Statement(_message.Message):
    __slots__ = ("type", "at", "recorded_by", "present", "text", "retracts")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    RETRACTS_FIELD_NUMBER: _ClassVar[int]
    type: StatementType
    at: str
    recorded_by: str
    present: _containers.RepeatedScalarFieldContainer[str]
    text: str
    retracts: bool
    def __init__(self, type: _Optional[_Union[StatementType, str]] = ..., at: _Optional[str] = ..., recorded_by: _Optional[str] = ..., present: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ..., retracts: _Optional[bool] = ...) -> None: ...
