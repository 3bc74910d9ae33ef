from rabta.exchange.v1 import order_pb2 as _order_pb2
from rabta.records.v1 import history_pb2 as _history_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RemovalReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REMOVAL_REASON_UNSPECIFIED: _ClassVar[RemovalReason]
    REMOVAL_REASON_RIGHT_ENDED: _ClassVar[RemovalReason]
    REMOVAL_REASON_AGREEMENT_ENDED: _ClassVar[RemovalReason]
REMOVAL_REASON_UNSPECIFIED: RemovalReason
REMOVAL_REASON_RIGHT_ENDED: RemovalReason
REMOVAL_REASON_AGREEMENT_ENDED: RemovalReason

class Cursor(_message.Message):
    __slots__ = ("feed", "epoch", "sequence", "chain_sha256")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_SHA256_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    sequence: int
    chain_sha256: bytes
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., sequence: _Optional[int] = ..., chain_sha256: _Optional[bytes] = ...) -> None: ...

class SyncPageHeader(_message.Message):
    __slots__ = ("format", "federation_id", "sender", "receiver", "feed", "epoch", "from_sequence", "to_sequence", "previous_sha256", "count", "passed", "root", "head", "time_ms")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    SENDER_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_FIELD_NUMBER: _ClassVar[int]
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    FROM_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    TO_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    PASSED_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    HEAD_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    format: int
    federation_id: bytes
    sender: str
    receiver: str
    feed: str
    epoch: int
    from_sequence: int
    to_sequence: int
    previous_sha256: bytes
    count: int
    passed: int
    root: bytes
    head: int
    time_ms: int
    def __init__(self, format: _Optional[int] = ..., federation_id: _Optional[bytes] = ..., sender: _Optional[str] = ..., receiver: _Optional[str] = ..., feed: _Optional[str] = ..., epoch: _Optional[int] = ..., from_sequence: _Optional[int] = ..., to_sequence: _Optional[int] = ..., previous_sha256: _Optional[bytes] = ..., count: _Optional[int] = ..., passed: _Optional[int] = ..., root: _Optional[bytes] = ..., head: _Optional[int] = ..., time_ms: _Optional[int] = ...) -> None: ...

class SyncItem(_message.Message):
    __slots__ = ("sequence", "copy", "removal", "order")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    COPY_FIELD_NUMBER: _ClassVar[int]
    REMOVAL_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    copy: Copy
    removal: Removal
    order: _order_pb2.ErasureOrder
    def __init__(self, sequence: _Optional[int] = ..., copy: _Optional[_Union[Copy, _Mapping]] = ..., removal: _Optional[_Union[Removal, _Mapping]] = ..., order: _Optional[_Union[_order_pb2.ErasureOrder, _Mapping]] = ...) -> None: ...

class Copy(_message.Message):
    __slots__ = ("version", "record_class", "agreement")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    RECORD_CLASS_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    version: _history_pb2.SignedVersion
    record_class: str
    agreement: str
    def __init__(self, version: _Optional[_Union[_history_pb2.SignedVersion, _Mapping]] = ..., record_class: _Optional[str] = ..., agreement: _Optional[str] = ...) -> None: ...

class Removal(_message.Message):
    __slots__ = ("record", "reason")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    record: str
    reason: RemovalReason
    def __init__(self, record: _Optional[str] = ..., reason: _Optional[_Union[RemovalReason, str]] = ...) -> None: ...
