"""A key for each place; what was destroyed is derived from nothing that is kept, and everything else as before."""

from __future__ import annotations

from hashlib import sha512

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.key_tree import DEPTH, KeyGone, KeyTree, index_of

ROOT = bytes(range(32))
LAST = 2**DEPTH - 1
PLACES = st.one_of(st.integers(0, 40), st.integers(0, LAST), st.integers(LAST - 40, LAST))


def by_definition(index: int) -> bytes:
    """The key of a place, down from the root bit by bit."""
    key = ROOT
    for bit in format(index, f"0{DEPTH}b"):
        both = sha512(b"\0\0\0\1" + key + b"rabta record keys").digest()
        key = both[32:] if bit == "1" else both[:32]
    return key


def below(node: int, index: int) -> bool:
    """Whether a place lies below a node."""
    leaf = (1 << DEPTH) | index
    return leaf >> (leaf.bit_length() - node.bit_length()) == node


@given(st.lists(PLACES, max_size=8))
def test_each_place_has_the_key_that_the_definition_gives_whatever_was_asked_before(places: list[int]) -> None:
    tree = KeyTree({1: ROOT})
    assert [tree.key(place) for place in places] == [by_definition(place) for place in places]


@given(st.lists(PLACES, max_size=8), st.lists(PLACES, max_size=8))
def test_what_was_destroyed_is_gone_and_nothing_else_changes(gone: list[int], others: list[int]) -> None:
    whole = KeyTree({1: ROOT})
    for place in gone:
        whole.key(place)
    tree = KeyTree.decode(whole.without(gone).encode())
    for place in gone:
        assert not tree.holds(place)
        with pytest.raises(KeyGone):
            tree.key(place)
    for place in set(others) - set(gone):
        assert tree.holds(place)
        assert tree.key(place) == by_definition(place)
    assert tree.last_gone() == max(gone, default=-1)


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_no_node_that_is_kept_lies_above_a_place_that_was_destroyed(gone: list[int]) -> None:
    kept = KeyTree.fresh().without(gone).encode()
    nodes = [int.from_bytes(kept[at : at + 7]) for at in range(0, len(kept), 39)]
    assert len(nodes) <= DEPTH * len(set(gone))
    assert not [(node, place) for node in nodes for place in gone if below(node, place)]


@given(st.lists(PLACES, max_size=6), st.lists(PLACES, max_size=6))
def test_the_order_and_number_of_times_make_no_difference(one: list[int], other: list[int]) -> None:
    tree = KeyTree({1: ROOT})
    assert tree.without(one).without(other).encode() == tree.without([*other, *one, *one]).encode()


def test_a_tree_without_any_place_that_is_destroyed_is_its_root() -> None:
    assert KeyTree({1: ROOT}).encode() == (1).to_bytes(7) + ROOT
    assert KeyTree.fresh().encode() != KeyTree.fresh().encode()


def test_what_is_derived_is_forgotten_past_a_bound() -> None:
    tree = KeyTree({1: ROOT})
    for place in range(0, 60_000_000, 5000):
        tree.key(place)
    assert len(tree._derived) < 40_000
    assert tree.key(5000) == by_definition(5000)


def test_a_place_is_a_page_and_a_leaf_of_it() -> None:
    assert index_of(0, 0) == 0
    assert index_of(3, 7) == 3 * 512 + 7
    assert index_of(2**39 - 1, 511) == LAST
    for page, leaf in ((0, 512), (0, -1), (-1, 0), (2**39, 0)):
        with pytest.raises(ValueError, match="no page or leaf"):
            index_of(page, leaf)


def test_bytes_that_are_no_tree_are_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        KeyTree.decode(b"x" * 40)
