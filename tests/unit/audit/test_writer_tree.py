"""The stored tree: equal to the tree over all leaves, provable at every size, and never taken on trust at start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import entry_leaf
from audit.leaves import leaf_data, read_hashes, read_rows, store_entries, store_plain
from audit.merkle import (
    EMPTY_ROOT,
    ProofError,
    consistency_path,
    inclusion_path,
    leaf_hash,
    root_from_leaves,
    verify_consistency,
    verify_inclusion,
)
from audit.nodes import Nodes
from audit.sqlite_store import SqliteStore
from audit.store import Store
from audit.tree import Tree
from tests.budget import budget
from tests.unit.audit.writers import SetClock, append, make_settings, opened, request


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


@given(st.lists(st.integers(1, 300), max_size=6))
def test_growing_in_any_steps_is_growing_at_once(steps: list[int]) -> None:
    hashes = leaves(sum(steps))
    tree, rows, at = Tree(), [], 0
    for step in steps:
        tree, more = tree.grown(hashes[at : at + step])
        rows += more
        at += step
    whole, all_rows = Tree().grown(hashes)
    assert (tree.size, [list(row) for row in tree.edge if row]) == (
        whole.size,
        [list(row) for row in whole.edge if row],
    )
    assert sorted(rows) == sorted(all_rows)
    for level, index, root in rows:
        span = 256**level
        first = index * 256 * span
        assert root == root_from_leaves(hashes[first : first + 256 * span])


SIZES = (1, 2, 3, 7, 8, 9, 255, 256, 257, 511, 512, 513, 700)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[bytes]]:
    """A log of 700 leaves, in commits of different sizes, with plain leaves among them."""
    store = SqliteStore(tmp_path_factory.mktemp("tree") / "log.db")
    data: list[bytes] = []
    tree = Tree()
    while len(data) < 700:
        first, count = len(data), min(1 + len(data) % 37, 700 - len(data))
        with store.transaction():
            if first % 5 == 0:
                data.append(b"\x02" + first.to_bytes(8, "big") + bytes(32))
                store_plain(store, first, data[-1])
            else:
                values = [bytes([n % 256]) * 32 for n in range(first, first + count)]
                data += [entry_leaf(n, value) for n, value in enumerate(values, first)]
                store_entries(store, first, values, [b"sealed %d" % n for n in range(first, first + count)])
            tree, rows = tree.grown([leaf_hash(leaf) for leaf in data[first:]])
            store.many("insert_tile", rows)
    return store, data


def test_rows_come_back_as_they_went_in(filled: tuple[Store, list[bytes]]) -> None:
    store, data = filled
    assert store.size() == 700
    for first, end in ((0, 700), (0, 1), (3, 4), (250, 262), (699, 700), (100, 100), (690, 900)):
        rows = list(read_rows(store, first, end))
        assert [row[0] for row in rows] == list(range(first, min(end, 700)))
        assert [leaf_data(row) for row in rows] == data[first:end]
        assert all(sealed is None or sealed == b"sealed %d" % index for index, _, sealed in rows)
        assert read_hashes(store, first, end) == [leaf_hash(leaf) for leaf in data[first:end]]


def test_every_proof_at_every_size_holds(filled: tuple[Store, list[bytes]]) -> None:
    store, data = filled
    hashes, nodes = [leaf_hash(leaf) for leaf in data], Nodes(store)
    assert nodes.root(0) == EMPTY_ROOT
    for size in SIZES:
        root = root_from_leaves(hashes[:size])
        assert nodes.root(size) == root
        for index in {0, size // 3, size // 2, size - 1}:
            verify_inclusion(hashes[index], index, size, inclusion_path(index, size, nodes), root)
        for old in SIZES:
            if old < size:
                verify_consistency(old, size, root_from_leaves(hashes[:old]), root, consistency_path(old, size, nodes))


def test_a_node_beyond_the_end_is_refused(filled: tuple[Store, list[bytes]]) -> None:
    nodes = Nodes(filled[0])
    for level, index in ((0, 700), (2, 175), (8, 2), (8, 3), (9, 1), (16, 0)):
        with pytest.raises(ProofError):
            nodes(level, index)
    assert nodes(9, 0) == root_from_leaves([leaf_hash(leaf) for leaf in filled[1][:512]])


@budget(15)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=5))
def test_a_restart_finds_the_tree_it_left(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    config = make_settings(tmp_path_factory.mktemp("log"), clock=SetClock(), max_commit=200)
    with opened(config) as log:
        for step in steps:
            append(log, *[request(number) for number in range(step)])
        left = log.appender.tree
        root = log.nodes.root(left.size)
    with opened(config) as log:
        assert log.appender.tree == left
        assert log.nodes.root(left.size) == root
