"""Which crossings nobody checked: the same document, at the same post of the same agency, in time. Held against a model."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.exchange.check.crossings import (
    MAX_POSTS,
    WINDOW_MS,
    Check,
    Crossing,
    Days,
    by_post,
    document_key,
    fed_document,
    span_of,
)
from services.tables.days import DAY_MS
from services.tables.posts import post_name
from services.tables.zone import PAKISTAN_MS
from services.values.dates import day_text, today
from services.values.exchange import Identifier, PostDay

MIDNIGHT_MS = 20_000 * DAY_MS - PAKISTAN_MS
NOON_MS = MIDNIGHT_MS + DAY_MS // 2
DAY = day_text(20_000)
DAYS = Days(DAY, DAY)
CUSTOMS, FIA = "pk.customs", "pk.fia"


def crossing(at_ms: int = NOON_MS, post: str = "TAFTAN", document: bytes = b"a", agency: str = CUSTOMS) -> Crossing:
    return Crossing(agency, post, at_ms, frozenset({document}))


def check(at_ms: int = NOON_MS, post: str = "TAFTAN", document: bytes = b"a", agency: str = CUSTOMS) -> Check:
    return Check(agency, post, document, at_ms)


def unchecked(*checks: Check, of: Crossing | None = None) -> int:
    found = [each for each in by_post([of or crossing()], checks, DAYS) if each.crossings]
    assert len(found) == 1
    return found[0].unchecked


def test_a_crossing_with_a_check_and_one_without() -> None:
    told = by_post([crossing(), crossing(document=b"b")], [check()], DAYS)
    assert told == (PostDay(CUSTOMS, "TAFTAN", DAY, crossings=2, unchecked=1, checks=1),)


@pytest.mark.parametrize("late", [-WINDOW_MS, 0, WINDOW_MS])
def test_within_the_window_it_is_checked(late: int) -> None:
    assert unchecked(check(NOON_MS + late)) == 0


@pytest.mark.parametrize("late", [-WINDOW_MS - 1, WINDOW_MS + 1])
def test_past_the_window_it_is_not(late: int) -> None:
    assert unchecked(check(NOON_MS + late)) == 1


def test_a_crossing_told_by_its_day_is_checked_on_any_moment_of_it() -> None:
    dated = crossing(MIDNIGHT_MS)
    assert span_of(MIDNIGHT_MS) == (MIDNIGHT_MS, MIDNIGHT_MS + DAY_MS - 1)
    for at_ms, left in (
        (MIDNIGHT_MS - 1, 1),
        (MIDNIGHT_MS, 0),
        (MIDNIGHT_MS + DAY_MS - 1, 0),
        (MIDNIGHT_MS + DAY_MS, 1),
    ):
        assert unchecked(check(at_ms), of=dated) == left


@pytest.mark.parametrize(
    "other",
    [check(post="TORKHAM"), check(post=""), check(document=b"b"), check(agency=FIA)],
    ids=["post", "no-post", "document", "agency"],
)
def test_another_post_document_or_agency_checks_nothing(other: Check) -> None:
    assert unchecked(other) == 1


def test_checks_without_a_post_or_at_an_unknown_one_stand_apart() -> None:
    told = by_post([crossing()], [check(post=""), check(post="TAFTAM")], DAYS)
    assert [(each.post, each.crossings, each.unchecked, each.checks) for each in told] == [
        ("", 0, 0, 1), ("TAFTAM", 0, 0, 1), ("TAFTAN", 1, 1, 0),
    ]  # fmt: skip


def test_a_traveller_of_two_documents_is_checked_by_either_and_one_of_none_by_nothing() -> None:
    two = Crossing(CUSTOMS, "TAFTAN", NOON_MS, frozenset({b"a", b"b"}))
    assert unchecked(check(document=b"b"), of=two) == 0
    assert unchecked(check(), of=Crossing(CUSTOMS, "TAFTAN", NOON_MS, frozenset())) == 1


def test_days_beside_are_looked_at_and_not_told() -> None:
    """A check before midnight serves a crossing after it."""
    at_ms = MIDNIGHT_MS + 60_000
    told = by_post([crossing(at_ms)], [check(MIDNIGHT_MS - 60_000)], DAYS)
    assert told == (PostDay(CUSTOMS, "TAFTAN", DAY, crossings=1),)


# -- against a plain model

WHERE = st.tuples(st.sampled_from([CUSTOMS, FIA]), st.sampled_from(["", "TAFTAN", "TORKHAM"]))
TIMES = st.integers(-3, 12).map(lambda quarter: MIDNIGHT_MS + quarter * WINDOW_MS // 2)
SHOWN = st.sampled_from([b"a", b"b", b"c"])
CHECKS = st.lists(st.tuples(WHERE, SHOWN, TIMES).map(lambda one: Check(*one[0], one[1], one[2])), max_size=8)
CROSSINGS = st.lists(
    st.tuples(WHERE, st.frozensets(SHOWN, max_size=2), TIMES).map(lambda one: Crossing(*one[0], one[2], one[1])),
    max_size=8,
)


def model(crossings: Sequence[Crossing], checks: Sequence[Check], days: Days) -> dict[tuple[str, str, str], list[int]]:
    """Each crossing beside each check."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for one in crossings:
        row = found.setdefault((one.agency, one.post, day_text(today(one.at_ms))), [0, 0, 0])
        row[0] += 1
        same_day = (one.at_ms + PAKISTAN_MS) % DAY_MS == 0
        row[1] += not any(
            (each.agency, each.post) == (one.agency, one.post)
            and each.document in one.documents
            and (today(each.at_ms) == today(one.at_ms) if same_day else abs(each.at_ms - one.at_ms) <= WINDOW_MS)
            for each in checks
        )
    for each in checks:
        found.setdefault((each.agency, each.post, day_text(today(each.at_ms))), [0, 0, 0])[2] += 1
    return {where: row for where, row in found.items() if days.first <= where[2] <= days.last}


