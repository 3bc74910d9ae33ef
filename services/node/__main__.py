"""``python -m services.node --folder DIR [--role ROLE] [--name NAME]``: a hub node, or one process of it."""

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
from typing import Final

import uvloop

from services.access.errors import Refused
from services.admin.place import NameUnfit
from services.membership.errors import RegistryError
from services.node.log_place import NoSuccession
from services.node.ports import held
from services.node.processes import NoOversight, run_node
from services.node.settings import TARGETS, NodeSettings, SettingsError, load_settings, proving
from services.signing.es256 import BadKey
from services.signing.keyfile import UnsafeFile, check_folder, check_private
from services.signing.modes import check_modes
from services.store.errors import StoreUnsafe
from services.store.folder_lock import served_alone

UNFIT = (SettingsError, UnsafeFile, BadKey, RegistryError, NameUnfit, NoOversight, NoSuccession, StoreUnsafe)
"""What settings or files are found to be."""


ALONE: Final = ("projector", "matcher", "asker", "syncer", "detector")
"""Processes of which a node has one."""


BEHIND: Final = 10
"""How far detectors stand behind others for the processor, of 19 (nice(2))."""


def main(words: Sequence[str] | None = None) -> int:
    """Exit 0 when told to stop, 2 where settings or files are unfit. ``words``: others than the command line's."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="rabta-node")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--role", choices=["node", "edge", *ALONE], default="node")
    parser.add_argument("--name", default="", help="of an edge process among its siblings")
    parser.add_argument("--target", default="", help="what is served; without it, what a node of its kind does")
    arguments = parser.parse_args(words)
    targets = tuple(arguments.target.split(",")) if arguments.target else ()
    if not set(targets) <= set(TARGETS):
        parser.error(f"--target: some of {','.join(TARGETS)}")
    return main_in(arguments.folder, arguments.role, targets, arguments.name)


def main_in(folder: Path, role: str, targets: tuple[str, ...], name: str = "") -> int:
    """Run the whole node in ``folder``, or one of its processes, until told to stop.

    ``targets``: what is served; empty for what a node of its kind does.
    """
    try:
        check_folder(folder)
        if role == "node":
            return _supervise(folder, targets)
        settings = _settings(folder)
        _run_part(role, settings, proving(targets or settings.usual_targets), name)
    except Refused as refused:
        sys.stderr.write(f"rabta: {refused.reason}: a store cannot be opened; see the lines above\n")
        return 2
    except (*UNFIT, OSError) as error:
        sys.stderr.write(f"rabta: {type(error).__name__}: {error}\n")
        return 2
    return 0


def _supervise(folder: Path, targets: tuple[str, ...]) -> int:
    """Nothing of the folder is read for use, and nothing listens, before it is known to be free and private."""
    with served_alone(folder):
        check_modes(folder)
        settings = _settings(folder)
        for password in (settings.graph_password_file, settings.store_password_file, settings.log_store_password_file):
            if password:
                check_private(folder / password)
        with held(settings.listen):
            uvloop.run(run_node(settings, proving(targets or settings.usual_targets)))
    return 0


def _run_part(role: str, settings: NodeSettings, targets: tuple[str, ...], name: str) -> None:
    """One process that serves. The supervisor loads nothing of what these load, and so starts in half the time.

    Detectors give way to whatever answers callers.
    """
    if role == "detector":
        os.nice(BEHIND)
        from services.node import detector

        asyncio.run(detector.run_detector(settings, lambda: time.time_ns() // 1_000_000))
        return
    from services.node import asker, edge_process, matcher, projector, syncer

    if role == "edge":
        from services.node.edge_forks import fork_beside

        uvloop.run(edge_process.run_edge(settings, targets, name=name, beside=fork_beside()))
        return
    alone: dict[str, Callable[[NodeSettings, Callable[[], int]], Coroutine[None, None, None]]] = {
        "projector": projector.run_projector,
        "matcher": matcher.run_matcher,
        "asker": asker.run_asker,
        "syncer": partial(syncer.run_syncer, targets=targets),
    }
    asyncio.run(alone[role](settings, edge_process.system_clock))


def _settings(folder: Path) -> NodeSettings:
    settings = load_settings(folder)
    logging.basicConfig(
        level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    return settings


if __name__ == "__main__":
    sys.exit(main())
