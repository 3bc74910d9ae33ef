"""What each field of a record version may hold: rules that answer ``(rule id, reason)`` or None (``field_forms``)."""

from __future__ import annotations

from typing import Final

from services.values.once import Once
from services.values.records import (
    Attendance,
    Bail,
    Birth,
    BorderCrossing,
    CaseFile,
    Charge,
    ClaimAnswer,
    CompensationOrder,
    CourtEvent,
    CustodyEvent,
    Extract,
    ForeignRecord,
    InvestigationEvent,
    JointTeam,
    ListEntry,
    MisusedIdentity,
    Party,
    Proclamation,
    ProtectionOrder,
    Referral,
    Review,
    Section,
    Sentence,
    Statement,
    StatementVideo,
)
from services.values.validation.field_forms import (
    Broken,
    Rule,
    blob,
    digest,
    each,
    line,
    number,
    pattern,
    prose,
    when,
    word,
)
from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION

_COURT: Final = line(200, required=True)
_DAY: Final = when()
_DIGEST: Final = digest(required=True)
_COPY_NO: Final = line(120, required=True)
_SECTION_NAME: Final = line(60, required=True)
_STATUTES: Final = frozenset({"PPC", "PTPA", "POSM", "CNSA", "FCA", "CUSTOMS", "OTHER"})
_MONEY: Final = 10**15
_DAYS: Final = 36_525


def _section(section: Section) -> Broken | None:
    if section.statute not in _STATUTES:
        return "statute", "is not a known statute; use OTHER"
    return _SECTION_NAME(section.provision)


def extract(value: Extract | None) -> Broken | None:
    """A certified extract is whole, or it is none: court, number of the copy, day, digest of the deposited copy."""
    if value is None:
        return None
    parts = (_COURT(value.court), _COPY_NO(value.copy_no), _DAY(value.day), _DIGEST(value.sha256))
    return next((("extract-whole", f"{broken[1]} in the extract") for broken in parts if broken), None)


def found(value: Birth | None) -> Broken | None:
    """The birth that a court found has two ends, as every birth has."""
    if value is None:
        return None
    return _DAY(value.earliest) or _DAY(value.latest)


SECTIONS: Final = Once[tuple[Section, ...], Broken | None](each(40, _section))
COUNTRY: Final = pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country")
AGENCY: Final = pattern(r"[a-z0-9][a-z0-9.-]{0,62}", "an agency id", required=True)
OFFICER: Final = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "an officer id", required=True)
SPARED: Final = pattern(
    r"[a-z0-9][a-z0-9.-]{0,62}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,63})?", "an agency, or agency/officer", required=True
)
ASSIGNED: Final = pattern(
    r"(?:[a-z0-9][a-z0-9.-]{0,62}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "an officer id, or agency/officer", required=True
)
OTHER_AGENCY: Final = pattern(r"[a-z0-9][a-z0-9.-]{0,62}", "an agency id")
_RECORD: Final = r"agencies/[a-z0-9][a-z0-9.-]{0,62}/records/[a-z0-9][a-z0-9._-]{0,63}"
RECORD: Final = pattern(_RECORD, "the name of a record", required=True)
_VERSION: Final = pattern(_RECORD + "/versions/[1-9][0-9]{0,8}", "the name of a version", required=True)
_OFFICERS: Final = each(50, OFFICER)
_LAST_DAY: Final = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day, such as 2026-01-31", required=True)


def team(value: JointTeam) -> Broken | None:
    """Of a joint case: an agency, one officer of it at least, and the last day, to the day."""
    if not value.officers:
        return "joint-officers", "names no officer"
    return AGENCY(value.agency) or _OFFICERS(value.officers) or _LAST_DAY(value.until) or _DAY(value.until)


CODE: Final = pattern("[A-Z][A-Z0-9_]{1,39}", "a code word in capitals")
_CODE: Final = pattern("[A-Z][A-Z0-9_]{1,39}", "a code word in capitals", required=True)
_LANGUAGE: Final = pattern("[a-z]{2,3}", "an ISO 639 language")
_PERSON: Final = line(200, required=True)


def attendance(value: Attendance) -> Broken | None:
    """Whoever was there has a name and was there as something."""
    return _PERSON(value.name) or word()(value.role)


def video(value: StatementVideo | None) -> Broken | None:
    """Of a recording both its digest and who holds it."""
    return None if value is None else _DIGEST(value.sha256) or _PERSON(value.holder)


Fields = tuple[tuple[str, Rule], ...]

