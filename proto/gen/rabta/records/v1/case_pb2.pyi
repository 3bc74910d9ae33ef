from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TraffickingStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRAFFICKING_STATUS_UNSPECIFIED: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_POSSIBLE: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_PRESUMED: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_RECOGNISED: _ClassVar[TraffickingStatus]
    TRAFFICKING_STATUS_REJECTED: _ClassVar[TraffickingStatus]

class EventType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_TYPE_UNSPECIFIED: _ClassVar[EventType]
    EVENT_TYPE_ENQUIRY: _ClassVar[EventType]
    EVENT_TYPE_FIR: _ClassVar[EventType]
    EVENT_TYPE_TRANSFER: _ClassVar[EventType]
    EVENT_TYPE_SECTION_ADDED: _ClassVar[EventType]
    EVENT_TYPE_SECTION_DELETED: _ClassVar[EventType]
    EVENT_TYPE_RELEASE_169: _ClassVar[EventType]
    EVENT_TYPE_NOT_SENT_UP: _ClassVar[EventType]
    EVENT_TYPE_CANCELLATION_REPORT: _ClassVar[EventType]
    EVENT_TYPE_UNTRACED_REPORT: _ClassVar[EventType]
    EVENT_TYPE_CANCELLATION_ORDERED: _ClassVar[EventType]
    EVENT_TYPE_CANCELLATION_REFUSED: _ClassVar[EventType]
    EVENT_TYPE_CHALLAN_INTERIM: _ClassVar[EventType]
    EVENT_TYPE_CHALLAN_FINAL: _ClassVar[EventType]
    EVENT_TYPE_CHALLAN_SUPPLEMENTARY: _ClassVar[EventType]
    EVENT_TYPE_COGNIZANCE: _ClassVar[EventType]
    EVENT_TYPE_CHARGE_FRAMED: _ClassVar[EventType]
    EVENT_TYPE_DISCHARGE: _ClassVar[EventType]
    EVENT_TYPE_ACQUITTAL_245: _ClassVar[EventType]
    EVENT_TYPE_CONVICTION_245: _ClassVar[EventType]
    EVENT_TYPE_ACQUITTAL_247: _ClassVar[EventType]
    EVENT_TYPE_STOPPED_249: _ClassVar[EventType]
    EVENT_TYPE_ACQUITTAL_249A: _ClassVar[EventType]
    EVENT_TYPE_ACQUITTAL_265K: _ClassVar[EventType]
    EVENT_TYPE_COMPOUNDED_345: _ClassVar[EventType]
    EVENT_TYPE_WITHDRAWN_494: _ClassVar[EventType]
    EVENT_TYPE_DIVERTED: _ClassVar[EventType]
    EVENT_TYPE_ABSENT_512: _ClassVar[EventType]
    EVENT_TYPE_QUASHED_561A: _ClassVar[EventType]
    EVENT_TYPE_ABATED: _ClassVar[EventType]
    EVENT_TYPE_CONVICTION: _ClassVar[EventType]
    EVENT_TYPE_ACQUITTAL: _ClassVar[EventType]
    EVENT_TYPE_SENTENCE: _ClassVar[EventType]
    EVENT_TYPE_SENTENCE_SUSPENDED: _ClassVar[EventType]
    EVENT_TYPE_APPEAL_FILED: _ClassVar[EventType]
    EVENT_TYPE_APPEAL_DISMISSED: _ClassVar[EventType]
    EVENT_TYPE_SET_ASIDE: _ClassVar[EventType]
    EVENT_TYPE_RETRIAL_ORDERED: _ClassVar[EventType]
    EVENT_TYPE_APPEAL_TIME_LAPSED: _ClassVar[EventType]
    EVENT_TYPE_INVESTIGATION_BY_POLICE: _ClassVar[EventType]
    EVENT_TYPE_ZARRA_TOLD: _ClassVar[EventType]
    EVENT_TYPE_AGE_DETERMINED: _ClassVar[EventType]
