from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ClaimFact(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLAIM_FACT_UNSPECIFIED: _ClassVar[ClaimFact]
    CLAIM_FACT_AGE: _ClassVar[ClaimFact]
    CLAIM_FACT_PROTECTED_ROLE: _ClassVar[ClaimFact]
    CLAIM_FACT_SEALED: _ClassVar[ClaimFact]
    CLAIM_FACT_PROTECTED_PERSON: _ClassVar[ClaimFact]
    CLAIM_FACT_FAVOURABLE_END: _ClassVar[ClaimFact]
    CLAIM_FACT_OPEN_END: _ClassVar[ClaimFact]
    CLAIM_FACT_DIVERSION: _ClassVar[ClaimFact]
    CLAIM_FACT_POLICE_STEP: _ClassVar[ClaimFact]
    CLAIM_FACT_ACCUSED: _ClassVar[ClaimFact]
    CLAIM_FACT_MISUSED_IDENTITY: _ClassVar[ClaimFact]
    CLAIM_FACT_EXTRACT: _ClassVar[ClaimFact]
    CLAIM_FACT_ORDER_ON_PAPER: _ClassVar[ClaimFact]
    CLAIM_FACT_ROLE_TURNED: _ClassVar[ClaimFact]
    CLAIM_FACT_BEFORE_AGE: _ClassVar[ClaimFact]
    CLAIM_FACT_BEFORE_ORDER: _ClassVar[ClaimFact]
    CLAIM_FACT_BEFORE_END: _ClassVar[ClaimFact]
    CLAIM_FACT_BEFORE_CASE: _ClassVar[ClaimFact]
    CLAIM_FACT_NUMBER_OF_MANY: _ClassVar[ClaimFact]

class ClaimState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLAIM_STATE_UNSPECIFIED: _ClassVar[ClaimState]
    CLAIM_STATE_OPEN: _ClassVar[ClaimState]
    CLAIM_STATE_OVERDUE: _ClassVar[ClaimState]
    CLAIM_STATE_APPLIED: _ClassVar[ClaimState]
    CLAIM_STATE_REFUSED: _ClassVar[ClaimState]
    CLAIM_STATE_ASKED_COURT: _ClassVar[ClaimState]
    CLAIM_STATE_UPHELD: _ClassVar[ClaimState]
    CLAIM_STATE_REJECTED: _ClassVar[ClaimState]
    CLAIM_STATE_WITHDRAWN: _ClassVar[ClaimState]
    CLAIM_STATE_NOTICE: _ClassVar[ClaimState]

class ClaimDecision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLAIM_DECISION_UNSPECIFIED: _ClassVar[ClaimDecision]
    CLAIM_DECISION_UPHELD: _ClassVar[ClaimDecision]
    CLAIM_DECISION_REJECTED: _ClassVar[ClaimDecision]
CLAIM_FACT_UNSPECIFIED: ClaimFact
CLAIM_FACT_AGE: ClaimFact
CLAIM_FACT_PROTECTED_ROLE: ClaimFact
CLAIM_FACT_SEALED: ClaimFact
CLAIM_FACT_PROTECTED_PERSON: ClaimFact
CLAIM_FACT_FAVOURABLE_END: ClaimFact
CLAIM_FACT_OPEN_END: ClaimFact
CLAIM_FACT_DIVERSION: ClaimFact
CLAIM_FACT_POLICE_STEP: ClaimFact
CLAIM_FACT_ACCUSED: ClaimFact
CLAIM_FACT_MISUSED_IDENTITY: ClaimFact
CLAIM_FACT_EXTRACT: ClaimFact
CLAIM_FACT_ORDER_ON_PAPER: ClaimFact
CLAIM_FACT_ROLE_TURNED: ClaimFact
CLAIM_FACT_BEFORE_AGE: ClaimFact
CLAIM_FACT_BEFORE_ORDER: ClaimFact
CLAIM_FACT_BEFORE_END: ClaimFact
CLAIM_FACT_BEFORE_CASE: ClaimFact
CLAIM_FACT_NUMBER_OF_MANY: ClaimFact
CLAIM_STATE_UNSPECIFIED: ClaimState
CLAIM_STATE_OPEN: ClaimState
CLAIM_STATE_OVERDUE: ClaimState
CLAIM_STATE_APPLIED: ClaimState
CLAIM_STATE_REFUSED: ClaimState
CLAIM_STATE_ASKED_COURT: ClaimState
CLAIM_STATE_UPHELD: ClaimState
CLAIM_STATE_REJECTED: ClaimState
CLAIM_STATE_WITHDRAWN: ClaimState
CLAIM_STATE_NOTICE: ClaimState
CLAIM_DECISION_UNSPECIFIED: ClaimDecision
CLAIM_DECISION_UPHELD: ClaimDecision
CLAIM_DECISION_REJECTED: ClaimDecision

class Claim(_message.Message):
    __slots__ = ("claim", "record", "fact", "state", "raised_ms", "due_ms", "text", "text_ur", "court", "order_no", "owner", "speaker", "source", "upheld_until_ms")
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    FACT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    RAISED_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    ORDER_NO_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    UPHELD_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    claim: str
    record: str
    fact: ClaimFact
    state: ClaimState
    raised_ms: int
    due_ms: int
    text: str
    text_ur: str
    court: str
    order_no: str
    owner: str
    speaker: str
    source: str
    upheld_until_ms: int
    def __init__(self, claim: _Optional[str] = ..., record: _Optional[str] = ..., fact: _Optional[_Union[ClaimFact, str]] = ..., state: _Optional[_Union[ClaimState, str]] = ..., raised_ms: _Optional[int] = ..., due_ms: _Optional[int] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ..., court: _Optional[str] = ..., order_no: _Optional[str] = ..., owner: _Optional[str] = ..., speaker: _Optional[str] = ..., source: _Optional[str] = ..., upheld_until_ms: _Optional[int] = ...) -> None: ...

class ListClaimsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "overdue")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    overdue: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., overdue: _Optional[bool] = ...) -> None: ...

