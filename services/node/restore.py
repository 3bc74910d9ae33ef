"""Putting a backup back: only what may come back, only where it belongs, and never under a node that runs."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

from services.admin import place
from services.client.store.at_rest import last_page
from services.identity.asking.store.database import FILE as BOOK
from services.membership.layout import HUB, NODE, NodeFiles
from services.node.backup import (
    HUB_DATABASES,
    KEPT,
    KEYS,
    MANIFEST,
    OWN_DATABASES,
    SHOWN_DATABASES,
    STATE_DATABASES,
    BackupRefused,
    Manifest,
    check_tag,
    copy_database,
    digest_of,
    federation_of,
    make_older,
    node_of,
    read_manifest,
)
from services.node.keys_put_back import keys_of, put_keys_back
from services.node.ports import PortTaken, check_free
from services.node.records_store import FILE as RECORDS
from services.node.settings import load_settings
from services.records.body_keys import BodyKeys
from services.records.key_tree import index_of
from services.records.store.at_rest import brought_back
from services.signing.keyfile import UnsafeFile, check_folder, check_private, make_folder, read_secret, write_private
from services.store.folder_lock import FolderServed, served_alone

MADE_ANEW: Final = ("graph", "match", "snapshot")
"""Made of records, feeds and links of another time: they would show what no store holds. The node makes them anew."""
_BESIDE: Final = ("-wal", "-shm")


def restore(backup: Path, folder: Path, *, replace: bool, only: Sequence[str] = ()) -> Manifest:
    """Put the databases of a backup back, and small files that are missing. ``replace``: those that are there go.

    ``only``: these databases and nothing else, as where one alone is damaged or lost. Raises BackupRefused with nothing
    changed, UnsafeFile, OSError.
    """
    made, tag = read_manifest(backup)
    node = _node(folder, made)
    _check_files(backup, made, node)
    keys = None
    secret = node.secret_key if node.secret_key.exists() else backup / "secret.key"
    if made.of_node():
        check_tag(made, tag, secret)
    if node.system == HUB:
        keys = keys_of(backup, folder, read_secret(secret))
    with _stopped(node) if made.of_node() else nullcontext():
        _put(backup, folder, _chosen(made, only), keys, replace=replace)
    return made


def _chosen(made: Manifest, only: Sequence[str]) -> Manifest:
    """What is put back of a backup. Raises BackupRefused for a name of no database in it."""
    if not only:
        return made
    files = {name: digest for name, digest in made.files.items() if name in only and name.endswith(".db")}
    if unknown := set(only) - files.keys():
        raise BackupRefused(f"{min(unknown)}: no database of the backup")
    return dataclasses.replace(made, files=files)


def _put(backup: Path, folder: Path, made: Manifest, keys: BodyKeys | None, *, replace: bool) -> None:
    databases = [name for name in made.files if name.endswith(".db")]
    _check_replaced(backup, folder, databases, keys, replace=replace)
    _check_journals(backup, folder, databases)
    if made.kind == "hub" and not set(SHOWN_DATABASES).isdisjoint(databases):
        for made_of_them in MADE_ANEW:
            shutil.rmtree(folder / made_of_them, ignore_errors=True)
    if made.kind == "hub" and RECORDS in databases and BOOK not in databases:
        _remove(folder / BOOK)
    if keys is not None:
        put_keys_back(keys, folder)
    now_ms = time.time_ns() // 1_000_000
    for name in databases:
        _put_database(backup / name, folder / name, now_ms)
    for name in made.files.keys() - set(databases):
        if not (folder / name).exists():
            if not (folder / name).parent.exists():
                make_folder((folder / name).parent)
            write_private(folder / name, (backup / name).read_bytes())


def _node(folder: Path, made: Manifest) -> NodeFiles:
    """Whose folder it is: its own word, and the backup's for an empty one, where everything was lost."""
    if folder.exists() and any(folder.iterdir()):
        check_folder(folder)
        node = node_of(folder)
        _check_place(made, node)
        return node
    make_folder(folder)
    return NodeFiles(folder, made.agency, HUB if made.kind == "hub" else NODE)


def _check_place(made: Manifest, node: NodeFiles) -> None:
    if (made.kind == "hub") != (node.system == HUB) or made.agency != node.agency:
        raise BackupRefused(f"the backup is of {made.agency} ({made.kind}), the folder of {node.agency}")
    if made.federation_id != federation_of(node):
        raise BackupRefused("the backup is of another federation of the same name")


