from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Attribute(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTRIBUTE_UNSPECIFIED: _ClassVar[Attribute]
    ATTRIBUTE_NAME: _ClassVar[Attribute]
    ATTRIBUTE_FATHER_NAME: _ClassVar[Attribute]
    ATTRIBUTE_HUSBAND_NAME: _ClassVar[Attribute]
    ATTRIBUTE_BIRTH: _ClassVar[Attribute]
    ATTRIBUTE_GENDER: _ClassVar[Attribute]
    ATTRIBUTE_DISTRICT: _ClassVar[Attribute]
    ATTRIBUTE_ADDRESS: _ClassVar[Attribute]
    ATTRIBUTE_PHOTO: _ClassVar[Attribute]

class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERDICT_UNSPECIFIED: _ClassVar[Verdict]
    VERDICT_YES: _ClassVar[Verdict]
    VERDICT_NO: _ClassVar[Verdict]
    VERDICT_PARTIAL: _ClassVar[Verdict]
    VERDICT_CANNOT_TELL: _ClassVar[Verdict]

class Modality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MODALITY_UNSPECIFIED: _ClassVar[Modality]
    MODALITY_DOCUMENT_NUMBER: _ClassVar[Modality]
    MODALITY_DEMOGRAPHIC: _ClassVar[Modality]
    MODALITY_FINGERPRINT: _ClassVar[Modality]
    MODALITY_FACE: _ClassVar[Modality]
    MODALITY_IRIS: _ClassVar[Modality]

class CardState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CARD_STATE_UNSPECIFIED: _ClassVar[CardState]
    CARD_STATE_VALID: _ClassVar[CardState]
    CARD_STATE_EXPIRED: _ClassVar[CardState]
    CARD_STATE_BLOCKED: _ClassVar[CardState]
    CARD_STATE_REPLACED: _ClassVar[CardState]
    CARD_STATE_DECEASED: _ClassVar[CardState]

class RelativeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATIVE_KIND_UNSPECIFIED: _ClassVar[RelativeKind]
    RELATIVE_KIND_FATHER: _ClassVar[RelativeKind]
    RELATIVE_KIND_MOTHER: _ClassVar[RelativeKind]
    RELATIVE_KIND_SPOUSE: _ClassVar[RelativeKind]
    RELATIVE_KIND_CHILD: _ClassVar[RelativeKind]
    RELATIVE_KIND_SIBLING: _ClassVar[RelativeKind]
    RELATIVE_KIND_GUARDIAN: _ClassVar[RelativeKind]
ATTRIBUTE_UNSPECIFIED: Attribute
ATTRIBUTE_NAME: Attribute
ATTRIBUTE_FATHER_NAME: Attribute
ATTRIBUTE_HUSBAND_NAME: Attribute
ATTRIBUTE_BIRTH: Attribute
ATTRIBUTE_GENDER: Attribute
ATTRIBUTE_DISTRICT: Attribute
ATTRIBUTE_ADDRESS: Attribute
ATTRIBUTE_PHOTO: Attribute
VERDICT_UNSPECIFIED: Verdict
VERDICT_YES: Verdict
VERDICT_NO: Verdict
VERDICT_PARTIAL: Verdict
VERDICT_CANNOT_TELL: Verdict
MODALITY_UNSPECIFIED: Modality
MODALITY_DOCUMENT_NUMBER: Modality
MODALITY_DEMOGRAPHIC: Modality
MODALITY_FINGERPRINT: Modality
MODALITY_FACE: Modality
MODALITY_IRIS: Modality
CARD_STATE_UNSPECIFIED: CardState
CARD_STATE_VALID: CardState
CARD_STATE_EXPIRED: CardState
CARD_STATE_BLOCKED: CardState
CARD_STATE_REPLACED: CardState
CARD_STATE_DECEASED: CardState
RELATIVE_KIND_UNSPECIFIED: RelativeKind
RELATIVE_KIND_FATHER: RelativeKind
RELATIVE_KIND_MOTHER: RelativeKind
RELATIVE_KIND_SPOUSE: RelativeKind
RELATIVE_KIND_CHILD: RelativeKind
RELATIVE_KIND_SIBLING: RelativeKind
RELATIVE_KIND_GUARDIAN: RelativeKind

class Asked(_message.Message):
    __slots__ = ("transaction_id", "basis", "purpose")
    TRANSACTION_ID_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    transaction_id: str
    basis: _purpose_pb2.LegalBasis
    purpose: _purpose_pb2.Purpose
    def __init__(self, transaction_id: _Optional[str] = ..., basis: _Optional[_Union[_purpose_pb2.LegalBasis, str]] = ..., purpose: _Optional[_Union[_purpose_pb2.Purpose, str]] = ...) -> None: ...

class Claimed(_message.Message):
    __slots__ = ("attribute", "text", "birth", "gender")
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    attribute: Attribute
    text: str
    birth: _subject_pb2.Birth
    gender: _subject_pb2.Gender
    def __init__(self, attribute: _Optional[_Union[Attribute, str]] = ..., text: _Optional[str] = ..., birth: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ...) -> None: ...

class Verified(_message.Message):
    __slots__ = ("attribute", "verdict", "modality")
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    attribute: Attribute
    verdict: Verdict
    modality: Modality
    def __init__(self, attribute: _Optional[_Union[Attribute, str]] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., modality: _Optional[_Union[Modality, str]] = ...) -> None: ...

class AttributeValue(_message.Message):
    __slots__ = ("attribute", "text", "text_ur", "birth", "gender")
    ATTRIBUTE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    BIRTH_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    attribute: Attribute
    text: str
    text_ur: str
    birth: _subject_pb2.Birth
    gender: _subject_pb2.Gender
    def __init__(self, attribute: _Optional[_Union[Attribute, str]] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ..., birth: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ...) -> None: ...

class AttributeStatement(_message.Message):
    __slots__ = ("subject_token", "purpose", "basis", "audience", "issued_ms", "expires_ms", "values", "withheld")
    SUBJECT_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    AUDIENCE_FIELD_NUMBER: _ClassVar[int]
    ISSUED_MS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    subject_token: bytes
    purpose: _purpose_pb2.Purpose
    basis: _purpose_pb2.LegalBasis
    audience: str
    issued_ms: int
    expires_ms: int
    values: _containers.RepeatedCompositeFieldContainer[AttributeValue]
    withheld: _containers.RepeatedScalarFieldContainer[Attribute]
    def __init__(self, subject_token: _Optional[bytes] = ..., purpose: _Optional[_Union[_purpose_pb2.Purpose, str]] = ..., basis: _Optional[_Union[_purpose_pb2.LegalBasis, str]] = ..., audience: _Optional[str] = ..., issued_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., values: _Optional[_Iterable[_Union[AttributeValue, _Mapping]]] = ..., withheld: _Optional[_Iterable[_Union[Attribute, str]]] = ...) -> None: ...

class Relative(_message.Message):
    __slots__ = ("kind", "name", "name_ur", "token", "deceased")
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    NAME_UR_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    DECEASED_FIELD_NUMBER: _ClassVar[int]
    kind: RelativeKind
    name: str
    name_ur: str
    token: bytes
    deceased: bool
    def __init__(self, kind: _Optional[_Union[RelativeKind, str]] = ..., name: _Optional[str] = ..., name_ur: _Optional[str] = ..., token: _Optional[bytes] = ..., deceased: _Optional[bool] = ...) -> None: ...
