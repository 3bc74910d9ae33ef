"""The law as dated data: every source has a mark, every version its days, and what is not known is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.provisions import MARKS, VERSIONS, Version, in_force, possible
from services.records.law.ruling import RULES
from services.records.law.transitions import STEPS
from tests.rows import of_rows

LAWS = sorted({row.law for row in VERSIONS})


def test_every_sentence_of_law_has_a_mark_and_no_mark_is_idle() -> None:
    named = {rule.source for rule in RULES} | {step.statute for step in STEPS}
    assert named == set(MARKS)
    assert {known.mark for known in MARKS.values()} <= {"V", "V2", "K", "P"}


def test_what_was_read_says_where() -> None:
    assert all(known.source for known in MARKS.values() if known.mark in ("V", "V2", "P"))
    assert all(row.known.source for row in VERSIONS if row.known.mark != "K")


@pytest.mark.parametrize(
    ("law", "day", "expected"),
    [
        ("PTPA 2018", "2018-05-29", set()),
        ("PTPA 2018", "2018-05-31", {"ptpa@2018"}),
        ("PTPA 2018", "2020-01-01", {"ptpa@2018"}),
        ("PTPA 2018", "2021-06-01", {"ptpa@2018", "ptpa@2022"}),
        ("PTPA 2018", "2022-12-30", {"ptpa@2018", "ptpa@2022"}),
        ("PTPA 2018", "2022-12-31", {"ptpa@2022"}),
        ("PTPA 2018", "2023-12-30", {"ptpa@2022"}),
        ("PTPA 2018", "2025-02-17", {"ptpa@2022"}),
        ("PTPA 2018", "2025-02-18", {"ptpa@2022", "ptpa@2025"}),
        ("PECA 2016: who investigates", "2024-04-28", {"peca-fia"}),
        ("PECA 2016: who investigates", "2024-04-29", {"peca-nccia"}),
    ],
)
def test_the_versions_that_may_have_been_in_force(law: str, day: str, expected: set[str]) -> None:
    assert {row.id for row in possible(law, day)} == expected


def test_the_day_between_assent_and_publication_is_uncertain() -> None:
    assert [in_force(VERSIONS[0], day) for day in ("2018-05-29", "2018-05-30", "2018-06-02")] == [
        "NO",
        "UNCERTAIN",
        "YES",
    ]


@of_rows(
    ("row", "day", "answer"),
    [
        (0, "2020-12-31", "YES"),
        (0, "2021-01-01", "UNCERTAIN"),
        (0, "2022-12-30", "UNCERTAIN"),
        (0, "2022-12-31", "NO"),
        (1, "2020-12-31", "NO"),
        (1, "2022-12-30", "UNCERTAIN"),
        (1, "2022-12-31", "YES"),
        (1, "2025-02-17", "YES"),
        (1, "2025-02-18", "UNCERTAIN"),
        (1, "2040-01-01", "UNCERTAIN"),
        (2, "2025-02-17", "NO"),
        (2, "2040-01-01", "UNCERTAIN"),
        (3, "2024-04-28", "YES"),
        (4, "2024-04-29", "YES"),
    ],
)
def test_at_the_edges_of_each_version(row: int, day: str, answer: str) -> None:
    assert in_force(VERSIONS[row], day) == answer


@given(st.sampled_from(VERSIONS), st.dates().map(str), st.dates().map(str))
def test_what_may_have_been_in_force_within_a_span_was_so_on_one_of_its_days(
    row: Version, one: str, other: str
) -> None:
    first, last = sorted((one, other))
    ends = {first, last, *(day for day in (row.since[0], row.until[0]) if first <= day <= last)}
    assert (row in possible(row.law, first, last)) == any(in_force(row, day) != "NO" for day in ends)


@given(st.sampled_from(LAWS), st.dates().map(str))
def test_one_version_alone_is_ever_certain_and_none_is_lost_between_two(law: str, day: str) -> None:
    rows = [row for row in VERSIONS if row.law == law]
    assert sum(in_force(row, day) == "YES" for row in rows) <= 1
    if day >= rows[0].since[0]:
        assert possible(law, day)


@pytest.mark.parametrize("law", LAWS)
def test_versions_follow_each_other_without_a_gap(law: str) -> None:
    for one, other in pairwise([row for row in VERSIONS if row.law == law]):
        assert one.until == other.since
