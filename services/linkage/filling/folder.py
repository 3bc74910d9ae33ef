"""Pages on disk: named by the digest of their bytes, so that the list of them alone says what is held.

The list is replaced in one step, after every page that it names is durable; what it does not name is nobody's and is
removed. Whoever is stopped in between leaves the list of before. A page whose bytes are not those of its name, or a
list without its seal, is damaged.
"""

from __future__ import annotations

import asyncio
import fcntl
import hmac
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from services.errors import RabtaError
from services.linkage.snapshot.columns import Table
from services.signing.keyfile import make_folder, replace_private, write_private

LIST: Final = "list"
LOCK: Final = "lock"
FORM: Final = 1
_SEAL_BYTES: Final = 32
_PAUSE_S: Final = 0.005


class PagesDamaged(RabtaError):
    """A file is missing, cut, of another form or key, or not what was written."""


@dataclass(frozen=True, slots=True)
class Page:
    """``table``: rows of FED or SAID; ``names``: by token, texts of what it stands for, sealed."""

    table: Table
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Held:
    """``records``, ``feeds``: numbers of the last change of each that is in the pages. ``groups``: names of pages, in
    order, by group: ``f`` and the token of an authority, ``c`` or ``r`` and two hex digits of records' tokens.
    """

    records: int = 0
    feeds: int = 0
    groups: dict[str, list[str]] = field(default_factory=dict)


class Folder:
    """One node's, mode 0700. ``key``: 32 bytes, seals the list. Methods raise OSError, and PagesDamaged."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """The only one at the files, of all processes and of all tasks of this one, until left; waits for others."""
        make_folder(self.path)
        lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            while not _taken(lock):
                await asyncio.sleep(_PAUSE_S)
            yield
        finally:
            os.close(lock)

    def held(self) -> Held:
        """What the list says; nothing where there is none."""
        try:
            raw = (self.path / LIST).read_bytes()
        except FileNotFoundError:
            return Held()
        seal, body = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
        if not hmac.compare_digest(seal, hmac.digest(self._key, body, "sha256")):
            raise PagesDamaged
        told = json.loads(body)
        if told["form"] != FORM:
            raise PagesDamaged
        return Held(told["records"], told["feeds"], told["groups"])

    def page(self, name: str, columns: np.dtype[np.void]) -> Page:
        """One that the list names."""
        try:
            raw = (self.path / name).read_bytes()
        except FileNotFoundError:
            raise PagesDamaged from None
        if _name(raw) != name:
            raise PagesDamaged
        head, _, body = raw.partition(b"\n")
        names = {int(token, 16): text for token, text in json.loads(head).items()}
        return Page(np.frombuffer(body, dtype=columns), names)

    def add(self, page: Page) -> str:
        """Write a page, durably; its name."""
        names = {f"{token:016x}": text for token, text in sorted(page.names.items())}
        raw = json.dumps(names, separators=(",", ":")).encode() + b"\n" + page.table.tobytes()
        name = _name(raw)
        path = self.path / name
        if not path.exists() or _name(path.read_bytes()) != name:
            path.unlink(missing_ok=True)
            write_private(path, raw)
        return name

    def keep(self, held: Held) -> None:
        """Let these pages be what is held, durably, and remove every other file."""
        told = {"form": FORM, "records": held.records, "feeds": held.feeds, "groups": dict(sorted(held.groups.items()))}
        body = json.dumps(told, separators=(",", ":")).encode()
        replace_private(self.path / LIST, hmac.digest(self._key, body, "sha256") + body)
        self.sweep(held)

    def sweep(self, held: Held) -> None:
        """Remove what the list does not name: pages of before, and of whoever was stopped."""
        named = {name for pages in held.groups.values() for name in pages} | {LIST, LOCK}
        for path in self.path.iterdir():
            if path.name not in named:
                path.unlink()


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name(raw: bytes) -> str:
    return f"{sha256(raw).hexdigest()[:32]}.page"
