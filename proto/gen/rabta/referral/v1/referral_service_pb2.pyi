from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.referral.v1 import compensation_pb2 as _compensation_pb2
from rabta.referral.v1 import referral_pb2 as _referral_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SendReferralRequest(_message.Message):
    __slots__ = ("request_id", "subject", "help", "urgency", "province", "district", "cases", "child", "guardian", "life_at_risk", "girl", "language", "threat_near", "consent", "notes", "interview", "proposal")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    HELP_FIELD_NUMBER: _ClassVar[int]
    URGENCY_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    DISTRICT_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_FIELD_NUMBER: _ClassVar[int]
    LIFE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    GIRL_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    THREAT_NEAR_FIELD_NUMBER: _ClassVar[int]
    CONSENT_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    INTERVIEW_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    subject: str
    help: _referral_pb2.HelpKind
    urgency: _referral_pb2.ReferralUrgency
    province: str
    district: str
    cases: _containers.RepeatedCompositeFieldContainer[_referral_pb2.ReferredCase]
    child: _referral_pb2.ChildAnswer
    guardian: _referral_pb2.GuardianStanding
    life_at_risk: bool
    girl: bool
    language: str
    threat_near: str
    consent: _referral_pb2.ReferralConsent
    notes: _containers.RepeatedCompositeFieldContainer[_referral_pb2.ReferralNote]
    interview: _referral_pb2.Interview
    proposal: str
    def __init__(self, request_id: _Optional[str] = ..., subject: _Optional[str] = ..., help: _Optional[_Union[_referral_pb2.HelpKind, str]] = ..., urgency: _Optional[_Union[_referral_pb2.ReferralUrgency, str]] = ..., province: _Optional[str] = ..., district: _Optional[str] = ..., cases: _Optional[_Iterable[_Union[_referral_pb2.ReferredCase, _Mapping]]] = ..., child: _Optional[_Union[_referral_pb2.ChildAnswer, str]] = ..., guardian: _Optional[_Union[_referral_pb2.GuardianStanding, str]] = ..., life_at_risk: _Optional[bool] = ..., girl: _Optional[bool] = ..., language: _Optional[str] = ..., threat_near: _Optional[str] = ..., consent: _Optional[_Union[_referral_pb2.ReferralConsent, _Mapping]] = ..., notes: _Optional[_Iterable[_Union[_referral_pb2.ReferralNote, _Mapping]]] = ..., interview: _Optional[_Union[_referral_pb2.Interview, _Mapping]] = ..., proposal: _Optional[str] = ...) -> None: ...

class SendReferralResponse(_message.Message):
    __slots__ = ("referral",)
    REFERRAL_FIELD_NUMBER: _ClassVar[int]
    referral: _referral_pb2.Referral
    def __init__(self, referral: _Optional[_Union[_referral_pb2.Referral, _Mapping]] = ...) -> None: ...

class ChangeReferralRequest(_message.Message):
    __slots__ = ("request_id", "id", "act", "rejection")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    REJECTION_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    act: _referral_pb2.ReferralAct
    rejection: _referral_pb2.ReferralRejection
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., act: _Optional[_Union[_referral_pb2.ReferralAct, str]] = ..., rejection: _Optional[_Union[_referral_pb2.ReferralRejection, str]] = ...) -> None: ...

class ChangeReferralResponse(_message.Message):
    __slots__ = ("referral",)
    REFERRAL_FIELD_NUMBER: _ClassVar[int]
    referral: _referral_pb2.Referral
    def __init__(self, referral: _Optional[_Union[_referral_pb2.Referral, _Mapping]] = ...) -> None: ...

class ListReferralsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListReferralsResponse(_message.Message):
    __slots__ = ("referrals", "next_page_token", "proposals")
    REFERRALS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    referrals: _containers.RepeatedCompositeFieldContainer[_referral_pb2.Referral]
    next_page_token: str
    proposals: _containers.RepeatedCompositeFieldContainer[_referral_pb2.ReferralProposal]
    def __init__(self, referrals: _Optional[_Iterable[_Union[_referral_pb2.Referral, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., proposals: _Optional[_Iterable[_Union[_referral_pb2.ReferralProposal, _Mapping]]] = ...) -> None: ...

class GetReferralStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetReferralStatusResponse(_message.Message):
    __slots__ = ("referred", "accepted", "interview")
    REFERRED_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    INTERVIEW_FIELD_NUMBER: _ClassVar[int]
    referred: bool
    accepted: bool
    interview: _referral_pb2.Interview
    def __init__(self, referred: _Optional[bool] = ..., accepted: _Optional[bool] = ..., interview: _Optional[_Union[_referral_pb2.Interview, _Mapping]] = ...) -> None: ...

class OpenCompensationRequest(_message.Message):
    __slots__ = ("request_id", "subject", "cases", "child", "province", "offender_known")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    OFFENDER_KNOWN_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    subject: str
    cases: _containers.RepeatedCompositeFieldContainer[_referral_pb2.ReferredCase]
    child: _referral_pb2.ChildAnswer
    province: str
    offender_known: bool
    def __init__(self, request_id: _Optional[str] = ..., subject: _Optional[str] = ..., cases: _Optional[_Iterable[_Union[_referral_pb2.ReferredCase, _Mapping]]] = ..., child: _Optional[_Union[_referral_pb2.ChildAnswer, str]] = ..., province: _Optional[str] = ..., offender_known: _Optional[bool] = ...) -> None: ...

class OpenCompensationResponse(_message.Message):
    __slots__ = ("compensation",)
    COMPENSATION_FIELD_NUMBER: _ClassVar[int]
    compensation: _compensation_pb2.Compensation
    def __init__(self, compensation: _Optional[_Union[_compensation_pb2.Compensation, _Mapping]] = ...) -> None: ...

class ChangeCompensationRequest(_message.Message):
    __slots__ = ("request_id", "id", "act", "losses", "basis", "amount", "day", "reference", "payee", "guardian", "receipt_sha256", "cited")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ACT_FIELD_NUMBER: _ClassVar[int]
    LOSSES_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    GUARDIAN_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_SHA256_FIELD_NUMBER: _ClassVar[int]
    CITED_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    id: str
    act: _compensation_pb2.CompensationAct
    losses: _compensation_pb2.CompensationLosses
    basis: _compensation_pb2.CompensationBasis
    amount: int
    day: str
    reference: str
    payee: _compensation_pb2.CompensationPayee
    guardian: _referral_pb2.GuardianStanding
    receipt_sha256: bytes
    cited: _referral_pb2.ReferredCase
    def __init__(self, request_id: _Optional[str] = ..., id: _Optional[str] = ..., act: _Optional[_Union[_compensation_pb2.CompensationAct, str]] = ..., losses: _Optional[_Union[_compensation_pb2.CompensationLosses, _Mapping]] = ..., basis: _Optional[_Union[_compensation_pb2.CompensationBasis, str]] = ..., amount: _Optional[int] = ..., day: _Optional[str] = ..., reference: _Optional[str] = ..., payee: _Optional[_Union[_compensation_pb2.CompensationPayee, str]] = ..., guardian: _Optional[_Union[_referral_pb2.GuardianStanding, str]] = ..., receipt_sha256: _Optional[bytes] = ..., cited: _Optional[_Union[_referral_pb2.ReferredCase, _Mapping]] = ...) -> None: ...

class ChangeCompensationResponse(_message.Message):
    __slots__ = ("compensation",)
    COMPENSATION_FIELD_NUMBER: _ClassVar[int]
    compensation: _compensation_pb2.Compensation
    def __init__(self, compensation: _Optional[_Union[_compensation_pb2.Compensation, _Mapping]] = ...) -> None: ...

class ListCompensationsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListCompensationsResponse(_message.Message):
    __slots__ = ("compensations", "next_page_token")
    COMPENSATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    compensations: _containers.RepeatedCompositeFieldContainer[_compensation_pb2.Compensation]
    next_page_token: str
    def __init__(self, compensations: _Optional[_Iterable[_Union[_compensation_pb2.Compensation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetCompensationStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetCompensationStatusResponse(_message.Message):
    __slots__ = ("states",)
    STATES_FIELD_NUMBER: _ClassVar[int]
    states: _containers.RepeatedScalarFieldContainer[_compensation_pb2.CompensationState]
    def __init__(self, states: _Optional[_Iterable[_Union[_compensation_pb2.CompensationState, str]]] = ...) -> None: ...
