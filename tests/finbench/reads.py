"""LDBC FinBench's complex reads 1 to 12 (transaction workload, specification 0.2), over the graph's own edges.

Edges are followed where the caller may see their class. The window is open at both ends. Truncation: of the edges
at one vertex that fulfil what the step asks of an edge by itself (window, threshold, kind of the far end), the first
``limit`` in the order are followed; what it asks in view of the path before comes after. Ties of the order go by
time, amount and far id, all in its direction. Where the specification leaves two readings, the method says which.
Sums are exact and rounded half up to 3 decimals at the end.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from graph.rights import Rights
from services.linkage.ports import Graph
from tests.finbench.amounts import money, nano, number, ratio

ORDERS: Final = ("TIMESTAMP_ASCENDING", "TIMESTAMP_DESCENDING", "AMOUNT_ASCENDING", "AMOUNT_DESCENDING")
AT_ONCE: Final = 1000
STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Window:
    """Epoch milliseconds, both excluded; ``limit`` edges a vertex (0: all) in ``order``, one of ORDERS."""

    from_ms: int
    to_ms: int
    limit: int = 0
    order: str = "TIMESTAMP_DESCENDING"


class Hop(NamedTuple):
    """One edge as it is met: from ``near`` to ``far``, whichever way it leads. ``note``: what the far node is."""

    near: str
    far: str
    at_ms: int
    amount: int
    note: str


Keep = Callable[[Hop], bool]


class ComplexReads:
    """The reads of one caller in one window. Ids are those of nodes; answers have the numbers in them."""

    def __init__(self, graph: Graph, rights: Rights, window: Window) -> None:
        self._graph, self._shown, self._window = graph, list(rights.shown), window

    async def read_1(self, account: str) -> list[tuple[int, int, int, str]]:
        """Accounts that a blocked medium signed in to, reached by transfers in ascending time: id, distance, medium."""
        reached = await self._reached(account, "transfers_out", 1)
        others = sorted({far for level in reached for far in level})
        media = await self._hops("signed_in", others, lambda hop: _said(hop.note)["isBlocked"] is True)
        return sorted(
            {
                (number(far), distance, number(hop.far), str(_said(hop.note)["mediumType"]))
                for distance, level in enumerate(reached, 1)
                for far in level
                for hop in media.get(far, ())
            },
            key=lambda row: (row[1], row[0], row[2]),
        )

    async def read_2(self, person: str) -> list[tuple[int, Decimal, Decimal]]:
        """Accounts with loans from which money came to the person's: id, sums of distinct loans' amounts, balances."""
        upstream: set[str] = set()
        for held in await self._held(person):
            upstream |= {far for level in await self._reached(held, "transfers_in", -1) for far in level}
        loans = await self._hops("loans_into", sorted(upstream))
        rows = []
        for other, hops in loans.items():
            said = [_said(note) for note in {hop.far: hop.note for hop in hops}.values()]
            sums = (sum(nano(loan[name]) for loan in said) for name in ("loanAmount", "balance"))
            rows.append((number(other), *map(money, sums)))
        return sorted(rows, key=lambda row: (-row[1], row[0]))  # type: ignore[arg-type]  # rows of a number and a key

    async def read_3(self, start: str, end: str) -> int:
        """Length of the shortest path of transfers, -1 for none; 0 from an account to itself."""
        seen, frontier, length = {start}, [start], 0
        while frontier:
            if end in frontier:
                return length
            hops = await self._hops("transfers_out", frontier, limit=0)
            frontier = sorted({hop.far for each in hops.values() for hop in each} - seen)
            seen.update(frontier)
            length += 1
        return -1

    async def read_4(self, source: str, target: str) -> list[tuple[int | Decimal, ...]]:
        """Third accounts of a cycle: id; number, sum and most of transfers to the source; of those from the target.

        Edges 2 and 3 are those of the result's description, not of the text, which names them the other way.
        """
        out = await self._hops("transfers_out", [source], lambda hop: hop.far == target, limit=0)
        if not out:
            return []
        into = _by_far(await self._hops("transfers_in", [source], limit=0))
        away = _by_far(await self._hops("transfers_out", [target], limit=0))
        rows = [
            (number(other), *_told(into[other]), *_told(away[other]))
            for other in into.keys() & away.keys() - {source, target}
        ]
        return sorted(rows, key=lambda row: (-row[2], -row[5], row[0]))

    async def read_5(self, person: str) -> list[tuple[int, ...]]:
        """Traces of transfers in ascending time from the person's accounts, no account twice: ids, longest first."""
        held = await self._held(person)
        paths: dict[tuple[str, ...], int] = {(account,): -1 for account in held}
        found: set[tuple[str, ...]] = set()
        for _ in range(STEPS):
            hops = await self._hops("transfers_out", sorted({path[-1] for path in paths}))
            longer: dict[tuple[str, ...], int] = {}
            for path, at_ms in paths.items():
                for hop in hops.get(path[-1], ()):
                    if hop.at_ms > at_ms and hop.far not in path:
                        trace = (*path, hop.far)
                        longer[trace] = min(hop.at_ms, longer.get(trace, hop.at_ms))
            paths = longer
            found |= paths.keys()
        return sorted((tuple(map(number, path)) for path in found), key=lambda path: (-len(path), path))

    async def read_6(self, card: str, least_in: Decimal, least_out: Decimal) -> list[tuple[int, Decimal, Decimal]]:
        """Accounts that gathered more than three transfers from others and were withdrawn from to the card."""
        drawn = _by_far(await self._hops("withdrawals_in", [card], _over(least_out)))
        over = _over(least_in)
        into = await self._hops("transfers_in", sorted(drawn), lambda hop: hop.far != hop.near and over(hop))
        rows = [
            (number(middle), money(_sum(hops)), money(_sum(drawn[middle])))
            for middle, hops in into.items()
            if len(hops) > 3
        ]
        return sorted(rows, key=lambda row: (-row[2], row[0]))

    async def read_7(self, account: str, least: Decimal) -> tuple[int, int, Decimal]:
        """Distinct sources and targets, and the ratio of what came over what went; -1 where nothing went."""
        into = _all(await self._hops("transfers_in", [account], _over(least)))
        out = _all(await self._hops("transfers_out", [account], _over(least)))
        return len({hop.far for hop in into}), len({hop.far for hop in out}), ratio(_sum(into), _sum(out))

    async def read_8(self, loan: str, share: Decimal) -> list[tuple[int, Decimal, int]]:
        """Where a loan went by up to three transfers or withdrawals: id, inflow over the loan, least distance.

        An edge is followed where it is more than ``share`` of all that came to its source by transfer or
        withdrawal within the window, the loan's own payments among it. Inflow: the edges followed into the account.
        """
        paid = _by_far(await self._hops("paid_out", [loan]))
        said = await self._graph.run("tcr_loan", id=loan, shown=self._shown)
        distances, inflow, frontier = dict[str, int](), defaultdict[str, int](int), sorted(paid)
        done: set[str] = set()
        for distance in range(2, 2 + STEPS):
            edges = await self._over_share(frontier, paid, share)
            done.update(frontier)
            for hop in edges:
                inflow[hop.far] += hop.amount
                distances.setdefault(hop.far, distance)
            frontier = sorted({hop.far for hop in edges} - done)
        whole = nano(_said(str(said[0][0]))["loanAmount"]) if said else 0
        rows = [(number(far), ratio(inflow[far], whole), distance) for far, distance in distances.items()]
        return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))

    async def read_9(self, account: str, least: Decimal) -> tuple[Decimal, Decimal, Decimal]:
        """Loans paid in over repayments, the same over transfers out, transfers in over out; each past ``least``."""
        names = ("loans_into", "repayments", "transfers_in", "transfers_out")
        paid, repaid, into, out = [_sum(_all(await self._hops(name, [account], _over(least)))) for name in names]
        return ratio(paid, repaid), ratio(paid, out), ratio(into, out)

    async def read_10(self, one: str, other: str) -> Decimal:
        """Jaccard similarity of the companies that two persons invested in; 0 where there is none."""
        hops = await self._hops("investments", list(dict.fromkeys((one, other))), limit=0)
        first, second = ({hop.far for hop in hops.get(person, ())} for person in (one, other))
        return ratio(len(first & second), len(first | second)) if first | second else ratio(0, 1)

    async def read_11(self, person: str) -> tuple[Decimal, int]:
        """Sum and number of the loans that all persons along the chains of sureties applied for, at whatever time."""
        found: set[str] = set()
        frontier, done = [person], set[str]()
        while frontier:
            hops = _all(await self._hops("guarantees", frontier))
            done.update(frontier)
            found |= {hop.far for hop in hops}
            frontier = sorted(found - done)
        loans = {hop.far: hop.note for hop in _all(await self._hops("applications", sorted(found), timed=False))}
        return money(sum(nano(_said(note)["loanAmount"]) for note in loans.values())), len(loans)

    async def read_12(self, person: str) -> list[tuple[int, Decimal]]:
        """Companies' accounts that the person transferred to: id and sum."""
        sent = _by_far(await self._hops("transfers_out", await self._held(person)))
        owned = await self._hops("companies", sorted(sent), timed=False)
        return sorted(((number(far), money(_sum(sent[far]))) for far in owned), key=lambda row: (-row[1], row[0]))

    async def _held(self, person: str) -> list[str]:
        return sorted({hop.far for hop in _all(await self._hops("held", [person], timed=False))})

    async def _reached(self, start: str, statement: str, sense: int) -> list[set[str]]:
        """Accounts at each distance by trails whose times ascend (``sense`` 1) or descend (-1) from the start.

        The best time of arrival at an account is enough, for truncation does not depend on the trail.
        """
        levels: list[set[str]] = []
        best: dict[str, int | None] = {start: None}
        for _ in range(STEPS):
            hops, arrived = await self._hops(statement, sorted(best)), dict[str, int | None]()
            for hop in _all(hops):
                last, at = best[hop.near], sense * hop.at_ms
                if last is None or at > last:
                    known = arrived.get(hop.far)
                    arrived[hop.far] = at if known is None else min(at, known)
            best = arrived
            levels.append(set(best))
        return levels

    async def _over_share(self, frontier: list[str], paid: dict[str, list[Hop]], share: Decimal) -> list[Hop]:
        upstream = {account: _sum(paid.get(account, ())) for account in frontier}
        for name in ("transfers_in", "withdrawals_in"):
            for account, hops in (await self._hops(name, frontier, limit=0)).items():
                upstream[account] += _sum(hops)
        part = Fraction(share)
        found: dict[str, list[Hop]] = defaultdict(list)
        for name in ("transfers_out", "withdrawals_out"):
            for account, hops in (await self._hops(name, frontier, limit=0)).items():
                found[account] += [hop for hop in hops if hop.amount > part * upstream[account]]
        return [hop for hops in found.values() for hop in self._first(hops, self._window.limit)]

    async def _hops(
        self,
        statement: str,
        ids: list[str],
        keep: Keep = lambda _: True,
        limit: int | None = None,
        *,
        timed: bool = True,
    ) -> dict[str, list[Hop]]:
        """Edges by near node, truncated where ``timed``; ``limit`` in place of the window's."""
        window = {"from_ms": self._window.from_ms, "to_ms": self._window.to_ms} if timed else {}
        found: dict[str, list[Hop]] = defaultdict(list)
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            rows: Any = await self._graph.run(f"tcr_{statement}", ids=some, shown=self._shown, **window)
            for row in rows:
                if keep(hop := Hop(*row)):
                    found[hop.near].append(hop)
        most = (self._window.limit if limit is None else limit) if timed else 0
        return {near: self._first(hops, most) for near, hops in found.items()}

    def _first(self, hops: list[Hop], limit: int) -> list[Hop]:
        by, _, direction = self._window.order.partition("_")

        def key(hop: Hop) -> tuple[int, int, int]:
            first, second = (hop.at_ms, hop.amount) if by == "TIMESTAMP" else (hop.amount, hop.at_ms)
            return first, second, number(hop.far)

        return sorted(hops, key=key, reverse=direction == "DESCENDING")[: limit or None]


def _said(note: str) -> dict[str, object]:
    said: dict[str, object] = json.loads(note)
    return said


def _over(least: Decimal) -> Keep:
    bound = nano(least)
    return lambda hop: hop.amount > bound


def _all(hops: dict[str, list[Hop]]) -> list[Hop]:
    return [hop for each in hops.values() for hop in each]


def _by_far(hops: dict[str, list[Hop]]) -> dict[str, list[Hop]]:
    found: dict[str, list[Hop]] = defaultdict(list)
    for hop in _all(hops):
        found[hop.far].append(hop)
    return dict(found)


def _sum(hops: Iterable[Hop]) -> int:
    return sum(hop.amount for hop in hops)


def _told(hops: list[Hop]) -> tuple[int, Decimal, Decimal]:
    return len(hops), money(_sum(hops)), money(max(hop.amount for hop in hops))
