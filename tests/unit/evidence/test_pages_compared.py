"""Two logs held against each other: each way in which one of them may lie is found and named."""

from __future__ import annotations

from typing import Any

import pytest

from audit.entry import EntryKind
from audit.merkle import leaf_hash, root_from_leaves
from services.evidence.pages_compared import Compared, Verdict, compare
from tests.unit.evidence.logged import CUSTOMS, FIA, HUB, Book, Pair, digest, page


def told(found: Compared) -> list[tuple[Verdict, str, int]]:
    """Verdict, in whose log, and the page's last number."""
    return [(each.verdict, each.log, each.upto) for each in found.findings]


def of(pair: Pair) -> Compared:
    found = compare(pair.hub.copy(), pair.customs.copy())
    turned = compare(pair.customs.copy(), pair.hub.copy())
    assert set(found.findings) == set(turned.findings), "it does not matter which log is named first"
    return found


@pytest.fixture
def pair() -> Pair:
    made = Pair()
    made.give("a", 2)
    return made


def test_logs_that_tell_the_same_agree(pair: Pair) -> None:
    pair.give("b", 4)
    found = of(pair)
    assert (found.agree, found.agreed, found.findings) == (True, 2, ())


def test_a_page_that_was_given_and_never_arrived_is_no_lie(pair: Pair) -> None:
    """Its answer was lost, and the receiver was given another from the same place."""
    before = pair.last
    pair.give("lost", 4, taken=False, acked=False)
    pair.last = before
    pair.give("b", 4)
    found = of(pair)
    assert (found.agree, found.agreed, told(found)) == (True, 2, [(Verdict.NOT_TAKEN, HUB, 4)])


def test_a_receiver_that_hides_a_page_which_it_acknowledged(pair: Pair) -> None:
    pair.give("b", 4, taken=False)
    assert told(of(pair)) == [(Verdict.MISSING, HUB, 4)]
    assert not of(pair).agree


def test_a_receiver_that_hides_a_page_which_it_asked_on_from(pair: Pair) -> None:
    """It keeps the acknowledgement back too, and yet wants the next page."""
    pair.give("b", 4, taken=False, acked=False)
    pair.give("c", 6)
    assert told(of(pair)) == [(Verdict.MISSING, HUB, 4)]


def test_another_receivers_acknowledgement_proves_nothing(pair: Pair) -> None:
    pair.give("b", 4, taken=False, acked=False)
    pair.hub.acked("b", 4, FIA)
    assert told(of(pair)) == [(Verdict.NOT_TAKEN, HUB, 4)]


def test_a_sender_that_gives_a_page_without_logging_it(pair: Pair) -> None:
    pair.give("b", 4, logged=False)
    assert told(of(pair)) == [(Verdict.EXTRA, CUSTOMS, 4)]


def test_a_refused_answer_gave_nothing(pair: Pair) -> None:
    pair.give("b", 4, logged=False)
    pair.hub.pulled("b", 4, CUSTOMS, page(CUSTOMS, 4, digest("a")), kind=EntryKind.REFUSAL)
    assert told(of(pair)) == [(Verdict.EXTRA, CUSTOMS, 4)]


def test_a_page_that_was_logged_as_given_to_another_does_not_count(pair: Pair) -> None:
    pair.give("b", 4, logged=False)
    pair.hub.pulled("b", 4, FIA, page(FIA, 4, digest("a")))
    assert told(of(pair)) == [(Verdict.EXTRA, CUSTOMS, 4)]


@pytest.mark.parametrize(
    "change",
    [{"epoch": 8}, {"since": 1}, {"previous": digest("a")}, {"count": 2}, {"passed": 0}, {"count": 2, "passed": 0}],
)
def test_counts_that_one_log_tells_otherwise(change: dict[str, Any]) -> None:
    """The digest covers the header, so one of the two entries is not of that header."""
    pair = Pair()
    pair.give("a", 2)
    pair.hub.pulled("b", 4, CUSTOMS, page(CUSTOMS, 4, **change))
    pair.customs.pulled("b", 4, CUSTOMS, page(HUB, 4))
    (finding,) = of(pair).findings
    assert (finding.verdict, finding.what) == (Verdict.DIFFERENT, ", ".join(change))
    assert of(pair).agreed == 1


