from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.linkage.v1 import alert_pb2 as _alert_pb2
from rabta.linkage.v1 import graph_pb2 as _graph_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListAlertsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class AlertsLeftOut(_message.Message):
    __slots__ = ("detector", "number")
    DETECTOR_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    detector: str
    number: int
    def __init__(self, detector: _Optional[str] = ..., number: _Optional[int] = ...) -> None: ...

class ListAlertsResponse(_message.Message):
    __slots__ = ("alerts", "left_out")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[_alert_pb2.Alert]
    left_out: _containers.RepeatedCompositeFieldContainer[AlertsLeftOut]
    def __init__(self, alerts: _Optional[_Iterable[_Union[_alert_pb2.Alert, _Mapping]]] = ..., left_out: _Optional[_Iterable[_Union[AlertsLeftOut, _Mapping]]] = ...) -> None: ...

class GetAlertRequest(_message.Message):
    __slots__ = ("id", "pictures", "language")
    ID_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    pictures: _containers.RepeatedScalarFieldContainer[_graph_pb2.PictureFormat]
    language: str
    def __init__(self, id: _Optional[str] = ..., pictures: _Optional[_Iterable[_Union[_graph_pb2.PictureFormat, str]]] = ..., language: _Optional[str] = ...) -> None: ...

class GetAlertResponse(_message.Message):
    __slots__ = ("alert", "rows", "rows_left_out", "opinions", "pictures", "offered_until_ms", "desks")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ROWS_LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    OPINIONS_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    OFFERED_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DESKS_FIELD_NUMBER: _ClassVar[int]
    alert: _alert_pb2.Alert
    rows: _containers.RepeatedCompositeFieldContainer[_alert_pb2.AlertRow]
    rows_left_out: int
    opinions: _containers.RepeatedCompositeFieldContainer[_alert_pb2.AlertOpinion]
    pictures: _containers.RepeatedCompositeFieldContainer[_graph_pb2.Picture]
    offered_until_ms: int
    desks: _containers.RepeatedCompositeFieldContainer[_alert_pb2.MetDesk]
    def __init__(self, alert: _Optional[_Union[_alert_pb2.Alert, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[_alert_pb2.AlertRow, _Mapping]]] = ..., rows_left_out: _Optional[int] = ..., opinions: _Optional[_Iterable[_Union[_alert_pb2.AlertOpinion, _Mapping]]] = ..., pictures: _Optional[_Iterable[_Union[_graph_pb2.Picture, _Mapping]]] = ..., offered_until_ms: _Optional[int] = ..., desks: _Optional[_Iterable[_Union[_alert_pb2.MetDesk, _Mapping]]] = ...) -> None: ...

class ExplainAlertRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ExplainAlertResponse(_message.Message):
    __slots__ = ("alert", "findings")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    alert: _alert_pb2.Alert
    findings: _containers.RepeatedCompositeFieldContainer[_alert_pb2.AlertFinding]
    def __init__(self, alert: _Optional[_Union[_alert_pb2.Alert, _Mapping]] = ..., findings: _Optional[_Iterable[_Union[_alert_pb2.AlertFinding, _Mapping]]] = ...) -> None: ...

class DecideAlertRequest(_message.Message):
    __slots__ = ("id", "request_id", "confirms", "reason", "words")
    ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIRMS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    id: str
    request_id: str
    confirms: bool
    reason: _alert_pb2.AlertReason
    words: str
    def __init__(self, id: _Optional[str] = ..., request_id: _Optional[str] = ..., confirms: _Optional[bool] = ..., reason: _Optional[_Union[_alert_pb2.AlertReason, str]] = ..., words: _Optional[str] = ...) -> None: ...

class DecideAlertResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: _alert_pb2.Alert
    def __init__(self, alert: _Optional[_Union[_alert_pb2.Alert, _Mapping]] = ...) -> None: ...

class OfferLeadRequest(_message.Message):
    __slots__ = ("id", "request_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    request_id: str
    def __init__(self, id: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class OfferLeadResponse(_message.Message):
    __slots__ = ("alert", "offered_until_ms", "desks")
    ALERT_FIELD_NUMBER: _ClassVar[int]
    OFFERED_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    DESKS_FIELD_NUMBER: _ClassVar[int]
    alert: _alert_pb2.Alert
    offered_until_ms: int
    desks: _containers.RepeatedCompositeFieldContainer[_alert_pb2.MetDesk]
    def __init__(self, alert: _Optional[_Union[_alert_pb2.Alert, _Mapping]] = ..., offered_until_ms: _Optional[int] = ..., desks: _Optional[_Iterable[_Union[_alert_pb2.MetDesk, _Mapping]]] = ...) -> None: ...

class ListProtectionLeadsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListProtectionLeadsResponse(_message.Message):
    __slots__ = ("leads",)
    LEADS_FIELD_NUMBER: _ClassVar[int]
    leads: _containers.RepeatedCompositeFieldContainer[_alert_pb2.ProtectionLead]
    def __init__(self, leads: _Optional[_Iterable[_Union[_alert_pb2.ProtectionLead, _Mapping]]] = ...) -> None: ...

class ListDetectorsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListDetectorsResponse(_message.Message):
    __slots__ = ("detectors",)
    DETECTORS_FIELD_NUMBER: _ClassVar[int]
    detectors: _containers.RepeatedCompositeFieldContainer[_alert_pb2.DetectorInfo]
    def __init__(self, detectors: _Optional[_Iterable[_Union[_alert_pb2.DetectorInfo, _Mapping]]] = ...) -> None: ...

class SetDetectorRequest(_message.Message):
    __slots__ = ("detector", "enabled", "why")
    DETECTOR_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    detector: str
    enabled: bool
    why: str
    def __init__(self, detector: _Optional[str] = ..., enabled: _Optional[bool] = ..., why: _Optional[str] = ...) -> None: ...

class SetDetectorResponse(_message.Message):
    __slots__ = ("detector",)
    DETECTOR_FIELD_NUMBER: _ClassVar[int]
    detector: _alert_pb2.DetectorInfo
    def __init__(self, detector: _Optional[_Union[_alert_pb2.DetectorInfo, _Mapping]] = ...) -> None: ...
