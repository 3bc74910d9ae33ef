from rabta.membership.v1 import registry_pb2 as _registry_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class HelpKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    HELP_KIND_UNSPECIFIED: _ClassVar[HelpKind]
    HELP_KIND_SHELTER: _ClassVar[HelpKind]
    HELP_KIND_MEDICAL: _ClassVar[HelpKind]
    HELP_KIND_PSYCHOSOCIAL: _ClassVar[HelpKind]
    HELP_KIND_LEGAL: _ClassVar[HelpKind]
    HELP_KIND_EDUCATION: _ClassVar[HelpKind]
    HELP_KIND_REHAB_DRUG: _ClassVar[HelpKind]
    HELP_KIND_INTERPRETER: _ClassVar[HelpKind]
    HELP_KIND_DOCUMENTS: _ClassVar[HelpKind]
    HELP_KIND_FAMILY_TRACING: _ClassVar[HelpKind]
    HELP_KIND_LIVELIHOOD: _ClassVar[HelpKind]
    HELP_KIND_RETURN: _ClassVar[HelpKind]

class ReferralUrgency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_URGENCY_UNSPECIFIED: _ClassVar[ReferralUrgency]
    REFERRAL_URGENCY_NOW: _ClassVar[ReferralUrgency]
    REFERRAL_URGENCY_DAY: _ClassVar[ReferralUrgency]
    REFERRAL_URGENCY_WEEK: _ClassVar[ReferralUrgency]

class ReferralState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_STATE_UNSPECIFIED: _ClassVar[ReferralState]
    REFERRAL_STATE_SENT: _ClassVar[ReferralState]
    REFERRAL_STATE_ACCEPTED: _ClassVar[ReferralState]
    REFERRAL_STATE_IN_SERVICE: _ClassVar[ReferralState]
    REFERRAL_STATE_COMPLETED: _ClassVar[ReferralState]
    REFERRAL_STATE_STOPPED: _ClassVar[ReferralState]
    REFERRAL_STATE_NO_BEARER: _ClassVar[ReferralState]

class ReferralRejection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_REJECTION_UNSPECIFIED: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_NO_PLACE: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_NOT_ELIGIBLE: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_OUT_OF_AREA: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_WRONG_SERVICE: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_UNSAFE: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_NO_CONSENT: _ClassVar[ReferralRejection]
    REFERRAL_REJECTION_EXPIRED: _ClassVar[ReferralRejection]

class ReferralAct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REFERRAL_ACT_UNSPECIFIED: _ClassVar[ReferralAct]
    REFERRAL_ACT_ACCEPT: _ClassVar[ReferralAct]
    REFERRAL_ACT_REJECT: _ClassVar[ReferralAct]
    REFERRAL_ACT_BEGIN: _ClassVar[ReferralAct]
    REFERRAL_ACT_COMPLETE: _ClassVar[ReferralAct]
    REFERRAL_ACT_STOP: _ClassVar[ReferralAct]

class ConsentBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CONSENT_BY_UNSPECIFIED: _ClassVar[ConsentBy]
    CONSENT_BY_SELF: _ClassVar[ConsentBy]
    CONSENT_BY_GUARDIAN: _ClassVar[ConsentBy]
    CONSENT_BY_COURT: _ClassVar[ConsentBy]
    CONSENT_BY_OFFICER_EMERGENCY: _ClassVar[ConsentBy]

