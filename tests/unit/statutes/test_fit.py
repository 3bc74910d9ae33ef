"""LAW 2(b): which offences the facts fit, in twenty cases and one truth table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statutes.age_rows import Ask, At, age_rows
from services.statutes.ages import Days, Question, ask
from services.statutes.charge import Conviction, PointKind, charge_check, repetition
from services.statutes.fit import Facts, Fit, Shown, Stated, Verdict, fit
from services.statutes.investigator import Body, investigators, of_cyber_offence
from services.statutes.offence_rows import ACTS, FURTHER, MEANS, PURPOSES, Mode, offence_rows
from services.values.dates import span
from services.values.records import Birth, Section
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer
from tests.rows import of_rows

ROWS, AGES = offence_rows(), age_rows()
ALLEGED, UNKNOWN, DENIED = Shown.ALLEGED, Shown.UNKNOWN, Shown.DENIED
FITS, FITS_IF, NOT, OPEN = Verdict.FITS, Verdict.FITS_IF, Verdict.NOT, Verdict.LAW_UNCERTAIN


def born(day: str) -> tuple[Birth, ...]:
    return (Birth(day, day, "CRC"),) if day else ()


def facts(
    *words: str,
    birth: str,
    sex: str,
    day: str,
    crossed: Answer = NO,
    last: str = "",
    how: Mapping[str, Shown] | None = None,
) -> Facts:
    said = {word: Stated(ALLEGED, "fir-1") for word in words} | {
        word: Stated(each) for word, each in (how or {}).items()
    }
    return Facts(said, born(birth), sex, day, last, "PB", crossed)


def fits(case: Facts) -> dict[str, Fit]:
    return fit(case, ROWS, AGES)


def verdicts(case: Facts, *offences: str) -> list[Verdict]:
    found = fits(case)
    return [found[name].verdict for name in offences]


def points(case: Facts, *charged: Section) -> list[PointKind]:
    return [each.kind for each in charge_check(charged, fits(case), ROWS, case)]


def ppc(number: str) -> Section:
    return Section("PPC", number)


def other(text: str) -> Section:
    return Section("OTHER", text)


KILN = facts("RECRUIT", "BONDED_LABOUR", birth="2010-01-01", sex="M", day="2023-05-10")


def test_b1_a_boy_of_thirteen_at_a_kiln() -> None:
    found = fits(KILN)
    assert (found["ptpa3-2"].verdict, found["ptpa3-2"].row.provision.id) == (FITS, "ptpa3-2@2018")
    assert found["ptpa3-1"].failed == ("means",)
    assert found["blsa11"].verdict is FITS
    kiln = Question(Ask.WORKER, KILN.births, {At.WORK: Days("2023-05-10")}, "PB", "M", "KILN")
    assert {each.row.provision.id: each.answer for each in ask(kiln, AGES)}["pb-kiln"] == YES
    charged = points(KILN, other("11 BLSA"))
    assert charged == [PointKind.PTPA_MISSING, PointKind.GENERAL_ONLY, PointKind.BAILABLE_ONLY]


def test_b2_a_man_forced_to_work_by_threat() -> None:
    case = facts("RECRUIT", "COERCION", "COMPELLED_LABOUR", birth="1993-01-01", sex="M", day="2023-02-01")
    assert verdicts(case, "ptpa3-1", "ppc374", "ptpa3-2") == [FITS, FITS, NOT]


SOLD = facts("SELL", "OBTAIN", "FRAUD", "COMMERCIAL_SEX", birth="1998-01-01", sex="F", day="2023-02-01")


def test_b3_a_woman_sold_by_fraud() -> None:
    found = fits(SOLD)
    held = found["ptpa3-2"]
    assert (held.verdict, held.row.provision.id, held.row.penalty.mode) == (FITS, "ptpa3-2@2022", Mode.AND_FINE)
    assert (held.row.provision.mark, held.penalty_open) == ("V2", ())
    assert (found["ppc371a"].verdict, found["ppc371a"].row.court) == (FITS, "SPECIAL")
    assert points(SOLD, ppc("371-A")) == [PointKind.PTPA_MISSING, PointKind.GENERAL_ONLY]
    assert points(SOLD, ppc("371-A"), Section("PTPA", "3(2)")) == []


def test_b4_the_same_while_it_is_open_which_text_held() -> None:
    case = facts("OBTAIN", "FRAUD", "COMMERCIAL_SEX", birth="1998-01-01", sex="F", day="2021-06-01")
    held = fits(case)["ptpa3-2"]
    assert held.verdict is FITS
    versions = {held.row.provision.id, *(row.provision.id for row in held.penalty_open)}
    assert versions == {"ptpa3-2-sex@2018", "ptpa3-2@2022"}


def test_b5_a_girl_induced_for_one_man_alone() -> None:
    case = facts("INDUCE_TO_GO", birth="2007-06-01", sex="F", day="2023-07-01", how={"WITH_ANOTHER": DENIED})
    found = fits(case)
    assert (found["ppc366a"].verdict, found["ppc366a"].failed) == (NOT, ("further",))
    assert {found[name].verdict for name in ("ptpa3-1", "ptpa3-2")} == {NOT}
    assert "purpose" in found["ptpa3-2"].failed


def test_b6_a_girl_of_seventeen_for_money_with_others() -> None:
    case = facts(
        "INDUCE_TO_GO", "RECRUIT", "WITH_ANOTHER", "COMMERCIAL_SEX", birth="2006-03-01", sex="F", day="2023-07-01"
    )
    assert verdicts(case, "ppc366a", "ptpa3-2") == [FITS, FITS]


def trafficked(day: str) -> Facts:
    return facts("RECRUIT", "FORCE", "COMPELLED_LABOUR", birth="1990-01-01", sex="M", day=day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-01-10", [PointKind.PTPA_MISSING, PointKind.GENERAL_ONLY, PointKind.SECTION_OMITTED]),
        ("2017-05-01", []),
        ("2015-05-01", [PointKind.SECTION_NOT_YET]),
    ],
    ids=["b7", "b8", "before it"],
)
def test_b7_b8_section_369a_by_the_day_of_the_act(day: str, expected: list[PointKind]) -> None:
    assert points(trafficked(day), ppc("369-A")) == expected


def test_b9_between_the_two() -> None:
    assert verdicts(trafficked("2018-06-01"), "ppc369a", "ptpa3-1") == [OPEN, OPEN]


def test_b10_a_kidney_bought_by_fraud() -> None:
    case = facts("BUY", "OBTAIN", "FRAUD", "ORGANS", birth="1985-01-01", sex="M", day="2020-02-01")
    found = fits(case)
    assert (found["ptpa3-1"].verdict, found["ptpa3-1"].failed) == (NOT, ("purpose",))
    assert found["thota"].verdict is FITS
    bodies = [each.body for each in investigators(found, NO, span("2020-02-05").first_day)]
    assert bodies == [Body.POLICE, Body.FIA]


BEGGARS = ("SEND_ABROAD", "TRANSPORT", "BEGGING")


def test_b11_adults_who_travel_to_beg() -> None:
    found = fits(facts(*BEGGARS, birth="1980-01-01", sex="M", day="2024-04-01", crossed=YES))
    assert found["ptpa3-1"].verdict is NOT
    assert set(found["ptpa3-1"].failed) == {"means", "purpose"}
    assert found["emigration"].verdict is FITS


def test_b12_whose_agent_keeps_passports_and_takings() -> None:
    case = facts(*BEGGARS, "COERCION", "TRAVEL_DOCUMENT", birth="1980-01-01", sex="M", day="2024-04-01", crossed=YES)
    found = fits(case)
    assert (found["ptpa3-1"].verdict, found["ptpa3-1"].open) == (FITS_IF, ("purpose",))
    assert (found["ptpa4"].verdict, found["ptpa4"].open) == (FITS_IF, ("base",))
    assert investigators(found, YES, span("2024-04-05").first_day)[0].body is Body.FIA


MAID = facts("HARBOUR", "COMPELLED_LABOUR", birth="2009-01-01", sex="F", day="2023-05-01")


def test_b13_a_maid_of_fourteen_locked_in() -> None:
    assert verdicts(MAID, "ptpa3-2") == [FITS]
    domestic = Question(Ask.DOMESTIC, MAID.births, {At.WORK: Days("2023-05-01")}, "PB", "F")
    assert [each.answer for each in ask(domestic, AGES)] == [YES]
    assert PointKind.GENERAL_ONLY in points(MAID, ppc("328-A"))


def test_b14_a_maid_of_sixteen_who_goes_home_daily() -> None:
    found = fits(facts("EMPLOY", birth="2007-01-01", sex="F", day="2023-05-01"))
    assert "purpose" in found["ptpa3-2"].failed
    domestic = Question(Ask.DOMESTIC, born("2007-01-01"), {At.WORK: Days("2023-05-01")}, "PB", "F")
    assert [each.answer for each in ask(domestic, AGES)] == [NO]


def test_b15_two_brothers_once() -> None:
    case = facts("TRANSPORT", "COMPELLED_LABOUR", birth="2012-01-01", sex="M", day="2023-05-01", how={"GROUP": UNKNOWN})
    found = fits(case)["ptpa4"]
    assert (found.verdict, found.open) == (FITS_IF, ("further",))


PTPA3 = Section("PTPA", "3(1)")


@pytest.mark.parametrize(
    ("earlier", "answer"),
    [
        (Conviction(PTPA3, final=True, by_court=True, acquitted=True), NO),
        (Conviction(PTPA3, final=True, by_court=False), CANNOT_TELL),
        (Conviction(PTPA3, final=False, by_court=True), CANNOT_TELL),
        (Conviction(PTPA3, final=True, by_court=True), YES),
        (Conviction(Section("PTPA", "4"), final=True, by_court=True), YES),
        (Conviction(Section("PTPA", "5"), final=True, by_court=True), NO),
        (Conviction(ppc("371-A"), final=True, by_court=True), NO),
    ],
    ids=["b16", "b17", "not final", "final", "s. 4", "s. 5", "another Act"],
)
def test_b16_b17_only_a_courts_final_conviction_is_repetition(earlier: Conviction, answer: Answer) -> None:
    assert repetition([earlier]) == answer
    assert repetition([]) == NO


def test_b18_smuggled_willingly_and_one_girl_sold_there() -> None:
    case = facts(
        "SMUGGLE", "TRANSPORT", "SELL", "COMMERCIAL_SEX", birth="2008-01-01", sex="F", day="2023-05-01", crossed=YES
    )
    found = fits(case)
    assert [found[name].verdict for name in ("posm3", "ptpa3-2")] == [FITS, FITS]
    assert investigators(found, YES, span("2023-05-05").first_day)[0].body is Body.FIA


def test_b19_neither_age_nor_means() -> None:
    found = fits(facts("RECRUIT", "COMPELLED_LABOUR", birth="", sex="M", day="2023-05-01"))["ptpa3-2"]
    assert (found.verdict, found.open) == (FITS_IF, ("means", "victim"))


def test_b20_a_girl_married_for_money() -> None:
    case = facts("OBTAIN", "SELL", "TRANSPORT", "FORCED_MARRIAGE", birth="2008-09-01", sex="F", day="2024-02-01",
                 how={"AGAINST_WILL": ALLEGED})  # fmt: skip
    found = fits(case)
    assert (found["ptpa3-2"].verdict, found["ptpa3-2"].open) == (FITS_IF, ("purpose",))
    assert found["ppc365b"].verdict is FITS
    assert found["ppc371a"].verdict is FITS_IF


def word_of(text: str) -> Shown | None:
    return {"Y": ALLEGED, "N": None, "?": UNKNOWN}[text]


@of_rows(
    ("act", "means", "purpose", "child", "woman", "offence", "verdict", "named"),
    [
        ("Y", "Y", "Y", "N", "N", "ptpa3-1", FITS, ()),
        ("Y", "Y", "Y", "Y", "Y", "ptpa3-2", FITS, ()),
        ("Y", "Y", "Y", "N", "Y", "ptpa3-2", FITS, ()),
        ("Y", "N", "Y", "Y", "N", "ptpa3-2", FITS, ()),
        ("Y", "N", "Y", "Y", "Y", "ptpa3-2", FITS, ()),
        ("Y", "?", "Y", "?", "N", "ptpa3-1", FITS_IF, ("means",)),
        ("Y", "?", "Y", "?", "N", "ptpa3-2", FITS_IF, ("means", "victim")),
        ("Y", "N", "Y", "N", "N", "ptpa3-1", NOT, ("means",)),
        ("Y", "N", "Y", "N", "Y", "ptpa3-2", NOT, ("means",)),
        ("Y", "Y", "N", "Y", "Y", "ptpa3-2", NOT, ("purpose",)),
        ("N", "Y", "Y", "Y", "Y", "ptpa3-2", NOT, ("act",)),
        ("Y", "Y", "?", "Y", "N", "ptpa3-2", FITS_IF, ("purpose",)),
    ],
)
def test_the_truth_table_of_section_3(
    act: str, means: str, purpose: str, child: str, woman: str, offence: str, verdict: Verdict, named: tuple[str, ...]
) -> None:
    stated = {"RECRUIT": word_of(act), "FORCE": word_of(means), "COMPELLED_LABOUR": word_of(purpose)}
    birth = {"Y": "2010-01-01", "N": "1990-01-01", "?": ""}[child]
    case = facts(
        birth=birth, sex="F" if woman == "Y" else "M", day="2020-05-01",
        how={word: each for word, each in stated.items() if each},
    )  # fmt: skip
    found = fits(case)[offence]
    assert found.verdict is verdict
    assert named == (found.open if verdict is FITS_IF else found.failed if verdict is NOT else ())


@pytest.mark.parametrize(("word", "same"), [("TRANSFER", "PROVIDE"), ("RECEIVE", "HARBOUR")])
def test_words_of_the_protocol_are_words_of_the_act(word: str, same: str) -> None:
    one, two = (
        facts(each, "ABDUCTION", "COMPELLED_LABOUR", birth="1990-01-01", sex="M", day="2020-05-01")
        for each in (word, same)
    )
    assert verdicts(one, "ptpa3-1") == verdicts(two, "ptpa3-1") == [FITS]


@pytest.mark.parametrize(
    ("crossed", "body", "mark"), [(NO, Body.POLICE, "V"), (YES, Body.FIA, "V"), (CANNOT_TELL, Body.POLICE, "P")]
)
def test_who_investigates_goes_by_the_victim(crossed: Answer, body: Body, mark: str) -> None:
    (found,) = investigators(fits(trafficked("2023-01-01")), crossed, span("2023-01-05").first_day)
    assert (found.body, found.mark) == (body, mark)


def test_a_scheduled_offence_has_a_unit_of_its_own() -> None:
    found = investigators(fits(SOLD), NO, span("2023-02-05").first_day)
    assert [each.body for each in found] == [Body.POLICE, Body.SSOIU]


@pytest.mark.parametrize(("day", "body"), [("2024-04-28", Body.FIA), ("2024-04-29", Body.NCCIA)])
def test_cyber_offences_went_to_another_body(day: str, body: Body) -> None:
    assert of_cyber_offence(span(day).first_day).body is body


def test_after_february_2025_either_text_may_hold_and_the_offence_fits() -> None:
    held = fits(trafficked("2025-06-01"))["ptpa3-1"]
    assert held.verdict is FITS
    assert {held.row.provision.id, *(row.provision.id for row in held.penalty_open)} == {"ptpa3-1@2018", "ptpa3-1@2025"}


def test_in_gilgit_it_is_open_whether_either_text_holds() -> None:
    there = replace(trafficked("2025-06-01"), place="GB")
    assert verdicts(there, "ptpa3-1") == [OPEN]


def test_of_two_texts_of_which_neither_took_over_none_is_sure_to_hold() -> None:
    row = '[[offence]]\nid = "{}"\noffence = "x"\nlaw = "L"\nfrom = "unknown"\nextent = ["PK"]\nmark = "K"\nacts = ["SELL"]\n'
    rows = offence_rows(('read_on = "2026-11-27"\n' + row.format("x@1") + row.format("x@2")).encode())
    case = facts("SELL", birth="1990-01-01", sex="M", day="2020-05-01")
    assert fit(case, rows, AGES)["x"].verdict is OPEN


def test_every_age_that_a_row_names_is_there_and_every_base_before_it() -> None:
    seen: set[str] = set()
    for row in ROWS.values():
        assert not row.victim or row.victim in AGES
        assert set(row.base) <= seen
        seen.add(row.offence)


WORDS = sorted(ACTS | MEANS | PURPOSES | FURTHER)
ORDER = {NOT: 0, OPEN: 1, FITS_IF: 1, FITS: 2}


@given(
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from(list(Shown)), max_size=8),
    st.sampled_from(WORDS),
    st.sampled_from(["2010-01-01", "1990-01-01", ""]),
    st.sampled_from(["M", "F", ""]),
    st.sampled_from(["2017-01-01", "2020-01-01", "2021-06-01", "2024-01-01", "2025-06-01"]),
)
def test_saying_more_never_makes_an_offence_fit_less(
    said: dict[str, Shown], word: str, birth: str, sex: str, day: str
) -> None:
    less = facts(birth=birth, sex=sex, day=day, how=said)
    more = facts(birth=birth, sex=sex, day=day, how=said | {word: ALLEGED})
    before, after = fits(less), fits(more)
    assert before.keys() == after.keys()
    assert all(ORDER[after[name].verdict] >= ORDER[before[name].verdict] for name in before)


def test_what_is_unknown_is_never_turned_into_no() -> None:
    for sex, birth in product(("M", "F", ""), ("", "1990-01-01")):
        case = facts(birth=birth, sex=sex, day="2020-01-01", how=dict.fromkeys(WORDS, UNKNOWN))
        found = fits(case)
        assert {name for name, each in found.items() if "means" in each.failed or "act" in each.failed} == set()
