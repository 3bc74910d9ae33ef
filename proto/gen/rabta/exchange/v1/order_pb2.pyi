from rabta.records.v1 import history_pb2 as _history_pb2
from rabta.signing.v1 import page_pb2 as _page_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OrderKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_KIND_UNSPECIFIED: _ClassVar[OrderKind]
    ORDER_KIND_EXPUNGE: _ClassVar[OrderKind]
    ORDER_KIND_WITHDRAW: _ClassVar[OrderKind]
    ORDER_KIND_RECALL: _ClassVar[OrderKind]

class ReceiptState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECEIPT_STATE_UNSPECIFIED: _ClassVar[ReceiptState]
    RECEIPT_STATE_ERASED: _ClassVar[ReceiptState]
    RECEIPT_STATE_HELD_NOTHING: _ClassVar[ReceiptState]
    RECEIPT_STATE_REFUSED: _ClassVar[ReceiptState]
ORDER_KIND_UNSPECIFIED: OrderKind
ORDER_KIND_EXPUNGE: OrderKind
ORDER_KIND_WITHDRAW: OrderKind
ORDER_KIND_RECALL: OrderKind
RECEIPT_STATE_UNSPECIFIED: ReceiptState
RECEIPT_STATE_ERASED: ReceiptState
RECEIPT_STATE_HELD_NOTHING: ReceiptState
RECEIPT_STATE_REFUSED: ReceiptState

class ErasureOrder(_message.Message):
    __slots__ = ("id", "record", "kind", "proof", "page", "agreement", "given_ms", "due_ms")
    ID_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    GIVEN_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    id: bytes
    record: str
    kind: OrderKind
    proof: _history_pb2.SignedVersion
    page: _page_pb2.SignedPageHeader
    agreement: str
    given_ms: int
    due_ms: int
    def __init__(self, id: _Optional[bytes] = ..., record: _Optional[str] = ..., kind: _Optional[_Union[OrderKind, str]] = ..., proof: _Optional[_Union[_history_pb2.SignedVersion, _Mapping]] = ..., page: _Optional[_Union[_page_pb2.SignedPageHeader, _Mapping]] = ..., agreement: _Optional[str] = ..., given_ms: _Optional[int] = ..., due_ms: _Optional[int] = ...) -> None: ...

class ErasureReceipt(_message.Message):
    __slots__ = ("format", "federation_id", "agency", "kid", "audience", "order_id", "order_sha256", "record", "state", "counts", "downstream_sha256", "reason", "time_ms")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_SHA256_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    DOWNSTREAM_SHA256_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    format: int
    federation_id: bytes
    agency: str
    kid: bytes
    audience: str
    order_id: bytes
    order_sha256: bytes
    record: str
    state: ReceiptState
    counts: _containers.RepeatedCompositeFieldContainer[StoreCount]
    downstream_sha256: _containers.RepeatedScalarFieldContainer[bytes]
    reason: str
    time_ms: int
    def __init__(self, format: _Optional[int] = ..., federation_id: _Optional[bytes] = ..., agency: _Optional[str] = ..., kid: _Optional[bytes] = ..., audience: _Optional[str] = ..., order_id: _Optional[bytes] = ..., order_sha256: _Optional[bytes] = ..., record: _Optional[str] = ..., state: _Optional[_Union[ReceiptState, str]] = ..., counts: _Optional[_Iterable[_Union[StoreCount, _Mapping]]] = ..., downstream_sha256: _Optional[_Iterable[bytes]] = ..., reason: _Optional[str] = ..., time_ms: _Optional[int] = ...) -> None: ...

class StoreCount(_message.Message):
    __slots__ = ("store", "erased")
    STORE_FIELD_NUMBER: _ClassVar[int]
    ERASED_FIELD_NUMBER: _ClassVar[int]
    store: str
    erased: int
    def __init__(self, store: _Optional[str] = ..., erased: _Optional[int] = ...) -> None: ...

class SignedErasureReceipt(_message.Message):
    __slots__ = ("receipt", "signature")
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    receipt: bytes
    signature: bytes
    def __init__(self, receipt: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
