from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MovementDirection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MOVEMENT_DIRECTION_UNSPECIFIED: _ClassVar[MovementDirection]
    MOVEMENT_DIRECTION_EXIT: _ClassVar[MovementDirection]
    MOVEMENT_DIRECTION_ENTRY: _ClassVar[MovementDirection]
MOVEMENT_DIRECTION_UNSPECIFIED: MovementDirection
MOVEMENT_DIRECTION_EXIT: MovementDirection
MOVEMENT_DIRECTION_ENTRY: MovementDirection

class BorderCrossing(_message.Message):
    __slots__ = ("direction", "at", "post", "carrier", "other_country")
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    POST_FIELD_NUMBER: _ClassVar[int]
    CARRIER_FIELD_NUMBER: _ClassVar[int]
    OTHER_COUNTRY_FIELD_NUMBER: _ClassVar[int]
    direction: MovementDirection
    at: str
    post: str
    carrier: str
    other_country: str
    def __init__(self, direction: _Optional[_Union[MovementDirection, str]] = ..., at: _Optional[str] = ..., post: _Optional[str] = ..., carrier: _Optional[str] = ..., other_country: _Optional[str] = ...) -> None: ...
