"""What the room of law answers to the records about a case, row by row, and that it is the same each time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.node.case_law import WORDS, ReadLaw
from services.records.app.case_facts import SHOWN
from services.records.case_law_port import Act, Happened, Someone
from services.statutes.sop_rows import EVENTS
from services.values.dates import span
from services.values.records import Birth, FitChargesRequest, OffenceVersion, Section, StatedWord

LAW = ReadLaw()
GIRL = Someone((Birth("2008-03-10", "2008-03-10"),), "F")
NOBODY = Someone((), "")
IN_2024 = Act("2024-06-01", "", "2024-06-02", "PB")
NOW = span("2024-07-01").first_ms
BONDED = Section("OTHER", "11 BLSA")


def child(who: Someone = GIRL, act: Act = IN_2024, as_: str = "VICTIM", continuing: bool = False) -> dict[str, str]:
    answer = LAW.child(as_, who, act, "", continuing=continuing)
    return {each.row.id: each.answer for each in answer.answers if each.row}


def request(*words: str, how: str = "ALLEGED", crossed: str = "") -> FitChargesRequest:
    return FitChargesRequest(tuple(StatedWord(word, how) for word in words), "", crossed)


def verdicts(asked: FitChargesRequest, who: Someone = GIRL, act: Act = IN_2024) -> dict[str, str]:
    return {each.offence: each.verdict for each in LAW.fit(asked, who, act, (), NOW).fits}


def states(
    procedure: str, *happened: Happened, place: str = "PB", at: str = "2024-07-01"
) -> dict[tuple[str, str], str]:
    steps = LAW.clocks(procedure, happened, SHOWN, place, span(at).first_ms)
    return {(each.record, each.step.id): each.state for each in steps if each.step}


def test_a1_the_laws_differ_on_a_girl_of_16() -> None:
    assert LAW.child("VICTIM", GIRL, IN_2024, "", continuing=False).together == "DIFFER"
    assert (child()["ptpa"], child()["ppc361f"]) == ("YES", "NO")


def test_a15_a_missing_child_counts_by_the_report_too() -> None:
    who = Someone((Birth("2006-01-09", "2006-01-09"),), "F")
    assert child(who, Act("2024-01-08", "", "2024-01-10", "PB"), "MISSING")["zarra"] == "YES"


def test_a16_what_lasted_is_judged_by_its_first_day() -> None:
    who = Someone((Birth("2006-06-01", "2006-06-01"),), "M")
    long = Act("2022-01-01", "2025-01-01", "", "PB")
    assert child(who, long, continuing=True)["ptpa"] == "YES"
    assert child(who, long)["ptpa"] == "CANNOT_TELL"


def test_a17_a_sex_that_is_not_known_leaves_it_open() -> None:
    who = Someone((Birth("2008-01-05", "2008-01-05"),), "X")
    assert set(child(who, Act("2025-06-01", "", "", "KP"), "SPOUSE").values()) == {"CANNOT_TELL"}


def test_a20_in_gilgit_it_is_open_whether_a_federal_act_holds() -> None:
    gilgit = IN_2024._replace(place="GB")
    assert child(act=gilgit)["ptpa"] == "CANNOT_TELL"
    assert LAW.child("VICTIM", GIRL, gilgit, "", continuing=False).protect


@pytest.mark.parametrize("place", ["", "PB"])
def test_a_case_that_states_no_day_answers_no_law_by_itself(place: str) -> None:
    answer = LAW.child("VICTIM", GIRL, Act("", "", "", place), "", continuing=False)
    assert {each.answer for each in answer.answers} == {"CANNOT_TELL"}
    assert answer.protect


def test_signs_protect_an_accused_of_whom_no_birth_is_known() -> None:
    assert not LAW.child("ACCUSED", NOBODY, IN_2024, "", continuing=False).protect
    assert LAW.child("ACCUSED", NOBODY._replace(signs=True), IN_2024, "", continuing=False).protect


def test_b2_b8_words_become_verdicts() -> None:
    man = Someone((Birth("1990-01-01", "1990-01-01"),), "M")
    found = verdicts(request("RECRUIT", "COERCION", "COMPELLED_LABOUR"), man)
    assert (found["ptpa3-1"], found["ptpa3-2"]) == ("FITS", "NOT")
    assert "ptpa3-1" not in verdicts(request("RECRUIT"), man, Act("2017-05-01", "", "", "PB"))


@pytest.mark.parametrize(("how", "verdict"), [("SHOWN", "FITS"), ("UNKNOWN", "FITS_IF"), ("DENIED", "NOT")])
def test_how_a_word_is_stated_counts(how: str, verdict: str) -> None:
    said = FitChargesRequest((StatedWord("RECRUIT", "ALLEGED"), StatedWord("COMPELLED_LABOUR", how)))
    assert verdicts(said)["ptpa3-2"] == verdict


def test_b18_whom_the_victim_crossed_with_decides_who_investigates() -> None:
    said = ("RECRUIT", "COMPELLED_LABOUR")
    bodies = [LAW.fit(request(*said, crossed=each), GIRL, IN_2024, (), NOW).investigators for each in ("YES", "NO", "")]
    assert [[each.investigator for each in found] for found in bodies] == [["FIA"], ["POLICE"], ["POLICE"]]
    assert bodies[2][0].mark == "P"


def test_points_name_offences_of_the_answer() -> None:
    answer = LAW.fit(request("RECRUIT", "BONDED_LABOUR"), GIRL, IN_2024, (BONDED,), NOW)
    assert [each.kind for each in answer.points] == ["PTPA_MISSING", "GENERAL_ONLY", "BAILABLE_ONLY"]
    assert set(answer.points[0].offences) <= {each.offence for each in answer.fits}


def test_a_penalty_is_that_of_its_row() -> None:
    (found,) = [each for each in LAW.fit(request("RECRUIT"), GIRL, IN_2024, (), NOW).fits if each.offence == "ptpa4"]
    version = found.versions[0]
    assert (version.min_years, version.max_years, version.fine_max, version.mode) == (3, 14, 2_000_000, "AND_FINE")
    assert OffenceVersion().mode == ""


@given(st.permutations(sorted(WORDS)).map(lambda words: words[:12]), st.sampled_from(["SHOWN", "UNKNOWN", "DENIED"]))
def test_the_order_of_words_changes_nothing_and_no_word_is_unknown(words: list[str], how: str) -> None:
    asked, turned = request(*words, how=how), request(*reversed(words), how=how)
    assert LAW.unknown_word(asked) == ""
    assert LAW.fit(asked, GIRL, IN_2024, (), NOW) == LAW.fit(turned, GIRL, IN_2024, (), NOW)


def test_words_and_procedures_that_are_not_held() -> None:
    assert LAW.unknown_word(request("RECRUIT", "STEAL")) == "STEAL"
    assert LAW.knows_procedure("arrest")
    assert not LAW.knows_procedure("tea")


def test_words_that_records_show_are_words_of_procedures() -> None:
    assert SHOWN <= EVENTS


ARREST, FIR = Happened("ARREST", "2024-06-03T10:00", "r/1"), Happened("FIR", "2024-06-02")


def test_each_person_has_their_own_clock_and_the_case_has_its() -> None:
    found = states("", ARREST, Happened("ARREST", "2024-06-30T20:00", "r/2"), FIR)
    assert found["r/1", "production"] == "OVERDUE"
    assert found["r/2", "production"] in ("WAITING", "DUE")
    assert found["", "challan"] == "OVERDUE"
    assert {record for record, step in found if step == "challan"} == {""}


def test_what_shows_that_a_step_was_done_is_of_the_same_person() -> None:
    produced = Happened("PRODUCED", "2024-06-04T09:00", "r/2")
    assert states("arrest", ARREST, produced)["r/1", "production"] == "OVERDUE"
    assert states("arrest", ARREST, produced._replace(record="r/1"))["r/1", "production"] == "DONE"
    assert states("arrest", ARREST, produced._replace(record=""))["r/1", "production"] == "DONE"


def test_what_has_not_started_is_told_of_a_procedure_that_is_named_alone() -> None:
    assert states("") == {}
    assert set(states("arrest").values()) == {"NOT_STARTED"}


def test_i7_a_procedure_of_another_province_asks_nothing() -> None:
    assert states("child-in-care-ict", Happened("TAKEN_INTO_CARE", "2024-06-01"), place="PB") == {}


def test_a_step_that_no_record_can_show_is_left_out() -> None:
    happened = Happened("VICTIM_STATUS", "2024-06-01", "r/1")
    steps = LAW.clocks("tip-identification", [happened], frozenset({"REFERRAL"}), "PB", NOW)
    assert [each.step.id for each in steps if each.step] == ["refer"]
    assert "refer" not in {step for _, step in states("tip-identification", happened)}


@given(st.lists(st.sampled_from([ARREST, FIR, Happened("CHALLAN", "2024-06-20")]), max_size=5))
def test_i13_the_same_events_give_the_same_states(happened: list[Happened]) -> None:
    assert states("", *happened) == states("", *reversed(happened))
