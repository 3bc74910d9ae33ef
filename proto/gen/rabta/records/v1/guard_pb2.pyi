from rabta.records.v1 import case_pb2 as _case_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GuardOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARD_OUTCOME_UNSPECIFIED: _ClassVar[GuardOutcome]
    GUARD_OUTCOME_PROCEED: _ClassVar[GuardOutcome]
    GUARD_OUTCOME_NOT_SENT_UP: _ClassVar[GuardOutcome]
    GUARD_OUTCOME_WITHDRAW: _ClassVar[GuardOutcome]
    GUARD_OUTCOME_DISCHARGE: _ClassVar[GuardOutcome]
    GUARD_OUTCOME_SEPARATE_PERSON: _ClassVar[GuardOutcome]

class GuardKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARD_KIND_UNSPECIFIED: _ClassVar[GuardKind]
    GUARD_KIND_BAR: _ClassVar[GuardKind]
    GUARD_KIND_GUARD: _ClassVar[GuardKind]
    GUARD_KIND_NOTE: _ClassVar[GuardKind]

class GuardDesk(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARD_DESK_UNSPECIFIED: _ClassVar[GuardDesk]
    GUARD_DESK_PROSECUTOR: _ClassVar[GuardDesk]
    GUARD_DESK_DISTRICT_PROSECUTOR: _ClassVar[GuardDesk]
    GUARD_DESK_OVERSIGHT: _ClassVar[GuardDesk]
GUARD_OUTCOME_UNSPECIFIED: GuardOutcome
GUARD_OUTCOME_PROCEED: GuardOutcome
GUARD_OUTCOME_NOT_SENT_UP: GuardOutcome
GUARD_OUTCOME_WITHDRAW: GuardOutcome
GUARD_OUTCOME_DISCHARGE: GuardOutcome
GUARD_OUTCOME_SEPARATE_PERSON: GuardOutcome
GUARD_KIND_UNSPECIFIED: GuardKind
GUARD_KIND_BAR: GuardKind
GUARD_KIND_GUARD: GuardKind
GUARD_KIND_NOTE: GuardKind
GUARD_DESK_UNSPECIFIED: GuardDesk
GUARD_DESK_PROSECUTOR: GuardDesk
GUARD_DESK_DISTRICT_PROSECUTOR: GuardDesk
GUARD_DESK_OVERSIGHT: GuardDesk

class ListGuardsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListGuardsResponse(_message.Message):
    __slots__ = ("guards",)
    GUARDS_FIELD_NUMBER: _ClassVar[int]
    guards: _containers.RepeatedCompositeFieldContainer[ListedGuard]
    def __init__(self, guards: _Optional[_Iterable[_Union[ListedGuard, _Mapping]]] = ...) -> None: ...

class ListedGuard(_message.Message):
    __slots__ = ("reference", "guard", "confirm_identity", "victim_case", "since_ms", "custody", "overdue", "decision", "open_again", "told", "matter")
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    GUARD_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_IDENTITY_FIELD_NUMBER: _ClassVar[int]
    VICTIM_CASE_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    CUSTODY_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    OPEN_AGAIN_FIELD_NUMBER: _ClassVar[int]
    TOLD_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    reference: str
    guard: GuardKind
    confirm_identity: bool
    victim_case: _containers.RepeatedCompositeFieldContainer[_case_pb2.CaseReference]
    since_ms: int
    custody: bool
    overdue: _containers.RepeatedScalarFieldContainer[GuardDesk]
    decision: GuardDecision
    open_again: bool
    told: _containers.RepeatedCompositeFieldContainer[ToldDesk]
    matter: str
    def __init__(self, reference: _Optional[str] = ..., guard: _Optional[_Union[GuardKind, str]] = ..., confirm_identity: _Optional[bool] = ..., victim_case: _Optional[_Iterable[_Union[_case_pb2.CaseReference, _Mapping]]] = ..., since_ms: _Optional[int] = ..., custody: _Optional[bool] = ..., overdue: _Optional[_Iterable[_Union[GuardDesk, str]]] = ..., decision: _Optional[_Union[GuardDecision, _Mapping]] = ..., open_again: _Optional[bool] = ..., told: _Optional[_Iterable[_Union[ToldDesk, _Mapping]]] = ..., matter: _Optional[str] = ...) -> None: ...

class ListToldGuardsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListToldGuardsResponse(_message.Message):
    __slots__ = ("guards", "more")
    GUARDS_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    guards: _containers.RepeatedCompositeFieldContainer[ToldGuard]
    more: bool
    def __init__(self, guards: _Optional[_Iterable[_Union[ToldGuard, _Mapping]]] = ..., more: _Optional[bool] = ...) -> None: ...

class ToldGuard(_message.Message):
    __slots__ = ("charged_in", "told_ms", "guard")
    CHARGED_IN_FIELD_NUMBER: _ClassVar[int]
    TOLD_MS_FIELD_NUMBER: _ClassVar[int]
    GUARD_FIELD_NUMBER: _ClassVar[int]
    charged_in: _containers.RepeatedCompositeFieldContainer[_case_pb2.CaseReference]
    told_ms: int
    guard: ListedGuard
    def __init__(self, charged_in: _Optional[_Iterable[_Union[_case_pb2.CaseReference, _Mapping]]] = ..., told_ms: _Optional[int] = ..., guard: _Optional[_Union[ListedGuard, _Mapping]] = ...) -> None: ...

class DecideGuardRequest(_message.Message):
    __slots__ = ("request_id", "reference", "outcome", "reason", "matter")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MATTER_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    reference: str
    outcome: GuardOutcome
    reason: str
    matter: str
    def __init__(self, request_id: _Optional[str] = ..., reference: _Optional[str] = ..., outcome: _Optional[_Union[GuardOutcome, str]] = ..., reason: _Optional[str] = ..., matter: _Optional[str] = ...) -> None: ...

class DecideGuardResponse(_message.Message):
    __slots__ = ("guards",)
    GUARDS_FIELD_NUMBER: _ClassVar[int]
    guards: _containers.RepeatedCompositeFieldContainer[ListedGuard]
    def __init__(self, guards: _Optional[_Iterable[_Union[ListedGuard, _Mapping]]] = ...) -> None: ...

class GuardDecision(_message.Message):
    __slots__ = ("outcome", "reason", "agency", "officer", "at_ms")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    outcome: GuardOutcome
    reason: str
    agency: str
    officer: str
    at_ms: int
    def __init__(self, outcome: _Optional[_Union[GuardOutcome, str]] = ..., reason: _Optional[str] = ..., agency: _Optional[str] = ..., officer: _Optional[str] = ..., at_ms: _Optional[int] = ...) -> None: ...

class ToldDesk(_message.Message):
    __slots__ = ("desk", "at_ms")
    DESK_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    desk: GuardDesk
    at_ms: int
    def __init__(self, desk: _Optional[_Union[GuardDesk, str]] = ..., at_ms: _Optional[int] = ...) -> None: ...
