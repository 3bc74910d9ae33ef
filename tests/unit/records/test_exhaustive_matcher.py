"""The port to an index of descriptions, by the fake that scores every entry."""

from __future__ import annotations

import asyncio

import pytest

from services.matching.alignment import Aligner
from services.matching.default_model import default_model
from services.matching.person import Born, Described
from services.names.likeness import likeness
from services.names.parse import parsed
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found, Matcher
from tests.fakes.exhaustive_matcher import Entry, ExhaustiveMatcher

ALIGNER = Aligner(likeness())
WHO = Described(name=parsed("محمد یوسف"), related=parsed("عبدالرحمن"))
OPEN, HIDDEN = 1, 2
ENTRIES = (
    Entry(11, OPEN, Described(name=parsed("Imran Khan"))),
    Entry(12, OPEN, Described(name=parsed("Muhammad Yousaf"), related=parsed("Abdul Rehman"))),
    Entry(13, HIDDEN, Described(name=parsed("Muhammad Yousaf"), related=parsed("Abdul Rehman"), born=Born(1980))),
    Entry(14, OPEN, Described(name=parsed("Muhammad Yousaf"))),
)


def fake(*entries: Entry, **changed: object) -> ExhaustiveMatcher:
    found = ExhaustiveMatcher(ALIGNER, default_model(), list(entries))
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def nearest(matcher: Matcher, who: Described, groups: set[int], also: set[int], most: int) -> Found:
    return asyncio.run(matcher.nearest(who, frozenset(groups), frozenset(also), most))


def test_the_best_come_first_and_only_of_the_groups_that_are_asked() -> None:
    found = nearest(fake(*ENTRIES), WHO, {OPEN}, set(), 9)
    assert [each.record for each in found.hits] == [12, 14, 11]
    assert [each.bits for each in found.hits] == sorted((each.bits for each in found.hits), reverse=True)
    assert nearest(fake(*ENTRIES), WHO, {OPEN}, set(), 1).hits == found.hits[:1]


def test_what_the_groups_leave_out_changes_nothing() -> None:
    shown = [each for each in ENTRIES if each.group == OPEN]
    assert nearest(fake(*ENTRIES), WHO, {OPEN}, set(), 2) == nearest(fake(*shown), WHO, {OPEN}, set(), 2)
    assert nearest(fake(*ENTRIES), WHO, set(), set(), 9).hits == ()


def test_a_single_record_is_found_whatever_its_group() -> None:
    assert [each.record for each in nearest(fake(*ENTRIES), WHO, set(), {13, 99}, 9).hits] == [13]


def test_equal_scores_stand_by_number() -> None:
    twins = [Entry(number, OPEN, WHO) for number in (7, 3, 5)]
    assert [each.record for each in nearest(fake(*twins), WHO, {OPEN}, set(), 2).hits] == [3, 5]


def test_words_that_are_braked_alone_find_nobody_and_are_told() -> None:
    braked = fake(*ENTRIES, brakes=frozenset({"محمد"}))
    alone = nearest(braked, Described(name=parsed("محمد")), {OPEN}, set(), 9)
    assert alone == Found((), ("محمد",))
    beside = nearest(braked, WHO, {OPEN}, set(), 9)
    assert beside.braked == ("محمد",)
    assert beside.hits


def test_an_index_that_is_down_says_so() -> None:
    with pytest.raises(StorageUnavailable):
        nearest(fake(*ENTRIES, down=True), WHO, {OPEN}, set(), 1)
