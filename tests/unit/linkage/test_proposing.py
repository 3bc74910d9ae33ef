"""What a run proposes: what may be one person, by as few pairs as that takes, and nothing that decisions settle."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.linkage.kept import ScoredPair
from services.linkage.proposing import proposals
from services.matching.clusters import Reviewed, reviewed_alone

LINK, REVIEW = 10.0, 2.0
NAMES = "abcdefg"
TWOS = [*combinations(NAMES, 2)]
NOTHING = Reviewed()


def pair(two: str, bits: float, fields: str = "{}") -> ScoredPair:
    return ScoredPair(min(two), max(two), round(1000 * bits), fields)


def proposed(*pairs: ScoredPair, said: Reviewed = NOTHING) -> list[str]:
    return [each.one + each.other for each in proposals(pairs, said, LINK, REVIEW)]


def test_the_best_come_first() -> None:
    assert proposed(pair("ab", 12), pair("cd", 20), pair("ef", 3)) == ["cd", "ab", "ef"]


def test_of_a_cluster_the_pairs_that_hold_it_together_and_no_more() -> None:
    assert proposed(pair("ab", 30), pair("bc", 25), pair("ac", 20)) == ["ab", "bc"]


def test_between_two_clusters_the_best_pair_alone() -> None:
    alike = [pair("ab", 30), pair("cd", 30)]
    assert proposed(*alike, pair("ac", 5), pair("bd", 7), pair("ad", 6)) == ["ab", "cd", "bd"]


def test_what_one_number_joins_is_proposed_to_nobody_and_holds_its_cluster_together() -> None:
    assert proposed(pair("ab", 40, ""), pair("bc", 30), pair("ac", 25)) == ["bc"]


def test_what_decisions_settle_is_not_asked_again() -> None:
    same = frozenset({("a", "b"), ("b", "c")})
    assert proposed(pair("ac", 30), pair("ab", 30), said=Reviewed(same)) == []
    apart = frozenset({("c", "d")})
    assert proposed(pair("ad", 30), pair("ae", 15), said=Reviewed(same, apart)) == ["ae"]


def test_a_protected_child_is_proposed_to_be_no_adult() -> None:
    said = Reviewed(children=frozenset("a"), adults=frozenset("b"))
    assert proposed(pair("ab", 40), pair("ac", 12), said=said) == ["ac"]


PAIRS = st.lists(st.tuples(st.sampled_from(TWOS), st.integers(2000, 40_000), st.sampled_from(["", "{}"])), max_size=16)
DECIDED = st.frozensets(st.sampled_from(TWOS), max_size=4)


@given(PAIRS, DECIDED, DECIDED, st.frozensets(st.sampled_from(NAMES), max_size=3), st.randoms(use_true_random=False))
def test_no_proposal_breaks_a_decision_and_order_does_not_matter(
    made: list[tuple[tuple[str, str], int, str]], same: frozenset[tuple[str, str]],
    different: frozenset[tuple[str, str]], children: frozenset[str], chance: Random,
) -> None:  # fmt: skip
    scored = [*{two: ScoredPair(*two, bits, fields) for two, bits, fields in made}.values()]
    said = Reviewed(same, different, children, frozenset(NAMES) - children)
    found = proposals(scored, said, LINK, REVIEW)
    assert set(found) <= {each for each in scored if each.fields}
    settled = reviewed_alone(said)
    for each in found:
        assert settled.part_of(each.one) != settled.part_of(each.other)
        assert (each.one, each.other) not in different
        assert (each.one in children) == (each.other in children)
    chance.shuffle(scored)
    assert proposals(scored, said, LINK, REVIEW) == found
