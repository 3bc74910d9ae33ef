"""The page says each word, column, command and number that the program knows, and names no others."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school_warning import tables
from school_warning.__main__ import WARNED
from school_warning.counting import LONG_RUN, LOOK_BACK, OFTEN, SHORT_RUN
from school_warning.outcomes import NextStep, Outcome
from school_warning.sending import GROUNDS, PATH
from school_warning.store import MARKS_KEPT, VISITS_KEPT
from school_warning.values import CODE, TOKEN, Closing, Ground, Level, Mark, Sex, Standing
from tests.shared import ROOT
from tests.unit.school_warning.place import Place

PAGE = (ROOT / "docs" / "school-warning.md").read_text("utf-8")
CODED = {word for span in re.findall(r"`([^`\n]+)`", PAGE) for word in span.split()}


@pytest.mark.parametrize("words", [Mark, Closing, Standing, Sex, Outcome, Ground, NextStep])
def test_each_word_is_on_the_page(words: type[StrEnum]) -> None:
    said = {word.strip(":") for word in CODED}
    assert [word for word in words if word not in said] == []


def test_each_ground_stands_in_the_row_of_its_level() -> None:
    rows = re.findall(r"^\| `(VISIT|CALL)` \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert [ground for _, ground in rows] == list(Ground), "in the order in which they are said"
    assert {Ground(ground) for level, ground in rows if level == Level.VISIT} == set(GROUNDS)


def test_the_numbers_are_those_of_the_program() -> None:
    assert (LONG_RUN, SHORT_RUN, OFTEN, LOOK_BACK) == (10, 5, 9, 30)
    assert f"the last {LONG_RUN} absent" in PAGE
    assert f"{OFTEN} of the last {LOOK_BACK} absent" in PAGE
    assert f"for {MARKS_KEPT.days} days" in PAGE
    assert f"{VISITS_KEPT.days} days after" in PAGE
    assert f"POST {PATH}\n" in PAGE


def test_each_command_is_shown(place: Place) -> None:
    shown = set(re.findall(r"^python -m school_warning PLACE (\w+)", PAGE, re.MULTILINE))
    with pytest.raises(SystemExit) as left:
        place.run("--help")
    assert left.value.code == 0
    assert shown == {"take", "warn", "notices", "request", "outcome", "rates"}
    for command in shown:
        with pytest.raises(SystemExit) as left:
            place.run(command, "--help")
        assert left.value.code == 0, command


@pytest.mark.parametrize(
    "columns",
    [
        "district,from,to,kind",
        "school,district",
        "token,household,sex,standing",
        "officer,body",
        "school,class,token,mark",
    ],
)
def test_each_table_has_the_columns_of_the_page(columns: str) -> None:
    assert f"`{columns}`" in PAGE
    assert tables.rows([columns + "\n"], "table", tuple(columns.split(","))) == []


def test_what_warn_prints_request_reads(place: Place) -> None:
    place.attend({"PUPILAAX": "P"})
    printed = place.run("warn").out
    assert printed == ",".join(WARNED) + "\n"
    assert place.run("request", told=printed).code == 0


@given(number=st.integers(10**12, 10**13 - 1), before=st.sampled_from(["", "P", "PK"]), dashed=st.booleans())
def test_no_cnic_is_a_token(number: int, before: str, dashed: bool) -> None:
    plain = str(number)
    text = before + (f"{plain[:5]}-{plain[5:12]}-{plain[12:]}" if dashed else plain)
    assert not TOKEN.fullmatch(text)


@given(text=st.text('AZ09-z\n\u0663\u00c9,;"= ', min_size=1, max_size=12))
def test_a_token_or_code_has_no_character_that_a_table_or_a_request_minds(text: str) -> None:
    for pattern in (TOKEN, CODE):
        if pattern.fullmatch(text):
            assert re.fullmatch(r"[A-Z0-9-]+", text, re.ASCII)
            assert not text.endswith("\n")
