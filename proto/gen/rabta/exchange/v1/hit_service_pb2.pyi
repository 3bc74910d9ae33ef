from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.exchange.v1 import hit_pb2 as _hit_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ConfirmHitRequest(_message.Message):
    __slots__ = ("request_id", "record", "handle", "urgency", "questions")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    record: str
    handle: str
    urgency: _hit_pb2.Urgency
    questions: _containers.RepeatedScalarFieldContainer[_hit_pb2.HitQuestion]
    def __init__(self, request_id: _Optional[str] = ..., record: _Optional[str] = ..., handle: _Optional[str] = ..., urgency: _Optional[_Union[_hit_pb2.Urgency, str]] = ..., questions: _Optional[_Iterable[_Union[_hit_pb2.HitQuestion, str]]] = ...) -> None: ...

class ConfirmHitResponse(_message.Message):
    __slots__ = ("request", "located_ms")
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    LOCATED_MS_FIELD_NUMBER: _ClassVar[int]
    request: _hit_pb2.HitRequest
    located_ms: int
    def __init__(self, request: _Optional[_Union[_hit_pb2.HitRequest, _Mapping]] = ..., located_ms: _Optional[int] = ...) -> None: ...

class AnswerHitRequest(_message.Message):
    __slots__ = ("request_id", "id", "answer", "until_ms", "collector")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    COLLECTOR_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    answer: _hit_pb2.HitState
    until_ms: int
    collector: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., answer: _Optional[_Union[_hit_pb2.HitState, str]] = ..., until_ms: _Optional[int] = ..., collector: _Optional[str] = ...) -> None: ...

class AnswerHitResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _hit_pb2.HitRequest
    def __init__(self, request: _Optional[_Union[_hit_pb2.HitRequest, _Mapping]] = ...) -> None: ...

class LocateRequest(_message.Message):
    __slots__ = ("request_id", "id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...

class LocateResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _hit_pb2.HitRequest
    def __init__(self, request: _Optional[_Union[_hit_pb2.HitRequest, _Mapping]] = ...) -> None: ...

class RequestReleaseRequest(_message.Message):
    __slots__ = ("request_id", "handle", "urgency")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    handle: str
    urgency: _hit_pb2.Urgency
    def __init__(self, request_id: _Optional[str] = ..., handle: _Optional[str] = ..., urgency: _Optional[_Union[_hit_pb2.Urgency, str]] = ...) -> None: ...

class RequestReleaseResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _hit_pb2.HitRequest
    def __init__(self, request: _Optional[_Union[_hit_pb2.HitRequest, _Mapping]] = ...) -> None: ...

class DecideReleaseRequest(_message.Message):
    __slots__ = ("request_id", "id", "decision", "until_ms")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    decision: _hit_pb2.HitState
    until_ms: int
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., decision: _Optional[_Union[_hit_pb2.HitState, str]] = ..., until_ms: _Optional[int] = ...) -> None: ...

class DecideReleaseResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _hit_pb2.HitRequest
    def __init__(self, request: _Optional[_Union[_hit_pb2.HitRequest, _Mapping]] = ...) -> None: ...

class ListHitRequestsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "answered")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    answered: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., answered: _Optional[bool] = ...) -> None: ...

class ListHitRequestsResponse(_message.Message):
    __slots__ = ("requests", "next_page_token")
    REQUESTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    requests: _containers.RepeatedCompositeFieldContainer[_hit_pb2.HitRequest]
    next_page_token: str
    def __init__(self, requests: _Optional[_Iterable[_Union[_hit_pb2.HitRequest, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
