"""What erasing keys needs of a store (``app/erasing.py``): which are to be destroyed, and what is still to be sealed.

Part of ``ports.py``; all here raise StorageUnavailable as it says there. A place is (page, leaf) of a version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

Place = tuple[int, int]


class Erasing(NamedTuple):
    """``keys``: name of the file of keys that the store goes with, in hex, "" before it has one.

    ``erasures``: how many the store has seen. ``sealed``, ``sealed_until``: of versions from before each had a key of
    its own, the last seq that has one now, and the last there is; -1 where all have theirs.
    """

    keys: str
    erasures: int
    sealed: int
    sealed_until: int


class Due(NamedTuple):
    """A place whose key is to be destroyed, and at which erasure of the store's it became so."""

    page: int
    leaf: int
    erasure: int


class PlacedBody(NamedTuple):
    """A version's sealed bytes at its place; ``seq`` and ``record``: 0 for one that was refused."""

    seq: int
    record: int
    page: int
    leaf: int
    sha256: bytes
    body: bytes


class ErasingSnapshot(Protocol):
    """Reads how far it is."""

    async def erasing(self) -> Erasing:
        """How far it is."""
        ...

    async def keys_due(self) -> list[Due]:
        """What is to be destroyed, in the order of the erasures."""
        ...

    async def emptied(self) -> list[Place]:
        """Every place whose bytes were erased."""
        ...

    async def placed_after(self, seq: int, limit: int) -> list[PlacedBody]:
        """Versions after a seq whose bytes are held, in order."""
        ...

    async def refused_unmarked(self, mark: bytes, limit: int) -> list[PlacedBody]:
        """Refused versions whose bytes are held and do not begin with ``mark``."""
        ...

    async def erased_names(self, names: Sequence[str]) -> frozenset[str]:
        """Which of these, keyed digests of names, are of records that are never taken again."""
        ...


class ErasingTransaction(ErasingSnapshot, Protocol):
    """Those reads, and what was done."""

    async def set_erasing(self, at: Erasing) -> None:
        """Say how far it is."""
        ...

    async def erase(self, records: Sequence[int], changed: int) -> None:
        """Erase what expunged records said: bodies of all versions but the last and of refused ones, tokens, flags.

        Order, digests, salts and paths stay, and which keys are to be destroyed. Others of the same tokens are stamped
        with ``changed``.
        """
        ...

    async def erase_whole(self, records: Sequence[int], changed: int) -> None:
        """The same of records whose newest versions do not say that they are expunged: those go too."""
        ...

    async def erase_aside(self, agency: str, record_id: str) -> None:
        """The same of what is kept aside of a record, whether or not the record is held."""
        ...

    async def put_erased_name(self, name: str) -> None:
        """Never take a record again, by the keyed digest of its name."""
        ...

    async def end_keys_due(self, places: Sequence[Place]) -> None:
        """Their keys are destroyed."""
        ...

    async def put_bodies(self, rows: Sequence[tuple[bytes, int]]) -> None:
        """Keep the bytes of versions, sealed anew: (body, seq). What is empty stays so."""
        ...

    async def put_refused_bodies(self, rows: Sequence[tuple[bytes, int, int]]) -> None:
        """The same of refused ones: (body, page, leaf)."""
        ...
