"""How many children are counted where, kept with each change of one: a count of all opens none of them.

A row is of one half-year and one body, sealed under blind tokens, and as long whatever is in it. A file of before has
no rows, and is gone through once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from typing import Final

from services.identity.provisional.errors import StoreUnavailable
from services.identity.provisional.figures import Kind, Place, place_of
from services.identity.provisional.states import Held
from services.store.database import Database, Transaction

_WHOLE: Final = "counted"
"""Under its token is a row once all that the file holds is counted."""
_STEP: Final = 2048
"""Bytes of which a row's text is one, or some: more than all states by all bands take."""
Token = Callable[[str], bytes]
Seal = Callable[[bytes, bytes], bytes]


class Counts:
    """``token``: blind, of a text; ``seal``, ``plain``: a text under what it is about, and back."""

    def __init__(self, token: Token, seal: Seal, plain: Seal) -> None:
        self._token, self._seal, self._plain = token, seal, plain

    async def move(self, tx: Transaction, before: Held | None, after: Held) -> None:
        """A child from where they were counted to where they are."""
        moved = Counter[Place]()
        for held, by in ((before, -1), (after, 1)):
            if held is not None and (place := place_of(held)) is not None:
                moved[place] += by
        await self._add(tx, moved)

    async def begin(self, tx: Transaction, every: Callable[[], AsyncIterable[Held]]) -> None:
        """Count all that is there, where it was not counted yet."""
        if await tx.rows("provisional_counts", self._token(_WHOLE)):
            return
        places = Counter([place async for held in every() if (place := place_of(held)) is not None])
        await self._add(tx, places)
        whole = self._token(_WHOLE)
        await tx.rows("keep_provisional_count", whole, whole, b"")

    async def are_whole(self, database: Database) -> bool:
        """Whether all that the file holds is counted."""
        return bool(await database.rows("provisional_counts", self._token(_WHOLE)))

    async def of(self, database: Database, halves: Iterable[str]) -> Sequence[tuple[Kind, int]]:
        """How many of each kind, of what is committed."""
        found = Counter[Kind]()
        for half in halves:
            for token, sealed in await database.rows("provisional_counts", self._token(f"half {half}")):
                found.update(self._read(token, sealed))
        return sorted(found.items())

    async def _add(self, tx: Transaction, moved: Mapping[Place, int]) -> None:
        rows: dict[tuple[str, str], Counter[Kind]] = {}
        for (half, kind), by in moved.items():
            if by:
                rows.setdefault((half, kind.body), Counter())[kind] += by
        for (half, body), kinds in rows.items():
            token = self._token(f"count {half} {body}")
            held = Counter[Kind]()
            for (sealed,) in await tx.rows("provisional_count", token):
                held.update(self._read(token, sealed))
            held.update(kinds)
            if min(held.values()) < 0:
                raise StoreUnavailable
            await tx.rows("keep_provisional_count", token, self._token(f"half {half}"), self._sealed(token, held))

    def _sealed(self, token: bytes, counts: Mapping[Kind, int]) -> bytes:
        text = json.dumps([[*kind, number] for kind, number in sorted(counts.items()) if number]).encode()
        return self._seal(text.ljust(-(-len(text) // _STEP) * _STEP), token)

    def _read(self, token: bytes, sealed: bytes) -> dict[Kind, int]:
        return {Kind(body, state, band): number for body, state, band, number in json.loads(self._plain(sealed, token))}
