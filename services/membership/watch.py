"""A node's copy of the registry: a folder of ``<version>.signed``, hot-reloaded, that only ever goes forward.

Every version is verified against the one before it, whoever put the file there. A file
that is deleted lowers nothing; one that fails is an alarm and changes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from services.membership.anchor import Anchor
from services.membership.errors import MalformedRegistry, RegistryError
from services.membership.registry import Registry, load_registry
from services.membership.signed import MAX_BYTES
from services.signing.keyfile import UnsafeFile, check_folder, read_private, replace_private

SUFFIX: Final = ".signed"
_Stamp = tuple[int, int, int] | None


class RegistryFolder:
    """Versions of one federation, oldest to newest. ``current`` may be called from any thread.

    Starts from the oldest version in the folder: version 1, or any that ``anchor`` vouches
    for. Raises RegistryError when there is none or it does not hold, UnsafeFile for loose modes.
    """

    def __init__(self, folder: Path, anchor: Anchor | None = None) -> None:
        check_folder(folder)
        self._folder = folder
        self._lock = threading.Lock()
        self._alarms: list[RegistryError] = []
        self._failed: dict[Path, _Stamp] = {}
        first = min(_versions(folder), default=0)
        if not first:
            raise MalformedRegistry("absent", f"1{SUFFIX}")
        path = self._path(first)
        oldest = load_registry(read_private(path, MAX_BYTES), anchor=anchor)
        self._chain: tuple[Registry, ...] = (oldest,)
        self._seen = _stamp(path)
        if oldest.version != first:
            raise MalformedRegistry("misnamed", path.name)
        self.poll()

    def current(self) -> Registry:
        """The newest verified version: take it once per call and keep it."""
        return self._chain[-1]

    def chain(self) -> tuple[Registry, ...]:
        """Every verified version held, oldest first."""
        return self._chain

    def versions(self, start: int, most: int) -> list[bytes]:
        """Signed files from version ``start`` on, oldest first, at most ``most``; 0 for the newest alone."""
        chain = self._chain
        if start == 0:
            return [chain[-1].raw]
        return [registry.raw for registry in chain if registry.version >= start][:most]

    def poll(self) -> bool:
        """Take up versions that have appeared; True when there was one. What fails becomes an alarm."""
        with self._lock:
            before = self._chain
            self._look_again()
            while self._take(self._path(self._chain[-1].version + 1)):
                pass
            return self._chain is not before

    def add(self, raw: bytes) -> Registry:
        """Verify a version that a peer sent, store it, and use it; RegistryError changes nothing.

        One that is held already is passed over.
        """
        with self._lock:
            known = {registry.raw for registry in self._chain}
            if raw not in known:
                found = load_registry(raw, previous=self._chain[-1])
                if found is not self._chain[-1]:
                    path = self._path(found.version)
                    replace_private(path, raw)
                    self._use(found, path)
            return self._chain[-1]

    def take_alarms(self) -> list[RegistryError]:
        """What was refused since last asked."""
        with self._lock:
            alarms, self._alarms = self._alarms, []
        return alarms

    def _path(self, version: int) -> Path:
        return self._folder / f"{version}{SUFFIX}"

    def _use(self, registry: Registry, path: Path) -> None:
        self._seen = _stamp(path)
        self._chain = (*self._chain, registry)

    def _take(self, path: Path) -> bool:
        found = self._load(path)
        if found is None or found is self._chain[-1]:
            return False
        self._use(found, path)
        return True

    def _look_again(self) -> None:
        """The file in use, changed in place: the same version with other content is an alarm."""
        path = self._path(self._chain[-1].version)
        stamp = _stamp(path)
        if stamp not in (None, self._seen):
            self._seen = stamp
            self._load(path)

    def _load(self, path: Path) -> Registry | None:
        stamp = _stamp(path)
        if stamp is None or self._failed.get(path) == stamp:
            return None
        try:
            return load_registry(read_private(path, MAX_BYTES), previous=self._chain[-1])
        except RegistryError as error:
            self._alarms.append(error)
        except UnsafeFile:
            self._alarms.append(MalformedRegistry("mode", path.name))
        self._failed[path] = stamp
        return None


def _versions(folder: Path) -> Iterator[int]:
    return (int(path.stem) for path in folder.glob(f"*{SUFFIX}") if path.stem.isascii() and path.stem.isdigit())


def _stamp(path: Path) -> _Stamp:
    """None where there is no such file."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
