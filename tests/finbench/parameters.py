"""Twenty parameter sets for each read, drawn from the example graph with a fixed seed, most of them with an answer."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from tests.finbench.oracle import Oracle
from tests.finbench.reads import ORDERS

SETS, ANSWERED, TRIES = 20, 17, 400
FIRST_MS, LAST_MS = 1_577_836_800_000, 1_672_531_200_000
_POOLS = {
    1: "SELECT DISTINCT e.a FROM transfer e JOIN signin s ON s.b = e.b JOIN medium ON id = s.a AND blocked",
    2: "SELECT DISTINCT own.a FROM own JOIN transfer e ON e.b = own.b JOIN deposit d ON d.b = e.a",
    3: "SELECT e.a, f.b FROM transfer e JOIN transfer f ON f.a = e.b WHERE e.a <> f.b AND e.a % 7 = 0",
    4: "SELECT e.a, e.b FROM transfer e JOIN transfer f ON f.a = e.b JOIN transfer g ON g.a = f.b AND g.b = e.a",
    5: "SELECT DISTINCT own.a FROM own JOIN transfer e ON e.a = own.b",
    6: "SELECT w.b FROM withdraw w JOIN account ON account.id = w.b AND type LIKE '%card%'"
    " JOIN (SELECT b FROM transfer GROUP BY b HAVING count(*) > 3) m ON m.b = w.a GROUP BY w.b",
    7: "SELECT DISTINCT e.b FROM transfer e JOIN transfer f ON e.b = f.a",
    8: "SELECT DISTINCT d.a FROM deposit d JOIN transfer e ON e.a = d.b",
    9: "SELECT DISTINCT d.b FROM deposit d JOIN repay r ON r.a = d.b JOIN transfer e ON e.a = d.b",
    10: "SELECT i.a, j.a FROM invest i JOIN invest j ON i.b = j.b AND i.a <> j.a",
    11: "SELECT DISTINCT g.a FROM guarantee g JOIN apply ON apply.a = g.b",
    12: "SELECT DISTINCT own.a FROM own JOIN transfer e ON e.a = own.b JOIN company_own c ON c.b = e.b",
}
EMPTY: tuple[Any, ...] = ([], -1, Decimal(0), (0, 0), (0, 0, Decimal(-1)), (Decimal(-1),) * 3)


def parameter_sets(oracle: Oracle, read: int) -> list[tuple[dict[str, Any], Any]]:
    """Parameters and the oracle's answer. At least ANSWERED are not empty, the rest as they fall."""
    chance = random.Random(f"finbench {read}")
    pool = sorted(set(oracle.rows(_POOLS[read])))
    found: list[tuple[dict[str, Any], Any]] = []
    empty = 0
    for _ in range(TRIES):
        parameters = _draw(chance, pool)
        answer = oracle.ask(read, parameters)
        if answer in EMPTY:
            if empty == SETS - ANSWERED:
                continue
            empty += 1
        found.append((parameters, answer))
        if len(found) == SETS:
            return found
    raise AssertionError(f"read {read}: too few sets with an answer")


def _draw(chance: random.Random, pool: list[tuple[int, ...]]) -> dict[str, Any]:
    ids = chance.choice(pool)
    start, end = (FIRST_MS, LAST_MS)
    if chance.random() < 0.5:
        start = chance.randrange(FIRST_MS, FIRST_MS + 60 * 86_400_000 * 5)
        end = chance.randrange(start + 30 * 86_400_000, LAST_MS)
    return {
        "id": ids[0],
        "id2": ids[-1],
        "from_ms": start,
        "to_ms": end,
        "limit": chance.choice((2, 5, 20, 100, 1000)),
        "order": chance.choice(ORDERS),
        "least": Decimal(chance.choice(("0", "1000.5", "100000", "1000000"))),
        "most": Decimal(chance.choice(("0", "1000.5", "100000", "1000000"))),
        "share": Decimal(chance.choice(("0", "0.01", "0.1", "0.3"))),
    }
