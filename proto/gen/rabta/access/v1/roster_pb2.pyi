from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Roster(_message.Message):
    __slots__ = ("format", "agency", "version", "issued_ms", "expires_ms", "officers")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    ISSUED_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    OFFICERS_FIELD_NUMBER: _ClassVar[int]
    format: int
    agency: str
    version: int
    issued_ms: int
    expires_ms: int
    officers: _containers.RepeatedCompositeFieldContainer[Officer]
    def __init__(self, format: _Optional[int] = ..., agency: _Optional[str] = ..., version: _Optional[int] = ..., issued_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., officers: _Optional[_Iterable[_Union[Officer, _Mapping]]] = ...) -> None: ...

class Officer(_message.Message):
    __slots__ = ("id", "display_name", "roles", "clearance", "jurisdictions", "suspended", "trained_until_ms", "undertaking_signed", "superior", "own_and_kin", "spki", "cases", "passkeys")
    ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    CLEARANCE_FIELD_NUMBER: _ClassVar[int]
    JURISDICTIONS_FIELD_NUMBER: _ClassVar[int]
    SUSPENDED_FIELD_NUMBER: _ClassVar[int]
    TRAINED_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    UNDERTAKING_SIGNED_FIELD_NUMBER: _ClassVar[int]
    SUPERIOR_FIELD_NUMBER: _ClassVar[int]
    OWN_AND_KIN_FIELD_NUMBER: _ClassVar[int]
    SPKI_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    PASSKEYS_FIELD_NUMBER: _ClassVar[int]
    id: str
    display_name: str
    roles: _containers.RepeatedScalarFieldContainer[_purpose_pb2.Role]
    clearance: int
    jurisdictions: _containers.RepeatedScalarFieldContainer[str]
    suspended: bool
    trained_until_ms: int
    undertaking_signed: bool
    superior: str
    own_and_kin: _containers.RepeatedScalarFieldContainer[str]
    spki: bytes
    cases: _containers.RepeatedScalarFieldContainer[str]
    passkeys: _containers.RepeatedCompositeFieldContainer[Passkey]
    def __init__(self, id: _Optional[str] = ..., display_name: _Optional[str] = ..., roles: _Optional[_Iterable[_Union[_purpose_pb2.Role, str]]] = ..., clearance: _Optional[int] = ..., jurisdictions: _Optional[_Iterable[str]] = ..., suspended: _Optional[bool] = ..., trained_until_ms: _Optional[int] = ..., undertaking_signed: _Optional[bool] = ..., superior: _Optional[str] = ..., own_and_kin: _Optional[_Iterable[str]] = ..., spki: _Optional[bytes] = ..., cases: _Optional[_Iterable[str]] = ..., passkeys: _Optional[_Iterable[_Union[Passkey, _Mapping]]] = ...) -> None: ...

class Passkey(_message.Message):
    __slots__ = ("credential", "spki")
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    SPKI_FIELD_NUMBER: _ClassVar[int]
    credential: bytes
    spki: bytes
    def __init__(self, credential: _Optional[bytes] = ..., spki: _Optional[bytes] = ...) -> None: ...

class SignedRoster(_message.Message):
    __slots__ = ("payload", "kid", "signature")
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    payload: bytes
    kid: bytes
    signature: bytes
    def __init__(self, payload: _Optional[bytes] = ..., kid: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
