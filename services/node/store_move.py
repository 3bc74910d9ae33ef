"""A node's stores from its files to a PostgreSQL database: brought while it serves, changed over while it is stopped.

    bring     every room's rows, again and again if wished, each time what changed since; the node serves from its files
    change    with the node stopped: what is left, both sides compared, and then the settings name the database and
              the files lie in ``files-before-postgresql/``

An issuer's journal has settings of its own and stays. So does ``records.keys``, which opens what the records say.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from services.errors import RabtaError
from services.linkage.store import database as linkage
from services.membership.watch import RegistryFolder
from services.node import link_store, oversight_store, records_store
from services.node.folder_lock import served_alone
from services.node.settings import SQLITE, NodeSettings, SettingsError, load_settings
from services.oversight.store import database as oversight
from services.records.store.migrations import HEAD, current, migrate_postgres
from services.signing.keyfile import make_folder, read_password, replace_private
from services.store.file import BUSY_S
from services.store.pages import fault

if TYPE_CHECKING:
    from services.store.postgres.connecting import Place

FILES: Final[Mapping[str, str]] = {
    records_store.ROOM: records_store.FILE,
    linkage.ROOM: link_store.FILE,
    oversight.ROOM: oversight_store.FILE,
}
"""Room -> its file."""
BEFORE: Final = "files-before-postgresql"
Tell = Callable[[str, str, int], None]
"""Told of a room, a table, and of how many of its rows were looked at since."""


class StoreNotMoved(RabtaError, ValueError):
    """Nothing was changed over; the text says why, and what was brought stays for the next try."""


@dataclass(frozen=True, slots=True)
class Target:
    """``address``: ``postgresql://...`` without a password; ``password_file``: from the node's folder, "" for none."""

    address: str
    password_file: str = ""


def bring(folder: Path, target: Target, tell: Tell) -> Mapping[str, tuple[int, int]]:
    """Room -> how many rows its file has, and how many of them the database had not yet.

    Raises StoreNotMoved, SettingsError, UnsafeFile, AddressUnsafe, StoreUnsafe, StoreLost and the rooms' own errors.
    """
    settings = _on_files(folder)
    return asyncio.run(_brought(settings, _made(settings, target), tell))


def change(folder: Path, target: Target, tell: Tell) -> Mapping[str, tuple[int, int]]:
    """The same of a stopped node, whose next start is on the database. Raises FolderServed while it runs, and as above.

    Where both sides differ in the end, or a file cannot be moved, the settings name the files still.
    """
    with served_alone(folder):
        brought: Mapping[str, tuple[int, int]] = {}
        if load_settings(folder).store != target.address:
            settings = _on_files(folder)
            places = _made(settings, target)
            brought = asyncio.run(_brought(settings, places, tell))
            asyncio.run(_compared(settings, places, tell))
            _name(folder, target)
        _put_away(folder)
        asyncio.run(_released(_places(folder, target)))
        return brought


def _on_files(folder: Path) -> NodeSettings:
    settings = load_settings(folder)
    if settings.store != SQLITE:
        raise StoreNotMoved("the stores of this node are in a database already")
    records = folder / records_store.FILE
    if damaged := fault(records):
        raise StoreNotMoved(f"{records.name} is damaged: {damaged}")
    if not records.exists() or current(records, BUSY_S) != HEAD:
        raise StoreNotMoved(f"{records.name} is of another version: start the node once with this release first")
    return settings


def _places(folder: Path, target: Target) -> dict[str, Place]:
    """Of each room, in the database."""
    try:
        from services.store.postgres.connecting import Place
    except ModuleNotFoundError:
        raise SettingsError("store: needs what requirements-postgres.lock lists") from None
    password = read_password(folder / target.password_file) if target.password_file else ""
    return {room: Place(target.address, room, password) for room in FILES}


def _made(settings: NodeSettings, target: Target) -> dict[str, Place]:
    """Of each room that has a file, its schema made or brought to today's."""
    found = _places(settings.folder, target)
    places = {room: place for room, place in found.items() if (settings.folder / FILES[room]).exists()}
    for room, place in places.items():
        if room == records_store.ROOM:
            migrate_postgres(place)
        else:
            (linkage if room == linkage.ROOM else oversight).open_at(place).close()
    return places


def _source(settings: NodeSettings) -> str:
    registry = RegistryFolder(settings.folder / "registry").current()
    return f"{registry.federation_id.hex()} {settings.server(registry.hub)}"


async def _brought(settings: NodeSettings, places: Mapping[str, Place], tell: Tell) -> dict[str, tuple[int, int]]:
    from services.store.postgres.moving import MoveRefused, move

    source, found = _source(settings), {}
    for room, place in places.items():
        try:
            moved = await move(settings.folder / FILES[room], place, source, lambda *said, room=room: tell(room, *said))
        except MoveRefused as error:
            raise StoreNotMoved(f"{FILES[room]}: {error}") from None
        found[room] = moved.rows, moved.written
    return found


async def _compared(settings: NodeSettings, places: Mapping[str, Place], tell: Tell) -> None:
    from services.store.postgres.moving import same

    for room, place in places.items():
        if not await same(settings.folder / FILES[room], place, lambda *said, room=room: tell(room, *said)):
            raise StoreNotMoved(f"{FILES[room]} and the database do not hold the same rows")


def _name(folder: Path, target: Target) -> None:
    """Write the database into the settings, under which a node refuses to start while the files are there."""
    path = folder / "settings.toml"
    old = path.read_text("utf-8") if path.exists() else ""
    kept = [line for line in old.splitlines() if not re.match(r"\s*store(_password_file)?\s*=", line)]
    said = [f"store = {json.dumps(target.address)}"]
    said += [f"store_password_file = {json.dumps(target.password_file)}"] if target.password_file else []
    replace_private(path, ("\n".join([*said, *kept]) + "\n").encode())


def _put_away(folder: Path) -> None:
    """A file and what lies beside it, such as its journal; what an earlier try left is put away too."""
    make_folder(folder / BEFORE)
    for name in FILES.values():
        for file in sorted(folder.glob(f"{name}*")):
            file.replace(folder / BEFORE / file.name)


async def _released(places: Mapping[str, Place]) -> None:
    from services.store.postgres.moving import release

    for place in places.values():
        await release(place)
