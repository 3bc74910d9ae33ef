from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AgencyKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AGENCY_KIND_UNSPECIFIED: _ClassVar[AgencyKind]
    AGENCY_KIND_HUB: _ClassVar[AgencyKind]
    AGENCY_KIND_POLICE: _ClassVar[AgencyKind]
    AGENCY_KIND_FIA: _ClassVar[AgencyKind]
    AGENCY_KIND_BORDER: _ClassVar[AgencyKind]
    AGENCY_KIND_PRISON: _ClassVar[AgencyKind]
    AGENCY_KIND_PROBATION: _ClassVar[AgencyKind]
    AGENCY_KIND_COURT: _ClassVar[AgencyKind]
    AGENCY_KIND_PROSECUTION: _ClassVar[AgencyKind]
    AGENCY_KIND_CHILD_PROTECTION: _ClassVar[AgencyKind]
    AGENCY_KIND_FMU: _ClassVar[AgencyKind]
    AGENCY_KIND_CENTRAL_AUTHORITY: _ClassVar[AgencyKind]
    AGENCY_KIND_IDENTITY_REGISTRY: _ClassVar[AgencyKind]
    AGENCY_KIND_OVERSIGHT: _ClassVar[AgencyKind]
    AGENCY_KIND_NARCOTICS: _ClassVar[AgencyKind]
    AGENCY_KIND_CYBERCRIME: _ClassVar[AgencyKind]
    AGENCY_KIND_CUSTOMS: _ClassVar[AgencyKind]

