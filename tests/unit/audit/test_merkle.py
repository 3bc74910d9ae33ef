"""Trees against a word-for-word reading of RFC 6962 2.1, and proofs that were tampered with."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from audit import merkle
from audit.merkle import Frontier, ProofError
from tests.rows import of_rows

HASHES = [merkle.leaf_hash(bytes([n % 256, n // 256])) for n in range(300)]


def mth(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962 2.1, by its recursion, over leaf hashes."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + mth(hashes[:k]) + mth(hashes[k:])).digest()


def path(m: int, hashes: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 2.1.1."""
    if len(hashes) == 1:
        return []
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m < k:
        return [*path(m, hashes[:k]), mth(hashes[k:])]
    return [*path(m - k, hashes[k:]), mth(hashes[:k])]


def subproof(m: int, hashes: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 2.1.2."""
    if m == len(hashes):
        return [] if whole else [mth(hashes)]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    if m <= k:
        return [*subproof(m, hashes[:k], whole), mth(hashes[k:])]
    return [*subproof(m - k, hashes[k:], False), mth(hashes[:k])]


def node(level: int, index: int) -> bytes:
    """A stored node; a partial one is never asked for."""
    part = HASHES[index << level : (index + 1) << level]
    assert len(part) == 1 << level
    return mth(part)


SIZES = st.integers(1, 80)


def test_leaf_and_node_hashes_are_domain_separated() -> None:
    assert merkle.leaf_hash(b"a") == sha256(b"\x00a").digest()
    assert merkle.node_hash(b"l" * 32, b"r" * 32) == sha256(b"\x01" + b"l" * 32 + b"r" * 32).digest()
    assert sha256(b"").digest() == merkle.EMPTY_ROOT == merkle.root_from_leaves([])
    assert merkle.paths_from_leaves([]) == (merkle.EMPTY_ROOT, [])


@of_rows("size", [*range(1, 40), 127, 128, 129, 255, 256, 257, 300])
def test_roots_and_paths_follow_the_recursion(size: int) -> None:
    root, paths = merkle.paths_from_leaves(HASHES[:size])
    assert root == mth(HASHES[:size]) == merkle.root_from_leaves(HASHES[:size])
    for index in {0, 1, size // 2, size - 2, size - 1} & set(range(size)):
        expected = path(index, HASHES[:size])
        assert paths[index] == expected == merkle.inclusion_path(index, size, node)
        merkle.verify_inclusion(HASHES[index], index, size, expected, root)


@given(SIZES, st.data())
def test_consistency_follows_the_recursion(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = merkle.consistency_path(old, size, node)
    assert proof == subproof(old, HASHES[:size], True)
    merkle.verify_consistency(old, size, mth(HASHES[:old]), mth(HASHES[:size]), proof)


@given(SIZES, st.data())
def test_an_altered_inclusion_path_fails(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root, proof = mth(HASHES[:size]), path(index, HASHES[:size])
    spoilt = data.draw(st.sampled_from(_spoilt(proof)))
    with pytest.raises(ProofError):
        merkle.verify_inclusion(HASHES[index], index, size, spoilt, root)
    with pytest.raises(ProofError):
        merkle.verify_inclusion(HASHES[size], index, size, proof, root)
    other = data.draw(st.integers(0, size + 2).filter(lambda value: value != index))
    with pytest.raises(ProofError):
        merkle.verify_inclusion(HASHES[index], other, size, proof, root)


@given(st.integers(2, 80), st.data())
def test_an_altered_consistency_proof_fails(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    roots, proof = (mth(HASHES[:old]), mth(HASHES[:size])), subproof(old, HASHES[:size], True)
    for spoilt in (data.draw(st.sampled_from(_spoilt(proof))), []):
        with pytest.raises(ProofError):
            merkle.verify_consistency(old, size, *roots, spoilt)
    with pytest.raises(ProofError):
        merkle.verify_consistency(old, size, roots[1], roots[1], proof)
    with pytest.raises(ProofError):
        merkle.verify_consistency(old, size, roots[0], roots[0], proof)


def _spoilt(proof: list[bytes]) -> list[list[bytes]]:
    flipped = [[*proof[:at], bytes([proof[at][0] ^ 1]) + proof[at][1:], *proof[at + 1 :]] for at in range(len(proof))]
    short = [proof[:-1], proof[1:]] if proof else []
    swapped = [proof[::-1]] if len(set(proof)) > 1 and proof != proof[::-1] else []
    return [*flipped, *short, *swapped, [*proof, HASHES[0]], [HASHES[0], *proof], [*proof, b"short"]]


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (5, 2)])
def test_an_index_outside_the_tree_fails(index: int, size: int) -> None:
    with pytest.raises(ProofError):
        merkle.root_from_path(HASHES[0], index, size, [])
    with pytest.raises(ProofError):
        merkle.inclusion_path(index, size, node)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 5), (-1, -1), (6, 5)])
def test_sizes_that_prove_nothing_are_refused(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        merkle.verify_consistency(old, new, merkle.EMPTY_ROOT, merkle.EMPTY_ROOT, [])


def test_consistency_paths_of_the_edges() -> None:
    assert merkle.consistency_path(0, 9, node) == [] == merkle.consistency_path(9, 9, node)
    with pytest.raises(ProofError):
        merkle.consistency_path(10, 9, node)


def test_an_inner_node_is_not_a_leaf() -> None:
    """An attacker offers an inner node with a path that is shorter by one."""
    inner = merkle.node_hash(HASHES[0], HASHES[1])
    with pytest.raises(ProofError):
        merkle.verify_inclusion(inner, 0, 4, path(0, HASHES[:4])[1:], mth(HASHES[:4]))


class GrowingTree(RuleBasedStateMachine):
    """A frontier grows in batches, is rolled back, and is loaded again from the nodes it gave out."""

    @initialize()
    def start(self) -> None:
        self.frontier = Frontier()
        self.nodes: dict[tuple[int, int], bytes] = {}

    @rule(count=st.integers(0, 40))
    def extend(self, count: int) -> None:
        start = self.frontier.size
        batch = HASHES[start : start + count]
        completed = self.frontier.extend(batch)
        self.nodes.update({(0, start + at): value for at, value in enumerate(batch)})
        assert all(level >= 1 and (level, index) not in self.nodes for level, index, _ in completed)
        self.nodes.update({(level, index): value for level, index, value in completed})

    @rule(count=st.integers(1, 40))
    def roll_back(self, count: int) -> None:
        before, root = self.frontier.snapshot(), self.frontier.root()
        self.frontier.extend(HASHES[self.frontier.size : self.frontier.size + count])
        self.frontier.restore(before)
        assert self.frontier.root() == root

    @rule()
    def load(self) -> None:
        self.frontier = Frontier.load(self.frontier.size, lambda level, index: self.nodes[level, index])

    @invariant()
    def same_root(self) -> None:
        if hasattr(self, "frontier"):
            assert self.frontier.root() == mth(HASHES[: self.frontier.size])
            complete = {(level, i) for level in range(9) for i in range(self.frontier.size >> level)}
            assert set(self.nodes) == complete


TestGrowingTree = GrowingTree.TestCase
