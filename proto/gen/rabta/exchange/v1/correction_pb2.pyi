from rabta.exchange.v1 import hit_pb2 as _hit_pb2
from rabta.membership.v1 import registry_pb2 as _registry_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FieldProblem(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FIELD_PROBLEM_UNSPECIFIED: _ClassVar[FieldProblem]
    FIELD_PROBLEM_WRONG: _ClassVar[FieldProblem]
    FIELD_PROBLEM_OUTDATED: _ClassVar[FieldProblem]
    FIELD_PROBLEM_MISSING: _ClassVar[FieldProblem]
    FIELD_PROBLEM_OTHER_PERSON: _ClassVar[FieldProblem]

class CorrectionBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORRECTION_BASIS_UNSPECIFIED: _ClassVar[CorrectionBasis]
    CORRECTION_BASIS_COURT_ORDER: _ClassVar[CorrectionBasis]
    CORRECTION_BASIS_REGISTER: _ClassVar[CorrectionBasis]
    CORRECTION_BASIS_DOCUMENT: _ClassVar[CorrectionBasis]
    CORRECTION_BASIS_OWN_FINDING: _ClassVar[CorrectionBasis]

class CorrectionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORRECTION_STATE_UNSPECIFIED: _ClassVar[CorrectionState]
    CORRECTION_STATE_WAITING: _ClassVar[CorrectionState]
    CORRECTION_STATE_UNDECIDED: _ClassVar[CorrectionState]
    CORRECTION_STATE_ACCEPTED: _ClassVar[CorrectionState]
    CORRECTION_STATE_CORRECTED: _ClassVar[CorrectionState]
    CORRECTION_STATE_REJECTED: _ClassVar[CorrectionState]

class CorrectionRejection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CORRECTION_REJECTION_UNSPECIFIED: _ClassVar[CorrectionRejection]
    CORRECTION_REJECTION_SOURCE_AGREES: _ClassVar[CorrectionRejection]
    CORRECTION_REJECTION_NOT_PROVEN: _ClassVar[CorrectionRejection]
    CORRECTION_REJECTION_FOR_A_COURT: _ClassVar[CorrectionRejection]
    CORRECTION_REJECTION_OTHER_RECORD: _ClassVar[CorrectionRejection]
    CORRECTION_REJECTION_ALREADY_SO: _ClassVar[CorrectionRejection]
FIELD_PROBLEM_UNSPECIFIED: FieldProblem
FIELD_PROBLEM_WRONG: FieldProblem
FIELD_PROBLEM_OUTDATED: FieldProblem
FIELD_PROBLEM_MISSING: FieldProblem
FIELD_PROBLEM_OTHER_PERSON: FieldProblem
CORRECTION_BASIS_UNSPECIFIED: CorrectionBasis
CORRECTION_BASIS_COURT_ORDER: CorrectionBasis
CORRECTION_BASIS_REGISTER: CorrectionBasis
CORRECTION_BASIS_DOCUMENT: CorrectionBasis
CORRECTION_BASIS_OWN_FINDING: CorrectionBasis
CORRECTION_STATE_UNSPECIFIED: CorrectionState
CORRECTION_STATE_WAITING: CorrectionState
CORRECTION_STATE_UNDECIDED: CorrectionState
CORRECTION_STATE_ACCEPTED: CorrectionState
CORRECTION_STATE_CORRECTED: CorrectionState
CORRECTION_STATE_REJECTED: CorrectionState
CORRECTION_REJECTION_UNSPECIFIED: CorrectionRejection
CORRECTION_REJECTION_SOURCE_AGREES: CorrectionRejection
CORRECTION_REJECTION_NOT_PROVEN: CorrectionRejection
CORRECTION_REJECTION_FOR_A_COURT: CorrectionRejection
CORRECTION_REJECTION_OTHER_RECORD: CorrectionRejection
CORRECTION_REJECTION_ALREADY_SO: CorrectionRejection

class FieldCorrection(_message.Message):
    __slots__ = ("path", "problem", "reads", "should_read")
    PATH_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    SHOULD_READ_FIELD_NUMBER: _ClassVar[int]
    path: str
    problem: FieldProblem
    reads: str
    should_read: str
    def __init__(self, path: _Optional[str] = ..., problem: _Optional[_Union[FieldProblem, str]] = ..., reads: _Optional[str] = ..., should_read: _Optional[str] = ...) -> None: ...

class CorrectionDocument(_message.Message):
    __slots__ = ("issuer", "number", "dated", "sha256")
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    DATED_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    issuer: str
    number: str
    dated: str
    sha256: bytes
    def __init__(self, issuer: _Optional[str] = ..., number: _Optional[str] = ..., dated: _Optional[str] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class Correction(_message.Message):
    __slots__ = ("id", "record", "version", "owner", "proposer", "held", "fields", "basis", "document", "reason", "proposed_ms", "state", "said_ms", "due_ms", "reminded", "escalation", "rejection", "answered_by", "desk")
    ID_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    PROPOSER_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    PROPOSED_MS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SAID_MS_FIELD_NUMBER: _ClassVar[int]
    DUE_MS_FIELD_NUMBER: _ClassVar[int]
    REMINDED_FIELD_NUMBER: _ClassVar[int]
    ESCALATION_FIELD_NUMBER: _ClassVar[int]
    REJECTION_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_BY_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    id: str
    record: str
    version: int
    owner: str
    proposer: _hit_pb2.HitAsker
    held: bool
    fields: _containers.RepeatedCompositeFieldContainer[FieldCorrection]
    basis: CorrectionBasis
    document: CorrectionDocument
    reason: str
    proposed_ms: int
    state: CorrectionState
    said_ms: int
    due_ms: int
    reminded: bool
    escalation: _hit_pb2.Escalation
    rejection: CorrectionRejection
    answered_by: str
    desk: _registry_pb2.Desk
    def __init__(self, id: _Optional[str] = ..., record: _Optional[str] = ..., version: _Optional[int] = ..., owner: _Optional[str] = ..., proposer: _Optional[_Union[_hit_pb2.HitAsker, _Mapping]] = ..., held: _Optional[bool] = ..., fields: _Optional[_Iterable[_Union[FieldCorrection, _Mapping]]] = ..., basis: _Optional[_Union[CorrectionBasis, str]] = ..., document: _Optional[_Union[CorrectionDocument, _Mapping]] = ..., reason: _Optional[str] = ..., proposed_ms: _Optional[int] = ..., state: _Optional[_Union[CorrectionState, str]] = ..., said_ms: _Optional[int] = ..., due_ms: _Optional[int] = ..., reminded: _Optional[bool] = ..., escalation: _Optional[_Union[_hit_pb2.Escalation, str]] = ..., rejection: _Optional[_Union[CorrectionRejection, str]] = ..., answered_by: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ...) -> None: ...
