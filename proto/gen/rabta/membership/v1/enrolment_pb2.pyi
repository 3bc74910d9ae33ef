from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.membership.v1 import registry_pb2 as _registry_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EnrolmentRequest(_message.Message):
    __slots__ = ("format", "federation", "federation_id", "agency", "made_ms", "newcomer", "systems", "keys", "certificates", "witnesses", "log", "log_last_size")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    MADE_MS_FIELD_NUMBER: _ClassVar[int]
    NEWCOMER_FIELD_NUMBER: _ClassVar[int]
    SYSTEMS_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATES_FIELD_NUMBER: _ClassVar[int]
    WITNESSES_FIELD_NUMBER: _ClassVar[int]
    LOG_FIELD_NUMBER: _ClassVar[int]
    LOG_LAST_SIZE_FIELD_NUMBER: _ClassVar[int]
    format: int
    federation: str
    federation_id: bytes
    agency: str
    made_ms: int
    newcomer: _registry_pb2.Agency
    systems: _containers.RepeatedCompositeFieldContainer[SystemRequest]
    keys: _containers.RepeatedCompositeFieldContainer[KeyRequest]
    certificates: _containers.RepeatedCompositeFieldContainer[CertificateRequest]
    witnesses: _containers.RepeatedCompositeFieldContainer[_registry_pb2.Witness]
    log: _registry_pb2.LogKey
    log_last_size: int
    def __init__(self, format: _Optional[int] = ..., federation: _Optional[str] = ..., federation_id: _Optional[bytes] = ..., agency: _Optional[str] = ..., made_ms: _Optional[int] = ..., newcomer: _Optional[_Union[_registry_pb2.Agency, _Mapping]] = ..., systems: _Optional[_Iterable[_Union[SystemRequest, _Mapping]]] = ..., keys: _Optional[_Iterable[_Union[KeyRequest, _Mapping]]] = ..., certificates: _Optional[_Iterable[_Union[CertificateRequest, _Mapping]]] = ..., witnesses: _Optional[_Iterable[_Union[_registry_pb2.Witness, _Mapping]]] = ..., log: _Optional[_Union[_registry_pb2.LogKey, _Mapping]] = ..., log_last_size: _Optional[int] = ...) -> None: ...

class KeyRequest(_message.Message):
    __slots__ = ("name", "use", "spki")
    NAME_FIELD_NUMBER: _ClassVar[int]
    USE_FIELD_NUMBER: _ClassVar[int]
    SPKI_FIELD_NUMBER: _ClassVar[int]
    name: str
    use: _registry_pb2.KeyUse
    spki: bytes
    def __init__(self, name: _Optional[str] = ..., use: _Optional[_Union[_registry_pb2.KeyUse, str]] = ..., spki: _Optional[bytes] = ...) -> None: ...

class SystemRequest(_message.Message):
    __slots__ = ("name", "message_key", "csr", "roles")
    NAME_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_KEY_FIELD_NUMBER: _ClassVar[int]
    CSR_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    name: str
    message_key: KeyRequest
    csr: bytes
    roles: _containers.RepeatedScalarFieldContainer[_purpose_pb2.Role]
    def __init__(self, name: _Optional[str] = ..., message_key: _Optional[_Union[KeyRequest, _Mapping]] = ..., csr: _Optional[bytes] = ..., roles: _Optional[_Iterable[_Union[_purpose_pb2.Role, str]]] = ...) -> None: ...

class CertificateRequest(_message.Message):
    __slots__ = ("system", "csr")
    SYSTEM_FIELD_NUMBER: _ClassVar[int]
    CSR_FIELD_NUMBER: _ClassVar[int]
    system: str
    csr: bytes
    def __init__(self, system: _Optional[str] = ..., csr: _Optional[bytes] = ...) -> None: ...

class Proof(_message.Message):
    __slots__ = ("kid", "signature")
    KID_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    kid: bytes
    signature: bytes
    def __init__(self, kid: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...

class SignedEnrolment(_message.Message):
    __slots__ = ("payload", "proofs")
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    PROOFS_FIELD_NUMBER: _ClassVar[int]
    payload: bytes
    proofs: _containers.RepeatedCompositeFieldContainer[Proof]
    def __init__(self, payload: _Optional[bytes] = ..., proofs: _Optional[_Iterable[_Union[Proof, _Mapping]]] = ...) -> None: ...

class EnrolmentAnswer(_message.Message):
    __slots__ = ("request_sha256", "agency", "authority", "certificates", "registry", "governance")
    REQUEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATES_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_FIELD_NUMBER: _ClassVar[int]
    GOVERNANCE_FIELD_NUMBER: _ClassVar[int]
    request_sha256: bytes
    agency: str
    authority: bytes
    certificates: _containers.RepeatedCompositeFieldContainer[IssuedCertificate]
    registry: _containers.RepeatedScalarFieldContainer[bytes]
    governance: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, request_sha256: _Optional[bytes] = ..., agency: _Optional[str] = ..., authority: _Optional[bytes] = ..., certificates: _Optional[_Iterable[_Union[IssuedCertificate, _Mapping]]] = ..., registry: _Optional[_Iterable[bytes]] = ..., governance: _Optional[_Iterable[bytes]] = ...) -> None: ...

class IssuedCertificate(_message.Message):
    __slots__ = ("system", "certificate")
    SYSTEM_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_FIELD_NUMBER: _ClassVar[int]
    system: str
    certificate: bytes
    def __init__(self, system: _Optional[str] = ..., certificate: _Optional[bytes] = ...) -> None: ...