TRAFFICKING_STATUS_UNSPECIFIED: TraffickingStatus
TRAFFICKING_STATUS_POSSIBLE: TraffickingStatus
TRAFFICKING_STATUS_PRESUMED: TraffickingStatus
TRAFFICKING_STATUS_RECOGNISED: TraffickingStatus
TRAFFICKING_STATUS_REJECTED: TraffickingStatus
EVENT_TYPE_UNSPECIFIED: EventType
EVENT_TYPE_ENQUIRY: EventType
EVENT_TYPE_FIR: EventType
EVENT_TYPE_TRANSFER: EventType
EVENT_TYPE_SECTION_ADDED: EventType
EVENT_TYPE_SECTION_DELETED: EventType
EVENT_TYPE_RELEASE_169: EventType
EVENT_TYPE_NOT_SENT_UP: EventType
EVENT_TYPE_CANCELLATION_REPORT: EventType
EVENT_TYPE_UNTRACED_REPORT: EventType
EVENT_TYPE_CANCELLATION_ORDERED: EventType
EVENT_TYPE_CANCELLATION_REFUSED: EventType
EVENT_TYPE_CHALLAN_INTERIM: EventType
EVENT_TYPE_CHALLAN_FINAL: EventType
EVENT_TYPE_CHALLAN_SUPPLEMENTARY: EventType
EVENT_TYPE_COGNIZANCE: EventType
EVENT_TYPE_CHARGE_FRAMED: EventType
EVENT_TYPE_DISCHARGE: EventType
EVENT_TYPE_ACQUITTAL_245: EventType
EVENT_TYPE_CONVICTION_245: EventType
EVENT_TYPE_ACQUITTAL_247: EventType
EVENT_TYPE_STOPPED_249: EventType
EVENT_TYPE_ACQUITTAL_249A: EventType
EVENT_TYPE_ACQUITTAL_265K: EventType
EVENT_TYPE_COMPOUNDED_345: EventType
EVENT_TYPE_WITHDRAWN_494: EventType
EVENT_TYPE_DIVERTED: EventType
EVENT_TYPE_ABSENT_512: EventType
EVENT_TYPE_QUASHED_561A: EventType
EVENT_TYPE_ABATED: EventType
EVENT_TYPE_CONVICTION: EventType
EVENT_TYPE_ACQUITTAL: EventType
EVENT_TYPE_SENTENCE: EventType
EVENT_TYPE_SENTENCE_SUSPENDED: EventType
EVENT_TYPE_APPEAL_FILED: EventType
EVENT_TYPE_APPEAL_DISMISSED: EventType
EVENT_TYPE_SET_ASIDE: EventType
EVENT_TYPE_RETRIAL_ORDERED: EventType
EVENT_TYPE_APPEAL_TIME_LAPSED: EventType
EVENT_TYPE_INVESTIGATION_BY_POLICE: EventType
EVENT_TYPE_ZARRA_TOLD: EventType
EVENT_TYPE_AGE_DETERMINED: EventType

class CaseReference(_message.Message):
    __slots__ = ("type", "key", "dated")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    DATED_FIELD_NUMBER: _ClassVar[int]
    type: _purpose_pb2.CaseReferenceType
    key: str
    dated: str
    def __init__(self, type: _Optional[_Union[_purpose_pb2.CaseReferenceType, str]] = ..., key: _Optional[str] = ..., dated: _Optional[str] = ...) -> None: ...

