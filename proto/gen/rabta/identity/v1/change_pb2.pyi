from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_KIND_UNSPECIFIED: _ClassVar[ChangeKind]
    CHANGE_KIND_NUMBER_REPLACED: _ClassVar[ChangeKind]
    CHANGE_KIND_BLOCKED: _ClassVar[ChangeKind]
    CHANGE_KIND_UNBLOCKED: _ClassVar[ChangeKind]
    CHANGE_KIND_TOKENS_JOINED: _ClassVar[ChangeKind]
    CHANGE_KIND_TOKEN_SPLIT: _ClassVar[ChangeKind]
    CHANGE_KIND_DECEASED: _ClassVar[ChangeKind]
CHANGE_KIND_UNSPECIFIED: ChangeKind
CHANGE_KIND_NUMBER_REPLACED: ChangeKind
CHANGE_KIND_BLOCKED: ChangeKind
CHANGE_KIND_UNBLOCKED: ChangeKind
CHANGE_KIND_TOKENS_JOINED: ChangeKind
CHANGE_KIND_TOKEN_SPLIT: ChangeKind
CHANGE_KIND_DECEASED: ChangeKind

class Cursor(_message.Message):
    __slots__ = ("feed", "epoch", "sequence")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    sequence: int
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., sequence: _Optional[int] = ...) -> None: ...

class Change(_message.Message):
    __slots__ = ("sequence", "kind", "token", "others", "at_ms")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    OTHERS_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    kind: ChangeKind
    token: bytes
    others: _containers.RepeatedScalarFieldContainer[bytes]
    at_ms: int
    def __init__(self, sequence: _Optional[int] = ..., kind: _Optional[_Union[ChangeKind, str]] = ..., token: _Optional[bytes] = ..., others: _Optional[_Iterable[bytes]] = ..., at_ms: _Optional[int] = ...) -> None: ...
