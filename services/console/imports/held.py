"""Exports that lie in the console: each in a private folder of its own until it is sent, replaced or the session ends.

Names on disk are the console's own. Nothing of a file is kept past the console's end; what was signed of it and has no
answer waits in the agency's journal, as that of `rabta import` does, and goes out first at the next sending.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request

from services.client.profile import Profile, ProfileError
from services.console.form import BadForm
from services.console.imports.upload import read_upload
from services.errors import RabtaError
from services.listing.imports.run import Export, Run, Watch
from services.signing.keyfile import make_folder
from services.sources.exports import Origin, formats
from services.tables.contract.stated import ORDERS, UNSTATED, Stated
from services.tables.phones import REGIONS

HELD: Final = 4
"""Files at once; the oldest that is not being sent makes room."""
UPLOAD: Final = "upload"
"""Field under which a form's handler finds what was stored of its file."""
SUFFIXES: Final = (".csv", ".xlsx", ".xls", ".jsonl", ".ndjson")
STANDINGS: Final = ("read", "under_way", "sent", "stopped")
"""How a file may stand."""
PATIENCE_S: Final = 2.0
"""How long a click that sends waits for the end of it; a file that takes longer is looked at again."""


class NoImport(RabtaError):
    """No such file lies here: it was sent or replaced, or another session dropped it."""


class Hindered(RabtaError):
    """The file system hindered a sending; what it says names paths."""


@dataclass(slots=True)
class Dropped:
    """One file. ``figures``: of its reading, then of its sending; ``digest``: SHA-256 of its bytes, hexadecimal.

    ``rows``, ``pages``: how far a sending is; ``error``: why the last sending ended early.
    """

    id: str
    export: Export
    size: int
    digest: str
    figures: dict[str, int] = field(default_factory=dict)
    ignored: Sequence[str] = ()
    left_out: Sequence[str] = ()
    flags: Sequence[str] = ()
    sent: bool = False
    rows: int = 0
    pages: int = 0
    error: RabtaError | None = None
    task: asyncio.Task[None] | None = None

    @property
    def standing(self) -> str:
        """How it stands: one of :data:`STANDINGS`."""
        if self.under_way:
            return "under_way"
        return "sent" if self.sent else "stopped" if self.error else "read"

    @property
    def under_way(self) -> bool:
        """Whether it is being sent now."""
        return self.task is not None and not self.task.done()


class Imports:
    """Files of one console below ``folder``, for the agency of ``profile``."""

    def __init__(self, folder: Path, profile: Profile, most: int = HELD, reading: asyncio.Lock | None = None) -> None:
        """``most``: files at once; ``reading``: held while one is read, None for a lock of its own.

        ``self.reading`` is how many are being read, or wait for it.
        """
        self.profile = profile
        self._folder = folder
        self._held: dict[str, Dropped] = {}
        self._stored: dict[str, tuple[str, int, str]] = {}
        self.reading = 0
        self._most, self._reading = most, reading or asyncio.Lock()

    @property
    def all(self) -> list[Dropped]:
        """Every file that was read, the newest last."""
        return list(self._held.values())

    @property
    def empty(self) -> bool:
        """Whether no file lies here, read or not."""
        return not (self._held or self._stored or self.reading)

    async def receive(self, request: Request) -> dict[str, str]:
        """Store the file of a form; its fields, with what was stored as :data:`UPLOAD`. Raises BadForm, TooLarge."""
        for left in list(self._stored):
            self._forget(left)
        made = secrets.token_hex(16)
        make_folder(self._folder / made)
        digest, size = sha256(), 0
        try:
            with (self._folder / made / "upload").open("xb") as file:

                def take(piece: bytes) -> None:
                    nonlocal size
                    size += len(piece)
                    digest.update(piece)
                    file.write(piece)

                upload = await read_upload(request.headers.get("content-type", ""), request.stream(), take)
        except BaseException:
            self._forget(made)
            raise
        self._stored[made] = upload.name, size, digest.hexdigest()
        return upload.fields | {UPLOAD: made}

    async def read(
        self, stored: str, layout: str, province: str, region: str, replaces: str, stated: Stated = UNSTATED
    ) -> Dropped:
        """Read what was stored; nothing is sent. Raises BadForm, UnreadableFile, JournalBusy."""
        if stored not in self._stored or layout not in formats() or region.upper() not in REGIONS:
            raise BadForm("no file, no format, or no country of phones")
        if stated.dates not in ("", *ORDERS):
            raise BadForm("no order of dates")
        name, size, digest = self._stored.pop(stored)
        folder = self._folder / stored
        path = folder / f"export{self._suffix(name)}"
        (folder / "upload").rename(path)
        origin = Origin(self.profile.agency, province, region.upper())
        export = Export(path, layout, origin, name, folder / "rejects.csv", replaces[:255], stated)
        made = Dropped(stored, export, size, digest)
        self.reading += 1
        try:
            async with self._reading:
                await asyncio.to_thread(self._check, made)
        except BaseException:
            self._forget(stored)
            raise
        finally:
            self.reading -= 1
        self._make_room()
        self._held[stored] = made
        return made

    def one(self, name: str) -> Dropped:
        """A file by its id. Raises NoImport."""
        if name not in self._held:
            raise NoImport("no such import")
        return self._held[name]

    async def send(self, name: str) -> Dropped:
        """Sign and send, once at a time; back when that is done or takes longer. Raises NoImport, ProfileError."""
        made = self.one(name)
        if self.profile.page_key is None:
            raise ProfileError("this profile has no page key")
        if not made.under_way and not made.sent:
            made.rows = made.pages = 0
            made.error = None
            made.task = asyncio.create_task(self._send(made))
        if made.task is not None:
            await asyncio.wait({made.task}, timeout=PATIENCE_S)
        return made

    def drop(self, name: str) -> None:
        """Take a file away that is not being sent. Raises NoImport."""
        if not self.one(name).under_way:
            self._forget(name)

    def clear(self) -> None:
        """Take all files away, also those that a killed console left, but for those being sent."""
        for name in [*self._stored, *(each.id for each in self.all if not each.under_way)]:
            self._forget(name)
        if not self._held:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def close(self) -> None:
        """Stop what is being sent, whose pages stay in the journal, and take all files away."""
        tasks = [each.task for each in self.all if each.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.clear()

    def _check(self, made: Dropped) -> None:
        with Run(made.export, Watch(_nothing, _nothing, _nothing)) as run:
            made.figures = run.check(self.profile)
        made.ignored, made.left_out = sorted(run.ignored), run.left_out

    async def _send(self, made: Dropped) -> None:
        def at_row(number: int) -> None:
            made.rows = number

        def at_page() -> None:
            made.pages += 1

        try:
            with Run(made.export, Watch(_nothing, at_row, at_page)) as run:
                made.figures = await run.send(self.profile)
        except RabtaError as error:
            made.error = error
            return
        except OSError:
            made.error = Hindered("the file system")
            return
        made.left_out, made.flags, made.sent = run.left_out, list(run.flags.summed()), True

    def _make_room(self) -> None:
        at_rest = [each.id for each in self.all if not each.under_way]
        for name in at_rest[: max(0, len(self._held) - self._most + 1)]:
            self._forget(name)

    def _forget(self, name: str) -> None:
        """``name``: one that was made here."""
        self._held.pop(name, None)
        self._stored.pop(name, None)
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder / name)

    def _suffix(self, name: str) -> str:
        """One of a closed list: the reader asks the name whether lines are JSON, and content for all else."""
        found = Path(name).suffix.lower()
        return found if found in SUFFIXES else ".csv"


def _nothing(*_: object) -> None:
    return None