@given(CROSSINGS, CHECKS)
def test_it_counts_as_the_model_does(crossings: list[Crossing], checks: list[Check]) -> None:
    days = Days(DAY, day_text(20_001))
    told = by_post(crossings, checks, days)
    assert {
        (each.agency, each.post, each.day): [each.crossings, each.unchecked, each.checks] for each in told
    } == model(crossings, checks, days)
    assert list(told) == sorted(told, key=lambda each: (each.agency, each.post, each.day))


@given(CROSSINGS, CHECKS, CROSSINGS, CHECKS)
def test_what_another_agency_sends_changes_nothing_of_ones_own(
    mine: list[Crossing], checked: list[Check], theirs: list[Crossing], sent: list[Check]
) -> None:
    own = [each._replace(agency=CUSTOMS) for each in mine], [each._replace(agency=CUSTOMS) for each in checked]
    strange = [each._replace(agency=FIA) for each in theirs], [each._replace(agency=FIA) for each in sent]
    both = by_post([*own[0], *strange[0]], [*own[1], *strange[1]], DAYS)
    assert tuple(each for each in both if each.agency == CUSTOMS) == by_post(*own, DAYS)


# -- an agency that invents posts


def invented(number: int, agency: str = FIA) -> list[Crossing]:
    """At so many posts of one day, one crossing each that nobody checked."""
    return [crossing(post=f"POST {place:06d}", agency=agency) for place in range(number)]


def test_as_many_posts_as_have_a_line_each_have_it() -> None:
    told = by_post(invented(MAX_POSTS), [], DAYS)
    assert [each.post for each in told] == [f"POST {place:06d}" for place in range(MAX_POSTS)]
    assert {each.added_up for each in told} == {0}


