from rabta.referral.v1 import referral_pb2 as _referral_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CompensationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_STATE_UNSPECIFIED: _ClassVar[CompensationState]
    COMPENSATION_STATE_NOT_ASSESSED: _ClassVar[CompensationState]
    COMPENSATION_STATE_ASSESSED: _ClassVar[CompensationState]
    COMPENSATION_STATE_CLAIMED: _ClassVar[CompensationState]
    COMPENSATION_STATE_ORDERED: _ClassVar[CompensationState]
    COMPENSATION_STATE_REFUSED: _ClassVar[CompensationState]
    COMPENSATION_STATE_NO_SOURCE: _ClassVar[CompensationState]
    COMPENSATION_STATE_DUE: _ClassVar[CompensationState]
    COMPENSATION_STATE_PART_PAID: _ClassVar[CompensationState]
    COMPENSATION_STATE_PAID: _ClassVar[CompensationState]
    COMPENSATION_STATE_DEFAULT: _ClassVar[CompensationState]
    COMPENSATION_STATE_RECOVERY: _ClassVar[CompensationState]
    COMPENSATION_STATE_IRRECOVERABLE: _ClassVar[CompensationState]
    COMPENSATION_STATE_STAYED: _ClassVar[CompensationState]
    COMPENSATION_STATE_SET_ASIDE: _ClassVar[CompensationState]
    COMPENSATION_STATE_DECLINED: _ClassVar[CompensationState]

