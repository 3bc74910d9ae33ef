"""One consolidated timeline, and what proves each line of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.case import CaseReference, Section
from services.values.records.record import RecordVersion


@dataclass(frozen=True, slots=True)
class VersionProof:
    """Inclusion of one version in a signed page: header digest, index, 16-byte salt, RFC 6962 path."""

    page_sha256: bytes = b""
    index: int = 0
    salt: bytes = b""
    path: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedPageHeader:
    """Serialised PageHeader with its ES256 signature (64 bytes r || s)."""

    header: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class VisibleVersion:
    """A version that the caller may see, decoded, with its bytes and proof.

    ``raw`` is empty where only a pseudonymised form may be shown; ``record`` is then already masked.
    ``proof.page_sha256`` names the page header. ``confirmed``: that a court says so, by the copy that came with it.
    ``claimed``: a note that an identity was misused, by who has no say in that.
    """

    record: RecordVersion
    recorded_ms: int
    raw: bytes
    proof: VersionProof
    confirmed: bool = False
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version's bytes with what proves its owner."""

    version: bytes = b""
    proof: VersionProof | None = None
    recorded_ms: int = 0


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """One person's standing in one case, computed, never typed in."""

    references: tuple[CaseReference, ...] = ()
    owner: str = ""
    role: str = ""
    standing: str = ""
    finality: str = ""
    sections: tuple[Section, ...] = ()
    outcome: str = ""
    offence: bool = False
    evidence: tuple[str, ...] = ()
    outcome_ur: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something unlawful or doubtful in a true record: rule id, version name, text, statute, text in Urdu."""

    rule: str = ""
    version: str = ""
    text: str = ""
    source: str = ""
    text_ur: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line: when true in the world and when known, how sure, and in words."""

    version: str = ""
    owner: str = ""
    kind: str = ""
    valid_from: str = ""
    valid_to: str = ""
    recorded_ms: int = 0
    grade: str = ""
    standing: str = ""
    finality: str = ""
    text: str = ""
    text_ur: str = ""
    status: str = ""
    flags: tuple[Flag, ...] = ()
    case_key: str = ""


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """What one version says where others differ; ``grade``: of its source."""

    value: str = ""
    version: str = ""
    owner: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of different sources that cannot both hold, side by side."""

    field: str = ""
    sides: tuple[ConflictSide, ...] = ()


@dataclass(frozen=True, slots=True)
class Banner:
    """What protects the person shown."""

    code: str = ""
    text: str = ""
    text_ur: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to call, day and night."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Action on hit, without biography."""

    action: str = ""
    caution: str = ""
    authority: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An owner holds something: whom to call, never which record."""

    owner: str = ""
    owner_name: str = ""
    desk: Desk | None = None
    handle: str = ""
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class PersonLink:
    """What joins the records of these names, one of them empty for the number asked for.

    ``by``: SAME_NUMBER DECISION REGISTRY_TOKEN; ``agency``: who decided; ``agreed``: it carries for every agency.
    """

    one: str = ""
    other: str = ""
    by: str = ""
    decision: str = ""
    model: str = ""
    agency: str = ""
    at_ms: int = 0
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """That only the owner's release to the caller shows a ``version``, and until when, epoch milliseconds."""

    version: str = ""
    owner: str = ""
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """One timeline over all agencies that the caller may see, oldest first.

    ``later``: how many lines the caller may see now and did not then, where it is asked as of an earlier time.
    ``links``: what carries each record that does not bear the number asked for.
    """

    cases: tuple[CaseStanding, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    banners: tuple[Banner, ...] = ()
    hits: tuple[Hit, ...] = ()
    versions: tuple[SignedVersion, ...] = ()
    pages: tuple[SignedPageHeader, ...] = ()
    later: int = 0
    links: tuple[PersonLink, ...] = ()
    releases: tuple[Release, ...] = ()
