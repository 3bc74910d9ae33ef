from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.membership.v1 import registry_pb2 as _registry_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NumberWatch(_message.Message):
    __slots__ = ("id", "identifier", "began_ms", "expires_ms", "record", "person", "cited_case", "deconflict", "question")
    ID_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    BEGAN_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    CITED_CASE_FIELD_NUMBER: _ClassVar[int]
    DECONFLICT_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    id: str
    identifier: _subject_pb2.Identifier
    began_ms: int
    expires_ms: int
    record: str
    person: str
    cited_case: bool
    deconflict: bool
    question: WatchedQuestion
    def __init__(self, id: _Optional[str] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., began_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., record: _Optional[str] = ..., person: _Optional[str] = ..., cited_case: _Optional[bool] = ..., deconflict: _Optional[bool] = ..., question: _Optional[_Union[WatchedQuestion, _Mapping]] = ...) -> None: ...

class WatchedQuestion(_message.Message):
    __slots__ = ("method", "request")
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    method: str
    request: bytes
    def __init__(self, method: _Optional[str] = ..., request: _Optional[bytes] = ...) -> None: ...

class WatchRequest(_message.Message):
    __slots__ = ("request_id", "identifier", "expires_ms", "record", "person", "cited_case", "deconflict", "question")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    CITED_CASE_FIELD_NUMBER: _ClassVar[int]
    DECONFLICT_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    identifier: _subject_pb2.Identifier
    expires_ms: int
    record: str
    person: str
    cited_case: bool
    deconflict: bool
    question: WatchedQuestion
    def __init__(self, request_id: _Optional[str] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., expires_ms: _Optional[int] = ..., record: _Optional[str] = ..., person: _Optional[str] = ..., cited_case: _Optional[bool] = ..., deconflict: _Optional[bool] = ..., question: _Optional[_Union[WatchedQuestion, _Mapping]] = ...) -> None: ...

class WatchResponse(_message.Message):
    __slots__ = ("watch",)
    WATCH_FIELD_NUMBER: _ClassVar[int]
    watch: NumberWatch
    def __init__(self, watch: _Optional[_Union[NumberWatch, _Mapping]] = ...) -> None: ...

class UnwatchRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class UnwatchResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListWatchesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListWatchesResponse(_message.Message):
    __slots__ = ("watches",)
    WATCHES_FIELD_NUMBER: _ClassVar[int]
    watches: _containers.RepeatedCompositeFieldContainer[NumberWatch]
    def __init__(self, watches: _Optional[_Iterable[_Union[NumberWatch, _Mapping]]] = ...) -> None: ...

class AlertCursor(_message.Message):
    __slots__ = ("feed", "epoch", "sequence")
    FEED_FIELD_NUMBER: _ClassVar[int]
    EPOCH_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    feed: str
    epoch: int
    sequence: int
    def __init__(self, feed: _Optional[str] = ..., epoch: _Optional[int] = ..., sequence: _Optional[int] = ...) -> None: ...

class Alert(_message.Message):
    __slots__ = ("sequence", "watch", "told_ms", "owner", "version", "handle", "desk")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    WATCH_FIELD_NUMBER: _ClassVar[int]
    TOLD_MS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    watch: str
    told_ms: int
    owner: str
    version: str
    handle: str
    desk: _registry_pb2.Desk
    def __init__(self, sequence: _Optional[int] = ..., watch: _Optional[str] = ..., told_ms: _Optional[int] = ..., owner: _Optional[str] = ..., version: _Optional[str] = ..., handle: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ...) -> None: ...

class ListAlertsRequest(_message.Message):
    __slots__ = ("cursor", "page_size")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    cursor: AlertCursor
    page_size: int
    def __init__(self, cursor: _Optional[_Union[AlertCursor, _Mapping]] = ..., page_size: _Optional[int] = ...) -> None: ...

class ListAlertsResponse(_message.Message):
    __slots__ = ("alerts", "next", "more")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[Alert]
    next: AlertCursor
    more: bool
    def __init__(self, alerts: _Optional[_Iterable[_Union[Alert, _Mapping]]] = ..., next: _Optional[_Union[AlertCursor, _Mapping]] = ..., more: _Optional[bool] = ...) -> None: ...
