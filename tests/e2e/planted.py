"""The records that every federation under test holds: each stands for something that may leak, or must not be lost."""

from __future__ import annotations

from services.values.records import CaseReference, RecordVersion, Subject
from tests.e2e.people import (
    CLOSED_CASE,
    COURT_CASE,
    CUSTOMS,
    ENQUIRY_CASE,
    FIA,
    FIA_CASE,
    PRISONS,
    PUNJAB,
    PUNJAB_CASE,
    SESSIONS,
    SINDH,
    SINDH_CASE,
    SINDH_OTHER_CASE,
    UNHELD_CASE,
    YOUNG_CASE,
)
from tests.fakes import record_maker as make

KNOWN, JUVENILE, SEALED, VICTIM = make.cnic(1), make.cnic(2), make.cnic(3), make.cnic(4)
ENQUIRED, ORIGINATOR, NAMED_ONLY, SECRET = make.cnic(5), make.cnic(6), make.cnic(7), make.cnic(8)
WANTED, NOBODY, LATER, CHILD_WANTED = make.cnic(9), make.cnic(10), make.cnic(11), make.cnic(12)
SPARED, WITNESS, TRAVELLER = make.cnic(13), make.cnic(14), make.cnic(15)
NAMES = {
    KNOWN: "Amjad Ali",
    JUVENILE: "Bilal Young",
    SEALED: "Careem Sealed",
    VICTIM: "Daniya Victim",
    ENQUIRED: "Ehsan Enquired",
    ORIGINATOR: "Farooq Originator",
    NAMED_ONLY: "Ghulam Named",
    SECRET: "Hamid Secret",
    WANTED: "Imran Wanted",
    LATER: "Jamil Later",
    CHILD_WANTED: "Kashif Child",
    SPARED: "Liaqat Spared",
    WITNESS: "Mariam Witness",
    TRAVELLER: "Nadeem Traveller",
}
FORBIDDEN = (JUVENILE, SEALED, VICTIM, ORIGINATOR)
"""Of these an investigator of another agency learns nothing at all."""


def who(number: str, born: str = "1985-03-04") -> Subject:
    """One of the people above."""
    return make.person(number, born, NAMES[number])


def ref(key: str, kind: str = "FIR") -> tuple[CaseReference, ...]:
    """A case by its number."""
    return (CaseReference(kind, key),)


def open_records() -> list[RecordVersion]:
    """What an investigator with a case may see, and the cases that make officers' reasons good."""
    mine, theirs, closed = ref(FIA_CASE), ref(PUNJAB_CASE), ref(CLOSED_CASE)
    sindh, enquiry = ref(SINDH_CASE), ref(ENQUIRY_CASE, "ENQUIRY")
    man = who(KNOWN)
    return [
        make.case_file("fia-case", agency=FIA, officers=("fia-1042", "fia-1001"), case_references=mine),
        make.party("fia-known", agency=FIA, subject=man, case_references=mine),
        make.listing("fia-ecl", agency=FIA, subject=man, case_references=mine),
        make.case_file("fia-enquiry", agency=FIA, officers=("fia-1042",), case_references=enquiry),
        make.party("fia-enquired", agency=FIA, role="SUSPECT", subject=who(ENQUIRED), case_references=enquiry),
        make.case_file("pb-case", agency=PUNJAB, officers=("pb-2001", "pb-2000", "pb-2009"), case_references=theirs),
        make.party("pb-known", agency=PUNJAB, subject=man, case_references=theirs),
        make.custody("pb-arrest", "ARREST", "2020-05-03", agency=PUNJAB, subject=man, case_references=theirs),
        make.case_file("pb-closed", agency=PUNJAB, officers=("pb-2001",), closed=True, case_references=closed),
        make.case_file("sd-case", agency=SINDH, officers=("sd-3001",), case_references=sindh),
        make.party("sd-known", agency=SINDH, subject=man, case_references=sindh),
        make.court("sd-charge", "CHARGE_FRAMED", "2020-06-14", agency=SINDH, subject=man, case_references=sindh),
        make.court("sd-acquitted", "ACQUITTAL_265K", "2020-09-01", agency=SINDH, subject=man, case_references=sindh),
        make.listing("sd-warrant", agency=SINDH, subject=who(WANTED), type="WARRANT_NON_BAILABLE"),
        make.crossing("cu-crossing", agency=CUSTOMS, subject=man),
        make.custody("pr-in", "ADMISSION", "2020-05-10", agency=PRISONS, subject=man, case_references=theirs),
    ]


