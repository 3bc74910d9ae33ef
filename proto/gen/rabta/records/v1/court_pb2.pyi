from rabta.records.v1 import case_pb2 as _case_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SentenceForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SENTENCE_FORM_UNSPECIFIED: _ClassVar[SentenceForm]
    SENTENCE_FORM_IMPRISONMENT: _ClassVar[SentenceForm]
    SENTENCE_FORM_FINE: _ClassVar[SentenceForm]
    SENTENCE_FORM_BOTH: _ClassVar[SentenceForm]
    SENTENCE_FORM_PROBATION: _ClassVar[SentenceForm]
    SENTENCE_FORM_ADMONITION: _ClassVar[SentenceForm]

class ForeignOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FOREIGN_OUTCOME_UNSPECIFIED: _ClassVar[ForeignOutcome]
    FOREIGN_OUTCOME_CONVICTION: _ClassVar[ForeignOutcome]
    FOREIGN_OUTCOME_ACQUITTAL: _ClassVar[ForeignOutcome]
    FOREIGN_OUTCOME_CHARGE: _ClassVar[ForeignOutcome]
    FOREIGN_OUTCOME_DEPORTATION: _ClassVar[ForeignOutcome]
SENTENCE_FORM_UNSPECIFIED: SentenceForm
SENTENCE_FORM_IMPRISONMENT: SentenceForm
SENTENCE_FORM_FINE: SentenceForm
SENTENCE_FORM_BOTH: SentenceForm
SENTENCE_FORM_PROBATION: SentenceForm
SENTENCE_FORM_ADMONITION: SentenceForm
FOREIGN_OUTCOME_UNSPECIFIED: ForeignOutcome
FOREIGN_OUTCOME_CONVICTION: ForeignOutcome
FOREIGN_OUTCOME_ACQUITTAL: ForeignOutcome
FOREIGN_OUTCOME_CHARGE: ForeignOutcome
FOREIGN_OUTCOME_DEPORTATION: ForeignOutcome

class Extract(_message.Message):
    __slots__ = ("court", "copy_no", "day", "sha256")
    COURT_FIELD_NUMBER: _ClassVar[int]
    COPY_NO_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    court: str
    copy_no: str
    day: str
    sha256: bytes
    def __init__(self, court: _Optional[str] = ..., copy_no: _Optional[str] = ..., day: _Optional[str] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class Charge(_message.Message):
    __slots__ = ("sections", "framed", "court", "plea", "extract")
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    FRAMED_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    PLEA_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    sections: _containers.RepeatedCompositeFieldContainer[_case_pb2.Section]
    framed: str
    court: str
    plea: str
    extract: Extract
    def __init__(self, sections: _Optional[_Iterable[_Union[_case_pb2.Section, _Mapping]]] = ..., framed: _Optional[str] = ..., court: _Optional[str] = ..., plea: _Optional[str] = ..., extract: _Optional[_Union[Extract, _Mapping]] = ...) -> None: ...

class CourtEvent(_message.Message):
    __slots__ = ("type", "at", "court", "sections", "note", "extract", "found")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    FOUND_FIELD_NUMBER: _ClassVar[int]
    type: _case_pb2.EventType
    at: str
    court: str
    sections: _containers.RepeatedCompositeFieldContainer[_case_pb2.Section]
    note: str
    extract: Extract
    found: _subject_pb2.Birth
    def __init__(self, type: _Optional[_Union[_case_pb2.EventType, str]] = ..., at: _Optional[str] = ..., court: _Optional[str] = ..., sections: _Optional[_Iterable[_Union[_case_pb2.Section, _Mapping]]] = ..., note: _Optional[str] = ..., extract: _Optional[_Union[Extract, _Mapping]] = ..., found: _Optional[_Union[_subject_pb2.Birth, _Mapping]] = ...) -> None: ...

class Sentence(_message.Message):
    __slots__ = ("at", "court", "sections", "imprisonment_days", "life", "death", "fine_minor", "in_lieu_days", "form", "extract")
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    IMPRISONMENT_DAYS_FIELD_NUMBER: _ClassVar[int]
    LIFE_FIELD_NUMBER: _ClassVar[int]
    DEATH_FIELD_NUMBER: _ClassVar[int]
    FINE_MINOR_FIELD_NUMBER: _ClassVar[int]
    IN_LIEU_DAYS_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    EXTRACT_FIELD_NUMBER: _ClassVar[int]
    at: str
    court: str
    sections: _containers.RepeatedCompositeFieldContainer[_case_pb2.Section]
    imprisonment_days: int
    life: bool
    death: bool
    fine_minor: int
    in_lieu_days: int
    form: SentenceForm
    extract: Extract
    def __init__(self, at: _Optional[str] = ..., court: _Optional[str] = ..., sections: _Optional[_Iterable[_Union[_case_pb2.Section, _Mapping]]] = ..., imprisonment_days: _Optional[int] = ..., life: _Optional[bool] = ..., death: _Optional[bool] = ..., fine_minor: _Optional[int] = ..., in_lieu_days: _Optional[int] = ..., form: _Optional[_Union[SentenceForm, str]] = ..., extract: _Optional[_Union[Extract, _Mapping]] = ...) -> None: ...

class CompensationOrder(_message.Message):
    __slots__ = ("at", "court", "amount_minor")
    AT_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_MINOR_FIELD_NUMBER: _ClassVar[int]
    at: str
    court: str
    amount_minor: int
    def __init__(self, at: _Optional[str] = ..., court: _Optional[str] = ..., amount_minor: _Optional[int] = ...) -> None: ...

class ForeignRecord(_message.Message):
    __slots__ = ("country", "court", "offence_as_worded", "at", "outcome")
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    COURT_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_AS_WORDED_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    country: str
    court: str
    offence_as_worded: str
    at: str
    outcome: ForeignOutcome
    def __init__(self, country: _Optional[str] = ..., court: _Optional[str] = ..., offence_as_worded: _Optional[str] = ..., at: _Optional[str] = ..., outcome: _Optional[_Union[ForeignOutcome, str]] = ...) -> None: ...
