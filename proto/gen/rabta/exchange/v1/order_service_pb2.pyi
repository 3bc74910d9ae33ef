from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.exchange.v1 import order_pb2 as _order_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReceiptOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RECEIPT_OUTCOME_UNSPECIFIED: _ClassVar[ReceiptOutcome]
    RECEIPT_OUTCOME_TAKEN: _ClassVar[ReceiptOutcome]
    RECEIPT_OUTCOME_REFUSED: _ClassVar[ReceiptOutcome]

class OrderState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATE_UNSPECIFIED: _ClassVar[OrderState]
    ORDER_STATE_PENDING: _ClassVar[OrderState]
    ORDER_STATE_CONFIRMED: _ClassVar[OrderState]
    ORDER_STATE_OVERDUE: _ClassVar[OrderState]
    ORDER_STATE_REFUSED: _ClassVar[OrderState]
RECEIPT_OUTCOME_UNSPECIFIED: ReceiptOutcome
RECEIPT_OUTCOME_TAKEN: ReceiptOutcome
RECEIPT_OUTCOME_REFUSED: ReceiptOutcome
ORDER_STATE_UNSPECIFIED: OrderState
ORDER_STATE_PENDING: OrderState
ORDER_STATE_CONFIRMED: OrderState
ORDER_STATE_OVERDUE: OrderState
ORDER_STATE_REFUSED: OrderState

class SubmitReceiptsRequest(_message.Message):
    __slots__ = ("receipts",)
    RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    receipts: _containers.RepeatedCompositeFieldContainer[_order_pb2.SignedErasureReceipt]
    def __init__(self, receipts: _Optional[_Iterable[_Union[_order_pb2.SignedErasureReceipt, _Mapping]]] = ...) -> None: ...

class SubmitReceiptsResponse(_message.Message):
    __slots__ = ("outcomes",)
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedScalarFieldContainer[ReceiptOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[ReceiptOutcome, str]]] = ...) -> None: ...

class ListOrdersRequest(_message.Message):
    __slots__ = ("record", "state", "page_size", "page_token")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    record: str
    state: OrderState
    page_size: int
    page_token: str
    def __init__(self, record: _Optional[str] = ..., state: _Optional[_Union[OrderState, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListOrdersResponse(_message.Message):
    __slots__ = ("orders", "next_page_token")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[OrderStanding]
    next_page_token: str
    def __init__(self, orders: _Optional[_Iterable[_Union[OrderStanding, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class OrderStanding(_message.Message):
    __slots__ = ("order", "receiver", "state", "receipt")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    RECEIVER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.ErasureOrder
    receiver: str
    state: OrderState
    receipt: _order_pb2.SignedErasureReceipt
    def __init__(self, order: _Optional[_Union[_order_pb2.ErasureOrder, _Mapping]] = ..., receiver: _Optional[str] = ..., state: _Optional[_Union[OrderState, str]] = ..., receipt: _Optional[_Union[_order_pb2.SignedErasureReceipt, _Mapping]] = ...) -> None: ...
