"""What is asked and answered over the wire, message for message."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.case import CaseReference
from services.values.records.history import Banner, Flag, History, Hit, Release, SignedPageHeader, SignedVersion
from services.values.records.subject import Identifier, Subject


@dataclass(frozen=True, slots=True)
class Selector:
    """How a person is asked for."""

    identifier: Identifier | None = None


@dataclass(frozen=True, slots=True)
class PageLeaf:
    """One version in a submitted page: 16-byte salt, serialised RecordVersion."""

    salt: bytes = b""
    version: bytes = b""


@dataclass(frozen=True, slots=True)
class SubmitPageRequest:
    """At most 500 versions and 1 MiB; ``request_id`` is the caller's own."""

    header: SignedPageHeader | None = None
    leaves: tuple[PageLeaf, ...] = ()
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class RefusedVersion:
    """A version in quarantine: index in the page, field path, rule id, reason."""

    index: int = 0
    record_id: str = ""
    field: str = ""
    rule: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SubmitPageResponse:
    """What became of each version."""

    accepted: int = 0
    unchanged: int = 0
    refused: tuple[RefusedVersion, ...] = ()
    flags: tuple[Flag, ...] = ()
    page_number: int = 0
    chain_sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Which records an identifier leads to, in pages of ``page_size`` hits."""

    selector: Selector | None = None
    page_size: int = 0
    page_token: str = ""
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class SubjectMatch:
    """One record's view of a person."""

    version: str = ""
    owner: str = ""
    subject: Subject | None = None
    grade: str = ""
    case_key: str = ""


@dataclass(frozen=True, slots=True)
class CopyAge:
    """An agency out of whose copies a member's own node answers.

    ``synced_ms``: since when the node holds all that every agency gives it; the same for each.
    """

    agency: str = ""
    synced_ms: int = 0


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """Disclosed persons first, then hits. ``releases``: of the matches that only a release to the caller shows.

    ``banners``: that the prosecution is to be asked first, or none; the same on each page.
    """

    matches: tuple[SubjectMatch, ...] = ()
    hits: tuple[Hit, ...] = ()
    next_page_token: str = ""
    releases: tuple[Release, ...] = ()
    banners: tuple[Banner, ...] = ()
    copies: tuple[CopyAge, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckGuardianRequest:
    """Who is to be a child's guardian."""

    selector: Selector | None = None


@dataclass(frozen=True, slots=True)
class CheckGuardianResponse:
    """One word on them; ``guardian``: as asked for, in canonical form."""

    guardian: Identifier | None = None
    fit: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmPersonRequest:
    """Who is named in the cited case."""

    selector: Selector | None = None


@dataclass(frozen=True, slots=True)
class ConfirmPersonResponse:
    """Bound to one person, case and purpose. ``missing_child``: the case is an open report, and seeks this child."""

    identifier: Identifier | None = None
    case: CaseReference | None = None
    purpose: str = ""
    named: bool = False
    missing_child: bool = False


@dataclass(frozen=True, slots=True)
class ReviewStatementsRequest:
    """Which statements of the cited case somebody may not have made freely."""


@dataclass(frozen=True, slots=True)
class StatementSign:
    """One thing that speaks against a free statement. ``code``: such as P1, its letter is its family."""

    code: str = ""
    text: str = ""
    text_ur: str = ""


@dataclass(frozen=True, slots=True)
class StatementReview:
    """What was found about one statement. ``record``: its name; ``need``: NOTE or REVIEW."""

    record: str = ""
    relation: str = ""
    need: str = ""
    signs: tuple[StatementSign, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewStatementsResponse:
    """Statements with a sign, by agency and record."""

    reviews: tuple[StatementReview, ...] = ()


@dataclass(frozen=True, slots=True)
class GetHistoryRequest:
    """``as_of_valid`` ISO 8601 or empty; ``as_of_recorded_ms`` 0 for now."""

    selector: Selector | None = None
    as_of_valid: str = ""
    as_of_recorded_ms: int = 0
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class GetHistoryResponse:
    """One person's history, composed for the caller."""

    history: History | None = None
    copies: tuple[CopyAge, ...] = ()


@dataclass(frozen=True, slots=True)
class GetRecordRequest:
    """Names a record, ``agencies/{agency}/records/{id}``."""

    name: str = ""
    as_of_recorded_ms: int = 0
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class Remains:
    """What an agency still sees of a record of its own: that it is there, whether expunged, and by which orders."""

    record: str = ""
    expunged: bool = False
    order_nos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GetRecordResponse:
    """The version in force with its page; or what remains of it for its owner."""

    version: SignedVersion | None = None
    page: SignedPageHeader | None = None
    remains: Remains | None = None
    release: Release | None = None
    copies: tuple[CopyAge, ...] = ()


@dataclass(frozen=True, slots=True)
class ListVersionsRequest:
    """Versions of the record ``name``, in pages of ``page_size``."""

    name: str = ""
    page_size: int = 0
    page_token: str = ""
    break_glass: str = ""


@dataclass(frozen=True, slots=True)
class ListVersionsResponse:
    """Versions, oldest first, with the signed pages that they came in."""

    versions: tuple[SignedVersion, ...] = ()
    pages: tuple[SignedPageHeader, ...] = ()
    next_page_token: str = ""
    copies: tuple[CopyAge, ...] = ()


@dataclass(frozen=True, slots=True)
class GetPageRequest:
    """A page of the caller's own page stream, its versions in pages of ``page_size``."""

    feed: str = ""
    page_number: int = 0
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class WithheldVersion:
    """A version that is not shown: place in the page, record, number, SHA-256; whether its record is expunged."""

    index: int = 0
    record_id: str = ""
    version: int = 0
    sha256: bytes = b""
    expunged: bool = False


@dataclass(frozen=True, slots=True)
class GetPageResponse:
    """``page`` None past ``last_page``. What was refused, and what was held already, is in neither list."""

    last_page: int = 0
    page: SignedPageHeader | None = None
    versions: tuple[SignedVersion, ...] = ()
    withheld: tuple[WithheldVersion, ...] = ()
    next_page_token: str = ""
