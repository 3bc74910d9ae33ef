"""LAW 2(a): twenty cases of who is a child under which law, and what holds whatever the dates are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statutes.age_rows import Ask, At, age_rows
from services.statutes.ages import Agreed, Answered, Days, Question, Why, agree, ask, protect
from services.values.ages import of_tazkira
from services.values.records import Birth
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer

ROWS = age_rows()


def born(first: str, last: str = "", basis: str = "CRC") -> tuple[Birth, ...]:
    return (Birth(first, last or first, basis),)


def asked(
    question: Ask, births: tuple[Birth, ...], day: str, place: str = "PB", sex: str = "", where: str = "", last: str = "",
    continuing: bool = False,
) -> Question:  # fmt: skip
    days = Days(day, last, continuing)
    return Question(question, births, dict.fromkeys((At.ACT, At.MARRIAGE, At.WORK), days), place, sex, where)


def answers(question: Question) -> dict[str, Answered]:
    return {each.row.provision.id: each for each in ask(question, ROWS)}


def said(question: Question) -> dict[str, Answer]:
    return {name: each.answer for name, each in answers(question).items()}


def of(found: dict[str, Answer], **expected: Answer) -> bool:
    return {name.replace("_", "-"): found.get(name.replace("_", "-")) for name in expected} == {
        name.replace("_", "-"): value for name, value in expected.items()
    }


GIRL = asked(Ask.VICTIM, born("2008-03-10"), "2024-06-01", sex="F")


def test_a1_a_girl_is_a_child_and_not_a_child_at_once() -> None:
    found = said(GIRL)
    assert of(found, ptpa=YES, ppc361f=NO, ppc364a=NO, ppc366a=YES, ppc366b=YES, ppc375=NO, ppc377a=YES, ppc369=NO)
    assert "ppc361m" not in found
    assert agree(ask(GIRL, ROWS)) is Agreed.DIFFER


@pytest.mark.parametrize(("day", "answer"), [("2023-01-04", YES), ("2023-01-05", NO)])
def test_a2_a_boy_on_the_day_before_and_on_the_day_of_fourteen(day: str, answer: Answer) -> None:
    assert said(asked(Ask.VICTIM, born("2009-01-05"), day, sex="M"))["ppc361m"] == answer


def test_a3_a_year_alone() -> None:
    found = said(asked(Ask.VICTIM, born("2006"), "2024-07-01", sex="F"))
    assert of(found, ptpa=CANNOT_TELL, ppc366b=YES, ppc361f=NO)


def test_a4_a_victim_without_a_birth_is_protected() -> None:
    question = asked(Ask.VICTIM, (), "2024-07-01", sex="F")
    found = ask(question, ROWS)
    assert {each.answer for each in found} == {CANNOT_TELL}
    assert {each.why for each in found} <= {Why.BIRTH, Why.LAW, Why.UNDEFINED}
    assert protect(question, found)


@pytest.mark.parametrize(("day", "answer"), [("2026-02-28", YES), ("2026-03-01", NO)])
def test_a5_born_on_the_29th_of_february(day: str, answer: Answer) -> None:
    assert said(asked(Ask.ACCUSED, born("2008-02-29"), day))["jjsa"] == answer


def test_a6_between_two_laws_of_which_either_says_child() -> None:
    found = answers(asked(Ask.VICTIM, born("2006-01-01"), "2018-05-31", sex="F"))
    assert {(found[name].answer, found[name].why) for name in ("ptpa", "pachto")} == {(CANNOT_TELL, Why.LAW)}
    assert agree([found["ptpa"], found["pachto"]]) is Agreed.YES


MARRIED = born("2008-05-01")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-01", {"cmra-f": NO}),
        ("2026-03-01", {"pb-cmro": YES}),
        ("2026-04-15", {"pb-cmro": YES}),
    ],
)
def test_a7_a_marriage_in_punjab(day: str, expected: dict[str, Answer]) -> None:
    assert said(asked(Ask.SPOUSE, MARRIED, day, sex="F")) == expected


def test_a7_after_the_ordinances_ninety_days() -> None:
    found = answers(asked(Ask.SPOUSE, born("2008-12-01"), "2026-06-15", sex="F"))
    assert (found["pb-cmro"].answer, found["pb-cmro"].why) == (CANNOT_TELL, Why.LAW)
    assert agree(found.values()) is Agreed.DIFFER, "either law may hold, and they do not say the same"


@pytest.mark.parametrize(
    ("place", "day", "birth", "expected"),
    [
        ("ICT", "2025-04-01", "2008-01-01", {"cmra-f": NO}),
        ("ICT", "2025-07-01", "2008-01-01", {"ict-cmra": YES}),
        ("SD", "2013-06-01", "1996-01-01", {"cmra-f": NO}),
        ("SD", "2015-01-01", "1997-06-01", {"sd-cmra": YES}),
    ],
    ids=["a8 before", "a8 after", "a9 before", "a9 after"],
)
def test_a8_a9_a_marriage_elsewhere(place: str, day: str, birth: str, expected: dict[str, Answer]) -> None:
    assert said(asked(Ask.SPOUSE, born(birth), day, place, sex="F")) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2015-12-01", {"ppc82-old": NO, "ppc83-old": YES}), ("2016-06-01", {"ppc82": YES, "ppc83": YES})],
)
def test_a10_a_boy_of_nine_before_and_after_the_change(day: str, expected: dict[str, Answer]) -> None:
    found = said(asked(Ask.ACCUSED, born("2006-11-01"), day))
    assert {name: found.get(name) for name in expected} == expected
    assert not {"ppc82", "ppc82-old"} <= found.keys()


def test_a11_a_tazkira() -> None:
    birth = of_tazkira(10, 1394)
    assert (birth.earliest, birth.latest) == ("2004-03-22", "2006-03-20")
    question = asked(Ask.VICTIM, (birth,), "2023-05-01", sex="M")
    found = answers(question)
    assert (found["ptpa"].answer, found["ptpa"].why) == (CANNOT_TELL, Why.AGE)
    assert "aged 17 to 19" in found["ptpa"].english
    assert protect(question, list(found.values()))


@pytest.mark.parametrize(("day", "answer"), [("2024-12-31", YES), ("2025-06-01", CANNOT_TELL)])
def test_a12_a_registered_refugees_first_of_january(day: str, answer: Answer) -> None:
    found = said(asked(Ask.ACCUSED, born("2007-01-01", basis="OTHER_DOCUMENT"), day))
    assert found["jjsa"] == answer


def test_a14_a_medical_board_may_err_by_two_years() -> None:
    birth = born("2007-02-02", "2008-02-01", "MEDICAL")
    found = answers(asked(Ask.VICTIM, birth, "2024-02-01", sex="F"))["ptpa"]
    assert (found.answer, "aged 14 to 18" in found.english or "aged 14 to 19" in found.english) == (CANNOT_TELL, True)


def test_a15_either_day_is_enough_for_a_missing_child() -> None:
    days = {At.ACT: Days("2024-01-08"), At.REPORT: Days("2024-01-10")}
    question = Question(Ask.MISSING, born("2006-01-09"), days, "PB")
    assert said(question)["zarra"] == YES
    assert said(Question(Ask.MISSING, born("2006-01-09"), {At.REPORT: days[At.REPORT]}, "PB"))["zarra"] == NO


@pytest.mark.parametrize(("continuing", "answer"), [(True, YES), (False, CANNOT_TELL)])
def test_a16_exploitation_that_lasted_and_one_act_on_an_unknown_day(continuing: bool, answer: Answer) -> None:
    question = asked(Ask.VICTIM, born("2006-06-01"), "2022-01-01", last="2025-01-01", continuing=continuing, sex="F")
    assert said(question)["ptpa"] == answer


def test_a17_an_x_of_seventeen_marries() -> None:
    found = answers(asked(Ask.SPOUSE, born("2007-06-01"), "2025-03-01", "KP", sex="X"))
    assert {(each.answer, each.why) for each in found.values()} == {(CANNOT_TELL, Why.SEX)}
    assert set(found) == {"cmra-m", "cmra-f"}


@pytest.mark.parametrize(("place", "answer"), [("PB", YES), ("SD", NO)])
def test_a18_a_worker_of_fourteen(place: str, answer: Answer) -> None:
    found = said(asked(Ask.WORKER, born("2009-06-01"), "2024-01-01", place))
    name = place.lower()
    assert found == {f"{name}-eca": answer, f"{name}-eca-adolescent": YES}


@pytest.mark.parametrize(
    ("place", "row", "answer"), [("BA", "ba-dom", YES), ("ICT", "ict-dom", NO), ("PB", "pb-dom", NO)]
)
def test_a19_a_domestic_worker_of_seventeen(place: str, row: str, answer: Answer) -> None:
    found = answers(asked(Ask.DOMESTIC, born("2007-01-15"), "2024-06-01", place))
    assert {name: each.answer for name, each in found.items()} == {row: answer}
    assert ("light work only" in found[row].english) is (place == "PB")


def test_a20_in_gilgit_no_federal_act_holds_by_itself() -> None:
    question = asked(Ask.VICTIM, born("2009-01-15"), "2024-06-01", "GB", sex="M")
    found = answers(question)
    assert (found["ptpa"].answer, found["ptpa"].why) == (CANNOT_TELL, Why.LAW)
    assert agree(found.values()) is Agreed.CANNOT_TELL
    assert protect(question, list(found.values()))


def test_a_law_for_girls_alone_leaves_it_open_where_the_sex_is_not_known() -> None:
    found = answers(asked(Ask.VICTIM, born("2008-03-10"), "2024-06-01"))
    assert (found["ppc366a"].answer, found["ppc366a"].why) == (CANNOT_TELL, Why.SEX)


def test_a_law_that_may_not_hold_makes_nobody_a_child_who_is_none_under_it() -> None:
    found = answers(asked(Ask.VICTIM, born("1980-01-01"), "2024-06-01", "GB", sex="M"))
    assert {each.answer for each in found.values() if each.row.below} == {NO}


def test_one_accused_without_a_birth_is_protected_where_something_says_child() -> None:
    question = asked(Ask.ACCUSED, (), "2024-06-01")
    found = ask(question, ROWS)
    assert (protect(question, found), protect(question, found, signs=True)) == (False, True)


def test_one_of_age_under_each_test_of_eighteen_is_not_protected() -> None:
    question = asked(Ask.VICTIM, born("1990-01-01"), "2024-06-01", sex="F")
    assert not protect(question, ask(question, ROWS))


def test_an_act_before_any_test_of_eighteen_is_judged_by_eighteen_years() -> None:
    young, grown = (asked(Ask.ACCUSED, born(birth), "1995-01-01") for birth in ("1980-01-01", "1970-01-01"))
    assert protect(young, ask(young, ROWS))
    assert not protect(grown, ask(grown, ROWS))


def test_without_a_day_nothing_can_be_told() -> None:
    question = Question(Ask.VICTIM, born("2008-03-10"), {}, "PB", "F")
    assert {each.answer for each in ask(question, ROWS)} == {CANNOT_TELL}


def test_the_protocol_is_shown_and_agrees_with_nothing() -> None:
    found = answers(GIRL)
    assert found["palermo"].answer == YES
    assert agree([found["palermo"], found["ppc369"]]) is Agreed.NO


def test_an_answer_cites_its_row_and_asks_for_counsel_where_it_was_not_read() -> None:
    found = answers(GIRL)
    assert found["ptpa"].row.provision.cited == "PTPA 2018 s. 2 (V), as read on 2026-11-27"
    assert (
        found["ppc366b"].row.provision.cited == "PPC s. 366-B (V2), as read on 2026-11-27; to be confirmed by counsel"
    )
    assert found["ptpa"].english.startswith("a child under this law; aged 16; the law says below 18")
    assert "16" in found["ptpa"].urdu


DAYS = st.dates(date(2001, 1, 1), date(2027, 12, 31))
BIRTHS = st.dates(date(1990, 1, 1), date(2015, 12, 31))
PLACES = st.sampled_from(["PB", "SD", "KP", "BA", "ICT", "GB", "AJK"])
ASKS = st.sampled_from(list(Ask))


@given(ASKS, BIRTHS, st.integers(0, 500), DAYS, PLACES, st.sampled_from(["M", "F", ""]))
def test_knowing_less_of_a_birth_never_turns_an_answer_round(
    who: Ask, birth: date, wider: int, day: date, place: str, sex: str
) -> None:
    sharp = said(asked(who, born(str(birth)), str(day), place, sex))
    blunt = said(asked(who, born(str(birth), str(birth + timedelta(days=wider))), str(day), place, sex))
    assert sharp.keys() == blunt.keys()
    assert all(blunt[name] in (sharp[name], CANNOT_TELL) for name in sharp)


@given(ASKS, BIRTHS, DAYS, PLACES)
def test_not_knowing_the_sex_never_turns_an_answer_round(who: Ask, birth: date, day: date, place: str) -> None:
    unknown = said(asked(who, born(str(birth)), str(day), place))
    for sex in ("M", "F"):
        known = said(asked(who, born(str(birth)), str(day), place, sex))
        assert all(unknown[name] in (known[name], CANNOT_TELL) for name in known)


@given(BIRTHS, DAYS, PLACES)
def test_whoever_is_below_eighteen_is_protected_under_whatever_law(birth: date, day: date, place: str) -> None:
    """Completed years counted by hand; the 29th of February completes one on the 1st of March."""
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    if years < 0:
        return
    for who in (Ask.VICTIM, Ask.ACCUSED):
        question = asked(who, born(str(birth)), str(day), place, "F")
        assert protect(question, ask(question, ROWS)) is (years < 18)
