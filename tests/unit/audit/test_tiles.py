"""Paths and packing of tlog-tiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import tiles
from audit.tiles import Tile, TileError


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [
        (0, 256, "000"),
        (999, 256, "999"),
        (1000, 256, "x001/000"),
        (1234067, 256, "x001/x234/067"),
        (5, 7, "005.p/7"),
        (273, 112, "273.p/112"),
    ],
)
def test_paths(index: int, width: int, path: str) -> None:
    assert tiles.index_path(index, width) == path
    assert Tile(3, index, width).path == f"tile/3/{path}"
    assert tiles.bundle_path(index, width) == f"tile/entries/{path}"


@pytest.mark.parametrize(("index", "width"), [(-1, 256), (0, 0), (0, 257)])
def test_paths_out_of_range(index: int, width: int) -> None:
    with pytest.raises(TileError):
        tiles.index_path(index, width)


def test_the_example_of_the_specification() -> None:
    """A tree of 70000: 273 full and one of 112 at level 0, one full and one of 17 at level 1, one of 1 at level 2."""
    found = list(tiles.tiles_of(70000))
    assert [t for t in found if t.width == 256] == [*(Tile(0, n) for n in range(273)), Tile(1, 0)]
    assert [t for t in found if t.width < 256] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles.tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles.tiles_of(0)) == []


def test_a_tile_reads_its_nodes() -> None:
    asked: list[tuple[int, int]] = []

    def node(level: int, index: int) -> bytes:
        asked.append((level, index))
        return bytes(32)

    assert tiles.read_tile(Tile(1, 2, 3), node) == bytes(96)
    assert asked == [(8, 512), (8, 513), (8, 514)]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_bundles_come_back(entries: list[bytes]) -> None:
    assert tiles.decode_bundle(tiles.encode_bundle(entries), len(entries)) == entries


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=10), st.data())
def test_a_cut_bundle_is_refused(entries: list[bytes], data: st.DataObject) -> None:
    packed = tiles.encode_bundle(entries)
    cut = data.draw(st.integers(0, len(packed) - 1))
    with pytest.raises(TileError):
        tiles.decode_bundle(packed[:cut], len(entries))


def test_limits_of_bundles_and_tiles() -> None:
    assert tiles.decode_bundle(tiles.encode_bundle([b"x" * 65535]), 1) == [b"x" * 65535]
    for entries in ([], [b""] * 257, [b"x" * 65536]):
        with pytest.raises(TileError):
            tiles.encode_bundle(entries)
    with pytest.raises(TileError):
        tiles.decode_bundle(tiles.encode_bundle([b"a", b"b"]), 3)
    with pytest.raises(TileError):
        tiles.decode_hashes(bytes(63), 2)
    assert tiles.decode_hashes(bytes(32) + b"\x01" * 32, 2) == [bytes(32), b"\x01" * 32]
