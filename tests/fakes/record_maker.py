"""Record versions for tests: cases with a file, a man, events, custody; every default valid."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any, Unpack

from services.records import wire
from services.values.records import (
    Birth,
    Body,
    BorderCrossing,
    CaseFile,
    CaseReference,
    CourtEvent,
    CustodyEvent,
    Identifier,
    InvestigationEvent,
    ListEntry,
    MisusedIdentity,
    Name,
    Party,
    ProtectionOrder,
    RecordVersion,
    Section,
    Subject,
    Voice,
)
from tests.fakes.stated import About, Changes, Described, InCase, Owned, Stated

POLICE, SINDH, FIA = "pk.punjab-police", "pk.sindh-police", "pk.fia"
CUSTOMS, PRISONS, OVERSIGHT = "pk.customs", "pk.prisons", "pk.oversight"
SESSIONS, HIGH_COURT = "pk.lahore-sessions", "pk.lahore-high-court"
CHILD_PROTECTION = "pk.child-protection"
_KINDS = {
    POLICE: "POLICE",
    SINDH: "POLICE",
    FIA: "FIA",
    CUSTOMS: "CUSTOMS",
    PRISONS: "PRISON",
    OVERSIGHT: "OVERSIGHT",
    SESSIONS: "COURT",
    HIGH_COURT: "COURT",
    CHILD_PROTECTION: "CHILD_PROTECTION",
}
_COURTS = {
    (SESSIONS, "Sessions Court Lahore"): ("PB-LHR-DSJ", "SESSION", ("PB-LHC",), ("PB/LAHORE",), ("JJSA-2018",)),
    (HIGH_COURT, "High Court Lahore"): ("PB-LHC", "HIGH", (), ("PB", "FIA/LAHORE"), ()),
}
_HOLDERS = {
    "FIR": {"PB": POLICE, "SD": SINDH, "FIA": FIA, "IS": FIA, "CUS": CUSTOMS},
    "COURT_CASE": {"LAHORE SESSIONS": SESSIONS, "LAHORE": SESSIONS, "LHC": HIGH_COURT},
    "APPEAL": {"LHC": HIGH_COURT},
    "ORDER": {"LHC": HIGH_COURT},
    "REFERRAL": {"CP": CHILD_PROTECTION, "FIA": FIA},
    "ARREST": {"LHR": POLICE},
    "MISSING_CHILD": {"PB": POLICE, "LHR": POLICE},
    "ENQUIRY": {"": FIA},
    "PRISON_CONVICT": {"": PRISONS},
    "PRISON_UNDER_TRIAL": {"": PRISONS},
}
CNIC = "3520212345671"
OFFICER = "pp-7"


def cnic(number: int) -> str:
    """A CNIC in canonical form."""
    return f"35202{number:07d}1"


def fir(number: int = 512, year: int = 2020) -> CaseReference:
    """A FIR number of one station."""
    return CaseReference("FIR", f"PB/LAHORE/ICHHRA/{number}/{year}")


def person(number: str = CNIC, born: str = "1985-03-04", name: str = "Amjad Ali", **more: Unpack[Described]) -> Subject:
    """A man with a CNIC, a father's name and a day of birth."""
    names = (Name("OWN", name, "Latn"), Name("FATHER", f"Father of {name}", "Latn"))
    identifiers = (Identifier("CNIC", number),) if number else ()
    birth = Birth(born, born) if born else None
    return Subject(names, identifiers, "M", birth, "PK-PB-LHR", **more)


def version(
    kind: str,
    record_id: str,
    body: Body,
    *,
    agency: str = POLICE,
    subject: Subject | None = None,
    role: str = "",
    **more: Unpack[Stated],
) -> RecordVersion:
    """Version 1 of a record in the FIR of :func:`fir`, about nobody unless told."""
    usual: Stated = {
        "status": "ACTIVE",
        "handling": "OPEN",
        "source_grade": "A",
        "information_grade": "1",
        "valid_from": "2020-05-02",
        "case_references": (fir(),),
    }
    stated: Stated = {**usual, **more}
    voice = voice_of(agency, stated["case_references"], body)
    return RecordVersion(
        agency=agency, record_id=record_id, version=1, kind=kind, subject=subject, role=role, body=body, voice=voice,
        **stated,
    )  # fmt: skip


