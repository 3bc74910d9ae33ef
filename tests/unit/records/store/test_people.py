"""Whose other cases are judged again when a birth is told anew: everybody's whose age at an act that may change."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from services.records.app.people import People, adult_at, mates_of
from services.records.law.births import UNKNOWN_FROM, UNKNOWN_TO
from services.records.ports import Transaction
from services.records.rows import BirthWord, PersonFacts, PersonToken
from services.records.store import open_store
from services.values.dates import span
from tests.conformance.store.rows import head_row, log_row

TOKEN, BY = "a", "pk.punjab-police"
ACT = span("2020-05-03").first_day
OLD, CHILD = span("1980-01-01").first_day, span("2010-01-01").first_day
EIGHTEEN = span("2002-05-03").first_day
"""Born that day, they are eighteen on the day of the act."""


def judged_again(
    folder: Path, acts: tuple[int | None, ...], last: int, *, before: int | None = None, silenced: bool = False
) -> bool:
    """Whether records of theirs, with acts on these days, are: births end at ``last``, and ended at ``before``."""
    folder.chmod(0o700)
    store = open_store(folder / "records.db")
    was = () if before is None else (BirthWord(BY, UNKNOWN_FROM, before),)
    was = (*was, BirthWord("another", OLD, OLD)) if silenced else was
    said = {TOKEN: PersonFacts(TOKEN, (BirthWord(BY, UNKNOWN_FROM, last),))}
    people = People(
        said, {TOKEN: PersonFacts(TOKEN, was)}, frozenset({TOKEN}), frozenset(), frozenset(), (), frozenset()
    )

    async def job(tx: Transaction) -> int:
        for number, act_day in enumerate(acts, 1):
            await tx.append([log_row(number, number, 1, 1)])
            await tx.put_heads([head_row(number, number, act_day=act_day)])
            await tx.add_people([PersonToken(TOKEN, number, 1, 2, 1, None, None, 0)])
        return len(await mates_of(tx, people))

    async def work() -> bool:
        found = await store.write(job)
        await store.close()
        assert found in (0, len(acts)), "all of somebody's records or none"
        return found > 0

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("last", "again"), [(OLD, False), (EIGHTEEN, False), (EIGHTEEN + 1, True), (CHILD, True), (UNKNOWN_TO, True)]
)
def test_who_may_have_been_a_child_at_the_act_is(tmp_path: Path, last: int, again: bool) -> None:
    """Among them everybody whose birth has no latest day: that is not the word for an adult."""
    assert judged_again(tmp_path, (ACT,), last) is again


@pytest.mark.parametrize("last", [OLD, EIGHTEEN, CHILD, UNKNOWN_TO])
@pytest.mark.parametrize("acts", [(None,), (ACT, None), (None, ACT)])
def test_an_act_of_which_no_day_is_known_makes_nobody_an_adult(
    tmp_path: Path, acts: tuple[int | None, ...], last: int
) -> None:
    assert judged_again(tmp_path, acts, last)


@pytest.mark.parametrize("last", [CHILD, UNKNOWN_TO])
def test_who_is_accused_of_no_act_is_left(tmp_path: Path, last: int) -> None:
    assert not judged_again(tmp_path, (UNKNOWN_TO,), last)


def test_the_first_act_decides(tmp_path: Path) -> None:
    assert judged_again(tmp_path, (ACT + 1, ACT), EIGHTEEN + 1)


def test_who_was_a_child_by_what_was_said_before_is(tmp_path: Path) -> None:
    """A birth that is put right makes an adult of who was protected, or a child of who was not."""
    assert judged_again(tmp_path, (ACT,), OLD, before=CHILD)


def test_who_was_perhaps_a_child_before_is(tmp_path: Path) -> None:
    assert judged_again(tmp_path, (ACT,), OLD, before=UNKNOWN_TO)


def test_somebody_of_whom_a_word_is_taken_back_is(tmp_path: Path) -> None:
    assert judged_again(tmp_path, (ACT,), OLD, before=OLD, silenced=True)


def test_a_birth_that_lies_after_the_act_is_no_adults(tmp_path: Path) -> None:
    assert judged_again(tmp_path, (ACT,), ACT + 1)


@pytest.mark.parametrize(
    ("born_last", "act_day", "adult"),
    [
        (EIGHTEEN, ACT, True),
        (EIGHTEEN + 1, ACT, False),
        (OLD, None, False),
        (UNKNOWN_TO, ACT, False),
        (UNKNOWN_TO, None, False),
        (CHILD, UNKNOWN_TO, True),
        (ACT + 1, ACT, False),
    ],
    ids=["eighteen", "a day short", "no act day", "no birth", "neither", "no act at all", "not born"],
)
def test_nobody_is_of_age_where_a_day_is_unknown(born_last: int, act_day: int | None, adult: bool) -> None:
    assert adult_at(born_last, act_day) is adult
