"""``python -m services.node --folder DIR [--role ROLE] [--name NAME]``: a hub node, or one process of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import uvloop

from services.node import beside, fork_server, part
from services.node.forked import ForkServer
from services.node.ports import held
from services.node.processes import run_node
from services.node.settings import proving
from services.signing.keyfile import check_private
from services.signing.modes import check_modes
from services.store.folder_lock import served_alone


def main(words: Sequence[str] | None = None) -> int:
    """Exit 0 when told to stop, 2 where settings or files are unfit. ``words``: others than the command line's."""
    os.umask(0o077)
    return main_in(*part.asked(words))


def main_in(folder: Path, role: str, targets: tuple[str, ...], name: str = "") -> int:
    """Run the whole node in ``folder``, or one of its processes, until told to stop.

    ``targets``: what is served; empty for what a node of its kind does.
    """
    if role == "node":
        return part.guarded(folder, lambda: _supervise(folder, targets))
    return part.guarded(folder, lambda: part.run(part.Asked(folder, role, targets, name)))


def _supervise(folder: Path, targets: tuple[str, ...]) -> None:
    """Nothing of the folder is read for use, and nothing listens, before it is known to be free and private.

    The fork server is forked first, as it may hold nothing that is opened here; it loads meanwhile what it forks.
    """
    with closing(beside.fork(fork_server.main)) as first, served_alone(folder):
        check_modes(folder)
        settings = part.settings_in(folder)
        for password in (settings.graph_password_file, settings.store_password_file, settings.log_store_password_file):
            if password:
                check_private(folder / password)
        with held(settings.listen):
            chosen = proving(targets or settings.usual_targets)
            uvloop.run(run_node(settings, chosen, server=ForkServer(first=first)))


if __name__ == "__main__":
    sys.exit(main())
