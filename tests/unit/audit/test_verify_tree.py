"""The verifier's own hashing and tile reader against the log's."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import root_from_leaves, subtree_root
from audit.tiles import bundle_path, encode_bundle, index_path, read_tile, tiles_of
from audit.verify.layout import Directory, numbered
from audit.verify.problem import VerifyError
from audit.verify.tree import EMPTY, Tree, reduce_row, split_bundle
from tests.unit.audit.logs import MemoryLog, leaves


def write(folder: Path, log: MemoryLog, data: list[bytes]) -> None:
    files = {tile.path: read_tile(tile, log.node) for tile in tiles_of(len(data))}
    for first in range(0, len(data), 256):
        part = data[first : first + 256]
        files[bundle_path(first // 256, len(part))] = encode_bundle(part)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@given(st.integers(0, 10**10), st.integers(1, 256))
def test_paths_agree(index: int, width: int) -> None:
    assert numbered(index, width) == index_path(index, width)


@given(st.integers(1, 300))
def test_roots_agree(size: int) -> None:
    hashes = MemoryLog(leaves(size)).hashes
    assert reduce_row(hashes) == root_from_leaves(hashes)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513, 800])
def test_every_older_root_is_found_on_the_way(tmp_path: Path, size: int) -> None:
    data = leaves(size)
    log = MemoryLog(data)
    write(tmp_path, log, data)
    seen: list[bytes] = []
    tree = Tree(Directory(tmp_path))
    root, roots = tree.walk(size, range(size + 5), lambda first, part: seen.extend(part))
    assert root == subtree_root(0, size, log.node)
    assert seen == data
    assert roots == {number: subtree_root(0, number, log.node) for number in range(size + 1)}


def test_two_levels_of_full_tiles(tmp_path: Path) -> None:
    """65536 + 256 + 1 leaves fill a tile of level 1 and begin one of level 2."""
    size = 65_793
    data = [b"\x01" + n.to_bytes(8, "big") + bytes(32) for n in range(size)]
    log = MemoryLog(data)
    nodes = _nodes(log.hashes)
    log.node = lambda level, index: nodes[level][index]  # type: ignore[method-assign]  # a log whose nodes are these
    write(tmp_path, log, data)
    wanted = [65_535, 65_536, 65_537, 65_792]
    root, roots = Tree(Directory(tmp_path)).walk(size, wanted, lambda first, part: None)
    assert root == root_from_leaves(log.hashes)
    assert [roots[n] for n in wanted] == [root_from_leaves(log.hashes[:n]) for n in wanted]
    for path in ("tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1"):
        good = (tmp_path / path).read_bytes()
        (tmp_path / path).write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        with pytest.raises(VerifyError) as caught:
            Tree(Directory(tmp_path)).walk(size, [], lambda first, part: None)
        assert caught.value.where == path
        (tmp_path / path).write_bytes(good)


def _nodes(hashes: list[bytes]) -> list[list[bytes]]:
    rows = [hashes]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append([reduce_row(row[at : at + 2]) for at in range(0, len(row) - 1, 2)])
    return rows


def test_the_empty_tree(tmp_path: Path) -> None:
    assert Tree(Directory(tmp_path)).walk(0, [], lambda first, part: None) == (EMPTY, {0: EMPTY})


@given(st.lists(st.one_of(st.binary(max_size=60), st.binary(min_size=41, max_size=41)), min_size=1, max_size=30))
def test_bundles_are_split_alike(entries: list[bytes]) -> None:
    assert split_bundle("p", encode_bundle(entries), len(entries)) == entries


@given(st.binary(max_size=200), st.integers(1, 5))
def test_bundles_that_are_not_whole(data: bytes, width: int) -> None:
    found = None
    with contextlib.suppress(VerifyError):
        found = split_bundle("p", data, width)
    assert found is None or (encode_bundle(found) == data and len(found) == width)


def test_what_is_wrong_is_located(tmp_path: Path) -> None:
    data = leaves(300)
    write(tmp_path, MemoryLog(data), data)
    file = tmp_path / "tile/0/001.p/44"
    good = file.read_bytes()
    for bad, reason in ((good[:64] + bytes(32) + good[96:], "hash 2 of the tile"), (good[:-1], "bytes for 44 hashes")):
        file.write_bytes(bad)
        with pytest.raises(VerifyError, match=reason) as caught:
            Tree(Directory(tmp_path)).walk(300, [], lambda first, part: None)
        assert caught.value.where == "tile/0/001.p/44"