def voice_of(agency: str, cases: tuple[CaseReference, ...], body: Body) -> Voice:
    """What the registry of ``tests/fakes/world/federations.py`` says of a writer; a node reads it there for itself."""
    holders = (_HOLDERS.get(case.type, {}) for case in cases)
    held = tuple(by.get(case.key.split("/")[0], by.get("", "")) for case, by in zip(cases, holders, strict=True))
    voice = Voice(_KINDS.get(agency, ""), held)
    if agency == CHILD_PROTECTION:
        return voice._replace(protects=("PB-DNCA-2004",))
    court = _COURTS.get((agency, getattr(body, "court", "")))
    if court is None:
        return voice
    code, tier, above, districts, acts = court
    tries = tuple(any(f"{case.key}/".startswith(f"{each}/") for each in districts) for case in cases)
    return voice._replace(court=code, tier=tier, above=above, tries=tries, acts=acts)


def case_file(
    record_id: str = "file", *, officers: tuple[str, ...] = (OFFICER,), closed: bool = False, **more: Unpack[About]
) -> RecordVersion:
    """The file of a case: a theft, reported a day later."""
    body = CaseFile(
        act_from="2020-05-01",
        act_to="2020-05-01",
        reported="2020-05-02",
        station="Ichhra",
        sections=(Section("PPC", "379"),),
        summary="theft of a motorcycle",
        officers=officers,
        investigator_rank="SUB_INSPECTOR",
        closed=closed,
    )
    return version("CASE_FILE", record_id, body, **more)


def party(
    record_id: str = "party", *, role: str = "ACCUSED", subject: Subject | None = None, **more: Unpack[Owned]
) -> RecordVersion:
    """A man's part in the case."""
    body = Party(sections=(Section("PPC", "379"),), note="named by the complainant")
    return version("PARTY", record_id, body, role=role, subject=subject or person(), **more)


def misused(
    record_id: str = "note", said: str = "", *, subject: Subject | None = None, **more: Unpack[Owned]
) -> RecordVersion:
    """A note that the person's identity was misused by another."""
    body = MisusedIdentity("2020-01-01", said)
    return version("MISUSED_IDENTITY", record_id, body, role="LISTED", subject=subject or person(), **more)


def custody(
    record_id: str,
    kind: str,
    at: str,
    *,
    subject: Subject | None = None,
    role: str = "ACCUSED",
    reason: str = "",
    days: int = 0,
    **more: Unpack[Owned],
) -> RecordVersion:
    """A fact of custody."""
    body = CustodyEvent(kind, at, "Ichhra", release_reason=reason, days=days)
    return version("CUSTODY_EVENT", record_id, body, role=role, subject=subject or person(), **more)


def event(record_id: str, kind: str, at: str, **more: Unpack[About]) -> RecordVersion:
    """A step of the investigation, about the case unless a subject is given."""
    return version("INVESTIGATION_EVENT", record_id, InvestigationEvent(kind, at), **_about(more))


def court(record_id: str, kind: str, at: str, **more: Unpack[About]) -> RecordVersion:
    """A step in court about the man; by the court itself unless told, then under its own number of the case."""
    more.setdefault("subject", person())
    if more.setdefault("agency", SESSIONS) == SESSIONS:
        more["case_references"] = in_court(*more.get("case_references", (fir(),)))
    return version("COURT_EVENT", record_id, CourtEvent(kind, at, "Sessions Court Lahore"), **_about(more))


def in_court(*cases: CaseReference, of: str = "LAHORE SESSIONS") -> tuple[CaseReference, ...]:
    """The numbers with the court's own beside each FIR's, unless one is there."""
    if any(each.type in ("COURT_CASE", "APPEAL") for each in cases):
        return cases
    own = (f"{of}/{'/'.join(each.key.split('/')[3:])}" for each in cases if each.type == "FIR")
    return (*cases, *(CaseReference("COURT_CASE", key) for key in own))


def crossing(record_id: str = "crossing", *, subject: Subject | None = None, **more: Unpack[Owned]) -> RecordVersion:
    """A border crossing, in no case."""
    body = BorderCrossing("EXIT", "2021-01-02T10:00:00+05:00", "Torkham", "", "AF")
    stated: Owned = {"agency": CUSTOMS, "case_references": (), **more}
    return version("BORDER_CROSSING", record_id, body, role="LISTED", subject=subject or person(), **stated)


