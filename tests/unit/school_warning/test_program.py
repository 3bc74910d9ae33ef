"""The program from a day's marks to a visit's outcome, as the department runs it."""

from __future__ import annotations

import json
import os
import shutil
import stat
from datetime import timedelta

import pytest

from school_warning.__main__ import main
from school_warning.outcomes import NextStep, Outcome, next_step
from school_warning.store import MARKS_KEPT, VISITS_KEPT
from tests.unit.school_warning.body import Body, Served
from tests.unit.school_warning.made import GROUP, SCHOOL, START, token
from tests.unit.school_warning.place import OUTCOMES, WARNED, Place

AWAY, OFTEN, THERE = token(0), token(1), token(2)
VISIT = f"{SCHOOL},{GROUP},{AWAY},VISIT,TEN_DAYS_ABSENT\n"
CALL = f"{SCHOOL},{GROUP},{OFTEN},CALL,FIVE_DAYS_ABSENT\n"
CLASS = {AWAY: "A" * 10, OFTEN: "PPPPP" + "A" * 5} | {token(2 + number): "P" * 10 for number in range(9)}


@pytest.fixture(scope="module")
def attended(tmp_path_factory: pytest.TempPathFactory, served: Served) -> Place:
    """A department of which the marks of two weeks are taken; tests get a copy."""
    made = Place(tmp_path_factory.mktemp("attended"), served.tls, served.body.server_port)
    made.attend(CLASS)
    return made


@pytest.fixture
def warned(place: Place, attended: Place) -> Place:
    for path in attended.folder.iterdir():
        shutil.copy2(path, place.folder)
    place.today = attended.today
    return place


def test_a_day_is_warned_of_asked_for_and_settled(warned: Place, body: Body) -> None:
    assert warned.run("warn").out == WARNED + VISIT + CALL
    assert warned.ask() == (0, "", "")
    assert [(path, json.loads(text)) for path, text in body.taken] == [
        (
            "/welfare/v1/RequestWelfareVisit",
            {"school": SCHOOL, "token": AWAY, "reason": "TEN_DAYS_ABSENT"},
        )
    ]
    assert warned.run("warn").out == WARNED + CALL, "the visit is under way"
    assert warned.outcome(AWAY, "ILL").out == f"school,token,next_step\n{SCHOOL},{AWAY},NOTHING\n"
    assert warned.run("warn").out == WARNED + CALL, "the days are explained"


def test_k4_a_class_that_is_absent_is_one_notice(place: Place) -> None:
    place.attend(
        {token(number): "A" * 10 for number in range(3)} | {token(3 + number): "P" * 10 for number in range(6)}
    )
    assert place.run("warn").out == WARNED
    assert place.run("notices").out == f"school,class\n{SCHOOL},{GROUP}\n"


def test_a_day_that_is_sent_again_replaces_the_first(warned: Place) -> None:
    path = warned.write("day.csv", f"school,class,token,mark\n{SCHOOL},{GROUP},{AWAY},EXCUSED\n")
    assert warned.run("take", warned.today.isoformat(), str(path)).code == 0
    assert VISIT not in warned.run("warn").out
    assert f"{AWAY},CALL" in warned.run("warn").out


@pytest.mark.parametrize("days", [1, -181])
def test_a_day_to_come_or_long_past_is_refused(warned: Place, days: int) -> None:
    path = warned.write("day.csv", "school,class,token,mark\n")
    done = warned.run("take", (warned.today + timedelta(days=days)).isoformat(), str(path))
    assert (done.code, done.err) == (1, "refused: a day is today or one of the 180 before it\n")


@pytest.mark.parametrize(
    "lines",
    [CALL, VISIT + CALL, VISIT * 2, VISIT.replace(AWAY, THERE), VISIT.replace("TEN_DAYS_ABSENT", "SIBLINGS_ABSENT")],
)
def test_nothing_is_asked_for_but_what_the_days_say(warned: Place, body: Body, lines: str) -> None:
    done = warned.run("request", told=WARNED + lines)
    assert (done.code, body.taken) == (1, [])
    assert AWAY not in done.err


def test_a_request_that_is_not_taken_can_be_sent_again(warned: Place, body: Body) -> None:
    for status in (500, 200, 307):
        body.status = status
        done = warned.ask()
        assert (done.code, f"status {status}" in done.err) == (1, True)
    assert len(body.taken) == 3, "no redirection is followed"
    body.status = 202
    assert warned.ask().code == 0
    assert warned.run("warn").out == WARNED + CALL


@pytest.mark.parametrize("step", [Outcome.WORKING, Outcome.MARRIED])
def test_k14_work_or_marriage_of_a_girl_leads_to_an_offer_of_help_and_to_nothing_else(
    warned: Place, body: Body, step: Outcome
) -> None:
    warned.ask()
    sent = list(body.taken)
    assert warned.outcome(AWAY, step).out.endswith(f"{AWAY},OFFER_REFERRAL\n")
    assert body.taken == sent


def test_k9_not_found_is_left_to_the_family_or_the_officer(warned: Place, body: Body) -> None:
    warned.ask()
    sent = list(body.taken)
    assert warned.outcome(AWAY, "NOT_FOUND").out.endswith(f"{AWAY},FAMILY_OR_OFFICER_DECIDES\n")
    assert body.taken == sent, "no outcome leaves the program"


