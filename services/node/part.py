"""One process of a node: its command line, and what runs by its role."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import uvloop

from services.access.errors import Refused
from services.admin.place import NameUnfit
from services.membership.errors import RegistryError
from services.node.log_place import NoSuccession
from services.node.processes import NoOversight
from services.node.settings import TARGETS, NodeSettings, SettingsError, load_settings, proving
from services.signing.es256 import BadKey
from services.signing.keyfile import UnsafeFile, check_folder
from services.store.errors import StoreUnsafe

UNFIT = (SettingsError, UnsafeFile, BadKey, RegistryError, NameUnfit, NoOversight, NoSuccession, StoreUnsafe)
"""What settings or files are found to be."""


ALONE: Final = ("projector", "matcher", "asker", "syncer", "detector")
"""Processes of which a node has one."""


BEHIND: Final = 10
"""How far detectors stand behind others for the processor, of 19 (nice(2))."""


class Asked(NamedTuple):
    """What a command line asks for. ``targets``: what is served; empty for what a node of its kind does."""

    folder: Path
    role: str
    targets: tuple[str, ...]
    name: str = ""


def asked(words: Sequence[str] | None = None) -> Asked:
    """``words``: others than the command line's. Exits with 2 where they are wrong."""
    parser = argparse.ArgumentParser(prog="rabta-node")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--role", choices=["node", "edge", *ALONE], default="node")
    parser.add_argument("--name", default="", help="of an edge process among its siblings")
    parser.add_argument("--target", default="", help="what is served; without it, what a node of its kind does")
    arguments = parser.parse_args(words)
    targets = tuple(arguments.target.split(",")) if arguments.target else ()
    if not set(targets) <= set(TARGETS):
        parser.error(f"--target: some of {','.join(TARGETS)}")
    return Asked(arguments.folder, arguments.role, targets, arguments.name)


def main(words: Sequence[str]) -> int:
    """The process of these words. Exit 0 when told to stop, 2 where settings or files are unfit."""
    part = asked(words)
    return guarded(part.folder, lambda: run(part))


def guarded(folder: Path, work: Callable[[], None]) -> int:
    """Work in the folder: 0 when it has ended, 2, with a line that says why, where settings or files are unfit."""
    try:
        check_folder(folder)
        work()
    except Refused as refused:
        sys.stderr.write(f"rabta: {refused.reason}: a store cannot be opened; see the lines above\n")
        return 2
    except (*UNFIT, OSError) as error:
        sys.stderr.write(f"rabta: {type(error).__name__}: {error}\n")
        return 2
    return 0


def run(part: Asked) -> None:
    """One process that serves, and no node. The supervisor loads nothing of what these load, and so starts in half the
    time.

    Detectors give way to whatever answers callers.
    """
    settings = settings_in(part.folder)
    if part.role == "detector":
        os.nice(BEHIND)
        from services.node import detector

        asyncio.run(detector.run_detector(settings, lambda: time.time_ns() // 1_000_000))
        return
    from services.node import asker, edge_process, matcher, projector, syncer

    targets = proving(part.targets or settings.usual_targets)
    if part.role == "edge":
        from services.node.edge_forks import fork_beside

        uvloop.run(edge_process.run_edge(settings, targets, name=part.name, beside=fork_beside()))
        return
    alone: dict[str, Callable[[NodeSettings, Callable[[], int]], Coroutine[None, None, None]]] = {
        "projector": projector.run_projector,
        "matcher": matcher.run_matcher,
        "asker": asker.run_asker,
        "syncer": partial(syncer.run_syncer, targets=targets),
    }
    asyncio.run(alone[part.role](settings, edge_process.system_clock))


def settings_in(folder: Path) -> NodeSettings:
    """Its settings; the log of this process begins with their level."""
    settings = load_settings(folder)
    logging.basicConfig(
        level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    return settings
