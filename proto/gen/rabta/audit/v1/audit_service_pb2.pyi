from rabta.access.v1 import purpose_pb2 as _purpose_pb2
from rabta.access.v1 import rule_pb2 as _rule_pb2
from rabta.audit.v1 import entry_pb2 as _entry_pb2
from rabta.audit.v1 import receipt_pb2 as _receipt_pb2
from rabta.signing.v1 import refusals_pb2 as _refusals_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReviewVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REVIEW_VERDICT_UNSPECIFIED: _ClassVar[ReviewVerdict]
    REVIEW_VERDICT_JUSTIFIED: _ClassVar[ReviewVerdict]
    REVIEW_VERDICT_NOT_JUSTIFIED: _ClassVar[ReviewVerdict]
REVIEW_VERDICT_UNSPECIFIED: ReviewVerdict
REVIEW_VERDICT_JUSTIFIED: ReviewVerdict
REVIEW_VERDICT_NOT_JUSTIFIED: ReviewVerdict

class GetReceiptsRequest(_message.Message):
    __slots__ = ("indexes", "known_size", "registry_version")
    INDEXES_FIELD_NUMBER: _ClassVar[int]
    KNOWN_SIZE_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_VERSION_FIELD_NUMBER: _ClassVar[int]
    indexes: _containers.RepeatedScalarFieldContainer[int]
    known_size: int
    registry_version: int
    def __init__(self, indexes: _Optional[_Iterable[int]] = ..., known_size: _Optional[int] = ..., registry_version: _Optional[int] = ...) -> None: ...

class GetReceiptsResponse(_message.Message):
    __slots__ = ("checkpoint", "consistency", "receipts", "registry_index", "registry_path")
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    CONSISTENCY_FIELD_NUMBER: _ClassVar[int]
    RECEIPTS_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_INDEX_FIELD_NUMBER: _ClassVar[int]
    REGISTRY_PATH_FIELD_NUMBER: _ClassVar[int]
    checkpoint: bytes
    consistency: _containers.RepeatedScalarFieldContainer[bytes]
    receipts: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.Receipt]
    registry_index: int
    registry_path: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, checkpoint: _Optional[bytes] = ..., consistency: _Optional[_Iterable[bytes]] = ..., receipts: _Optional[_Iterable[_Union[_receipt_pb2.Receipt, _Mapping]]] = ..., registry_index: _Optional[int] = ..., registry_path: _Optional[_Iterable[bytes]] = ...) -> None: ...

class GetEntriesRequest(_message.Message):
    __slots__ = ("start", "count")
    START_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    start: int
    count: int
    def __init__(self, start: _Optional[int] = ..., count: _Optional[int] = ...) -> None: ...

class GetEntriesResponse(_message.Message):
    __slots__ = ("checkpoint", "entries", "paths", "month_keys")
    CHECKPOINT_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    PATHS_FIELD_NUMBER: _ClassVar[int]
    MONTH_KEYS_FIELD_NUMBER: _ClassVar[int]
    checkpoint: bytes
    entries: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.LogEntry]
    paths: _containers.RepeatedCompositeFieldContainer[Path]
    month_keys: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.MonthKey]
    def __init__(self, checkpoint: _Optional[bytes] = ..., entries: _Optional[_Iterable[_Union[_receipt_pb2.LogEntry, _Mapping]]] = ..., paths: _Optional[_Iterable[_Union[Path, _Mapping]]] = ..., month_keys: _Optional[_Iterable[_Union[_receipt_pb2.MonthKey, _Mapping]]] = ...) -> None: ...

class Path(_message.Message):
    __slots__ = ("hashes",)
    HASHES_FIELD_NUMBER: _ClassVar[int]
    hashes: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, hashes: _Optional[_Iterable[bytes]] = ...) -> None: ...