def _check_files(backup: Path, made: Manifest, node: NodeFiles) -> None:
    """Each file is as it was made and may come back; nothing else lies beside them."""
    for name, digest in made.files.items():
        if not may_return(name, node):
            raise BackupRefused(f"{name}: is never put back")
        try:
            check_private(backup / name)
            same = digest_of(backup / name) == digest
        except OSError:
            raise BackupRefused(f"{name}: is missing from the backup") from None
        if not same:
            raise BackupRefused(f"{name}: is not what the backup was made with")
    there = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if not path.is_dir()}
    if there != {MANIFEST, *made.files}:
        raise BackupRefused(f"{min(there - made.files.keys() - {MANIFEST})}: is not of the backup")


def may_return(name: str, node: NodeFiles) -> bool:
    """Whether a path of a backup may be put back: a log, witness state or issuer's journal never."""
    parts = name.split("/")
    if name in KEPT or name in KEYS or re.fullmatch(r"registry/[1-9][0-9]*\.signed", name):
        return True
    if name in OWN_DATABASES:
        return True
    if node.system == HUB:
        return name in HUB_DATABASES
    if len(parts) == 1:
        return name.endswith(".toml") and name not in ("", ".toml")
    plain = len(parts) == 2 and parts[1] not in ("", ".", "..")
    state = parts[0].startswith("state") and parts[1] in STATE_DATABASES
    return plain and (state or (parts[0] == "officers" and parts[1].endswith(".key")))


@contextmanager
def _stopped(node: NodeFiles) -> Iterator[None]:
    """Nothing of the node runs, and nothing of it starts until left. Raises BackupRefused."""
    try:
        with served_alone(node.folder):
            _check_stopped(node)
            yield
    except FolderServed as served:
        raise BackupRefused(f"the node runs: {served}") from None


def _check_stopped(node: NodeFiles) -> None:
    try:
        check_free([load_settings(node.folder).listen])
    except PortTaken:
        raise BackupRefused("the node runs, or another holds its port: stop it first") from None
    if (node.folder / place.FOLDER).exists():
        with place.reached(node.folder) as address:
            if any(place.alive(address(name)) for name in place.names(node.folder)):
                raise BackupRefused("a process of the node still runs: stop it first")


def _check_replaced(backup: Path, folder: Path, databases: list[str], keys: BodyKeys | None, *, replace: bool) -> None:
    there = [name for name in databases if (folder / name).exists()]
    if there and not replace:
        raise BackupRefused(f"{there[0]} is there: what it holds beyond the backup would be lost; --replace does it")
    for name in there:
        if name == RECORDS:
            _check_expunged(backup / name, folder / name, keys)


def _check_journals(backup: Path, folder: Path, databases: list[str]) -> None:
    for name in databases:
        journal = name.endswith("/feed.db") and (folder / name).exists()
        if journal and last_page(folder / name) > last_page(backup / name):
            raise BackupRefused(f"{name}: pages were sent since, and an older journal would give their numbers again")


def _check_expunged(old: Path, new: Path, keys: BodyKeys | None) -> None:
    """What a court ordered to be gone does not come back with a backup from before.

    Where its keys are destroyed it is expunged again when the node begins.
    """
    tree = None if keys is None else keys.read(keys.path).tree
    back = brought_back(old, new, lambda page, leaf: tree is None or tree.holds(index_of(page, leaf)))
    if back:
        raise BackupRefused(f"the backup holds {back} records that were expunged since: make a new backup")


def _put_database(source: Path, target: Path, now_ms: int) -> None:
    """Whole or not at all: a new file beside it, then the old one's journals away, then the name.

    What a store of another time must not do, it no longer does before it has the name.
    """
    fresh = target.with_name(f".{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    if not target.parent.exists():
        make_folder(target.parent)
    write_private(fresh, b"")
    copy_database(source, fresh)
    make_older(fresh, target.name, now_ms)
    handle = os.open(fresh, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    _remove_journals(target)
    fresh.replace(target)


def _remove(database: Path) -> None:
    """Its journals first: left alone they would be read into the next file of its name."""
    _remove_journals(database)
    database.unlink(missing_ok=True)


def _remove_journals(database: Path) -> None:
    for ending in _BESIDE:
        database.with_name(database.name + ending).unlink(missing_ok=True)


__all__ = ["BackupRefused", "UnsafeFile", "may_return", "restore"]
