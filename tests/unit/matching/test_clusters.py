"""Clusters of scored pairs: what reviewers decided holds, no chain joins its ends, and no order of input matters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from services.matching.clusters import Clustered, Pair, Reviewed, Two, clusters, reviewed_alone, two

NAMES = tuple("abcdefgh")
LINK, UNSEEN = 10.0, 6.0
TWOS = [*combinations(NAMES, 2)]
twos = st.sets(st.sampled_from(TWOS), max_size=6)
pairs = st.lists(st.builds(Pair, st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(-20, 40)).filter(
    lambda pair: pair.one != pair.other
), max_size=24)  # fmt: skip
members = st.frozensets(st.sampled_from(NAMES), max_size=4)


@st.composite
def reviews(draw: st.DrawFn) -> Reviewed:
    """Decisions of reviewers, contradicting ones too; nobody is both a protected child and of age."""
    children = draw(members)
    return Reviewed(frozenset(draw(twos)), frozenset(draw(twos)), children, draw(members) - children)


def of(found: Iterable[Pair], reviewed: Reviewed = Reviewed()) -> Clustered:  # noqa: B008
    """The clusters under the bounds of these tests."""
    return clusters(found, reviewed, LINK, UNSEEN)


def together(found: Clustered) -> set[Two]:
    """Every two members of one cluster."""
    return {each for cluster in found.clusters for each in combinations(cluster, 2)}


def test_what_is_alike_is_together() -> None:
    assert of([Pair("b", "a", 18), Pair("c", "d", 12), Pair("e", "f", 9.9)]).clusters == (("a", "b"), ("c", "d"))


def test_a_chain_of_likenesses_joins_no_ends() -> None:
    """a-b and b-c are alike, a-c was not even scored: as connected components all three would be one person."""
    found = of([Pair("a", "b", 14), Pair("b", "c", 13)])
    assert found.clusters == (("a", "b"),)


def test_what_speaks_against_keeps_a_third_out() -> None:
    assert of([Pair("a", "b", 20), Pair("b", "c", 18), Pair("a", "c", -9)]).clusters == (("a", "b"),)


def test_a_third_that_both_speak_for_comes_in() -> None:
    assert of([Pair("a", "b", 20), Pair("b", "c", 18), Pair("a", "c", 8)]).clusters == (("a", "b", "c"),)


def test_of_a_pair_that_comes_twice_the_higher_bits_count() -> None:
    assert of([Pair("a", "b", 20), Pair("b", "a", -30)]).clusters == (("a", "b"),)
    assert of([Pair("b", "a", -30), Pair("a", "b", 20)]).clusters == (("a", "b"),)


def test_reviewers_join_what_no_bits_would() -> None:
    assert of([Pair("a", "b", -20)], Reviewed(same=frozenset({("a", "b")}))).clusters == (("a", "b"),)


def test_reviewers_who_contradict_each_other_are_named() -> None:
    said = Reviewed(frozenset({("a", "b"), ("b", "c")}), frozenset({("a", "c")}))
    found = of([], said)
    assert found.contradicted == (("b", "c"),)
    assert found.clusters == (("a", "b"),)


def test_a_machine_brings_no_adult_to_a_protected_child_by_way_of_a_third() -> None:
    said = Reviewed(children=frozenset({"a"}), adults=frozenset({"c"}))
    found = of([Pair("a", "b", 30), Pair("b", "c", 29), Pair("a", "c", 28)], said)
    assert found.clusters == (("a", "b"),)


def test_two_people_may_join_what_no_machine_may() -> None:
    said = Reviewed(frozenset({("a", "c")}), children=frozenset({"a"}), adults=frozenset({"b", "c"}))
    assert of([Pair("a", "b", 40), Pair("b", "c", 40)], said).clusters == (("a", "c"),)


def test_parts_of_reviewers_alone_know_what_follows_from_decisions() -> None:
    parts = reviewed_alone(Reviewed(frozenset({("a", "b")}), frozenset({("b", "c")})))
    assert parts.part_of("b") == "a"
    assert parts.apart("a", "c")
    assert not parts.apart("a", "d")
    assert parts.of("d") == {"d"}


@given(pairs, reviews())
def test_what_reviewers_keep_apart_is_apart(found: list[Pair], said: Reviewed) -> None:
    assert together(of(found, said)).isdisjoint(said.different)


@given(pairs, reviews())
def test_what_reviewers_join_is_together_or_named_as_contradicted(found: list[Pair], said: Reviewed) -> None:
    made = of(found, said)
    assert said.same - together(made) == set(made.contradicted) - together(made)


@given(pairs, reviews())
def test_no_machine_brings_a_protected_child_and_an_adult_together(found: list[Pair], said: Reviewed) -> None:
    alone = reviewed_alone(said)
    for one, other in together(of(found, said)):
        mixed = {one, other} & said.children and {one, other} & said.adults
        assert not mixed or alone.part_of(one) == alone.part_of(other)


@given(pairs, reviews(), st.data())
def test_order_and_direction_of_pairs_do_not_matter(found: list[Pair], said: Reviewed, data: st.DataObject) -> None:
    other = [Pair(*two(*pair[:2])[::-1], pair.bits) for pair in data.draw(st.permutations(found))]
    assert of(other, said) == of(found, said)


@given(pairs, reviews(), st.sampled_from(TWOS), st.booleans())
def test_a_decision_that_is_withdrawn_leaves_no_trace(found: list[Pair], said: Reviewed, each: Two, same: bool) -> None:
    before = of(found, said)
    more = Reviewed(said.same | {each}, said.different, said.children, said.adults) if same else Reviewed(
        said.same, said.different | {each}, said.children, said.adults
    )  # fmt: skip
    decided = of(found, more)
    assert each in together(decided) or not same or each in decided.contradicted
    less = Reviewed(
        more.same - ({each} - said.same), more.different - ({each} - said.different), said.children, said.adults
    )
    assert of(found, less) == before
