"""`rabta graph`: the engine of a node's link graph, and the projection in it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from graph.__main__ import keep
from graph.errors import GraphRefused, GraphUnavailable
from services.cli.draw_evidence import Undrawable, drawn
from services.cli.options import ERROR, USAGE, say
from services.cli.picture_file import write
from services.linkage.errors import StorageUnavailable
from services.linkage.projection.check import check as differences
from services.linkage.projection.rebuild import rebuild as made_anew
from services.node.projector import Projection, ProjectorRuns, alone, fresh_engine, opened
from services.node.settings import NodeSettings, SettingsError, load_settings
from services.signing.keyfile import UnsafeFile
from services.tables.showing import harmless

app = typer.Typer(help="The engine of the link graph, and the projection in it.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the hub's node.")]


def clock() -> int:
    """Milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


@app.command("up")
def up(folder: Folder) -> None:
    """Keep the embedded engine of a node running, in the foreground, until told to stop."""
    try:
        settings = load_settings(folder)
    except SettingsError as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None
    if settings.graph_uri:
        say("rabta: this node's graph engine is kept by others (graph_uri)")
        raise typer.Exit(USAGE)
    raise typer.Exit(asyncio.run(keep(settings.graph, settings.graph_memory)))


@app.command("rebuild")
def rebuild(folder: Folder) -> None:
    """Empty the graph and project everything anew. Refused while the node's own projector runs.

    An embedded engine that nobody keeps is started for it over an empty folder, so that a damaged one is no hindrance.
    """

    async def work(held: Projection) -> list[str]:
        with alone(load_settings(folder)):
            await made_anew(held.graph, held.projector)
        return []

    _with(folder, work, fresh_engine)
    say("the graph is made anew")


@app.command("check")
def check(folder: Folder) -> None:
    """Compare the graph with records, feeds and decisions: each difference a line, and exit 1."""

    async def work(held: Projection) -> list[str]:
        return await differences(held.graph, held.feed, held.links, clock())

    found = _with(folder, work)
    for line in found:
        typer.echo(harmless(line))
    if found:
        raise typer.Exit(ERROR)
    say("no difference")


@app.command("draw")
def draw(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="Evidence of a question to the graph.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="svg, png, graphml, csv or anx, by its ending.")],
    language: Annotated[str, typer.Option("--language", help="en or ur.")] = "",
) -> None:
    """Draw the answer that an evidence bundle holds; `rabta verify` says whether it is proven."""
    try:
        write(file, drawn(bundle.read_bytes(), file, language))
    except (Undrawable, OSError) as error:
        say(harmless(f"rabta: {error}"))
        raise typer.Exit(ERROR) from None
    say(f"picture: {file}")


Engine = Callable[[NodeSettings], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def running_engine(_settings: NodeSettings) -> AsyncIterator[None]:
    """The one that runs already."""
    yield


def _with(
    folder: Path, work: Callable[[Projection], Awaitable[list[str]]], engine: Engine = running_engine
) -> list[str]:
    async def run() -> list[str]:
        settings = load_settings(folder)
        async with engine(settings), opened(settings, clock) as held:
            return await work(held)

    logging.disable(logging.WARNING)
    try:
        return asyncio.run(run())
    except (SettingsError, UnsafeFile, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
    except (GraphUnavailable, GraphRefused, StorageUnavailable, ProjectorRuns) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    finally:
        logging.disable(logging.NOTSET)
