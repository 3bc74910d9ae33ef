"""`rabta metrics`: what the processes of a node have counted, and what runs out in its folder, as one document."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import TypeVar

import typer

from services.admin import asking
from services.admin.openmetrics import Family, NotMetrics, Sample, combined, render
from services.cli.options import ERROR, USAGE, say
from services.cli.status import NOBODY, Folder
from services.node import expiry, machine, replaced
from services.node.replaced import Part
from services.signing.keyfile import UnsafeFile, check_folder

T = TypeVar("T")
FILES = "files"
"""Label `process` of what no process told."""


def metrics(folder: Folder) -> None:
    """What the processes of a node have counted, as one OpenMetrics document."""
    hub = _hub(folder)
    found = _asked(hub, asking.metrics(hub))
    try:
        typer.echo(document(found, of_files(folder, hub)), nl=False)
    except NotMetrics:
        say("rabta: a process of this node answers something else: is it of another version?")
        raise typer.Exit(ERROR) from None
    if not any(found.values()):
        say(NOBODY)
        raise typer.Exit(ERROR)


def document(found: dict[str, str | None], files: str = "") -> str:
    """One document, in which ``rabta_up`` says who answered. ``files``: what was read from disk. Raises NotMetrics."""
    told = {name: _up(answer is not None) + (answer or _EMPTY) for name, answer in found.items()}
    return combined(told | ({FILES: files} if files else {}))


def of_files(folder: Path, hub: Path) -> str:
    """What stands in files, as a document; empty where there is none of it."""
    found = [*expiries(folder), *restarts({**replaced.read(folder), **replaced.read(hub)})]
    return render(found) if found else ""


def expiries(folder: Path) -> list[Family]:
    """Seconds until the first of each kind runs out; none where nothing in the folder does."""
    now_ms = time.time_ns() // 1_000_000
    first = expiry.soonest(expiry.board(folder, now_ms))
    samples = tuple(
        Sample((0 if one.fault else one.until_ms - now_ms) // 1000, (("kind", kind.value),))
        for kind, one in sorted(first.items())
    )
    said = "Time until the first of that kind in the folder runs out; 0 or less: it is over."
    return [Family("rabta_expiry_seconds", "gauge", said, samples, "seconds")] if samples else []


def restarts(parts: Mapping[str, Part]) -> list[Family]:
    """How often a supervisor started each of its parts again, by cause; none where it never had to."""
    samples = tuple(
        Sample(number, (("part", name), ("cause", cause)), "_total")
        for name, part in parts.items()
        for cause, number in (("ended", part.ended), ("hung", part.hung))
    )
    said = "Times that a part was started again, by cause, since its supervisor began."
    return [Family("rabta_restarts", "counter", said, samples)] if samples else []


def _hub(folder: Path) -> Path:
    try:
        return machine.hub_of(folder)
    except (ValueError, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None


_EMPTY = render(())


def _up(answered: bool) -> str:
    own = render([Family("rabta_up", "gauge", "1 where the process answered.", (Sample(int(answered)),))])
    return own.removesuffix(_EMPTY)


def _asked(folder: Path, asking_all: Coroutine[object, None, T]) -> T:
    try:
        check_folder(folder)
        return asyncio.run(asking_all)
    except (UnsafeFile, OSError) as error:
        asking_all.close()
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
