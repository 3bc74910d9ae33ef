"""`rabta link run` and `export-splink`: records compared all with all, here, or where one machine is outgrown."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from services.access.errors import Refused
from services.cli.options import ERROR, USAGE, say
from services.cli.progress import counted_on_stderr
from services.signing.keyfile import UnsafeFile

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the hub's node.")]


def run(folder: Folder) -> None:
    """Compare all records of a node for who may be one person, beside the hub that serves; ended, it goes on.

    It decides nothing: what it finds is listed by `rabta link review`.
    """
    from services.node.link_run import Progress, Summary, on_node
    from services.node.settings import SettingsError, load_settings

    shown, told = counted_on_stderr(sys.stderr.isatty())

    async def work(progress: Progress) -> Summary:
        return await on_node(load_settings(folder), lambda: time.time_ns() // 1_000_000, progress)

    logging.disable(logging.WARNING)
    try:
        found = asyncio.run(work(told))
    except (SettingsError, UnsafeFile, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
    except Refused as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    finally:
        shown.end()
        logging.disable(logging.NOTSET)
    again = "went on with a run that was ended, " if found.resumed else ""
    alike = f"{found.records:,} records, {found.pairs:,} pairs alike"
    say(f"{again}compared {alike}: {found.proposed:,} wait for a decision")


def export_splink(
    spark: Annotated[bool, typer.Option("--spark", help="For Spark; else for DuckDB.")] = False,
) -> None:
    """Print the matcher's model as settings of Splink 5, as JSON: for a store that one machine is too small for."""
    from services.matching.default_model import default_model
    from services.matching.splink import splink_settings
    from services.matching.splink_levels import Dialect

    settings = splink_settings(default_model(), Dialect.SPARK if spark else Dialect.DUCKDB)
    typer.echo(json.dumps(settings, indent=1, ensure_ascii=False))
