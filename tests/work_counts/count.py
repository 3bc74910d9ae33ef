"""Counts the twenty calls in a process of its own: ``python -m tests.work_counts.count`` prints a line a call.

Each call is made for two people first, so that what is read, imported or prepared once is there, and counted for a third.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

import uvloop

from tests.work_counts.calls import CALLS, World
from tests.work_counts.counting import CHECK, OPEN, SIGN, Hooks
from tests.work_counts.node import running
from tests.work_counts.table import COLUMNS, Row, Table, text_of

WARM: Final = 2
PEOPLE: Final = WARM + 1
SETTLES: Final = 4
"""Turns of the loop after an answer: what the edge leaves for the next one, such as the line of its log of calls."""


async def counted(hooks: Hooks, world: World, name: str) -> Row:
    """One call, warm."""
    for number in range(WARM):
        await (await CALLS[name](world, number)).served()
    sent = await CALLS[name](world, WARM)
    leaves = world.node.log.appender.tree.size
    with hooks.counting() as result:
        answer = await sent.served()
        for _ in range(SETTLES):
            await asyncio.sleep(0)
    (one,) = result
    entries = world.node.log.appender.tree.size - leaves
    signed, checked, opened = (one.entered(codes) for codes in (SIGN, CHECK, OPEN))
    values = one.statements, one.rows, opened, signed, checked, entries, answer.size, one.functions.total()
    return dict(zip(COLUMNS, values, strict=True))


async def _all(hooks: Hooks, folder: Path) -> Table:
    async with running(folder) as node:
        world = World(node)
        await world.plant(PEOPLE)
        return {name: await counted(hooks, world, name) for name in CALLS}


def main() -> None:
    """Print the table of this process."""
    hooks = Hooks()
    hooks.install()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(text_of(uvloop.run(_all(hooks, Path(folder)))))


if __name__ == "__main__":
    main()