class CourtTier(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COURT_TIER_UNSPECIFIED: _ClassVar[CourtTier]
    COURT_TIER_MAGISTRATE: _ClassVar[CourtTier]
    COURT_TIER_SESSION: _ClassVar[CourtTier]
    COURT_TIER_HIGH: _ClassVar[CourtTier]
    COURT_TIER_SUPREME: _ClassVar[CourtTier]

class KeyUse(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    KEY_USE_UNSPECIFIED: _ClassVar[KeyUse]
    KEY_USE_TLS: _ClassVar[KeyUse]
    KEY_USE_MESSAGE: _ClassVar[KeyUse]
    KEY_USE_PAGE: _ClassVar[KeyUse]
    KEY_USE_TOKEN: _ClassVar[KeyUse]
    KEY_USE_LOG: _ClassVar[KeyUse]
    KEY_USE_WITNESS: _ClassVar[KeyUse]
    KEY_USE_GOVERNANCE: _ClassVar[KeyUse]
    KEY_USE_SEALED: _ClassVar[KeyUse]
    KEY_USE_ROSTER: _ClassVar[KeyUse]
AGENCY_KIND_UNSPECIFIED: AgencyKind
AGENCY_KIND_HUB: AgencyKind
AGENCY_KIND_POLICE: AgencyKind
AGENCY_KIND_FIA: AgencyKind
AGENCY_KIND_BORDER: AgencyKind
AGENCY_KIND_PRISON: AgencyKind
AGENCY_KIND_PROBATION: AgencyKind
AGENCY_KIND_COURT: AgencyKind
AGENCY_KIND_PROSECUTION: AgencyKind
AGENCY_KIND_CHILD_PROTECTION: AgencyKind
AGENCY_KIND_FMU: AgencyKind
AGENCY_KIND_CENTRAL_AUTHORITY: AgencyKind
AGENCY_KIND_IDENTITY_REGISTRY: AgencyKind
AGENCY_KIND_OVERSIGHT: AgencyKind
AGENCY_KIND_NARCOTICS: AgencyKind
AGENCY_KIND_CYBERCRIME: AgencyKind
AGENCY_KIND_CUSTOMS: AgencyKind
COURT_TIER_UNSPECIFIED: CourtTier
COURT_TIER_MAGISTRATE: CourtTier
COURT_TIER_SESSION: CourtTier
COURT_TIER_HIGH: CourtTier
COURT_TIER_SUPREME: CourtTier
KEY_USE_UNSPECIFIED: KeyUse
KEY_USE_TLS: KeyUse
KEY_USE_MESSAGE: KeyUse
KEY_USE_PAGE: KeyUse
KEY_USE_TOKEN: KeyUse
KEY_USE_LOG: KeyUse
KEY_USE_WITNESS: KeyUse
KEY_USE_GOVERNANCE: KeyUse
KEY_USE_SEALED: KeyUse
KEY_USE_ROSTER: KeyUse

class Registry(_message.Message):
    __slots__ = ("format", "version", "federation_id", "name", "previous_sha256", "issued_ms", "expires_ms", "hub", "governance", "agencies", "logs", "witness_policy", "agreements")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    FEDERATION_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_SHA256_FIELD_NUMBER: _ClassVar[int]
    ISSUED_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    HUB_FIELD_NUMBER: _ClassVar[int]
    GOVERNANCE_FIELD_NUMBER: _ClassVar[int]
    AGENCIES_FIELD_NUMBER: _ClassVar[int]
    LOGS_FIELD_NUMBER: _ClassVar[int]
    WITNESS_POLICY_FIELD_NUMBER: _ClassVar[int]
    AGREEMENTS_FIELD_NUMBER: _ClassVar[int]
    format: int
    version: int
    federation_id: bytes
    name: str
    previous_sha256: bytes
    issued_ms: int
    expires_ms: int
    hub: str
    governance: Governance
    agencies: _containers.RepeatedCompositeFieldContainer[Agency]
    logs: _containers.RepeatedCompositeFieldContainer[LogKey]
    witness_policy: WitnessPolicy
    agreements: _containers.RepeatedCompositeFieldContainer[Agreement]
    def __init__(self, format: _Optional[int] = ..., version: _Optional[int] = ..., federation_id: _Optional[bytes] = ..., name: _Optional[str] = ..., previous_sha256: _Optional[bytes] = ..., issued_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., hub: _Optional[str] = ..., governance: _Optional[_Union[Governance, _Mapping]] = ..., agencies: _Optional[_Iterable[_Union[Agency, _Mapping]]] = ..., logs: _Optional[_Iterable[_Union[LogKey, _Mapping]]] = ..., witness_policy: _Optional[_Union[WitnessPolicy, _Mapping]] = ..., agreements: _Optional[_Iterable[_Union[Agreement, _Mapping]]] = ...) -> None: ...

class Agreement(_message.Message):
    __slots__ = ("id", "giver", "holder", "kinds", "handling", "roles", "purposes", "statute", "to", "stale_after_h", "onward")
    ID_FIELD_NUMBER: _ClassVar[int]
    GIVER_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    HANDLING_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    PURPOSES_FIELD_NUMBER: _ClassVar[int]
    STATUTE_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    STALE_AFTER_H_FIELD_NUMBER: _ClassVar[int]
    ONWARD_FIELD_NUMBER: _ClassVar[int]
    id: str
    giver: str
    holder: str
    kinds: _containers.RepeatedScalarFieldContainer[str]
    handling: _containers.RepeatedScalarFieldContainer[_purpose_pb2.HandlingCode]
    roles: _containers.RepeatedScalarFieldContainer[str]
    purposes: _containers.RepeatedScalarFieldContainer[_purpose_pb2.Purpose]
    statute: str
    to: str
    stale_after_h: int
    onward: bool
    def __init__(self, id: _Optional[str] = ..., giver: _Optional[str] = ..., holder: _Optional[str] = ..., kinds: _Optional[_Iterable[str]] = ..., handling: _Optional[_Iterable[_Union[_purpose_pb2.HandlingCode, str]]] = ..., roles: _Optional[_Iterable[str]] = ..., purposes: _Optional[_Iterable[_Union[_purpose_pb2.Purpose, str]]] = ..., statute: _Optional[str] = ..., to: _Optional[str] = ..., stale_after_h: _Optional[int] = ..., onward: _Optional[bool] = ..., **kwargs) -> None: ...

class Governance(_message.Message):
    __slots__ = ("threshold", "keys")
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    threshold: int
    keys: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, threshold: _Optional[int] = ..., keys: _Optional[_Iterable[bytes]] = ...) -> None: ...

class Agency(_message.Message):
    __slots__ = ("id", "display_name", "kind", "jurisdictions", "systems", "keys", "roles", "clearance", "desk", "escalation", "formats", "registers", "courts", "protects")
    ID_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    JURISDICTIONS_FIELD_NUMBER: _ClassVar[int]
    SYSTEMS_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    CLEARANCE_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    FORMATS_FIELD_NUMBER: _ClassVar[int]
    REGISTERS_FIELD_NUMBER: _ClassVar[int]
    COURTS_FIELD_NUMBER: _ClassVar[int]
    PROTECTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    display_name: str
    kind: AgencyKind
    jurisdictions: _containers.RepeatedScalarFieldContainer[str]
    systems: _containers.RepeatedCompositeFieldContainer[System]
    keys: _containers.RepeatedCompositeFieldContainer[Key]
    roles: _containers.RepeatedScalarFieldContainer[_purpose_pb2.Role]
    clearance: int
    desk: Desk
    escalation: Desk
    formats: _containers.RepeatedScalarFieldContainer[str]
    registers: _containers.RepeatedCompositeFieldContainer[Register]
    courts: _containers.RepeatedCompositeFieldContainer[Court]
    protects: _containers.RepeatedCompositeFieldContainer[Protection]
    def __init__(self, id: _Optional[str] = ..., display_name: _Optional[str] = ..., kind: _Optional[_Union[AgencyKind, str]] = ..., jurisdictions: _Optional[_Iterable[str]] = ..., systems: _Optional[_Iterable[_Union[System, _Mapping]]] = ..., keys: _Optional[_Iterable[_Union[Key, _Mapping]]] = ..., roles: _Optional[_Iterable[_Union[_purpose_pb2.Role, str]]] = ..., clearance: _Optional[int] = ..., desk: _Optional[_Union[Desk, _Mapping]] = ..., escalation: _Optional[_Union[Desk, _Mapping]] = ..., formats: _Optional[_Iterable[str]] = ..., registers: _Optional[_Iterable[_Union[Register, _Mapping]]] = ..., courts: _Optional[_Iterable[_Union[Court, _Mapping]]] = ..., protects: _Optional[_Iterable[_Union[Protection, _Mapping]]] = ...) -> None: ...

class Register(_message.Message):
    __slots__ = ("type", "prefix", "to")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    type: _purpose_pb2.CaseReferenceType
    prefix: str
    to: str
    def __init__(self, type: _Optional[_Union[_purpose_pb2.CaseReferenceType, str]] = ..., prefix: _Optional[str] = ..., to: _Optional[str] = ..., **kwargs) -> None: ...

class Court(_message.Message):
    __slots__ = ("code", "name", "tier", "districts", "above", "acts", "to")
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    DISTRICTS_FIELD_NUMBER: _ClassVar[int]
    ABOVE_FIELD_NUMBER: _ClassVar[int]
    ACTS_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    code: str
    name: str
    tier: CourtTier
    districts: _containers.RepeatedScalarFieldContainer[str]
    above: str
    acts: _containers.RepeatedScalarFieldContainer[str]
    to: str
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., tier: _Optional[_Union[CourtTier, str]] = ..., districts: _Optional[_Iterable[str]] = ..., above: _Optional[str] = ..., acts: _Optional[_Iterable[str]] = ..., to: _Optional[str] = ..., **kwargs) -> None: ...

