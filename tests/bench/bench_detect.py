"""Detectors over one large snapshot: each by itself, all together, and growth from one to ten times as many rows.

How the snapshot itself is filled is measured by :mod:`tests.bench.bench_filling`. The world is noise without a pattern, so that what is timed is the search: 200,000 people with a phone and an account
each. ``detect.vs_networkx``: networkx lists the cycles of a small graph of which the detector finds those in time.
"""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from typing import Final

import networkx
import numpy as np

from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import CALL, CROSSING, NODE, TRANSFER, Mark, NodeKind, Snapshot, Table, in_order
from tests.bench import bench_filling, bench_leads
from tests.fakes.snapshot_world import START_S, SnapshotWorld
from tests.worlds import business
from tests.worlds.canvas import FULL, Canvas

PEOPLE: Final = 200_000
TRANSFERS, CALLS, CROSSINGS = 1_100_000, 2_000_000, 500_000
SPAN_S: Final = 90 * 86_400
APART: Final = "M7"
"""It reads cash by the place, of which there is none in the noise, so it is timed apart, over shops and money changers."""
SHOPS: Final = 600
"""Each takes in and pays out some 75 times in 90 days."""
ROUNDS: Final = 3


def noise(seed: int, share: float = 1.0) -> Snapshot:
    """A snapshot of so many rows, times ``share``; people too, so that each has as much to do."""
    draw = np.random.default_rng(seed)
    people = int(PEOPLE * share)
    nodes = np.zeros(3 * people, NODE)
    nodes["kind"] = np.repeat((NodeKind.PERSON, NodeKind.ACCOUNT, NodeKind.PHONE), people)
    nodes["person"], nodes["household"] = np.tile(np.arange(people), 3), np.tile(np.arange(people) // 5, 3)
    nodes["marks"][:people] = np.where(draw.random(people) < 0.95, int(Mark.ADULT), 0)

    def table(kind: np.dtype[np.void], many: int) -> Table:
        rows = np.zeros(int(many * share), kind)
        rows["at"], rows["row"] = START_S + draw.integers(0, SPAN_S, len(rows)), np.arange(len(rows))
        return rows

    transfers, calls, crossings = table(TRANSFER, TRANSFERS), table(CALL, CALLS), table(CROSSING, CROSSINGS)
    for column in ("payer", "payee"):
        transfers[column] = people + draw.integers(0, people, len(transfers))
    transfers["amount"] = np.exp(draw.normal(12, 1.5, len(transfers))).astype(np.int64) + 100
    transfers["place"] = transfers["named"] = -1
    for column in ("caller", "callee"):
        calls[column] = 2 * people + draw.integers(0, people, len(calls))
    calls["handset"], calls["cell"] = -1, draw.integers(0, 2000, len(calls))
    crossings["person"], crossings["post"] = (
        draw.integers(0, people, len(crossings)),
        draw.integers(0, 30, len(crossings)),
    )
    crossings["leaves"] = draw.random(len(crossings)) < 0.5
    crossings["party"] = draw.integers(0, max(len(crossings) // 2, 1), len(crossings))
    empty = SnapshotWorld().snapshot()
    return replace(
        empty, nodes=nodes, transfers=in_order(transfers), calls=in_order(calls), crossings=in_order(crossings)
    )


def seconds(snapshot: Snapshot) -> dict[str, float]:
    """Processor seconds of each detector, the least of the rounds; who goes on with whose money is found by the first."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        snapshot.pairs.clear()
        for number, detector in detectors().items():
            if number != APART:
                before = time.process_time()
                run(detector, snapshot, {})
                best[number] = min(best.get(number, float("inf")), time.process_time() - before)
    return best


def main() -> None:
    """Print the figures."""
    whole = noise(1)
    rows = len(whole.transfers) + len(whole.calls) + len(whole.crossings)
    taken = seconds(whole)
    for number, spent in taken.items():
        print(f"detect.{number}.rows_s {_read(number, whole) / max(spent, 1e-6):.0f} rows/s")
    print(f"detect.all_s {sum(taken.values()):.2f} s")
    print(f"detect.rows {rows} rows")
    print(f"detect.memory_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"detect.vs_networkx {_against_networkx():.0f} ratio")
    _mirrors()
    tenth = sum(seconds(noise(2, 0.1)).values())
    print(f"detect.growth_cost {sum(taken.values()) / tenth:.1f} ratio")
    bench_filling.main()
    bench_leads.main()


def _mirrors() -> None:
    """All pairs of shops, and ten pairs of money changers who mirror one another; chance by a thousand shuffles."""
    canvas = Canvas(4, FULL * SHOPS // business.AGENTS)
    business.agents(canvas)
    business.money_changers(canvas)
    snapshot, rule = canvas.snapshot(), detectors()[APART]
    assert rule.values({})["shuffles"] >= 1000
    before = time.process_time()
    found = run(rule, snapshot, {})
    print(f"detect.{APART}_s {time.process_time() - before:.2f} s")
    places = len(np.unique(snapshot.transfers["place"])) - 1
    print(f"detect.{APART}_pairs_of_places {places * (places - 1) // 2} pairs")
    print(f"detect.{APART}_found {len(found.findings) + len(found.silent)} pairs")


def _against_networkx() -> float:
    """Temporal cycles in a thinned world, where listing the cycles of the graph and then looking at times ends at all."""
    thin = noise(3, 0.1)
    thin = replace(thin, transfers=thin.transfers[:: len(thin.transfers) // 20_000])
    before = time.process_time()
    run(detectors()["G6"], thin, {})
    own = time.process_time() - before
    before = time.process_time()
    graph = networkx.DiGraph(zip(thin.transfers["payer"].tolist(), thin.transfers["payee"].tolist(), strict=True))
    cycles = sum(1 for _ in networkx.simple_cycles(graph, length_bound=6))
    spent = time.process_time() - before
    print(f"detect.networkx_cycles {cycles} cycles")
    return spent / own


def _read(number: str, snapshot: Snapshot) -> int:
    return sum(len(getattr(snapshot, table)) for table in detectors()[number].tables)


if __name__ == "__main__":
    main()
