"""The facts beside a head are enough: standing, age, cases and every rule say the same of them as of the full papers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law import juvenile, standing
from services.records.law.ages import word_in, word_of
from services.records.law.births import UNKNOWN_FROM, UNKNOWN_TO, birth_days
from services.records.law.rule import CASE
from services.records.law.ruling import findings
from services.records.protection.classes import own_of
from services.records.protection.facts import pack, unpack
from services.records.protection.groups import Member, dossier, group
from services.records.rows import HeadRow
from services.records.sealing import Index
from services.records.tokens import Blinder
from services.values.dates import span
from services.values.records import SILENT, Birth, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    PRISONS,
    case_file,
    changed_body,
    court,
    crossing,
    custody,
    event,
    expunged,
    following,
    listing,
    order,
    party,
    person,
)

BLINDER = Blinder(Index(bytes(32)))
NOW_MS = 1_780_000_000_000
PAPERS = [
    case_file(),
    case_file("border", agency=FIA),
    party(),
    party("young", subject=person(born="2005-01-01")),
    custody("arrest", "ARREST", "2020-05-03"),
    custody("late", "PRODUCTION", "2020-05-09"),
    custody("remand", "POLICE_REMAND", "2020-05-09", days=20),
    custody("in", "ADMISSION", "2020-07-01", agency=PRISONS),
    custody("out", "RELEASE", "2020-06-01", agency=PRISONS, reason="SENTENCE_SERVED"),
    event("challan", "CHALLAN_FINAL", "2020-09-01"),
    event("police", "INVESTIGATION_BY_POLICE", "2020-09-01"),
    event("told", "ZARRA_TOLD", "2020-05-09"),
    event("diverted", "DIVERTED", "2020-09-02", subject=person()),
    court("charged", "CHARGE_FRAMED", "2020-10-01"),
    court("convicted", "CONVICTION", "2019-10-01"),
    court("acquitted", "ACQUITTAL", "2020-11-01"),
    listing("expired", expires="2021-01-01"),
    listing("cancelled", cancelled="2021-01-01"),
    crossing(),
    order("seal", "SEALED", spared=("pk.fia",)),
    following(party("moved"), status="CORRECTED"),
    expunged(party("gone")),
    expunged(custody("gone2", "ARREST", "2020-05-03")),
    expunged(listing("gone3")),
]


def head_of(record: RecordVersion) -> HeadRow:
    people, cases = BLINDER.people(record.subject), BLINDER.cases(record)
    return HeadRow(
        1, record.agency, record.record_id, record.version, 1, record.kind, record.status, 1, 1, None, None,
        people, cases, pack(record),
    )  # fmt: skip


def full(record: RecordVersion) -> Member:
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


def stored(record: RecordVersion) -> Member:
    head, own = head_of(record), own_of(record)
    return Member(unpack(head, own), own, head.people, head.cases, True)


def told(members: list[Member]) -> object:
    """Everything that is concluded from a handful of papers."""
    said: list[object] = []
    for case in group(members):
        for one in case.people or ((),):
            papers = dossier(members, case, one, NOW_MS)
            found = sorted((rule.id, *finding[:2], finding.others) for rule, finding in findings(CASE, papers))
            verdict = standing.judge(papers.all_events)
            said.append((case, found, verdict.phase, verdict.evidence, juvenile.of_case(papers.records)))
            said.append(juvenile.act_dates(papers.records))
    return said


@budget(150)
@given(st.lists(st.sampled_from(PAPERS), min_size=1, max_size=8, unique_by=lambda record: record.record_id))
def test_bare_papers_say_what_full_ones_say(papers: list[RecordVersion]) -> None:
    assert told([full(each) for each in papers]) == told([stored(each) for each in papers])


@budget(100)
@given(
    st.lists(
        st.tuples(st.sampled_from(PAPERS), st.booleans()), min_size=1, max_size=8, unique_by=lambda p: p[0].record_id
    )
)
def test_full_and_bare_papers_can_lie_side_by_side(papers: list[tuple[RecordVersion, bool]]) -> None:
    mixed = [full(each) if whole else stored(each) for each, whole in papers]
    assert told(mixed) == told([stored(each) for each, _ in papers])


def test_facts_are_json_whatever_a_text_holds() -> None:
    odd = 'a"b\\\n\u06a9'
    record = case_file(officers=(odd, "x"))
    record = replace(
        record, valid_from=odd, body=changed_body(record, reported=odd, investigator_rank=odd, closed=True)
    )
    facts = json.loads(pack(record))
    assert (facts["from"], facts["reported"], facts["rank"], facts["closed"]) == (odd, odd, odd, True)
    assert facts["officers"] == [odd, "x"]
    assert pack(record).isascii()
    assert pack(replace(party(), valid_from="", subject=None, body=None, voice=SILENT)) == ""


def test_facts_hold_no_name_and_no_number() -> None:
    for record in PAPERS:
        text = pack(record)
        assert "Amjad" not in text
        assert "3520212345671" not in text
        assert "512/2020" not in text


def test_births() -> None:
    day = span("1985-03-04").first_day
    assert birth_days(Birth("1985-03-04", "1985-03-04")) == (day, day)
    assert birth_days(Birth("1985-03-04", "")) == (day, UNKNOWN_TO)
    assert birth_days(Birth("", "1985-03-04")) == (UNKNOWN_FROM, day)
    assert birth_days(Birth("", "")) is None


@pytest.mark.parametrize("agency", [POLICE, PRISONS])
def test_a_birth_keeps_whose_word_it_is_and_whether_a_document_shows_it(agency: str) -> None:
    document = Birth("2004-05-06", "2004-05-06", "CRC", "2020-01-01", "NADRA", "7", b"copy")
    for birth in (document, replace(document, basis=""), replace(document, sha256=b""), replace(document, number="")):
        record = party(agency=agency, subject=replace(person(), birth=birth))
        told, head = word_of(record), head_of(record)
        assert told is not None
        assert told.by.endswith("DOCUMENT") == (birth == document)
        assert (word_in(head), word_of(unpack(head, own_of(record)))) == (told, told)
        assert "NADRA" not in head.facts
    assert word_in(head_of(case_file())) is None


@pytest.mark.parametrize("claimed", [False, True])
def test_who_says_that_they_are_a_child_is_kept_as_saying_so(claimed: bool) -> None:
    kept = stored(party(subject=replace(person(), age_claimed=claimed))).record.subject
    assert kept is not None
    assert kept.age_claimed is claimed


def test_whose_paper_it_is() -> None:
    for record in PAPERS:
        kept = stored(record).record
        assert (kept.name, kept.kind, kept.status, kept.role) == (record.name, record.kind, record.status, record.role)
        assert (kept.subject is None) == (record.subject is None)
        assert type(kept.body) in (type(record.body), type(None))
    assert POLICE == "pk.punjab-police"
