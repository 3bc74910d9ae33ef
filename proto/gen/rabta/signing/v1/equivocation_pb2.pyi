from rabta.signing.v1 import page_pb2 as _page_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Equivocation(_message.Message):
    __slots__ = ("format", "registry", "first", "second")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_FIELD_NUMBER: _ClassVar[int]
    FIRST_FIELD_NUMBER: _ClassVar[int]
    SECOND_FIELD_NUMBER: _ClassVar[int]
    format: int
    registry: bytes
    first: SignedStatement
    second: SignedStatement
    def __init__(self, format: _Optional[int] = ..., registry: _Optional[bytes] = ..., first: _Optional[_Union[SignedStatement, _Mapping]] = ..., second: _Optional[_Union[SignedStatement, _Mapping]] = ...) -> None: ...

class SignedStatement(_message.Message):
    __slots__ = ("page", "version", "proof")
    PAGE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    page: _page_pb2.SignedPageHeader
    version: bytes
    proof: _page_pb2.VersionProof
    def __init__(self, page: _Optional[_Union[_page_pb2.SignedPageHeader, _Mapping]] = ..., version: _Optional[bytes] = ..., proof: _Optional[_Union[_page_pb2.VersionProof, _Mapping]] = ...) -> None: ...