def forbidden_records() -> list[RecordVersion]:
    """What that investigator may not even suspect: a child, a sealed man, a victim, the originator's own."""
    young, theirs, sindh = ref(YOUNG_CASE), ref(PUNJAB_CASE), ref(SINDH_CASE)
    return [
        make.party("fia-orcon", agency=FIA, subject=who(ORIGINATOR), handling="ORCON", case_references=ref(FIA_CASE)),
        make.case_file("pb-young-case", agency=PUNJAB, officers=("pb-2002",), case_references=young),
        make.party("pb-young", agency=PUNJAB, subject=who(JUVENILE, "2005-03-04"), case_references=young),
        make.listing(
            "pb-young-warrant", agency=PUNJAB, type="WARRANT_NON_BAILABLE", subject=who(CHILD_WANTED, "2005-01-01"),
            case_references=young,
        ),
        make.party("pb-victim", agency=PUNJAB, role="VICTIM", subject=who(VICTIM), case_references=theirs),
        make.party("sd-sealed", agency=SINDH, subject=who(SEALED), case_references=sindh),
        make.order("sd-order", "SEALED", agency=SINDH, subject=who(SEALED), case_references=sindh),
        make.party("sd-spared", agency=SINDH, subject=who(SPARED), case_references=sindh),
        make.order("sd-sparing", "SEALED", agency=SINDH, subject=who(SPARED), spared=(FIA,), case_references=sindh),
    ]  # fmt: skip


def cited_records() -> list[RecordVersion]:
    """A witness under every number that may be cited for her, and a man accused in Punjab's case who travelled."""
    witness = (
        *ref(PUNJAB_CASE),
        *ref(COURT_CASE, "COURT_CASE"),
        *ref(UNHELD_CASE, "COURT_CASE"),
        *ref("CP/LAHORE/1/2024", "REFERRAL"),
        *ref("2026/1", "REVIEW"),
        *ref("LAHORE/3/2024", "COMPLAINT"),
    )
    return [
        make.case_file(
            "sd-other", agency=SINDH, officers=("sd-3001",), case_references=ref(SINDH_OTHER_CASE) + ref(PUNJAB_CASE)
        ),
        make.case_file("lc-case", agency=SESSIONS, officers=("lc-7001",), case_references=ref(COURT_CASE, "COURT_CASE")),
        make.party("pb-witness", agency=PUNJAB, role="WITNESS", subject=who(WITNESS), case_references=witness),
        make.party("pb-traveller", agency=PUNJAB, subject=who(TRAVELLER), case_references=ref(PUNJAB_CASE)),
        make.crossing("cu-traveller", agency=CUSTOMS, subject=who(TRAVELLER)),
    ]  # fmt: skip


def graded_records() -> list[RecordVersion]:
    """What shows as a hit at most."""
    return [
        make.party(
            "fia-named", agency=FIA, subject=who(NAMED_ONLY), handling="H3", releasable_to=(SINDH,),
            case_references=ref(FIA_CASE),
        ),
        make.party("fia-secret", agency=FIA, subject=who(SECRET), clearance=3, case_references=ref(FIA_CASE)),
    ]  # fmt: skip


def all_records() -> list[RecordVersion]:
    return [*open_records(), *forbidden_records(), *graded_records(), *cited_records()]


def owner_runs(versions: list[RecordVersion]) -> dict[str, list[RecordVersion]]:
    """Versions by the agency whose page they go into."""
    runs: dict[str, list[RecordVersion]] = {}
    for version in versions:
        runs.setdefault(version.agency, []).append(version)
    return runs