class CaseFile(_message.Message):
    __slots__ = ("act_from", "act_to", "reported", "place", "station", "sections", "summary", "officers", "investigator_rank", "crosses_border", "closed", "joint", "joint_teams", "adopts")
    ACT_FROM_FIELD_NUMBER: _ClassVar[int]
    ACT_TO_FIELD_NUMBER: _ClassVar[int]
    REPORTED_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    STATION_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    OFFICERS_FIELD_NUMBER: _ClassVar[int]
    INVESTIGATOR_RANK_FIELD_NUMBER: _ClassVar[int]
    CROSSES_BORDER_FIELD_NUMBER: _ClassVar[int]
    CLOSED_FIELD_NUMBER: _ClassVar[int]
    JOINT_FIELD_NUMBER: _ClassVar[int]
    JOINT_TEAMS_FIELD_NUMBER: _ClassVar[int]
    ADOPTS_FIELD_NUMBER: _ClassVar[int]
    act_from: str
    act_to: str
    reported: str
    place: str
    station: str
    sections: _containers.RepeatedCompositeFieldContainer[Section]
    summary: str
    officers: _containers.RepeatedScalarFieldContainer[str]
    investigator_rank: str
    crosses_border: bool
    closed: bool
    joint: _containers.RepeatedScalarFieldContainer[str]
    joint_teams: _containers.RepeatedCompositeFieldContainer[JointTeam]
    adopts: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, act_from: _Optional[str] = ..., act_to: _Optional[str] = ..., reported: _Optional[str] = ..., place: _Optional[str] = ..., station: _Optional[str] = ..., sections: _Optional[_Iterable[_Union[Section, _Mapping]]] = ..., summary: _Optional[str] = ..., officers: _Optional[_Iterable[str]] = ..., investigator_rank: _Optional[str] = ..., crosses_border: _Optional[bool] = ..., closed: _Optional[bool] = ..., joint: _Optional[_Iterable[str]] = ..., joint_teams: _Optional[_Iterable[_Union[JointTeam, _Mapping]]] = ..., adopts: _Optional[_Iterable[str]] = ...) -> None: ...

class JointTeam(_message.Message):
    __slots__ = ("agency", "officers", "until")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICERS_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    agency: str
    officers: _containers.RepeatedScalarFieldContainer[str]
    until: str
    def __init__(self, agency: _Optional[str] = ..., officers: _Optional[_Iterable[str]] = ..., until: _Optional[str] = ...) -> None: ...

class Section(_message.Message):
    __slots__ = ("statute", "provision", "read_with")
    STATUTE_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    READ_WITH_FIELD_NUMBER: _ClassVar[int]
    statute: str
    provision: str
    read_with: bool
    def __init__(self, statute: _Optional[str] = ..., provision: _Optional[str] = ..., read_with: _Optional[bool] = ...) -> None: ...

class Party(_message.Message):
    __slots__ = ("sections", "note", "victim_status", "exploited_from", "exploited_to")
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    VICTIM_STATUS_FIELD_NUMBER: _ClassVar[int]
    EXPLOITED_FROM_FIELD_NUMBER: _ClassVar[int]
    EXPLOITED_TO_FIELD_NUMBER: _ClassVar[int]
    sections: _containers.RepeatedCompositeFieldContainer[Section]
    note: str
    victim_status: TraffickingStatus
    exploited_from: str
    exploited_to: str
    def __init__(self, sections: _Optional[_Iterable[_Union[Section, _Mapping]]] = ..., note: _Optional[str] = ..., victim_status: _Optional[_Union[TraffickingStatus, str]] = ..., exploited_from: _Optional[str] = ..., exploited_to: _Optional[str] = ...) -> None: ...

class InvestigationEvent(_message.Message):
    __slots__ = ("type", "at", "sections", "by", "note", "to")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    BY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    type: EventType
    at: str
    sections: _containers.RepeatedCompositeFieldContainer[Section]
    by: str
    note: str
    to: str
    def __init__(self, type: _Optional[_Union[EventType, str]] = ..., at: _Optional[str] = ..., sections: _Optional[_Iterable[_Union[Section, _Mapping]]] = ..., by: _Optional[str] = ..., note: _Optional[str] = ..., to: _Optional[str] = ...) -> None: ...
