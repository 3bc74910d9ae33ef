from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StatementRelation(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_RELATION_UNSPECIFIED: _ClassVar[StatementRelation]
    STATEMENT_RELATION_FIRST: _ClassVar[StatementRelation]
    STATEMENT_RELATION_CONFIRMS: _ClassVar[StatementRelation]
    STATEMENT_RELATION_ADDS: _ClassVar[StatementRelation]
    STATEMENT_RELATION_MODIFIES: _ClassVar[StatementRelation]
    STATEMENT_RELATION_RETRACTS: _ClassVar[StatementRelation]

class StatementPlace(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_PLACE_UNSPECIFIED: _ClassVar[StatementPlace]
    STATEMENT_PLACE_STATION: _ClassVar[StatementPlace]
    STATEMENT_PLACE_COURT: _ClassVar[StatementPlace]
    STATEMENT_PLACE_SHELTER: _ClassVar[StatementPlace]
    STATEMENT_PLACE_HOME: _ClassVar[StatementPlace]
    STATEMENT_PLACE_HOSPITAL: _ClassVar[StatementPlace]
    STATEMENT_PLACE_OTHER: _ClassVar[StatementPlace]

class StatementLiberty(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_LIBERTY_UNSPECIFIED: _ClassVar[StatementLiberty]
    STATEMENT_LIBERTY_FREE: _ClassVar[StatementLiberty]
    STATEMENT_LIBERTY_CUSTODY: _ClassVar[StatementLiberty]
    STATEMENT_LIBERTY_SHELTER: _ClassVar[StatementLiberty]
    STATEMENT_LIBERTY_WITH_ACCUSED_SIDE: _ClassVar[StatementLiberty]
    STATEMENT_LIBERTY_UNKNOWN: _ClassVar[StatementLiberty]

class AttendanceRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTENDANCE_ROLE_UNSPECIFIED: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_POLICE: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_MAGISTRATE: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_GUARDIAN: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_ACCUSED: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_ACCUSED_KIN: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_ACCUSED_COUNSEL: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_EMPLOYER: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_LANDLORD: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_ELDER: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_SUPPORT: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_INTERPRETER: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_PROBATION: _ClassVar[AttendanceRole]
    ATTENDANCE_ROLE_OTHER: _ClassVar[AttendanceRole]

class StatementType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATEMENT_TYPE_UNSPECIFIED: _ClassVar[StatementType]
    STATEMENT_TYPE_161: _ClassVar[StatementType]
    STATEMENT_TYPE_164: _ClassVar[StatementType]
    STATEMENT_TYPE_COURT: _ClassVar[StatementType]
    STATEMENT_TYPE_AFFIDAVIT: _ClassVar[StatementType]
    STATEMENT_TYPE_COMPROMISE: _ClassVar[StatementType]
    STATEMENT_TYPE_CHILD_INTERVIEW: _ClassVar[StatementType]
STATEMENT_RELATION_UNSPECIFIED: StatementRelation
STATEMENT_RELATION_FIRST: StatementRelation
STATEMENT_RELATION_CONFIRMS: StatementRelation
STATEMENT_RELATION_ADDS: StatementRelation
STATEMENT_RELATION_MODIFIES: StatementRelation
STATEMENT_RELATION_RETRACTS: StatementRelation
STATEMENT_PLACE_UNSPECIFIED: StatementPlace
STATEMENT_PLACE_STATION: StatementPlace
STATEMENT_PLACE_COURT: StatementPlace
STATEMENT_PLACE_SHELTER: StatementPlace
STATEMENT_PLACE_HOME: StatementPlace
STATEMENT_PLACE_HOSPITAL: StatementPlace
STATEMENT_PLACE_OTHER: StatementPlace
STATEMENT_LIBERTY_UNSPECIFIED: StatementLiberty
STATEMENT_LIBERTY_FREE: StatementLiberty
STATEMENT_LIBERTY_CUSTODY: StatementLiberty
STATEMENT_LIBERTY_SHELTER: StatementLiberty
STATEMENT_LIBERTY_WITH_ACCUSED_SIDE: StatementLiberty
STATEMENT_LIBERTY_UNKNOWN: StatementLiberty
ATTENDANCE_ROLE_UNSPECIFIED: AttendanceRole
ATTENDANCE_ROLE_POLICE: AttendanceRole
ATTENDANCE_ROLE_MAGISTRATE: AttendanceRole
ATTENDANCE_ROLE_GUARDIAN: AttendanceRole
ATTENDANCE_ROLE_ACCUSED: AttendanceRole
ATTENDANCE_ROLE_ACCUSED_KIN: AttendanceRole
ATTENDANCE_ROLE_ACCUSED_COUNSEL: AttendanceRole
ATTENDANCE_ROLE_EMPLOYER: AttendanceRole
ATTENDANCE_ROLE_LANDLORD: AttendanceRole
ATTENDANCE_ROLE_ELDER: AttendanceRole
ATTENDANCE_ROLE_SUPPORT: AttendanceRole
ATTENDANCE_ROLE_INTERPRETER: AttendanceRole
ATTENDANCE_ROLE_PROBATION: AttendanceRole
ATTENDANCE_ROLE_OTHER: AttendanceRole
STATEMENT_TYPE_UNSPECIFIED: StatementType
STATEMENT_TYPE_161: StatementType
STATEMENT_TYPE_164: StatementType
STATEMENT_TYPE_COURT: StatementType
STATEMENT_TYPE_AFFIDAVIT: StatementType
STATEMENT_TYPE_COMPROMISE: StatementType
STATEMENT_TYPE_CHILD_INTERVIEW: StatementType

class Statement(_message.Message):
    __slots__ = ("type", "at", "recorded_by", "present", "text", "retracts", "relation", "earlier", "language", "written_in", "interpreter", "video", "place_kind", "liberty", "support_person", "measures", "attendance", "drafter", "left_shelter")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    RECORDED_BY_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    RETRACTS_FIELD_NUMBER: _ClassVar[int]
    RELATION_FIELD_NUMBER: _ClassVar[int]
    EARLIER_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_IN_FIELD_NUMBER: _ClassVar[int]
    INTERPRETER_FIELD_NUMBER: _ClassVar[int]
    VIDEO_FIELD_NUMBER: _ClassVar[int]
    PLACE_KIND_FIELD_NUMBER: _ClassVar[int]
    LIBERTY_FIELD_NUMBER: _ClassVar[int]
    SUPPORT_PERSON_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    ATTENDANCE_FIELD_NUMBER: _ClassVar[int]
    DRAFTER_FIELD_NUMBER: _ClassVar[int]
    LEFT_SHELTER_FIELD_NUMBER: _ClassVar[int]
    type: StatementType
    at: str
    recorded_by: str
    present: _containers.RepeatedScalarFieldContainer[str]
    text: str
    retracts: bool
    relation: StatementRelation
    earlier: _containers.RepeatedScalarFieldContainer[str]
    language: str
    written_in: str
    interpreter: str
    video: StatementVideo
    place_kind: StatementPlace
    liberty: StatementLiberty
    support_person: str
    measures: _containers.RepeatedScalarFieldContainer[str]
    attendance: _containers.RepeatedCompositeFieldContainer[Attendance]
    drafter: str
    left_shelter: str
    def __init__(self, type: _Optional[_Union[StatementType, str]] = ..., at: _Optional[str] = ..., recorded_by: _Optional[str] = ..., present: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ..., retracts: _Optional[bool] = ..., relation: _Optional[_Union[StatementRelation, str]] = ..., earlier: _Optional[_Iterable[str]] = ..., language: _Optional[str] = ..., written_in: _Optional[str] = ..., interpreter: _Optional[str] = ..., video: _Optional[_Union[StatementVideo, _Mapping]] = ..., place_kind: _Optional[_Union[StatementPlace, str]] = ..., liberty: _Optional[_Union[StatementLiberty, str]] = ..., support_person: _Optional[str] = ..., measures: _Optional[_Iterable[str]] = ..., attendance: _Optional[_Iterable[_Union[Attendance, _Mapping]]] = ..., drafter: _Optional[str] = ..., left_shelter: _Optional[str] = ...) -> None: ...

class Attendance(_message.Message):
    __slots__ = ("name", "role")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    name: str
    role: AttendanceRole
    def __init__(self, name: _Optional[str] = ..., role: _Optional[_Union[AttendanceRole, str]] = ...) -> None: ...

class StatementVideo(_message.Message):
    __slots__ = ("sha256", "holder")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    sha256: bytes
    holder: str
    def __init__(self, sha256: _Optional[bytes] = ..., holder: _Optional[str] = ...) -> None: ...
