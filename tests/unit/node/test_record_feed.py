"""What of a record's version the graph and the snapshots are told."""

from __future__ import annotations

import pytest

from services.access.decision import RecordClass
from services.linkage.facts import RecordFacts
from services.node.record_feed import facts_of
from services.records.app.changes import Changed
from services.tables.zone import PAKISTAN_MS
from services.values.records import (
    Birth,
    CaseFile,
    CaseReference,
    Charge,
    Party,
    RecordVersion,
    Section,
    Statement,
    Subject,
)
from services.values.records.record import Body, kind_of

DAY_MS = 86_400_000
PTPA = Section("PTPA", "3")


def told(body: Body, *, subject: Subject | None = None, valid_from: str = "", valid_to: str = "") -> RecordFacts:
    """Facts of one version."""
    version = RecordVersion(
        agency="pk.fia", record_id="r", version=1, kind=kind_of(body), status="ACTIVE", valid_from=valid_from,
        valid_to=valid_to, subject=subject, case_references=(CaseReference("FIR", "PB/LHR/1/2026"),), body=body,
    )  # fmt: skip
    return facts_of(Changed(7, version, 1000, RecordClass("pk.fia", version.kind), 3, 4))


def test_it_took_place_when_its_body_says_and_else_began_to_hold() -> None:
    assert (
        told(Statement(at="2026-05-01T10:00"), valid_from="2026-05-02").at_ms
        == told(CaseFile(), valid_from="2026-05-01T10:00").at_ms
    )
    assert told(Statement(at="1970-01-02")).at_ms == DAY_MS - PAKISTAN_MS
    assert told(CaseFile(), valid_from="soon").at_ms == told(CaseFile()).at_ms == 0


def test_it_holds_to_the_last_millisecond_of_its_last_day() -> None:
    assert told(CaseFile(), valid_to="1970-01-01").until_ms == DAY_MS - PAKISTAN_MS - 1
    assert told(CaseFile()).until_ms == 0


def test_a_case_is_closed_as_its_file_says_and_a_statement_takes_another_back() -> None:
    assert [told(CaseFile(closed=closed)).closed for closed in (True, False)] == [True, False]
    assert [told(Statement(retracts=back)).retracts for back in (True, False)] == [True, False]
    assert [told(Statement(relation=each)).retracts for each in ("RETRACTS", "MODIFIES")] == [True, False]
    assert not told(Party()).closed


@pytest.mark.parametrize("body", [CaseFile(sections=(PTPA, PTPA)), Party(sections=(PTPA,)), Charge(sections=(PTPA,))])
def test_what_is_charged_is_told_in_one_spelling_each_once(body: Body) -> None:
    assert told(body).sections == ("PTPA/3",)


def test_sections_of_what_accuses_nobody_are_not_told() -> None:
    assert told(Statement(text="371-A PPC")).sections == ()


@pytest.mark.parametrize(
    ("birth", "shown"),
    [
        (Birth("1990-01-01", "1990-01-02"), False),
        (Birth("1990-01-01", "1990-01-02", "CRC"), False),
        (Birth("1990-01-01", "1990-01-02", "CRC", issuer="NADRA", number="1", sha256=bytes(32)), True),
    ],
)
def test_a_birth_is_told_with_whether_a_document_shows_it(birth: Birth, shown: bool) -> None:
    first, last, document = told(Party(), subject=Subject(birth=birth)).born or (0, 0, False)
    assert (first, last, document) == (7305, 7306, shown)


def test_no_birth_is_none() -> None:
    assert told(Party(), subject=Subject()).born is None
    assert told(Party(), subject=Subject(birth=Birth())).born is None
    assert told(CaseFile()).born is None
