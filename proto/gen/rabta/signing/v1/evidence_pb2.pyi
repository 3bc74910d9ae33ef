from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Evidence(_message.Message):
    __slots__ = ("format", "method", "request_header", "request_signature", "request_body", "answer_header", "answer_signature", "answer_body", "status_details", "token", "approver_token", "registry", "checkpoint", "registry_inclusion", "receipt", "redacted", "papers", "papers_signature")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_HEADER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_BODY_FIELD_NUMBER: _ClassVar[int]
    ANSWER_HEADER_FIELD_NUMBER: _ClassVar[int]
    ANSWER_SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_BODY_FIELD_NUMBER: _ClassVar[int]
    STATUS_DETAILS_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    APPROVER_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_FIELD_NUMBER: _ClassVar[int]
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_INCLUSION_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    PAPERS_SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    format: int
    method: str
    request_header: bytes
    request_signature: bytes
    request_body: bytes
    answer_header: bytes
    answer_signature: bytes
    answer_body: bytes
    status_details: bytes
    token: str
    approver_token: str
    registry: bytes
    checkpoint: bytes
    registry_inclusion: LeafProof
    receipt: EntryReceipt
    redacted: bool
    papers: bytes
    papers_signature: bytes
    def __init__(self, format: _Optional[int] = ..., method: _Optional[str] = ..., request_header: _Optional[bytes] = ..., request_signature: _Optional[bytes] = ..., request_body: _Optional[bytes] = ..., answer_header: _Optional[bytes] = ..., answer_signature: _Optional[bytes] = ..., answer_body: _Optional[bytes] = ..., status_details: _Optional[bytes] = ..., token: _Optional[str] = ..., approver_token: _Optional[str] = ..., registry: _Optional[bytes] = ..., checkpoint: _Optional[bytes] = ..., registry_inclusion: _Optional[_Union[LeafProof, _Mapping]] = ..., receipt: _Optional[_Union[EntryReceipt, _Mapping]] = ..., redacted: _Optional[bool] = ..., papers: _Optional[bytes] = ..., papers_signature: _Optional[bytes] = ...) -> None: ...

class Papers(_message.Message):
    __slots__ = ("request_sha256", "answer_header_sha256", "papers")
    REQUEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    ANSWER_HEADER_SHA256_FIELD_NUMBER: _ClassVar[int]
    PAPERS_FIELD_NUMBER: _ClassVar[int]
    request_sha256: bytes
    answer_header_sha256: bytes
    papers: _containers.RepeatedCompositeFieldContainer[Paper]
    def __init__(self, request_sha256: _Optional[bytes] = ..., answer_header_sha256: _Optional[bytes] = ..., papers: _Optional[_Iterable[_Union[Paper, _Mapping]]] = ...) -> None: ...

class Paper(_message.Message):
    __slots__ = ("name", "size", "sha256")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    name: str
    size: int
    sha256: bytes
    def __init__(self, name: _Optional[str] = ..., size: _Optional[int] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class LeafProof(_message.Message):
    __slots__ = ("index", "path")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    index: int
    path: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, index: _Optional[int] = ..., path: _Optional[_Iterable[bytes]] = ...) -> None: ...

class EntryReceipt(_message.Message):
    __slots__ = ("inclusion", "open", "open_salt", "sealed_sha256")
    INCLUSION_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OPEN_SALT_FIELD_NUMBER: _ClassVar[int]
    SEALED_SHA256_FIELD_NUMBER: _ClassVar[int]
    inclusion: LeafProof
    open: bytes
    open_salt: bytes
    sealed_sha256: bytes
    def __init__(self, inclusion: _Optional[_Union[LeafProof, _Mapping]] = ..., open: _Optional[bytes] = ..., open_salt: _Optional[bytes] = ..., sealed_sha256: _Optional[bytes] = ...) -> None: ...
