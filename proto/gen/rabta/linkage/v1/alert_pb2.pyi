from rabta.linkage.v1 import graph_pb2 as _graph_pb2
from rabta.membership.v1 import registry_pb2 as _registry_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AlertLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_LEVEL_UNSPECIFIED: _ClassVar[AlertLevel]
    ALERT_LEVEL_LEAD: _ClassVar[AlertLevel]
    ALERT_LEVEL_ALERT: _ClassVar[AlertLevel]
    ALERT_LEVEL_SILENT: _ClassVar[AlertLevel]

class AlertState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_STATE_UNSPECIFIED: _ClassVar[AlertState]
    ALERT_STATE_OPEN: _ClassVar[AlertState]
    ALERT_STATE_FIRST_OPINION: _ClassVar[AlertState]
    ALERT_STATE_CONFIRMED: _ClassVar[AlertState]
    ALERT_STATE_DISMISSED: _ClassVar[AlertState]
    ALERT_STATE_WITHDRAWN: _ClassVar[AlertState]
    ALERT_STATE_EXPIRED: _ClassVar[AlertState]

class AlertReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_REASON_UNSPECIFIED: _ClassVar[AlertReason]
    ALERT_REASON_PATTERN_HOLDS: _ClassVar[AlertReason]
    ALERT_REASON_KNOWN_TO_CASE: _ClassVar[AlertReason]
    ALERT_REASON_LOOK_ALIKE: _ClassVar[AlertReason]
    ALERT_REASON_DATA_WRONG: _ClassVar[AlertReason]
    ALERT_REASON_WRONG_PERSON: _ClassVar[AlertReason]
    ALERT_REASON_SUBJECT_IN_NEED: _ClassVar[AlertReason]

