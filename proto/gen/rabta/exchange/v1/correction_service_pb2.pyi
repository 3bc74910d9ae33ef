from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.exchange.v1 import correction_pb2 as _correction_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProposeCorrectionRequest(_message.Message):
    __slots__ = ("request_id", "record", "held", "fields", "basis", "document", "reason")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    record: str
    held: bool
    fields: _containers.RepeatedCompositeFieldContainer[_correction_pb2.FieldCorrection]
    basis: _correction_pb2.CorrectionBasis
    document: _correction_pb2.CorrectionDocument
    reason: str
    def __init__(self, request_id: _Optional[str] = ..., record: _Optional[str] = ..., held: _Optional[bool] = ..., fields: _Optional[_Iterable[_Union[_correction_pb2.FieldCorrection, _Mapping]]] = ..., basis: _Optional[_Union[_correction_pb2.CorrectionBasis, str]] = ..., document: _Optional[_Union[_correction_pb2.CorrectionDocument, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class ProposeCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_pb2.Correction, _Mapping]] = ...) -> None: ...

class DecideCorrectionRequest(_message.Message):
    __slots__ = ("request_id", "id", "decision", "rejection", "version")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REJECTION_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    decision: _correction_pb2.CorrectionState
    rejection: _correction_pb2.CorrectionRejection
    version: int
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., decision: _Optional[_Union[_correction_pb2.CorrectionState, str]] = ..., rejection: _Optional[_Union[_correction_pb2.CorrectionRejection, str]] = ..., version: _Optional[int] = ...) -> None: ...

class DecideCorrectionResponse(_message.Message):
    __slots__ = ("correction",)
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    correction: _correction_pb2.Correction
    def __init__(self, correction: _Optional[_Union[_correction_pb2.Correction, _Mapping]] = ...) -> None: ...

class ListCorrectionsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "answered")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    answered: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., answered: _Optional[bool] = ...) -> None: ...

class ListCorrectionsResponse(_message.Message):
    __slots__ = ("corrections", "next_page_token")
    CORRECTIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    corrections: _containers.RepeatedCompositeFieldContainer[_correction_pb2.Correction]
    next_page_token: str
    def __init__(self, corrections: _Optional[_Iterable[_Union[_correction_pb2.Correction, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
