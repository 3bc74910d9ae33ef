from rabta.records.v1 import statement_pb2 as _statement_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReviewNeed(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_NEED_UNSPECIFIED: _ClassVar[ReviewNeed]
    REVIEW_NEED_NOTE: _ClassVar[ReviewNeed]
    REVIEW_NEED_REVIEW: _ClassVar[ReviewNeed]
REVIEW_NEED_UNSPECIFIED: ReviewNeed
REVIEW_NEED_NOTE: ReviewNeed
REVIEW_NEED_REVIEW: ReviewNeed

class ReviewStatementsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ReviewStatementsResponse(_message.Message):
    __slots__ = ("reviews",)
    REVIEWS_FIELD_NUMBER: _ClassVar[int]
    reviews: _containers.RepeatedCompositeFieldContainer[StatementReview]
    def __init__(self, reviews: _Optional[_Iterable[_Union[StatementReview, _Mapping]]] = ...) -> None: ...

class StatementReview(_message.Message):
    __slots__ = ("record", "relation", "need", "signs")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    NEED_FIELD_NUMBER: _ClassVar[int]
    SIGNS_FIELD_NUMBER: _ClassVar[int]
    record: str
    relation: _statement_pb2.StatementRelation
    need: ReviewNeed
    signs: _containers.RepeatedCompositeFieldContainer[StatementSign]
    def __init__(self, record: _Optional[str] = ..., relation: _Optional[_Union[_statement_pb2.StatementRelation, str]] = ..., need: _Optional[_Union[ReviewNeed, str]] = ..., signs: _Optional[_Iterable[_Union[StatementSign, _Mapping]]] = ...) -> None: ...

class StatementSign(_message.Message):
    __slots__ = ("code", "text", "text_ur")
    CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    code: str
    text: str
    text_ur: str
    def __init__(self, code: _Optional[str] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ...) -> None: ...
