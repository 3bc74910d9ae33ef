"""Sums, counts and windows over groups of rows, in n log n. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from services.linkage.snapshot.columns import Flags, Ints


class Groups(NamedTuple):
    """Rows by what they have in common. ``order``: rows, group by group; ``starts``: where each group begins in it.

    ``of_row``: number of each row's group; ``keys``: of each group, one array for each key.
    """

    order: Ints
    starts: Ints
    of_row: Ints
    keys: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def sums(self, values: Ints) -> Ints:
        """Sum of a value over each group."""
        return np.bincount(self.of_row, weights=values, minlength=len(self)).astype(np.int64)

    def sizes(self) -> Ints:
        """Rows of each group."""
        return np.diff(np.append(self.starts, len(self.order)))

    def rows(self, group: int) -> Ints:
        """Rows of one group, in their order."""
        end = self.starts[group + 1] if group + 1 < len(self) else len(self.order)
        return self.order[self.starts[group] : end]


_ROOM: Final = 1 << 63


def ordered(*keys: Ints) -> Ints:
    """Rows by the first key, then by the next; equal ones keep their order.

    Keys and place are packed in one number where they fit, as numbers alone are sorted many times as fast.
    """
    count = len(keys[0])
    if not count:
        return np.zeros(0, dtype=np.int64)
    packed, room = np.zeros(count, dtype=np.int64), count
    for key in keys:
        low = int(key.min())
        width = int(key.max()) - low + 1
        room *= width
        if room >= _ROOM:
            return np.lexsort(tuple(reversed(keys)))
        packed = packed * width + (key.astype(np.int64) - low)
    return np.sort(packed * count + np.arange(count)) % count


def group(*keys: Ints) -> Groups:
    """Rows that agree in every key; groups ascend by the keys, and rows keep their order in each."""
    count = len(keys[0])
    order = ordered(*keys)
    sorted_keys = [key[order] for key in keys]
    fresh = np.ones(count, dtype=bool)
    if count:
        fresh[1:] = np.any([key[1:] != key[:-1] for key in sorted_keys], axis=0)
    starts = np.flatnonzero(fresh)
    of_row = np.empty(count, dtype=np.int64)
    of_row[order] = np.cumsum(fresh) - 1
    return Groups(order, starts, of_row, tuple(key[starts].astype(np.int64) for key in sorted_keys))


def often(one: Ints, other: Ints, least: int) -> Flags:
    """Of each row, whether its pair of numbers from 0 on comes at least so often: cheap, before anything is grouped."""
    if not len(one):
        return np.zeros(0, dtype=bool)
    pair = one.astype(np.int64) * (int(other.max()) + 1) + other
    ordered = np.sort(pair)
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    enough = ordered[starts][np.diff(np.append(starts, len(ordered))) >= least]
    place = np.minimum(np.searchsorted(enough, pair), max(len(enough) - 1, 0))
    return enough[place] == pair if len(enough) else np.zeros(len(pair), dtype=bool)


def distinct(groups: Ints, values: Ints, count: int) -> Ints:
    """How many values each group has, each counted once."""
    return np.bincount(pairs_of(groups, values)[0], minlength=count)


def pairs_of(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Every pair of numbers that some row has, once; ascending. The first is from 0 on, the other from -1 on."""
    width = int(other.max(initial=0)) + 2
    both = np.sort(one.astype(np.int64) * width + other + 1)
    both = both[np.append(True, both[1:] != both[:-1])] if len(both) else both
    return both // width, both % width - 1


def most_in_window(groups: Ints, at: Ints, window: int) -> tuple[Ints, Ints]:
    """Of each group from 0 on, the most rows with times less than ``window`` apart, and the first time of these.

    Rows in any order; a group without rows has 0. Each row counts, so give each thing to be counted one row.
    """
    order = ordered(groups, at)
    owner, times = groups[order], at[order]
    count = int(owner.max()) + 1 if len(owner) else 0
    most, since = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    if not len(owner):
        return most, since
    span = int(times.max() - times.min()) + window + 1
    line = owner * span + (times - times.min())
    inside = np.searchsorted(line, line + window, side="left") - np.arange(len(line))
    best = np.lexsort((times, -inside, owner))
    first = np.ones(len(best), dtype=bool)
    first[1:] = owner[best][1:] != owner[best][:-1]
    top = best[first]
    most[owner[top]], since[owner[top]] = inside[top], times[top]
    return most, since


def spread(first: Ints, many: Ints) -> tuple[Ints, Ints]:
    """Every (row, place) of which a row has ``many`` places from ``first`` on; rows by their number here, ascending."""
    within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(np.arange(len(many)), many), np.repeat(first, many) + within


NEVER: Final = -(1 << 62)
"""A time before all others."""


def last_before(wanted: tuple[Ints, Ints], groups: Ints, at: Ints) -> Ints:
    """For each wanted (group, time), the last time of that group at or before it; NEVER for none."""
    if not len(at) or not len(wanted[0]):
        return np.full(len(wanted[0]), NEVER, dtype=np.int64)
    low = min(int(at.min()), int(wanted[1].min()))
    span = max(int(at.max()), int(wanted[1].max())) - low + 2
    line = np.sort(groups.astype(np.int64) * span + (at - low))
    found = np.searchsorted(line, wanted[0].astype(np.int64) * span + (wanted[1] - low), side="right") - 1
    nearest = line[np.maximum(found, 0)]
    holds = (found >= 0) & (nearest // span == wanted[0])
    return np.where(holds, nearest % span + low, NEVER)


def sum_at(wanted: tuple[Ints, Ints], keys: tuple[Ints, Ints], values: Ints) -> Ints:
    """For each wanted pair of keys, the sum of the values of the rows that bear it; 0 where none does."""
    count = len(wanted[0])
    both = group(*(np.concatenate((one, other)) for one, other in zip(wanted, keys, strict=True)))
    sums = both.sums(np.concatenate((np.zeros(count, dtype=np.int64), values)))
    return sums[both.of_row[:count]]
