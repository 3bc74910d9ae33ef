from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_UNSPECIFIED: _ClassVar[Direction]
    DIRECTION_REQUEST: _ClassVar[Direction]
    DIRECTION_ANSWER: _ClassVar[Direction]
DIRECTION_UNSPECIFIED: Direction
DIRECTION_REQUEST: Direction
DIRECTION_ANSWER: Direction

class SigHeader(_message.Message):
    __slots__ = ("version", "direction", "method", "alg", "kid", "issuer", "audience", "iat_ms", "exp_ms", "nonce", "body_sha256", "token_sha256", "approver_sha256", "federation_id", "registry_version", "registry_sha256", "request_sha256", "grpc_status", "status_sha256", "audit_index", "commitment", "no_leaf", "witness_stale")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    ALG_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    IAT_MS_FIELD_NUMBER: _ClassVar[int]
    EXP_MS_FIELD_NUMBER: _ClassVar[int]
    NONCE_FIELD_NUMBER: _ClassVar[int]
    BODY_SHA256_FIELD_NUMBER: _ClassVar[int]
    TOKEN_SHA256_FIELD_NUMBER: _ClassVar[int]
    APPROVER_SHA256_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_VERSION_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_SHA256_FIELD_NUMBER: _ClassVar[int]
    REQUEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    GRPC_STATUS_FIELD_NUMBER: _ClassVar[int]
    STATUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    AUDIT_INDEX_FIELD_NUMBER: _ClassVar[int]
    COMMITMENT_FIELD_NUMBER: _ClassVar[int]
    NO_LEAF_FIELD_NUMBER: _ClassVar[int]
    WITNESS_STALE_FIELD_NUMBER: _ClassVar[int]
    version: int
    direction: Direction
    method: str
    alg: str
    kid: bytes
    issuer: str
    audience: str
    iat_ms: int
    exp_ms: int
    nonce: bytes
    body_sha256: bytes
    token_sha256: bytes
    approver_sha256: bytes
    federation_id: bytes
    registry_version: int
    registry_sha256: bytes
    request_sha256: bytes
    grpc_status: int
    status_sha256: bytes
    audit_index: int
    commitment: bytes
    no_leaf: bool
    witness_stale: bool
    def __init__(self, version: _Optional[int] = ..., direction: _Optional[_Union[Direction, str]] = ..., method: _Optional[str] = ..., alg: _Optional[str] = ..., kid: _Optional[bytes] = ..., issuer: _Optional[str] = ..., audience: _Optional[str] = ..., iat_ms: _Optional[int] = ..., exp_ms: _Optional[int] = ..., nonce: _Optional[bytes] = ..., body_sha256: _Optional[bytes] = ..., token_sha256: _Optional[bytes] = ..., approver_sha256: _Optional[bytes] = ..., federation_id: _Optional[bytes] = ..., registry_version: _Optional[int] = ..., registry_sha256: _Optional[bytes] = ..., request_sha256: _Optional[bytes] = ..., grpc_status: _Optional[int] = ..., status_sha256: _Optional[bytes] = ..., audit_index: _Optional[int] = ..., commitment: _Optional[bytes] = ..., no_leaf: _Optional[bool] = ..., witness_stale: _Optional[bool] = ...) -> None: ...