@pytest.mark.parametrize(
    ("change", "what"), [({"records": ()}, "records"), ({"feed": "orders"}, "feed"), ({"feed_page": 5}, "upto")]
)
def test_a_log_that_leaves_a_version_out_or_names_another_place(pair: Pair, change: dict[str, Any], what: str) -> None:
    pair.hub.pulled("b", 4, CUSTOMS, page(CUSTOMS, 4, pair.last), **change)
    pair.customs.pulled("b", 4, CUSTOMS, page(HUB, 4, pair.last))
    (finding,) = of(pair).findings
    assert (finding.verdict, finding.what) == (Verdict.DIFFERENT, what)


def test_a_page_that_both_hide_leaves_a_gap(pair: Pair) -> None:
    pair.give("b", 4, logged=False, taken=False, acked=False)
    pair.give("c", 6)
    assert told(of(pair)) == [(Verdict.GAP, HUB, 6), (Verdict.GAP, CUSTOMS, 6)]


def test_a_page_of_before_headers_were_logged_is_known_and_leaves_no_gap(pair: Pair) -> None:
    pair.hub.pulled("b", 4, CUSTOMS, page(CUSTOMS, 4), page=None)
    pair.last = digest("b")
    pair.give("c", 6)
    assert (told(of(pair)), of(pair).agreed) == ([], 2)


def test_where_entries_are_closed_for_good_no_gap_is_told(pair: Pair) -> None:
    pair.give("b", 4, logged=False, taken=False, acked=False)
    pair.give("c", 6)
    pair.customs.leaves.append(pair.customs.leaves[0])
    pair.customs.opened.append(b"")
    found = of(pair)
    assert (told(found), found.agreed) == ([], 2)
    assert pair.customs.copy().closed == 1


@pytest.mark.parametrize(("after_s", "verdict"), [(4, Verdict.MISSING), (3, Verdict.UNCOVERED)])
def test_what_came_after_the_other_copy_is_not_held_against_it(pair: Pair, after_s: int, verdict: Verdict) -> None:
    pair.give("b", 4, taken=False)
    assert told(compare(pair.hub.copy(), pair.customs.copy(after_s)))[0][0] == verdict


@pytest.mark.parametrize(("after_s", "verdict"), [(4, Verdict.EXTRA), (3, Verdict.UNCOVERED)])
def test_the_same_of_a_page_that_the_sender_does_not_have(pair: Pair, after_s: int, verdict: Verdict) -> None:
    pair.give("b", 4, logged=False)
    assert told(compare(pair.hub.copy(after_s), pair.customs.copy()))[0][0] == verdict


def test_both_directions_are_compared_and_a_third_node_is_not(pair: Pair) -> None:
    pair.customs.pulled("x", 2, HUB, page(HUB, 2))
    pair.hub.pulled("y", 2, FIA, page(FIA, 2))
    found = of(pair)
    assert [(each.verdict, each.sender, each.receiver) for each in found.findings] == [
        (Verdict.NOT_TAKEN, CUSTOMS, HUB)
    ]


def anchored(pair: Pair, size: int, root: bytes) -> Compared:
    pair.hub.anchors(pair.customs.copy(), size, root)
    return of(pair)


def root_of(book: Book, size: int) -> bytes:
    return root_from_leaves([leaf_hash(leaf) for leaf in book.leaves[:size]])


def test_an_anchored_head_that_the_log_had_holds(pair: Pair) -> None:
    pair.give("b", 4)
    for size in (1, 2):
        found = anchored(pair, size, root_of(pair.customs, size))
    assert (found.agree, found.heads) == (True, 2)


def test_a_log_that_forked_after_it_was_anchored(pair: Pair) -> None:
    found = anchored(pair, 1, bytes(32))
    (finding,) = found.findings
    assert (finding.verdict, finding.log, finding.what, finding.fails) == (Verdict.FORKED, HUB, "size 1", True)
    assert found.heads == 0


def test_a_copy_that_is_shorter_than_what_was_anchored(pair: Pair) -> None:
    (finding,) = anchored(pair, 2, bytes(32)).findings
    assert (finding.verdict, finding.fails) == (Verdict.SHORTENED, True)


def test_a_head_of_another_agency_or_log_is_not_held_against_this_one(pair: Pair) -> None:
    pair.hub.anchors(Book(FIA).copy(), 1, bytes(32))
    assert of(pair).findings == ()
