from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NameType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NAME_TYPE_UNSPECIFIED: _ClassVar[NameType]
    NAME_TYPE_OWN: _ClassVar[NameType]
    NAME_TYPE_ALIAS: _ClassVar[NameType]
    NAME_TYPE_FATHER: _ClassVar[NameType]
    NAME_TYPE_HUSBAND: _ClassVar[NameType]
    NAME_TYPE_PSEUDONYM: _ClassVar[NameType]

class Gender(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GENDER_UNSPECIFIED: _ClassVar[Gender]
    GENDER_M: _ClassVar[Gender]
    GENDER_F: _ClassVar[Gender]
    GENDER_X: _ClassVar[Gender]

class BirthBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BIRTH_BASIS_UNSPECIFIED: _ClassVar[BirthBasis]
    BIRTH_BASIS_COURT_FINDING: _ClassVar[BirthBasis]
    BIRTH_BASIS_BIRTH_CERTIFICATE: _ClassVar[BirthBasis]
    BIRTH_BASIS_CRC: _ClassVar[BirthBasis]
    BIRTH_BASIS_EDUCATION: _ClassVar[BirthBasis]
    BIRTH_BASIS_OTHER_DOCUMENT: _ClassVar[BirthBasis]
    BIRTH_BASIS_MEDICAL: _ClassVar[BirthBasis]
    BIRTH_BASIS_FAMILY: _ClassVar[BirthBasis]
    BIRTH_BASIS_SELF: _ClassVar[BirthBasis]
    BIRTH_BASIS_ESTIMATE: _ClassVar[BirthBasis]

class IdentifierType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    IDENTIFIER_TYPE_UNSPECIFIED: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_CNIC: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_NICOP: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_POC: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_OLD_NIC: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_POR: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_ACC: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_PASSPORT: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_PHONE: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_IBAN: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_VEHICLE: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_IMEI: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_IMSI: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_NTN: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_TAZKIRA: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_CRO: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_FINGERPRINT: _ClassVar[IdentifierType]
    IDENTIFIER_TYPE_NAME_KEY: _ClassVar[IdentifierType]
NAME_TYPE_UNSPECIFIED: NameType
NAME_TYPE_OWN: NameType
NAME_TYPE_ALIAS: NameType
NAME_TYPE_FATHER: NameType
NAME_TYPE_HUSBAND: NameType
NAME_TYPE_PSEUDONYM: NameType
GENDER_UNSPECIFIED: Gender
GENDER_M: Gender
GENDER_F: Gender
GENDER_X: Gender
BIRTH_BASIS_UNSPECIFIED: BirthBasis
BIRTH_BASIS_COURT_FINDING: BirthBasis
BIRTH_BASIS_BIRTH_CERTIFICATE: BirthBasis
BIRTH_BASIS_CRC: BirthBasis
BIRTH_BASIS_EDUCATION: BirthBasis
BIRTH_BASIS_OTHER_DOCUMENT: BirthBasis
BIRTH_BASIS_MEDICAL: BirthBasis
BIRTH_BASIS_FAMILY: BirthBasis
BIRTH_BASIS_SELF: BirthBasis
BIRTH_BASIS_ESTIMATE: BirthBasis
IDENTIFIER_TYPE_UNSPECIFIED: IdentifierType
IDENTIFIER_TYPE_CNIC: IdentifierType
IDENTIFIER_TYPE_NICOP: IdentifierType
IDENTIFIER_TYPE_POC: IdentifierType
IDENTIFIER_TYPE_OLD_NIC: IdentifierType
IDENTIFIER_TYPE_POR: IdentifierType
IDENTIFIER_TYPE_ACC: IdentifierType
IDENTIFIER_TYPE_PASSPORT: IdentifierType
IDENTIFIER_TYPE_PHONE: IdentifierType
IDENTIFIER_TYPE_IBAN: IdentifierType
IDENTIFIER_TYPE_VEHICLE: IdentifierType
IDENTIFIER_TYPE_IMEI: IdentifierType
IDENTIFIER_TYPE_IMSI: IdentifierType
IDENTIFIER_TYPE_NTN: IdentifierType
IDENTIFIER_TYPE_TAZKIRA: IdentifierType
IDENTIFIER_TYPE_CRO: IdentifierType
IDENTIFIER_TYPE_FINGERPRINT: IdentifierType
IDENTIFIER_TYPE_NAME_KEY: IdentifierType

class Subject(_message.Message):
    __slots__ = ("names", "identifiers", "gender", "birth", "district", "address", "nationalities", "dangers", "age_claimed")
    NAMES_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    NATIONALITIES_FIELD_NUMBER: _ClassVar[int]
    DANGERS_FIELD_NUMBER: _ClassVar[int]
    AGE_CLAIMED_FIELD_NUMBER: _ClassVar[int]
    names: _containers.RepeatedCompositeFieldContainer[Name]
    identifiers: _containers.RepeatedCompositeFieldContainer[Identifier]
    gender: Gender
    birth: Birth
    district: str
    address: str
    nationalities: _containers.RepeatedScalarFieldContainer[str]
    dangers: _containers.RepeatedScalarFieldContainer[str]
    age_claimed: bool
    def __init__(self, names: _Optional[_Iterable[_Union[Name, _Mapping]]] = ..., identifiers: _Optional[_Iterable[_Union[Identifier, _Mapping]]] = ..., gender: _Optional[_Union[Gender, str]] = ..., birth: _Optional[_Union[Birth, _Mapping]] = ..., district: _Optional[str] = ..., address: _Optional[str] = ..., nationalities: _Optional[_Iterable[str]] = ..., dangers: _Optional[_Iterable[str]] = ..., age_claimed: _Optional[bool] = ...) -> None: ...

class Name(_message.Message):
    __slots__ = ("type", "text", "script")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    type: NameType
    text: str
    script: str
    def __init__(self, type: _Optional[_Union[NameType, str]] = ..., text: _Optional[str] = ..., script: _Optional[str] = ...) -> None: ...

class Birth(_message.Message):
    __slots__ = ("earliest", "latest", "basis", "at", "issuer", "number", "sha256", "attestation")
    EARLIEST_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    ATTESTATION_FIELD_NUMBER: _ClassVar[int]
    earliest: str
    latest: str
    basis: BirthBasis
    at: str
    issuer: str
    number: str
    sha256: bytes
    attestation: bytes
    def __init__(self, earliest: _Optional[str] = ..., latest: _Optional[str] = ..., basis: _Optional[_Union[BirthBasis, str]] = ..., at: _Optional[str] = ..., issuer: _Optional[str] = ..., number: _Optional[str] = ..., sha256: _Optional[bytes] = ..., attestation: _Optional[bytes] = ...) -> None: ...

class Identifier(_message.Message):
    __slots__ = ("type", "value", "country", "repaired")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    REPAIRED_FIELD_NUMBER: _ClassVar[int]
    type: IdentifierType
    value: str
    country: str
    repaired: bool
    def __init__(self, type: _Optional[_Union[IdentifierType, str]] = ..., value: _Optional[str] = ..., country: _Optional[str] = ..., repaired: _Optional[bool] = ...) -> None: ...
