from rabta.identity.v1 import attribute_pb2 as _attribute_pb2
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

class ReviewTask(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_TASK_UNSPECIFIED: _ClassVar[ReviewTask]
    REVIEW_TASK_REVIEW: _ClassVar[ReviewTask]
    REVIEW_TASK_EXPIRED: _ClassVar[ReviewTask]

class Agreement(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AGREEMENT_UNSPECIFIED: _ClassVar[Agreement]
    AGREEMENT_NAME: _ClassVar[Agreement]
    AGREEMENT_BIRTH: _ClassVar[Agreement]
    AGREEMENT_FOUND_PLACE: _ClassVar[Agreement]
    AGREEMENT_FOUND_ON: _ClassVar[Agreement]

class ProvisionalAct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PROVISIONAL_ACT_UNSPECIFIED: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_SUBMIT: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_REGISTER: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_REFUSE: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_MERGE: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_UNDO_MERGE: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_CLOSE: _ClassVar[ProvisionalAct]
    PROVISIONAL_ACT_REVIEW: _ClassVar[ProvisionalAct]
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
REVIEW_TASK_UNSPECIFIED: ReviewTask
REVIEW_TASK_REVIEW: ReviewTask
REVIEW_TASK_EXPIRED: ReviewTask
AGREEMENT_UNSPECIFIED: Agreement
AGREEMENT_NAME: Agreement
AGREEMENT_BIRTH: Agreement
AGREEMENT_FOUND_PLACE: Agreement
AGREEMENT_FOUND_ON: Agreement
PROVISIONAL_ACT_UNSPECIFIED: ProvisionalAct
PROVISIONAL_ACT_SUBMIT: ProvisionalAct
PROVISIONAL_ACT_REGISTER: ProvisionalAct
PROVISIONAL_ACT_REFUSE: ProvisionalAct
PROVISIONAL_ACT_MERGE: ProvisionalAct
PROVISIONAL_ACT_UNDO_MERGE: ProvisionalAct
PROVISIONAL_ACT_CLOSE: ProvisionalAct
PROVISIONAL_ACT_REVIEW: ProvisionalAct

class Guardian(_message.Message):
    __slots__ = ("name", "identifier")
    NAME_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    name: str
    identifier: _subject_pb2.Identifier
    def __init__(self, name: _Optional[str] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ...) -> None: ...

class Provisional(_message.Message):
    __slots__ = ("id", "names", "birth", "gender", "found_place", "found_on", "guardian", "language", "mark", "nationality", "state", "review_ms", "expires_ms", "refused", "token", "holder", "age_to_be_determined", "task", "merged_into", "closed")
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
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    AGE_TO_BE_DETERMINED_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    MERGED_INTO_FIELD_NUMBER: _ClassVar[int]
    CLOSED_FIELD_NUMBER: _ClassVar[int]
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
    holder: str
    age_to_be_determined: bool
    task: ReviewTask
    merged_into: str
    closed: str
    def __init__(self, id: _Optional[str] = ..., names: _Optional[_Iterable[_Union[_subject_pb2.Name, _Mapping]]] = ..., birth: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ..., found_place: _Optional[str] = ..., found_on: _Optional[str] = ..., guardian: _Optional[_Union[Guardian, _Mapping]] = ..., language: _Optional[str] = ..., mark: _Optional[_Union[CareMark, str]] = ..., nationality: _Optional[str] = ..., state: _Optional[_Union[ProvisionalState, str]] = ..., review_ms: _Optional[int] = ..., expires_ms: _Optional[int] = ..., refused: _Optional[str] = ..., token: _Optional[bytes] = ..., holder: _Optional[str] = ..., age_to_be_determined: _Optional[bool] = ..., task: _Optional[_Union[ReviewTask, str]] = ..., merged_into: _Optional[str] = ..., closed: _Optional[str] = ...) -> None: ...

class ProvisionalCandidate(_message.Message):
    __slots__ = ("provisional", "agrees")
    PROVISIONAL_FIELD_NUMBER: _ClassVar[int]
    AGREES_FIELD_NUMBER: _ClassVar[int]
    provisional: Provisional
    agrees: _containers.RepeatedScalarFieldContainer[Agreement]
    def __init__(self, provisional: _Optional[_Union[Provisional, _Mapping]] = ..., agrees: _Optional[_Iterable[_Union[Agreement, str]]] = ...) -> None: ...

class GuardianWord(_message.Message):
    __slots__ = ("header", "signature", "answer")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    header: bytes
    signature: bytes
    answer: bytes
    def __init__(self, header: _Optional[bytes] = ..., signature: _Optional[bytes] = ..., answer: _Optional[bytes] = ...) -> None: ...

class RegisterProvisionalRequest(_message.Message):
    __slots__ = ("asked", "provisional", "word")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    PROVISIONAL_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    provisional: Provisional
    word: GuardianWord
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., provisional: _Optional[_Union[Provisional, _Mapping]] = ..., word: _Optional[_Union[GuardianWord, _Mapping]] = ...) -> None: ...

class RegisterProvisionalResponse(_message.Message):
    __slots__ = ("provisional", "candidates", "more")
    PROVISIONAL_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    provisional: Provisional
    candidates: _containers.RepeatedCompositeFieldContainer[ProvisionalCandidate]
    more: bool
    def __init__(self, provisional: _Optional[_Union[Provisional, _Mapping]] = ..., candidates: _Optional[_Iterable[_Union[ProvisionalCandidate, _Mapping]]] = ..., more: _Optional[bool] = ...) -> None: ...

class ChangeProvisionalRequest(_message.Message):
    __slots__ = ("asked", "id", "act", "guardian", "word", "identifier", "reason", "into")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_FIELD_NUMBER: _ClassVar[int]
    WORD_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    INTO_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    id: str
    act: ProvisionalAct
    guardian: Guardian
    word: GuardianWord
    identifier: _subject_pb2.Identifier
    reason: str
    into: str
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., id: _Optional[str] = ..., act: _Optional[_Union[ProvisionalAct, str]] = ..., guardian: _Optional[_Union[Guardian, _Mapping]] = ..., word: _Optional[_Union[GuardianWord, _Mapping]] = ..., identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., reason: _Optional[str] = ..., into: _Optional[str] = ...) -> None: ...

class ChangeProvisionalResponse(_message.Message):
    __slots__ = ("provisional",)
    PROVISIONAL_FIELD_NUMBER: _ClassVar[int]
    provisional: Provisional
    def __init__(self, provisional: _Optional[_Union[Provisional, _Mapping]] = ...) -> None: ...

class FindProvisionalRequest(_message.Message):
    __slots__ = ("asked", "id", "sought", "waiting")
    ASKED_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    SOUGHT_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    asked: _attribute_pb2.Asked
    id: str
    sought: Provisional
    waiting: bool
    def __init__(self, asked: _Optional[_Union[_attribute_pb2.Asked, _Mapping]] = ..., id: _Optional[str] = ..., sought: _Optional[_Union[Provisional, _Mapping]] = ..., waiting: _Optional[bool] = ...) -> None: ...

class FindProvisionalResponse(_message.Message):
    __slots__ = ("found", "more")
    FOUND_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    found: _containers.RepeatedCompositeFieldContainer[ProvisionalCandidate]
    more: bool
    def __init__(self, found: _Optional[_Iterable[_Union[ProvisionalCandidate, _Mapping]]] = ..., more: _Optional[bool] = ...) -> None: ...