def listing(
    record_id: str = "list",
    *,
    subject: Subject | None = None,
    type: str = "ECL",  # noqa: A002
    authority: str = "MoI order 7 of 2021",
    expires: str = "",
    cancelled: str = "",
    **more: Unpack[Owned],
) -> RecordVersion:
    """A warrant or list entry."""
    body = ListEntry(
        type=type,
        action="PREVENT_EXIT",
        caution="none",
        authority=authority,
        issued="2021-02-01",
        expires=expires,
        cancelled=cancelled,
    )
    return version("LIST_ENTRY", record_id, body, role="LISTED", subject=subject or person(), **more)


def order(
    record_id: str,
    kind: str,
    *,
    subject: Subject | None = None,
    role: str = "ACCUSED",
    court: str = "High Court Lahore",
    spared: tuple[str, ...] = (),
    pseudonym: str = "",
    lifted: str = "",
    from_owner_too: bool = False,
    **more: Unpack[Owned],
) -> RecordVersion:
    """A protection order: by the High Court unless told, then under its own number of the case too."""
    if more.setdefault("agency", HIGH_COURT) == HIGH_COURT:
        more["case_references"] = in_court(*more.get("case_references", (fir(),)), of="LHC")
    body = ProtectionOrder(
        kind, "2022-01-01", court, spared=spared, pseudonym=pseudonym, lifted=lifted, from_owner_too=from_owner_too
    )
    return version("PROTECTION_ORDER", record_id, body, role=role, subject=subject or person(), **more)


def changed_body(record: RecordVersion, **changes: Any) -> Body:
    """The body of a version with changes to fields that its kind has. Raises TypeError where it has none of that name."""
    assert record.body is not None
    return replace(record.body, **changes)


def following(earlier: RecordVersion, **changes: Unpack[Changes]) -> RecordVersion:
    """The next version of a record: corrected, unless told."""
    previous = sha256(wire.encode(earlier)).digest()
    usual: Changes = {"status": "CORRECTED", "version": earlier.version + 1, "previous_sha256": previous}
    stated: Changes = {**usual, **changes}
    return replace(earlier, **stated)


def withdrawn(earlier: RecordVersion) -> RecordVersion:
    """A record taken back by its owner."""
    return following(earlier, status="WITHDRAWN", status_note="another man")


def expunged(earlier: RecordVersion) -> RecordVersion:
    """A record of which only the proof stays."""
    assert earlier.body is not None
    empty = type(earlier.body)()
    return following(earlier, status="EXPUNGED", subject=None, role="", case_references=(), body=empty, status_note="")


def _about(more: About) -> About:
    if more.get("subject") is not None:
        more.setdefault("role", "ACCUSED")
    return more


def man(number: int, *, year: int = 2020) -> list[RecordVersion]:
    """Thirteen records of five agencies about one man in one case."""
    who, ref = person(cnic(number), name=f"Man {number}"), (fir(number % 900000 + 1, year),)
    by: InCase = {"subject": who, "case_references": ref}
    own = f"fir-{number}"
    return [
        case_file(f"{own}-file", case_references=ref),
        party(f"{own}-party", **by),
        custody(f"{own}-arrest", "ARREST", "2020-05-03", **by),
        custody(f"{own}-production", "PRODUCTION", "2020-05-04", **by),
        custody(f"{own}-remand", "POLICE_REMAND", "2020-05-04", days=5, **by),
        event(f"{own}-challan", "CHALLAN_FINAL", "2020-05-14", **by),
        court(f"{own}-charge", "CHARGE_FRAMED", "2020-06-14", **by),
        court(f"{own}-end", "CONVICTION", "2020-07-14", **by),
        custody(f"{own}-in", "ADMISSION", "2020-07-15", agency=PRISONS, **by),
        custody(f"{own}-out", "RELEASE", "2021-07-15", agency=PRISONS, reason="SENTENCE_SERVED", **by),
        listing(f"{own}-ecl", agency=FIA, subject=who, case_references=ref),
        party(f"{own}-second", agency=FIA, **by),
        crossing(f"{own}-crossing", subject=who),
    ]
