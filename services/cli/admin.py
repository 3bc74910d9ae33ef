"""`rabta status` and `rabta metrics`: what the processes of a node tell over their admin sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rabta.admin.v1.admin_service_pb2 import GetStatusResponse

from services.admin import asking
from services.admin.openmetrics import Family, NotMetrics, Sample, combined, render
from services.admin.wire import conditions
from services.cli.options import ERROR, USAGE, say
from services.signing.keyfile import UnsafeFile, check_folder
from services.tables.showing import harmless

T = TypeVar("T")
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the hub's node.")]
NOBODY = "rabta: no process of this node answers"


def status(folder: Folder) -> None:
    """How each process of a node is, a line each. Exit 0 only where all serve, and there is one."""
    found = _asked(folder, asking.statuses(folder))
    for name, answer in found.items():
        typer.echo(line(name, answer))
    if not any(found.values()):
        say(NOBODY)
    if not found or not all(answer and answer.serving for answer in found.values()):
        raise typer.Exit(ERROR)


def metrics(folder: Folder) -> None:
    """What the processes of a node have counted, as one OpenMetrics document."""
    found = _asked(folder, asking.metrics(folder))
    try:
        typer.echo(document(found), nl=False)
    except NotMetrics:
        say("rabta: a process of this node answers something else: is it of another version?")
        raise typer.Exit(ERROR) from None
    if not any(found.values()):
        say(NOBODY)
        raise typer.Exit(ERROR)


def line(name: str, answer: GetStatusResponse | None) -> str:
    """One process for people."""
    if answer is None:
        return f"{name:<12} no answer"
    state = "draining" if answer.draining else "serving" if answer.serving else "not serving"
    version = f" {answer.registry_version}" if answer.registry_version else ""
    parts = [f"{part}{version if part == 'registry' else ''} {condition}" for part, condition in conditions(answer)]
    alarms = "".join(f", alarm: witness {harmless(each)}" for each in answer.witness_alarms)
    return f"{name:<12} {state:<12} {', '.join(parts)}, calls under way {answer.calls_under_way}{alarms}"


def document(found: dict[str, str | None]) -> str:
    """One document, in which ``rabta_up`` says who answered. Raises NotMetrics."""
    return combined({name: _up(answer is not None) + (answer or _EMPTY) for name, answer in found.items()})


_EMPTY = render(())


def _up(answered: bool) -> str:
    own = render([Family("rabta_up", "gauge", "1 where the process answered.", (Sample(int(answered)),))])
    return own.removesuffix(_EMPTY)


def _asked(folder: Path, asking_all: Coroutine[Any, Any, T]) -> T:
    try:
        check_folder(folder)
        return asyncio.run(asking_all)
    except (UnsafeFile, OSError) as error:
        asking_all.close()
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
