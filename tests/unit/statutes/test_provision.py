"""Rows of law by day and place, and files of law that are refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statutes.age_rows import FILE, age_rows
from services.statutes.errors import BadLaw
from services.statutes.provision import PLACES, Change, Provision, change_of, in_force, in_force_over
from services.statutes.reading import shipped
from services.values.dates import span
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer, all_of, any_of
from tests.rows import of_rows

HEAD = b'read_on = "2026-11-27"\n[[age]]\n'
GOOD = b'id = "x"\nlaw = "L"\nask = "VICTIM"\nbelow = 18\nextent = ["PK"]\nmark = "V"\n'


def day(text: str) -> int:
    return span(text).first_day


def law(text: bytes) -> Provision:
    (row,) = age_rows(HEAD + GOOD + text).values()
    return row.provision


@of_rows(
    ("dates", "on", "answer"),
    [
        (b"", "1900-01-01", YES),
        (b'from = "2018-05-30"', "2018-05-29", NO),
        (b'from = "2018-05-30"', "2018-05-30", YES),
        (b'from = ["2018-05-30", "2018-06-02"]', "2018-05-30", CANNOT_TELL),
        (b'from = ["2018-05-30", "2018-06-02"]', "2018-06-01", CANNOT_TELL),
        (b'from = ["2018-05-30", "2018-06-02"]', "2018-06-02", YES),
        (b'from = "2016-07"', "2016-07-31", CANNOT_TELL),
        (b'from = "2016-07"', "2016-08-01", YES),
        (b'from = "2019"', "2018-12-31", NO),
        (b'from = "2019"', "2019-12-31", CANNOT_TELL),
        (b'from = "unknown"', "1900-01-01", CANNOT_TELL),
        (b'from = ["2025-02-18", "unknown"]', "2025-02-17", NO),
        (b'from = ["2025-02-18", "unknown"]', "2099-01-01", CANNOT_TELL),
        (b'to = "2018-05-30"', "2018-05-29", YES),
        (b'to = "2018-05-30"', "2018-05-30", NO),
        (b'to = ["2018-05-30", "2018-06-02"]', "2018-06-01", CANNOT_TELL),
        (b'from = "2020"\nto = "2019-06-01"', "2020-05-05", NO),
    ],
)
def test_a_row_from_its_first_day_to_the_day_before_its_last(dates: bytes, on: str, answer: Answer) -> None:
    assert in_force(law(dates), day(on), "PB") == answer


@pytest.mark.parametrize(("place", "answer"), [("PB", YES), ("ICT", YES), ("GB", CANNOT_TELL), ("AJK", CANNOT_TELL)])
def test_a_federal_act_reaches_gilgit_and_kashmir_not_by_itself(place: str, answer: Answer) -> None:
    assert in_force(law(b""), day("2024-01-01"), place) == answer


def test_a_provinces_own_act_holds_there_alone_and_one_may_end_in_a_province() -> None:
    (own,) = (row.provision for row in age_rows(HEAD + GOOD.replace(b'["PK"]', b'["SD"]')).values())
    assert [in_force(own, day("2024-01-01"), place) for place in ("SD", "PB", "GB")] == [YES, NO, NO]
    ends = law(b'ends = { SD = "2014-05-01" }')
    assert [in_force(ends, day("2020-01-01"), place) for place in ("SD", "PB")] == [NO, YES]


def test_over_a_span_that_the_change_lies_in_it_cannot_be_told() -> None:
    row = law(b'from = "2018-05-30"')
    assert in_force_over(row, day("2018-05-01"), day("2018-06-30"), "PB") == CANNOT_TELL
    assert in_force_over(row, day("2018-05-30"), day("2018-06-30"), "PB") == YES


DATES = st.dates(date(2010, 1, 1), date(2012, 12, 31))


@given(DATES, st.integers(0, 40), DATES, st.integers(0, 40), DATES, st.integers(0, 60))
def test_a_span_says_what_each_of_its_days_says(
    begins: date, width: int, ends: date, end_width: int, first: date, length: int
) -> None:
    start, stop = (d.toordinal() - date(1970, 1, 1).toordinal() for d in (begins, ends))
    row = Provision(
        id="x", law="L", section="", begins=Change(start, start + width), to=Change(stop, stop + end_width),
        extent=frozenset(), mark=law(b"").mark, source="", note="", read_on="",
    )  # fmt: skip
    one = first.toordinal() - date(1970, 1, 1).toordinal()
    each = {in_force(row, one + number, "PB") for number in range(length + 1)}
    assert in_force_over(row, one, one + length, "PB") == (each.pop() if len(each) == 1 else CANNOT_TELL)


@of_rows(
    ("raw", "row", "field", "why"),
    [
        (b"[[age]]\n", "", "read_on", "is missing"),
        (b"read_on", "", "TOML", "Expected"),
        (b'read_on = "x"\nage = 3\n', "", "age", "is no list of rows"),
        (HEAD + GOOD.replace(b'law = "L"\n', b""), "x", "law", "is missing"),
        (HEAD + GOOD + b"colour = 1\n", "x", "colour", "is no field"),
        (HEAD + GOOD.replace(b"18", b'"18"'), "x", "below", "is no whole number"),
        (HEAD + GOOD.replace(b"18", b"true"), "x", "below", "is no whole number"),
        (HEAD + GOOD.replace(b"VICTIM", b"VICTOR"), "x", "ask", "'VICTOR' is none of"),
        (HEAD + GOOD.replace(b'"V"', b'"Z"'), "x", "mark", "'Z' is none of"),
        (HEAD + GOOD.replace(b'"PK"', b'"XX"'), "x", "extent", "'XX' is none of"),
        (HEAD + GOOD + b'from = "soon"\n', "x", "from", "not an ISO"),
        (HEAD + GOOD + b"from = 2018\n", "x", "from", "is no date"),
        (HEAD + GOOD + b'from = ["2018-06-02", "2018-05-30"]\n', "x", "from", "ends before it begins"),
        (HEAD + GOOD + b'from = ["2018-06-02"]\n', "x", "from", "not enough values"),
        (HEAD + GOOD + b'ends = { XX = "2014" }\n', "x", "ends", "'XX' is no place"),
        (HEAD + GOOD + b"majority = 1\n", "x", "majority", "is no bool"),
        (HEAD + GOOD + b"[[age]]\n" + GOOD, "x", "id", "is there twice"),
    ],
)
def test_a_bad_row_is_refused_by_file_row_and_field(raw: bytes, row: str, field: str, why: str) -> None:
    with pytest.raises(BadLaw) as refused:
        age_rows(raw, "mine.toml")
    assert (refused.value.file, refused.value.row, refused.value.field) == ("mine.toml", row, field)
    assert why in str(refused.value)


def test_what_ships_is_read_and_names_its_day() -> None:
    shipped_rows = age_rows(shipped(FILE))
    assert shipped_rows.keys() == age_rows().keys()
    assert {row.provision.read_on for row in shipped_rows.values()} == {"2026-11-27"}


THREE = st.lists(st.sampled_from([YES, NO, CANNOT_TELL]))


@given(THREE)
def test_no_wins_an_and_yes_wins_an_or_and_not_knowing_the_rest(answers: list[Answer]) -> None:
    assert all_of(answers) == (NO if NO in answers else CANNOT_TELL if CANNOT_TELL in answers else YES)
    turned = {YES: NO, NO: YES, CANNOT_TELL: CANNOT_TELL}
    assert any_of(answers) == turned[all_of(turned[each] for each in answers)]


def test_every_place_is_a_place() -> None:
    assert all(len(place) in (2, 3) for place in PLACES)
    assert change_of("unknown").by(0) == CANNOT_TELL
