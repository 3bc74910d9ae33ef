"""Snapshots out of feeds and records: rows a second into files and out of them, one more change, growth, memory."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from services.linkage.classes import feed_class
from services.linkage.kept import FeedRow
from tests.fakes.record_changes import POLICE, facts
from tests.unit.linkage.filling.node import OF_CASE, Node, file_of
from tests.unit.linkage.world import DAY, NOW, iban

ROWS, PEOPLE, RECORDS = 200_000, 20_000, 20_000
AT_ONCE: Final = 20_000
PAYMENTS: Final = 0.5
"""Share of rows; the others are calls."""


def main() -> None:
    """Print the figures of a whole world and of a tenth."""
    with TemporaryDirectory() as folder:
        whole = asyncio.run(filled(Node(Path(folder)), 1.0))
    with TemporaryDirectory() as folder:
        tenth = asyncio.run(filled(Node(Path(folder)), 0.1))
    rows = ROWS + 2 * PEOPLE + RECORDS
    fill, one, take = whole
    print(f"detect.fill_rows_s {rows / fill:.0f} rows/s")
    print(f"detect.fill_one_ms {one * 1000:.0f} ms")
    print(f"detect.take_rows_s {rows / take:.0f} rows/s")
    print(f"detect.fill_growth_cost {fill / tenth[0]:.1f} ratio")
    print(f"detect.take_growth_cost {take / tenth[2]:.1f} ratio")
    print(f"detect.fill_memory_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


async def filled(node: Node, share: float) -> tuple[float, float, float]:
    """Processor seconds to fill the files, to take one more change, and to make the one scope's snapshot."""
    node.world.feed.put(file_of(), *(facts(f"m{n}", documents=(_cnic(n),)) for n in range(int(RECORDS * share))))
    await node.order()
    klass = await node.world.links.classes.number(feed_class(POLICE, "MONEY", OF_CASE.authorities[0], False))
    some: list[FeedRow] = []
    for row in rows_of(klass, share):
        some.append(row)
        if len(some) == AT_ONCE:
            await node.world.links.feeds.add(some)
            some.clear()
    await node.world.links.feeds.add(some)
    snapshots = node.snapshots()
    before = time.process_time()
    await snapshots.refresh()
    fill = time.process_time() - before
    node.world.feed.put(facts("one", documents=(_cnic(1),)))
    before = time.process_time()
    await snapshots.refresh()
    one = time.process_time() - before
    before = time.process_time()
    taken = await snapshots.take(OF_CASE, NOW)
    take = time.process_time() - before
    assert len(taken.snapshot.transfers) + len(taken.snapshot.calls) == int(ROWS * share)
    return fill, one, take


def rows_of(klass: int, share: float) -> Iterator[FeedRow]:
    """Holders of an account each, and payments and calls among them."""
    draw = np.random.default_rng(1)
    people = int(PEOPLE * share)
    for each in range(people):
        who = f"feeds/m/bank-csv/{each:024x}"
        yield _row(klass, "SUBJECT", who, who, label="x")
        yield _row(klass, "ACCOUNT_HELD_BY", f"{each:024x}", f"IBAN:{iban(f'N{each}')}", who, other=who)
    ends = draw.integers(0, people, (int(ROWS * share), 2)).tolist()
    for number, (one, other) in enumerate(ends):
        at_ms = NOW - DAY * 50 + number * 1000 + 7
        name = f"{number:024x}"
        if number < ROWS * share * PAYMENTS:
            payer, payee = f"IBAN:{iban(f'N{one}')}", f"IBAN:{iban(f'N{other}')}"
            yield _row(klass, "TRANSFERRED", name, payer, payee, at_ms=at_ms, amount_minor=number + 1, currency="PKR")
        else:
            yield _row(klass, "CALLED", name, f"+92300{one:07d}", f"+92300{other:07d}", at_ms=at_ms)


def _row(klass: int, kind: str, name: str, start: str, finish: str = "", **more: str | int) -> FeedRow:
    empty = FeedRow(
        0, klass, OF_CASE.authorities[0], kind, name, start, finish, "", "", 0, 0, NOW, 0, "", 0, "", "", ""
    )  # fmt: skip
    return empty._replace(**more)  # type: ignore[arg-type]  # columns of a row, by their names


def _cnic(number: int) -> str:
    return f"CNIC:35202{number:07d}1"


if __name__ == "__main__":
    main()
