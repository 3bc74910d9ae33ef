"""What seals each version's bytes: a key of its own, in one small file beside the store that is rewritten to erase.

The file holds a tree of keys (``key_tree.py``) sealed under the hub's secret, the store's name and how many erasures it
has seen. To destroy keys is to write the file anew without them, whole or not at all, and to overwrite the old bytes;
so it is with each copy that a backup made.
Several processes may hold it: one rewrites it at a time, and each notices that it was.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.records.errors import StorageUnavailable
from services.records.key_tree import KeyTree, index_of
from services.signing.derive import derive
from services.signing.keyfile import read_private, replace_private
from services.signing.sealing import NONCE_BYTES, SealBroken, Sealer

FILE: Final = "records.keys"
MARK: Final = b"own1"
"""In front of what is sealed under a key of its own; older bytes begin with a random nonce."""
LARGEST: Final = 1 << 30
_ABOUT: Final = b"record keys 1"
_NAME_BYTES, _COUNT_BYTES = 16, 8
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Held:
    """What the file holds. ``store``: 16 random bytes, of the store that the keys are of; ``erasures``: a count."""

    store: bytes
    erasures: int
    tree: KeyTree


class BodyKeys:
    """``path``: of the file; ``secret``: the hub's, 32 bytes. What reads it raises StorageUnavailable."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self.path = path
        self._listed = _list_of(path)
        self._file = Sealer(derive(secret, "record-keys"))
        self._field = Sealer(derive(secret, "field"))
        self._seen: tuple[int, ...] = ()
        self._held: Held | None = None

    def make(self) -> Held:
        """What the file holds, made where it is absent, durable before it is used. Raises OSError, UnsafeFile."""
        with self._alone(fcntl.LOCK_EX):
            if not self.path.exists():
                self._write(Held(os.urandom(_NAME_BYTES), 0, KeyTree.fresh()))
        return self.held()

    def held(self) -> Held:
        """What the file holds now; read again where it was rewritten."""
        try:
            seen = _facts(os.stat(self.path))
            if self._held is None or seen != self._seen:
                with self._alone(fcntl.LOCK_SH):
                    self._seen, self._held = _facts(os.stat(self.path)), self.read(self.path)
        except OSError:
            raise StorageUnavailable from None
        return self._held

    def read(self, path: Path) -> Held:
        """What a file of keys holds, this one or a copy. Raises SealBroken where it is of another secret."""
        plain = self._file.open(read_private(path, LARGEST), _ABOUT)
        name, rest = plain[:_NAME_BYTES], plain[_NAME_BYTES:]
        return Held(name, int.from_bytes(rest[:_COUNT_BYTES]), KeyTree.decode(rest[_COUNT_BYTES:]))

    def seal(self, page: int, leaf: int, plain: bytes, about: bytes) -> bytes:
        """MARK || nonce || ciphertext || tag, under the key of the place. Raises KeyGone.

        What another process destroyed since is no place that anything is sealed at, so nobody looks.
        """
        nonce = os.urandom(NONCE_BYTES)
        aead = AESGCM((self._held or self.held()).tree.key(index_of(page, leaf)))
        return MARK + nonce + aead.encrypt(nonce, plain, about)

    def seal_before(self, plain: bytes, about: bytes) -> bytes:
        """As all was sealed before each version had a key of its own: under one key for all."""
        return self._field.seal(plain, about)

    def open(self, page: int, leaf: int, sealed: bytes, about: bytes) -> bytes:
        """What was sealed at the place, or before places had keys. Raises SealBroken, KeyGone where the key is."""
        if not sealed.startswith(MARK):
            return self._field.open(sealed, about)
        try:
            return Sealer(self.held().tree.key(index_of(page, leaf))).open(sealed[len(MARK) :], about)
        except SealBroken as broken:
            try:
                return self._field.open(sealed, about)
            except SealBroken:
                raise broken from None

    def destroy(self, places: Iterable[tuple[int, int]], erasures: int) -> list[str]:
        """Durable when it returns: no file of the folder holds the keys of these places (page, leaf).

        ``erasures``: how many the store has seen, these among them. Copies that hold them still. Raises OSError.
        """
        with self._alone(fcntl.LOCK_EX):
            held = self.read(self.path)
            tree = held.tree.without(index_of(*place) for place in places)
            return self._write(replace(held, tree=tree, erasures=max(held.erasures, erasures)))

    def copy_to(self, target: Path) -> None:
        """Make the one copy at ``target``, and from now on put the keys of now in its place at each erasure.

        So it is with every copy that was ever made and is still there. Raises OSError, UnsafeFile, and SealBroken where
        another's keys are there.
        """
        with self._alone(fcntl.LOCK_EX):
            if target.exists() and self.read(target).store != self.read(self.path).store:
                raise SealBroken
            places = {*self._copies(), str(target.absolute())}
            replace_private(self._listed, "".join(f"{place}\n" for place in sorted(places)).encode())
            content = read_private(self.path, LARGEST)
            replace_and_wipe(target, content)
            for place in self._copies() - {str(target.absolute())}:
                replace_and_wipe(Path(place), content)

    def put_back(self, path: Path) -> None:
        """From a copy to where a node has them: this one stays its copy. Raises OSError, UnsafeFile."""
        replace_and_wipe(path, read_private(self.path, LARGEST))
        replace_private(_list_of(path), f"{self.path.absolute()}\n".encode())

    def _copies(self) -> set[str]:
        """Copies that are still where they were made, or lie where this process may not look."""
        known = read_private(self._listed).decode().splitlines() if self._listed.exists() else []
        return {place for place in known if _may_be_there(Path(place))}

    def _write(self, held: Held) -> list[str]:
        """The file first; which copies could not be replaced: they are next time."""
        plain = held.store + held.erasures.to_bytes(_COUNT_BYTES) + held.tree.encode()
        content = self._file.seal(plain, _ABOUT)
        replace_and_wipe(self.path, content)
        left = []
        for place in sorted(self._copies()):
            try:
                replace_and_wipe(Path(place), content)
            except OSError:
                left.append(place)
        return left

    @contextmanager
    def _alone(self, kind: int) -> Iterator[None]:
        lock = os.open(self.path.with_name(f"{self.path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, kind)
            yield
        finally:
            os.close(lock)


def replace_and_wipe(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file, whole or not at all, and then zeros over the old file's bytes."""
    for left in path.parent.glob(f".{path.name}.*"):
        left.unlink(missing_ok=True)
    old = os.open(path, os.O_WRONLY | os.O_CLOEXEC) if path.exists() else None
    try:
        replace_private(path, content)
        if old is not None:
            for at in range(0, os.fstat(old).st_size, _BLOCK):
                os.pwrite(old, bytes(min(_BLOCK, os.fstat(old).st_size - at)), at)
            os.fsync(old)
    finally:
        if old is not None:
            os.close(old)


def _list_of(path: Path) -> Path:
    """Where the copies of a file of keys are written down, one a line."""
    return path.with_name(f"{path.name}.copies")


def _may_be_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _facts(seen: os.stat_result) -> tuple[int, ...]:
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
