"""LAW 2(a), 2(b), 2(i) over a case's own records: what is answered, out of whose words, and to whom, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller
from services.access.errors import InvalidArgument, PolicyDenied, Refused
from services.node.case_law import ReadLaw
from services.records.app.case_law import check_child, fit_charges, list_clocks
from services.records.law_book.store.said import open_book
from services.records.statement_port import NoLawError
from services.values.records import (
    Birth,
    CaseFile,
    CaseReference,
    CheckChildRequest,
    CheckChildResponse,
    ClockStep,
    CourtEvent,
    CustodyEvent,
    FitChargesRequest,
    FitChargesResponse,
    InvestigationEvent,
    ListClocksRequest,
    Party,
    RecordVersion,
    Section,
    StatedWord,
    Subject,
)
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    POLICE,
    SESSIONS,
    cnic,
    fir,
    in_court,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import SECRET, Node, caller

GIRL = replace(person(cnic(41), born="2004-03-10"), gender="F")
MAN = person(cnic(51), born="1980-01-05")
BONDED, PTPA, SALE = Section("OTHER", "11 BLSA"), Section("PTPA", "3(2)"), Section("PPC", "371-A")
ACT = "2020-06-01"
VICTIM = f"agencies/{POLICE}/records/victim"
HOUR = 3_600_000


@pytest.fixture
def node(node: Node, tmp_path: Path) -> Iterator[Node]:
    book = open_book(tmp_path, SECRET)
    node.context = replace(node.context, case_law=ReadLaw(), law_book=book)
    yield node
    book.close()


def file(*sections: Section, act: str = ACT, agency: str = POLICE, case: CaseReference | None = None) -> RecordVersion:
    body = CaseFile(act, "", "2020-06-02T10:00", "Ichhra", sections=sections, officers=("pp-7",))
    return version("CASE_FILE", "file", body, agency=agency, case_references=(case or fir(),))


def party(name: str = "victim", who: Subject = GIRL, role: str = "VICTIM", agency: str = POLICE) -> RecordVersion:
    return version("PARTY", name, Party(), agency=agency, role=role, subject=who, case_references=(fir(),))


def born(who: Subject, day: str, basis: str = "") -> Subject:
    return replace(who, birth=Birth(day, day, basis))


async def child(node: Node, as_: str = "VICTIM", who: Caller | None = None, record: str = VICTIM) -> CheckChildResponse:
    return await check_child(node.context, node.inquiry(who or caller()), CheckChildRequest(record, as_))


async def fits(
    node: Node, *words: str, victim: str = VICTIM, crossed: str = "NO", who: Caller | None = None
) -> FitChargesResponse:
    request = FitChargesRequest(tuple(StatedWord(each, "ALLEGED") for each in words), victim, crossed)
    return await fit_charges(node.context, node.inquiry(who or caller()), request)


async def clocks(node: Node, procedure: str = "", who: Caller | None = None) -> dict[str, ClockStep]:
    answer = await list_clocks(node.context, node.inquiry(who or caller()), ListClocksRequest(procedure))
    return {each.step.id: each for each in answer.steps if each.step}


def said(answer: CheckChildResponse) -> dict[str, str]:
    return {each.row.id: each.answer for each in answer.answers if each.row}


async def test_a1_a_girl_of_16_by_the_case_s_own_day_birth_sex_and_province(node: Node) -> None:
    await node.put(file(), party())
    answer = await child(node)
    found = said(answer)
    assert {name: found[name] for name in ("ptpa", "ppc361f", "ppc366a", "ppc377a", "ppc369")} == {
        "ptpa": "YES", "ppc361f": "NO", "ppc366a": "YES", "ppc377a": "YES", "ppc369": "NO",
    }  # fmt: skip
    assert (answer.together, answer.protect, answer.by_court, answer.claimed) == ("DIFFER", True, False, False)
    row = next(each for each in answer.answers if each.row and each.row.id == "ptpa")
    assert row.row is not None
    assert (row.row.mark, row.row.law) == ("V", "PTPA 2018 s. 2")
    assert row.row.read_on
    assert row.reason
    assert row.reason_ur


async def test_a4_without_a_birth_every_law_is_open_and_the_victim_is_protected(node: Node) -> None:
    await node.put(file(), party(who=replace(GIRL, birth=None)))
    answer = await child(node)
    assert set(said(answer).values()) == {"CANNOT_TELL"}
    assert answer.protect


async def test_a13_the_court_of_the_case_settles_the_age_in_it_and_nowhere_else(node: Node) -> None:
    boy = born(MAN, "2003")
    found = version(
        "COURT_EVENT", "age", CourtEvent("AGE_DETERMINED", "2020-07-01", "Sessions Court Lahore", found=Birth("1995-05-01", "1995-05-01")),
        agency=SESSIONS, role="ACCUSED", subject=replace(boy, birth=None), case_references=in_court(fir()),
    )  # fmt: skip
    accused = f"agencies/{POLICE}/records/boy"
    await node.put(file(), party("boy", boy, "ACCUSED"))
    before = await child(node, "ACCUSED", record=accused)
    assert (said(before)["jjsa"], before.by_court) == ("YES", False)
    await node.put(found)
    after = await child(node, "ACCUSED", record=accused)
    assert (said(after)["jjsa"], after.by_court, after.protect) == ("NO", True, False)


async def test_a_stranger_s_bare_word_on_a_birth_is_a_claim_and_changes_no_answer(node: Node) -> None:
    """Named attack: a family hides an adult trafficker by a paper of an agency that has no say."""
    await node.put(file(), party("accused", MAN, "ACCUSED"))
    accused = f"agencies/{POLICE}/records/accused"
    honest = await child(node, "ACCUSED", record=accused)
    await node.put(party("paper", born(MAN, "2008"), "ACCUSED", agency=CUSTOMS))
    told = await child(node, "ACCUSED", record=accused)
    assert (told.answers, told.protect) == (honest.answers, honest.protect)


async def test_a_stranger_s_case_file_moves_no_day_and_adds_no_section(node: Node) -> None:
    """Named attack: another agency dates the act of a case that is not its own before the Act of 2018."""
    await node.put(file(BONDED), party())
    honest = await fits(node, "RECRUIT", "BONDED_LABOUR")
    await node.put(file(PTPA, act="2010-01-01", agency=FIA), party("x", born(GIRL, "1970"), agency=FIA))
    assert await fits(node, "RECRUIT", "BONDED_LABOUR") == honest
    assert {each.kind for each in honest.points} >= {"PTPA_MISSING", "GENERAL_ONLY"}


async def test_b1_a_child_needs_no_means_and_the_answer_says_what_to_add(node: Node) -> None:
    await node.put(file(BONDED), party())
    answer = await fits(node, "RECRUIT", "BONDED_LABOUR")
    found = {each.offence: each for each in answer.fits}
    assert found["ptpa3-2"].verdict == "FITS"
    assert [each.row.mark for each in found["ptpa3-2"].versions if each.row] != []
    assert [(each.investigator, each.mark) for each in answer.investigators] == [("POLICE", "V")]
    assert [each.kind for each in answer.points] == ["PTPA_MISSING", "GENERAL_ONLY", "BAILABLE_ONLY"]


async def test_b4_where_it_is_open_which_version_held_each_is_shown_with_its_penalty(node: Node) -> None:
    woman = replace(person(cnic(42), born="1995-01-01"), gender="F")
    await node.put(file(SALE, act="2021-06-01"), party(who=woman))
    answer = await fits(node, "SELL", "PROVIDE", "FRAUD", "COMMERCIAL_SEX")
    (offence,) = [each for each in answer.fits if each.offence == "ptpa3-2"]
    assert (offence.verdict, len(offence.versions)) == ("FITS", 2)
    assert len({each.row.id for each in offence.versions if each.row}) == 2


async def test_b19_nobody_knows_the_victim_s_age(node: Node) -> None:
    await node.put(file(), party(who=replace(MAN, birth=None)))
    answer = await fits(node, "RECRUIT", "COMPELLED_LABOUR")
    (offence,) = [each for each in answer.fits if each.offence == "ptpa3-2"]
    assert offence.verdict == "FITS_IF"
    assert "VICTIM" in offence.open


async def test_clocks_of_a_case_and_of_each_person_in_it(node: Node) -> None:
    def custody(name: str, kind: str, at: str, who: Subject) -> RecordVersion:
        body = CustodyEvent(kind, at)
        return version("CUSTODY_EVENT", name, body, role="ACCUSED", subject=who, case_references=(fir(),))

    other = person(cnic(52), name="Other Man")
    await node.put(
        file(),
        custody("arrest-1", "ARREST", "2020-06-03T10:00", MAN),
        custody("before-1", "PRODUCTION", "2020-06-04T09:00", MAN),
        custody("arrest-2", "ARREST", "2020-06-03T10:00", other),
    )
    answer = await list_clocks(node.context, node.inquiry(caller()), ListClocksRequest("arrest"))
    found = {(each.record.rpartition("/")[2], each.step.id): each.state for each in answer.steps if each.step}
    assert found["arrest-1", "production"] == "DONE"
    assert found["arrest-2", "production"] == "OVERDUE"
    assert found["", "challan"] == "OVERDUE"
    assert ("before-1", "production") not in found


async def test_i1_i11_the_first_report_starts_the_clock_and_zarra_is_told_in_time(node: Node) -> None:
    missing = CaseReference("MISSING_CHILD", "ZARRA/7/2020")
    case = replace(file(), case_references=(fir(), missing))
    told = InvestigationEvent("ZARRA_TOLD", "2020-06-02T11:59")
    await node.put(case, version("INVESTIGATION_EVENT", "told", told, case_references=(fir(),)))
    found = await clocks(node, "missing-child")
    assert (found["zarra"].state, found["zarra"].record, found["zarra"].tell) == ("DONE", "", "")


async def test_a_step_that_is_late_says_whom_to_tell_and_one_that_no_record_can_show_is_left_out(node: Node) -> None:
    await node.put(file(), party())
    assert "screen" not in await clocks(node)
    possible = version(
        "PARTY", "victim-2", Party(victim_status="POSSIBLE"), role="VICTIM", subject=MAN, case_references=(fir(),)
    )
    await node.put(possible)
    found = await clocks(node, "tip-identification")
    assert (found["screen"].state, found["screen"].tell) == ("OVERDUE", "protection unit")
    assert "refer" not in found


async def test_i8_a_start_that_is_withdrawn_starts_nothing(node: Node) -> None:
    body = CustodyEvent("ARREST", "2020-06-03T10:00")
    arrest = version("CUSTODY_EVENT", "arrest", body, role="ACCUSED", subject=MAN, case_references=(fir(),))
    await node.put(file(), arrest)
    assert (await clocks(node, "arrest"))["production"].state == "OVERDUE"
    await node.put(withdrawn(arrest))
    assert (await clocks(node, "arrest"))["production"].state == "NOT_STARTED"


async def test_a_record_that_is_hidden_is_as_one_that_is_not_there(node: Node) -> None:
    """Named attack: reading a birth that its originator keeps, by asking the law about its record or beside it."""
    await node.put(file(), party())
    unknown, beside = await child(node, record=f"agencies/{FIA}/records/hidden"), await child(node)
    assert unknown == CheckChildResponse()
    await node.put(replace(party("hidden", born(GIRL, "1970"), agency=FIA), handling="ORCON"))
    assert await child(node, record=f"agencies/{FIA}/records/hidden") == unknown
    assert await child(node) == beside
    assert await fits(node, "RECRUIT", victim=f"agencies/{FIA}/records/hidden") == FitChargesResponse()


async def test_another_agency_s_case_is_not_asked_about(node: Node) -> None:
    """Named attack: an officer cites a case of their own and names a record of another's."""
    body = CaseFile(reported="2020-05-02", officers=("pp-8",))
    mine = version("CASE_FILE", "mine", body, case_references=(fir(99),))
    await node.put(file(), party(), mine)
    elsewhere = caller(officer="pp-8", case_key=fir(99).key)
    assert await child(node, who=elsewhere) == CheckChildResponse()
    assert await fits(node, "RECRUIT", who=elsewhere) == FitChargesResponse()
    assert "challan" in await clocks(node)
    with pytest.raises(Refused):
        await clocks(node, who=caller(officer="pp-8"))