class Protection(_message.Message):
    __slots__ = ("act", "districts", "to")
    ACT_FIELD_NUMBER: _ClassVar[int]
    DISTRICTS_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    act: str
    districts: _containers.RepeatedScalarFieldContainer[str]
    to: str
    def __init__(self, act: _Optional[str] = ..., districts: _Optional[_Iterable[str]] = ..., to: _Optional[str] = ..., **kwargs) -> None: ...

class System(_message.Message):
    __slots__ = ("name", "tls", "message_key", "roles")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TLS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_KEY_FIELD_NUMBER: _ClassVar[int]
    ROLES_FIELD_NUMBER: _ClassVar[int]
    name: str
    tls: _containers.RepeatedCompositeFieldContainer[Thumbprint]
    message_key: Key
    roles: _containers.RepeatedScalarFieldContainer[_purpose_pb2.Role]
    def __init__(self, name: _Optional[str] = ..., tls: _Optional[_Iterable[_Union[Thumbprint, _Mapping]]] = ..., message_key: _Optional[_Union[Key, _Mapping]] = ..., roles: _Optional[_Iterable[_Union[_purpose_pb2.Role, str]]] = ...) -> None: ...

class Thumbprint(_message.Message):
    __slots__ = ("sha256", "not_before_ms", "not_after_ms", "revoked_ms", "kid")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    NOT_BEFORE_MS_FIELD_NUMBER: _ClassVar[int]
    NOT_AFTER_MS_FIELD_NUMBER: _ClassVar[int]
    REVOKED_MS_FIELD_NUMBER: _ClassVar[int]
    KID_FIELD_NUMBER: _ClassVar[int]
    sha256: bytes
    not_before_ms: int
    not_after_ms: int
    revoked_ms: int
    kid: bytes
    def __init__(self, sha256: _Optional[bytes] = ..., not_before_ms: _Optional[int] = ..., not_after_ms: _Optional[int] = ..., revoked_ms: _Optional[int] = ..., kid: _Optional[bytes] = ...) -> None: ...

