from google.protobuf import descriptor_pb2 as _descriptor_pb2
from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Permission(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERMISSION_UNSPECIFIED: _ClassVar[Permission]
    PERMISSION_REGISTRY_READ: _ClassVar[Permission]
    PERMISSION_RECORD_READ: _ClassVar[Permission]
    PERMISSION_RECORD_SUBMIT: _ClassVar[Permission]
    PERMISSION_RECEIPT_READ: _ClassVar[Permission]
    PERMISSION_LOG_READ: _ClassVar[Permission]
    PERMISSION_BREAK_GLASS_OPEN: _ClassVar[Permission]
    PERMISSION_BREAK_GLASS_REVIEW: _ClassVar[Permission]
    PERMISSION_NOTICE_READ: _ClassVar[Permission]
    PERMISSION_GRAPH_READ: _ClassVar[Permission]
    PERMISSION_LINK_DECIDE: _ClassVar[Permission]
    PERMISSION_FEED_SUBMIT: _ClassVar[Permission]
    PERMISSION_CLAIM_DECIDE: _ClassVar[Permission]
    PERMISSION_REFUSALS_SUBMIT: _ClassVar[Permission]
    PERMISSION_IDENTITY_READ: _ClassVar[Permission]
    PERMISSION_FAMILY_READ: _ClassVar[Permission]
    PERMISSION_TOKEN_READ: _ClassVar[Permission]
    PERMISSION_GUARDIAN_CHECK: _ClassVar[Permission]
    PERMISSION_PROVISIONAL_READ: _ClassVar[Permission]
    PERMISSION_PROVISIONAL_WRITE: _ClassVar[Permission]
    PERMISSION_HIT_ASK: _ClassVar[Permission]
    PERMISSION_HIT_ANSWER: _ClassVar[Permission]
    PERMISSION_RELEASE_DECIDE: _ClassVar[Permission]
    PERMISSION_COPY_HOLD: _ClassVar[Permission]
    PERMISSION_NUMBER_WATCH: _ClassVar[Permission]
    PERMISSION_CORRECTION_PROPOSE: _ClassVar[Permission]
    PERMISSION_CORRECTION_DECIDE: _ClassVar[Permission]
    PERMISSION_ALERT_READ: _ClassVar[Permission]
    PERMISSION_ALERT_DECIDE: _ClassVar[Permission]
    PERMISSION_DETECTOR_SET: _ClassVar[Permission]
    PERMISSION_STATEMENT_REVIEW: _ClassVar[Permission]
    PERMISSION_GUARD_READ: _ClassVar[Permission]
    PERMISSION_REFERRAL_WRITE: _ClassVar[Permission]
    PERMISSION_REFERRAL_READ: _ClassVar[Permission]
    PERMISSION_REFERRAL_STATUS: _ClassVar[Permission]
    PERMISSION_COMPENSATION: _ClassVar[Permission]
    PERMISSION_LAW_READ: _ClassVar[Permission]
    PERMISSION_GUARD_TOLD: _ClassVar[Permission]
    PERMISSION_PROTECTION_LEAD_READ: _ClassVar[Permission]
    PERMISSION_GUARD_DECIDE: _ClassVar[Permission]
    PERMISSION_STATISTICS_RELEASE: _ClassVar[Permission]
    PERMISSION_DIRECTION_ASK: _ClassVar[Permission]
    PERMISSION_DIRECTION_READ: _ClassVar[Permission]
    PERMISSION_DIRECTION_GIVE: _ClassVar[Permission]

class Effect(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EFFECT_UNSPECIFIED: _ClassVar[Effect]
    EFFECT_READ: _ClassVar[Effect]
    EFFECT_WRITE: _ClassVar[Effect]
PERMISSION_UNSPECIFIED: Permission
PERMISSION_REGISTRY_READ: Permission
PERMISSION_RECORD_READ: Permission
PERMISSION_RECORD_SUBMIT: Permission
PERMISSION_RECEIPT_READ: Permission
PERMISSION_LOG_READ: Permission
PERMISSION_BREAK_GLASS_OPEN: Permission
PERMISSION_BREAK_GLASS_REVIEW: Permission
PERMISSION_NOTICE_READ: Permission
PERMISSION_GRAPH_READ: Permission
PERMISSION_LINK_DECIDE: Permission
PERMISSION_FEED_SUBMIT: Permission
PERMISSION_CLAIM_DECIDE: Permission
PERMISSION_REFUSALS_SUBMIT: Permission
PERMISSION_IDENTITY_READ: Permission
PERMISSION_FAMILY_READ: Permission
PERMISSION_TOKEN_READ: Permission
PERMISSION_GUARDIAN_CHECK: Permission
PERMISSION_PROVISIONAL_READ: Permission
PERMISSION_PROVISIONAL_WRITE: Permission
PERMISSION_HIT_ASK: Permission
PERMISSION_HIT_ANSWER: Permission
PERMISSION_RELEASE_DECIDE: Permission
PERMISSION_COPY_HOLD: Permission
PERMISSION_NUMBER_WATCH: Permission
PERMISSION_CORRECTION_PROPOSE: Permission
PERMISSION_CORRECTION_DECIDE: Permission
PERMISSION_ALERT_READ: Permission
PERMISSION_ALERT_DECIDE: Permission
PERMISSION_DETECTOR_SET: Permission
PERMISSION_STATEMENT_REVIEW: Permission
PERMISSION_GUARD_READ: Permission
PERMISSION_REFERRAL_WRITE: Permission
PERMISSION_REFERRAL_READ: Permission
PERMISSION_REFERRAL_STATUS: Permission
PERMISSION_COMPENSATION: Permission
PERMISSION_LAW_READ: Permission
PERMISSION_GUARD_TOLD: Permission
PERMISSION_PROTECTION_LEAD_READ: Permission
PERMISSION_GUARD_DECIDE: Permission
PERMISSION_STATISTICS_RELEASE: Permission
PERMISSION_DIRECTION_ASK: Permission
PERMISSION_DIRECTION_READ: Permission
PERMISSION_DIRECTION_GIVE: Permission
EFFECT_UNSPECIFIED: Effect
EFFECT_READ: Effect
EFFECT_WRITE: Effect
RULE_FIELD_NUMBER: _ClassVar[int]
rule: _descriptor.FieldDescriptor

class Rule(_message.Message):
    __slots__ = ("permission", "effect", "classes", "tokenless", "when_stale")
    PERMISSION_FIELD_NUMBER: _ClassVar[int]
    EFFECT_FIELD_NUMBER: _ClassVar[int]
    CLASSES_FIELD_NUMBER: _ClassVar[int]
    TOKENLESS_FIELD_NUMBER: _ClassVar[int]
    WHEN_STALE_FIELD_NUMBER: _ClassVar[int]
    permission: Permission
    effect: Effect
    classes: _containers.RepeatedScalarFieldContainer[_purpose_pb2.QueryClass]
    tokenless: bool
    when_stale: bool
    def __init__(self, permission: _Optional[_Union[Permission, str]] = ..., effect: _Optional[_Union[Effect, str]] = ..., classes: _Optional[_Iterable[_Union[_purpose_pb2.QueryClass, str]]] = ..., tokenless: _Optional[bool] = ..., when_stale: _Optional[bool] = ...) -> None: ...