class ListClaimsResponse(_message.Message):
    __slots__ = ("claims", "next_page_token", "waiting")
    CLAIMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    claims: _containers.RepeatedCompositeFieldContainer[Claim]
    next_page_token: str
    waiting: _containers.RepeatedCompositeFieldContainer[WaitingClaims]
    def __init__(self, claims: _Optional[_Iterable[_Union[Claim, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., waiting: _Optional[_Iterable[_Union[WaitingClaims, _Mapping]]] = ...) -> None: ...

class WaitingClaims(_message.Message):
    __slots__ = ("speaker", "day", "claims", "documents")
    SPEAKER_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    CLAIMS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    speaker: str
    day: str
    claims: int
    documents: int
    def __init__(self, speaker: _Optional[str] = ..., day: _Optional[str] = ..., claims: _Optional[int] = ..., documents: _Optional[int] = ...) -> None: ...

class DecideClaimRequest(_message.Message):
    __slots__ = ("claim", "decision", "reason", "application")
    CLAIM_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    claim: str
    decision: ClaimDecision
    reason: str
    application: str
    def __init__(self, claim: _Optional[str] = ..., decision: _Optional[_Union[ClaimDecision, str]] = ..., reason: _Optional[str] = ..., application: _Optional[str] = ...) -> None: ...

class DecideClaimResponse(_message.Message):
    __slots__ = ("state", "upheld_until_ms")
    STATE_FIELD_NUMBER: _ClassVar[int]
    UPHELD_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    state: ClaimState
    upheld_until_ms: int
    def __init__(self, state: _Optional[_Union[ClaimState, str]] = ..., upheld_until_ms: _Optional[int] = ...) -> None: ...
