from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ProvisionalState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROVISIONAL_STATE_UNSPECIFIED: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_OPEN: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_SUBMITTED: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_REGISTERED: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_REFUSED: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_MERGED: _ClassVar[ProvisionalState]
    PROVISIONAL_STATE_CLOSED: _ClassVar[ProvisionalState]

class CareMark(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CARE_MARK_UNSPECIFIED: _ClassVar[CareMark]
    CARE_MARK_UNACCOMPANIED: _ClassVar[CareMark]
    CARE_MARK_SEPARATED: _ClassVar[CareMark]
    CARE_MARK_WITH_CARER: _ClassVar[CareMark]
PROVISIONAL_STATE_UNSPECIFIED: ProvisionalState
PROVISIONAL_STATE_OPEN: ProvisionalState
PROVISIONAL_STATE_SUBMITTED: ProvisionalState
PROVISIONAL_STATE_REGISTERED: ProvisionalState
PROVISIONAL_STATE_REFUSED: ProvisionalState
PROVISIONAL_STATE_MERGED: ProvisionalState
PROVISIONAL_STATE_CLOSED: ProvisionalState
CARE_MARK_UNSPECIFIED: CareMark
CARE_MARK_UNACCOMPANIED: CareMark
CARE_MARK_SEPARATED: CareMark
CARE_MARK_WITH_CARER: CareMark

class Guardian(_message.Message):
    __slots__ = ("name", "identifier")
    NAME_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    name: str
    identifier: _subject_pb2.Identifier
    def __init__(self, name: _Optional[str] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ...) -> None: ...

class Provisional(_message.Message):
    __slots__ = ("id", "names", "birth", "gender", "found_place", "found_on", "guardian", "language", "mark", "nationality", "state", "review_ms", "expires_ms", "refused", "token")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    FOUND_PLACE_FIELD_NUMBER: _ClassVar[int]
    FOUND_ON_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    NATIONALITY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REVIEW_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    id: str
    names: _containers.RepeatedCompositeFieldContainer[_subject_pb2.Name]
    birth: _subject_pb2.Birth
    gender: _subject_pb2.Gender
    found_place: str
    found_on: str
    guardian: Guardian
    language: str
    mark: CareMark
    nationality: str
    state: ProvisionalState
    review_ms: int
    expires_ms: int
    refused: str
    token: bytes
    def __init__(self, id: _Optional[str] = ..., names: _Optional[_Iterable[_Union[_subject_pb2.Name, _Mapping]]] = ..., birth: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ..., found_place: _Optional[str] = ..., found_on: _Optional[str] = ..., guardian: _Optional[_Union[Guardian, _Mapping]] = ..., language: _Optional[str] = ..., mark: _Optional[_Union[CareMark, str]] = ..., nationality: _Optional[str] = ..., state: _Optional[_Union[ProvisionalState, str]] = ..., review_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., refused: _Optional[str] = ..., token: _Optional[bytes] = ...) -> None: ...