def test_one_more_and_those_with_least_to_tell_are_one_line() -> None:
    busy = [crossing(post="ZHOB", document=bytes([one])) for one in range(3)]
    checks = [check(post="ZHOB", document=bytes([one]), agency=CUSTOMS) for one in range(3)]
    told = by_post([*invented(MAX_POSTS, CUSTOMS), *busy], checks, DAYS)
    assert len(told) == MAX_POSTS + 1
    assert [each for each in told if each.added_up] == [PostDay(CUSTOMS, "", DAY, 3, 0, 3, added_up=1)]
    told = by_post([*invented(MAX_POSTS, CUSTOMS), *busy], checks[1:], DAYS)
    assert PostDay(CUSTOMS, "ZHOB", DAY, 3, 1, 2) in told, "as many without a check, and more crossings"
    last = f"POST {MAX_POSTS - 1:06d}"
    assert last not in {each.post for each in told}, "the last by name of those that have as much to tell"


def test_checks_without_a_post_and_posts_that_are_added_up_are_two_lines() -> None:
    crossings = [*invented(MAX_POSTS + 7), crossing(post="QUIET", agency=FIA)]
    without = [check(post="", agency=FIA, document=bytes([one])) for one in range(9)]
    told = by_post(crossings, [*without, check(post="QUIET", agency=FIA)], DAYS)
    assert [(each.crossings, each.unchecked, each.checks, each.added_up) for each in told if not each.post] == [
        (8, 7, 10, 9)
    ], "what names no post tells of no crossing, so it is among the least"


def test_however_many_posts_an_agency_invents_another_has_its_own_lines() -> None:
    days = Days(DAY, day_text(20_013))
    spam = [
        Crossing(FIA, f"{place:06d}".ljust(80, "س"), NOON_MS + day * DAY_MS, frozenset())
        for place in range(2_000)
        for day in range(14)
    ]
    mine = [crossing(), crossing(post="CHAMAN", at_ms=NOON_MS + DAY_MS)]
    told = by_post([*spam, *mine], [], days)
    assert tuple(each for each in told if each.agency == CUSTOMS) == by_post(mine, [], days)
    theirs = [each for each in told if each.agency == FIA]
    assert len(theirs) == 14 * (MAX_POSTS + 1)
    assert sum(each.crossings for each in theirs) == len(spam)


@given(CROSSINGS, CHECKS, st.integers(1, 3))
def test_what_is_added_up_is_what_has_no_line(crossings: list[Crossing], checks: list[Check], most: int) -> None:
    days = Days(DAY, day_text(20_001))
    with pytest.MonkeyPatch.context() as patched:
        whole = by_post(crossings, checks, days)
        patched.setattr("services.exchange.check.crossings.MAX_POSTS", most)
        told = by_post(crossings, checks, days)
    for agency, day in {(each.agency, each.day) for each in whole}:
        before = [each for each in whole if (each.agency, each.day) == (agency, day)]
        after = [each for each in told if (each.agency, each.day) == (agency, day)]
        kept = [each for each in after if not each.added_up]
        left = [each for each in before if each not in kept]
        assert len(kept) == min(most, len(before))
        assert {*kept} <= {*before}
        assert [each.added_up for each in after if each.added_up] == ([len(left)] if left else [])
        assert all(each.unchecked <= one.unchecked for each in left for one in kept)
        for figure in ("crossings", "unchecked", "checks"):
            assert sum(getattr(each, figure) for each in before) == sum(getattr(each, figure) for each in after)


# -- documents and posts, by whatever name


def test_one_number_on_three_cards_is_one_document() -> None:
    number = "3520212345671"
    assert len({document_key(Identifier(kind, number)) for kind in ("CNIC", "NICOP", "POC")}) == 1
    assert document_key(Identifier("PASSPORT", "P01", "AF")) != document_key(Identifier("PASSPORT", "P01", "PK"))


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("CNIC:3520212345671", Identifier("CNIC", "3520212345671")),
        ("PASSPORT:AF/P0123456", Identifier("PASSPORT", "P0123456", "AF")),
        ("POR:AB-1", Identifier("POR", "AB-1")),
        ("PHONE:+923001234567", None), ("CNIC:", None), ("", None),
    ],
)  # fmt: skip
def test_a_feeds_document_is_a_checks(text: str, document: Identifier | None) -> None:
    assert fed_document(text) == document


def test_a_post_has_one_name() -> None:
    assert post_name("  Taftan:Gate \n 2 ") == "TAFTAN GATE 2"
    assert post_name(post_name("چمن")) == "چمن"