class CompensationAct(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_ACT_UNSPECIFIED: _ClassVar[CompensationAct]
    COMPENSATION_ACT_ASSESS: _ClassVar[CompensationAct]
    COMPENSATION_ACT_CLAIM: _ClassVar[CompensationAct]
    COMPENSATION_ACT_NO_SOURCE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_IDENTIFY: _ClassVar[CompensationAct]
    COMPENSATION_ACT_SENTENCE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_ORDER: _ClassVar[CompensationAct]
    COMPENSATION_ACT_REFUSE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_DUE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_PAY: _ClassVar[CompensationAct]
    COMPENSATION_ACT_DEFAULT: _ClassVar[CompensationAct]
    COMPENSATION_ACT_RECOVER: _ClassVar[CompensationAct]
    COMPENSATION_ACT_IRRECOVERABLE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_STAY: _ClassVar[CompensationAct]
    COMPENSATION_ACT_SET_ASIDE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_DECLINE: _ClassVar[CompensationAct]
    COMPENSATION_ACT_CITE: _ClassVar[CompensationAct]

class CompensationBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_BASIS_UNSPECIFIED: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_CRPC_545: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_CRPC_544A: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_PTPA_12: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_BLSA_12: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_OTHER: _ClassVar[CompensationBasis]
    COMPENSATION_BASIS_BLSA_8: _ClassVar[CompensationBasis]

class CompensationPayee(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_PAYEE_UNSPECIFIED: _ClassVar[CompensationPayee]
    COMPENSATION_PAYEE_VICTIM: _ClassVar[CompensationPayee]
    COMPENSATION_PAYEE_COURT_DEPOSIT: _ClassVar[CompensationPayee]
    COMPENSATION_PAYEE_ACCOUNT_OF_CHILD: _ClassVar[CompensationPayee]
    COMPENSATION_PAYEE_GUARDIAN: _ClassVar[CompensationPayee]

class CompensationPoint(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPENSATION_POINT_UNSPECIFIED: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_NOT_ASSESSED_30D: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_FINE_WITHOUT_ORDER: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_ABOVE_FINE: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_OVERDUE: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_PAYEE_UNFIT: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_NO_SOURCE: _ClassVar[CompensationPoint]
    COMPENSATION_POINT_ORDER_NOT_RECORDED: _ClassVar[CompensationPoint]
COMPENSATION_STATE_UNSPECIFIED: CompensationState
COMPENSATION_STATE_NOT_ASSESSED: CompensationState
COMPENSATION_STATE_ASSESSED: CompensationState
COMPENSATION_STATE_CLAIMED: CompensationState
COMPENSATION_STATE_ORDERED: CompensationState
COMPENSATION_STATE_REFUSED: CompensationState
COMPENSATION_STATE_NO_SOURCE: CompensationState
COMPENSATION_STATE_DUE: CompensationState
COMPENSATION_STATE_PART_PAID: CompensationState
COMPENSATION_STATE_PAID: CompensationState
COMPENSATION_STATE_DEFAULT: CompensationState
COMPENSATION_STATE_RECOVERY: CompensationState
COMPENSATION_STATE_IRRECOVERABLE: CompensationState
COMPENSATION_STATE_STAYED: CompensationState
COMPENSATION_STATE_SET_ASIDE: CompensationState
COMPENSATION_STATE_DECLINED: CompensationState
COMPENSATION_ACT_UNSPECIFIED: CompensationAct
COMPENSATION_ACT_ASSESS: CompensationAct
COMPENSATION_ACT_CLAIM: CompensationAct
COMPENSATION_ACT_NO_SOURCE: CompensationAct
COMPENSATION_ACT_IDENTIFY: CompensationAct
COMPENSATION_ACT_SENTENCE: CompensationAct
COMPENSATION_ACT_ORDER: CompensationAct
COMPENSATION_ACT_REFUSE: CompensationAct
COMPENSATION_ACT_DUE: CompensationAct
COMPENSATION_ACT_PAY: CompensationAct
COMPENSATION_ACT_DEFAULT: CompensationAct
COMPENSATION_ACT_RECOVER: CompensationAct
COMPENSATION_ACT_IRRECOVERABLE: CompensationAct
COMPENSATION_ACT_STAY: CompensationAct
COMPENSATION_ACT_SET_ASIDE: CompensationAct
COMPENSATION_ACT_DECLINE: CompensationAct
COMPENSATION_ACT_CITE: CompensationAct
COMPENSATION_BASIS_UNSPECIFIED: CompensationBasis
COMPENSATION_BASIS_CRPC_545: CompensationBasis
COMPENSATION_BASIS_CRPC_544A: CompensationBasis
COMPENSATION_BASIS_PTPA_12: CompensationBasis
COMPENSATION_BASIS_BLSA_12: CompensationBasis
COMPENSATION_BASIS_OTHER: CompensationBasis
COMPENSATION_BASIS_BLSA_8: CompensationBasis
COMPENSATION_PAYEE_UNSPECIFIED: CompensationPayee
COMPENSATION_PAYEE_VICTIM: CompensationPayee
COMPENSATION_PAYEE_COURT_DEPOSIT: CompensationPayee
COMPENSATION_PAYEE_ACCOUNT_OF_CHILD: CompensationPayee
COMPENSATION_PAYEE_GUARDIAN: CompensationPayee
COMPENSATION_POINT_UNSPECIFIED: CompensationPoint
COMPENSATION_POINT_NOT_ASSESSED_30D: CompensationPoint
COMPENSATION_POINT_FINE_WITHOUT_ORDER: CompensationPoint
COMPENSATION_POINT_ABOVE_FINE: CompensationPoint
COMPENSATION_POINT_OVERDUE: CompensationPoint
COMPENSATION_POINT_PAYEE_UNFIT: CompensationPoint
COMPENSATION_POINT_NO_SOURCE: CompensationPoint
COMPENSATION_POINT_ORDER_NOT_RECORDED: CompensationPoint

class CompensationLosses(_message.Message):
    __slots__ = ("wages", "medical", "other", "bondage_days")
    WAGES_FIELD_NUMBER: _ClassVar[int]
    MEDICAL_FIELD_NUMBER: _ClassVar[int]
    OTHER_FIELD_NUMBER: _ClassVar[int]
    BONDAGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    wages: int
    medical: int
    other: int
    bondage_days: int
    def __init__(self, wages: _Optional[int] = ..., medical: _Optional[int] = ..., other: _Optional[int] = ..., bondage_days: _Optional[int] = ...) -> None: ...

class CompensationPayment(_message.Message):
    __slots__ = ("day", "amount", "payee", "receipt_sha256")
    DAY_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_SHA256_FIELD_NUMBER: _ClassVar[int]
    day: str
    amount: int
    payee: CompensationPayee
    receipt_sha256: bytes
    def __init__(self, day: _Optional[str] = ..., amount: _Optional[int] = ..., payee: _Optional[_Union[CompensationPayee, str]] = ..., receipt_sha256: _Optional[bytes] = ...) -> None: ...

class CompensationSource(_message.Message):
    __slots__ = ("basis", "provision", "mark", "english", "urdu", "as_read_on")
    BASIS_FIELD_NUMBER: _ClassVar[int]
    PROVISION_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    ENGLISH_FIELD_NUMBER: _ClassVar[int]
    URDU_FIELD_NUMBER: _ClassVar[int]
    AS_READ_ON_FIELD_NUMBER: _ClassVar[int]
    basis: CompensationBasis
    provision: str
    mark: str
    english: str
    urdu: str
    as_read_on: str
    def __init__(self, basis: _Optional[_Union[CompensationBasis, str]] = ..., provision: _Optional[str] = ..., mark: _Optional[str] = ..., english: _Optional[str] = ..., urdu: _Optional[str] = ..., as_read_on: _Optional[str] = ...) -> None: ...

class Compensation(_message.Message):
    __slots__ = ("id", "subject", "cases", "holder", "state", "opened_ms", "child", "province", "offender_known", "losses", "basis", "amount", "reference", "due", "payee", "payments", "sentenced", "fine", "sources", "least", "points")
    ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    OPENED_MS_FIELD_NUMBER: _ClassVar[int]
    CHILD_FIELD_NUMBER: _ClassVar[int]
    PROVINCE_FIELD_NUMBER: _ClassVar[int]
    OFFENDER_KNOWN_FIELD_NUMBER: _ClassVar[int]
    LOSSES_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    SENTENCED_FIELD_NUMBER: _ClassVar[int]
    FINE_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    LEAST_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    id: str
    subject: str
    cases: _containers.RepeatedCompositeFieldContainer[_referral_pb2.ReferredCase]
    holder: str
    state: CompensationState
    opened_ms: int
    child: _referral_pb2.ChildAnswer
    province: str
    offender_known: bool
    losses: CompensationLosses
    basis: CompensationBasis
    amount: int
    reference: str
    due: str
    payee: CompensationPayee
    payments: _containers.RepeatedCompositeFieldContainer[CompensationPayment]
    sentenced: str
    fine: int
    sources: _containers.RepeatedCompositeFieldContainer[CompensationSource]
    least: int
    points: _containers.RepeatedScalarFieldContainer[CompensationPoint]
    def __init__(self, id: _Optional[str] = ..., subject: _Optional[str] = ..., cases: _Optional[_Iterable[_Union[_referral_pb2.ReferredCase, _Mapping]]] = ..., holder: _Optional[str] = ..., state: _Optional[_Union[CompensationState, str]] = ..., opened_ms: _Optional[int] = ..., child: _Optional[_Union[_referral_pb2.ChildAnswer, str]] = ..., province: _Optional[str] = ..., offender_known: _Optional[bool] = ..., losses: _Optional[_Union[CompensationLosses, _Mapping]] = ..., basis: _Optional[_Union[CompensationBasis, str]] = ..., amount: _Optional[int] = ..., reference: _Optional[str] = ..., due: _Optional[str] = ..., payee: _Optional[_Union[CompensationPayee, str]] = ..., payments: _Optional[_Iterable[_Union[CompensationPayment, _Mapping]]] = ..., sentenced: _Optional[str] = ..., fine: _Optional[int] = ..., sources: _Optional[_Iterable[_Union[CompensationSource, _Mapping]]] = ..., least: _Optional[int] = ..., points: _Optional[_Iterable[_Union[CompensationPoint, str]]] = ...) -> None: ...
