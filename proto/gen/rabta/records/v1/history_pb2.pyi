from rabta.membership.v1 import registry_pb2 as _registry_pb2
from rabta.records.v1 import case_pb2 as _case_pb2
from rabta.records.v1 import person_pb2 as _person_pb2
from rabta.records.v1 import record_pb2 as _record_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from rabta.signing.v1 import page_pb2 as _page_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Standing(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STANDING_UNSPECIFIED: _ClassVar[Standing]
    STANDING_ALLEGATION: _ClassVar[Standing]
    STANDING_ACCUSATION: _ClassVar[Standing]
    STANDING_FINDING: _ClassVar[Standing]

class Finality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FINALITY_UNSPECIFIED: _ClassVar[Finality]
    FINALITY_NONE: _ClassVar[Finality]
    FINALITY_APPEALABLE: _ClassVar[Finality]
    FINALITY_UNDER_APPEAL: _ClassVar[Finality]
    FINALITY_FINAL: _ClassVar[Finality]
STANDING_UNSPECIFIED: Standing
STANDING_ALLEGATION: Standing
STANDING_ACCUSATION: Standing
STANDING_FINDING: Standing
FINALITY_UNSPECIFIED: Finality
FINALITY_NONE: Finality
FINALITY_APPEALABLE: Finality
FINALITY_UNDER_APPEAL: Finality
FINALITY_FINAL: Finality

class History(_message.Message):
    __slots__ = ("cases", "timeline", "conflicts", "banners", "hits", "versions", "pages", "later", "links", "releases")
    CASES_FIELD_NUMBER: _ClassVar[int]
    TIMELINE_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    LATER_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    RELEASES_FIELD_NUMBER: _ClassVar[int]
    cases: _containers.RepeatedCompositeFieldContainer[CaseStanding]
    timeline: _containers.RepeatedCompositeFieldContainer[TimelineEntry]
    conflicts: _containers.RepeatedCompositeFieldContainer[Conflict]
    banners: _containers.RepeatedCompositeFieldContainer[Banner]
    hits: _containers.RepeatedCompositeFieldContainer[Hit]
    versions: _containers.RepeatedCompositeFieldContainer[SignedVersion]
    pages: _containers.RepeatedCompositeFieldContainer[_page_pb2.SignedPageHeader]
    later: int
    links: _containers.RepeatedCompositeFieldContainer[_person_pb2.PersonLink]
    releases: _containers.RepeatedCompositeFieldContainer[Release]
    def __init__(self, cases: _Optional[_Iterable[_Union[CaseStanding, _Mapping]]] = ..., timeline: _Optional[_Iterable[_Union[TimelineEntry, _Mapping]]] = ..., conflicts: _Optional[_Iterable[_Union[Conflict, _Mapping]]] = ..., banners: _Optional[_Iterable[_Union[Banner, _Mapping]]] = ..., hits: _Optional[_Iterable[_Union[Hit, _Mapping]]] = ..., versions: _Optional[_Iterable[_Union[SignedVersion, _Mapping]]] = ..., pages: _Optional[_Iterable[_Union[_page_pb2.SignedPageHeader, _Mapping]]] = ..., later: _Optional[int] = ..., links: _Optional[_Iterable[_Union[_person_pb2.PersonLink, _Mapping]]] = ..., releases: _Optional[_Iterable[_Union[Release, _Mapping]]] = ...) -> None: ...

class Release(_message.Message):
    __slots__ = ("version", "owner", "until_ms")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    version: str
    owner: str
    until_ms: int
    def __init__(self, version: _Optional[str] = ..., owner: _Optional[str] = ..., until_ms: _Optional[int] = ...) -> None: ...

class CaseStanding(_message.Message):
    __slots__ = ("references", "owner", "role", "standing", "finality", "sections", "outcome", "offence", "evidence", "outcome_ur")
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    FINALITY_FIELD_NUMBER: _ClassVar[int]
    SECTIONS_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    OFFENCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_UR_FIELD_NUMBER: _ClassVar[int]
    references: _containers.RepeatedCompositeFieldContainer[_case_pb2.CaseReference]
    owner: str
    role: _record_pb2.PartyRole
    standing: Standing
    finality: Finality
    sections: _containers.RepeatedCompositeFieldContainer[_case_pb2.Section]
    outcome: str
    offence: bool
    evidence: _containers.RepeatedScalarFieldContainer[str]
    outcome_ur: str
    def __init__(self, references: _Optional[_Iterable[_Union[_case_pb2.CaseReference, _Mapping]]] = ..., owner: _Optional[str] = ..., role: _Optional[_Union[_record_pb2.PartyRole, str]] = ..., standing: _Optional[_Union[Standing, str]] = ..., finality: _Optional[_Union[Finality, str]] = ..., sections: _Optional[_Iterable[_Union[_case_pb2.Section, _Mapping]]] = ..., outcome: _Optional[str] = ..., offence: _Optional[bool] = ..., evidence: _Optional[_Iterable[str]] = ..., outcome_ur: _Optional[str] = ...) -> None: ...

class TimelineEntry(_message.Message):
    __slots__ = ("version", "owner", "kind", "valid_from", "valid_to", "recorded_ms", "grade", "standing", "finality", "text", "text_ur", "status", "flags", "case_key")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    RECORDED_MS_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    FINALITY_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    CASE_KEY_FIELD_NUMBER: _ClassVar[int]
    version: str
    owner: str
    kind: _record_pb2.RecordKind
    valid_from: str
    valid_to: str
    recorded_ms: int
    grade: str
    standing: Standing
    finality: Finality
    text: str
    text_ur: str
    status: _record_pb2.RecordStatus
    flags: _containers.RepeatedCompositeFieldContainer[Flag]
    case_key: str
    def __init__(self, version: _Optional[str] = ..., owner: _Optional[str] = ..., kind: _Optional[_Union[_record_pb2.RecordKind, str]] = ..., valid_from: _Optional[str] = ..., valid_to: _Optional[str] = ..., recorded_ms: _Optional[int] = ..., grade: _Optional[str] = ..., standing: _Optional[_Union[Standing, str]] = ..., finality: _Optional[_Union[Finality, str]] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ..., status: _Optional[_Union[_record_pb2.RecordStatus, str]] = ..., flags: _Optional[_Iterable[_Union[Flag, _Mapping]]] = ..., case_key: _Optional[str] = ...) -> None: ...

class Flag(_message.Message):
    __slots__ = ("rule", "version", "text", "source", "text_ur")
    RULE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    rule: str
    version: str
    text: str
    source: str
    text_ur: str
    def __init__(self, rule: _Optional[str] = ..., version: _Optional[str] = ..., text: _Optional[str] = ..., source: _Optional[str] = ..., text_ur: _Optional[str] = ...) -> None: ...

class Conflict(_message.Message):
    __slots__ = ("field", "sides")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    SIDES_FIELD_NUMBER: _ClassVar[int]
    field: str
    sides: _containers.RepeatedCompositeFieldContainer[ConflictSide]
    def __init__(self, field: _Optional[str] = ..., sides: _Optional[_Iterable[_Union[ConflictSide, _Mapping]]] = ...) -> None: ...

class ConflictSide(_message.Message):
    __slots__ = ("value", "version", "owner", "grade")
    VALUE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    value: str
    version: str
    owner: str
    grade: str
    def __init__(self, value: _Optional[str] = ..., version: _Optional[str] = ..., owner: _Optional[str] = ..., grade: _Optional[str] = ...) -> None: ...

class Banner(_message.Message):
    __slots__ = ("code", "text", "text_ur")
    CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_UR_FIELD_NUMBER: _ClassVar[int]
    code: str
    text: str
    text_ur: str
    def __init__(self, code: _Optional[str] = ..., text: _Optional[str] = ..., text_ur: _Optional[str] = ...) -> None: ...

class Hit(_message.Message):
    __slots__ = ("owner", "owner_name", "desk", "handle", "action")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    OWNER_NAME_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    owner: str
    owner_name: str
    desk: _registry_pb2.Desk
    handle: str
    action: Action
    def __init__(self, owner: _Optional[str] = ..., owner_name: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., handle: _Optional[str] = ..., action: _Optional[_Union[Action, _Mapping]] = ...) -> None: ...

class Action(_message.Message):
    __slots__ = ("action", "caution", "authority", "expires")
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CAUTION_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    action: str
    caution: str
    authority: str
    expires: str
    def __init__(self, action: _Optional[str] = ..., caution: _Optional[str] = ..., authority: _Optional[str] = ..., expires: _Optional[str] = ...) -> None: ...

class SignedVersion(_message.Message):
    __slots__ = ("version", "proof", "recorded_ms")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    RECORDED_MS_FIELD_NUMBER: _ClassVar[int]
    version: bytes
    proof: _page_pb2.VersionProof
    recorded_ms: int
    def __init__(self, version: _Optional[bytes] = ..., proof: _Optional[_Union[_page_pb2.VersionProof, _Mapping]] = ..., recorded_ms: _Optional[int] = ...) -> None: ...

class Selector(_message.Message):
    __slots__ = ("identifier",)
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    identifier: _subject_pb2.Identifier
    def __init__(self, identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ...) -> None: ...
