from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Zone(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ZONE_UNSPECIFIED: _ClassVar[Zone]
    ZONE_LINK: _ClassVar[Zone]
    ZONE_REVIEW: _ClassVar[Zone]
    ZONE_REJECT: _ClassVar[Zone]

class LinkBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINK_BY_UNSPECIFIED: _ClassVar[LinkBy]
    LINK_BY_SAME_NUMBER: _ClassVar[LinkBy]
    LINK_BY_DECISION: _ClassVar[LinkBy]
    LINK_BY_REGISTRY_TOKEN: _ClassVar[LinkBy]
ZONE_UNSPECIFIED: Zone
ZONE_LINK: Zone
ZONE_REVIEW: Zone
ZONE_REJECT: Zone
LINK_BY_UNSPECIFIED: LinkBy
LINK_BY_SAME_NUMBER: LinkBy
LINK_BY_DECISION: LinkBy
LINK_BY_REGISTRY_TOKEN: LinkBy

class PersonDescription(_message.Message):
    __slots__ = ("names", "gender", "birth", "district", "address", "identifiers")
    NAMES_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    names: _containers.RepeatedCompositeFieldContainer[_subject_pb2.Name]
    gender: _subject_pb2.Gender
    birth: _subject_pb2.Birth
    district: str
    address: str
    identifiers: _containers.RepeatedCompositeFieldContainer[_subject_pb2.Identifier]
    def __init__(self, names: _Optional[_Iterable[_Union[_subject_pb2.Name, _Mapping]]] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ..., birth: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ..., district: _Optional[str] = ..., address: _Optional[str] = ..., identifiers: _Optional[_Iterable[_Union[_subject_pb2.Identifier, _Mapping]]] = ...) -> None: ...

class FieldWeight(_message.Message):
    __slots__ = ("field", "level", "bits", "text", "text_ur")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    BITS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    field: str
    level: str
    bits: float
    text: str
    text_ur: str
    def __init__(self, field: _Optional[str] = ..., level: _Optional[str] = ..., bits: _Optional[float] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ...) -> None: ...

class PersonLink(_message.Message):
    __slots__ = ("one", "other", "by", "decision", "model", "agency", "at_ms", "agreed")
    ONE_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    AGREED_FIELD_NUMBER: _ClassVar[int]
    one: str
    other: str
    by: LinkBy
    decision: str
    model: str
    agency: str
    at_ms: int
    agreed: bool
    def __init__(self, one: _Optional[str] = ..., other: _Optional[str] = ..., by: _Optional[_Union[LinkBy, str]] = ..., decision: _Optional[str] = ..., model: _Optional[str] = ..., agency: _Optional[str] = ..., at_ms: _Optional[int] = ..., agreed: _Optional[bool] = ...) -> None: ...
