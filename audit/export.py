"""A log as files: the tlog-tiles layout that public tools read, with what else a verifier needs.

    log.vkey              the log's verifier key
    checkpoint            the newest checkpoint with a quorum, with its cosignatures
    checkpoints/SIZE      that and the earlier ones with a quorum
    tile/L/N              hash tiles (C2SP tlog-tiles), partial ones with .p/W
    tile/entries/N        entry bundles: leaf data, each after its u16be length
    sealed/N              encrypted entries, each after its u32be length, 256 a file and named
                          like entry bundles; length 0 for a plain leaf
    month-keys/           wrapped month keys, and records of destroyed ones

The files ``registry/VERSION`` are put beside these by whoever holds the registry. Reads a
live database in one snapshot and writes nothing to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from audit.files import private_folder, sync_folder
from audit.leaves import Row, leaf_data, read_rows
from audit.nodes import Nodes
from audit.place import Place, open_store
from audit.settings import SettingsError, read_settings
from audit.store import Store
from audit.tiles import TILE_WIDTH, bundle_path, encode_bundle, index_path, read_tile, tiles_of


class ExportError(Exception):
    """The log cannot be exported now, or not to there; the text says why."""


def export(folder: Path, target: Path) -> int:
    """As :func:`export_log`, of the log in ``folder``, or of that which the writer's settings there name."""
    return export_log(*_where(folder), target)


def export_log(place: Place, month_keys: Path, target: Path) -> int:
    """Write a log to ``target``, which must be empty or absent; returns its size in leaves.

    Raises ExportError, or StoreError for a database that cannot be read.
    """
    if target.exists() and any(target.iterdir()):
        raise ExportError("the target is not empty")
    store = open_store(place, read_only=True)
    try:
        store.snapshot()
        size = _write_checkpoints(store, target)
        _write_tree(store, target, size)
        _write_entries(store, target, size)
        _copy_month_keys(store, month_keys, target / "month-keys", size)
    finally:
        store.close()
    return size


def _where(folder: Path) -> tuple[Place, Path]:
    """The rows of the log and its month keys: as the writer's settings in the folder say, or in the folder."""
    config = folder / "writer.toml"
    if not config.exists():
        return folder / "log.db", folder / "month-keys"
    try:
        settings = read_settings(config)
    except SettingsError as error:
        raise ExportError(str(error)) from error
    return settings.place, settings.month_keys


def _write(path: Path, data: bytes) -> None:
    for folder in reversed([parent for parent in path.parents if not parent.exists()]):
        folder.mkdir(mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _write_checkpoints(store: Store, target: Path) -> int:
    newest = store.row("select_newest_checkpoint", 1)
    if newest is None:
        raise ExportError("the log has no checkpoint with a quorum yet")
    private_folder(target)
    _write(target / "log.vkey", f"{store.state('vkey', '')}\n".encode())
    _write(target / "checkpoint", newest[1])
    for size, note in store.rows("select_checkpoints", newest[0]):
        _write(target / "checkpoints" / str(size), note)
    return int(newest[0])


def _write_tree(store: Store, target: Path, size: int) -> None:
    nodes = Nodes(store)
    for tile in tiles_of(size):
        _write(target / tile.path, read_tile(tile, nodes))


def _write_entries(store: Store, target: Path, size: int) -> None:
    for first in range(0, size, TILE_WIDTH):
        rows = list(read_rows(store, first, min(first + TILE_WIDTH, size)))
        number = first // TILE_WIDTH
        _write(target / bundle_path(number, len(rows)), encode_bundle([leaf_data(row) for row in rows]))
        _write(target / "sealed" / index_path(number, len(rows)), b"".join(_blobs(rows)))


def _blobs(rows: list[Row]) -> Iterator[bytes]:
    for _, _, sealed in rows:
        yield len(sealed or b"").to_bytes(4, "big") + (sealed or b"")


def _copy_month_keys(store: Store, source: Path, target: Path, size: int) -> None:
    """Keys as they are wrapped; of destroyed ones the record, from the database."""
    private_folder(target)
    for agency, month, destroyed, record in store.rows("select_month_keys"):
        if destroyed is None:
            _write(target / f"{agency}.{month}.key", _read(source / f"{agency}.{month}.key"))
        elif destroyed < size:
            _write(target / f"{agency}.{month}.destroyed", record)
        else:
            raise ExportError("a month key was destroyed a moment ago: try again when a checkpoint covers that")
    sync_folder(target)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(f"month key {path.name} is missing") from error
