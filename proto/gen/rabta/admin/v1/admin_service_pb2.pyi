from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Part(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PART_UNSPECIFIED: _ClassVar[Part]
    PART_REGISTRY: _ClassVar[Part]
    PART_LOG: _ClassVar[Part]
    PART_RECORDS: _ClassVar[Part]
    PART_GRAPH: _ClassVar[Part]

class Condition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONDITION_UNSPECIFIED: _ClassVar[Condition]
    CONDITION_OK: _ClassVar[Condition]
    CONDITION_DOWN: _ClassVar[Condition]
    CONDITION_HELD: _ClassVar[Condition]
    CONDITION_EXPIRED: _ClassVar[Condition]
    CONDITION_REFUSING: _ClassVar[Condition]
    CONDITION_SILENT: _ClassVar[Condition]
PART_UNSPECIFIED: Part
PART_REGISTRY: Part
PART_LOG: Part
PART_RECORDS: Part
PART_GRAPH: Part
CONDITION_UNSPECIFIED: Condition
CONDITION_OK: Condition
CONDITION_DOWN: Condition
CONDITION_HELD: Condition
CONDITION_EXPIRED: Condition
CONDITION_REFUSING: Condition
CONDITION_SILENT: Condition

class GetStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PartState(_message.Message):
    __slots__ = ("part", "condition")
    PART_FIELD_NUMBER: _ClassVar[int]
    CONDITION_FIELD_NUMBER: _ClassVar[int]
    part: Part
    condition: Condition
    def __init__(self, part: _Optional[_Union[Part, str]] = ..., condition: _Optional[_Union[Condition, str]] = ...) -> None: ...

class GetStatusResponse(_message.Message):
    __slots__ = ("serving", "draining", "parts", "registry_version", "calls_under_way", "witness_alarms", "behind", "clock_alarms", "refused_runs")
    SERVING_FIELD_NUMBER: _ClassVar[int]
    DRAINING_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_VERSION_FIELD_NUMBER: _ClassVar[int]
    CALLS_UNDER_WAY_FIELD_NUMBER: _ClassVar[int]
    WITNESS_ALARMS_FIELD_NUMBER: _ClassVar[int]
    BEHIND_FIELD_NUMBER: _ClassVar[int]
    CLOCK_ALARMS_FIELD_NUMBER: _ClassVar[int]
    REFUSED_RUNS_FIELD_NUMBER: _ClassVar[int]
    serving: bool
    draining: bool
    parts: _containers.RepeatedCompositeFieldContainer[PartState]
    registry_version: int
    calls_under_way: int
    witness_alarms: _containers.RepeatedScalarFieldContainer[str]
    behind: _containers.RepeatedCompositeFieldContainer[Behind]
    clock_alarms: _containers.RepeatedCompositeFieldContainer[ClockAlarm]
    refused_runs: _containers.RepeatedCompositeFieldContainer[RefusedRun]
    def __init__(self, serving: _Optional[bool] = ..., draining: _Optional[bool] = ..., parts: _Optional[_Iterable[_Union[PartState, _Mapping]]] = ..., registry_version: _Optional[int] = ..., calls_under_way: _Optional[int] = ..., witness_alarms: _Optional[_Iterable[str]] = ..., behind: _Optional[_Iterable[_Union[Behind, _Mapping]]] = ..., clock_alarms: _Optional[_Iterable[_Union[ClockAlarm, _Mapping]]] = ..., refused_runs: _Optional[_Iterable[_Union[RefusedRun, _Mapping]]] = ...) -> None: ...

class RefusedRun(_message.Message):
    __slots__ = ("agency", "reason", "calls", "since_ms")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    SINCE_MS_FIELD_NUMBER: _ClassVar[int]
    agency: str
    reason: str
    calls: int
    since_ms: int
    def __init__(self, agency: _Optional[str] = ..., reason: _Optional[str] = ..., calls: _Optional[int] = ..., since_ms: _Optional[int] = ...) -> None: ...

class ClockAlarm(_message.Message):
    __slots__ = ("witness", "ahead_seconds")
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    AHEAD_SECONDS_FIELD_NUMBER: _ClassVar[int]
    witness: str
    ahead_seconds: int
    def __init__(self, witness: _Optional[str] = ..., ahead_seconds: _Optional[int] = ...) -> None: ...

class Behind(_message.Message):
    __slots__ = ("source", "changes", "seconds")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    source: str
    changes: int
    seconds: int
    def __init__(self, source: _Optional[str] = ..., changes: _Optional[int] = ..., seconds: _Optional[int] = ...) -> None: ...

class GetMetricsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetMetricsResponse(_message.Message):
    __slots__ = ("openmetrics",)
    OPENMETRICS_FIELD_NUMBER: _ClassVar[int]
    openmetrics: str
    def __init__(self, openmetrics: _Optional[str] = ...) -> None: ...