def test_each_outcome_has_its_step_and_none_is_a_report() -> None:
    assert {step for outcome in Outcome if (step := next_step(outcome)) is not NextStep.NOTHING} == {
        NextStep.OFFER_REFERRAL,
        NextStep.FAMILY_OR_OFFICER_DECIDES,
    }
    assert not [step for step in NextStep if "FIR" in step or "POLICE" in step]


def test_an_outcome_is_of_an_open_visit_by_an_officer_of_welfare(warned: Place) -> None:
    line = f"{OUTCOMES}{SCHOOL},{AWAY},WELL\n"
    assert "not open" in warned.run("outcome", "W-7", told=line).err
    warned.ask()
    assert "officers.csv" in warned.run("outcome", "SHO-1", told=line).err
    assert "not open" in warned.run("outcome", "W-7", told=line + f"{SCHOOL},{OFTEN},WELL\n").err
    assert "not open" in warned.run("outcome", "W-7", told=line.replace(SCHOOL, "GPS-2")).err
    assert "twice" in warned.run("outcome", "W-7", told=line + f"{SCHOOL},{AWAY},ILL\n").err
    assert warned.run("outcome", "W-7", told=line).code == 0, "what was refused was taken in no part"
    assert "not open" in warned.run("outcome", "W-7", told=line).err


def test_a_roster_that_names_the_police_stops_outcomes(warned: Place) -> None:
    warned.ask()
    warned.write("officers.csv", "officer,body\nW-7,WELFARE\nSHO-1,POLICE\n")
    assert warned.outcome(AWAY, "WELL").err == "refused: officers.csv, line 3: body\n"


def test_k13_ninety_one_days_after_the_outcome_every_byte_is_gone(warned: Place) -> None:
    warned.ask()
    warned.outcome(AWAY, "WELL")
    kept = warned.folder / "warning.db"
    closed = warned.today
    warned.today = closed + VISITS_KEPT
    warned.run("warn")
    assert AWAY.encode() in kept.read_bytes()
    warned.today = closed + timedelta(days=91)
    warned.run("warn")
    assert AWAY.encode() not in kept.read_bytes()
    assert OFTEN.encode() in kept.read_bytes(), "marks of others are kept for 180 days"
    assert [path.name for path in warned.folder.iterdir() if "warning.db" in path.name] == ["warning.db"]


def test_days_of_a_pupil_after_a_visit_outlive_it(warned: Place) -> None:
    warned.ask()
    warned.outcome(AWAY, "WELL")
    closed = warned.today
    warned.attend(
        dict.fromkeys(CLASS, "A" * 10) | {token(2 + number): "P" * 10 for number in range(9)},
        closed + timedelta(days=60),
    )
    warned.today = closed + timedelta(days=91)
    assert VISIT in warned.run("warn").out


def test_marks_are_kept_for_180_days(warned: Place) -> None:
    warned.today = START + MARKS_KEPT
    assert AWAY in warned.run("warn").out
    warned.today = START + MARKS_KEPT + timedelta(days=14)
    assert warned.run("warn").out == WARNED
    assert AWAY.encode() not in (warned.folder / "warning.db").read_bytes()


def test_a_visit_without_its_outcome_is_not_forgotten(warned: Place) -> None:
    warned.ask()
    warned.today += timedelta(days=400)
    assert warned.outcome(AWAY, "NOT_FOUND").code == 0


def test_the_store_is_its_owners_alone(warned: Place) -> None:
    path = warned.folder / "warning.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    warned.run("warn")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_it_writes_is_its_owners_alone_whatever_the_shell_allows(warned: Place) -> None:
    before = os.umask(0o022)
    try:
        assert main([str(warned.folder), "warn"], warned.today) == 0
    finally:
        left = os.umask(before)
    assert left == 0o077


def test_a_table_that_is_missing_or_bad_is_refused_in_one_line(warned: Place) -> None:
    warned.write("schools.csv", "school,district\n")
    assert warned.run("warn").err == "refused: schools.csv lacks a school whose marks are kept\n"
    assert warned.run("rates").err == "refused: schools.csv lacks a school whose marks are kept\n"
    (warned.folder / "pupils.csv").unlink()
    done = warned.run("warn")
    assert (done.code, done.err.count("\n"), "pupils.csv" in done.err) == (1, 1, True)
    warned.write("warning.db", "no database of SQLite, and long enough for its header" * 20)
    assert warned.run("warn").err == "the store: DatabaseError\n"


def test_rates_are_printed_by_district_and_sex(place: Place) -> None:
    names = [token(number) for number in range(50)]
    place.attend({name: ("A" if number < 10 else "P") * 10 for number, name in enumerate(names)})
    assert place.run("rates").out == "district,sex,visits,pupils,uneven\nSUKKUR,F,,50,False\n"
    assert place.ask().code == 0
    register = (place.folder / "pupils.csv").read_text().splitlines(keepends=True)
    place.write("pupils.csv", "".join(register[:31] + [line.replace(",F,", ",M,") for line in register[31:]]))
    assert place.run("rates").out == ("district,sex,visits,pupils,uneven\nSUKKUR,F,10,30,True\nSUKKUR,M,,20,True\n")