class Key(_message.Message):
    __slots__ = ("name", "use", "alg", "spki", "not_before_ms", "not_after_ms", "revoked_ms")
    NAME_FIELD_NUMBER: _ClassVar[int]
    USE_FIELD_NUMBER: _ClassVar[int]
    ALG_FIELD_NUMBER: _ClassVar[int]
    SPKI_FIELD_NUMBER: _ClassVar[int]
    NOT_BEFORE_MS_FIELD_NUMBER: _ClassVar[int]
    NOT_AFTER_MS_FIELD_NUMBER: _ClassVar[int]
    REVOKED_MS_FIELD_NUMBER: _ClassVar[int]
    name: str
    use: KeyUse
    alg: str
    spki: bytes
    not_before_ms: int
    not_after_ms: int
    revoked_ms: int
    def __init__(self, name: _Optional[str] = ..., use: _Optional[_Union[KeyUse, str]] = ..., alg: _Optional[str] = ..., spki: _Optional[bytes] = ..., not_before_ms: _Optional[int] = ..., not_after_ms: _Optional[int] = ..., revoked_ms: _Optional[int] = ...) -> None: ...

class Desk(_message.Message):
    __slots__ = ("name", "phone", "email")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PHONE_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    name: str
    phone: str
    email: str
    def __init__(self, name: _Optional[str] = ..., phone: _Optional[str] = ..., email: _Optional[str] = ...) -> None: ...

class LogKey(_message.Message):
    __slots__ = ("origin", "vkey", "first_size", "last_size", "agency")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    VKEY_FIELD_NUMBER: _ClassVar[int]
    FIRST_SIZE_FIELD_NUMBER: _ClassVar[int]
    LAST_SIZE_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    origin: str
    vkey: str
    first_size: int
    last_size: int
    agency: str
    def __init__(self, origin: _Optional[str] = ..., vkey: _Optional[str] = ..., first_size: _Optional[int] = ..., last_size: _Optional[int] = ..., agency: _Optional[str] = ...) -> None: ...

class WitnessPolicy(_message.Message):
    __slots__ = ("quorum", "witnesses")
    QUORUM_FIELD_NUMBER: _ClassVar[int]
    WITNESSES_FIELD_NUMBER: _ClassVar[int]
    quorum: int
    witnesses: _containers.RepeatedCompositeFieldContainer[Witness]
    def __init__(self, quorum: _Optional[int] = ..., witnesses: _Optional[_Iterable[_Union[Witness, _Mapping]]] = ...) -> None: ...

class Witness(_message.Message):
    __slots__ = ("agency", "vkey", "url", "first_size", "last_size", "tls_spki_sha256", "spans")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    VKEY_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    FIRST_SIZE_FIELD_NUMBER: _ClassVar[int]
    LAST_SIZE_FIELD_NUMBER: _ClassVar[int]
    TLS_SPKI_SHA256_FIELD_NUMBER: _ClassVar[int]
    SPANS_FIELD_NUMBER: _ClassVar[int]
    agency: str
    vkey: str
    url: str
    first_size: int
    last_size: int
    tls_spki_sha256: bytes
    spans: _containers.RepeatedCompositeFieldContainer[WitnessSpan]
    def __init__(self, agency: _Optional[str] = ..., vkey: _Optional[str] = ..., url: _Optional[str] = ..., first_size: _Optional[int] = ..., last_size: _Optional[int] = ..., tls_spki_sha256: _Optional[bytes] = ..., spans: _Optional[_Iterable[_Union[WitnessSpan, _Mapping]]] = ...) -> None: ...

class WitnessSpan(_message.Message):
    __slots__ = ("origin", "first_size", "last_size")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    FIRST_SIZE_FIELD_NUMBER: _ClassVar[int]
    LAST_SIZE_FIELD_NUMBER: _ClassVar[int]
    origin: str
    first_size: int
    last_size: int
    def __init__(self, origin: _Optional[str] = ..., first_size: _Optional[int] = ..., last_size: _Optional[int] = ...) -> None: ...

class SignedRegistry(_message.Message):
    __slots__ = ("payload", "signatures")
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    SIGNATURES_FIELD_NUMBER: _ClassVar[int]
    payload: bytes
    signatures: _containers.RepeatedCompositeFieldContainer[GovernanceSignature]
    def __init__(self, payload: _Optional[bytes] = ..., signatures: _Optional[_Iterable[_Union[GovernanceSignature, _Mapping]]] = ...) -> None: ...

class GovernanceSignature(_message.Message):
    __slots__ = ("kid", "signature")
    KID_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    kid: bytes
    signature: bytes
    def __init__(self, kid: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...
