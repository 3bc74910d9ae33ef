"""Whom one case accuses though another names them as a victim, on a real store: files, records, prosecutor, clock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from services.access.caller import Approver, Caller
from services.node.guard_law import ReadGuards
from services.records.app.guard_clock import GuardClock
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.guarded import SealedIndex
from services.records.law_book.store.said import SealedBook
from services.store.sqlite import SqliteDatabase
from services.values.records import CaseFile, CaseReference, Party, RecordVersion, Section
from tests.fakes.record_maker import POLICE, SESSIONS, cnic, fir, person, version
from tests.fakes.records_node import SECRET, Node, caller

PROSECUTION = "pk.punjab-prosecution"
OWN = CaseReference("COURT_CASE", "LAHORE/9/2020")
A, B = fir(7), (fir(), OWN)
NARCOTICS, PTPA = Section("CNSA", "9(c)"), Section("PTPA", "3")
SECOND = Approver("second-1", 3, frozenset({"boss-1"}), bytes(32))


def prosecutor() -> Caller:
    """Of case B, with a second person."""
    return caller(
        PROSECUTION, "pr-1", agency_kind="PROSECUTION", roles=frozenset({"PROSECUTOR"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", query_class="PROTECTION", case_type=OWN.type, case_key=OWN.key, approver=SECOND,
    )  # fmt: skip


def victim(number: int = 21) -> RecordVersion:
    """In case A; of whom case B accuses under the same number."""
    who = person(cnic(number), born="1990-01-01")
    return version("PARTY", f"victim-{number}", Party((PTPA,), "", "POSSIBLE"), role="VICTIM", subject=who,
                   case_references=(A,))  # fmt: skip


def accused(number: int = 21, *sections: Section) -> RecordVersion:
    """In case B."""
    who = person(cnic(number), born="1990-01-01")
    body = Party(sections or (NARCOTICS,))
    return version("PARTY", f"accused-{number}", body, role="ACCUSED", subject=who, case_references=B)


def case_files(*sections: Section) -> list[RecordVersion]:
    """Of both cases; ``sections``: of B's."""

    def file(name: str, agency: str, officer: str, *cases: CaseReference) -> RecordVersion:
        body = CaseFile("", "", "2020-05-02", sections=sections, officers=(officer,))
        return version("CASE_FILE", name, body, agency=agency, case_references=cases)

    return [
        file("file-b", POLICE, "pp-7", *B),
        file("file-court", SESSIONS, "judge-1", *B),
        file("file-pr", PROSECUTION, "pr-1", OWN),
        file("file-a", POLICE, "pp-9", A),
    ]


def clocked(node: Node, folder: Path) -> tuple[GuardClock, SealedIndex, SqliteDatabase]:
    """The node with the law and the book in ``folder``; its clock, the clock's index, and the book to close."""
    database = open_database(folder / FILE)
    node.context = replace(node.context, guard_law=ReadGuards(), law_book=SealedBook(database, SECRET))
    index = SealedIndex(database, SECRET)
    return GuardClock(node.context, index), index, database
