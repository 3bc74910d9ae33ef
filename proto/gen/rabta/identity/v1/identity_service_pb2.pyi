from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.identity.v1 import attribute_pb2 as _attribute_pb2
from rabta.identity.v1 import change_pb2 as _change_pb2
from rabta.identity.v1 import provisional_pb2 as _provisional_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ResolveOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESOLVE_OUTCOME_UNSPECIFIED: _ClassVar[ResolveOutcome]
    RESOLVE_OUTCOME_TOKEN: _ClassVar[ResolveOutcome]
    RESOLVE_OUTCOME_NOT_REGISTERED: _ClassVar[ResolveOutcome]
    RESOLVE_OUTCOME_AMBIGUOUS: _ClassVar[ResolveOutcome]
    RESOLVE_OUTCOME_CANNOT_TELL: _ClassVar[ResolveOutcome]
RESOLVE_OUTCOME_UNSPECIFIED: ResolveOutcome
RESOLVE_OUTCOME_TOKEN: ResolveOutcome
RESOLVE_OUTCOME_NOT_REGISTERED: ResolveOutcome
RESOLVE_OUTCOME_AMBIGUOUS: ResolveOutcome
RESOLVE_OUTCOME_CANNOT_TELL: ResolveOutcome

class VerifyRequest(_message.Message):
    __slots__ = ("asked", "identifier", "claimed")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    identifier: _subject_pb2.Identifier
    claimed: _containers.RepeatedCompositeFieldContainer[_attribute_pb2.Claimed]
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., claimed: _Optional[_Iterable[_Union[_attribute_pb2.Claimed, _Mapping]]] = ...) -> None: ...

class VerifyResponse(_message.Message):
    __slots__ = ("verified", "card")
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    CARD_FIELD_NUMBER: _ClassVar[int]
    verified: _containers.RepeatedCompositeFieldContainer[_attribute_pb2.Verified]
    card: _attribute_pb2.CardState
    def __init__(self, verified: _Optional[_Iterable[_Union[_attribute_pb2.Verified, _Mapping]]] = ..., card: _Optional[_Union[_attribute_pb2.CardState, str]] = ...) -> None: ...

class AgeOnRequest(_message.Message):
    __slots__ = ("asked", "identifier", "day", "age")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    AGE_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    identifier: _subject_pb2.Identifier
    day: str
    age: int
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., day: _Optional[str] = ..., age: _Optional[int] = ...) -> None: ...

class AgeOnResponse(_message.Message):
    __slots__ = ("of_age", "modality")
    OF_AGE_FIELD_NUMBER: _ClassVar[int]
    MODALITY_FIELD_NUMBER: _ClassVar[int]
    of_age: _attribute_pb2.Verdict
    modality: _attribute_pb2.Modality
    def __init__(self, of_age: _Optional[_Union[_attribute_pb2.Verdict, str]] = ..., modality: _Optional[_Union[_attribute_pb2.Modality, str]] = ...) -> None: ...

class GetAttributesRequest(_message.Message):
    __slots__ = ("asked", "identifier", "attributes", "word")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    identifier: _subject_pb2.Identifier
    attributes: _containers.RepeatedScalarFieldContainer[_attribute_pb2.Attribute]
    word: PersonWord
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., attributes: _Optional[_Iterable[_Union[_attribute_pb2.Attribute, str]]] = ..., word: _Optional[_Union[PersonWord, _Mapping]] = ...) -> None: ...

class PersonWord(_message.Message):
    __slots__ = ("header", "signature", "answer")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    header: bytes
    signature: bytes
    answer: bytes
    def __init__(self, header: _Optional[bytes] = ..., signature: _Optional[bytes] = ..., answer: _Optional[bytes] = ...) -> None: ...

class GetAttributesResponse(_message.Message):
    __slots__ = ("statement",)
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    statement: _attribute_pb2.AttributeStatement
    def __init__(self, statement: _Optional[_Union[_attribute_pb2.AttributeStatement, _Mapping]] = ...) -> None: ...

class GetFamilyRequest(_message.Message):
    __slots__ = ("asked", "identifier")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    identifier: _subject_pb2.Identifier
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ...) -> None: ...

class GetFamilyResponse(_message.Message):
    __slots__ = ("relatives",)
    RELATIVES_FIELD_NUMBER: _ClassVar[int]
    relatives: _containers.RepeatedCompositeFieldContainer[_attribute_pb2.Relative]
    def __init__(self, relatives: _Optional[_Iterable[_Union[_attribute_pb2.Relative, _Mapping]]] = ...) -> None: ...

class ResolveTokenRequest(_message.Message):
    __slots__ = ("asked", "identifiers")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    identifiers: _containers.RepeatedCompositeFieldContainer[_subject_pb2.Identifier]
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., identifiers: _Optional[_Iterable[_Union[_subject_pb2.Identifier, _Mapping]]] = ...) -> None: ...

class ResolveTokenResponse(_message.Message):
    __slots__ = ("resolved",)
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    resolved: _containers.RepeatedCompositeFieldContainer[Resolved]
    def __init__(self, resolved: _Optional[_Iterable[_Union[Resolved, _Mapping]]] = ...) -> None: ...

class Resolved(_message.Message):
    __slots__ = ("outcome", "token", "at_sequence")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    AT_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    outcome: ResolveOutcome
    token: bytes
    at_sequence: int
    def __init__(self, outcome: _Optional[_Union[ResolveOutcome, str]] = ..., token: _Optional[bytes] = ..., at_sequence: _Optional[int] = ...) -> None: ...

class ListChangesRequest(_message.Message):
    __slots__ = ("asked", "cursor", "page_size")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    cursor: _change_pb2.Cursor
    page_size: int
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., cursor: _Optional[_Union[_change_pb2.Cursor, _Mapping]] = ..., page_size: _Optional[int] = ...) -> None: ...

class ListChangesResponse(_message.Message):
    __slots__ = ("changes", "next", "more")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    changes: _containers.RepeatedCompositeFieldContainer[_change_pb2.Change]
    next: _change_pb2.Cursor
    more: bool
    def __init__(self, changes: _Optional[_Iterable[_Union[_change_pb2.Change, _Mapping]]] = ..., next: _Optional[_Union[_change_pb2.Cursor, _Mapping]] = ..., more: _Optional[bool] = ...) -> None: ...
