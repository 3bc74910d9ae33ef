"""A real tlog-tiles log written by Tessera: checkpoints, hash tiles and entry bundles of sizes 0 to 15."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.checkpoint import Checkpoint, open_checkpoint
from audit.merkle import consistency_path, leaf_hash, root_from_leaves, verify_consistency
from audit.note import VerifierKey
from audit.tiles import Tile, bundle_path, decode_bundle, decode_hashes, encode_bundle, tiles_of
from tests.shared import count_vectors, shared

KEY = VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")


@pytest.fixture(name="log")
def _log() -> Path:
    return shared("vectors", "tessera-testlog", "log")


def _checkpoint(log: Path, size: int) -> Checkpoint:
    return open_checkpoint((log / f"checkpoint.{size}").read_bytes(), [KEY]).checkpoint


def test_checkpoints_tiles_and_bundles(log: Path) -> None:
    for size in range(16):
        leaves = []
        if size:
            [tile] = tiles_of(size)
            assert tile == Tile(0, 0, size)
            bundle = (log / bundle_path(0, size)).read_bytes()
            entries = decode_bundle(bundle, size)
            assert encode_bundle(entries) == bundle
            leaves = [leaf_hash(entry) for entry in entries]
            assert decode_hashes((log / tile.path).read_bytes(), size) == leaves
        head = _checkpoint(log, size)
        assert (head.origin, head.size, head.root) == (KEY.name, size, root_from_leaves(leaves))
    count_vectors("Tessera log checkpoints", 16)


def test_each_checkpoint_extends_the_ones_before(log: Path) -> None:
    leaves = decode_hashes((log / Tile(0, 0, 15).path).read_bytes(), 15)

    def node(level: int, index: int) -> bytes:
        return root_from_leaves(leaves[index << level : (index + 1) << level])

    for newer in range(1, 16):
        for older in range(1, newer + 1):
            proof = consistency_path(older, newer, node)
            verify_consistency(older, newer, _checkpoint(log, older).root, _checkpoint(log, newer).root, proof)
