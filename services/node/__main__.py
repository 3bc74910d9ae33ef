"""``python -m services.node --folder DIR [--role edge]``: a hub node, or one of its edge processes."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

import uvloop

from services.membership.watch import RegistryFolder
from services.node.edge_process import run_edge
from services.node.processes import children, write_writer_config
from services.node.settings import NodeSettings, SettingsError, load_settings
from services.node.supervise import Supervisor
from services.signing.keyfile import UnsafeFile, check_folder


def main() -> int:
    """Exit 0 when told to stop, 2 where settings or files are unfit."""
    parser = argparse.ArgumentParser(prog="rabta-node")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--role", choices=["node", "edge"], default="node")
    arguments = parser.parse_args()
    try:
        check_folder(arguments.folder)
        settings = load_settings(arguments.folder)
    except (SettingsError, UnsafeFile, OSError) as error:
        sys.stderr.write(f"rabta: {error}\n")
        return 2
    logging.basicConfig(
        level=settings.log_level.upper(), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    run(settings, arguments.role)
    return 0


def run(settings: NodeSettings, role: str = "node") -> None:
    """Run the whole node, or one edge process of it, until told to stop."""
    if role == "edge":
        uvloop.run(run_edge(settings))
        return
    registry = RegistryFolder(settings.folder / "registry").current()
    write_writer_config(settings, registry)
    uvloop.run(Supervisor(children(settings)).run())


if __name__ == "__main__":
    sys.exit(main())
