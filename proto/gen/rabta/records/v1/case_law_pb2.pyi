from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LawMark(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LAW_MARK_UNSPECIFIED: _ClassVar[LawMark]
    LAW_MARK_V: _ClassVar[LawMark]
    LAW_MARK_V2: _ClassVar[LawMark]
    LAW_MARK_K: _ClassVar[LawMark]
    LAW_MARK_P: _ClassVar[LawMark]

class LawAnswer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LAW_ANSWER_UNSPECIFIED: _ClassVar[LawAnswer]
    LAW_ANSWER_YES: _ClassVar[LawAnswer]
    LAW_ANSWER_NO: _ClassVar[LawAnswer]
    LAW_ANSWER_CANNOT_TELL: _ClassVar[LawAnswer]

class AskedAs(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASKED_AS_UNSPECIFIED: _ClassVar[AskedAs]
    ASKED_AS_VICTIM: _ClassVar[AskedAs]
    ASKED_AS_ACCUSED: _ClassVar[AskedAs]
    ASKED_AS_MISSING: _ClassVar[AskedAs]
    ASKED_AS_SPOUSE: _ClassVar[AskedAs]
    ASKED_AS_WORKER: _ClassVar[AskedAs]
    ASKED_AS_DOMESTIC: _ClassVar[AskedAs]
    ASKED_AS_DONOR: _ClassVar[AskedAs]
    ASKED_AS_CARE: _ClassVar[AskedAs]
    ASKED_AS_SCHOOL: _ClassVar[AskedAs]

class Agreement(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    AGREEMENT_UNSPECIFIED: _ClassVar[Agreement]
    AGREEMENT_YES: _ClassVar[Agreement]
    AGREEMENT_NO: _ClassVar[Agreement]
    AGREEMENT_DIFFER: _ClassVar[Agreement]
    AGREEMENT_CANNOT_TELL: _ClassVar[Agreement]

class StatedHow(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STATED_HOW_UNSPECIFIED: _ClassVar[StatedHow]
    STATED_HOW_SHOWN: _ClassVar[StatedHow]
    STATED_HOW_ALLEGED: _ClassVar[StatedHow]
    STATED_HOW_UNKNOWN: _ClassVar[StatedHow]
    STATED_HOW_DENIED: _ClassVar[StatedHow]

class GeneralReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GENERAL_REASON_UNSPECIFIED: _ClassVar[GeneralReason]
    GENERAL_REASON_ELEMENT_UNSUPPORTED: _ClassVar[GeneralReason]
    GENERAL_REASON_ACT_BEFORE_2018: _ClassVar[GeneralReason]
    GENERAL_REASON_PROSECUTOR_ADVICE: _ClassVar[GeneralReason]
    GENERAL_REASON_COURT_ORDER: _ClassVar[GeneralReason]
    GENERAL_REASON_OTHER: _ClassVar[GeneralReason]

class FitVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIT_VERDICT_UNSPECIFIED: _ClassVar[FitVerdict]
    FIT_VERDICT_FITS: _ClassVar[FitVerdict]
    FIT_VERDICT_FITS_IF: _ClassVar[FitVerdict]
    FIT_VERDICT_LAW_UNCERTAIN: _ClassVar[FitVerdict]
    FIT_VERDICT_NOT: _ClassVar[FitVerdict]

class OffenceElement(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OFFENCE_ELEMENT_UNSPECIFIED: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_BASE: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_ACT: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_MEANS: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_PURPOSE: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_FURTHER: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_VICTIM: _ClassVar[OffenceElement]
    OFFENCE_ELEMENT_BORDER: _ClassVar[OffenceElement]

class PenaltyMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PENALTY_MODE_UNSPECIFIED: _ClassVar[PenaltyMode]
    PENALTY_MODE_OR_BOTH: _ClassVar[PenaltyMode]
    PENALTY_MODE_AND_FINE: _ClassVar[PenaltyMode]

class InvestigatingBody(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INVESTIGATING_BODY_UNSPECIFIED: _ClassVar[InvestigatingBody]
    INVESTIGATING_BODY_POLICE: _ClassVar[InvestigatingBody]
    INVESTIGATING_BODY_FIA: _ClassVar[InvestigatingBody]
    INVESTIGATING_BODY_SSOIU: _ClassVar[InvestigatingBody]
    INVESTIGATING_BODY_NCCIA: _ClassVar[InvestigatingBody]

class ChargePointKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHARGE_POINT_KIND_UNSPECIFIED: _ClassVar[ChargePointKind]
    CHARGE_POINT_KIND_PTPA_MISSING: _ClassVar[ChargePointKind]
    CHARGE_POINT_KIND_GENERAL_ONLY: _ClassVar[ChargePointKind]
    CHARGE_POINT_KIND_SECTION_OMITTED: _ClassVar[ChargePointKind]
    CHARGE_POINT_KIND_SECTION_NOT_YET: _ClassVar[ChargePointKind]
    CHARGE_POINT_KIND_BAILABLE_ONLY: _ClassVar[ChargePointKind]

class ClockState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CLOCK_STATE_UNSPECIFIED: _ClassVar[ClockState]
    CLOCK_STATE_NOT_STARTED: _ClassVar[ClockState]
    CLOCK_STATE_WAITING: _ClassVar[ClockState]
    CLOCK_STATE_DUE: _ClassVar[ClockState]
    CLOCK_STATE_OVERDUE: _ClassVar[ClockState]
    CLOCK_STATE_DONE: _ClassVar[ClockState]
    CLOCK_STATE_DONE_LATE: _ClassVar[ClockState]
LAW_MARK_UNSPECIFIED: LawMark
LAW_MARK_V: LawMark
LAW_MARK_V2: LawMark
LAW_MARK_K: LawMark
LAW_MARK_P: LawMark
LAW_ANSWER_UNSPECIFIED: LawAnswer
LAW_ANSWER_YES: LawAnswer
LAW_ANSWER_NO: LawAnswer
LAW_ANSWER_CANNOT_TELL: LawAnswer
ASKED_AS_UNSPECIFIED: AskedAs
ASKED_AS_VICTIM: AskedAs
ASKED_AS_ACCUSED: AskedAs
ASKED_AS_MISSING: AskedAs
ASKED_AS_SPOUSE: AskedAs
ASKED_AS_WORKER: AskedAs
ASKED_AS_DOMESTIC: AskedAs
ASKED_AS_DONOR: AskedAs
ASKED_AS_CARE: AskedAs
ASKED_AS_SCHOOL: AskedAs
AGREEMENT_UNSPECIFIED: Agreement
AGREEMENT_YES: Agreement
AGREEMENT_NO: Agreement
AGREEMENT_DIFFER: Agreement
AGREEMENT_CANNOT_TELL: Agreement
STATED_HOW_UNSPECIFIED: StatedHow
STATED_HOW_SHOWN: StatedHow
STATED_HOW_ALLEGED: StatedHow
STATED_HOW_UNKNOWN: StatedHow
STATED_HOW_DENIED: StatedHow
GENERAL_REASON_UNSPECIFIED: GeneralReason
GENERAL_REASON_ELEMENT_UNSUPPORTED: GeneralReason
GENERAL_REASON_ACT_BEFORE_2018: GeneralReason
GENERAL_REASON_PROSECUTOR_ADVICE: GeneralReason
GENERAL_REASON_COURT_ORDER: GeneralReason
GENERAL_REASON_OTHER: GeneralReason
FIT_VERDICT_UNSPECIFIED: FitVerdict
FIT_VERDICT_FITS: FitVerdict
FIT_VERDICT_FITS_IF: FitVerdict
FIT_VERDICT_LAW_UNCERTAIN: FitVerdict
FIT_VERDICT_NOT: FitVerdict
OFFENCE_ELEMENT_UNSPECIFIED: OffenceElement
OFFENCE_ELEMENT_BASE: OffenceElement
OFFENCE_ELEMENT_ACT: OffenceElement
OFFENCE_ELEMENT_MEANS: OffenceElement
OFFENCE_ELEMENT_PURPOSE: OffenceElement
OFFENCE_ELEMENT_FURTHER: OffenceElement
OFFENCE_ELEMENT_VICTIM: OffenceElement
OFFENCE_ELEMENT_BORDER: OffenceElement
PENALTY_MODE_UNSPECIFIED: PenaltyMode
PENALTY_MODE_OR_BOTH: PenaltyMode
PENALTY_MODE_AND_FINE: PenaltyMode
INVESTIGATING_BODY_UNSPECIFIED: InvestigatingBody
INVESTIGATING_BODY_POLICE: InvestigatingBody
INVESTIGATING_BODY_FIA: InvestigatingBody
INVESTIGATING_BODY_SSOIU: InvestigatingBody
INVESTIGATING_BODY_NCCIA: InvestigatingBody
CHARGE_POINT_KIND_UNSPECIFIED: ChargePointKind
CHARGE_POINT_KIND_PTPA_MISSING: ChargePointKind
CHARGE_POINT_KIND_GENERAL_ONLY: ChargePointKind
CHARGE_POINT_KIND_SECTION_OMITTED: ChargePointKind
CHARGE_POINT_KIND_SECTION_NOT_YET: ChargePointKind
CHARGE_POINT_KIND_BAILABLE_ONLY: ChargePointKind
CLOCK_STATE_UNSPECIFIED: ClockState
CLOCK_STATE_NOT_STARTED: ClockState
CLOCK_STATE_WAITING: ClockState
CLOCK_STATE_DUE: ClockState
CLOCK_STATE_OVERDUE: ClockState
CLOCK_STATE_DONE: ClockState
CLOCK_STATE_DONE_LATE: ClockState

class LawRow(_message.Message):
    __slots__ = ("id", "law", "mark", "read_on", "note")
    ID_FIELD_NUMBER: _ClassVar[int]
    LAW_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    READ_ON_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    id: str
    law: str
    mark: LawMark
    read_on: str
    note: str
    def __init__(self, id: _Optional[str] = ..., law: _Optional[str] = ..., mark: _Optional[_Union[LawMark, str]] = ..., read_on: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class CheckChildRequest(_message.Message):
    __slots__ = ("record", "asked_as", "place", "continuing", "workplace")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    ASKED_AS_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    CONTINUING_FIELD_NUMBER: _ClassVar[int]
    WORKPLACE_FIELD_NUMBER: _ClassVar[int]
    record: str
    asked_as: AskedAs
    place: str
    continuing: bool
    workplace: str
    def __init__(self, record: _Optional[str] = ..., asked_as: _Optional[_Union[AskedAs, str]] = ..., place: _Optional[str] = ..., continuing: _Optional[bool] = ..., workplace: _Optional[str] = ...) -> None: ...

class CheckChildResponse(_message.Message):
    __slots__ = ("answers", "together", "protect", "by_court", "claimed")
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    TOGETHER_FIELD_NUMBER: _ClassVar[int]
    PROTECT_FIELD_NUMBER: _ClassVar[int]
    BY_COURT_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_FIELD_NUMBER: _ClassVar[int]
    answers: _containers.RepeatedCompositeFieldContainer[ChildAnswer]
    together: Agreement
    protect: bool
    by_court: bool
    claimed: bool
    def __init__(self, answers: _Optional[_Iterable[_Union[ChildAnswer, _Mapping]]] = ..., together: _Optional[_Union[Agreement, str]] = ..., protect: _Optional[bool] = ..., by_court: _Optional[bool] = ..., claimed: _Optional[bool] = ...) -> None: ...

class ChildAnswer(_message.Message):
    __slots__ = ("row", "answer", "reason", "reason_ur")
    ROW_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_UR_FIELD_NUMBER: _ClassVar[int]
    row: LawRow
    answer: LawAnswer
    reason: str
    reason_ur: str
    def __init__(self, row: _Optional[_Union[LawRow, _Mapping]] = ..., answer: _Optional[_Union[LawAnswer, str]] = ..., reason: _Optional[str] = ..., reason_ur: _Optional[str] = ...) -> None: ...

class FitChargesRequest(_message.Message):
    __slots__ = ("said", "victim", "crossed", "place", "continuing")
    SAID_FIELD_NUMBER: _ClassVar[int]
    VICTIM_FIELD_NUMBER: _ClassVar[int]
    CROSSED_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    CONTINUING_FIELD_NUMBER: _ClassVar[int]
    said: _containers.RepeatedCompositeFieldContainer[StatedWord]
    victim: str
    crossed: LawAnswer
    place: str
    continuing: bool
    def __init__(self, said: _Optional[_Iterable[_Union[StatedWord, _Mapping]]] = ..., victim: _Optional[str] = ..., crossed: _Optional[_Union[LawAnswer, str]] = ..., place: _Optional[str] = ..., continuing: _Optional[bool] = ...) -> None: ...

class StatedWord(_message.Message):
    __slots__ = ("word", "how")
    WORD_FIELD_NUMBER: _ClassVar[int]
    HOW_FIELD_NUMBER: _ClassVar[int]
    word: str
    how: StatedHow
    def __init__(self, word: _Optional[str] = ..., how: _Optional[_Union[StatedHow, str]] = ...) -> None: ...

class FitChargesResponse(_message.Message):
    __slots__ = ("fits", "investigators", "points", "reason", "reason_needed")
    FITS_FIELD_NUMBER: _ClassVar[int]
    INVESTIGATORS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_NEEDED_FIELD_NUMBER: _ClassVar[int]
    fits: _containers.RepeatedCompositeFieldContainer[OffenceFit]
    investigators: _containers.RepeatedCompositeFieldContainer[Competence]
    points: _containers.RepeatedCompositeFieldContainer[ChargePoint]
    reason: ChargeReason
    reason_needed: bool
    def __init__(self, fits: _Optional[_Iterable[_Union[OffenceFit, _Mapping]]] = ..., investigators: _Optional[_Iterable[_Union[Competence, _Mapping]]] = ..., points: _Optional[_Iterable[_Union[ChargePoint, _Mapping]]] = ..., reason: _Optional[_Union[ChargeReason, _Mapping]] = ..., reason_needed: _Optional[bool] = ...) -> None: ...

class StateChargeReasonRequest(_message.Message):
    __slots__ = ("request_id", "kind", "words")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    kind: GeneralReason
    words: str
    def __init__(self, request_id: _Optional[str] = ..., kind: _Optional[_Union[GeneralReason, str]] = ..., words: _Optional[str] = ...) -> None: ...

class StateChargeReasonResponse(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: ChargeReason
    def __init__(self, reason: _Optional[_Union[ChargeReason, _Mapping]] = ...) -> None: ...

class ChargeReason(_message.Message):
    __slots__ = ("kind", "words", "agency", "officer", "at_ms", "holds")
    KIND_FIELD_NUMBER: _ClassVar[int]
    WORDS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    kind: GeneralReason
    words: str
    agency: str
    officer: str
    at_ms: int
    holds: bool
    def __init__(self, kind: _Optional[_Union[GeneralReason, str]] = ..., words: _Optional[str] = ..., agency: _Optional[str] = ..., officer: _Optional[str] = ..., at_ms: _Optional[int] = ..., holds: _Optional[bool] = ...) -> None: ...

class OffenceFit(_message.Message):
    __slots__ = ("offence", "verdict", "open", "missing", "versions")
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    offence: str
    verdict: FitVerdict
    open: _containers.RepeatedScalarFieldContainer[OffenceElement]
    missing: _containers.RepeatedScalarFieldContainer[OffenceElement]
    versions: _containers.RepeatedCompositeFieldContainer[OffenceVersion]
    def __init__(self, offence: _Optional[str] = ..., verdict: _Optional[_Union[FitVerdict, str]] = ..., open: _Optional[_Iterable[_Union[OffenceElement, str]]] = ..., missing: _Optional[_Iterable[_Union[OffenceElement, str]]] = ..., versions: _Optional[_Iterable[_Union[OffenceVersion, _Mapping]]] = ...) -> None: ...

class OffenceVersion(_message.Message):
    __slots__ = ("row", "min_years", "max_years", "life", "fine_min", "fine_max", "mode")
    ROW_FIELD_NUMBER: _ClassVar[int]
    MIN_YEARS_FIELD_NUMBER: _ClassVar[int]
    MAX_YEARS_FIELD_NUMBER: _ClassVar[int]
    LIFE_FIELD_NUMBER: _ClassVar[int]
    FINE_MIN_FIELD_NUMBER: _ClassVar[int]
    FINE_MAX_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    row: LawRow
    min_years: int
    max_years: int
    life: bool
    fine_min: int
    fine_max: int
    mode: PenaltyMode
    def __init__(self, row: _Optional[_Union[LawRow, _Mapping]] = ..., min_years: _Optional[int] = ..., max_years: _Optional[int] = ..., life: _Optional[bool] = ..., fine_min: _Optional[int] = ..., fine_max: _Optional[int] = ..., mode: _Optional[_Union[PenaltyMode, str]] = ...) -> None: ...

class Competence(_message.Message):
    __slots__ = ("investigator", "mark", "why")
    INVESTIGATOR_FIELD_NUMBER: _ClassVar[int]
    MARK_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    investigator: InvestigatingBody
    mark: LawMark
    why: str
    def __init__(self, investigator: _Optional[_Union[InvestigatingBody, str]] = ..., mark: _Optional[_Union[LawMark, str]] = ..., why: _Optional[str] = ...) -> None: ...

class ChargePoint(_message.Message):
    __slots__ = ("kind", "offences")
    KIND_FIELD_NUMBER: _ClassVar[int]
    OFFENCES_FIELD_NUMBER: _ClassVar[int]
    kind: ChargePointKind
    offences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[_Union[ChargePointKind, str]] = ..., offences: _Optional[_Iterable[str]] = ...) -> None: ...

class ListClocksRequest(_message.Message):
    __slots__ = ("procedure", "place")
    PROCEDURE_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    procedure: str
    place: str
    def __init__(self, procedure: _Optional[str] = ..., place: _Optional[str] = ...) -> None: ...

class ListClocksResponse(_message.Message):
    __slots__ = ("steps",)
    STEPS_FIELD_NUMBER: _ClassVar[int]
    steps: _containers.RepeatedCompositeFieldContainer[ClockStep]
    def __init__(self, steps: _Optional[_Iterable[_Union[ClockStep, _Mapping]]] = ...) -> None: ...

class ClockStep(_message.Message):
    __slots__ = ("procedure", "step", "state", "who", "what", "due_ms", "late", "tell", "record")
    PROCEDURE_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    WHO_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    TELL_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    procedure: str
    step: LawRow
    state: ClockState
    who: str
    what: str
    due_ms: int
    late: bool
    tell: str
    record: str
    def __init__(self, procedure: _Optional[str] = ..., step: _Optional[_Union[LawRow, _Mapping]] = ..., state: _Optional[_Union[ClockState, str]] = ..., who: _Optional[str] = ..., what: _Optional[str] = ..., due_ms: _Optional[int] = ..., late: _Optional[bool] = ..., tell: _Optional[str] = ..., record: _Optional[str] = ...) -> None: ...
