"""The index: entries are put and removed, and the nearest to a description are found among those allowed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.alignment import Aligner, Alignment
from services.matching.estimate import bits_of
from services.matching.household import taken_back
from services.matching.index import columns as in_columns
from services.matching.index.columns import NOBODY, Columns
from services.matching.index.estimate import Estimator
from services.matching.index.filed import Filing
from services.matching.index.keys import braked, card_keys, entry_keys, phone_key, sought_keys, token_key
from services.matching.index.postings import Postings, Run, Slots
from services.matching.index.rows import packed, unpacked
from services.matching.levels import compared
from services.matching.model import Model
from services.matching.person import Described
from services.names.lexicon import REMEMBERED
from services.names.likeness import Likeness

BEYOND: Final = 16
"""Entries that are scored beyond those asked for, as estimates are near and not equal to scores."""


class Near(NamedTuple):
    """One entry and what it and the description score together, in bits."""

    record: int
    bits: float


class Found(NamedTuple):
    """``near``: best first, then by number; ``braked``: tokens of the description's name that alone find nobody."""

    near: tuple[Near, ...]
    braked: tuple[str, ...]


class Image(NamedTuple):
    """All of an index: columns cut to the slots in use, the row of each slot, and all filings in runs."""

    columns: Columns
    rows: list[bytes]
    runs: tuple[Run, ...]


class Remembering(Aligner):
    """Keeps alignments: names recur among those who are near."""

    def __init__(self, likeness: Likeness) -> None:
        super().__init__(likeness)
        self._known = lru_cache(maxsize=REMEMBERED)(super().align)

    def align(self, first: Sequence[str], second: Sequence[str]) -> Alignment:
        """As the aligner does it."""
        return self._known(tuple(first), tuple(second))


class PeopleIndex:
    """Not for threads: whoever holds one asks and changes it in turn."""

    def __init__(self, likeness: Likeness, model: Model, image: Image | None = None) -> None:
        self._filing = Filing(likeness.lexicon)
        self._aligner = Remembering(likeness)
        self._model = model
        self._columns = in_columns.empty() if image is None else image.columns
        self._rows = [] if image is None else image.rows
        self._postings = Postings(() if image is None else image.runs)
        held = self._columns.record[: len(self._rows)].tolist()
        groups = self._columns.group[: len(self._rows)].tolist()
        pairs = zip(held, groups, strict=True)
        self._slots = {record: slot for slot, (record, group) in enumerate(pairs) if group != NOBODY}

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def wasted(self) -> int:
        """Slots of entries that are gone: an index made anew would not have them."""
        return len(self._rows) - len(self._slots)

    def put(self, record: int, group: int, who: Described) -> None:
        """Add an entry, or set what it says and its group, a number of 64 bits above `NOBODY`."""
        row = packed(who)
        slot = self._slots.get(record)
        if slot is not None and self._rows[slot] == row:
            self._columns.group[slot] = group
            return
        self.remove(record)
        slot = len(self._rows)
        if slot == len(self._columns.record):
            self._columns = in_columns.grown(self._columns)
        in_columns.put(self._columns, slot, record, group, who, self._filing)
        self._rows.append(row)
        self._slots[record] = slot
        self._postings.add(entry_keys(self._filing, who), slot)

    def remove(self, record: int) -> bool:
        """Leave nothing that an entry says; whether there was one."""
        slot = self._slots.pop(record, None)
        if slot is None:
            return False
        in_columns.clear(self._columns, slot)
        self._rows[slot] = b""
        return True

    def nearest(self, who: Described, groups: frozenset[int], also: frozenset[int], most: int) -> Found:
        """Up to ``most`` entries of the groups, and of the single records ``also``, that share a key with ``who``."""
        slots = self._postings.found(sought_keys(self._filing, who))
        slots = slots[self._allowed(slots, groups, also)]
        chosen = self._best(who, slots, most + BEYOND)
        near = [Near(int(self._columns.record[slot]), self._score(who, slot)) for slot in chosen]
        near.sort(key=lambda each: (-each.bits, each.record))
        return Found(tuple(near[:most]), braked(self._filing, who.name.tokens))

    def image(self) -> Image:
        """All that is held, apart from what changes it later."""
        used = len(self._rows)
        return Image(in_columns.cut(self._columns, used), self._rows.copy(), self._postings.runs())

    def _allowed(self, slots: Slots, groups: frozenset[int], also: frozenset[int]) -> NDArray[np.bool_]:
        allowed = np.isin(self._columns.group[slots], np.fromiter(groups - {NOBODY}, np.int64))
        singles = [slot for record in also if (slot := self._slots.get(record)) is not None]
        return allowed | np.isin(slots, np.array(singles, np.int32)) if singles else allowed

    def _best(self, who: Described, slots: Slots, most: int) -> list[int]:
        """The slots of the best estimates; of equal ones those of the lower records."""
        if len(slots) <= most:
            return [int(slot) for slot in slots]
        estimator = Estimator(self._model, self._filing, self._aligner, who)
        bits = estimator.bits(self._columns, slots, self._filed(slots, card_keys(who.cnic)))
        for field, level, keys in (
            ("phone", "shared", {phone_key(number) for number in who.phones}),
            ("token", "same", {token_key(who.token)} if who.token else set()),
        ):
            bits += np.where(self._filed(slots, keys), self._model.weights[field][level], 0.0)
        least = np.partition(bits, len(bits) - most)[len(bits) - most]
        kept = bits >= least
        slots, bits = slots[kept], bits[kept]
        order = np.lexsort((self._columns.record[slots], -bits))
        return [int(slot) for slot in slots[order[:most]]]

    def _filed(self, slots: Slots, keys: set[int]) -> NDArray[np.bool_]:
        """Which of the slots are filed under one of the keys."""
        return np.isin(slots, self._postings.found(keys)) if keys else np.zeros(len(slots), np.bool_)

    def _score(self, who: Described, slot: int) -> float:
        levels = compared(self._aligner, who, unpacked(self._rows[slot]))
        weights = self._model.weights
        return self._model.prior + (bits_of(weights, levels) + taken_back(weights, levels))
