from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.records.v1 import case_pb2 as _case_pb2
from rabta.records.v1 import case_law_pb2 as _case_law_pb2
from rabta.records.v1 import claim_pb2 as _claim_pb2
from rabta.records.v1 import direction_pb2 as _direction_pb2
from rabta.records.v1 import guard_pb2 as _guard_pb2
from rabta.records.v1 import history_pb2 as _history_pb2
from rabta.records.v1 import person_pb2 as _person_pb2
from rabta.records.v1 import statement_review_pb2 as _statement_review_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from rabta.signing.v1 import page_pb2 as _page_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CheckGuardianRequest(_message.Message):
    __slots__ = ("selector",)
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    selector: _history_pb2.Selector
    def __init__(self, selector: _Optional[_Union[_history_pb2.Selector, _Mapping]] = ...) -> None: ...

class CheckGuardianResponse(_message.Message):
    __slots__ = ("guardian", "fit")
    GUARDIAN_FIELD_NUMBER: _ClassVar[int]
    FIT_FIELD_NUMBER: _ClassVar[int]
    guardian: _subject_pb2.Identifier
    fit: bool
    def __init__(self, guardian: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., fit: _Optional[bool] = ...) -> None: ...

class ConfirmPersonRequest(_message.Message):
    __slots__ = ("selector",)
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    selector: _history_pb2.Selector
    def __init__(self, selector: _Optional[_Union[_history_pb2.Selector, _Mapping]] = ...) -> None: ...

class ConfirmPersonResponse(_message.Message):
    __slots__ = ("identifier", "case", "purpose", "named", "missing_child")
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    CASE_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    NAMED_FIELD_NUMBER: _ClassVar[int]
    MISSING_CHILD_FIELD_NUMBER: _ClassVar[int]
    identifier: _subject_pb2.Identifier
    case: _case_pb2.CaseReference
    purpose: _purpose_pb2.Purpose
    named: bool
    missing_child: bool
    def __init__(self, identifier: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., case: _Optional[_Union[_case_pb2.CaseReference, _Mapping]] = ..., purpose: _Optional[_Union[_purpose_pb2.Purpose, str]] = ..., named: _Optional[bool] = ..., missing_child: _Optional[bool] = ...) -> None: ...

class SubmitPageRequest(_message.Message):
    __slots__ = ("header", "leaves", "request_id")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    LEAVES_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    header: _page_pb2.SignedPageHeader
    leaves: _containers.RepeatedCompositeFieldContainer[_page_pb2.PageLeaf]
    request_id: str
    def __init__(self, header: _Optional[_Union[_page_pb2.SignedPageHeader, _Mapping]] = ..., leaves: _Optional[_Iterable[_Union[_page_pb2.PageLeaf, _Mapping]]] = ..., request_id: _Optional[str] = ...) -> None: ...

class SubmitPageResponse(_message.Message):
    __slots__ = ("accepted", "unchanged", "refused", "flags", "page_number", "chain_sha256")
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    PAGE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    CHAIN_SHA256_FIELD_NUMBER: _ClassVar[int]
    accepted: int
    unchanged: int
    refused: _containers.RepeatedCompositeFieldContainer[RefusedVersion]
    flags: _containers.RepeatedCompositeFieldContainer[_history_pb2.Flag]
    page_number: int
    chain_sha256: bytes
    def __init__(self, accepted: _Optional[int] = ..., unchanged: _Optional[int] = ..., refused: _Optional[_Iterable[_Union[RefusedVersion, _Mapping]]] = ..., flags: _Optional[_Iterable[_Union[_history_pb2.Flag, _Mapping]]] = ..., page_number: _Optional[int] = ..., chain_sha256: _Optional[bytes] = ...) -> None: ...

