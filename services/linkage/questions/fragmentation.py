"""Whose removal breaks a network most: Borgatti 2006, "Identifying sets of key players", KPP-Neg. Pure.

Fragmentation with distance weights is 1 - sum of 1/d over all pairs, over the number of pairs (equation 9), of what
stays when the players are gone; 1/d is 0 for a pair that no way joins.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

DRAWS = 100
CANDIDATES = 40
"""Nodes that the search weighs: those with most neighbours."""
ROUNDS = 20


def masks(nodes: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Neighbours of each node as a set of bits."""
    beside = [0] * nodes
    for one, other in pairs:
        if one != other:
            beside[one] |= 1 << other
            beside[other] |= 1 << one
    return beside


def fragmentation(beside: Sequence[int], without: Iterable[int] = ()) -> float:
    """0 where all are next to all, 1 where nothing is joined, or fewer than two stay."""
    gone = sum(1 << node for node in set(without))
    stay = [node for node in range(len(beside)) if not gone >> node & 1]
    if len(stay) < 2:
        return 1.0
    joined = sum(count / far for far, count in enumerate(layers(beside, gone, stay), 1))
    return 1.0 - joined / (len(stay) * (len(stay) - 1))


def layers(beside: Sequence[int], gone: int, stay: Sequence[int]) -> Iterator[int]:
    """Ordered pairs of nodes at distance 1, 2 and so on, by ways that meet none in the mask ``gone``.

    A step further, each node has met whom its neighbours had met: as many unions as there are edges, not as there are
    pairs. Who met all, or nobody new, is done.
    """
    every = ((1 << len(beside)) - 1) & ~gone
    met = [0] * len(beside)
    for node in stay:
        met[node] = 1 << node | beside[node] & ~gone
    yield sum(met[node].bit_count() - 1 for node in stay)
    growing = {node: list(bits(beside[node] & ~gone)) for node in stay if met[node] != every}
    while growing:
        further: dict[int, int] = {}
        for node, near in growing.items():
            mask = met[node]
            for there in near:
                mask |= met[there]
                if mask == every:
                    break
            if mask != met[node]:
                further[node] = mask
        yield sum(mask.bit_count() - met[node].bit_count() for node, mask in further.items())
        for node, mask in further.items():
            met[node] = mask
        growing = {node: growing[node] for node, mask in further.items() if mask != every}


def bits(mask: int) -> Iterator[int]:
    """Places of the bits that are set."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def swap_search(beside: Sequence[int], number: int, among: Sequence[int]) -> tuple[int, ...]:
    """Swap search: begin with those with most neighbours, and take the best exchange while there is one.

    ``among``: who may be chosen, at least ``number``.
    Nodes are told apart by place, lowest first, so that the same network has the same players.
    """
    pool = sorted(among, key=lambda node: (-beside[node].bit_count(), node))[:CANDIDATES]
    chosen = set(pool[:number])
    best = fragmentation(beside, chosen)
    for _ in range(ROUNDS):
        swaps = [
            (-fragmentation(beside, chosen - {out} | {into}), out, into)
            for out in sorted(chosen)
            for into in pool
            if into not in chosen
        ]
        if not swaps or -min(swaps)[0] <= best + 1e-12:
            break
        worth, out, into = min(swaps)
        chosen, best = chosen - {out} | {into}, -worth
    alone = {node: fragmentation(beside, {node}) for node in chosen}
    return tuple(sorted(chosen, key=lambda node: (-alone[node], node)))


def random_band(beside: Sequence[int], number: int, seed: bytes, among: Sequence[int]) -> tuple[float, float, float]:
    """5th percentile, median and 95th, by nearest rank, of sets drawn at random of those among whom players are."""
    draw = numbers(seed)
    found = []
    for _ in range(DRAWS):
        places = list(among)
        for place in range(number):
            swap = place + next(draw) % (len(places) - place)
            places[place], places[swap] = places[swap], places[place]
        found.append(fragmentation(beside, places[:number]))
    found.sort()
    return found[4], found[49], found[94]


def parted(beside: Sequence[int], among: Iterable[int], without: Iterable[int]) -> tuple[int, int]:
    """How many pairs of ``among`` are no longer joined at any distance without some of them, and of how many."""
    gone = sum(1 << node for node in set(without))
    stay = sum(1 << node for node in set(among)) & ~gone
    before, after = joined_pairs(beside, 0, stay), joined_pairs(beside, gone, stay)
    return before - after, before


def joined_pairs(beside: Sequence[int], gone: int, of: int) -> int:
    """Pairs of the nodes in the mask ``of`` with a way between them that meets none in the mask ``gone``."""
    left, pairs = ((1 << len(beside)) - 1) & ~gone, 0
    while left:
        wave = met = left & -left
        while wave:
            near = 0
            for node in bits(wave):
                near |= beside[node]
            wave = near & left & ~met
            met |= wave
        inside = (met & of).bit_count()
        pairs += inside * (inside - 1) // 2
        left &= ~met
    return pairs


def numbers(seed: bytes) -> Iterator[int]:
    """64-bit numbers of SHA-256 in counter mode: the same for the same seed, on every machine."""
    count = 0
    while True:
        block = hashlib.sha256(seed + count.to_bytes(8, "big")).digest()
        for place in range(0, 32, 8):
            yield int.from_bytes(block[place : place + 8], "big")
        count += 1
