"""What must be in no file once a record is expunged, and looking for it in every file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from hashlib import sha512
from pathlib import Path

from services.records.body_keys import BodyKeys
from services.records.key_tree import DEPTH, index_of
from services.records.ports import Store

Place = tuple[int, int]


def way_down(root: bytes, place: Place) -> list[bytes]:
    """Keys of the nodes from the root of a whole tree down to a place, that of the place last."""
    keys = [root]
    for bit in format(index_of(*place), f"0{DEPTH}b"):
        both = sha512(b"\0\0\0\1" + keys[-1] + b"rabta record keys").digest()
        keys.append(both[32:] if bit == "1" else both[:32])
    return keys


def root_of(keys: BodyKeys) -> bytes:
    """Of a tree of which nothing was destroyed yet."""
    encoded = keys.held().tree.encode()
    assert len(encoded) == 39
    return encoded[7:]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file below a folder; one that goes while it is looked for is passed over."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file():
                yield path.name, path.read_bytes()


def found_in(folder: Path, wanted: Iterable[bytes]) -> list[str]:
    """Names of the files below a folder that hold any of these bytes."""
    wanted = list(wanted)
    return [name for name, held in contents(folder) if any(each in held for each in wanted)]


async def bodies_of(store: Store, record: int) -> dict[Place, bytes]:
    """Place -> sealed bytes of a record's versions that hold any."""
    async with store.snapshot() as view:
        return {(row.page, row.leaf): row.body for row in await view.placed_after(0, 1000) if row.record == record}


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What a statement reads in the file of records."""
    with closing(sqlite3.connect(folder / "records.db")) as db:
        return db.execute(sql).fetchall()