class OpenBreakGlassRequest(_message.Message):
    __slots__ = ("justification", "request_id")
    JUSTIFICATION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    justification: str
    request_id: str
    def __init__(self, justification: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class OpenBreakGlassResponse(_message.Message):
    __slots__ = ("break_glass", "expires_ms", "state", "second_until_ms")
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SECOND_UNTIL_MS_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    expires_ms: int
    state: _receipt_pb2.BreakGlassState
    second_until_ms: int
    def __init__(self, break_glass: _Optional[str] = ..., expires_ms: _Optional[int] = ..., state: _Optional[_Union[_receipt_pb2.BreakGlassState, str]] = ..., second_until_ms: _Optional[int] = ...) -> None: ...

class SecondBreakGlassRequest(_message.Message):
    __slots__ = ("break_glass",)
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    def __init__(self, break_glass: _Optional[str] = ...) -> None: ...

class SecondBreakGlassResponse(_message.Message):
    __slots__ = ("state",)
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: _receipt_pb2.BreakGlassState
    def __init__(self, state: _Optional[_Union[_receipt_pb2.BreakGlassState, str]] = ...) -> None: ...

class ConsentBreakGlassRequest(_message.Message):
    __slots__ = ("break_glass",)
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    def __init__(self, break_glass: _Optional[str] = ...) -> None: ...

class ConsentBreakGlassResponse(_message.Message):
    __slots__ = ("state", "expires_ms")
    STATE_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_MS_FIELD_NUMBER: _ClassVar[int]
    state: _receipt_pb2.BreakGlassState
    expires_ms: int
    def __init__(self, state: _Optional[_Union[_receipt_pb2.BreakGlassState, str]] = ..., expires_ms: _Optional[int] = ...) -> None: ...

class ReviewBreakGlassRequest(_message.Message):
    __slots__ = ("break_glass", "verdict", "comment")
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    break_glass: str
    verdict: ReviewVerdict
    comment: str
    def __init__(self, break_glass: _Optional[str] = ..., verdict: _Optional[_Union[ReviewVerdict, str]] = ..., comment: _Optional[str] = ...) -> None: ...

class ReviewBreakGlassResponse(_message.Message):
    __slots__ = ("state",)
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: _receipt_pb2.BreakGlassState
    def __init__(self, state: _Optional[_Union[_receipt_pb2.BreakGlassState, str]] = ...) -> None: ...

class ListNoticesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "purpose")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    purpose: _purpose_pb2.Purpose
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., purpose: _Optional[_Union[_purpose_pb2.Purpose, str]] = ...) -> None: ...