class ChildView(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHILD_VIEW_UNSPECIFIED: _ClassVar[ChildView]
    CHILD_VIEW_AGREES: _ClassVar[ChildView]
    CHILD_VIEW_OBJECTS: _ClassVar[ChildView]
    CHILD_VIEW_NOT_ASKED: _ClassVar[ChildView]

class GuardianStanding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GUARDIAN_STANDING_UNSPECIFIED: _ClassVar[GuardianStanding]
    GUARDIAN_STANDING_FIT: _ClassVar[GuardianStanding]
    GUARDIAN_STANDING_UNFIT: _ClassVar[GuardianStanding]
    GUARDIAN_STANDING_UNKNOWN: _ClassVar[GuardianStanding]

class ChildAnswer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHILD_ANSWER_UNSPECIFIED: _ClassVar[ChildAnswer]
    CHILD_ANSWER_YES: _ClassVar[ChildAnswer]
    CHILD_ANSWER_NO: _ClassVar[ChildAnswer]
    CHILD_ANSWER_CANNOT_TELL: _ClassVar[ChildAnswer]

class NoteKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NOTE_KIND_UNSPECIFIED: _ClassVar[NoteKind]
    NOTE_KIND_NEEDS: _ClassVar[NoteKind]
    NOTE_KIND_HEALTH: _ClassVar[NoteKind]
    NOTE_KIND_FAMILY: _ClassVar[NoteKind]
    NOTE_KIND_LEGAL: _ClassVar[NoteKind]

class InterviewRule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INTERVIEW_RULE_UNSPECIFIED: _ClassVar[InterviewRule]
    INTERVIEW_RULE_YES: _ClassVar[InterviewRule]
    INTERVIEW_RULE_NOT_BEFORE: _ClassVar[InterviewRule]
    INTERVIEW_RULE_THROUGH_DESK: _ClassVar[InterviewRule]
HELP_KIND_UNSPECIFIED: HelpKind
HELP_KIND_SHELTER: HelpKind
HELP_KIND_MEDICAL: HelpKind
HELP_KIND_PSYCHOSOCIAL: HelpKind
HELP_KIND_LEGAL: HelpKind
HELP_KIND_EDUCATION: HelpKind
HELP_KIND_REHAB_DRUG: HelpKind
HELP_KIND_INTERPRETER: HelpKind
HELP_KIND_DOCUMENTS: HelpKind
HELP_KIND_FAMILY_TRACING: HelpKind
HELP_KIND_LIVELIHOOD: HelpKind
HELP_KIND_RETURN: HelpKind
REFERRAL_URGENCY_UNSPECIFIED: ReferralUrgency
REFERRAL_URGENCY_NOW: ReferralUrgency
REFERRAL_URGENCY_DAY: ReferralUrgency
REFERRAL_URGENCY_WEEK: ReferralUrgency
REFERRAL_STATE_UNSPECIFIED: ReferralState
REFERRAL_STATE_SENT: ReferralState
REFERRAL_STATE_ACCEPTED: ReferralState
REFERRAL_STATE_IN_SERVICE: ReferralState
REFERRAL_STATE_COMPLETED: ReferralState
REFERRAL_STATE_STOPPED: ReferralState
REFERRAL_STATE_NO_BEARER: ReferralState
REFERRAL_REJECTION_UNSPECIFIED: ReferralRejection
REFERRAL_REJECTION_NO_PLACE: ReferralRejection
REFERRAL_REJECTION_NOT_ELIGIBLE: ReferralRejection
REFERRAL_REJECTION_OUT_OF_AREA: ReferralRejection
REFERRAL_REJECTION_WRONG_SERVICE: ReferralRejection
REFERRAL_REJECTION_UNSAFE: ReferralRejection
REFERRAL_REJECTION_NO_CONSENT: ReferralRejection
REFERRAL_REJECTION_EXPIRED: ReferralRejection
REFERRAL_ACT_UNSPECIFIED: ReferralAct
REFERRAL_ACT_ACCEPT: ReferralAct
REFERRAL_ACT_REJECT: ReferralAct
REFERRAL_ACT_BEGIN: ReferralAct
REFERRAL_ACT_COMPLETE: ReferralAct
REFERRAL_ACT_STOP: ReferralAct
CONSENT_BY_UNSPECIFIED: ConsentBy
CONSENT_BY_SELF: ConsentBy
CONSENT_BY_GUARDIAN: ConsentBy
CONSENT_BY_COURT: ConsentBy
CONSENT_BY_OFFICER_EMERGENCY: ConsentBy
CHILD_VIEW_UNSPECIFIED: ChildView
CHILD_VIEW_AGREES: ChildView
CHILD_VIEW_OBJECTS: ChildView
CHILD_VIEW_NOT_ASKED: ChildView
GUARDIAN_STANDING_UNSPECIFIED: GuardianStanding
GUARDIAN_STANDING_FIT: GuardianStanding
GUARDIAN_STANDING_UNFIT: GuardianStanding
GUARDIAN_STANDING_UNKNOWN: GuardianStanding
CHILD_ANSWER_UNSPECIFIED: ChildAnswer
CHILD_ANSWER_YES: ChildAnswer
CHILD_ANSWER_NO: ChildAnswer
CHILD_ANSWER_CANNOT_TELL: ChildAnswer
NOTE_KIND_UNSPECIFIED: NoteKind
NOTE_KIND_NEEDS: NoteKind
NOTE_KIND_HEALTH: NoteKind
NOTE_KIND_FAMILY: NoteKind
NOTE_KIND_LEGAL: NoteKind
INTERVIEW_RULE_UNSPECIFIED: InterviewRule
INTERVIEW_RULE_YES: InterviewRule
INTERVIEW_RULE_NOT_BEFORE: InterviewRule
INTERVIEW_RULE_THROUGH_DESK: InterviewRule

class ReferredCase(_message.Message):
    __slots__ = ("type", "key")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    type: str
    key: str
    def __init__(self, type: _Optional[str] = ..., key: _Optional[str] = ...) -> None: ...

class ReferralNote(_message.Message):
    __slots__ = ("kind", "text")
    KIND_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    kind: NoteKind
    text: str
    def __init__(self, kind: _Optional[_Union[NoteKind, str]] = ..., text: _Optional[str] = ...) -> None: ...

class ReferralConsent(_message.Message):
    __slots__ = ("by", "help", "recipients", "notes", "view", "reasons", "day", "language")
    BY_FIELD_NUMBER: _ClassVar[int]
    HELP_FIELD_NUMBER: _ClassVar[int]
    RECIPIENTS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    VIEW_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    by: ConsentBy
    help: _containers.RepeatedScalarFieldContainer[HelpKind]
    recipients: _containers.RepeatedScalarFieldContainer[str]
    notes: _containers.RepeatedScalarFieldContainer[NoteKind]
    view: ChildView
    reasons: str
    day: str
    language: str
    def __init__(self, by: _Optional[_Union[ConsentBy, str]] = ..., help: _Optional[_Iterable[_Union[HelpKind, str]]] = ..., recipients: _Optional[_Iterable[str]] = ..., notes: _Optional[_Iterable[_Union[NoteKind, str]]] = ..., view: _Optional[_Union[ChildView, str]] = ..., reasons: _Optional[str] = ..., day: _Optional[str] = ..., language: _Optional[str] = ...) -> None: ...

class Interview(_message.Message):
    __slots__ = ("rule", "day")
    RULE_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    rule: InterviewRule
    day: str
    def __init__(self, rule: _Optional[_Union[InterviewRule, str]] = ..., day: _Optional[str] = ...) -> None: ...

class Referral(_message.Message):
    __slots__ = ("id", "subject", "help", "urgency", "state", "sender", "bearer", "sent_ms", "answer_by_ms", "overdue", "rejections", "notes", "left_out", "minimum", "court_by_ms", "review_by_ms", "girl", "language")
    ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    HELP_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SENDER_FIELD_NUMBER: _ClassVar[int]
    BEARER_FIELD_NUMBER: _ClassVar[int]
    SENT_MS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_BY_MS_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    COURT_BY_MS_FIELD_NUMBER: _ClassVar[int]
    REVIEW_BY_MS_FIELD_NUMBER: _ClassVar[int]
    GIRL_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    subject: str
    help: HelpKind
    urgency: ReferralUrgency
    state: ReferralState
    sender: str
    bearer: str
    sent_ms: int
    answer_by_ms: int
    overdue: bool
    rejections: _containers.RepeatedScalarFieldContainer[ReferralRejection]
    notes: _containers.RepeatedCompositeFieldContainer[ReferralNote]
    left_out: _containers.RepeatedScalarFieldContainer[NoteKind]
    minimum: bool
    court_by_ms: int
    review_by_ms: int
    girl: bool
    language: str
    def __init__(self, id: _Optional[str] = ..., subject: _Optional[str] = ..., help: _Optional[_Union[HelpKind, str]] = ..., urgency: _Optional[_Union[ReferralUrgency, str]] = ..., state: _Optional[_Union[ReferralState, str]] = ..., sender: _Optional[str] = ..., bearer: _Optional[str] = ..., sent_ms: _Optional[int] = ..., answer_by_ms: _Optional[int] = ..., overdue: _Optional[bool] = ..., rejections: _Optional[_Iterable[_Union[ReferralRejection, str]]] = ..., notes: _Optional[_Iterable[_Union[ReferralNote, _Mapping]]] = ..., left_out: _Optional[_Iterable[_Union[NoteKind, str]]] = ..., minimum: _Optional[bool] = ..., court_by_ms: _Optional[int] = ..., review_by_ms: _Optional[int] = ..., girl: _Optional[bool] = ..., language: _Optional[str] = ...) -> None: ...

class ReferralProposal(_message.Message):
    __slots__ = ("id", "found_ms", "finder", "finder_desk", "owner", "owner_desk", "until_ms")
    ID_FIELD_NUMBER: _ClassVar[int]
    FOUND_MS_FIELD_NUMBER: _ClassVar[int]
    FINDER_FIELD_NUMBER: _ClassVar[int]
    FINDER_DESK_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    OWNER_DESK_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    id: str
    found_ms: int
    finder: str
    finder_desk: _registry_pb2.Desk
    owner: str
    owner_desk: _registry_pb2.Desk
    until_ms: int
    def __init__(self, id: _Optional[str] = ..., found_ms: _Optional[int] = ..., finder: _Optional[str] = ..., finder_desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., owner: _Optional[str] = ..., owner_desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., until_ms: _Optional[int] = ...) -> None: ...
