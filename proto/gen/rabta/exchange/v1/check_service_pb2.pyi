from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.membership.v1 import registry_pb2 as _registry_pb2
from rabta.records.v1 import history_pb2 as _history_pb2
from rabta.records.v1 import listing_pb2 as _listing_pb2
from rabta.records.v1 import subject_pb2 as _subject_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class NameSearch(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    NAME_SEARCH_UNSPECIFIED: _ClassVar[NameSearch]
    NAME_SEARCH_ALL: _ClassVar[NameSearch]
    NAME_SEARCH_CHILD_ALERTS: _ClassVar[NameSearch]
    NAME_SEARCH_NONE: _ClassVar[NameSearch]
NAME_SEARCH_UNSPECIFIED: NameSearch
NAME_SEARCH_ALL: NameSearch
NAME_SEARCH_CHILD_ALERTS: NameSearch
NAME_SEARCH_NONE: NameSearch

class CheckTravellerRequest(_message.Message):
    __slots__ = ("document", "named", "post")
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    NAMED_FIELD_NUMBER: _ClassVar[int]
    POST_FIELD_NUMBER: _ClassVar[int]
    document: _subject_pb2.Identifier
    named: NamedTraveller
    post: str
    def __init__(self, document: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., named: _Optional[_Union[NamedTraveller, _Mapping]] = ..., post: _Optional[str] = ...) -> None: ...

class NamedTraveller(_message.Message):
    __slots__ = ("name", "birth_year", "gender")
    NAME_FIELD_NUMBER: _ClassVar[int]
    BIRTH_YEAR_FIELD_NUMBER: _ClassVar[int]
    GENDER_FIELD_NUMBER: _ClassVar[int]
    name: str
    birth_year: int
    gender: _subject_pb2.Gender
    def __init__(self, name: _Optional[str] = ..., birth_year: _Optional[int] = ..., gender: _Optional[_Union[_subject_pb2.Gender, str]] = ...) -> None: ...

class CheckTravellerResponse(_message.Message):
    __slots__ = ("hits", "more", "banners", "name_search", "synced_ms")
    HITS_FIELD_NUMBER: _ClassVar[int]
    MORE_FIELD_NUMBER: _ClassVar[int]
    BANNERS_FIELD_NUMBER: _ClassVar[int]
    NAME_SEARCH_FIELD_NUMBER: _ClassVar[int]
    SYNCED_MS_FIELD_NUMBER: _ClassVar[int]
    hits: _containers.RepeatedCompositeFieldContainer[TravellerHit]
    more: bool
    banners: _containers.RepeatedCompositeFieldContainer[_history_pb2.Banner]
    name_search: NameSearch
    synced_ms: int
    def __init__(self, hits: _Optional[_Iterable[_Union[TravellerHit, _Mapping]]] = ..., more: _Optional[bool] = ..., banners: _Optional[_Iterable[_Union[_history_pb2.Banner, _Mapping]]] = ..., name_search: _Optional[_Union[NameSearch, str]] = ..., synced_ms: _Optional[int] = ...) -> None: ...

class TravellerHit(_message.Message):
    __slots__ = ("owner", "owner_name", "desk", "handle", "action", "caution", "authority", "list_type", "expires")
    OWNER_FIELD_NUMBER: _ClassVar[int]
    OWNER_NAME_FIELD_NUMBER: _ClassVar[int]
    DESK_FIELD_NUMBER: _ClassVar[int]
    HANDLE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CAUTION_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_FIELD_NUMBER: _ClassVar[int]
    LIST_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_FIELD_NUMBER: _ClassVar[int]
    owner: str
    owner_name: str
    desk: _registry_pb2.Desk
    handle: str
    action: str
    caution: str
    authority: str
    list_type: _listing_pb2.ListType
    expires: str
    def __init__(self, owner: _Optional[str] = ..., owner_name: _Optional[str] = ..., desk: _Optional[_Union[_registry_pb2.Desk, _Mapping]] = ..., handle: _Optional[str] = ..., action: _Optional[str] = ..., caution: _Optional[str] = ..., authority: _Optional[str] = ..., list_type: _Optional[_Union[_listing_pb2.ListType, str]] = ..., expires: _Optional[str] = ...) -> None: ...

class CountCrossingsRequest(_message.Message):
    __slots__ = ("checks", "from_day", "to_day")
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    checks: _containers.RepeatedCompositeFieldContainer[PostCheck]
    from_day: str
    to_day: str
    def __init__(self, checks: _Optional[_Iterable[_Union[PostCheck, _Mapping]]] = ..., from_day: _Optional[str] = ..., to_day: _Optional[str] = ...) -> None: ...

class PostCheck(_message.Message):
    __slots__ = ("post", "document", "at_ms")
    POST_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    AT_MS_FIELD_NUMBER: _ClassVar[int]
    post: str
    document: _subject_pb2.Identifier
    at_ms: int
    def __init__(self, post: _Optional[str] = ..., document: _Optional[_Union[_subject_pb2.Identifier, _Mapping]] = ..., at_ms: _Optional[int] = ...) -> None: ...

class CountCrossingsResponse(_message.Message):
    __slots__ = ("days", "taken_until_ms")
    DAYS_FIELD_NUMBER: _ClassVar[int]
    TAKEN_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    days: _containers.RepeatedCompositeFieldContainer[PostDay]
    taken_until_ms: int
    def __init__(self, days: _Optional[_Iterable[_Union[PostDay, _Mapping]]] = ..., taken_until_ms: _Optional[int] = ...) -> None: ...

class PostDay(_message.Message):
    __slots__ = ("agency", "post", "day", "crossings", "unchecked", "checks", "added_up")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    POST_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    CROSSINGS_FIELD_NUMBER: _ClassVar[int]
    UNCHECKED_FIELD_NUMBER: _ClassVar[int]
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    ADDED_UP_FIELD_NUMBER: _ClassVar[int]
    agency: str
    post: str
    day: str
    crossings: int
    unchecked: int
    checks: int
    added_up: int
    def __init__(self, agency: _Optional[str] = ..., post: _Optional[str] = ..., day: _Optional[str] = ..., crossings: _Optional[int] = ..., unchecked: _Optional[int] = ..., checks: _Optional[int] = ..., added_up: _Optional[int] = ...) -> None: ...
