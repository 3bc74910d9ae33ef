"""Papers that each rule speaks on, and papers that it must not speak on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from services.values.records import CaseFile, CaseReference, InvestigationEvent, RecordVersion, Section, Voice
from tests.unit.records.papers import (
    FIR_A,
    PPC,
    PTPA,
    OfFile,
    Shape,
    case_file,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
    warrant,
)

MISSING = CaseReference("MISSING_CHILD", "PB/LAHORE/ICHHRA/4/2024")
UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")
FIA_FIR = CaseReference("FIR", "IS/ISLAMABAD/FIA AHTC/7/2024")
POSM = Section("POSM", "3")
WOMAN = subject("Nazia Bibi", gender="F")
CHILD = subject(born=("2008-01-01", "2008-12-31"))
Papers = list[RecordVersion]


def file(reported: str = "2024-03-05", **more: Unpack[OfFile]) -> RecordVersion:
    return record(case_file(reported, **more), role="")


def handed(at: str, to: str = "pk.fia", agency: str = "", **more: Unpack[Shape]) -> RecordVersion:
    return record(InvestigationEvent("TRANSFER", at, to=to), role="", agency=agency, **more)


def taken(*cases: CaseReference) -> RecordVersion:
    return record(case_file(), agency="pk.fia", role="", cases=cases or (FIA_FIR, FIR_A))


def cross_border(
    agency: str = "pk.punjab", *cases: CaseReference, sections: Sequence[Section] = (PTPA,)
) -> RecordVersion:
    body = CaseFile("2024-03-04", "", "2024-03-05", "", "ICHHRA", tuple(sections), crosses_border=True)
    return record(body, agency=agency, role="", cases=cases or (FIR_A,))


def missing(reported: str = "2024-03-05T10:00", *more: CaseReference) -> RecordVersion:
    return record(CaseFile(reported=reported), role="", cases=(MISSING, *more))


def told(at: str) -> RecordVersion:
    return record(step("ZARRA_TOLD", at), role="", cases=(MISSING,))


def stay(
    kind: str, at: str, reason: str = "", *, agency: str = "pk.prisons", cases: Sequence[CaseReference] = ()
) -> RecordVersion:
    return record(custody(kind, at, reason=reason), agency=agency, cases=cases or (FIR_A, UNDER_TRIAL))


def file_of(*charged: Section) -> RecordVersion:
    return record(CaseFile("2024-03-04", "", "2024-03-05", "", "ICHHRA", charged), role="")


def remand(at: str, days: int, agency: str = "pk.punjab") -> RecordVersion:
    return record(custody("POLICE_REMAND", at, days=days), agency=agency)


def event(kind: str, at: str, reason: str = "") -> RecordVersion:
    return record(custody(kind, at, reason=reason))


# rule -> (papers that it speaks on, papers that it must not)
EXAMPLES: dict[str, tuple[dict[str, Papers], dict[str, Papers]]] = {
    "production-after-24h": (
        {
            "two days later": [event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-08")],
            "by the hour": [event("ARREST", "2024-03-06T10:00"), event("PRODUCTION", "2024-03-07T10:02")],
            "arrested again after release": [
                event("ARREST", "2024-03-06"),
                event("PRODUCTION", "2024-03-07"),
                event("RELEASE", "2024-03-09", "BAIL"),
                event("ARREST", "2024-05-06"),
                event("PRODUCTION", "2024-05-09"),
            ],
            "straight to prison": [event("ARREST", "2024-03-06"), event("ADMISSION", "2024-03-09")],
        },
        {
            "next day may be in time": [event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-07")],
            "within the day": [event("ARREST", "2024-03-06T10:00"), event("PRODUCTION", "2024-03-07T09:59")],
            "released before": [
                event("ARREST", "2024-03-06"),
                event("RELEASE", "2024-03-07", "BAIL"),
                event("ADMISSION", "2024-09-01"),
            ],
            "arrested twice": [
                event("ARREST", "2024-03-06"),
                event("ARREST", "2024-05-06"),
                event("PRODUCTION", "2024-05-07"),
            ],
            "no production seen": [event("ARREST", "2024-03-06")],
            "a second paper of one arrest": [
                event("ARREST", "2024-03-06"),
                event("PRODUCTION", "2024-03-07"),
                record(custody("ARREST", "2024-03-10"), agency="pk.fia"),
                event("JUDICIAL_REMAND", "2024-03-20"),
            ],
        },
    ),
    "police-remand-over-15-days": (
        {
            "one order": [event("ARREST", "2024-03-06"), remand("2024-03-07", 16)],
            "in the whole": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 8)],
            "two agencies, two arrests": [
                event("ARREST", "2024-03-06"),
                remand("2024-03-07", 14),
                record(custody("ARREST", "2024-03-22"), agency="pk.fia"),
                remand("2024-03-22", 14, "pk.fia"),
            ],
            "terrorism, a hundred days": [file_of(Section("OTHER", "7 ATA")), remand("2024-03-07", 100)],
        },
        {
            "fifteen": [event("ARREST", "2024-03-06"), remand("2024-03-07", 8), remand("2024-03-15", 7)],
            "told twice": [remand("2024-03-07", 10), remand("2024-03-07", 10, "pk.court")],
            "terrorism, thirty days": [file_of(Section("OTHER", "7 ATA")), remand("2024-03-07", 30)],
        },
    ),
    "challan-late": (
        {"eighteen days": [file(), record(step("CHALLAN_FINAL", "2024-03-23"))]},
        {
            "seventeen days": [file(), record(step("CHALLAN_FINAL", "2024-03-22"))],
            "interim in time": [
                file(),
                record(step("CHALLAN_INTERIM", "2024-03-20")),
                record(step("CHALLAN_FINAL", "2024-06-01")),
            ],
            "no fir seen": [record(step("CHALLAN_FINAL", "2024-06-01"))],
            "no challan seen": [file(), record(step("RELEASE_169", "2024-06-01"))],
        },
    ),
    "police-on-cross-border-case": (
        {
            "a station's challan": [cross_border(), record(step("CHALLAN_FINAL", "2024-03-20"))],
            "a step by police": [
                cross_border("pk.fia", FIA_FIR),
                record(step("INVESTIGATION_BY_POLICE", "2024-03-09"), cases=(FIA_FIR,)),
            ],
        },
        {
            "fia's file": [cross_border("pk.fia")],
            "fia's register": [cross_border("pk.other", FIA_FIR)],
            "registering is never investigating": [cross_border(), record(step("FIR", "2024-03-05"), role="")],
            "transferred": [
                cross_border(),
                record(step("TRANSFER", "2024-03-09"), role=""),
                record(step("CHALLAN_FINAL", "2024-03-20")),
            ],
            "fia's challan": [
                cross_border("pk.fia", FIA_FIR),
                record(step("CHALLAN_FINAL", "2024-03-20"), agency="pk.fia", cases=(FIA_FIR,)),
            ],
            "not trafficking": [cross_border(sections=(PPC,)), record(step("CHALLAN_FINAL", "2024-03-20"))],
            "not over the border": [file(), record(step("CHALLAN_FINAL", "2024-03-20"))],
        },
    ),
    "juvenile-investigator-rank": (
        {"assistant sub-inspector": [file(investigator_rank="ASSISTANT_SUB_INSPECTOR"), record(party(), of=CHILD)]},
        {
            "sub-inspector": [file(investigator_rank="SUB_INSPECTOR"), record(party(), of=CHILD)],
            "an adult": [file(investigator_rank="ASSISTANT_SUB_INSPECTOR"), record(party())],
            "rank unknown": [file(), record(party(), of=CHILD)],
        },
    ),
    "missing-child-without-fir": (
        {"report alone": [missing()]},
        {
            "with fir": [missing("2024-03-05", FIR_A)],
            "fir by another paper": [missing(), record(party(), cases=(MISSING, FIR_A))],
            "no child missing": [file()],
            "a child-protection body's own report": [replace(missing(), voice=Voice("CHILD_PROTECTION"))],
        },
    ),
    "woman-in-police-custody": (
        {"remanded": [file(), record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN)]},
        {
            "to prison": [file(), record(custody("JUDICIAL_REMAND", "2024-03-07"), of=WOMAN)],
            "qatl": [
                file_of(Section("PPC", "302"), PPC),
                record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN),
            ],
            "dacoity": [
                file_of(Section("PPC", "395")),
                record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN),
            ],
            "a man": [file(), remand("2024-03-07", 3)],
            "sections unknown": [record(custody("POLICE_REMAND", "2024-03-07", days=3), of=WOMAN)],
        },
    ),
    "composition-not-compoundable": (
        {
            "trafficking": [record(order("COMPOUNDED_345", "2024-09-01", PTPA))],
            "by the file": [file_of(PTPA, POSM), record(order("COMPOUNDED_345", "2024-09-01"))],
        },
        {
            "with a section of the Code": [record(order("COMPOUNDED_345", "2024-09-01", PTPA, PPC))],
            "sections unknown": [record(order("COMPOUNDED_345", "2024-09-01"))],
            "an acquittal": [record(order("ACQUITTAL", "2024-09-01", PTPA))],
        },
    ),
    "migrant-smuggling-at-a-station": (
        {"registered": [file_of(POSM)]},
        {
            "with other sections": [file_of(POSM, PPC)],
            "transferred": [file_of(POSM), record(step("TRANSFER", "2024-03-09"), role="")],
            "fia's": [
                record(CaseFile(reported="2024-03-05", sections=(POSM,)), agency="pk.fia", role="", cases=(FIA_FIR,))
            ],
            "no sections": [file_of()],
        },
    ),
    "challan-missing": (
        {"two years later": [file()]},
        {
            "a challan": [file(), record(step("CHALLAN_INTERIM", "2024-03-20"))],
            "cancelled": [file(), record(step("CANCELLATION_REPORT", "2024-03-20"))],
            "closed": [file(closed=True)],
            "within seventeen days": [file(reported="2025-09-25")],
            "another's report of it": [record(case_file(), agency="pk.fia", role="")],
            "an enquiry": [
                record(case_file(), agency="pk.fia", role="", cases=(CaseReference("ENQUIRY", "FIA/LHR/1/2024"),))
            ],
        },
    ),
    "transfer-unanswered": (
        {
            "nobody took it": [file(), handed("2024-03-09")],
            "to another than who took it": [file(), handed("2024-03-09", "pk.sindh"), taken()],
            "under no number of its own": [file(), handed("2024-03-09"), taken(FIR_A)],
        },
        {
            "taken": [file(), handed("2024-03-09"), taken()],
            "within three days": [file(reported="2025-10-08"), handed("2025-10-08")],
            "to nobody": [file(), record(step("TRANSFER", "2024-03-09"), role="")],
            "another's": [file(), handed("2024-03-09", agency="pk.sindh")],
        },
    ),
    "zarra-never-told": (
        {"a year later": [missing()]},
        {
            "told, even late": [missing(), told("2024-06-01")],
            "within two hours": [missing("2025-10-09T13:00")],
            "no child missing": [file()],
        },
    ),
    "production-missing": (
        {"nothing after": [file(), event("ARREST", "2024-03-06")]},
        {
            "produced": [file(), event("ARREST", "2024-03-06"), event("PRODUCTION", "2024-03-07")],
            "released": [file(), event("ARREST", "2024-03-06"), event("RELEASE", "2024-03-06", "BAIL")],
            "today": [file(), event("ARREST", "2025-10-09")],
            "another agency's arrest": [file(), record(custody("ARREST", "2024-03-06"), agency="pk.fia")],
        },
    ),
    "age-never-recorded": (
        {"named, no birth": [file(), record(party(), of=subject(born=("", "")))]},
        {
            "a birth somewhere": [
                file(),
                record(party(), of=subject(born=("", ""))),
                record(custody("ADMISSION", "2024-04-01"), agency="pk.prisons", cases=(FIR_A, UNDER_TRIAL)),
            ],
            "within the week": [file(), record(party(), of=subject(born=("", "")), valid_from="2025-10-07")],
            "a victim": [file(), record(party(), role="VICTIM", of=subject(born=("", "")))],
        },
    ),
    "zarra-told-late": (
        {
            "three hours": [missing(), told("2024-03-05T13:00")],
            "days later": [missing("2024-03-05"), told("2024-03-06T03:00")],
        },
        {
            "in time": [missing(), told("2024-03-05T12:00")],
            "dates leave room": [missing("2024-03-05"), told("2024-03-06")],
            "told again later": [missing(), told("2024-03-05T11:00"), told("2024-03-09T11:00")],
            "another step, days later": [
                missing(),
                record(step("SECTION_ADDED", "2024-03-09T11:00"), role="", cases=(MISSING,)),
            ],
            "no child missing": [file(), record(step("ZARRA_TOLD", "2024-03-09T11:00"), role="")],
            "never reported": [told("2024-03-09T11:00")],
        },
    ),
    "list-entry-expired": (
        {"last year": [record(warrant(expires="2024-12-31"), role="LISTED")]},
        {
            "still ahead": [record(warrant(expires="2027-12-31"), role="LISTED")],
            "no expiry": [record(warrant(), role="LISTED")],
            "cancelled before": [record(replace(warrant(expires="2024-12-31"), cancelled="2024-06-01"), role="LISTED")],
        },
    ),
    "list-entry-without-authority": (
        {
            "none": [record(warrant(authority=""), role="LISTED")],
            "blank": [record(warrant(authority="  "), role="LISTED")],
        },
        {"a court": [record(warrant(), role="LISTED")]},
    ),
    "release-before-admission": (
        {
            "one stay": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-04-01", "BAIL")],
            "no prison number": [
                stay("ADMISSION", "2024-05-01", cases=(FIR_A,)),
                stay("RELEASE", "2024-04-01", "BAIL", cases=(FIR_A,)),
            ],
        },
        {
            "in order": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-06-01", "BAIL")],
            "same day": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024-05-01", "BAIL")],
            "two stays": [
                stay("ADMISSION", "2024-05-01"),
                stay("RELEASE", "2024-06-01", "BAIL"),
                stay("ADMISSION", "2024-08-01"),
            ],
            "bailed by police first": [
                event("ARREST", "2024-03-06"),
                event("RELEASE", "2024-03-07", "BAIL"),
                event("ADMISSION", "2024-09-01"),
            ],
            "no admission seen": [stay("RELEASE", "2024-04-01", "BAIL")],
            "within one year": [stay("ADMISSION", "2024-05-01"), stay("RELEASE", "2024", "BAIL")],
        },
    ),
    "born-after-act": (
        {
            "accused": [file(), record(party(), of=subject(born=("2024-03-05", "2024-03-05")))],
            "victim": [file(), record(party(), role="VICTIM", of=subject(born=("2025", "")))],
            "witness": [file(), record(party(), role="WITNESS", of=subject(born=("2024-04", "2024-06")))],
        },
        {
            "on the day": [file(), record(party(), of=subject(born=("2024-03-04", "2024-03-04")))],
            "in the act's year": [file(act=("2024", "")), record(party(), of=subject(born=("2024-06-01", "")))],
            "complainant": [file(), record(party(), role="COMPLAINANT", of=subject(born=("2025", "")))],
            "act unknown": [file(act=("", "")), record(party(), of=subject(born=("2025", "")))],
            "possibly before": [file(), record(party(), of=subject(born=("2023", "2025")))],
        },
    ),
    "conviction-before-act": (
        {
            "conviction": [file(), record(order("CONVICTION", "2024-03-03"))],
            "sentence": [file(), record(sentence("2023-03-03"))],
        },
        {
            "after": [file(), record(order("CONVICTION", "2024-09-01"))],
            "same day": [file(), record(order("CONVICTION", "2024-03-04"))],
            "within one year": [file(act=("2024", "")), record(order("CONVICTION", "2024-01-02"))],
            "an acquittal is no conviction": [file(), record(order("ACQUITTAL", "2024-03-03"))],
            "act unknown": [file(act=("", "")), record(order("CONVICTION", "2020-01-01"))],
        },
    ),
    "older-than-130": (
        {"born 1890": [record(party(), of=subject(born=("1890", "1892")))]},
        {
            "born 1895": [record(party(), of=subject(born=("1890", "1895")))],
            "unknown": [record(party(), of=subject(born=("", "")))],
            "not born yet": [record(party(), of=subject(born=("2030", "2030")), valid_from="2024")],
        },
    ),
    "date-in-future": (
        {
            "event": [record(order("CONVICTION", "2030-01-01"))],
            "tomorrow": [record(order("CONVICTION", "2025-10-10"))],
            "later today": [record(order("CONVICTION", "2025-10-09T23:00"))],
            "valid": [record(party(), valid_from="2030")],
            "birth": [record(party(), of=subject(born=("2030", "2030")))],
            "reference": [record(party(), cases=(replace(FIR_A, dated="2030-01-01"),))],
            "report": [file(reported="2030-01-01")],
        },
        {
            "today": [record(order("CONVICTION", "2025-10-09"))],
            "this year": [record(order("CONVICTION", "2025"))],
            "expiry lies ahead": [record(warrant(expires="2030-01-01"), role="LISTED")],
        },
    ),
}
