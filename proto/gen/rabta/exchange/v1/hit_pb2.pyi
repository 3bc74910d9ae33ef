from rabta.membership.v1 import registry_pb2 as _registry_pb2
from rabta.records.v1 import case_pb2 as _case_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class HitRequestKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HIT_REQUEST_KIND_UNSPECIFIED: _ClassVar[HitRequestKind]
    HIT_REQUEST_KIND_CONFIRMATION: _ClassVar[HitRequestKind]
    HIT_REQUEST_KIND_RELEASE: _ClassVar[HitRequestKind]

class HitQuestion(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HIT_QUESTION_UNSPECIFIED: _ClassVar[HitQuestion]
    HIT_QUESTION_SAME_PERSON: _ClassVar[HitQuestion]
    HIT_QUESTION_IN_FORCE: _ClassVar[HitQuestion]
    HIT_QUESTION_WHO_COLLECTS: _ClassVar[HitQuestion]

class Urgency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    URGENCY_UNSPECIFIED: _ClassVar[Urgency]
    URGENCY_IMMEDIATE: _ClassVar[Urgency]
    URGENCY_PRIORITY: _ClassVar[Urgency]
    URGENCY_ROUTINE: _ClassVar[Urgency]

class HitState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HIT_STATE_UNSPECIFIED: _ClassVar[HitState]
    HIT_STATE_WAITING: _ClassVar[HitState]
    HIT_STATE_UNCONFIRMED: _ClassVar[HitState]
    HIT_STATE_NEEDS_TIME: _ClassVar[HitState]
    HIT_STATE_VALID: _ClassVar[HitState]
    HIT_STATE_NOT_VALID: _ClassVar[HitState]
    HIT_STATE_NOT_THIS_PERSON: _ClassVar[HitState]
    HIT_STATE_LOCATED: _ClassVar[HitState]
    HIT_STATE_CLEARED: _ClassVar[HitState]
    HIT_STATE_UNDECIDED: _ClassVar[HitState]
    HIT_STATE_GRANTED: _ClassVar[HitState]
    HIT_STATE_REFUSED: _ClassVar[HitState]
    HIT_STATE_ENDED: _ClassVar[HitState]

class Escalation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ESCALATION_UNSPECIFIED: _ClassVar[Escalation]
    ESCALATION_DESK: _ClassVar[Escalation]
    ESCALATION_OVERSIGHT: _ClassVar[Escalation]
HIT_REQUEST_KIND_UNSPECIFIED: HitRequestKind
HIT_REQUEST_KIND_CONFIRMATION: HitRequestKind
HIT_REQUEST_KIND_RELEASE: HitRequestKind
HIT_QUESTION_UNSPECIFIED: HitQuestion
HIT_QUESTION_SAME_PERSON: HitQuestion
HIT_QUESTION_IN_FORCE: HitQuestion
HIT_QUESTION_WHO_COLLECTS: HitQuestion
URGENCY_UNSPECIFIED: Urgency
URGENCY_IMMEDIATE: Urgency
URGENCY_PRIORITY: Urgency
URGENCY_ROUTINE: Urgency
HIT_STATE_UNSPECIFIED: HitState
HIT_STATE_WAITING: HitState
HIT_STATE_UNCONFIRMED: HitState
HIT_STATE_NEEDS_TIME: HitState
HIT_STATE_VALID: HitState
HIT_STATE_NOT_VALID: HitState
HIT_STATE_NOT_THIS_PERSON: HitState
HIT_STATE_LOCATED: HitState
HIT_STATE_CLEARED: HitState
HIT_STATE_UNDECIDED: HitState
HIT_STATE_GRANTED: HitState
HIT_STATE_REFUSED: HitState
HIT_STATE_ENDED: HitState
ESCALATION_UNSPECIFIED: Escalation
ESCALATION_DESK: Escalation
ESCALATION_OVERSIGHT: Escalation

class HitAsker(_message.Message):
    __slots__ = ("agency", "officer", "case", "desk")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    agency: str
    officer: str
    case: _case_pb2.CaseReference
    desk: _registry_pb2.Desk
    def __init__(self, agency: _Optional[str] = ..., officer: _Optional[str] = ..., case: _Optional[_Union[_case_pb2.CaseReference, _Mapping]] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ...) -> None: ...

class HitRequest(_message.Message):
    __slots__ = ("id", "kind", "record", "owner", "asker", "urgency", "questions", "asked_ms", "state", "said_ms", "due_ms", "escalation", "until_ms", "desk", "collector")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ASKER_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    ASKED_MS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SAID_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    COLLECTOR_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: HitRequestKind
    record: str
    owner: str
    asker: HitAsker
    urgency: Urgency
    questions: _containers.RepeatedScalarFieldContainer[HitQuestion]
    asked_ms: int
    state: HitState
    said_ms: int
    due_ms: int
    escalation: Escalation
    until_ms: int
    desk: _registry_pb2.Desk
    collector: str
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[HitRequestKind, str]] = ..., record: _Optional[str] = ..., owner: _Optional[str] = ..., asker: _Optional[_Union[HitAsker, _Mapping]] = ..., urgency: _Optional[_Union[Urgency, str]] = ..., questions: _Optional[_Iterable[_Union[HitQuestion, str]]] = ..., asked_ms: _Optional[int] = ..., state: _Optional[_Union[HitState, str]] = ..., said_ms: _Optional[int] = ..., due_ms: _Optional[int] = ..., escalation: _Optional[_Union[Escalation, str]] = ..., until_ms: _Optional[int] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., collector: _Optional[str] = ...) -> None: ...