class RefusedVersion(_message.Message):
    __slots__ = ("index", "record_id", "field", "rule", "text")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    index: int
    record_id: str
    field: str
    rule: str
    text: str
    def __init__(self, index: _Optional[int] = ..., record_id: _Optional[str] = ..., field: _Optional[str] = ..., rule: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class SearchRequest(_message.Message):
    __slots__ = ("selector", "page_size", "page_token", "break_glass")
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    selector: _history_pb2.Selector
    page_size: int
    page_token: str
    break_glass: str
    def __init__(self, selector: _Optional[_Union[_history_pb2.Selector, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., break_glass: _Optional[str] = ...) -> None: ...

class SearchResponse(_message.Message):
    __slots__ = ("matches", "hits", "next_page_token", "releases", "banners", "copies")
    MATCHES_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RELEASES_FIELD_NUMBER: _ClassVar[int]
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    matches: _containers.RepeatedCompositeFieldContainer[SubjectMatch]
    hits: _containers.RepeatedCompositeFieldContainer[_history_pb2.Hit]
    next_page_token: str
    releases: _containers.RepeatedCompositeFieldContainer[_history_pb2.Release]
    banners: _containers.RepeatedCompositeFieldContainer[_history_pb2.Banner]
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, matches: _Optional[_Iterable[_Union[SubjectMatch, _Mapping]]] = ..., hits: _Optional[_Iterable[_Union[_history_pb2.Hit, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., releases: _Optional[_Iterable[_Union[_history_pb2.Release, _Mapping]]] = ..., banners: _Optional[_Iterable[_Union[_history_pb2.Banner, _Mapping]]] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class SubjectMatch(_message.Message):
    __slots__ = ("version", "owner", "subject", "grade", "case_key")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    GRADE_FIELD_NUMBER: _ClassVar[int]
    CASE_KEY_FIELD_NUMBER: _ClassVar[int]
    version: str
    owner: str
    subject: _subject_pb2.Subject
    grade: str
    case_key: str
    def __init__(self, version: _Optional[str] = ..., owner: _Optional[str] = ..., subject: _Optional[_Union[_subject_pb2.Subject, _Mapping]] = ..., grade: _Optional[str] = ..., case_key: _Optional[str] = ...) -> None: ...

class GetHistoryRequest(_message.Message):
    __slots__ = ("selector", "as_of_valid", "as_of_recorded_ms", "break_glass")
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    AS_OF_VALID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_RECORDED_MS_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    selector: _history_pb2.Selector
    as_of_valid: str
    as_of_recorded_ms: int
    break_glass: str
    def __init__(self, selector: _Optional[_Union[_history_pb2.Selector, _Mapping]] = ..., as_of_valid: _Optional[str] = ..., as_of_recorded_ms: _Optional[int] = ..., break_glass: _Optional[str] = ...) -> None: ...

class GetHistoryResponse(_message.Message):
    __slots__ = ("history", "copies")
    HISTORY_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    history: _history_pb2.History
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, history: _Optional[_Union[_history_pb2.History, _Mapping]] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class GetRecordRequest(_message.Message):
    __slots__ = ("name", "as_of_recorded_ms", "break_glass")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AS_OF_RECORDED_MS_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    name: str
    as_of_recorded_ms: int
    break_glass: str
    def __init__(self, name: _Optional[str] = ..., as_of_recorded_ms: _Optional[int] = ..., break_glass: _Optional[str] = ...) -> None: ...

class GetRecordResponse(_message.Message):
    __slots__ = ("version", "page", "remains", "release", "copies")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    REMAINS_FIELD_NUMBER: _ClassVar[int]
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    version: _history_pb2.SignedVersion
    page: _page_pb2.SignedPageHeader
    remains: Remains
    release: _history_pb2.Release
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, version: _Optional[_Union[_history_pb2.SignedVersion, _Mapping]] = ..., page: _Optional[_Union[_page_pb2.SignedPageHeader, _Mapping]] = ..., remains: _Optional[_Union[Remains, _Mapping]] = ..., release: _Optional[_Union[_history_pb2.Release, _Mapping]] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class Remains(_message.Message):
    __slots__ = ("record", "expunged", "order_nos")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    EXPUNGED_FIELD_NUMBER: _ClassVar[int]
    ORDER_NOS_FIELD_NUMBER: _ClassVar[int]
    record: str
    expunged: bool
    order_nos: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, record: _Optional[str] = ..., expunged: _Optional[bool] = ..., order_nos: _Optional[_Iterable[str]] = ...) -> None: ...

class ListVersionsRequest(_message.Message):
    __slots__ = ("name", "page_size", "page_token", "break_glass")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    name: str
    page_size: int
    page_token: str
    break_glass: str
    def __init__(self, name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., break_glass: _Optional[str] = ...) -> None: ...

class ListVersionsResponse(_message.Message):
    __slots__ = ("versions", "pages", "next_page_token", "copies")
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.RepeatedCompositeFieldContainer[_history_pb2.SignedVersion]
    pages: _containers.RepeatedCompositeFieldContainer[_page_pb2.SignedPageHeader]
    next_page_token: str
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, versions: _Optional[_Iterable[_Union[_history_pb2.SignedVersion, _Mapping]]] = ..., pages: _Optional[_Iterable[_Union[_page_pb2.SignedPageHeader, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class GetPageRequest(_message.Message):
    __slots__ = ("feed", "page_number", "page_size", "page_token")
    FEED_FIELD_NUMBER: _ClassVar[int]
    PAGE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    feed: str
    page_number: int
    page_size: int
    page_token: str
    def __init__(self, feed: _Optional[str] = ..., page_number: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class GetPageResponse(_message.Message):
    __slots__ = ("last_page", "page", "versions", "withheld", "next_page_token")
    LAST_PAGE_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    last_page: int
    page: _page_pb2.SignedPageHeader
    versions: _containers.RepeatedCompositeFieldContainer[_history_pb2.SignedVersion]
    withheld: _containers.RepeatedCompositeFieldContainer[WithheldVersion]
    next_page_token: str
    def __init__(self, last_page: _Optional[int] = ..., page: _Optional[_Union[_page_pb2.SignedPageHeader, _Mapping]] = ..., versions: _Optional[_Iterable[_Union[_history_pb2.SignedVersion, _Mapping]]] = ..., withheld: _Optional[_Iterable[_Union[WithheldVersion, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WithheldVersion(_message.Message):
    __slots__ = ("index", "record_id", "version", "sha256", "expunged")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    RECORD_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    EXPUNGED_FIELD_NUMBER: _ClassVar[int]
    index: int
    record_id: str
    version: int
    sha256: bytes
    expunged: bool
    def __init__(self, index: _Optional[int] = ..., record_id: _Optional[str] = ..., version: _Optional[int] = ..., sha256: _Optional[bytes] = ..., expunged: _Optional[bool] = ...) -> None: ...

class SearchPersonRequest(_message.Message):
    __slots__ = ("person", "page_size", "page_token", "break_glass")
    PERSON_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    person: _person_pb2.PersonDescription
    page_size: int
    page_token: str
    break_glass: str
    def __init__(self, person: _Optional[_Union[_person_pb2.PersonDescription, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., break_glass: _Optional[str] = ...) -> None: ...

class SearchPersonResponse(_message.Message):
    __slots__ = ("candidates", "hits", "model", "braked", "next_page_token", "copies")
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    BRAKED_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    candidates: _containers.RepeatedCompositeFieldContainer[PersonCandidate]
    hits: _containers.RepeatedCompositeFieldContainer[_history_pb2.Hit]
    model: str
    braked: _containers.RepeatedScalarFieldContainer[str]
    next_page_token: str
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, candidates: _Optional[_Iterable[_Union[PersonCandidate, _Mapping]]] = ..., hits: _Optional[_Iterable[_Union[_history_pb2.Hit, _Mapping]]] = ..., model: _Optional[str] = ..., braked: _Optional[_Iterable[str]] = ..., next_page_token: _Optional[str] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class PersonCandidate(_message.Message):
    __slots__ = ("match", "bits", "zone", "fields")
    MATCH_FIELD_NUMBER: _ClassVar[int]
    BITS_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    match: SubjectMatch
    bits: float
    zone: _person_pb2.Zone
    fields: _containers.RepeatedCompositeFieldContainer[_person_pb2.FieldWeight]
    def __init__(self, match: _Optional[_Union[SubjectMatch, _Mapping]] = ..., bits: _Optional[float] = ..., zone: _Optional[_Union[_person_pb2.Zone, str]] = ..., fields: _Optional[_Iterable[_Union[_person_pb2.FieldWeight, _Mapping]]] = ...) -> None: ...

class GetPersonRequest(_message.Message):
    __slots__ = ("record", "break_glass")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    record: str
    break_glass: str
    def __init__(self, record: _Optional[str] = ..., break_glass: _Optional[str] = ...) -> None: ...

class GetPersonResponse(_message.Message):
    __slots__ = ("members", "conflicts", "links", "hits", "banners", "versions", "pages", "copies")
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    CONFLICTS_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    HITS_FIELD_NUMBER: _ClassVar[int]
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    COPIES_FIELD_NUMBER: _ClassVar[int]
    members: _containers.RepeatedCompositeFieldContainer[SubjectMatch]
    conflicts: _containers.RepeatedCompositeFieldContainer[_history_pb2.Conflict]
    links: _containers.RepeatedCompositeFieldContainer[_person_pb2.PersonLink]
    hits: _containers.RepeatedCompositeFieldContainer[_history_pb2.Hit]
    banners: _containers.RepeatedCompositeFieldContainer[_history_pb2.Banner]
    versions: _containers.RepeatedCompositeFieldContainer[_history_pb2.SignedVersion]
    pages: _containers.RepeatedCompositeFieldContainer[_page_pb2.SignedPageHeader]
    copies: _containers.RepeatedCompositeFieldContainer[CopyAge]
    def __init__(self, members: _Optional[_Iterable[_Union[SubjectMatch, _Mapping]]] = ..., conflicts: _Optional[_Iterable[_Union[_history_pb2.Conflict, _Mapping]]] = ..., links: _Optional[_Iterable[_Union[_person_pb2.PersonLink, _Mapping]]] = ..., hits: _Optional[_Iterable[_Union[_history_pb2.Hit, _Mapping]]] = ..., banners: _Optional[_Iterable[_Union[_history_pb2.Banner, _Mapping]]] = ..., versions: _Optional[_Iterable[_Union[_history_pb2.SignedVersion, _Mapping]]] = ..., pages: _Optional[_Iterable[_Union[_page_pb2.SignedPageHeader, _Mapping]]] = ..., copies: _Optional[_Iterable[_Union[CopyAge, _Mapping]]] = ...) -> None: ...

class CopyAge(_message.Message):
    __slots__ = ("agency", "synced_ms")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    SYNCED_MS_FIELD_NUMBER: _ClassVar[int]
    agency: str
    synced_ms: int
    def __init__(self, agency: _Optional[str] = ..., synced_ms: _Optional[int] = ...) -> None: ...
