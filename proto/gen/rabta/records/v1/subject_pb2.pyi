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
    __slots__ = ("names", "identifiers", "gender", "birth", "district", "address", "nationalities", "dangers")
    NAMES_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    NATIONALITIES_FIELD_NUMBER: _ClassVar[int]
    DANGERS_FIELD_NUMBER: _ClassVar[int]
    names: _containers.RepeatedCompositeFieldContainer[Name]
    identifiers: _containers.RepeatedCompositeFieldContainer[Identifier]
    gender: Gender
    birth: Birth
    district: str
    address: str
    nationalities: _containers.RepeatedScalarFieldContainer[str]
    dangers: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, names: _Optional[_Iterable[_Union[Name, _Mapping]]] = ..., identifiers: _Optional[_Iterable[_Union[Identifier, _Mapping]]] = ..., gender: _Optional[_Union[Gender, str]] = ..., birth: _Optional[_Union[Birth, _Mapping]] = ..., district: _Optional[str] = ..., address: _Optional[str] = ..., nationalities: _Optional[_Iterable[str]] = ..., dangers: _Optional[_Iterable[str]] = ...) -> None: ...

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
    __slots__ = ("earliest", "latest")
    EARLIEST_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    earliest: str
    latest: str
    def __init__(self, earliest: _Optional[str] = ..., latest: _Optional[str] = ...) -> None: ...

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
