"""Records as they are counted: whose word counts, which law held, how far each accused is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.node.counted_cases import counted
from services.node.counted_law import Act, CountedLaw, form_of
from services.statistics.facts import CountedCase
from services.statistics.plan import Period
from services.statistics.sentencing import Form, Sentenced
from services.values.records import (
    Bail,
    Birth,
    CaseFile,
    CaseReference,
    CourtEvent,
    Party,
    RecordVersion,
    Section,
    Sentence,
    Statement,
    Subject,
)
from tests.fakes import record_maker as make

LAW = CountedLaw()
YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
FIR = (make.fir(7, 2024),)
SECTIONS = (Section("PTPA", "3(2)"), Section("PPC", "371-A"))
MAN, GIRL = make.person("3520212345691", name="Nadeem"), make.person("3520212345602", born="2008-03-10", name="Hina")
COURT = "Sessions Court Lahore"


def file(*sections: Section, reported: str = "2024-03-02", **more: Any) -> RecordVersion:
    body = CaseFile(act_from="2024-03-01", act_to="2024-03-01", reported=reported, sections=sections or SECTIONS)
    stated = {"case_references": FIR, **more}
    return make.version("CASE_FILE", "file", body, **stated)


def part(record_id: str, role: str, who: Subject, status: str = "", **more: Any) -> RecordVersion:
    stated = {"case_references": FIR, **more}
    return make.version("PARTY", record_id, Party(victim_status=status), role=role, subject=who, **stated)


def court(record_id: str, kind: str, at: str, **more: Any) -> RecordVersion:
    return make.court(record_id, kind, at, subject=MAN, role="ACCUSED", case_references=FIR, **more)


def by_court(kind: str, record_id: str, body: Any, role: str = "ACCUSED", who: Subject = MAN) -> RecordVersion:
    return make.version(
        kind, record_id, body, agency=make.SESSIONS, subject=who, role=role, case_references=make.in_court(*FIR)
    )


def one(*records: RecordVersion) -> CountedCase:
    (found,) = counted(records, YEAR, LAW)
    return found


ACCUSED, VICTIM = part("man", "ACCUSED", MAN), part("girl", "VICTIM", GIRL)


def test_a_case_with_whom_it_names() -> None:
    found = one(file(), ACCUSED, VICTIM)
    assert (found.province, found.statute, found.form, found.border) == ("PB", "BOTH", "SEX", "NO")
    assert (found.investigator, found.by) == ("POLICE", frozenset({make.POLICE}))
    assert [(each.band, each.sex) for each in found.victims] == [("14-17", "M")]
    assert [(each.stage, each.outcome) for each in found.accused] == [("INVESTIGATION", "OPEN")]


@pytest.mark.parametrize("reported", ["2023-12-31", "2025-01-01", "2024/2025", ""])
def test_a_case_is_of_the_period_in_which_it_was_registered(reported: str) -> None:
    records = [file(reported=reported), ACCUSED]
    assert len(counted(records, YEAR, LAW)) == (reported in ("2024/2025", ""))
    half = Period(date(2024, 7, 1), date(2025, 1, 1))
    assert counted(records, half, LAW) == (), "a year alone is of no half of it"


def test_a_case_of_theft_is_in_no_table() -> None:
    assert counted([file(Section("PPC", "379")), ACCUSED], YEAR, LAW) == ()


def test_what_a_stranger_writes_into_a_case_counts_for_nothing() -> None:
    """Attack: another agency names victims, accused and sections in a case that is not its own."""
    planted = [
        part("planted", "VICTIM", make.person("3520212345603", born="2015-01-01", name="Made Up"), agency=make.SINDH),
        part("blamed", "ACCUSED", make.person("3520212345604", name="Made Up Too"), agency=make.FIA),
        replace(file(Section("BLSA", "11"), agency=make.SINDH), record_id="theirs"),
        replace(court("lie", "CONVICTION", "2024-06-01", agency=make.SINDH)),
    ]
    assert one(file(), ACCUSED, VICTIM, *planted) == one(file(), ACCUSED, VICTIM)


def test_one_victim_told_twice_is_one() -> None:
    assert len(one(file(), VICTIM, part("again", "VICTIM", GIRL)).victims) == 1


def test_who_was_decided_to_be_no_victim_is_not_counted() -> None:
    assert one(file(), part("girl", "VICTIM", GIRL, "REJECTED")).victims == ()


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (Birth("2008-03-10", "2008-03-10"), "14-17"),
        (Birth("2016-01-01", "2016-12-31"), "0-9"),
        (Birth("2011-06-01", "2011-06-01"), "10-13"),
        (Birth("1999-01-02", "1999-01-02"), "18+"),
        (Birth("2005-06-01", "2006-06-01"), "NOT_KNOWN"),
        (None, "NOT_KNOWN"),
    ],
)
def test_bands_of_age_at_the_act(birth: Birth | None, band: str) -> None:
    assert one(file(), part("girl", "VICTIM", replace(GIRL, birth=birth))).victims[0].band == band


@pytest.mark.parametrize(
    ("steps", "stage", "outcome"),
    [
        ([], "INVESTIGATION", "OPEN"),
        (["CHARGE_FRAMED"], "CHARGED", "OPEN"),
        (["CHARGE_FRAMED", "CONVICTION"], "ENDED", "CONVICTED"),
        (["CHARGE_FRAMED", "ACQUITTAL_265K"], "ENDED", "ACQUITTED"),
        (["CHARGE_FRAMED", "COMPOUNDED_345"], "ENDED", "COMPOUNDED"),
        (["COGNIZANCE", "DISCHARGE"], "ENDED", "DISCHARGED"),
        (["COGNIZANCE", "WITHDRAWN_494"], "ENDED", "WITHDRAWN"),
        (["CHARGE_FRAMED", "STOPPED_249"], "ENDED", "STOPPED"),
        (["CHARGE_FRAMED", "CONVICTION", "SET_ASIDE"], "ENDED", "OTHER"),
    ],
)
def test_how_far_a_case_is_by_the_court_of_the_case(steps: list[str], stage: str, outcome: str) -> None:
    events = [court(f"step-{at}", kind, f"2024-0{at + 4}-01") for at, kind in enumerate(steps)]
    (person,) = one(file(), ACCUSED, *events).accused
    assert (person.stage, person.outcome) == (stage, outcome)


def test_l8_a_conviction_that_police_report_is_counted_as_without_a_courts_record() -> None:
    body = CourtEvent("CONVICTION", "2024-06-01", COURT)
    told = make.version("COURT_EVENT", "told", body, subject=MAN, role="ACCUSED", case_references=FIR)
    (person,) = one(file(), ACCUSED, told).accused
    assert (person.outcome, person.punished) == ("REPORTED", None)


def sentenced(**how: Any) -> CountedCase:
    convicted = court("convicted", "CONVICTION", "2024-06-01")
    sentence = by_court("SENTENCE", "sentence", Sentence("2024-06-01", COURT, SECTIONS[:1], **how))
    return one(file(), ACCUSED, VICTIM, convicted, sentence)


def test_a_fine_alone_against_a_girl_in_2024() -> None:
    (person,) = sentenced(form="FINE", fine_minor=5_000_000).accused
    assert person.punished is not None
    assert (person.punished.form, person.punished.version, person.punished.point) == (
        "FINE", "2022", "FINE_ONLY_DOUBTFUL",
    )  # fmt: skip


def test_l13_a_conviction_that_is_set_aside_leaves_the_sentences() -> None:
    convicted, gone = court("c", "CONVICTION", "2024-06-01"), court("s", "SET_ASIDE", "2024-09-01")
    sentence = by_court("SENTENCE", "sentence", Sentence("2024-06-01", COURT, form="FINE"))
    (person,) = one(file(), ACCUSED, convicted, sentence, gone).accused
    assert (person.outcome, person.punished) == ("OTHER", None)


def statement(record_id: str, at: str, relation: str, measures: tuple[str, ...] = ()) -> RecordVersion:
    body = Statement(type="164", at=at, text="as said", relation=relation, measures=measures)
    return replace(
        by_court("STATEMENT", record_id, body, role="VICTIM", who=GIRL),
        voice=court("as-of", "COGNIZANCE", "2024-03-05").voice,
    )


def test_l9_the_funnel_of_the_only_accused() -> None:
    told = [statement("first", "2024-03-05", "FIRST"), statement("second", "2024-04-10", "RETRACTS", ("SCREEN",))]
    bail = by_court("BAIL", "bail", Bail("POST_ARREST", "2024-04-12", COURT))
    (person,) = one(file(), ACCUSED, *told, bail, court("a", "ACQUITTAL_265K", "2024-05-01")).accused
    assert person.told is not None
    assert {str(each) for each in person.told} == {"N0", "N1", "N2", "N3", "N4", "N5", "N6"}


def test_l11_of_two_accused_no_record_says_whom_a_statement_names() -> None:
    other = part("other", "ACCUSED", make.person("3520212345605", name="Other"))
    found = one(file(), ACCUSED, other, statement("first", "2024-03-05", "RETRACTS"))
    assert [each.told for each in found.accused] == [None, None]


@pytest.mark.parametrize(
    ("sections", "statute", "form"),
    [
        (("PTPA 3",), "PTPA", "NOT_TOLD"),
        (("PTPA 3", "PPC 302"), "BOTH", "NOT_TOLD"),
        (("PPC 371-A",), "PPC", "SEX"),
        (("PPC 371-A", "PPC 374"), "PPC", "SEVERAL"),
        (("OTHER 11 BLSA",), "BLSA", "LABOUR"),
        (("POSM 3",), "POSM", "NOT_TOLD"),
        (("OTHER 11 THOTA",), "OTHER", "ORGANS"),
    ],
)
def test_statutes_and_forms_as_the_sections_say(sections: tuple[str, ...], statute: str, form: str) -> None:
    charged = tuple(Section(act, rest) for act, _, rest in (each.partition(" ") for each in sections))
    assert (LAW.statute(charged), LAW.form(charged)) == (statute, form)


@pytest.mark.parametrize(
    ("day", "version"), [("2020-01-01", "2018"), ("2021-06-01", "OPEN"), ("2023-01-01", "2022"), ("2019", "2018")]
)
def test_the_version_of_the_law_at_the_act(day: str, version: str) -> None:
    act = Act(day, day, "PB", "SEX", child=True)
    assert LAW.punished((Section("PTPA", "3"),), Sentenced(Form.FINE), act).version == version


def test_the_form_of_a_sentence_that_states_none() -> None:
    assert [form_of("", 1, 1), form_of("", 1, 0), form_of("", 0, 1), form_of("", 0, 0)] == [
        "BOTH",
        "IMPRISONMENT",
        "FINE",
        None,
    ]


def test_a_case_that_its_own_number_says_nothing_of_has_no_province() -> None:
    enquiry = (CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024"),)
    found = one(file(agency=make.FIA, case_references=enquiry))
    assert (found.province, found.investigator) == ("OTHER", "FIA")