@pytest.mark.parametrize(
    "who",
    [
        caller(purpose="CUSTODY", query_class="HISTORY", case_type="ARREST"),
        caller("pk.oversight", purpose="OVERSIGHT", query_class="AUDIT", case_type="REVIEW", case_key="2026/1"),
    ],
    ids=["custody", "oversight"],
)
async def test_who_works_on_no_case_is_refused(node: Node, who: Caller) -> None:
    await node.put(file(), party())
    with pytest.raises((PolicyDenied, Refused)):
        await child(node, who=who)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (CheckChildRequest("nobody", "VICTIM"), "record"),
        (CheckChildRequest(VICTIM), "asked_as"),
        (CheckChildRequest(VICTIM, "VICTIM", "XX"), "place"),
        (CheckChildRequest(VICTIM, "WORKER", "PB", workplace="MINE"), "workplace"),
    ],
)
async def test_a_question_that_is_none_names_its_field(node: Node, request_: CheckChildRequest, field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await check_child(node.context, node.inquiry(caller()), request_)
    assert [each.field for each in refused.value.violations] == [field]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ((), "said"),
        (("RECRUIT", "RECRUIT"), "said"),
        (("RECRUITS",), "said.word"),
        (tuple(map(str, range(65))), "said"),
    ],
)
async def test_words_that_the_law_does_not_have_are_refused(node: Node, words: tuple[str, ...], field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await fits(node, *words)
    assert [each.field for each in refused.value.violations] == [field]


async def test_an_unknown_procedure_is_refused_and_without_the_law_nothing_is_answered(node: Node) -> None:
    with pytest.raises(InvalidArgument):
        await clocks(node, "no-such")
    node.context = replace(node.context, case_law=None)
    with pytest.raises(NoLawError):
        await clocks(node)


async def test_what_was_read_is_in_the_trail(node: Node) -> None:
    await node.put(file(), party())
    await child(node)
    assert sorted(name.split("/")[3].partition("@")[0] for name in node.trail.records) == ["file", "victim"]
    assert len(node.trail.selectors) == 1