class ListNoticesResponse(_message.Message):
    __slots__ = ("notices", "next_page_token", "months")
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    MONTHS_FIELD_NUMBER: _ClassVar[int]
    notices: _containers.RepeatedCompositeFieldContainer[_receipt_pb2.Notice]
    next_page_token: str
    months: _containers.RepeatedCompositeFieldContainer[GlassMonth]
    def __init__(self, notices: _Optional[_Iterable[_Union[_receipt_pb2.Notice, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., months: _Optional[_Iterable[_Union[GlassMonth, _Mapping]]] = ...) -> None: ...

class GlassMonth(_message.Message):
    __slots__ = ("month", "sessions")
    MONTH_FIELD_NUMBER: _ClassVar[int]
    SESSIONS_FIELD_NUMBER: _ClassVar[int]
    month: str
    sessions: int
    def __init__(self, month: _Optional[str] = ..., sessions: _Optional[int] = ...) -> None: ...

class FindReadsRequest(_message.Message):
    __slots__ = ("record", "officer", "selector", "refused", "from_ms", "to_ms", "page_size", "page_token")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    SELECTOR_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    TO_MS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    record: str
    officer: str
    selector: bytes
    refused: bool
    from_ms: int
    to_ms: int
    page_size: int
    page_token: str
    def __init__(self, record: _Optional[str] = ..., officer: _Optional[str] = ..., selector: _Optional[bytes] = ..., refused: _Optional[bool] = ..., from_ms: _Optional[int] = ..., to_ms: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class FindReadsResponse(_message.Message):
    __slots__ = ("reads", "next_page_token", "seen_size", "log_size", "years")
    READS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEEN_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    YEARS_FIELD_NUMBER: _ClassVar[int]
    reads: _containers.RepeatedCompositeFieldContainer[Read]
    next_page_token: str
    seen_size: int
    log_size: int
    years: _containers.RepeatedCompositeFieldContainer[YearlyReads]
    def __init__(self, reads: _Optional[_Iterable[_Union[Read, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., seen_size: _Optional[int] = ..., log_size: _Optional[int] = ..., years: _Optional[_Iterable[_Union[YearlyReads, _Mapping]]] = ...) -> None: ...

class YearlyReads(_message.Message):
    __slots__ = ("year", "kind", "calls")
    YEAR_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    year: int
    kind: str
    calls: int
    def __init__(self, year: _Optional[int] = ..., kind: _Optional[str] = ..., calls: _Optional[int] = ...) -> None: ...

class Read(_message.Message):
    __slots__ = ("index", "origin", "time_ms", "agency", "officer", "method", "purpose", "legal_basis", "query_class", "case_reference", "reason", "break_glass", "records")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    QUERY_CLASS_FIELD_NUMBER: _ClassVar[int]
    CASE_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BREAK_GLASS_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    index: int
    origin: str
    time_ms: int
    agency: str
    officer: str
    method: str
    purpose: str
    legal_basis: str
    query_class: str
    case_reference: str
    reason: str
    break_glass: str
    records: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, index: _Optional[int] = ..., origin: _Optional[str] = ..., time_ms: _Optional[int] = ..., agency: _Optional[str] = ..., officer: _Optional[str] = ..., method: _Optional[str] = ..., purpose: _Optional[str] = ..., legal_basis: _Optional[str] = ..., query_class: _Optional[str] = ..., case_reference: _Optional[str] = ..., reason: _Optional[str] = ..., break_glass: _Optional[str] = ..., records: _Optional[_Iterable[str]] = ...) -> None: ...

class FindWithheldRequest(_message.Message):
    __slots__ = ("agency", "from_ms", "to_ms", "page_size", "page_token")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    FROM_MS_FIELD_NUMBER: _ClassVar[int]
    TO_MS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    agency: str
    from_ms: int
    to_ms: int
    page_size: int
    page_token: str
    def __init__(self, agency: _Optional[str] = ..., from_ms: _Optional[int] = ..., to_ms: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class FindWithheldResponse(_message.Message):
    __slots__ = ("calls", "next_page_token", "seen_size", "log_size")
    CALLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEEN_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOG_SIZE_FIELD_NUMBER: _ClassVar[int]
    calls: _containers.RepeatedCompositeFieldContainer[WithheldCall]
    next_page_token: str
    seen_size: int
    log_size: int
    def __init__(self, calls: _Optional[_Iterable[_Union[WithheldCall, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., seen_size: _Optional[int] = ..., log_size: _Optional[int] = ...) -> None: ...

class WithheldCall(_message.Message):
    __slots__ = ("index", "origin", "time_ms", "agency", "officer", "method", "purpose", "query_class", "withheld")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    TIME_MS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    OFFICER_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    PURPOSE_FIELD_NUMBER: _ClassVar[int]
    QUERY_CLASS_FIELD_NUMBER: _ClassVar[int]
    WITHHELD_FIELD_NUMBER: _ClassVar[int]
    index: int
    origin: str
    time_ms: int
    agency: str
    officer: str
    method: str
    purpose: str
    query_class: str
    withheld: _containers.RepeatedCompositeFieldContainer[_entry_pb2.Withheld]
    def __init__(self, index: _Optional[int] = ..., origin: _Optional[str] = ..., time_ms: _Optional[int] = ..., agency: _Optional[str] = ..., officer: _Optional[str] = ..., method: _Optional[str] = ..., purpose: _Optional[str] = ..., query_class: _Optional[str] = ..., withheld: _Optional[_Iterable[_Union[_entry_pb2.Withheld, _Mapping]]] = ...) -> None: ...

class SubmitRefusalsRequest(_message.Message):
    __slots__ = ("statement",)
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    statement: _refusals_pb2.SignedRefusals
    def __init__(self, statement: _Optional[_Union[_refusals_pb2.SignedRefusals, _Mapping]] = ...) -> None: ...

class SubmitRefusalsResponse(_message.Message):
    __slots__ = ("number", "sha256")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    number: int
    sha256: bytes
    def __init__(self, number: _Optional[int] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class FindRefusalsRequest(_message.Message):
    __slots__ = ("agency", "from_day", "to_day", "page_size", "page_token")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    agency: str
    from_day: str
    to_day: str
    page_size: int
    page_token: str
    def __init__(self, agency: _Optional[str] = ..., from_day: _Optional[str] = ..., to_day: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class FindRefusalsResponse(_message.Message):
    __slots__ = ("told", "next_page_token", "standings")
    TOLD_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STANDINGS_FIELD_NUMBER: _ClassVar[int]
    told: _containers.RepeatedCompositeFieldContainer[ToldRefusals]
    next_page_token: str
    standings: _containers.RepeatedCompositeFieldContainer[RefusalStanding]
    def __init__(self, told: _Optional[_Iterable[_Union[ToldRefusals, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., standings: _Optional[_Iterable[_Union[RefusalStanding, _Mapping]]] = ...) -> None: ...

class ToldRefusals(_message.Message):
    __slots__ = ("statement", "received_ms", "agency", "number", "day", "sha256")
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_MS_FIELD_NUMBER: _ClassVar[int]
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    statement: _refusals_pb2.SignedRefusals
    received_ms: int
    agency: str
    number: int
    day: str
    sha256: bytes
    def __init__(self, statement: _Optional[_Union[_refusals_pb2.SignedRefusals, _Mapping]] = ..., received_ms: _Optional[int] = ..., agency: _Optional[str] = ..., number: _Optional[int] = ..., day: _Optional[str] = ..., sha256: _Optional[bytes] = ...) -> None: ...

class RefusalStanding(_message.Message):
    __slots__ = ("agency", "number", "last_day", "missing", "altered", "late")
    AGENCY_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    LAST_DAY_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    ALTERED_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    agency: str
    number: int
    last_day: str
    missing: int
    altered: int
    late: bool
    def __init__(self, agency: _Optional[str] = ..., number: _Optional[int] = ..., last_day: _Optional[str] = ..., missing: _Optional[int] = ..., altered: _Optional[int] = ..., late: _Optional[bool] = ...) -> None: ...
