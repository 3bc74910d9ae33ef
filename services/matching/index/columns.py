"""What an estimate needs of each entry, in columns that grow: a slot is a place in every one of them."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.index.filed import Filing
from services.matching.person import Described, Gender

WORDS: Final = 6
"""Words of names and aliases that are estimated by."""
RELATED: Final = 3
NOBODY: Final = -(2**63)
"""Group of a slot that holds no entry."""
GENDERS: Final = {None: 0, Gender.MAN: 1, Gender.WOMAN: 2, Gender.OTHER: 3}
_FIRST: Final = 1 << 10


class Columns(NamedTuple):
    """By slot. ``cnic`` and ``area``: as numbers; ``born``: year, month and day as eight digits; 0 where not known.

    ``words``, ``related``: digests (``filed.py``), 0 where there are no more.
    """

    record: NDArray[np.int64]
    group: NDArray[np.int64]
    cnic: NDArray[np.int64]
    born: NDArray[np.int32]
    gender: NDArray[np.int8]
    area: NDArray[np.int32]
    words: NDArray[np.uint32]
    related: NDArray[np.uint32]


def empty(slots: int = _FIRST) -> Columns:
    """Columns of so many slots without entries."""
    return Columns(
        np.zeros(slots, np.int64),
        np.full(slots, NOBODY, np.int64),
        np.zeros(slots, np.int64),
        np.zeros(slots, np.int32),
        np.zeros(slots, np.int8),
        np.zeros(slots, np.int32),
        np.zeros((slots, WORDS), np.uint32),
        np.zeros((slots, RELATED), np.uint32),
    )


def grown(columns: Columns) -> Columns:
    """The same with half as many slots again."""
    more = empty(max(len(columns.record) // 2, _FIRST))
    return Columns(
        np.concatenate((columns.record, more.record)),
        np.concatenate((columns.group, more.group)),
        np.concatenate((columns.cnic, more.cnic)),
        np.concatenate((columns.born, more.born)),
        np.concatenate((columns.gender, more.gender)),
        np.concatenate((columns.area, more.area)),
        np.concatenate((columns.words, more.words)),
        np.concatenate((columns.related, more.related)),
    )


def cut(columns: Columns, slots: int) -> Columns:
    """A copy of the first slots."""
    return Columns(
        columns.record[:slots].copy(),
        columns.group[:slots].copy(),
        columns.cnic[:slots].copy(),
        columns.born[:slots].copy(),
        columns.gender[:slots].copy(),
        columns.area[:slots].copy(),
        columns.words[:slots].copy(),
        columns.related[:slots].copy(),
    )


def put(columns: Columns, slot: int, record: int, group: int, who: Described, filing: Filing) -> None:
    """Set all of a slot."""
    names = [token for name in (who.name.tokens, *who.name.aliases) for token in name]
    columns.record[slot] = record
    columns.group[slot] = group
    columns.cnic[slot] = int(who.cnic or 0)
    columns.born[slot] = who.born.year * 10_000 + who.born.month * 100 + who.born.day if who.born else 0
    columns.gender[slot] = GENDERS[who.gender]
    columns.area[slot] = int(who.area) if who.area.isdecimal() else 0
    for column, tokens, most in ((columns.words, names, WORDS), (columns.related, who.related.tokens, RELATED)):
        words = list(dict.fromkeys(filing.entry(token).word for token in tokens))[:most]
        column[slot] = words + [0] * (most - len(words))


def clear(columns: Columns, slot: int) -> None:
    """Leave nothing of an entry."""
    for column in columns:
        column[slot] = 0
    columns.group[slot] = NOBODY