class EvidenceFamily(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVIDENCE_FAMILY_UNSPECIFIED: _ClassVar[EvidenceFamily]
    EVIDENCE_FAMILY_MONEY: _ClassVar[EvidenceFamily]
    EVIDENCE_FAMILY_CALLS: _ClassVar[EvidenceFamily]
    EVIDENCE_FAMILY_TRAVEL: _ClassVar[EvidenceFamily]
    EVIDENCE_FAMILY_RECORDS: _ClassVar[EvidenceFamily]
    EVIDENCE_FAMILY_PAPERS: _ClassVar[EvidenceFamily]
ALERT_LEVEL_UNSPECIFIED: AlertLevel
ALERT_LEVEL_LEAD: AlertLevel
ALERT_LEVEL_ALERT: AlertLevel
ALERT_LEVEL_SILENT: AlertLevel
ALERT_STATE_UNSPECIFIED: AlertState
ALERT_STATE_OPEN: AlertState
ALERT_STATE_FIRST_OPINION: AlertState
ALERT_STATE_CONFIRMED: AlertState
ALERT_STATE_DISMISSED: AlertState
ALERT_STATE_WITHDRAWN: AlertState
ALERT_STATE_EXPIRED: AlertState
ALERT_REASON_UNSPECIFIED: AlertReason
ALERT_REASON_PATTERN_HOLDS: AlertReason
ALERT_REASON_KNOWN_TO_CASE: AlertReason
ALERT_REASON_LOOK_ALIKE: AlertReason
ALERT_REASON_DATA_WRONG: AlertReason
ALERT_REASON_WRONG_PERSON: AlertReason
ALERT_REASON_SUBJECT_IN_NEED: AlertReason
EVIDENCE_FAMILY_UNSPECIFIED: EvidenceFamily
EVIDENCE_FAMILY_MONEY: EvidenceFamily
EVIDENCE_FAMILY_CALLS: EvidenceFamily
EVIDENCE_FAMILY_TRAVEL: EvidenceFamily
EVIDENCE_FAMILY_RECORDS: EvidenceFamily
EVIDENCE_FAMILY_PAPERS: EvidenceFamily

class AlertRule(_message.Message):
    __slots__ = ("detector", "version")
    DETECTOR_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    detector: str
    version: int
    def __init__(self, detector: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class Alert(_message.Message):
    __slots__ = ("id", "level", "state", "rules", "families", "recorded", "raised_ms", "subject", "like_decided", "like_confirmed", "desks_met")
    ID_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    FAMILIES_FIELD_NUMBER: _ClassVar[int]
    RECORDED_FIELD_NUMBER: _ClassVar[int]
    RAISED_MS_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LIKE_DECIDED_FIELD_NUMBER: _ClassVar[int]
    LIKE_CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    DESKS_MET_FIELD_NUMBER: _ClassVar[int]
    id: str
    level: AlertLevel
    state: AlertState
    rules: _containers.RepeatedCompositeFieldContainer[AlertRule]
    families: _containers.RepeatedScalarFieldContainer[EvidenceFamily]
    recorded: bool
    raised_ms: int
    subject: _graph_pb2.NodeKey
    like_decided: int
    like_confirmed: int
    desks_met: int
    def __init__(self, id: _Optional[str] = ..., level: _Optional[_Union[AlertLevel, str]] = ..., state: _Optional[_Union[AlertState, str]] = ..., rules: _Optional[_Iterable[_Union[AlertRule, _Mapping]]] = ..., families: _Optional[_Iterable[_Union[EvidenceFamily, str]]] = ..., recorded: _Optional[bool] = ..., raised_ms: _Optional[int] = ..., subject: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., like_decided: _Optional[int] = ..., like_confirmed: _Optional[int] = ..., desks_met: _Optional[int] = ...) -> None: ...

class MetDesk(_message.Message):
    __slots__ = ("agency", "desk", "reference", "met_ms")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    MET_MS_FIELD_NUMBER: _ClassVar[int]
    agency: str
    desk: _registry_pb2.Desk
    reference: str
    met_ms: int
    def __init__(self, agency: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., reference: _Optional[str] = ..., met_ms: _Optional[int] = ...) -> None: ...

class ProtectionLead(_message.Message):
    __slots__ = ("id", "rule", "words", "words_ur", "family", "raised_ms", "agency", "desk", "person")
    ID_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    WORDS_UR_FIELD_NUMBER: _ClassVar[int]
    FAMILY_FIELD_NUMBER: _ClassVar[int]
    RAISED_MS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    PERSON_FIELD_NUMBER: _ClassVar[int]
    id: str
    rule: AlertRule
    words: str
    words_ur: str
    family: EvidenceFamily
    raised_ms: int
    agency: str
    desk: _registry_pb2.Desk
    person: _graph_pb2.NodeKey
    def __init__(self, id: _Optional[str] = ..., rule: _Optional[_Union[AlertRule, _Mapping]] = ..., words: _Optional[str] = ..., words_ur: _Optional[str] = ..., family: _Optional[_Union[EvidenceFamily, str]] = ..., raised_ms: _Optional[int] = ..., agency: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., person: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ...) -> None: ...

class AlertEnd(_message.Message):
    __slots__ = ("column", "key", "protected_party")
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    PROTECTED_PARTY_FIELD_NUMBER: _ClassVar[int]
    column: str
    key: _graph_pb2.NodeKey
    protected_party: bool
    def __init__(self, column: _Optional[str] = ..., key: _Optional[_Union[_graph_pb2.NodeKey, _Mapping]] = ..., protected_party: _Optional[bool] = ...) -> None: ...

class AlertRow(_message.Message):
    __slots__ = ("owner", "desk", "source", "authority", "table", "at_ms", "amount_minor", "currency", "duration_s", "ends")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_MINOR_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    DURATION_S_FIELD_NUMBER: _ClassVar[int]
    ENDS_FIELD_NUMBER: _ClassVar[int]
    owner: str
    desk: _registry_pb2.Desk
    source: str
    authority: str
    table: str
    at_ms: int
    amount_minor: int
    currency: str
    duration_s: int
    ends: _containers.RepeatedCompositeFieldContainer[AlertEnd]
    def __init__(self, owner: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., source: _Optional[str] = ..., authority: _Optional[str] = ..., table: _Optional[str] = ..., at_ms: _Optional[int] = ..., amount_minor: _Optional[int] = ..., currency: _Optional[str] = ..., duration_s: _Optional[int] = ..., ends: _Optional[_Iterable[_Union[AlertEnd, _Mapping]]] = ...) -> None: ...

class AlertOpinion(_message.Message):
    __slots__ = ("officer", "confirms", "reason", "words", "at_ms")
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    CONFIRMS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    officer: str
    confirms: bool
    reason: AlertReason
    words: str
    at_ms: int
    def __init__(self, officer: _Optional[str] = ..., confirms: _Optional[bool] = ..., reason: _Optional[_Union[AlertReason, str]] = ..., words: _Optional[str] = ..., at_ms: _Optional[int] = ...) -> None: ...

class AlertFigure(_message.Message):
    __slots__ = ("name", "value")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...

class AlertFinding(_message.Message):
    __slots__ = ("rule", "words", "words_ur", "look_alike", "figures", "look_alikes")
    RULE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    WORDS_UR_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKE_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKES_FIELD_NUMBER: _ClassVar[int]
    rule: AlertRule
    words: str
    words_ur: str
    look_alike: str
    figures: _containers.RepeatedCompositeFieldContainer[AlertFigure]
    look_alikes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, rule: _Optional[_Union[AlertRule, _Mapping]] = ..., words: _Optional[str] = ..., words_ur: _Optional[str] = ..., look_alike: _Optional[str] = ..., figures: _Optional[_Iterable[_Union[AlertFigure, _Mapping]]] = ..., look_alikes: _Optional[_Iterable[str]] = ...) -> None: ...

class DetectorParameter(_message.Message):
    __slots__ = ("name", "value", "unit", "text")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    unit: str
    text: str
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ..., unit: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class DetectorInfo(_message.Message):
    __slots__ = ("rule", "words", "words_ur", "family", "authorities", "parameters", "look_alikes", "lead_only", "enabled", "changed_ms")
    RULE_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    WORDS_UR_FIELD_NUMBER: _ClassVar[int]
    FAMILY_FIELD_NUMBER: _ClassVar[int]
    AUTHORITIES_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKES_FIELD_NUMBER: _ClassVar[int]
    LEAD_ONLY_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_MS_FIELD_NUMBER: _ClassVar[int]
    rule: AlertRule
    words: str
    words_ur: str
    family: EvidenceFamily
    authorities: _containers.RepeatedScalarFieldContainer[str]
    parameters: _containers.RepeatedCompositeFieldContainer[DetectorParameter]
    look_alikes: _containers.RepeatedScalarFieldContainer[str]
    lead_only: bool
    enabled: bool
    changed_ms: int
    def __init__(self, rule: _Optional[_Union[AlertRule, _Mapping]] = ..., words: _Optional[str] = ..., words_ur: _Optional[str] = ..., family: _Optional[_Union[EvidenceFamily, str]] = ..., authorities: _Optional[_Iterable[str]] = ..., parameters: _Optional[_Iterable[_Union[DetectorParameter, _Mapping]]] = ..., look_alikes: _Optional[_Iterable[str]] = ..., lead_only: _Optional[bool] = ..., enabled: _Optional[bool] = ..., changed_ms: _Optional[int] = ...) -> None: ...
