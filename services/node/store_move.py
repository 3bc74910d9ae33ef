"""Stores from their files to a PostgreSQL database: brought while they are served, changed over while nobody does.

    bring     every row, again and again if wished, each time what changed since; files are served still
    change    with everything stopped: what is left, a digest of both sides, and then the settings name the database and
              the files lie in ``files-before-postgresql/``

:mod:`services.node.store_move_parts` says which stores a folder has. ``records.keys``, which opens what the records
say, and a log's month keys stay where they are.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.errors import RabtaError
from services.signing.keyfile import make_folder, replace_private

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place
    from services.store.postgres.source import Source

BEFORE: Final = "files-before-postgresql"
Tell = Callable[[str, str, int], None]
"""Told of a schema, a table, and of how many of its rows were looked at since."""


class StoreNotMoved(RabtaError, ValueError):
    """Nothing was changed over; the text says why, and what was brought stays for the next try."""


@dataclass(frozen=True, slots=True)
class Target:
    """``address``: ``postgresql://...`` without a password; ``password_file``: from the folder, "" for none."""

    address: str
    password_file: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One store. ``place``: its schema; ``make``: makes it, or brings it to today's; ``reading``: the file's rows.

    ``check``: raises StoreNotMoved where the file cannot come as it is; ``beside``: names of what belongs to the file.
    """

    file: Path
    place: Place
    make: Callable[[], None]
    reading: Callable[[Path], AbstractContextManager[Source]]
    check: Callable[[Path], None] = lambda _file: None
    beside: Sequence[str] = ()

    def files(self) -> list[Path]:
        """What is put away: the file first, as it is never to be found without its journal; what lies beside it."""
        names = (self.file.name, f"{self.file.name}?*", *self.beside)
        return [found for name in names for found in sorted(self.file.parent.glob(name))]


@dataclass(frozen=True, slots=True)
class Holding:
    """Stores of one folder that one setting speaks of.

    ``settings``: name of the file of settings; ``setting``: which of them, ``now``: what it reads; ``whose``: told to
    the database, so that nobody else's rows come between; ``alone``: locks that are held while it is changed over.
    """

    folder: Path
    settings: str
    setting: str
    now: str
    whose: str
    parts: Sequence[Part]
    alone: Sequence[Callable[[], AbstractContextManager[object]]]

    def left(self) -> list[Part]:
        """Those whose file is still there."""
        return [part for part in self.parts if part.file.exists()]


@dataclass(frozen=True, slots=True)
class Brought:
    """``rows``: of a file; ``written``: those that the database had not yet; ``sha256``: of both, where compared."""

    rows: int
    written: int
    sha256: str = ""


def bring(holding: Holding, tell: Tell) -> Mapping[str, Brought]:
    """By schema. Raises StoreNotMoved, StoreUnsafe, StoreLost and the stores' own errors."""
    parts = _checked(holding)
    if not parts:
        raise StoreNotMoved("no file of it is in the folder: what there was is in a database already")
    return asyncio.run(_brought(holding, parts, tell))


def change(holding: Holding, target: Target, tell: Tell) -> Mapping[str, Brought]:
    """The same of what nobody serves; its next start is on the database. Raises FolderServed where somebody does.

    Where both sides differ in the end, or a file cannot be moved, the settings name the files still.
    """
    with ExitStack() as stack:
        for lock in holding.alone:
            stack.enter_context(lock())
        parts = _checked(holding)
        if not parts and holding.now != target.address:
            raise StoreNotMoved("no file of it is in the folder")
        brought = asyncio.run(_brought(holding, parts, tell)) if parts else {}
        found = asyncio.run(_compared(parts, brought, tell))
        if holding.now != target.address:
            _name(holding, target)
        _put_away(holding)
        asyncio.run(_released(holding))
        return found


def _checked(holding: Holding) -> list[Part]:
    """Parts whose file is there, each with its schema made."""
    parts = holding.left()
    for part in parts:
        part.check(part.file)
    for part in parts:
        part.make()
    return parts


async def _brought(holding: Holding, parts: Sequence[Part], tell: Tell) -> dict[str, Brought]:
    from services.store.postgres.moving import move
    from services.store.postgres.source import MoveRefused

    found = {}
    for part in parts:
        room = part.place.room
        try:
            with part.reading(part.file) as source:
                moved = await move(source, part.place, holding.whose, lambda *said, room=room: tell(room, *said))
        except MoveRefused as error:
            raise StoreNotMoved(f"{part.file.name}: {error}") from None
        found[room] = Brought(moved.rows, moved.written)
    return found


async def _compared(parts: Sequence[Part], brought: Mapping[str, Brought], tell: Tell) -> dict[str, Brought]:
    from services.store.postgres.moving import digests
    from services.store.postgres.source import MoveRefused

    found = {}
    for part in parts:
        room = part.place.room
        try:
            with part.reading(part.file) as source:
                mine, theirs = await digests(source, part.place, lambda *said, room=room: tell(room, *said))
        except MoveRefused as error:
            raise StoreNotMoved(f"{part.file.name}: {error}") from None
        if mine != theirs:
            raise StoreNotMoved(f"{part.file.name} and the database do not hold the same rows")
        found[room] = Brought(brought[room].rows, brought[room].written, mine)
    return found


def _name(holding: Holding, target: Target) -> None:
    """Write the database into the settings, under which nothing starts while the files are there."""
    path, name = holding.folder / holding.settings, holding.setting
    old = path.read_text("utf-8") if path.exists() else ""
    kept = [line for line in old.splitlines() if not re.match(rf"\s*{name}(_password_file)?\s*=", line)]
    said = [f"{name} = {json.dumps(target.address)}"]
    said += [f"{name}_password_file = {json.dumps(target.password_file)}"] if target.password_file else []
    replace_private(path, ("\n".join([*said, *kept]) + "\n").encode())


def _put_away(holding: Holding) -> None:
    """Whatever is there of each."""
    for part in holding.parts:
        away = holding.folder / BEFORE / part.file.parent.relative_to(holding.folder)
        for file in part.files():
            make_folder(holding.folder / BEFORE)
            make_folder(away)
            file.replace(away / file.name)


async def _released(holding: Holding) -> None:
    from services.store.postgres.moving import release

    for part in holding.parts:
        await release(part.place)
