"""`rabta sync drill`: a node cut off from its peers on purpose, and what posts were answered meanwhile."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.options import Output, OutputOption, say
from services.cli.sync_folder import Folder, asked, printed
from services.tables.times import shown

if TYPE_CHECKING:
    from services.node.drill import Drilled

COLUMNS = ("office", "copies of", "may be hours old")
LOOK_S = 0.5


def drill(
    folder: Folder,
    minutes: Annotated[int, typer.Option(min=1, max=480, help="How long the node takes nothing from its peers.")] = 10,
    output: OutputOption = Output.TABLE,
) -> None:
    """Cut the node off from its peers for a while, and tell how its posts fared. An interrupt ends it at once.

    Checks are answered from the copies, or refused where these are too old. Orders to erase wait as well.
    """
    _show(asked(_drilled(folder, minutes)), output)


async def _drilled(folder: Path, minutes: int) -> Drilled:
    from services.node.drill import begin, end, report

    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, over.set)
    begun = begin(folder, _now_ms(), minutes)
    say(f"takes nothing from its peers until {shown(begun.until_ms)}; an interrupt ends it now")
    try:
        await _until(folder, over)
    finally:
        end(folder)
    return await report(folder, begun, _now_ms())


async def _until(folder: Path, over: asyncio.Event) -> None:
    """Its time is up, somebody ended it, or ``over`` is set."""
    from services.node.drill import running

    while running(folder, _now_ms()) and not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), LOOK_S)


def _show(found: Drilled, output: Output) -> None:
    data = found._asdict() | {"offices": [each._asdict() for each in found.offices]}
    rows = [
        (each.agency, shown(each.synced_ms) if each.synced_ms else "never", str(each.hours)) for each in found.offices
    ]
    if output is Output.TABLE:
        counts = f"answered {found.answered}, refused as stale {found.stale}, refused otherwise {found.refused}"
        typer.echo(f"checks of travellers: {counts}")
    printed("Copies at posts", COLUMNS, rows, data, output)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