BODIES: Final[dict[type, Fields]] = {
    CaseFile: (
        ("act_from", when(required=False)),
        ("act_to", when(required=False)),
        ("reported", when()),
        ("place", line(300)),
        ("station", line(120)),
        ("sections", SECTIONS),
        ("summary", prose(8000)),
        ("officers", each(50, ASSIGNED)),
        ("investigator_rank", CODE),
        ("joint", each(50, AGENCY)),
        ("joint_teams", each(50, team)),
        ("adopts", each(200, _VERSION)),
    ),
    Party: (
        ("sections", SECTIONS),
        ("note", prose(2000)),
        ("exploited_from", when(required=False)),
        ("exploited_to", when(required=False)),
    ),
    InvestigationEvent: (
        ("type", word(OF_INVESTIGATION)),
        ("at", when()),
        ("sections", SECTIONS),
        ("by", line(200)),
        ("note", prose(2000)),
        ("to", OTHER_AGENCY),
    ),
    CustodyEvent: (
        ("type", word()),
        ("at", when()),
        ("place", line(300)),
        ("days", number(_DAYS)),
        ("note", prose(2000)),
        ("court", line(200)),
        ("warrant_no", line(120)),
    ),
    Proclamation: (("type", word()), ("at", when()), ("court", line(200)), ("cancelled", when(required=False))),
    Bail: (
        ("type", word()),
        ("at", when()),
        ("court", line(200)),
        ("surety_minor", number(_MONEY)),
        ("note", prose(2000)),
    ),
    Charge: (
        ("sections", SECTIONS),
        ("framed", when()),
        ("court", line(200, required=True)),
        ("plea", line(200)),
        ("extract", extract),
    ),
    CourtEvent: (
        ("type", word(OF_COURT)),
        ("at", when()),
        ("court", line(200, required=True)),
        ("sections", SECTIONS),
        ("note", prose(2000)),
        ("extract", extract),
        ("found", found),
    ),
    Sentence: (
        ("at", when()),
        ("court", line(200, required=True)),
        ("sections", SECTIONS),
        ("imprisonment_days", number(_DAYS)),
        ("fine_minor", number(_MONEY)),
        ("in_lieu_days", number(_DAYS)),
        ("form", word()),
        ("extract", extract),
    ),
    CompensationOrder: (("at", when()), ("court", line(200)), ("amount_minor", number(_MONEY))),
    ListEntry: (
        ("type", word()),
        ("action", CODE),
        ("caution", line(500)),
        ("authority", line(300)),
        ("scope", line(300)),
        ("issued", when()),
        ("expires", when(required=False)),
        ("cancelled", when(required=False)),
    ),
    BorderCrossing: (
        ("direction", word()),
        ("at", when()),
        ("post", line(120, required=True)),
        ("carrier", line(120)),
        ("other_country", COUNTRY),
    ),
    Statement: (
        ("type", word()),
        ("at", when()),
        ("recorded_by", line(200)),
        ("present", each(50, line(200, required=True))),
        ("text", prose(60_000)),
        ("earlier", each(20, RECORD)),
        ("language", _LANGUAGE),
        ("written_in", _LANGUAGE),
        ("interpreter", line(200)),
        ("video", video),
        ("support_person", line(200)),
        ("measures", each(20, _CODE)),
        ("attendance", each(50, attendance)),
        ("drafter", line(200)),
        ("left_shelter", when(required=False)),
    ),
    MisusedIdentity: (("since", when(required=False)), ("note", prose(2000))),
    ForeignRecord: (
        ("country", pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country", required=True)),
        ("court", line(200)),
        ("offence_as_worded", line(1000)),
        ("at", when()),
        ("outcome", word()),
    ),
    ProtectionOrder: (
        ("type", word()),
        ("at", when()),
        ("court", line(200, required=True)),
        ("spared", each(50, SPARED)),
        ("pseudonym", line(120)),
        ("lifted", when(required=False)),
        ("order_no", line(120)),
        ("until", when(required=False)),
        ("extract", extract),
        ("measures", each(20, _CODE)),
    ),
    Referral: (("to", AGENCY), ("at", when()), ("ended", when(required=False))),
    Review: (
        ("records", each(200, RECORD)),
        ("opened", when()),
        ("ended", when(required=False)),
        ("officers", each(50, OFFICER)),
    ),
    ClaimAnswer: (
        ("claim", pattern(r"[A-Za-z0-9_-]{16,128}", "the handle of a claim", required=True)),
        ("verdict", word()),
        ("reason", prose(2000)),
        ("sha256", digest(required=False)),
        ("at", when()),
    ),
}

VERSION: Final[Fields] = (
    ("agency", AGENCY),
    ("record_id", pattern(r"[a-z0-9][a-z0-9._-]{0,63}", "a record id", required=True)),
    ("kind", word()),
    ("status", word()),
    ("handling", word()),
    ("releasable_to", each(50, AGENCY)),
    ("clearance", number(3)),
    ("source_grade", word()),
    ("information_grade", word()),
    ("valid_from", when()),
    ("valid_to", when(required=False)),
    ("status_note", prose(2000)),
)
SUBJECT: Final[Fields] = (
    ("district", line(120)),
    ("address", line(500)),
    ("nationalities", each(10, pattern("[A-Z]{2}", "an ISO 3166-1 alpha-2 country", required=True))),
    ("dangers", each(20, _CODE)),
)
NAME: Final[Fields] = (
    ("type", word()),
    ("text", line(200, required=True)),
    ("script", pattern("[A-Z][a-z]{3}", "an ISO 15924 script")),
)
BIRTH: Final[Fields] = (
    ("earliest", when()),
    ("latest", when()),
    ("at", when(required=False)),
    ("issuer", line(200)),
    ("number", line(120)),
    ("sha256", digest(required=False)),
    ("attestation", blob(8192)),
)
