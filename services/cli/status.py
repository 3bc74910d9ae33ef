"""`rabta status`: what should run and how it is, and what runs out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rabta.admin.v1.admin_service_pb2 import GetStatusResponse

from services.admin import asking
from services.cli.options import ERROR, USAGE, say
from services.listing import standing
from services.membership.errors import RegistryError
from services.node import expiry, issuers_late, machine, replaced, running
from services.node.expiry import Expiry
from services.node.quiet import alarms
from services.node.replaced import Part
from services.signing.keyfile import UnsafeFile, check_folder
from services.tables.showing import harmless

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of a hub's node, or of a federation on this machine.")
]
NOBODY = "rabta: no process of this node answers"


def status(
    folder: Folder,
    every: Annotated[bool, typer.Option("--all", help="List everything that runs out, not the soonest alone.")] = False,
) -> None:
    """What should run and how it is, and what runs out. Exit 0 only where all serve everybody and nothing is over."""
    try:
        check_folder(folder)
        hub = machine.hub_of(folder)
        names, others = running.expected(hub), machine.others(folder)
        answers, listening = asyncio.run(_looked(hub, others))
    except (UnsafeFile, RegistryError, ValueError, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
    found = dict.fromkeys(sorted({*names, *answers})) | answers
    for name, answer in found.items():
        typer.echo(line(name, answer))
    for name, at in others.items():
        typer.echo(f"{name:<28} {'listening' if listening[name] else 'no answer':<12} {at}")
    if not any(answers.values()):
        say(NOBODY)
    for text in replaced_lines({**replaced.read(folder), **replaced.read(hub)}):
        typer.echo(text)
    for text in issuers_late.lines(hub, time.time_ns() // 1_000_000):
        typer.echo(harmless(text))
    quiet = list(alarms(hub, time.time_ns() // 1_000_000))
    for text in quiet:
        typer.echo(harmless(text))
    well = (
        not quiet
        and bool(found)
        and all(answer and answer.serving and not answer.refused_runs for answer in found.values())
        and all(listening.values())
    )
    if not (_told(folder, every) and well):
        raise typer.Exit(ERROR)


async def _looked(hub: Path, others: dict[str, str]) -> tuple[dict[str, GetStatusResponse | None], dict[str, bool]]:
    answers = await asking.statuses(hub)
    listens = await asyncio.gather(*(machine.listening(at) for at in others.values()))
    return answers, dict(zip(others, listens, strict=True))


def line(name: str, answer: GetStatusResponse | None) -> str:
    """One process for people."""
    name, state, told = standing.process(name, answer)
    return f"{name:<12} {state:<12} {told}".rstrip()


def replaced_lines(parts: Mapping[str, Part]) -> Iterator[str]:
    """A line for each part that its supervisor had to start again."""
    for name, part in parts.items():
        last = datetime.fromtimestamp(part.last_ms / 1000, UTC).isoformat(timespec="seconds")
        said = f"did not answer {part.hung} times, ended {part.ended} times, last {last}"
        yield f"{harmless(name):<12} {'replaced':<12} {said}"


def _told(folder: Path, every: bool) -> bool:
    """Say what runs out; whether nothing is over."""
    now_ms = time.time_ns() // 1_000_000
    found = expiry.board(folder, now_ms)
    first = expiry.soonest(found).values()
    shown = found if every else [one for one in found if one in first or one.soon(now_ms)]
    for text in board_lines(shown, now_ms):
        typer.echo(text)
    return not any(one.over(now_ms) for one in found)


def board_lines(found: Iterable[Expiry], now_ms: int) -> Iterator[str]:
    """A line each: kind, day (UTC), days left, what; marked where it is time to act."""
    for one in found:
        kind, day, left, mark, name = standing.expiry(one, now_ms)
        yield f"{kind:<12} {day:<10}  {left:<12} {mark:<4}  {name}"
